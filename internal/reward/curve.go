package reward

import (
	"slices"

	"cordee/internal/measure"
)

var hundred = whole(100)

// piece is a stretch of a curve on which it is straight: from a bound on, up to the next piece, it pays at + (x - from) x slope %.
// On attainment x and what it pays are percent; on an amount both are the amount, except that Flat pays percent.
type piece struct{ from, at, slope Exact }

func (p piece) pays(x Exact) Exact { return p.at.plus(p.slope.percent(x.minus(p.from))) }

// pieces is the curve as stretches by ascending bound, without its cap. Below the first nothing is paid.
func (c Curve) pieces() []piece {
	switch c.Mode {
	case Linear:
		return c.straight()
	case Marginal:
		return c.stretches(nil)
	case Overage:
		return c.overage()
	case Whole, Flat:
		return c.steps()
	}
	return nil
}

func (c Curve) straight() []piece {
	if c.Axis == OnAmount {
		if len(c.Tiers) == 0 {
			return nil
		}
		return []piece{{slope: exactly(c.Tiers[0].Rate)}}
	}
	from := exactly(c.Threshold)
	if from.Cmp(hundred) >= 0 { // refused by Check
		return nil
	}
	rise := hundred.times(hundred).over(hundred.minus(from))
	return []piece{
		{from: from, slope: rise},
		{from: hundred, at: hundred, slope: exactly(c.Accelerator.Or(measure.Whole(100)))},
	}
}

// stretches pays each stretch at its own rate, up to a bound if there is one.
func (c Curve) stretches(to *Exact) []piece {
	var list []piece
	for _, t := range c.Tiers {
		next := piece{from: exactly(t.From), slope: exactly(t.Rate)}
		if to != nil && next.from.Cmp(*to) >= 0 {
			break
		}
		if n := len(list); n > 0 {
			next.at = list[n-1].pays(next.from)
		}
		list = append(list, next)
	}
	return list
}

// overage pays stretches up to 100 %, and all above at the rate of the tier reached.
func (c Curve) overage() []piece {
	list := c.stretches(&hundred)
	var full Exact // what is paid at 100 %
	if n := len(list); n > 0 {
		full = list[n-1].pays(hundred)
	}
	for i, t := range c.Tiers {
		from := exactly(t.From)
		if from.Cmp(hundred) < 0 {
			if i+1 < len(c.Tiers) && exactly(c.Tiers[i+1].From).Cmp(hundred) <= 0 {
				continue
			}
			from = hundred
		}
		rate := exactly(t.Rate)
		list = append(list, piece{from: from, at: full.plus(rate.percent(from.minus(hundred))), slope: rate})
	}
	return list
}

// steps pays by the tier reached: all of x at its rate, or the rate itself.
func (c Curve) steps() []piece {
	var list []piece
	for _, t := range c.Tiers {
		p := piece{from: exactly(t.From), at: exactly(t.Rate)}
		if c.Mode == Whole {
			p.slope = p.at
			p.at = p.slope.percent(p.from)
		}
		list = append(list, p)
	}
	return list
}

// reached is the index of the piece that x lies in, -1 below the first. A bound belongs to the piece above it.
func reached(pieces []piece, x Exact) int {
	i := len(pieces) - 1
	for i >= 0 && x.Cmp(pieces[i].from) < 0 {
		i--
	}
	return i
}

// At is what the curve pays for what is read: percent of Base, or for a rate of an amount the quantity. Never below zero.
func (c Curve) At(x Exact) Exact {
	pieces := c.pieces()
	i := reached(pieces, x)
	if i < 0 {
		return Exact{}
	}
	return c.capped(pieces[i].pays(x))
}

func (c Curve) capped(pays Exact) Exact {
	if pays.Sign() < 0 {
		return Exact{}
	}
	if c.Cap.OK {
		return least(pays, exactly(c.Cap.Amount))
	}
	return pays
}

// reckon is At with each step that leads there. It adds stretches up one by one and so witnesses At.
func (c Curve) reckon(x Exact) (steps []Step, pays Exact) {
	steps = c.walk(x)
	for _, s := range steps {
		pays = pays.plus(s.Result)
	}
	if pays.Sign() < 0 {
		pays = Exact{}
	}
	if len(steps) > 1 {
		steps = append(steps, Step{Kind: StepCurve, Result: pays})
	}
	if limited := c.capped(pays); limited.Cmp(pays) != 0 {
		steps = append(steps, Step{Kind: StepCap, X: pays, Y: limited, Result: limited})
		pays = limited
	}
	return steps, pays
}

