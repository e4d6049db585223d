// Package forecast says where an objective is heading and how likely it is to be attained: gamma-Poisson arrivals, credible deal
// sizes and a zero-modified gamma tail (SCIENCE C2). It is pure, works in floating point and rounds once on the way out. Rewards
// stand to its left in the house, so no probability can ever feed one.
//
// How it is asked: Work.At turns profiles into exposure; Fit learns a Cohort from closed periods, ColdStart replaces it where there
// are none; Project answers a Question. What closes teaches the next ones: FitGoalPrior from pairs (Belief.Paired of the belief at
// the start), FitPace and FitStack from checks (Projection.Model at each moment). Judge scores what was issued.
package forecast

import (
	"math"

	"cordee/internal/goal"
	"cordee/internal/measure"
)

// Question is everything Project needs to know about one objective on one day. The objective of a team is asked from the team's
// own results and a cohort of teams, never by multiplying people's probabilities.
type Question struct {
	Variant   Variant
	Direction measure.Direction
	Target    measure.Amount // in the metric's unit; a rate in points (63.15)
	Facts     Facts
	Exposure  Exposure
	Cohort    Cohort // of the events; for a rate, of its tries
	Own       []Past // this owner's closed periods, for a rate those of its tries

	RateCohort RateCohort // Rate only
	OwnRates   []PastRate

	// SelfSet tells that the owner set the goal, or that it is only a proposal: it then never informs its own forecast.
	SelfSet bool
	Prior   *GoalPrior
	Pace    *Pace
	Stack   *Stack
	Width   *Width
	At      float64 // share of the span's days that is over, as Pace and Stack learnt it; 0: that of the work
}

// Facts is what counts so far, as goal.Facts has it.
type Facts struct {
	N        int64          // live results
	Total    measure.Amount // sum, count or amounts
	Num, Den measure.Amount // a rate's successes and tries
}

// Projection is the answer. Chance is for people: rounded to 5 %, between 5 and 95 % as long as anything can still happen, and
// only meaningful when Shown. Raw is for keeping and scoring.
type Projection struct {
	Low, Mid, High measure.Amount // the landing: 10, 50 and 90 times out of a hundred it ends below
	Chance         measure.BP
	Shown          bool
	Raw            float64
	Model          float64   // Raw before the last layer, which learns from it (Check.P)
	Band           goal.Band // NoEvidence unless Shown
	Basis          Basis
	Typical        measure.Amount // one more typical deal, zero when there is no such thing
	OneMoreDeal    measure.BP     // what it would change, from -10,000 to 10,000, not rounded
	HasLanding     bool
}

// Basis is what a projection rests on, for people to judge it.
type Basis struct {
	Events        int64 // the owner's own results, past and present
	Periods       int   // the owner's own closed periods
	CohortPeriods int
	CohortPeople  int
	Plan          bool // no history at all: based on the plan
}

// Enough tells whether a number may be shown: 3 own events, or 2 closed periods in the cohort.
func (b Basis) Enough() bool { return b.Events >= 3 || b.CohortPeriods >= 2 }

// VariantOf is the formulas a metric calls for. Deals tells whether the results are single deals rather than totals imported.
func VariantOf(m measure.Metric, deals bool) Variant {
	switch {
	case m.Kind == measure.Count:
		return Counts
	case m.Kind == measure.Sum && deals:
		return Deals
	case m.Kind == measure.Sum:
		return Amounts
	case m.Kind == measure.Ratio && m.Unit == measure.Percent:
		return Rate
	}
	return NoModel
}

// Project says where an objective is heading. Without a model, or without a rate that is a conversion, it says nothing.
func Project(q Question) Projection {
	switch q.Variant {
	case Deals, Counts, Amounts:
		return q.total()
	case Rate:
		return q.conversion()
	case NoModel:
	}
	return Projection{Band: goal.NoEvidence}
}

// Belief is what is believed today of the total the question is about.
func (q Question) Belief() Belief {
	b := q.Cohort.Start(q.Own)
	// What targets tell was measured only where more is better.
	if q.Prior != nil && !q.SelfSet && q.Direction != measure.Down {
		b = b.Informed(Units(q.Target), q.Exposure.Whole(), *q.Prior)
	}
	n := float64(q.Facts.N)
	if q.Variant == Counts { // a shared one counts for its share
		n = Units(q.Facts.Total)
	}
	return b.Seen(n, Units(q.Facts.Total), q.Exposure.Elapsed)
}

func (q Question) total() Projection {
	b, goal, r := q.Belief(), Units(q.Target), q.Exposure.Remaining
	pr := Projection{HasLanding: true, Basis: q.basis()}
	pr.Model, pr.Raw = q.model(b, goal, r), q.chance(b, goal, r)
	low, mid, high := q.landing(b, pr.Raw).told()
	pr.Low, pr.Mid, pr.High = amount(low), amount(mid), amount(high)
	if q.Variant != Amounts && r > 0 {
		more := b.Deal(b.Size())
		pr.Typical = amount(b.Size())
		pr.OneMoreDeal = measure.BP(math.Round((q.chance(more, goal, r) - pr.Raw) * float64(measure.Hundred)))
	}
	return pr.told(q.settled(b, goal, r))
}

