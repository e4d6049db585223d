package app

import (
	"context"
	"slices"
	"time"

	"cordee/internal/goal"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/store"
)

// maxOwned is how many objectives of people are looked at each day.
const maxOwned = 2_000

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
	behind, err := r.behindFor(running)
	if err != nil {
		return nil, err
	}
	chances, err := r.chances(running)
	if err != nil {
		return nil, err
	}
	var puts []store.ToldFirst
	for i, s := range running {
		old, told := known[s.ID]
		lasts := told && old.Eased.IsZero() && old.Person == s.Owner.ID
		why := goal.FallsShort(behind[s.ID], r.World.backFor(s.Owner.ID, r.Today), chances[i])
		switch {
		case why == "" && lasts:
			old.Eased = r.Today
			puts = append(puts, old)
		case why != "" && !lasts && r.World.Org().Calendar.Working(r.Today) && !r.World.awayOn(s.Owner.ID, r.Today):
			puts = append(puts, store.ToldFirst{Goal: s.ID, Person: s.Owner.ID, Why: string(why), On: r.Today})
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

// behindFor is on how many of their owner's last working days in a row, today included, objectives were behind: goal.BehindDays at most.
func (r *Reading) behindFor(running []Standing) (map[org.ID]int, error) {
	days := map[org.ID]int{}
	var rows []store.GoalRow
	for _, s := range running {
		if s.Progress.Pace == goal.Behind {
			rows = append(rows, s.GoalRow)
		}
	}
	for day := r.Today; day > r.Today-7*goal.BehindDays && len(rows) > 0; day-- {
		list, err := r.World.standings(r.tx, rows, day)
		if err != nil {
			return nil, err
		}
		var still []store.GoalRow
		for _, s := range list {
			worked := r.World.Profile(s.Owner, s.Span()).Weight(period.Day(day)) > 0
			if worked && s.Progress.Pace != goal.Behind {
				continue
			}
			if worked {
				days[s.ID]++
			}
			if days[s.ID] < goal.BehindDays {
				still = append(still, s.GoalRow)
			}
		}
		rows = still
	}
	return days, nil
}

// chances are how likely objectives are, as their owners read it on their pages: one forecast tells all.
func (r *Reading) chances(running []Standing) ([]goal.Chance, error) {
	rows := make([]store.GoalRow, len(running))
	for i, s := range running {
		rows[i] = s.GoalRow
	}
	outlooks, err := r.outlooks(rows)
	if err != nil {
		return nil, err
	}
	list := make([]goal.Chance, len(running))
	for i, o := range outlooks {
		if o != nil {
			list[i] = goal.Chance{BP: o.Chance, Known: o.Shown}
		}
	}
	return list, nil
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
	return on, told && goal.LeadMayKnow(r.quietWorkingDaysSince(g.Owner.ID, on)), err
}
