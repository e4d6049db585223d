package goal

import (
	"strings"

	"cordee/internal/fault"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

// Binding is who wants an objective to be binding, when, and what they say to it.
type Binding struct {
	By         org.ID // the person who asks
	Keeper     bool   // keeps the house: enters what others decided, and is not asked for what they cannot know
	Today      period.Date
	Unmeasured bool       // neither a metric nor a step yet, and no more of them to come with the same act
	Evidence   []Evidence // read of a paid objective only
	LateCause  bool       // the law of the land wants one when the period has begun (LAW F1)
	Approved   bool       // somebody else has looked at it already
	SecondLook bool       // the organisation asks for that, and there is somebody to ask
	Cause      Reason
	Reason     string
	Metric     measure.Metric // what Former is compared by
	Former     []Goal         // of the same owner, once binding and ended since: taken up again, they are not raised alone
}

// MayBind tells what still stands between an objective and being binding for a person who asks, everything at once.
//
//   - goal.measure_missing: neither a metric nor a step: nothing would ever show progress
//   - goal.why_missing: a paid one that is given, not agreed, says why, and so does a common one that a manager gives a team
//     (SCIENCE A9)
//   - goal.late_cause_missing: pay depends on it and its period has begun: one cause of the list (LAW F1)
//   - goal.reason_missing: pay depends on it, and a letter of SMART is not proven: one written reason. Fresh data and
//     acknowledgement are advice, and advice never asks for one
//   - goal.reason_thin: such a reason that says nothing
//   - goal.cause_agreed_alone: « agreed » as the cause, of what the other side has not agreed to
//   - goal.contract_origin: a contract over what was never agreed (LAW F2)
//   - goal.raise_again, a Conflict: pay depended on one that was ended, and this one takes it up and asks more (LAW F1)
//   - goal.second_look_missing, a Conflict: the organisation asks for a second person's approval of such a gap
func (g Goal) MayBind(b Binding) error {
	var list fault.List
	if b.Unmeasured {
		list.Add(fault.Bad("metric", "goal.measure_missing"))
	}
	given := g.Origin == OriginAssigned && g.Owner != org.PersonOwner(b.By)
	common := g.Tier == Collective && !b.Keeper
	if given && (g.Paid || common) && !Says(g.Why) && !Says(b.Reason) {
		list.Add(WantReason("why", strings.TrimSpace(g.Why+b.Reason), "goal.why_missing"))
	}
	if b.Cause == ReasonAgreed && !g.settled() {
		list.Add(fault.Bad("cause", "goal.cause_agreed_alone"))
	}
	if !g.Paid {
		return list.OrNil()
	}
	if g.Mode == Contractual && !g.ByBoth() {
		list.Add(fault.Bad("mode", "goal.contract_origin"))
	}
	list.Add(g.raisedAgain(b))
	if b.LateCause && b.Today > g.Start && b.Cause == "" {
		list.Add(fault.Bad("cause", "goal.late_cause_missing", "start", g.Start))
	}
	letters := OpenLetters(b.Evidence)
	switch {
	case letters == "" || b.Approved:
	case !Says(b.Reason):
		list.Add(WantReason("reason", b.Reason, "goal.reason_missing", "letters", letters, "n", strings.Count(letters, ",")+1))
	case b.SecondLook:
		list.Add(fault.New(fault.Conflict, "goal.second_look_missing", "letters", letters))
	}
	return list.OrNil()
}

// settled tells whether both sides have agreed to the very terms that are to bind.
func (g Goal) settled() bool { return g.Status == Agreed && g.ByBoth() }

// raisedAgain refuses to raise alone, by ending an objective and setting it anew, what may not be raised by revising it.
func (g Goal) raisedAgain(b Binding) error {
	if g.settled() {
		return nil
	}
	for _, f := range b.Former {
		if g.AsksMoreThan(f, b.Metric) {
			return fault.New(fault.Conflict, "goal.raise_again", "title", f.Title, "target", f.Target.Amount, "unit", b.Metric.Unit).On("target")
		}
	}
	return nil
}

// OpenLetters names the letters that are not proven, "A, R"; "" when all are.
func OpenLetters(ev []Evidence) string {
	var open []string
	for _, e := range ev {
		if e.State != Proven {
			open = append(open, strings.ToUpper(string(e.Letter)))
		}
	}
	return strings.Join(open, ", ")
}
