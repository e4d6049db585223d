package sheet

import (
	"html"
	"io"
	"strings"

	"cordee/internal/measure"
	"cordee/internal/period"
)

// Table is rows for people or for another program, which nobody reads back here: a payroll export, a statement. Name is that of
// its sheet.
type Table struct {
	Name   string
	Header []string
	Rows   [][]Cell
}

// Cell is one cell; it knows whether a spreadsheet may count with it.
type Cell struct{ out }

// Text is a cell that is read, Number one that is counted with, Figure a number that may be absent, Day a date.
func Text(s string) Cell           { return Cell{text(s)} }
func Number(a measure.Amount) Cell { return Cell{number(a)} }
func Figure(m measure.Maybe) Cell  { return Cell{maybe(m)} }
func Day(d period.Date) Cell {
	if d.IsZero() {
		return Cell{}
	}
	return Cell{date(d)}
}

func (t Table) grid() grid {
	return grid{header: t.Header, n: len(t.Rows), row: func(i int) []out {
		cells := make([]out, len(t.Header))
		for j := range min(len(cells), len(t.Rows[i])) {
			cells[j] = t.Rows[i][j].out
		}
		return cells
	}}
}

// CSV writes the table with a comma between cells. Cells that a spreadsheet could run are guarded.
func (t Table) CSV(w io.Writer) error { return writeLines(w, t.grid()) }

// WriteBook writes tables as the sheets of one workbook. Numbers and dates are cells of their kind.
func WriteBook(w io.Writer, tables ...Table) error {
	sheets := make([]named, len(tables))
	for i, t := range tables {
		sheets[i] = named{t.Name, t.grid()}
	}
	return writeBook(w, sheets)
}

// sheetName is a name as a workbook takes it: at most 31 characters, none of those it keeps for itself.
func sheetName(s string) string {
	r := []rune(strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\`, r) || controlRune(r) {
			return ' '
		}
		return r
	}, s))
	return html.EscapeString(strings.Trim(strings.TrimSpace(string(r[:min(len(r), 31)])), "'"))
}
