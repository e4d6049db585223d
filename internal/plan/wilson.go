package plan

import (
	"math/big"

	"cordee/internal/measure"
)

// Interval is a share and between which shares it may well lie, in basis points. Known is false when nothing was counted.
type Interval struct {
	Share, Low, High measure.BP
	Known            bool
}

// z2 is 1.96 squared, exactly, in ten-thousandths: 95 % of a normal distribution lie within 1.96 standard deviations.
const z2 = 38_416

// Wilson is the 95 % score interval of k out of n (Wilson 1927): (k + z²/2 ± z √(k (n-k) / n + z²/4)) / (n + z²). The root is taken
// of whole numbers, so the ends are exact to a basis point; low is rounded down and high up. k is brought within 0 and n.
func Wilson(k, n int) Interval {
	if n <= 0 {
		return Interval{}
	}
	k = min(max(k, 0), n)
	share, _ := measure.RatioOf(measure.Amount(k), measure.Amount(n))
	// Everything below is in ten-thousandths, then once more for basis points: 10^8 is one.
	unit, count := int64(10_000), int64(n)
	whole := big.NewInt(count*unit + z2)
	centre := big.NewInt((int64(k)*unit + z2/2) * unit)
	// radicand = z² (k (n-k) / n + z²/4), times 10^16 for the root to come out in 10^8ths
	spread := new(big.Rat).Add(big.NewRat(int64(k)*(count-int64(k)), count), big.NewRat(z2, 4*unit))
	spread.Mul(spread, big.NewRat(z2, unit))
	scaled := new(big.Int).Mul(spread.Num(), big.NewInt(unit*unit*unit*unit))
	half := new(big.Int).Sqrt(scaled.Quo(scaled, spread.Denom()))
	low := new(big.Int).Sub(centre, half)
	high := new(big.Int).Add(centre, half)
	high.Add(high, new(big.Int).Sub(whole, big.NewInt(1)))
	return Interval{
		Share: share, Known: true,
		Low:  measure.BP(max(low.Quo(low, whole).Int64(), 0)),
		High: min(measure.BP(high.Quo(high, whole).Int64()), measure.Hundred),
	}
}
