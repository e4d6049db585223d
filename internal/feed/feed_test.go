package feed_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"cordee/internal/app"
	"cordee/internal/feed"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/sheet"
	"cordee/internal/testkit"
)

// company is one person in one organisation, followed by a running feed.
type company struct {
	t    *testing.T
	app  *app.App
	org  org.ID
	feed *feed.Feed
	stop func()
}

func open(t *testing.T) *company {
	t.Helper()
	db := testkit.SQLite(t)
	a := app.New(db, app.Options{})
	t.Cleanup(a.Close)
	o, err := a.CreateOrg(t.Context(), app.NewOrg{Key: "alpina", Name: "Alpina"})
	if err != nil {
		t.Fatal(err)
	}
	people := sheet.Batch{People: []sheet.PersonRow{{Key: "lea", Name: sheet.Val("Léa")}}}
	if _, err := a.Import(t.Context(), app.System(o.ID), "people", people, false); err != nil {
		t.Fatal(err)
	}
	f := feed.New(db, nil)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { defer close(done); _ = f.Run(ctx) }()
	stop := func() { cancel(); <-done }
	t.Cleanup(stop)
	return &company{t, a, o.ID, f, stop}
}

func (c *company) sell(ref string) {
	c.t.Helper()
	row := sheet.ResultRow{
		Ref: ref, Kind: "deal_won", OccurredOn: period.On(2026, time.November, 2), Amount: measure.Some(measure.One),
		Credits: []sheet.CreditKey{{Owner: "lea", BP: measure.Hundred}},
	}
	if _, err := c.app.Record(c.t.Context(), app.System(c.org), []sheet.ResultRow{row}); err != nil {
		c.t.Fatal(err)
	}
}

func (c *company) watch() *feed.Subscription {
	c.t.Helper()
	seq, err := c.app.Seq(c.t.Context(), c.org)
	if err != nil {
		c.t.Fatal(err)
	}
	s, err := c.feed.Subscribe(c.t.Context(), c.org, seq)
	if err != nil {
		c.t.Fatal(err)
	}
	c.t.Cleanup(s.Close)
	return s
}

func TestASaleReachesThoseWhoWatch(t *testing.T) {
	c := open(t)
	s := c.watch()
	c.sell("d1")

	e, err := s.Next(t.Context())

	w, _ := c.app.World(t.Context(), c.org)
	lea, _ := w.PersonByKey("lea")
	if err != nil || e.All || !e.Touches(lea.ID) || e.Touches(lea.ID+1) {
		t.Errorf("%+v %v", e, err)
	}
}

func TestAReaderWhoWasAwayIsToldAtOnce(t *testing.T) {
	c := open(t)
	s, err := c.feed.Subscribe(t.Context(), c.org, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if e, err := s.Next(t.Context()); err != nil || !e.All {
		t.Errorf("%+v %v", e, err)
	}
}

func TestAnEventThatWasNotTakenIsStillThere(t *testing.T) {
	c := open(t)
	s := c.watch()
	c.sell("d1")
	if _, err := s.Next(t.Context()); err != nil {
		t.Fatal(err)
	}
	c.sell("d2") // within the quiet time after the first
	seq, _ := c.app.Seq(t.Context(), c.org)
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	for range 20 {
		_, _ = s.Next(gone) // someone who leaves while the event waits for its turn
	}

	e, err := s.Next(t.Context())

	if err != nil || e.Seq != seq {
		t.Errorf("%+v %v, want %d", e, err, seq)
	}
}

func TestWhenTheFeedStopsNobodyWaits(t *testing.T) {
	c := open(t)
	s := c.watch()
	c.stop()
	if _, err := s.Next(t.Context()); !errors.Is(err, feed.ErrClosed) {
		t.Errorf("%v", err)
	}
}
