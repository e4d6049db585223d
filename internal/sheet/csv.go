package sheet

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"cordee/internal/fault"
)

// sampleBytes is how much of a file decides its encoding and its delimiter.
const sampleBytes = 64 << 10

const byteOrderMark = "\xef\xbb\xbf"

// openCSV prepares to read delimited text whose first bytes are head.
func openCSV(name string, f File, head []byte, lim Limits, french bool, tell func(int64)) (*leaf, error) {
	at := fault.Where{File: name}
	if enc := wrongEncoding(head, int64(len(head)) == f.Size); enc != "" {
		return nil, notUTF8(enc).At(at)
	}
	skip, text := 0, string(head)
	if strings.HasPrefix(text, byteOrderMark) {
		skip, text = len(byteOrderMark), text[len(byteOrderMark):]
	}
	if strings.TrimSpace(text) == "" && int64(len(head)) == f.Size {
		return nil, fault.New(fault.Invalid, "import.empty_file").At(at)
	}
	oldMac := !strings.Contains(text, "\n") && strings.Contains(text, "\r")
	if oldMac {
		text = strings.ReplaceAll(text, "\r", "\n")
	}
	comma, declared := declaredDelimiter(text)
	if declared == 0 {
		comma = guessDelimiter(text, french)
	}
	var src io.Reader = bufio.NewReaderSize(io.NewSectionReader(f.Data, int64(skip+declared), f.Size-int64(skip+declared)), sampleBytes)
	if oldMac {
		src = lineFeeds{src}
	}
	guard := &fuse{r: src, limit: lim.RecordBytes, mark: byte(comma), tell: tell}
	r := csv.NewReader(guard)
	r.Comma, r.FieldsPerRecord, r.ReuseRecord = comma, -1, true
	c := &csvRows{name: name, r: r, guard: guard, limit: lim.RecordBytes, line: 1}
	if declared > 0 {
		c.row = 1 // the spreadsheet that wrote "sep=;" shows it as its first row
	}
	return &leaf{file: name, exact: true, next: c.next, read: func() (int64, int64) { return guard.total, f.Size }}, nil
}

// csvRows reads record after record and keeps count of rows as a spreadsheet numbers them: a line break within quotes stays in
// its row, an empty line is a row.
type csvRows struct {
	name  string
	r     *csv.Reader
	guard *fuse
	limit int64
	row   int // of the last record
	line  int // of the next record if no empty line comes before
}

func (c *csvRows) next() (record, error) {
	cells, err := c.r.Read()
	c.guard.reset()
	if err == io.EOF && c.guard.err == nil {
		return record{}, io.EOF
	}
	at := fault.Where{File: c.name, Row: c.row + 1}
	if c.guard.err != nil {
		return record{}, tooLong(c.guard.err, c.limit).At(at)
	}
	var quote *csv.ParseError
	if errors.As(err, &quote) {
		c.advance(quote.StartLine, quote.Line)
		at.Row = c.row
		return record{row: c.row, problem: fault.New(fault.Invalid, "import.bad_quote").At(at)}, nil
	}
	if err != nil {
		return record{}, fault.New(fault.Invalid, "import.unreadable").At(at).Because(err)
	}
	start, _ := c.r.FieldPos(0)
	breaks, size := 0, int64(0)
	for _, cell := range cells {
		breaks += strings.Count(cell, "\n")
		size += int64(len(cell)) + 1
	}
	c.advance(start, start+breaks)
	at.Row = c.row
	if size > c.limit {
		return record{}, tooLong(errTooLong, c.limit).At(at)
	}
	for _, cell := range cells {
		if !utf8.ValidString(cell) {
			return record{}, notUTF8("Windows-1252").At(at)
		}
	}
	return record{row: c.row, cells: cells}, nil
}

// advance moves on to a record that stands from one line to another, both included.
func (c *csvRows) advance(from, last int) {
	c.row += 1 + from - c.line
	c.line = last + 1
}

func tooLong(err error, limit int64) *fault.Error {
	if errors.Is(err, errTooWide) {
		return fault.New(fault.TooLarge, "import.too_many_columns", "max", maxColumns)
	}
	return fault.New(fault.TooLarge, "import.record_too_long", "max", max(limit>>10, 1))
}

func notUTF8(encoding string) *fault.Error {
	return fault.New(fault.Invalid, "import.encoding", "encoding", encoding)
}

// wrongEncoding names the encoding of a sample that is not UTF-8, "" when it may well be. A sample that is not the whole file
// may end within a character.
func wrongEncoding(sample []byte, whole bool) string {
	for _, mark := range []struct{ bytes, name string }{
		{"\xff\xfe\x00\x00", "UTF-32"}, {"\x00\x00\xfe\xff", "UTF-32"}, {"\xff\xfe", "UTF-16"}, {"\xfe\xff", "UTF-16"},
	} {
		if bytes.HasPrefix(sample, []byte(mark.bytes)) {
			return mark.name
		}
	}
	if bytes.Count(sample, []byte{0})*4 > len(sample) { // every second byte of western text is zero
		return "UTF-16"
	}
	if !whole {
		for cut := 0; cut < utf8.UTFMax && len(sample) > 0 && !utf8.Valid(sample); cut++ {
			sample = sample[:len(sample)-1]
		}
	}
	if !utf8.Valid(sample) {
		return "Windows-1252"
	}
	return ""
}

// declaredDelimiter reads the line "sep=;" that some spreadsheets put first, and its length with the line break.
func declaredDelimiter(text string) (rune, int) {
	line, _, found := strings.Cut(text, "\n")
	bare := strings.Trim(line, "\"\r")
	if !found || len(bare) != 5 || !strings.EqualFold(bare[:4], "sep=") || !strings.ContainsAny(bare[4:], ",;\t") {
		return 0, 0
	}
	return rune(bare[4]), len(line) + 1
}

// noDelimiter parts a header that has a single column from nothing: a comma below it belongs to a text.
const noDelimiter = '\x1f'

// guessDelimiter takes the delimiter under which one of the first rows has most names that we know, then most columns.
func guessDelimiter(text string, french bool) rune {
	order := []rune{',', ';', '\t'}
	if french {
		order = []rune{';', ',', '\t'}
	}
	first, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	if !strings.ContainsAny(first, ",;\t") && knownName(fold(shown(first))) {
		return noDelimiter
	}
	best, bestScore := rune(noDelimiter), 0
	for _, comma := range order {
		r := csv.NewReader(strings.NewReader(text))
		r.Comma, r.FieldsPerRecord, r.LazyQuotes, r.ReuseRecord = comma, -1, true, true
		for range maxAbove + 1 {
			cells, err := r.Read()
			if err != nil {
				break
			}
			if score := headerScore(cells); score > bestScore {
				best, bestScore = comma, score
			}
		}
	}
	return best
}

// headerScore tells how much a row looks like names of columns; a single cell says nothing about delimiters.
func headerScore(cells []string) int {
	if len(cells) == 1 {
		return 0
	}
	score := min(len(cells), maxColumns)
	for _, c := range cells[:score] {
		if knownName(fold(shown(c))) {
			score += maxColumns
		}
	}
	return score
}

func knownName(folded string) bool {
	for i := range tables {
		if tables[i].field(folded) != "" {
			return true
		}
	}
	return false
}

// lineFeeds turns the line ends of old Mac files into ours.
type lineFeeds struct{ r io.Reader }

func (l lineFeeds) Read(p []byte) (int, error) {
	n, err := l.r.Read(p)
	for i, b := range p[:n] {
		if b == '\r' {
			p[i] = '\n'
		}
	}
	return n, err
}
