package forecast

import "math"

// Pair is a closed objective as the goal-informed prior learns from it: what the model expected at its start, what came, what was
// asked, all in units, and the noise of its deals: (1+CV2) / number of deals.
type Pair struct{ Mean, Total, Goal, Noise float64 }

// Paired is a closed objective as its belief at the start, for a whole exposure r, met the total that came and its number of
// events.
func (b Belief) Paired(goal, total, events, r float64) Pair {
	if b.Variant == Amounts {
		events = total / b.M0
	}
	return Pair{Mean: b.Expected(r) - b.S, Total: total, Goal: goal, Noise: (1 + b.CV2) / max(events, 1)}
}

// GoalPrior is what targets have told in the past about the totals that came: people who set them know the territory. Bias is
// how far the model itself was off, Ask how far totals stood from goals, Weight how much a goal tells beyond the model, and
// Variance how far it still was off. All on a log scale.
type GoalPrior struct {
	Bias, Ask, Weight, Variance float64
	N                           int
}

// minPairs is how many closed objectives it takes before targets are believed at all.
const minPairs = 15

// FitGoalPrior learns from closed objectives (SCIENCE C2, +goal). Pairs with a figure at or below zero are left out. Objectives
// people set for themselves do not belong here.
func FitGoalPrior(closed []Pair) GoalPrior {
	var g GoalPrior
	var bias, ask, noise float64
	var usable []Pair
	for _, p := range closed {
		if p.Mean > 0 && p.Total > 0 && p.Goal > 0 {
			usable = append(usable, p)
			bias, ask, noise = bias+math.Log(p.Total/p.Mean), ask+math.Log(p.Total/p.Goal), noise+p.Noise
		}
	}
	n := float64(len(usable))
	g.N = len(usable)
	g.Bias = bias / (n + 5)
	g.Ask = ask/(n+5) - g.Bias
	var xy, xx, rest float64
	for _, p := range usable {
		y, x := math.Log(p.Total/p.Mean)-g.Bias, math.Log(p.Goal/p.Mean)+g.Ask
		left := math.Log(p.Total/p.Goal) - g.Ask - g.Bias
		xy, xx, rest = xy+x*y, xx+x*x, rest+left*left
	}
	g.Weight = min(max(xy/(xx+4), 0), 1)
	g.Variance = max(.003, (rest-noise+.6)/(n+10))
	return g
}

// Informed is the belief at the start of a period once its goal is known, for a period of an exposure r. The belief stays as it
// is with fewer than 15 closed objectives. Never use it for objectives people set for themselves nor to preview an allocation: a
// proposed target must not raise its own probability.
func (b Belief) Informed(goal, r float64, g GoalPrior) Belief {
	m := b.Expected(r) - b.S
	if g.N < minPairs || !(goal > 0) || !(m > 0) || !(b.A > 0) || !(b.B > 0) {
		return b
	}
	f := math.Exp(g.Weight * (math.Log(goal/m) + g.Ask))
	relative := (1-g.Weight)*(1-g.Weight)/b.A + g.Weight*g.Weight*g.Variance
	mean := f * b.A / b.B
	b.A = 1 / relative
	b.B = b.A / mean
	return b
}
