package ledger

import (
	"cmp"
	"math/bits"
	"slices"

	"cordee/internal/measure"
)

// Rank gives n things ordered by compare (negative: i comes first) their competition ranks: 1, 2, 2, 4. Ranks stand in the order of
// the things.
func Rank(n int, compare func(i, j int) int) []int {
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, compare)
	ranks := make([]int, n)
	for place, i := range order {
		ranks[i] = place + 1
		if place > 0 && compare(order[place-1], i) == 0 {
			ranks[i] = ranks[order[place-1]]
		}
	}
	return ranks
}

// CompareRatios compares aNum/aDen with bNum/bDen exactly, by cross-multiplication in 128 bits: -1, 0 or 1. No denominator may be
// zero; a ratio with a zero denominator compares as zero.
func CompareRatios(aNum, aDen, bNum, bDen measure.Amount) int {
	a, b := ratioOf(aNum, aDen), ratioOf(bNum, bDen)
	if a.sign != b.sign {
		return cmp.Compare(a.sign, b.sign)
	}
	ahi, alo := bits.Mul64(a.num, b.den)
	bhi, blo := bits.Mul64(b.num, a.den)
	return a.sign * cmp.Or(cmp.Compare(ahi, bhi), cmp.Compare(alo, blo))
}

// ratio is a sign and magnitudes; den is never zero.
type ratio struct {
	sign     int
	num, den uint64
}

func ratioOf(num, den measure.Amount) ratio {
	if den == 0 || num == 0 {
		return ratio{0, 0, 1}
	}
	sign := 1
	if (num < 0) != (den < 0) {
		sign = -1
	}
	return ratio{sign, magnitude(num), magnitude(den)}
}

func magnitude(a measure.Amount) uint64 {
	if a < 0 {
		return -uint64(a)
	}
	return uint64(a)
}
