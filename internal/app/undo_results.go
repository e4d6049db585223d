package app

import (
	"cmp"
	"slices"

	"cordee/internal/fault"
	"cordee/internal/ledger"
	"cordee/internal/org"
	"cordee/internal/store"
)

// reverseImport takes back what an import posted, as far as it still stands: every reference it touched is emptied and forgotten,
// then what stood there before is posted again, version and cancellation included. What was corrected since stays as it is.
func (u *Unit) reverseImport(id org.ID) error {
	posted, err := u.tx.PostingsOfImport(u.org(), id)
	if err != nil || len(posted) == 0 {
		return err
	}
	before, keys, err := u.before(posted)
	if err != nil {
		return err
	}
	heads, err := u.tx.Heads(u.org(), keys)
	if err != nil {
		return err
	}
	var empty, again []incoming
	var touched []store.RefKey
	seen := map[store.RefKey]bool{}
	for _, p := range posted {
		k := store.RefKey{Source: p.Source, Ref: p.Ref}
		h := heads[k]
		if seen[k] || p.ID != cmp.Or(h.Reversal, h.Posting) {
			continue // something newer stands there: a correction, or the cancellation of what the import brought
		}
		seen[k] = true
		touched = append(touched, k)
		empty = append(empty, incoming{Result: ledger.Result{Source: k.Source, Ref: k.Ref, Kind: ledger.Cancelled}})
		again = append(again, before[k].incoming(u.World.Org().Currency)...)
	}
	if _, err := u.postNow(empty); err != nil {
		return err
	}
	if err := u.tx.DeleteHeads(u.org(), touched); err != nil {
		return err
	}
	_, err = u.postNow(again)
	return err
}

// formerState is what stood at a reference before an import: a content, and perhaps its cancellation.
type formerState struct{ content, cancel *ledger.Posting }

// before finds, for each reference, what the import's reversals took back.
func (u *Unit) before(posted []store.Posted) (map[store.RefKey]formerState, []store.RefKey, error) {
	own := make(map[int64]bool, len(posted))
	for _, p := range posted {
		own[p.ID] = true
	}
	var taken []int64
	var keys []store.RefKey
	for _, p := range posted {
		keys = append(keys, store.RefKey{Source: p.Source, Ref: p.Ref})
		if p.Reverses != 0 && !own[p.Reverses] {
			taken = append(taken, p.Reverses)
		}
	}
	former, err := u.tx.Postings(u.org(), taken)
	states := make(map[store.RefKey]formerState, len(former))
	for _, p := range former {
		k := store.RefKey{Source: p.Source, Ref: p.Ref}
		st := states[k]
		if p.Sign > 0 {
			st.content = &p.Posting
		} else {
			st.cancel = &p.Posting
		}
		states[k] = st
	}
	return states, keys, err
}

// incoming is the former state as it was first sent, ready to be posted once more. Postings keep no currency of their own.
func (st formerState) incoming(currency string) []incoming {
	if st.content == nil {
		return nil
	}
	p := *st.content
	in := incoming{Result: p.Result, original: p.OriginalAmount, currency: p.OriginalCurrency, rate: p.Rate}
	in.Currency = currency
	sent := in.Result
	if p.OriginalAmount.OK {
		sent.Amount, sent.Currency = p.OriginalAmount, p.OriginalCurrency
	}
	in.hash = sent.Hash()
	if st.cancel == nil {
		return []incoming{in}
	}
	c := ledger.Result{Source: p.Source, Ref: p.Ref, Kind: ledger.Cancelled, OccurredOn: st.cancel.OccurredOn,
		Version: st.cancel.Version, HasVersion: st.cancel.HasVersion}
	return []incoming{in, {Result: c, hash: c.Hash()}}
}

// refuseOrphans refuses to take back people and teams whom results of others still credit or thank.
func (u *Unit) refuseOrphans(b undo) error {
	owners := slices.Concat(b.NewPeople, b.NewTeams)
	if len(owners) == 0 {
		return nil
	}
	found := false
	err := u.tx.EachLive(u.org(), store.Reach{Owners: owners}, func(store.Posted) error {
		found = true
		return nil
	})
	if err == nil && found {
		return fault.New(fault.Conflict, "import.still_needed", "table", "results")
	}
	return err
}
