package goal

import (
	"slices"

	"cordee/internal/fault"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

// Terms is what two people negotiate: everything of an objective that one of them may want otherwise.
type Terms struct {
	Title, Why                       string
	Metric                           org.ID
	Baseline, Target, Floor, Stretch measure.Maybe
	Start, End                       period.Date
	Paid                             bool
	Skills, Helping, Means           string
	Guard                            org.ID
	Learning                         bool
	Difficulty                       int
}

// Terms is what the objective says now.
func (g Goal) Terms() Terms {
	return Terms{
		Title: g.Title, Why: g.Why, Metric: g.Metric, Baseline: g.Baseline, Target: g.Target, Floor: g.Floor, Stretch: g.Stretch,
		Start: g.Start, End: g.End, Paid: g.Paid, Skills: g.Skills, Helping: g.Helping, Means: g.Means, Guard: g.Guard, Learning: g.Learning,
		Difficulty: g.Difficulty,
	}
}

// With is the objective under other terms; nothing else changes, not even its version.
func (g Goal) With(t Terms) Goal {
	g.Title, g.Why, g.Metric, g.Baseline, g.Target, g.Floor, g.Stretch = t.Title, t.Why, t.Metric, t.Baseline, t.Target, t.Floor, t.Stretch
	g.Start, g.End, g.Paid = t.Start, t.End, t.Paid
	g.Skills, g.Helping, g.Means, g.Guard, g.Learning, g.Difficulty = t.Skills, t.Helping, t.Means, t.Guard, t.Learning, t.Difficulty
	return g
}

// move is the next version of the objective in another status, if it comes from one of those named.
// Refusal: goal.transition_refused, a Conflict.
func (g Goal) move(to Status, from ...Status) (Goal, error) {
	now := g.Status
	if now == noStatus {
		now = Draft
	}
	if g.Closed != nil || !slices.Contains(from, now) {
		return g, fault.New(fault.Conflict, "goal.transition_refused", "from", string(now), "to", string(to))
	}
	g.Status = to
	g.Version++
	return g, nil
}

// Propose puts a complete draft before the other side. Refusals: those of Check, goal.transition_refused.
func (g Goal) Propose(m measure.Metric) (Goal, error) {
	if err := g.Check(m); err != nil {
		return g, err
	}
	return g.move(Proposed, Draft)
}

// Counter answers a proposal with other terms. Each answer hands the word back: proposed, countered, proposed, and so on, until
// both agree. Refusals: those of Check, goal.transition_refused.
func (g Goal) Counter(t Terms, m measure.Metric) (Goal, error) {
	if err := g.With(t).Check(m); err != nil {
		return g, err
	}
	answer, from := Countered, Proposed
	if g.Status == Countered {
		answer, from = Proposed, Countered
	}
	next, err := g.move(answer, from)
	if err != nil {
		return g, err
	}
	return next.With(t), nil
}

// Agree accepts the terms on the table as they are: from now on they are agreed by both. Whose turn it is, MayAgree tells. A part that
// was shared out stays one: it binds because both agreed to it, too.
func (g Goal) Agree() (Goal, error) {
	next, err := g.move(Agreed, Proposed, Countered)
	if err == nil && g.Origin != OriginCascaded {
		next.Origin = OriginAgreed
	}
	return next, err
}

// Publish makes the objective binding. One that was assigned, cascaded or set by oneself needs no negotiation; but what pay
// depends on is never decided alone by the one who is paid. Refusals: those of Check, goal.agreement_missing, goal.transition_refused.
func (g Goal) Publish(m measure.Metric) (Goal, error) {
	if err := g.Check(m); err != nil {
		return g, err
	}
	if g.Status == Agreed {
		return g.move(Published, Agreed)
	}
	direct := g.Origin == OriginAssigned || g.Origin == OriginCascaded || (g.Origin == OriginSelf && !g.Paid)
	if (g.Status == Draft || g.Status == noStatus) && !direct {
		return g, fault.New(fault.Conflict, "goal.agreement_missing", "origin", string(g.Origin))
	}
	return g.move(Published, Draft)
}

// Cancel ends the objective without an outcome; what has been closed stays.
func (g Goal) Cancel() (Goal, error) {
	return g.move(Cancelled, Draft, Proposed, Countered, Agreed, Published, Running, Attained, Missed)
}

// Close freezes the outcome found by Score after the last day; at is in microseconds UTC. The version stays: closing is not a
// change of terms. Refusal: goal.not_over, a Conflict.
func (g Goal) Close(pr Progress, at int64) (Goal, error) {
	if g.Closed != nil || (pr.Status != Attained && pr.Status != Missed) {
		return g, fault.New(fault.Conflict, "goal.not_over", "status", string(pr.Status))
	}
	g.Closed = &Closing{Attained: pr.Attained, Status: pr.Status, At: at}
	return g, nil
}

// Reason is why a running objective that pay depends on is revised.
type Reason string

// The closed list of reasons; there is none for more.
const (
	ReasonAbsence Reason = "absence"
	ReasonScope   Reason = "scope"      // sector, portfolio, price or means changed by the employer
	ReasonMarket  Reason = "market"     // a shock of rules or market
	ReasonData    Reason = "data_error" // the figures it was built on were wrong
	ReasonAgreed  Reason = "agreed"
)

// Reasons lists every reason.
func Reasons() []Reason {
	return []Reason{ReasonAbsence, ReasonScope, ReasonMarket, ReasonData, ReasonAgreed}
}

// Revise is the next version of the objective with everything of to but its identity and its life; the same objective comes back
// when nothing differs. Revising what had been agreed puts it before the other side again. Check is for the caller, since an
// import takes objectives as they are.
//
// Refusals: goal.closed once closed; goal.raise_refused when pay depends on it, its period has begun and it would ask more;
// goal.transition_refused when cancelled.
func (g Goal) Revise(to Goal, m measure.Metric, on period.Date) (Goal, error) {
	to.ID, to.Key, to.Status, to.Version, to.CreatedBy, to.Closed = g.ID, g.Key, g.Status, g.Version, g.CreatedBy, g.Closed
	if to == g {
		return g, nil
	}
	if g.Status == Cancelled {
		return g, fault.New(fault.Conflict, "goal.transition_refused", "from", string(Cancelled), "to", string(Cancelled))
	}
	scored := to.scored() != g.scored()
	if g.Closed != nil && scored {
		return g, fault.New(fault.Conflict, "goal.closed")
	}
	if what := g.raisedBy(to, m); what != "" && g.Paid && g.On(on) == Running {
		return g, fault.New(fault.Conflict, "goal.raise_refused", "key", g.Key, "what", what).On(what)
	}
	if scored && (g.Status == Agreed || g.Status == Countered) {
		to.Status = Proposed
	}
	to.Version++
	return to, nil
}

// scored is the objective without what no figure depends on.
func (g Goal) scored() Goal {
	g.Title, g.Why, g.Parent, g.Relation, g.Tier, g.Origin = "", "", 0, "", "", ""
	g.Skills, g.Helping, g.Means, g.Guard, g.Learning, g.Difficulty, g.Direction, g.InsteadOf = "", "", "", 0, false, 0, 0, 0
	return g
}

// SameScore tells whether another version changes nothing that a figure depends on.
func (g Goal) SameScore(to Goal) bool {
	to.ID, to.Key, to.Status, to.Version, to.CreatedBy, to.Closed = g.ID, g.Key, g.Status, g.Version, g.CreatedBy, g.Closed
	return to.scored() == g.scored()
}

// raisedBy names the first term by which the other version asks more of the same person: a harder target or floor, a
// baseline that leaves less of the way behind, fewer days, another yardstick or owner; or a promise of pay that is withdrawn. "" when it does not.
func (g Goal) raisedBy(to Goal, m measure.Metric) string {
	switch {
	case harder(m, g.Target, to.Target):
		return "target"
	case harder(m, g.Floor, to.Floor):
		return "floor"
	case !isTotal(m) && harder(m, g.Baseline, to.Baseline):
		return "baseline"
	case to.Metric != g.Metric:
		return "metric"
	case to.Owner != g.Owner:
		return "owner"
	case to.Start > g.Start:
		return "start_on"
	case to.End < g.End:
		return "end_on"
	case g.Paid && !to.Paid:
		return "paid"
	}
	return ""
}

// harder tells whether a mark asks more than before; one where there was none does, one that is taken away does not.
func harder(m measure.Metric, before, after measure.Maybe) bool {
	return after.OK && (!before.OK || better(m, after.Amount, before.Amount))
}
