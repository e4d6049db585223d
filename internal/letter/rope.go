package letter

import (
	"math"
	"slices"

	"codeberg.org/go-pdf/fpdf"

	"cordee/internal/goal"
	"cordee/internal/measure"
)

// The rope in the margin: strands laid side by side, each a slanted stroke, in millimetres.
const (
	strandStep  = 1.9  // from one strand to the next
	strandHalf  = 0.75 // half the width of the rope, without the thickness
	strandRise  = 1.75 // how far a strand climbs from left to right
	strandThick = 1.15
)

// rope draws the part of the rope that runs through this page: from the company's knot on the first, down to the person's on the
// last, where it ends.
func (p *paper) rope() {
	from, to := -strandStep, pageHeight
	if p.pdf.PageNo() == 1 {
		from = ropeTop
	}
	if p.pdf.PageNo() == p.pages {
		to = p.end
	}
	p.pdf.SetLineCapStyle("round")
	for i, y := 0, from; y < to-strandRise/2; i, y = i+1, y+strandStep {
		c := lagoon
		if i%2 == 1 {
			c = mist
		}
		p.draw(c, strandThick)
		p.pdf.CurveBezierCubic(ropeX-strandHalf, y+strandRise, ropeX-strandHalf*0.3, y+strandRise*0.9, ropeX+strandHalf*0.3, y+strandRise*0.1, ropeX+strandHalf, y, "D")
	}
	p.pdf.SetLineCapStyle("butt")
	if p.pdf.PageNo() == 1 {
		p.knot(ropeX, ropeTop, 2.6, goal.Strategic)
	}
	if p.pdf.PageNo() == p.pages {
		p.knot(ropeX, to, 2.6, goal.Individual)
	}
}

// ropeTop is where the rope begins on the first page.
const ropeTop = 27.0

// knot draws the sign of a tier, as on every screen: ◆ strategic, ◇ operational, ○ collective, ● individual.
func (p *paper) knot(x, y, r float64, t goal.Tier) {
	if !slices.Contains(goal.Tiers(), t) {
		return
	}
	p.fill(white)
	p.pdf.Circle(x, y, r+0.9, "F")
	p.draw(teal, 0.5)
	switch t {
	case goal.Strategic:
		p.fill(teal)
		p.pdf.Polygon(diamond(x, y, r), "FD")
	case goal.Operational:
		p.pdf.Polygon(diamond(x, y, r), "D")
	case goal.Collective:
		p.pdf.Circle(x, y, r*0.85, "D")
	case goal.Individual:
		p.fill(coral)
		p.pdf.Circle(x, y, r, "F")
	}
}

func diamond(x, y, r float64) []fpdf.PointType {
	return []fpdf.PointType{{X: x, Y: y - r}, {X: x + r, Y: y}, {X: x, Y: y + r}, {X: x - r, Y: y}}
}

// lash marks on the rope where a section begins.
func (p *paper) lash(y float64) {
	p.fill(white)
	p.pdf.Circle(ropeX, y, 2.2, "F")
	p.fill(teal)
	p.pdf.Circle(ropeX, y, 1.2, "F")
}

// fromBaseline tells whether attainment is counted from the baseline on, as FORMATS says: always when less is better, and for a
// latest value or a ratio. For a sum or a number the baseline only informs.
func (o Objective) fromBaseline() bool {
	return o.Baseline.OK && (o.Metric.Direction == measure.Down || o.Metric.Kind == measure.Latest || o.Metric.Kind == measure.Ratio)
}

// ceiling tells of a limit not to go beyond, with no way towards it: less is better, and nobody said from where.
func (o Objective) ceiling() bool { return o.Metric.Direction == measure.Down && !o.Baseline.OK }

// scale places amounts on a bar: 0 at its left end, 1 at the furthest of target and stretch. It also serves measures where less is
// better, which run from a high baseline down to the target. ok is false when there is nothing to place.
func (o Objective) scale() (at func(v float64) float64, ok bool) {
	start := 0.0
	if o.fromBaseline() {
		start = float64(o.Baseline.Amount)
	}
	end := float64(o.Target.Amount)
	if o.Stretch.OK && math.Abs(float64(o.Stretch.Amount)-start) > math.Abs(end-start) {
		end = float64(o.Stretch.Amount)
	}
	if !o.Target.OK || start == end || o.ceiling() {
		return nil, false
	}
	return func(v float64) float64 { return min(1, max(0, (v-start)/(end-start))) }, true
}

// bar draws the objective's bar before anything is attained: the way to the target, the floor as a notch below, the ambition as a
// ghost beyond.
func (p *paper) bar(o Objective, x, y, w float64) {
	at, ok := o.scale()
	if !ok {
		return
	}
	const tall = 2.4
	target := x + w*at(float64(o.Target.Amount))
	p.fill(track)
	p.pdf.RoundedRect(x, y, target-x, tall, tall/2, "1234", "F")
	if o.Stretch.OK && target < x+w-0.5 {
		p.draw(violet, 0.35)
		p.pdf.SetDashPattern([]float64{0.9, 0.9}, 0)
		p.pdf.RoundedRect(target, y+0.2, x+w-target, tall-0.4, tall/2-0.2, "1234", "D")
		p.pdf.SetDashPattern(nil, 0)
	}
	p.fill(ink)
	p.pdf.Rect(target-0.35, y-1, 0.7, tall+2, "F")
	if o.Floor.OK {
		p.notch(x+w*at(float64(o.Floor.Amount)), y+tall+0.2)
	}
	if o.Baseline.OK {
		p.fill(coral)
		p.pdf.Circle(x+w*at(float64(o.Baseline.Amount)), y+tall/2, tall/2+0.5, "F")
	}
}

// notch is the floor's sign: a small triangle whose tip is at x, y.
func (p *paper) notch(x, y float64) {
	p.fill(soft)
	p.pdf.Polygon([]fpdf.PointType{{X: x, Y: y}, {X: x + 1.2, Y: y + 1.7}, {X: x - 1.2, Y: y + 1.7}}, "F")
}

// The signs of the four figures, as they stand on the bar, each in a place of 2.4 mm whose middle is at x, y.
func (p *paper) startSign(x, y float64)  { p.fill(coral); p.pdf.Circle(x, y, 1.1, "F") }
func (p *paper) floorSign(x, y float64)  { p.notch(x, y-0.9) }
func (p *paper) targetSign(x, y float64) { p.fill(ink); p.pdf.Rect(x-0.35, y-1.4, 0.7, 2.8, "F") }
func (p *paper) stretchSign(x, y float64) {
	p.draw(violet, 0.35)
	p.pdf.SetDashPattern([]float64{0.7, 0.6}, 0)
	p.pdf.RoundedRect(x-1.2, y-0.8, 2.8, 1.6, 0.8, "1234", "D")
	p.pdf.SetDashPattern(nil, 0)
}
