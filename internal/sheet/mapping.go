package sheet

import (
	"path"
	"strings"
)

// Mapping says how to read somebody else's columns: which column feeds which field, which values mean what, which rows to
// leave out and how people are recognised. docs/formats-mapping.md shows it whole.
type Mapping struct {
	Table        Kind                         `yaml:"table,omitempty"`
	File         string                       `yaml:"file,omitempty"`  // pattern of the files it is for; empty for all
	Sheet        string                       `yaml:"sheet,omitempty"` // the sheet of a workbook; empty for all that have the columns
	Source       string                       `yaml:"source,omitempty"`
	Columns      Fields                       `yaml:"columns,omitempty"`
	Constants    map[string]string            `yaml:"constants,omitempty"`
	Values       map[string]map[string]string `yaml:"values,omitempty"` // column -> what stands there -> what it means; "*" for all else
	Only         []Condition                  `yaml:"only,omitempty"`
	Skip         []Condition                  `yaml:"skip,omitempty"`
	SkipEmpty    []string                     `yaml:"skip_empty,omitempty"`
	People       string                       `yaml:"people,omitempty"` // key, name, email, external_id
	NumberFormat string                       `yaml:"number_format,omitempty"`
	DateFormat   string                       `yaml:"date_format,omitempty"`
	Distinct     bool                         `yaml:"distinct,omitempty"` // rows that give the same values count once
	Join         *Join                        `yaml:"join,omitempty"`
	Tables       []Mapping                    `yaml:"tables,omitempty"` // several tables from one file; what stands above counts for all
}

// Condition is true for a row whose column holds one of the values.
type Condition struct {
	Column string   `yaml:"column"`
	Values []string `yaml:"values,flow"`
}

// Join completes each row with columns of another file of the same import.
type Join struct {
	File    string   `yaml:"file"`
	On      string   `yaml:"on"`              // the column that both files share
	Their   string   `yaml:"their,omitempty"` // its name in the other file, when it differs
	Columns []string `yaml:"columns,flow"`    // what to take from there
}

// Fields are the columns of a mapping.
type Fields struct {
	Of         map[string]Column // field -> where it comes from
	Attributes []Attribute
}

// Attribute is a column that becomes an attribute. The name "*" stands for every column that has no other use.
type Attribute struct {
	Name   string
	Column Column
}

// Column says where a value comes from: a column, or a template like "{order_id}-{line}", and what to do with it.
type Column struct {
	Column   string            `yaml:"column,omitempty"`
	Template string            `yaml:"template,omitempty"`
	Default  string            `yaml:"default,omitempty"` // for an empty value
	Format   string            `yaml:"format,omitempty"`  // of a date or a number, as date_format and number_format
	AddDays  int               `yaml:"add_days,omitempty"`
	Values   map[string]string `yaml:"values,omitempty"`
}

// views are the single-table mappings of the options, each complete with what stands above it.
func (r *reader) views() []Mapping {
	if r.opts.Mapping == nil {
		return nil
	}
	return r.opts.Mapping.flat()
}

func (m Mapping) flat() []Mapping {
	if len(m.Tables) == 0 {
		return []Mapping{m}
	}
	var all []Mapping
	for _, t := range m.Tables {
		t.inherit(m)
		all = append(all, t.flat()...)
	}
	return all
}

// inherit takes over what stands above tables.
func (m *Mapping) inherit(from Mapping) {
	for _, p := range []struct{ to, from *string }{
		{&m.File, &from.File}, {&m.Sheet, &from.Sheet}, {&m.Source, &from.Source}, {&m.People, &from.People},
		{&m.NumberFormat, &from.NumberFormat}, {&m.DateFormat, &from.DateFormat},
	} {
		if *p.to == "" {
			*p.to = *p.from
		}
	}
	if m.Join == nil {
		m.Join = from.Join
	}
	values := map[string]map[string]string{}
	for _, of := range []map[string]map[string]string{from.Values, m.Values} {
		for column, meanings := range of {
			values[column] = meanings
		}
	}
	m.Values = values
	m.Only = append(append([]Condition{}, from.Only...), m.Only...)
	m.Skip = append(append([]Condition{}, from.Skip...), m.Skip...)
	m.SkipEmpty = append(append([]string{}, from.SkipEmpty...), m.SkipEmpty...)
}

// viewsOf are the mappings meant for a file: those whose pattern names it, and those for all files.
func viewsOf(file string, views []Mapping) []Mapping {
	var mine []Mapping
	named := false
	for _, v := range views {
		if v.File != "" && matches(v.File, file) {
			named = true
		}
	}
	for _, v := range views {
		if (v.File != "" && matches(v.File, file)) || (v.File == "" && !named && !joinTarget(file, views)) {
			mine = append(mine, v)
		}
	}
	return mine
}

func joinTarget(file string, views []Mapping) bool {
	for _, v := range views {
		if v.Join != nil && matches(v.Join.File, file) {
			return true
		}
	}
	return false
}

// matches tells whether a file's name fits a pattern such as "opportunities*.csv", whatever the case.
func matches(pattern, file string) bool {
	ok, err := path.Match(strings.ToLower(pattern), strings.ToLower(file))
	return err == nil && ok
}

// mapped are the mappings that apply to a leaf, nil when it is to be read as one of our own tables: because no mapping is
// meant for it, or because it has not the mapped columns and is a table of ours, or one sheet of several.
func (r *reader) mapped(l *leaf, header *record, views []Mapping) []Mapping {
	var mine []Mapping
	for _, v := range views {
		if v.Sheet == "" || fold(v.Sheet) == fold(l.sheet) {
			mine = append(mine, v)
		}
	}
	if len(mine) == 0 {
		return nil
	}
	names := cleanHeaders(header.cells)
	for _, v := range mine {
		if (v.File != "" && !l.among) || len(v.absent(names, r.joinedNames(v))) == 0 {
			return mine
		}
	}
	if l.among || columnTable(names) != nil {
		return nil
	}
	return mine
}

// absent lists the columns that the mapping names and the file has not.
func (m Mapping) absent(headers, joined []string) []string {
	var miss []string
	for _, name := range m.named() {
		if indexOf(headers, name) < 0 && indexOf(joined, name) < 0 {
			miss = append(miss, name)
		}
	}
	return miss
}

// named lists the columns of the file that the mapping refers to, each once.
func (m Mapping) named() []string {
	var names []string
	seen := map[string]bool{"": true, "*": true}
	add := func(name string) {
		if !seen[fold(name)] && name != "*" {
			seen[fold(name)] = true
			names = append(names, name)
		}
	}
	for _, field := range m.Columns.order() {
		m.Columns.Of[field].each(add)
	}
	for _, a := range m.Columns.Attributes {
		a.Column.each(add)
	}
	for _, c := range append(append([]Condition{}, m.Only...), m.Skip...) {
		add(c.Column)
	}
	for _, c := range m.SkipEmpty {
		add(c)
	}
	if m.Join != nil {
		add(m.Join.On)
	}
	return names
}

// each calls fn for every column that the value is made of.
func (c Column) each(fn func(string)) {
	if c.Column != "" {
		fn(c.Column)
	}
	for _, p := range templateParts(c.Template) {
		if p.column != "" {
			fn(p.column)
		}
	}
}

// indexOf finds a column by its name to the letter, else as people mean it; -1 when it is not there.
func indexOf(headers []string, name string) int {
	for i, h := range headers {
		if h == name {
			return i
		}
	}
	folded := fold(name)
	for i, h := range headers {
		if folded != "" && fold(h) == folded {
			return i
		}
	}
	return -1
}
