package sheet

import (
	"strconv"
	"strings"
	"unicode"

	"cordee/internal/fault"
	"cordee/internal/measure"
	"cordee/internal/period"
)

// Bounds on texts, in characters.
const (
	maxKey   = 128
	maxName  = 200
	maxTitle = 300
	maxValue = 2_000  // attributes, as the ledger takes them
	maxText  = 10_000 // reasons, filters
)

// row is one record seen through a plan. Its methods read one field each and note what is wrong with it, so that a decoder
// reads as the list of its columns and every problem of the row is told at once.
type row struct {
	r   *reader
	p   *plan
	rec record
	at  fault.Where
	bad bool

	failed map[string]bool // headers of cells already refused: one problem is enough for a cell
}

// cellOf is the text of a field without its guard and the spaces around; there is false when the file has no such column.
func (w *row) cellOf(field string) (text string, c column, there bool) {
	i, there := w.p.at[field]
	if !there {
		return "", column{field: field, header: field, index: -1}, false
	}
	c = w.p.columns[i]
	return w.value(c), c, true
}

// value reads a column and refuses what no cell of ours may hold.
func (w *row) value(c column) string {
	if c.made != nil {
		return c.made.value(w, c)
	}
	return w.raw(c)
}

// raw is the cell of a column as the file has it, clean.
func (w *row) raw(c column) string {
	if c.index >= len(w.rec.cells) {
		return ""
	}
	if code, trouble := w.rec.trouble[c.index]; trouble {
		w.refuse(c, w.rec.cells[c.index], fault.New(fault.Invalid, code))
		return ""
	}
	return w.clean(c, w.rec.cells[c.index])
}

// clean strips the guard and spaces of a cell and refuses control characters.
func (w *row) clean(c column, s string) string {
	s = strings.TrimSpace(unguarded(strings.TrimSpace(s)))
	if strings.IndexFunc(s, fault.HiddenRune) < 0 {
		return s
	}
	if strings.IndexFunc(s, fault.HiddenInText) >= 0 {
		w.refuse(c, strings.Map(dropControl, s), fault.New(fault.Invalid, "control_character"))
		return ""
	}
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
}

func controlRune(r rune) bool { return unicode.IsControl(r) }

// dropControl shows a character that nobody sees as a blank box's stand-in.
func dropControl(r rune) rune {
	if fault.HiddenRune(r) {
		return '␀'
	}
	return r
}

// refuse notes a problem with a cell.
func (w *row) refuse(c column, value string, e *fault.Error) {
	w.bad = true
	if w.failed[c.header] {
		return
	}
	if w.failed == nil {
		w.failed = map[string]bool{}
	}
	w.failed[c.header] = true
	at := w.at
	at.Column, at.Value = c.header, shown(value)
	e = e.At(at)
	if e.Args == nil {
		e.Args = map[string]any{}
	}
	if _, given := e.Args["value"]; !given {
		e.Args["value"] = at.Value
	}
	e.Args["column"] = at.Column
	if e.Field == "" {
		e = e.On(c.field)
	}
	w.r.found.add(e)
}

// text is free text of one line at most max characters long.
func (w *row) text(field string, max int) Opt[string] {
	s, c, there := w.cellOf(field)
	return Opt[string]{V: w.line(c, s, max), Set: there}
}

// line refuses a text that is too long, and a key that has line breaks; names lose theirs.
func (w *row) line(c column, s string, max int) string {
	if len(s) > max && len([]rune(s)) > max {
		code := "text.too_long"
		if max == maxKey {
			code = "key.too_long"
		}
		w.refuse(c, s, fault.New(fault.Invalid, code, "max", max))
		return ""
	}
	if max < maxValue && strings.IndexFunc(s, controlRune) >= 0 {
		if max == maxKey {
			w.refuse(c, strings.Map(dropControl, s), fault.New(fault.Invalid, "control_character"))
			return ""
		}
		s = strings.Join(strings.Fields(s), " ") // a name broken over two lines of its cell
	}
	return w.r.names.keep(s)
}

// key is a required key.
func (w *row) key(field string) string {
	s, c, _ := w.cellOf(field)
	if s == "" {
		w.refuse(c, "", fault.New(fault.Invalid, "key.missing"))
	}
	return w.line(c, s, maxKey)
}

// ref is an optional key of something else.
func (w *row) ref(field string) Opt[string] { return w.text(field, maxKey) }

// person is a key of a person, in the words of the plan when it recognises people otherwise.
func (w *row) person(field string) Opt[string] {
	o := w.ref(field)
	o.V = w.lookup(o.V)
	return o
}

func (w *row) lookup(key string) string {
	if word, rest, ok := strings.Cut(key, ":"); ok && fold(word) == "equipe" {
		return w.r.names.keep(teamPrefix + strings.TrimSpace(rest))
	}
	if w.p.lookup == "" || key == "" || strings.HasPrefix(key, teamPrefix) {
		return key
	}
	return w.r.names.keep(w.p.lookup + key)
}

