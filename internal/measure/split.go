package measure

import (
	"cmp"
	"math/bits"
	"slices"
)

// Split shares total by weights so that the parts sum to it exactly: largest remainder, ties to the earlier weight. A negative
// total is split as the mirror of the positive one. Negative weights count as zero. It returns nil when the weights sum to zero,
// since nobody is there to receive anything.
func Split(total Amount, weights []int64) []Amount {
	ws, sum := usable(weights)
	if sum == 0 {
		return nil
	}
	whole := magnitude(int64(total))
	parts := make([]Amount, len(ws))
	rests := make([]rest, 0, len(ws))
	left := whole
	for i, w := range ws {
		hi, lo := bits.Mul64(whole, w)
		quo, rem := bits.Div64(hi, lo, sum) // w <= sum, so the quotient fits
		parts[i] = Amount(quo)
		left -= quo
		if rem > 0 {
			rests = append(rests, rest{i, rem})
		}
	}
	slices.SortStableFunc(rests, func(a, b rest) int { return cmp.Compare(b.size, a.size) })
	for _, r := range rests[:left] { // the remainders sum to left*sum, so there are at least left of them
		parts[r.index]++
	}
	if total < 0 {
		for i := range parts {
			parts[i] = -parts[i]
		}
	}
	return parts
}

type rest struct {
	index int
	size  uint64
}

// usable clears negative weights and sums the others. Weights so large that their sum would not fit are halved together: their
// proportions then move by less than one part in 2^60, and the parts still sum exactly.
func usable(weights []int64) (ws []uint64, sum uint64) {
	ws = make([]uint64, len(weights))
	for i, w := range weights {
		ws[i] = uint64(max(w, 0))
	}
	for shift := 0; ; shift++ {
		sum = 0
		var carry uint64
		for _, w := range ws {
			if sum, carry = bits.Add64(sum, w>>shift, 0); carry != 0 {
				break
			}
		}
		if carry != 0 {
			continue
		}
		if shift > 0 {
			for i := range ws {
				ws[i] >>= shift
			}
		}
		return ws, sum
	}
}
