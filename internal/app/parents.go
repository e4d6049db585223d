package app

import (
	"cmp"
	"context"
	"slices"

	"cordee/internal/goal"
	"cordee/internal/org"
	"cordee/internal/store"
)

// maxParents is how many common objectives a list to choose from may hold. Where there are more, it offers those of the reader's own
// way up; any other is served from its own page, by adding an objective below it.
const maxParents = 200

// Parents are the common objectives, not over yet, that a new objective of the actor's may serve, the highest tier first. chosen is
// among them when the actor may see it.
func (a *App) Parents(ctx context.Context, actor org.Actor, chosen org.ID) ([]store.GoalRow, error) {
	var rows []store.GoalRow
	err := a.read(ctx, actor, org.ReadOrg, func(r *Reading) (err error) {
		rows, err = r.parents(chosen)
		return err
	})
	return rows, err
}

func (r *Reading) parents(chosen org.ID) ([]store.GoalRow, error) {
	rows, err := r.tx.CommonGoals(r.Actor.Org, r.Today, maxParents+1)
	if err == nil && len(rows) > maxParents {
		rows, err = r.nearParents(chosen)
	}
	if err != nil {
		return nil, err
	}
	rows = slices.DeleteFunc(rows, func(g store.GoalRow) bool {
		over := g.Tier == goal.Individual || g.Status == goal.Cancelled || g.End < r.Today
		return over || r.World.maySeeGoal(r.Actor, g.Goal, r.Today) != nil
	})
	tier := func(g store.GoalRow) int { return slices.Index(goal.Tiers(), g.Tier) }
	slices.SortFunc(rows, func(x, y store.GoalRow) int {
		return cmp.Or(cmp.Compare(tier(x), tier(y)), cmp.Compare(x.Start, y.Start), cmp.Compare(x.Key, y.Key))
	})
	return rows, nil
}

// nearParents are the objectives of the teams above the actor and of those they lead, and the one chosen.
func (r *Reading) nearParents(chosen org.ID) ([]store.GoalRow, error) {
	teams := slices.Clone(r.World.TeamsOf(r.Actor.Person, r.Today))
	for _, t := range r.World.Teams {
		if t.Lead == r.Actor.Person && r.Actor.Person != 0 && !slices.Contains(teams, t.ID) {
			teams = append(teams, t.ID)
		}
	}
	if root := r.World.Root().ID; !slices.Contains(teams, root) {
		teams = append(teams, root)
	}
	rows, err := r.tx.GoalsOf(r.Actor.Org, teams, r.Today, 0)
	if err != nil || chosen == 0 || slices.ContainsFunc(rows, func(g store.GoalRow) bool { return g.ID == chosen }) {
		return rows, err
	}
	one, err := r.tx.Goal(r.Actor.Org, chosen)
	if err != nil {
		return rows, nil // what does not exist cannot be chosen: the form says so when it is sent
	}
	return append(rows, one), nil
}