// walk is the stretches of the curve that x goes through.
func (c Curve) walk(x Exact) []Step {
	pieces := c.pieces()
	i := reached(pieces, x)
	if i < 0 || x.Sign() < 0 {
		return []Step{c.nothing(pieces, x)}
	}
	switch c.Mode {
	case Flat:
		return []Step{{Kind: StepLump, X: x, From: pieces[i].from, Rate: pieces[i].at, Result: pieces[i].at}}
	case Whole:
		return []Step{stretch(Exact{}, x, pieces[i].slope)}
	case Overage:
		last := pieces[i].slope
		pieces = slices.DeleteFunc(slices.Clone(pieces[:i+1]), func(p piece) bool { return p.from.Cmp(hundred) >= 0 })
		if x.Cmp(hundred) > 0 {
			pieces = append(pieces, piece{from: hundred, slope: last})
		}
	default:
		pieces = pieces[:i+1]
	}
	var steps []Step
	for j, p := range pieces {
		to := x
		if j+1 < len(pieces) {
			to = pieces[j+1].from
		}
		if to = least(to, x); to.Cmp(p.from) > 0 {
			steps = append(steps, stretch(p.from, to, p.slope))
		}
	}
	if len(steps) == 0 {
		return []Step{c.nothing(pieces, x)}
	}
	return steps
}

func (c Curve) nothing(pieces []piece, x Exact) Step {
	s := Step{Kind: StepNothing, X: x}
	if len(pieces) > 0 {
		s.From = pieces[0].from
	}
	return s
}

func stretch(from, to, rate Exact) Step {
	return Step{Kind: StepStretch, From: from, To: to, Rate: rate, Result: rate.percent(to.minus(from))}
}

// Point is one corner of a drawn curve: X is what is read, Y what is paid. Where a curve jumps two points share their X, the lower
// side of the bound first; the bound itself pays the second.
type Point struct {
	X measure.Amount `json:"x"`
	Y measure.Amount `json:"y"`
}

// Samples is the corners of a curve from 0 to a right edge that shows all its bounds and everything in show. Straight lines between
// them are the curve, exactly up to four decimals.
func Samples(c Curve, show ...measure.Amount) []Point {
	pieces := c.pieces()
	xs := []Exact{{}, c.edge(pieces, show)}
	for i, p := range pieces {
		xs = append(xs, p.from)
		if x, ok := c.capAt(pieces, i); ok {
			xs = append(xs, x)
		}
	}
	slices.SortFunc(xs, Exact.Cmp)
	xs = slices.CompactFunc(xs, func(a, b Exact) bool { return a.Cmp(b) == 0 })
	var points []Point
	for _, x := range xs {
		if x.Sign() > 0 {
			if before := c.before(pieces, x); before.Cmp(c.At(x)) != 0 {
				points = append(points, Point{x.Amount(), before.Amount()})
			}
		}
		points = append(points, Point{x.Amount(), c.At(x).Amount()})
	}
	return points
}

// before is what the curve pays just below x.
func (c Curve) before(pieces []piece, x Exact) Exact {
	i := reached(pieces, x)
	if i >= 0 && pieces[i].from.Cmp(x) == 0 {
		i--
	}
	if i < 0 {
		return Exact{}
	}
	return c.capped(pieces[i].pays(x))
}

// capAt is where a piece meets the cap within its own stretch.
func (c Curve) capAt(pieces []piece, i int) (x Exact, ok bool) {
	p := pieces[i]
	if !c.Cap.OK || p.slope.Sign() <= 0 {
		return x, false
	}
	x = p.from.plus(exactly(c.Cap.Amount).minus(p.at).times(hundred).over(p.slope))
	inside := x.Cmp(p.from) > 0 && (i+1 == len(pieces) || x.Cmp(pieces[i+1].from) < 0)
	return x, inside
}

// edge is how far to the right a curve is drawn: a fifth beyond the last thing to be seen, and to 150 % at least.
func (c Curve) edge(pieces []piece, show []measure.Amount) Exact {
	var far Exact
	look := func(x Exact) {
		if x.Cmp(far) > 0 {
			far = x
		}
	}
	for i, p := range pieces {
		look(p.from)
		if x, ok := c.capAt(pieces, i); ok {
			look(x)
		}
	}
	for _, a := range show {
		look(exactly(a))
	}
	far = far.times(quotient(6, 5))
	switch {
	case c.Axis != OnAmount:
		look(whole(150))
	case far.Sign() == 0:
		return whole(100_000)
	}
	return far
}
