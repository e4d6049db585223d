package goal

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"cordee/internal/fault"
	"cordee/internal/measure"
	"cordee/internal/org"
)

func node(id, parent org.ID, tier Tier) Goal {
	return Goal{ID: id, Key: string(rune('a' + id - 1)), Parent: parent, Tier: tier}
}

func TestARopeFromTheCompanyToThePerson(t *testing.T) {
	for _, x := range []struct {
		name  string
		goals []Goal
		want  string
	}{
		{"four tiers", []Goal{node(4, 3, Individual), node(3, 2, Collective), node(2, 1, Operational), node(1, 0, Strategic)}, ""},
		{"a tier may be skipped", []Goal{node(1, 0, Strategic), node(2, 1, Individual)}, ""},
		{"the same tier may follow itself", []Goal{node(1, 0, Collective), node(2, 1, Collective)}, ""},
		{"a person above the company", []Goal{node(1, 2, Strategic), node(2, 0, Individual)}, "goal.parent_below"},
		{"a parent that does not exist", []Goal{node(1, 9, Strategic)}, "goal.parent_unknown"},
		{"its own parent", []Goal{node(1, 1, Collective)}, "goal.cycle"},
		{"three in a ring", []Goal{node(1, 2, Collective), node(2, 3, Collective), node(3, 1, Collective)}, "goal.cycle"},
		{"a tail that leads into a ring", []Goal{node(4, 1, Collective), node(1, 2, Collective), node(2, 1, Collective)}, "goal.cycle"},
		{"two rings", []Goal{node(1, 1, Collective), node(2, 2, Collective)}, "goal.cycle goal.cycle"},
		{"nothing", nil, ""},
	} {
		t.Run(x.name, func(t *testing.T) {
			if got := strings.Join(codes(CheckTree(x.goals)), " "); got != x.want {
				t.Errorf("got %q, want %q", got, x.want)
			}
		})
	}
}

// Following parents from anywhere ends at the top exactly when CheckTree finds no cycle.
func TestCyclesAreFoundAndOnlyThey(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 8).Draw(t, "goals")
		goals := make([]Goal, n)
		parent := map[org.ID]org.ID{}
		for i := range goals {
			id := org.ID(i + 1)
			parent[id] = org.ID(rapid.IntRange(0, n).Draw(t, "parent"))
			goals[i] = node(id, parent[id], Collective)
		}
		endless := false
		for id := range parent {
			at := id
			for range n + 1 {
				at = parent[at]
			}
			endless = endless || at != 0
		}
		if got := fault.Is(CheckTree(goals), "goal.cycle"); got != endless {
			t.Fatalf("%v: cycle %v, want %v", parent, got, endless)
		}
	})
}

func TestCoverageAddsAmounts(t *testing.T) {
	child := func(target string, change func(*Goal)) Goal {
		g := Goal{ID: 2, Parent: 1, Metric: 3, Target: amount(t, target), Status: Published}
		if change != nil {
			change(&g)
		}
		return g
	}
	parent := Goal{ID: 1, Metric: 3, Target: amount(t, "100000")}
	children := []Goal{
		child("60000", nil),
		child("50000", nil),
		child("9000", func(g *Goal) { g.Relation = Supports }), // helps, adds nothing
		child("9000", func(g *Goal) { g.Metric = 4 }),          // measures something else
		child("9000", func(g *Goal) { g.Status = Cancelled }),  // is no more
		child("9000", func(g *Goal) { g.Parent = 8 }),          // belongs elsewhere
		child("", nil), // has no target yet
		child("9000", func(g *Goal) { g.Start, g.End = first, last }), // lasts otherwise
	}
	if sum := partsOf(parent, children); sum != measure.Some(measure.Whole(110_000)) {
		t.Errorf("got %v", sum)
	}
	if sum := partsOf(parent, children[2:]); sum.OK {
		t.Errorf("nothing is a part of it: %v", sum)
	}
}

// partsOf adds up the parts of a parent among others: absent when there is none.
func partsOf(parent Goal, others []Goal) (sum measure.Maybe) {
	for _, c := range others {
		if !PartOf(c, parent) {
			continue
		}
		next, err := sum.Amount.Add(c.Target.Amount)
		if err != nil {
			return measure.Maybe{}
		}
		sum = measure.Some(next)
	}
	return sum
}
