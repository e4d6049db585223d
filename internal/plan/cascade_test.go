package plan

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"cordee/internal/measure"
	"cordee/internal/org"
)

// seat is a line of an example: what is expected of somebody, what their sector offers, and the share of full time they have.
func seat(t testing.TB, id org.ID, history, potential string, percent int64) Line {
	l := Line{Owner: org.PersonOwner(id), Exposure: percent, FullExposure: 100}
	if history != "" {
		l.History = measure.Some(amount(t, history))
	}
	if potential != "" {
		l.Potential = measure.Some(amount(t, potential))
	}
	return l
}

func typedIn(t testing.TB, l Line, s string) Line {
	l.Typed = measure.Some(amount(t, s))
	return l
}

func asked(tb Table) string {
	list := make([]measure.Amount, len(tb.Rows))
	for i, r := range tb.Rows {
		list[i] = r.Amount
	}
	return say(list)
}

func codes(notes []Note) (list []string) {
	for _, n := range notes {
		list = append(list, n.Code)
	}
	return list
}

func cascade(t testing.TB, in Split) Table {
	t.Helper()
	tb, err := Cascade(in)
	if err != nil {
		t.Fatal(err)
	}
	return tb
}

func TestATotalIsSharedOutByEachMethod(t *testing.T) {
	lea, karim, new := seat(t, 1, "60000", "300000", 100), seat(t, 2, "180000", "100000", 100), seat(t, 3, "", "200000", 50)
	for _, x := range []struct {
		name string
		in   Split
		want string
		by   Method
	}{
		{"evenly, by the time each has", Split{Method: ByPresence, Lines: []Line{lea, karim, new}}, "120000 120000 60000", ByPresence},
		{"by history, the newcomer at the average of the others for half the time", Split{Method: ByHistory, Lines: []Line{lea, karim, new}}, "60000 180000 60000", ByHistory},
		{"by potential, as far as there is time to work it", Split{Method: ByPotential, Lines: []Line{lea, karim, new}}, "180000 60000 60000", ByPotential},
		{"half of each by default", Split{Lines: []Line{lea, karim, new}}, "120000 120000 60000", Blend},
		{"three quarters of potential", Split{Method: Blend, Weight: 7_500, Lines: []Line{lea, karim, new}}, "150000 90000 60000", Blend},
		{"no potential known: history alone", Split{Lines: []Line{seat(t, 1, "60000", "", 100), seat(t, 2, "180000", "", 100)}}, "75000 225000", ByHistory},
		{"nothing known: time alone", Split{Method: ByHistory, Lines: []Line{seat(t, 1, "", "", 100), seat(t, 2, "", "", 50)}}, "200000 100000", ByPresence},
		{"a sector nobody estimated has the average", Split{Method: ByPotential, Lines: []Line{seat(t, 1, "", "100000", 100), seat(t, 2, "", "300000", 100), seat(t, 3, "", "", 100)}}, "50000 150000 100000", ByPotential},
		{"no exposure told: all alike", Split{Method: ByPresence, Lines: []Line{{}, {}, {}}}, "100000 100000 100000", ByPresence},
		{"nobody is there more than fully", Split{Method: ByPresence, Lines: []Line{seat(t, 1, "", "", 150), seat(t, 2, "", "", 100)}}, "150000 150000", ByPresence},
		{"a past below nothing is nothing", Split{Method: ByHistory, Lines: []Line{seat(t, 1, "-500", "", 100), seat(t, 2, "100", "", 100)}}, "0 300000", ByHistory},
		{"a unit of one's own", Split{Method: ByHistory, Round: 25_000 * measure.One, Lines: []Line{seat(t, 1, "1", "", 100), seat(t, 2, "2", "", 100), seat(t, 3, "4", "", 100)}}, "50000 75000 175000", ByHistory},
	} {
		t.Run(x.name, func(t *testing.T) {
			x.in.Total = amount(t, "300000")
			tb := cascade(t, x.in)
			if asked(tb) != x.want || tb.Method != x.by || tb.Left != 0 || tb.Sum != tb.Total {
				t.Errorf("got %s by %s, left %s; want %s by %s", asked(tb), tb.Method, tb.Left, x.want, x.by)
			}
		})
	}
}

