// Package feed follows the journal after each commit and tells those who watch an organisation that something changed. It sends
// no content: a viewer renders the state anew, so a lost or merged event changes nothing.
package feed

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"cordee/internal/org"
	"cordee/internal/store"
)

// Quiet is the least time between two events to one subscriber; what happens meanwhile is merged into the next.
const Quiet = 250 * time.Millisecond

// Event says that an organisation changed up to Seq.
type Event struct {
	Seq    int64
	All    bool            // anything may have changed: people, objectives, settings
	Owners map[org.ID]bool // otherwise: the people and teams whose totals moved
}

// Touches tells whether the event concerns any of these owners.
func (e Event) Touches(owners ...org.ID) bool {
	if e.All {
		return true
	}
	for _, o := range owners {
		if e.Owners[o] {
			return true
		}
	}
	return false
}

func (e *Event) merge(x Event) {
	e.Seq, e.All = max(e.Seq, x.Seq), e.All || x.All
	for o := range x.Owners {
		if e.Owners == nil {
			e.Owners = map[org.ID]bool{}
		}
		e.Owners[o] = true
	}
}

// Feed fans the journal out to subscribers. Run owns its only goroutine.
type Feed struct {
	db  *store.DB
	log *slog.Logger

	done chan struct{} // closed when Run has ended: every viewer's wait ends with it

	mu   sync.Mutex
	subs map[org.ID]map[*Subscription]bool
	seen map[org.ID]int64
}

// ErrClosed ends the wait of every viewer when the feed stops.
var ErrClosed = errors.New("feed: closed")

// New makes a feed; call Run to start it.
func New(db *store.DB, log *slog.Logger) *Feed {
	return &Feed{db: db, log: log, done: make(chan struct{}), subs: map[org.ID]map[*Subscription]bool{}, seen: map[org.ID]int64{}}
}

// Run follows commits of this process and of others on the same database until ctx ends.
func (f *Feed) Run(ctx context.Context) error {
	defer close(f.done)
	bell, err := f.db.Listen(ctx)
	if err != nil {
		return fmt.Errorf("feed: %w", err)
	}
	for range bell {
		for _, o := range f.watched() {
			if err := f.follow(ctx, o); err != nil && ctx.Err() == nil {
				f.log.Warn("feed", "org", o.String(), "error", err.Error())
			}
		}
	}
	return nil
}

func (f *Feed) watched() []org.ID {
	f.mu.Lock()
	defer f.mu.Unlock()
	list := make([]org.ID, 0, len(f.subs))
	for o := range f.subs {
		list = append(list, o)
	}
	return list
}

// follow reads what is new in an organisation's journal and hands it to its subscribers.
func (f *Feed) follow(ctx context.Context, o org.ID) error {
	f.mu.Lock()
	after := f.seen[o]
	f.mu.Unlock()
	var changes []store.Change
	err := f.db.Read(ctx, func(tx *store.Tx) (err error) {
		changes, err = tx.JournalAfter(o, after, maxLine, maxChanges)
		return err
	})
	if err != nil || len(changes) == 0 {
		return err
	}
	e := eventOf(changes)
	f.mu.Lock()
	defer f.mu.Unlock()
	f.seen[o] = e.Seq
	for s := range f.subs[o] {
		s.push(e)
	}
	return nil
}

// Strictly after (seq, maxLine) means after every line of seq. A reader that is further behind than maxChanges is told that
// anything may have changed, which is true.
const (
	maxLine    = 1 << 30
	maxChanges = 2_000
)

func eventOf(changes []store.Change) Event {
	e := Event{All: len(changes) == maxChanges}
	for _, c := range changes {
		e.Seq = max(e.Seq, c.Seq)
		var data struct {
			Owners []string `json:"owners"`
		}
		if c.Kind != store.ResultsPosted || json.Unmarshal([]byte(c.Data), &data) != nil || len(data.Owners) == 0 {
			e.All = true
			continue
		}
		for _, s := range data.Owners {
			if id, ok := org.ParseID(s); ok {
				e.merge(Event{Owners: map[org.ID]bool{id: true}})
			}
		}
	}
	return e
}

// Subscription is one viewer. Close it when the viewer leaves.
type Subscription struct {
	feed    *Feed
	org     org.ID
	mu      sync.Mutex
	pending Event
	signal  chan struct{}
	last    time.Time
}

// Subscribe watches an organisation for changes after seq, which is what the viewer has seen last.
func (f *Feed) Subscribe(ctx context.Context, o org.ID, seq int64) (*Subscription, error) {
	now, err := f.db.Seq(ctx, o)
	if err != nil {
		return nil, err
	}
	s := &Subscription{feed: f, org: o, signal: make(chan struct{}, 1)}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.subs[o] == nil {
		f.subs[o] = map[*Subscription]bool{}
		f.seen[o] = now
	}
	f.subs[o][s] = true
	if seq < now {
		s.push(Event{Seq: now, All: true})
	}
	return s, nil
}

// Close stops watching.
func (s *Subscription) Close() {
	s.feed.mu.Lock()
	defer s.feed.mu.Unlock()
	delete(s.feed.subs[s.org], s)
	if len(s.feed.subs[s.org]) == 0 {
		delete(s.feed.subs, s.org)
		delete(s.feed.seen, s.org)
	}
}

func (s *Subscription) push(e Event) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pending.merge(e)
	s.ring()
}

// ring wakes whoever waits, now or next.
func (s *Subscription) ring() {
	select {
	case s.signal <- struct{}{}:
	default:
	}
}

// Next waits for the next event. The first comes at once; those that follow closely are merged.
func (s *Subscription) Next(ctx context.Context) (Event, error) {
	select {
	case <-s.signal:
	case <-ctx.Done():
		return Event{}, ctx.Err()
	case <-s.feed.done:
		return Event{}, ErrClosed
	}
	if wait := Quiet - time.Since(s.last); wait > 0 {
		t := time.NewTimer(wait)
		defer t.Stop()
		select {
		case <-t.C:
		case <-ctx.Done():
			s.ring() // the event was not taken: the next call must find it
			return Event{}, ctx.Err()
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.last = time.Now()
	e := s.pending
	s.pending = Event{}
	return e, nil
}
