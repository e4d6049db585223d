package app

import (
	"math/rand/v2"
	"slices"
	"testing"

	"cordee/internal/ledger"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/store"
)

// The totals in memory are those of a plain map, whether days come in order or not, close together or far apart.
func TestTotalsInMemoryAreThoseOfAPlainMap(t *testing.T) {
	start := period.On(2026, 1, 1)
	for _, span := range []int{1, 30, 365, 50_000} {
		draw := rand.New(rand.NewPCG(uint64(span), 1))
		all, plain := totals{}, map[ledger.Key]ledger.Delta{}
		for range 5_000 {
			k := ledger.Key{Metric: org.ID(1 + draw.IntN(2)), Owner: org.PersonOwner(org.ID(1 + draw.IntN(3))), On: start.AddDays(draw.IntN(span))}
			d := ledger.Delta{Value: measure.Amount(draw.IntN(1_000) - 500), N: int64(draw.IntN(3) - 1)}
			if err := all.add(k, d); err != nil {
				t.Fatal(err)
			}
			plain[k] = ledger.Delta{Value: plain[k].Value + d.Value, N: plain[k].N + d.N}
		}
		found := 0
		for metric, runs := range all {
			for owner, r := range runs {
				days, err := r.days()
				if err != nil {
					t.Fatal(err)
				}
				if !slices.IsSortedFunc(days, func(a, b store.DayTotal) int { return int(a.On - b.On) }) {
					t.Fatalf("the days of %d over %d are not in order", owner, span)
				}
				found += check(t, plain, metric, org.PersonOwner(owner), days)
			}
		}
		for k, d := range plain {
			if d != (ledger.Delta{}) {
				found--
				continue
			}
			delete(plain, k)
		}
		if found != 0 {
			t.Errorf("over %d days: %d totals more than there are", span, found)
		}
	}
}

// check counts the days that are not zero, each of which must be as in the plain map.
func check(t *testing.T, plain map[ledger.Key]ledger.Delta, metric org.ID, owner org.Owner, days []store.DayTotal) (n int) {
	t.Helper()
	for _, x := range days {
		if want := plain[ledger.Key{Metric: metric, Owner: owner, On: x.On}]; x.Delta != want {
			t.Errorf("%v of %v on %s is %v, not %v", metric, owner, x.On, x.Delta, want)
		}
		if x.Delta != (ledger.Delta{}) {
			n++
		}
	}
	return n
}

func TestDifferencesBetweenRuns(t *testing.T) {
	at := func(day int, v measure.Amount) store.DayTotal {
		return store.DayTotal{On: period.On(2026, 1, day), Delta: ledger.Delta{Value: v, N: 1}}
	}
	stored := []store.DayTotal{at(1, 10), at(2, 20), at(4, 40), {On: period.On(2026, 1, 5)}}
	folded := []store.DayTotal{at(1, 10), at(2, 21), at(3, 30), {On: period.On(2026, 1, 9)}}
	var wrong []int
	differences(stored, folded, func(on period.Date, _, _ ledger.Delta) { wrong = append(wrong, int(on-period.On(2026, 1, 0))) })
	if !slices.Equal(wrong, []int{2, 3, 4}) {
		t.Errorf("days %v differ, not the 2nd, 3rd and 4th", wrong)
	}
}
