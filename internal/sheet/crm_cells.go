package sheet

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"cordee/internal/fault"
	"cordee/internal/measure"
	"cordee/internal/period"
)

func lastRune(s string) (rune, int) { return utf8.DecodeLastRuneInString(s) }

// crmRow is one record of an export. Its methods read one property each and note what is wrong with it.
type crmRow struct {
	*crmFile
	rec    record
	at     fault.Where
	bad    bool
	failed map[string]bool // properties already refused
}

// path is what the CRM calls a property, in this file if it is there.
func (x *crmRow) path(prop string) string {
	if i, ok := x.cols[prop]; ok {
		return x.header[i]
	}
	names := x.c.props[prop]
	if i := slices.IndexFunc(names, func(n string) bool { return strings.Contains(n, " ") }); i >= 0 && x.rec.kinds == nil {
		return names[i] // as a table calls it
	}
	if len(names) > 0 {
		return names[0]
	}
	return prop
}

// wrong notes a problem with a property, once.
func (x *crmRow) wrong(prop, value, code string, args ...any) {
	x.bad = true
	if x.failed[prop] {
		return
	}
	if x.failed == nil {
		x.failed = map[string]bool{}
	}
	x.failed[prop] = true
	at := x.at
	at.Column, at.Value = shown(x.path(prop)), shown(strings.Map(dropControl, value))
	args = append([]any{"value", at.Value, "column", at.Column, "crm", x.c.name}, args...)
	x.r.found.add(fault.New(fault.Invalid, code, args...).At(at))
}

// cell is a property as the file has it, clean; kind is absent when there is nothing.
func (x *crmRow) cell(prop string) (string, cellKind) {
	i, ok := x.cols[prop]
	if !ok || i >= len(x.rec.cells) {
		return "", absent
	}
	if code, trouble := x.rec.trouble[i]; trouble {
		x.wrong(prop, x.rec.cells[i], code)
		return "", absent
	}
	s, kind := strings.TrimSpace(x.rec.cells[i]), anyText
	if x.rec.kinds == nil {
		s = strings.TrimSpace(unguarded(s))
	} else {
		kind = x.rec.kinds[i]
	}
	switch {
	case strings.IndexFunc(s, fault.HiddenInText) >= 0:
		x.wrong(prop, s, "control_character")
		return "", absent
	case s == "" || kind == nothing:
		return "", absent
	}
	return s, kind
}

// there tells whether a property holds anything.
func (x *crmRow) there(prop string) bool { _, kind := x.cell(prop); return kind != absent }

// text is a property that is a text.
func (x *crmRow) text(prop string, max int) string {
	s, kind := x.cell(prop)
	switch kind {
	case absent:
		return ""
	case jsonText, anyText:
	default:
		x.wrong(prop, s, "crm.want_text")
		return ""
	}
	if utf8.RuneCountInString(s) > max {
		x.wrong(prop, s, "text.too_long", "max", max)
		return ""
	}
	return strings.Join(strings.Fields(s), " ")
}

// id is a property that identifies something: a text or a whole number.
func (x *crmRow) id(prop string) string {
	s, kind := x.cell(prop)
	switch {
	case kind == absent:
		return ""
	case kind == jsonNumber && !digitsOnly(s), kind == jsonFlag, kind == jsonList, kind == jsonObject:
		x.wrong(prop, s, "crm.want_id")
		return ""
	case utf8.RuneCountInString(s) > maxKey-40: // room for the name of the CRM and a day beside it
		x.wrong(prop, s, "key.too_long", "max", maxKey-40)
		return ""
	}
	return strings.Join(strings.Fields(s), " ")
}

// needID is an id without which the record makes no sense.
func (x *crmRow) needID(prop string) string {
	id := x.id(prop)
	if id == "" {
		x.missing(prop)
	}
	return id
}

func (x *crmRow) missing(prop string) { x.wrong(prop, "", "crm.missing") }

// flag is a property that is yes or no; absent is no.
func (x *crmRow) flag(prop string) bool {
	s, kind := x.cell(prop)
	if kind == absent {
		return false
	}
	word, ok := yesNo.find(s)
	if !ok || kind == jsonList || kind == jsonObject {
		x.wrong(prop, s, "crm.want_yes_no")
	}
	return word == "yes"
}

// amount is a property that is a number, exact; not OK when there is none.
func (x *crmRow) amount(prop string) measure.Maybe {
	s, kind := x.cell(prop)
	french := x.r.opts.French && kind == anyText
	switch kind {
	case absent:
		return measure.Maybe{}
	case jsonNumber:
		s = plainDecimal(s)
	case jsonText, anyText:
	default:
		x.wrong(prop, s, "crm.want_number")
		return measure.Maybe{}
	}
	a, rounded, err := measure.ParseLocal(s, french)
	if err != nil {
		code := "number.invalid"
		if fault.Is(err, "amount.too_large") {
			code = "number.too_large"
		}
		x.wrong(prop, s, code)
		return measure.Maybe{}
	}
	if rounded {
		at := x.at
		at.Column, at.Value = shown(x.path(prop)), shown(s)
		x.rounded.note(at)
	}
	return measure.Some(a)
}

// maxExponent bounds what an exponent may move the point: numbers beyond it are none that we count.
const maxExponent = 40

