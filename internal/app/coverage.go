package app

import (
	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/plan"
)

// covered adds the parts of an objective up for the reader, as far as the sum gives away no number that is not theirs to see.
func (r *Reading) covered(top goal.Goal, others []goal.Goal) (sum measure.Maybe, withheld bool) {
	var parts []plan.Carried
	for _, g := range others {
		if !goal.PartOf(g, top) {
			continue
		}
		c := plan.Carried{Amount: g.Target.Amount, Talked: talked(g)}
		c.Seen = r.World.maySeeGoal(r.Actor, g, r.Today) == nil && (!c.Talked || r.isSideOf(g))
		parts = append(parts, c)
	}
	return plan.Covered(parts)
}

// talked tells that the number of an objective is still between its two sides.
func talked(g goal.Goal) bool { return g.Status == goal.Proposed || g.Status == goal.Countered }

// isSideOf tells whether the reader is one of the two sides of an objective: whoever it is asked of, and whoever answers for it.
func (r *Reading) isSideOf(g goal.Goal) bool {
	for _, verb := range []org.Action{org.AnswerGoal, org.EditGoal} {
		if r.World.Can(r.Actor, verb, goalObject(g), r.Today) == nil {
			return true
		}
	}
	return false
}
