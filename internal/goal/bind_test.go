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
		{"a reason that says nothing", func(_ *Goal, b *Binding) { b.Reason = "parce que" }, "goal.reason_thin"},
		{"given with a why that says nothing", func(g *Goal, b *Binding) { g.Why, b.Reason, b.Evidence = "ok", "", nil }, "goal.reason_thin"},
		{"agreed, said by one alone", func(_ *Goal, b *Binding) { b.Cause = ReasonAgreed }, "goal.cause_agreed_alone"},
		{"agreed by both", func(g *Goal, b *Binding) { g.Origin, g.Status, b.Cause = OriginAgreed, Agreed, ReasonAgreed }, ""},
		{"a contract over what is given", func(g *Goal, _ *Binding) { g.Mode = Contractual }, "goal.contract_origin"},
		{"a contract that both agreed to", func(g *Goal, _ *Binding) { g.Origin, g.Status, g.Mode = OriginAgreed, Agreed, Contractual }, ""},
		{"one that ended, taken up higher", func(g *Goal, b *Binding) { b.Former = []Goal{lower(*g)} }, "goal.raise_again"},
		{"one that ended, taken up higher, agreed by both", func(g *Goal, b *Binding) {
			g.Origin, g.Status, b.Former = OriginAgreed, Agreed, []Goal{lower(*g)}
		}, ""},
		{"one that ended, taken up as it was", func(g *Goal, b *Binding) { b.Former = []Goal{same(*g)} }, ""},
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

// same is an objective that ended, of the same owner, metric and days; lower asked less.
func same(g Goal) Goal { g.ID, g.Paid, g.Status = g.ID+1, true, Cancelled; return g }

func lower(g Goal) Goal { g = same(g); g.Target.Amount /= 2; return g }

func TestAReasonSaysSomething(t *testing.T) {
	for text, want := range map[string]bool{
		"": false, "ok": false, "parce que oui": false, "aaaaaaaaaaaaaaaaaaaa": false, ". . . . . . . . . . . . . . . . .": false,
		"deux clients ferment leurs portes": true, "Two shops are closing.": true,
	} {
		if Says(text) != want {
			t.Errorf("%q", text)
		}
	}
}
