package store_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"cordee/internal/fault"
	"cordee/internal/ledger"
	"cordee/internal/org"
	"cordee/internal/store"
	"cordee/internal/testkit"
)

func TestEightWritersLoseNothing(t *testing.T) {
	const writers, each = 8, 40
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		found(t, db, 1)
		var all sync.WaitGroup
		errs := make(chan error, writers*each)
		for w := range writers {
			all.Go(func() {
				for range each {
					errs <- db.Write(t.Context(), func(tx *store.Tx) error {
						if _, _, err := tx.NextChange(1); err != nil {
							return err
						}
						return tx.AddTallies(1, []ledger.Tally{
							tally(revenue, lea, "2026-02-01", 10, 1), tally(revenue, org.ID(1_000+w), "2026-02-01", 1, 1),
						})
					})
				}
			})
		}
		all.Wait()
		close(errs)
		for err := range errs {
			if err != nil {
				t.Fatal(err)
			}
		}
		equal(t, must[int64](t)(db.Seq(t.Context(), 1)), int64(writers*each))
		read(t, db, func(tx *store.Tx) error {
			sums := must[map[org.ID]ledger.Delta](t)(tx.SumByOwner(1, revenue, nil, 0, 0))
			equal(t, sums[lea], ledger.Delta{Value: 10 * writers * each, N: writers * each})
			equal(t, sums[1_000], ledger.Delta{Value: each, N: each})
			return nil
		})
	})
}

// Without a common lock taken first, PostgreSQL refuses one of two writers who wait for each other: it runs again.
func TestADeadlockIsRunAgain(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		var all sync.WaitGroup
		errs := make(chan error, 2)
		var meet sync.Once
		both := make(chan struct{})
		var first sync.WaitGroup
		first.Add(2)
		for _, order := range [][]org.ID{{lea, karim}, {karim, lea}} {
			all.Go(func() {
				once := sync.Once{}
				errs <- db.Write(t.Context(), func(tx *store.Tx) error {
					if err := tx.AddTallies(1, []ledger.Tally{tally(revenue, order[0], "2026-02-01", 1, 1)}); err != nil {
						return err
					}
					if db.Engine() == store.Postgres { // SQLite has one writer: the other has not begun
						once.Do(func() { first.Done() })
						first.Wait()
						meet.Do(func() { close(both) })
						<-both
					}
					return tx.AddTallies(1, []ledger.Tally{tally(revenue, order[1], "2026-02-01", 1, 1)})
				})
			})
		}
		all.Wait()
		equal(t, errors.Join(<-errs, <-errs), nil)
		read(t, db, func(tx *store.Tx) error {
			got := must[map[org.ID]ledger.Delta](t)(tx.SumByOwner(1, revenue, nil, 0, 0))
			equal(t, got, map[org.ID]ledger.Delta{lea: {Value: 2, N: 2}, karim: {Value: 2, N: 2}})
			return nil
		})
	})
}

func TestAFailedWriteLeavesNothing(t *testing.T) {
	boom := errors.New("boom")
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		found(t, db, 1)
		orphan := teamNord
		orphan.Parent, orphan.Lead = 999, 0
		cases := map[string]func(cancel func(), tx *store.Tx) error{
			"refused by the program": func(_ func(), tx *store.Tx) error { return boom },
			"refused at the commit":  func(_ func(), tx *store.Tx) error { return tx.InsertTeam(1, orphan) },
			"refused by a statement": func(_ func(), tx *store.Tx) error { return tx.InsertOrg(alpina(1), 1) },
			"abandoned":              func(cancel func(), tx *store.Tx) error { cancel(); return nil },
			"panicked":               func(_ func(), tx *store.Tx) error { panic(boom) },
		}
		for name, end := range cases {
			ctx, cancel := context.WithCancel(t.Context())
			err := attemptWrite(func() error {
				return db.Write(ctx, func(tx *store.Tx) error {
					if _, _, err := tx.NextChange(1); err != nil {
						return err
					}
					if err := tx.AddTallies(1, []ledger.Tally{tally(revenue, lea, "2026-02-01", 1, 1)}); err != nil {
						return err
					}
					return end(cancel, tx)
				})
			})
			cancel()
			if err == nil {
				t.Errorf("%s: no error", name)
			}
			equal(t, must[int64](t)(db.Seq(t.Context(), 1)), int64(0))
			read(t, db, func(tx *store.Tx) error {
				return tx.EachTally(1, 0, func(x ledger.Tally) error { return fmt.Errorf("%s: left %v", name, x) })
			})
		}
		refused(t, db, "store.reference", func(tx *store.Tx) error { return tx.InsertTeam(1, orphan) })
		write(t, db, func(tx *store.Tx) error { _, _, err := tx.NextChange(1); return err }) // and the next one works
	})
}

