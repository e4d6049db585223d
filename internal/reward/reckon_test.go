package reward

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"cordee/internal/fault"
	"cordee/internal/measure"
)

// One rule, two measures: 60 % on Léa's own sales, 40 % on the team's objective. 60 % of 1,000 at 114 %, and 40 % at 90 %.
func TestOneRuleCombinesPersonAndTeam(t *testing.T) {
	r := bonus(t, "1000", Curve{Mode: Marginal, Tiers: tiers(t, "0", "100", "100", "140")})
	r.Each.Parts[0].Weight = 6_000
	r.Each.Parts = append(r.Each.Parts, Part{Of: teamSales, Weight: 4_000, Curve: Curve{Mode: Linear}})
	f := alone(of(t, "110000", "100000"))
	f.Common = map[Subject]Reached{teamSales: of(t, "450000", "500000")}
	s := entitled(t, r, f, "1044")
	if s.Lines[0].Brings.String() != "684" || s.Lines[1].Brings.String() != "360" {
		t.Errorf("parts bring %s and %s", s.Lines[0].Brings, s.Lines[1].Brings)
	}
}

// The steps read like the sum on the back of an envelope: 110 % = 110 / 100; 100 + 10 x 1.4 = 114 %; 1,000 x 114 % = 1,140.
func TestStepsAddUpAgain(t *testing.T) {
	r := bonus(t, "1000", Curve{Mode: Marginal, Tiers: tiers(t, "0", "100", "100", "140")})
	s := entitled(t, r, alone(of(t, "110", "100")), "1140")
	var told []string
	for _, step := range append(s.Lines[0].Steps, s.Steps...) {
		told = append(told, string(step.Kind)+" "+step.Result.String())
	}
	want := []string{"attainment 110", "stretch 100", "stretch 14", "curve 114", "part 1140", "entitled 1140"}
	if !slices.Equal(told, want) {
		t.Errorf("told %q, want %q", told, want)
	}
}

// Two parts bring 0.16665 and 0.33335. Rounded each on its own they would vanish at whole euros; together they are half a euro,
// which rounds away from zero.
func TestRoundedOnceHalfAwayFromZero(t *testing.T) {
	r := bonus(t, "1000", Curve{Mode: Linear})
	r.Each.Parts[0].Weight = 3_333
	r.Each.Parts = append(r.Each.Parts, Part{Of: ownMargin, Weight: 6_667})
	f := alone(of(t, "0.5", "1000"))
	f.Members[0].Own[ownMargin] = of(t, "0.5", "1000")
	if s := entitled(t, r, f, "0.5"); slices.Contains(kinds(s.Steps), StepRound) {
		t.Error("at cents nothing had to be rounded")
	}
	f.Minor = 0
	if s := entitled(t, r, f, "1"); !slices.Contains(kinds(s.Steps), StepRound) {
		t.Error("it was rounded and nobody says so")
	}
}

func TestWithoutATargetThereIsNoAttainment(t *testing.T) {
	for name, re := range map[string]Reached{"no target": of(t, "50", ""), "a target of zero": of(t, "50", "0")} {
		s := entitled(t, bonus(t, "1000", Curve{Mode: Linear}), alone(re), "0")
		if s.Lines[0].Flag != NoTarget || !noted(s.Flags, NoTarget) || len(s.Lines[0].Steps) != 0 {
			t.Errorf("%s: %+v", name, s.Lines[0])
		}
	}
	nothing := of(t, "0", "100")
	nothing.Value = measure.Maybe{}
	if s := entitled(t, bonus(t, "1000", Curve{Mode: Linear}), alone(nothing), "0"); s.Lines[0].Flag != NotMeasured {
		t.Errorf("nothing measured: %+v", s.Lines[0])
	}
}

// An objective that was never set brings nothing here and says so: the law may want the maximum, and people decide that.
func TestAnObjectiveNeverSetIsSaid(t *testing.T) {
	f := Facts{Full: allDays, Minor: 2, Members: []Member{{Person: léa, Present: allDays}}}
	s := entitled(t, bonus(t, "1000", Curve{Mode: Linear}), f, "0")
	if !slices.Equal(s.Flags, []Flag{{NotSet, ownSales}}) || s.Lines[0].Reached != nil {
		t.Errorf("not said: %+v", s)
	}
}

