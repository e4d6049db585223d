package sheet

import (
	"slices"
	"strings"

	"cordee/internal/fault"
)

// bindAll makes the plans of a leaf from its mappings; nil when one of them cannot be followed.
func (r *reader) bindAll(l *leaf, header record, views []Mapping) []*plan {
	var plans []*plan
	ok := true
	for _, v := range views {
		b := &binder{r: r, m: v, names: cleanHeaders(header.cells), at: l.at(header.row), ok: true}
		p := b.plan()
		ok = ok && b.ok
		plans = append(plans, p)
	}
	if !ok {
		return nil
	}
	return plans
}

// binder makes one plan out of one mapping and the header that it meets.
type binder struct {
	r     *reader
	m     Mapping
	names []string
	at    fault.Where
	ok    bool
}

func (b *binder) refuse(column string, e *fault.Error) {
	at := b.at
	at.Column = shown(column)
	b.r.found.add(e.At(at))
	b.ok = false
}

func (b *binder) plan() *plan {
	t := tableOf(b.m.Table)
	if t == nil {
		b.refuse("", mappingFault("mapping.table", "table", shown(string(b.m.Table))))
		return nil
	}
	for _, name := range b.m.absent(b.names, nil) {
		b.refuse(name, mappingFault("mapping.column_missing", "column", shown(name)))
	}
	p := &plan{table: t, at: map[string]int{}, source: b.m.Source, lookup: lookupPrefix[b.m.People]}
	if p.source == "" {
		p.source = defaultSource
	}
	if b.m.Distinct {
		p.once = map[string]bool{}
	}
	for _, f := range t.fields {
		b.field(p, f)
	}
	b.attributes(p)
	p.filter = b.filter()
	return p
}

// field adds one field of the table: mapped, constant, or not at all.
func (b *binder) field(p *plan, f field) {
	c, mapped := b.m.Columns.Of[f.name]
	text, constant := b.m.Constants[f.name]
	switch {
	case mapped:
		made := b.recipe(c)
		header := made.header(b.names)
		b.add(p, column{field: f.name, header: shown(header), index: -1, made: made})
	case constant:
		b.add(p, column{field: f.name, header: f.name, index: -1, made: &recipe{parts: []part{{literal: text, column: -1}}}})
	case f.must:
		b.refuse(f.name, mappingFault("mapping.field_missing", "field", f.name, "table", string(p.table.kind)))
	}
}

func (b *binder) add(p *plan, c column) {
	if e := p.add(c); e != nil {
		b.refuse(c.header, e)
	}
}

// attributes adds the columns that become attributes: those that are named, or all that have no other use.
func (b *binder) attributes(p *plan) {
	taken := map[string]string{}
	add := func(name string, made *recipe, header string) {
		if e := checkAttribute(taken, name, header); e != nil {
			b.refuse(header, e)
			return
		}
		b.add(p, column{attr: name, header: shown(header), index: -1, made: made})
	}
	for _, a := range b.m.Columns.Attributes {
		if a.Name != "*" {
			made := b.recipe(a.Column)
			add(a.Name, made, made.header(b.names))
			continue
		}
		used := b.m.named()
		for i, h := range b.names {
			if h != "" && indexOf(used, h) < 0 && taken[attributeName(h)] == "" {
				add(attributeName(h), &recipe{parts: []part{{column: i}}}, h)
			}
		}
	}
	for _, name := range slices.Sorted(keysOf(b.m.Constants)) {
		if p.table.field(fold(name)) == "" && p.table.open {
			add(attributeName(name), &recipe{parts: []part{{literal: b.m.Constants[name], column: -1}}}, name)
		}
	}
}

// recipe is how a value is made from a row.
type recipe struct {
	parts    []part
	fallback string
	values   map[string]string // what stands there, folded -> what it means; nil takes it as it is
	date     *datePattern
	french   *bool
	days     int
}

// part is a piece of a value: a cell, or a text of the mapping.
type part struct {
	literal string
	column  int // of the file; -1 for the literal
}

func (b *binder) recipe(c Column) *recipe {
	m := &recipe{fallback: c.Default, days: c.AddDays, values: foldKeys(c.Values)}
	if c.Column != "" {
		m.parts = []part{{column: indexOf(b.names, c.Column)}}
		if m.values == nil {
			m.values = foldKeys(b.meanings(c.Column))
		}
	}
	for _, p := range templateParts(c.Template) {
		if p.column == "" {
			m.parts = append(m.parts, part{literal: p.literal, column: -1})
		} else {
			m.parts = append(m.parts, part{column: indexOf(b.names, p.column)})
		}
	}
	for _, format := range []string{b.m.NumberFormat, b.m.DateFormat, c.Format} {
		if french, ok := numberFormat(format); ok {
			m.french = &french
		} else if d, ok := parseDatePattern(format); ok {
			m.date = d
		}
	}
	return m
}

// meanings are the values of a column, found by its name as people mean it.
func (b *binder) meanings(name string) map[string]string {
	for column, meanings := range b.m.Values {
		if fold(column) == fold(name) {
			return meanings
		}
	}
	return nil
}

func foldKeys(values map[string]string) map[string]string {
	if values == nil {
		return nil
	}
	folded := make(map[string]string, len(values))
	for k, v := range values {
		folded[valueKey(k)] = v
	}
	return folded
}

// anyOther stands in values for everything that is not named.
const anyOther = "*"

// valueKey makes values comparable: case and spaces around do not count, accents and signs do.
func valueKey(s string) string { return strings.ToLower(strings.TrimSpace(s)) }

// header names the columns that a value comes from, for reports.
func (m *recipe) header(names []string) string {
	var from []string
	for _, p := range m.parts {
		if p.column >= 0 && p.column < len(names) {
			from = append(from, names[p.column])
		}
	}
	return strings.Join(from, " + ")
}

// value makes the value of a row: the pieces, then what they mean, then the default. A template none of whose columns holds
// anything is empty.
func (m *recipe) value(w *row, c column) string {
	var text strings.Builder
	empty := true
	for _, p := range m.parts {
		if p.column < 0 {
			text.WriteString(p.literal)
			continue
		}
		piece := w.raw(column{field: c.field, header: c.header, index: p.column})
		empty = empty && piece == ""
		text.WriteString(piece)
	}
	s := text.String()
	if empty && m.fromCells() {
		return m.fallback
	}
	if m.values == nil {
		return s
	}
	if meaning, ok := m.values[valueKey(s)]; ok {
		return meaning
	}
	if meaning, ok := m.values[anyOther]; ok {
		return meaning
	}
	w.refuse(c, s, mappingFault("mapping.value_unknown"))
	return ""
}

func (m *recipe) fromCells() bool {
	for _, p := range m.parts {
		if p.column >= 0 {
			return true
		}
	}
	return false
}
