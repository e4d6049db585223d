package measure

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"cordee/internal/fault"
)

// maxNumberLen bounds the text of a number; anything longer is not one a person typed.
const maxNumberLen = 64

// Parse reads the canonical form: "1234.5678". Its whole grammar:
//
//	number = [ "+" | "-" ] ( digits [ "." digits ] | "." digits )
//	digits = "0"-"9" { "0"-"9" }
//
// No exponent, no other base, no separators, no words: "1e5", "0x10", "1_000", "Inf" and "NaN" are refused, because whoever typed
// them hardly meant the amount they would become (1e5 is more often a product's name than a hundred thousand). More than four
// decimals round half away from zero, told by rounded when anything was lost.
// Refusals: fault "amount.invalid" and "amount.too_large", both with the text as value.
func Parse(s string) (a Amount, rounded bool, err error) {
	d, ok := scanDecimal(s)
	if !ok {
		return 0, false, unreadable(s)
	}
	a, rounded, ok = d.amount()
	if !ok {
		return 0, false, fault.New(fault.Invalid, "amount.too_large", "value", s)
	}
	return a, rounded, nil
}

// ParseLocal reads what people write: "1 234,56 €", "-12 %", "EUR 5", "(1 200)", with any kind of space between groups of three.
// In French a comma is the decimal mark; in English it separates groups. A text that only the other language would write
// ("1,234.56" in French) is refused rather than guessed: elsewhere in the same file the same comma would be read wrongly.
func ParseLocal(s string, french bool) (a Amount, rounded bool, err error) {
	if len(s) > 2*maxNumberLen {
		return 0, false, unreadable(s[:maxNumberLen])
	}
	plain, ok := ungroup(stripUnit(s), french)
	if !ok {
		return 0, false, unreadable(s)
	}
	a, rounded, err = Parse(plain)
	if err != nil {
		e := fault.All(err)[0]
		return 0, false, fault.New(e.Kind, e.Code, "value", s)
	}
	return a, rounded, nil
}

func unreadable(s string) error {
	if len(s) > maxNumberLen {
		s = strings.ToValidUTF8(s[:maxNumberLen], "") + "…"
	}
	return fault.New(fault.Invalid, "amount.invalid", "value", s)
}

// decimal is whole.frac, ASCII digits with one at least.
type decimal struct {
	negative    bool
	whole, frac string
}

// scanDecimal reads sign, digits and fraction.
func scanDecimal(s string) (d decimal, ok bool) {
	if s == "" || len(s) > maxNumberLen {
		return d, false
	}
	if s[0] == '-' || s[0] == '+' {
		d.negative = s[0] == '-'
		s = s[1:]
	}
	whole, frac, dotted := strings.Cut(s, ".")
	d.whole, d.frac = whole, frac
	return d, allDigits(whole) && allDigits(frac) && (!dotted || frac != "") && whole+frac != ""
}

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// amount scales to ten-thousandths; ok is false when it does not fit.
func (d decimal) amount() (a Amount, rounded, ok bool) {
	kept := (d.frac + "0000")[:4]
	dropped := d.frac[min(len(d.frac), 4):]
	digits := strings.TrimLeft(d.whole+kept, "0")
	if len(digits) > 19 { // 10^19 fits 64 bits without a sign, what is longer may not
		return 0, false, false
	}
	var u uint64
	for i := range len(digits) {
		u = u*10 + uint64(digits[i]-'0')
	}
	rounded = strings.Trim(dropped, "0") != ""
	if dropped != "" && dropped[0] >= '5' {
		u++
	}
	n, ok := signed(0, u, d.negative)
	return Amount(n), rounded && ok, ok
}

