package insight

import (
	"cmp"
	"slices"

	"cordee/internal/org"
	"cordee/internal/period"
)

// Deed is what kind of fact is worth thanking for, the rarest first.
type Deed string

// The deeds.
const (
	FirstDeal Deed = "first"   // the first sale of someone new
	Reached   Deed = "reached" // an objective reached before its end
	Helped    Deed = "helped"  // help on a colleague's sale
)

var deeds = []Deed{FirstDeal, Reached, Helped}

// Fact is something that happened to one person, on one day, about an objective or a result.
type Fact struct {
	Deed    Deed
	Person  org.ID
	On      period.Date
	Goal    org.ID
	Posting int64
}

// freshDays is how old a fact may be, and how long after a word of thanks the same person waits for the next: praise that names a
// fact of this week is believed, and one that comes every day is not heard.
const freshDays = 7

// Praise is the one fact worth thanking for today, if there is one: of this week, of someone not thanked this week, and none more on a day the reader thanked
// somebody; first whoever was
// thanked longest ago, then the rarer deed, then the later one. thanked tells when each person was thanked last by the reader.
func Praise(facts []Fact, thanked map[org.ID]period.Date, today period.Date) (Fact, bool) {
	for _, on := range thanked {
		if on == today {
			return Fact{}, false // one a day is said, and heard
		}
	}
	var open []Fact
	for _, f := range facts {
		last := thanked[f.Person]
		if f.On > today-freshDays && f.On <= today && (last.IsZero() || last <= today-freshDays) {
			open = append(open, f)
		}
	}
	if len(open) == 0 {
		return Fact{}, false
	}
	return slices.MinFunc(open, func(x, y Fact) int {
		return cmp.Or(cmp.Compare(thanked[x.Person], thanked[y.Person]), cmp.Compare(slices.Index(deeds, x.Deed), slices.Index(deeds, y.Deed)),
			cmp.Compare(y.On, x.On), cmp.Compare(x.Person, y.Person), cmp.Compare(x.Goal, y.Goal), cmp.Compare(x.Posting, y.Posting))
	}), true
}
