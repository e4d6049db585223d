package forecast

import (
	"math"
	"slices"

	"cordee/internal/measure"
)

// Width is how much further than the model's landing totals really fell in the past: what lies below the middle is stretched by Low,
// what lies above it by High, on a log scale of what was still to come. The zero value leaves a landing as it is.
type Width struct {
	Low, High float64
	N         int // closed objectives at one moment each that it was learnt from
}

// A landing is stretched once more than 150 pairs have told, as the last layer; at most by three.
const (
	widthPairs = 150
	widest     = 3
)

// FitWidth learns from where closed objectives ended within the landing said of them (Check.Fell): the tenth that fell lowest and the
// tenth that rose highest tell how far the edges must go, in the manner of conformal prediction. It never makes a landing narrower.
func FitWidth(past []Check) Width {
	var fell []float64
	for _, c := range past {
		if c.Landed {
			fell = append(fell, c.Fell)
		}
	}
	if len(fell) <= widthPairs {
		return Width{N: len(fell)}
	}
	slices.Sort(fell)
	tenth := int(float64(len(fell)+1) * .1) // of n pairs, the (n+1)/10th from either end
	low, high := -fell[tenth-1], fell[len(fell)-tenth]
	return Width{Low: min(max(low, 1), widest), High: min(max(high, 1), widest), N: len(fell)}
}

// landing is where a total is heading as it is told: the model's, stretched by what the past has shown, and moved so that the chance it
// gives the target is the chance that is told beside it. What it says, it says of what is still to come.
type landing struct {
	b      Belief
	r      float64
	w      Width
	middle float64 // what is still to come, by the model's median
	times  float64 // of what is still to come
}

// Moved at most so far: a landing is never dragged beyond what the model can mean.
const (
	nearest  = .4
	furthest = 2.5
)

// landing prepares the landing of a total whose chance to attain the target is told as p. It moves only as far as what is told of the
// chance, which is so many out of twenty, would otherwise be contradicted.
func (q Question) landing(b Belief, p float64) landing {
	r := q.Exposure.Remaining
	l := landing{b: b, r: r, times: 1, middle: b.Quantile(.5, r) - b.S}
	if q.Width != nil {
		l.w = *q.Width
	}
	target := Units(q.Target)
	g := target - b.S
	if target <= 0 || g <= 0 || q.settled(b, target, r) {
		return l
	}
	says := q.model(b, b.S+l.shrink(g), r)
	low, high := toldAs(p)
	if says >= low && says <= high {
		return l
	}
	at := q.reached(b, min(max(says, low), high), r) - b.S
	if stretched := l.stretch(at); stretched > 0 {
		l.times = min(max(g/stretched, nearest), furthest)
	}
	return l
}

// toldAs are the chances that are told in the same words as p: within half a twentieth, and all beyond the outermost.
func toldAs(p float64) (low, high float64) {
	const half = .025
	low, high = p-half, p+half
	if p < 3*half {
		low, high = 0, 3*half
	}
	if p > 1-3*half {
		low, high = 1-3*half, 1
	}
	return low, high
}

// reached is the total that the model attains with a probability.
func (q Question) reached(b Belief, p, r float64) float64 {
	if q.Direction == measure.Down {
		return b.Quantile(p, r)
	}
	x := b.Quantile(1-p, r)
	if b.Variant == Counts {
		x++ // the quantile is the last number that is exceeded no more often
	}
	return x
}

// stretch is what is still to come once the past has widened it; shrink turns that back.
func (l landing) stretch(x float64) float64 { return l.power(x, l.by(x)) }

func (l landing) shrink(x float64) float64 { return l.power(x, 1/l.by(x)) }

// by is how much one side of the middle is widened.
func (l landing) by(x float64) float64 {
	if x < l.middle {
		return max(l.w.Low, 1)
	}
	return max(l.w.High, 1)
}

func (l landing) power(x, by float64) float64 {
	if by == 1 || l.middle <= 0 || x <= 0 {
		return x
	}
	return l.middle * math.Pow(x/l.middle, by)
}

// at is the total below which the period ends with probability p.
func (l landing) at(p float64) float64 {
	x := l.times * l.stretch(l.b.Quantile(p, l.r)-l.b.S)
	if l.b.Variant == Counts {
		x = math.Round(x)
	}
	return l.b.S + x
}

// told are the three figures of a landing.
func (l landing) told() (low, mid, high float64) { return l.at(.1), l.at(.5), l.at(.9) }

// fell is where a total ended within a landing that was not widened: 0 in its middle, -1 at its low and 1 at its high edge, on a log
// scale of what was still to come. ok is false where there is nothing to measure.
func (l landing) fell(total float64) (at float64, ok bool) {
	const beyond = 10
	low, mid, high := l.at(.1)-l.b.S, l.at(.5)-l.b.S, l.at(.9)-l.b.S
	x := total - l.b.S
	switch {
	case !(mid > 0) || !(high > mid) || !(mid > low):
		return 0, false
	case x >= mid:
		return min(math.Log(x/mid)/math.Log(high/mid), beyond), true
	case low <= 0:
		return 0, true // it could not fall below
	case x <= 0:
		return -beyond, true
	}
	return max(-math.Log(x/mid)/math.Log(low/mid), -beyond), true
}
