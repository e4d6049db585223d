package web

import (
	"cordee/internal/app"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/reward"
	"cordee/internal/web/ui"
)

// previewProps is what a rule would give: drawn, in words, in an example, with what deserves a second thought.
type previewProps struct {
	title    string
	sides    []drawnSide
	table    ui.TableProps
	example  string
	notYet   string
	gates    []string
	facts    []factProps
	warnings []string
	warnHead string
}

// drawnSide is what everyone obtains, or what a group obtains together, in drawings and words.
type drawnSide struct {
	title, lead string
	curves      []drawn
	lines       []string
}

// examplePoints are the attainments of the example, in percent.
var examplePoints = []int64{80, 100, 120}

func (v *visit) previewOf(d app.RulePage) previewProps {
	t := v.ruleTeller(d.Rule.Rule, d.Goals)
	p := previewProps{title: v.T("web.reward.gives"), warnings: t.warnings(d.Rule.Warnings), warnHead: v.T("web.reward.warn_head")}
	p.sides = t.sides(d.Rule.People)
	for _, g := range t.rule.Gates {
		p.gates = append(p.gates, t.gateWords(g))
	}
	if d.Rule.People > 0 {
		p.facts = append(p.facts, factProps{label: v.T("web.reward.people"), value: v.T("web.reward.people_n", "n", d.Rule.People)})
	}
	for i, s := range d.Rule.Parts {
		if i == 0 || i+1 == len(d.Rule.Parts) {
			key := "web.reward.first_pay"
			if i+1 == len(d.Rule.Parts) {
				key = "web.reward.last_pay"
			}
			p.facts = append(p.facts, factProps{label: v.T(key), value: v.Date(s.Last())})
		}
	}
	if reward.Check(d.Rule.Rule) != nil {
		p.notYet = v.T("web.reward.not_complete")
		return p
	}
	p.table, p.example = t.exampleTable(max(d.Rule.People, 1))
	return p
}

func (t ruleTeller) gateWords(g reward.Gate) string {
	if g.At.OK {
		return t.T("web.reward.gate", "what", t.subject(g.Of, false), "at", t.percentOf(g.At.Amount))
	}
	return t.T("web.reward.gate_attained", "what", t.subject(g.Of, false))
}

// sides draws each side of the rule, with the weights where there are several measures.
func (t ruleTeller) sides(people int) (list []drawnSide) {
	if e := t.rule.Each; e != nil {
		s := drawnSide{title: t.T("web.reward.legend_each"), curves: t.drawings(e.Parts, e.Base), lines: t.weights(e.Parts)}
		list = append(list, s)
	}
	if p := t.rule.Pot; p != nil {
		s := drawnSide{title: t.T("web.reward.legend_pot"), curves: t.drawings(p.Parts, p.Base), lines: append(t.weights(p.Parts), t.splitWords(p, people)...)}
		list = append(list, s)
	}
	return list
}

// weights says what counts for how much; of what is obtained or not, what is to be reached.
func (t ruleTeller) weights(parts []reward.Part) (lines []string) {
	for _, p := range parts {
		switch {
		case !t.rule.Kind.Counted() && p.Curve.Mode == reward.Flat && len(p.Curve.Tiers) > 0:
			lines = append(lines, t.T("web.reward.obtained_from", "what", t.subject(p.Of, false), "at", t.percentOf(p.Curve.Tiers[0].From)))
		case !t.rule.Kind.Counted():
			lines = append(lines, t.T("web.reward.obtained_when", "what", t.subject(p.Of, false)))
		case len(parts) > 1 && p.Curve.DrawsOnBase():
			lines = append(lines, t.T("web.reward.weighs", "what", capital(t.subject(p.Of, false)), "part", t.Percent(p.Weight)))
		}
	}
	return lines
}

