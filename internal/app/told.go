package app

import (
	"context"
	"slices"
	"time"

	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/store"
)

// Why the owner of an objective was told first.
const (
	ToldChance = "chance" // the probability of attaining is low
	ToldPace   = "pace"   // behind for days
)

// The bounds of LAW F7: under which probability, or behind on how many working days in a row, and how many working days later a lead
// may be told.
const (
	lowChance = 3_500 // basis points
	paceDays  = 5
	quietDays = 5
	maxOwned  = 2_000
)

// FallsShort is an objective whose owner was told that it falls short.
type FallsShort struct {
	Standing
	Why string
	On  period.Date
}

// TellFirst looks, once a day, at each running objective of a person: when the probability of attaining has become low, or it was
// behind for five working days, its owner is told on My rope, on a day they work, before anybody else. When it is no longer so, what was told is
// eased.
func (a *App) TellFirst(ctx context.Context, o org.ID, now time.Time) error {
	var puts []store.ToldFirst
	err := a.read(ctx, org.System(o), org.ReadOrg, func(r *Reading) (err error) {
		r.Today = r.World.Today(now)
		puts, err = r.tellFirst()
		return err
	})
	if err != nil || len(puts) == 0 {
		return err
	}
	return a.writeApart(ctx, func(u *Unit) error {
		for _, x := range puts {
			if err := u.tx.PutToldFirst(o, x); err != nil {
				return err
			}
		}
		return nil
	})
}

func (r *Reading) tellFirst() ([]store.ToldFirst, error) {
	running, err := r.ownRunning()
	if err != nil || len(running) == 0 {
		return nil, err
	}
	known, err := r.toldBy()
	if err != nil {
		return nil, err
	}
	slow, err := r.slow(running)
	if err != nil {
		return nil, err
	}
	unlikely, err := r.unlikely(running)
	if err != nil {
		return nil, err
	}
	var puts []store.ToldFirst
	for _, s := range running {
		old, told := known[s.ID]
		lasts := told && old.Eased.IsZero() && old.Person == s.Owner.ID
		why := ""
		switch {
		case slow[s.ID]:
			why = ToldPace
		case unlikely[s.ID]:
			why = ToldChance
		}
		switch {
		case why == "" && lasts:
			old.Eased = r.Today
			puts = append(puts, old)
		case why != "" && !lasts && r.World.Org().Calendar.Working(r.Today) && !r.World.awayOn(s.Owner.ID, r.Today):
			puts = append(puts, store.ToldFirst{Goal: s.ID, Person: s.Owner.ID, Why: why, On: r.Today})
		}
	}
	return puts, nil
}

// ownRunning are the running, numbered objectives of people, with where they stand; own ones, which nobody asked for, included.
func (r *Reading) ownRunning() ([]Standing, error) {
	rows, err := r.tx.GoalsInForce(r.Actor.Org, r.Today, maxOwned)
	if err != nil {
		return nil, err
	}
	rows = slices.DeleteFunc(rows, func(g store.GoalRow) bool {
		return g.Owner.Kind != org.OwnerPerson || g.Sealed || !g.Target.OK || !r.running(g)
	})
	list, err := r.standings(rows)
	return slices.DeleteFunc(list, func(s Standing) bool { return s.Progress.Status != goal.Running || s.Progress.Reached }), err
}

// slow are the objectives that were behind on each of their owner's last five working days, today included.
func (r *Reading) slow(running []Standing) (map[org.ID]bool, error) {
	late := map[org.ID]int{}
	behind := slices.DeleteFunc(slices.Clone(running), func(s Standing) bool { return s.Progress.Pace != goal.Behind })
	rows := make([]store.GoalRow, len(behind))
	for i, s := range behind {
		rows[i] = s.GoalRow
	}
	worked := map[org.ID]int{}
	for day := r.Today; day > r.Today-7*paceDays && len(rows) > 0; day-- {
		list, err := r.World.standings(r.tx, rows, day)
		if err != nil {
			return nil, err
		}
		var still []store.GoalRow
		for _, s := range list {
			p := r.World.Profile(s.Owner, s.Span())
			if p.Weight(period.Day(day)) > 0 {
				worked[s.ID]++
				if s.Progress.Pace == goal.Behind {
					late[s.ID]++
				}
			}
			if worked[s.ID] == late[s.ID] && worked[s.ID] < paceDays {
				still = append(still, s.GoalRow)
			}
		}
		rows = still
	}
	out := map[org.ID]bool{}
	for id, n := range late {
		out[id] = n >= paceDays && n == worked[id]
	}
	return out, nil
}

