package app

import (
	"slices"

	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/store"
)

// usualWeeks is how many weeks back the usual activity of an owner is read.
const usualWeeks = 26

// groundMeans sets the activity that a target in sales asks for beside the owner's own weeks: where wins and losses are on record,
// and nowhere else.
func (w *World) groundMeans(tx *store.Tx, g store.GoalRow, in *goal.Grounds) error {
	rate, ok := w.metrics[w.byKey["win_rate"]]
	won, closed := w.byKey[rate.Numerator], w.byKey[rate.Denominator]
	adds := in.Metric.Kind == measure.Sum || in.Metric.Kind == measure.Count
	if !ok || !adds || in.Metric.Direction == measure.Down || !g.Target.OK || g.Span().Empty() || g.Span().Open() {
		return nil
	}
	if !slices.Equal(w.kindsOf(g.Metric), w.kindsOf(won)) {
		return nil
	}
	past := period.Span{From: min(in.Today, g.Start).AddDays(-7 * usualWeeks), To: min(in.Today, g.Start)}
	days, err := tx.Daily(w.Org().ID, []org.ID{won, closed, g.Metric}, []org.ID{g.Owner.ID}, past.From, past.Last())
	if err != nil || len(days) == 0 {
		return err
	}
	weeks := map[period.Date]goal.Week{}
	first := past.To
	for _, d := range days {
		at := d.On - (d.On-past.From)%7
		week := weeks[at]
		first = min(first, at)
		switch d.Metric { // a metric may be two of the three
		case closed:
			week.Closed += d.Value
		case won:
			week.Won += d.Value
		}
		if d.Metric == g.Metric {
			week.Value += d.Value
		}
		weeks[at] = week
	}
	var worked []goal.Week
	for _, at := range w.weeksAtWork(g.Owner, past) {
		if at >= first { // before the first result on record nobody was counting
			worked = append(worked, weeks[at])
		}
	}
	in.Means = goal.MeansOf(g.Target.Amount, len(w.weeksAtWork(g.Owner, g.Span())), worked)
	return nil
}

// weeksAtWork are the first days of the weeks of a span, counted from its first day, in which an owner works at all.
func (w *World) weeksAtWork(o org.Owner, s period.Span) (weeks []period.Date) {
	profile := w.Profile(o, s)
	for from := s.From; from < s.To; from = from.AddDays(7) {
		if profile.Weight(period.Span{From: from, To: min(from.AddDays(7), s.To)}) > 0 {
			weeks = append(weeks, from)
		}
	}
	return weeks
}

// HandSource is the source of the results that people type on the screens.
const HandSource = "web"

// latestLooked is how many of the latest results tell whether figures are typed by hand.
const latestLooked = 30

// groundHands tells whether the figures that somebody's pay depends on are typed by hand, and then whether by somebody else.
func (w *World) groundHands(tx *store.Tx, g store.GoalRow, in *goal.Grounds) error {
	if !g.Paid || g.Metric == 0 || g.Owner.Kind != org.OwnerPerson {
		return nil
	}
	reach := store.Reach{Owners: []org.ID{g.Owner.ID}, To: in.Today, Kinds: w.kindsOf(g.Metric)}
	latest, err := tx.LivePage(w.Org().ID, reach, store.Cursor{}, latestLooked)
	if err != nil || len(latest) == 0 {
		return err
	}
	in.Source.Manual, in.Source.Verifier = true, true
	for _, p := range latest {
		in.Source.Manual = in.Source.Manual && p.Source == HandSource
		in.Source.Verifier = in.Source.Verifier && p.Actor != g.Owner.ID
	}
	return nil
}

// groundMoves finds the day on which somebody moved to another team after the number in force was set.
func (w *World) groundMoves(tx *store.Tx, g store.GoalRow, in *goal.Grounds) error {
	if g.ID == 0 || g.Owner.Kind != org.OwnerPerson {
		return nil
	}
	moved := w.lastMove(g.Owner.ID, min(in.Today, g.End))
	if moved.IsZero() || moved <= w.dayOf(g.CreatedAt) {
		return nil
	}
	versions, err := tx.GoalVersions(w.Org().ID, g.ID)
	if err != nil || (len(versions) > 0 && moved <= w.dayOf(versions[0].At)) {
		return err
	}
	in.ChangedOn = moved
	return nil
}

// lastMove is the last day up to another one on which somebody joined a team of the tree and left another for it; zero for none.
func (w *World) lastMove(person org.ID, until period.Date) (moved period.Date) {
	var before org.Membership
	for _, m := range w.inTree(person) {
		if before.Team != 0 && before.Team != m.Team && m.Span.From <= until {
			moved = m.Span.From
		}
		before = m
	}
	return moved
}

// inTree are somebody's stays in teams of the tree, the first one first.
func (w *World) inTree(person org.ID) (list []org.Membership) {
	for _, m := range w.stays[person] {
		if t, _ := w.Team(m.Team); t.Kind != org.Group && !m.Span.Empty() {
			list = append(list, m)
		}
	}
	slices.SortFunc(list, func(a, b org.Membership) int { return int(a.Span.From - b.Span.From) })
	return list
}
