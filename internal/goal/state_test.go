package goal

import (
	"testing"

	"pgregory.net/rapid"

	"cordee/internal/fault"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

func draft(t testing.TB, origin Origin) Goal {
	g := running(t, "", "20000")
	g.Status, g.Origin, g.Owner, g.Tier, g.Paid = Draft, origin, org.PersonOwner(5), Individual, true
	return g
}

func must(t testing.TB) func(Goal, error) Goal {
	return func(g Goal, err error) Goal {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return g
	}
}

func TestTwoSidesComeToAnAgreement(t *testing.T) {
	ok := must(t)
	g := ok(draft(t, OriginAgreed).Propose(revenue))

	lower := g.Terms()
	lower.Target = amount(t, "18000")
	g = ok(g.Counter(lower, revenue))
	if g.Status != Countered || g.Target.String() != "18000" {
		t.Fatalf("after the answer: %s %s", g.Status, g.Target)
	}
	middle := g.Terms()
	middle.Target = amount(t, "19000")
	g = ok(g.Counter(middle, revenue))
	if g.Status != Proposed {
		t.Fatalf("each answer hands the word back, got %s", g.Status)
	}
	g = ok(g.Agree())
	g = ok(g.Publish(revenue))
	if g.Status != Published || g.Target.String() != "19000" || g.Version != 5 {
		t.Errorf("in the end: %s %s version %d", g.Status, g.Target, g.Version)
	}
}

func TestWhoMayPublishWithoutAgreement(t *testing.T) {
	for _, x := range []struct {
		origin Origin
		paid   bool
		want   string
	}{
		{OriginAssigned, true, ""},
		{OriginCascaded, true, ""},
		{OriginSelf, false, ""},
		{OriginSelf, true, "goal.agreement_missing"}, // nobody sets their own pay alone
		{OriginAgreed, false, "goal.agreement_missing"},
	} {
		g := draft(t, x.origin)
		g.Paid = x.paid
		published, err := g.Publish(revenue)
		if x.want == "" && (err != nil || published.Status != Published) {
			t.Errorf("%s, paid %v: %v", x.origin, x.paid, err)
		}
		if x.want != "" && (!fault.Is(err, x.want) || published.Status != Draft) {
			t.Errorf("%s, paid %v: %v", x.origin, x.paid, err)
		}
	}
}

func TestEveryOtherMoveIsRefused(t *testing.T) {
	moves := map[string]func(Goal) (Goal, error){
		"propose": func(g Goal) (Goal, error) { return g.Propose(revenue) },
		"counter": func(g Goal) (Goal, error) { return g.Counter(g.Terms(), revenue) },
		"agree":   Goal.Agree,
		"publish": func(g Goal) (Goal, error) { return g.Publish(revenue) },
		"cancel":  Goal.Cancel,
	}
	allowed := map[string]map[Status]Status{
		"propose": {Draft: Proposed, "": Proposed},
		"counter": {Proposed: Countered, Countered: Proposed},
		"agree":   {Proposed: Agreed, Countered: Agreed},
		"publish": {Draft: Published, "": Published, Agreed: Published},
		"cancel": {
			Draft: Cancelled, "": Cancelled, Proposed: Cancelled, Countered: Cancelled, Agreed: Cancelled, Published: Cancelled,
			Running: Cancelled, Attained: Cancelled, Missed: Cancelled,
		},
	}
	for name, move := range moves {
		for _, from := range append(Statuses(), "") {
			g := with(draft(t, OriginAssigned), from)
			next, err := move(g)
			want, ok := allowed[name][from]
			switch {
			case ok && (err != nil || next.Status != want || next.Version != g.Version+1):
				t.Errorf("%s from %q: %q, %v", name, from, next.Status, err)
			case !ok && (!fault.Is(err, "goal.transition_refused") || fault.KindOf(err) != fault.Conflict || next != g):
				t.Errorf("%s from %q was not refused: %q, %v", name, from, next.Status, err)
			}
			g.Closed = &Closing{Status: Missed}
			if _, err := move(g); err == nil {
				t.Errorf("%s of a closed objective", name)
			}
		}
	}
}

func TestAnIncompleteObjectiveIsNeitherProposedNorPublished(t *testing.T) {
	g := draft(t, OriginAssigned)
	g.Target = measure.Maybe{}
	if _, err := g.Propose(revenue); !fault.Is(err, "goal.target_missing") {
		t.Errorf("propose: %v", err)
	}
	if _, err := g.Publish(revenue); !fault.Is(err, "goal.target_missing") {
		t.Errorf("publish: %v", err)
	}
	if _, err := with(draft(t, OriginAgreed), Proposed).Counter(g.Terms(), revenue); !fault.Is(err, "goal.target_missing") {
		t.Errorf("counter: %v", err)
	}
}

func TestWhatPayDependsOnIsNotRaisedOnTheWay(t *testing.T) {
	paid := running(t, "", "20000")
	paid.Paid, paid.Floor = true, amount(t, "15000")
	for _, x := range []struct {
		name   string
		change func(*Goal)
		metric measure.Metric
		on     period.Date
		field  string // "" accepted
	}{
		{"a higher target", func(g *Goal) { g.Target = amount(t, "20000.0001") }, revenue, day(1), "target"},
		{"a higher target after the end", func(g *Goal) { g.Target = amount(t, "21000") }, revenue, last + 3, "target"},
		{"a lower one where less is better", func(g *Goal) { g.Target = amount(t, "19000") }, complaints, day(1), "target"},
		{"a higher floor", func(g *Goal) { g.Floor = amount(t, "16000") }, revenue, day(1), "floor"},
		{"fewer days", func(g *Goal) { g.End-- }, revenue, day(1), "end_on"},
		{"a later start", func(g *Goal) { g.Start++ }, revenue, day(3), "start_on"},
		{"another metric", func(g *Goal) { g.Metric = 99 }, revenue, day(3), "metric"},
		{"another owner", func(g *Goal) { g.Owner = org.TeamOwner(8) }, revenue, day(3), "owner"},
		{"a pay promise withdrawn", func(g *Goal) { g.Paid = false }, revenue, day(3), "paid"},
		{"a baseline that shortens the way already made", func(g *Goal) { g.Baseline = amount(t, "10") }, score, day(3), "baseline"},
		{"a higher target before it begins", func(g *Goal) { g.Target = amount(t, "25000") }, revenue, first - 1, ""},
		{"a lower target", func(g *Goal) { g.Target = amount(t, "18000") }, revenue, day(3), ""},
		{"a higher one where less is better", func(g *Goal) { g.Target = amount(t, "21000") }, complaints, day(3), ""},
		{"more days", func(g *Goal) { g.End++ }, revenue, day(3), ""},
		{"a floor taken away", func(g *Goal) { g.Floor = measure.Maybe{} }, revenue, day(3), ""},
		{"a new stretch, which nobody must reach", func(g *Goal) { g.Stretch = amount(t, "30000") }, revenue, day(3), ""},
		{"a better title", func(g *Goal) { g.Title = "Open the Alps together" }, revenue, day(3), ""},
	} {
		t.Run(x.name, func(t *testing.T) {
			to := paid
			x.change(&to)
			next, err := paid.Revise(to, x.metric, x.on)
			if x.field == "" {
				if err != nil || next.Version != paid.Version+1 {
					t.Fatalf("refused: %v", err)
				}
				return
			}
			if !fault.Is(err, "goal.raise_refused") || fault.KindOf(err) != fault.Conflict || fault.All(err)[0].Field != x.field || next != paid {
				t.Fatalf("got %v", err)
			}
		})
	}
	free := running(t, "", "20000")
	to := free
	to.Target = amount(t, "50000")
	if next, err := free.Revise(to, revenue, day(3)); err != nil || next.Target != to.Target {
		t.Errorf("without pay people aim as high as they like: %v", err)
	}
}

func TestRevisingKeepsIdentityAndLife(t *testing.T) {
	ok := must(t)
	g := running(t, "", "20000")
	g.Version = 4
	to := Goal{Title: "Other", Tier: Collective, Owner: g.Owner, Metric: g.Metric, Target: g.Target, Start: g.Start, End: g.End, Origin: g.Origin, Status: Cancelled, ID: 77, Version: 9}
	next := ok(g.Revise(to, revenue, day(2)))
	if next.ID != g.ID || next.Key != g.Key || next.Status != Published || next.Version != 5 || next.Title != "Other" {
		t.Errorf("%+v", next)
	}
	if same := ok(g.Revise(g, revenue, day(2))); same != g {
		t.Errorf("importing the same again made version %d", same.Version)
	}
}

func TestRevisingWhatWasAgreedAsksAgain(t *testing.T) {
	ok := must(t)
	agreed := with(draft(t, OriginAgreed), Agreed)
	to := agreed
	to.Target = amount(t, "22000")
	if next := ok(agreed.Revise(to, revenue, first-9)); next.Status != Proposed {
		t.Errorf("got %s", next.Status)
	}
	to = agreed
	to.Why = "Because the Alps are next door"
	if next := ok(agreed.Revise(to, revenue, first-9)); next.Status != Agreed {
		t.Errorf("a reason changes no terms, got %s", next.Status)
	}
}

func TestWhatIsClosedOrCancelledStays(t *testing.T) {
	g := running(t, "", "20000")
	g.Closed = &Closing{Status: Missed}
	to := g
	to.Target = amount(t, "10000")
	if _, err := g.Revise(to, revenue, last+9); !fault.Is(err, "goal.closed") {
		t.Errorf("closed: %v", err)
	}
	to = g
	to.Why = "For the record"
	if next, err := g.Revise(to, revenue, last+9); err != nil || next.Why != to.Why {
		t.Errorf("a remark on a closed objective: %v", err)
	}
	if _, err := with(to, Cancelled).Revise(g, revenue, day(1)); !fault.Is(err, "goal.transition_refused") {
		t.Errorf("cancelled: %v", err)
	}
}

func TestClosingNeedsAnOutcome(t *testing.T) {
	g := running(t, "", "20000")
	if _, err := g.Close(Progress{Status: Running}, 1); !fault.Is(err, "goal.not_over") {
		t.Errorf("still running: %v", err)
	}
	closed := must(t)(g.Close(Progress{Status: Attained, Attained: amount(t, "20001")}, 7))
	if closed.Closed.At != 7 || closed.Closed.Attained.String() != "20001" || closed.Version != g.Version || g.Closed != nil {
		t.Errorf("%+v", closed.Closed)
	}
	if _, err := closed.Close(Progress{Status: Missed}, 8); !fault.Is(err, "goal.not_over") {
		t.Errorf("closed twice: %v", err)
	}
}

// Whatever people do in whatever order, versions only grow, only a change makes one, and no paid target in its period ever
// ends higher than it began.
func TestLifeLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := Goal{
			ID: 1, Title: "x", Tier: Individual, Owner: org.PersonOwner(5), Target: measure.Some(measure.Whole(100)), Start: first, End: last,
			Origin: rapid.SampledFrom(Origins()).Draw(t, "origin"), Paid: true,
		}
		for range rapid.IntRange(1, 12).Draw(t, "moves") {
			on := first.AddDays(rapid.IntRange(-2, 12).Draw(t, "on"))
			to := g.Terms()
			to.Target = measure.Some(measure.Whole(rapid.Int64Range(50, 150).Draw(t, "target")))
			next, err := anyMove(t, g, to, on)
			if err != nil {
				if next != g {
					t.Fatalf("a refused move changed %+v into %+v", g, next)
				}
				continue
			}
			if (next == g) != (next.Version == g.Version) || next.Version > g.Version+1 {
				t.Fatalf("version %d to %d", g.Version, next.Version)
			}
			if g.On(on) == Running && next.Target.Amount > g.Target.Amount {
				t.Fatalf("raised from %s to %s on %s", g.Target, next.Target, on)
			}
			g = next
		}
	})
}

func anyMove(t *rapid.T, g Goal, to Terms, on period.Date) (Goal, error) {
	switch rapid.IntRange(0, 5).Draw(t, "move") {
	case 0:
		return g.Propose(revenue)
	case 1:
		return g.Counter(to, revenue)
	case 2:
		return g.Agree()
	case 3:
		return g.Publish(revenue)
	case 4:
		return g.Cancel()
	}
	return g.Revise(g.With(to), revenue, on)
}
