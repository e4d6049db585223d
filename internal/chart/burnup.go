package chart

import (
	"math"
	"strings"
)

// Point is one value on one day; Day counts from the first day of the span (0).
type Point struct {
	Day, Value float64
}

// FanPoint is the landing range on one day.
type FanPoint struct {
	Day, Low, Mid, High float64
}

// Event is one result: a dot that opens it.
type Event struct {
	Day, Value float64
	Href       string
	Title      string
}

// Tick is a ready label on an axis, At in the unit of that axis (days or values).
type Tick struct {
	At    float64
	Label string
}

// Level is a horizontal line with its ready label; not drawn unless Set.
type Level struct {
	Value float64
	Label string
	Set   bool
}

// LevelAt is the line at a value.
func LevelAt(value float64, label string) Level { return Level{Value: value, Label: label, Set: true} }

// Burnup is the story of one objective over its span.
type Burnup struct {
	Title, Desc string // the accessible name and the sentence that tells the drawing
	Days        float64
	Today       float64 // day of the marker; negative: none
	TodayLabel  string
	Attained    []Point // drawn as steps: a value holds until the next one
	Expected    []Point // drawn as a curve, with its season
	Fan         []FanPoint
	Events      []Event
	Target      Level
	Floor       Level
	Stretch     Level
	XTicks      []Tick
	YTicks      []Tick

	Standalone    bool
	Width, Height int // drawing units; 720 x 320 when zero
}

// frame maps days and values to the drawing.
type frame struct {
	left, top, right, bottom float64
	days, lo, hi             float64
}

func (f frame) x(day float64) float64 {
	return f.left + clamp(day/f.days, 0, 1)*(f.right-f.left)
}

func (f frame) y(v float64) float64 {
	return f.bottom - clamp((v-f.lo)/(f.hi-f.lo), 0, 1)*(f.bottom-f.top)
}

// Draw is the chart as SVG.
func (s Burnup) Draw() string {
	w, h := float64(s.Width), float64(s.Height)
	if s.Width <= 0 || s.Height <= 0 {
		w, h = 720, 320
	}
	p := &pen{plain: s.Standalone}
	p.start("c-burnup", w, h)
	p.name(s.role(), s.Title, s.Desc)
	f := s.frame(w, h)
	s.axes(p, f)
	s.fan(p, f)
	s.levels(p, f)
	s.curve(p, f)
	s.steps(p, f)
	s.today(p, f)
	s.dots(p, f)
	return p.close()
}

// role is group when dots are links: a reader can walk through them.
func (s Burnup) role() string {
	for _, e := range s.Events {
		if e.Href != "" {
			return "group"
		}
	}
	return "img"
}

func (s Burnup) frame(w, h float64) frame {
	lo, hi := s.bounds()
	left := 12.0
	for _, t := range s.YTicks {
		left = math.Max(left, 10+letter*float64(len([]rune(t.Label))))
	}
	days := s.Days
	if !finite(days) || days <= 0 {
		days = 1
	}
	return frame{left: math.Min(left, w/3), top: 22, right: w - 14, bottom: h - 26, days: days, lo: lo, hi: hi}
}

// bounds is the range of values, a little wider than what is drawn, never empty.
func (s Burnup) bounds() (lo, hi float64) {
	var all []float64
	for _, p := range append(append([]Point{}, s.Attained...), s.Expected...) {
		all = append(all, p.Value)
	}
	for _, p := range s.Fan {
		all = append(all, p.Low, p.High)
	}
	for _, l := range []Level{s.Target, s.Floor, s.Stretch} {
		if l.Set {
			all = append(all, l.Value)
		}
	}
	for _, t := range s.YTicks {
		all = append(all, t.At)
	}
	return span(all, 0.06)
}

// span is the least and greatest of the finite values and zero, with so much air above.
func span(values []float64, air float64) (lo, hi float64) {
	for _, v := range values {
		if finite(v) && math.Abs(v) < 1e300 {
			lo, hi = math.Min(lo, v), math.Max(hi, v)
		}
	}
	if hi-lo <= 0 {
		hi = lo + 1
	}
	return lo, hi + (hi-lo)*air
}

func (s Burnup) axes(p *pen, f frame) {
	for _, t := range s.YTicks {
		if !finite(t.At) {
			continue
		}
		y := f.y(t.At)
		p.shape("line", "c-grid", "x1", num(f.left), "x2", num(f.right), "y1", num(y), "y2", num(y))
		p.text("c-label", t.Label, "x", num(f.left-8), "y", num(y+4), "text-anchor", "end", "font-size", "12")
	}
	for i, t := range s.XTicks {
		if !finite(t.At) || i%f.every(s.XTicks) != 0 {
			continue
		}
		x, anchor := f.x(t.At), "middle"
		switch {
		case x > f.right-24:
			anchor = "end"
		case x < f.left+12:
			anchor = "start"
		}
		p.text("c-label", t.Label, "x", num(x), "y", num(f.bottom+18), "text-anchor", anchor, "font-size", "12")
	}
}

// letter is how wide a letter of a label is, on average and in drawing units.
const letter = 6.6

