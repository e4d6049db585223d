package app_test

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"cordee/internal/app"
	"cordee/internal/org"
	"cordee/internal/store"
	"cordee/internal/testkit"
)

// Two instances on one database share the rounds: each is done once while it is not due again, and tried again soon when it failed.
func TestARoundIsDoneOnceAndAgainWhenItFailed(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		now := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
		clock := func() time.Time { return now }
		one, two := app.New(db, app.Options{Now: clock}), app.New(db, app.Options{Now: clock})
		defer one.Close()
		defer two.Close()
		for _, key := range []string{"alpina", "brenta"} {
			if _, err := one.CreateOrg(t.Context(), app.NewOrg{Key: key, Name: key}); err != nil {
				t.Fatal(err)
			}
		}
		var done, tried atomic.Int32
		rounds := []app.Round{
			{Name: "good", Every: time.Hour, Do: func(context.Context, org.ID, time.Time) error { done.Add(1); return nil }},
			{Name: "bad", Every: time.Hour, Do: func(context.Context, org.ID, time.Time) error { tried.Add(1); return errors.New("not today") }},
		}
		both := func() {
			var g sync.WaitGroup
			for _, a := range []*app.App{one, two} {
				g.Go(func() {
					if err := a.DoRounds(t.Context(), rounds...); err != nil {
						t.Error(err)
					}
				})
			}
			g.Wait()
		}
		expect := func(when string, goods, bads int32) {
			t.Helper()
			if done.Load() != goods || tried.Load() != bads {
				t.Errorf("%s: %d done, %d tried, want %d and %d", when, done.Load(), tried.Load(), goods, bads)
			}
		}

		both()
		expect("at first", 2, 2)
		now = now.Add(4 * time.Minute)
		both()
		expect("too soon", 2, 2)
		now = now.Add(2 * time.Minute)
		both()
		expect("the failed ones again", 2, 4)
		now = now.Add(time.Hour)
		both()
		expect("an hour later", 4, 6)
	})
}
