package sheet

import (
	"io"
	"slices"
	"strings"

	"cordee/internal/fault"
)

// Read turns files into rows. Everything that is wrong with them comes back at once as a fault.List, each problem with its
// file, sheet, row, column and value; the batch then holds the rows that are right, for further checks, never for writing.
func Read(files []File, o Options) (Batch, error) {
	r := newReader(files, o)
	if len(files) > maxFiles {
		r.found.end(fault.New(fault.TooLarge, "import.too_many_files", "max", maxFiles))
		return r.batch, r.found.err()
	}
	if len(files) == 0 {
		r.found.add(fault.New(fault.Invalid, "import.no_file"))
	}
	views := r.views()
	r.loadJoins(files, views)
	for _, f := range files {
		r.file(f, views)
		r.done += f.Size
	}
	if x := r.batch.Broken; x != nil && x.empty() {
		r.batch.Broken = nil
	}
	return r.batch, r.found.err()
}

// reader is one call of Read.
type reader struct {
	undecided []*table // what the columns of the last table nobody knew could all be
	opts      Options
	lim       Limits
	found     problems
	batch     Batch
	names     interner
	keys      map[string]fault.Where // kind and key -> where it was first
	rows      int                    // of all files
	attrs     int                    // attribute cells of all files
	joins     map[string]*joined     // what completes other files
	done      int64
	total     int64

	scratch, scratchValues []string // of the attributes of one row
}

func newReader(files []File, o Options) *reader {
	r := &reader{opts: o, lim: o.Limits.orDefault(), names: interner{}, keys: map[string]fault.Where{}, joins: map[string]*joined{}}
	for _, f := range files {
		r.total += max(f.Size, 0)
	}
	return r
}

// tell passes on progress within the current file.
func (r *reader) tell() func(int64) {
	if r.opts.Progress == nil {
		return nil
	}
	return func(n int64) { r.opts.Progress(min(r.done+n, r.total), r.total) }
}

// file reads all tables of one file.
func (r *reader) file(f File, views []Mapping) {
	name := baseName(f.Name)
	mine := viewsOf(name, views)
	if len(mine) == 0 && joinTarget(name, views) {
		return // it only completes another file
	}
	b, err := open(f, r.lim, r.opts.French, r.tell())
	if err != nil {
		r.refuse(err)
		return
	}
	known, rows := 0, 0
	r.undecided = nil
	var skipped fault.List
	for _, l := range b.leaves {
		ok := r.leaf(l, mine, &rows, &skipped)
		if ok {
			known++
		}
	}
	switch {
	case known > 0:
		r.batch.Warnings = append(r.batch.Warnings, skipped...)
	case len(skipped) > 0 && r.undecided != nil:
		var kinds []string
		for _, t := range r.undecided {
			kinds = append(kinds, string(t.kind))
		}
		r.found.add(fault.New(fault.Invalid, "import.several_tables", "tables", strings.Join(kinds, ", "), "example", kinds[0]+".csv").At(*skipped[0].Where))
	case len(skipped) > 0:
		r.found.add(fault.New(fault.Invalid, "import.unknown_table").At(*skipped[0].Where))
	default:
		r.found.add(fault.New(fault.Invalid, "import.empty_file").At(fault.Where{File: name}))
	}
}

func (r *reader) refuse(err error) {
	for _, e := range fault.All(err) {
		r.found.end(e)
	}
}

// leaf reads one table of cells. It says whether the table was recognised, also when it is then refused; an empty one is not,
// one that means nothing to us is added to skipped.
func (r *reader) leaf(l *leaf, views []Mapping, rows *int, skipped *fault.List) bool {
	header, above, err := r.header(l, views)
	switch {
	case err == io.EOF:
		return false
	case err != nil:
		r.refuse(err)
		return true
	case header.problem != nil:
		r.found.add(header.problem)
		return true
	case len(header.cells) > maxColumns:
		r.found.end(fault.New(fault.TooLarge, "import.too_many_columns", "max", maxColumns).At(l.at(header.row)))
		return true
	}
	if c := r.crm(l, header, views); c != nil {
		c.read(rows)
		return true
	}
	plans, ok := r.plans(l, &header, views, skipped)
	if !ok {
		return false
	}
	if above > 0 {
		r.warn(fault.New(fault.Invalid, "import.rows_above", "n", above).At(l.at(header.row)))
	}
	if len(plans) > 0 {
		r.read(l, header, plans, rows)
	}
	return true
}

// plans decides how the rows of a leaf are read. No plans and ok means that the table was recognised and refused.
func (r *reader) plans(l *leaf, header *record, views []Mapping, skipped *fault.List) ([]*plan, bool) {
	at := l.at(header.row)
	if mapped := r.mapped(l, header, views); mapped != nil {
		r.joinAll(l, header, mapped)
		return r.bindAll(l, *header, mapped), true
	}
	t := r.tableFor(l, cleanHeaders(header.cells))
	if t == nil {
		at.Value = shown(strings.Join(header.cells, " | "))
		*skipped = append(*skipped, fault.New(fault.Invalid, "import.sheet_skipped", "columns", at.Value).At(at))
		if names := cleanHeaders(header.cells); len(columnTables(names)) > 1 && columnTables(names)[0].known(names) == len(names) {
			r.undecided = columnTables(names)
		}
		return nil, false
	}
	p, ok := directPlan(t, *header, at, &r.found, &r.batch.Warnings)
	if !ok {
		return nil, true
	}
	return []*plan{p}, true
}

