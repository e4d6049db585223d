package forecast

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// Variant is how an objective's figure comes about, and so which formulas apply (SCIENCE C2).
type Variant string

// The closed list of variants. NoModel is for steps, learning and readings: they have no probability.
const (
	Deals   Variant = "deals"   // a sum of deals whose number is known
	Counts  Variant = "counts"  // a number of events: calls, new accounts
	Amounts Variant = "amounts" // totals imported without their deals
	Rate    Variant = "rate"    // successes among tries: conversion
	NoModel Variant = ""
)

// Belief is what is thought of one period of one person or team: the rate of events per exposure is Gamma(A, B), the size of a
// deal has a mean learnt from SN deals worth SX beside Ks imagined ones of M0, and a squared coefficient of variation CV2; S is
// what is attained. It is a small value: its methods return the next one in constant time.
type Belief struct {
	A, B        float64
	SN, SX, S   float64
	M0, CV2, Ks float64
	Variant     Variant
}

// Deal is the belief after one more deal of an amount in units; a count takes its size as 1.
func (b Belief) Deal(x float64) Belief { return b.Seen(1, x, 0) }

// Elapse is the belief after a day, or several, of an exposure has gone by.
func (b Belief) Elapse(f float64) Belief {
	b.B += max(f, 0)
	return b
}

// Cancel takes a deal of an amount back on its own date: the total falls and its size is forgotten, but that it arrived stays
// known. A count falls by one.
func (b Belief) Cancel(x float64) Belief {
	switch b.Variant {
	case Counts:
		b.S--
	case Deals:
		b.S, b.SN, b.SX = b.S-x, b.SN-1, b.SX-x
	default:
		b.S -= x
	}
	return b
}

// Seen is the belief after n events worth x together over an exposure: many deals and days at once.
func (b Belief) Seen(n, x, exposure float64) Belief {
	b = b.Elapse(exposure)
	switch b.Variant {
	case Counts:
		b.A, b.S = b.A+n, b.S+n
	case Amounts:
		b.A, b.S = max(b.A+x/b.M0, b.A/2), b.S+x // returns above sales never make the rate negative
	default:
		b.A, b.SN, b.SX, b.S = b.A+n, b.SN+n, b.SX+x, b.S+x
	}
	return b
}

// Size is the mean of the next deal, in units.
func (b Belief) Size() float64 {
	if b.Ks+b.SN <= 0 {
		return b.M0
	}
	return (b.Ks*b.M0 + b.SX) / (b.Ks + b.SN)
}

// Expected is the mean of the whole total when an exposure r remains.
func (b Belief) Expected(r float64) float64 {
	if b.B <= 0 {
		return b.S
	}
	return b.S + max(r, 0)*b.A/b.B*b.Size()
}

// tail is what is still to come: nothing with probability p0, else Gamma with a shape and a scale in units.
type tail struct{ p0, shape, scale float64 }

// rest is the zero-modified gamma of an exposure r: the moments of a compound negative binomial sum whose mean size is itself
// uncertain, given that anything comes at all. ok is false when nothing can come.
func (b Belief) rest(r float64) (t tail, ok bool) {
	m := b.Size()
	if !(r > 0) || !(b.A > 0) || !(b.B > 0) || !(m > 0) {
		return tail{p0: 1}, false
	}
	mean := r * b.A / b.B
	variance := mean + r*r*b.A/(b.B*b.B)
	s2 := b.CV2 * m * m
	vm := s2 / max(b.Ks+b.SN, .1)
	e := mean * m
	v := mean*s2 + variance*m*m + (mean*mean+variance)*vm
	some := -math.Expm1(-b.A * math.Log1p(r/b.B)) // 1 - p0, exact also when it is tiny
	if some <= 1e-12 {
		return tail{p0: 1}, false
	}
	e1 := e / some
	v1 := max((v+e*e)/some-e1*e1, 1e-6*e1*e1) // never quite certain: keeps the shape finite
	return tail{p0: 1 - some, shape: e1 * e1 / v1, scale: v1 / e1}, true
}

// over is the probability that what is to come is at least g units, g above zero.
func (t tail) over(g float64) float64 {
	return unit((1 - t.p0) * mathext.GammaIncRegComp(t.shape, g/t.scale))
}

// Probability is the chance that the total is at least a goal when an exposure r remains: 1 when it is already there, 0 when
// nothing can come any more.
func (b Belief) Probability(goal, r float64) float64 {
	g := goal - b.S
	if g <= 0 {
		return 1
	}
	if b.Variant == Counts {
		return b.atLeast(math.Ceil(g-1e-9), r)
	}
	t, ok := b.rest(r)
	if !ok {
		return 0
	}
	return t.over(g)
}

// Within is the chance that the total stays at or below a goal when an exposure r remains: for what should be small.
func (b Belief) Within(goal, r float64) float64 {
	g := goal - b.S
	if g < 0 {
		return 0
	}
	if b.Variant == Counts {
		return 1 - b.atLeast(math.Floor(g+1e-9)+1, r)
	}
	t, ok := b.rest(r)
	if !ok || g == 0 {
		return t.p0
	}
	return 1 - t.over(g)
}

// atLeast is exactly P(N >= n) for the negative binomial number of events in an exposure r.
func (b Belief) atLeast(n, r float64) float64 {
	switch {
	case n <= 0:
		return 1
	case !(r > 0), !(b.A > 0), !(b.B > 0):
		return 0
	}
	return unit(mathext.RegIncBeta(n, b.A, r/(b.B+r)))
}

// Quantile is the total below which the period ends with probability q, when an exposure r remains. It rises with q.
func (b Belief) Quantile(q, r float64) float64 {
	q = min(max(q, 0), .9999)
	if b.Variant == Counts {
		// The smallest n with P(N > n) <= 1 - q.
		reached := func(x float64) bool { return b.atLeast(math.Ceil(x)+1, r) <= 1-q }
		return b.S + math.Ceil(search(reached, 1, .5))
	}
	t, ok := b.rest(r)
	if !ok || q <= t.p0 {
		return b.S
	}
	left := 1 - q
	if x := t.scale * mathext.GammaIncRegCompInv(t.shape, unit(left/(1-t.p0))); x > 0 && math.Abs(t.over(x)-left) < 1e-9 {
		return b.S + x
	}
	scale := max(t.shape, 1) * t.scale // where the inverse does not converge
	return b.S + search(func(x float64) bool { return x > 0 && t.over(x) <= left }, scale, scale*1e-9)
}

// search finds by doubling and halving where a condition begins to hold, at 0 or above, up to a precision.
func search(holds func(float64) bool, first, precision float64) float64 {
	if holds(0) {
		return 0
	}
	low, high := 0.0, first
	for range 200 {
		if holds(high) {
			break
		}
		low, high = high, 2*high
	}
	for high-low > precision && high-low > 1e-12*high {
		mid := (low + high) / 2
		if holds(mid) {
			high = mid
		} else {
			low = mid
		}
	}
	return high
}

// Landing is where the total is heading: 10, 50 and 90 times out of a hundred it ends below.
func (b Belief) Landing(r float64) (low, mid, high float64) {
	return b.Quantile(.1, r), b.Quantile(.5, r), b.Quantile(.9, r)
}

// unit keeps rounding from leaving 0..1.
func unit(p float64) float64 { return min(max(p, 0), 1) }
