package plan

import (
	"math/big"

	"cordee/internal/measure"
)

// basis is what each line of a split weighs, and why.
type basis struct {
	method          Method
	potentialWeight measure.BP
	present         []int64 // exposure, never beyond the full one
	history         side
	potential       side
	noHistory       bool // nobody has one
	noPotential     bool
	weights         []*big.Int
	sum             *big.Int
}

// side is one of the two things a share is made of: what each line has, and what it stands for when compared.
type side struct {
	has    []measure.Maybe
	amount []measure.Amount // its own, or the average that stands in for it
	weight []*big.Int
	sum    *big.Int
}

func (s side) share(i int) measure.BP { return bp(s.weight[i], s.sum) }

func newBasis(in Split) basis {
	b := basis{present: presences(in.Lines), method: in.Method, potentialWeight: in.Weight}
	b.history, b.noHistory = b.histories(in.Lines)
	b.potential, b.noPotential = b.potentials(in.Lines)
	b.choose()
	b.weigh()
	return b
}

// choose settles for the method that the figures allow, and for the weight of potential in it.
func (b *basis) choose() {
	switch b.method {
	case ByPresence, ByHistory:
		b.potentialWeight = 0
	case ByPotential:
		b.potentialWeight = measure.Hundred
	case Blend:
		b.potentialWeight = blendWeight(b.potentialWeight)
	default:
		b.method, b.potentialWeight = Blend, blendWeight(b.potentialWeight)
	}
	if b.noPotential && b.method != ByPresence {
		b.method, b.potentialWeight = ByHistory, 0
	}
	if b.noHistory && b.method == ByHistory {
		b.method = ByPresence
	}
}

func blendWeight(w measure.BP) measure.BP {
	if w == 0 {
		return HalfAndHalf
	}
	return min(max(w, 1), measure.Hundred)
}

// weigh adds the two sides up over a common denominator.
func (b *basis) weigh() {
	b.weights = make([]*big.Int, len(b.present))
	for i := range b.weights {
		switch {
		case b.method == ByPresence:
			b.weights[i] = big.NewInt(b.present[i])
		case b.potentialWeight == 0:
			b.weights[i] = b.history.weight[i]
		default:
			own := new(big.Int).Mul(b.history.weight[i], b.potential.sum)
			own.Mul(own, big.NewInt(int64(measure.Hundred-b.potentialWeight)))
			sector := new(big.Int).Mul(b.potential.weight[i], b.history.sum)
			b.weights[i] = own.Add(own, sector.Mul(sector, big.NewInt(int64(b.potentialWeight))))
		}
	}
	b.sum = sumOf(b.weights)
}

// presences are the exposures, each within its full one; one for everybody when nobody has any.
func presences(lines []Line) []int64 {
	present, told := make([]int64, len(lines)), false
	for i, l := range lines {
		present[i] = max(l.Exposure, 0)
		if l.FullExposure > 0 {
			present[i] = min(present[i], l.FullExposure)
		}
		told = told || l.Exposure > 0 || l.FullExposure > 0
	}
	if !told {
		for i := range present {
			present[i] = 1
		}
	}
	return present
}

// histories compares what is expected of each. Those without a past have the average of the others by exposure; when nobody has
// one, exposure alone decides.
func (b *basis) histories(lines []Line) (s side, none bool) {
	s = side{has: make([]measure.Maybe, len(lines)), amount: make([]measure.Amount, len(lines)), weight: make([]*big.Int, len(lines))}
	total, exposed := new(big.Int), new(big.Int)
	for i, l := range lines {
		if l.History.OK {
			s.has[i] = measure.Some(max(l.History.Amount, 0))
			total.Add(total, big.NewInt(int64(s.has[i].Amount)))
			exposed.Add(exposed, big.NewInt(b.present[i]))
		}
	}
	none = total.Sign() == 0
	for i := range lines {
		here := big.NewInt(b.present[i])
		switch {
		case none:
			s.weight[i] = here
		case s.has[i].OK && exposed.Sign() > 0:
			s.weight[i] = new(big.Int).Mul(big.NewInt(int64(s.has[i].Amount)), exposed)
		case s.has[i].OK:
			s.weight[i] = big.NewInt(int64(s.has[i].Amount))
		case exposed.Sign() > 0:
			s.weight[i] = here.Mul(here, total)
		default:
			s.weight[i] = new(big.Int) // those who have a past are all away, so there is no rate to go by
		}
		s.amount[i] = standIn(s.has[i], s.weight[i], exposed, none)
	}
	s.sum = sumOf(s.weight)
	return s, none
}

// standIn is a line's own amount, or the average that its weight stands for.
func standIn(own measure.Maybe, weight, denominator *big.Int, none bool) measure.Amount {
	if own.OK || none || denominator.Sign() <= 0 {
		return own.Amount
	}
	n, ok := round(new(big.Rat).SetFrac(weight, denominator))
	if !ok {
		return 0
	}
	return measure.Amount(n)
}

// fine is the precision with which presence scales a potential.
const fine = 1_000_000_000

// potentials compares what the sectors offer, each as far as its owner is there. A sector nobody has estimated has the average of
// the others, by presence.
func (b *basis) potentials(lines []Line) (s side, none bool) {
	s = side{has: make([]measure.Maybe, len(lines)), amount: make([]measure.Amount, len(lines)), weight: make([]*big.Int, len(lines))}
	total, there := new(big.Int), new(big.Int)
	for i, l := range lines {
		if l.Potential.OK {
			s.has[i] = measure.Some(max(l.Potential.Amount, 0))
			here := big.NewInt(b.thereOf(l, i))
			there.Add(there, here)
			total.Add(total, here.Mul(here, big.NewInt(int64(s.has[i].Amount))))
		}
	}
	for i, l := range lines {
		s.weight[i] = new(big.Int).Set(total)
		if s.has[i].OK {
			s.weight[i].Mul(big.NewInt(int64(s.has[i].Amount)), there)
		}
		s.amount[i] = standIn(s.has[i], s.weight[i], there, total.Sign() == 0)
		s.weight[i].Mul(s.weight[i], big.NewInt(b.thereOf(l, i)))
	}
	s.sum = sumOf(s.weight)
	return s, s.sum.Sign() == 0
}

// thereOf is the share of the full exposure at which a line is there, in billionths, rounded down.
func (b *basis) thereOf(l Line, i int) int64 {
	if l.FullExposure <= 0 || b.present[i] >= l.FullExposure {
		return fine
	}
	n := new(big.Int).Mul(big.NewInt(b.present[i]), big.NewInt(fine))
	return n.Quo(n, big.NewInt(l.FullExposure)).Int64()
}
