package sheet

import (
	"bytes"
	"encoding/json"
	"strings"

	"cordee/internal/fault"
)

// flatten gives every property of a record with the path that leads to it, in the order of the record: "expected_outcome.target".
// Lists stay as they are written. It refuses what is no object, the same property twice, and objects deeper than maxObjects.
func flatten(raw []byte, each func(path, text string, kind cellKind)) *fault.Error {
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	if t, err := dec.Token(); err != nil || t != json.Delim('{') {
		return fault.New(fault.Invalid, "crm.not_object")
	}
	f := &flattener{dec: dec, raw: raw, each: each, seen: map[string]bool{}}
	return f.object("", 1)
}

type flattener struct {
	dec  *json.Decoder
	raw  []byte
	each func(path, text string, kind cellKind)
	seen map[string]bool
}

// object goes through an object after its opening brace.
func (f *flattener) object(prefix string, depth int) *fault.Error {
	if depth > maxObjects {
		return fault.New(fault.TooLarge, "crm.too_deep", "max", maxObjects)
	}
	for f.dec.More() {
		key, err := f.dec.Token()
		name, ok := key.(string)
		if err != nil || !ok {
			return fault.New(fault.Invalid, "crm.not_object")
		}
		path := prefix + name
		if f.seen[path] {
			return fault.New(fault.Invalid, "crm.property_twice", "column", shown(path))
		}
		f.seen[path] = true
		if e := f.value(path, depth); e != nil {
			return e
		}
	}
	_, _ = f.dec.Token() // the closing brace: the record was read as a whole before
	return nil
}

func (f *flattener) value(path string, depth int) *fault.Error {
	t, err := f.dec.Token()
	if err != nil {
		return fault.New(fault.Invalid, "crm.not_object")
	}
	switch v := t.(type) {
	case json.Delim:
		if v == '[' {
			return f.list(path)
		}
		if !f.dec.More() {
			f.each(path, "{}", jsonObject)
		}
		return f.object(path+".", depth+1)
	case string:
		f.each(path, strings.Clone(v), jsonText)
	case json.Number:
		f.each(path, v.String(), jsonNumber)
	case bool:
		word := "false"
		if v {
			word = "true"
		}
		f.each(path, word, jsonFlag)
	default:
		f.each(path, "", nothing)
	}
	return nil
}

// list keeps a list as it is written.
func (f *flattener) list(path string) *fault.Error {
	from := f.dec.InputOffset() - 1
	for depth := 1; depth > 0; {
		t, err := f.dec.Token()
		if err != nil {
			return fault.New(fault.Invalid, "crm.not_object")
		}
		switch t {
		case json.Delim('['), json.Delim('{'):
			depth++
		case json.Delim(']'), json.Delim('}'):
			depth--
		}
		if depth > maxNest {
			return fault.New(fault.TooLarge, "crm.too_deep", "max", maxNest)
		}
	}
	f.each(path, string(f.raw[from:f.dec.InputOffset()]), jsonList)
	return nil
}
