package app

import (
	"cmp"
	"context"
	"slices"

	"cordee/internal/forecast"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/store"
)

// Backtest is how good the forecasts would have been that could have been issued for objectives that are over.
type Backtest struct {
	Goals, Pairs int // objectives forecast, and forecasts
	At           []BacktestAt
	All          Versus
	Told         []forecast.Told
}

// BacktestAt is the scores at one share of the objectives' days.
type BacktestAt struct {
	At float64
	Versus
}

// Versus is the method beside the two baselines, on the same objectives.
type Versus struct {
	Method, Base, Pace forecast.Scores
	OverBase, OverPace forecast.Difference // of the Brier scores
}

// Backtest forecasts every decided objective at some shares of its days, from what was known then, and scores it. Only the program
// itself and those who keep the organisation's files may ask: it tells of everybody, though of nobody by name.
func (a *App) Backtest(ctx context.Context, actor org.Actor, at []float64) (Backtest, error) {
	var b Backtest
	err := a.read(ctx, actor, org.Export, func(r *Reading) (err error) {
		told, err := r.replay(at)
		b = scored(told, at)
		return err
	})
	return b, err
}

// replay is every forecast that could have been issued, in the order of the objectives' first days.
func (r *Reading) replay(at []float64) ([]forecast.Told, error) {
	_, histories, err := r.World.histories(r.tx, r.Today, nil, 0)
	var told []forecast.Told
	if err == nil {
		forecast.Replay(histories, at, func(t forecast.Told) { told = append(told, t) })
	}
	return told, err
}

// histories are those of every cohort of the organisation, in a fixed order. also are owners who must be in theirs; most bounds the
// others, 0 for no bound.
func (w *World) histories(tx *store.Tx, today period.Date, also []org.Owner, most int) ([]cohort, []forecast.History, error) {
	rows, err := tx.Goals(w.Org().ID)
	if err != nil {
		return nil, nil, err
	}
	list := w.cohorts(rows)
	histories := make([]forecast.History, len(list))
	for i, c := range list {
		closed, err := w.closedOf(tx, c, rows, today)
		if err != nil {
			return nil, nil, err
		}
		if histories[i], err = w.history(tx, c, closed, also, most); err != nil {
			return nil, nil, err
		}
	}
	return list, histories, nil
}

// cohorts are those of some objectives, in a fixed order.
func (w *World) cohorts(rows []store.GoalRow) []cohort {
	seen := map[cohort]bool{}
	var list []cohort
	for _, g := range rows {
		if c, ok := w.cohortFor(g.Goal); ok && !seen[c] {
			seen[c], list = true, append(list, c)
		}
	}
	slices.SortFunc(list, func(x, y cohort) int {
		return cmp.Or(cmp.Compare(x.Metric, y.Metric), cmp.Compare(x.Kind, y.Kind), cmp.Compare(x.Team, y.Team), cmp.Compare(x.Length, y.Length))
	})
	return list
}

// scored compares the method with the two baselines, at each share and in all.
func scored(told []forecast.Told, at []float64) Backtest {
	b := Backtest{Told: told, Pairs: len(told), All: compared(told)}
	goals := map[org.ID]bool{}
	for _, t := range told {
		goals[t.Objective.ID] = true
	}
	b.Goals = len(goals)
	for _, share := range at {
		var part []forecast.Told
		for _, t := range told {
			if t.At == share {
				part = append(part, t)
			}
		}
		b.At = append(b.At, BacktestAt{share, compared(part)})
	}
	return b
}

func compared(told []forecast.Told) Versus {
	method, base, pace := make([]forecast.Issued, len(told)), make([]forecast.Issued, len(told)), make([]forecast.Issued, len(told))
	groups, at := make([]int, len(told)), map[org.ID]int{}
	for i, t := range told {
		method[i], base[i], pace[i] = t.Issued(), t.Baseline(t.Base), t.Baseline(t.Pace)
		if _, known := at[t.Objective.ID]; !known {
			at[t.Objective.ID] = len(at)
		}
		groups[i] = at[t.Objective.ID]
	}
	return versus(method, base, pace, groups)
}

func versus(method, base, pace []forecast.Issued, groups []int) Versus {
	return Versus{
		Method: forecast.Judge(method), Base: forecast.Judge(base), Pace: forecast.Judge(pace),
		OverBase: forecast.Paired(method, base, groups), OverPace: forecast.Paired(method, pace, groups),
	}
}
