package goal

import (
	"slices"

	"cordee/internal/measure"
)

// Week is what an owner brought to an end in one week of work: opportunities won or lost, those won, and what these were worth in
// the unit of the metric.
type Week struct{ Closed, Won, Value measure.Amount }

// The least from which a usual week is read: fewer weeks or opportunities would be chance.
const (
	minWeeks  = 8
	minClosed = 10 * measure.One
)

// MeansOf is the activity that a target asks for a week, target / (deal size x win rate) / weeks, beside the owner's own median
// week (SCIENCE D, letter R). It is zero, not known, with too short a past, with no loss on record (then nobody counts what was not
// won), and where the usual week closes nothing.
func MeansOf(target measure.Amount, weeks int, past []Week) Means {
	var all Week
	closed := make([]measure.Amount, len(past))
	for i, w := range past {
		all = Week{all.Closed + w.Closed, all.Won + w.Won, all.Value + w.Value}
		closed[i] = w.Closed
	}
	if target <= 0 || weeks <= 0 || len(past) < minWeeks || all.Closed < minClosed || all.Won <= 0 || all.Won >= all.Closed || all.Value <= 0 {
		return Means{}
	}
	slices.Sort(closed)
	usual := (closed[(len(closed)-1)/2] + closed[len(closed)/2]) / 2
	need, err := measure.MulDiv(int64(target), int64(all.Closed), int64(all.Value)) // value / closed is deal size x win rate
	if err != nil || usual <= 0 {
		return Means{}
	}
	return Means{RequiredPerWeek: measure.Amount(need) / measure.Amount(weeks), CapacityPerWeek: usual}
}
