package store_test

import (
	"fmt"
	"testing"

	"cordee/internal/fault"
	"cordee/internal/ledger"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/store"
	"cordee/internal/testkit"
)

const (
	lea, karim, nord = org.ID(101), org.ID(102), org.ID(201)
	revenue          = org.ID(301)
)

// sale is a deal won shared 60/40, with an assist and an attribute.
func sale(id int64, ref, day string, euros int64) store.Posted {
	return store.Posted{
		Posting: ledger.Posting{
			ID: id, Sign: 1, RosterOn: on(day), At: 1_000_000 + id, Seq: id >> 20,
			Result: ledger.Result{
				Source: "crm", Ref: ref, OccurredOn: on(day), Kind: "deal_won",
				Credits: []ledger.Share{{Owner: org.PersonOwner(lea), BP: 6_000}, {Owner: org.PersonOwner(karim), BP: 4_000}},
				Assists: []org.ID{103},
				Amount:  measure.Some(measure.Amount(euros * 10_000)),
				Attrs:   map[string]string{"product": "GTX « Pro »", "margin": "12.5"},
			},
		},
		Import: 7, Actor: 9,
	}
}

func reversal(id int64, of store.Posted) store.Posted {
	r := of
	r.ID, r.Sign, r.Reverses, r.Import = id, -1, of.ID, 0
	return r
}

func headOf(p store.Posted, live bool) store.Head {
	return store.Head{
		RefKey: store.RefKey{Source: p.Source, Ref: p.Ref},
		Head:   ledger.Head{Posting: p.ID, Live: live, Hash: [16]byte{1, 2, byte(p.ID)}, OccurredOn: p.OccurredOn},
	}
}

func post(t testing.TB, db *store.DB, o org.ID, ps ...store.Posted) {
	t.Helper()
	write(t, db, func(tx *store.Tx) error { return tx.InsertPostings(o, ps) })
}

func TestPostingsComeBackWhole(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		a := sale(store.PostingID(1, 0), "deal-1", "2026-02-10", 15_000)
		b := sale(store.PostingID(1, 1), "deal-2", "2026-02-11", -3)
		b.HasVersion, b.Version = true, 12
		b.OriginalAmount, b.OriginalCurrency, b.Rate = measure.Some(42), "CHF", 10_500_000_000
		b.Amount, b.Attrs, b.Assists, b.Import, b.Actor = measure.Maybe{}, nil, nil, 0, 0
		b.Credits = []ledger.Share{{Owner: org.TeamOwner(nord), BP: 10_000}}
		post(t, db, 1, a, b)
		read(t, db, func(tx *store.Tx) error {
			var got []store.Posted
			err := tx.EachPosting(1, 0, func(p store.Posted) error {
				got = append(got, p)
				return nil
			})
			equal(t, got, []store.Posted{a, b})
			return err
		})
		read(t, db, func(tx *store.Tx) error {
			some, err := tx.Postings(1, []int64{b.ID, 999})
			equal(t, some, map[int64]store.Posted{b.ID: b})
			return err
		})
	})
}

func TestHistoryOfAResult(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		first := sale(store.PostingID(1, 0), "deal-1", "2026-02-10", 15_000)
		undo := reversal(store.PostingID(2, 0), first)
		second := sale(store.PostingID(2, 1), "deal-1", "2026-02-12", 16_000)
		other := sale(store.PostingID(3, 0), "deal-2", "2026-02-12", 1)
		post(t, db, 1, first, undo, second, other)
		write(t, db, func(tx *store.Tx) error {
			return tx.PutHeads(1, []store.Head{headOf(first, true), headOf(other, true)})
		})
		cancelledAhead := store.Head{
			RefKey: store.RefKey{Source: "crm", Ref: "deal-3"},
			Head:   ledger.Head{CancelVersion: 4, CancelHasVersion: true, CancelOn: first.OccurredOn, Reversal: 9},
		}
		write(t, db, func(tx *store.Tx) error { return tx.PutHeads(1, []store.Head{headOf(second, true), cancelledAhead}) })
		read(t, db, func(tx *store.Tx) error {
			got, err := tx.PostingsOfRef(1, store.RefKey{Source: "crm", Ref: "deal-1"})
			equal(t, got, []store.Posted{first, undo, second})
			return err
		})
		read(t, db, func(tx *store.Tx) error {
			got, err := tx.PostingsOfImport(1, 7)
			equal(t, got, []store.Posted{first, second, other})
			return err
		})
		read(t, db, func(tx *store.Tx) error {
			keys := []store.RefKey{{Source: "crm", Ref: "deal-1"}, cancelledAhead.RefKey, {Source: "crm", Ref: "unknown"}, {Source: "file", Ref: "deal-1"}}
			got, err := tx.Heads(1, keys)
			equal(t, got, map[store.RefKey]store.Head{keys[0]: headOf(second, true), keys[1]: cancelledAhead})
			return err
		})
	})
}