// unlikely are the objectives whose probability of attaining is known and low.
func (r *Reading) unlikely(running []Standing) (map[org.ID]bool, error) {
	type key struct {
		metric org.ID
		span   period.Span
		team   org.ID
	}
	seen, out := map[key]*foresight{}, map[org.ID]bool{}
	for _, s := range running {
		if s.Metric.Kind != measure.Sum && s.Metric.Kind != measure.Count || s.Metric.Direction == measure.Down {
			continue
		}
		k := key{s.GoalRow.Metric, s.Span(), r.World.HomeTeam(s.Owner.ID, r.Today)}
		f := seen[k]
		if f == nil {
			var err error
			if f, err = r.World.foresee(r.tx, k.metric, s.Owner, k.span, r.Today); err != nil {
				return nil, err
			}
			seen[k] = f
		}
		facts, err := r.World.facts(r.tx, []store.GoalRow{s.GoalRow}, r.Today)
		if err != nil {
			return nil, err
		}
		p := f.project(s.Owner, s.Target.Amount, facts[0], r.Today)
		out[s.ID] = p.Shown && p.Chance < lowChance
	}
	return out, nil
}

func (r *Reading) toldBy() (map[org.ID]store.ToldFirst, error) {
	list, err := r.tx.ToldFirst(r.Actor.Org)
	by := make(map[org.ID]store.ToldFirst, len(list))
	for _, x := range list {
		by[x.Goal] = x
	}
	return by, err
}

// toldOf are the running objectives of which a person was told, with where each stands.
func (r *Reading) toldOf(person org.ID) ([]FallsShort, error) {
	known, err := r.tx.ToldFirstOf(r.Actor.Org, person)
	if err != nil {
		return nil, err
	}
	var list []FallsShort
	for _, x := range known {
		if !x.Eased.IsZero() {
			continue
		}
		row, err := r.goalAt(x.Goal)
		if err != nil {
			return nil, err
		}
		if !r.running(row) || row.Owner != org.PersonOwner(person) {
			continue
		}
		s, err := r.standings([]store.GoalRow{row})
		if err != nil {
			return nil, err
		}
		list = append(list, FallsShort{s[0], x.Why, x.On})
	}
	return list, nil
}

// told is the day on which the owner of an objective was told that it falls short; false when they were not, or it no longer does.
func (r *Reading) told(g store.GoalRow) (on period.Date, ok bool, err error) {
	known, err := r.tx.ToldFirstOf(r.Actor.Org, g.Owner.ID)
	for _, x := range known {
		if x.Goal == g.ID && x.Eased.IsZero() {
			return x.On, true, err
		}
	}
	return 0, false, err
}

// quietWorkingDaysSince is how many working days an owner has had to themselves since they were told on a day, that day not counted,
// today included; days away do not count.
func (r *Reading) quietWorkingDaysSince(owner org.ID, on period.Date) (n int) {
	for d := on + 1; d <= r.Today; d++ {
		if r.World.Org().Calendar.Working(d) && !r.World.awayOn(owner, d) {
			n++
		}
	}
	return n
}

// raisable tells since when the owner of an objective that falls short knows, once a lead may be told too: the owner has had five
// working days.
func (r *Reading) raisable(g store.GoalRow) (since period.Date, ok bool, err error) {
	on, told, err := r.told(g)
	return on, told && r.quietWorkingDaysSince(g.Owner.ID, on) > quietDays, err
}
