package sheet

import (
	"strings"

	"cordee/internal/fault"
	"cordee/internal/measure"
)

// column is where one field of a table comes from.
type column struct {
	field  string // "" for an attribute
	attr   string
	header string  // as the file has it, for reports
	index  int     // of the cell; -1 when the value is made by a mapping
	made   *recipe // how a mapping makes the value; nil for the cell as it is
}

// plan is how the rows of one leaf become rows of one table.
type plan struct {
	table   *table
	columns []column
	at      map[string]int // field -> columns
	attrs   []int          // columns that are attributes, in their order
	source  string         // of results without one
	lookup  string         // prefix of people recognised otherwise than by key: "name:", "email:", "external:"
	filter  rowFilter
	once    map[string]bool // rows already seen, when only distinct ones count; nil otherwise
	rows    int
	refused int // of these
	rounded roundings
}

// roundings counts numbers that had more decimals than we keep, told once per file and table.
type roundings struct {
	n     int
	first fault.Where
}

func (r *roundings) note(at fault.Where) {
	if r.n == 0 {
		r.first = at
	}
	r.n++
}

// add puts a column into the plan; a second one for the same field is refused.
func (p *plan) add(c column) *fault.Error {
	if c.field == "" {
		p.attrs = append(p.attrs, len(p.columns))
		p.columns = append(p.columns, c)
		return nil
	}
	if i, twice := p.at[c.field]; twice {
		return fault.New(fault.Invalid, "import.duplicate_column", "first", p.columns[i].header, "second", c.header)
	}
	p.at[c.field] = len(p.columns)
	p.columns = append(p.columns, c)
	return nil
}

// directPlan reads a header in our own format.
func directPlan(t *table, header record, at fault.Where, found *problems, warnings *fault.List) (*plan, bool) {
	p := &plan{table: t, at: map[string]int{}, source: defaultSource}
	names := cleanHeaders(header.cells)
	ok := true
	attrs := map[string]string{}
	for i, name := range names {
		if name == "" {
			continue
		}
		at := at
		at.Column = shown(name)
		c := column{field: t.field(fold(name)), header: at.Column, index: i}
		if strings.HasPrefix(name, attrPrefix) {
			c.field = ""
		}
		if c.field == "" && !t.open {
			*warnings = append(*warnings, fault.New(fault.Invalid, "column.unknown", "column", at.Column, "table", string(t.kind)).At(at))
			continue
		}
		if c.field == "" {
			c.attr = attributeName(name)
			if e := checkAttribute(attrs, c.attr, at.Column); e != nil {
				found.add(e.At(at))
				ok = false
				continue
			}
		}
		if e := p.add(c); e != nil {
			found.add(e.At(at))
			ok = false
		}
	}
	for _, field := range t.missing(names) {
		at := at
		at.Column = field
		found.add(fault.New(fault.Invalid, "import.missing_column", "column", field, "table", string(t.kind)).At(at))
		ok = false
	}
	return p, ok
}

// checkAttribute refuses an attribute's name that is empty, too long or taken already.
func checkAttribute(taken map[string]string, name, header string) *fault.Error {
	if first, twice := taken[name]; twice {
		return fault.New(fault.Invalid, "import.duplicate_column", "first", first, "second", header)
	}
	taken[name] = header
	if name == "" || len([]rune(name)) > maxKey || strings.IndexFunc(name, controlRune) >= 0 {
		return fault.New(fault.Invalid, "column.bad_name", "column", header, "max", maxKey)
	}
	return nil
}

// cleanHeaders are the names of a header row without spaces around and without our own guard.
func cleanHeaders(cells []string) []string {
	names := make([]string, len(cells))
	for i, c := range cells {
		names[i] = strings.TrimSpace(unguarded(strings.TrimSpace(c)))
	}
	return names
}

// defaultSource is where results come from when nobody says.
const defaultSource = "import"

// interner keeps one copy of texts that come again and again: kinds, products, people.
type interner map[string]string

const maxInterned = 50_000

func (n interner) keep(s string) string {
	if s == "" {
		return ""
	}
	if known, ok := n[s]; ok {
		return known
	}
	s = strings.Clone(s)
	if len(n) < maxInterned && len(s) <= 64 {
		n[s] = s
	}
	return s
}

// asBP turns a share of one (0.8) or a percentage (80 %) into basis points.
func asBP(a measure.Amount, isPercent bool) measure.BP {
	if isPercent {
		return measure.BP(a / 100)
	}
	return measure.BP(a)
}

// headers is what the file calls each field.
func (p *plan) headers() map[string]string {
	names := make(map[string]string, len(p.at))
	for field, i := range p.at {
		names[field] = p.columns[i].header
	}
	return names
}
