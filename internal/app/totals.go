package app

import (
	"cmp"
	"slices"

	"cordee/internal/ledger"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/store"
)

// totals is every total of an organisation in memory, by metric, then by owner. Ten thousand people have millions of them, and a
// posting moves twenty: days live in slices, for a map of single days takes several times the room and the time.
type totals map[org.ID]map[org.ID]*run

func (t totals) add(k ledger.Key, d ledger.Delta) error {
	runs := t[k.Metric]
	if runs == nil {
		runs = map[org.ID]*run{}
		t[k.Metric] = runs
	}
	r := runs[k.Owner.ID]
	if r == nil {
		r = &run{kind: k.Owner.Kind}
		runs[k.Owner.ID] = r
	}
	return r.add(k.On, d)
}

// run is the totals of one metric of one owner. A team has something on most days: they stand side by side from a first day on, with
// zeros in between. A person has few, kept as they come.
type run struct {
	kind  org.OwnerKind
	first period.Date
	dense []ledger.Delta
	loose []store.DayTotal
}

func (r *run) add(on period.Date, d ledger.Delta) error {
	if i := int(on - r.first); i >= 0 && i < len(r.dense) {
		return plus(&r.dense[i], d)
	}
	if len(r.loose) < cap(r.loose) {
		r.loose = append(r.loose, store.DayTotal{On: on, Delta: d})
		return nil
	}
	if err := r.tidy(); err != nil {
		return err
	}
	if len(r.loose) >= cap(r.loose)/2 {
		r.loose = slices.Grow(r.loose, max(len(r.loose), 4))
	}
	return r.add(on, d) // perhaps among the dense ones by now
}

// When a run is dense: it has this many days, and at least one in so many of those it spans.
const (
	denseDays = 48
	denseGap  = 4
)

// tidy puts the loose days in order, each once, and all days side by side when there are enough of them.
func (r *run) tidy() error {
	slices.SortFunc(r.loose, func(a, b store.DayTotal) int { return cmp.Compare(a.On, b.On) })
	kept := r.loose[:0]
	for _, x := range r.loose {
		if n := len(kept); n > 0 && kept[n-1].On == x.On {
			if err := plus(&kept[n-1].Delta, x.Delta); err != nil {
				return err
			}
			continue
		}
		kept = append(kept, x)
	}
	r.loose = kept
	if n := len(kept) + len(r.dense); n >= denseDays {
		from, to := r.bounds()
		if int(to-from) < denseGap*n {
			r.stretch(from, to)
		}
	}
	return nil
}

// bounds is the first and the last day of a run that is in order and not empty.
func (r *run) bounds() (from, to period.Date) {
	if len(r.loose) == 0 {
		return r.first, r.first + period.Date(len(r.dense)-1)
	}
	from, to = r.loose[0].On, r.loose[len(r.loose)-1].On
	if len(r.dense) > 0 {
		from, to = min(from, r.first), max(to, r.first+period.Date(len(r.dense)-1))
	}
	return from, to
}

// stretch puts all days, the loose ones too, side by side. No day is in both.
func (r *run) stretch(from, to period.Date) {
	wide := make([]ledger.Delta, to-from+1)
	if len(r.dense) > 0 {
		copy(wide[r.first-from:], r.dense)
	}
	for _, x := range r.loose {
		wide[x.On-from] = x.Delta
	}
	r.first, r.dense, r.loose = from, wide, r.loose[:0]
}

// days is the run in the order of days, each once.
func (r *run) days() ([]store.DayTotal, error) {
	if err := r.tidy(); err != nil {
		return nil, err
	}
	if len(r.dense) == 0 {
		return r.loose, nil
	}
	all := slices.Clone(r.loose)
	for i, d := range r.dense {
		if d != (ledger.Delta{}) {
			all = append(all, store.DayTotal{On: r.first + period.Date(i), Delta: d})
		}
	}
	slices.SortFunc(all, func(a, b store.DayTotal) int { return cmp.Compare(a.On, b.On) })
	return all, nil
}

func plus(sum *ledger.Delta, d ledger.Delta) error {
	v, err := sum.Value.Add(d.Value)
	sum.Value, sum.N = v, sum.N+d.N
	return err
}

// differences tells every day on which two runs are not the same; a day that is missing is zero. Both are in the order of days.
func differences(stored, folded []store.DayTotal, tell func(on period.Date, stored, folded ledger.Delta)) {
	for len(stored) > 0 || len(folded) > 0 {
		var on period.Date
		var have, want ledger.Delta
		switch {
		case len(folded) == 0 || len(stored) > 0 && stored[0].On < folded[0].On:
			on, have, stored = stored[0].On, stored[0].Delta, stored[1:]
		case len(stored) == 0 || folded[0].On < stored[0].On:
			on, want, folded = folded[0].On, folded[0].Delta, folded[1:]
		default:
			on, have, want = stored[0].On, stored[0].Delta, folded[0].Delta
			stored, folded = stored[1:], folded[1:]
		}
		if have != want {
			tell(on, have, want)
		}
	}
}
