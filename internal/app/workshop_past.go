package app

import (
	"cmp"
	"slices"

	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/plan"
	"cordee/internal/store"
)

// soFar is what each owner has brought since the span began, as far as it is known, and the day up to which; before its first day
// nothing, and the whole of it is ahead.
func (f *foresight) soFar(tx *store.Tx, metric org.ID, owners []org.Owner) (map[org.Owner]goal.Facts, period.Date, error) {
	facts := map[org.Owner]goal.Facts{}
	if f.known < f.span.From || len(owners) == 0 {
		return facts, f.span.From - 1, nil
	}
	on := f.until(f.span)
	sums, err := tx.SumByOwner(f.world.Org().ID, metric, ids(owners), f.span.From, on)
	for _, o := range owners {
		facts[o] = goal.Facts{Total: sums[o.ID].Value, N: sums[o.ID].N}
	}
	return facts, on, err
}

// vacancy is the share of the capacity of those in the table that is away or still growing in, and the padding that makes up for it
// (SCIENCE B3). Nothing is said of teams, whose people are shared out further down.
func (ws *Workshop) vacancy() {
	w, span := ws.World, ws.Top.Span()
	full := w.standard(span).Weight(span)
	var hired, there measure.Amount
	for _, l := range ws.Lines {
		if l.Left || l.Owner.Kind != org.OwnerPerson {
			continue
		}
		p, _ := w.Person(l.Owner.ID)
		part, err := p.WorkingTime.Of(measure.Amount(full))
		at, atErr := l.Time.Of(measure.Amount(full))
		if err != nil || atErr != nil {
			return
		}
		hired, there = hired+part, there+min(at, part)
	}
	if hired <= 0 {
		return
	}
	ws.Vacant, _ = measure.RatioOf(hired-there, hired)
	ws.Justified, _ = plan.PaddingForVacancies(ws.Vacant)
}

// seenRatchet reads how the targets of those in the table followed their results, period after period.
func (w *World) seenRatchet(tx *store.Tx, ws Workshop, today period.Date) (plan.Ratchet, error) {
	var owners []org.ID
	for _, l := range ws.Lines {
		owners = append(owners, l.Owner.ID)
	}
	past := before(ws.Top.Span(), pastPeriods)
	if len(owners) == 0 || len(past) == 0 {
		return plan.Ratchet{}, nil
	}
	rows, err := tx.GoalsOf(w.Org().ID, owners, past[len(past)-1].From, ws.Top.Start.AddDays(-1))
	if err != nil {
		return plan.Ratchet{}, err
	}
	rows = slices.DeleteFunc(rows, func(g store.GoalRow) bool {
		return g.Status != goal.Published || !g.Target.OK || g.Metric != ws.Top.GoalRow.Metric || g.End >= today
	})
	standings, err := w.standings(tx, rows, today)
	if err != nil {
		return plan.Ratchet{}, err
	}
	slices.SortStableFunc(standings, func(a, b Standing) int {
		return cmp.Or(cmp.Compare(a.Owner.ID, b.Owner.ID), cmp.Compare(a.Start, b.Start))
	})
	var history []plan.Revision
	for i := 1; i < len(standings); i++ {
		a, b := standings[i-1], standings[i]
		follows := a.Owner == b.Owner && a.End.AddDays(1) == b.Start && similarLength(a.Span(), b.Span())
		if follows && a.Progress.Attained.OK {
			history = append(history, plan.Revision{Target: a.Target.Amount, Attained: a.Progress.Attained.Amount, Next: b.Target.Amount})
		}
	}
	return plan.SeenRatchet(history), nil
}
