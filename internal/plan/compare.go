package plan

import (
	"cordee/internal/measure"
	"cordee/internal/org"
)

// Level is this table as one level of a cascade: what it was to share out and what all its parts come to, those outside it included.
func (t Table) Level() Level { return Level{Total: t.Total, Assigned: t.Carried} }

// Moved is what one owner is asked for in each of two tables; absent where they have no row.
type Moved struct {
	Owner    org.Owner
	From, To measure.Maybe
	By       measure.Amount // To - From, an absent row counting as nothing
}

// Compare sets two tables side by side, owner by owner: those of the first in their order, then those only the second has.
func Compare(a, b Table) []Moved {
	at := map[org.Owner]int{}
	list := make([]Moved, 0, len(a.Rows))
	for _, r := range a.Rows {
		at[r.Owner] = len(list)
		list = append(list, Moved{Owner: r.Owner, From: measure.Some(r.Amount)})
	}
	for _, r := range b.Rows {
		i, known := at[r.Owner]
		if !known {
			i = len(list)
			list = append(list, Moved{Owner: r.Owner})
		}
		list[i].To = measure.Some(r.Amount)
	}
	for i, m := range list {
		list[i].By = m.To.Amount - m.From.Amount // both are parts of a sum that fits
	}
	return list
}

// Proposals is what the people themselves put forward beside what a table asks of them.
type Proposals struct {
	Gaps     []measure.Maybe // by row: proposed less asked, absent where nobody proposed anything
	Made     int             // how many proposals there are
	Proposed measure.Amount  // their sum
	Asked    measure.Amount  // the sum of what those same people are asked for
	Note     Note
}

// BottomUp compares a table with what its owners proposed, before they saw it if all is well. Only those who proposed something are
// compared; an absent proposal is not a proposal of nothing. Refusal: amount.overflow.
func BottomUp(t Table, own map[org.Owner]measure.Amount) (Proposals, error) {
	p := Proposals{Gaps: make([]measure.Maybe, len(t.Rows))}
	for i, r := range t.Rows {
		proposed, ok := own[r.Owner]
		if !ok {
			continue
		}
		gap, err := proposed.Sub(r.Amount)
		if err != nil {
			return Proposals{}, err
		}
		if p.Proposed, err = p.Proposed.Add(proposed); err != nil {
			return Proposals{}, err
		}
		if p.Asked, err = p.Asked.Add(r.Amount); err != nil {
			return Proposals{}, err
		}
		p.Gaps[i] = measure.Some(gap)
		p.Made++
	}
	p.Note = p.said()
	return p, nil
}

func (p Proposals) said() Note {
	gap := p.Proposed - p.Asked
	switch {
	case p.Made == 0:
		return note("plan.bottom_up.none")
	case gap == 0:
		return note("plan.bottom_up.same", "n", p.Made, "proposed", p.Proposed)
	case gap > 0:
		return note("plan.bottom_up.more", "n", p.Made, "proposed", p.Proposed, "gap", gap)
	}
	return note("plan.bottom_up.less", "n", p.Made, "proposed", p.Proposed, "gap", -gap)
}
