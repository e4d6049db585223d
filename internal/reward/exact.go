package reward

import (
	"math"
	"math/big"
	"strings"

	"cordee/internal/fault"
	"cordee/internal/measure"
)

// Exact is a number without any rounding, in plain units: 1,000 EUR is 1000, 114 % is 114. The zero value is 0. In JSON it is a
// decimal or a fraction as a string, "114" or "1/3", so that a kept statement can be added up again to the last digit.
type Exact struct{ rat *big.Rat }

// exactly is an amount as an exact number.
func exactly(a measure.Amount) Exact { return Exact{big.NewRat(int64(a), int64(measure.One))} }

// whole is n.
func whole(n int64) Exact { return Exact{new(big.Rat).SetInt64(n)} }

// bps is a ratio as a plain factor: 6,000 is 0.6.
func bps(b measure.BP) Exact { return Exact{big.NewRat(int64(b), int64(measure.Hundred))} }

// quotient is num/den; den is not zero.
func quotient(num, den int64) Exact { return Exact{big.NewRat(num, den)} }

func (e Exact) val() *big.Rat {
	if e.rat == nil {
		return new(big.Rat)
	}
	return e.rat
}

func (e Exact) plus(o Exact) Exact  { return Exact{new(big.Rat).Add(e.val(), o.val())} }
func (e Exact) minus(o Exact) Exact { return Exact{new(big.Rat).Sub(e.val(), o.val())} }
func (e Exact) times(o Exact) Exact { return Exact{new(big.Rat).Mul(e.val(), o.val())} }

// percent is e % of o.
func (e Exact) percent(o Exact) Exact { return e.times(o).times(quotient(1, 100)) }

// over is e/o; o is not zero.
func (e Exact) over(o Exact) Exact { return Exact{new(big.Rat).Quo(e.val(), o.val())} }

// Cmp is -1, 0 or 1 as e is less than, equal to or larger than o.
func (e Exact) Cmp(o Exact) int { return e.val().Cmp(o.val()) }

// Sign is -1, 0 or 1.
func (e Exact) Sign() int { return e.val().Sign() }

func least(a, b Exact) Exact {
	if b.Cmp(a) < 0 {
		return b
	}
	return a
}

// Round is the number at so many decimals, 0 to 4, half away from zero, or fault "amount.overflow".
func (e Exact) Round(decimals int) (measure.Amount, error) {
	unit := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(4-decimals)), nil) // ten-thousandths in the last place
	scaled := new(big.Rat).Mul(e.val(), big.NewRat(int64(measure.One), 1))
	scaled.Quo(scaled, new(big.Rat).SetInt(unit))
	n := nearest(scaled)
	n.Mul(n, unit)
	if !n.IsInt64() {
		return 0, fault.New(fault.Invalid, "amount.overflow")
	}
	return measure.Amount(n.Int64()), nil
}

// nearest is the whole number next to r, half away from zero.
func nearest(r *big.Rat) *big.Int {
	n, d := new(big.Int).Abs(r.Num()), r.Denom()
	n.Lsh(n, 1).Add(n, d).Quo(n, new(big.Int).Lsh(d, 1))
	if r.Sign() < 0 {
		n.Neg(n)
	}
	return n
}

// up is the number in ten-thousandths, rounded away from zero so that what is needed is never said too small.
func (e Exact) up() (measure.Amount, error) {
	scaled := new(big.Rat).Mul(e.val(), big.NewRat(int64(measure.One), 1))
	n, rest := new(big.Int).QuoRem(scaled.Num(), scaled.Denom(), new(big.Int))
	if rest.Sign() != 0 {
		n.Add(n, big.NewInt(int64(scaled.Sign())))
	}
	if !n.IsInt64() {
		return 0, fault.New(fault.Invalid, "amount.overflow")
	}
	return measure.Amount(n.Int64()), nil
}

// Amount is the number to show, at four decimals; what is larger than any amount is shown as the largest.
func (e Exact) Amount() measure.Amount {
	a, err := e.Round(4)
	switch {
	case err == nil:
		return a
	case e.Sign() < 0:
		return math.MinInt64
	}
	return math.MaxInt64
}

// Shown tells whether the number is told in full with so many decimals; otherwise a sentence says "about".
func (e Exact) Shown(decimals int) bool {
	a, err := e.Round(decimals)
	return err == nil && exactly(a).Cmp(e) == 0
}

// terms is the number as a fraction in lowest terms: 48 of 64 days is 3/4.
func (e Exact) terms() (num, den Exact) {
	v := e.val()
	return Exact{new(big.Rat).SetInt(v.Num())}, Exact{new(big.Rat).SetInt(v.Denom())}
}

// String is the whole number, the decimal or the fraction: "114", "63.15", "1/3".
func (e Exact) String() string {
	if e.Shown(4) {
		return e.Amount().String()
	}
	return e.val().RatString()
}

// MarshalJSON writes String.
func (e Exact) MarshalJSON() ([]byte, error) { return []byte(`"` + e.String() + `"`), nil }

// UnmarshalJSON reads what MarshalJSON writes, or refuses it with "amount.invalid".
func (e *Exact) UnmarshalJSON(b []byte) error {
	s := strings.Trim(string(b), `"`)
	r, ok := new(big.Rat).SetString(s)
	if !ok {
		return fault.New(fault.Invalid, "amount.invalid", "value", s)
	}
	e.rat = r
	return nil
}
