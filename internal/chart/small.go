package chart

import "math"

// Spark is a word-sized line.
type Spark struct {
	Title         string
	Values        []float64
	Standalone    bool
	Width, Height int // 96 x 24 when zero
}

// Draw is the line as SVG.
func (s Spark) Draw() string {
	w, h := float64(s.Width), float64(s.Height)
	if s.Width <= 0 || s.Height <= 0 {
		w, h = 96, 24
	}
	p := &pen{plain: s.Standalone}
	p.open("c-spark", w, h, s.Title, "")
	lo, hi := span(s.Values, 0)
	last := math.Max(1, float64(len(s.Values)-1))
	f := frame{left: 3, top: 3, right: w - 4, bottom: h - 3, days: last, lo: lo, hi: hi}
	points := make([]Point, len(s.Values))
	for i, v := range s.Values {
		points[i] = Point{float64(i), v}
	}
	if d := polyline(f, points); d != "" {
		p.shape("path", "c-line", "d", d)
	}
	if n := len(points); n > 0 && finite(points[n-1].Value) {
		p.shape("circle", "c-now", "cx", num(f.x(float64(n-1))), "cy", num(f.y(points[n-1].Value)), "r", "3")
	}
	return p.close()
}

// Column is one label with a value per series, and the ready text of each.
type Column struct {
	Label  string
	Values []float64
	Texts  []string
}

// Columns are small grouped columns: results by product, segment, source or month.
type Columns struct {
	Title, Desc   string
	Columns       []Column
	Standalone    bool
	Width, Height int // 360 x 190 when zero
}

// crowded tells that a label would have to be cut: then the columns lie down and every label is written out.
func (s Columns) crowded(w float64) bool {
	step := (w - 8) / math.Max(1, float64(len(s.Columns)))
	for _, c := range s.Columns {
		if len(c.Values) != 1 || !finite(c.Values[0]) || c.Values[0] < 0 {
			return false
		}
	}
	for _, c := range s.Columns {
		if clip(c.Label, step) != c.Label {
			return true
		}
	}
	return false
}

// lying draws one line for each column: its label, its value, and the bar below them.
func (s Columns) lying(w float64) string {
	const tall = 37
	p := &pen{plain: s.Standalone}
	p.open("c-columns", w, tall*float64(len(s.Columns)), s.Title, s.Desc)
	most := 0.0
	for _, c := range s.Columns {
		most = math.Max(most, c.Values[0])
	}
	for i, c := range s.Columns {
		y := tall * float64(i)
		p.text("c-label", clip(c.Label, w*0.7), "x", "0", "y", num(y+14), "font-size", "13")
		if len(c.Texts) > 0 {
			p.text("c-strong", c.Texts[0], "x", num(w), "y", num(y+14), "text-anchor", "end", "font-size", "13")
		}
		if most > 0 {
			p.shape("rect", "c-col0", "x", "0", "y", num(y+21), "width", num(math.Max(2, c.Values[0]/most*w)), "height", "8", "rx", "3")
		}
	}
	return p.close()
}

// Draw is the columns as SVG. Negative values hang below the zero line.
func (s Columns) Draw() string {
	w, h := float64(s.Width), float64(s.Height)
	if s.Width <= 0 || s.Height <= 0 {
		w, h = 360, 190
	}
	if s.crowded(w) {
		return s.lying(w)
	}
	p := &pen{plain: s.Standalone}
	p.open("c-columns", w, h, s.Title, s.Desc)
	var all []float64
	for _, c := range s.Columns {
		all = append(all, c.Values...)
	}
	lo, hi := span(all, 0)
	f := frame{left: 4, top: 22, right: w - 4, bottom: h - 26, days: 1, lo: lo, hi: hi}
	step := (f.right - f.left) / math.Max(1, float64(len(s.Columns)))
	for i, c := range s.Columns {
		c.draw(p, f, f.left+step*float64(i), step, h)
	}
	zero := num(f.y(0))
	p.shape("line", "c-grid", "x1", num(f.left), "x2", num(f.right), "y1", zero, "y2", zero)
	return p.close()
}

func (c Column) draw(p *pen, f frame, x, step, h float64) {
	wide := math.Min(56, step*0.72) / math.Max(1, float64(len(c.Values)))
	start := x + (step-wide*float64(len(c.Values)))/2
	for i, v := range c.Values {
		if !finite(v) {
			continue
		}
		y0, y1 := f.y(0), f.y(v)
		left := start + wide*float64(i)
		p.shape("rect", "c-col"+num(float64(i%3)), "x", num(left+1), "y", num(math.Min(y0, y1)),
			"width", num(math.Max(1, wide-2)), "height", num(math.Max(1.5, math.Abs(y1-y0))), "rx", num(math.Min(3, wide/4)))
		if i < len(c.Texts) && c.Texts[i] != "" {
			p.text("c-label", c.Texts[i], "x", num(left+wide/2), "y", num(math.Min(y0, y1)-6), "text-anchor", "middle", "font-size", "12")
		}
	}
	p.text("c-label", clip(c.Label, step), "x", num(x+step/2), "y", num(h-8), "text-anchor", "middle", "font-size", "12")
}

// clip shortens a label to the width it has, at about 6.6 units a letter.
func clip(label string, width float64) string {
	r := []rune(label)
	most := int(width / 6.6)
	if len(r) <= most || most < 2 {
		return label
	}
	return string(r[:most-1]) + "…"
}

// Favicon is the knot of the rope with the progress around it, in permille (drawn up to 1000).
// An absent mark draws the plain knot.
func Favicon(progress Mark) string {
	const round = 2 * math.Pi * 13
	p := &pen{plain: true}
	p.raw(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" width="32" height="32">`)
	p.raw(`<circle cx="16" cy="16" r="16" fill="#fbf9f5"/>`)
	p.raw(`<circle cx="16" cy="16" r="13" fill="none" stroke="#d3dcda" stroke-width="4"/>`)
	if progress.Set {
		done := clamp(float64(progress.At)/1000, 0, 1) * round
		p.raw(`<circle cx="16" cy="16" r="13" fill="none" stroke="#12656a" stroke-width="4" stroke-linecap="round" transform="rotate(-90 16 16)" stroke-dasharray="` + num(done) + ` ` + num(round) + `"/>`)
	} else {
		p.raw(`<circle cx="16" cy="16" r="13" fill="none" stroke="#12656a" stroke-width="4"/>`)
	}
	p.raw(`<circle cx="16" cy="16" r="5" fill="#d9603f"/>`)
	return p.close()
}
