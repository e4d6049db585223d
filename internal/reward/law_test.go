package reward

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

func anyTiers(t *rapid.T, top int64) (list []Tier) {
	var from int64
	for i := range rapid.IntRange(1, 5).Draw(t, "tiers") {
		if i > 0 || rapid.Bool().Draw(t, "from above zero") {
			from += rapid.Int64Range(1, top).Draw(t, "from")
		}
		list = append(list, Tier{measure.Amount(from), measure.Amount(rapid.Int64Range(0, 3_000_000).Draw(t, "rate"))})
	}
	list[len(list)-1].Rate++
	return list
}

func anyCurve(t *rapid.T) Curve {
	c := Curve{Axis: rapid.SampledFrom([]Axis{OnAttainment, OnAmount}).Draw(t, "axis"), Mode: rapid.SampledFrom(Modes()).Draw(t, "mode")}
	if c.Mode == Overage {
		c.Axis = OnAttainment
	}
	if rapid.Bool().Draw(t, "capped") {
		c.Cap = measure.Some(measure.Amount(rapid.Int64Range(1, 3_000_000).Draw(t, "cap")))
	}
	switch {
	case c.Mode != Linear:
		c.Tiers = anyTiers(t, 600_000)
	case c.Axis == OnAmount:
		c.Tiers = []Tier{{0, measure.Amount(rapid.Int64Range(1, 1_000_000).Draw(t, "rate"))}}
	default:
		c.Threshold = measure.Amount(rapid.Int64Range(0, 999_999).Draw(t, "threshold"))
		if rapid.Bool().Draw(t, "accelerated") {
			c.Accelerator = measure.Some(measure.Amount(rapid.Int64Range(0, 4_000_000).Draw(t, "accelerator")))
		}
	}
	return c
}

// anyParts is one to four parts whose weights make exactly 100 %.
func anyParts(t *rapid.T, subjects ...Subject) (parts []Part) {
	for range rapid.IntRange(1, 4).Draw(t, "parts") {
		parts = append(parts, Part{Of: rapid.SampledFrom(subjects).Draw(t, "of"), Curve: anyCurve(t)})
	}
	var drawing []int
	for i, p := range parts {
		if p.Curve.DrawsOnBase() {
			drawing = append(drawing, i)
		}
	}
	weights := make([]int64, len(drawing))
	for i := range weights {
		weights[i] = rapid.Int64Range(1, 9).Draw(t, "weight")
	}
	for i, w := range measure.Split(measure.Amount(measure.Hundred), weights) {
		parts[drawing[i]].Weight = measure.BP(w)
	}
	return parts
}

func anySplit(t *rapid.T) Split {
	a := rapid.Int64Range(0, 10_000).Draw(t, "equal")
	b := rapid.Int64Range(0, 10_000-a).Draw(t, "time")
	return Split{measure.BP(a), measure.BP(b), measure.BP(10_000 - a - b)}
}

func anyRule(t *rapid.T) Rule {
	r := Rule{ID: 1, Title: "Any", Kind: rapid.SampledFrom([]Kind{Money, Points, TimeOff}).Draw(t, "kind"), Unit: "EUR",
		To: org.TeamOwner(7), Start: period.On(2026, 1, 1), End: period.On(2026, 12, 31)}
	base := func() measure.Amount { return measure.Amount(rapid.Int64Range(1, 500_000_000).Draw(t, "base")) }
	which := rapid.IntRange(0, 2).Draw(t, "each, pot or both")
	if which != 1 {
		r.Each = &Each{Base: base(), Parts: anyParts(t, ownSales, ownMargin, teamSales)}
	}
	if which != 0 {
		r.Pot = &Pot{Base: base(), Parts: anyParts(t, teamSales), Split: anySplit(t)}
	}
	return r
}

func anyReached(t *rapid.T) Reached {
	v := measure.Amount(rapid.Int64Range(-1_000_000, 30_000_000).Draw(t, "value"))
	g := measure.Amount(rapid.Int64Range(0, 20_000_000).Draw(t, "target"))
	return Reached{Goals: []org.ID{5}, Value: measure.Some(v), Target: measure.Some(g), Num: v, Den: g, Attained: v >= g}
}

