// Package app holds every use case of Cordée and is the only writer. Each public method that changes something goes through
// write (write.go): one transaction, one change number, one journal row, and an answer only after the commit.
package app

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"log/slog"
	"sync"
	"time"

	"cordee/internal/org"
	"cordee/internal/store"
)

// App is the program's heart: a database, a clock, and the one writer.
type App struct {
	db   *store.DB
	now  func() time.Time
	log  *slog.Logger
	mail bool

	jobs chan *job
	quit chan struct{}
	done chan struct{}

	mu     sync.RWMutex
	worlds map[org.ID]*World

	forecasts forecasts

	hashing chan struct{} // bounds concurrent password hashing: each costs 19 MiB
}

// Options are what a caller may choose; zero values mean the real clock and silence.
type Options struct {
	Now  func() time.Time
	Log  *slog.Logger
	Mail bool // a mail server is known: messages may leave by mail, else they stay in the app
}

// New starts the writer on an open, migrated database. Close stops it.
func New(db *store.DB, o Options) *App {
	a := &App{
		db: db, now: o.Now, log: o.Log, mail: o.Mail,
		jobs: make(chan *job, maxWaiting), quit: make(chan struct{}), done: make(chan struct{}),
		worlds: make(map[org.ID]*World), forecasts: forecasts{books: make(map[org.ID]*book)},
		hashing: make(chan struct{}, maxHashing),
	}
	if a.now == nil {
		a.now = time.Now
	}
	if a.log == nil {
		a.log = slog.New(slog.DiscardHandler)
	}
	go a.run()
	return a
}

// Close lets the writer finish what it has accepted, then stops it. The database stays open.
func (a *App) Close() {
	close(a.quit)
	<-a.done
}

// DB gives the doors' wiring (feed, backup, bench) the database; use cases stay here.
func (a *App) DB() *store.DB { return a.db }

// Now is the injected clock.
func (a *App) Now() time.Time { return a.now() }

// newID draws a random positive 63-bit number.
func newID() org.ID {
	var b [8]byte
	_, _ = rand.Read(b[:]) // crypto/rand.Read never fails
	return max(org.ID(binary.BigEndian.Uint64(b[:])>>1), 1)
}

// World returns the organisation's current snapshot.
func (a *App) World(ctx context.Context, id org.ID) (*World, error) {
	var w *World
	err := a.db.Read(ctx, func(tx *store.Tx) (err error) {
		w, err = a.world(tx, id)
		return err
	})
	return w, err
}
