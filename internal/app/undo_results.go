package app

import (
	"slices"

	"cordee/internal/fault"
	"cordee/internal/ledger"
	"cordee/internal/org"
	"cordee/internal/store"
)

// reverseImport takes back what an import posted: every reference where something of it stands is emptied and forgotten, then what stood
// there without it is posted again, version and cancellation included, as part of the import that had brought it. What was corrected
// since stays as it is.
func (u *Unit) reverseImport(id org.ID) error {
	posted, err := u.tx.PostingsOfImport(u.org(), id)
	if err != nil || len(posted) == 0 {
		return err
	}
	undone, err := u.tx.UndoneImports(u.org())
	if err != nil {
		return err
	}
	b := &back{unit: u, gone: map[org.ID]bool{id: true}, before: map[org.ID]map[store.RefKey]standing{}}
	for _, other := range undone {
		b.gone[other] = true
	}
	var empty, again []incoming
	var touched []store.RefKey
	now, err := b.now(posted)
	if err != nil {
		return err
	}
	for _, p := range posted {
		k := store.RefKey{Source: p.Source, Ref: p.Ref}
		st, met := now[k]
		delete(now, k) // once per reference
		then, err := b.without(k, st)
		switch {
		case err != nil:
			return err
		case !met || then == st:
			continue
		}
		touched = append(touched, k)
		empty = append(empty, incoming{Result: ledger.Result{Source: k.Source, Ref: k.Ref, Kind: ledger.Cancelled}})
		again = append(again, then.incoming(u.World.Org().Currency)...)
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

// standing is what stands or stood at a reference: a content, and perhaps its cancellation.
type standing struct{ content, cancel *store.Posted }

// back finds what would stand if some imports had never been.
type back struct {
	unit   *Unit
	gone   map[org.ID]bool                      // imports that were undone, and the one that is being undone
	before map[org.ID]map[store.RefKey]standing // what each of them took back when it came
}

// now is what stands at the references of these postings.
func (b *back) now(posted []store.Posted) (map[store.RefKey]standing, error) {
	keys := make([]store.RefKey, len(posted))
	for i, p := range posted {
		keys[i] = store.RefKey{Source: p.Source, Ref: p.Ref}
	}
	heads, err := b.unit.tx.Heads(b.unit.org(), keys)
	if err != nil {
		return nil, err
	}
	var ids []int64
	for _, h := range heads {
		ids = append(ids, h.Posting, h.Reversal)
	}
	known, err := b.unit.tx.Postings(b.unit.org(), ids)
	states := make(map[store.RefKey]standing, len(heads))
	for k, h := range heads {
		var st standing
		if p, ok := known[h.Posting]; ok {
			st.content = &p
		}
		if p, ok := known[h.Reversal]; ok {
			st.cancel = &p
		}
		if st.content != nil {
			states[k] = st
		}
	}
	return states, err
}

// without goes back from what stands past everything that imports which are gone brought. A cancellation by somebody else stays, on
// whatever content there is then.
func (b *back) without(k store.RefKey, st standing) (standing, error) {
	for range len(b.gone) * 2 { // each import brought a content or a cancellation at most
		var from org.ID
		switch {
		case st.content == nil:
			return standing{}, nil
		case st.cancel != nil && b.gone[st.cancel.Import]:
			from = st.cancel.Import
		case b.gone[st.content.Import]:
			from = st.content.Import
		default:
			return st, nil
		}
		former, err := b.takenBy(from)
		if err != nil {
			return standing{}, err
		}
		was := st
		st = former[k]
		if was.cancel != nil && was.cancel.Import != from {
			st.cancel = was.cancelOn(st.content)
		}
	}
	return standing{}, nil
}

// cancelOn is the cancellation that stands, as it would be of another content: one that bore no day of its own moves with it.
func (st standing) cancelOn(other *store.Posted) *store.Posted {
	c := *st.cancel
	if other != nil && c.OccurredOn == st.content.OccurredOn {
		c.OccurredOn = other.OccurredOn
	}
	return &c
}

// takenBy is what an import took back at each of its references: what stood there before it.
func (b *back) takenBy(id org.ID) (map[store.RefKey]standing, error) {
	if states, done := b.before[id]; done {
		return states, nil
	}
	posted, err := b.unit.tx.PostingsOfImport(b.unit.org(), id)
	if err != nil {
		return nil, err
	}
	own := make(map[int64]bool, len(posted))
	for _, p := range posted {
		own[p.ID] = true
	}
	var taken []int64
	for _, p := range posted {
		if p.Reverses != 0 && !own[p.Reverses] {
			taken = append(taken, p.Reverses)
		}
	}
	former, err := b.unit.tx.Postings(b.unit.org(), taken)
	states := make(map[store.RefKey]standing, len(former))
	for _, p := range former {
		k := store.RefKey{Source: p.Source, Ref: p.Ref}
		st := states[k]
		at := &st.content
		if p.Sign < 0 {
			at = &st.cancel
		}
		if *at == nil || (*at).ID < p.ID { // what was brought back since stands for what it was
			*at = &p
		}
		states[k] = st
	}
	b.before[id] = states
	return states, err
}

// incoming is what stood, as it was first sent, ready to be posted once more. Postings keep no currency of their own.
func (st standing) incoming(currency string) []incoming {
	if st.content == nil {
		return nil
	}
	p := *st.content
	in := incoming{Result: p.Result, original: p.OriginalAmount, currency: p.OriginalCurrency, rate: p.Rate, belongs: p.Import}
	in.Currency = currency
	sent := in.Result
	if p.OriginalAmount.OK {
		sent.Amount, sent.Currency = p.OriginalAmount, p.OriginalCurrency
	}
	in.hash = sent.Hash()
	if st.cancel == nil {
		return []incoming{in}
	}
	c := ledger.Result{Source: p.Source, Ref: p.Ref, Kind: ledger.Cancelled, Version: st.cancel.Version, HasVersion: st.cancel.HasVersion}
	if st.cancel.OccurredOn != p.OccurredOn {
		c.OccurredOn = st.cancel.OccurredOn // else it bore no day of its own
	}
	return []incoming{in, {Result: c, hash: c.Hash(), belongs: st.cancel.Import}}
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
