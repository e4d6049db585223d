package ledger_test

import (
	"cmp"
	"math"
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"cordee/internal/ledger"
	"cordee/internal/measure"
)

// rankValues ranks amounts, the greatest first.
func rankValues(values []measure.Amount) []int {
	return ledger.Rank(len(values), func(i, j int) int { return cmp.Compare(values[j], values[i]) })
}

type fraction struct{ Num, Den measure.Amount }

// rankRatios ranks exact ratios, the greatest first.
func rankRatios(fs []fraction) []int {
	return ledger.Rank(len(fs), func(i, j int) int { return ledger.CompareRatios(fs[j].Num, fs[j].Den, fs[i].Num, fs[i].Den) })
}

func TestCompetitionRanks(t *testing.T) {
	for name, c := range map[string]struct {
		values []measure.Amount
		want   []int
	}{
		"none":           {nil, []int{}},
		"1, 2, 2, 4":     {[]measure.Amount{5, 40, 20, 20}, []int{4, 1, 2, 2}},
		"all alike":      {[]measure.Amount{0, 0, 0}, []int{1, 1, 1}},
		"negative last":  {[]measure.Amount{-1, 0, 3}, []int{3, 2, 1}},
		"two then third": {[]measure.Amount{9, 9, 1}, []int{1, 1, 3}},
	} {
		t.Run(name, func(t *testing.T) {
			if got := rankValues(c.values); !slices.Equal(got, c.want) {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

func TestRatiosAreRankedUnrounded(t *testing.T) {
	third := fraction{Num: 1, Den: 3}
	for name, c := range map[string]struct {
		fs   []fraction
		want []int
	}{
		"a third is a third":      {[]fraction{third, {Num: 2, Den: 6}, {Num: 1, Den: 2}}, []int{2, 2, 1}},
		"less than a point apart": {[]fraction{{Num: 33_333_333, Den: 100_000_000}, third}, []int{2, 1}},
		"both signs turned":       {[]fraction{{Num: -1, Den: -3}, {Num: -1, Den: 3}, {Num: 0, Den: -3}}, []int{1, 3, 2}},
		"the greatest there are":  {[]fraction{{Num: math.MaxInt64, Den: math.MaxInt64 - 1}, {Num: math.MinInt64, Den: math.MinInt64}}, []int{1, 2}},
	} {
		t.Run(name, func(t *testing.T) {
			if got := rankRatios(c.fs); !slices.Equal(got, c.want) {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

func TestRatiosCompareLikeRationals(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		any := rapid.Int64()
		other := any.Filter(func(n int64) bool { return n != 0 })
		a, b, c, d := any.Draw(t, "a"), other.Draw(t, "b"), any.Draw(t, "c"), other.Draw(t, "d")
		want := big.NewRat(a, 1).Quo(big.NewRat(a, 1), big.NewRat(b, 1)).Cmp(big.NewRat(c, 1).Quo(big.NewRat(c, 1), big.NewRat(d, 1)))
		if got := ledger.CompareRatios(measure.Amount(a), measure.Amount(b), measure.Amount(c), measure.Amount(d)); got != want {
			t.Fatalf("%d/%d against %d/%d: %d, want %d", a, b, c, d, got, want)
		}
	})
}
