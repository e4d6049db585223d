package app

import (
	"context"
	"encoding/json"

	"cordee/internal/goal"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/store"
)

// StandingOn is where an objective stood at the end of a day, under the terms then in force, and the version they came with.
type StandingOn struct {
	Standing
	On      period.Date // within the objective's days and not after today
	Version int
}

// GoalOn reads an objective as of a past day. A day outside its period is taken to be the nearest within.
func (a *App) GoalOn(ctx context.Context, actor org.Actor, id org.ID, on period.Date) (StandingOn, error) {
	var v StandingOn
	err := a.read(ctx, actor, org.ReadOrg, func(r *Reading) error {
		row, err := r.tx.Goal(actor.Org, id)
		if err != nil {
			return err
		}
		if r.World.maySeeGoal(actor, row.Goal, r.Today) != nil {
			return notFound("goal")
		}
		v.On = max(min(on, r.Today, row.End), min(row.Start, r.Today))
		versions, err := r.tx.GoalVersions(actor.Org, id)
		if err != nil {
			return err
		}
		for _, x := range versions { // the latest first
			if x.Effective <= v.On {
				v.Version = x.Version
				break
			}
		}
		if row.Closed != nil && v.On < row.End { // what was fixed at the end was not known then
			row.Closed, row.Status = nil, goal.Published
		}
		rows, err := r.World.asOf(r.tx, []store.GoalRow{row}, v.On, r.Today)
		if err != nil {
			return err
		}
		list, err := r.World.standings(r.tx, rows, v.On)
		if err == nil {
			v.Standing = list[0]
		}
		return err
	})
	return v, err
}

// asOf is the objectives under the terms in force on a day: the latest version whose terms held by then. What an objective is today
// in everything else (its status, who carries it) stays.
func (w *World) asOf(tx *store.Tx, rows []store.GoalRow, on, today period.Date) ([]store.GoalRow, error) {
	if on >= today {
		return rows, nil
	}
	var changed []org.ID
	for _, r := range rows {
		if r.Version > 1 && r.Closed == nil {
			changed = append(changed, r.ID)
		}
	}
	if len(changed) == 0 {
		return rows, nil
	}
	versions, err := tx.GoalVersionsOf(w.Org().ID, changed)
	if err != nil {
		return nil, err
	}
	terms := map[org.ID]goal.Terms{}
	for _, v := range versions { // oldest first: the last one that held wins
		if v.Effective > on {
			continue
		}
		var g goal.Goal
		if err := json.Unmarshal([]byte(v.Body), &g); err != nil {
			return nil, err
		}
		terms[v.Goal] = g.Terms()
	}
	out := make([]store.GoalRow, len(rows))
	for i, r := range rows {
		if t, ok := terms[r.ID]; ok {
			r.Goal = r.Goal.With(t)
		}
		out[i] = r
	}
	return out, nil
}
