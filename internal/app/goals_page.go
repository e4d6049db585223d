package app

import (
	"cmp"
	"context"
	"slices"

	"cordee/internal/org"
	"cordee/internal/store"
)

// GoalsPage is a part of a long list of objectives. Next is the key to ask for what follows, "" at the end.
type GoalsPage struct {
	Goals []Standing
	World *World
	Next  string
}

// goalsRead is how many objectives one statement of a page reads.
const goalsRead = 1_000

// GoalsAfter is Goals page by page, by key: at most limit of those whose keys come after this one. A list that holds everything is in
// the order of Goals. Keys never change while one reads, so that nothing is told twice or left out.
func (a *App) GoalsAfter(ctx context.Context, actor org.Actor, f GoalFilter, after string, limit int) (GoalsPage, error) {
	var page GoalsPage
	err := a.read(ctx, actor, org.ReadGoal, func(r *Reading) error {
		if page.World = r.World; f.On.IsZero() {
			f.On = r.Today
		}
		kept, next, err := r.goalsAfter(f, after, limit)
		if err != nil {
			return err
		}
		if after == "" && next == "" {
			slices.SortFunc(kept, func(x, y store.GoalRow) int { return cmp.Or(cmp.Compare(x.Start, y.Start), cmp.Compare(x.Key, y.Key)) })
		}
		page.Next = next
		if kept, err = r.World.asOf(r.tx, kept, f.On, r.Today); err != nil {
			return err
		}
		if page.Goals, err = r.World.standings(r.tx, kept, f.On); err != nil {
			return err
		}
		if f.On == r.Today {
			if err := r.foretell(page.Goals); err != nil {
				return err
			}
		}
		return r.nameParents(page.Goals)
	})
	return page, err
}

// goalsAfter reads on until the page is full, and whether anything follows it.
func (r *Reading) goalsAfter(f GoalFilter, after string, limit int) (kept []store.GoalRow, next string, err error) {
	for {
		rows, err := r.tx.GoalsAfter(r.Actor.Org, after, goalsRead)
		if err != nil {
			return nil, "", err
		}
		for _, g := range rows {
			if after = g.Key; !f.matches(g) || r.World.maySeeGoal(r.Actor, g.Goal, r.Today) != nil {
				continue
			}
			if len(kept) == limit {
				return kept, kept[limit-1].Key, nil
			}
			kept = append(kept, g)
		}
		if len(rows) < goalsRead {
			return kept, "", nil
		}
	}
}

// nameParents gives each objective the key of the one right above it, where the reader may see that one.
func (r *Reading) nameParents(list []Standing) error {
	keys := map[org.ID]string{}
	for _, s := range list {
		keys[s.ID] = s.Key
	}
	for i, s := range list {
		if s.Parent == 0 {
			continue
		}
		key, known := keys[s.Parent]
		if !known {
			up, err := r.goalAt(s.Parent)
			if err != nil {
				return err
			}
			if r.World.maySeeGoal(r.Actor, up.Goal, r.Today) == nil {
				key = up.Key
			}
			keys[s.Parent] = key
		}
		list[i].ParentKey = key
	}
	return nil
}
