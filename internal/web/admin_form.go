package web

import (
	"strconv"

	"cordee/internal/period"
	"cordee/internal/web/ui"
)

// settingsParts are the questions about the organisation, by what they are for.
func (v *visit) settingsParts(t typed) []settingsPart {
	return []settingsPart{
		{title: v.T("web.settings.part_house"), fields: v.houseFields(t)},
		{title: v.T("web.settings.part_direction"), hint: v.T("web.settings.direction_hint"), fields: []ui.FieldProps{
			v.setting(t, ui.FieldProps{Name: "direction", Kind: ui.FieldArea, Rows: 3}),
			v.setting(t, ui.FieldProps{Name: "direction_on", Kind: ui.FieldDate, Narrow: true}),
		}},
		{title: v.T("web.settings.part_time"), fields: v.timeFields(t)},
		{title: v.T("web.settings.part_season"), hint: v.seasonHint(), fields: v.seasonFields(t), grid: true},
		{title: v.T("web.settings.part_pace"), hint: v.T("web.settings.pace_hint"), fields: v.paceFields(t), grid: true},
		{title: v.T("web.settings.part_people"), fields: []ui.FieldProps{
			v.setting(t, ui.FieldProps{Name: "linear", Kind: ui.FieldCheckbox}),
			v.setting(t, ui.FieldProps{Name: "boards", Kind: ui.FieldCheckbox, Hint: v.T("web.settings.boards_hint")}),
			v.setting(t, ui.FieldProps{Name: "tutoie", Kind: ui.FieldCheckbox}),
			v.setting(t, ui.FieldProps{Name: "second_look", Kind: ui.FieldCheckbox, Hint: v.T("web.settings.second_look_hint")}),
			v.setting(t, ui.FieldProps{Name: "compliance", Kind: ui.FieldSelect, Hint: v.T("web.settings.compliance_hint"), Options: []ui.Option{
				{Value: "none", Label: v.T("web.settings.compliance_none")}, {Value: "fr", Label: v.T("web.settings.compliance_fr")},
			}}),
		}},
	}
}

// setting is a question with its own words.
func (v *visit) setting(t typed, p ui.FieldProps) ui.FieldProps {
	p.Label = v.T("web.settings." + p.Name)
	return t.field(p)
}

func (v *visit) houseFields(t typed) []ui.FieldProps {
	return []ui.FieldProps{
		v.setting(t, ui.FieldProps{Name: "name", Required: true}),
		v.setting(t, ui.FieldProps{Name: "locale", Kind: ui.FieldSelect, Options: []ui.Option{{Value: "fr", Label: "Français"}, {Value: "en", Label: "English"}}}),
		v.setting(t, ui.FieldProps{Name: "currency", ReadOnly: true, Hint: v.T("web.settings.currency_hint")}),
		v.setting(t, ui.FieldProps{Name: "time_zone", Hint: v.T("web.settings.time_zone_hint")}),
	}
}

func (v *visit) timeFields(t typed) []ui.FieldProps {
	months := ui.FieldProps{Name: "fiscal_start", Kind: ui.FieldSelect}
	for m := 1; m <= 12; m++ {
		months.Options = append(months.Options, ui.Option{Value: strconv.Itoa(m), Label: v.T("month." + strconv.Itoa(m))})
	}
	starts, works := ui.FieldProps{Name: "week_start", Kind: ui.FieldSelect}, ui.FieldProps{Name: "work_day", Kind: ui.FieldChecks}
	for _, d := range []int{1, 2, 3, 4, 5, 6, 0} {
		day := ui.Option{Value: strconv.Itoa(d), Label: v.T("weekday." + strconv.Itoa(d))}
		starts.Options, works.Options = append(starts.Options, day), append(works.Options, day)
	}
	holidays := ui.FieldProps{Name: "holidays", Kind: ui.FieldSelect}
	for _, h := range []struct{ value, key string }{{period.NoHolidays, "none"}, {period.French, "fr"}, {period.AlsaceMoselle, "fr_am"}} {
		holidays.Options = append(holidays.Options, ui.Option{Value: h.value, Label: v.T("web.settings.holidays_" + h.key)})
	}
	return []ui.FieldProps{
		v.setting(t, months), v.setting(t, starts), v.setting(t, works), v.setting(t, holidays),
		v.setting(t, ui.FieldProps{Name: "extra", Kind: ui.FieldArea, Rows: 3, Hint: v.T("web.settings.extra_hint"), Optional: v.T("web.form.optional")}),
	}
}

// seasonHint explains the curve, and says what the house's own past would draw; whoever keeps the house decides.
func (v *visit) seasonHint() string {
	hint := v.T("web.settings.season_hint")
	seen, err := v.App.SeasonSeen(v.ctx(), v.actor())
	if err != nil || seen == (period.Season{}) {
		return hint
	}
	months := make([]string, len(seen.Month))
	for i, w := range seen.Month {
		months[i] = v.T("plan.season.month", "month", v.T("month."+strconv.Itoa(i+1)), "weight", int(w))
	}
	return hint + " " + v.T("plan.season.seen", "months", v.List(months))
}

func (v *visit) seasonFields(t typed) []ui.FieldProps {
	fields := make([]ui.FieldProps, 12)
	for i := range fields {
		fields[i] = t.field(ui.FieldProps{Name: monthField(i), Label: v.T("month." + strconv.Itoa(i+1)), Kind: ui.FieldNumber})
	}
	return fields
}

func (v *visit) paceFields(t typed) []ui.FieldProps {
	var fields []ui.FieldProps
	for _, name := range []string{"ahead", "on", "watch", "quiet"} {
		fields = append(fields, v.setting(t, ui.FieldProps{Name: name, Kind: ui.FieldNumber, Suffix: "%"}))
	}
	return fields
}
