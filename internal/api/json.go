package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"cordee/internal/fault"
)

// strict reads one JSON value and refuses what would otherwise be lost in silence: unknown or repeated fields, broken texts, anything
// after the end.
func strict(body []byte, v any) error {
	if err := wellFormed(body); err != nil {
		return err
	}
	d := json.NewDecoder(bytes.NewReader(body))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		return badJSON(err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return fault.New(fault.Invalid, "api.json_trailing")
	}
	return nil
}

func badJSON(err error) error {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return fault.New(fault.Invalid, "api.json_invalid", "offset", strconv.FormatInt(syntax.Offset, 10)).Because(err)
	case errors.As(err, &kind):
		return fault.New(fault.Invalid, "api.json_type", "field", kind.Field, "value", kind.Value).On(kind.Field).Because(err)
	case strings.HasPrefix(err.Error(), "json: unknown field "):
		name := strings.Trim(strings.TrimPrefix(err.Error(), "json: unknown field "), `"`)
		return fault.New(fault.Invalid, "api.field_unknown", "field", name).On(name)
	}
	return fault.New(fault.Invalid, "api.json_invalid", "offset", "0").Because(err)
}

// isArray tells whether a body begins like an array.
func isArray(body []byte) bool {
	trimmed := bytes.TrimLeft(body, " \t\r\n")
	return len(trimmed) > 0 && trimmed[0] == '['
}

// wellFormed refuses what the decoder would mend or drop without a word: bytes that are no UTF-8, half surrogates, NUL, and a field
// given twice.
func wellFormed(body []byte) error {
	if !utf8.Valid(body) {
		return fault.New(fault.Invalid, "api.json_text", "offset", "0")
	}
	if !json.Valid(body) {
		return badJSON(json.Unmarshal(body, new(json.RawMessage)))
	}
	var s scan
	for i := 0; i < len(body); {
		next, err := s.step(body, i)
		if err != nil {
			return err
		}
		i = next
	}
	return nil
}

// maxRows is how many rows one request may bring; the bytes of "[{},{},…" are few, what becomes of them is not.
const maxRows = 50_000

// scan walks a valid JSON text and remembers the fields of the objects it is inside of.
type scan struct {
	open   []*fields // nil for an array
	key    bool      // the next string names a field
	rows   int       // of the outermost array, but for the first
	opened int       // arrays and objects: a row is one, its attributes another
}

func (s *scan) tooMany() error {
	if s.rows >= maxRows || s.opened > 2*maxRows+1 {
		return fault.New(fault.TooLarge, "api.too_many_rows", "max", maxRows)
	}
	return nil
}

func (s *scan) step(body []byte, i int) (int, error) {
	switch body[i] {
	case '{':
		s.open, s.key, s.opened = append(s.open, &fields{}), true, s.opened+1
	case '[':
		s.open, s.key, s.opened = append(s.open, nil), false, s.opened+1
	case '}', ']':
		s.open, s.key = s.open[:len(s.open)-1], false
	case ',':
		s.key = len(s.open) > 0 && s.open[len(s.open)-1] != nil
		if len(s.open) == 1 && !s.key {
			s.rows++
		}
	case ':':
		s.key = false
	case '"':
		return s.text(body, i)
	}
	return i + 1, s.tooMany()
}

// text checks one string that begins at i and returns where it ends.
func (s *scan) text(body []byte, i int) (int, error) {
	end, escaped := i+1, false
	for body[end] != '"' {
		if body[end] == '\\' {
			escaped = true
			end++
		}
		end++
	}
	end++
	raw := body[i:end]
	if escaped && !wholeText(raw) {
		return 0, fault.New(fault.Invalid, "api.json_text", "offset", strconv.Itoa(i))
	}
	if !s.key {
		return end, nil
	}
	name := string(raw[1 : len(raw)-1])
	if escaped {
		_ = json.Unmarshal(raw, &name) // it is valid
	}
	if !s.open[len(s.open)-1].add(name) {
		return 0, fault.New(fault.Invalid, "api.field_twice", "field", name).On(name)
	}
	return end, nil
}

// wholeText refuses the escapes that stand for no character that can be kept.
func wholeText(raw []byte) bool {
	for i := 0; i+1 < len(raw); i++ {
		if raw[i] != '\\' {
			continue
		}
		i++
		if raw[i] != 'u' {
			continue
		}
		switch n := hex4(raw[i+1:]); {
		case n == 0, n >= 0xDC00 && n <= 0xDFFF:
			return false
		case n >= 0xD800 && n <= 0xDBFF:
			low := hex4(bytes.TrimPrefix(raw[i+5:], []byte(`\u`)))
			if !bytes.HasPrefix(raw[i+5:], []byte(`\u`)) || low < 0xDC00 || low > 0xDFFF {
				return false
			}
			i += 6
		}
		i += 4
	}
	return true
}

func hex4(b []byte) uint64 {
	if len(b) < 4 {
		return 0
	}
	n, err := strconv.ParseUint(string(b[:4]), 16, 32)
	if err != nil {
		return 0
	}
	return n
}

// fields are the names met in one object: few as a rule, and then a list is quicker than a set.
type fields struct {
	few  []string
	many map[string]bool
}

const fewFields = 16

// add tells whether a name is new. Case does not count: the decoder takes "Ref" for "ref".
func (f *fields) add(name string) bool {
	name = strings.ToLower(name)
	if f.many != nil {
		if f.many[name] {
			return false
		}
		f.many[name] = true
		return true
	}
	for _, old := range f.few {
		if old == name {
			return false
		}
	}
	if f.few = append(f.few, name); len(f.few) > fewFields {
		f.many = make(map[string]bool, 2*len(f.few))
		for _, old := range f.few {
			f.many[old] = true
		}
	}
	return true
}
