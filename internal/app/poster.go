package app

import (
	"cmp"
	"slices"

	"cordee/internal/fault"
	"cordee/internal/ledger"
	"cordee/internal/org"
	"cordee/internal/store"
)

// poster decides what each result means for what is already known, then writes everything in bulk.
type poster struct {
	unit  *Unit
	sums  *sums
	heads map[store.RefKey]store.Head
	known map[int64]store.Posted // live postings that may have to be reversed
	out   []store.Posted
	dirty map[store.RefKey]bool
	undo  map[store.RefKey]*store.Head     // heads as they were before the present caller
	told  func(fault.Where, ledger.Action) // hears what each row led to; may be nil
	wrote func(postings int)               // hears of each lot that was written; may be nil
}

// lot is how many postings are written between two words about how far one is.
const lot = 2_000

// postNow posts one caller's results by themselves, all or none.
func (u *Unit) postNow(set []incoming) (Outcome, error) {
	ps := &poster{unit: u, sums: newSums(u, u.World.meters)}
	if err := ps.load([][]incoming{set}); err != nil {
		return Outcome{}, err
	}
	out, err := ps.post(set, 0)
	if err != nil {
		return Outcome{}, err
	}
	return out, ps.write()
}

// load reads what is known of every reference, and the postings that stand behind those that may be corrected or cancelled.
func (ps *poster) load(sets [][]incoming) error {
	ps.dirty = map[store.RefKey]bool{}
	var keys []store.RefKey
	for _, set := range sets {
		for _, r := range set {
			keys = append(keys, r.key())
		}
	}
	var err error
	if ps.heads, err = ps.unit.tx.Heads(ps.unit.org(), keys); err != nil {
		return err
	}
	var ids []int64
	for _, set := range sets {
		for _, r := range set {
			h, ok := ps.heads[r.key()]
			if ok && ledger.Decide(&h.Head, r.Result, r.hash).NeedsStanding() {
				ids = append(ids, h.Posting, h.Reversal)
			}
		}
	}
	ps.known, err = ps.unit.tx.Postings(ps.unit.org(), ids)
	return err
}

func (in incoming) key() store.RefKey { return store.RefKey{Source: in.Source, Ref: in.Ref} }

// post settles the results of one caller: all of them, or none when one cannot be taken.
func (ps *poster) post(set []incoming, imported org.ID) (Outcome, error) {
	before := ps.mark()
	var out Outcome
	var problems fault.List
	for _, in := range ps.contentFirst(set) {
		s, err := ps.settle(in, imported)
		if err != nil {
			for _, e := range fault.All(err) {
				problems = append(problems, e.At(in.at))
			}
			continue
		}
		if ps.told != nil {
			ps.told(in.at, s.Action)
		}
		switch s.Action {
		case ledger.New, ledger.Ahead:
			out.Accepted++
		case ledger.Duplicate, ledger.Stale:
			out.Duplicate++
		case ledger.Correct, ledger.Cancel, ledger.Recancel, ledger.Covered:
			out.Corrected++
		case ledger.NothingToCancel:
		}
	}
	if len(problems) > 0 {
		ps.backTo(before)
		return Outcome{}, problems
	}
	return out, nil
}

// contentFirst lets a cancellation without version wait for its result when the set brings that only further down and nothing is known
// of it yet: rows that come together are sorted by whoever wrote them, by day or by reference. All other rows keep their order, which decides.
func (ps *poster) contentFirst(set []incoming) []incoming {
	early := map[store.RefKey]bool{}
	for _, in := range set {
		if in.Kind != ledger.Cancelled || in.HasVersion {
			continue
		}
		if _, met := ps.heads[in.key()]; !met {
			early[in.key()] = true
		}
	}
	if len(early) == 0 {
		return set
	}
	met := map[store.RefKey]bool{}
	inOrder := make([]incoming, 0, len(set))
	var waiting []incoming
	for _, in := range set {
		k := in.key()
		if early[k] && !met[k] && in.Kind == ledger.Cancelled && !in.HasVersion {
			waiting = append(waiting, in)
			continue
		}
		met[k] = true
		inOrder = append(inOrder, in)
	}
	return append(inOrder, waiting...)
}

