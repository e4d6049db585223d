package chart

import "math"

// Spot is one place of a curve: what is reached, and what it brings.
type Spot struct {
	X, Y float64
}

// Curve is what a reward brings for what is reached. Two spots above the same X are a jump: it is drawn as a dotted wall, so that
// nobody takes it for a slope.
type Curve struct {
	Title, Desc string // the accessible name and the sentence that tells the drawing
	Spots       []Spot // by ascending X
	Threshold   Level  // below it nothing is brought; its Value is an X
	Full        Level  // 100 % of the target; its Value is an X
	Turns       []Tick // further places of X with a name: where a tier or an accelerator begins
	Cap         Level  // brings no more than so much; its Value is a Y
	Here        Spot   // where somebody stands
	HereLabel   string // empty: nobody is shown
	XTicks      []Tick
	YTicks      []Tick

	Standalone    bool
	Width, Height int // drawing units; 680 x 300 when zero
}

// Draw is the curve as SVG.
func (c Curve) Draw() string {
	w, h := float64(c.Width), float64(c.Height)
	if c.Width <= 0 || c.Height <= 0 {
		w, h = 680, 300
	}
	p := &pen{plain: c.Standalone}
	p.open("c-reward", w, h, c.Title, c.Desc)
	s := Burnup{XTicks: c.XTicks, YTicks: c.YTicks, Attained: c.points()}
	f := c.frame(s, w, h)
	s.axes(p, f)
	c.walls(p, f)
	c.ceiling(p, f)
	c.line(p, f)
	c.here(p, f)
	return p.close()
}

// points are the finite spots as the frame's points.
func (c Curve) points() (list []Point) {
	for _, s := range c.Spots {
		if finite(s.X) && finite(s.Y) {
			list = append(list, Point{s.X, s.Y})
		}
	}
	return list
}

// frame begins at nought on both axes and holds everything that is drawn.
func (c Curve) frame(s Burnup, w, h float64) frame {
	f := s.frame(w, h)
	f.top = 40 // two rows of names above the drawing
	xs, ys := []float64{}, []float64{}
	for _, pt := range s.Attained {
		xs, ys = append(xs, pt.Day), append(ys, pt.Value)
	}
	for _, t := range c.YTicks {
		ys = append(ys, t.At)
	}
	if c.Cap.Set {
		ys = append(ys, c.Cap.Value)
	}
	if c.HereLabel != "" {
		xs, ys = append(xs, c.Here.X), append(ys, c.Here.Y)
	}
	_, f.days = span(xs, 0)
	f.lo, f.hi = span(ys, 0.08)
	f.lo = 0
	return f
}

// walls draws the named places of the horizontal axis; where two names would meet, the second goes one row up.
func (c Curve) walls(p *pen, f frame) {
	free := [2]float64{math.Inf(-1), math.Inf(-1)}
	wall := func(at float64, words, class, label string) {
		if !finite(at) || at < 0 || at > f.days {
			return
		}
		x := f.x(at)
		p.shape("line", class, "x1", num(x), "x2", num(x), "y1", num(f.top), "y2", num(f.bottom))
		half := letter / 2 * float64(len([]rune(words)))
		if label == "c-strong" {
			half *= 1.2
		}
		anchor, from, to := "middle", x-half, x+half
		switch {
		case to > f.right:
			anchor, from, to = "end", x-2*half, x
		case from < 0:
			anchor, from, to = "start", x, x+2*half
		}
		for row := range free {
			if from >= free[row] {
				free[row] = to + 6
				p.text(label, words, "x", num(x), "y", num(f.top-6-17*float64(row)), "text-anchor", anchor, "font-size", "12")
				return
			}
		}
	}
	if c.Threshold.Set {
		wall(c.Threshold.Value, c.Threshold.Label, "c-low", "c-label")
	}
	full := c.Full.Set // drawn in its place among the turns, so that names are given from left to right
	for _, t := range c.Turns {
		if full && c.Full.Value <= t.At {
			wall(c.Full.Value, c.Full.Label, "c-target", "c-strong")
			full = false
		}
		wall(t.At, t.Label, "c-high", "c-label")
	}
	if full {
		wall(c.Full.Value, c.Full.Label, "c-target", "c-strong")
	}
}

func (c Curve) ceiling(p *pen, f frame) {
	if !c.Cap.Set || !finite(c.Cap.Value) {
		return
	}
	y := f.y(c.Cap.Value)
	p.shape("line", "c-high", "x1", num(f.left), "x2", num(f.right), "y1", num(y), "y2", num(y))
	p.text("c-label", c.Cap.Label, "x", num(f.left+6), "y", num(y-6), "font-size", "12")
}

// line draws each unbroken stretch, with its shade, and a dotted wall at each jump.
func (c Curve) line(p *pen, f frame) {
	points := c.points()
	for len(points) > 1 {
		n := 1
		for n < len(points) && points[n].Day > points[n-1].Day {
			n++
		}
		if d := polyline(f, points[:n]); d != "" {
			base := num(f.bottom)
			p.shape("path", "c-area", "d", d+"V"+base+"H"+num(f.x(points[0].Day))+"Z")
			p.shape("path", "c-line", "d", d)
		}
		if n < len(points) {
			p.shape("path", "c-curve", "d", polyline(f, points[n-1:n+1]))
		}
		points = points[n:]
	}
}

func (c Curve) here(p *pen, f frame) {
	if c.HereLabel == "" || !finite(c.Here.X) || !finite(c.Here.Y) {
		return
	}
	x, y := f.x(c.Here.X), f.y(c.Here.Y)
	p.shape("line", "c-curve", "x1", num(x), "x2", num(x), "y1", num(y), "y2", num(f.bottom))
	p.shape("circle", "c-climber-me", "cx", num(x), "cy", num(y), "r", "7")
	half := letter / 2 * float64(len([]rune(c.HereLabel)))
	anchor, dx := "end", -12.0
	if x-2*half-12 < f.left {
		anchor, dx = "start", 12
	}
	p.text("c-strong", c.HereLabel, "x", num(x+dx), "y", num(math.Max(f.top+14, y-8)), "text-anchor", anchor, "font-size", "13")
}
