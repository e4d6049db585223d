package forecast_test

import (
	"testing"

	"cordee/internal/forecast"
	"cordee/internal/period"
	"cordee/internal/plan"
)

// March 2026 begins on a Sunday and has 22 working days.
var march = period.Span{From: period.On(2026, 3, 1), To: period.On(2026, 4, 1)}

func worked(presence ...period.Presence) period.Profile {
	return period.BuildProfile(march, period.Calendar{}, period.Season{}, presence)
}

func TestExposureIsWorkDone(t *testing.T) {
	full := worked()
	half := worked(period.Presence{Span: march, Weight: period.FullPresence / 2})
	away := worked(period.Presence{Span: period.Span{From: march.From, To: period.On(2026, 3, 16)}, Weight: period.FullPresence})
	friday := period.On(2026, 3, 13) // the tenth working day
	for _, c := range []struct {
		what            string
		own             period.Profile
		unit            int64
		elapsed, remain float64
	}{
		{"full time", full, 0, 10. / 22, 12. / 22},
		{"half time", half, 0, 5. / 22, 6. / 22},
		{"gone after two weeks", away, 0, 10. / 22, 0},
		{"a normal period is twice as long", full, 2 * full.Weight(march), 5. / 22, 6. / 22},
		{"in the first month of a ramp of four", plan.Ramped(full, march.From, 4), 0, 2.5 / 22, 3. / 22},
	} {
		e := forecast.Work{Own: c.own, Standard: full, Unit: c.unit}.At(friday)
		near(t, c.what+": elapsed", e.Elapsed, c.elapsed, 1e-12)
		near(t, c.what+": remaining", e.Remaining, c.remain, 1e-12)
	}
	near(t, "nobody at work: nothing left", forecast.Work{Own: worked([]period.Presence{}...), Standard: period.Profile{}}.At(friday).Share(), 1, 0)
}

// TestAShapeIsLearnt: with 240 deals on the last of 20 days, a fifth of them reach each day of the window, beside 60 even ones.
func TestAShapeIsLearnt(t *testing.T) {
	counts := make([]float64, 20)
	counts[19] = 240
	s := forecast.LearnShape(20, counts)
	var sum float64
	for _, f := range s {
		sum += f
	}
	near(t, "all of it", sum, 1, 1e-12)
	// Days 0-16 see 3 each; day 17 sees 240/5, day 18 240/4, day 19 240/3 on top.
	near(t, "first day", s[0], 3/(60.+48+60+80), 1e-12)
	near(t, "last day", s[19], 83/(60.+48+60+80), 1e-12)
	near(t, "nothing seen", forecast.LearnShape(20)[7], .05, 1e-12)
	half := forecast.LearnShape(10, counts)
	if half[9] <= half[6] || forecast.LearnShape(0) != nil {
		t.Errorf("stretched %v", half)
	}
	e := forecast.Work{Own: worked(), Standard: worked(), Shape: forecast.LearnShape(22, counts)}.At(period.On(2026, 3, 13))
	if e.Elapsed > .25 || e.Whole() < .999999 {
		t.Errorf("what comes late is still to come: %+v", e)
	}
}
