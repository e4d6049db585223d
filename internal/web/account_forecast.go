package web

import (
	"github.com/a-h/templ"

	"cordee/internal/app"
	"cordee/internal/web/ui"
)

// forecastChoice lets the reader object to forecasts about themselves, or change their mind.
func (v *visit) forecastChoice() (templ.Component, error) {
	c, err := v.App.OwnChoiceOf(v.ctx(), v.actor())
	if err != nil {
		return nil, err
	}
	words, act := "forecast.own_on", "off"
	if c.NoForecast {
		words, act = "forecast.own_off", "on"
	}
	return part(ui.SectionProps{ID: "forecast", Title: v.T("forecast.own"), Lead: v.T(words)}, ui.Action(ui.ActionProps{
		Action: "/account/forecast", Hidden: []ui.Hidden{{Name: "act", Value: act}}, Button: ui.ButtonProps{Text: v.T("forecast.own_turn_" + act)},
	})), nil
}

func (v *visit) saveForecastChoice() error {
	off := v.trimmed("act") == "off"
	if err := v.App.Choose(v.ctx(), v.actor(), func(c *app.OwnChoice) { c.NoForecast = off }); err != nil {
		return err
	}
	v.flash("saved", "")
	return v.redirect("/account#forecast")
}
