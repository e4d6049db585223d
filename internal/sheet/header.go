package sheet

import (
	"io"
	"strings"
)

// maxAbove is how many rows a title and its friends may take above the header.
const maxAbove = 10

// firstRow is the first row with content: the header.
func firstRow(l *leaf) (record, error) {
	for {
		rec, err := l.next()
		if err != nil || !rec.blank() {
			return rec, err
		}
	}
}

// header finds the row of names: the first row, or the first of the next few that fits when the first does not. Exports like to
// put a title above. It says how many rows with content stand above; a file that fits nowhere keeps its first row.
func (r *reader) header(l *leaf, views []Mapping) (header record, above int, err error) {
	first, err := firstRow(l)
	if err != nil || first.problem != nil || len(first.cells) > maxColumns {
		return first, 0, err
	}
	first.cells = ownCells(first.cells)
	for rec := first; ; above++ {
		if r.fits(l, cleanHeaders(rec.cells), views) {
			return rec, above, nil
		}
		if above == maxAbove {
			return first, 0, nil
		}
		rec, err = firstRow(l)
		if err != nil || rec.problem != nil || len(rec.cells) > maxColumns {
			return first, 0, nil // what comes first is told first
		}
		rec.cells = ownCells(rec.cells)
	}
}

// fits tells whether these names are a header that can be read.
func (r *reader) fits(l *leaf, names []string, views []Mapping) bool {
	for _, v := range views {
		if len(v.absent(names, r.joinedNames(v))) == 0 {
			return true
		}
	}
	t := r.tableFor(l, names)
	return t != nil && len(t.missing(names)) == 0 || r.opts.Kind == "" && crmOf(names) != nil
}

// tableFor is the table that the caller, the name of the sheet or file, or the columns say; nil for none.
func (r *reader) tableFor(l *leaf, names []string) *table {
	if t := tableOf(r.opts.Kind); t != nil {
		return t
	}
	if l.sheet != "" {
		if t := recognise(l.sheet, names); t != nil {
			return t
		}
	}
	return recognise(l.file, names)
}

// ownCells copies a header, without the empty columns at its end.
func ownCells(cells []string) []string {
	last := len(cells)
	for last > 0 && strings.TrimSpace(cells[last-1]) == "" {
		last--
	}
	own := make([]string, last)
	for i := range own {
		own[i] = strings.Clone(cells[i])
	}
	return own
}

// likelyHeader is the first row with more than one cell filled in, of the first few: what a person would call the header.
func likelyHeader(l *leaf) (record, error) {
	first, err := firstRow(l)
	if err != nil || first.problem != nil {
		return first, err
	}
	first.cells = ownCells(first.cells)
	for rec, n := first, 0; ; n++ {
		if filled(rec.cells) > 1 {
			return rec, nil
		}
		if n == maxAbove {
			return first, nil
		}
		rec, err = firstRow(l)
		if err == io.EOF || err == nil && rec.problem != nil {
			return first, nil
		}
		if err != nil {
			return rec, err
		}
		rec.cells = ownCells(rec.cells)
	}
}

func filled(cells []string) int {
	n := 0
	for _, c := range cells {
		if strings.TrimSpace(c) != "" {
			n++
		}
	}
	return n
}
