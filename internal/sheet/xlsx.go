package sheet

import (
	"encoding/xml"
	"errors"
	"path"
	"strconv"
	"strings"

	"cordee/internal/fault"
)

// The workbook reader is our own, above archive/zip and encoding/xml, because it must do what the library that writes our
// workbooks cannot: tell a date from a number while streaming, keep to a fixed amount of memory, and use no temporary files.

// Bounds on what a workbook may hold besides its rows.
const (
	maxSheets      = 200
	maxStyles      = 65_536
	maxStringBytes = 96 << 20
	maxStrings     = 2_000_000
	maxCells       = 10_000_000 // of one workbook
	maxSheetRows   = 1_048_576  // what a spreadsheet can show
	maxSheetCols   = 16_384
)

// workbook is what the sheets of one file share.
type workbook struct {
	name    string
	pack    *pack
	lim     Limits
	base    string // the folder of the workbook part
	date904 bool
	texts   texts
	styles  []style
	cells   int // read so far
	read    int64
	tell    func(int64)
}

type sheetRef struct{ name, target string }

// openWorkbook prepares the sheets of an .xlsx in their order.
func openWorkbook(name string, f File, lim Limits, tell func(int64)) (*book, error) {
	at := fault.Where{File: name}
	p, refusal := openPack(f, lim)
	if refusal != nil {
		return nil, refusal.At(at)
	}
	w := &workbook{name: name, pack: p, lim: lim}
	if tell != nil && p.bytes > 0 { // progress is told in bytes of the file, the work is in unpacked ones
		w.tell = func(n int64) { tell(int64(float64(w.read+n) / float64(p.bytes) * float64(f.Size))) }
	}
	sheets, err := w.prepare()
	if err != nil {
		return nil, w.refusal(err).At(at)
	}
	b := &book{}
	for _, s := range sheets {
		rows := &sheetRows{w: w, sheet: s}
		b.leaves = append(b.leaves, &leaf{file: name, sheet: s.name, among: len(sheets) > 1, next: rows.next, read: rows.progress, end: rows.warnings})
	}
	return b, nil
}

// prepare reads everything but the rows.
func (w *workbook) prepare() ([]sheetRef, error) {
	main := "xl/workbook.xml"
	err := w.each("_rels/.rels", func(e xml.StartElement) error {
		if e.Name.Local == "Relationship" && strings.HasSuffix(attr(e, "Type"), "/officeDocument") {
			main = strings.TrimPrefix(attr(e, "Target"), "/")
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if w.pack.parts[partName(main)] == nil {
		return nil, errXML
	}
	w.base = path.Dir(main)
	sheets, err := w.sheetList(main)
	if err != nil {
		return nil, err
	}
	if err := w.readStyles(); err != nil {
		return nil, err
	}
	return sheets, w.readStrings()
}

func (w *workbook) sheetList(main string) ([]sheetRef, error) {
	type rel struct{ target, kind string }
	rels := map[string]rel{}
	err := w.each(path.Join(w.base, "_rels", path.Base(main)+".rels"), func(e xml.StartElement) error {
		if e.Name.Local == "Relationship" && len(rels) < maxParts {
			rels[attr(e, "Id")] = rel{attr(e, "Target"), attr(e, "Type")}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	var sheets []sheetRef
	err = w.each(main, func(e xml.StartElement) error {
		switch e.Name.Local {
		case "workbookPr":
			w.date904 = truth(attr(e, "date1904"))
		case "sheet":
			r := rels[attrSpaced(e, "id")]
			if !strings.HasSuffix(r.kind, "/worksheet") {
				return nil // a chart or a dialog
			}
			if len(sheets) == maxSheets {
				return errXML
			}
			sheets = append(sheets, sheetRef{shown(strings.Map(dropControl, attr(e, "name"))), w.resolve(r.target)})
		}
		return nil
	})
	if err == nil && len(sheets) == 0 {
		err = errXML
	}
	return sheets, err
}

func truth(s string) bool { return s == "1" || strings.EqualFold(s, "true") }

// resolve makes a target of the workbook's relations a path in the zip.
func (w *workbook) resolve(target string) string {
	if strings.HasPrefix(target, "/") {
		return target[1:]
	}
	return path.Join(w.base, target)
}

// each reads one whole part; a missing one is empty.
func (w *workbook) each(part string, fn func(xml.StartElement) error) error {
	x, err := w.pack.open(part, w.lim, w.tell)
	if err != nil || x == nil {
		return err
	}
	defer func() { w.read += x.guard.total }()
	return x.each(fn)
}

// readStrings loads the texts that cells refer to by number.
func (w *workbook) readStrings() error {
	x, err := w.pack.open(path.Join(w.base, "sharedStrings.xml"), w.lim, w.tell)
	if err != nil || x == nil {
		return err
	}
	defer x.close()
	defer func() { w.read += x.guard.total }()
	var text textRun
	for {
		t, err := x.next()
		if errors.Is(err, errEOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.StartElement:
			if t.Name.Local == "si" {
				text.clear()
			}
			text.start(t.Name.Local)
		case xml.CharData:
			text.add(t)
		case xml.EndElement:
			text.end(t.Name.Local)
			if t.Name.Local != "si" {
				continue
			}
			if text.tooLong(w.lim.RecordBytes) {
				return errTooLong
			}
			if w.texts.bytes > maxStringBytes || w.texts.n == maxStrings {
				return errTooManyCells
			}
			w.texts.add(text.String())
			w.pack.effort.useful++
		}
	}
}

// refusal words an error of reading.
func (w *workbook) refusal(err error) *fault.Error {
	switch {
	case errors.Is(err, errTooLong), errors.Is(err, errTooWide):
		return tooLong(err, w.lim.RecordBytes)
	case errors.Is(err, errTooManyCells):
		return fault.New(fault.TooLarge, "import.too_many_cells", "max", maxCells)
	}
	return fault.New(fault.Invalid, "import.not_xlsx").Because(err)
}

var errTooManyCells = errors.New("more cells than a workbook of ours may hold")

// columnOf reads the letters of a cell's address, "AB12" -> 27; ok is false for anything that is no address.
func columnOf(address string) (col int, ok bool) {
	i := 0
	for ; i < len(address) && address[i] >= 'A' && address[i] <= 'Z'; i++ {
		if col = col*26 + int(address[i]-'A') + 1; col > maxSheetCols {
			return 0, false
		}
	}
	if i == 0 || i == len(address) {
		return 0, false
	}
	_, err := strconv.ParseUint(address[i:], 10, 32)
	return col - 1, err == nil
}
