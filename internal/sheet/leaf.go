package sheet

import (
	"io"
	"path"
	"strings"

	"cordee/internal/fault"
)

// record is one row as the file has it. Cells are valid until the next one is read.
type record struct {
	row     int
	cells   []string
	trouble map[int]string // columns that have no value to speak of, and the code that says why
	problem *fault.Error   // the row could not be read, but the next one can
	kinds   []cellKind     // what each cell was in JSON; nil for a table
}

// blank tells a row without any content.
func (r record) blank() bool {
	for _, c := range r.cells {
		if strings.TrimSpace(c) != "" {
			return false
		}
	}
	return len(r.trouble) == 0 && r.problem == nil
}

// leaf is one table of cells: a CSV file or one sheet of a workbook.
type leaf struct {
	file, sheet string
	among       bool                      // one of several sheets: a mapping need not be meant for it
	exact       bool                      // every row has as many cells as the header (CSV); a workbook leaves out empty ends
	next        func() (record, error)    // io.EOF at the end; any other error ends the leaf
	read        func() (read, size int64) // how much of the leaf is read, in bytes; may be nil
	end         func() fault.List         // warnings known only after the last row; may be nil
}

func (l *leaf) at(row int) fault.Where { return fault.Where{File: l.file, Sheet: l.sheet, Row: row} }

// book is one opened file.
type book struct {
	leaves []*leaf
}

// open looks at the first bytes and decides what the file is; its name is not to be trusted.
func open(f File, lim Limits, french bool, tell func(read int64)) (*book, error) {
	name := baseName(f.Name)
	at := fault.Where{File: name}
	switch {
	case f.Size > lim.FileBytes:
		return nil, fault.New(fault.TooLarge, "import.file_too_large", "max", lim.FileBytes>>20).At(at)
	case f.Size <= 0 || f.Data == nil:
		return nil, fault.New(fault.Invalid, "import.empty_file").At(at)
	}
	data := io.NewSectionReader(f.Data, 0, f.Size)
	head := make([]byte, min(f.Size, sampleBytes))
	if _, err := io.ReadFull(data, head); err != nil {
		return nil, fault.New(fault.Invalid, "import.unreadable").At(at).Because(err)
	}
	switch {
	case strings.HasPrefix(string(head), "PK"):
		return openWorkbook(name, f, lim, tell)
	case strings.HasPrefix(string(head), "\xd0\xcf\x11\xe0"), strings.EqualFold(path.Ext(name), ".xlsx"):
		return nil, fault.New(fault.Invalid, "import.not_xlsx").At(at)
	}
	if jsonLike(head) {
		l, err := openJSON(name, f, head, lim, tell)
		if err != nil {
			return nil, err
		}
		return &book{leaves: []*leaf{l}}, nil
	}
	l, err := openCSV(name, f, head, lim, french, tell)
	if err != nil {
		return nil, err
	}
	return &book{leaves: []*leaf{l}}, nil
}

// baseName is the last part of a path in either notation, without what could upset a report.
func baseName(name string) string {
	name = path.Base(strings.ReplaceAll(name, "\\", "/"))
	return shown(strings.ToValidUTF8(strings.Map(dropControl, name), "�"))
}
