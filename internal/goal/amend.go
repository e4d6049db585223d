package goal

import (
	"cordee/internal/fault"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

// Side is one of the two that an agreement takes.
type Side string

// The two sides.
const (
	Carrying Side = "carrying" // who carries the objective, or speaks for the team that does
	Leading  Side = "leading"  // those who lead them, and the house
)

// MayAgree refuses that one side accepts its own last word, by whatever mouth: goal.not_your_turn for who carries it, else
// goal.same_side with the name of who does. Both are Conflicts.
func MayAgree(last, now Side, carrier string) error {
	switch {
	case last != now:
		return nil
	case now == Carrying:
		return fault.New(fault.Conflict, "goal.not_your_turn")
	}
	return fault.New(fault.Conflict, "goal.same_side", "name", carrier)
}

// Change is what one side does to an objective that stands, and why.
type Change struct {
	Side   Side
	Alone  bool // there is nobody on the other side to ask
	On     period.Date
	Cause  Reason
	Reason string
}

// ReviseBy is Revise for one of the two sides: nobody changes alone what both agreed, nor gives themselves an objective that pays.
//
//   - pay added by the one who is paid puts it before the other side; added by who leads, it is assigned;
//   - paid terms that both agreed go before the other side again until the first day; afterwards who leads may ease them, for a cause
//     and a reason, and they are then called assigned;
//   - whoever is paid changes nothing alone;
//   - agreed terms that pay nothing become the own or the given terms of whoever changes them.
//
// Refusals: those of Revise and MayRevise; goal.change_needs_agreement, a Conflict, for what only another objective that both agree
// to can change.
func (g Goal) ReviseBy(to Goal, m measure.Metric, c Change) (Goal, error) {
	next, err := g.Revise(to, m, c.On)
	if err != nil || next.Version == g.Version {
		return next, err
	}
	if err := g.MayRevise(next, c); err != nil {
		return g, err
	}
	if !g.live() || g.SameScore(next) {
		return next, nil
	}
	running := g.inForce(c.On)
	carrying := c.Side == Carrying && !c.Alone && (g.Owner.Kind == org.OwnerPerson || g.ByBoth())
	switch {
	case !g.Paid && next.Paid && carrying:
		next.Status = Proposed
	case !g.Paid && next.Paid:
		next.Origin = OriginAssigned
	case !g.Paid && g.ByBoth():
		next.Origin = OriginAssigned
		if c.Side == Carrying && g.Owner.Kind == org.OwnerPerson {
			next.Origin = OriginSelf
		}
	case !g.Paid, c.Alone:
	case carrying && running:
		return g, fault.New(fault.Conflict, "goal.change_needs_agreement")
	case carrying, g.ByBoth() && !running:
		next.Status = Proposed
	case g.ByBoth():
		next.Origin = OriginAssigned
	}
	return next, nil
}

// ByBoth tells whether an objective binds because both sides agreed to it: proposed by one of them, or shared out and accepted.
func (g Goal) ByBoth() bool { return g.Origin == OriginAgreed || g.Origin == OriginCascaded }

// inForce tells whether people count on the objective on a day: published, begun, and its outcome not yet settled.
func (g Goal) inForce(on period.Date) bool {
	return g.On(on) == Running && g.Closed == nil && on <= g.End
}

// MayRevise refuses to change in silence what pay depends on:
//
//   - goal.contract_needs_agreement, a Conflict, for what a contract fixed and that runs: it changes by another objective that both
//     agree to
//   - goal.cause_missing without a cause of the list while it runs, and goal.cause_agreed_alone for « agreed » from one side alone
//   - goal.change_reason_missing, goal.reason_thin without a reason that says something: also for pay added to what paid nothing
//   - goal.contract_origin for a contract written over what was never agreed
func (g Goal) MayRevise(to Goal, c Change) error {
	if !g.live() || g.SameScore(to) || !g.Paid && !to.Paid {
		return nil
	}
	var list fault.List
	running := g.inForce(c.On)
	switch {
	case !g.Paid, !running:
	case g.Mode == Contractual:
		return fault.New(fault.Conflict, "goal.contract_needs_agreement")
	case c.Cause == "":
		list.Add(fault.Bad("cause", "goal.cause_missing"))
	}
	if c.Cause == ReasonAgreed {
		list.Add(fault.Bad("cause", "goal.cause_agreed_alone"))
	}
	if to.Mode == Contractual && !g.ByBoth() && g.Mode != Contractual {
		list.Add(fault.Bad("mode", "goal.contract_origin"))
	}
	list.Add(WantReason("reason", c.Reason, "goal.change_reason_missing"))
	return list.OrNil()
}

// MayCancel refuses to end in silence what pay depends on once it is published: the codes of MayRevise.
func (g Goal) MayCancel(c Change) error {
	switch {
	case !g.live() || !g.Paid || g.Closed != nil || c.On > g.End:
		return nil
	case g.Mode == Contractual && g.inForce(c.On):
		return fault.New(fault.Conflict, "goal.contract_needs_agreement")
	}
	var list fault.List
	switch {
	case c.Cause == ReasonAgreed:
		list.Add(fault.Bad("cause", "goal.cause_agreed_alone"))
	case c.Cause == "" && g.inForce(c.On):
		list.Add(fault.Bad("cause", "goal.cancel_cause_missing"))
	}
	list.Add(WantReason("reason", c.Reason, "goal.cancel_reason_missing"))
	return list.OrNil()
}

// Assign makes what was on the table binding by the word of those who lead alone: it is then called assigned, not agreed. Refusals:
// those of Check; goal.contract_origin for what a contract wants agreed; goal.transition_refused.
func (g Goal) Assign(m measure.Metric) (Goal, error) {
	if err := g.Check(m); err != nil {
		return g, err
	}
	if g.Mode == Contractual {
		return g, fault.Bad("mode", "goal.contract_origin")
	}
	next, err := g.move(Published, Proposed, Countered)
	if err == nil {
		next.Origin = OriginAssigned
	}
	return next, err
}

// AsksMoreThan tells whether an objective would take up one that ended, for the same owner and metric and days in common, and ask
// more of it: a harder target or floor, or fewer days for no less.
func (g Goal) AsksMoreThan(former Goal, m measure.Metric) bool {
	same := g.Owner == former.Owner && g.Metric == former.Metric && g.Start <= former.End && former.Start <= g.End
	if !same || !g.Paid || !former.Paid || g.ID == former.ID {
		return false
	}
	shorter := g.Span().Len() < former.Span().Len()
	return harder(m, former.Target, g.Target) || harder(m, former.Floor, g.Floor) || shorter && !harder(m, g.Target, former.Target)
}
