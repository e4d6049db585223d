package web

import (
	"strconv"
	"strings"

	"cordee/internal/app"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/reward"
	"cordee/internal/web/ui"
)

// sideProps is one side of a rule's form: what everyone obtains, or what a group obtains together.
type sideProps struct {
	name, legend, lead string
	base               ui.FieldProps
	counted            bool
	parts              []partProps
	weights            ui.BalanceProps // drawn when there are several measures
	addPart            ui.ButtonProps
	curve              curveProps
	split              []ui.FieldProps
	splitLegend        string
	splitSum           ui.BalanceProps
	together           []ui.FieldProps
	togetherTitle      string
	close              ui.ButtonProps
}

// partProps is one measure.
type partProps struct {
	legend      string
	of, weight  ui.FieldProps
	weighs      bool
	own         curveProps
	ownTitle    string
	ownOpen, ok bool
}

// curveProps is the questions of one curve.
type curveProps struct {
	legend string
	shape  ui.FieldProps
	fields []ui.FieldProps // threshold, accelerator, rate
	tiers  rowsProps
	cap    ui.FieldProps
}

// rowsProps is a list of rows of fields with a button for one more.
type rowsProps struct {
	legend, hint string
	rows         [][]ui.FieldProps
	add          ui.ButtonProps
}

// subjectChoices are what may be judged: common objectives, and everybody's own objectives of a metric.
type subjectChoices struct {
	goals, own []ui.Option
}

// subjects lists what may be judged. Objectives that the rule names already stay in the list when they are over.
func (v *visit) subjects(draft app.RulePage) (c subjectChoices, err error) {
	list, err := v.App.Parents(v.ctx(), v.actor(), 0)
	if err != nil {
		return c, err
	}
	seen := map[org.ID]bool{}
	add := func(id org.ID, title string, owner org.Owner) {
		if !seen[id] {
			seen[id] = true
			c.goals = append(c.goals, ui.Option{Value: "goal-" + id.String(), Label: goalSubject(v.teller(), v.world, title, owner), Group: v.T("web.reward.group_goals")})
		}
	}
	for _, g := range list {
		add(g.ID, g.Title, g.Owner)
	}
	for id, s := range draft.Goals {
		add(id, s.Title, s.Owner)
	}
	t := v.teller()
	for _, m := range v.world.Metrics() {
		if m.Kind != measure.Steps && !m.Archived {
			c.own = append(c.own, ui.Option{Value: "own-" + m.Key, Label: capital(v.T("web.reward.subject_own", "metric", lowerFirst(t.metricName(m.Metric)))), Group: v.T("web.reward.group_own")})
		}
	}
	return c, nil
}

// options is a fresh list of the choices: a pot is judged on common objectives only.
func (c subjectChoices) options(own bool) []ui.Option {
	list := append([]ui.Option{}, c.goals...)
	if own {
		list = append(append([]ui.Option{}, c.own...), list...)
	}
	return list
}

func (v *visit) subjectField(t typed, name, label string, options []ui.Option) ui.FieldProps {
	return t.field(ui.FieldProps{Name: name, Label: label, Kind: ui.FieldSelect, Blank: v.T("web.reward.choose"), Options: options})
}

