package plan

import (
	"math/big"

	"cordee/internal/measure"
	"cordee/internal/org"
)

// Method is what a total is shared out by.
type Method string

// The closed list of methods.
const (
	ByPresence  Method = "even"      // alike, as far as each is there
	ByHistory   Method = "history"   // by what each is expected to bring
	ByPotential Method = "potential" // by what the sector of each offers
	Blend       Method = "blend"     // both, weighed
)

// Methods lists every method, the simplest first.
func Methods() []Method { return []Method{ByPresence, ByHistory, ByPotential, Blend} }

// HalfAndHalf is the default weight of potential in a blend; the rest is history. On simulated sales forces it left the chances of
// the people closest to each other, and nothing finer did better.
const HalfAndHalf measure.BP = 5_000

// Split is a total to share out among owners on the same level. The zero Method is Blend, which is ByHistory when nobody has a
// potential, which is ByPresence when nobody has a history.
type Split struct {
	Total   measure.Amount
	Method  Method
	Weight  measure.BP     // of potential in a Blend, 1 to 10,000; 0 means HalfAndHalf
	Padding measure.BP     // how much more than the total to give out; below zero counts as none
	Round   measure.Amount // the unit to round to; 0 means Friendly
	Lines   []Line
	Above   []Note // how the total itself came about, first in everybody's derivation

	Elsewhere measure.Amount // carried already by others than the lines, or by the same in another part
	Beside    bool           // what is carried elsewhere comes on top: the lines share the whole total
	Whole     bool           // only whole units are asked of anybody: nobody signs half a deal
}

// Line is one owner in a split. Exposure is the weight of the period as far as they can work it (working time, absences, ramp:
// period.Profile.Weight, Ramped), FullExposure that of somebody full-time and settled. When no line has any, all count alike.
type Line struct {
	Owner        org.Owner
	History      measure.Maybe // expected of them next period, their exposure included; below zero counts as zero
	Potential    measure.Maybe // of the whole sector, whoever is there; below zero counts as zero
	Exposure     int64
	FullExposure int64
	Factors      []Factor // what brings the full exposure down, for the derivation only
	Typed        measure.Maybe
	By           string // the name of whoever typed it
}

// Factor is one thing that brings the exposure down, as the share that it leaves.
type Factor struct {
	What  FactorKind
	Share measure.BP
}

// FactorKind names what brings an exposure down. There is no reason for an absence, on purpose.
type FactorKind string

// The closed list of factors.
const (
	WorkingTime FactorKind = "working_time"
	Absence     FactorKind = "absence"
	GrowingIn   FactorKind = "ramp"
)

// Table is a total shared out. The amounts of the rows sum to Sum, and Sum and Left to Assigned, always.
type Table struct {
	Total    measure.Amount
	Assigned measure.Amount // what the rows share: the total with its padding, less what is carried elsewhere
	Method   Method         // the one that could be applied
	Weight   measure.BP     // of potential in it
	Round    measure.Amount // the unit of what was not typed
	Rows     []Row          // one per line, in their order
	Sum      measure.Amount
	Left     measure.Amount // above zero still to be given, below zero given too much
	Carried  measure.Amount // Sum and what is carried elsewhere: all that is asked of anybody
	Gap      measure.Amount // the total with its padding less Carried: the count is right at zero
	Padding  measure.BP     // how much Carried goes beyond the total, typed figures included; below zero when it falls short
	Warnings []Note
	Unequal  []Unequal // who is asked for as much as others who have more time for it, see UnequalTime
}

// Row is what one owner is asked for. Derivation says how, line by line, from the total down.
type Row struct {
	Owner      org.Owner
	Amount     measure.Amount
	Typed      bool
	Share      measure.BP     // of what is assigned, by the method alone
	Fair       measure.Amount // that share, before anything typed and any rounding
	Derivation []Note
}

