package forecast

import "cordee/internal/period"

// shape is how results fell on the working days of the spans before, beyond what their season asked, told in those of this one and its
// season: a year does not expect of August what it expects of March, and a quarter does not repeat the season of another. What came on
// another day counts for the working day before it.
func (h History) shape(s period.Span, spans []period.Span, v Variant) Shape {
	beat, weekly := h.beat(spans, v)
	var past [][]float64
	for _, p := range spans {
		standard := h.Standard(p)
		counts := h.counts(p, standard)
		if weekly {
			counts = byWeek(counts, standard)
		}
		past = append(past, unseasoned(counts, weights(standard)))
	}
	standard := h.Standard(s)
	days := weights(standard)
	shape := LearnShape(len(days), past...).Seasoned(days)
	if weekly {
		shape = shape.Seasoned(beat.over(standard))
	}
	return shape
}

// counts is how many results came on each working day of a span.
func (h History) counts(s period.Span, standard period.Profile) []float64 {
	at, days := working(standard, s)
	counts := make([]float64, days)
	for _, o := range h.Owners {
		t := h.Tracks[o]
		for i := t.before(s.From); i < t.before(s.To) && days > 0; i++ {
			n := t.n[i]
			if i > 0 {
				n -= t.n[i-1]
			}
			counts[at[t.days[i]-s.From]] += float64(max(n, 0))
		}
	}
	return counts
}

// beat is the share of a week's totals that comes on each weekday.
type beat [7]float64

// Totals that nearly all come on one weekday are a week's; now and then one comes on another day.
const (
	oneWeekday = .8
	anyDay     = .05
)

// beat is the weekday on which imported totals come. Smoothed over the days around it, a third of the last week would seem to be over
// on the evening before it comes.
func (h History) beat(spans []period.Span, v Variant) (b beat, weekly bool) {
	if v != Amounts {
		return b, false
	}
	var all, most float64
	for _, s := range spans {
		standard := h.Standard(s)
		counts := h.counts(s, standard)
		for i, d := range workingDays(standard) {
			b[d.Weekday()] += counts[i]
			all, most = all+counts[i], max(most, b[d.Weekday()])
		}
	}
	if all == 0 || most < oneWeekday*all {
		return b, false
	}
	for i := range b {
		b[i] = (1-anyDay)*b[i]/all + anyDay/float64(len(b))
	}
	return b, true
}

// over is the beat of each working day of a profile.
func (b beat) over(standard period.Profile) (days []float64) {
	for _, d := range workingDays(standard) {
		days = append(days, b[d.Weekday()])
	}
	return days
}

// byWeek spreads what came in each week, from Monday, evenly over its working days.
func byWeek(counts []float64, standard period.Profile) []float64 {
	days := workingDays(standard)
	sum, n := map[period.Date]float64{}, map[period.Date]float64{}
	monday := func(d period.Date) period.Date { return d.AddDays(-(int(d.Weekday()) + 6) % 7) }
	for i, d := range days {
		sum[monday(d)] += counts[i]
		n[monday(d)]++
	}
	out := make([]float64, len(counts))
	for i, d := range days {
		out[i] = sum[monday(d)] / n[monday(d)]
	}
	return out
}

// workingDays are the days of a profile that carry work, in order.
func workingDays(p period.Profile) (days []period.Date) {
	for i, w := range p.Day {
		if w > 0 {
			days = append(days, p.From.AddDays(i))
		}
	}
	return days
}
