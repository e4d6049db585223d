package letter

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"cordee/internal/goal"
	"cordee/internal/measure"
)

// line is one thing said in a list of facts: a text, perhaps with a sign before it and a figure at the right.
type line struct {
	text   string
	face   face
	figure string
	sign   goal.Tier // a knot before the text; bullet for a plain dot
}

const bullet goal.Tier = "•"

// say is a text of people in the language of the page, ready to print.
func (p *paper) say(t Text) string { return clean(t.In(p.words.Lang()), p.words.Lang()) }

// own is a name or a text that has no other language.
func (p *paper) own(text string) string { return clean(text, p.words.Lang()) }

// word is the sentence of a value of a closed list, nothing for a value the catalogue does not know.
func (p *paper) word(kind, value string) string {
	if !p.words.Has(kind + value) {
		return ""
	}
	return p.words.T(kind + value)
}

// value is an amount with its unit, a dash when there is none.
func (p *paper) value(m measure.Maybe, unit string) string {
	if !m.OK {
		return "–"
	}
	return p.words.Value(m.Amount, unit)
}

// text writes a paragraph over the whole width.
func (p *paper) text(text string, f face) {
	if text == "" {
		return
	}
	for _, l := range p.wrap(text, f, width) {
		p.need(f.leading())
		p.at(left, p.y, l, f)
		p.y += f.leading()
	}
}

// section begins a part of the letter, never at the foot of a page.
func (p *paper) section(title string) {
	p.y += 4
	p.need(24)
	p.lash(p.y + 2.6)
	p.pdf.Bookmark(title, 0, p.y)
	p.at(left, p.y, title, section)
	p.y += section.leading() + 1.2
}

// says makes lines of texts, each with a bullet when there are several.
func (p *paper) says(texts []Text, nothing string) (lines []line) {
	for _, t := range texts {
		if s := p.say(t); s != "" {
			lines = append(lines, line{text: s, face: plain})
		}
	}
	if len(lines) == 0 && nothing != "" {
		return []line{{text: nothing, face: slanted}}
	}
	if len(lines) > 1 {
		for i := range lines {
			lines[i].sign = bullet
		}
	}
	return lines
}

// one is a single line, none when the text is empty.
func one(text string) []line {
	if text == "" {
		return nil
	}
	return []line{{text: text, face: plain}}
}

// sentence begins a text of the catalogue with a capital.
func sentence(text string) string {
	if text == "" {
		return ""
	}
	r, n := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(r)) + text[n:]
}

// row writes a name on the left and what is said of it on the right; nothing when nothing is said.
func (p *paper) row(name string, lines []line) {
	if len(lines) == 0 {
		return
	}
	names := p.wrap(name, label, labelWidth-4)
	p.need(max(float64(len(names)), float64(min(2, len(lines)))) * plain.leading())
	page, from := p.pdf.PageNo(), p.y
	for i, n := range names {
		p.at(left, p.y+float64(i)*label.leading()+0.25, n, label)
	}
	for _, l := range lines {
		p.line(l, left+labelWidth, right)
	}
	if p.pdf.PageNo() == page {
		p.y = max(p.y, from+float64(len(names))*label.leading())
	}
	p.y += 1.3
}

// line writes one line between two edges, wrapped.
func (p *paper) line(l line, from, to float64) {
	indent, room := 0.0, 0.0
	if l.sign != "" {
		indent = 4.6
	}
	if l.figure != "" {
		room = p.measure(l.figure, strong) + 5
	}
	if room > (to-from)*0.55 { // no figure but a sentence: it goes below
		p.line(line{text: l.text, face: l.face, sign: l.sign}, from, to)
		p.line(line{text: l.figure, face: strong, sign: indented}, from, to)
		return
	}
	lead := l.face.leading()
	if l.face == strong { // it heads what follows
		p.need(2 * lead)
	}
	for i, text := range p.wrap(l.text, l.face, to-from-indent-room) {
		p.need(lead)
		if i == 0 {
			p.mark(l.sign, from+1.5, p.y+lead/2)
			p.figure(l, from+indent, to, text)
		}
		p.at(from+indent, p.y, text, l.face)
		p.y += lead
	}
}

func (p *paper) mark(sign goal.Tier, x, y float64) {
	switch sign {
	case "", indented:
	case bullet:
		p.fill(teal)
		p.pdf.Circle(x-0.4, y, 0.55, "F")
	default:
		p.knot(x, y, 1.35, sign)
	}
}

// figure writes the number at the right of a line, with dots that lead the eye to it.
func (p *paper) figure(l line, x, to float64, text string) {
	if l.figure == "" {
		return
	}
	start := to - p.measure(l.figure, strong)
	from := x + p.measure(text, l.face) + 2
	if from < start-3 {
		p.draw(mist, 0.25)
		p.pdf.SetDashPattern([]float64{0.3, 1.2}, 0)
		p.pdf.Line(from, p.y+l.face.leading()*0.72, start-2, p.y+l.face.leading()*0.72)
		p.pdf.SetDashPattern(nil, 0)
	}
	p.at(start, p.y, l.figure, strong)
}

// share is a ratio without rounding, for figures that pay hangs on: "72,58 %".
func (p *paper) share(bp measure.BP) string {
	return p.words.Value(measure.Amount(bp)*100, measure.Percent)
}

// lines makes the lines of a calculation, each with its figure.
func (p *paper) lines(list []Line) (lines []line) {
	for _, l := range list {
		figure := p.say(l.Value)
		if l.Amount.OK {
			figure = p.value(l.Amount, l.Unit)
		}
		lines = append(lines, line{text: p.say(l.Label), face: plain, figure: figure})
	}
	return lines
}

// banner is a box with a title and a text, for what must not be overlooked.
func (p *paper) banner(title string, texts []string, edge, ground colour) {
	const pad = 3.5
	bold := face{"B", 9.5, edge}
	var lines []string
	for _, t := range texts {
		if t != "" {
			lines = append(lines, p.wrap(t, plain, width-2*pad-2)...)
		}
	}
	height := 2*pad + bold.leading() + 0.8 + float64(len(lines))*plain.leading()
	p.need(height + 3)
	p.fill(ground)
	p.pdf.RoundedRect(left, p.y, width, height, 1.5, "1234", "F")
	p.fill(edge)
	p.pdf.Rect(left, p.y, 1.2, height, "F")
	y := p.y + pad
	p.at(left+pad+1.5, y, title, bold)
	y += bold.leading() + 0.8
	for _, l := range lines {
		p.at(left+pad+1.5, y, l, plain)
		y += plain.leading()
	}
	p.y += height + 3
}

// grouped writes a hash in groups of eight, so that two people can compare it aloud.
func grouped(hash string) string {
	var groups []string
	for ; len(hash) > 8; hash = hash[8:] {
		groups = append(groups, hash[:8])
	}
	return strings.Join(append(groups, hash), " ")
}
