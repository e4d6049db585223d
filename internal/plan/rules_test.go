package plan

import (
	"math/big"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"cordee/internal/fault"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

func TestPaddingAddsUpLevelByLevel(t *testing.T) {
	level := func(total, given string) Level { return Level{amount(t, total), amount(t, given)} }
	for _, x := range []struct {
		name      string
		levels    []Level
		cumulated measure.BP
		reason    bool
		warned    []string
	}{
		{"none", []Level{level("100", "100")}, 0, false, nil},
		{"five percent twice, to the point", []Level{level("100", "105"), level("105", "110.25")}, 1_025, false, []string{"plan.warn.padding_total"}},
		{"a hair above five percent", []Level{level("100", "105.0001")}, 500, false, []string{"plan.warn.padding_level"}},
		{"ten on ten on five", []Level{level("100", "110"), level("110", "121"), level("121", "127.05")}, 2_705, true, []string{"plan.warn.padding_level", "plan.warn.padding_level", "plan.warn.padding_reason"}},
		{"less below than above", []Level{level("100", "90")}, -1_000, false, nil},
		{"nothing to share out", []Level{level("0", "5")}, 0, false, nil},
		{"fifteen percent needs no reason yet", []Level{level("100", "115")}, 1_500, false, []string{"plan.warn.padding_level", "plan.warn.padding_total"}},
	} {
		if s := PaddingOf(x.levels); s.Cumulated != x.cumulated || s.NeedsReason != x.reason || !slices.Equal(codes(s.Warnings), x.warned) {
			t.Errorf("%s: %d, %v, %v", x.name, s.Cumulated, s.NeedsReason, codes(s.Warnings))
		}
	}
	for vacant, want := range map[measure.BP]measure.BP{-5: 0, 0: 0, 500: 526, 1_000: 1_111, 5_000: 10_000} {
		if got, ok := PaddingForVacancies(vacant); !ok || got != want {
			t.Errorf("%d vacant: %d", vacant, got)
		}
	}
	if _, ok := PaddingForVacancies(measure.Hundred); ok {
		t.Error("nobody is left to carry anything")
	}
}

func TestTheNextTargetFollowsTheRule(t *testing.T) {
	for _, x := range []struct {
		q, a          string
		m, mt, lambda measure.BP
		want          string
	}{
		{"100000", "120000", 10_000, 10_000, 3_000, "106000"}, // 30 % of the surplus
		{"100000", "80000", 10_000, 10_000, 3_000, "94000"},   // as much of the shortfall
		{"100000", "100000", 10_000, 10_000, 3_000, "100000"},
		{"100000", "110000", 10_500, 11_000, 3_000, "105000"}, // the market explains it all
		{"100000", "120000", 10_000, 10_000, 0, "100000"},
		{"100", "0", 10_000, 10_000, 5_000, "50"},
		{"0.0001", "0.0002", 10_000, 10_000, 5_000, "0.0002"}, // half away from zero
	} {
		got, err := Next(amount(t, x.q), amount(t, x.a), x.m, x.mt, x.lambda)
		if err != nil || got.String() != x.want {
			t.Errorf("%+v: %s, %v", x, got, err)
		}
	}
	if _, err := Next(1, 1, 10_000, 10_000, MaxLambda+1); !fault.Is(err, "plan.lambda") {
		t.Errorf("more than half of a surplus: %v", err)
	}
	if _, err := Next(1, 1, 0, 10_000, 3_000); !fault.Is(err, "plan.index") {
		t.Errorf("no market at all: %v", err)
	}
	if _, err := Next(1<<62, 1<<62, 40_000, 10_000, 3_000); !fault.Is(err, "amount.overflow") {
		t.Errorf("more than any amount: %v", err)
	}
}

// A surplus moves the next target as far up as an equal shortfall moves it down, and never beyond the surplus itself.
func TestTheRuleIsTheSameBothWays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := measure.Amount(rapid.Int64Range(1, 1e13).Draw(t, "q"))
		off := measure.Amount(rapid.Int64Range(0, int64(q)).Draw(t, "off"))
		lambda := measure.BP(rapid.Int64Range(0, int64(MaxLambda)).Draw(t, "lambda"))
		up, err1 := Next(q, q+off, measure.Hundred, measure.Hundred, lambda)
		down, err2 := Next(q, q-off, measure.Hundred, measure.Hundred, lambda)
		if d := (up - q) - (q - down); err1 != nil || err2 != nil || d < -1 || d > 1 || up-q > off {
			t.Fatalf("%s with %s more: %s; less: %s", q, off, up, down)
		}
	})
}

