package measure

import "cordee/internal/fault"

// BP is a ratio in basis points, 1/10,000. It is never capped: 13,500 is 135 %.
type BP int64

// Hundred is 100 %.
const Hundred BP = 10_000

// RatioOf is num/den in basis points, half away from zero; ok is false at a zero denominator or when it does not fit.
// (It is not called Ratio because that is the name of a metric kind.)
func RatioOf(num, den Amount) (bp BP, ok bool) {
	n, err := MulDiv(int64(num), int64(Hundred), int64(den))
	if err != nil {
		return 0, false
	}
	return BP(n), true
}

// Of is this share of an amount, half away from zero, checked.
func (bp BP) Of(a Amount) (Amount, error) {
	n, err := MulDiv(int64(a), int64(bp), int64(Hundred))
	return Amount(n), err
}

// Maybe is an optional amount. The zero value is absent; in JSON it is a decimal string or null.
type Maybe struct {
	Amount Amount
	OK     bool
}

// Some is a present amount.
func Some(a Amount) Maybe { return Maybe{Amount: a, OK: true} }

// String is the canonical decimal form, "" when absent.
func (m Maybe) String() string {
	if !m.OK {
		return ""
	}
	return m.Amount.String()
}

// Or is the amount, or other when absent.
func (m Maybe) Or(other Amount) Amount {
	if m.OK {
		return m.Amount
	}
	return other
}

// MarshalJSON writes a decimal string or null.
func (m Maybe) MarshalJSON() ([]byte, error) {
	if !m.OK {
		return []byte("null"), nil
	}
	return m.Amount.MarshalJSON()
}

// UnmarshalJSON reads what MarshalJSON writes, and plain JSON numbers too. An empty string is absent.
func (m *Maybe) UnmarshalJSON(b []byte) error {
	if s := string(b); s == "null" || s == `""` {
		*m = Maybe{}
		return nil
	}
	var a Amount
	if err := a.UnmarshalJSON(b); err != nil {
		return err
	}
	*m = Some(a)
	return nil
}

// MarshalJSON writes the canonical decimal form as a string, so that no reader turns it into a float.
func (a Amount) MarshalJSON() ([]byte, error) { return []byte(`"` + a.String() + `"`), nil }

// UnmarshalJSON reads a decimal string or a plain JSON number; more than four decimals are refused rather than rounded
// unseen ("amount.too_precise").
func (a *Amount) UnmarshalJSON(b []byte) error {
	s := string(b)
	if len(s) >= 2 && s[0] == '"' && s[len(s)-1] == '"' {
		s = s[1 : len(s)-1]
	}
	v, rounded, err := Parse(s)
	if err != nil {
		return err
	}
	if rounded {
		return fault.New(fault.Invalid, "amount.too_precise", "value", s)
	}
	*a = v
	return nil
}