// Karim came in the middle of the quarter, Sofia is said to work more than all the days there are: never upwards.
func TestProratedByPresenceAndNeverUpwards(t *testing.T) {
	f := alone(of(t, "100", "100"))
	f.Members = append(f.Members,
		Member{Person: karim, Present: 20, Own: map[Subject]Reached{ownSales: of(t, "30", "30")}},
		Member{Person: sofia, Present: 75, Own: map[Subject]Reached{ownSales: of(t, "100", "100")}})
	st := reckon(t, bonus(t, "1000", Curve{Mode: Linear}), f)
	if got := share(t, st, karim).Entitled; got != amount(t, "333.33") {
		t.Errorf("Karim obtains %s", got)
	}
	if got := share(t, st, sofia); got.Entitled != amount(t, "1000") || slices.Contains(kinds(got.Steps), StepTime) {
		t.Errorf("Sofia obtains %s: %v", got.Entitled, kinds(got.Steps))
	}
}

// A rate of an amount is not prorated: what was sold already says how long somebody was there.
func TestARateOfAnAmountIsNotProrated(t *testing.T) {
	f := alone(of(t, "10000", ""))
	f.Members[0].Present = 20
	entitled(t, bonus(t, "0", Curve{Axis: OnAmount, Mode: Linear, Tiers: tiers(t, "0", "5")}), f, "500")
}

func TestAGateHoldsBackEverything(t *testing.T) {
	r := bonus(t, "1000", Curve{Mode: Linear})
	r.Gates = []Gate{{Of: teamSales}, {Of: ownMargin, At: maybe(t, "95")}}
	f := alone(of(t, "120", "100"))
	f.Members[0].Own[ownMargin] = of(t, "95", "100")
	f.Common = map[Subject]Reached{teamSales: of(t, "499999.99", "500000")}
	s := entitled(t, r, f, "0")
	if s.Gates[0].Holds || !s.Gates[1].Holds || !noted(s.Flags, GateShut) {
		t.Errorf("gates: %+v", s.Gates)
	}
	f.Common[teamSales] = of(t, "500000", "500000")
	entitled(t, r, f, "1200")
	delete(f.Members[0].Own, ownMargin)
	entitled(t, r, f, "0") // a condition that was never set does not hold
}

// pot is 1,000 for the team's objective, shared some way.
func pot(t *testing.T, by Split) Rule {
	r := bonus(t, "0", Curve{})
	r.Each = nil
	r.Pot = &Pot{Base: amount(t, "1000"), Split: by, Parts: []Part{{Of: teamSales, Weight: measure.Hundred, Curve: Curve{Mode: Linear}}}}
	return r
}

// three is Léa there all the time, Karim half of it, Sofia all the time; they brought 1, 2 and 3.
func three(t *testing.T) Facts {
	return Facts{Full: allDays, Minor: 2, Common: map[Subject]Reached{teamSales: of(t, "500000", "500000")}, Members: []Member{
		{Person: léa, Present: 60, Brought: amount(t, "1"), Own: map[Subject]Reached{ownSales: of(t, "90", "100")}},
		{Person: karim, Present: 30, Brought: amount(t, "2"), Own: map[Subject]Reached{ownSales: of(t, "60", "100")}},
		{Person: sofia, Present: 60, Brought: amount(t, "3"), Own: map[Subject]Reached{ownSales: of(t, "130", "100")}},
	}}
}

func shares(t *testing.T, st Statement) (list []string) {
	t.Helper()
	for _, s := range st.Shares {
		list = append(list, s.Entitled.String())
	}
	return list
}

func TestAPotIsSharedToTheCent(t *testing.T) {
	for _, x := range []struct {
		name string
		by   Split
		want []string
	}{
		{"equally", Split{Equal: 10_000}, []string{"333.34", "333.33", "333.33"}},
		{"by time present", Split{Time: 10_000}, []string{"400", "200", "400"}},
		{"by contribution", Split{Contribution: 10_000}, []string{"166.67", "333.33", "500"}},
		{"half equally, half by contribution", Split{Equal: 5_000, Contribution: 5_000}, []string{"250", "333.34", "416.66"}},
		{"not said: equally", Split{}, []string{"333.34", "333.33", "333.33"}},
	} {
		t.Run(x.name, func(t *testing.T) {
			st := reckon(t, pot(t, x.by), three(t))
			if got := shares(t, st); !slices.Equal(got, x.want) {
				t.Errorf("shared %v, want %v", got, x.want)
			}
			if st.Pot.Total != amount(t, "1000") {
				t.Errorf("pot %s", st.Pot.Total)
			}
		})
	}
}

