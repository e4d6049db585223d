package app

import (
	"sync"

	"cordee/internal/ledger"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/store"
)

// shared is what readers of one organisation work out for each other: where objectives stand, what members brought. It holds facts
// as they are in the ledger, before anybody's permissions: whoever takes one has asked the authoriser about it first, exactly as if
// it had been read from the database. It lives in the snapshot, so a change of people, teams or settings begins an empty one.
type shared struct {
	mu        sync.Mutex
	standings map[momentOf]fact[Standing]
	brought   map[momentOf]fact[broughtBy]
	above     map[org.ID]fact[store.GoalRow]
	ofTeam    map[momentOf]fact[[]store.GoalRow]
}

// momentOf is an objective, or a team, on a day.
type momentOf struct {
	id org.ID
	on period.Date
}

// fact is something read at a change number.
type fact[T any] struct {
	at    int64
	value T
}

// broughtBy is what members brought to a team's objective during their stays: sums[i] in stays[i].
type broughtBy struct {
	version int // of the objective
	stays   []org.Stay
	sums    []ledger.Delta
}

// maxShared bounds each memory; beyond it everything is forgotten and read again.
const maxShared = 20_000

// fresh tells whether a fact read at a change number may stand in this look: one page is one snapshot, so only what was read in
// that very snapshot; a live part asks for nothing older than the change it tells of.
func (r *Reading) fresh(at int64) bool {
	return at == r.seq || r.since > 0 && at >= r.since
}

// take finds a fact that is fresh enough.
func take[K comparable, T any](r *Reading, from func(*shared) *map[K]fact[T], key K) (value T, ok bool) {
	s := &r.World.shared
	s.mu.Lock()
	defer s.mu.Unlock()
	f, known := (*from(s))[key]
	if !known || !r.fresh(f.at) {
		return value, false
	}
	return f.value, true
}

// keepFor keeps a fact for others, unless a newer one is there.
func keepFor[K comparable, T any](r *Reading, in func(*shared) *map[K]fact[T], key K, value T) {
	s := &r.World.shared
	s.mu.Lock()
	defer s.mu.Unlock()
	m := in(s)
	if *m == nil || len(*m) >= maxShared {
		*m = map[K]fact[T]{}
	}
	if old, known := (*m)[key]; !known || old.at <= r.seq {
		(*m)[key] = fact[T]{r.seq, value}
	}
}

func standingsIn(s *shared) *map[momentOf]fact[Standing]        { return &s.standings }
func broughtIn(s *shared) *map[momentOf]fact[broughtBy]         { return &s.brought }
func aboveIn(s *shared) *map[org.ID]fact[store.GoalRow]         { return &s.above }
func teamGoalsIn(s *shared) *map[momentOf]fact[[]store.GoalRow] { return &s.ofTeam }

// standings scores objectives on the day of this look, each once for everybody who reads at the same moment.
func (r *Reading) standings(rows []store.GoalRow) ([]Standing, error) {
	out := make([]Standing, len(rows))
	var missing []store.GoalRow
	var at []int
	for i, row := range rows {
		s, ok := take(r, standingsIn, momentOf{row.ID, r.Today})
		if ok && s.Version == row.Version {
			s.GoalRow, out[i] = row, s
			continue
		}
		missing, at = append(missing, row), append(at, i)
	}
	if len(missing) == 0 {
		return out, nil
	}
	read, err := r.World.standings(r.tx, missing, r.Today)
	if err != nil {
		return nil, err
	}
	for i, s := range read {
		out[at[i]] = s
		keepFor(r, standingsIn, momentOf{s.ID, r.Today}, s)
	}
	return out, nil
}

// brought is what each member brought to a team's objective so far, during their stays there.
func (r *Reading) brought(s Standing) (broughtBy, error) {
	key := momentOf{s.ID, r.Today}
	if b, ok := take(r, broughtIn, key); ok && b.version == s.Version {
		return b, nil
	}
	b := broughtBy{version: s.Version, stays: r.World.MembersDuring(s.Owner.ID, period.Days(s.Start, min(r.Today, s.End)))}
	asks := make([]store.Ask, len(b.stays))
	for i, stay := range b.stays {
		asks[i] = store.Ask{Metric: s.GoalRow.Metric, Owner: stay.Person, From: stay.Span.From, To: stay.Span.Last()}
	}
	var err error
	if b.sums, err = r.tx.Sums(r.Actor.Org, asks); err == nil {
		keepFor(r, broughtIn, key, b)
	}
	return b, err
}

// goalAt is an objective met on the way up, whoever climbs.
func (r *Reading) goalAt(id org.ID) (store.GoalRow, error) {
	if g, ok := take(r, aboveIn, id); ok {
		return g, nil
	}
	g, err := r.tx.Goal(r.Actor.Org, id)
	if err == nil {
		keepFor(r, aboveIn, id, g)
	}
	return g, err
}

// goalsOfTeam are a team's objectives of these days and to come, cancelled ones too.
func (r *Reading) goalsOfTeam(team org.ID) ([]store.GoalRow, error) {
	key := momentOf{team, r.Today}
	if rows, ok := take(r, teamGoalsIn, key); ok {
		return rows, nil
	}
	rows, err := r.tx.GoalsOf(r.Actor.Org, []org.ID{team}, r.Today.AddDays(-45), 0)
	if err == nil {
		keepFor(r, teamGoalsIn, key, rows)
	}
	return rows, err
}
