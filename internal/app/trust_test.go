package app

import (
	"testing"

	"cordee/internal/forecast"
)

// TestForecastsHideWithoutSkill: fifty closed objectives, however many forecasts of them, and no better than the base rate.
func TestForecastsHideWithoutSkill(t *testing.T) {
	brier := func(x float64) forecast.Scores { return forecast.Scores{N: 150, Brier: x} }
	for _, x := range []struct {
		goals        int
		method, base float64
		shown        bool
	}{{50, .25, .25, false}, {50, .30, .25, false}, {50, .24, .25, true}, {49, .30, .25, true}} {
		if got := (Trust{Goals: x.goals, Versus: Versus{Method: brier(x.method), Base: brier(x.base)}}).Shown(); got != x.shown {
			t.Errorf("%+v: shown %v", x, got)
		}
	}
}
