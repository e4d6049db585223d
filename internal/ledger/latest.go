package ledger

import (
	"cmp"
	"slices"

	"cordee/internal/measure"
	"cordee/internal/org"
)

// Touch is the totals of metrics of kind latest that a posting may change. They cannot be added to: each is read again, by
// LatestOf or LatestAt, from all postings with that RosterOn. The day is RosterOn, so that a cancellation, whatever its date,
// touches the day of what it cancels.
func Touch(p Posting, meters Meters, teams TeamsFunc, above AboveFunc) []Key {
	reading := meters.LatestFor(p.Kind)
	if len(reading) == 0 {
		return nil
	}
	var keys []Key
	var to []reach
	fact := p.Fact()
	for i := range reading {
		if _, ok := reading[i].Read(fact); !ok {
			continue
		}
		if to == nil {
			to = p.reached(nil, teams, above)
		}
		for _, r := range to {
			keys = append(keys, Key{Metric: reading[i].ID, Owner: r.owner, On: p.RosterOn})
		}
	}
	return keys
}

// LatestOf is the amount of the live posting with the greatest day, source and ref; absent when none is live. The caller has
// already restricted the postings to one owner, with the owner's part as amount (Value gives it).
func LatestOf(ps []Posting) measure.Maybe {
	var last *Posting
	for _, p := range Live(ps) {
		if p.Amount.OK && (last == nil || compare(p, *last) > 0) {
			last = &p
		}
	}
	if last == nil {
		return measure.Maybe{}
	}
	return last.Amount
}

// LatestAt reads one total of a metric of kind latest from the postings of its day, of any owner and kind. N is 1 when there is a
// value.
func LatestAt(k Key, m Meter, ps []Posting, teams TeamsFunc, above AboveFunc) Delta {
	var mine []Posting
	for _, p := range ps {
		if p.RosterOn != k.On {
			continue
		}
		if v, ok := Value(p, m, k.Owner, teams, above); ok {
			p.Amount = measure.Some(v)
			mine = append(mine, p)
		}
	}
	last := LatestOf(mine)
	if !last.OK {
		return Delta{}
	}
	return Delta{Value: last.Amount, N: 1}
}

// Value is what a posting brings to one owner by one metric, without its sign; ok is false when it does not count there.
func Value(p Posting, m Meter, owner org.Owner, teams TeamsFunc, above AboveFunc) (v measure.Amount, ok bool) {
	value, ok := m.Read(p.Fact())
	if !ok || len(p.Credits) > MaxCredits {
		return 0, false
	}
	var room [16]reach
	to := p.reached(room[:0], teams, above)
	i := slices.IndexFunc(to, func(r reach) bool { return r.owner == owner })
	if i < 0 {
		return 0, false
	}
	if m.Credit == measure.Full || len(p.Credits) == 1 {
		return value, true
	}
	return to[i].sum(p.parts(value)), true
}

// Live is the postings that stand: those that nothing takes back. A posting taken back and brought back again stands.
func Live(ps []Posting) []Posting {
	root := make(map[int64]int64, len(ps)) // the posting each one leads back to
	net := make(map[int64]int, len(ps))    // the sum of the signs that lead back to it
	sorted := slices.Clone(ps)
	slices.SortStableFunc(sorted, func(a, b Posting) int { return cmp.Compare(a.ID, b.ID) })
	for _, p := range sorted {
		if _, twice := root[p.ID]; twice {
			continue
		}
		root[p.ID] = p.ID
		if r, ok := root[p.Reverses]; ok && p.Reverses != 0 {
			root[p.ID] = r
		}
		net[root[p.ID]] += p.Sign
	}
	var live []Posting
	for _, p := range sorted {
		if root[p.ID] == p.ID && net[p.ID] > 0 {
			live = append(live, p)
			net[p.ID] = 0
		}
	}
	return live
}

func compare(a, b Posting) int {
	return cmp.Or(cmp.Compare(a.OccurredOn, b.OccurredOn), cmp.Compare(a.Source, b.Source), cmp.Compare(a.Ref, b.Ref), cmp.Compare(a.ID, b.ID))
}