func (v *visit) side(t typed, name string, kind reward.Kind, parts []reward.Part, choices subjectChoices) *sideProps {
	s := &sideProps{name: name, legend: v.T("web.reward.legend_" + name), lead: v.T("web.reward.lead_" + name), counted: kind.Counted()}
	s.base = t.field(ui.FieldProps{Name: name + ".base", Label: v.T("web.reward.base_" + name), Hint: v.T("web.reward.base_hint"), Kind: ui.FieldNumber, Suffix: v.UnitName(rewardUnit(kind, v.world.Org().Currency))})
	n := max(t.rows(name+".parts"), 1)
	for i := range n {
		s.parts = append(s.parts, v.measured(t, name, i, n, s.counted, choices))
	}
	s.weights = v.balance(s.parts)
	s.addPart = ui.ButtonProps{Text: v.T("web.reward.add_part"), Name: "do", Value: "add:" + name + ".parts", Icon: "plus", Small: true}
	s.close = ui.ButtonProps{Text: v.T("web.reward.close_" + name), Name: "do", Value: "close:" + name, Kind: ui.ButtonQuiet, Small: true, Icon: "close"}
	if s.counted {
		s.curve = v.curveFields(t, name+".curve", false)
		s.curve.legend = v.T("web.reward.curve_legend")
	}
	if name == "pot" {
		v.splitFields(t, s, choices)
	}
	return s
}

func (v *visit) measured(t typed, side string, i, n int, counted bool, choices subjectChoices) partProps {
	at := side + ".parts." + strconv.Itoa(i)
	p := partProps{legend: v.T("web.reward.part", "n", i+1), weighs: counted && n > 1, ownTitle: v.T("web.reward.own_curve")}
	p.of = v.subjectField(t, at+".of", v.T("web.reward.of"), choices.options(side == "each"))
	if !counted {
		p.weight = t.field(ui.FieldProps{Name: at + ".from", Label: v.T("web.reward.from_percent"), Hint: v.T("web.reward.from_percent_hint"), Kind: ui.FieldNumber, Suffix: "%", Optional: v.T("web.optional")})
		p.ok = true
		return p
	}
	p.weight = t.field(ui.FieldProps{Name: at + ".weight", Label: v.T("web.reward.weight"), Kind: ui.FieldNumber, Suffix: "%", Attrs: map[string]any{"data-part": true}})
	if n > 1 {
		p.own = v.curveFields(t, at+".curve", true)
		p.ownOpen = t.text(at+".curve.shape") != ""
	}
	return p
}

// balance is the sum of the weights, told while one types and in the page itself.
func (v *visit) balance(parts []partProps) ui.BalanceProps {
	fields := make([]ui.FieldProps, len(parts))
	for i, p := range parts {
		fields[i] = p.weight
	}
	return v.sumOf(fields)
}

func (v *visit) sumOf(fields []ui.FieldProps) ui.BalanceProps {
	b := ui.BalanceProps{Total: "100", Even: v.T("web.reward.sum_even"), Under: v.T("web.reward.sum_under", "left", "{n}"), Over: v.T("web.reward.sum_over", "left", "{n}"), Unit: "\u202f%"}
	var sum measure.Amount
	for _, f := range fields {
		if a, _, err := measure.ParseLocal(f.Value, v.Lang() == "fr"); err == nil {
			sum += a
		}
	}
	left := measure.Whole(100) - sum
	switch {
	case left == 0:
		b.Now = b.Even
	case left > 0:
		b.Now = v.T("web.reward.sum_under", "left", v.Value(left, measure.Percent))
	default:
		b.Now = v.T("web.reward.sum_over", "left", v.Value(-left, measure.Percent))
	}
	return b
}

// shapes are the forms a curve may take, in the order of a list; the others exist too and stay when a rule has them.
var shapes = []string{"attainment-linear", "attainment-flat", "attainment-marginal", "attainment-overage", "attainment-whole", "amount-linear", "amount-marginal", "amount-whole", "amount-flat"}

