package goal

import (
	"cordee/internal/fault"
	"cordee/internal/org"
)

// CheckTree tells everything wrong with how objectives hang together: goal.parent_unknown, goal.parent_below when a parent's tier
// is below its child's, goal.cycle once per cycle. Cancelled objectives count too: their children still show where they came from.
func CheckTree(goals []Goal) error {
	var list fault.List
	byID := make(map[org.ID]Goal, len(goals))
	for _, g := range goals {
		byID[g.ID] = g
	}
	for _, g := range goals {
		if g.Parent == 0 {
			continue
		}
		parent, ok := byID[g.Parent]
		if !ok {
			list.Add(fault.Bad("parent", "goal.parent_unknown", "goal", g.Key, "parent", g.Parent.String()))
		} else if parent.Tier.rank() > g.Tier.rank() {
			list.Add(fault.Bad("parent", "goal.parent_below", "goal", g.Key, "tier", string(g.Tier), "parent", parent.Key, "parent_tier", string(parent.Tier)))
		}
	}
	for _, g := range cycles(goals, byID) {
		list.Add(fault.Bad("parent", "goal.cycle", "goal", g.Key))
	}
	return list.OrNil()
}

// cycles returns one objective of each cycle, the first listed that leads into it.
func cycles(goals []Goal, byID map[org.ID]Goal) (found []Goal) {
	walk := make(map[org.ID]int, len(goals)) // the walk on which a goal was first met, counted from 1
	for i, g := range goals {
		at := g.ID
		for at != 0 && walk[at] == 0 {
			walk[at] = i + 1
			at = byID[at].Parent
		}
		if at != 0 && walk[at] == i+1 {
			found = append(found, byID[at])
		}
	}
	return found
}

// PartOf tells whether a child's target is a part of its parent's: it contributes to it, measures the same over the same days, has a
// number and is not cancelled.
func PartOf(child, parent Goal) bool {
	same := child.Metric != 0 && child.Metric == parent.Metric && child.Span() == parent.Span()
	return same && child.Parent == parent.ID && child.Relation != Supports && child.Status != Cancelled && child.Target.OK
}
