package plan

import (
	"cordee/internal/measure"
)

// derive writes for each row how it came about, from the total above down to the figure.
//
// Nothing in it tells somebody else's number: of what is carried elsewhere, or was typed for others, it says that it is so. The share
// is that of the total people know, so that total x share gives the figure.
func (t *Table) derive(in Split, b basis) {
	typed := 0
	for _, l := range in.Lines {
		if l.Typed.OK {
			typed++
		}
	}
	for i, l := range in.Lines {
		of := t.Total
		d := append([]Note(nil), in.Above...)
		d = append(d, note("plan.how.total", "total", t.Total, "n", len(in.Lines)).at(t.Total))
		if whole, err := padded(in.Total, in.Padding); err == nil && whole != t.Total {
			of = whole
			d = append(d, note("plan.how.padding", "padding", max(in.Padding, 0), "assigned", whole).at(whole))
		}
		if in.Elsewhere != 0 && !in.Beside {
			d = append(d, note("plan.how.elsewhere"))
		}
		d = append(d, b.sides(i)...)
		d = append(d, b.exposure(l, i)...)
		share, _ := measure.RatioOf(t.Rows[i].Fair, of)
		d = append(d, note("plan.how.share_of", "share", share, "of", of, "amount", t.Rows[i].Fair).at(t.Rows[i].Fair))
		t.Rows[i].Derivation = append(d, t.ending(l, i, typed)...)
	}
}

// sides says what the share of a line is made of.
func (b basis) sides(i int) (d []Note) {
	if b.method == ByPresence {
		return []Note{note("plan.how.even")}
	}
	if b.potentialWeight < measure.Hundred {
		d = append(d, b.history.told("plan.how.history", i, b.noHistory, measure.Hundred-b.potentialWeight))
	}
	if b.potentialWeight > 0 {
		d = append(d, b.potential.told("plan.how.potential", i, b.noPotential, b.potentialWeight))
	}
	return d
}

// told says one side: what the line has, or the average that stands in, its share of all, and how much this side counts.
func (s side) told(code string, i int, none bool, counts measure.BP) Note {
	switch {
	case none:
		return note(code+"_none", "share", s.share(i), "counts", counts)
	case !s.has[i].OK:
		return note(code+"_average", "amount", s.amount[i], "share", s.share(i), "counts", counts)
	}
	return note(code, "amount", s.amount[i], "share", s.share(i), "counts", counts)
}

// exposure says how far somebody is there in the period: by its parts when they are known, else in one figure.
func (b basis) exposure(l Line, i int) (d []Note) {
	for _, f := range l.Factors {
		if f.Share < measure.Hundred {
			d = append(d, note("plan.how."+string(f.What), "share", f.Share))
		}
	}
	if len(d) > 0 || l.FullExposure <= 0 || b.present[i] >= l.FullExposure {
		return d
	}
	share, _ := measure.RatioOf(measure.Amount(b.present[i]), measure.Amount(l.FullExposure))
	return []Note{note("plan.how.presence", "share", share)}
}

// ending is what a person did to the figure, or what rounding did.
func (t *Table) ending(l Line, i, typed int) (d []Note) {
	r := t.Rows[i]
	switch same := r.Amount == r.Fair; {
	case l.Typed.OK && same:
		return []Note{note("plan.how.typed_same", "amount", r.Amount).at(r.Amount)}
	case l.Typed.OK && l.By != "":
		return []Note{note("plan.how.typed_by", "who", l.By, "amount", r.Amount, "fair", r.Fair).at(r.Amount)}
	case l.Typed.OK:
		return []Note{note("plan.how.typed", "amount", r.Amount, "fair", r.Fair).at(r.Amount)}
	case typed > 0 && !t.within(r):
		return []Note{note("plan.how.others_typed", "n", typed, "amount", r.Amount, "fair", r.Fair).at(r.Amount)}
	case !same:
		return []Note{note("plan.how.rounding", "step", t.Round, "amount", r.Amount).at(r.Amount)}
	}
	return nil
}

// within tells whether rounding alone explains how far a row lies from its share.
func (t *Table) within(r Row) bool {
	off := r.Amount - r.Fair
	return -t.Round < off && off < t.Round
}
