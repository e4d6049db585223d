package letter

import (
	"strings"

	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/period"
)

// objective writes one objective whole: what, how much, why, how it is counted, how it came about and what comes with it.
func (p *paper) objective(t Terms, o Objective, n int) {
	p.y += 4
	p.need(46)
	p.title(o, n)
	p.figures(o)
	p.measured(t, o)
	p.row(p.words.T("letter.why"), one(p.say(o.Why)))
	p.row(p.words.T("letter.said"), p.says(o.Said, ""))
	p.row(p.words.T("letter.above"), p.above(o))
	p.row(p.words.T("letter.derivation"), p.lines(o.Derivation))
	p.row(p.words.T("letter.adjustments"), p.adjustments(o))
	p.counted(o)
	p.row(p.words.T("letter.steps"), p.steps(o.Steps))
	p.row(p.words.T("letter.checkpoints"), p.checkpoints(o))
	if o.Paid && o.Weight == 0 { // a weight that nobody set is no weight of zero
		p.row(p.words.T("letter.weight_label"), one(p.words.T("letter.weight_none")))
	}
	p.row(p.words.T("letter.means"), p.says(o.Means, p.words.T("letter.means_none")))
	p.row(p.words.T("letter.support"), p.says(o.Support, p.words.T("letter.support_none")))
	p.y += 2
}

// title ties the objective to the rope: a knot in the margin, its sort in small letters, its name.
func (p *paper) title(o Objective, n int) {
	sort := []string{p.words.T("letter.objective", "position", n), p.word("tier.", string(o.Tier))}
	if o.Weight > 0 {
		sort = append(sort, p.words.T("letter.weight", "weight", p.share(o.Weight)))
	}
	if o.Paid {
		sort = append(sort, p.words.T("letter.paid"))
	} else {
		sort = append(sort, p.words.T("letter.unpaid"))
	}
	if p.y > top { // on top of a page there is a line already
		p.hairline(p.y)
		p.y += 3
	}
	p.knot(ropeX, p.y+6.8, 2.1, o.Tier)
	p.at(left, p.y, strings.ToUpper(strings.Join(filled(sort...), "  ·  ")), kicker)
	p.y += kicker.leading() + 0.6
	p.pdf.Bookmark(p.say(o.Title), 0, p.y)
	for _, l := range p.wrap(p.say(o.Title), heading, width) {
		p.need(heading.leading())
		p.at(left, p.y, l, heading)
		p.y += heading.leading() * 0.94
	}
	p.y += 1.6
}

// figures shows start, floor, target and ambition side by side, and the bar under them.
func (p *paper) figures(o Objective) {
	if !o.Target.OK {
		return
	}
	p.need(22)
	unit := o.Metric.Unit
	big := face{"B", 13, teal}
	column, x := width/4, left
	for _, f := range []struct {
		name  string
		value measure.Maybe
		face  face
		sign  func(x, y float64)
	}{
		{"letter.baseline", o.Baseline, strong, p.startSign}, {"letter.floor", o.Floor, strong, p.floorSign},
		{"letter.target", o.Target, big, p.targetSign}, {"letter.stretch", o.Stretch, strong, p.stretchSign},
	} {
		if !f.value.OK && (f.name == "letter.floor" || f.name == "letter.stretch") {
			x += column
			continue
		}
		f.sign(x+1.2, p.y+label.leading()/2)
		p.at(x+4.2, p.y, p.words.T(f.name), label)
		text := p.value(f.value, unit)
		for f.face.size > 6 && p.measure(text, f.face) > column-5 { // a very long number is set smaller rather than cut
			f.face.size -= 0.5
		}
		p.at(x, p.y+4.4+(big.leading()-f.face.leading())/2, text, f.face)
		x += column
	}
	p.y += 12.5
	p.bar(o, left+1.7, p.y, width-1.7)
	p.y += 7
}