func TestTheLastPeriodIsCopiedByTheRule(t *testing.T) {
	got, err := CopyLast([]Past{
		{org.PersonOwner(1), amount(t, "60000"), measure.Some(amount(t, "66000"))}, {Owner: org.PersonOwner(2), Target: amount(t, "40000")},
	}, Rule{Next: 10_500, Last: 10_000})
	if err != nil || got[0].Amount.String() != "64900" || got[1].Amount.String() != "42000" {
		t.Fatalf("%v, %v", got, err)
	}
	if c := codes(got[0].Derivation); !slices.Equal(c, []string{"plan.how.last_target", "plan.how.last_attained", "plan.rule.revision", "plan.how.next_rounded"}) {
		t.Error(c)
	}
	if c := codes(got[1].Derivation); !slices.Equal(c, []string{"plan.how.last_target", "plan.rule.revision", "plan.how.next"}) {
		t.Error(c)
	}
}

func TestARatchetIsSeen(t *testing.T) {
	revisions := func(up, down, growth int64) (list []Revision) {
		for i := range int64(20) {
			off := (i - 10) * 30 // a/q - 1 in thousandths
			slope := up
			if off < 0 {
				slope = down
			}
			list = append(list, Revision{100_000, measure.Amount(100_000 + 100*off), measure.Amount(100_000 + off*slope + 1_000*growth)})
		}
		return list
	}
	for _, x := range []struct {
		name             string
		up, down, growth int64
		asymmetric       bool
	}{
		{"the rule of three tenths", 30, 30, 0, false}, {"a growing market is no ratchet", 30, 30, 8, false},
		{"up by seven tenths, down by two", 70, 20, 8, true}, {"kinder upwards", 20, 70, 0, false}, {"the limit itself", 50, 30, 0, false},
	} {
		r := SeenRatchet(revisions(x.up, x.down, x.growth))
		if !r.Enough || r.Asymmetric != x.asymmetric || r.Up != measure.BP(x.up*100) || r.Down != measure.BP(x.down*100) {
			t.Errorf("%s: %+v", x.name, r)
		}
	}
	if r := SeenRatchet(revisions(90, 10, 0)[5:15]); r.Enough || r.Asymmetric {
		t.Errorf("four above and five below prove nothing: %+v", r)
	}
	if r := SeenRatchet([]Revision{{Target: 0, Attained: 5, Next: 5}}); r.Above != 0 {
		t.Error("a target of zero has no slope")
	}
}

// months is a past that brings so much per working day each month.
func months(from int, perDay ...int64) (list []MonthTotal) {
	for i, d := range perDay {
		list = append(list, MonthTotal{Year: from + i/12, Month: time.Month(i%12 + 1), Total: measure.Whole(20 * d), Days: 20})
	}
	return list
}

func TestTheSeasonIsReadFromThePast(t *testing.T) {
	year := []int64{100, 100, 100, 100, 100, 100, 100, 40, 100, 100, 100, 160}
	if got := Season(months(2025, year...)); got.Month != [12]int64{100, 100, 100, 100, 100, 100, 100, 80, 100, 100, 100, 120} {
		t.Errorf("one year is taken for a third: %v", got.Month)
	}
	twice := slices.Concat(year, year)
	for i := range 12 {
		twice[12+i] *= 3 // a company that grows threefold has the same season
	}
	if got := Season(months(2024, twice...)); got.Month != [12]int64{100, 100, 100, 100, 100, 100, 100, 70, 100, 100, 100, 130} {
		t.Errorf("two years are taken for a half: %v", got.Month)
	}
	if got := Season(months(2025, year[:11]...)); got != (period.Season{}) {
		t.Errorf("eleven months cannot tell a season: %v", got)
	}
	if got := Season(months(2025, make([]int64, 12)...)); got != (period.Season{}) {
		t.Errorf("a year without results has no season: %v", got)
	}
	once := make([]int64, 12)
	once[3] = 5
	got := Season(months(2025, once...))
	if err := got.Check(); err != nil || got.Month[3] != 400 || got.Month[0] != 67 {
		t.Errorf("all in one month: %v, %v", got.Month, err)
	}
}