func TestWhoeverWasNeverThereHasNoShare(t *testing.T) {
	f := three(t)
	f.Members[1].Present = 0
	st := reckon(t, pot(t, Split{Equal: 10_000}), f)
	if got := shares(t, st); !slices.Equal(got, []string{"500", "0", "500"}) || !noted(share(t, st, karim).Flags, Away) {
		t.Errorf("shared %v", got)
	}
	f.Members = f.Members[1:2]
	if st = reckon(t, pot(t, Split{}), f); st.Pot.Total != 0 || !noted(st.Pot.Flags, NobodyThere) {
		t.Errorf("nobody is there and %s is shared", st.Pot.Total)
	}
}

func TestNobodyContributedSoThePotIsSharedEqually(t *testing.T) {
	f := three(t)
	for i := range f.Members {
		f.Members[i].Brought = 0
	}
	st := reckon(t, pot(t, Split{Contribution: 10_000}), f)
	if got := shares(t, st); !slices.Equal(got, []string{"333.34", "333.33", "333.33"}) || !noted(st.Pot.Flags, AsEqual) {
		t.Errorf("shared %v", got)
	}
}

// Team reached, and nobody under 60 % left behind: Karim at 60 % is just there. At 59.99 % everybody waits, and his page alone
// says so. Somebody for whom nothing was set keeps nobody waiting.
func TestAPotWaitsUntilNobodyIsUnderTheMark(t *testing.T) {
	r := pot(t, Split{Equal: 10_000})
	r.Pot.Together, r.Pot.Mind = maybe(t, "60"), ownSales
	f := three(t)
	if st := reckon(t, r, f); st.Pot.Total != amount(t, "1000") {
		t.Errorf("everybody is at the mark and %s is shared", st.Pot.Total)
	}
	f.Members[1].Own[ownSales] = of(t, "59.99", "100")
	st := reckon(t, r, f)
	if st.Pot.Total != 0 || !noted(st.Pot.Flags, Waiting) || st.Pot.Minded[1].Holds || !st.Pot.Minded[0].Holds {
		t.Errorf("it does not wait: %+v", st.Pot)
	}
	delete(f.Members[1].Own, ownSales)
	if st = reckon(t, r, f); st.Pot.Total != amount(t, "1000") || !noted(st.Pot.Flags, NotSet) {
		t.Errorf("it waits for nobody: %+v", st.Pot)
	}
}

// Each and a pot in one rule; a condition on one's own objective holds back one's own part only, so that no colleague gains by it.
func TestOwnPartAndPotInOneRule(t *testing.T) {
	r := pot(t, Split{Equal: 10_000})
	r.Each = bonus(t, "100", Curve{Mode: Linear}).Each
	r.Gates = []Gate{{Of: ownSales, At: maybe(t, "80")}}
	st := reckon(t, r, three(t))
	if got := shares(t, st); !slices.Equal(got, []string{"423.34", "333.33", "463.33"}) {
		t.Errorf("shared %v", got)
	}
	r.Gates = append(r.Gates, Gate{Of: teamSales})
	f := three(t)
	f.Common[teamSales] = of(t, "1", "500000")
	if got := shares(t, reckon(t, r, f)); !slices.Equal(got, []string{"0", "0", "0"}) {
		t.Errorf("the common gate does not hold and %v is given", got)
	}
}

// Month after month: what is obtained to date, less what was given; a cancelled sale takes back what it gave.
func TestObtainedToDateLessWhatWasGiven(t *testing.T) {
	r := bonus(t, "1000", Curve{Mode: Linear})
	r.Every = Monthly
	var paid measure.Amount
	for _, x := range []struct{ toDate, due string }{{"30", "300"}, {"55", "250"}, {"55", "0"}, {"40", "-150"}, {"100", "600"}} {
		f := alone(of(t, x.toDate, "100"))
		f.Members[0].Paid = paid
		s := share(t, reckon(t, r, f), léa)
		if s.Due != amount(t, x.due) || s.Entitled < 0 || noted(s.Flags, TakenBack) != (s.Due < 0) {
			t.Errorf("at %s: due %s, want %s", x.toDate, s.Due, x.due)
		}
		paid += s.Due
	}
	if paid != amount(t, "1000") {
		t.Errorf("given %s in all", paid)
	}
}

