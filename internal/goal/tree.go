package goal

import (
	"cordee/internal/fault"
	"cordee/internal/measure"
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

// Coverage is how much of a parent's target the targets of its children make up, exactly added, never averaged. Only children
// that contribute, measure the same and are not cancelled count. ok is false when the parent has no target other than zero.
func Coverage(parent Goal, children []Goal) (sum measure.Amount, bp measure.BP, ok bool) {
	for _, c := range children {
		if !contributes(parent, c) {
			continue
		}
		next, err := sum.Add(c.Target.Amount)
		if err != nil {
			return 0, 0, false
		}
		sum = next
	}
	if !parent.Target.OK {
		return sum, 0, false
	}
	bp, ok = measure.RatioOf(sum, parent.Target.Amount)
	return sum, bp, ok
}

func contributes(parent, c Goal) bool {
	return c.Parent == parent.ID && c.Relation != Supports && c.Metric == parent.Metric && c.Status != Cancelled && c.Target.OK
}

// Shares is each child's part of its siblings' targets in basis points, summing to exactly 10,000: how much each weighs in what
// they reach together. Children without a positive target weigh nothing; nil when none weighs anything.
func Shares(children []Goal) []measure.BP {
	weights := make([]int64, len(children))
	for i, c := range children {
		weights[i] = int64(max(c.Target.Amount, 0))
	}
	parts := measure.Split(measure.Amount(measure.Hundred), weights)
	if parts == nil {
		return nil
	}
	shares := make([]measure.BP, len(parts))
	for i, p := range parts {
		shares[i] = measure.BP(p)
	}
	return shares
}
