package letter

import (
	"cmp"
	"slices"
	"strings"

	"codeberg.org/go-pdf/fpdf"

	"cordee/internal/i18n"
	"cordee/internal/measure"
	"cordee/internal/reward"
)

// part is one measure: its curve with where the person stands, and its arithmetic.
func (p *paper) part(r Reward, l reward.Line, n int, tell i18n.Reckoner) {
	j := r.judged(l.Of)
	title := p.own(j.Title)
	if title == "" {
		title = p.words.T("reward_doc.part", "position", n)
	}
	if weighted := l.Curve.DrawsOnBase() && l.Weight < measure.Hundred; weighted && r.Statement.Kind.Counted() {
		title = p.words.T("reward_doc.part_weight", "title", title, "weight", p.share(l.Weight))
	}
	p.section(title)
	p.worked(r, l, tell)
}

// worked is the arithmetic of a part, or why there is none.
func (p *paper) worked(r Reward, l reward.Line, tell i18n.Reckoner) {
	unit := r.judged(l.Of).Unit
	if l.Flag != reward.NoNote {
		p.text(tell.Note(l.Flag), slanted)
		return
	}
	steps := tell.Line(l, unit)
	p.curve(l, unit, steps[len(steps)-1].Value)
	p.arithmetic(steps)
	if !r.Statement.Kind.Counted() {
		word := "reward_doc.gate_open"
		if l.Brings.Sign() > 0 {
			word = "reward_doc.gate_holds"
		}
		p.text(sentence(p.words.T(word)), strong)
	}
}

// pot is what the group obtains together, before it is shared.
func (p *paper) pot(r Reward, tell i18n.Reckoner) {
	pot := r.Statement.Pot
	if pot == nil {
		return
	}
	p.section(p.words.T("reward_doc.pot"))
	for _, l := range pot.Lines {
		p.text(p.own(r.judged(l.Of).Title), strong)
		p.worked(r, l, tell)
	}
	p.arithmetic(append(tell.Steps(pot.Steps), i18n.Reckoned{Label: p.words.T("reward_doc.pot_total"), Value: tell.Given(pot.Total)}))
}

// The columns of an arithmetic, in millimetres from the left edge of the text.
const (
	howFrom   = 62.0
	valueWide = 32.0
)

// arithmetic writes steps one below the other: what, how, and what comes of it. The last is what they all lead to.
func (p *paper) arithmetic(steps []i18n.Reckoned) {
	for i, s := range steps {
		name := plain
		if i == len(steps)-1 {
			name = strong
		}
		names, hows := p.wrap(s.Label, name, howFrom-4), p.wrap(s.How, quiet, width-howFrom-valueWide-3)
		height := float64(max(len(names), len(hows)))*plain.leading() + 1.6
		p.need(height)
		p.hairline(p.y)
		y := p.y + 0.8
		for k, text := range names {
			p.at(left, y+float64(k)*plain.leading(), text, name)
		}
		for k, text := range hows {
			p.at(left+howFrom, y+0.25+float64(k)*plain.leading(), text, quiet)
		}
		p.ending(s.Value, right, y, strong)
		p.y += height
	}
	p.y += 2
}

// The drawing of a curve, in millimetres.
const (
	curveWide = 92.0
	curveTall = 24.0
)

// curve draws what attainment brings, its bounds below, and a dot where the person stands.
func (p *paper) curve(l reward.Line, unit, brings string) {
	read, pays, ok := standing(l)
	points := reward.Samples(l.Curve, read.Amount)
	peak := slices.MaxFunc(points, func(a, b reward.Point) int { return cmp.Compare(a.Y, b.Y) }).Y
	end := points[len(points)-1].X
	if !ok || peak <= 0 || end <= 0 {
		return
	}
	p.need(curveTall + 9)
	at := func(x, y measure.Amount) fpdf.PointType {
		return fpdf.PointType{X: left + curveWide*min(1, max(0, float64(x)/float64(end))), Y: p.y + curveTall*(1-0.92*float64(y)/float64(peak))}
	}
	p.draw(rule, 0.2)
	p.pdf.Line(left, p.y+curveTall, left+curveWide, p.y+curveTall)
	p.bounds(l.Curve, unit, points, at)
	p.draw(teal, 0.6)
	p.pdf.SetLineJoinStyle("round")
	for i := 1; i < len(points); i++ {
		from, to := at(points[i-1].X, points[i-1].Y), at(points[i].X, points[i].Y)
		p.pdf.Line(from.X, from.Y, to.X, to.Y)
	}
	here := at(read.Amount, pays)
	p.fill(coral)
	p.pdf.Circle(here.X, here.Y, 1.3, "F")
	p.legend(brings)
	p.y += curveTall + 7
}

