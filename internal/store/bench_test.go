package store_test

import (
	"fmt"
	"testing"

	"cordee/internal/ledger"
	"cordee/internal/org"
	"cordee/internal/store"
	"cordee/internal/testkit"
)

const benchBatch = 10_000

// benchPostings are n sales by one person each, with an attribute, under change number seq.
func benchPostings(seq int64, n int) ([]store.Posted, []store.Head) {
	ps, hs := make([]store.Posted, n), make([]store.Head, n)
	for i := range ps {
		ps[i] = sale(store.PostingID(seq, i), fmt.Sprintf("deal-%d-%d", seq, i), "2026-02-10", int64(i))
		ps[i].Credits, ps[i].Assists = ps[i].Credits[:1], nil
		ps[i].Credits[0].BP = 10_000
		hs[i] = headOf(ps[i], true)
	}
	return ps, hs
}

func perSecond(b *testing.B, rows int, what string) {
	b.ReportMetric(float64(rows)*float64(b.N)/b.Elapsed().Seconds(), what)
	b.ReportMetric(0, "ns/op")
}

// BenchmarkLedger is what a bulk import costs here: entries alone, and entries with their heads looked up and kept.
func BenchmarkLedger(b *testing.B) {
	testkit.EnginesB(b, func(b *testing.B, db *store.DB) {
		seq := int64(0)
		b.Run("entries", func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				seq++
				ps, _ := benchPostings(seq, benchBatch)
				b.StartTimer()
				write(b, db, func(tx *store.Tx) error { return tx.InsertPostings(1, ps) })
			}
			perSecond(b, benchBatch, "rows/s")
		})
		b.Run("entries+heads", func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				seq++
				ps, hs := benchPostings(seq, benchBatch)
				keys := make([]store.RefKey, len(hs))
				for i := range hs {
					keys[i] = hs[i].RefKey
				}
				b.StartTimer()
				write(b, db, func(tx *store.Tx) error {
					if _, err := tx.Heads(1, keys); err != nil {
						return err
					}
					if err := tx.InsertPostings(1, ps); err != nil {
						return err
					}
					return tx.PutHeads(1, hs)
				})
			}
			perSecond(b, benchBatch, "results/s")
		})
	})
}

// BenchmarkRawEngine is the yardstick: the same facts into a bare table, by the driver alone.
func BenchmarkRawEngine(b *testing.B) {
	testkit.EnginesB(b, func(b *testing.B, db *store.DB) {
		for b.Loop() {
			if _, err := db.Yardstick(b.Context(), benchBatch); err != nil {
				b.Fatal(err)
			}
		}
		perSecond(b, benchBatch, "rows/s")
	})
}

// BenchmarkTallies adds to the day totals of a thousand owners and ten metrics, over and over.
func BenchmarkTallies(b *testing.B) {
	var ts []ledger.Tally
	for i := range benchBatch {
		ts = append(ts, tally(revenue+org.ID(i%10), org.ID(1_000+i/10), "2026-02-10", int64(i), 1))
	}
	testkit.EnginesB(b, func(b *testing.B, db *store.DB) {
		for b.Loop() {
			write(b, db, func(tx *store.Tx) error { return tx.AddTallies(1, ts) })
		}
		perSecond(b, benchBatch, "tallies/s")
	})
}

// BenchmarkSmallWrite is one sale in one durable transaction: what a single webhook costs without neighbours. The PostgreSQL of the tests
// runs without fsync: only its SQLite figure is durable.
func BenchmarkSmallWrite(b *testing.B) {
	testkit.EnginesB(b, func(b *testing.B, db *store.DB) {
		found(b, db, 1)
		for b.Loop() {
			write(b, db, func(tx *store.Tx) error {
				seq, _, err := tx.NextChange(1)
				if err != nil {
					return err
				}
				ps, hs := benchPostings(seq, 1)
				if _, err := tx.Heads(1, []store.RefKey{hs[0].RefKey}); err != nil {
					return err
				}
				if err := tx.InsertPostings(1, ps); err != nil {
					return err
				}
				if err := tx.PutHeads(1, hs); err != nil {
					return err
				}
				return tx.AddTallies(1, []ledger.Tally{tally(revenue, lea, "2026-02-10", 1, 1), tally(revenue, nord, "2026-02-10", 1, 1)})
			})
		}
		perSecond(b, 1, "tx/s")
	})
}

// BenchmarkBoard ranks a thousand people over a year of daily totals.
func BenchmarkBoard(b *testing.B) {
	owners := make([]org.ID, 1_000)
	var ts []ledger.Tally
	for i := range owners {
		owners[i] = org.ID(1_000 + i)
		for d := range 250 {
			x := tally(revenue, owners[i], "2026-01-01", int64(d), 1)
			x.On = x.On.AddDays(d)
			ts = append(ts, x)
		}
	}
	asks := make([]store.Ask, 500)
	for i := range asks {
		asks[i] = store.Ask{Metric: revenue, Owner: owners[i], From: on("2026-03-01"), To: on("2026-05-31")}
	}
	testkit.EnginesB(b, func(b *testing.B, db *store.DB) {
		write(b, db, func(tx *store.Tx) error { return tx.AddTallies(1, ts) })
		if _, err := db.Pool().Exec("ANALYZE"); err != nil { // as autovacuum does within a minute
			b.Fatal(err)
		}
		b.Run("a quarter of a thousand people", func(b *testing.B) {
			for b.Loop() {
				read(b, db, func(tx *store.Tx) error {
					_, err := tx.SumByOwner(1, revenue, owners, on("2026-03-01"), on("2026-05-31"))
					return err
				})
			}
		})
		b.Run("five hundred objectives", func(b *testing.B) {
			for b.Loop() {
				read(b, db, func(tx *store.Tx) error {
					_, err := tx.Sums(1, asks)
					return err
				})
			}
		})
		b.Run("a day of one person", func(b *testing.B) {
			for b.Loop() {
				read(b, db, func(tx *store.Tx) error {
					_, err := tx.Sums(1, asks[:1])
					return err
				})
			}
		})
	})
}