// measured says exactly what is counted, where it is read and since when.
func (p *paper) measured(t Terms, o Objective) {
	m := o.Metric
	p.row(p.words.T("letter.metric"), append(one(p.say(m.Name)), one(p.say(m.Definition))...))
	p.row(p.words.T("letter.source"), one(p.say(m.Source)))
	p.row(p.words.T("letter.scope"), one(p.say(m.Scope)))
	if m.Unit != "" {
		unit := p.words.UnitName(m.Unit)
		p.row(p.words.T("letter.unit"), one(strings.Join(filled(sentence(unit), p.word("direction.", string(m.Direction))), ", ")))
	}
	if o.Baseline.OK && !o.BaselineOn.IsZero() {
		p.row(p.words.T("letter.baseline_on"), one(p.words.T("letter.baseline_value", "value", p.value(o.Baseline, m.Unit), "on", o.BaselineOn)))
	}
	if bounded(o.Span) && o.Span != t.Period {
		p.row(p.words.T("letter.own_period"), one(p.words.Span(o.Span)))
	}
	p.row(p.words.T("letter.origin"), one(sentence(p.word("origin.", string(o.Origin)))))
}

// above is the rope from the company down to this objective, the furthest first as on the screens.
func (p *paper) above(o Objective) (lines []line) {
	for i := len(o.Above) - 1; i >= 0; i-- {
		k := o.Above[i]
		figure := ""
		if k.Target.OK {
			figure = p.words.Value(k.Target.Amount, k.Unit)
		}
		title := strings.Join(filled(p.say(k.Title), p.own(k.Owner)), " · ")
		lines = append(lines, line{text: title, face: plain, figure: figure, sign: k.Tier})
		if why := p.say(k.Why); why != "" {
			lines = append(lines, line{text: why, face: face{"I", 8.5, soft}, sign: indented})
		}
	}
	if len(lines) == 0 {
		return []line{{text: p.words.T("letter.above_none"), face: slanted}}
	}
	return append(lines, line{text: sentence(p.words.T("letter.this_one")), face: strong, figure: p.target(o), sign: o.Tier})
}

// indented is a line that stands under another one, without a sign.
const indented goal.Tier = " "

func (p *paper) adjustments(o Objective) []line {
	if len(o.Adjustments) == 0 {
		return []line{{text: p.words.T("letter.adjustments_none"), face: slanted}}
	}
	return p.lines(o.Adjustments)
}

// formula is the key of how the attainment of this objective is counted when nobody wrote another way; the same as goal.Score.
func (o Objective) formula() string {
	switch {
	case !o.Target.OK:
		return "letter.formula_steps"
	case o.ceiling():
		return "letter.formula_ceiling"
	case o.fromBaseline():
		return "letter.formula_baseline"
	}
	return "letter.formula_default"
}

// counted is the formula and what each attainment brings.
func (p *paper) counted(o Objective) {
	formula := p.say(o.Formula)
	if formula == "" {
		formula = p.words.T(o.formula())
	}
	p.row(p.words.T("letter.formula"), one(formula))
	var lines []line
	for _, t := range o.Thresholds {
		from := sentence(p.words.T("letter.threshold_from", "share", p.share(t.From)))
		lines = append(lines, line{text: from, face: plain, figure: p.say(t.Effect)})
	}
	p.row(p.words.T("letter.thresholds"), lines)
}

func (p *paper) steps(steps []Step) (lines []line) {
	for _, s := range steps {
		facts := filled(p.own(s.Owner), p.words.DateShort(s.Due))
		if s.Weight > 0 {
			facts = append(facts, p.share(s.Weight))
		}
		lines = append(lines, line{text: p.say(s.Title), face: plain, figure: strings.Join(facts, " · "), sign: bullet})
	}
	return lines
}

// checkpoints are the days on which both look at the objective, in the order of the calendar.
func (p *paper) checkpoints(o Objective) (lines []line) {
	for _, c := range o.Checkpoints {
		figure := ""
		if c.Expected.OK {
			figure = p.words.T("letter.checkpoint_expected", "value", p.value(c.Expected, o.Metric.Unit))
		}
		text := p.words.Date(c.On)
		if note := p.say(c.Note); note != "" {
			text = p.words.T("letter.checkpoint_note", "on", c.On, "note", note)
		}
		lines = append(lines, line{text: text, face: plain, figure: figure, sign: bullet})
	}
	if len(lines) == 0 {
		return []line{{text: p.words.T("letter.checkpoints_none"), face: slanted}}
	}
	return lines
}

// shortly is a period without its year when both ends share it with the letter; used in tables.
func (p *paper) shortly(s period.Span) string {
	return p.words.DateShort(s.From) + " – " + p.words.DateShort(s.Last())
}
