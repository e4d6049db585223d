package goal

import (
	"cordee/internal/measure"
	"cordee/internal/period"
)

// StepFacts is what the steps of an objective say on a date: those done by then, or by its end if that is earlier, in weight.
// A step done before the objective began is done. Weights below zero count as zero.
func (g Goal) StepFacts(steps []Step, on period.Date) Facts {
	var f Facts
	if !g.End.IsZero() {
		on = min(on, g.End)
	}
	for _, s := range steps {
		w := min(max(s.Weight, 0), maxWeight*measure.One)
		f.StepsTotal += w
		if !s.Done.IsZero() && s.Done <= on {
			f.StepsDone += w
			f.N++
		}
	}
	return f
}

// Ask is what a span of days, this week for instance, asks of a growing total: the part of the gap that falls on those days when
// it is spread over the work left from a date on, that day included. It is absent when nothing is left to ask, or to spread.
func (g Goal) Ask(m measure.Metric, pr Progress, p period.Profile, on period.Date, days period.Span) measure.Maybe {
	k := kindOf(m)
	if m.Direction == measure.Down || (k != measure.Sum && k != measure.Count) || pr.Status != Running || !pr.Gap.OK || pr.Gap.Amount <= 0 {
		return measure.Maybe{}
	}
	rest, ok := g.Span().Intersect(period.Span{From: on})
	part, some := rest.Intersect(days)
	if !ok || !some {
		return measure.Maybe{}
	}
	whole, share := p.Weight(rest), p.Weight(part)
	if g.Linear || whole == 0 {
		whole, share = int64(rest.Len()), int64(part.Len())
	}
	n, err := measure.MulDiv(int64(pr.Gap.Amount), share, whole)
	return measure.Maybe{Amount: measure.Amount(n), OK: err == nil}
}

// RoundAsk makes an amount easy to remember, never asking more than what is left: whole pieces for counts, two figures for money.
func RoundAsk(a, gap measure.Amount, m measure.Metric) measure.Amount {
	step := measure.One
	if m.Unit != measure.Unitless {
		for step*100 <= a {
			step *= 10
		}
	}
	rounded := (a + step - 1) / step * step
	if m.Unit != measure.Unitless && rounded > gap {
		return gap
	}
	return rounded
}

// Crossed lists the marks, in basis points and rising, that an attainment passed on its way up from before to after.
func Crossed(before, after measure.BP, marks ...measure.BP) (passed []measure.BP) {
	for _, mark := range marks {
		if before < mark && mark <= after {
			passed = append(passed, mark)
		}
	}
	return passed
}
