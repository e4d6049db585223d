package store_test

import (
	"testing"

	"cordee/internal/ledger"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/store"
	"cordee/internal/testkit"
)

// What a refold reads is what was posted and added up, packed otherwise.
func TestReadingForARefold(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		measured(t, db, 1)
		one, two := sale(1, "deal-1", "2026-02-10", 1_000), sale(2, "deal-2", "2026-02-11", 500)
		two.Attrs, two.Credits = nil, two.Credits[:1]
		back := reversal(3, one)
		north := tally(revenue, nord, "2026-02-10", -5, 2)
		north.Owner = org.TeamOwner(nord)
		write(t, db, func(tx *store.Tx) error {
			if err := tx.InsertPostings(1, []store.Posted{one, two, back}); err != nil {
				return err
			}
			return tx.AddTallies(1, []ledger.Tally{tally(revenue, lea, "2026-02-11", 20, 1), north, tally(revenue, lea, "2026-02-10", 10, 1)})
		})
		read(t, db, func(tx *store.Tx) error {
			var runs []store.Run
			err := tx.EachRun(1, func(r store.Run) error { runs = append(runs, r); return nil })
			equal(t, runs, []store.Run{
				{Metric: revenue, Owner: org.PersonOwner(lea), Days: []store.DayTotal{day("2026-02-10", 10, 1), day("2026-02-11", 20, 1)}},
				{Metric: revenue, Owner: org.TeamOwner(nord), Days: []store.DayTotal{day("2026-02-10", -5, 2)}},
			})
			return err
		})
		read(t, db, func(tx *store.Tx) error {
			var got []int64
			posted := map[int64]store.Posted{1: one, 2: two, 3: back}
			err := tx.EachCounted(1, func(p *ledger.Posting) error {
				got = append(got, p.ID)
				x := posted[p.ID]
				equal(t, *p, ledger.Posting{ID: p.ID, Sign: x.Sign, RosterOn: x.RosterOn, Result: ledger.Result{
					OccurredOn: x.OccurredOn, Kind: x.Kind, Credits: x.Credits, Amount: x.Amount, Attrs: x.Attrs}})
				return nil
			})
			equal(t, got, []int64{1, 2, 3})
			return err
		})
	})
}

func day(at string, value measure.Amount, n int64) store.DayTotal {
	return store.DayTotal{On: on(at), Delta: ledger.Delta{Value: value, N: n}}
}