func (v *visit) curveFields(t typed, at string, optional bool) curveProps {
	shape := ui.FieldProps{Name: at + ".shape", Label: v.T("web.reward.shape"), Kind: ui.FieldSelect, Attrs: reshapes}
	if optional {
		shape.Blank = v.T("web.reward.shape_common")
	}
	for _, s := range shapes {
		shape.Options = append(shape.Options, ui.Option{Value: s, Label: v.T("web.reward.shape_" + strings.ReplaceAll(s, "-", "_"))})
	}
	chosen := t.text(at + ".shape")
	p := curveProps{shape: t.field(shape)}
	ask := func(name, key, suffix string) ui.FieldProps {
		return t.field(ui.FieldProps{Name: at + "." + name, Label: v.T("web.reward." + key), Kind: ui.FieldNumber, Suffix: suffix, Hint: v.T("web.reward." + key + "_hint"), Optional: v.T("web.optional")})
	}
	currency := v.UnitName(v.world.Org().Currency)
	capSuffix := "%"
	if strings.HasPrefix(chosen, "amount") && chosen != "amount-flat" {
		capSuffix = currency
	}
	switch chosen {
	case "":
		return p
	case "attainment-linear":
		p.fields = []ui.FieldProps{ask("threshold", "threshold", "%"), ask("accelerator", "accelerator", "%")}
	case "amount-linear":
		rate := ask("rate", "rate", "%")
		rate.Optional = ""
		p.fields = []ui.FieldProps{rate}
	default:
		p.tiers = v.tierRows(t, at, chosen, currency)
	}
	p.cap = ask("cap", "cap", capSuffix)
	return p
}

func (v *visit) tierRows(t typed, at, shape, currency string) rowsProps {
	name := at + ".tiers"
	p := rowsProps{legend: v.T("web.reward.tiers"), hint: v.T("web.reward.tiers_hint_" + strings.ReplaceAll(shape, "-", "_")),
		add: ui.ButtonProps{Text: v.T("web.reward.add_tier"), Name: "do", Value: "add:" + name, Icon: "plus", Small: true}}
	suffix := "%"
	if strings.HasPrefix(shape, "amount") {
		suffix = currency
	}
	for i := range max(t.rows(name), 2) {
		row := name + "." + strconv.Itoa(i)
		p.rows = append(p.rows, []ui.FieldProps{
			t.field(ui.FieldProps{Name: row + ".from", Label: v.T("web.reward.tier_from"), Kind: ui.FieldNumber, Suffix: suffix}),
			t.field(ui.FieldProps{Name: row + ".rate", Label: v.T("web.reward.tier_rate"), Kind: ui.FieldNumber, Suffix: "%"}),
		})
	}
	return p
}

func (v *visit) splitFields(t typed, s *sideProps, choices subjectChoices) {
	for _, name := range []string{"equal", "time", "contribution"} {
		s.split = append(s.split, t.field(ui.FieldProps{Name: "pot." + name, Label: v.T("web.reward.split_" + name), Kind: ui.FieldNumber, Suffix: "%", Attrs: map[string]any{"data-part": true}}))
	}
	s.splitLegend, s.splitSum = v.T("web.reward.split"), v.sumOf(s.split)
	s.togetherTitle = v.T("web.reward.together_title")
	s.together = []ui.FieldProps{
		t.field(ui.FieldProps{Name: "pot.together", Label: v.T("web.reward.together"), Hint: v.T("web.reward.together_hint"), Kind: ui.FieldNumber, Suffix: "%", Optional: v.T("web.optional")}),
		v.subjectField(t, "pot.mind", v.T("web.reward.mind"), choices.own),
	}
}

func (v *visit) gateRows(t typed, choices subjectChoices) rowsProps {
	p := rowsProps{legend: v.T("web.reward.gates"), hint: v.T("web.reward.gates_hint"),
		add: ui.ButtonProps{Text: v.T("web.reward.add_gate"), Name: "do", Value: "add:gates", Icon: "plus", Small: true}}
	for i := range t.rows("gates") {
		at := "gates." + strconv.Itoa(i)
		p.rows = append(p.rows, []ui.FieldProps{
			v.subjectField(t, at+".of", v.T("web.reward.of"), choices.options(true)),
			t.field(ui.FieldProps{Name: at + ".at", Label: v.T("web.reward.gate_at"), Kind: ui.FieldNumber, Suffix: "%", Optional: v.T("web.optional")}),
		})
	}
	return p
}
