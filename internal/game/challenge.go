// Package game is play beside the work, for those who want it: challenges, badges, levels, streaks, milestones and boards that encourage.
// It is pure, and no arrow leads from it to rewards: nothing here is ever an input of pay.
package game

import (
	"cordee/internal/fault"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

// Kind is who climbs against what.
type Kind string

// The kinds of challenge.
const (
	Solo        Kind = "solo"        // one person against a mark of their own
	Duel        Kind = "duel"        // two people, once both have accepted
	Teams       Kind = "teams"       // groups of people who play, on an average of each
	Elimination Kind = "elimination" // in rounds; fewer go on after each
	Mountain    Kind = "mountain"    // all together towards one target
)

// Kinds lists every kind.
func Kinds() []Kind { return []Kind{Solo, Duel, Teams, Elimination, Mountain} }

// Measure is what counts.
type Measure string

// The measures.
const (
	Value       Measure = "value"       // what was brought, in the unit of the metric
	OwnShare    Measure = "own_share"   // against the part of one's own objective that falls into these days
	Improvement Measure = "improvement" // against oneself, over as many working days before
)

// Measures lists every measure.
func Measures() []Measure { return []Measure{Value, OwnShare, Improvement} }

// Status is where a challenge is in its life. Running and Over follow from the day.
type Status string

// The statuses.
const (
	Draft     Status = "draft" // hidden from everybody but its maker
	Announced Status = "announced"
	Running   Status = "running"
	Over      Status = "over"
	CalledOff Status = "called_off"
)

// Themes are what participants choose among: how the challenge is told, never what counts.
func Themes() []string { return []string{"summit", "refuge", "ridge", "valley"} }

// MinGroup is the least number of people present in a team that plays: a total of fewer would be somebody's own figure.
const MinGroup = 5

// Bounds of a challenge.
const (
	MaxDays   = 92 // days from start to end: no competition lasts for ever (LAW F9)
	MaxRounds = 8
	maxTitle  = 100
)

// Challenge is one challenge. Start and End are both included. Target, for Solo and Mountain, is in the unit of the metric when
// Value counts, else in basis points. Rounds and Leave, for Elimination, are how many rounds there are and how many leave after each but the last.
type Challenge struct {
	ID            org.ID
	Kind          Kind
	Measure       Measure
	Metric        org.ID
	Title         string
	Start, End    period.Date
	Target        measure.Maybe
	Rounds, Leave int
	Teams         []org.ID // Teams: those that play; Mountain, Elimination: the one whose people may take part
	MadeBy        org.ID
	Status        Status // Draft, Announced or CalledOff as decided
}

// Days are the challenge's, as a span.
func (c Challenge) Days() period.Span { return period.Days(c.Start, c.End) }

// On is the status on a day.
func (c Challenge) On(day period.Date) Status {
	switch {
	case c.Status != Announced:
		return c.Status
	case day > c.End:
		return Over
	case day >= c.Start:
		return Running
	}
	return Announced
}

// Check finds everything wrong with a challenge on a metric, at once; codes game.*.
func (c Challenge) Check(m measure.Metric) error {
	var l fault.List
	switch n := len([]rune(c.Title)); {
	case n == 0:
		l.Add(fault.Bad("title", "game.title_missing"))
	case n > maxTitle || fault.Broken(c.Title):
		l.Add(fault.Bad("title", "game.title_long", "max", maxTitle))
	}
	if !known(c.Kind, Kinds()) {
		l.Add(fault.Bad("kind", "game.kind_unknown"))
	}
	if !known(c.Measure, Measures()) {
		l.Add(fault.Bad("measure", "game.measure_unknown"))
	}
	if (m.Kind != measure.Sum && m.Kind != measure.Count) || m.Direction == measure.Down {
		l.Add(fault.Bad("metric", "game.metric_total")) // what is low or a rate says nothing fair over a few days
	}
	if n := c.Days().Len(); c.Start.IsZero() || c.End < c.Start || n > MaxDays {
		l.Add(fault.Bad("end", "game.dates", "max", MaxDays))
	}
	for _, err := range []error{c.checkTarget(), c.checkTeams(), c.checkRounds()} {
		if err != nil {
			l.Add(err)
		}
	}
	return l.OrNil()
}

func (c Challenge) checkTarget() error {
	needed := c.Kind == Mountain || c.Kind == Solo && c.Measure == Value
	switch {
	case c.Kind == Mountain && c.Measure != Value:
		return fault.Bad("measure", "game.mountain_value")
	case needed && !c.Target.OK, c.Target.OK && c.Target.Amount <= 0:
		return fault.Bad("target", "game.target_missing")
	}
	return nil
}

func (c Challenge) checkTeams() error {
	common := c.Kind == Mountain || c.Kind == Elimination
	if c.Kind == Teams && len(c.Teams) < 2 || common && len(c.Teams) != 1 {
		return fault.Bad("teams", "game.teams_missing")
	}
	return nil
}

func (c Challenge) checkRounds() error {
	if c.Kind != Elimination {
		return nil
	}
	if c.Rounds < 2 || c.Rounds > MaxRounds || c.Leave < 1 || c.Rounds > c.Days().Len() {
		return fault.Bad("rounds", "game.rounds", "max", MaxRounds)
	}
	return nil
}

func known[T comparable](x T, list []T) bool {
	for _, y := range list {
		if x == y {
			return true
		}
	}
	return false
}

// RoundDays cuts the days into rounds as equal as whole days allow, earlier ones the longer.
func (c Challenge) RoundDays() []period.Span {
	if c.Kind != Elimination || c.Rounds < 1 {
		return []period.Span{c.Days()}
	}
	var list []period.Span
	n, from := c.Days().Len(), c.Start
	for i := range c.Rounds {
		days := n / c.Rounds
		if i < n%c.Rounds {
			days++
		}
		list = append(list, period.Span{From: from, To: from.AddDays(days)})
		from = from.AddDays(days)
	}
	return list
}

// Theme is the one most chosen; between two chosen as often, the earlier of the list. Nobody's choice is the first.
func Theme(votes []string) string {
	best, most := Themes()[0], 0
	for _, t := range Themes() {
		n := 0
		for _, v := range votes {
			if v == t {
				n++
			}
		}
		if n > most {
			best, most = t, n
		}
	}
	return best
}