func TestTypedFiguresStayAndTheOthersShareTheRest(t *testing.T) {
	two := func(a, b string) []Line {
		list := []Line{seat(t, 1, "100", "", 100), seat(t, 2, "100", "", 100), seat(t, 3, "200", "", 100), seat(t, 4, "", "", 100)}
		for i, s := range []string{a, b} {
			if s != "" {
				list[i] = typedIn(t, list[i], s)
			}
		}
		return list
	}
	for _, x := range []struct {
		name, a, b, want, left string
		warned                 []string
	}{
		{"nothing typed", "", "", "56300 56200 112500 75000", "0", nil},
		{"two typed values", "50000", "40000", "50000 40000 126000 84000", "0", nil},
		{"a typed zero is kept, an empty field is not a zero", "0", "", "0 69000 139000 92000", "0", nil},
		{"more than there is", "200000", "150000", "200000 150000 0 0", "-50000", []string{"plan.warn.too_much", "plan.warn.padding_level", "plan.warn.padding_reason"}},
	} {
		t.Run(x.name, func(t *testing.T) {
			tb := cascade(t, Split{Total: amount(t, "300000"), Method: ByHistory, Lines: two(x.a, x.b)})
			if asked(tb) != x.want || tb.Left.String() != x.left || !slices.Equal(codes(tb.Warnings), x.warned) {
				t.Errorf("got %s, left %s, %v", asked(tb), tb.Left, codes(tb.Warnings))
			}
		})
	}
}

func TestEveryoneSeesHowTheirNumberCameAbout(t *testing.T) {
	karim := seat(t, 2, "", "100000", 40)
	karim.Factors = []Factor{{WorkingTime, 8_000}, {Absence, measure.Hundred}, {GrowingIn, 5_000}}
	lea := typedIn(t, seat(t, 1, "60000", "300000", 100), "110000")
	lea.By = "Nadia"
	company := []Note{note("plan.how.total", "total", amount(t, "900000"), "n", 3)}
	tb := cascade(t, Split{Total: amount(t, "300000"), Padding: 300, Lines: []Line{lea, karim, seat(t, 3, "120000", "", 100)}, Above: company})
	for i, want := range [][]string{
		{"plan.how.total", "plan.how.total", "plan.how.padding", "plan.how.history", "plan.how.potential", "plan.how.share_of", "plan.how.typed_by"},
		{"plan.how.total", "plan.how.total", "plan.how.padding", "plan.how.history_average", "plan.how.potential", "plan.how.working_time", "plan.how.ramp", "plan.how.share_of", "plan.how.others_typed"},
		{"plan.how.total", "plan.how.total", "plan.how.padding", "plan.how.history", "plan.how.potential_average", "plan.how.share_of", "plan.how.others_typed"},
	} {
		d := tb.Rows[i].Derivation
		if !slices.Equal(codes(d), want) {
			t.Errorf("row %d: %v", i, codes(d))
		}
		if last := d[len(d)-1].Amount; last != measure.Some(tb.Rows[i].Amount) {
			t.Errorf("row %d: the derivation ends at %s, the figure is %s", i, last, tb.Rows[i].Amount)
		}
	}
	if tb.Assigned != amount(t, "309000") || tb.Sum != tb.Assigned || tb.Padding != 300 || tb.Warnings != nil {
		t.Errorf("%s assigned, %s in sum, padding %d, %v", tb.Assigned, tb.Sum, tb.Padding, codes(tb.Warnings))
	}
}

func TestTheSameFigureTypedForHalfTheTimeIsSeen(t *testing.T) {
	half := typedIn(t, seat(t, 2, "", "", 50), "50000")
	tb := cascade(t, Split{Total: amount(t, "100000"), Method: ByPresence, Lines: []Line{typedIn(t, seat(t, 1, "", "", 100), "50000"), half}})
	if len(tb.Unequal) != 1 || tb.Unequal[0].Owner != org.PersonOwner(2) || tb.Unequal[0].Fair.String() != "25000" {
		t.Errorf("%+v", tb.Unequal)
	}
}

func TestTooLargeATotalIsRefused(t *testing.T) {
	if _, err := Cascade(Split{Total: 1 << 62, Padding: 1_000_000}); err == nil {
		t.Error("padding beyond any amount was accepted")
	}
	if _, err := Cascade(Split{Total: -1 << 62, Lines: []Line{{Typed: measure.Some(1 << 62)}, {Typed: measure.Some(1 << 62)}}}); err == nil {
		t.Error("more than any amount was accepted")
	}
}

