package app

import (
	"context"
	"time"

	"cordee/internal/org"
	"cordee/internal/store"
)

// forecastsKept is how many months a forecast is kept with its objective (LAW F16).
const forecastsKept = 13

// ForgetForecasts takes the objective, and with it the person, off every forecast older than thirteen months: what was said and how it
// ended stay, to tell how good forecasts are. One whose objective was never decided is forgotten. What was done stands in the journal.
func (a *App) ForgetForecasts(ctx context.Context, o org.ID, now time.Time) error {
	w, err := a.World(ctx, o)
	if err != nil {
		return err
	}
	before := w.Today(now).AddMonths(-forecastsKept)
	var old []store.Forecast
	err = a.read(ctx, org.System(o), org.ReadOrg, func(r *Reading) error {
		old, err = r.tx.ForecastsBefore(o, before)
		return err
	})
	if err != nil || len(old) == 0 {
		return err
	}
	return a.write(ctx, org.System(o), func(u *Unit) error {
		groups, kept := map[org.ID]org.ID{}, 0
		for _, x := range old {
			if !x.Decided {
				continue
			}
			if groups[x.Goal] == 0 {
				groups[x.Goal] = newID()
			}
			past := store.PastForecast{Group: groups[x.Goal], Share: x.Share, P: x.P, Base: x.Base, Pace: x.Pace, Attained: x.Attained}
			if err := u.tx.PutPastForecast(o, past); err != nil {
				return err
			}
			kept++
		}
		if err := u.tx.DeleteForecastsBefore(o, before); err != nil {
			return err
		}
		return u.note("forecast.forgotten", "org", o, map[string]any{"before": before, "forecasts": len(old), "kept_without_name": kept})
	})
}
