package goal

import "cordee/internal/measure"

// Twentieth is how finely a chance is told: 5 %.
const Twentieth = measure.Hundred / 20

// Odds is a share in twentieths as a natural frequency in its smallest numbers: 1 of 4, 7 of 10, 13 of 20. A share that is no number of
// twentieths is told by the nearest one.
func Odds(share measure.BP) (times, of int) {
	times, of = int((share+Twentieth/2)/Twentieth), 20
	for _, by := range []int{2, 2, 5} {
		if times%by == 0 && times != 0 {
			times, of = times/by, of/by
		}
	}
	return times, of
}
