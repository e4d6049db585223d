package chart

import "math"

// Bar is the objective bar. All marks are in permille of the target; absent ones are not drawn.
type Bar struct {
	Attained  Mark // what is done; negative draws as nothing
	Mine      Mark // the part of Attained brought by the reader
	Expected  Mark // where it should be today
	Floor     Mark // below this nothing is due
	Stretch   Mark // the ambition beyond the target
	Low, High Mark // the landing range
	Reversed  bool // lower is better: the bar runs from the right
	Personal  bool // the whole attained part is the reader's

	Title string // one sentence for a screen reader; empty when the words stand beside the bar
	// Standalone writes colours and a fixed size, for mail and PDF. Width is in pixels, 320 when zero.
	Standalone bool
	Width      int
}

const (
	barHeight = 24.0
	trackTop  = 9.0
	trackTall = 8.0
)

// Draw is the bar as SVG. In a page it fills the width it is given; its height is 24 px.
func (s Bar) Draw() string {
	p := &pen{plain: s.Standalone}
	if s.Standalone {
		width := float64(s.Width)
		if s.Width <= 0 {
			width = 320
		}
		p.width = width
		p.raw(`<svg xmlns="http://www.w3.org/2000/svg" width="` + num(width) + `" height="` + num(barHeight) + `"`)
	} else {
		p.raw(`<svg xmlns="http://www.w3.org/2000/svg" class="chart c-bar" width="100%" height="` + num(barHeight) + `"`)
	}
	p.name("img", s.Title, "")
	s.track(p)
	s.fill(p)
	s.marks(p)
	return p.close()
}

// scale is the permille that the full width stands for: the target, or whatever reaches beyond it.
func (s Bar) scale() float64 {
	top := 1000
	for _, m := range []Mark{s.Attained, s.Expected, s.Floor, s.Stretch, s.Low, s.High} {
		if m.Set && m.At > top {
			top = m.At
		}
	}
	if top == 1000 {
		return 1000
	}
	return float64(top) * 1.01 // room for the rounded end
}

// at is the share of the width where a mark stands, counted from the left.
func (s Bar) at(permille int) float64 {
	x := clamp(float64(permille)/s.scale(), 0, 1)
	if s.Reversed {
		return 1 - x
	}
	return x
}

// span draws a rectangle between two marks whichever way the bar runs.
func (s Bar) span(p *pen, class string, from, to int, y, h float64) {
	a, b := s.at(from), s.at(to)
	x, w := math.Min(a, b), math.Abs(b-a)
	if w == 0 {
		return
	}
	p.shape("rect", class, "x", p.share(x), "y", num(y), "width", p.share(w), "height", num(h), "rx", num(h/2))
}

func (s Bar) track(p *pen) {
	s.span(p, "c-track", 0, 1000, trackTop, trackTall)
	if s.Stretch.Set && s.Stretch.At > 1000 {
		s.span(p, "c-ghost", 1000, s.Stretch.At, trackTop+0.75, trackTall-1.5)
	}
}

func (s Bar) fill(p *pen) {
	if !s.Attained.Set || s.Attained.At <= 0 {
		return
	}
	class := "c-attained"
	if s.Personal {
		class = "c-mine"
	}
	s.span(p, class, 0, s.Attained.At, trackTop, trackTall)
	if s.Mine.Set && s.Mine.At > 0 && !s.Personal {
		s.span(p, "c-mine", 0, min(s.Mine.At, s.Attained.At), trackTop, trackTall)
	}
}

func (s Bar) marks(p *pen) {
	if s.scale() > 1000 {
		p.shape("rect", "c-end", "x", p.share(s.at(1000)), "y", num(trackTop-4), "width", "2", "height", num(trackTall+8), "rx", "1")
	}
	if s.Low.Set && s.High.Set {
		s.bracket(p)
	}
	if s.Floor.Set && s.Floor.At > 0 {
		p.raw(`<svg x="` + p.share(s.at(s.Floor.At)) + `" y="18" overflow="visible">`)
		p.shape("path", "c-floor", "d", "M0 0l4 5h-8z")
		p.raw("</svg>")
	}
	if s.Expected.Set {
		p.raw(`<svg x="` + p.share(s.at(s.Expected.At)) + `" y="5" overflow="visible">`)
		p.shape("rect", "c-expected", "x", "-1", "y", "0", "width", "2", "height", "16", "rx", "1")
		p.raw("</svg>")
	}
}

// bracket is the soft range above the track where the forecast lands.
func (s Bar) bracket(p *pen) {
	a, b := s.at(s.Low.At), s.at(s.High.At)
	lo, hi := p.share(math.Min(a, b)), p.share(math.Max(a, b))
	p.shape("line", "c-land", "x1", lo, "x2", hi, "y1", "2", "y2", "2")
	p.shape("line", "c-land", "x1", lo, "x2", lo, "y1", "1.25", "y2", "6")
	p.shape("line", "c-land", "x1", hi, "x2", hi, "y1", "1.25", "y2", "6")
}
