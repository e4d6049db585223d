package reward

import (
	"slices"
	"testing"

	"cordee/internal/org"
	"cordee/internal/period"
)

// Léa sold 96,600 of 100,000 with tiers at 100 % and 120 %: 3,400 to the next step, which brings 434 at once where the tier is a
// lump, and 34 where it is a line.
func TestTheNextStepAndWhatItBrings(t *testing.T) {
	f := alone(of(t, "96600", "100000"))
	for _, x := range []struct {
		c      Curve
		at     string
		brings string
	}{
		{Curve{Mode: Linear}, "100", "34"},
		{Curve{Mode: Whole, Tiers: tiers(t, "0", "100", "100", "140", "120", "160")}, "100", "434"},
		{Curve{Mode: Flat, Tiers: tiers(t, "80", "50", "98", "100")}, "98", "500"},
	} {
		next, err := Next(bonus(t, "1000", x.c), f, léa)
		if err != nil || len(next) != 1 {
			t.Fatalf("%s: %+v %v", x.c.Mode, next, err)
		}
		need := map[string]string{"100": "3400", "98": "1400"}[x.at]
		if a := next[0]; a.At != amount(t, x.at) || a.Need != amount(t, need) || a.Brings != amount(t, x.brings) {
			t.Errorf("%s: at %s, %s more bring %s", x.c.Mode, a.At, a.Need, a.Brings)
		}
	}
}

func TestBeyondEverythingNothingLiesAhead(t *testing.T) {
	if next, err := Next(bonus(t, "1000", Curve{Mode: Linear}), alone(of(t, "140", "100")), léa); err != nil || len(next) != 0 {
		t.Errorf("ahead: %+v %v", next, err)
	}
}

// What is needed is never said too small: a third of a euro short is said a ten-thousandth too large.
func TestTheNeedIsEnough(t *testing.T) {
	r := bonus(t, "1000", Curve{Mode: Flat, Tiers: tiers(t, "33.3333", "100")})
	f := alone(of(t, "0", "0.0007"))
	next, err := Next(r, f, léa)
	if err != nil || len(next) == 0 || next[0].Need != 3 || next[0].Brings != amount(t, "1000") {
		t.Fatalf("ahead: %+v %v", next, err)
	}
}

// A condition that does not hold comes with what it would bring; amounts have their own unit.
func TestAConditionLiesAhead(t *testing.T) {
	r := bonus(t, "1000", Curve{Axis: OnAmount, Mode: Marginal, Tiers: tiers(t, "0", "5", "10000", "10")})
	r.Gates = []Gate{{Of: teamSales}}
	f := alone(of(t, "8000", ""))
	f.Common = map[Subject]Reached{teamSales: of(t, "480000", "500000")}
	next, err := Next(r, f, léa)
	if err != nil || len(next) != 2 {
		t.Fatalf("ahead: %+v %v", next, err)
	}
	if g := next[0]; !g.Gate || g.Need != amount(t, "20000") || g.Brings != amount(t, "400") {
		t.Errorf("condition: %+v", g)
	}
	if a := next[1]; a.Axis != OnAmount || a.Need != amount(t, "2000") || a.Brings != 0 {
		t.Errorf("bound behind a condition: %+v", a)
	}
}

// A sale of 5,000 tried on Léa's own objective and, through it, on the team's: facts stay as they were.
func TestTryingASale(t *testing.T) {
	r := pot(t, Split{Contribution: 10_000})
	r.Each = bonus(t, "1000", Curve{Mode: Linear}).Each
	f := three(t)
	own, team := org.ID(31), org.ID(21)
	re := f.Members[0].Own[ownSales]
	re.Goals = []org.ID{own}
	f.Members[0].Own[ownSales] = re
	common := f.Common[teamSales]
	common.Goals = []org.ID{team}
	f.Common[teamSales] = common
	before := reckon(t, r, f)
	after := reckon(t, r, Try(r, f, Change{Goal: own, Person: léa, By: amount(t, "10")}, Change{Goal: team, Person: léa, By: amount(t, "4")}))
	a, b := share(t, before, léa), share(t, after, léa)
	if a.Entitled != amount(t, "1066.67") || b.Entitled != amount(t, "1500.01") || !b.Lines[0].Reached.Attained {
		t.Errorf("%s becomes %s", a.Entitled, b.Entitled)
	}
	if again := reckon(t, r, f); share(t, again, léa).Entitled != a.Entitled {
		t.Error("trying changed the facts")
	}
}

// At stake: everything at 100 % and what is beyond stays beyond.
func TestWhatIsAtStake(t *testing.T) {
	r := bonus(t, "1000", Curve{Mode: Linear})
	for value, want := range map[string]string{"12": "1000", "100": "1000", "130": "1300"} {
		st, err := AtTarget(r, alone(of(t, value, "100")))
		if err != nil || share(t, st, léa).Entitled != amount(t, want) {
			t.Errorf("at %s: %+v %v", value, st.Shares, err)
		}
	}
}

func TestTheDaysOnWhichARuleGives(t *testing.T) {
	day := period.On
	for _, x := range []struct {
		every Cadence
		want  []period.Date
	}{
		{AtEnd, []period.Date{day(2026, 5, 15)}},
		{Monthly, []period.Date{day(2026, 1, 31), day(2026, 2, 28), day(2026, 3, 31), day(2026, 4, 30), day(2026, 5, 15)}},
		{Quarterly, []period.Date{day(2026, 3, 31), day(2026, 5, 15)}},
	} {
		r := Rule{Start: day(2026, 1, 1), End: day(2026, 5, 15), Every: x.every}
		if got := r.Ends(); !slices.Equal(got, x.want) {
			t.Errorf("%s gives on %v", x.every, got)
		}
	}
	quarter := Rule{Start: day(2026, 1, 1), End: day(2026, 3, 31), Every: Monthly}
	if got := quarter.Ends(); len(got) != 3 || got[2] != quarter.End {
		t.Errorf("a quarter by months gives on %v", got)
	}
}