func (t ruleTeller) splitWords(p *reward.Pot, people int) (lines []string) {
	for _, x := range []struct {
		key  string
		part measure.BP
	}{{"equal", p.Split.Equal}, {"time", p.Split.Time}, {"contribution", p.Split.Contribution}} {
		if x.part > 0 {
			lines = append(lines, t.T("web.reward.split_words_"+x.key, "part", t.Percent(x.part), "n", max(people, 1)))
		}
	}
	if p.Together.OK {
		lines = append(lines, t.T("web.reward.together_words", "at", t.percentOf(p.Together.Amount), "what", t.subject(p.Mind, false)))
	}
	return lines
}

// exampleTarget is what a rate of an amount is shown on where nothing else is known.
const exampleTarget = 50_000

// exampleTable reckons the rule with everything at one and the same attainment.
func (t ruleTeller) exampleTable(people int) (table ui.TableProps, note string) {
	table = ui.TableProps{ID: "example", Caption: t.T("web.reward.example"), Dense: true, Heads: []ui.Head{{Label: t.T("web.reward.example_at")}}}
	if t.rule.Pot != nil {
		table.Heads = append(table.Heads, ui.Head{Label: t.T("web.reward.example_pot"), Numeric: true})
	}
	table.Heads = append(table.Heads, ui.Head{Label: t.T("web.reward.example_each"), Numeric: true})
	for _, at := range examplePoints {
		st, err := reward.Reckon(t.rule, t.exampleFacts(at, people))
		if err != nil || len(st.Shares) == 0 {
			return ui.TableProps{}, ""
		}
		row := ui.Row{Cells: []ui.Cell{{Text: t.percentOf(measure.Whole(at))}}}
		if st.Pot != nil {
			row.Cells = append(row.Cells, ui.Cell{Text: t.gives(st.Pot.Total)})
		}
		row.Cells = append(row.Cells, ui.Cell{Text: t.gives(st.Shares[0].Entitled)})
		table.Rows = append(table.Rows, row)
	}
	if t.reads(reward.OnAmount) {
		note = t.T("web.reward.example_amount", "amount", t.Value(measure.Whole(exampleTarget), t.world.Org().Currency))
	}
	return table, note
}

// reads tells whether some curve reads such an axis.
func (t ruleTeller) reads(axis reward.Axis) bool {
	for _, p := range t.allParts() {
		if p.Curve.Axis == axis {
			return true
		}
	}
	return false
}

func (t ruleTeller) allParts() (list []reward.Part) {
	if t.rule.Each != nil {
		list = append(list, t.rule.Each.Parts...)
	}
	if t.rule.Pot != nil {
		list = append(list, t.rule.Pot.Parts...)
	}
	return list
}

// exampleFacts is so many people who are there all the time, with everything at so many percent.
func (t ruleTeller) exampleFacts(percent int64, people int) reward.Facts {
	reached := func(s reward.Subject) reward.Reached {
		target := measure.Whole(exampleTarget)
		if g, ok := t.goals[s.Goal]; ok && g.Target.OK && g.Target.Amount > 0 {
			target = g.Target.Amount
		}
		value, err := measure.MulDiv(int64(target), percent, 100)
		if err != nil {
			value = int64(target)
		}
		return reward.Reached{Value: measure.Some(measure.Amount(value)), Target: measure.Some(target), Num: measure.Amount(percent), Den: 100, Attained: percent >= 100}
	}
	f := reward.Facts{Full: 1, Common: map[reward.Subject]reward.Reached{}, Minor: t.minor()}
	own := map[reward.Subject]reward.Reached{}
	note := func(s reward.Subject) {
		if s.Own() {
			own[s] = reached(s)
		} else {
			f.Common[s] = reached(s)
		}
	}
	for _, p := range t.allParts() {
		note(p.Of)
	}
	for _, g := range t.rule.Gates {
		note(g.Of)
	}
	if t.rule.Pot != nil {
		note(t.rule.Pot.Mind)
	}
	for i := range people {
		f.Members = append(f.Members, reward.Member{Person: org.ID(i + 1), Present: 1, Own: own, Brought: 1})
	}
	return f
}

// minor is how many decimals the reward has.
func (t ruleTeller) minor() int {
	switch t.rule.Kind {
	case reward.Money, reward.TimeOff:
		return 2
	case reward.Points, reward.Badge, reward.Training, reward.Career:
	}
	return 0
}
