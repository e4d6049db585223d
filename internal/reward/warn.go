package reward

import (
	"slices"
	"strconv"

	"cordee/internal/measure"
)

// WarningCode names what science or the law would have somebody think twice about. A warning never refuses.
type WarningCode string

// The closed list of warnings (SCIENCE B9 to B11, A14).
const (
	Capped        WarningCode = "cap"           // beyond At nothing more is obtained: the best slow down or wait for the next period
	Cliff         WarningCode = "cliff"         // at the bound At the reward jumps by By percent of the base: results are pushed over or held back
	Falls         WarningCode = "falls"         // at the bound At more attainment pays less
	Accelerator2x WarningCode = "accelerator"   // beyond At each further percent pays By times, more than twice
	WeightLow     WarningCode = "weight_low"    // under 15 %: too little to be felt
	WeightLight   WarningCode = "weight_light"  // under 20 %: a hint
	ManyMeasures  WarningCode = "many_measures" // more than three measures
	LargePot      WarningCode = "large_pot"     // shared by more than ten: each one's own effort comes back as 1/N
	ShortPeriod   WarningCode = "short_period"  // money given or judged over less than a month
	Unguarded     WarningCode = "unguarded"     // a volume is paid without a guard-rail beside it
)

// Warning is one sentence to be said about a rule. Place is the field it is about, as Check names fields.
type Warning struct {
	Code  WarningCode
	Place string
	At    measure.Amount // the bound: percent of attainment, or in the metric's unit where Axis is OnAmount
	By    measure.Amount // percent for Cliff and weights, a factor for Accelerator2x, a number for ManyMeasures and LargePot
	Axis  Axis
}

// About is what a warning needs to know beyond the rule.
type About struct {
	Members   int       // how many share a pot
	Unguarded []Subject // pay-linked volumes that no guard-rail stands beside
}

// Warnings tells what would deserve a second thought in a rule that Check accepts, part by part.
func Warnings(r Rule, about About) []Warning {
	r = r.Norm()
	var list []Warning
	if r.Each != nil && r.Kind.Counted() {
		list = append(list, partWarnings("each", r.Each.Parts, r.Each.Base)...)
	}
	if r.Pot != nil {
		list = append(list, partWarnings("pot", r.Pot.Parts, r.Pot.Base)...)
		if about.Members > 10 {
			list = append(list, Warning{Code: LargePot, Place: "pot", By: measure.Whole(int64(about.Members))})
		}
	}
	if n := len(r.subjects()); n > 3 && r.Kind.Counted() {
		list = append(list, Warning{Code: ManyMeasures, Place: "each.parts", By: measure.Whole(int64(n))})
	}
	if r.Kind == Money && r.End.AddDays(1) < r.Start.AddMonths(1) {
		list = append(list, Warning{Code: ShortPeriod, Place: "end_on"})
	}
	if r.Kind == Money && slices.ContainsFunc(r.subjects(), func(s Subject) bool { return slices.Contains(about.Unguarded, s) }) {
		list = append(list, Warning{Code: Unguarded, Place: "gates"})
	}
	return list
}

// subjects is what is measured, each once. Gates are conditions and not measures.
func (r Rule) subjects() []Subject {
	var list []Subject
	add := func(parts []Part) {
		for _, p := range parts {
			if !slices.Contains(list, p.Of) {
				list = append(list, p.Of)
			}
		}
	}
	if r.Each != nil {
		add(r.Each.Parts)
	}
	if r.Pot != nil {
		add(r.Pot.Parts)
	}
	return list
}

func partWarnings(field string, parts []Part, base measure.Amount) []Warning {
	var list []Warning
	for i, p := range parts {
		at := field + ".parts." + strconv.Itoa(i)
		for _, w := range p.Curve.warnings(base) {
			w.Place, w.Axis = at+".curve", p.Curve.Axis
			list = append(list, w)
		}
		if !p.Curve.DrawsOnBase() {
			continue
		}
		w := Warning{Place: at + ".weight", By: measure.Amount(p.Weight) * 100} // basis points to percent
		switch {
		case p.Weight < 1_500:
			w.Code = WeightLow
		case p.Weight < 2_000:
			w.Code = WeightLight
		default:
			continue
		}
		list = append(list, w)
	}
	return list
}

// warnings looks at the shape of a curve: caps, jumps, falls and steep ends.
func (c Curve) warnings(base measure.Amount) []Warning {
	pieces := c.pieces()
	var list []Warning
	if w, ok := c.capped100(pieces); ok {
		list = append(list, w)
	}
	for _, p := range pieces {
		if w, ok := c.jump(pieces, p, base); ok {
			list = append(list, w)
		}
	}
	if w, ok := c.steep(pieces); ok {
		list = append(list, w)
	}
	return list
}

// capped100 finds where more brings nothing more: at the cap, or from where the last stretch is level although it could rise.
func (c Curve) capped100(pieces []piece) (Warning, bool) {
	if !c.Cap.OK {
		n := len(pieces)
		level := n > 0 && pieces[n-1].slope.Sign() == 0 && c.Mode != Flat
		if !level {
			return Warning{}, false
		}
		return Warning{Code: Capped, At: pieces[n-1].from.Amount()}, true
	}
	for i, p := range pieces {
		if x, ok := c.capAt(pieces, i); ok {
			return Warning{Code: Capped, At: x.Amount()}, true
		}
		if p.at.Cmp(exactly(c.Cap.Amount)) >= 0 {
			return Warning{Code: Capped, At: p.from.Amount()}, true
		}
	}
	return Warning{}, false // a cap beyond the curve's highest tier is never met
}

// jump finds a cliff of more than 10 % of the base, or where there is no base of what is paid above it; and a fall of any size.
func (c Curve) jump(pieces []piece, p piece, base measure.Amount) (Warning, bool) {
	if p.from.Sign() == 0 {
		return Warning{}, false
	}
	before, after := c.before(pieces, p.from), c.At(p.from)
	by := after.minus(before)
	switch {
	case by.Sign() < 0:
		return Warning{Code: Falls, At: p.from.Amount()}, true
	case by.Sign() == 0:
		return Warning{}, false
	case c.DrawsOnBase(): // already percent of the base
	case base > 0:
		by = by.over(exactly(base)).times(hundred)
	default:
		by = by.over(after).times(hundred)
	}
	return Warning{Code: Cliff, At: p.from.Amount(), By: by.Amount()}, by.Cmp(whole(10)) > 0
}

// steep finds the first stretch that pays more than twice what the ordinary one does: 100 % of the base for 100 %, or the first
// rate of an amount.
func (c Curve) steep(pieces []piece) (Warning, bool) {
	usual := hundred
	for _, p := range pieces {
		if c.Axis == OnAmount && p.slope.Sign() > 0 {
			usual = p.slope
			break
		}
	}
	for _, p := range pieces {
		beyond := c.Axis == OnAmount || p.from.Cmp(hundred) >= 0
		if times := p.slope.over(usual); beyond && c.Mode != Flat && times.Cmp(whole(2)) > 0 {
			return Warning{Code: Accelerator2x, At: p.from.Amount(), By: times.Amount()}, true
		}
	}
	return Warning{}, false
}
