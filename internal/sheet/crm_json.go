package sheet

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"cordee/internal/fault"
)

// cellKind is what a value was in JSON. A table only has anyText.
type cellKind byte

const (
	absent cellKind = iota
	anyText
	jsonText
	jsonNumber
	jsonFlag
	nothing // null
	jsonList
	jsonObject
)

// Bounds on JSON that no honest export meets.
const (
	maxObjects  = 8  // objects within a record
	maxEnvelope = 3  // objects around the records
	maxNest     = 64 // lists and objects within a list that we only show
)

// jsonLike tells a file that starts as a JSON object or a list of objects does.
func jsonLike(head []byte) bool {
	s := bytes.TrimLeft(bytes.TrimPrefix(head, []byte(byteOrderMark)), " \t\r\n")
	if len(s) == 0 || s[0] != '{' && s[0] != '[' {
		return false
	}
	rest := bytes.TrimLeft(s[1:], " \t\r\n")
	if len(rest) == 0 {
		return false
	}
	if s[0] == '{' {
		return rest[0] == '"' || rest[0] == '}'
	}
	return rest[0] == '{' || rest[0] == ']'
}

// openJSON looks through a JSON file for its records and turns them into one table whose columns are the paths of their properties.
// The file is gone through once for the columns and read again record by record, so that it never has to fit in memory.
func openJSON(name string, f File, head []byte, lim Limits, tell func(int64)) (*leaf, error) {
	at := fault.Where{File: name}
	if enc := wrongEncoding(head, int64(len(head)) == f.Size); enc != "" {
		return nil, notUTF8(enc).At(at)
	}
	skip := int64(0)
	if bytes.HasPrefix(head, []byte(byteOrderMark)) {
		skip = int64(len(byteOrderMark))
	}
	guard := &fuse{r: io.NewSectionReader(f.Data, skip, f.Size-skip), limit: lim.RecordBytes, tell: tell}
	j := &jsonFile{name: name, f: f, lim: lim, skip: skip, guard: guard, dec: json.NewDecoder(guard), at: map[string]int{}}
	j.dec.UseNumber()
	if err := j.scan(); err != nil {
		return nil, err
	}
	if len(j.spans) == 0 {
		return nil, fault.New(fault.Invalid, "crm.no_records").At(at)
	}
	if e := j.refusal(); e != nil {
		return nil, e.At(at)
	}
	return &leaf{file: name, next: j.next, end: j.end}, nil
}

// refusals are how the APIs say no: a single record with these properties and nothing of a goal.
var refusals = []struct{ marks, message string }{
	{"success error", "error"}, {"status message correlationId", "message"}, {"status message category", "message"}, {"error.code error.message", "error.message"},
	{"errorCode message", "message"},
}

// refusal tells an answer in which the CRM refused to give anything: it was saved in place of the goals.
func (j *jsonFile) refusal() *fault.Error {
	if len(j.spans) != 1 {
		return nil
	}
	said := map[string]string{}
	if raw, err := j.raw(j.spans[0]); err != nil || flatten(raw, func(path, text string, _ cellKind) { said[path] = text }) != nil {
		return nil
	}
	for _, r := range refusals {
		if !slices.ContainsFunc(strings.Fields(r.marks), func(m string) bool { return said[m] == "" }) && said["success"] != "true" {
			return fault.New(fault.Invalid, "crm.refusal", "value", shown(strings.Map(dropControl, said[r.message])))
		}
	}
	return nil
}

// jsonFile is a JSON file of records.
type jsonFile struct {
	name    string
	f       File
	lim     Limits
	skip    int64
	guard   *fuse
	dec     *json.Decoder
	columns []string
	at      map[string]int // path -> column
	spans   []jsonSpan
	more    bool // the CRM has further pages
	n       int  // records given, the header included
	cells   []string
	kinds   []cellKind
}

// jsonSpan is where a record stands in the file.
type jsonSpan struct{ from, size int64 }

// scan finds the records and their columns.
func (j *jsonFile) scan() error {
	for {
		t, err := j.dec.Token()
		switch {
		case err == io.EOF && j.guard.err == nil:
			return nil
		case err != nil:
			return j.broken(err)
		}
		switch t {
		case json.Delim('{'):
			_, err = j.object(0)
		case json.Delim('['):
			err = j.list()
		default:
			err = j.fault("crm.json_invalid", "line", j.line())
		}
		if err != nil {
			return err
		}
		j.guard.reset()
	}
}

func (j *jsonFile) fault(code string, args ...any) error {
	return fault.New(fault.Invalid, code, args...).At(fault.Where{File: j.name, Row: len(j.spans)})
}

// broken tells what a decoder's error means.
func (j *jsonFile) broken(err error) error {
	if j.guard.err != nil {
		return tooLong(j.guard.err, j.lim.RecordBytes).At(fault.Where{File: j.name, Row: len(j.spans) + 1})
	}
	var syntax *json.SyntaxError
	if err == io.EOF || errors.Is(err, io.ErrUnexpectedEOF) || errors.As(err, &syntax) {
		return j.fault("crm.json_invalid", "line", j.line())
	}
	return fault.New(fault.Invalid, "import.unreadable").At(fault.Where{File: j.name}).Because(err)
}

// line is the line of the file that the decoder has come to.
func (j *jsonFile) line() int {
	n, buf := 1, make([]byte, sampleBytes)
	src := io.NewSectionReader(j.f.Data, j.skip, j.dec.InputOffset())
	for {
		got, err := src.Read(buf)
		n += bytes.Count(buf[:got], []byte("\n"))
		if err != nil {
			return n
		}
	}
}

