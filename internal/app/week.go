package app

import (
	"cmp"
	"context"
	"slices"

	"cordee/internal/fault"
	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/plan"
	"cordee/internal/store"
)

// WeekAsk is what this week asks of one objective.
type WeekAsk struct {
	Standing
	Week plan.Week
	Acts []Activity // how what is left translates into what the person does, nothing where evidence lacks
}

// Activity is what is left of a week as a number of another metric, such as meetings, and from how many of them in the past it was read.
type Activity struct {
	Metric measure.Metric
	N      int64
	From   measure.Amount // own activities in the past half year, in ten-thousandths
	Mates  measure.Amount // those of the team, when its rate steadied or stood for the person's own
}

// WeekView is a person's own page of the week.
type WeekView struct {
	World    *World
	Today    period.Date
	Days     period.Span // the week
	Away     bool        // no working day in it
	Back     bool        // their first working day of the week, after ten days or more away
	Asks     []WeekAsk
	Due      bool // a check-in can be written
	Last     *Checkin
	Before   []Checkin
	Facts    []WeekAsk // since the last check-in
	Told     []FallsShort
	Supports []SupportView
}

// maxActs is how many activities one objective is translated into; actMemory, how many days of the past are read.
const (
	maxActs    = 2
	actMemory  = 182
	backAfter  = 10 // days away
	shownWeeks = 12
)

// Week reads the actor's own page of the week; nobody else's is ever read.
func (a *App) Week(ctx context.Context, actor org.Actor) (WeekView, error) {
	var v WeekView
	err := a.read(ctx, actor, org.ReadOrg, func(r *Reading) error {
		if actor.Person == 0 {
			return fault.New(fault.Forbidden, "access.forbidden", "action", "week")
		}
		v = WeekView{World: r.World, Today: r.Today, Days: r.World.Org().Calendar.Week(r.Today)}
		v.Away = r.World.awayAllWeek(actor.Person, v.Days.From, v.Days.To)
		v.Back = !v.Away && r.World.backFor(actor.Person, r.Today) == 1
		var err error
		if v.Asks, err = r.asks(actor.Person, v.Days); err != nil {
			return err
		}
		for i := range v.Asks {
			if v.Asks[i].Acts, err = r.activities(v.Asks[i]); err != nil {
				return err
			}
		}
		if err := r.weekCheckins(&v); err != nil {
			return err
		}
		if v.Told, err = r.toldOf(actor.Person); err != nil {
			return err
		}
		v.Supports, err = r.supportsOf(actor.Person)
		return err
	})
	return v, err
}

// backFor is on how many days somebody has worked since they came back from ten days away or more, today included; 0 when they were not
// away lately, or are away today.
func (w *World) backFor(person org.ID, today period.Date) int {
	worked, gone := 0, 0
	for d := today; worked <= goal.OwnersDays && d > today-backAfter*4; d-- {
		if w.Org().Calendar.Working(d) && !w.awayOn(person, d) {
			if gone >= backAfter {
				return worked
			}
			worked, gone = worked+1, 0
			continue
		}
		if gone++; d == today {
			return 0
		}
	}
	if gone >= backAfter {
		return worked
	}
	return 0
}

// asks are the running objectives of a person with what a week asks, the most pressing first.
func (r *Reading) asks(person org.ID, week period.Span) ([]WeekAsk, error) {
	rows, err := r.tx.GoalsOf(r.Actor.Org, []org.ID{person}, r.Today, r.Today)
	if err != nil {
		return nil, err
	}
	rows = slices.DeleteFunc(rows, func(g store.GoalRow) bool { return g.Sealed || !r.running(g) })
	standings, err := r.standings(rows)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(standings, func(x, y Standing) int { return cmp.Compare(urgency(x), urgency(y)) })
	weeks, err := r.asksOf(standings, week)
	list := make([]WeekAsk, len(standings))
	for i, s := range standings {
		list[i] = WeekAsk{Standing: s, Week: weeks[i]}
	}
	return list, err
}

