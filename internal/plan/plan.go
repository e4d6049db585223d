// Package plan shares a target out: suggestions that sum exactly, look like figures a person would have written, and leave alone
// what a person did write.
package plan

import (
	"cordee/internal/measure"
)

// Friendly is a round unit for sharing a total among n: a power of ten, at least one hundred times in an average part, so that
// rounding moves nobody by more than half a percent; but whole units as long as everybody can have one.
func Friendly(total measure.Amount, n int) measure.Amount {
	average := total / measure.Amount(max(n, 1))
	if average < 0 {
		average = -average
	}
	unit := measure.One
	for unit > 1 && unit > average {
		unit /= 10
	}
	for average/100 >= 10*unit {
		unit *= 10
	}
	return unit
}

// Even shares a total by weights (working time x presence, see period.Profile.Weight) in a friendly unit. The parts sum to the
// total exactly, and a heavier weight never receives less. Negative weights count as zero; nil when nobody weighs anything.
func Even(total measure.Amount, weights []int64) []measure.Amount {
	n := 0
	for _, w := range weights {
		if w > 0 {
			n++
		}
	}
	return Rounded(total, weights, Friendly(total, n))
}

// Rounded is Even in a unit of one's own choice. What is left below one unit goes to the largest part, where it shows least.
func Rounded(total measure.Amount, weights []int64, unit measure.Amount) []measure.Amount {
	unit = max(unit, 1)
	parts := measure.Split(total/unit, weights)
	if parts == nil {
		return nil
	}
	heaviest := 0
	for i, w := range weights {
		if w > weights[heaviest] {
			heaviest = i
		}
	}
	for i := range parts {
		parts[i] *= unit // no more than the total itself
	}
	parts[heaviest] += total % unit
	return parts
}

// Part is one line of a plan: a weight, and what a person typed there. Nothing typed is not a typed zero.
type Part struct {
	Weight int64
	Typed  measure.Maybe
}

// Shares is a plan line by line. Left is what no line carries: above zero still to be given, below zero given too much. The
// amounts and Left sum to the total, always.
type Shares struct {
	Amounts []measure.Amount
	Left    measure.Amount
}

// Redistribute keeps what was typed and shares the rest among the other lines as Even does. When what was typed already goes
// beyond the total, the other lines ask nothing and Left tells by how much. Refusal: amount.overflow.
func Redistribute(total measure.Amount, parts []Part) (Shares, error) {
	amounts := make([]measure.Amount, len(parts))
	weights := make([]int64, len(parts))
	rest := total
	for i, p := range parts {
		if !p.Typed.OK {
			weights[i] = max(p.Weight, 0)
			continue
		}
		amounts[i] = p.Typed.Amount
		next, err := rest.Sub(p.Typed.Amount)
		if err != nil {
			return Shares{}, err
		}
		rest = next
	}
	if (total >= 0 && rest < 0) || (total <= 0 && rest > 0) {
		return Shares{Amounts: amounts, Left: rest}, nil // too much was typed: nobody else is asked for less than nothing
	}
	shared := Even(rest, weights)
	if shared == nil {
		return Shares{Amounts: amounts, Left: rest}, nil
	}
	for i, p := range parts {
		if !p.Typed.OK {
			amounts[i] = shared[i]
		}
	}
	return Shares{Amounts: amounts}, nil
}