// holders are the properties of an envelope under which records, or one record, may stand.
var holders = map[string]bool{"results": true, "data": true, "goals": true, "goal": true, "value": true, "records": true, "result": true}

// object goes through an object after its opening brace. One that holds no records, and is not empty, is a record itself.
func (j *jsonFile) object(depth int) (found bool, err error) {
	from, own := j.dec.InputOffset()-1, false
	for j.dec.More() {
		key, err := j.dec.Token()
		if err != nil {
			return false, j.broken(err)
		}
		name, _ := key.(string)
		if holders[name] && depth < maxEnvelope {
			inside, held, err := j.held(depth)
			if err != nil {
				return false, err
			}
			found, own = found || held, own || !inside
			continue
		}
		var raw json.RawMessage
		if err := j.dec.Decode(&raw); err != nil {
			return false, j.broken(err)
		}
		own, j.more = true, j.more || morePages(name, raw)
	}
	if _, err := j.dec.Token(); err != nil {
		return false, j.broken(err)
	}
	if found || !own {
		return found, nil
	}
	return true, j.add(jsonSpan{from, j.dec.InputOffset() - from})
}

// held goes through what stands under a property that may hold records. inside tells a list or an object.
func (j *jsonFile) held(depth int) (inside, found bool, err error) {
	t, err := j.dec.Token()
	switch {
	case err != nil:
		return false, false, j.broken(err)
	case t == json.Delim('['):
		return true, true, j.list()
	case t == json.Delim('{'):
		found, err = j.object(depth + 1)
		return true, found, err
	}
	return false, false, nil
}

// list goes through a list of records after its opening bracket.
func (j *jsonFile) list() error {
	for j.dec.More() {
		var raw json.RawMessage
		if err := j.dec.Decode(&raw); err != nil {
			return j.broken(err)
		}
		size := int64(len(raw))
		if err := j.add(jsonSpan{j.dec.InputOffset() - size, size}); err != nil {
			return err
		}
	}
	if _, err := j.dec.Token(); err != nil {
		return j.broken(err)
	}
	return nil
}

// add takes note of a record and of its columns.
func (j *jsonFile) add(s jsonSpan) error {
	j.guard.reset()
	at := fault.Where{File: j.name, Row: len(j.spans) + 1}
	switch {
	case s.size > j.lim.RecordBytes:
		return tooLong(errTooLong, j.lim.RecordBytes).At(at)
	case len(j.spans) >= j.lim.Rows:
		return fault.New(fault.TooLarge, "import.too_many_rows", "max", j.lim.Rows).At(at)
	}
	j.spans = append(j.spans, s)
	raw, err := j.raw(s)
	if err != nil {
		return err
	}
	if !utf8.Valid(raw) {
		return notUTF8("Windows-1252").At(at)
	}
	e := flatten(raw, func(path, _ string, _ cellKind) {
		if _, known := j.at[path]; !known && len(j.columns) <= maxColumns {
			j.at[path] = len(j.columns)
			j.columns = append(j.columns, path)
		}
	})
	_ = e // told when the record is read
	if len(j.columns) > maxColumns {
		return fault.New(fault.TooLarge, "import.too_many_columns", "max", maxColumns).At(at)
	}
	return nil
}

func (j *jsonFile) raw(s jsonSpan) ([]byte, error) {
	raw := make([]byte, s.size)
	if _, err := j.f.Data.ReadAt(raw, j.skip+s.from); err != nil && err != io.EOF {
		return nil, fault.New(fault.Invalid, "import.unreadable").At(fault.Where{File: j.name}).Because(err)
	}
	return raw, nil
}

// next gives the paths first, as a header, then record after record.
func (j *jsonFile) next() (record, error) {
	j.n++
	if j.n == 1 {
		return record{cells: j.columns}, nil
	}
	row := j.n - 1
	if row > len(j.spans) {
		return record{}, io.EOF
	}
	raw, err := j.raw(j.spans[row-1])
	if err != nil {
		return record{}, err
	}
	j.cells, j.kinds = make([]string, len(j.columns)), make([]cellKind, len(j.columns))
	e := flatten(raw, func(path, text string, kind cellKind) {
		if i, ok := j.at[path]; ok {
			j.cells[i], j.kinds[i] = text, kind
		}
	})
	rec := record{row: row, cells: j.cells, kinds: j.kinds}
	if e != nil {
		rec.problem = e.At(fault.Where{File: j.name, Row: row, Value: shown(strings.Map(dropControl, string(raw)))})
	}
	return rec, nil
}

// end warns when the CRM has more to give than this file.
func (j *jsonFile) end() fault.List {
	if !j.more {
		return nil
	}
	return fault.List{fault.New(fault.Invalid, "crm.more_pages", "n", len(j.spans)).At(fault.Where{File: j.name})}
}

// morePages tells whether a property of an envelope says that there are further pages.
func morePages(name string, raw json.RawMessage) bool {
	var v struct {
		Next       any  `json:"next"`
		NextCursor any  `json:"next_cursor"`
		More       bool `json:"more_items_in_collection"`
		Pagination struct {
			More bool `json:"more_items_in_collection"`
		} `json:"pagination"`
	}
	text := string(raw)
	switch name {
	case "@odata.nextLink", "nextRecordsUrl":
		return text != "null" && text != `""`
	case "done":
		return text == "false"
	case "paging", "additional_data":
		_ = json.Unmarshal(raw, &v) // another shape than the known ones says nothing about pages
		cursor, _ := v.NextCursor.(string)
		return v.Next != nil || cursor != "" || v.More || v.Pagination.More
	}
	return false
}
