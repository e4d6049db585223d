package app

import (
	"cordee/internal/goal"
	"cordee/internal/ledger"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/store"
)

// standingsIf is standings, were these facts there too.
func (w *World) standingsIf(tx *store.Tx, rows []store.GoalRow, on period.Date, more []ledger.Posting) ([]Standing, error) {
	list, err := w.standings(tx, rows, on)
	if err != nil || len(more) == 0 {
		return list, err
	}
	facts, err := w.facts(tx, rows, on)
	if err != nil {
		return nil, err
	}
	for i := range list {
		s := &list[i]
		if s.Metric.Kind == measure.Steps {
			continue
		}
		for _, p := range more {
			if p.OccurredOn < s.Start || p.OccurredOn > min(on, s.End) {
				continue
			}
			if err := w.addTried(&facts[i], *s, p); err != nil {
				return nil, err
			}
		}
		s.Progress = goal.Score(s.Goal, s.Metric, facts[i], w.Profile(s.Owner, s.Span()), on, w.Org().Thresholds)
	}
	return list, nil
}

// addTried adds what a result would bring to the facts of one objective.
func (w *World) addTried(f *goal.Facts, s Standing, p ledger.Posting) (err error) {
	read := func(metric org.ID) (measure.Amount, bool) {
		for _, m := range w.meters.All() {
			if m.ID == metric {
				return ledger.Value(p, m, s.Owner, w.TeamsOf, w.Above)
			}
		}
		return 0, false
	}
	add := func(to *measure.Amount, v measure.Amount) {
		if err == nil {
			*to, err = to.Add(v)
		}
	}
	switch s.Metric.Kind {
	case measure.Sum, measure.Count:
		if v, ok := read(s.GoalRow.Metric); ok {
			add(&f.Total, v)
			f.N++
		}
	case measure.Ratio:
		top, a := read(w.byKey[s.Metric.Numerator])
		bottom, b := read(w.byKey[s.Metric.Denominator])
		if a {
			add(&f.Num, top)
		}
		if b {
			add(&f.Den, bottom)
			f.N++
		}
	case measure.Latest:
		if v, ok := read(s.GoalRow.Metric); ok {
			f.Latest = measure.Some(v)
		}
	case measure.Steps:
	}
	return err
}
