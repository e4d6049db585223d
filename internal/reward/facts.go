package reward

import (
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

// Reached is what one subject says on the day of the statement. Of own objectives on a metric it is their sum.
type Reached struct {
	Goals    []org.ID       `json:"goals"` // the objectives behind it, for the statement to link to
	Value    measure.Amount `json:"value"`
	Target   measure.Maybe  `json:"target"`
	Num, Den measure.Amount // attainment is exactly Num/Den; Den is 0 when there is none
	Attained bool           `json:"attained"` // by exact comparison
	Closed   bool           `json:"closed"`   // every objective behind it is decided and frozen
}

// Member is one beneficiary.
type Member struct {
	Person  org.ID
	Present int64               // weight of the days they are there within the rule's days: working days x working time, without absences that prorate
	Own     map[Subject]Reached // their own objectives; what is missing was never set for them
	Brought measure.Amount      // what they contributed to the pot's objectives
	Paid    measure.Amount      // what this rule already gave them, less what was taken back
}

// Facts is everything one rule is reckoned from.
type Facts struct {
	On      period.Date         // the day the statement speaks of
	Full    int64               // the weight of all the rule's days, for somebody there all the time
	Common  map[Subject]Reached // named objectives
	Members []Member
	Minor   int // decimals of the unit: 2 for EUR, 0 for points
}
