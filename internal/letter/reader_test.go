package letter_test

import (
	"bytes"
	"compress/zlib"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"
)

// These read a PDF the way any reader does: content streams inflated, shown strings decoded as UTF-16. They know nothing of how the
// letter is drawn.

var (
	streamHead = regexp.MustCompile(`/Length (\d+)[^>]*>>\s*stream\n`)
	shown      = regexp.MustCompile(`(?s)\(((?:\\.|[^\\()])*)\) ?Tj`)
)

// printed is every line of text of a PDF, one per line.
func printed(t *testing.T, pdf []byte) string {
	t.Helper()
	var lines []string
	for _, m := range streamHead.FindAllSubmatchIndex(pdf, -1) {
		length, err := strconv.Atoi(string(pdf[m[2]:m[3]]))
		if err != nil || m[1]+length > len(pdf) {
			t.Fatalf("a stream of %s bytes does not fit", pdf[m[2]:m[3]])
		}
		r, err := zlib.NewReader(bytes.NewReader(pdf[m[1] : m[1]+length]))
		if err != nil {
			continue // not compressed: no page
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Contains(content, []byte("BT ")) {
			continue
		}
		for _, s := range shown.FindAllSubmatch(content, -1) {
			lines = append(lines, decoded(s[1]))
		}
	}
	if len(lines) == 0 {
		t.Fatal("no text was found: the reader is at fault")
	}
	return strings.Join(lines, "\n")
}

var escapes = strings.NewReplacer(`\\`, `\`, `\(`, `(`, `\)`, `)`, `\r`, "\r", `\n`, "\n")

func decoded(s []byte) string {
	raw := escapes.Replace(string(s))
	units := make([]uint16, 0, len(raw)/2)
	for i := 0; i+1 < len(raw); i += 2 {
		units = append(units, uint16(raw[i])<<8|uint16(raw[i+1]))
	}
	return string(utf16.Decode(units))
}

// flat is a text on one line, so that what was wrapped can be looked for.
func flat(text string) string { return strings.Join(strings.Fields(text), " ") }

// says checks that a PDF prints each of the texts.
func says(t *testing.T, pdf []byte, texts ...string) {
	t.Helper()
	page := flat(printed(t, pdf))
	for _, want := range texts {
		if !strings.Contains(page, flat(want)) {
			t.Errorf("%q is not printed", want)
		}
	}
}

// silent checks that a PDF prints none of the texts.
func silent(t *testing.T, pdf []byte, texts ...string) {
	t.Helper()
	page := strings.ToLower(flat(printed(t, pdf)))
	for _, never := range texts {
		if strings.Contains(page, strings.ToLower(never)) {
			t.Errorf("%q is printed", never)
		}
	}
}
