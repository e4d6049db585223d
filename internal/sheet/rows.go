package sheet

import (
	"cordee/internal/fault"
	"cordee/internal/measure"
	"cordee/internal/period"
)

// Opt is one optional column of one row. Set says that the column is there: an empty cell is Set with the zero value and
// clears what was known. Not Set keeps it.
type Opt[T any] struct {
	V   T
	Set bool
}

// Val is a column that is there.
func Val[T any](v T) Opt[T] { return Opt[T]{V: v, Set: true} }

// Or is the value of the row, or old when the file has no such column.
func (o Opt[T]) Or(old T) T {
	if o.Set {
		return o.V
	}
	return old
}

// TeamRow is a line of teams. Kind is one of org's team kinds, or "" for the default (team). Parent is a team key, Lead a person.
type TeamRow struct {
	At   fault.Where
	Key  string
	Name Opt[string]
	// Parent is undated: a change of it moves the team for all dates.
	Parent Opt[string]
	Kind   Opt[string]
	Lead   Opt[string]
}

// PersonRow is a line of people. An empty working time means full time (10 000), because nobody works for nothing by mistake.
type PersonRow struct {
	At          fault.Where
	Key         string
	Name        Opt[string]
	Email       Opt[string]
	Team        Opt[string]
	Role        Opt[string]
	StartOn     Opt[period.Date]
	EndOn       Opt[period.Date] // last day, inclusive
	RoleSince   Opt[period.Date]
	WorkingTime Opt[measure.BP] // 0..10 000
	ExternalID  Opt[string]
	Experience  Opt[int] // months in such work before joining
	Ability     Opt[int] // declared, 1 to 5; 0 is not said
}

// MembershipRow is a line of memberships. To is exclusive, zero is open. WorkingTime not Set means the person's own, also when
// the cell is empty.
type MembershipRow struct {
	At          fault.Where
	Person      string
	Team        string
	From, To    period.Date
	WorkingTime Opt[measure.BP] // 0..10 000
}

// AbsenceRow is a line of absences. To is exclusive, zero is open. An empty share is the whole time (10 000).
type AbsenceRow struct {
	At       fault.Where
	Person   string
	From, To period.Date
	Share    measure.BP // 0..10 000
}

// MetricRow is a line of metrics; the words are measure's.
type MetricRow struct {
	At          fault.Where
	Key         string
	Name        Opt[string]
	Unit        Opt[string]
	Kind        Opt[string]
	Of          Opt[string]
	Where       Opt[string]
	Numerator   Opt[string]
	Denominator Opt[string]
	Direction   Opt[string]
	Credit      Opt[string]
}

// GoalRow is a line of goals. Owner is "team:KEY" or "person:KEY". A Set amount that is not OK clears it.
type GoalRow struct {
	At       fault.Where
	Key      string
	Title    Opt[string]
	Tier     Opt[string]
	Owner    Opt[string]
	Metric   Opt[string]
	Baseline Opt[measure.Maybe]
	Target   Opt[measure.Maybe]
	Floor    Opt[measure.Maybe]
	Stretch  Opt[measure.Maybe]
	StartOn  Opt[period.Date]
	EndOn    Opt[period.Date] // inclusive
	Parent   Opt[string]
	Why      Opt[string]
	Origin   Opt[string]
	Paid     Opt[bool]
	Status   Opt[string]

	Relation   Opt[string] // contributes_to, supports
	Skills     Opt[string]
	Helping    Opt[string]
	Means      Opt[string]
	Guard      Opt[string] // key of a metric
	Mode       Opt[string]
	Learning   Opt[bool]
	Difficulty Opt[string] // "1" to "5"
}

// StepRow is a line of steps. An empty weight is one.
type StepRow struct {
	At     fault.Where
	Goal   string
	Key    string
	Title  Opt[string]
	Owner  Opt[string]
	DueOn  Opt[period.Date]
	Weight Opt[measure.Amount] // zero or more
	DoneOn Opt[period.Date]
}

// TaskRow is a line of tasks; columns without a meaning of their own are attributes, empty ones left out.
type TaskRow struct {
	At         fault.Where
	Key        string
	Title      Opt[string]
	Kind       Opt[string]
	Stage      Opt[string]
	Value      Opt[measure.Maybe]
	Difficulty Opt[string]
	Goal       Opt[string]
	DueOn      Opt[period.Date]
	Attrs      map[string]string
}

// RateRow is a line of rates: what one unit of Currency is worth in the organisation's, from a day on.
type RateRow struct {
	At       fault.Where
	Currency string // three capital letters
	From     period.Date
	Rate     int64 // in 1e-10 of the organisation's unit, above zero
}

// CreditKey is one share of a result. Owner is a person key or "team:KEY"; a mapping that recognises people otherwise writes
// "name:…", "email:…" or "external:…". The BP of a result sum to 10 000.
type CreditKey struct {
	Owner string
	BP    measure.BP
}

// ResultRow is a line of results. Kind "cancelled" may come without day and people. Currency "" is the organisation's.
type ResultRow struct {
	At         fault.Where
	Source     string
	Ref        string
	Version    int64
	HasVersion bool
	OccurredOn period.Date
	Kind       string
	Credits    []CreditKey
	Assists    []string
	Amount     measure.Maybe
	Currency   string
	Rate       int64             // fixes what one unit of Currency is worth, in 1e-10 of the organisation's; 0: the rates table says
	Attrs      map[string]string // empty ones left out
}
