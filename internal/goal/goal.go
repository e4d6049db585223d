// Package goal is what people set out to reach: objectives of four tiers, the states they go through, and how they are scored.
// It is given everything it judges, and says exactly what FORMATS promises.
package goal

import (
	"slices"

	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

// Tier is the level of an objective, from the company's direction down to one person's work.
type Tier string

// The closed list of tiers, highest first.
const (
	Strategic   Tier = "strategic"
	Operational Tier = "operational"
	Collective  Tier = "collective"
	Individual  Tier = "individual"
)

// Tiers lists every tier, highest first.
func Tiers() []Tier { return []Tier{Strategic, Operational, Collective, Individual} }

// rank is 0 for the highest tier; unknown tiers come last.
func (t Tier) rank() int {
	if i := slices.Index(Tiers(), t); i >= 0 {
		return i
	}
	return len(Tiers())
}

// Origin says who an objective comes from.
type Origin string

// The closed list of origins.
const (
	OriginSelf     Origin = "self"     // set by the one who carries it
	OriginAgreed   Origin = "agreed"   // proposed by one side, agreed by both
	OriginCascaded Origin = "cascaded" // shared out from the objective above
	OriginAssigned Origin = "assigned" // given
)

// Origins lists every origin.
func Origins() []Origin { return []Origin{OriginSelf, OriginAgreed, OriginCascaded, OriginAssigned} }

// Status is where an objective stands in its life. Draft to Published and Cancelled are stored; Running, Attained and Missed
// follow from the date asked for (and, once closed, from the Closing).
type Status string

// The closed list of statuses, in the order of a life.
const (
	Draft     Status = "draft"
	Proposed  Status = "proposed"
	Countered Status = "countered"
	Agreed    Status = "agreed"
	Published Status = "published"
	Running   Status = "running"
	Attained  Status = "attained"
	Missed    Status = "missed"
	Cancelled Status = "cancelled"
	noStatus  Status = "" // a draft
)

// Statuses lists every status.
func Statuses() []Status {
	return []Status{Draft, Proposed, Countered, Agreed, Published, Running, Attained, Missed, Cancelled}
}

// Relation says how an objective serves its parent.
type Relation string

// ContributesTo adds its amount to the parent's; Supports helps without adding up.
const (
	ContributesTo Relation = "contributes_to"
	Supports      Relation = "supports"
)

// Relations lists both.
func Relations() []Relation { return []Relation{ContributesTo, Supports} }

// Goal is one version of one objective. Amounts are in the metric's unit, percentages in points (63.15).
type Goal struct {
	ID        org.ID        `json:"id"`
	Key       string        `json:"key"`
	Title     string        `json:"title"`
	Tier      Tier          `json:"tier"`
	Owner     org.Owner     `json:"owner"`
	Metric    org.ID        `json:"metric"` // 0: measured by its steps
	Baseline  measure.Maybe `json:"baseline"`
	Target    measure.Maybe `json:"target"`
	Floor     measure.Maybe `json:"floor"`
	Stretch   measure.Maybe `json:"stretch"`
	Start     period.Date   `json:"start_on"`
	End       period.Date   `json:"end_on"` // last day, included
	Parent    org.ID        `json:"parent"` // 0: none
	Relation  Relation      `json:"relation"`
	Why       string        `json:"why"`
	Origin    Origin        `json:"origin"`
	Paid      bool          `json:"paid"` // pay depends on it
	Status    Status        `json:"status"`
	Version   int           `json:"version"`
	CreatedBy org.ID        `json:"created_by"`
	Closed    *Closing      `json:"closed,omitempty"`
	Linear    bool          `json:"linear"` // expected by calendar days instead of the profile

	Skills     string `json:"skills,omitempty"`     // that it uses and recognises, separated by commas
	Helping    string `json:"helping,omitempty"`    // how helping a colleague counts
	Means      string `json:"means,omitempty"`      // means and support promised
	Mode       Mode   `json:"mode,omitempty"`       // of what pay depends on
	Guard      org.ID `json:"guard,omitempty"`      // the metric watched so that the number is not reached at its expense; 0: none
	Learning   bool   `json:"learning,omitempty"`   // a skill to master rather than a figure to reach
	Difficulty int    `json:"difficulty,omitempty"` // declared, 1 to 5; 0: not said
	InsteadOf  org.ID `json:"instead_of,omitempty"` // the objective it is another route for; 0: none
	Direction  org.ID `json:"direction,omitempty"`  // the company's direction a strategic objective was set under; 0: none
}

// Mode says how an objective that pay depends on binds: set by the employer, or agreed by contract and changed by consent only
// (LAW F2).
type Mode string

// The two modes; none said is Unilateral.
const (
	Unilateral  Mode = "unilateral"
	Contractual Mode = "contractual"
)

// Modes lists both.
func Modes() []Mode { return []Mode{Unilateral, Contractual} }

// Closing is the frozen outcome of an objective whose period is over.
type Closing struct {
	Attained measure.Maybe `json:"attained"`
	Status   Status        `json:"status"` // Attained or Missed
	At       int64         `json:"at"`     // microseconds UTC
}

// Span is the days of the objective, half-open. Without both dates it is empty.
func (g Goal) Span() period.Span {
	if g.Start.IsZero() || g.End.IsZero() {
		return period.Span{From: 1, To: 1}
	}
	return period.Days(g.Start, g.End)
}

// live tells whether the objective has been published and not cancelled: it then runs, and is decided, by the calendar.
func (g Goal) live() bool {
	switch g.Status {
	case Published, Running, Attained, Missed:
		return true
	case Draft, Proposed, Countered, Agreed, Cancelled, noStatus:
		return false
	}
	return false
}

// On is the status on a date, before the outcome is known: a published objective is Running from its first day on, for ever.
// Score decides it once its last day is over.
func (g Goal) On(on period.Date) Status {
	switch {
	case !g.live():
		if g.Status == noStatus {
			return Draft
		}
		return g.Status
	case g.Start.IsZero() || on < g.Start:
		return Published
	}
	return Running
}

// Step is a concrete action under an objective; done steps are what an objective without metric counts.
type Step struct {
	ID     org.ID         `json:"id"`
	Goal   org.ID         `json:"goal"`
	Key    string         `json:"key"`
	Title  string         `json:"title"`
	Owner  org.ID         `json:"owner"` // a person, 0: whoever carries the objective
	Due    period.Date    `json:"due_on"`
	Done   period.Date    `json:"done_on"`
	Weight measure.Amount `json:"weight"`
}

// Late tells whether the step was due before a date and is not done on it.
func (s Step) Late(on period.Date) bool {
	return !s.Due.IsZero() && s.Due < on && (s.Done.IsZero() || s.Done > on)
}
