package sheet

import (
	"encoding/xml"
	"io"
	"strconv"
	"strings"

	"cordee/internal/fault"
)

// errEOF is io.EOF under a name that errors.Is reads well with.
var errEOF = io.EOF

// sheetRows streams the rows of one sheet.
type sheetRows struct {
	w      *workbook
	sheet  sheetRef
	x      *xmlStream
	row    int
	seen   int // row elements, blank ones included
	rec    record
	merged []string
	err    error
}

// next is the next row that the sheet stores.
func (s *sheetRows) next() (record, error) {
	if s.err == nil {
		s.err = s.advance()
	}
	if s.err == nil {
		return s.rec, nil
	}
	if s.x != nil {
		s.x.close()
		s.w.read += s.x.guard.total
		s.x = nil
	}
	if s.err == io.EOF {
		return record{}, io.EOF
	}
	return record{}, s.w.refusal(s.err).At(fault.Where{File: s.w.name, Sheet: s.sheet.name, Row: s.row + 1})
}

// progress is how much of the sheet is read, unpacked.
func (s *sheetRows) progress() (read, size int64) {
	part := s.w.pack.parts[partName(s.sheet.target)]
	if s.x == nil || part == nil {
		return 0, 0
	}
	return s.x.guard.total, int64(part.UncompressedSize64)
}

func (s *sheetRows) advance() error {
	if s.x == nil {
		x, err := s.w.pack.open(s.sheet.target, s.w.lim, s.w.tell)
		if err != nil {
			return err
		}
		if x == nil {
			return errXML
		}
		s.x = x
	}
	for {
		t, err := s.x.next()
		if err != nil {
			return err
		}
		e, ok := t.(xml.StartElement)
		switch {
		case ok && e.Name.Local == "row":
			return s.readRow(e)
		case ok && e.Name.Local == "mergeCell" && len(s.merged) < 3:
			s.merged = append(s.merged, shown(attr(e, "ref")))
		}
	}
}

func (s *sheetRows) readRow(e xml.StartElement) error {
	s.row++
	if n, err := strconv.Atoi(attr(e, "r")); err == nil && n > 0 {
		if s.row = n; n > maxSheetRows {
			return errXML
		}
	}
	if s.seen++; s.seen > maxSheetRows {
		return errTooManyCells
	}
	s.rec = record{row: s.row, cells: s.rec.cells[:0]}
	col, size := 0, int64(0)
	for {
		t, err := s.x.next()
		if err != nil {
			return unexpectedEnd(err)
		}
		switch t := t.(type) {
		case xml.EndElement:
			if t.Name.Local == "row" {
				return nil
			}
		case xml.StartElement:
			if t.Name.Local != "c" {
				continue
			}
			c, err := s.readCell(t)
			if err != nil {
				return err
			}
			if address := attr(t, "r"); address != "" {
				at, ok := columnOf(address)
				if !ok {
					return errXML
				}
				col = at
			}
			if size += int64(len(c.text)); size > s.w.lim.RecordBytes {
				return errTooLong
			}
			if err := s.put(col, c); err != nil {
				return err
			}
			col++
		}
	}
}

// put places a cell; empty ones only move on.
func (s *sheetRows) put(col int, c cell) error {
	if s.w.cells++; s.w.cells > maxCells {
		return errTooManyCells
	}
	if c.text == "" && c.trouble == "" {
		return nil
	}
	s.w.pack.effort.useful++
	if col >= maxColumns {
		return errTooWide
	}
	for len(s.rec.cells) <= col {
		s.rec.cells = append(s.rec.cells, "")
	}
	s.rec.cells[col] = c.text
	if c.trouble != "" {
		if s.rec.trouble == nil {
			s.rec.trouble = map[int]string{}
		}
		s.rec.trouble[col] = c.trouble
	}
	return nil
}

// cell is what a cell shows, or why it shows nothing of use.
type cell struct{ text, trouble string }

// readCell reads up to the end of a cell: its stored value v, or its inline text.
func (s *sheetRows) readCell(c xml.StartElement) (cell, error) {
	var value strings.Builder
	var inline textRun
	inValue, formula := false, false
	for {
		t, err := s.x.next()
		if err != nil {
			return cell{}, unexpectedEnd(err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			inValue = t.Name.Local == "v"
			formula = formula || t.Name.Local == "f"
			inline.start(t.Name.Local)
		case xml.CharData:
			if inValue {
				value.Write(t)
			}
			inline.add(t)
			if int64(value.Len()) > s.w.lim.RecordBytes || inline.tooLong(s.w.lim.RecordBytes) {
				return cell{}, errTooLong
			}
		case xml.EndElement:
			inValue = false
			inline.end(t.Name.Local)
			if t.Name.Local == "c" {
				return s.w.cell(attr(c, "t"), attr(c, "s"), value.String(), inline.String(), formula)
			}
		}
	}
}

func unexpectedEnd(err error) error {
	if err == io.EOF {
		return errXML
	}
	return err
}

// warnings tells merged cells, known only at the end: all but the first of them read as empty.
func (s *sheetRows) warnings() fault.List {
	if len(s.merged) == 0 {
		return nil
	}
	at := fault.Where{File: s.w.name, Sheet: s.sheet.name, Value: strings.Join(s.merged, ", ")}
	return fault.List{fault.New(fault.Invalid, "import.merged_cells", "cells", at.Value).At(at)}
}

// textRun gathers the text of a string item: plain, or in runs of different looks; pronunciation aids are left out.
type textRun struct {
	b       strings.Builder
	inText  bool
	skipped int // depth within phonetic runs
}

func (t *textRun) clear() { t.b.Reset(); t.inText, t.skipped = false, 0 }

func (t *textRun) start(name string) {
	switch name {
	case "rPh":
		t.skipped++
	case "t":
		t.inText = t.skipped == 0
	}
}

func (t *textRun) add(s []byte) {
	if t.inText {
		t.b.Write(s)
	}
}

func (t *textRun) end(name string) {
	switch name {
	case "rPh":
		t.skipped = max(t.skipped-1, 0)
	case "t":
		t.inText = false
	}
}

func (t *textRun) tooLong(limit int64) bool { return int64(t.b.Len()) > limit }

// String is the text without the escapes that spreadsheets use for characters XML cannot hold.
func (t *textRun) String() string { return unescapeX(t.b.String()) }

// unescapeX turns _x000D_ into the character it stands for. An underscore that only looks like one is stored as _x005F_.
func unescapeX(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if len(s)-i >= 7 && s[i] == '_' && s[i+1] == 'x' && s[i+6] == '_' {
			if n, err := strconv.ParseUint(s[i+2:i+6], 16, 16); err == nil {
				b.WriteRune(rune(n))
				i += 6
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}
