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
	Below    int           // objectives below that this look did not read: ask for the branch
	Covered  measure.Maybe // what contributing children add up to, where that gives nobody's number away
}

// Direction is the whole rope: the tree from strategic to individual, and what does not hang together.
type Direction struct {
	World   *World
	Today   period.Date
	Roots   []*Branch
	Orphans []*Branch    // running objectives below the top tier that hang on nothing
	Without []org.Person // people here today without any running objective, as far as the actor answers for them
	Counts  map[goal.Tier]int

	Large bool        // more than one page holds: Counts is empty, and branches are opened one by one
	Above []goal.Goal // of the branch asked for, from the top down
}

// DirectionAsk is which part of the tree to read, and when.
type DirectionAsk struct {
	On     period.Date // zero: today
	Branch org.ID      // an objective, to see what hangs on it; 0: the whole tree, or its top where it is large
	Since  int64       // for a live part: the change it tells of
}

// Direction reads the tree of the objectives whose period contains a day (zero: today).
func (a *App) Direction(ctx context.Context, actor org.Actor, on period.Date) (Direction, error) {
	return a.DirectionOf(ctx, actor, DirectionAsk{On: on})
}

// DirectionOf reads the tree, or a branch of it.
func (a *App) DirectionOf(ctx context.Context, actor org.Actor, ask DirectionAsk) (Direction, error) {
	var v Direction
	err := a.readSince(ctx, actor, org.ReadOrg, ask.Since, func(r *Reading) error {
		if ask.On.IsZero() {
			ask.On = r.Today
		}
		rows, err := r.tx.GoalsInForce(actor.Org, ask.On, maxTree+1)
		switch {
		case err != nil:
			return err
		case ask.Branch != 0 || len(rows) > maxTree:
			v, err = r.largeDirection(ask)
		default:
			v, err = r.direction(ask.On, rows)
		}
		return err
	})
	return v, err
}

func (r *Reading) direction(on period.Date, rows []store.GoalRow) (Direction, error) {
	v := Direction{World: r.World, Today: on, Counts: map[goal.Tier]int{}}
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
	for _, k := range knots {
		v.Counts[k.Tier]++
	}
	v.grow(r, knots, rows, hidden, 0)
	everybody := make([]org.ID, len(r.World.People))
	for i, p := range r.World.People {
		everybody[i] = p.ID
	}
	v.Without = r.withoutGoal(everybody, has)
	return v, nil
}

// grow links branches to their parents. An objective whose parent is not in force on the day counts as a root of its own, and so does
// the branch asked for.
func (v *Direction) grow(r *Reading, knots []Knot, all []store.GoalRow, hidden map[org.ID]int, branch org.ID) {
	byID := make(map[org.ID]*Branch, len(knots))
	for _, k := range knots {
		byID[k.ID] = &Branch{Knot: k, Hidden: hidden[k.ID]}
	}
	parts := map[org.ID][]goal.Goal{}
	for _, g := range all {
		if g.Status == goal.Published {
			parts[g.Parent] = append(parts[g.Parent], g.Goal)
		}
	}
	for id, b := range byID {
		b.Covered, _ = r.covered(b.Goal, parts[id])
	}
	for _, k := range knots {
		b := byID[k.ID]
		switch p := byID[k.Parent]; {
		case p != nil:
			p.Children = append(p.Children, b)
		case k.Tier == goal.Strategic, k.ID == branch:
			v.Roots = append(v.Roots, b)
		default:
			v.Orphans = append(v.Orphans, b)
		}
	}
	abreast := func(x, y *Branch) int { return v.World.sideBySide(x.Standing, y.Standing) }
	for _, b := range byID {
		slices.SortStableFunc(b.Children, abreast)
	}
	slices.SortStableFunc(v.Roots, abreast)
	slices.SortStableFunc(v.Orphans, abreast)
}

// sideBySide is the order of objectives that hang next to each other, on the tree and on the page of the one above: by tier, then by
// the name of whoever carries them as people sort names, then by first day, then by title. Not by size or by progress: the order
// would move with every sale and read as a ranking.
func (w *World) sideBySide(x, y Standing) int {
	tier := func(s Standing) int { return slices.Index(goal.Tiers(), s.Tier) }
	owner := compareFolded(w.OwnerName(x.Owner), w.OwnerName(y.Owner))
	return cmp.Or(cmp.Compare(tier(x), tier(y)), owner, cmp.Compare(x.Start, y.Start), compareFolded(x.Title, y.Title))
}

// withoutGoal lists people here today without a running objective whom the actor may see privately: it is help for those who
// answer for them, not a list of blame.
func (r *Reading) withoutGoal(ids []org.ID, has map[org.ID]bool) []org.Person {
	var out []org.Person
	for _, id := range ids {
		p, _ := r.World.Person(id)
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
