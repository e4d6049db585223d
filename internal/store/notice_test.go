package store_test

import (
	"context"
	"testing"
	"time"

	"go.uber.org/goleak"

	"cordee/internal/store"
	"cordee/internal/testkit"
)

// heard waits for a notice; ten seconds without one is a failure, not a measure.
func heard(t testing.TB, ear <-chan struct{}) {
	t.Helper()
	select {
	case _, open := <-ear:
		if !open {
			t.Fatal("the channel is closed")
		}
	case <-time.After(10 * time.Second):
		t.Fatal("nothing heard")
	}
}

func TestCommitsAreHeardHereAndElsewhere(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		found(t, db, 1)
		other := again(t, db) // another process on the same database
		here := must[<-chan struct{}](t)(db.Listen(t.Context()))
		there := must[<-chan struct{}](t)(other.Listen(t.Context()))
		for range 2 {
			write(t, db, func(tx *store.Tx) error { _, _, err := tx.NextChange(1); return err })
			heard(t, here)
			heard(t, there)
		}
		equal(t, must[int64](t)(other.Seq(t.Context(), 1)), int64(2))
	})
}

func TestListeningEnds(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		other := again(t, db)
		before := goleak.IgnoreCurrent()
		ctx, cancel := context.WithCancel(t.Context())
		first := must[<-chan struct{}](t)(other.Listen(ctx))
		second := must[<-chan struct{}](t)(other.Listen(t.Context()))
		cancel()
		for range first { // drained until it is closed
		}
		if err := other.Close(); err != nil {
			t.Fatal(err)
		}
		for range second {
		}
		late := must[<-chan struct{}](t)(other.Listen(t.Context()))
		for range late {
		}
		goleak.VerifyNone(t, before)
	})
}
