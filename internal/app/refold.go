package app

import (
	"errors"
	"maps"
	"slices"

	"cordee/internal/ledger"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/store"
)

// refold is what a change of configuration makes necessary: whose past results now count elsewhere, and which metrics count
// differently.
type refold struct {
	before   *World
	persons  map[org.ID]bool
	everyone bool
	metrics  map[org.ID]bool
}

// person marks someone whose memberships changed; only people who existed before can have results.
func (r *refold) person(id org.ID) {
	if _, existed := r.before.Person(id); !existed {
		return
	}
	if r.persons == nil {
		r.persons = map[org.ID]bool{}
	}
	r.persons[id] = true
}

func (r *refold) metric(id org.ID) {
	if id == 0 {
		return
	}
	if r.metrics == nil {
		r.metrics = map[org.ID]bool{}
	}
	r.metrics[id] = true
}

// refoldMoved brings the totals in line with the organisation as it now is. Results of people who moved are taken out where they
// counted before and put in where they count now; changed metrics are folded anew over the whole ledger.
func (in *intake) refoldMoved() error {
	r := &in.refold
	if len(r.persons) > 0 || r.everyone {
		if err := in.refoldPeople(); err != nil {
			return err
		}
	}
	if len(r.metrics) > 0 {
		if err := in.refoldMetrics(r.metrics); err != nil {
			return err
		}
	}
	*r = refold{before: in.World}
	return nil
}

func (in *intake) refoldPeople() error {
	meters := in.refold.before.meters.Without(in.refold.metrics)
	sums := newSums(in.Unit, meters)
	move := func(p store.Posted) error {
		if err := sums.takeOut(p.Posting, in.refold.before); err != nil {
			return err
		}
		return sums.putIn(p.Posting, in.World)
	}
	var err error
	if in.refold.everyone {
		err = eachPosting(in.tx, in.org(), move, sums.flushDeltas)
	} else {
		err = in.eachPostingOf(in.refold.persons, move)
	}
	if err != nil {
		return err
	}
	return sums.flush()
}

// eachPosting streams the whole ledger in chunks, because the database cannot be written to while a stream is open.
func eachPosting(tx *store.Tx, o org.ID, fn func(store.Posted) error, between func() error) error {
	for after, full := int64(0), true; full; {
		n := 0
		err := tx.EachPosting(o, after, func(p store.Posted) error {
			if n == postingChunk {
				return errChunk
			}
			after, n = p.ID, n+1
			return fn(p)
		})
		if full = errors.Is(err, errChunk); err != nil && !full {
			return err
		}
		if err := between(); err != nil {
			return err
		}
	}
	return nil
}

var errChunk = errors.New("app: enough for this chunk")

const postingChunk = 50_000

// eachPostingOf gives the complete postings that credit these people.
func (u *Unit) eachPostingOf(people map[org.ID]bool, fn func(store.Posted) error) error {
	owners := make([]org.ID, 0, len(people))
	for id := range people {
		owners = append(owners, id)
	}
	var ids []int64
	err := u.tx.EachOf(u.org(), store.Reach{Owners: owners}, func(p store.Posted) error {
		ids = append(ids, p.ID)
		return nil
	})
	if err != nil {
		return err
	}
	for len(ids) > 0 {
		n := min(len(ids), refoldChunk)
		whole, err := u.tx.Postings(u.org(), ids[:n])
		if err != nil {
			return err
		}
		for _, p := range whole {
			if err := fn(p); err != nil {
				return err
			}
		}
		ids = ids[n:]
	}
	return nil
}

const refoldChunk = 5_000

// refoldMetrics forgets the totals of some metrics and folds them again from every result there is.
func (u *Unit) refoldMetrics(metrics map[org.ID]bool) error {
	for id := range metrics {
		if err := u.tx.DeleteTallies(u.org(), id); err != nil {
			return err
		}
	}
	sums := newSums(u, u.World.meters.Only(metrics))
	if sums.meters.Empty() {
		return nil
	}
	put := func(p store.Posted) error { return sums.putIn(p.Posting, u.World) }
	if err := eachPosting(u.tx, u.org(), put, sums.flushDeltas); err != nil {
		return err
	}
	return sums.flush()
}

// sums gathers changes of totals in memory, one per metric, owner and day, and writes them in bulk. Metrics of kind latest do not
// add up: their days are noted and read again from the ledger at the end.
type sums struct {
	unit   *Unit
	meters ledger.Meters
	deltas map[ledger.Key]ledger.Delta
	latest map[period.Date]map[ledger.Key]bool
}

func newSums(u *Unit, meters ledger.Meters) *sums {
	return &sums{unit: u, meters: meters, deltas: map[ledger.Key]ledger.Delta{}, latest: map[period.Date]map[ledger.Key]bool{}}
}

func (s *sums) putIn(p ledger.Posting, w *World) error {
	s.touch(p, w)
	return ledger.Fold(p, s.meters, w.TeamsOf, w.Above, s.add)
}