// need refuses a field that is empty.
func (w *row) need(field string, empty bool) {
	if empty {
		_, c, _ := w.cellOf(field)
		w.refuse(c, "", fault.New(fault.Invalid, "value.missing"))
	}
}

// choice is one of a closed list.
func (w *row) choice(field string, of *choices) Opt[string] {
	s, c, there := w.cellOf(field)
	if s == "" {
		return Opt[string]{Set: there}
	}
	word, ok := of.find(s)
	if !ok {
		w.refuse(c, s, fault.New(fault.Invalid, "choice.unknown", "allowed", strings.Join(of.words, ", ")))
	}
	return Opt[string]{V: word, Set: there}
}

// date is a civil day; a time of day written with it is left out.
func (w *row) date(field string) Opt[period.Date] {
	s, c, there := w.cellOf(field)
	if s == "" {
		return Opt[period.Date]{Set: there}
	}
	d, err := w.parseDate(c, s)
	if err != nil {
		w.refuse(c, s, fault.All(err)[0])
	}
	if err == nil && c.made != nil {
		d = d.AddDays(c.made.days)
	}
	return Opt[period.Date]{V: d, Set: there}
}

func (w *row) parseDate(c column, s string) (period.Date, error) {
	if c.made != nil && c.made.date != nil {
		if d, err := period.ParseDate(s); err == nil { // a date cell of a workbook says itself what it is
			return d, nil
		}
		return c.made.date.parse(s)
	}
	return period.ParseLocalDate(withoutTime(s), w.r.opts.French)
}

// withoutTime cuts a time of day without a zone off a date: "2026-02-01 14:30:00". A zone stays, and is refused: which day it
// is then depends on where one stands.
func withoutTime(s string) string {
	at := strings.IndexAny(s, " T")
	if at != 10 || len(s) < 16 || len(s) > 26 || strings.Trim(s[11:], "0123456789:.") != "" {
		return s
	}
	return s[:at]
}

// amount is an optional number.
func (w *row) amount(field string) Opt[measure.Maybe] {
	s, c, there := w.cellOf(field)
	if s == "" {
		return Opt[measure.Maybe]{Set: there}
	}
	a, ok := w.parseAmount(c, s)
	return Opt[measure.Maybe]{V: measure.Maybe{Amount: a, OK: ok}, Set: there}
}

func (w *row) parseAmount(c column, s string) (measure.Amount, bool) {
	french := w.r.opts.French
	if c.made != nil && c.made.french != nil {
		french = *c.made.french
	}
	a, rounded, err := measure.ParseLocal(s, french)
	if err != nil {
		code := "number.invalid"
		if fault.Is(err, "amount.too_large") {
			code = "number.too_large"
		}
		w.refuse(c, s, fault.New(fault.Invalid, code))
		return 0, false
	}
	if rounded {
		at := w.at
		at.Column, at.Value = c.header, shown(s)
		w.p.rounded.note(at)
	}
	return a, true
}

// share is a part of one, 0 to 1 or 0 % to 100 %, in basis points; empty is what the column means without a word.
func (w *row) share(field string, empty measure.BP) Opt[measure.BP] {
	s, c, there := w.cellOf(field)
	switch {
	case !there:
		return Opt[measure.BP]{}
	case s == "":
		return Val(empty)
	}
	a, ok := w.parseAmount(c, s)
	if ok && (a < 0 || asBP(a, strings.Contains(s, "%")) > fullShare) {
		w.refuse(c, s, fault.New(fault.Invalid, "share.range"))
	}
	return Opt[measure.BP]{V: asBP(a, strings.Contains(s, "%")), Set: there}
}

// fullShare is the whole.
const fullShare measure.BP = 10_000

// flag is yes or no.
func (w *row) flag(field string) Opt[bool] {
	o := w.choice(field, yesNo)
	return Opt[bool]{V: o.V == "yes", Set: o.Set}
}

// version is an optional whole number from zero.
func (w *row) version(field string) (int64, bool) {
	s, c, _ := w.cellOf(field)
	if s == "" {
		return 0, false
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n < 0 {
		w.refuse(c, s, fault.New(fault.Invalid, "version.invalid"))
		return 0, false
	}
	return n, true
}

// attrs are the columns without a meaning of their own, empty ones left out.
func (w *row) attrs() map[string]string {
	names, values := w.r.scratch[:0], w.r.scratchValues[:0]
	for _, i := range w.p.attrs {
		c := w.p.columns[i]
		s := w.value(c)
		if s != "" {
			s = w.line(c, s, maxValue)
		}
		if s != "" {
			names, values = append(names, c.attr), append(values, s)
		}
	}
	w.r.scratch, w.r.scratchValues = names, values
	w.r.attrs += len(names)
	if len(names) == 0 {
		return nil
	}
	m := make(map[string]string, len(names)) // no larger than needed: there may be hundreds of thousands of them
	for i, name := range names {
		m[name] = values[i]
	}
	return m
}