// anySplit is a split as people make them: some without a past, some without an estimate, some typed.
func anySplit(t *rapid.T) Split {
	maybe := func(name string, most int64) measure.Maybe {
		return measure.Maybe{Amount: measure.Amount(rapid.Int64Range(0, most).Draw(t, name)), OK: rapid.Bool().Draw(t, "has "+name)}
	}
	in := Split{
		Total: measure.Amount(rapid.Int64Range(0, 1e13).Draw(t, "total")), Method: rapid.SampledFrom(append(Methods(), "")).Draw(t, "method"),
		Weight: measure.BP(rapid.Int64Range(0, 10_000).Draw(t, "weight")), Padding: measure.BP(rapid.Int64Range(0, 2_000).Draw(t, "padding")),
		Round: measure.Amount(rapid.SampledFrom([]int64{0, 0, 1, 10_000, 250_000}).Draw(t, "round")),
	}
	for i := range rapid.IntRange(1, 12).Draw(t, "lines") {
		l := Line{Owner: org.PersonOwner(org.ID(i + 1)), FullExposure: 1_000, Exposure: rapid.Int64Range(0, 1_100).Draw(t, "exposure")}
		l.History, l.Potential = maybe("history", 1e12), maybe("potential", 1e12)
		if rapid.IntRange(0, 3).Draw(t, "type") == 0 {
			l.Typed = measure.Some(measure.Amount(rapid.Int64Range(0, 1e12).Draw(t, "typed")))
		}
		in.Lines = append(in.Lines, l)
	}
	return in
}

func must(t *rapid.T, in Split) Table {
	tb, err := Cascade(in)
	if err != nil {
		t.Fatal(err)
	}
	return tb
}

func TestCascadeLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := anySplit(t)
		tb := must(t, in)
		odd, sum := 0, measure.Amount(0)
		for i, r := range tb.Rows {
			sum += r.Amount
			switch {
			case in.Lines[i].Typed.OK && r.Amount != in.Lines[i].Typed.Amount:
				t.Fatalf("typed %s became %s", in.Lines[i].Typed, r.Amount)
			case in.Lines[i].Typed.OK:
			case r.Amount < 0:
				t.Fatalf("an empty line asks %s", r.Amount)
			case r.Amount%tb.Round != 0:
				odd++
			}
		}
		if odd > 1 {
			t.Fatalf("%d figures are not in units of %s", odd, tb.Round)
		}
		if sum != tb.Sum || tb.Sum+tb.Left != tb.Assigned {
			t.Fatalf("%s and %s left do not make %s", tb.Sum, tb.Left, tb.Assigned)
		}
		for i, r := range tb.Rows { // accepting every suggestion changes nothing
			in.Lines[i].Typed = measure.Some(r.Amount)
		}
		if again := must(t, in); asked(again) != asked(tb) || again.Left != tb.Left {
			t.Fatalf("accepting %s gave %s", asked(tb), asked(again))
		}
	})
}

// More history, more potential, or more time, all else equal, never means less. (Time is tried where it decides the share: evenly,
// and by known potentials. A known history already includes it.)
func TestMoreNeverMeansLess(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := anySplit(t)
		i := rapid.IntRange(0, len(in.Lines)-1).Draw(t, "who")
		in.Lines[i].Typed = measure.Maybe{}
		what := rapid.SampledFrom([]string{"history", "potential", "time"}).Draw(t, "what")
		more := measure.Amount(rapid.Int64Range(0, 1e12).Draw(t, "more"))
		l := &in.Lines[i]
		switch what {
		case "history":
			l.History = measure.Some(l.History.Amount + 1) // somebody has a past, so the method does not change
		case "potential":
			l.Potential = measure.Some(l.Potential.Amount + 1)
		case "time":
			if in.Method != ByPotential {
				in.Method = ByPresence
			}
			for j := range in.Lines {
				in.Lines[j].Potential.OK = true
			}
			l.Exposure = max(l.Exposure, 1)
		}
		before := must(t, in).Rows[i].Amount
		switch what {
		case "history":
			l.History.Amount += more
		case "potential":
			l.Potential.Amount += more
		case "time":
			l.Exposure += int64(more % 1_000)
		}
		if after := must(t, in).Rows[i].Amount; after < before {
			t.Fatalf("more %s: %s became %s", what, before, after)
		}
	})
}

func BenchmarkCascadeAmong200(b *testing.B) {
	in := Split{Total: measure.Whole(4_000_000)}
	for i := range 200 {
		l := seat(b, org.ID(i+1), "20000", "50000", 100)
		l.History.Amount += measure.Whole(int64(i * 37 % 9000))
		in.Lines = append(in.Lines, l)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Cascade(in); err != nil {
			b.Fatal(err)
		}
	}
}
