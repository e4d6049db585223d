package goal

import (
	"testing"

	"cordee/internal/fault"
	"cordee/internal/org"
)

// Each row changes one thing of a paid objective that a manager gives a person; the code is what still stands in the way.
func TestWhatStandsBeforeBinding(t *testing.T) {
	const manager, rep = org.ID(4), org.ID(5)
	open := []Evidence{{Letter: Attainable, State: ToComplete}, {Letter: Timely, State: Proven}}
	for _, x := range []struct {
		name   string
		change func(*Goal, *Binding)
		code   string
	}{
		{"said why, and one reason for the gap", func(*Goal, *Binding) {}, ""},
		{"given without a why", func(g *Goal, b *Binding) { g.Why, b.Reason, b.Evidence = "", "", nil }, "goal.why_missing"},
		{"agreed needs no why", func(g *Goal, b *Binding) { g.Why, g.Origin = "", OriginAgreed }, ""},
		{"a gap without a reason", func(_ *Goal, b *Binding) { b.Reason = "" }, "goal.reason_missing"},
		{"unpaid asks nothing for a gap", func(g *Goal, b *Binding) { g.Paid, b.Reason = false, "" }, ""},
		{"a second look that the house wants", func(_ *Goal, b *Binding) { b.SecondLook = true }, "goal.second_look_missing"},
		{"a second look already had", func(_ *Goal, b *Binding) { b.SecondLook, b.Approved, b.Reason = true, true, "" }, ""},
		{"late where the law asks why", func(g *Goal, b *Binding) { b.Today, b.LateCause = g.Start+1, true }, "goal.late_cause_missing"},
		{"late with a cause", func(g *Goal, b *Binding) { b.Today, b.LateCause, b.Cause = g.Start+1, true, ReasonScope }, ""},
		{"nothing to measure it by", func(_ *Goal, b *Binding) { b.Unmeasured = true }, "goal.measure_missing"},
		{"a common one that a manager gives", func(g *Goal, b *Binding) { g.Paid, g.Tier, g.Why, b.Reason = false, Collective, "", "" }, "goal.why_missing"},
		{"a common one that the house enters", func(g *Goal, b *Binding) {
			g.Paid, g.Tier, g.Why, b.Reason, b.Keeper = false, Collective, "", "", true
		}, ""},
	} {
		g, _ := solid(t)
		g.Owner, g.Origin, g.Paid, g.Why = org.PersonOwner(rep), OriginAssigned, true, "Le Nord ouvre deux magasins."
		b := Binding{By: manager, Today: g.Start - 10, Evidence: open, Reason: "Un apprenti arrive en janvier."}
		x.change(&g, &b)
		err := g.MayBind(b)
		if (x.code == "") != (err == nil) || (err != nil && !fault.Is(err, x.code)) {
			t.Errorf("%s: %v, want %q", x.name, err, x.code)
		}
	}
}

func TestWhatIsPaidNeverChangesInSilence(t *testing.T) {
	g, _ := solid(t)
	g.Paid, g.Status = true, Published
	lower, reworded := g, g
	lower.Target.Amount /= 2
	reworded.Why = "Autrement dit."
	during := g.Start + 1
	if err := g.MayRevise(reworded, during, ""); err != nil {
		t.Errorf("other words change no figure: %v", err)
	}
	if err := g.MayRevise(lower, g.Start-1, ""); err != nil {
		t.Errorf("before it begins nobody counts on it: %v", err)
	}
	if err := g.MayRevise(lower, during, ""); !fault.Is(err, "goal.cause_missing") {
		t.Errorf("got %v", err)
	}
	if err := g.MayRevise(lower, during, ReasonAbsence); err != nil {
		t.Errorf("a cause of the list is enough: %v", err)
	}
	g.Mode = Contractual
	if err := g.MayRevise(lower, during, ReasonAbsence); !fault.Is(err, "goal.contract_needs_agreement") {
		t.Errorf("a contract changes by agreement only: %v", err)
	}
}
