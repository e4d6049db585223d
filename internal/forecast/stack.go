package forecast

import (
	"math"
	"slices"
)

// BaseRate is the first baseline, B1: the share of closed objectives of a cohort that were attained, drawn to .6.
func BaseRate(attained, closed int) float64 { return float64(attained+3) / float64(closed+5) }

// Check is one objective at one moment of its period, and how it ended.
type Check struct {
	Period   int     // which closed period it belongs to: any number, the same for all that shared it
	At       float64 // share of its work that was over, 0 to 1
	Ratio    float64 // attained / goal at that moment
	P        float64 // what the model said then, before the last layer
	Attained bool    // how it ended
	Already  bool    // there was nothing left to forecast: the goal was met, or lost, by then

	Fell   float64 // where it ended within the landing said then, before that was widened: -1 at its low edge, 1 at its high one
	Landed bool    // there was one
}

// Pace is the second baseline, B2: sigma(b0 + b1 (S/G - t)), learnt at each moment of the period apart.
type Pace struct{ Moments []Moment }

// Moment is B2's two figures at one share of a period, learnt from N objectives.
type Moment struct {
	At, B0, B1 float64
	N          int
}

// paceRidge keeps the two figures finite where one straight line tells all attained from all missed.
const paceRidge = .01

// FitPace learns B2 from closed objectives, one moment for each share of the period they were looked at.
func FitPace(past []Check) Pace {
	by := map[float64][]Check{}
	for _, c := range past {
		by[c.At] = append(by[c.At], c)
	}
	var p Pace
	for at, checks := range by {
		x, y := make([][3]float64, len(checks)), make([]bool, len(checks))
		for i, c := range checks {
			x[i], y[i] = [3]float64{1, c.Ratio - at}, c.Attained
		}
		b := logistic(x, y, [3]float64{}, paceRidge)
		p.Moments = append(p.Moments, Moment{At: at, B0: b[0], B1: b[1], N: len(checks)})
	}
	slices.SortFunc(p.Moments, func(a, b Moment) int {
		if a.At < b.At {
			return -1
		}
		return 1
	})
	return p
}

// Probability is B2's answer for a ratio of goal attained at a share of the period, read from the nearest moment it learnt; .5
// when it learnt none.
func (p Pace) Probability(ratio, at float64) float64 {
	if len(p.Moments) == 0 {
		return .5
	}
	near := p.Moments[0]
	for _, m := range p.Moments[1:] {
		if math.Abs(m.At-at) < math.Abs(near.At-at) {
			near = m
		}
	}
	return sigma(near.B0 + near.B1*(ratio-at))
}

// Stack is the last layer: p' = sigma(c0 + c1 logit p + c2 logit p_B2). The zero value leaves p as it is.
type Stack struct {
	C       [3]float64
	N       int // pairs seen
	Periods int // closed periods they come from
}

// Objectives of one period share its luck, so many pairs of a single good month still tell little: on public panels a layer learnt
// from one or two periods made forecasts worse, from three on it did not.
const (
	stackRidge   = 20
	stackPairs   = 150 // must be exceeded
	stackPeriods = 3
)

func (s Stack) ready() bool { return s.N > stackPairs && s.Periods >= stackPeriods }

// FitStack learns the last layer from every past objective and moment at which there was something left to forecast, and B2 as
// learnt from them. With 150 pairs or fewer, or pairs of fewer than three periods, it leaves p as it is.
func FitStack(past []Check, pace Pace) Stack {
	var x [][3]float64
	var y []bool
	periods := map[int]bool{}
	for _, c := range past {
		if !c.Already {
			x, y = append(x, [3]float64{1, logit(c.P), logit(pace.Probability(c.Ratio, c.At))}), append(y, c.Attained)
			periods[c.Period] = true
		}
	}
	s := Stack{N: len(y), Periods: len(periods)}
	if s.ready() {
		s.C = logistic(x, y, [3]float64{0, 1, 0}, stackRidge)
	}
	return s
}

// Adjust is p after the last layer, given what B2 says.
func (s Stack) Adjust(p, pace float64) float64 {
	if !s.ready() {
		return p
	}
	return sigma(s.C[0] + s.C[1]*logit(p) + s.C[2]*logit(pace))
}

func sigma(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

// logit is the log of the odds, of p kept within .01 and .99.
func logit(p float64) float64 {
	p = clip(p)
	return math.Log(p / (1 - p))
}

func clip(p float64) float64 { return min(max(p, .01), .99) }

// logistic is the ridge logistic regression on up to three figures, drawn to a centre: Newton steps, each halved until the
// penalised likelihood rises, so that it ends also where the data alone would drive it to infinity.
func logistic(x [][3]float64, y []bool, centre [3]float64, ridge float64) [3]float64 {
	b := centre
	best := penalty(x, y, b, centre, ridge)
	for range 100 {
		step := solve(newton(x, y, b, centre, ridge))
		next, t := b, 1.0
		for ; t > 1e-6; t /= 2 {
			for j := range next {
				next[j] = b[j] + t*step[j]
			}
			if v := penalty(x, y, next, centre, ridge); v < best {
				best = v
				break
			}
		}
		if t <= 1e-6 {
			return b
		}
		b = next
	}
	return b
}

// penalty is minus the log likelihood plus the ridge.
func penalty(x [][3]float64, y []bool, b, centre [3]float64, ridge float64) (v float64) {
	for j := range b {
		v += ridge / 2 * (b[j] - centre[j]) * (b[j] - centre[j])
	}
	for i, row := range x {
		z := dot(row, b)
		if y[i] {
			z = -z
		}
		v += max(z, 0) + math.Log1p(math.Exp(-math.Abs(z)))
	}
	return v
}

// newton is the system whose solution is the step: the curvature and the slope of penalty.
func newton(x [][3]float64, y []bool, b, centre [3]float64, ridge float64) (h [3][3]float64, g [3]float64) {
	for j := range b {
		h[j][j] = ridge
		g[j] = -ridge * (b[j] - centre[j])
	}
	for i, row := range x {
		p, hit := sigma(dot(row, b)), 0.0
		if y[i] {
			hit = 1
		}
		for j := range row {
			g[j] += (hit - p) * row[j]
			for k := range row {
				h[j][k] += p * (1 - p) * row[j] * row[k]
			}
		}
	}
	return h, g
}

func dot(a, b [3]float64) float64 { return a[0]*b[0] + a[1]*b[1] + a[2]*b[2] }

// solve is Gaussian elimination; the ridge keeps the pivots of a positive definite matrix above zero.
func solve(h [3][3]float64, g [3]float64) (x [3]float64) {
	for j := range 3 {
		for i := j + 1; i < 3; i++ {
			f := h[i][j] / h[j][j]
			for k := j; k < 3; k++ {
				h[i][k] -= f * h[j][k]
			}
			g[i] -= f * g[j]
		}
	}
	for j := 2; j >= 0; j-- {
		x[j] = g[j]
		for k := j + 1; k < 3; k++ {
			x[j] -= h[j][k] * x[k]
		}
		x[j] /= h[j][j]
	}
	return x
}
