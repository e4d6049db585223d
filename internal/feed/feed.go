// Package feed follows the journal after each commit and tells those who watch an organisation that something changed. It sends
// no content: a viewer renders the state anew, so a lost or merged event changes nothing.
package feed

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
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
	Anew   map[org.ID]bool // and those of whom more than totals changed: an objective of theirs was set, revised, closed
	Above  map[org.ID]bool // and the teams above those, on whose pages it shows as well
}

// Touches tells whether the event concerns any of these owners.
func (e Event) Touches(owners ...org.ID) bool {
	if e.All {
		return true
	}
	return touches(e.Owners, owners)
}

// Renews tells whether more than totals changed for any of these owners, or for somebody in one of these teams.
func (e Event) Renews(owners, teams []org.ID) bool {
	return e.All || touches(e.Anew, owners) || touches(e.Above, teams)
}

func touches(set map[org.ID]bool, owners []org.ID) bool {
	return slices.ContainsFunc(owners, func(o org.ID) bool { return set[o] })
}

func (e *Event) merge(x Event) {
	e.Seq, e.All = max(e.Seq, x.Seq), e.All || x.All
	e.Owners, e.Anew, e.Above = joined(e.Owners, x.Owners), joined(e.Anew, x.Anew), joined(e.Above, x.Above)
}

// joined adds a set to another, made on first use.
func joined(to, from map[org.ID]bool) map[org.ID]bool {
	if to == nil && len(from) > 0 {
		to = map[org.ID]bool{}
	}
	maps.Copy(to, from)
	return to
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

// unseen changes move nothing on any page that is kept up to date.
var unseen = map[string]bool{
	"person.invited": true, "person.password_changed": true, "token.created": true, "token.revoked": true, "mapping.saved": true,
	"wall.made": true, "wall.revoked": true, "game.choice": true, "game.rules": true,
}

// eventOf says whom changes concern. A change that names no owners may concern anybody: that is the safe side, and the change that
// touches few people says so.
func eventOf(changes []store.Change) Event {
	e := Event{All: len(changes) == maxChanges}
	for _, c := range changes {
		e.Seq = max(e.Seq, c.Seq)
		var data struct {
			Owners []string `json:"owners"`
			Above  []string `json:"above"`
		}
		if unseen[c.Kind] {
			continue
		}
		if json.Unmarshal([]byte(c.Data), &data) != nil || len(data.Owners) == 0 {
			e.All = true
			continue
		}
		if c.Kind == store.ResultsPosted {
			e.merge(Event{Owners: setOf(data.Owners)})
		} else {
			e.merge(Event{Anew: setOf(data.Owners), Above: setOf(data.Above)})
		}
	}
	return e
}

func setOf(ids []string) map[org.ID]bool {
	set := map[org.ID]bool{}
	for _, s := range ids {
		if id, ok := org.ParseID(s); ok {
			set[id] = true
		}
	}
	return set
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
