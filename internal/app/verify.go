package app

import (
	"context"
	"maps"

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
	var v Verification
	err := a.db.Read(ctx, func(tx *store.Tx) error {
		w, err := a.world(tx, o)
		if err != nil {
			return err
		}
		folded, n, err := refoldAll(tx, w)
		if err != nil {
			return err
		}
		v.Postings = n
		return v.compare(tx, o, folded)
	})
	return v, err
}

// refoldAll is every total as the ledger says it, in memory. It shares nothing with the incremental path but ledger.Fold.
func refoldAll(tx *store.Tx, w *World) (map[ledger.Key]ledger.Delta, int, error) {
	folded := map[ledger.Key]ledger.Delta{}
	days := map[period.Date]map[ledger.Key]bool{}
	n := 0
	err := tx.EachPosting(w.Org().ID, 0, func(p store.Posted) error {
		n++
		for _, k := range ledger.Touch(p.Posting, w.meters, w.TeamsOf, w.Above) {
			if days[k.On] == nil {
				days[k.On] = map[ledger.Key]bool{}
			}
			days[k.On][k] = true
		}
		return ledger.Fold(p.Posting, w.meters, w.TeamsOf, w.Above, func(k ledger.Key, d ledger.Delta) error {
			old := folded[k]
			v, err := old.Value.Add(d.Value)
			folded[k] = ledger.Delta{Value: v, N: old.N + d.N}
			return err
		})
	})
	if err != nil {
		return nil, n, err
	}
	maps.DeleteFunc(folded, func(_ ledger.Key, d ledger.Delta) bool { return d == ledger.Delta{} })
	for day, keys := range days {
		rows, err := latestOn(tx, w, day, keys)
		if err != nil {
			return nil, n, err
		}
		for _, row := range rows {
			if row.N != 0 {
				folded[row.Key] = row.Delta
			}
		}
	}
	return folded, n, nil
}

func (v *Verification) compare(tx *store.Tx, o org.ID, folded map[ledger.Key]ledger.Delta) error {
	err := tx.EachTally(o, 0, func(t ledger.Tally) error {
		v.Tallies++
		want := folded[t.Key]
		delete(folded, t.Key)
		if want != t.Delta {
			v.Wrong = append(v.Wrong, Discrepancy{t.Key, t.Delta, want})
		}
		return nil
	})
	for k, want := range folded {
		v.Wrong = append(v.Wrong, Discrepancy{Key: k, Folded: want})
	}
	return err
}
