package reward

import (
	"slices"

	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

// Statement is what a rule gives on a day, with every step of the arithmetic, so that anybody can add it up again. It is kept as
// JSON with an award. Words, names and units of objectives are put around it by the doors.
type Statement struct {
	Rule    org.ID      `json:"rule"`
	Version int         `json:"version"`
	Kind    Kind        `json:"kind"`
	Unit    string      `json:"unit,omitempty"`
	On      period.Date `json:"on"`
	Minor   int         `json:"minor"`  // decimals of all amounts given
	Closed  bool        `json:"closed"` // every objective that is looked at is decided and frozen: nothing here is provisional
	Pot     *Pooled     `json:"pot,omitempty"`
	Shares  []Share     `json:"shares"` // one a beneficiary, by person
}

// Of is the share of one beneficiary.
func (s Statement) Of(person org.ID) (Share, bool) {
	for _, sh := range s.Shares {
		if sh.Person == person {
			return sh, true
		}
	}
	return Share{}, false
}

// For is the statement as one beneficiary sees it: without the shares of others, and without who is still under a mark.
func (s Statement) For(person org.ID) Statement {
	s.Shares = slices.DeleteFunc(slices.Clone(s.Shares), func(sh Share) bool { return sh.Person != person })
	s.Closed = len(s.Shares) > 0 && s.Shares[0].Closed
	if s.Pot != nil {
		pot := *s.Pot
		pot.Minded = slices.DeleteFunc(slices.Clone(pot.Minded), func(m Minded) bool { return m.Person != person })
		s.Pot = &pot
	}
	return s
}

// Share is what one beneficiary obtains. Of what is obtained or not, amounts are one for obtained and zero for not.
type Share struct {
	Person   org.ID         `json:"person"`
	Gates    []Held         `json:"gates,omitempty"` // own and common ones
	Lines    []Line         `json:"lines,omitempty"` // one a part of Each, in its order
	Steps    []Step         `json:"steps,omitempty"` // from the lines to Entitled, Paid and Due
	Entitled measure.Amount `json:"entitled"`        // to date, never below zero
	Paid     measure.Amount `json:"paid"`
	Due      measure.Amount `json:"due"` // Entitled - Paid; below zero when facts took back what was given
	Obtained bool           `json:"obtained"`
	Flags    []Flag         `json:"flags,omitempty"`
	Closed   bool           `json:"closed"` // everything looked at for this share is decided and frozen
}

// Pooled is the pot before it is shared.
type Pooled struct {
	Lines  []Line         `json:"lines"`
	Steps  []Step         `json:"steps,omitempty"` // from the lines to Total
	Total  measure.Amount `json:"total"`           // what is shared: the shares sum to it exactly
	Gates  []Held         `json:"gates,omitempty"` // the common ones
	Minded []Minded       `json:"minded,omitempty"`
	Flags  []Flag         `json:"flags,omitempty"`
}

// Minded is how one member stands where a pot waits until nobody is under a mark. It is personal: a page shows a member only
// whether somebody is still under it, never who.
type Minded struct {
	Person org.ID `json:"person"`
	Held
}

// Held is a gate and whether it holds.
type Held struct {
	Of      Subject       `json:"of"`
	At      measure.Maybe `json:"at"`
	Reached *Reached      `json:"reached,omitempty"` // absent when it was never set
	Holds   bool          `json:"holds"`
}

// Line is one part: what was reached, how the curve turned it into what it brings, step by step.
type Line struct {
	Of      Subject    `json:"of"`
	Weight  measure.BP `json:"weight"`
	Curve   Curve      `json:"curve"`
	Reached *Reached   `json:"reached,omitempty"` // absent when it was never set
	Steps   []Step     `json:"steps,omitempty"`
	Brings  Exact      `json:"brings"` // before presence and rounding; of what is obtained or not, one or zero
	Flag    Note       `json:"flag,omitempty"`
}

// StepKind names one step of the arithmetic. Each reads Step's fields as its comment says.
type StepKind string

// The closed list of steps.
const (
	StepAttainment StepKind = "attainment" // Result % = X / Y
	StepAmount     StepKind = "amount"     // Result = the amount itself
	StepStretch    StepKind = "stretch"    // Result = (To - From) x Rate %; on attainment all are percent
	StepLump       StepKind = "lump"       // Result % = Rate %, since From is reached
	StepNothing    StepKind = "nothing"    // Result = 0, since From is not reached
	StepCurve      StepKind = "curve"      // Result = the stretches together, when there are several
	StepCap        StepKind = "cap"        // Result = Y, the cap, instead of X
	StepPart       StepKind = "part"       // Result = X (base x weight) x Rate %
	StepBase       StepKind = "base"       // Result = X (base) x Rate % (weight)
	StepSum        StepKind = "sum"        // Result = everything above together, when there is more than one line
	StepTime       StepKind = "time"       // Result = Base's part of what is above x X / Y (time present of all time, in lowest terms) + what is a rate of an amount
	StepRound      StepKind = "round"      // Result = X rounded half away from zero to the unit's decimals, when that changes it
	StepGate       StepKind = "gate"       // Result = 0, since a gate does not hold
	StepEqual      StepKind = "equal"      // Result = the person's share of X, the part of the pot shared equally among Y people
	StepPresence   StepKind = "presence"   // Result = the person's share of X, the part shared by time present: From / To of it, in lowest terms
	StepBrought    StepKind = "brought"    // Result = the person's share of X, the part shared by contribution: From of To
	StepEntitled   StepKind = "entitled"   // Result = everything obtained to date
	StepPaid       StepKind = "paid"       // Result = what was already given
	StepDue        StepKind = "due"        // Result = X (entitled) - Y (paid)
)

// Step is one step of the arithmetic. What a kind does not read is zero.
type Step struct {
	Kind   StepKind `json:"kind"`
	X      Exact    `json:"x,omitzero"`
	Y      Exact    `json:"y,omitzero"`
	From   Exact    `json:"from,omitzero"`
	To     Exact    `json:"to,omitzero"`
	Rate   Exact    `json:"rate,omitzero"`
	Result Exact    `json:"result"`
}

// IsZero leaves what a step does not read out of its JSON.
func (e Exact) IsZero() bool { return e.Sign() == 0 }

// Note is something a reader must know that no figure tells.
type Note string

// The closed list of notes.
const (
	NoNote      Note = ""
	NotSet      Note = "not_set"      // no objective was set: the part brings nothing here, and the maximum may be due; a manager decides
	NoTarget    Note = "no_target"    // without a target, or with a target of zero, there is no attainment
	NotMeasured Note = "not_measured" // nothing has been measured yet
	GateShut    Note = "gate_shut"    // a condition does not hold
	NobodyThere Note = "nobody_there" // nobody was there during the rule's days: the pot is shared among nobody
	Waiting     Note = "waiting"      // the pot waits until nobody is under its mark
	Away        Note = "away"         // not there during the rule's days
	AsEqual     Note = "as_equal"     // nobody contributed, so that this part of the pot is shared equally
	TakenBack   Note = "taken_back"   // less is due than was given, since results were taken back
)

// Flag is a note about a subject, if it is about one.
type Flag struct {
	Note Note    `json:"note"`
	Of   Subject `json:"of,omitzero"`
}
