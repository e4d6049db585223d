package plan

import (
	"cordee/internal/measure"
)

// FeasibleAt is the total that the people together reach when each is given what they attain with probability P.
type FeasibleAt struct {
	P      measure.BP
	Amount measure.Amount
}

// Feasibility compares a total with what is feasible. Gap is what is missing, zero when nothing is; Hires how many more people of
// a typical full contribution it would take, in ten-thousandths of a person, absent when nobody knows that contribution.
type Feasibility struct {
	At    FeasibleAt
	Gap   measure.Amount
	Hires measure.Maybe
	Note  Note
}

// Feasible compares a total with what is feasible at each of the given probabilities. The gap is said, never hidden: in money and as
// a share of the total, and in people from about half of what a typical one brings. Hires are rounded up to a tenth of a person.
func Feasible(total measure.Amount, at []FeasibleAt, typical measure.Amount) []Feasibility {
	list := make([]Feasibility, len(at))
	for i, f := range at {
		gap, err := total.Sub(f.Amount)
		c := Feasibility{At: f, Gap: max(gap, 0)}
		switch {
		case err != nil || gap <= 0:
			c.Gap = 0
			c.Note = note("plan.feasible.within", "p", f.P, "feasible", f.Amount, "total", total)
		case typical <= 0 || gap < typical/2:
			share, _ := measure.RatioOf(gap, total)
			c.Note = note("plan.feasible.gap", "p", f.P, "feasible", f.Amount, "total", total, "gap", gap, "share", share)
		default:
			c.Hires = measure.Some(hires(gap, typical))
			c.Note = note("plan.feasible.gap_hires", "p", f.P, "feasible", f.Amount, "total", total, "gap", gap, "n", wholePeople(gap, typical))
		}
		list[i] = c
	}
	return list
}

// hires is gap / typical in tenths of a person, rounded up.
func hires(gap, typical measure.Amount) measure.Amount {
	tenths, err := measure.MulDiv(int64(gap), 10, int64(typical))
	if err != nil {
		return 0
	}
	if back, err := measure.MulDiv(tenths, int64(typical), 10); err == nil && back < int64(gap) {
		tenths++
	}
	return measure.Amount(tenths) * (measure.One / 10)
}

// wholePeople is gap / typical to the nearest person, one at least: half a colleague and more is one.
func wholePeople(gap, typical measure.Amount) int {
	n, err := measure.MulDiv(int64(gap), 1, int64(typical))
	if err != nil {
		return 1
	}
	return max(int(n), 1)
}
