// Package chart draws Cordée's figures as SVG text: the same drawing in a page, a mail and a PDF.
//
// Every function is pure: numbers and ready words in, one string out. Words are escaped here, numbers that are
// not finite are left out, so any input yields well-formed XML. In a page colours come from the stylesheet through
// classes (a strict content policy forbids inline style); with Standalone they are written on each shape.
package chart

import (
	"math"
	"strconv"
	"strings"
)

// Mark is a place on a scale in permille of the target: 0 is the start, 1000 the target, more is beyond.
// The zero Mark is absent, so a struct of marks needs no pointers.
type Mark struct {
	At  int
	Set bool
}

// At is the mark at so many permille of the target.
func At(permille int) Mark { return Mark{At: permille, Set: true} }

// paint is how a class looks where no stylesheet reaches (mail, PDF): the light theme, in sRGB.
var paint = map[string]string{
	"c-track":      `fill="#e6e1d8"`,
	"c-attained":   `fill="#12656a"`,
	"c-mine":       `fill="#d9603f"`,
	"c-ghost":      `fill="none" stroke="#7b5fb8" stroke-width="1.5" stroke-dasharray="3 3"`,
	"c-beyond":     `fill="#7b5fb8"`,
	"c-expected":   `fill="#1d2a2e"`,
	"c-floor":      `fill="#5b676b"`,
	"c-end":        `fill="#5b676b"`,
	"c-land":       `fill="none" stroke="#5b676b" stroke-width="1.5"`,
	"c-line":       `fill="none" stroke="#12656a" stroke-width="2.5" stroke-linejoin="round"`,
	"c-area":       `fill="#12656a" fill-opacity="0.1"`,
	"c-curve":      `fill="none" stroke="#5b676b" stroke-width="1.5" stroke-dasharray="2 4" stroke-linecap="round"`,
	"c-fan":        `fill="#12656a" fill-opacity="0.14"`,
	"c-mid":        `fill="none" stroke="#12656a" stroke-width="1.5" stroke-dasharray="6 4"`,
	"c-target":     `stroke="#1d2a2e" stroke-width="1.5"`,
	"c-low":        `stroke="#5b676b" stroke-width="1" stroke-dasharray="2 3"`,
	"c-high":       `stroke="#7b5fb8" stroke-width="1" stroke-dasharray="2 3"`,
	"c-grid":       `stroke="#e6e1d8" stroke-width="1"`,
	"c-today":      `stroke="#5b676b" stroke-width="1"`,
	"c-dot":        `fill="#ffffff" stroke="#12656a" stroke-width="2"`,
	"c-now":        `fill="#12656a" stroke="#ffffff" stroke-width="2"`,
	"c-label":      `fill="#4d5a5e" font-family="sans-serif"`,
	"c-strong":     `fill="#1d2a2e" font-family="sans-serif" font-weight="700"`,
	"c-col0":       `fill="#12656a"`,
	"c-col1":       `fill="#a9c3c2"`,
	"c-col2":       `fill="#d9603f"`,
	"c-sky":        `fill="#f3efe7"`,
	"c-ridge3":     `fill="#dfe5e2"`,
	"c-ridge2":     `fill="#c5d3d1"`,
	"c-ridge1":     `fill="#9db8b7"`,
	"c-snow":       `fill="#ffffff"`,
	"c-path":       `fill="none" stroke="#ffffff" stroke-width="2" stroke-dasharray="1 6" stroke-linecap="round"`,
	"c-rope":       `fill="none" stroke="#d9603f" stroke-width="3" stroke-linecap="round"`,
	"c-flag":       `fill="#d9603f"`,
	"c-pole":       `stroke="#1d2a2e" stroke-width="1.5"`,
	"c-camp":       `fill="#ffffff" stroke="#12656a" stroke-width="1.5"`,
	"c-camp-done":  `fill="#12656a" stroke="#ffffff" stroke-width="1.5"`,
	"c-climber":    `fill="#12656a" stroke="#ffffff" stroke-width="2.5"`,
	"c-climber-me": `fill="#d9603f" stroke="#ffffff" stroke-width="2.5"`,
	"c-shade":      `fill="#12656a" fill-opacity="0.16"`,
}

// pen collects the markup of one figure.
type pen struct {
	b     strings.Builder
	plain bool    // true: colours are written on each shape
	width float64 // when set, shares of the width are written in units: PDF writers do not know per cents
}

// class writes the class, or the colours it stands for.
func (p *pen) class(name string) {
	if p.plain {
		p.b.WriteString(" " + paint[name])
		return
	}
	p.b.WriteString(` class="` + name + `"`)
}

// shape writes one empty element: name, class, then pairs of attribute and value.
func (p *pen) shape(name, class string, attrs ...string) {
	p.b.WriteString("<" + name)
	p.class(class)
	p.attrs(attrs)
	p.b.WriteString("/>")
}

// text writes one line of words.
func (p *pen) text(class, words string, attrs ...string) {
	p.b.WriteString("<text")
	p.class(class)
	p.attrs(attrs)
	p.b.WriteString(">" + escape(words) + "</text>")
}

func (p *pen) attrs(attrs []string) {
	for i := 0; i+1 < len(attrs); i += 2 {
		p.b.WriteString(" " + attrs[i] + `="` + escape(attrs[i+1]) + `"`)
	}
}

func (p *pen) raw(markup string) { p.b.WriteString(markup) }

// open starts a figure with its accessible name. An empty title makes a decoration, hidden from screen readers.
func (p *pen) open(kind string, w, h float64, title, desc string) {
	p.start(kind, w, h)
	p.name("img", title, desc)
}

// start opens the element without closing its tag; name must follow.
func (p *pen) start(kind string, w, h float64) {
	p.raw(`<svg xmlns="http://www.w3.org/2000/svg" class="chart ` + kind + `" viewBox="0 0 ` + num(w) + ` ` + num(h) + `"`)
	if p.plain {
		p.raw(` width="` + num(w) + `" height="` + num(h) + `"`)
	}
}

// name closes the opening tag with what a screen reader says. The role is img, or group when the drawing holds links.
func (p *pen) name(role, title, desc string) {
	if title == "" {
		p.raw(` aria-hidden="true" focusable="false">`)
		return
	}
	spoken := title
	if desc != "" {
		spoken += ". " + desc
	}
	p.raw(` role="` + role + `" aria-label="` + escape(spoken) + `"><title>` + escape(title) + `</title>`)
	if desc != "" {
		p.raw(`<desc>` + escape(desc) + `</desc>`)
	}
}

func (p *pen) close() string {
	p.raw("</svg>")
	return p.b.String()
}

// num writes a coordinate with at most two decimals; what is not finite becomes 0.
func num(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return "0"
	}
	r := math.Round(v*100) / 100
	if r == 0 {
		return "0"
	}
	return strconv.FormatFloat(r, 'f', -1, 64)
}

// share writes a part of the width, from 0 to 1.
func (p *pen) share(v float64) string {
	if p.width > 0 {
		return num(v * p.width)
	}
	return num(v*100) + "%"
}

// finite tells whether v can be drawn.
func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

// escape makes words safe in text and in attributes, and drops what XML 1.0 forbids.
func escape(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '&':
			b.WriteString("&amp;")
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '"':
			b.WriteString("&quot;")
		case r == '\t' || r == '\n' || r == '\r' || (r >= 0x20 && r != 0xFFFE && r != 0xFFFF):
			b.WriteRune(r)
		}
	}
	return b.String()
}

func clamp(v, lo, hi float64) float64 { return math.Max(lo, math.Min(hi, v)) }