// read decodes all rows of a leaf by its plans.
func (r *reader) read(l *leaf, header record, plans []*plan, rows *int) {
	strays := strayColumns{header: header.cells}
	for {
		rec, err := l.next()
		if err == io.EOF {
			break
		}
		if err != nil {
			r.refuse(err)
			break
		}
		if rec.blank() {
			continue
		}
		*rows++
		if r.rows++; *rows > r.lim.Rows || r.rows > 2*r.lim.Rows {
			r.found.end(fault.New(fault.TooLarge, "import.too_many_rows", "max", r.lim.Rows).At(l.at(rec.row)))
			break
		}
		if e := width(l, rec, len(header.cells)); e != nil {
			r.found.add(e)
			plans[0].rows++
			plans[0].refused++
			continue
		}
		strays.look(rec)
		for _, p := range plans {
			r.decode(l, rec, p)
		}
		r.makeRoom(l, *rows)
		if r.attrs > maxAttrs {
			r.found.end(fault.New(fault.TooLarge, "import.too_many_cells", "max", maxAttrs).At(l.at(rec.row)))
			break
		}
	}
	r.finish(l, plans, strays)
}

// roomAfter is how many rows tell how long the others are.
const roomAfter = 1_000

// makeRoom estimates how many results a file still holds and makes room for them at once: growing step by step would hold the
// old and the new room at the same time.
func (r *reader) makeRoom(l *leaf, rows int) {
	if rows != roomAfter || l.read == nil {
		return
	}
	if read, size := l.read(); read > 0 && size > read {
		more := int64(len(r.batch.Results)) * (size - read) / read
		r.batch.Results = slices.Grow(r.batch.Results, int(min(more+more/50, int64(r.lim.Rows))))
	}
}

// width refuses a record that could not be read, or whose cells do not stand under the header.
func width(l *leaf, rec record, want int) *fault.Error {
	if rec.problem != nil {
		return rec.problem
	}
	have := len(rec.cells)
	for have > want && strings.TrimSpace(rec.cells[have-1]) == "" {
		have--
	}
	if have > want || (l.exact && have < want) {
		at := l.at(rec.row)
		at.Value = shown(strings.Join(rec.cells, " | "))
		return fault.New(fault.Invalid, "import.row_width", "want", want, "have", have).At(at)
	}
	return nil
}

// decode reads a record by one plan, unless the plan leaves it out.
func (r *reader) decode(l *leaf, rec record, p *plan) {
	if p.filter.skips(rec) {
		return
	}
	w := &row{r: r, p: p, rec: rec, at: l.at(rec.row)}
	if p.once != nil && w.seen() {
		return
	}
	p.rows++
	w.decode()
	if w.bad {
		p.refused++
	}
}

// seen tells, and remembers, whether a row with the same values came before.
func (w *row) seen() bool {
	values := make([]string, len(w.p.columns))
	for i, c := range w.p.columns {
		values[i] = w.value(c)
	}
	all := strings.Join(values, "\x00")
	if w.p.once[all] {
		return true
	}
	w.p.once[all] = true
	return false
}

// finish counts the rows and tells what is worth knowing about the whole table.
func (r *reader) finish(l *leaf, plans []*plan, strays strayColumns) {
	for _, p := range plans {
		r.count(FileCount{File: l.file, Sheet: l.sheet, Kind: p.table.kind, Rows: p.rows, Rejected: p.refused, Header: p.headers()})
		if e := p.filter.warning(fault.Where{File: l.file, Sheet: l.sheet}); e != nil {
			r.warn(e)
		}
		if p.rounded.n > 0 {
			r.warn(fault.New(fault.Invalid, "decimals.rounded", "n", p.rounded.n).At(p.rounded.first))
		}
	}
	if strays.found {
		at := l.at(strays.row)
		at.Value = shown(strays.value)
		r.warn(fault.New(fault.Invalid, "column.unnamed", "value", at.Value).At(at))
	}
	if l.end != nil {
		r.batch.Warnings = append(r.batch.Warnings, l.end()...)
	}
}

// count adds rows to those of the same table of the same file: a mapping may fill one table in several goes.
func (r *reader) count(c FileCount) {
	for i, f := range r.batch.Files {
		if f.File == c.File && f.Sheet == c.Sheet && f.Kind == c.Kind {
			r.batch.Files[i].Rows += c.Rows
			r.batch.Files[i].Rejected += c.Rejected
			return
		}
	}
	r.batch.Files = append(r.batch.Files, c)
}

func (r *reader) warn(e *fault.Error) { r.batch.Warnings = append(r.batch.Warnings, e) }

// strayColumns notices values that stand under no name at all.
type strayColumns struct {
	header []string
	found  bool
	row    int
	value  string
}

func (s *strayColumns) look(rec record) {
	for i, name := range s.header {
		if name == "" && !s.found && i < len(rec.cells) && strings.TrimSpace(rec.cells[i]) != "" {
			s.found, s.row, s.value = true, rec.row, rec.cells[i]
		}
	}
}
