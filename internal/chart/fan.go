package chart

import "math"

// Fan is how far what is asked lies from where somebody is likely to end: a band from low to high, its middle, and a mark for the
// part. All values are in one unit; what is not finite is left out.
type Fan struct {
	Title          string  // the same in words; empty for a decoration beside words
	Low, Mid, High float64 // 10, 50 and 90 times out of a hundred it ends below
	Part           float64 // what is asked, zero for nothing
	Standalone     bool
	Width, Height  int // 168 x 26 when zero
}

// Draw is the fan as SVG. The scale begins at nothing and ends a little beyond the larger of high and part.
func (s Fan) Draw() string {
	w, h := float64(s.Width), float64(s.Height)
	if s.Width <= 0 || s.Height <= 0 {
		w, h = 168, 26
	}
	p := &pen{plain: s.Standalone}
	p.open("c-fanline", w, h, s.Title, "")
	if !finite(s.Low) || !finite(s.Mid) || !finite(s.High) || !finite(s.Part) {
		return p.close()
	}
	const edge = 5
	top := math.Max(s.High, s.Part) * 1.06
	x := func(v float64) float64 {
		if top <= 0 {
			return edge
		}
		return edge + clamp(v/top, 0, 1)*(w-2*edge)
	}
	middle := h / 2
	p.shape("rect", "c-track", "x", num(edge), "y", num(middle-1.5), "width", num(w-2*edge), "height", "3", "rx", "1.5")
	low, high := x(s.Low), x(s.High)
	p.shape("rect", "c-fan", "x", num(low), "y", num(middle-6), "width", num(math.Max(3, high-low)), "height", "12", "rx", "6")
	p.shape("rect", "c-attained", "x", num(x(s.Mid)-1.5), "y", num(middle-6), "width", "3", "height", "12", "rx", "1.5")
	if s.Part > 0 {
		at := x(s.Part)
		p.shape("line", "c-target", "x1", num(at), "x2", num(at), "y1", num(middle-9), "y2", num(middle+9))
		p.shape("path", "c-expected", "d", "M"+num(at-4)+" "+num(middle-12.5)+"h8l-4 5z")
	}
	return p.close()
}
