package letter

import (
	"bytes"
	"strings"
	"time"
	"unicode"

	"codeberg.org/go-fonts/liberation/liberationsansbold"
	"codeberg.org/go-fonts/liberation/liberationsansitalic"
	"codeberg.org/go-fonts/liberation/liberationsansregular"
	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/text/unicode/norm"

	"cordee/internal/i18n"
)

// The page, in millimetres: A4, with a margin on the left where the rope runs.
const (
	pageWidth  = 210.0
	pageHeight = 297.0
	left       = 30.0
	right      = pageWidth - 18
	width      = right - left
	top        = 24.0
	bottom     = pageHeight - 22
	ropeX      = 17.0
	labelWidth = 35.0 // of the left column in a list of facts
)

// colour is sRGB; the same ones as the figures of the screens.
type colour struct{ r, g, b int }

var (
	ink    = colour{0x1d, 0x2a, 0x2e}
	soft   = colour{0x4d, 0x5a, 0x5e}
	rule   = colour{0xd9, 0xd4, 0xca}
	track  = colour{0xe6, 0xe1, 0xd8}
	sand   = colour{0xf6, 0xf3, 0xec}
	teal   = colour{0x12, 0x65, 0x6a}
	lagoon = colour{0x4f, 0x8e, 0x90}
	mist   = colour{0x9d, 0xb8, 0xb7}
	coral  = colour{0xd9, 0x60, 0x3f}
	violet = colour{0x7b, 0x5f, 0xb8}
	amber  = colour{0x8a, 0x5a, 0x00}
	glow   = colour{0xfd, 0xf3, 0xdc}
	white  = colour{0xff, 0xff, 0xff}
)

// face is how a text is set: style "", "B" or "I", size in points, colour.
type face struct {
	style string
	size  float64
	ink   colour
}

var (
	plain   = face{"", 9, ink}
	strong  = face{"B", 9, ink}
	slanted = face{"I", 9, ink}
	quiet   = face{"", 8, soft}
	label   = face{"", 8, soft}
	kicker  = face{"B", 7.5, teal}
	tiny    = face{"", 7, soft}
	heading = face{"B", 13, ink}
	section = face{"B", 11, teal}
)

// leading is the height of a line in millimetres: 1.4 times the size of the letters.
func (f face) leading() float64 { return f.size * 1.4 * 25.4 / 72 }

// paper is a document being written from top to bottom.
type paper struct {
	pdf   *fpdf.Fpdf
	words *i18n.Printer
	y     float64
	// running is the small line on top of every page but the first; foot is on the left of every footer.
	running, foot string
	attached      string // name of the file whose hash is printed
	// pages in all and where the text ends on the last one, in millimetres: known from a first drawing.
	pages int
	end   float64
}

// about is what the file says of itself.
type about struct {
	title, author, subject, hash string
	lang                         i18n.Lang
	at                           time.Time
}

func newPaper(a about, words *i18n.Printer, shape extent) *paper {
	pdf := fpdf.New("P", "mm", "A4", "")
	pdf.AddUTF8FontFromBytes("sans", "", liberationsansregular.TTF)
	pdf.AddUTF8FontFromBytes("sans", "B", liberationsansbold.TTF)
	pdf.AddUTF8FontFromBytes("sans", "I", liberationsansitalic.TTF)
	pdf.SetCatalogSort(true) // or the order of fonts is that of a map
	pdf.SetCreationDate(a.at.UTC())
	pdf.SetModificationDate(a.at.UTC())
	pdf.SetTitle(a.title, true)
	pdf.SetAuthor(a.author, true)
	pdf.SetSubject(a.subject, true)
	pdf.SetKeywords("sha256:"+a.hash, true)
	pdf.SetCreator("Cordée", true)
	pdf.SetProducer("Cordée", true)
	pdf.SetLang(string(a.lang))
	pdf.SetDisplayMode("fullwidth", "continuous")
	pdf.SetMargins(left, top, pageWidth-right)
	pdf.SetCellMargin(0)
	pdf.SetAutoPageBreak(false, 0)
	return &paper{pdf: pdf, words: words, pages: shape.pages, end: shape.end}
}

