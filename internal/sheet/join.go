package sheet

import (
	"io"
	"iter"
	"maps"
	"strings"

	"cordee/internal/fault"
)

func keysOf[V any](m map[string]V) iter.Seq[string] { return maps.Keys(m) }

func mappingFault(code string, args ...any) *fault.Error {
	return fault.New(fault.Invalid, code, args...)
}

// joined is what one file adds to the rows of another: the wanted columns by key.
type joined struct {
	columns []string
	rows    map[string][]string
}

func (j Join) id() string {
	return strings.Join(append([]string{j.File, j.On, j.Their}, j.Columns...), "\x00")
}

func (j Join) their() string {
	if j.Their != "" {
		return j.Their
	}
	return j.On
}

// loadJoins reads the files that complete others, before those are read.
func (r *reader) loadJoins(files []File, views []Mapping) {
	for _, v := range views {
		if v.Join == nil || r.joins[v.Join.id()] != nil {
			continue
		}
		r.joins[v.Join.id()] = &joined{columns: v.Join.Columns, rows: map[string][]string{}}
		found := false
		for _, f := range files {
			if matches(v.Join.File, baseName(f.Name)) {
				found = true
				r.loadJoin(f, *v.Join)
			}
		}
		if !found {
			r.found.add(mappingFault("mapping.join_file", "file", shown(v.Join.File)))
		}
	}
}

// loadJoin reads one file into its joined.
func (r *reader) loadJoin(f File, j Join) {
	b, err := open(f, r.lim, r.opts.French, nil)
	if err != nil {
		r.refuse(err)
		return
	}
	for _, l := range b.leaves {
		header, err := firstRow(l)
		if err == io.EOF {
			continue
		}
		if err == nil && header.problem != nil {
			err = header.problem
		}
		if err != nil {
			r.refuse(err)
			return
		}
		r.loadRows(l, header.row, cleanHeaders(header.cells), j)
		return
	}
	r.found.add(fault.New(fault.Invalid, "import.empty_file").At(fault.Where{File: baseName(f.Name)}))
}

func (r *reader) loadRows(l *leaf, headerRow int, names []string, j Join) {
	key := indexOf(names, j.their())
	from := make([]int, len(j.Columns))
	fine := key >= 0
	for i, c := range j.Columns {
		from[i] = indexOf(names, c)
		fine = fine && from[i] >= 0
	}
	if !fine {
		at := l.at(headerRow)
		for _, c := range append([]string{j.their()}, j.Columns...) {
			if at.Column = shown(c); indexOf(names, c) < 0 {
				r.found.add(mappingFault("mapping.column_missing", "column", at.Column).At(at))
			}
		}
		return
	}
	to := r.joins[j.id()]
	for n := 1; ; n++ {
		rec, err := l.next()
		if err == io.EOF {
			return
		}
		if err == nil && n > r.lim.Rows {
			err = fault.New(fault.TooLarge, "import.too_many_rows", "max", r.lim.Rows).At(l.at(rec.row))
		}
		if err != nil {
			r.refuse(err)
			return
		}
		r.loadRow(l, rec, key, from, to)
	}
}

func (r *reader) loadRow(l *leaf, rec record, key int, from []int, to *joined) {
	if rec.blank() {
		return
	}
	if rec.problem != nil {
		r.found.add(rec.problem)
		return
	}
	cell := func(i int) string {
		if i >= len(rec.cells) {
			return ""
		}
		return r.names.keep(rec.cells[i])
	}
	id := joinKey(cell(key))
	if _, twice := to.rows[id]; twice {
		at := l.at(rec.row)
		at.Value = shown(id)
		r.found.add(mappingFault("mapping.join_twice", "value", at.Value).At(at))
		return
	}
	values := make([]string, len(from))
	for i, c := range from {
		values[i] = cell(c)
	}
	to.rows[id] = values
}

func joinKey(s string) string { return strings.TrimSpace(unguarded(strings.TrimSpace(s))) }

// joinedNames are the columns that a mapping gets from elsewhere.
func (r *reader) joinedNames(m Mapping) []string {
	if m.Join == nil {
		return nil
	}
	return m.Join.Columns
}

// joinAll puts the columns of other files behind those of a leaf.
func (r *reader) joinAll(l *leaf, header *record, views []Mapping) {
	done := map[string]bool{}
	for _, v := range views {
		if v.Join == nil || done[v.Join.id()] {
			continue
		}
		done[v.Join.id()] = true
		r.joinTo(l, header, *v.Join, r.joins[v.Join.id()])
	}
}

func (r *reader) joinTo(l *leaf, header *record, j Join, with *joined) {
	width := len(header.cells)
	on := indexOf(cleanHeaders(header.cells), j.On)
	header.cells = append(header.cells, with.columns...)
	next := l.next
	l.next = func() (record, error) {
		rec, err := next()
		if err != nil || rec.problem != nil || rec.blank() {
			return rec, err
		}
		for len(rec.cells) > width && strings.TrimSpace(rec.cells[len(rec.cells)-1]) == "" {
			rec.cells = rec.cells[:len(rec.cells)-1]
		}
		if len(rec.cells) > width || (l.exact && len(rec.cells) < width) {
			return rec, nil // refused for its width by whoever reads it
		}
		key := ""
		if on >= 0 && on < len(rec.cells) {
			key = joinKey(rec.cells[on])
		}
		values, found := with.rows[key]
		if !found {
			at := l.at(rec.row)
			at.Column, at.Value = shown(j.On), shown(key)
			rec.problem = mappingFault("mapping.join_missing", "value", at.Value, "file", shown(j.File)).At(at)
			return rec, nil
		}
		cells := make([]string, width, width+len(values))
		copy(cells, rec.cells)
		rec.cells = append(cells, values...)
		return rec, nil
	}
}
