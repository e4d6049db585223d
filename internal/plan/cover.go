package plan

import "cordee/internal/measure"

// Carried is one part of a target as somebody who reads the sum of the parts meets it.
type Carried struct {
	Amount measure.Amount
	Seen   bool // the reader may see its number, and is one of its two sides while it is discussed
	Talked bool // proposed or countered: no number of it is for others than its two sides
}

// EnoughHidden is how many parts that a reader may not see make a sum that tells none of them apart.
const EnoughHidden = 5

// Covered is what the parts of a target make up together, for one reader: exactly added, never averaged. It is withheld when what
// they do see would give away a number that they do not: with fewer than EnoughHidden parts out of their sight, or one of those
// still under discussion. Absent too when there is no part, or when they are more than can be counted.
func Covered(parts []Carried) (sum measure.Maybe, withheld bool) {
	hidden := 0
	for _, p := range parts {
		if !p.Seen {
			hidden++
			withheld = withheld || p.Talked
		}
	}
	if withheld || (hidden > 0 && hidden < EnoughHidden) {
		return measure.Maybe{}, true
	}
	for _, p := range parts {
		next, err := sum.Amount.Add(p.Amount)
		if err != nil {
			return measure.Maybe{}, false
		}
		sum = measure.Some(next)
	}
	return sum, false
}
