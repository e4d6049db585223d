package sheet

import (
	"io"
	"slices"
	"strings"

	"cordee/internal/fault"
)

// Foreign is where a goal comes from when its file is the export of a CRM: what that CRM calls things, for matching and for reports.
type Foreign struct {
	CRM    string            // as people know it: "HubSpot"
	Paths  map[string]string // our column -> their property or column
	Values map[string]string // our column -> what stood there
	// Owners are the ways to find who the goal is for, tried in this order: person:external:…, person:email:…, person:KEY,
	// person:name:…, team:KEY, team:name:…, or CompanyOwner.
	Owners []string
}

// CompanyOwner is the owner of a goal of the whole company, whatever its key.
const CompanyOwner = "team:*"

// crm is one CRM whose exports of goals we know: by the API's JSON or as a table.
type crm struct {
	name  string              // as people know it
	key   string              // starts the keys of its goals and metrics
	marks [][]string          // folded columns; a file with all of one set is an export of this CRM
	props map[string][]string // our word -> the columns that hold it, as the CRM writes them, best first
	goals func(*crmRow)       // one record to goals
	done  func(*crmFile)      // what can only be told after the last record; may be nil
}

// crms are all we know. Their decoders refer back to it, hence a function.
func crms() []*crm { return []*crm{hubspot, pipedrive, dynamics, salesforce} }

// crmOf finds the CRM whose export has these columns, nil for none.
func crmOf(names []string) *crm {
	have := make(map[string]bool, len(names))
	for _, n := range names {
		if n != "" {
			have[fold(n)] = true
		}
	}
	for _, c := range crms() {
		for _, set := range c.marks {
			if !slices.ContainsFunc(set, func(name string) bool { return !have[name] }) {
				return c
			}
		}
	}
	return nil
}

// crm is the export that a table is, nil when it is none or when somebody said otherwise how to read it.
func (r *reader) crm(l *leaf, header record, views []Mapping) *crmFile {
	if r.opts.Kind != "" {
		return nil
	}
	names := cleanHeaders(header.cells)
	c := crmOf(names)
	if c == nil || r.mapped(l, &header, views) != nil {
		return nil
	}
	f := &crmFile{r: r, l: l, c: c, header: names, cols: map[string]int{}, notes: map[string]*crmNote{}, left: map[string]bool{}}
	folded := make([]string, len(names))
	for i, n := range names {
		folded[i] = fold(n)
	}
	for prop, columns := range c.props {
		for _, column := range columns {
			if i := slices.Index(folded, fold(column)); i >= 0 {
				f.cols[prop] = i
				break
			}
		}
	}
	return f
}

// crmFile is one export while it is read.
type crmFile struct {
	r      *reader
	l      *leaf
	c      *crm
	header []string
	cols   map[string]int // our word -> column

	rows, refused int
	rounded       roundings
	notes         map[string]*crmNote // warnings told once per file, by code
	order         []string            // of the notes
	left          map[string]bool     // keys of goals that were left out
	slices        []crmSlice
	quotas        []crmQuota
	first         int // goals of the batch before this file
}

// crmNote is a warning told once per file: how often, and where first.
type crmNote struct {
	n     int
	first fault.Where
	args  []any
}

func (f *crmFile) note(code string, at fault.Where, args ...any) {
	n := f.notes[code]
	if n == nil {
		n = &crmNote{first: at, args: args}
		f.notes[code] = n
		f.order = append(f.order, code)
	}
	n.n++
}

// read decodes all records, then what only the whole of them tells.
func (f *crmFile) read(rows *int) {
	f.first = len(f.r.batch.Goals)
	for {
		rec, err := f.l.next()
		if err == io.EOF {
			break
		}
		if err != nil {
			f.r.refuse(err)
			break
		}
		if rec.blank() {
			continue
		}
		*rows++
		if f.r.rows++; *rows > f.r.lim.Rows || len(f.r.batch.Goals)-f.first > f.r.lim.Rows {
			f.r.found.end(fault.New(fault.TooLarge, "import.too_many_rows", "max", f.r.lim.Rows).At(f.l.at(rec.row)))
			break
		}
		f.record(rec)
	}
	if f.c.done != nil {
		f.c.done(f)
	}
	f.orphans()
	f.finish()
}

func (f *crmFile) record(rec record) {
	if e := width(f.l, rec, len(f.header)); e != nil {
		f.r.found.add(e)
		f.rows++
		f.refused++
		return
	}
	x := &crmRow{crmFile: f, rec: rec, at: f.l.at(rec.row)}
	f.c.goals(x)
	if x.bad {
		f.rows++
		f.refused++
	}
}

// orphans lets go of parents that were left out on purpose: a goal need not go because the one above it was thrown away.
func (f *crmFile) orphans() {
	for i := f.first; i < len(f.r.batch.Goals); i++ {
		if g := &f.r.batch.Goals[i]; g.Parent.Set && f.left[g.Parent.V] {
			at := g.At
			at.Column = f.r.batch.Foreign[g.Key].Paths["parent"]
			g.Parent = Opt[string]{}
			f.note("crm.parent_left", at)
		}
	}
}

func (f *crmFile) finish() {
	f.r.count(FileCount{File: f.l.file, Sheet: f.l.sheet, Kind: Goals, Rows: f.rows, Rejected: f.refused})
	for _, code := range f.order {
		n := f.notes[code]
		f.r.warn(fault.New(fault.Invalid, code, append([]any{"n", n.n, "crm", f.c.name}, n.args...)...).At(n.first))
	}
	if f.rounded.n > 0 {
		f.r.warn(fault.New(fault.Invalid, "decimals.rounded", "n", f.rounded.n).At(f.rounded.first))
	}
	if f.l.end != nil {
		f.r.batch.Warnings = append(f.r.batch.Warnings, f.l.end()...)
	}
}

// keep takes a goal into the batch, unless its key is there already.
func (f *crmFile) keep(x *crmRow, g GoalRow, from *Foreign) {
	if x.bad {
		return
	}
	g.At, g.Origin = x.at, Val("assigned")
	id := string(Goals) + "\x00" + g.Key
	if first, twice := f.r.keys[id]; twice {
		x.wrong("id", g.Key, "key.duplicate", "row", first.Row, "file", first.File)
		return
	}
	f.r.keys[id] = x.at
	if f.r.batch.Foreign == nil {
		f.r.batch.Foreign = map[string]*Foreign{}
	}
	f.r.batch.Foreign[g.Key] = from
	f.r.batch.Goals = append(f.r.batch.Goals, g)
	f.rows++
}

// leave leaves a record out because its CRM has thrown it away.
func (x *crmRow) leave(key string) {
	x.left[key] = true
	x.note("crm.left_out", x.at)
}

// crmKey is a text as keys of metrics and parts of keys are written: small letters, digits and low lines.
func crmKey(parts ...string) string {
	s := fold(strings.Join(parts, " "))
	for len(s) > maxKey/2 {
		_, n := lastRune(s)
		s = s[:len(s)-n]
	}
	return s
}
