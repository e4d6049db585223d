package app

import (
	"slices"
	"sync"

	"cordee/internal/forecast"
	"cordee/internal/goal"
	"cordee/internal/ledger"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/plan"
	"cordee/internal/store"
)

// cohort is the objectives whose pasts teach each other's forecasts: one measure, carried by people or by teams of one kind, over
// spans of about the same length.
type cohort struct {
	Metric org.ID
	Kind   org.OwnerKind
	Team   org.TeamKind
	Length int // see lengthOf
}

// lengthOf sorts spans by length: about a week, a month, two months, a quarter, a half-year, a year or more.
func lengthOf(s period.Span) int {
	for i, most := range [...]int{10, 45, 75, 135, 270} {
		if s.Len() <= most {
			return i
		}
	}
	return 5
}

// cohortFor is the cohort of an objective; ok is false for what has no probability: steps, readings, directions without a target.
func (w *World) cohortFor(g goal.Goal) (c cohort, ok bool) {
	m, known := w.metrics[g.Metric]
	if !known || !g.Target.OK || g.Span().Empty() || g.Span().Open() || forecast.VariantOf(m.Norm(), true) == forecast.NoModel {
		return cohort{}, false
	}
	c = cohort{Metric: g.Metric, Kind: g.Owner.Kind, Length: lengthOf(g.Span())}
	if g.Owner.Kind == org.OwnerTeam {
		t, _ := w.Team(g.Owner.ID)
		c.Team = t.Kind
	}
	return c, true
}

// closedOf are the decided objectives of a cohort among rows, as the forecast learns from them.
func (w *World) closedOf(tx *store.Tx, c cohort, rows []store.GoalRow, today period.Date) ([]forecast.Objective, error) {
	var mine []store.GoalRow
	for _, g := range rows {
		if of, ok := w.cohortFor(g.Goal); ok && of == c && g.End < today && g.Status != goal.Cancelled {
			mine = append(mine, g)
		}
	}
	standings, err := w.standings(tx, mine, today)
	if err != nil {
		return nil, err
	}
	var list []forecast.Objective
	for _, s := range standings {
		if s.Progress.Over() {
			x := objectiveOf(s.Goal)
			x.Attained = s.Progress.Status == goal.Attained
			list = append(list, x)
		}
	}
	return list, nil
}

func objectiveOf(g goal.Goal) forecast.Objective {
	return forecast.Objective{ID: g.ID, Owner: g.Owner, Span: g.Span(), Target: g.Target.Amount, SelfSet: g.Origin == goal.OriginSelf}
}

// mostOwners is how many owners a live forecast learns what they have in common from; beyond, evenly chosen ones stand for all.
const mostOwners = 800

// history is what is known of a cohort. also are owners who must be in it; most bounds the others, 0 for no bound.
func (w *World) history(tx *store.Tx, c cohort, closed []forecast.Objective, also []org.Owner, most int) (forecast.History, error) {
	m := w.metrics[c.Metric].Norm()
	h := forecast.History{
		Variant: forecast.VariantOf(m, true), Direction: m.Direction, Over: closed, Tracks: map[org.Owner]forecast.Track{},
	}
	read := c.Metric
	if h.Variant == forecast.Rate {
		read = w.byKey[m.Denominator]
	}
	sums, err := tx.SumByOwner(w.Org().ID, read, nil, 0, 0)
	if err != nil {
		return h, err
	}
	h.Owners = w.ownersOf(c, sums, closed, also, most)
	if h.Tracks, err = w.tracks(tx, read, h.Owners); err != nil {
		return h, err
	}
	if h.Variant == forecast.Rate {
		if h.Won, err = w.tracks(tx, w.byKey[m.Numerator], h.Owners); err != nil {
			return h, err
		}
	}
	if most > 0 {
		h.Over = slices.DeleteFunc(slices.Clone(closed), func(x forecast.Objective) bool { return !slices.Contains(h.Owners, x.Owner) })
	}
	w.workOf(tx, c, &h)
	return h, nil
}

// ownersOf are those who ever brought something, or were ever asked for it, in the order of their numbers.
func (w *World) ownersOf(c cohort, sums map[org.ID]ledger.Delta, closed []forecast.Objective, also []org.Owner, most int) []org.Owner {
	seen := map[org.Owner]bool{}
	if c.Kind == org.OwnerTeam {
		for _, t := range w.Teams {
			_, brought := sums[t.ID]
			seen[org.TeamOwner(t.ID)] = brought && t.Kind == c.Team
		}
	} else {
		for _, p := range w.People {
			_, brought := sums[p.ID]
			seen[org.PersonOwner(p.ID)] = brought
		}
	}
	for _, x := range closed {
		seen[x.Owner] = true
	}
	var list []org.Owner
	for o, in := range seen {
		if in {
			list = append(list, o)
		}
	}
	slices.SortFunc(list, func(x, y org.Owner) int { return int(min(max(x.ID-y.ID, -1), 1)) })
	if most > 0 && len(list) > most {
		for i := range most {
			list[i] = list[i*len(list)/most]
		}
		list = list[:most]
	}
	for _, o := range also {
		if !slices.Contains(list, o) {
			list = append(list, o)
		}
	}
	return list
}

// tracks reads what owners brought by day.
func (w *World) tracks(tx *store.Tx, metric org.ID, owners []org.Owner) (map[org.Owner]forecast.Track, error) {
	tracks := make(map[org.Owner]forecast.Track, len(owners))
	if len(owners) == 0 {
		return tracks, nil
	}
	days, err := tx.Daily(w.Org().ID, []org.ID{metric}, ids(owners), 0, 0)
	for _, d := range days {
		tracks[d.Owner] = tracks[d.Owner].Add(d.On, d.N, d.Value)
	}
	return tracks, err
}

// workOf gives a history the working time of its owners. Ramps are as they were known on the day that is asked about; where the
// organisation's own hires say nothing, a hire date alone forces none.
func (w *World) workOf(tx *store.Tx, c cohort, h *forecast.History) {
	var mu sync.Mutex
	standards, ramps := map[period.Span]period.Profile{}, map[period.Date]int{}
	h.Standard = func(s period.Span) period.Profile {
		mu.Lock()
		defer mu.Unlock()
		p, known := standards[s]
		if !known {
			p = w.standard(s)
			standards[s] = p
		}
		return p
	}
	h.Own = func(o org.Owner, s period.Span, asOf period.Date) period.Profile {
		if o.Kind != org.OwnerPerson {
			return w.Profile(o, s)
		}
		mu.Lock()
		months, known := ramps[asOf]
		if !known {
			months = w.rampAsOf(tx, c.Metric, o, asOf)
			ramps[asOf] = months
		}
		mu.Unlock()
		return w.grown(o, s, months)
	}
}

// rampAsOf is how many months newcomers were given on a day, 1 for none: only as far as the organisation's own hires show it. Some who
// join inherit a territory and sell from the first day, so that the usual ramp would make too much of what they brought.
func (w *World) rampAsOf(tx *store.Tx, metric org.ID, around org.Owner, asOf period.Date) int {
	months, why, err := w.rampAround(tx, metric, around, asOf)
	_, usual := plan.RampMonths(nil, 0)
	if err != nil || months < 1 || why.Code == usual.Code {
		return 1
	}
	return months
}
