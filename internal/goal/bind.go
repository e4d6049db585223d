package goal

import (
	"strings"

	"cordee/internal/fault"
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
}

// MayBind tells what still stands between an objective and being binding for a person who asks, everything at once.
//
//   - goal.measure_missing: neither a metric nor a step: nothing would ever show progress
//   - goal.why_missing: a paid one that is given, not agreed, says why, and so does a common one that a manager gives a team
//     (SCIENCE A9)
//   - goal.late_cause_missing: pay depends on it and its period has begun: one cause of the list (LAW F1)
//   - goal.reason_missing: pay depends on it, and a letter of SMART is not proven: one written reason. Fresh data and
//     acknowledgement are advice, and advice never asks for one
//   - goal.second_look_missing, a Conflict: the organisation asks for a second person's approval of such a gap
func (g Goal) MayBind(b Binding) error {
	var list fault.List
	if b.Unmeasured {
		list.Add(fault.Bad("metric", "goal.measure_missing"))
	}
	given := g.Origin == OriginAssigned && g.Owner != org.PersonOwner(b.By)
	common := g.Tier == Collective && !b.Keeper
	if given && (g.Paid || common) && blank(g.Why) && blank(b.Reason) {
		list.Add(fault.Bad("why", "goal.why_missing"))
	}
	if !g.Paid {
		return list.OrNil()
	}
	if b.LateCause && b.Today > g.Start && b.Cause == "" {
		list.Add(fault.Bad("cause", "goal.late_cause_missing", "start", g.Start))
	}
	letters := OpenLetters(b.Evidence)
	switch {
	case letters == "" || b.Approved:
	case blank(b.Reason):
		list.Add(fault.Bad("reason", "goal.reason_missing", "letters", letters))
	case b.SecondLook:
		list.Add(fault.New(fault.Conflict, "goal.second_look_missing", "letters", letters))
	}
	return list.OrNil()
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

func blank(s string) bool { return strings.TrimSpace(s) == "" }

// MayRevise refuses to change in silence what pay depends on while it runs: goal.contract_needs_agreement, a Conflict, for what a
// contract fixed, which changes by another objective that both agree to; goal.cause_missing without a cause of the list.
func (g Goal) MayRevise(to Goal, on period.Date, cause Reason) error {
	running := g.On(on) == Running && g.Closed == nil && on <= g.End
	switch {
	case !g.Paid || !running || g.SameScore(to):
		return nil
	case g.Mode == Contractual:
		return fault.New(fault.Conflict, "goal.contract_needs_agreement")
	case cause == "":
		return fault.Bad("cause", "goal.cause_missing")
	}
	return nil
}
