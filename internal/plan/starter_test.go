package plan

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

var quarter = period.Days(period.On(2026, 10, 1), period.On(2026, 12, 31))

// joined is somebody who took up a role that day, in a team whose settled members carry 60,000 in the quarter.
func joined(role org.Role, since period.Date) Newcomer {
	return Newcomer{
		Role: role, Since: since, Span: quarter, Profile: period.BuildProfile(quarter, period.Standard, period.Season{}, nil),
		Team: &TeamObjective{Goal: 7, Metric: "revenue", Full: measure.Whole(60_000)},
	}
}

func keys(pack []Draft) (list []string) {
	for _, d := range pack {
		list = append(list, d.Key)
	}
	return list
}

func learningShare(pack []Draft) (share measure.BP) {
	for _, d := range pack {
		if d.Kind == Learning {
			share += d.Weight
		}
	}
	return share
}

func TestANewcomerGetsAPack(t *testing.T) {
	day := period.On
	with := func(n Newcomer, change func(*Newcomer)) Newcomer { change(&n); return n }
	for _, x := range []struct {
		name   string
		n      Newcomer
		want   []string
		learn  measure.BP
		target string
	}{
		{"first day", joined(org.Rep, day(2026, 10, 1)), []string{"rep.shadow", "rep.offers", "rep.calls", "outcome.team"}, 7_000, "30000"},
		{"in the second month", joined(org.Rep, day(2026, 9, 1)), []string{"rep.shadow", "rep.offers", "rep.calls", "outcome.team"}, 7_000, "45000"},
		{"in the third", joined(org.Rep, day(2026, 8, 1)), []string{"rep.calls", "rep.discovery", "outcome.team"}, 5_000, "54600"},
		{"in the fourth", joined(org.Rep, day(2026, 7, 1)), []string{"rep.discovery", "outcome.team"}, 2_000, "60000"},
		{"two years of such work before", with(joined(org.Rep, day(2026, 10, 1)), func(n *Newcomer) { n.Experience = 24 }), []string{"rep.offers", "rep.calls", "outcome.team"}, 5_000, "54600"},
		{"declared able: one hard lesson", with(joined(org.Rep, day(2026, 10, 1)), func(n *Newcomer) { n.Ability = 5 }), []string{"rep.shadow", "rep.offers", "rep.objections", "outcome.team"}, 7_000, "45000"},
		{"joins in mid-quarter", joined(org.Rep, day(2026, 11, 16)), []string{"rep.shadow", "rep.offers", "rep.calls", "outcome.team"}, 7_000, "10200"},
		{"own cohorts take six months", with(joined(org.Rep, day(2026, 10, 1)), func(n *Newcomer) { n.RampMonths = 6 }), []string{"rep.shadow", "rep.offers", "rep.calls", "outcome.team"}, 7_000, "19800"},
		{"a new manager", joined(org.Manager, day(2026, 10, 1)), []string{"manager.meet", "manager.figures", "manager.meeting", "outcome.team"}, 7_000, "30000"},
		{"another role", joined(org.Ops, day(2026, 10, 1)), []string{"generic.meet", "generic.tools", "generic.first", "outcome.team"}, 7_000, "30000"},
		{"somebody settled who lost their last objective", joined(org.Rep, 0), []string{"rep.discovery", "outcome.team"}, 2_000, "60000"},
		{"no team objective, but meetings are counted", with(joined(org.Rep, day(2026, 10, 1)), func(n *Newcomer) { n.Team, n.Metrics = nil, []string{"calls", "meetings"} }), []string{"rep.shadow", "rep.offers", "rep.calls", "outcome.activity"}, 7_000, "26"},
		{"nothing to measure: learning alone", with(joined(org.Rep, day(2026, 10, 1)), func(n *Newcomer) { n.Team = nil }), []string{"rep.shadow", "rep.offers", "rep.calls"}, 10_000, ""},
	} {
		pack := Starter(x.n)
		if !slices.Equal(keys(pack), x.want) || learningShare(pack) != x.learn {
			t.Errorf("%s: %v, learning %d", x.name, keys(pack), learningShare(pack))
			continue
		}
		if got := pack[len(pack)-1].Target.String(); got != x.target {
			t.Errorf("%s: %s to bring, want %s", x.name, got, x.target)
		}
	}
	if got := Starter(Newcomer{}); got != nil {
		t.Errorf("no period, no pack: %v", got)
	}
}

func TestTheWayIsMarkedByNearSteps(t *testing.T) {
	pack := Starter(joined(org.Rep, period.On(2026, 10, 1)))
	shadow, number := pack[0], pack[3]
	if len(shadow.Steps) != 3 || shadow.Steps[0].Due != period.On(2026, 10, 30) || shadow.Steps[2].Due != period.On(2026, 12, 31) || !shadow.Early {
		t.Errorf("%+v", shadow.Steps)
	}
	figures := make([]measure.Amount, 0, 4)
	for _, s := range number.Steps {
		figures = append(figures, s.Title.Amount.Amount)
	}
	if say(figures) != "3800 9500 18500 30000" { // slow at first, as the ramp is
		t.Errorf("marks at %s", say(figures))
	}
	month := joined(org.Rep, period.On(2026, 10, 1))
	month.Span = period.Days(period.On(2026, 10, 1), period.On(2026, 10, 31))
	if got := Starter(month); len(got[3].Steps) != 4 {
		t.Errorf("a month has its weeks: %+v", got[3].Steps)
	}
}