func TestTheRampIsThatOfThoseWhoCameBefore(t *testing.T) {
	hires := func(n int, c ...measure.BP) (list []Curve) {
		for range n {
			list = append(list, c)
		}
		return list
	}
	slow, fast := hires(5, 1_000, 2_000, 4_000, 6_000, 8_000, 9_500), hires(4, 5_000, 10_000, 11_000, 10_000, 9_900, 10_100)
	for _, x := range []struct {
		name  string
		past  []Curve
		cycle int
		want  int
		code  string
	}{
		{"nobody before, no cycle known", nil, 0, 4, "plan.ramp.usual"},
		{"a long cycle", nil, 6, 7, "plan.ramp.usual"},
		{"seven hires are too few", hires(7, 10_000), 2, 4, "plan.ramp.usual"},
		{"half of nine are there in the sixth month", slices.Concat(slow, fast), 2, 6, "plan.ramp.own"},
		{"a quick house", hires(8, 6_000, 9_600), 9, 2, "plan.ramp.own"},
		{"exactly half of eight are there in the second month", slices.Concat(hires(4, 5_000, 9_400, 9_600), hires(4, 5_000, 9_600, 9_600)), 1, 2, "plan.ramp.own"},
		{"only the quick ones have got that far", slices.Concat(hires(7, 5_000), hires(1, 5_000, 10_000)), 1, 4, "plan.ramp.usual"},
		{"nobody there yet", hires(8, 6_000, 7_000), 3, 4, "plan.ramp.usual"},
	} {
		if got, why := RampMonths(x.past, x.cycle); got != x.want || why.Code != x.code {
			t.Errorf("%s: %d months, %s", x.name, got, why.Code)
		}
	}
}

func TestTheSameTargetForLessTimeIsSeen(t *testing.T) {
	ask := func(id org.ID, a string, exposure int64) Asked {
		return Asked{org.PersonOwner(id), amount(t, a), exposure}
	}
	got := UnequalTime([]Asked{
		ask(1, "60000", 1000), ask(2, "60000", 600), ask(3, "60000", 950), ask(4, "60000", 949), ask(5, "30000", 500), ask(6, "0", 10), ask(7, "0", 900),
	})
	if len(got) != 2 || got[0].Owner != org.PersonOwner(2) || got[0].Share != 6_000 || got[0].Fair.String() != "36000" || got[1].Owner != org.PersonOwner(4) {
		t.Errorf("%+v", got)
	}
}

func TestWilsonIsExact(t *testing.T) {
	// Ends as given by the closed formula with z = 1.96, to four decimals: low rounded down, high up.
	for _, x := range []struct {
		k, n      int
		low, high measure.BP
	}{{5, 10, 2_365, 7_635}, {0, 10, 0, 2_776}, {10, 10, 7_224, 10_000}, {8, 163, 250, 939}, {1, 1, 2_065, 10_000}, {65, 100, 5_525, 7_364}, {-3, 10, 0, 2_776}} {
		got := Wilson(x.k, x.n)
		if !got.Known || got.Low != x.low || got.High != x.high {
			t.Errorf("%d of %d: %+v, want %d to %d", x.k, x.n, got, x.low, x.high)
		}
	}
	if Wilson(3, 0).Known {
		t.Error("nothing was counted")
	}
}

func TestWilsonHoldsTheShareAndMirrors(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 100_000).Draw(t, "n")
		k := rapid.IntRange(0, n).Draw(t, "k")
		i, mirror := Wilson(k, n), Wilson(n-k, n)
		if i.Low > i.Share || i.Share > i.High || i.Low+mirror.High < 10_000 || i.Low+mirror.High > 10_001 {
			t.Fatalf("%d of %d: %+v and %+v", k, n, i, mirror)
		}
	})
}

func TestRoundingIsHalfAwayFromZero(t *testing.T) {
	for _, x := range []struct{ num, den, want int64 }{{1, 2, 1}, {-1, 2, -1}, {1, 3, 0}, {-5, 3, -2}, {7, 1, 7}} {
		if got, ok := round(big.NewRat(x.num, x.den)); !ok || got != x.want {
			t.Errorf("%d/%d: %d", x.num, x.den, got)
		}
	}
}
