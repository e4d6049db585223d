package app

import (
	"context"

	"cordee/internal/forecast"
	"cordee/internal/org"
)

// fewStored is how many decided objectives with stored forecasts it takes before those alone tell how good forecasts are.
const fewStored = 20

// Trust is how good this organisation's forecasts were, on its own objectives that are over. It is about no one in particular.
type Trust struct {
	World  *World
	Goals  int  // decided objectives that were forecast
	Stored bool // forecasts as issued at the time; else those that could have been issued, made again
	Versus
}

// Shown tells whether forecasts deserve to be shown: until fifty decided objectives have told that they say no more than the base
// rate.
func (t Trust) Shown() bool {
	s := t.Method
	s.N = t.Goals
	return s.Trusted(t.Base)
}

// Trust reads how good forecasts were.
func (a *App) Trust(ctx context.Context, actor org.Actor) (Trust, error) {
	var t Trust
	err := a.read(ctx, actor, org.ReadOrg, func(r *Reading) error {
		b, err := a.forecasts.book(r)
		if err != nil {
			return err
		}
		t, err = r.trustIn(b.told)
		t.World = r.World
		return err
	})
	return t, err
}

// trustIn scores the forecasts that were stored when issued, or, while they are few, those made again.
func (r *Reading) trustIn(told []forecast.Told) (Trust, error) {
	stored, err := r.tx.DecidedForecasts(r.Actor.Org)
	if err != nil {
		return Trust{}, err
	}
	goals := map[org.ID]bool{}
	var method, base, pace []forecast.Issued
	var groups []int
	for _, x := range stored {
		goals[x.Goal] = true
		groups = append(groups, len(goals))
		f := forecast.Issued{
			P: float64(x.P) / million, Attained: x.Attained, Low: forecast.Units(x.Low), Mid: forecast.Units(x.Mid), High: forecast.Units(x.High),
			Total: forecast.Units(x.Total), HasBand: true,
		}
		method = append(method, f)
		base = append(base, forecast.Issued{P: float64(x.Base) / million, Attained: x.Attained})
		pace = append(pace, forecast.Issued{P: float64(x.Pace) / million, Attained: x.Attained})
	}
	older, err := r.tx.PastForecasts(r.Actor.Org)
	if err != nil {
		return Trust{}, err
	}
	for _, x := range older {
		goals[x.Group] = true
		groups = append(groups, len(goals))
		for list, p := range map[*[]forecast.Issued]int64{&method: x.P, &base: x.Base, &pace: x.Pace} {
			*list = append(*list, forecast.Issued{P: float64(p) / million, Attained: x.Attained})
		}
	}
	if len(goals) >= fewStored {
		return Trust{Goals: len(goals), Stored: true, Versus: versus(method, base, pace, groups)}, nil
	}
	b := scored(told, nil)
	return Trust{Goals: b.Goals, Versus: b.All}, nil
}

// million is how finely stored probabilities are kept.
const million = 1_000_000