// every is the least n for which every n-th label leaves air beside the next one.
func (f frame) every(ticks []Tick) int {
	for n := 1; n < len(ticks); n++ {
		fits := true
		for i := n; i < len(ticks) && fits; i += n {
			room := f.x(ticks[i].At) - f.x(ticks[i-n].At)
			words := letter / 2 * float64(len([]rune(ticks[i].Label))+len([]rune(ticks[i-n].Label)))
			fits = room >= words+8
		}
		if fits {
			return n
		}
	}
	return max(1, len(ticks))
}

// levels draws the lines, then their labels: the ambition above its line, the floor below, the target where there is room.
func (s Burnup) levels(p *pen, f frame) {
	line := func(l Level, class string) (y float64, ok bool) {
		if !l.Set || !finite(l.Value) {
			return 0, false
		}
		y = f.y(l.Value)
		p.shape("line", class, "x1", num(f.left), "x2", num(f.right), "y1", num(y), "y2", num(y))
		return y, true
	}
	label := func(class, words string, x, y float64) {
		p.text(class, words, "x", num(f.left+x), "y", num(y), "font-size", "12")
	}
	const above, below, tight, indent = -6, 15, 20, 6
	high, hasHigh := line(s.Stretch, "c-high")
	low, hasLow := line(s.Floor, "c-low")
	target, hasTarget := line(s.Target, "c-target")
	if hasHigh {
		label("c-label", s.Stretch.Label, indent, high+above)
	}
	if hasLow {
		dy := float64(above)
		if hasTarget && math.Abs(low-target) < tight {
			dy = below
		}
		label("c-label", s.Floor.Label, indent, low+dy)
	}
	if !hasTarget {
		return
	}
	x, dy := float64(indent), float64(above)
	if hasHigh && math.Abs(high-target) < tight {
		dy = below
		if hasLow && math.Abs(low-target) < 2*tight {
			x, dy = 3*indent+letter*float64(len([]rune(s.Stretch.Label))), above
		}
	}
	label("c-strong", s.Target.Label, x, target+dy)
}

func (s Burnup) curve(p *pen, f frame) {
	if d := polyline(f, s.Expected); d != "" {
		p.shape("path", "c-curve", "d", d)
	}
}

// polyline is the path through the finite points, or nothing when fewer than two.
func polyline(f frame, points []Point) string {
	var b strings.Builder
	n := 0
	for _, pt := range points {
		if !finite(pt.Day) || !finite(pt.Value) {
			continue
		}
		b.WriteString(verb(n) + num(f.x(pt.Day)) + " " + num(f.y(pt.Value)))
		n++
	}
	if n < 2 {
		return ""
	}
	return b.String()
}

func verb(n int) string {
	if n == 0 {
		return "M"
	}
	return "L"
}

// steps draws the attained line: flat until the day of a result, then up.
func (s Burnup) steps(p *pen, f frame) {
	var b strings.Builder
	var lastX, lastY, firstX float64
	n := 0
	for _, pt := range s.Attained {
		if !finite(pt.Day) || !finite(pt.Value) {
			continue
		}
		x, y := f.x(pt.Day), f.y(pt.Value)
		if n == 0 {
			firstX = x
			b.WriteString("M" + num(x) + " " + num(y))
		} else {
			b.WriteString("H" + num(x) + "V" + num(y))
		}
		lastX, lastY = x, y
		n++
	}
	if n == 0 {
		return
	}
	base := num(f.y(0))
	p.shape("path", "c-area", "d", b.String()+"V"+base+"H"+num(firstX)+"Z")
	p.shape("path", "c-line", "d", b.String())
	p.shape("circle", "c-now", "cx", num(lastX), "cy", num(lastY), "r", "5")
}

func (s Burnup) fan(p *pen, f frame) {
	var up, down, mid []Point
	for _, pt := range s.Fan {
		if !finite(pt.Day) || !finite(pt.Low) || !finite(pt.High) || !finite(pt.Mid) {
			continue
		}
		up = append(up, Point{pt.Day, pt.High})
		mid = append(mid, Point{pt.Day, pt.Mid})
		down = append([]Point{{pt.Day, pt.Low}}, down...)
	}
	if len(up) < 2 {
		return
	}
	p.shape("path", "c-fan", "d", polyline(f, append(up, down...))+"Z")
	p.shape("path", "c-mid", "d", polyline(f, mid))
}

func (s Burnup) today(p *pen, f frame) {
	if s.Today < 0 || !finite(s.Today) {
		return
	}
	x, anchor := f.x(s.Today), "middle"
	switch {
	case x > f.right-40:
		anchor = "end"
	case x < f.left+40:
		anchor = "start"
	}
	p.shape("line", "c-today", "x1", num(x), "x2", num(x), "y1", num(f.top), "y2", num(f.bottom))
	p.text("c-label", s.TodayLabel, "x", num(x), "y", num(f.top-8), "text-anchor", anchor, "font-size", "12")
}

func (s Burnup) dots(p *pen, f frame) {
	for _, e := range s.Events {
		if !finite(e.Day) || !finite(e.Value) {
			continue
		}
		if e.Href != "" {
			p.raw(`<a href="` + escape(e.Href) + `" aria-label="` + escape(e.Title) + `">`)
		}
		p.raw("<g>")
		p.raw("<title>" + escape(e.Title) + "</title>")
		p.shape("circle", "c-dot", "cx", num(f.x(e.Day)), "cy", num(f.y(e.Value)), "r", "4")
		p.raw("</g>")
		if e.Href != "" {
			p.raw("</a>")
		}
	}
}