// model is the probability by the formulas alone.
func (q Question) model(b Belief, goal, r float64) float64 {
	if q.Direction == measure.Down {
		return b.Within(goal, r)
	}
	return b.Probability(goal, r)
}

// chance is the probability of attainment after the last layer. What is already decided stays so.
func (q Question) chance(b Belief, goal, r float64) float64 {
	p := q.model(b, goal, r)
	if q.Stack == nil || q.Pace == nil || goal <= 0 || q.settled(b, goal, r) {
		return p
	}
	at := q.At
	if at == 0 {
		at = q.Exposure.Share()
	}
	return q.Stack.Adjust(p, q.Pace.Probability(b.S/goal, at))
}

// Ratio is attained over goal, as B2 looks at it.
func (q Question) Ratio() float64 {
	switch {
	case q.Target <= 0:
		return 0
	case q.Variant == Rate && q.Facts.Den > 0:
		return 100 * Units(q.Facts.Num) / Units(q.Facts.Den) / Units(q.Target)
	}
	return Units(q.Facts.Total) / Units(q.Target)
}

// modelled is the probability by the formulas alone, without the landing.
func (q Question) modelled() float64 {
	if q.Variant == Rate || q.Variant == NoModel {
		return Project(q).Model
	}
	return q.model(q.Belief(), Units(q.Target), q.Exposure.Remaining)
}

// fell is where a total that came in the end lay within the landing that was said, before it was widened.
func (q Question) fell(total float64) (at float64, ok bool) {
	if q.Variant == Rate || q.Variant == NoModel {
		return 0, false
	}
	q.Width = nil
	b := q.Belief()
	return q.landing(b, q.chance(b, Units(q.Target), q.Exposure.Remaining)).fell(total)
}

// decided tells whether the outcome is known already.
func (q Question) decided() bool {
	if q.Variant == Rate {
		return !(q.Exposure.Remaining > 0)
	}
	return q.settled(q.Belief(), Units(q.Target), q.Exposure.Remaining)
}

// settled tells whether the outcome is known: no work is left, or the total has already reached the goal, or gone over one that
// should not be.
func (q Question) settled(b Belief, goal, r float64) bool {
	if q.Direction == measure.Down {
		return !(r > 0) || b.S > goal
	}
	return !(r > 0) || b.S >= goal
}

func (q Question) conversion() Projection {
	num, den := Units(q.Facts.Num), Units(q.Facts.Den)
	if num < 0 || num > den {
		return Projection{Band: goal.NoEvidence}
	}
	tries := q.Cohort.Start(q.Own).Seen(den, den, q.Exposure.Elapsed)
	more := tries.Expected(q.Exposure.Remaining) - tries.S
	b := q.RateCohort.Start(q.OwnRates).Seen(num, den)
	pr := Projection{HasLanding: den+more > 0, Basis: q.basis()}
	low, mid, high := b.Landing(more)
	pr.Low, pr.Mid, pr.High = amount(100*low), amount(100*mid), amount(100*high)
	rate := Units(q.Target) / 100
	pr.Raw = b.AtLeast(rate, more)
	if q.Direction == measure.Down {
		pr.Raw = b.AtMost(rate, more)
	}
	pr.Model = pr.Raw
	return pr.told(more < .5)
}

func (q Question) basis() Basis {
	b := Basis{Events: q.Facts.N, CohortPeriods: q.Cohort.Periods, CohortPeople: q.Cohort.People, Plan: q.Cohort.Plan}
	for _, p := range q.Own {
		if p.tells() {
			b.Periods++
			b.Events += int64(p.N)
		}
	}
	if q.Variant == Rate {
		b.Events = int64(Units(q.Facts.Den))
		b.Periods, b.CohortPeriods, b.CohortPeople, b.Plan = 0, q.RateCohort.Periods, q.RateCohort.People, q.RateCohort.Plan
		for _, p := range conversions(q.OwnRates) {
			b.Periods++
			b.Events += int64(p.Den)
		}
	}
	return b
}

// told rounds the probability for people and names its band, if the evidence allows any. What is decided needs no evidence.
func (pr Projection) told(decided bool) Projection {
	pr.Shown = decided || pr.Basis.Enough()
	if !pr.Shown {
		pr.Band = goal.NoEvidence
		return pr
	}
	pr.Band = goal.BandOf(measure.BP(pr.Raw * float64(measure.Hundred)))
	pr.Chance = Rounded(pr.Raw, decided)
	return pr
}

// step is how finely a probability is told: 5 %.
const step = goal.Twentieth

// Rounded is a probability to the nearest 5 %. As long as it is not decided it stays between 5 and 95 %: an open question is never
// told as certain.
func Rounded(p float64, decided bool) measure.BP {
	bp := measure.BP(math.Round(p*20)) * step
	if decided {
		return bp
	}
	return min(max(bp, step), measure.Hundred-step)
}
