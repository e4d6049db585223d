package goal

import (
	"testing"

	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

func BenchmarkScore(b *testing.B) {
	year := period.Days(period.On(2026, 1, 1), period.On(2026, 12, 31))
	profile := period.BuildProfile(year, period.Calendar{Holidays: period.French}, period.Season{}, nil)
	on := period.On(2026, 9, 15)
	for _, x := range []struct {
		name   string
		metric measure.Metric
		base   string
		facts  Facts
	}{
		{"sum", revenue, "", total(b, "800000")},
		{"down", complaints, "", total(b, "8")},
		{"level with baseline", score, "30", latest(b, "41")},
		{"ratio with baseline", winRate, "50", ratio(b, "11", "20")},
		{"steps", steps, "", Facts{StepsDone: 3, StepsTotal: 8}},
	} {
		b.Run(x.name, func(b *testing.B) {
			g := running(b, x.base, "60")
			g.Start, g.End = year.From, year.Last()
			b.ReportAllocs()
			for b.Loop() {
				Score(g, x.metric, x.facts, profile, on, org.Thresholds{})
			}
		})
	}
}

func BenchmarkCheckTreeOf10000(b *testing.B) {
	goals := make([]Goal, 10_000)
	for i := range goals {
		goals[i] = node(org.ID(i+1), org.ID((i+1)/5), Collective)
	}
	b.ReportAllocs()
	for b.Loop() {
		if err := CheckTree(goals); err != nil {
			b.Fatal(err)
		}
	}
}