// Cascade shares a total out. What is typed stays, also a typed zero; an empty field is not a zero and takes its part of the rest,
// in proportion to its share by the method. Sums are exact. Refusal: amount.overflow.
//
// The share of a line is (1 - w) x history / sum of histories + w x potential / sum of potentials; a potential counts as far as
// its owner is there to work it. A line without history has the average of those who have one, by exposure; one without potential
// has the average potential.
func Cascade(in Split) (Table, error) {
	t := Table{Total: in.Total, Rows: make([]Row, len(in.Lines))}
	asked, err := padded(in.Total, in.Padding)
	if err != nil {
		return Table{}, err
	}
	if t.Assigned = asked; !in.Beside {
		if t.Assigned, err = asked.Sub(in.Elsewhere); err != nil {
			return Table{}, err
		}
	}
	b := newBasis(in)
	t.Method, t.Weight = b.method, b.potentialWeight
	rest, free, err := b.free(in.Lines, t.Assigned)
	if err != nil {
		return Table{}, err
	}
	t.share(in, b, rest, free)
	if t.Sum, err = t.sum(); err != nil {
		return Table{}, err
	}
	if t.Left, err = t.Assigned.Sub(t.Sum); err != nil {
		return Table{}, err
	}
	if t.Carried, err = t.Sum.Add(in.Elsewhere); err != nil {
		return Table{}, err
	}
	if t.Gap, err = asked.Sub(t.Carried); err != nil {
		return Table{}, err
	}
	if over, ok := measure.RatioOf(t.Carried, t.Total); ok {
		t.Padding = over - measure.Hundred
	}
	t.Warnings, t.Unequal = t.warnings(in, b), t.unequal(b)
	t.derive(in, b)
	return t, nil
}

// padded is a total with so much more to give out.
func padded(total measure.Amount, padding measure.BP) (measure.Amount, error) {
	more, err := max(padding, 0).Of(total)
	if err != nil {
		return 0, err
	}
	return total.Add(more)
}

// free is what typed figures leave, and the weights of the lines that share it.
func (b basis) free(lines []Line, assigned measure.Amount) (rest measure.Amount, weights []*big.Int, err error) {
	rest, weights = assigned, make([]*big.Int, len(lines))
	for i, l := range lines {
		weights[i] = b.weights[i]
		if !l.Typed.OK {
			continue
		}
		weights[i] = new(big.Int)
		if rest, err = rest.Sub(l.Typed.Amount); err != nil {
			return 0, nil, err
		}
	}
	return rest, weights, nil
}

// share fills in the amounts. When what was typed already goes beyond what is assigned, nobody else is asked for less than nothing.
func (t *Table) share(in Split, b basis, rest measure.Amount, free []*big.Int) {
	n := 0
	for _, w := range free {
		n += w.Sign()
	}
	t.Round = in.Round
	if t.Round <= 0 {
		t.Round = Friendly(rest, n)
	}
	if in.Whole {
		t.Round = max(t.Round, measure.One)
	}
	var shared []measure.Amount
	if tooMuch := (in.Total >= 0 && rest < 0) || (in.Total <= 0 && rest > 0); !tooMuch {
		shared = apportion(rest, free, t.Round)
	}
	for i, l := range in.Lines {
		r := &t.Rows[i]
		*r = Row{Owner: l.Owner, Typed: l.Typed.OK, Share: bp(b.weights[i], b.sum), Fair: part(t.Assigned, b.weights[i], b.sum)}
		switch {
		case l.Typed.OK:
			r.Amount = l.Typed.Amount
		case shared != nil:
			r.Amount = shared[i]
		}
	}
}

func (t *Table) sum() (measure.Amount, error) {
	amounts := make([]measure.Amount, len(t.Rows))
	for i, r := range t.Rows {
		amounts[i] = r.Amount
	}
	return measure.Total(amounts...)
}

// warnings are what whoever shares out should know before they publish.
func (t *Table) warnings(in Split, b basis) (list []Note) {
	switch {
	case t.Gap > 0:
		list = append(list, note("plan.warn.uncovered", "left", t.Gap))
	case t.Gap < 0:
		list = append(list, note("plan.warn.too_much", "over", -t.Gap))
	}
	if b.noPotential && (in.Method == ByPotential || in.Method == Blend) {
		list = append(list, note("plan.warn.no_potential"))
	}
	if b.noHistory && t.Method != ByPresence {
		list = append(list, note("plan.warn.no_history"))
	}
	if t.Total > 0 && t.Padding > 0 {
		list = append(list, PaddingOf([]Level{t.Level()}).Warnings...)
	}
	return list
}

// unequal looks for the same figure asked of people who do not have the same time.
func (t *Table) unequal(b basis) []Unequal {
	asked := make([]Asked, len(t.Rows))
	for i, r := range t.Rows {
		asked[i] = Asked{Owner: r.Owner, Amount: r.Amount, Exposure: b.present[i]}
	}
	return UnequalTime(asked)
}