func refs(ps []store.Posted) string {
	s := ""
	for _, p := range ps {
		s += fmt.Sprintf("%+d:%s:%d ", p.Sign, p.Ref, len(p.Credits)+len(p.Assists))
	}
	return s
}

func TestWhatStandsNow(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		gone := sale(1, "a", "2026-02-10", 1)
		kept := sale(2, "b", "2026-02-10", 2)
		late := sale(3, "c", "2026-01-31", 3)
		call := sale(4, "d", "2026-02-11", 4)
		call.Kind = "call"
		call.Credits = []ledger.Share{{Owner: org.PersonOwner(karim), BP: 10_000}}
		post(t, db, 1, gone, kept, late, call, reversal(5, gone))
		write(t, db, func(tx *store.Tx) error {
			return tx.PutHeads(1, []store.Head{headOf(gone, false), headOf(kept, true), headOf(late, true), headOf(call, true)})
		})
		collect := func(each func(int64, store.Reach, func(store.Posted) error) error, r store.Reach) string {
			var got []store.Posted
			if err := each(1, r, func(p store.Posted) error { got = append(got, p); return nil }); err != nil {
				t.Fatal(err)
			}
			return refs(got)
		}
		read(t, db, func(tx *store.Tx) error {
			live := func(o int64, r store.Reach, fn func(store.Posted) error) error { return tx.EachLive(org.ID(o), r, fn) }
			every := func(o int64, r store.Reach, fn func(store.Posted) error) error { return tx.EachOf(org.ID(o), r, fn) }
			equal(t, collect(live, store.Reach{}), "+1:b:3 +1:c:3 +1:d:2 ")
			equal(t, collect(live, store.Reach{Owners: []org.ID{lea}}), "+1:b:3 +1:c:3 ")
			equal(t, collect(live, store.Reach{Kinds: []string{"call"}}), "+1:d:2 ")
			equal(t, collect(live, store.Reach{From: on("2026-02-01"), To: on("2026-02-10")}), "+1:b:3 ")
			equal(t, collect(every, store.Reach{Owners: []org.ID{lea}}), "+1:c:1 +1:a:1 +1:b:1 -1:a:1 ")
			equal(t, collect(every, store.Reach{Owners: []org.ID{lea, karim}, From: on("2026-02-10")}), "+1:a:2 +1:b:2 -1:a:2 +1:d:1 ")
			page, err := tx.LivePage(1, store.Reach{}, store.Cursor{}, 2)
			equal(t, refs(page), "+1:d:2 +1:b:3 ")
			if err != nil {
				return err
			}
			page, err = tx.LivePage(1, store.Reach{}, store.Cursor{On: page[1].OccurredOn, Posting: page[1].ID}, 2)
			equal(t, refs(page), "+1:c:3 ")
			if err != nil {
				return err
			}
			feed, err := tx.Feed(1, store.Reach{Owners: []org.ID{lea}}, 0, 2)
			equal(t, refs(feed), "-1:a:3 +1:c:3 ")
			if err != nil {
				return err
			}
			feed, err = tx.Feed(1, store.Reach{Owners: []org.ID{lea}}, 3, 9)
			equal(t, refs(feed), "+1:b:3 +1:a:3 ")
			return err
		})
	})
}

func tally(metric, owner org.ID, day string, value, n int64) ledger.Tally {
	return ledger.Tally{
		Key:   ledger.Key{Metric: metric, Owner: org.PersonOwner(owner), On: on(day)},
		Delta: ledger.Delta{Value: measure.Amount(value), N: n},
	}
}

