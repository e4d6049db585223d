package letter

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"regexp"
	"slices"
	"strconv"
)

// kind is what a sealed file holds.
type kind string

const (
	kindLetter  kind = "letter"
	kindRealism kind = "realism"
)

// canonical is the JSON that a hash is made of: fields in the order they are declared, two spaces of indent, UTF-8 as it stands.
// The very same bytes are attached to the PDF, so that `sha256sum` of the attachment gives the printed hash.
func canonical(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

func sum(b []byte) string {
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:])
}

// Hash is the SHA-256 of the terms, 64 hexadecimal digits: what the letter prints and what an acknowledgement refers to.
func (t Terms) Hash() (string, error) {
	b, err := canonical(t)
	return sum(b), err
}

// Canonical is the text that the hash is made of: what the organisation keeps, and what is attached to the PDF.
func (t Terms) Canonical() (text []byte, hash string, err error) {
	text, err = canonical(t)
	return text, sum(text), err
}

// Read takes canonical text back in.
func Read(text string) (t Terms, err error) {
	err = json.Unmarshal([]byte(text), &t)
	return t, err
}

// seal writes, as a comment before the end that every reader looks for, a line with the hash of the content and that of the file:
// of all its bytes but the 64 digits of the latter.
func seal(pdf []byte, k kind, content string) []byte {
	at := bytes.LastIndex(pdf, ending)
	head := append(bytes.Clone(pdf[:at]), "%cordee 1 "+string(k)+" content="+content+" file="...)
	rest := append([]byte("\n"), pdf[at:]...)
	whole := sum(slices.Concat(head, rest))
	return slices.Concat(head, []byte(whole), rest)
}

// ending begins the last lines of a PDF.
var ending = []byte("startxref\n")

// State is what can be said of a file.
type State string

// The closed list of states.
const (
	Intact   State = "intact"   // every byte is as it was issued
	Changed  State = "changed"  // it comes from Cordée, and something in it is no longer as issued
	Unlisted State = "unlisted" // sealed soundly, but the organisation's register does not know it
	Foreign  State = "foreign"  // not a letter, or too little of one
)

// Verdict is the answer of Verify.
type Verdict struct {
	State   State
	Realism bool   // a file of realism instead of a letter
	Hash    string // of the content, as the seal or else the attached data says; may be empty
	Sound   bool   // the attached data is what the hash was made of, even if the file around it was changed
	Letter  Letter // as attached, when it can be read and the file is a letter
	Dossier Realism
}

// Recorded looks a document up where the organisation keeps its own hashes: the hash recorded for that number and version, and
// whether there is one.
type Recorded func(number string, version int) (hash string, known bool)

var sealLine = regexp.MustCompile(`%cordee 1 (letter|realism) content=([0-9a-f]{64}) file=([0-9a-f]{64})\nstartxref\n\d{1,10}\n%%EOF\n$`)

// tailed is more than the last lines of a sealed file take, in bytes.
const tailed = 400

// Verify tells whether a file is, byte for byte, a letter or a file of realism as Draw made it. A seal has no secret: whoever can
// rewrite a whole file can seal it again, which only the register shows. So recorded, when given, has the last word.
func Verify(file []byte, recorded Recorded) Verdict {
	last := max(0, len(file)-tailed)
	mark := sealLine.FindSubmatchIndex(file[last:])
	if mark == nil {
		return broken(file)
	}
	from, to := last+mark[6], last+mark[7] // of the digits that cover all the rest
	if string(file[from:to]) != sum(slices.Concat(file[:from], file[to:])) {
		return broken(file)
	}
	v := Verdict{State: Changed, Realism: kind(file[last+mark[2]:last+mark[3]]) == kindRealism, Hash: string(file[last+mark[4] : last+mark[5]])}
	v.read(attached(file))
	if !v.Sound {
		return v
	}
	v.State = Intact
	if recorded != nil {
		v.State = v.compare(recorded)
	}
	return v
}

func (v Verdict) compare(recorded Recorded) State {
	number, version := v.Letter.Terms.Number, v.Letter.Terms.Version
	if v.Realism {
		number, version = v.Dossier.Number, v.Dossier.Version
	}
	hash, known := recorded(number, version)
	switch {
	case !known:
		return Unlisted
	case hash != v.Hash:
		return Changed
	}
	return Intact
}

var anySeal = regexp.MustCompile(`%cordee 1 (letter|realism) content=([0-9a-f]{64}) `)

// broken judges a file whose seal does not hold: ours and changed, or not ours.
func broken(file []byte) Verdict {
	v := Verdict{State: Foreign}
	if mark := anySeal.FindSubmatch(file); mark != nil {
		v = Verdict{State: Changed, Realism: kind(mark[1]) == kindRealism, Hash: string(mark[2])}
	}
	v.read(attached(file))
	if v.Letter.Terms.Version > 0 || v.Dossier.Version > 0 {
		v.State = Changed
	}
	return v
}

// read takes the attached data in and says whether it is what the hash was made of.
func (v *Verdict) read(files [][]byte) {
	if len(files) == 0 {
		return
	}
	v.Sound = v.Hash != "" && sum(files[0]) == v.Hash
	if v.Realism {
		v.Sound = json.Unmarshal(files[0], &v.Dossier) == nil && v.Sound
		return
	}
	v.Sound = json.Unmarshal(files[0], &v.Letter.Terms) == nil && v.Sound
	if len(files) > 1 {
		v.Sound = json.Unmarshal(files[1], &v.Letter.Stamps) == nil && v.Sound
	}
}

// maxAttached bounds what an attachment may unfold to, in bytes.
const maxAttached = 8 << 20

var (
	attachment = []byte("/Type /EmbeddedFile /Length ")
	streamMark = []byte("stream\n")
)

// attached finds the files embedded in a PDF as our writer embeds them, in their order. What cannot be read is left out.
func attached(pdf []byte) (files [][]byte) {
	for {
		_, rest, found := bytes.Cut(pdf, attachment)
		if !found {
			return files
		}
		pdf = rest
		digits, _, _ := bytes.Cut(rest[:min(len(rest), 12)], []byte(" "))
		length, err := strconv.Atoi(string(digits))
		at := bytes.Index(rest[:min(len(rest), 300)], streamMark)
		if err != nil || at < 0 || length < 0 || length > len(rest)-at-len(streamMark) {
			continue
		}
		start := at + len(streamMark)
		if content, ok := inflate(rest[start : start+length]); ok {
			files = append(files, content)
		}
	}
}

func inflate(packed []byte) (content []byte, ok bool) {
	r, err := zlib.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, false
	}
	content, err = io.ReadAll(io.LimitReader(r, maxAttached+1))
	return content, err == nil && len(content) <= maxAttached
}
