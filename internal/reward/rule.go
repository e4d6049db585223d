// Package reward turns attainment into reward, for a person, for a group, or for both in one rule, so that anybody can add it up
// again. It is given what was reached and never sees a probability, a rank or a point of the game: nothing of the kind can reach
// pay (LAW F9, F13).
package reward

import (
	"slices"

	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

// Kind is what a rule brings.
type Kind string

// The closed list of kinds. Money, Points and TimeOff have a quantity; the others are obtained or not.
const (
	Money    Kind = "amount"
	Points   Kind = "points"
	TimeOff  Kind = "time_off" // in days
	Badge    Kind = "badge"
	Training Kind = "training"
	Career   Kind = "career_step"
)

// Kinds lists every kind.
func Kinds() []Kind { return []Kind{Money, Points, TimeOff, Badge, Training, Career} }

// Counted tells whether the kind has a quantity that a curve can make larger or smaller.
func (k Kind) Counted() bool { return slices.Contains([]Kind{Money, Points, TimeOff}, k) }

// Cadence is when a rule gives. Between its first day and the end of each of its parts it gives what is obtained to date, less
// what it already gave.
type Cadence string

// The closed list of cadences.
const (
	AtEnd     Cadence = "end"
	Monthly   Cadence = "month"
	Quarterly Cadence = "quarter"
)

// Cadences lists every one.
func Cadences() []Cadence { return []Cadence{AtEnd, Monthly, Quarterly} }

// Rule is one version of what attainment brings. It is for a person, or for everybody who is in a team or group during its days.
// At least one of Each and Pot is set. A version is frozen from its first day on.
type Rule struct {
	ID      org.ID      `json:"id"`
	Key     string      `json:"key"`
	Title   string      `json:"title"`
	Why     string      `json:"why,omitempty"`
	Kind    Kind        `json:"kind"`
	Unit    string      `json:"unit,omitempty"`  // the currency of Money
	Label   string      `json:"label,omitempty"` // the name of the badge, the training or the career step
	To      org.Owner   `json:"to"`              // whom it is for
	Start   period.Date `json:"start_on"`
	End     period.Date `json:"end_on"` // last day, included
	Every   Cadence     `json:"every"`
	Gates   []Gate      `json:"gates,omitempty"` // all must hold, or nothing is obtained
	Each    *Each       `json:"each,omitempty"`  // what every person obtains on their own
	Pot     *Pot        `json:"pot,omitempty"`   // what the group obtains together, and how it is shared
	Version int         `json:"version"`
}

// Span is the days of the rule, half-open.
func (r Rule) Span() period.Span { return period.Days(r.Start, r.End) }

// Subject names what is judged: one objective, or every beneficiary's own objectives on a metric that lie within the rule's days.
// Exactly one of the two is set. It is comparable and serves as a map key.
type Subject struct {
	Goal   org.ID `json:"goal,omitempty"`
	Metric org.ID `json:"metric,omitempty"`
}

// Own tells whether each beneficiary is judged on their own objectives.
func (s Subject) Own() bool { return s.Metric != 0 }

// Gate is a condition without which nothing is obtained. A gate on a named objective holds back the pot as well; a gate on
// everybody's own objectives holds back only what that person obtains on their own, so that nobody gains by what a colleague
// missed.
type Gate struct {
	Of Subject       `json:"of"`
	At measure.Maybe `json:"at"` // attainment of at least so much, in percent; absent: the objective is attained by exact comparison
}

// Part is one measure of a reward. Weights say how the base is shared among the parts that draw on it, and sum to 10,000 exactly;
// a part that is a rate of an amount brings what it says and has no weight.
type Part struct {
	Of     Subject    `json:"of"`
	Weight measure.BP `json:"weight"`
	Curve  Curve      `json:"curve"`
}

// Each is what every person obtains. Base is the quantity at 100 % of everything, for full presence; rates of an amount do
// without. What draws on the base is prorated by presence, never upwards; a rate of an amount is not, since the results themselves
// already say how long somebody was there. Of what is obtained or not, Base stays zero and weights do not matter.
type Each struct {
	Base  measure.Amount `json:"base"`
	Parts []Part         `json:"parts"`
}

// Pot is what a group obtains together and shares. Its parts are judged on named objectives only. The pot itself is not prorated;
// Split may share it by time present. Whoever was never there during the rule's days has no share.
type Pot struct {
	Base     measure.Amount `json:"base"`
	Parts    []Part         `json:"parts"`
	Split    Split          `json:"split"`
	Together measure.Maybe  `json:"together"` // the pot opens once nobody is under this attainment, in percent, of Mind; absent: everybody shares, wherever they stand
	Mind     Subject        `json:"mind"`     // own objectives looked at by Together
}

// Split says how a pot is shared: so much of it equally, by time present, by contribution. The three sum to 10,000 exactly.
type Split struct {
	Equal        measure.BP `json:"equal"`
	Time         measure.BP `json:"time"`
	Contribution measure.BP `json:"contribution"`
}

// Axis is what a curve reads.
type Axis string

// A curve reads attainment in percent of the target, or the amount itself in the metric's unit.
const (
	OnAttainment Axis = "attainment"
	OnAmount     Axis = "amount"
)

// Mode is how tiers turn what is read into what is paid. The names are the field's; each gives another figure from the same tiers.
type Mode string

// The closed list of modes. With tiers 100 % from 0, 140 % from 100, a base of 1,000 and an attainment of 110 %:
const (
	Linear   Mode = "linear"   // a straight line from the threshold to 100 %, then its accelerator: see Curve
	Marginal Mode = "marginal" // each stretch at its own rate: 1,000 x (100 % + 10 % x 1.4) = 1,140
	Overage  Mode = "overage"  // all that lies over 100 % at the rate of the tier reached: 1,000 x (100 % + 10 % x 1.4) = 1,140, but one rate for all of it
	Whole    Mode = "whole"    // everything at the rate of the tier reached: 1,000 x 110 % x 1.4 = 1,540
	Flat     Mode = "flat"     // the rate of the tier reached, whatever lies within it: 1,000 x 1.4 = 1,400
)

// Modes lists every one.
func Modes() []Mode { return []Mode{Linear, Marginal, Overage, Whole, Flat} }

// Curve turns what is read on its axis into what is paid. All bounds and rates on OnAttainment are percent (63.15 is 63.15 %); on
// OnAmount bounds are in the metric's unit and rates are percent of that amount.
//
// Linear on attainment pays nothing up to Threshold, rises straight to 100 % at 100 %, and goes on with Accelerator percent of
// Base for each percent of attainment (100 when absent). Linear on an amount pays Tiers[0].Rate of it, from 0. The other modes read
// Tiers, by ascending From; a bound belongs to the tier above it, and below the first tier nothing is paid. Overage pays each
// stretch up to 100 % at its own rate, and needs attainment: an amount has no 100 %. Flat on an amount pays percent of Base, like a
// curve on attainment. Nothing ever pays less than zero.
type Curve struct {
	Axis        Axis           `json:"axis"`
	Mode        Mode           `json:"mode"`
	Threshold   measure.Amount `json:"threshold"`
	Accelerator measure.Maybe  `json:"accelerator"`
	Tiers       []Tier         `json:"tiers,omitempty"`
	Cap         measure.Maybe  `json:"cap"` // at most so much: percent of Base, or for a rate of an amount the quantity itself; absent: no cap
}

// DrawsOnBase tells whether rates are percent of Base, and not percent of an amount.
func (c Curve) DrawsOnBase() bool { return c.Axis != OnAmount || c.Mode == Flat }

// Tier is one rate, in percent, from a bound on.
type Tier struct {
	From measure.Amount `json:"from"`
	Rate measure.Amount `json:"rate"`
}