func TestTalliesAddUp(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		add := func(ts ...ledger.Tally) {
			write(t, db, func(tx *store.Tx) error { return tx.AddTallies(1, ts) })
		}
		add(tally(revenue, lea, "2026-02-01", 100, 1), tally(revenue, karim, "2026-02-01", 7, 1), tally(revenue, lea, "2026-02-03", 30, 1),
			tally(revenue, lea, "2026-02-01", 5, 1))
		add(tally(revenue, lea, "2026-02-03", -10, -1), tally(revenue+1, lea, "2026-02-02", 9, 1))
		read(t, db, func(tx *store.Tx) error {
			asks := []store.Ask{
				{Metric: revenue, Owner: lea}, {Metric: revenue, Owner: nord}, {Metric: revenue, Owner: lea, From: on("2026-02-02")},
				{Metric: revenue, Owner: lea, To: on("2026-02-01")}, {Metric: revenue, Owner: lea, From: on("2026-02-01"), To: on("2026-02-03")},
			}
			sums, err := tx.Sums(1, asks)
			equal(t, sums, []ledger.Delta{{Value: 125, N: 2}, {}, {Value: 20, N: 0}, {Value: 105, N: 2}, {Value: 125, N: 2}})
			if err != nil {
				return err
			}
			latest, err := tx.Latests(1, asks)
			equal(t, latest, []measure.Maybe{measure.Some(20), {}, measure.Some(20), measure.Some(105), measure.Some(20)})
			if err != nil {
				return err
			}
			board, err := tx.SumByOwner(1, revenue, nil, on("2026-02-01"), on("2026-02-02"))
			equal(t, board, map[org.ID]ledger.Delta{lea: {Value: 105, N: 2}, karim: {Value: 7, N: 1}})
			if err != nil {
				return err
			}
			board, err = tx.SumByOwner(1, revenue, []org.ID{karim, nord}, 0, 0)
			equal(t, board, map[org.ID]ledger.Delta{karim: {Value: 7, N: 1}})
			if err != nil {
				return err
			}
			days, err := tx.Daily(1, []org.ID{revenue, revenue + 1}, []org.ID{lea}, on("2026-02-02"), 0)
			equal(t, days, []ledger.Tally{tally(revenue, lea, "2026-02-03", 20, 0), tally(revenue+1, lea, "2026-02-02", 9, 1)})
			return err
		})
		write(t, db, func(tx *store.Tx) error {
			return tx.SetTallies(1, []ledger.Tally{tally(revenue, lea, "2026-02-01", 1, 1), tally(revenue, lea, "2026-02-03", 0, 0)})
		})
		write(t, db, func(tx *store.Tx) error { return tx.DeleteTalliesOf(1, []org.ID{revenue + 1}, []org.ID{lea}) })
		read(t, db, func(tx *store.Tx) error {
			var got []ledger.Tally
			err := tx.EachTally(1, 0, func(x ledger.Tally) error { got = append(got, x); return nil })
			equal(t, got, []ledger.Tally{tally(revenue, lea, "2026-02-01", 1, 1), tally(revenue, karim, "2026-02-01", 7, 1)})
			return err
		})
		write(t, db, func(tx *store.Tx) error { return tx.DeleteTallies(1, revenue) })
		read(t, db, func(tx *store.Tx) error {
			return tx.EachTally(1, revenue, func(x ledger.Tally) error { return fmt.Errorf("still there: %v", x) })
		})
	})
}

func TestATallyNeverWraps(t *testing.T) {
	const most = 9_000_000_000_000_000_000
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		for _, step := range []int64{most, -most} {
			write(t, db, func(tx *store.Tx) error {
				return tx.AddTallies(1, []ledger.Tally{tally(revenue, lea, "2026-02-01", step, 1)})
			})
			for _, more := range []int64{step, step / most} {
				err := db.Write(t.Context(), func(tx *store.Tx) error {
					return tx.AddTallies(1, []ledger.Tally{tally(revenue, lea, "2026-02-01", more, 1)})
				})
				if !fault.Is(err, "amount.overflow") {
					t.Errorf("%d + %d: got %v, want amount.overflow", step, more, err)
				}
			}
			write(t, db, func(tx *store.Tx) error {
				return tx.AddTallies(1, []ledger.Tally{tally(revenue, lea, "2026-02-01", -step, -1)})
			})
		}
		// Each day fits, their sum does not.
		write(t, db, func(tx *store.Tx) error {
			return tx.AddTallies(1, []ledger.Tally{tally(revenue, lea, "2026-03-01", most, 1), tally(revenue, lea, "2026-03-02", most, 1)})
		})
		err := db.Read(t.Context(), func(tx *store.Tx) error {
			_, err := tx.Sums(1, []store.Ask{{Metric: revenue, Owner: lea}})
			return err
		})
		if !fault.Is(err, "amount.overflow") {
			t.Errorf("sum: got %v, want amount.overflow", err)
		}
	})
}
