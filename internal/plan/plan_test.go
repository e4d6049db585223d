package plan

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"cordee/internal/measure"
	"cordee/internal/period"
)

func amount(t testing.TB, s string) measure.Amount {
	t.Helper()
	a, rounded, err := measure.Parse(s)
	if err != nil || rounded {
		t.Fatalf("%q is no exact amount: %v", s, err)
	}
	return a
}

func say(parts []measure.Amount) string {
	words := make([]string, len(parts))
	for i, p := range parts {
		words[i] = p.String()
	}
	return strings.Join(words, " ")
}

func sum(parts []measure.Amount) (total measure.Amount) {
	for _, p := range parts {
		total += p
	}
	return total
}

func TestEvenLooksAsIfSomebodyHadWrittenIt(t *testing.T) {
	for _, x := range []struct {
		name    string
		total   string
		weights []int64
		want    string
	}{
		{"one to four", "300000", []int64{1, 4}, "60000 240000"},
		{"seven on three hundred thousand, in hundreds", "300000", []int64{1, 1, 1, 1, 1, 1, 1}, "42900 42900 42900 42900 42800 42800 42800"},
		{"a half-timer among full-timers", "100000", []int64{100, 100, 50}, "40000 40000 20000"},
		{"deals are whole", "40", []int64{1, 1, 1, 1, 1, 1, 1}, "6 6 6 6 6 5 5"},
		{"unless there are fewer than people", "3", []int64{1, 1, 1, 1, 1}, "0.6 0.6 0.6 0.6 0.6"},
		{"cents go where they show least", "300000.37", []int64{1, 4, 2}, "43000 171000.37 86000"},
		{"millions in tens of thousands", "12000000", []int64{3, 2, 2}, "5140000 3430000 3430000"},
		{"someone away all the time", "90000", []int64{1, 0, 1}, "45000 0 45000"},
		{"a loss is shared like a gain", "-300000", []int64{1, 4}, "-60000 -240000"},
		{"nothing to share", "0", []int64{1, 2}, "0 0"},
		{"nobody there", "1000", []int64{0, 0}, ""},
		{"nobody at all", "1000", nil, ""},
	} {
		t.Run(x.name, func(t *testing.T) {
			if got := say(Even(amount(t, x.total), x.weights)); got != x.want {
				t.Errorf("got %s, want %s", got, x.want)
			}
		})
	}
}

func TestFriendlyUnits(t *testing.T) {
	for _, x := range []struct {
		total string
		n     int
		want  string
	}{
		{"300000", 7, "100"}, {"300000", 5, "100"}, {"1000", 5, "1"}, {"100000", 5, "100"}, {"99999", 10, "10"}, {"40", 7, "1"},
		{"3", 5, "0.1"}, {"0.0003", 5, "0.0001"}, {"0", 5, "0.0001"}, {"-300000", 7, "100"}, {"300000", 0, "1000"},
	} {
		if got := Friendly(amount(t, x.total), x.n).String(); got != x.want {
			t.Errorf("%s among %d: unit %s, want %s", x.total, x.n, got, x.want)
		}
	}
}

func typed(t testing.TB, weight int64, s string) Part {
	if s == "" {
		return Part{Weight: weight}
	}
	return Part{Weight: weight, Typed: measure.Some(amount(t, s))}
}

