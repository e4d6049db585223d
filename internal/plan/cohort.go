package plan

import (
	"slices"

	"cordee/internal/measure"
)

// Hires is how many people must have grown into a role before their own curve replaces the usual ramp, and Settled the share of a
// settled colleague's results from which somebody is said to be there.
const (
	Hires              = 8
	Settled measure.BP = 9_500
)

// Curve is what one past hire brought in each month in the role, the first one first, as a share of a settled colleague's.
type Curve []measure.BP

// RampMonths is how many months newcomers are given to grow into a target: until half of the past hires are settled, when there are
// at least eight of them; else one month more than the sales cycle, four at least. The note says which.
func RampMonths(past []Curve, cycleMonths int) (months int, why Note) {
	if len(past) >= Hires {
		for k := 0; ; k++ {
			median, ok := medianAt(past, k)
			if !ok {
				break
			}
			if median >= Settled {
				return k + 1, note("plan.ramp.own", "months", k+1, "hires", len(past))
			}
		}
	}
	months = max(DefaultRamp, 1+max(cycleMonths, 0))
	return months, note("plan.ramp.usual", "months", months)
}

// medianAt is what at least half of the hires reach in a month in the role, while enough of them have got that far.
func medianAt(past []Curve, k int) (measure.BP, bool) {
	var at []measure.BP
	for _, c := range past {
		if k < len(c) {
			at = append(at, c[k])
		}
	}
	if len(at) < Hires {
		return 0, false
	}
	slices.Sort(at)
	return at[len(at)/2], true
}
