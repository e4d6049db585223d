package store_test

import (
	"maps"
	"testing"

	"cordee/internal/org"
	"cordee/internal/store"
	"cordee/internal/testkit"
)

var said = store.Forecast{Goal: 1, On: on("2026-02-02"), Share: 500_000, P: 700_000, Low: 1, Mid: 2, High: 3, Base: 600_000, Pace: 650_000}

func forecastRows(o org.ID) []func(tx *store.Tx) error {
	ended := said
	ended.Goal = 8
	return []func(tx *store.Tx) error{
		func(tx *store.Tx) error { return tx.PutForecast(o, said) },
		func(tx *store.Tx) error { return tx.PutForecast(o, ended) },
		func(tx *store.Tx) error {
			return tx.PutPastForecast(o, store.PastForecast{Group: 8, Share: 250_000, P: 600_000, Attained: true})
		},
		func(tx *store.Tx) error { return tx.DecideForecasts(o, 8, true, 5) },
	}
}

func init() {
	tables = append(tables, "forecast", "forecast_past")
	maps.Copy(reads, map[string]func(tx *store.Tx, o org.ID) (int, error){
		"Forecasts":          func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.Forecasts(o, []org.ID{1})) },
		"LastForecasts":      func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.LastForecasts(o)) },
		"DecidedForecasts":   func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.DecidedForecasts(o)) },
		"ForecastsBefore":    func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.ForecastsBefore(o, on("2030-01-01"))) },
		"PastForecasts":      func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.PastForecasts(o)) },
		"UndecidedForecasts": func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.UndecidedForecasts(o)) },
		"PastChanged": func(tx *store.Tx, o org.ID) (int, error) {
			changed, err := tx.PastChanged(o, 0, on("2026-12-31"))
			return sized(changed), err
		},
	})
	maps.Copy(changes, map[string]func(tx *store.Tx, o org.ID) error{
		"PutForecast": func(tx *store.Tx, o org.ID) error {
			next := said
			next.On++
			return tx.PutForecast(o, next)
		},
		"DecideForecasts": func(tx *store.Tx, o org.ID) error {
			if err := tx.PutForecast(o, said); err != nil { // another change may have forgotten it
				return err
			}
			return tx.DecideForecasts(o, 1, false, 4)
		},
		"PutPastForecast": func(tx *store.Tx, o org.ID) error {
			return tx.PutPastForecast(o, store.PastForecast{Group: 9, Share: 5, P: 6})
		},
		"DeleteForecastsBefore": func(tx *store.Tx, o org.ID) error { return tx.DeleteForecastsBefore(o, on("2030-01-01")) },
		"DeleteForecasts":       func(tx *store.Tx, o org.ID) error { return tx.DeleteForecasts(o, []org.ID{1}) },
	})
}

// TestForecastsAreKeptAsIssued: one a day and objective, never changed; how it ended is told to all of them.
func TestForecastsAreKeptAsIssued(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		fill(t, db, 1)
		again, later := said, said
		again.P = 1
		later.On++
		write(t, db, func(tx *store.Tx) error { return tx.PutForecast(1, again) })
		write(t, db, func(tx *store.Tx) error { return tx.PutForecast(1, later) })
		read(t, db, func(tx *store.Tx) error {
			list, err := tx.Forecasts(1, []org.ID{1})
			if err != nil || len(list) != 2 || list[0] != said || list[1] != later {
				t.Errorf("kept %+v, %v", list, err)
			}
			last, err := tx.LastForecasts(1)
			if err != nil || len(last) != 1 || last[0] != later {
				t.Errorf("the latest: %+v, %v", last, err)
			}
			return err
		})
		write(t, db, func(tx *store.Tx) error { return tx.DecideForecasts(1, 1, true, 9) })
		read(t, db, func(tx *store.Tx) error {
			list, err := tx.DecidedForecasts(1)
			if err != nil || len(list) != 3 || !list[0].Attained || !list[0].Decided || list[0].Total != 9 {
				t.Errorf("decided: %+v, %v", list, err)
			}
			open, err := tx.UndecidedForecasts(1)
			if len(open) != 0 {
				t.Errorf("still open: %v", open)
			}
			return err
		})
	})
}

// TestThePastChangesByWhatFallsIntoIt: a result of before the day, or a changed objective; not one of that day.
func TestThePastChangesByWhatFallsIntoIt(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		fill(t, db, 1)
		for _, x := range []struct {
			seq    int64
			before string
			want   bool
		}{{0, "2026-01-01", true}, {1, "2026-12-31", false}} {
			read(t, db, func(tx *store.Tx) error {
				got, err := tx.PastChanged(1, x.seq, on(x.before))
				if got != x.want {
					t.Errorf("after change %d, before %s: %v", x.seq, x.before, got)
				}
				return err
			})
		}
	})
}
