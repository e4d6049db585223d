package app

import (
	"context"

	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/store"
)

// Standing is an objective with where it stands on a day.
type Standing struct {
	ParentKey string // of the objective above, in lists: it may have been left out of the list itself

	store.GoalRow
	Metric   measure.Metric // zero value with Kind Steps for objectives made of steps alone
	Progress goal.Progress
	Steps    []goal.Step
	WorkLeft int      // days on which its owner works, from the day asked for to its last one, both included
	Outlook  *Outlook // where it is heading, where it is asked for and the reader may know
}

// stepsMetric measures objectives that are a list of steps.
var stepsMetric = measure.Metric{Key: "", Name: "", Unit: measure.Percent, Kind: measure.Steps}.Norm()

func (w *World) metricOf(g goal.Goal) measure.Metric {
	if m, ok := w.metrics[g.Metric]; ok {
		return m.Norm()
	}
	return stepsMetric
}

// standings scores objectives on a day from the stored totals.
func (w *World) standings(tx *store.Tx, rows []store.GoalRow, on period.Date) ([]Standing, error) {
	facts, err := w.facts(tx, rows, on)
	if err != nil {
		return nil, err
	}
	steps, err := w.stepsOf(tx, rows)
	if err != nil {
		return nil, err
	}
	out := make([]Standing, len(rows))
	for i, r := range rows {
		mine := steps[r.ID]
		m := w.metricOf(r.Goal)
		if m.Kind == measure.Steps {
			facts[i] = r.StepFacts(mine, on)
		}
		profile := w.Profile(r.Owner, r.Span())
		left := profile.WorkDays(period.Span{From: max(on, r.Start), To: r.Span().To})
		out[i] = Standing{GoalRow: r, Metric: m, Steps: mine, WorkLeft: left, Progress: goal.Score(r.Goal, m, facts[i], profile, on, w.Org().Thresholds)}
	}
	return out, nil
}

// facts reads the totals behind each objective, in as few statements as there are kinds of question.
func (w *World) facts(tx *store.Tx, rows []store.GoalRow, on period.Date) ([]goal.Facts, error) {
	facts := make([]goal.Facts, len(rows))
	var sums, latests []store.Ask
	var putSum []func(d measure.Amount, n int64)
	var putLatest []func(measure.Maybe)
	for i := range rows {
		f, r := &facts[i], rows[i]
		ask := func(metric org.ID) store.Ask {
			return store.Ask{Metric: metric, Owner: r.Owner.ID, From: r.Start, To: min(on, r.End)}
		}
		if on < r.Start {
			continue
		}
		switch m := w.metricOf(r.Goal); m.Kind {
		case measure.Sum, measure.Count:
			sums = append(sums, ask(r.Metric))
			putSum = append(putSum, func(v measure.Amount, n int64) { f.Total, f.N = v, n })
		case measure.Ratio:
			sums = append(sums, ask(w.byKey[m.Numerator]), ask(w.byKey[m.Denominator]))
			putSum = append(putSum, func(v measure.Amount, n int64) { f.Num = v }, func(v measure.Amount, n int64) { f.Den, f.N = v, n })
		case measure.Latest:
			latests = append(latests, ask(r.Metric))
			putLatest = append(putLatest, func(v measure.Maybe) { f.Latest = v })
		case measure.Steps:
		}
	}
	totals, err := tx.Sums(w.Org().ID, sums)
	if err != nil {
		return nil, err
	}
	for i, d := range totals {
		putSum[i](d.Value, d.N)
	}
	values, err := tx.Latests(w.Org().ID, latests)
	if err != nil {
		return nil, err
	}
	for i, v := range values {
		putLatest[i](v)
	}
	return facts, nil
}

func (w *World) stepsOf(tx *store.Tx, rows []store.GoalRow) (map[org.ID][]goal.Step, error) {
	ids := make([]org.ID, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	steps := make(map[org.ID][]goal.Step, len(rows))
	if len(ids) == 0 {
		return steps, nil
	}
	all, err := tx.Steps(w.Org().ID, ids)
	for _, s := range all {
		steps[s.Goal] = append(steps[s.Goal], s)
	}
	return steps, err
}

// GoalFilter narrows a list of objectives; zero fields do not narrow.
type GoalFilter struct {
	On    period.Date // zero: today
	Owner org.Owner
	Tier  goal.Tier
}

// Goals lists the objectives the actor may see, with where each stands on a day.
func (a *App) Goals(ctx context.Context, actor org.Actor, f GoalFilter) ([]Standing, *World, error) {
	var out []Standing
	var w *World
	err := a.db.Read(ctx, func(tx *store.Tx) (err error) {
		var seq int64
		if w, seq, err = a.worldNow(tx, actor.Org); err != nil {
			return err
		}
		today := w.Today(a.now())
		if f.On.IsZero() {
			f.On = today
		}
		rows, err := tx.Goals(actor.Org)
		if err != nil {
			return err
		}
		var kept []store.GoalRow
		keys := map[org.ID]string{}
		for _, r := range rows {
			if w.maySeeGoal(actor, r.Goal, today) != nil {
				continue
			}
			keys[r.ID] = r.Key
			if f.matches(r) {
				kept = append(kept, r)
			}
		}
		if kept, err = w.asOf(tx, kept, f.On, today); err != nil {
			return err
		}
		out, err = w.standings(tx, kept, f.On)
		for i := range out {
			out[i].ParentKey = keys[out[i].Parent]
		}
		if err != nil || f.On != today {
			return err
		}
		return (&Reading{tx: tx, app: a, World: w, Actor: actor, Today: today, seq: seq}).foretell(out)
	})
	return out, w, err
}

func (f GoalFilter) matches(r store.GoalRow) bool {
	return (f.Owner.ID == 0 || f.Owner == r.Owner) && (f.Tier == "" || f.Tier == r.Tier)
}
