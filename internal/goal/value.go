package goal

import (
	"cmp"
	"math/big"

	"cordee/internal/measure"
)

// Facts is what has been measured of an objective between its start and the date asked for, both included; never beyond its end.
// Which fields matter depends on the metric's kind.
type Facts struct {
	Total      measure.Amount // sum, count
	Num, Den   measure.Amount // ratio: totals of numerator and denominator
	Latest     measure.Maybe  // latest
	N          int64          // live results counted
	StepsDone  measure.Amount // steps: weight done, of StepsTotal
	StepsTotal measure.Amount
}

// value is an exact measured number: num x scale / den ten-thousandths, den > 0. Only ratios have a den that is not 1.
// The zero value is nothing measured.
type value struct{ num, scale, den int64 }

func exactly(a measure.Amount) value { return value{int64(a), 1, 1} }

func known(m measure.Maybe) value {
	if !m.OK {
		return value{}
	}
	return exactly(m.Amount)
}

func (v value) ok() bool { return v.den != 0 }

// A quotient is told in ten-thousandths of a unit, or of a percentage point.
const inUnits, inPoints = int64(measure.One), 100 * int64(measure.One)

// measured is what the facts say of an objective, exactly.
func (g Goal) measured(m measure.Metric, f Facts) value {
	switch kindOf(m) {
	case measure.Sum, measure.Count:
		return exactly(f.Total)
	case measure.Latest:
		if f.Latest.OK {
			return known(f.Latest)
		}
		return known(g.Baseline)
	case measure.Ratio:
		return ratioOf(m, f.Num, f.Den)
	case measure.Steps:
		return quotient(f.StepsDone, f.StepsTotal, inPoints)
	}
	return value{}
}

// RatioValue is the figure of a ratio metric from the totals of its two sides, rounded once: in points for percent, in units
// otherwise. Absent at a zero denominator.
func RatioValue(m measure.Metric, num, den measure.Amount) measure.Maybe {
	return ratioOf(m, num, den).amount()
}

func ratioOf(m measure.Metric, num, den measure.Amount) value {
	if m.Unit == measure.Percent {
		return quotient(num, den, inPoints)
	}
	return quotient(num, den, inUnits)
}

func quotient(num, den measure.Amount, scale int64) value {
	if den < 0 {
		num, den = -num, -den
	}
	if den <= 0 { // zero, or the one number that has no opposite
		return value{}
	}
	return value{int64(num), scale, int64(den)}
}

// amount rounds the value, once; absent when there is none or it is beyond any real amount.
func (v value) amount() measure.Maybe {
	if !v.ok() {
		return measure.Maybe{}
	}
	n, err := measure.MulDiv(v.num, v.scale, v.den)
	if err != nil {
		return measure.Maybe{}
	}
	return measure.Some(measure.Amount(n))
}

// cmp compares the value with an amount by cross-multiplication, so that rounding never decides.
func (v value) cmp(a measure.Amount) int {
	if v.den == 1 && v.scale == 1 {
		return cmp.Compare(v.num, int64(a))
	}
	return times(v.num, v.scale).Cmp(times(int64(a), v.den))
}

// from is the distance of the value from an amount, times den.
func (v value) from(a measure.Amount) *big.Int {
	return new(big.Int).Sub(times(v.num, v.scale), times(int64(a), v.den))
}

// ratio is (v - from) / (to - from) in basis points, half away from zero; ok is false when to = from or v is nothing.
func (v value) ratio(from, to measure.Amount) (bp measure.BP, ok bool) {
	if !v.ok() || from == to {
		return 0, false
	}
	if v.den == 1 && v.scale == 1 && from == 0 {
		return measure.RatioOf(measure.Amount(v.num), to)
	}
	way := new(big.Int).Sub(big.NewInt(int64(to)), big.NewInt(int64(from)))
	n, ok := divide(mul(v.from(from), int64(measure.Hundred)), mul(way, v.den))
	return measure.BP(n), ok
}

// between is from + (to - from) x done / whole, rounded half away from zero. whole is positive, done within it.
func between(from, to measure.Amount, done, whole int64) measure.Maybe {
	if from == 0 {
		n, err := measure.MulDiv(int64(to), done, whole)
		return measure.Maybe{Amount: measure.Amount(n), OK: err == nil}
	}
	sum := new(big.Int).Add(times(int64(from), whole-done), times(int64(to), done))
	n, ok := divide(sum, big.NewInt(whole))
	return measure.Maybe{Amount: measure.Amount(n), OK: ok}
}

// divide rounds a/b half away from zero; ok is false when the result does not fit or b is zero.
func divide(a, b *big.Int) (n int64, ok bool) {
	if b.Sign() == 0 {
		return 0, false
	}
	negative := (a.Sign() < 0) != (b.Sign() < 0)
	a, b = new(big.Int).Abs(a), new(big.Int).Abs(b)
	q, r := new(big.Int).QuoRem(a, b, new(big.Int))
	if r.Lsh(r, 1).Cmp(b) >= 0 {
		q.Add(q, big.NewInt(1))
	}
	if negative {
		q.Neg(q)
	}
	return q.Int64(), q.IsInt64()
}

func times(a, b int64) *big.Int { return mul(big.NewInt(a), b) }

func mul(a *big.Int, b int64) *big.Int { return new(big.Int).Mul(a, big.NewInt(b)) }