// asksOf is what a week asks of objectives, in their order and in figures easy to remember: the same on every screen and in every message.
func (r *Reading) asksOf(list []Standing, week period.Span) ([]plan.Week, error) {
	weeks, grows := make([]plan.Week, len(list)), make([]int, 0, len(list))
	var asks []store.Ask
	for i, s := range list {
		days := period.Days(max(week.From, s.Start), r.Today)
		if (s.Metric.Kind == measure.Sum || s.Metric.Kind == measure.Count) && s.Progress.Status == goal.Running && !days.Empty() {
			grows = append(grows, i)
			asks = append(asks, store.Ask{Metric: s.GoalRow.Metric, Owner: s.Owner.ID, From: days.From, To: days.Last()})
		}
	}
	if len(asks) == 0 {
		return weeks, nil
	}
	done, err := r.tx.Sums(r.Actor.Org, asks)
	if err != nil {
		return weeks, err
	}
	for n, i := range grows {
		s := list[i]
		w := plan.AskWeek(s.Goal, s.Metric, s.Progress, done[n].Value, r.World.Profile(s.Owner, s.Span()), week)
		weeks[i] = w.Easy(s.Progress.Gap.Amount, s.Metric)
	}
	return weeks, nil
}

// broughtIn is what came to an objective within some days, nothing where adding up makes no sense.
func (r *Reading) broughtIn(s Standing, days period.Span) (measure.Amount, error) {
	if s.Metric.Kind != measure.Sum && s.Metric.Kind != measure.Count || days.Empty() {
		return 0, nil
	}
	sums, err := r.tx.Sums(r.Actor.Org, []store.Ask{{Metric: s.GoalRow.Metric, Owner: s.Owner.ID, From: days.From, To: days.Last()}})
	if err != nil {
		return 0, err
	}
	return sums[0].Value, nil
}

// activities translates what is left of a week by the person's own past, steadied by their team's.
func (r *Reading) activities(a WeekAsk) ([]Activity, error) {
	if !a.Week.OK || a.Week.Left <= 0 {
		return nil, nil
	}
	team := r.World.HomeTeam(a.Owner.ID, r.Today)
	sums := func(metric org.ID) (own, mates measure.Amount, err error) {
		asks := []store.Ask{{Metric: metric, Owner: a.Owner.ID, From: r.Today.AddDays(-actMemory), To: r.Today - 1}}
		if team != 0 {
			asks = append(asks, store.Ask{Metric: metric, Owner: team, From: asks[0].From, To: asks[0].To})
		}
		got, err := r.tx.Sums(r.Actor.Org, asks)
		if err != nil {
			return 0, 0, err
		}
		if team != 0 {
			mates = got[1].Value
		}
		return got[0].Value, mates, nil
	}
	own, mates, err := sums(a.GoalRow.Metric)
	if err != nil {
		return nil, err
	}
	var list []Activity
	for _, id := range r.World.leadsTo(a.GoalRow.Metric) {
		acts, matesActs, err := sums(id)
		if err != nil {
			return nil, err
		}
		n, ok := plan.Activities(a.Week.Left, plan.Tried{Brought: own, Acts: acts}, plan.Tried{Brought: mates, Acts: matesActs})
		if ok && len(list) < maxActs {
			list = append(list, Activity{Metric: r.World.metrics[id].Norm(), N: n, From: acts, Mates: matesActs})
		}
	}
	return list, nil
}

// leadsTo are the counted metrics that precede a result: what wins it, then what is done to win, by key. A number asked of a count is
// not asked again of a narrower count of the same kind of result.
func (w *World) leadsTo(metric org.ID) []org.ID {
	m := w.metrics[metric]
	if m.Kind != measure.Sum && m.Kind != measure.Count {
		return nil
	}
	if m.Key == "meetings" || m.Key == "calls" {
		return nil // an activity itself
	}
	kinds := w.kindsOf(metric)
	var list []org.ID
	for _, key := range []string{"deals", "meetings", "calls"} {
		id, ok := w.byKey[key]
		if x := w.metrics[id]; !ok || id == metric || x.Archived || x.Kind != measure.Count {
			continue
		}
		if m.Kind == measure.Count && slices.Equal(kinds, w.kindsOf(id)) {
			continue
		}
		list = append(list, id)
	}
	return list
}

// anythingRuns tells whether any of these objectives still asks something of its owner.
func anythingRuns(list []WeekAsk) bool {
	return slices.ContainsFunc(list, func(a WeekAsk) bool { return a.Progress.Status == goal.Running })
}
