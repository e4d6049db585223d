package app

import (
	"cmp"
	"slices"

	"cordee/internal/goal"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/store"
)

// maxTree is how many objectives one page of the tree holds. A larger tree is read level by level from where one looks, and what is
// deeper is opened by asking for its branch.
const maxTree = 400

// maxOrphans bounds the list of objectives that hang on nothing, in a large tree.
const maxOrphans = 50

// largeDirection reads the top of a tree that one page cannot hold, or the branch asked for.
func (r *Reading) largeDirection(ask DirectionAsk) (Direction, error) {
	v := Direction{World: r.World, Today: ask.On, Large: true}
	top, err := r.treeTop(&v, ask)
	if err != nil {
		return v, err
	}
	tree := levels{reading: r, on: ask.On, hidden: map[org.ID]int{}}
	tree.see(top)
	if err := tree.descend(); err != nil {
		return v, err
	}
	then := *r
	then.Today = ask.On
	knots, err := then.knots(tree.seen, r.Actor.Person)
	if err != nil {
		return v, err
	}
	v.grow(r, knots, tree.all, tree.hidden, ask.Branch)
	for _, b := range append(slices.Clone(v.Roots), v.Orphans...) {
		b.unread(tree.unread)
	}
	v.Orphans = v.Orphans[:min(len(v.Orphans), maxOrphans)]
	if ask.Branch == 0 {
		v.Without, err = r.withoutClose(ask.On)
	}
	return v, err
}

// treeTop is where the reading begins: the branch asked for, with the way to it, or everything that hangs on nothing.
func (r *Reading) treeTop(v *Direction, ask DirectionAsk) ([]store.GoalRow, error) {
	if ask.Branch == 0 {
		rows, err := r.tx.GoalsUnhung(r.Actor.Org, ask.On, maxTree)
		slices.SortStableFunc(rows, func(x, y store.GoalRow) int { return cmp.Compare(x.Key, y.Key) })
		return rows, err
	}
	row, err := r.tx.Goal(r.Actor.Org, ask.Branch)
	if err != nil {
		return nil, err
	}
	if r.World.maySeeGoal(r.Actor, row.Goal, r.Today) != nil {
		return nil, notFound("goal")
	}
	chain, err := r.chain(row)
	if err != nil {
		return nil, err
	}
	for _, up := range slices.Backward(chain[1:]) {
		if r.World.maySeeGoal(r.Actor, up.Goal, r.Today) == nil {
			v.Above = append(v.Above, up.Goal)
		}
	}
	return []store.GoalRow{row}, nil
}

// levels reads a tree from the top, a whole level at a time, as long as the next one fits on the page.
type levels struct {
	reading *Reading
	on      period.Date
	all     []store.GoalRow // whatever was read
	seen    []store.GoalRow // what the reader may see of it
	last    []org.ID        // the deepest level seen
	hidden  map[org.ID]int  // by parent
	unread  map[org.ID]int  // by parent: below the last level
}

func (t *levels) see(rows []store.GoalRow) {
	t.last = nil
	for _, g := range rows {
		t.all = append(t.all, g)
		if t.reading.World.maySeeGoal(t.reading.Actor, g.Goal, t.reading.Today) != nil {
			t.hidden[g.Parent]++
			continue
		}
		t.seen, t.last = append(t.seen, g), append(t.last, g.ID)
	}
}

func (t *levels) descend() error {
	r := t.reading
	for len(t.last) > 0 {
		below, err := r.tx.CountBelow(r.Actor.Org, t.last, t.on)
		if err != nil {
			return err
		}
		n := 0
		for _, k := range below {
			n += k
		}
		if n == 0 {
			return nil
		}
		if len(t.all)+n > maxTree {
			t.unread = below
			return nil
		}
		rows, err := r.tx.GoalsBelow(r.Actor.Org, t.last, t.on, maxTree)
		if err != nil {
			return err
		}
		t.see(rows)
	}
	return nil
}

// unread tells each branch how much hangs below it that was not read.
func (b *Branch) unread(counts map[org.ID]int) {
	b.Below = counts[b.ID]
	for _, c := range b.Children {
		c.unread(counts)
	}
}

// maxClose bounds for how many people the tree of a large company looks whether they have an objective.
const maxClose = 500

// withoutClose is withoutGoal in a large company: among the people of the teams that the actor leads.
func (r *Reading) withoutClose(on period.Date) ([]org.Person, error) {
	var ids []org.ID
	for _, t := range r.World.Teams {
		if t.Lead != r.Actor.Person || r.Actor.Person == 0 {
			continue
		}
		for _, s := range r.World.MembersDuring(t.ID, period.Day(r.Today)) {
			ids = append(ids, s.Person)
		}
	}
	if len(ids) == 0 || len(ids) > maxClose {
		return nil, nil
	}
	rows, err := r.tx.GoalsOf(r.Actor.Org, ids, on, on)
	if err != nil {
		return nil, err
	}
	has := map[org.ID]bool{}
	for _, g := range rows {
		has[g.Owner.ID] = has[g.Owner.ID] || g.Status == goal.Published
	}
	return r.withoutGoal(ids, has), nil
}
