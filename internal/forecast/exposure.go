package forecast

import (
	"cordee/internal/measure"
	"cordee/internal/period"
)

// pseudoEvents is how many evenly spread events a shape is mixed with before anything was seen (SCIENCE C2: c = 60).
const pseudoEvents = 60

// Shape is how the events of a normal period fall on its working days, in order; the parts are at least 0 and sum to 1. An empty
// shape is unknown: the days then weigh as the standard profile says.
type Shape []float64

// LearnShape is the shape of a period of so many working days, from the events counted per working day in past periods. A past
// period of another length is stretched. The counts are mixed with 60 even ones, smoothed over five days and brought to 1.
func LearnShape(days int, past ...[]float64) Shape {
	if days <= 0 {
		return nil
	}
	raw := make([]float64, days)
	for i := range raw {
		raw[i] = pseudoEvents / float64(days)
	}
	for _, counts := range past {
		stretch(raw, counts)
	}
	return normal(smooth(raw))
}

// stretch adds counts to bins, each over the part of the period its day takes.
func stretch(bins []float64, counts []float64) {
	width := float64(len(bins)) / float64(max(len(counts), 1)) // of one counted day, in bins
	for i, n := range counts {
		from, to := float64(i)*width, float64(i+1)*width
		for b := int(from); b < len(bins) && float64(b) < to; b++ {
			overlap := min(to, float64(b+1)) - max(from, float64(b))
			bins[b] += max(n, 0) * max(overlap, 0) / width
		}
	}
}

// Seasoned is a shape of equal days told in days that weigh as a profile says: working days x season. A shape learnt from nothing
// then is the profile itself.
func (s Shape) Seasoned(weights []float64) Shape {
	if len(weights) != len(s) {
		return s
	}
	out := make([]float64, len(s))
	for i, f := range s {
		out[i] = f * weights[i]
	}
	return normal(out)
}

// unseasoned is what each working day would have brought had all weighed the same.
func unseasoned(counts, weights []float64) []float64 {
	var sum float64
	for _, w := range weights {
		sum += w
	}
	out := make([]float64, len(counts))
	for i, n := range counts {
		out[i] = n * sum / float64(len(weights)) / weights[i]
	}
	return out
}

// smooth is the centred moving average over five days; at the edges over those there are.
func smooth(x []float64) []float64 {
	out := make([]float64, len(x))
	for i := range x {
		from, to := max(i-2, 0), min(i+3, len(x))
		for _, v := range x[from:to] {
			out[i] += v / float64(to-from)
		}
	}
	return out
}

func normal(x []float64) Shape {
	var sum float64
	for _, v := range x {
		sum += v
	}
	for i := range x {
		x[i] /= sum
	}
	return x
}

// Exposure is how much of a normal full-time period somebody works: 1 is all of it, part-time and absence take away, ramp too.
type Exposure struct{ Elapsed, Remaining float64 }

// Whole is the exposure of all days together.
func (e Exposure) Whole() float64 { return e.Elapsed + e.Remaining }

// Share is the part that is over, 0 to 1; without any work at all it is 1, since nothing can come any more.
func (e Exposure) Share() float64 {
	if e.Whole() <= 0 {
		return 1
	}
	return e.Elapsed / e.Whole()
}

// Work is whose days are exposed. Own is the person's or team's profile over the span, with presence and ramp (plan.Ramped);
// Standard is one full-time person's over the same span. Unit is the standard weight that makes an exposure of 1, so that periods
// of different length or season are told in the same unit; zero means the whole of Standard.
type Work struct {
	Own, Standard period.Profile
	Shape         Shape
	Unit          int64
}

// At is the exposure up to a day, that day included, and after it. Days the standard does not work carry nothing.
func (w Work) At(on period.Date) Exposure {
	var e Exposure
	shape, total := w.shape()
	at := 0
	for i, standard := range w.Standard.Day {
		if standard <= 0 {
			continue
		}
		d := w.Standard.From + period.Date(i)
		f := shape[at] * total * float64(w.Own.Weight(period.Day(d))) / float64(standard)
		at++
		if d <= on {
			e.Elapsed += f
		} else {
			e.Remaining += f
		}
	}
	return e
}

// weights are those of the working days of a profile, in order.
func weights(p period.Profile) (days []float64) {
	for _, weight := range p.Day {
		if weight > 0 {
			days = append(days, float64(weight))
		}
	}
	return days
}

// shape is one part per working day of the standard, and the exposure they share.
func (w Work) shape() (s Shape, total float64) {
	days := weights(w.Standard)
	var sum float64
	for _, weight := range days {
		sum += weight
	}
	total = 1
	if w.Unit > 0 {
		total = sum / float64(w.Unit)
	}
	if len(w.Shape) == len(days) {
		return w.Shape, total
	}
	return normal(days), total
}

// Units is an exact amount as a floating number of its unit. It is the only way in; amounts is the only way out.
func Units(a measure.Amount) float64 { return float64(a) / float64(measure.One) }

// amount rounds units to an exact amount, half away from zero, within what an amount can hold.
func amount(units float64) measure.Amount {
	const most = 9.2e18
	x := units * float64(measure.One)
	switch {
	case x != x:
		return 0
	case x >= most:
		return measure.Amount(int64(most))
	case x <= -most:
		return -measure.Amount(int64(most))
	case x < 0:
		return measure.Amount(x - .5)
	}
	return measure.Amount(x + .5)
}
