package i18n

import (
	"strings"

	"github.com/bojanz/currency"

	"cordee/internal/measure"
)

// Number is an amount without its unit, exact: "1 234,5" or "1,234.5".
func (p *Printer) Number(a measure.Amount) string { return p.group(a.String()) }

// group turns canonical digits into printed ones.
func (p *Printer) group(canonical string) string {
	digits, negative := strings.CutPrefix(canonical, "-")
	whole, frac, marked := strings.Cut(digits, ".")
	var b strings.Builder
	if negative {
		b.WriteString(minus)
	}
	for i, digit := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteString(p.style.group)
		}
		b.WriteRune(digit)
	}
	if marked {
		b.WriteString(p.style.decimal + frac)
	}
	return b.String()
}

// Value is an amount with its unit: "1 234,56 €", "62 000 €", "63,15 %", "3,5 h". Money shows the digits its currency has, or
// none when it is whole; everything else at most two decimals. Rounding is half away from zero and for the eye only.
func (p *Printer) Value(a measure.Amount, unit string) string {
	switch {
	case measure.IsCurrency(unit):
		return p.money(a, unit)
	case unit == measure.Percent:
		return p.Number(round(a, 2)) + p.style.percentSpace + "%"
	case unit == measure.Unitless || unit == "":
		return p.Number(round(a, 2))
	}
	a = round(a, 2)
	return p.withUnit(a, p.Number(a), unit)
}

// withUnit adds a unit that is neither money nor percent: in words from the catalogue when it is there, else as it is written.
func (p *Printer) withUnit(a measure.Amount, number, unit string) string {
	if key := "unit." + unit; p.Has(key) {
		return p.T(key, "n", a, "number", number)
	}
	return number + p.style.unitSpace + unit
}

// UnitName is a unit on its own, for labels and menus: "€", "%", "heures".
func (p *Printer) UnitName(unit string) string {
	if measure.IsCurrency(unit) {
		return p.symbol(unit)
	}
	if key := "unit_name." + unit; p.Has(key) {
		return p.T(key)
	}
	return unit
}

// money prints an amount in a currency, which need not be one we know.
func (p *Printer) money(a measure.Amount, code string) string {
	c := p.currency(code)
	a = round(a, c.digits)
	number, negative := strings.CutPrefix(a.String(), "-")
	if whole, frac, marked := strings.Cut(number, "."); marked && len(frac) < c.digits {
		number = whole + "." + frac + strings.Repeat("0", c.digits-len(frac))
	}
	text := c.before + p.group(number) + c.after
	if negative {
		return minus + text
	}
	return text
}

// coin is how a currency is written around a number.
type coin struct {
	before, after string
	digits        int // decimals, at most 4
}

// currency asks the currency library once how it writes one unit, and keeps the answer: a page shows hundreds of amounts.
func (p *Printer) currency(code string) coin {
	if known, ok := p.coins.Load(code); ok {
		return known.(coin)
	}
	digits, known := currency.GetDigits(code)
	one, err := currency.NewAmount("1", code)
	if !known || err != nil {
		return coin{after: p.style.unitSpace + code, digits: 2}
	}
	f := currency.NewFormatter(p.locale)
	f.MinDigits = 0
	text := f.Format(one)
	if p.lang == FR {
		text = strings.ReplaceAll(text, nbsp, narrow)
	}
	c := coin{digits: int(min(digits, 4))}
	c.before, c.after, _ = strings.Cut(text, "1")
	p.coins.Store(code, c)
	return c
}

func (p *Printer) symbol(code string) string {
	if s, ok := currency.GetSymbol(code, p.locale); ok {
		return s
	}
	return code
}

// Compact is a short form for small places: "4,2 M€", "360 k€", "€4.2M". Amounts under ten thousand are written out, without
// decimals from one hundred up.
func (p *Printer) Compact(a measure.Amount, unit string) string {
	size := magnitude(a)
	switch {
	case unit == measure.Percent:
		return p.Value(round(a, 1), unit)
	case size < 100*uint64(measure.One):
		return p.Value(a, unit)
	case size < 99_995_000: // 9 999.5 rounds to ten thousand
		return p.Value(round(a, 0), unit)
	}
	scaled, suffix := p.scale(a)
	sign := ""
	if scaled < 0 {
		sign, scaled = minus, -scaled
	}
	number := p.Number(scaled)
	if !measure.IsCurrency(unit) {
		if !p.style.symbolFirst {
			suffix = narrow + suffix
		}
		if unit == measure.Unitless || unit == "" {
			return sign + number + suffix
		}
		return p.withUnit(a, sign+number+suffix, unit)
	}
	symbol := p.symbol(unit)
	worded := strings.Trim(symbol, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
	switch {
	case p.style.symbolFirst && worded:
		return sign + symbol + nbsp + number + suffix
	case p.style.symbolFirst:
		return sign + symbol + number + suffix
	case worded:
		return sign + number + narrow + suffix + narrow + symbol
	default:
		return sign + number + narrow + suffix + symbol
	}
}

// scale divides by a thousand, a million or a thousand million and keeps one decimal under a hundred. A number that rounds up to a
// thousand moves on to the next scale.
func (p *Printer) scale(a measure.Amount) (scaled measure.Amount, suffix string) {
	for i, divisor := range []int64{1_000, 1_000_000, 1_000_000_000} {
		quotient, err := measure.MulDiv(int64(a), 1, divisor)
		if err != nil {
			return a, ""
		}
		scaled, suffix = measure.Amount(quotient), p.style.thousands[i]
		switch size := magnitude(scaled); { // three figures: 5,95 M€ is not 6 M€
		case size < 10*uint64(measure.One):
			scaled = round(scaled, 2)
		case size < 100*uint64(measure.One):
			scaled = round(scaled, 1)
		default:
			scaled = round(scaled, 0)
		}
		if magnitude(scaled) < 1_000*uint64(measure.One) {
			break
		}
	}
	return scaled, suffix
}

// Percent is a ratio: "66 %", and with one decimal under ten. A ratio short of 100 % is never shown as 100 %: people would read
// that as reached.
func (p *Printer) Percent(bp measure.BP) string {
	points := measure.Amount(bp) * 100 // basis points in ten-thousandths of a point
	switch {
	case bp >= 9_950 && bp < 10_000:
		points = measure.Amount(bp/10*10) * 100
	case bp > -1_000 && bp < 1_000:
		points = round(points, 1)
	default:
		points = round(points, 0)
	}
	return p.Number(points) + p.style.percentSpace + "%"
}

// round keeps some decimals, 0 to 4, half away from zero; at the very end of the range it leaves the amount as it is.
func round(a measure.Amount, decimals int) measure.Amount {
	step := int64(measure.One)
	for range decimals {
		step /= 10
	}
	steps, err := measure.MulDiv(int64(a), 1, step)
	if err != nil {
		return a
	}
	rounded, err := measure.Amount(steps).Mul(step)
	if err != nil {
		return a
	}
	return rounded
}

func magnitude(a measure.Amount) uint64 {
	if a < 0 {
		return -uint64(a)
	}
	return uint64(a)
}