func TestABadgeIsObtainedOrNot(t *testing.T) {
	r := bonus(t, "0", Curve{})
	r.Kind, r.Unit, r.Label = Badge, "", "Premier de cordée"
	r.Gates = []Gate{{Of: teamSales}}
	f := alone(of(t, "99.99", "100"))
	f.Common = map[Subject]Reached{teamSales: of(t, "500000", "500000")}
	entitled(t, r, f, "0")
	f.Members[0].Own[ownSales] = of(t, "100", "100")
	if s := entitled(t, r, f, "1"); !s.Obtained {
		t.Error("one and not obtained")
	}
	f.Members[0].Paid = measure.One
	f.Members[0].Own[ownSales] = of(t, "99", "100")
	if s := share(t, reckon(t, r, f), léa); s.Due != -measure.One || !noted(s.Flags, TakenBack) {
		t.Errorf("due %s", s.Due)
	}
	r.Each.Parts[0].Curve = Curve{Mode: Flat, Tiers: tiers(t, "80", "100")} // from 80 % on
	f.Members[0].Paid = 0
	entitled(t, r, f, "1")
	f.Common[teamSales] = of(t, "499999", "500000")
	entitled(t, r, f, "0")
}

// Less is better: from 40 days down to 30, 33 days are 70 % of the way. Attained says the exact comparison.
func TestLessIsBetter(t *testing.T) {
	re := Reached{Value: maybe(t, "33"), Target: maybe(t, "30"), Num: amount(t, "7"), Den: amount(t, "10"), Down: true}
	entitled(t, bonus(t, "1000", Curve{Mode: Linear}), alone(re), "700")
	next, err := Next(bonus(t, "1000", Curve{Mode: Linear}), alone(re), léa)
	if err != nil || len(next) != 1 || next[0].Need != amount(t, "3") || !next[0].Down || next[0].Brings != amount(t, "300") {
		t.Errorf("ahead: %+v %v", next, err)
	}
}

func TestAStatementIsFinalOnceAllIsDecided(t *testing.T) {
	r, f := pot(t, Split{}), three(t)
	if st := reckon(t, r, f); st.Closed {
		t.Error("the objective is open and the statement final")
	}
	re := f.Common[teamSales]
	re.Closed = true
	f.Common[teamSales] = re
	if st := reckon(t, r, f); !st.Closed || !share(t, st, léa).Closed {
		t.Error("all is decided and the statement is not final")
	}
}

func TestAStatementSurvivesBeingKept(t *testing.T) {
	f := three(t)
	f.Members[0].Paid = 1
	f.Members[1].Own = nil
	r := pot(t, Split{Equal: 5_000, Time: 2_500, Contribution: 2_500})
	r.Each = bonus(t, "1000", Curve{Mode: Linear, Threshold: measure.Whole(70)}).Each
	st := reckon(t, r, f)
	b, err := json.Marshal(st)
	if err != nil {
		t.Fatal(err)
	}
	var back Statement
	if err := json.Unmarshal(b, &back); err != nil {
		t.Fatal(err)
	}
	again, _ := json.Marshal(back)
	if string(again) != string(b) || !reflect.DeepEqual(shares(t, back), shares(t, st)) {
		t.Errorf("kept %s\nread %s", b, again)
	}
	if !strings.Contains(string(b), `"rate":"333.3333`) && !strings.Contains(string(b), `"1000/3"`) {
		t.Errorf("a third is not kept exactly: %s", b)
	}
}

func TestNoWorkingDayIsRefused(t *testing.T) {
	f := alone(of(t, "1", "1"))
	f.Full = 0
	if _, err := Reckon(bonus(t, "1", Curve{}), f); !fault.Is(err, "reward.days_missing") {
		t.Errorf("got %v", err)
	}
}

func TestWhatDoesNotFitIsRefusedAndNeverWrong(t *testing.T) {
	r := bonus(t, "900000000000000", Curve{Mode: Whole, Tiers: tiers(t, "0", "1000000")})
	if _, err := Reckon(r, alone(of(t, "900000000000000", "1"))); !fault.Is(err, "amount.overflow") {
		t.Errorf("got %v", err)
	}
}

// What one person sees holds nothing that tells how a colleague stands, and is the same share.
func TestOnePersonSeesTheirShareAlone(t *testing.T) {
	r := pot(t, Split{Contribution: 10_000})
	r.Pot.Together, r.Pot.Mind = maybe(t, "50"), ownSales
	all := reckon(t, r, three(t))
	one, err := ReckonFor(r, three(t), karim)
	if err != nil || !reflect.DeepEqual(one, all.For(karim)) || !reflect.DeepEqual(share(t, one, karim), share(t, all, karim)) {
		t.Fatalf("%+v %v", one, err)
	}
	if len(one.Shares) != 1 || len(one.Pot.Minded) != 1 || one.Pot.Minded[0].Person != karim {
		t.Errorf("Karim sees %+v of others", one)
	}
	if len(all.Shares) != 3 || len(all.Pot.Minded) != 3 {
		t.Error("the whole statement lost something")
	}
}
