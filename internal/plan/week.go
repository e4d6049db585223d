package plan

import (
	"math/big"

	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/period"
)

// Week is what one week asks of a growing total, in the metric's unit: the part of what remained when it began that falls on the
// owner's own days in it, by season and presence (SCIENCE B5, B7). It stays the same all week, whatever is brought meanwhile.
type Week struct {
	OK    bool           // something can be asked of this owner this week
	Away  bool           // the owner has no working day in what the week and the period share
	Whole measure.Amount // asked of the whole week, never below zero nor above what remained
	Done  measure.Amount // brought since the week began
	Left  measure.Amount // Whole - Done, never below zero
	Next  measure.Maybe  // what the week after asks once this one is done; absent when the period ends before, or nothing is left
	Days  int            // the owner's working days in the week, part days included
}

// AskWeek works a week out. pr is where the objective stands today, done what was brought from the first day of the week to today.
// A lower-is-better, latest or ratio metric, and an objective that does not run, are asked nothing.
func AskWeek(g goal.Goal, m measure.Metric, pr goal.Progress, done measure.Amount, p period.Profile, week period.Span) Week {
	grows := m.Kind == measure.Sum || m.Kind == measure.Count
	in, both := g.Span().Intersect(week)
	if !grows || m.Direction == measure.Down || pr.Status != goal.Running || !pr.Gap.OK || !both {
		return Week{}
	}
	w := Week{Done: done, Days: p.WorkDays(in)}
	before := max(pr.Gap.Amount+done, 0) // what remained when the week began
	share, whole := weights(g, p, in, period.Span{From: in.From, To: g.Span().To})
	if w.Away = share == 0; w.Away || whole == 0 {
		return w
	}
	n, err := measure.MulDiv(int64(before), share, whole)
	if err != nil {
		return w
	}
	w.OK, w.Whole = true, measure.Amount(n)
	w.Left = max(w.Whole-max(done, 0), 0)
	w.Next = w.next(g, p, before, week)
	return w
}

// Easy is the same week in figures that are easy to remember; gap is what remains of the objective today.
func (w Week) Easy(gap measure.Amount, m measure.Metric) Week {
	if !w.OK {
		return w
	}
	w.Whole = easy(w.Whole, max(gap+w.Done, 0), m)
	w.Left = max(w.Whole-max(w.Done, 0), 0)
	if w.Next.OK {
		w.Next.Amount = easy(w.Next.Amount, max(gap, 0), m)
	}
	return w
}

// easy makes an amount easy to remember, never asking more than what is left: whole pieces for counts, two figures for money.
func easy(a, gap measure.Amount, m measure.Metric) measure.Amount {
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

// next is the outlook: what remains once this week is done, spread over the days that follow it.
func (w Week) next(g goal.Goal, p period.Profile, before measure.Amount, week period.Span) measure.Maybe {
	after := period.Span{From: week.To, To: g.Span().To}
	rest := before - max(w.Whole, w.Done)
	if after.Empty() || rest <= 0 {
		return measure.Maybe{}
	}
	in, _ := after.Intersect(period.Span{From: week.To, To: week.To + 7})
	share, whole := weights(g, p, in, after)
	if whole == 0 {
		return measure.Maybe{}
	}
	n, err := measure.MulDiv(int64(rest), share, whole)
	return measure.Maybe{Amount: measure.Amount(n), OK: err == nil}
}

// weights are the work of a part of some days and of all of them; calendar days count where the objective is linear or the profile
// knows none.
func weights(g goal.Goal, p period.Profile, part, all period.Span) (share, whole int64) {
	if whole = p.Weight(all); g.Linear || p.Weight(g.Span()) == 0 {
		return int64(part.Len()), int64(all.Len())
	}
	return p.Weight(part), whole
}

// How much of the past a conversion needs before anything is said, in activities; and how many activities the team's rate is worth.
const (
	ownEnough      = 10
	teamEnough     = 40
	teamWeight     = 20
	mostActivities = 200 // asked of one week: beyond that the rate says nothing useful
)

// Tried is what activities brought in the past: Brought in the unit of the objective's metric, Acts in ten-thousandths of one.
type Tried struct{ Brought, Acts measure.Amount }

// Activities turns what is left of a week into a number of activities, such as meetings, by a person's own past, which the team's rate
// steadies by the weight of twenty activities. It is silent (ok false) without enough evidence: ten own activities that brought
// something, or forty of the team.
func Activities(left measure.Amount, own, team Tried) (n int64, ok bool) {
	ownKnown := own.Acts >= measure.Whole(ownEnough) && own.Brought > 0
	teamKnown := team.Acts >= measure.Whole(teamEnough) && team.Brought > 0
	if left <= 0 || !ownKnown && !teamKnown {
		return 0, false
	}
	brought, acts := big.NewRat(max(int64(own.Brought), 0), 1), big.NewRat(max(int64(own.Acts), 0), 1)
	if teamKnown {
		weight := big.NewRat(int64(measure.Whole(teamWeight)), 1)
		rate := big.NewRat(int64(team.Brought), int64(team.Acts))
		brought.Add(brought, rate.Mul(rate, weight))
		acts.Add(acts, weight)
	}
	need := new(big.Rat).Mul(big.NewRat(int64(left), 1), acts)
	need.Quo(need, brought.Mul(brought, big.NewRat(int64(measure.One), 1)))
	up := new(big.Int).Add(need.Num(), new(big.Int).Sub(need.Denom(), big.NewInt(1)))
	up.Quo(up, need.Denom())
	if !up.IsInt64() || up.Int64() > mostActivities {
		return 0, false
	}
	return up.Int64(), true
}
