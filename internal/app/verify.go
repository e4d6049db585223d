package app

import (
	"context"

	"golang.org/x/sync/errgroup"

	"cordee/internal/ledger"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/store"
)

// Verification is the outcome of folding the whole ledger again.
type Verification struct {
	Postings int
	Tallies  int
	Wrong    []Discrepancy // empty when every stored total is what the ledger says
}

// Discrepancy is a stored total that the ledger does not bear out.
type Discrepancy struct {
	Key            ledger.Key
	Stored, Folded ledger.Delta
}

// Verify folds the ledger again, from nothing, and compares with every stored total.
func (a *App) Verify(ctx context.Context, o org.ID) (Verification, error) {
	var f folded
	var s stored
	// The ledger is folded while the totals are read, each in its own view of the database.
	g, both := errgroup.WithContext(ctx)
	g.Go(func() error { return a.db.Read(both, func(tx *store.Tx) error { return f.read(a, tx, o) }) })
	g.Go(func() error { return a.db.Read(both, func(tx *store.Tx) error { return s.read(tx, o) }) })
	if err := g.Wait(); err != nil {
		return Verification{}, err
	}
	if f.seq == s.seq {
		return compare(s, f)
	}
	// Somebody wrote between the two: once more, in one view.
	err := a.db.Read(ctx, func(tx *store.Tx) error {
		if err := f.read(a, tx, o); err != nil {
			return err
		}
		return s.read(tx, o)
	})
	if err != nil {
		return Verification{}, err
	}
	return compare(s, f)
}

// folded is every total as the ledger says it. It shares nothing with the incremental path but ledger.Fold.
type folded struct {
	seq      int64 // the change it was read at
	postings int
	totals   totals
}

func (f *folded) read(a *App, tx *store.Tx, o org.ID) error {
	w, err := a.world(tx, o)
	if err != nil {
		return err
	}
	*f = folded{totals: totals{}}
	if f.seq, _, err = tx.Seqs(o); err != nil {
		return err
	}
	days := map[period.Date]map[ledger.Key]bool{}
	err = tx.EachCounted(o, func(p *ledger.Posting) error {
		f.postings++
		for _, k := range ledger.Touch(*p, w.meters, w.TeamsOf, w.Above) {
			if days[k.On] == nil {
				days[k.On] = map[ledger.Key]bool{}
			}
			days[k.On][k] = true
		}
		return ledger.Fold(*p, w.meters, w.TeamsOf, w.Above, f.totals.add)
	})
	if err != nil {
		return err
	}
	for day, keys := range days {
		rows, err := latestOn(tx, w, day, keys)
		if err != nil {
			return err
		}
		for _, row := range rows {
			if err := f.totals.add(row.Key, row.Delta); err != nil {
				return err
			}
		}
	}
	return nil
}

// stored is every total as the database holds it.
type stored struct {
	seq  int64
	runs []store.Run
}

func (s *stored) read(tx *store.Tx, o org.ID) (err error) {
	*s = stored{}
	if s.seq, _, err = tx.Seqs(o); err != nil {
		return err
	}
	return tx.EachRun(o, func(r store.Run) error {
		s.runs = append(s.runs, r)
		return nil
	})
}

func compare(s stored, f folded) (Verification, error) {
	v := Verification{Postings: f.postings}
	for _, have := range s.runs {
		v.Tallies += len(have.Days)
		var want []store.DayTotal
		if r := f.totals[have.Metric][have.Owner.ID]; r != nil && r.kind == have.Owner.Kind {
			var err error
			if want, err = r.days(); err != nil {
				return v, err
			}
			delete(f.totals[have.Metric], have.Owner.ID)
		}
		v.tell(have.Metric, have.Owner, have.Days, want)
	}
	for metric, runs := range f.totals { // what nobody stored
		for owner, r := range runs {
			days, err := r.days()
			if err != nil {
				return v, err
			}
			v.tell(metric, org.Owner{Kind: r.kind, ID: owner}, nil, days)
		}
	}
	return v, nil
}

func (v *Verification) tell(metric org.ID, owner org.Owner, stored, folded []store.DayTotal) {
	differences(stored, folded, func(on period.Date, have, want ledger.Delta) {
		v.Wrong = append(v.Wrong, Discrepancy{ledger.Key{Metric: metric, Owner: owner, On: on}, have, want})
	})
}
