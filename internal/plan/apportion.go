package plan

import (
	"math/big"
	"slices"

	"cordee/internal/measure"
)

// apportion shares a total by weights of any size in a unit, exactly: largest remainder, ties to the earlier weight, what is
// below one unit to the largest weight. It is Rounded for weights that do not fit 64 bits; nil when nobody weighs anything.
func apportion(total measure.Amount, weights []*big.Int, unit measure.Amount) []measure.Amount {
	sum := sumOf(weights)
	if sum.Sign() <= 0 {
		return nil
	}
	unit = max(unit, 1)
	units := big.NewInt(int64(total / unit))
	units.Abs(units)
	parts, rests := make([]measure.Amount, len(weights)), make([]remainder, len(weights))
	left, heaviest := new(big.Int).Set(units), 0
	for i, w := range weights {
		q, r := new(big.Int).QuoRem(new(big.Int).Mul(units, w), sum, new(big.Int))
		parts[i], rests[i] = measure.Amount(q.Int64()), remainder{i, r}
		left.Sub(left, q)
		if w.Cmp(weights[heaviest]) > 0 {
			heaviest = i
		}
	}
	slices.SortStableFunc(rests, func(a, b remainder) int { return b.size.Cmp(a.size) })
	for _, r := range rests[:left.Int64()] { // the remainders sum to left x sum, so at least left of them are above zero
		parts[r.index]++
	}
	if total < 0 {
		unit = -unit
	}
	for i := range parts {
		parts[i] *= unit
	}
	parts[heaviest] += total % unit
	return parts
}

type remainder struct {
	index int
	size  *big.Int
}

func sumOf(weights []*big.Int) *big.Int {
	sum := new(big.Int)
	for _, w := range weights {
		sum.Add(sum, w)
	}
	return sum
}

// part is total x share / whole, half away from zero; zero when there is no whole. share is within the whole.
func part(total measure.Amount, share, whole *big.Int) measure.Amount {
	if whole.Sign() <= 0 {
		return 0
	}
	n, _ := round(new(big.Rat).SetFrac(new(big.Int).Mul(big.NewInt(int64(total)), share), whole))
	return measure.Amount(n)
}

// bp is share / whole in basis points, half away from zero; zero when there is no whole.
func bp(share, whole *big.Int) measure.BP {
	return measure.BP(part(measure.Amount(measure.Hundred), share, whole))
}

// round is the nearest whole number, half away from zero; ok is false when it does not fit.
func round(r *big.Rat) (n int64, ok bool) {
	twice := new(big.Int).Lsh(new(big.Int).Abs(r.Num()), 1)
	q := twice.Add(twice, r.Denom())
	q.Quo(q, new(big.Int).Lsh(r.Denom(), 1))
	if r.Sign() < 0 {
		q.Neg(q)
	}
	return q.Int64(), q.IsInt64()
}