func (s *sums) takeOut(p ledger.Posting, w *World) error {
	s.touch(p, w)
	return ledger.Fold(p, s.meters, w.TeamsOf, w.Above, func(k ledger.Key, d ledger.Delta) error {
		return s.add(k, ledger.Delta{Value: -d.Value, N: -d.N})
	})
}

func (s *sums) touch(p ledger.Posting, w *World) {
	for _, k := range ledger.Touch(p, s.meters, w.TeamsOf, w.Above) {
		if s.latest[k.On] == nil {
			s.latest[k.On] = map[ledger.Key]bool{}
		}
		s.latest[k.On][k] = true
	}
}

func (s *sums) add(k ledger.Key, d ledger.Delta) error {
	old := s.deltas[k]
	v, err := old.Value.Add(d.Value)
	if err != nil {
		return err
	}
	s.deltas[k] = ledger.Delta{Value: v, N: old.N + d.N}
	return nil
}

func (s *sums) flushDeltas() error {
	rows := make([]ledger.Tally, 0, len(s.deltas))
	for k, d := range s.deltas {
		if d != (ledger.Delta{}) {
			rows = append(rows, ledger.Tally{Key: k, Delta: d})
		}
	}
	clear(s.deltas)
	return s.unit.tx.AddTallies(s.unit.org(), rows)
}

// flush writes everything gathered. Entries and heads must be written before: days of latest metrics are read back from them.
func (s *sums) flush() error {
	if err := s.flushDeltas(); err != nil {
		return err
	}
	for day, keys := range s.latest {
		rows, err := latestOn(s.unit.tx, s.unit.World, day, keys)
		if err != nil {
			return err
		}
		if err := s.unit.tx.SetTallies(s.unit.org(), rows); err != nil {
			return err
		}
	}
	clear(s.latest)
	return nil
}

// askedAlone is for how many people at most their own results of a day are read, instead of the day's.
const askedAlone = 16

// latestOn reads totals of metrics of kind latest again from what stands on their day: a few people's from their own results, the others
// from all of the day.
func latestOn(tx *store.Tx, w *World, day period.Date, keys map[ledger.Key]bool) ([]ledger.Tally, error) {
	of := map[org.ID]map[ledger.Key]bool{} // 0: everybody
	for k := range keys {
		who := k.Owner.ID
		if k.Owner.Kind != org.OwnerPerson || of[who] == nil && len(of) > askedAlone {
			who = 0
		}
		if of[who] == nil {
			of[who] = map[ledger.Key]bool{}
		}
		of[who][k] = true
	}
	rows := make([]ledger.Tally, 0, len(keys))
	for who, theirs := range of {
		reach := store.Reach{From: day, To: day}
		if who != 0 {
			reach.Owners = []org.ID{who}
		}
		some, err := latestWithin(tx, w, reach, theirs)
		if err != nil {
			return nil, err
		}
		rows = append(rows, some...)
	}
	return rows, nil
}

// latestWithin reads from the last reference backwards, until each total has found its value.
func latestWithin(tx *store.Tx, w *World, reach store.Reach, keys map[ledger.Key]bool) ([]ledger.Tally, error) {
	meters := map[org.ID]ledger.Meter{}
	for _, m := range w.meters.All() {
		meters[m.ID] = m
	}
	reach.Kinds = kindsOf(keys, meters)
	rows := make([]ledger.Tally, 0, len(keys))
	left := maps.Clone(keys)
	err := tx.EachLatest(w.Org().ID, reach, func(p store.Posted) bool {
		for k := range left {
			if d := ledger.LatestAt(k, meters[k.Metric], []ledger.Posting{p.Posting}, w.TeamsOf, w.Above); d.N != 0 {
				rows = append(rows, ledger.Tally{Key: k, Delta: d})
				delete(left, k)
			}
		}
		return len(left) == 0
	})
	for k := range left { // nothing stands on that day any more
		rows = append(rows, ledger.Tally{Key: k})
	}
	return rows, err
}

// kindsOf is the kinds of results that the metrics of these totals can read, none named when one of them reads any kind: a day
// holds many calls and few surveys.
func kindsOf(keys map[ledger.Key]bool, meters map[org.ID]ledger.Meter) []string {
	var kinds []string
	seen := map[org.ID]bool{}
	for k := range keys {
		if seen[k.Metric] {
			continue
		}
		seen[k.Metric] = true
		m := meters[k.Metric]
		named, bounded := m.Filter.Kinds()
		if !bounded {
			return nil
		}
		kinds = append(kinds, named...)
	}
	slices.Sort(kinds)
	return slices.Compact(kinds)
}

// owners lists whose totals are about to move, or nobody when they are too many to name.
func (s *sums) owners() []string {
	ids := map[org.ID]bool{}
	for k := range s.deltas {
		ids[k.Owner.ID] = true
	}
	for _, keys := range s.latest {
		for k := range keys {
			ids[k.Owner.ID] = true
		}
	}
	if len(ids) > maxNamedOwners {
		return nil
	}
	list := make([]string, 0, len(ids))
	for id := range ids {
		list = append(list, id.String())
	}
	return list
}

// maxNamedOwners keeps a journal row small: beyond it, everybody looks.
const maxNamedOwners = 500
