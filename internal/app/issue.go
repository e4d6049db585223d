package app

import (
	"context"
	"math"
	"time"

	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/store"
)

// When a forecast is issued anew: at these shares of an objective's days, and in between when it has moved by so much.
const materially = 100_000 // of a million: ten points

func issueMoments() []float64 { return []float64{0, .1, .25, .5, .75, .9} }

// IssueForecasts keeps today's forecast of every running objective for which one is due: the first, one at each checkpoint, and one
// whenever it has moved by ten points. It tells forecasts of objectives decided since how those ended. Calling it again on the same
// day does nothing.
func (a *App) IssueForecasts(ctx context.Context, o org.ID, now time.Time) error {
	var due []store.Forecast
	var ended []store.Forecast
	err := a.read(ctx, org.System(o), org.ReadGoal, func(r *Reading) (err error) {
		r.Today = r.World.Today(now)
		if due, err = r.dueForecasts(); err != nil {
			return err
		}
		ended, err = r.endedForecasts()
		return err
	})
	if err != nil || len(due)+len(ended) == 0 {
		return err
	}
	return a.writeApart(ctx, func(u *Unit) error {
		for _, x := range due {
			if err := u.tx.PutForecast(o, x); err != nil {
				return err
			}
		}
		for _, x := range ended {
			if err := u.tx.DecideForecasts(o, x.Goal, x.Attained, x.Total); err != nil {
				return err
			}
		}
		return nil
	})
}

// dueForecasts are those to keep today. What may be shown to nobody for want of evidence is kept by no one either.
func (r *Reading) dueForecasts() ([]store.Forecast, error) {
	rows, err := r.tx.Goals(r.Actor.Org)
	if err != nil {
		return nil, err
	}
	var running []store.GoalRow
	for _, g := range rows {
		if r.running(g) && g.Closed == nil && !g.Sealed {
			running = append(running, g)
		}
	}
	last := map[org.ID]store.Forecast{}
	kept, err := r.tx.LastForecasts(r.Actor.Org)
	if err != nil {
		return nil, err
	}
	for _, x := range kept {
		last[x.Goal] = x
	}
	outlooks, err := r.outlooks(running)
	if err != nil {
		return nil, err
	}
	var due []store.Forecast
	for i, o := range outlooks {
		if o == nil || !o.Shown {
			continue
		}
		x := keptForecast(running[i].ID, r.Today, o)
		if before, issued := last[x.Goal]; !issued || worthIssuing(before, x) {
			due = append(due, x)
		}
	}
	return due, nil
}

// worthIssuing tells whether a forecast passed a checkpoint, or moved, since the one before.
func worthIssuing(before, now store.Forecast) bool {
	if now.On <= before.On {
		return false
	}
	for _, m := range issueMoments() {
		if at := int64(m * million); before.Share < at && at <= now.Share {
			return true
		}
	}
	return max(now.P-before.P, before.P-now.P) >= materially
}

// keptForecast is an outlook in the form in which it is kept.
func keptForecast(id org.ID, on period.Date, o *Outlook) store.Forecast {
	return store.Forecast{
		Goal: id, On: on, Share: millionths(o.share), P: millionths(o.Raw), Low: o.Low, Mid: o.Mid, High: o.High,
		Base: millionths(o.base), Pace: millionths(o.pace),
	}
}

func millionths(x float64) int64 { return int64(math.Round(x * million)) }

// endedForecasts are the ends of objectives that were forecast and are decided now. One that was withdrawn is forgotten by the
// deletion of its forecasts, never scored.
func (r *Reading) endedForecasts() ([]store.Forecast, error) {
	open, err := r.tx.UndecidedForecasts(r.Actor.Org)
	if err != nil {
		return nil, err
	}
	var rows []store.GoalRow
	for _, id := range open {
		g, err := r.tx.Goal(r.Actor.Org, id)
		if err != nil {
			return nil, err
		}
		if g.End < r.Today {
			rows = append(rows, g)
		}
	}
	list, err := r.World.standings(r.tx, rows, r.Today)
	if err != nil {
		return nil, err
	}
	var ended []store.Forecast
	for _, s := range list {
		if s.Progress.Over() {
			total := s.Progress.Attained.Amount
			ended = append(ended, store.Forecast{Goal: s.ID, Attained: s.Progress.Status == goal.Attained, Total: total})
		}
	}
	return ended, nil
}

// OwnForecast is what was said of one of their objectives on a day; probability is 0 to 1, the landing in the metric's unit.
type OwnForecast struct {
	On          period.Date    `json:"on"`
	Probability float64        `json:"probability"`
	Low         measure.Amount `json:"low"`
	Mid         measure.Amount `json:"mid"`
	High        measure.Amount `json:"high"`
}

// tellForecasts adds every forecast that was kept to the objectives of a person's own data.
func (r *Reading) tellForecasts(d *OwnData) error {
	at := make(map[org.ID]int, len(d.Objectives))
	var goals []org.ID
	for i, g := range d.Objectives {
		at[g.ID], goals = i, append(goals, g.ID)
	}
	if len(goals) == 0 {
		return nil
	}
	kept, err := r.tx.Forecasts(r.Actor.Org, goals)
	for _, x := range kept {
		own := &d.Objectives[at[x.Goal]]
		own.Forecasts = append(own.Forecasts, OwnForecast{x.On, float64(x.P) / million, x.Low, x.Mid, x.High})
	}
	return err
}