func TestWhatIsTypedStaysAndTheRestIsShared(t *testing.T) {
	for _, x := range []struct {
		name  string
		total string
		parts []Part
		want  string
		left  string
	}{
		{"one typed", "300000", []Part{typed(t, 1, ""), typed(t, 1, "120000"), typed(t, 1, "")}, "90000 120000 90000", "0"},
		{"a typed zero is kept, an empty field is not a zero", "300000", []Part{typed(t, 1, "0"), typed(t, 1, ""), typed(t, 1, "")}, "0 150000 150000", "0"},
		{"odd typing leaves an odd rest, where it shows least", "300000", []Part{typed(t, 1, "100000.5"), typed(t, 2, ""), typed(t, 1, "")}, "100000.5 133399.5 66600", "0"},
		{"all typed, something left", "300000", []Part{typed(t, 1, "100000"), typed(t, 1, "150000")}, "100000 150000", "50000"},
		{"all typed, too much", "300000", []Part{typed(t, 1, "200000"), typed(t, 1, "150000")}, "200000 150000", "-50000"},
		{"one typed more than all", "300000", []Part{typed(t, 1, "350000"), typed(t, 1, "")}, "350000 0", "-50000"},
		{"nobody to carry the rest", "300000", []Part{typed(t, 1, "200000"), typed(t, 0, "")}, "200000 0", "100000"},
		{"nobody", "300000", nil, "", "300000"},
		{"a total of nothing cannot be outdone by asking less than nothing", "0", []Part{typed(t, 1, "5"), typed(t, 1, "")}, "5 0", "-5"},
		{"a loss is shared too", "-300", []Part{typed(t, 1, "-100"), typed(t, 1, ""), typed(t, 1, "")}, "-100 -100 -100", "0"},
	} {
		t.Run(x.name, func(t *testing.T) {
			got, err := Redistribute(amount(t, x.total), x.parts)
			if err != nil || say(got.Amounts) != x.want || got.Left.String() != x.left {
				t.Errorf("got %s, left %s, %v; want %s, left %s", say(got.Amounts), got.Left, err, x.want, x.left)
			}
		})
	}
	if _, err := Redistribute(-1<<62, []Part{{Typed: measure.Some(1 << 62)}, {Typed: measure.Some(1 << 62)}}); err == nil {
		t.Error("more than any amount was accepted")
	}
}

func TestEvenLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		total := measure.Amount(rapid.Int64Range(-1e15, 1e15).Draw(t, "total"))
		weights := rapid.SliceOfN(rapid.OneOf(rapid.Int64Range(0, 5), rapid.Int64Range(0, 1e15)), 1, 30).Draw(t, "weights")
		parts := Even(total, weights)
		if (parts == nil) != (slices.Max(weights) == 0) {
			t.Fatalf("%v: %s", weights, say(parts))
		}
		if parts == nil {
			return
		}
		if sum(parts) != total {
			t.Fatalf("%s sum to %s, not %s", say(parts), sum(parts), total)
		}
		for i := range parts {
			if weights[i] == 0 && parts[i] != 0 || (total > 0 && parts[i] < 0) || (total < 0 && parts[i] > 0) {
				t.Fatalf("weights %v: %s", weights, say(parts))
			}
			for j := range parts {
				if heavier := weights[i] > weights[j]; heavier && max(parts[i], -parts[i]) < max(parts[j], -parts[j]) {
					t.Fatalf("weight %d gets %s, weight %d gets %s", weights[i], parts[i], weights[j], parts[j])
				}
			}
		}
	})
}

// At most one part is not a multiple of the unit, and none is more than a unit (and the crumbs) away from its fair share.
func TestRoundedStaysWithinAUnitOfFair(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		total := measure.Amount(rapid.Int64Range(0, 1e13).Draw(t, "total"))
		unit := measure.Amount(rapid.Int64Range(1, 1e7).Draw(t, "unit"))
		weights := rapid.SliceOfN(rapid.Int64Range(1, 1e6), 1, 20).Draw(t, "weights")
		fair := measure.Split(total, weights)
		odd := 0
		for i, p := range Rounded(total, weights, unit) {
			if p%unit != 0 {
				odd++
			}
			if off := p - fair[i]; max(off, -off) > 2*unit {
				t.Fatalf("part %d is %s, fair would be %s, unit %s", i, p, fair[i], unit)
			}
		}
		if odd > 1 {
			t.Fatalf("%d odd parts", odd)
		}
	})
}

func TestRedistributeLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		total := measure.Amount(rapid.Int64Range(0, 1e13).Draw(t, "total"))
		parts := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Part {
			p := Part{Weight: rapid.Int64Range(0, 100).Draw(t, "weight")}
			if rapid.Bool().Draw(t, "typed") {
				p.Typed = measure.Some(measure.Amount(rapid.Int64Range(0, 1e12).Draw(t, "amount")))
			}
			return p
		}), 0, 12).Draw(t, "parts")
		got, err := Redistribute(total, parts)
		if err != nil {
			t.Fatal(err)
		}
		if sum(got.Amounts)+got.Left != total {
			t.Fatalf("%s and %s left do not make %s", say(got.Amounts), got.Left, total)
		}
		someoneFree := false
		for i, p := range parts {
			if p.Typed.OK && got.Amounts[i] != p.Typed.Amount {
				t.Fatalf("typed %s became %s", p.Typed, got.Amounts[i])
			}
			if !p.Typed.OK && got.Amounts[i] < 0 {
				t.Fatalf("an empty line asks %s", got.Amounts[i])
			}
			someoneFree = someoneFree || (!p.Typed.OK && p.Weight > 0)
		}
		if someoneFree && got.Left > 0 {
			t.Fatalf("%s left though someone could carry it", got.Left)
		}
		// Typing exactly what is suggested changes nothing.
		for i := range parts {
			parts[i].Typed = measure.Some(got.Amounts[i])
		}
		again, err := Redistribute(total, parts)
		if err != nil || !slices.Equal(again.Amounts, got.Amounts) || again.Left != got.Left {
			t.Fatalf("accepting %s gave %s", say(got.Amounts), say(again.Amounts))
		}
	})
}

func TestANewcomerGrowsIntoTheTarget(t *testing.T) {
	for k, want := range map[int]measure.BP{-1: 0, 0: 0, 1: 2_500, 2: 5_000, 3: 7_500, 4: 10_000, 9: 10_000} {
		if got := Ramp(k, 0); got != want {
			t.Errorf("month %d: %d, want %d", k, got, want)
		}
	}
	half := period.Days(period.On(2026, 1, 1), period.On(2026, 6, 30))
	grown := Ramped(period.BuildProfile(half, period.Calendar{WorkDays: [7]bool{true, true, true, true, true, true, true}}, period.Season{}, nil), period.On(2026, 1, 31), 2)
	full := int64(period.FlatSeason * period.FullPresence)
	for on, want := range map[period.Date]int64{
		period.On(2026, 1, 30): 0, period.On(2026, 1, 31): full / 2, period.On(2026, 2, 27): full / 2,
		period.On(2026, 2, 28): full, period.On(2026, 6, 30): full,
	} {
		if got := grown.Weight(period.Day(on)); got != want {
			t.Errorf("%s weighs %d, want %d", on, got, want)
		}
	}
	veteran := Ramped(period.Flat(half), period.On(2020, 1, 1), 4)
	if veteran.Weight(half) != period.Flat(half).Weight(half) {
		t.Error("six years in the role are enough")
	}
	if same := Ramped(period.Flat(half), 0, 4); same.Weight(half) != int64(half.Len()) {
		t.Error("without a first day nobody is a newcomer")
	}
}

func TestProrateNeverGoesUp(t *testing.T) {
	for _, x := range []struct {
		present, full int64
		want          string
	}{{30, 60, "50000"}, {0, 60, "0"}, {60, 60, "100000"}, {90, 60, "100000"}, {-1, 60, "0"}, {5, 0, "100000"}} {
		if got := Prorate(amount(t, "100000"), x.present, x.full).String(); got != x.want {
			t.Errorf("%d of %d: %s, want %s", x.present, x.full, got, x.want)
		}
	}
}

func TestAYearOverItsMonths(t *testing.T) {
	year := period.Days(period.On(2026, 1, 1), period.On(2026, 12, 31))
	months := period.Standard.Cut(period.Month, year)
	season := period.Season{Month: [12]int64{100, 100, 100, 100, 100, 100, 100, 50, 100, 100, 100, 180}}
	profile := period.BuildProfile(year, period.Standard, season, nil)
	parts := Over(amount(t, "1200000"), profile, months)
	if sum(parts) != amount(t, "1200000") || parts[7] >= parts[6] || parts[11] <= parts[10] {
		t.Errorf("got %s", say(parts))
	}
	if flat := Over(amount(t, "365"), period.Profile{}, months); say(flat) != "31 28 31 30 31 30 31 31 30 31 30 31" {
		t.Errorf("without a profile days count: %s", say(flat))
	}
}

func BenchmarkRedistributeAmong200(b *testing.B) {
	parts := make([]Part, 200)
	for i := range parts {
		parts[i].Weight = int64(1 + i%7)
		if i%10 == 0 {
			parts[i].Typed = measure.Some(measure.Whole(5_000))
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Redistribute(measure.Whole(4_000_000), parts); err != nil {
			b.Fatal(err)
		}
	}
}
