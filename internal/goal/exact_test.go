package goal_test

import (
	"testing"

	"cordee/internal/goal"
	"cordee/internal/measure"
)

func TestAttainmentAsAFraction(t *testing.T) {
	up, down := measure.Metric{Kind: measure.Sum}, measure.Metric{Kind: measure.Latest, Direction: measure.Down}
	some := func(n int64) measure.Maybe { return measure.Some(measure.Whole(n)) }
	for name, c := range map[string]struct {
		g        goal.Goal
		m        measure.Metric
		at       int64
		num, den int64
		meets    bool
	}{
		"a total begins at zero":              {goal.Goal{Target: some(60)}, up, 45, 45, 60, false},
		"whatever it was the year before":     {goal.Goal{Target: some(60), Baseline: some(40)}, up, 60, 60, 60, true},
		"what comes down begins where it was": {goal.Goal{Target: some(5), Baseline: some(9)}, down, 6, 3, 4, false},
		"and may come down further":           {goal.Goal{Target: some(5), Baseline: some(9)}, down, 4, 5, 4, true},
		"without a start there is no way":     {goal.Goal{Target: some(5)}, down, 4, 0, 0, true},
		"nor without a target":                {goal.Goal{}, up, 4, 0, 0, false},
	} {
		t.Run(name, func(t *testing.T) {
			num, den := c.g.Fraction(c.m, measure.Whole(c.at))
			if num != measure.Whole(c.num) || den != measure.Whole(c.den) {
				t.Errorf("%s / %s, want %d / %d", num, den, c.num, c.den)
			}
			if got := c.g.Meets(c.m, measure.Whole(c.at)); got != c.meets {
				t.Errorf("meets %v", got)
			}
		})
	}
}