func anyFacts(t *rapid.T) Facts {
	f := Facts{Full: rapid.Int64Range(1, 300).Draw(t, "full"), Minor: rapid.IntRange(0, 4).Draw(t, "minor"),
		Common: map[Subject]Reached{teamSales: anyReached(t)}}
	for id := range rapid.IntRange(1, 8).Draw(t, "members") {
		m := Member{Person: org.ID(id + 1), Own: map[Subject]Reached{}, Present: rapid.Int64Range(0, 350).Draw(t, "present"),
			Brought: measure.Amount(rapid.Int64Range(-100, 50_000_000).Draw(t, "brought"))}
		for _, s := range []Subject{ownSales, ownMargin} {
			if rapid.IntRange(0, 9).Draw(t, "set") > 0 {
				m.Own[s] = anyReached(t)
			}
		}
		f.Members = append(f.Members, m)
	}
	return f
}

// given any rule that Check accepts, with any facts.
func given(t *rapid.T) (Rule, Facts) {
	r, f := anyRule(t), anyFacts(t)
	if err := Check(r); err != nil {
		t.Fatalf("refused: %v", err)
	}
	return r, f
}

func must(t *rapid.T, r Rule, f Facts) Statement {
	st, err := Reckon(r, f)
	if err != nil {
		t.Fatal(err)
	}
	return st
}

// Adding the steps up one by one gives what the curve gives, and the drawing lies on it.
func TestStepsAndCurveAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := anyCurve(t).norm()
		x := exactly(measure.Amount(rapid.Int64Range(-100_000, 4_000_000).Draw(t, "x")))
		steps, pays := c.reckon(x)
		at := c.At(x)
		if pays.Cmp(at) != 0 || steps[len(steps)-1].Result.Cmp(at) != 0 && at.Sign() != 0 {
			t.Fatalf("steps say %s, the curve %s: %+v", pays, at, steps)
		}
		for i, p := range Samples(c) {
			// a corner lies where its neighbours of a ten-thousandth say, since its X may fall between two of them
			around := []measure.Amount{c.before(c.pieces(), exactly(p.X)).Amount()}
			for _, x := range []measure.Amount{p.X - 1, p.X, p.X + 1} {
				around = append(around, c.At(exactly(x)).Amount())
			}
			if p.Y < slices.Min(around)-1 || p.Y > slices.Max(around)+1 {
				t.Fatalf("corner %d at %s is drawn at %s, the curve says %v", i, p.X, p.Y, around)
			}
		}
	})
}

// falls tells whether somewhere along these points more brings less.
func falls(c Curve, xs []Exact) bool {
	slices.SortFunc(xs, Exact.Cmp)
	for i := 1; i < len(xs); i++ {
		if c.At(xs[i]).Cmp(c.At(xs[i-1])) < 0 {
			return true
		}
	}
	return false
}

func warned(list []Warning, code WarningCode) bool {
	return slices.ContainsFunc(list, func(w Warning) bool { return w.Code == code })
}

// A larger attainment never pays less, unless the rule says so and the warning was given; and no such warning is given in vain.
func TestMoreNeverPaysLessUnlessItIsSaid(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := anyCurve(t).norm()
		var xs []Exact
		for _, p := range c.pieces() {
			xs = append(xs, p.from, p.from.minus(quotient(1, 1_000_000_000_000)))
		}
		for range 20 {
			xs = append(xs, exactly(measure.Amount(rapid.Int64Range(0, 4_000_000).Draw(t, "x"))))
		}
		if said, does := warned(c.warnings(0), Falls), falls(c, xs); said != does {
			t.Fatalf("warned %v, falls %v", said, does)
		}
	})
}

// The control of the test above: whole amounts at decreasing rates do fall, and it sees it.
func TestAFallIsSeen(t *testing.T) {
	c := Curve{Axis: OnAttainment, Mode: Whole, Tiers: tiers(t, "0", "140", "100", "100")}
	if !falls(c, []Exact{whole(99), whole(100)}) || !warned(c.warnings(0), Falls) {
		t.Error("140 % of 99 against 100 % of 100 is a fall")
	}
}

// conserves tells whether the shares of a pot sum to it.
func conserves(total measure.Amount, parts []measure.Amount) bool {
	sum, err := measure.Total(parts...)
	return err == nil && sum == total
}

// fromPot is what each share says it took out of the pot.
func fromPot(st Statement) (parts []measure.Amount) {
	for _, s := range st.Shares {
		for _, step := range s.Steps {
			if step.Kind == StepEqual || step.Kind == StepPresence || step.Kind == StepBrought {
				parts = append(parts, step.Result.Amount())
			}
		}
	}
	return parts
}

