package goal

import (
	"testing"

	"cordee/internal/fault"
)

func given(g Goal) Goal { g.Origin, g.ID, g.Key = OriginAssigned, g.ID+1, "bis"; return g }

func TestAHarderOneBesideKeepsWhatPaysFromEnding(t *testing.T) {
	g := published(t)
	beside := given(g)
	if err := g.MayEndBeside([]Goal{beside}, revenue, day(2)); err != nil {
		t.Errorf("the same once more: %v", err)
	}
	more(&beside)
	if err := g.MayEndBeside([]Goal{beside}, revenue, day(2)); !fault.Is(err, "goal.cancel_raises") {
		t.Errorf("a harder one: %v", err)
	}
	for name, change := range map[string]func(*Goal){
		"agreed by both":  func(x *Goal) { x.Origin = OriginAgreed },
		"paid nothing":    func(x *Goal) { x.Paid = false },
		"only proposed":   func(x *Goal) { x.Status = Proposed },
		"of other days":   func(x *Goal) { x.Start, x.End = g.End+1, g.End+30 },
		"of another unit": func(x *Goal) { x.Metric++ },
	} {
		x := beside
		change(&x)
		if err := g.MayEndBeside([]Goal{x}, revenue, day(2)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := g.MayEndBeside([]Goal{beside}, revenue, first-1); err != nil {
		t.Errorf("before it begins: %v", err)
	}
}

func TestAFileDoesNotSetAnewHigherWhatPaidAndRan(t *testing.T) {
	f := published(t)
	g := given(f)
	more(&g)
	for _, origin := range []Origin{OriginAssigned, OriginAgreed} {
		g.Origin = origin
		if err := g.MayStandFor(Goal{}, []Goal{f}, revenue, day(2)); !fault.Is(err, "goal.raise_refused") {
			t.Errorf("%s: %v", origin, err)
		}
	}
	if err := g.MayStandFor(g, []Goal{f}, revenue, day(2)); err != nil {
		t.Errorf("it was binding already: %v", err)
	}
	if err := g.MayStandFor(Goal{}, []Goal{f}, revenue, first-1); err != nil {
		t.Errorf("nothing had begun: %v", err)
	}
	less(&g)
	less(&g)
	if err := g.MayStandFor(Goal{}, []Goal{f}, revenue, day(2)); err != nil {
		t.Errorf("less than before: %v", err)
	}
}

func TestWhatPaysAndRunsDoesNotGoBackToATable(t *testing.T) {
	g := published(t)
	for _, to := range []Status{Draft, Proposed, Countered, Agreed} {
		if err := g.MayLeave(to, day(2)); !fault.Is(err, "goal.transition_refused") {
			t.Errorf("%s: %v", to, err)
		}
	}
	for _, to := range []Status{Published, Cancelled} {
		if err := g.MayLeave(to, day(2)); err != nil {
			t.Errorf("%s: %v", to, err)
		}
	}
	if err := g.MayLeave(Draft, first-1); err != nil {
		t.Errorf("before it begins: %v", err)
	}
}

func TestStepsAreNotAddedUnderWhatPaysAndRuns(t *testing.T) {
	g := published(t)
	if err := g.MayGrow(9, day(2)); err != nil {
		t.Errorf("a measured one: %v", err)
	}
	g.Metric = 0
	if err := g.MayGrow(9, day(2)); !fault.Is(err, "goal.raise_refused") {
		t.Errorf("counted in steps: %v", err)
	}
	if err := g.MayGrow(0, day(2)); !fault.Is(err, "goal.raise_refused") {
		t.Errorf("from a file: %v", err)
	}
	if err := g.MayGrow(g.Owner.ID, day(2)); err != nil {
		t.Errorf("by who carries it: %v", err)
	}
	if err := g.MayGrow(9, first-1); err != nil {
		t.Errorf("before it begins: %v", err)
	}
}