// stripUnit removes surrounding space, one percent or currency sign or code of three or four letters on either side, and turns accounting
// brackets and the typographic minus into "-".
func stripUnit(s string) string {
	s = strings.TrimFunc(strings.ReplaceAll(s, "\u2212", "-"), unicode.IsSpace)
	if len(s) > 2 && s[0] == '(' && s[len(s)-1] == ')' && s[1] != '-' && s[1] != '+' {
		s = "-" + strings.TrimFunc(s[1:len(s)-1], unicode.IsSpace)
	}
	sign := ""
	if strings.HasPrefix(s, "-") || strings.HasPrefix(s, "+") {
		sign, s = s[:1], strings.TrimLeftFunc(s[1:], unicode.IsSpace)
	}
	if before, ok := cutUnitAfter(s); ok {
		return sign + before
	}
	after, ok := cutUnitBefore(s)
	if ok && sign != "" && (strings.HasPrefix(after, "-") || strings.HasPrefix(after, "+")) {
		return ""
	}
	return sign + after
}

const capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

// cutUnitAfter removes "€", "%", "EUR" or "$US" from the end.
func cutUnitAfter(s string) (before string, ok bool) {
	rest := strings.TrimRight(s, capitals)
	letters := len(s) - len(rest)
	r, size := utf8.DecodeLastRuneInString(rest)
	switch {
	case isUnitSign(r) && letters <= 3:
		rest = rest[:len(rest)-size]
	case letters < 3 || letters > 4:
		return s, false
	}
	return strings.TrimRightFunc(rest, unicode.IsSpace), true
}

// cutUnitBefore removes "€", "EUR" or "US$" from the beginning.
func cutUnitBefore(s string) (after string, ok bool) {
	rest := strings.TrimLeft(s, capitals)
	letters := len(s) - len(rest)
	r, size := utf8.DecodeRuneInString(rest)
	switch {
	case isUnitSign(r) && letters <= 3:
		rest = rest[size:]
	case letters < 3 || letters > 4:
		return s, false
	}
	return strings.TrimLeftFunc(rest, unicode.IsSpace), true
}

func isUnitSign(r rune) bool { return r == '%' || unicode.Is(unicode.Sc, r) }

// isCurrencyCode tells whether s has the form of an ISO 4217 code.
func isCurrencyCode(s string) bool {
	return len(s) == 3 && strings.Trim(s, capitals) == ""
}

// ungroup removes well-formed group separators and turns the decimal mark into a dot.
func ungroup(s string, french bool) (plain string, ok bool) {
	sign := ""
	if strings.HasPrefix(s, "-") || strings.HasPrefix(s, "+") {
		sign, s = s[:1], s[1:]
	}
	mark := "."
	if french && strings.Contains(s, ",") {
		mark = ","
	}
	whole, frac, marked := strings.Cut(s, mark)
	var joined string
	switch {
	case strings.IndexFunc(whole, isGroupSpace) >= 0:
		joined, ok = joinGroups(strings.FieldsFunc(whole, isGroupSpace), strings.IndexFunc(whole, isGroupSpace))
	case mark == "," && strings.Contains(whole, "."): // 1.234,56 as some French exports write it
		joined, ok = joinGroups(strings.Split(whole, "."), strings.IndexByte(whole, '.'))
	case !french && strings.Contains(whole, ","):
		joined, ok = joinGroups(strings.Split(whole, ","), strings.IndexByte(whole, ','))
	default:
		joined, ok = whole, true
	}
	if !ok {
		return "", false
	}
	if marked {
		return sign + joined + "." + frac, true
	}
	return sign + joined, true
}

// isGroupSpace tells the separators of groups that no language uses as a decimal mark: spaces and apostrophes.
func isGroupSpace(r rune) bool { return unicode.IsSpace(r) || r == '\'' || r == '’' }

// joinGroups joins "1", "234", "567": a first group of one to three digits, then groups of exactly three.
func joinGroups(groups []string, first int) (string, bool) {
	if len(groups) < 2 || first == 0 || len(groups[0]) == 0 || len(groups[0]) > 3 {
		return "", false
	}
	for _, g := range groups[1:] {
		if len(g) != 3 || !allDigits(g) {
			return "", false
		}
	}
	return strings.Join(groups, ""), allDigits(groups[0])
}
