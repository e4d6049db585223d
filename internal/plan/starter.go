package plan

import (
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

// DraftKind says what an objective of a pack is for.
type DraftKind string

// Learning is something to master, told by steps; Outcome is a number to bring.
const (
	Learning DraftKind = "learning"
	Outcome  DraftKind = "outcome"
)

// Newcomer is somebody who starts, changes role or has no objective left, and what is known of them.
type Newcomer struct {
	Role       org.Role
	Since      period.Date // the day they took up the role
	Experience int         // months in such work before
	Ability    int         // 1 to 5 as they and their manager see it; 0 means nobody said
	RampMonths int         // see RampMonths; 0 means DefaultRamp
	Span       period.Span // the period to plan
	Profile    period.Profile
	Metrics    []string       // keys of the metrics this organisation measures
	Team       *TeamObjective // the objective they would help to pull up, if there is one
}

// TeamObjective is the collective objective a newcomer joins, and what a settled colleague carries of it over the span.
type TeamObjective struct {
	Goal   org.ID
	Metric string // key
	Full   measure.Amount
	Total  measure.Amount // the collective target, 0 when it is not to be told
	Above  []Note         // how that target came about, the company's figure first
}

// Draft is one objective proposed to a newcomer. Its texts are keys of the catalogues; nothing is decided before both agree.
type Draft struct {
	Key        string // "rep.shadow": which template, stable
	Kind       DraftKind
	Title      Note
	Why        Note
	Metric     string        // key; "" means measured by its steps
	Target     measure.Maybe // for an outcome
	Difficulty int           // declared, 1 to 5
	Early      bool          // within easy reach, to begin with a success
	Weight     measure.BP    // of the pack; the weights of a pack sum to 10,000
	Goal       org.ID        // the collective objective it contributes to, 0 for none
	Start, End period.Date   // last day included
	Steps      []DraftStep   // the near marks on the way, by date
	Derivation []Note        // how an outcome's number came about
}

// DraftStep is one near mark: a thing to do, or a figure to have reached.
type DraftStep struct {
	Title Note
	Due   period.Date
}

// Hard tells whether a difficulty counts as hard: never two of a kind at once during somebody's first months.
func Hard(difficulty int) bool { return difficulty >= 4 }

// Settling is the number of months in a role during which a second hard objective of a kind would be one too many.
const Settling = 4

// MonthInRole counts from 1 the month in the role in which a day lies; 0 before the first, or without one.
func MonthInRole(since, on period.Date) int {
	if since.IsZero() || on < since {
		return 0
	}
	k := 1
	for since.AddMonths(k) <= on {
		k++
	}
	return k
}

// Credit is how many months in the role somebody's past is worth: one per year of such work before, three at most, and one more for
// a declared ability of four or five.
func (n Newcomer) Credit() int {
	credit := min(max(n.Experience, 0)/12, 3)
	if n.Ability >= 4 {
		credit++
	}
	return credit
}

// Mixture is the share of learning in a pack by month in the role: 70 % at first, half in the third month, 20 % from the fourth.
func Mixture(month int) measure.BP {
	switch {
	case month <= 2:
		return 7_000
	case month == 3:
		return 5_000
	}
	return 2_000
}

// Starter proposes a pack: learning first, the first two within easy reach, then a number that grows with the ramp. Experience and
// ability shorten the way. It is empty for a span without days, or over before the role begins.
func Starter(n Newcomer) []Draft {
	w := n.way()
	if w.span.Len() <= 0 {
		return nil
	}
	pack := w.learning()
	share := measure.Hundred
	if outcome, ok := w.outcome(); ok {
		share = Mixture(w.month)
		outcome.Weight = measure.Hundred - share
		pack = append(pack, outcome)
	}
	equal := make([]int64, len(pack))
	for i, d := range pack {
		if d.Kind == Learning {
			equal[i] = 1
		}
	}
	for i, part := range Rounded(measure.Amount(share), equal, 100) {
		pack[i].Weight += measure.BP(part)
	}
	return pack
}

// way is where a newcomer stands when the period begins.
type way struct {
	Newcomer
	span  period.Span    // what is left of the period once they are there
	real  int            // month in the role
	month int            // the same with what their past is worth
	full  period.Profile // the period's days
	grown period.Profile // the same as far as they have grown into the role
}

func (n Newcomer) way() way {
	w := way{Newcomer: n, span: n.Span, full: n.Profile}
	if w.full.Weight(n.Span) == 0 {
		w.full = everyDay(n.Span)
	}
	w.grown, w.real = w.full, Settling
	if !n.Since.IsZero() {
		w.span.From = max(n.Span.From, n.Since)
		w.real = MonthInRole(n.Since, w.span.From)
		w.grown = Ramped(w.full, n.Since.AddMonths(-n.Credit()), n.RampMonths)
	}
	w.month = w.real + n.Credit()
	if w.real < 3 { // the most experienced still have offers and colleagues to get to know
		w.month = min(w.month, 3)
	}
	return w
}

// everyDay is a span in which every day weighs the same, heavily enough for a ramp to divide it.
func everyDay(s period.Span) period.Profile {
	p := period.Flat(s)
	for i := range p.Day {
		p.Day[i] = period.FlatSeason * period.FullPresence
	}
	return p
}

// outcome is the number of a pack: the newcomer's part of the team's objective, or else the first activity that is measured.
func (w way) outcome() (Draft, bool) {
	d := Draft{Kind: Outcome, Difficulty: w.stretch(), Start: w.span.From, End: w.span.Last()}
	if w.Team == nil || w.Team.Full <= 0 {
		return w.activity(d)
	}
	settled, from := w.settled()
	share, _ := measure.RatioOf(measure.Amount(w.grown.Weight(w.span)), measure.Amount(w.full.Weight(w.Span)))
	share = min(roundly(share), measure.Hundred)
	exact, err := share.Of(settled)
	if err != nil {
		return d, false
	}
	unit := Friendly(exact, 1)
	target := min(nearest(exact, unit), settled) // rounding asks nobody for more than a full target
	d.Key, d.Metric, d.Goal, d.Target = "outcome.team", w.Team.Metric, w.Team.Goal, measure.Some(target)
	d.Title, d.Why = note("plan.starter.outcome.team"), note("plan.starter.outcome.team.why")
	d.Derivation = from
	if share < measure.Hundred {
		d.Derivation = append(d.Derivation, note("plan.how.growing", "share", share).at(exact))
	}
	if target != exact {
		d.Derivation = append(d.Derivation, note("plan.how.nearest", "step", unit, "amount", target).at(target))
	}
	d.Steps = w.marks(target)
	return d, target > 0
}

// settled is what a settled colleague carries of the team's objective, and how that follows from the company's figure down: as a share
// of the target that can be multiplied again by hand, where it is large enough to be read.
func (w way) settled() (full measure.Amount, from []Note) {
	full, from = w.Team.Full, append([]Note(nil), w.Team.Above...)
	if share, ok := measure.RatioOf(full, w.Team.Total); ok && share >= measure.Hundred/100 && share <= measure.Hundred {
		share = roundly(share)
		if part, err := share.Of(w.Team.Total); err == nil {
			return part, append(from, note("plan.how.full_share", "share", share, "total", w.Team.Total, "amount", part).at(part))
		}
	}
	return full, append(from, note("plan.how.full_target", "amount", full).at(full))
}

// stretch is the declared difficulty of the number: ordinary while somebody settles in.
func (w way) stretch() int {
	if w.month < Settling {
		return 3
	}
	return max(3, min(w.Ability, 4))
}
