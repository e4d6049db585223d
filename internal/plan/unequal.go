package plan

import (
	"cordee/internal/measure"
	"cordee/internal/org"
)

// UnequalBy is how much less time somebody may have for the same target before it is said.
const UnequalBy measure.BP = 500

// Asked is what one owner is asked for, and the time they have for it: the weight of their period (see Line.Exposure).
type Asked struct {
	Owner    org.Owner
	Amount   measure.Amount
	Exposure int64
}

// Unequal is somebody who is asked for as much as others who have more time for it.
type Unequal struct {
	Owner org.Owner
	Share measure.BP // of the time that the others have
	Fair  measure.Amount
	Note  Note
}

// UnequalTime tells whose target is identical to somebody's who has over five percent more time, in the order given. A target of
// zero asks nothing of anybody.
func UnequalTime(asked []Asked) (list []Unequal) {
	most := map[measure.Amount]int64{}
	for _, a := range asked {
		most[a.Amount] = max(most[a.Amount], a.Exposure)
	}
	for _, a := range asked {
		full := most[a.Amount]
		share, ok := measure.RatioOf(measure.Amount(max(a.Exposure, 0)), measure.Amount(full))
		if a.Amount <= 0 || !ok || share >= measure.Hundred-UnequalBy {
			continue
		}
		fair := Prorate(a.Amount, a.Exposure, full)
		list = append(list, Unequal{
			Owner: a.Owner, Share: share, Fair: fair,
			Note: note("plan.warn.unequal_time", "amount", a.Amount, "share", share, "fair", fair),
		})
	}
	return list
}

// Rounded is what would be fair, to a figure that a person would have written, and no more than is asked now.
func (u Unequal) Rounded() measure.Amount {
	return nearest(u.Fair, Friendly(u.Fair, 1))
}