// settle works out what one result leads to and keeps it for writing.
func (ps *poster) settle(in incoming, imported org.ID) (ledger.Settlement, error) {
	var head *ledger.Head
	h, met := ps.heads[in.key()]
	if met {
		head = &h.Head
	}
	st := ps.standing(head)
	if err := ps.mayTakeBack(head, st, in); err != nil {
		return ledger.Settlement{}, err
	}
	p := ledger.Post(in.Result)
	p.OriginalAmount, p.OriginalCurrency, p.Rate = in.original, in.currency, in.rate
	s, err := ledger.Settle(head, st, p, in.hash, ps.nextID)
	if err != nil {
		return s, err
	}
	if s.Action == ledger.NothingToCancel {
		return s, fault.New(fault.Invalid, "result.nothing_to_cancel", "source", in.Source, "ref", in.Ref).On("ref")
	}
	for _, p := range s.Postings {
		p.At, p.Seq = ps.unit.At.UnixMicro(), ps.unit.Seq
		posted := store.Posted{Posting: p, Import: cmp.Or(in.belongs, imported), Actor: ps.unit.Actor.Person}
		ps.out = append(ps.out, posted)
		ps.known[p.ID] = posted
	}
	if s.Changed {
		ps.note(in.key())
		ps.heads[in.key()] = store.Head{RefKey: in.key(), Head: s.Head}
		ps.dirty[in.key()] = true
	}
	return s, nil
}

func (ps *poster) nextID() int64 {
	ps.unit.postings++
	return store.PostingID(ps.unit.Seq, ps.unit.postings)
}

func (ps *poster) standing(head *ledger.Head) (st ledger.Standing) {
	if head == nil {
		return st
	}
	if p, ok := ps.known[head.Posting]; ok {
		st.Content = &p.Posting
	}
	if p, ok := ps.known[head.Reversal]; ok {
		st.Cancel = &p.Posting
	}
	return st
}

// mayTakeBack asks whether the actor may touch the result that a correction or cancellation replaces.
func (ps *poster) mayTakeBack(head *ledger.Head, st ledger.Standing, in incoming) error {
	if head == nil || st.Content == nil || !ledger.Decide(head, in.Result, in.hash).NeedsStanding() {
		return nil
	}
	return ps.unit.mayPost(ps.unit.Actor, st.Content.Result)
}

// mark and backTo undo what one caller added, when another problem refuses all of it.
type mark struct {
	out      int
	postings int
	heads    map[store.RefKey]*store.Head
}

func (ps *poster) mark() mark {
	ps.undo = map[store.RefKey]*store.Head{}
	return mark{out: len(ps.out), postings: ps.unit.postings, heads: ps.undo}
}

// note remembers the head as it was before this caller.
func (ps *poster) note(k store.RefKey) {
	if _, done := ps.undo[k]; done {
		return
	}
	if h, ok := ps.heads[k]; ok {
		ps.undo[k] = &h
	} else {
		ps.undo[k] = nil
	}
}

func (ps *poster) backTo(m mark) {
	ps.out, ps.unit.postings = ps.out[:m.out], m.postings
	for k, h := range m.heads {
		if h == nil {
			delete(ps.heads, k)
			delete(ps.dirty, k)
			continue
		}
		ps.heads[k] = *h
	}
}

// write appends the postings, moves heads and totals, and tells the journal who is concerned.
func (ps *poster) write() error {
	if len(ps.dirty) == 0 {
		return nil
	}
	u := ps.unit
	for some := range slices.Chunk(ps.out, lot) {
		if err := u.tx.InsertPostings(u.org(), some); err != nil {
			return err
		}
		if ps.wrote != nil {
			ps.wrote(len(some))
		}
	}
	heads := make([]store.Head, 0, len(ps.dirty))
	for k := range ps.dirty {
		heads = append(heads, ps.heads[k])
	}
	if err := u.tx.PutHeads(u.org(), heads); err != nil {
		return err
	}
	for _, p := range ps.out {
		if err := ps.sums.putIn(p.Posting, u.World); err != nil {
			return err
		}
	}
	owners := ps.sums.owners()
	if err := ps.sums.flush(); err != nil {
		return err
	}
	return u.note(store.ResultsPosted, "results", 0, map[string]any{"n": len(ps.out), "owners": owners})
}