func attemptWrite(fn func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v", r)
		}
	}()
	return fn()
}

func TestANestedRefusalUndoesItsOwnWorkOnly(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		found(t, db, 1)
		write(t, db, func(tx *store.Tx) error {
			add := func(owner org.ID) error {
				return tx.AddTallies(1, []ledger.Tally{tally(revenue, owner, "2026-02-01", 1, 1)})
			}
			if err := tx.Nested(func() error { return add(lea) }); err != nil {
				return err
			}
			err := tx.Nested(func() error {
				if err := add(karim); err != nil {
					return err
				}
				return tx.InsertOrg(alpina(1), 1) // a duplicate: PostgreSQL would refuse every later statement without the savepoint
			})
			if !fault.Is(err, "store.duplicate") {
				t.Errorf("got %v", err)
			}
			return tx.Nested(func() error { return add(nord) })
		})
		read(t, db, func(tx *store.Tx) error {
			got := must[map[org.ID]ledger.Delta](t)(tx.SumByOwner(1, revenue, nil, 0, 0))
			equal(t, got, map[org.ID]ledger.Delta{lea: {Value: 1, N: 1}, nord: {Value: 1, N: 1}})
			return nil
		})
	})
}

func TestABrokenLinkFailsItsOwnNestOnly(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		found(t, db, 1)
		orphan := teamNord
		orphan.Parent, orphan.Lead = 999, 0
		write(t, db, func(tx *store.Tx) error {
			err := tx.Nested(func() error { return tx.InsertTeam(1, orphan) })
			if !fault.Is(err, "store.reference") {
				t.Errorf("got %v", err)
			}
			return tx.Nested(func() error { return settle(tx, 1) }) // children before parents: whole at its end
		})
		read(t, db, func(tx *store.Tx) error {
			equal(t, must[[]org.Team](t)(tx.Teams(1)), []org.Team{teamAlpina, teamNord})
			return nil
		})
	})
}

func TestAFullDiskIsSaid(t *testing.T) {
	db := testkit.SQLite(t)
	found(t, db, 1)
	db.LimitPages(t.Context(), 1) // SQLite raises it to the present size: the file cannot grow
	var err error
	for i := 0; err == nil && i < 1_000; i++ {
		err = db.Write(t.Context(), func(tx *store.Tx) error {
			return tx.AppendJournal(1, []store.Change{{Seq: int64(i), Data: strings.Repeat("x", 10_000)}})
		})
	}
	if !fault.Is(err, "store.disk_full") || fault.KindOf(err) != fault.Unavailable {
		t.Fatalf("got %v", err)
	}
	read(t, db, func(tx *store.Tx) error { _, err := tx.Org(1); return err })
	db.LimitPages(t.Context(), 1<<30)
	write(t, db, func(tx *store.Tx) error { return tx.AppendJournal(1, []store.Change{{Seq: 5_000}}) })
}

func TestWaitingForAnotherProcessEndsWithTheContext(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		found(t, db, 1)
		other := again(t, db)
		write(t, db, func(tx *store.Tx) error {
			if _, _, err := tx.NextChange(1); err != nil {
				return err
			}
			ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
			defer cancel()
			err := other.Write(ctx, func(tx *store.Tx) error { _, _, err := tx.NextChange(1); return err })
			if !fault.Is(err, "store.unavailable") || !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("got %v", err)
			}
			return nil
		})
		write(t, other, func(tx *store.Tx) error { _, _, err := tx.NextChange(1); return err })
		equal(t, must[int64](t)(db.Seq(t.Context(), 1)), int64(2))
	})
}

