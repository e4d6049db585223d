package sheet

import (
	"io"
	"strings"

	"cordee/internal/fault"
)

// maxPreview bounds how many rows a preview shows.
const maxPreview = 1_000

// Preview is a first look at a file: its columns and its first n rows as they are, of the sheet that the mapping of the
// options names, else of the first that is not empty. A file that cannot be opened is refused as Read would.
func Preview(f File, o Options, n int) (columns []string, rows [][]string, err error) {
	b, err := open(f, o.Limits.orDefault(), o.French, nil)
	if err != nil {
		return nil, nil, err
	}
	wanted := ""
	if o.Mapping != nil {
		wanted = o.Mapping.Sheet
	}
	for _, l := range b.leaves {
		if wanted != "" && fold(l.sheet) != fold(wanted) {
			continue
		}
		header, err := likelyHeader(l)
		if err == io.EOF {
			continue
		}
		if err == nil && header.problem != nil {
			err = header.problem
		}
		if err == nil && len(header.cells) > maxColumns {
			err = fault.New(fault.TooLarge, "import.too_many_columns", "max", maxColumns).At(l.at(header.row))
		}
		if err != nil {
			return nil, nil, err
		}
		columns = cleanHeaders(header.cells)
		rows, err = previewRows(l, len(columns), min(n, maxPreview))
		return columns, rows, err
	}
	return nil, nil, fault.New(fault.Invalid, "import.empty_file").At(fault.Where{File: baseName(f.Name)})
}

// previewRows reads up to n rows; one that cannot be read is left out, Read will tell.
func previewRows(l *leaf, width, n int) ([][]string, error) {
	var rows [][]string
	for len(rows) < n {
		rec, err := l.next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return rows, err
		}
		if rec.blank() || rec.problem != nil {
			continue
		}
		row := make([]string, width)
		for i := range min(width, len(rec.cells)) {
			row[i] = strings.TrimSpace(unguarded(strings.TrimSpace(rec.cells[i])))
		}
		rows = append(rows, row)
	}
	return rows, nil
}