func TestPotsConserve(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, f := given(t)
		if st := must(t, r, f); st.Pot != nil && !conserves(st.Pot.Total, fromPot(st)) {
			t.Fatalf("a pot of %s is shared as %v", st.Pot.Total, fromPot(st))
		}
	})
}

// The control of the test above: shares rounded each on its own do not conserve, and it sees it.
func TestSharesRoundedAloneDoNotConserve(t *testing.T) {
	third, err := quotient(100, 3).Round(2)
	if err != nil || conserves(measure.Whole(100), []measure.Amount{third, third, third}) {
		t.Error("three times 33.33 passed for 100")
	}
}

func TestTheOrderOfMembersDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, f := given(t)
		first := must(t, r, f)
		rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1)).Shuffle(len(f.Members), func(i, j int) {
			f.Members[i], f.Members[j] = f.Members[j], f.Members[i]
		})
		if second := must(t, r, f); !reflect.DeepEqual(second, first) {
			t.Fatal("another order gives another statement")
		}
	})
}

// Whatever is replayed, what was given is not given again.
func TestReplayGivesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, f := given(t)
		for i, s := range must(t, r, f).Shares {
			f.Members[i].Paid = s.Due
		}
		for _, s := range must(t, r, f).Shares {
			if s.Due != 0 || s.Entitled < 0 {
				t.Fatalf("%d is given %s again", s.Person, s.Due)
			}
		}
	})
}

// Nobody obtains more for being there a part of the time than all the time, whatever their presence is said to be.
func TestProrationIsNeverUpwards(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, f := given(t)
		if r.Pot = nil; r.Each == nil {
			return
		}
		part := must(t, r, f)
		for i := range f.Members {
			f.Members[i].Present = f.Full
		}
		for i, s := range must(t, r, f).Shares {
			if part.Shares[i].Entitled > s.Entitled {
				t.Fatalf("%d days of %d bring %s, all of them %s", f.Members[i].Present, f.Full, part.Shares[i].Entitled, s.Entitled)
			}
		}
	})
}

// The last three steps are a sum anybody can check: what is due is what is obtained less what was given.
func TestDueIsEntitledLessPaid(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, f := given(t)
		for i := range f.Members {
			f.Members[i].Paid = measure.Amount(rapid.Int64Range(-1_000_000, 1_000_000_000).Draw(t, "paid"))
		}
		for i, s := range must(t, r, f).Shares {
			if s.Due+s.Paid != s.Entitled || s.Paid != f.Members[i].Paid || s.Obtained != (s.Entitled > 0) {
				t.Fatalf("%+v", s)
			}
		}
	})
}

// What Next says it would bring is what it brings.
func TestNextKeepsItsWord(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, f := given(t)
		person := f.Members[0].Person
		list, err := Next(r, f, person)
		if err != nil {
			t.Fatal(err)
		}
		now, _ := must(t, r, f).Of(person)
		for _, a := range list {
			if a.Need <= 0 {
				t.Fatalf("%s more is needed", a.Need)
			}
			then, _ := must(t, r, f.reaching(0, a.Of, a.Need)).Of(person)
			if then.Entitled-now.Entitled != a.Brings {
				t.Fatalf("it brings %s, not %s", then.Entitled-now.Entitled, a.Brings)
			}
		}
	})
}

// Whoever reaches more obtains no less: of their own objectives for themselves, of a common one for everybody, as long as no curve
// of the rule falls and the pot is not shared by contribution.
func TestWhoeverReachesMoreObtainsNoLess(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, f := given(t)
		if warned(Warnings(r, About{}), Falls) {
			return
		}
		s := rapid.SampledFrom([]Subject{ownSales, ownMargin, teamSales}).Draw(t, "more of")
		if _, set := f.of(s, f.Members[0]); !set {
			return
		}
		more := measure.Amount(rapid.Int64Range(1, 5_000_000).Draw(t, "more"))
		before, after := must(t, r, f), must(t, r, f.reaching(0, s, more))
		units := smallest(f.Minor) * 3 // of a larger pot somebody's odd unit may go to a colleague, once for each way of sharing
		for i := range before.Shares {
			if b, a := before.Shares[i].Entitled, after.Shares[i].Entitled; a < b-units || r.Pot == nil && a < b {
				t.Fatalf("%d obtains %s instead of %s", before.Shares[i].Person, a, b)
			}
		}
	})
}
