package store_test

import (
	"fmt"
	"testing"

	"cordee/internal/store"
	"cordee/internal/testkit"
)

// What stands is given from the last reference backwards, and no further than asked for.
func TestTheLatestComeFirst(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		var all []store.Posted
		var heads []store.Head
		for i := range 40 {
			p := sale(store.PostingID(1, i+1), fmt.Sprintf("deal-%02d", (i*7)%40), "2026-02-10", 100)
			all, heads = append(all, p), append(heads, headOf(p, p.Ref != "deal-39"))
		}
		other := sale(store.PostingID(1, 50), "deal-99", "2026-02-11", 100)
		call := sale(store.PostingID(1, 51), "deal-98", "2026-02-10", 100)
		call.Kind = "call"
		all, heads = append(all, other, call), append(heads, headOf(other, true), headOf(call, true))
		post(t, db, 1, all...)
		write(t, db, func(tx *store.Tx) error { return tx.PutHeads(1, heads) })

		for asked, want := range map[int]string{1: "deal-38", 3: "deal-38 deal-37 deal-36", 30: "", 99: ""} {
			var got string
			n := 0
			read(t, db, func(tx *store.Tx) error {
				return tx.EachLatest(1, store.Reach{From: on("2026-02-10"), To: on("2026-02-10"), Kinds: []string{"deal_won"}}, func(p store.Posted) bool {
					if n++; n > 1 {
						got += " "
					}
					got += p.Ref
					if len(p.Credits) != 2 || len(p.Assists) != 1 {
						t.Errorf("%s is not complete", p.Ref)
					}
					return n == asked
				})
			})
			if want != "" && got != want || n != min(asked, 39) {
				t.Errorf("asked for %d: %d given: %s", asked, n, got)
			}
		}
	})
}
