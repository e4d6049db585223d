package demo

import (
	"slices"
	"strings"
	"testing"

	"cordee/internal/measure"
)

// An hour of watching must not fill a quarter, yet the rope has to move soon.
func TestWatchingAddsLittle(t *testing.T) {
	for _, day := range days {
		w := Company(1, day)
		targets := measure.Amount(0)
		for _, g := range w.Batch.Goals {
			if strings.HasPrefix(g.Owner.V, "team:") && g.Metric.V == "revenue" && g.StartOn.V <= day && day <= g.EndOn.V && g.EndOn.V-g.StartOn.V < 93 {
				targets += g.Target.V.Amount
			}
		}
		added, sold := measure.Amount(0), []int{}
		for n := range 200 {
			if row := w.Next(uint64(n)); row.Kind == dealWon {
				added, sold = added+row.Amount.Amount, append(sold, n)
			}
		}
		if len(sold) == 0 || sold[0] > 2 {
			t.Errorf("%s: no sale among the first three rows: %v", day, sold)
		}
		if targets == 0 || added*50 >= targets {
			t.Errorf("%s: 200 rows add %v of %v", day, added, targets)
		}
		if again := w.Next(1); !slices.Equal(again.Credits, w.Next(1).Credits) {
			t.Errorf("%s: the same tick gave another row", day)
		}
	}
}
