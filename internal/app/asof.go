package app

import (
	"encoding/json"

	"cordee/internal/goal"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/store"
)

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