// Whatever is known of a newcomer: the weights make a whole, learning never falls below its share for the month, the first months
// hold no two hard objectives of a kind and begin with two within reach, the number never exceeds a full one, and every near step
// lies in the period, in order.
func TestStarterLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := joined(rapid.SampledFrom([]org.Role{org.Rep, org.Manager, org.HR}).Draw(t, "role"), quarter.From+period.Date(rapid.IntRange(-400, 91).Draw(t, "since")))
		n.Experience, n.Ability = rapid.IntRange(0, 240).Draw(t, "experience"), rapid.IntRange(0, 5).Draw(t, "ability")
		n.RampMonths = rapid.IntRange(0, 12).Draw(t, "ramp")
		n.Team.Full = measure.Amount(rapid.Int64Range(1e6, 1e11).Draw(t, "full"))
		pack := Starter(n)
		var sum measure.BP
		hard, early := map[DraftKind]int{}, 0
		for _, d := range pack {
			sum += d.Weight
			if Hard(d.Difficulty) {
				hard[d.Kind]++
			}
			if d.Early {
				early++
			}
			if d.Target.OK && (d.Target.Amount > n.Team.Full || d.Target.Amount <= 0) {
				t.Fatalf("asks %s", d.Target)
			}
			for i, s := range d.Steps {
				if !quarter.Contains(s.Due) || s.Due < d.Start || i > 0 && s.Due < d.Steps[i-1].Due {
					t.Fatalf("%s: step due on %s", d.Key, s.Due)
				}
			}
		}
		month := MonthInRole(n.Since, max(quarter.From, n.Since))
		switch {
		case sum != measure.Hundred:
			t.Fatalf("the weights make %d", sum)
		case hard[Learning] > 1 || hard[Outcome] > 1:
			t.Fatalf("several hard objectives of a kind: %v", hard)
		case month < 3 && (early < 2 || learningShare(pack) < 5_000):
			t.Fatalf("month %d begins with %d within reach, %d learning", month, early, learningShare(pack))
		}
	})
}

func TestMonthInRole(t *testing.T) {
	since := period.On(2026, 1, 31)
	for on, want := range map[period.Date]int{since - 1: 0, since: 1, period.On(2026, 2, 27): 1, period.On(2026, 2, 28): 2, period.On(2027, 1, 31): 13} {
		if got := MonthInRole(since, on); got != want {
			t.Errorf("%s: month %d, want %d", on, got, want)
		}
	}
}

func TestTheNextStepIsProposedOnEvidenceOnly(t *testing.T) {
	brought := func(target, attained string) Done {
		a := amount(t, attained)
		return Done{Goal: 1, Kind: Outcome, Metric: "revenue", Target: measure.Some(amount(t, target)), Attained: measure.Some(a), Reached: true, Evidence: true, Difficulty: 3}
	}
	with := func(d Done, change func(*Done)) Done { change(&d); return d }
	learnt := Done{Goal: 2, Kind: Learning, Reached: true, Evidence: true, Difficulty: 2}
	for _, x := range []struct {
		name   string
		past   []Done
		kinds  []NextKind
		target string
		hard   int
	}{
		{"beyond the number: a part of the surplus", []Done{brought("60000", "72000")}, []NextKind{HigherNumber}, "63600", 3},
		{"met to the point: a harder task", []Done{brought("60000", "60000")}, []NextKind{HarderTask}, "60000", 4},
		{"less is better", []Done{with(brought("10", "6"), func(d *Done) { d.Down = true })}, []NextKind{HigherNumber}, "9", 3},
		{"less is better, met to the point", []Done{with(brought("10", "10"), func(d *Done) { d.Down = true })}, []NextKind{HarderTask}, "10", 4},
		{"something learnt: a harder task", []Done{learnt}, []NextKind{HarderTask}, "", 3},
		{"the hardest there is", []Done{with(learnt, func(d *Done) { d.Difficulty = 5 })}, nil, "", 0},
		{"not reached", []Done{with(brought("60000", "50000"), func(d *Done) { d.Reached = false })}, nil, "", 0},
		{"said, not shown", []Done{with(learnt, func(d *Done) { d.Evidence = false })}, nil, "", 0},
		{"only the latest counts", []Done{with(brought("60000", "72000"), func(d *Done) { d.End = 10 }), with(brought("65000", "60000"), func(d *Done) { d.End, d.Reached = 20, false })}, nil, "", 0},
	} {
		got := NextStep(x.past, Rule{})
		if len(got) != len(x.kinds) {
			t.Errorf("%s: %+v", x.name, got)
			continue
		}
		for i, p := range got {
			if p.Kind != x.kinds[i] || p.Target.String() != x.target || p.Difficulty != x.hard {
				t.Errorf("%s: %+v", x.name, p)
			}
		}
	}
}
