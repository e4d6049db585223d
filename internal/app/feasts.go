package app

import (
	"context"
	"slices"

	"cordee/internal/goal"
	"cordee/internal/org"
	"cordee/internal/store"
)

// Feast is a milestone crossed these days, worth a small celebration on the pages of those it belongs to.
type Feast struct {
	WallMark
	Own bool // an objective of the reader's, reached
}

// Feasts are the milestones that a team's common objectives crossed within a week, highest first. With no team they are those of the
// reader's own team, after the objectives of their own that they reached.
func (a *App) Feasts(ctx context.Context, actor org.Actor, team org.ID) ([]Feast, error) {
	var list []Feast
	err := a.read(ctx, actor, org.ReadOrg, func(r *Reading) (err error) {
		if team == 0 {
			if list, err = r.ownFeasts(); err != nil {
				return err
			}
			team = r.World.HomeTeam(actor.Person, r.Today)
		}
		rows, err := r.commonGoals(team)
		if err != nil {
			return err
		}
		t, _ := r.World.Team(team)
		shared, err := r.crossings(rows, t)
		slices.SortStableFunc(shared, func(x, y Feast) int { return y.At - x.At })
		list = append(list, shared...)
		return err
	})
	return list, err
}

// ownFeasts are the reader's own objectives reached within a week.
func (r *Reading) ownFeasts() ([]Feast, error) {
	rows, err := r.tx.GoalsOf(r.Actor.Org, []org.ID{r.Actor.Person}, r.Today.AddDays(-wallDays), r.Today)
	if err != nil {
		return nil, err
	}
	rows = slices.DeleteFunc(rows, func(g store.GoalRow) bool { return g.Status != goal.Published || !g.Target.OK })
	list, err := r.crossings(rows, org.Team{})
	list = slices.DeleteFunc(list, func(f Feast) bool { return f.At < 100 })
	for i := range list {
		list[i].Own = true
	}
	return list, err
}

// crossings are the milestones that objectives crossed within a week.
func (r *Reading) crossings(rows []store.GoalRow, of org.Team) ([]Feast, error) {
	now, err := r.standings(rows)
	if err != nil {
		return nil, err
	}
	before, err := r.World.standings(r.tx, rows, r.Today.AddDays(-wallDays))
	var list []Feast
	for i, s := range now {
		if err == nil && s.Progress.HasAttainment {
			if at := crossed(s, before[i].Progress); at > 0 {
				list = append(list, Feast{WallMark: WallMark{Standing: s, Of: of, At: at}})
			}
		}
	}
	return list, err
}
