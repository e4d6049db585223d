package reward

import (
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

// Reached is what one subject says on the day of the statement. Of own objectives on a metric it is their sum.
type Reached struct {
	Goals    []org.ID       `json:"goals,omitempty"` // the objectives behind it, for the statement to link to
	Value    measure.Maybe  `json:"value"`           // absent while nothing was measured; a total without results is 0
	Target   measure.Maybe  `json:"target"`
	Num      measure.Amount `json:"num"`            // attainment is exactly Num/Den: the way gone and the whole way, both from where 0 % lies
	Den      measure.Amount `json:"den"`            // 0 when there is no attainment: no target, a target of zero, nothing measured
	Down     bool           `json:"down,omitempty"` // less is better: Num grows as Value falls
	Attained bool           `json:"attained"`       // by exact comparison
	Closed   bool           `json:"closed"`         // every objective behind it is decided and frozen
}

// Attainment is Num/Den in percent, exact and never capped; ok is false when there is none.
func (r Reached) Attainment() (percent Exact, ok bool) {
	if r.Den == 0 {
		return Exact{}, false
	}
	return quotient(int64(r.Num), int64(r.Den)).times(whole(100)), true
}

// Member is one beneficiary.
type Member struct {
	Person  org.ID
	Present int64               // weight of the days they are there within the rule's days: working days x working time, without absences that prorate
	Own     map[Subject]Reached // their own objectives; what is missing was never set for them
	Brought measure.Amount      // what they contributed to the pot's objectives
	Paid    measure.Amount      // what this rule already gave them, less what was taken back; of what is obtained or not, one for obtained
}

// Facts is everything one rule is reckoned from.
type Facts struct {
	On      period.Date         // the day the statement speaks of
	Full    int64               // the weight of all the rule's days, for somebody there all the time; more than 0
	Common  map[Subject]Reached // named objectives; what is missing was never set
	Members []Member
	Minor   int // decimals of the unit, 0 to 4: 2 for EUR, 0 for points
}

// of is what a subject says for a member; ok is false when it was never set.
func (f Facts) of(s Subject, m Member) (r Reached, ok bool) {
	if s.Own() {
		r, ok = m.Own[s]
		return r, ok
	}
	r, ok = f.Common[s]
	return r, ok
}
