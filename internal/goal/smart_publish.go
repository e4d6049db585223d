package goal

import (
	"strings"

	"cordee/internal/fault"
)

// Missing tells what stands between the objective and publication whatever the evidence: Check's problems (owner, number,
// deadline), and goal.measure_missing without a metric or a step. It is all that an unpaid objective needs.
func (g Goal) Missing(in Grounds) error {
	var list fault.List
	list.Add(g.Check(in.Metric))
	if g.Metric == 0 && len(in.Steps) == 0 {
		list.Add(fault.Bad("metric", "goal.measure_missing"))
	}
	return list.OrNil()
}

// Blocking is Missing, and goal.reason_missing when one written reason is needed and none is given.
func (g Goal) Blocking(in Grounds, ev []Evidence, reason string) error {
	var list fault.List
	list.Add(g.Missing(in))
	if NeedsReason(g, ev) && strings.TrimSpace(reason) == "" {
		list.Add(fault.Bad("reason", "goal.reason_missing", "letters", strings.Join(openLetters(ev), ", ")))
	}
	return list.OrNil()
}

// NeedsReason tells whether publishing wants one written reason: pay depends on the objective, and a letter is not proven. Fresh
// data and acknowledgement are advice, and advice never asks for a reason.
func NeedsReason(g Goal, ev []Evidence) bool { return g.Paid && len(openLetters(ev)) > 0 }

func openLetters(ev []Evidence) (open []string) {
	for _, e := range ev {
		if e.State != Proven {
			open = append(open, strings.ToUpper(string(e.Letter)))
		}
	}
	return open
}
