package goal

import (
	"cordee/internal/measure"
	"cordee/internal/period"
)

// Grounds is everything known about an objective besides itself. The zero value is an empty database: SMART then says what to add.
// Amounts are in the unit of the metric.
type Grounds struct {
	Metric   measure.Metric  // zero: none chosen, or measured by steps
	Currency string          // of the organisation, for examples; "" leaves money out of them
	Calendar period.Calendar // fiscal quarters and years in texts may be meant either way
	Today    period.Date

	Source     Source
	BaselineOn period.Date // when the baseline was read
	Scope      int         // segments, products, territories, lists that narrow the objective; a team as owner is a scope by itself
	Steps      []Step
	GuardRail  bool // something is watched so that the number is not reached at any price

	Chance     Chance
	Comparable Comparable
	OwnBest    []measure.Amount // the owner's best periods of the same length, best first, at most three
	OwnMax     measure.Maybe    // the owner's best ever
	Experience bool             // of such work before joining

	Means         Means
	LiveGoals     int         // of the owner, this one included
	PaidGoals     int         // of those, the paid ones
	ChangedOn     period.Date // when territory, portfolio, price or means changed after the target was set
	RampStage     measure.BP  // share of a full target that was taken into account; 0: none
	TenureMonths  int         // month in the role, the first is 1; 0: not known
	RampMonths    int         // 0: DefaultRampMonths
	WorkTimeBP    measure.BP  // of full time; 0: not known
	Prorated      bool        // the target reflects the working time
	EqualForOther bool        // the same target was given for other working times

	Checkpoints    []period.Date // planned looks at progress; Rhythm makes them
	PublishedOn    period.Date
	AcknowledgedOn period.Date
	SalesCycleDays int // median; 0: not known
}

// Source says where the figures of the metric come from.
type Source struct {
	LastData period.Date // the latest result counted
	Manual   bool        // typed by hand
	Verifier bool        // somebody else checks what is typed by hand
	Tested   bool        // a test of the source has passed
}

// Chance is the probability of attaining, as the forecast gives it, with what it rests on.
type Chance struct {
	BP      measure.BP
	Known   bool
	Periods int  // closed periods behind it
	Veiled  bool // the reader may know the band only: it is somebody else's chance
}

// Comparable is how many comparable people attained something similar. Under three people it says nothing about anybody.
type Comparable struct{ Attained, People int }

// Means is the activity that the target asks for and what the owner usually manages, a week. No capacity: not known.
type Means struct{ RequiredPerWeek, CapacityPerWeek measure.Amount }

// Band is a range of chances, with words of its own.
type Band string

// The closed list of bands.
const (
	Accessible    Band = "accessible"     // 90 % and more
	Reachable     Band = "reachable"      // 60 to 90 %
	Ambitious     Band = "ambitious"      // 50 to 60 %
	VeryAmbitious Band = "very_ambitious" // 30 to 50 %
	OutOfReach    Band = "out_of_reach"   // under 30 %
	NoEvidence    Band = "no_evidence"    // no chance can be given
)

// Bands lists every band, most accessible first.
func Bands() []Band {
	return []Band{Accessible, Reachable, Ambitious, VeryAmbitious, OutOfReach, NoEvidence}
}

// BandOf is the band of a chance. A sales force is most motivated where 60 to 70 % attain, and where more than half do, the objective
// is held achievable; under 30 % it needs a written reason when pay depends on it.
func BandOf(chance measure.BP) Band {
	switch {
	case chance >= 9_000:
		return Accessible
	case chance >= 6_000:
		return Reachable
	case chance >= 5_000:
		return Ambitious
	case chance >= 3_000:
		return VeryAmbitious
	}
	return OutOfReach
}

// The limits of the rules. Percentages and counts.
const (
	freshDays      = 35 // a source is fresh for so long after its last result
	minPeople      = 3  // fewer comparable people would be recognised
	provenTimes    = 3  // own periods that reached the target
	maxLive        = 5  // live objectives
	maxPaid        = 3  // of which paid
	minCheckpoints = 2
	minTitleWords  = 4
)

// DefaultRampMonths is how many months it takes until a full target, as long as the organisation's own newcomers say nothing else.
const DefaultRampMonths = 4

// Rhythm is a look at progress every so many days within the days of an objective, its first day excluded; every must be positive.
func Rhythm(days period.Span, every int) (looks []period.Date) {
	if every <= 0 || days.Empty() || days.Open() {
		return nil
	}
	for d := days.From.AddDays(every); d < days.To; d = d.AddDays(every) {
		looks = append(looks, d)
	}
	return looks
}
