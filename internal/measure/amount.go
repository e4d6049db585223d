// Package measure is exact numbers and what they count: amounts, ratios, metrics and the filters that choose facts.
package measure

import (
	"math"
	"math/bits"
	"strconv"

	"cordee/internal/fault"
)

// Amount is an exact quantity in ten-thousandths of its unit: 12.5 EUR is 125,000. It carries no unit of its own.
// Arithmetic is checked; what does not fit 64 bits is refused with fault "amount.overflow".
type Amount int64

// One is one unit.
const One Amount = 10_000

// Whole is n units, for literals and small counts. It stops at the largest amount; use FromInt for numbers from outside.
func Whole(n int64) Amount {
	a, err := FromInt(n)
	switch {
	case err == nil:
		return a
	case n < 0:
		return math.MinInt64
	default:
		return math.MaxInt64
	}
}

// FromInt is n units, or fault "amount.overflow".
func FromInt(n int64) (Amount, error) { return One.Mul(n) }

// Add is a + b, checked.
func (a Amount) Add(b Amount) (Amount, error) {
	c := a + b
	if (c > a) != (b > 0) && b != 0 {
		return 0, overflow()
	}
	return c, nil
}

// Sub is a - b, checked.
func (a Amount) Sub(b Amount) (Amount, error) {
	c := a - b
	if (c < a) != (b > 0) && b != 0 {
		return 0, overflow()
	}
	return c, nil
}

// Neg is -a, checked: the smallest amount has no opposite.
func (a Amount) Neg() (Amount, error) {
	if a == math.MinInt64 {
		return 0, overflow()
	}
	return -a, nil
}

// Mul is a times the plain number n, checked.
func (a Amount) Mul(n int64) (Amount, error) {
	hi, lo := bits.Mul64(magnitude(int64(a)), magnitude(n))
	c, ok := signed(hi, lo, (a < 0) != (n < 0))
	if !ok {
		return 0, overflow()
	}
	return Amount(c), nil
}

// Total is the checked sum of all amounts; of none it is zero.
func Total(as ...Amount) (Amount, error) {
	var sum Amount
	for _, a := range as {
		next, err := sum.Add(a)
		if err != nil {
			return 0, err
		}
		sum = next
	}
	return sum, nil
}

// String is the canonical decimal form, "80487704.1832", "12", "-0.5": no separators, no trailing zeros.
func (a Amount) String() string {
	u := magnitude(int64(a))
	buf := make([]byte, 0, 24)
	if a < 0 {
		buf = append(buf, '-')
	}
	buf = strconv.AppendUint(buf, u/uint64(One), 10)
	if frac := u % uint64(One); frac != 0 {
		digits := [4]byte{byte('0' + frac/1000), byte('0' + frac/100%10), byte('0' + frac/10%10), byte('0' + frac%10)}
		n := 4
		for digits[n-1] == '0' {
			n--
		}
		buf = append(append(buf, '.'), digits[:n]...)
	}
	return string(buf)
}

// MulDiv is a*b/c rounded half away from zero, with a 128-bit product in between. It refuses a zero divisor
// ("amount.zero_divisor") and a quotient that does not fit ("amount.overflow").
func MulDiv(a, b, c int64) (int64, error) {
	if c == 0 {
		return 0, fault.New(fault.Invalid, "amount.zero_divisor")
	}
	div := magnitude(c)
	hi, lo := bits.Mul64(magnitude(a), magnitude(b))
	if hi >= div {
		return 0, overflow()
	}
	quo, rem := bits.Div64(hi, lo, div)
	if rem >= div-rem { // rem*2 >= div without overflow
		var carry uint64
		if quo, carry = bits.Add64(quo, 1, 0); carry != 0 {
			return 0, overflow()
		}
	}
	n, ok := signed(0, quo, (a < 0) != (b < 0) != (c < 0))
	if !ok {
		return 0, overflow()
	}
	return n, nil
}

// magnitude is |n| without overflow.
func magnitude(n int64) uint64 {
	if n < 0 {
		return -uint64(n)
	}
	return uint64(n)
}

// signed puts a sign back on a 128-bit magnitude; ok is false when it does not fit 64 bits.
func signed(hi, lo uint64, negative bool) (n int64, ok bool) {
	limit := uint64(math.MaxInt64)
	if negative {
		limit++
	}
	if hi != 0 || lo > limit {
		return 0, false
	}
	if negative {
		return -int64(lo), true
	}
	return int64(lo), true
}

func overflow() error { return fault.New(fault.Invalid, "amount.overflow") }
