package goal

import (
	"cordee/internal/fault"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

// What a paid objective may not become by revising it, it does not become by a way round either: not by another one beside it, not
// by a file, not by steps that come on top, not by a metric that begins to count otherwise.

// MayEndBeside refuses to end what runs and pays while another objective of the same owner, given since by one side alone, asks more
// of the same days: that is raising it in the other order. goal.cancel_raises, a Conflict; what both agreed to stands by itself.
func (g Goal) MayEndBeside(others []Goal, m measure.Metric, on period.Date) error {
	if !g.Paid || !g.inForce(on) {
		return nil
	}
	for _, x := range others {
		if x.live() && x.Closed == nil && !x.ByBoth() && x.AsksMoreThan(g, m) {
			return fault.New(fault.Conflict, "goal.cancel_raises", "title", x.Title, "target", x.Target.Amount, "unit", m.Unit)
		}
	}
	return nil
}

// MayStandFor refuses that a file sets anew, higher, what paid and had begun and is ended: a file proves no agreement, whatever
// origin it writes. was is the objective before the file, and former what ended or ends with it. goal.raise_refused, a Conflict on
// what asks more.
func (g Goal) MayStandFor(was Goal, former []Goal, m measure.Metric, on period.Date) error {
	if !g.live() || !g.Paid || was.live() && was.Paid {
		return nil // what binds already is revised, and Revise tells
	}
	for _, f := range former {
		if f.Start > on || !g.AsksMoreThan(f, m) {
			continue
		}
		what := f.raisedBy(g, m)
		return fault.New(fault.Conflict, "goal.raise_refused", "key", g.Key, "what", what).On(what)
	}
	return nil
}

// MayLeave refuses that what runs and pays goes back to being talked about: it would be raised there, and binding again the next
// day. goal.transition_refused, a Conflict.
func (g Goal) MayLeave(to Status, on period.Date) error {
	if !g.Paid || !g.inForce(on) || to == Cancelled || (Goal{Status: to}).live() {
		return nil
	}
	return fault.New(fault.Conflict, "goal.transition_refused", "from", string(g.On(on)), "to", string(to)).On("status")
}

// MayGrow refuses more steps, or heavier ones, under a paid objective that is counted in steps and runs: each is worth less of it
// then. goal.raise_refused, a Conflict; who carries it alone may ask more of themselves. by is 0 for a file.
func (g Goal) MayGrow(by org.ID, on period.Date) error {
	if !g.Paid || g.Metric != 0 || !g.inForce(on) || by != 0 && g.Owner == org.PersonOwner(by) {
		return nil
	}
	return fault.New(fault.Conflict, "goal.raise_refused", "key", g.Key, "what", "steps").On("steps")
}

// Freezes tells whether an objective freezes what its metric counts: pay depends on it, people were told its terms, and its figure
// is not settled (LAW F15).
func (g Goal) Freezes() bool { return g.Paid && g.live() && g.Closed == nil }
