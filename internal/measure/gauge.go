package measure

import (
	"strings"
	"unicode"
)

// Gauge is a metric ready to measure: its filter is compiled. It is safe for concurrent use.
type Gauge struct {
	Metric
	Filter Filter
}

// NewGauge normalises and checks a metric and compiles its filter. Refusals are those of Check.
func NewGauge(m Metric) (Gauge, error) {
	m = m.Norm()
	if err := m.Check(); err != nil {
		return Gauge{}, err
	}
	if m.Kind == Ratio || m.Kind == Steps {
		return Gauge{Metric: m}, nil
	}
	f, err := Compile(m.Where)
	if err != nil {
		return Gauge{}, err
	}
	return Gauge{Metric: m, Filter: f}, nil
}

// Read is what one fact brings to the metric; ok is false when it brings nothing. A sum reads its value field, where an attribute
// that is no number, or beyond MaxReading, counts zero; a count reads one; latest reads its value field, and nothing when that is no number, since
// no reading is not a reading of zero. Ratios and steps never read facts.
func (g Gauge) Read(x Fact) (value Amount, ok bool) {
	switch g.Kind {
	case Ratio, Steps:
		return 0, false
	case Sum, Count, Latest:
	}
	if !g.Filter.Match(x) {
		return 0, false
	}
	if g.Kind == Count {
		return One, true
	}
	if g.Of == AmountField {
		return x.Amount, true
	}
	value, ok = number(x.Attrs[g.Of])
	if value > MaxReading || value < -MaxReading {
		value, ok = 0, false
	}
	return value, ok || g.Kind == Sum
}

// MaxReading is the most that one fact may bring, either way: a thousand billion units. Beyond it stands a slip of the hand, and a
// few of those would make every total above them too large to keep.
const MaxReading = 1_000_000_000_000 * One

// number reads an attribute as an amount. Attributes are kept as people wrote them and carry no language, so a text is read only
// when all languages agree: "1234.5", "1 234,5 €", "1,234,567.8" are numbers; "1,234" has two readings and is none, and neither is
// "GTX 1080", whose letters are no currency.
func number(s string) (Amount, bool) {
	if s == "" || len(s) > maxNumberLen {
		return 0, false
	}
	if a, _, err := Parse(s); err == nil {
		return a, true
	}
	if letters := strings.Map(lettersOnly, s); letters != "" && !commonCurrency[letters] {
		return 0, false
	}
	plain := stripUnit(s)
	en, enOK := readPlain(plain, false)
	fr, frOK := readPlain(plain, true)
	switch {
	case enOK && frOK && en != fr:
		return 0, false
	case enOK:
		return en, true
	default:
		return fr, frOK
	}
}

func readPlain(s string, french bool) (Amount, bool) {
	plain, ok := ungroup(s, french)
	if !ok {
		return 0, false
	}
	a, _, err := Parse(plain)
	return a, err == nil
}

// lettersOnly is for strings.Map: it drops everything that is no letter.
func lettersOnly(r rune) rune {
	if unicode.IsLetter(r) {
		return r
	}
	return -1
}