// bytes closes the document.
func (p *paper) bytes() ([]byte, error) {
	var b bytes.Buffer
	if err := p.pdf.Output(&b); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// turn begins a page: rope in the margin, running line, footer.
func (p *paper) turn() {
	p.pdf.AddPage()
	p.rope()
	p.y = top
	if p.running != "" {
		p.at(left, 13, p.fit(p.running, quiet, width), quiet)
		p.hairline(18)
	}
	p.hairline(pageHeight - 16.5)
	p.at(left, pageHeight-14.5, p.foot, tiny)
	number := p.words.T("letter.page", "position", p.pdf.PageNo(), "max", p.pages)
	p.ending(number, right, pageHeight-14.5, tiny)
}

// need turns the page when less than so many millimetres are left.
func (p *paper) need(height float64) {
	if p.y+height > bottom {
		p.turn()
	}
}

func (p *paper) set(f face) {
	p.pdf.SetFont("sans", f.style, f.size)
	p.pdf.SetTextColor(f.ink.r, f.ink.g, f.ink.b)
}

// measure is the width of a text, in millimetres.
func (p *paper) measure(text string, f face) float64 {
	p.set(f)
	return p.pdf.GetStringWidth(text)
}

// at writes one line whose top is at y.
func (p *paper) at(x, y float64, text string, f face) {
	if text == "" {
		return
	}
	p.set(f)
	p.pdf.SetXY(x, y)
	p.pdf.CellFormat(0, f.leading(), text, "", 0, "LM", false, 0, "")
}

func (p *paper) hairline(y float64) {
	p.draw(rule, 0.2)
	p.pdf.Line(left, y, right, y)
}

func (p *paper) fill(c colour) { p.pdf.SetFillColor(c.r, c.g, c.b) }

func (p *paper) draw(c colour, thickness float64) {
	p.pdf.SetDrawColor(c.r, c.g, c.b)
	p.pdf.SetLineWidth(thickness)
}

// wrap breaks a text into lines of a width. It breaks at spaces and hyphens, never at a no-break space, and cuts a word only when
// the word alone is wider than the line. A line feed is kept.
func (p *paper) wrap(text string, f face, w float64) (lines []string) {
	p.set(f)
	for _, paragraph := range strings.Split(text, "\n") {
		line := ""
		for _, word := range pieces(paragraph) {
			if p.pdf.GetStringWidth(strings.TrimRight(line+word, " ")) <= w {
				line += word
				continue
			}
			if line != "" {
				lines = append(lines, strings.TrimRight(line, " "))
			}
			line = word
			for p.pdf.GetStringWidth(strings.TrimRight(line, " ")) > w {
				head := p.fitting(line, w)
				lines = append(lines, head)
				line = line[len(head):]
			}
		}
		lines = append(lines, strings.TrimRight(line, " "))
	}
	return lines
}

// fit shortens a text that is whole elsewhere, so that it stays on one line of a width.
func (p *paper) fit(text string, f face, w float64) string {
	if p.measure(text, f) <= w {
		return text
	}
	return strings.TrimRight(p.fitting(text, w-p.measure("…", f)), " ,·-") + "…"
}

// fitting is the longest beginning of a word that fits, at least one letter.
func (p *paper) fitting(word string, w float64) string {
	fits := 0
	for i, r := range word {
		end := i + len(string(r))
		if i > 0 && p.pdf.GetStringWidth(word[:end]) > w {
			break
		}
		fits = end
	}
	return word[:fits]
}

// pieces cuts a text where a line may end; each piece keeps the space or hyphen it ends with.
func pieces(text string) (list []string) {
	start := 0
	for i, r := range text {
		if r == ' ' || r == '-' && i > start && i+1 < len(text) && text[i+1] != ' ' {
			list = append(list, text[start:i+1])
			start = i + 1
		}
	}
	if start < len(text) {
		list = append(list, text[start:])
	}
	return list
}

// clean makes a text of people printable: composed accents, no control or direction characters, and a box for what the font cannot
// know. Apostrophes are curly, and in French the spaces that a keyboard lacks are put right.
func clean(text string, l i18n.Lang) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\u00ad':
			return r
		case r == '\t':
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Variation_Selector, r):
			return -1
		case r > 0xffff:
			return '□'
		}
		return r
	}, norm.NFC.String(strings.ToValidUTF8(text, "□")))
	text = strings.TrimSpace(strings.ReplaceAll(text, "\u00ad", ""))
	runes := []rune(text)
	for i, r := range runes {
		switch {
		case r == '\'' && apostrophe(runes, i):
			runes[i] = '’'
		case l == i18n.FR && tight(runes, i):
			runes[i] = '\u202f'
		}
	}
	return string(runes)
}

// apostrophe tells whether a plain quote stands between letters, or before a figure.
func apostrophe(text []rune, i int) bool {
	return i > 0 && i+1 < len(text) && unicode.IsLetter(text[i-1]) && (unicode.IsLetter(text[i+1]) || unicode.IsDigit(text[i+1]))
}

// tight tells of a space that French sets narrow and unbroken, although a keyboard gives a plain one: before ; : ! ? % € », after «,
// and between thousands.
func tight(text []rune, i int) bool {
	switch {
	case text[i] != ' ' && text[i] != '\u00a0', i == 0, i+1 == len(text):
		return false
	case strings.ContainsRune(";:!?%€»", text[i+1]), text[i-1] == '«':
		return true
	}
	return text[i] == ' ' && unicode.IsDigit(text[i-1]) && threeDigits(text[i+1:]) && !fourDigits(text[:i])
}

// threeDigits tells whether exactly three digits follow: the 000 of 62 000.
func threeDigits(rest []rune) bool {
	n := 0
	for n < len(rest) && unicode.IsDigit(rest[n]) {
		n++
	}
	return n == 3
}

// fourDigits tells whether what comes before is a number of four digits or more: a year, not thousands.
func fourDigits(before []rune) bool {
	n := 0
	for n < len(before) && unicode.IsDigit(before[len(before)-1-n]) {
		n++
	}
	return n > 3
}

// extent is how far a document goes: its pages, and the height where its text ends on the last.
type extent struct {
	pages int
	end   float64
}

// twice draws a document to learn its extent, then once more knowing it.
func twice(draw func(extent) (*paper, error)) ([]byte, error) {
	first, err := draw(extent{})
	if err != nil {
		return nil, err
	}
	p, err := draw(extent{pages: first.pdf.PageNo(), end: first.y})
	if err != nil {
		return nil, err
	}
	return p.bytes()
}
