package sheet

import (
	"encoding/xml"
	"errors"
	"io"
)

// maxDepth is far deeper than any part of a workbook nests.
const maxDepth = 64

var errXML = errors.New("not the XML of a workbook")

// effort is how much XML a workbook makes us read, against how much of it was of use: a small file can unpack to tens of
// millions of elements that say nothing, and each takes its time.
type effort struct{ tokens, useful int }

const (
	idleTokens = 5_000_000
	perUseful  = 16 // of a cell with its value, or a text with a few looks
)

func (e *effort) spent() bool {
	e.tokens++
	return e.tokens > idleTokens+perUseful*e.useful
}

// xmlStream reads XML token by token in bounded memory: no token longer than the limit, no deep nesting, no document type.
type xmlStream struct {
	dec   *xml.Decoder
	guard *fuse
	src   io.Closer
	work  *effort
	depth int
}

func newXMLStream(r io.ReadCloser, limit int64, work *effort, tell func(int64)) *xmlStream {
	guard := &fuse{r: r, limit: limit, tell: tell}
	return &xmlStream{dec: xml.NewDecoder(guard), guard: guard, src: r, work: work}
}

// next is the next start, end or text; io.EOF at the end.
func (x *xmlStream) next() (xml.Token, error) {
	for {
		t, err := x.dec.RawToken()
		x.guard.reset()
		if x.work.spent() {
			return nil, errTooManyCells
		}
		if err != nil {
			if x.guard.err != nil {
				return nil, x.guard.err
			}
			if err == io.EOF && x.depth != 0 {
				return nil, errXML
			}
			return nil, err
		}
		switch t := t.(type) {
		case xml.StartElement:
			if x.depth++; x.depth > maxDepth {
				return nil, errXML
			}
			return t, nil
		case xml.EndElement:
			if x.depth--; x.depth < 0 {
				return nil, errXML
			}
			return t, nil
		case xml.CharData:
			return t, nil
		case xml.Directive:
			return nil, errXML
		}
	}
}

// each calls fn for every element that starts, until the end of the part.
func (x *xmlStream) each(fn func(e xml.StartElement) error) error {
	defer x.close()
	for {
		t, err := x.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if e, ok := t.(xml.StartElement); ok {
			if err := fn(e); err != nil {
				return err
			}
		}
	}
}

func (x *xmlStream) close() { _ = x.src.Close() } // read only: nothing can be lost

// attr is the value of an attribute by its local name, "" when it is not there.
func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// attrSpaced is attr within a namespace prefix, as in r:id.
func attrSpaced(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name && a.Name.Space != "" {
			return a.Value
		}
	}
	return attr(e, name)
}