func TestAReadSeesOneMoment(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		found(t, db, 1)
		read(t, db, func(tx *store.Tx) error {
			before, _, err := tx.Seqs(1)
			if err != nil {
				return err
			}
			write(t, db, func(w *store.Tx) error { _, _, err := w.NextChange(1); return err })
			after, _, err := tx.Seqs(1)
			equal(t, after, before)
			return err
		})
		equal(t, must[int64](t)(db.Seq(t.Context(), 1)), int64(1))
	})
}

func TestAReadCannotWrite(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		err := db.Read(t.Context(), func(tx *store.Tx) error { return tx.AddAttempt("a", 1) })
		if !fault.Is(err, "store.read_only") {
			t.Errorf("got %v", err)
		}
	})
}

func TestLedgerEntriesAreNeverChanged(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		post(t, db, 1, sale(1, "a", "2026-02-01", 1))
		for _, q := range []string{
			`UPDATE ledger_entry SET amount = 0 WHERE org_id = 1`, `DELETE FROM ledger_entry WHERE org_id = 1`,
		} {
			_, err := db.Pool().ExecContext(t.Context(), q)
			if err == nil || !strings.Contains(err.Error(), "append-only") {
				t.Errorf("%s: got %v", q, err)
			}
		}
		read(t, db, func(tx *store.Tx) error {
			got := must[map[int64]store.Posted](t)(tx.Postings(1, []int64{1}))
			equal(t, got[1], sale(1, "a", "2026-02-01", 1))
			return nil
		})
	})
}

func TestRefusalsHaveNames(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		measured(t, db, 1)
		lone := inNord
		lone.Person = 999
		late := away
		late.Share, late.Span.From = 10_001, on("2026-05-01")
		kinds := []struct {
			code string
			kind fault.Kind
			fn   func(*store.Tx) error
		}{
			{"store.duplicate", fault.Conflict, func(tx *store.Tx) error { return tx.InsertMemberships(1, []org.Membership{inNord}) }},
			{"store.reference", fault.Invalid, func(tx *store.Tx) error { return tx.InsertMemberships(1, []org.Membership{lone}) }},
			{"store.value_refused", fault.Invalid, func(tx *store.Tx) error { return tx.InsertAbsences(1, []org.Absence{late}) }},
			{"stale", fault.Stale, func(tx *store.Tx) error { return tx.UpdateTeam(1, teamNord) }},
			{"not_found", fault.NotFound, func(tx *store.Tx) error { return tx.DeleteTeam(1, 999) }},
		}
		for _, c := range kinds {
			err := db.Write(t.Context(), c.fn)
			equal(t, fault.Is(err, c.code), true)
			equal(t, fault.KindOf(err), c.kind)
		}
		ended, cancel := context.WithCancel(t.Context())
		cancel()
		err := db.Write(ended, func(*store.Tx) error { return nil })
		equal(t, fault.Is(err, "store.unavailable"), true)
	})
}

func TestFiftyThousandEntriesAtOnce(t *testing.T) {
	const n = 25_000 // two lines each
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		found(t, db, 1)
		postings := make([]store.Posted, n)
		heads := make([]store.Head, n)
		keys := make([]store.RefKey, n)
		for i := range postings {
			postings[i] = sale(store.PostingID(1, i), fmt.Sprintf("deal-%d", i), "2026-02-10", int64(i))
			postings[i].Assists = nil
			heads[i] = headOf(postings[i], true)
			keys[i] = heads[i].RefKey
		}
		write(t, db, func(tx *store.Tx) error {
			if err := tx.InsertPostings(1, postings); err != nil {
				return err
			}
			return tx.PutHeads(1, heads)
		})
		read(t, db, func(tx *store.Tx) error {
			i := 0
			err := tx.EachPosting(1, 0, func(p store.Posted) error {
				if p.Ref != postings[i].Ref || len(p.Credits) != 2 {
					return fmt.Errorf("posting %d: %+v", i, p)
				}
				i++
				return nil
			})
			equal(t, i, n)
			if err != nil {
				return err
			}
			got, err := tx.Heads(1, keys)
			equal(t, len(got), n)
			return err
		})
	})
}
