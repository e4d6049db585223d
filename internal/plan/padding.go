package plan

import (
	"math/big"

	"cordee/internal/measure"
)

// The limits of padding: what one level may add without a word, what all of them may, and from where the direction gives a reason.
// Stacking ten percent on ten percent is how a company comes to ask thirty percent more than it plans.
const (
	LevelPadding  measure.BP = 500
	TotalPadding  measure.BP = 1_000
	ReasonPadding measure.BP = 1_500
)

// Level is one level of a cascade: what it was to share out, and what it gave out in all.
type Level struct{ Total, Assigned measure.Amount }

// Stack is the padding of several levels, the company's first, and what it comes to at the bottom.
type Stack struct {
	Levels      []measure.BP // by level; below zero when a level gives out less than it has
	Cumulated   measure.BP   // product of (1 + padding) - 1
	NeedsReason bool         // beyond ReasonPadding: the direction writes why
	Warnings    []Note
}

// PaddingOf stacks levels. Limits are compared exactly, not as rounded for people. A level without a positive total adds nothing.
func PaddingOf(levels []Level) Stack {
	s := Stack{Levels: make([]measure.BP, len(levels))}
	all := big.NewRat(1, 1)
	for i, l := range levels {
		if l.Total <= 0 {
			continue
		}
		times := big.NewRat(int64(l.Assigned), int64(l.Total))
		all.Mul(all, times)
		s.Levels[i] = beyond(times)
		if above(times, LevelPadding) {
			s.Warnings = append(s.Warnings, note("plan.warn.padding_level", "level", i+1, "padding", s.Levels[i], "limit", LevelPadding))
		}
	}
	s.Cumulated, s.NeedsReason = beyond(all), above(all, ReasonPadding)
	switch {
	case s.NeedsReason:
		s.Warnings = append(s.Warnings, note("plan.warn.padding_reason", "padding", s.Cumulated, "limit", ReasonPadding))
	case above(all, TotalPadding):
		s.Warnings = append(s.Warnings, note("plan.warn.padding_total", "padding", s.Cumulated, "limit", TotalPadding))
	}
	return s
}

// beyond is how much a factor goes beyond one, in basis points.
func beyond(times *big.Rat) measure.BP {
	n, _ := round(new(big.Rat).Mul(new(big.Rat).Sub(times, big.NewRat(1, 1)), big.NewRat(int64(measure.Hundred), 1)))
	return measure.BP(n)
}

func above(times *big.Rat, limit measure.BP) bool {
	return times.Cmp(big.NewRat(int64(measure.Hundred+limit), int64(measure.Hundred))) > 0
}

// PaddingForVacancies is the padding that makes up for a share of capacity expected to be vacant or still growing in:
// 1 / (1 - v) - 1. It is zero for none, and ok is false when nobody would be left.
func PaddingForVacancies(vacant measure.BP) (padding measure.BP, ok bool) {
	if vacant >= measure.Hundred {
		return 0, false
	}
	vacant = max(vacant, 0)
	return measure.RatioOf(measure.Amount(vacant), measure.Amount(measure.Hundred-vacant))
}
