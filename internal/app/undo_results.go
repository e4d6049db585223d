package app

import (
	"cordee/internal/ledger"
	"cordee/internal/org"
	"cordee/internal/store"
)

// reverseImport takes back what an import posted, as far as it still stands: new results are cancelled and forgotten, corrected
// ones get their former content again, cancelled ones count again. What was corrected since stays as it is.
func (u *Unit) reverseImport(id org.ID) error {
	posted, err := u.tx.PostingsOfImport(u.org(), id)
	if err != nil || len(posted) == 0 {
		return err
	}
	former, keys, err := u.formerContents(posted)
	if err != nil {
		return err
	}
	heads, err := u.tx.Heads(u.org(), keys)
	if err != nil {
		return err
	}
	var set []incoming
	var gone []store.RefKey
	for _, p := range posted {
		k := store.RefKey{Source: p.Source, Ref: p.Ref}
		h := heads[k]
		if h.Posting != p.ID && h.Reversal != p.ID {
			continue
		}
		old, had := former[k]
		if had {
			set = append(set, again(old))
		} else if h.Live {
			set = append(set, incoming{Result: ledger.Result{Source: k.Source, Ref: k.Ref, Kind: ledger.Cancelled}})
			gone = append(gone, k)
		}
	}
	ps := &poster{unit: u, sums: newSums(u, u.World.meters)}
	if err := ps.load([][]incoming{set}); err != nil {
		return err
	}
	if _, err := ps.post(set, 0); err != nil {
		return err
	}
	if err := ps.write(); err != nil {
		return err
	}
	return u.tx.DeleteHeads(u.org(), gone)
}

// formerContents finds, for each reference, the content that the import's reversals took back.
func (u *Unit) formerContents(posted []store.Posted) (map[store.RefKey]ledger.Posting, []store.RefKey, error) {
	own := make(map[int64]bool, len(posted))
	var taken []int64
	var keys []store.RefKey
	for _, p := range posted {
		own[p.ID] = true
		keys = append(keys, store.RefKey{Source: p.Source, Ref: p.Ref})
		if p.Sign < 0 && !own[p.Reverses] {
			taken = append(taken, p.Reverses)
		}
	}
	before, err := u.tx.Postings(u.org(), taken)
	former := make(map[store.RefKey]ledger.Posting, len(before))
	for _, p := range before {
		if p.Sign > 0 {
			former[store.RefKey{Source: p.Source, Ref: p.Ref}] = p.Posting
		}
	}
	return former, keys, err
}

// again is a posting's content as it was first sent, ready to be posted once more.
func again(p ledger.Posting) incoming {
	in := incoming{Result: p.Result, original: p.OriginalAmount, currency: p.OriginalCurrency, rate: p.Rate}
	in.HasVersion, in.Version = false, 0
	sent := in.Result
	if p.OriginalAmount.OK {
		sent.Amount, sent.Currency = p.OriginalAmount, p.OriginalCurrency
	}
	in.hash = sent.Hash()
	return in
}
