package forecast

import "cordee/internal/measure"

// Feasible is the target that is attained with a probability: what an owner reaches so many times out of a hundred (SCIENCE B2).
// ok is false where there is nothing to go by.
func (q Question) Feasible(p float64) (target measure.Amount, ok bool) {
	switch q.Variant {
	case Deals, Counts, Amounts:
		return amount(q.Belief().Quantile(1-p, q.Exposure.Remaining)), q.basis().Enough()
	case Rate, NoModel:
	}
	return 0, false
}
