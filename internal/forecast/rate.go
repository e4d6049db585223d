package forecast

import (
	"math"

	"gonum.org/v1/gonum/mathext"

	"cordee/internal/org"
)

// PastRate is one closed period of a conversion: successes among tries.
type PastRate struct {
	Who      org.Owner
	Age      int // periods ago, 1 is the last closed one
	Num, Den float64
}

// RateCohort is what people share about a conversion: its mean, and how many imagined tries that mean is worth for one of them.
type RateCohort struct {
	Mean, Strength  float64
	Periods, People int
	Plan            bool
}

// How much rates of one mean differ before anything is known: E1's rho = .01 with the weight of 500 tries, kept in [.0005, .2].
const (
	priorRho  = .01
	rhoWeight = 500
	minRho    = .0005
	maxRho    = .2
)

// ColdRate is a conversion without history: the plan's own rate, 0 to 1.
func ColdRate(planned float64) RateCohort {
	return RateCohort{Mean: min(max(planned, .01), .99), Strength: 1/priorRho - 1, Plan: true}
}

// FitRate learns a conversion from closed periods. Periods that are no conversion (no tries, or more successes than tries) are
// left out; ok is false when none is left.
func FitRate(history []PastRate) (c RateCohort, ok bool) {
	var num, den float64
	people, ages := map[org.Owner]bool{}, map[int]bool{}
	usable := conversions(history)
	for _, p := range usable {
		w := math.Pow(forgetting, float64(max(p.Age, 1)-1))
		num, den = num+w*p.Num, den+w*p.Den
		people[p.Who], ages[p.Age] = true, true
	}
	if !(den > 0) {
		return RateCohort{}, false
	}
	c = RateCohort{Mean: (num + .5) / (den + 1), People: len(people), Periods: len(ages)}
	var excess, tries float64
	for _, p := range usable {
		d := p.Num - p.Den*c.Mean
		excess += d*d/(p.Den*c.Mean*(1-c.Mean)) - 1
		tries += p.Den - 1
	}
	rho := (max(0, excess) + priorRho*rhoWeight) / (max(tries, 0) + rhoWeight)
	c.Strength = 1/min(max(rho, minRho), maxRho) - 1
	return c, true
}

func conversions(history []PastRate) (list []PastRate) {
	for _, p := range history {
		if p.Den >= 1 && p.Num >= 0 && p.Num <= p.Den {
			list = append(list, p)
		}
	}
	return list
}

// RateBelief is what is thought of one period's conversion: Beta(Alpha, Beta), with Num successes among Den tries so far.
type RateBelief struct{ Alpha, Beta, Num, Den float64 }

// Start is what is believed of a person at the beginning of a period: the cohort's mean and their own past, which together never
// weigh more than four times the cohort's strength, since periods differ too.
func (c RateCohort) Start(own []PastRate) RateBelief {
	b := RateBelief{Alpha: c.Strength * c.Mean, Beta: c.Strength * (1 - c.Mean)}
	for _, p := range conversions(own) {
		w := math.Pow(forgetting, float64(max(p.Age, 1)-1))
		b.Alpha, b.Beta = b.Alpha+w*p.Num, b.Beta+w*(p.Den-p.Num)
	}
	if k := 4 * c.Strength / (b.Alpha + b.Beta); k < 1 {
		b.Alpha, b.Beta = k*b.Alpha, k*b.Beta
	}
	return b
}

// Seen is the belief after so many successes among so many tries.
func (b RateBelief) Seen(num, den float64) RateBelief {
	b.Alpha, b.Beta = b.Alpha+num, b.Beta+den-num
	b.Num, b.Den = b.Num+num, b.Den+den
	return b
}

// exactTries is the most tries whose successes are added one by one; beyond, their share is a Beta of the same moments.
const exactTries = 2000

// AtLeast is the chance that the period ends at a rate, 0 to 1, or above when so many more tries are expected, rounded to whole
// ones. Without any try there is no rate: 0.
func (b RateBelief) AtLeast(rate, more float64) float64 {
	n := math.Round(max(more, 0))
	if b.Den+n <= 0 {
		return 0
	}
	need := math.Ceil(rate*(b.Den+n) - b.Num - 1e-9)
	switch {
	case need <= 0:
		return 1
	case need > n:
		return 0
	case n > exactTries:
		alpha, beta := b.share(n)
		return unit(1 - mathext.RegIncBeta(alpha, beta, (need-.5)/n))
	}
	return b.successes(need, n)
}

// AtMost is the chance that the period ends at a rate or below.
func (b RateBelief) AtMost(rate, more float64) float64 {
	n := math.Round(max(more, 0))
	if b.Den+n <= 0 {
		return 0
	}
	most := math.Floor(rate*(b.Den+n) - b.Num + 1e-9)
	if most < 0 {
		return 0
	}
	return 1 - b.AtLeast((b.Num+most+1)/(b.Den+n), more)
}

// successes is the exact P(K >= need) of a Beta-Binomial of n tries.
func (b RateBelief) successes(need, n float64) float64 {
	whole := mathext.Lbeta(b.Alpha, b.Beta)
	var sum float64
	for k := need; k <= n; k++ {
		choose := -math.Log(n+1) - mathext.Lbeta(n-k+1, k+1)
		sum += math.Exp(choose + mathext.Lbeta(k+b.Alpha, n-k+b.Beta) - whole)
	}
	return unit(sum)
}

// share is the Beta with the mean and the variance of the share of successes among n tries.
func (b RateBelief) share(n float64) (alpha, beta float64) {
	s := b.Alpha + b.Beta
	mean := b.Alpha / s
	strength := (s+1)/(1+s/n) - 1
	return mean * strength, (1 - mean) * strength
}

// Landing is the rate the period is heading for: 10, 50 and 90 times out of a hundred it ends below.
func (b RateBelief) Landing(more float64) (low, mid, high float64) {
	n := math.Round(max(more, 0))
	if b.Den+n <= 0 {
		return 0, 0, 0
	}
	at := func(q float64) float64 {
		if n == 0 {
			return b.Num / b.Den
		}
		alpha, beta := b.share(n)
		if !(alpha > 0) || !(beta > 0) {
			return (b.Num + n*b.Alpha/(b.Alpha+b.Beta)) / (b.Den + n)
		}
		return (b.Num + n*mathext.InvRegIncBeta(alpha, beta, q)) / (b.Den + n)
	}
	return at(.1), at(.5), at(.9)
}
