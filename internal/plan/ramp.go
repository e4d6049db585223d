package plan

import (
	"cordee/internal/measure"
	"cordee/internal/period"
)

// DefaultRamp is the number of months after which a newcomer is expected to carry a full target.
const DefaultRamp = 4

// Ramp is the share of a full target expected in the k-th month in a role, counted from 1, when it takes so many months to get
// there: 25, 50, 75, 100 % over four. Months of zero or less are the default; before the first month nothing is expected.
func Ramp(k, months int) measure.BP {
	if months <= 0 {
		months = DefaultRamp
	}
	return measure.BP(min(max(k, 0), months)) * measure.Hundred / measure.BP(months)
}

// Ramped is a person's profile while they grow into a role they have had since a day: each day weighs by its month in it. Without
// such a day the profile is unchanged.
func Ramped(p period.Profile, since period.Date, months int) period.Profile {
	if since.IsZero() {
		return p
	}
	grown := period.Profile{From: p.From, Day: make([]int64, len(p.Day))}
	k, next := 0, since // the month in role, and the day the following one begins
	for i, w := range p.Day {
		for d := p.From + period.Date(i); d >= next; next = since.AddMonths(k) {
			k++
		}
		n, err := measure.MulDiv(w, int64(Ramp(k, months)), int64(measure.Hundred))
		if err == nil { // a share of w always fits
			grown.Day[i] = n
		}
	}
	return grown
}

// Prorate is a full target brought down to the work that is left of a period: entry, exit, long absence. It never goes up, and
// without any full work it stays as it is.
func Prorate(target measure.Amount, present, full int64) measure.Amount {
	if full <= 0 {
		return target
	}
	n, err := measure.MulDiv(int64(target), min(max(present, 0), full), full)
	if err != nil { // a share of the target always fits
		return target
	}
	return measure.Amount(n)
}

// Over shares a total over time, one amount per span, as a profile weighs them: a year over its months. Where the profile weighs
// nothing anywhere, calendar days do. The amounts sum to the total exactly.
func Over(total measure.Amount, p period.Profile, spans []period.Span) []measure.Amount {
	weights, days := make([]int64, len(spans)), make([]int64, len(spans))
	for i, s := range spans {
		weights[i], days[i] = p.Weight(s), int64(max(s.Len(), 0))
	}
	if parts := Even(total, weights); parts != nil {
		return parts
	}
	return Even(total, days)
}
