package app

import (
	"cmp"
	"context"
	"slices"

	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/store"
)

// Branch is one objective of the tree with what hangs on it.
type Branch struct {
	Knot
	Children []*Branch
	Hidden   int           // objectives below that the reader may not see
	Covered  measure.Maybe // what contributing children add up to, where they share the metric
}

// Direction is the whole rope: the tree from strategic to individual, and what does not hang together.
type Direction struct {
	World   *World
	Today   period.Date
	Roots   []*Branch
	Orphans []*Branch    // running objectives below the top tier that hang on nothing
	Without []org.Person // people here today without any running objective, as far as the actor answers for them
	Counts  map[goal.Tier]int
}

// Direction reads the tree of the objectives whose period contains a day (zero: today).
func (a *App) Direction(ctx context.Context, actor org.Actor, on period.Date) (Direction, error) {
	var v Direction
	err := a.read(ctx, actor, org.ReadOrg, func(r *Reading) (err error) {
		if on.IsZero() {
			on = r.Today
		}
		v, err = r.direction(on)
		return err
	})
	return v, err
}

func (r *Reading) direction(on period.Date) (Direction, error) {
	v := Direction{World: r.World, Today: on, Counts: map[goal.Tier]int{}}
	rows, err := r.tx.Goals(r.Actor.Org)
	if err != nil {
		return v, err
	}
	rows = slices.DeleteFunc(rows, func(g store.GoalRow) bool {
		return g.Status == goal.Cancelled || g.Start > on || g.End < on
	})
	var seen []store.GoalRow
	hidden := map[org.ID]int{}
	has := map[org.ID]bool{}
	for _, g := range rows {
		if g.Status == goal.Published && g.Owner.Kind == org.OwnerPerson {
			has[g.Owner.ID] = true
		}
		if r.World.maySeeGoal(r.Actor, g.Goal, r.Today) == nil {
			seen = append(seen, g)
		} else {
			hidden[g.Parent]++
		}
	}
	then := *r
	then.Today = on // scored as it stood on that day; who may see what is a question of today
	knots, err := then.knots(seen, r.Actor.Person)
	if err != nil {
		return v, err
	}
	v.grow(knots, rows, hidden)
	v.Without = r.withoutGoal(has)
	return v, nil
}

// grow links branches to their parents. An objective whose parent is not in force on the day counts as a root of its own.
func (v *Direction) grow(knots []Knot, all []store.GoalRow, hidden map[org.ID]int) {
	byID := make(map[org.ID]*Branch, len(knots))
	for _, k := range knots {
		byID[k.ID] = &Branch{Knot: k, Hidden: hidden[k.ID]}
		v.Counts[k.Tier]++
	}
	for _, g := range all {
		p := byID[g.Parent]
		if p != nil && partOf(g.Goal, p.Goal) && g.Status == goal.Published && g.Target.OK {
			p.Covered = measure.Some(p.Covered.Amount + g.Target.Amount)
		}
	}
	for _, k := range knots {
		b := byID[k.ID]
		switch p := byID[k.Parent]; {
		case p != nil:
			p.Children = append(p.Children, b)
		case k.Tier == goal.Strategic:
			v.Roots = append(v.Roots, b)
		default:
			v.Orphans = append(v.Orphans, b)
		}
	}
	for _, b := range byID {
		slices.SortStableFunc(b.Children, func(x, y *Branch) int { return cmp.Compare(x.OwnerName+x.Title, y.OwnerName+y.Title) })
	}
}

// partOf tells whether a child's target is a part of its parent's: the same measure over the same days.
func partOf(child, parent goal.Goal) bool {
	return child.Metric != 0 && child.Metric == parent.Metric && child.Relation != goal.Supports && child.Span() == parent.Span()
}

// withoutGoal lists people here today without a running objective whom the actor may see privately: it is help for those who
// answer for them, not a list of blame.
func (r *Reading) withoutGoal(has map[org.ID]bool) []org.Person {
	var out []org.Person
	for _, p := range r.World.People {
		if has[p.ID] || !p.HereOn(r.Today) || (p.Role != org.Rep && p.Role != org.Manager) {
			continue
		}
		if r.World.Can(r.Actor, org.ReadPersonPrivate, org.PersonObject(p.ID), r.Today) == nil {
			out = append(out, p)
		}
	}
	slices.SortFunc(out, r.World.ByName)
	return out
}
