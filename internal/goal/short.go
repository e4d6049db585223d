package goal

import "cordee/internal/measure"

// Shortfall is why the owner of a running objective is told, before anybody else, that it falls short; "" when it does not.
type Shortfall string

// The reasons.
const (
	ShortOfPace   Shortfall = "pace"   // behind for days
	ShortOfChance Shortfall = "chance" // the probability of attaining is low
)

// The bounds of LAW F7: on how many of their working days in a row, under which probability, and how many working days of their own
// the owner has before a lead is told.
const (
	BehindDays            = 5
	lowChance  measure.BP = 3_500
	OwnersDays            = 5
)

// FallsShort weighs a running objective. behind is on how many of its owner's working days in a row, up to today, it was behind; back, on
// how many they have worked since a long absence, 0 when there was none: whoever comes back has as many days of their own before anything
// is said of it.
func FallsShort(behind, back int, c Chance) Shortfall {
	switch {
	case back > 0 && back <= OwnersDays:
		return ""
	case behind >= BehindDays:
		return ShortOfPace
	case c.Known && c.BP < lowChance:
		return ShortOfChance
	}
	return ""
}

// LeadMayKnow tells whether an owner has had their days: worked counts their working days since they were told, today included.
func LeadMayKnow(worked int) bool { return worked > OwnersDays }