// plainDecimal writes a JSON number without its exponent, exactly: some CRMs write ten millions as 1.0E7. A number it cannot
// write in few digits stays as it is, and is refused.
func plainDecimal(s string) string {
	at := strings.IndexAny(s, "eE")
	if at < 0 {
		return s
	}
	e, err := strconv.Atoi(strings.TrimPrefix(s[at+1:], "+"))
	if err != nil || e > maxExponent || e < -maxExponent || at > 2*maxExponent {
		return s
	}
	sign, mantissa := "", s[:at]
	if rest, negative := strings.CutPrefix(mantissa, "-"); negative {
		sign, mantissa = "-", rest
	}
	whole, frac, _ := strings.Cut(mantissa, ".")
	digits, point := whole+frac, len(whole)+e
	if point < 0 {
		digits, point = strings.Repeat("0", -point)+digits, 0
	}
	if point > len(digits) {
		digits += strings.Repeat("0", point-len(digits))
	}
	out := digits[:point]
	if out == "" {
		out = "0"
	}
	if point < len(digits) {
		out += "." + digits[point:]
	}
	return sign + strings.TrimSuffix(out, ".")
}

// currency refuses a goal in another currency than the organisation's; one that is not told is taken as ours, and that is told.
func (x *crmRow) currency(prop string, told string) {
	ours := x.r.opts.Currency
	code, known := currencyCode(told)
	switch {
	case ours == "":
	case told == "":
	case !known:
		at := x.at
		at.Column, at.Value = shown(x.path(prop)), shown(told)
		x.note("crm.currency_unsure", at, "currency", ours)
	case code != ours:
		x.wrong(prop, told, "crm.currency", "currency", ours)
	}
}

// currencyNames are the currencies that Dynamics writes out, folded, as its usual languages call them.
var currencyNames = map[string]string{
	"euro": "EUR", "us_dollar": "USD", "dollar_us": "USD", "dollar_americain": "USD", "dollar_des_etats_unis": "USD", "pound_sterling": "GBP",
	"british_pound": "GBP", "livre_sterling": "GBP", "swiss_franc": "CHF", "franc_suisse": "CHF", "canadian_dollar": "CAD", "dollar_canadien": "CAD",
	"australian_dollar": "AUD", "dollar_australien": "AUD", "japanese_yen": "JPY", "yen": "JPY",
}

func currencyCode(s string) (string, bool) {
	if len(s) == 3 && strings.Trim(strings.ToUpper(s), "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" {
		return strings.ToUpper(s), true
	}
	code, ok := currencyNames[fold(s)]
	return code, ok
}

// personRefs are the ways to find a person, the surest first.
func personRefs(ids []string, email, name string) (refs []string) {
	add := func(ref, value string) {
		if value != "" && !slices.Contains(refs, ref+value) {
			refs = append(refs, ref+value)
		}
	}
	for _, id := range ids {
		add("person:external:", id)
	}
	add("person:email:", email)
	for _, id := range ids {
		add("person:", id)
	}
	add("person:name:", name)
	return refs
}

// teamRefs are the ways to find a team.
func teamRefs(id, name string) (refs []string) {
	if id != "" {
		refs = append(refs, "team:"+id, "team:name:"+id)
	}
	if name != "" {
		refs = append(refs, "team:"+name, "team:name:"+name)
	}
	return refs
}

// someone sorts out what a column of owners holds: an address, or what may be an id as well as a name.
func someone(s string) (id, email, name string) {
	switch {
	case strings.Contains(s, "@"):
		return "", s, ""
	case digitsOnly(s):
		return s, "", ""
	}
	return s, "", s
}

// base starts a goal and what is said about where it comes from.
func (x *crmRow) base(key, title string, owners []string, ownerProp string) (GoalRow, *Foreign) {
	g := GoalRow{Key: key, Title: Val(title)}
	from := &Foreign{CRM: x.c.name, Owners: owners, Paths: map[string]string{"key": shown(x.path("id"))}, Values: map[string]string{"key": key}}
	value, _ := x.cell(ownerProp)
	x.place(from, "owner", ownerProp, value)
	if len(owners) == 0 {
		x.wrong(ownerProp, "", "crm.owner_missing")
		return g, from
	}
	g.Owner = Val(owners[0])
	return g, from
}

// place remembers which property fed one of our columns.
func (x *crmRow) place(from *Foreign, column, prop, value string) {
	from.Paths[column], from.Values[column] = shown(x.path(prop)), shown(value)
}

// span puts the days of a goal in, both included.
func (x *crmRow) span(g *GoalRow, from *Foreign, start, end period.Date) {
	g.StartOn, g.EndOn = Val(start), Val(end)
	x.place(from, "start_on", "start", start.String())
	x.place(from, "end_on", "end", end.String())
	if !x.bad && end < start {
		x.wrong("end", end.String(), "date.order", "from", start, "to", end)
	}
}

// target puts the number and what it counts in.
func (x *crmRow) target(g *GoalRow, from *Foreign, prop string, n measure.Maybe, metric, metricProp, counted string) {
	if !n.OK {
		x.missing(prop)
	}
	g.Target, g.Metric = Val(n), Val(metric)
	x.place(from, "target", prop, n.String())
	x.place(from, "metric", metricProp, counted)
}

// noteAt is a warning about a property, told once per file.
func (x *crmRow) noteAt(code, prop, value string, args ...any) {
	at := x.at
	at.Column, at.Value = shown(x.path(prop)), shown(value)
	x.note(code, at, args...)
}