// standing is where a line's curve was read, and what it pays there.
func standing(l reward.Line) (read measure.Maybe, pays measure.Amount, ok bool) {
	if l.Reached == nil || len(l.Steps) == 0 {
		return read, 0, false
	}
	x := l.Steps[0].Result // attainment, or the amount
	return measure.Some(x.Amount()), l.Curve.At(x).Amount(), true
}

// bounds marks each corner of the curve on the axis, as long as they do not run into each other.
func (p *paper) bounds(c reward.Curve, unit string, points []reward.Point, at func(x, y measure.Amount) fpdf.PointType) {
	free := left - 10.0
	for _, pt := range points[:len(points)-1] {
		x := at(pt.X, 0).X
		text := p.words.Value(pt.X, measure.Percent)
		if c.Axis == reward.OnAmount {
			text = p.words.Compact(pt.X, unit)
		}
		half := p.measure(text, tiny) / 2
		start := max(left, x-half)
		if start < free+2 {
			continue
		}
		p.draw(rule, 0.2)
		p.pdf.SetDashPattern([]float64{0.6, 0.8}, 0)
		p.pdf.Line(x, p.y+1, x, p.y+curveTall)
		p.pdf.SetDashPattern(nil, 0)
		p.at(start, p.y+curveTall+0.8, text, tiny)
		free = start + 2*half
	}
}

// legend says what the dot brings, beside the drawing.
func (p *paper) legend(brings string) {
	x, y := left+curveWide+5, p.y+curveTall/2-2
	p.fill(coral)
	p.pdf.Circle(x, y+label.leading()/2, 1.1, "F")
	p.at(x+3, y, p.words.T("reward_doc.here", "value", brings), label)
}

// credited lists every result behind the figures, objective by objective.
func (p *paper) credited(r Reward) {
	begun := false
	for _, j := range r.Judged {
		for _, s := range j.Sources {
			if len(s.Counts)+len(s.Late)+s.Hidden == 0 {
				continue
			}
			if !begun {
				p.section(p.words.T("reward_doc.credited"))
				begun = true
			}
			p.source(s)
		}
	}
}

func (p *paper) source(s Source) {
	p.need(3 * plain.leading())
	p.text(strings.Join(filled(p.own(s.Title), p.own(s.Owner)), " · "), strong)
	p.results(s.Counts, s.Unit)
	if s.Hidden > 0 {
		p.text(p.words.T("reward_doc.hidden", "n", s.Hidden), quiet)
	}
	p.line(line{text: p.words.T("reward_doc.sum"), face: strong, figure: p.words.Value(s.Sum, s.Unit)}, left, right)
	if len(s.Late) > 0 {
		p.y += 1
		p.text(p.words.T("reward_doc.late"), slanted)
		p.results(s.Late, s.Unit)
	}
	p.y += 2
}

func (p *paper) results(list []Credited, unit string) {
	for _, c := range list {
		text := strings.Join(filled(p.words.DateShort(c.On), p.own(c.What)), "  ")
		p.line(line{text: text, face: plain, figure: p.words.Value(c.Amount, unit)}, left, right)
	}
}

// after says who approved, how to contest, and how the file can be checked.
func (p *paper) after(r Reward, hash string) {
	p.section(p.words.T("reward_doc.after"))
	var yes []line
	for _, a := range r.Approved {
		yes = append(yes, line{text: strings.Join(filled(p.own(a.By), p.stamp(a.At)), ", "), face: plain, sign: bullet})
	}
	p.row(p.words.T("reward_doc.approved"), yes)
	contest := p.words.T("reward_doc.contest_any")
	if !r.ContestBy.IsZero() {
		contest = p.words.T("reward_doc.contest_by", "on", r.ContestBy)
	}
	p.row(p.words.T("reward_doc.contest"), append(one(contest), one(p.own(r.ContestTo))...))
	p.row(p.words.T("letter.hash"), []line{{text: grouped(hash), face: face{"B", 8.5, ink}}})
	p.row(p.words.T("letter.check"), one(p.words.T("reward_doc.check", "file", p.attached)))
}
