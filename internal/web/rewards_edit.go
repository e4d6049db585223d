package web

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/i18n"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/reward"
	"cordee/internal/web/ui"
)

// starts are the rules to begin from, by the address that proposes them.
var starts = []string{"linear", "team", "pot", "tiers"}

// started is a rule to begin from: sound as it stands, for the team somebody leads, over the quarter to come.
func (v *visit) started(how string) (reward.Rule, error) {
	span := v.world.Org().Calendar.Next(period.Quarter, v.today)
	r := reward.Rule{Title: v.T("web.reward.start." + how + "_title"), Kind: reward.Money, Unit: v.world.Org().Currency, To: org.TeamOwner(v.ledTeam()),
		Start: span.From, End: span.Last(), Every: reward.AtEnd}
	revenue, _ := v.world.MetricByKey("revenue")
	own := reward.Subject{Metric: revenue.ID}
	straight := reward.Curve{Axis: reward.OnAttainment, Mode: reward.Linear, Threshold: measure.Whole(70), Accelerator: measure.Some(measure.Whole(150))}
	part := func(of reward.Subject, percent int64, c reward.Curve) reward.Part {
		return reward.Part{Of: of, Weight: measure.BP(percent * 100), Curve: c}
	}
	common, err := v.commonSubject(r.To, span)
	if err != nil {
		return r, err
	}
	switch how {
	case "team":
		r.Each = &reward.Each{Base: measure.Whole(1_000), Parts: []reward.Part{part(own, 60, straight), part(common, 40, straight)}}
	case "pot":
		r.Pot = &reward.Pot{Base: measure.Whole(3_000), Parts: []reward.Part{part(common, 100, straight)}, Split: reward.Split{Equal: measure.Hundred}}
	case "tiers":
		rate := func(from, rate int64) reward.Tier {
			return reward.Tier{From: measure.Whole(from), Rate: measure.Whole(rate)}
		}
		r.Each = &reward.Each{Base: measure.Whole(1_000), Parts: []reward.Part{part(own, 100, reward.Curve{Axis: reward.OnAttainment, Mode: reward.Flat, Tiers: []reward.Tier{rate(80, 50), rate(100, 100), rate(120, 150)}})}}
	default:
		r.Each = &reward.Each{Base: measure.Whole(1_000), Parts: []reward.Part{part(own, 100, straight)}}
	}
	return r, nil
}

// ledTeam is the team somebody leads, the first of several; who leads none begins with everybody.
func (v *visit) ledTeam() org.ID {
	for _, t := range v.world.Teams {
		if t.Lead == v.me().ID {
			return t.ID
		}
	}
	return v.world.Root().ID
}

// commonSubject is the collective objective of a team that ends last of those that share days with a rule, if there is one.
func (v *visit) commonSubject(to org.Owner, days period.Span) (s reward.Subject, err error) {
	list, err := v.App.Parents(v.ctx(), v.actor(), 0)
	var end period.Date
	for _, g := range list {
		if _, meets := g.Span().Intersect(days); meets && g.Owner == to && g.End > end {
			s.Goal, end = g.ID, g.End
		}
	}
	return s, err
}

// newRule proposes rules to begin from; with one chosen it shows the form.
func (v *visit) newRule() error {
	if _, err := v.App.RuleDraft(v.ctx(), v.actor(), reward.Rule{}); err != nil { // who may write none is offered none
		return err
	}
	how := v.r.URL.Query().Get("start")
	if !slices.Contains(starts, how) {
		return v.chooseStart()
	}
	r, err := v.started(how)
	if err != nil {
		return err
	}
	return v.ruleForm(nil, app.RuleView{}, v.knownRule(r))
}

// startProps is one rule to begin from.
type startProps struct {
	title, text string
	draw        []drawn
	open        ui.ButtonProps
}

func (v *visit) chooseStart() error {
	var list []startProps
	for _, how := range starts {
		r, err := v.started(how)
		if err != nil {
			return err
		}
		t := v.ruleTeller(r, nil)
		p := startProps{title: v.T("web.reward.start." + how), text: v.T("web.reward.start." + how + "_text"),
			open: ui.ButtonProps{Text: v.T("web.reward.start.choose"), Attrs: templ.Attributes{"aria-label": v.T("web.reward.start.choose_this", "name", v.T("web.reward.start."+how))}, Href: "/rewards/rules/new?start=" + how, Icon: "next"}}
		if r.Each != nil {
			p.draw = t.drawings(r.Each.Parts[:1], r.Each.Base)
		} else {
			p.draw = t.drawings(r.Pot.Parts, r.Pot.Base)
		}
		list = append(list, p)
	}
	head := ui.PageHeadProps{Title: v.T("web.reward.new"), Lead: v.T("web.reward.start.lead"), CrumbsWord: v.T("web.crumbs"), Crumbs: v.ruleCrumbs()}
	return v.show(page{title: head.Title, path: rulesPath}, startRuleBody(head, list))
}

func (v *visit) ruleCrumbs() []ui.Link {
	return []ui.Link{{Text: v.T("web.reward.title"), Href: "/rewards"}, {Text: v.T("web.reward.rules"), Href: rulesPath}}
}

// editRule shows the form of a version that may still change, or of the next one.
func (v *visit) editRule() error {
	page, err := v.rulePage()
	if err != nil {
		return err
	}
	r := page.Rule
	if !r.MayEdit {
		return fault.New(fault.Forbidden, "access.forbidden")
	}
	if v.r.URL.Query().Get("next") == "yes" {
		next := v.world.Org().Calendar.Next(period.Quarter, max(v.today, r.End))
		r.Version, r.Edition, r.Start, r.End = 0, 0, next.From, next.Last()
	}
	t := v.knownRule(r.Rule)
	t.Set("version", strconv.Itoa(r.Version))
	t.Set("edition", strconv.Itoa(r.Edition))
	return v.ruleForm(nil, page.Rule, t)
}

// workRule answers the form: it shows what was typed would give, changes its rows, or saves.
func (v *visit) workRule() error {
	if err := v.parse(); err != nil {
		return err
	}
	var now app.RuleView
	if v.r.PathValue("rule") != "" {
		page, err := v.rulePage()
		if err != nil {
			return err
		}
		now = page.Rule
	}
	t := typed{Values: v.r.PostForm}
	if v.trimmed("do") != "save" {
		t.rework(v.trimmed("do"))
		return v.ruleForm(nil, now, t)
	}
	f := v.reading(t)
	r := f.rule()
	r.ID, r.Version = now.ID, smallNumber(t.text("version"))
	err := f.wrong.OrNil()
	if err == nil {
		err = reward.Check(r)
	}
	if err == nil {
		r.ID, r.Version, err = v.App.SaveRule(v.ctx(), v.actor(), r, smallNumber(t.text("edition")))
	}
	if err != nil {
		if !complete(err) {
			return err
		}
		return v.ruleForm(err, now, t)
	}
	v.flash("rule_saved", "")
	return v.redirect(rulePath(r.ID) + "?version=" + strconv.Itoa(r.Version))
}

func (v *visit) reading(t typed) *ruleForm {
	return &ruleForm{t: t, world: v.world, today: v.today, french: v.Lang() == i18n.FR}
}

// smallNumber is a whole number of a hidden field; anything else is 0.
func smallNumber(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 {
		return 0
	}
	return n
}

// rework adds a row, or opens or closes a part of the form: "add:each.curve.tiers", "open:pot", "close:pot".
func (t typed) rework(do string) {
	what, name, _ := strings.Cut(do, ":")
	switch what {
	case "add":
		field := ".of"
		if strings.HasSuffix(name, "tiers") {
			field = ".from"
		}
		if n := t.rows(name); n < 20 {
			t.Set(name+"."+strconv.Itoa(n)+field, "")
		}
	case "open":
		t.Set(name, "yes")
		if t.rows(name+".parts") == 0 {
			t.Set(name+".parts.0.of", "")
			t.Set(name+".curve.shape", "attainment-linear")
			t.Set(name+".curve.threshold", "70")
		}
		if name == "pot" && t.text("pot.equal") == "" {
			t.Set("pot.equal", "100")
		}
	case "close":
		t.Del(name)
	}
}

// blamed gives each problem to its field; those of a curve that parts share stand at the shared one.
func (v *visit) blamed(err error, t typed) typed {
	if err == nil {
		return t
	}
	var list fault.List
	for _, e := range fault.All(err) {
		list.Add(e.On(t.formField(e.Field)))
	}
	var fields []string
	for _, e := range fault.All(list.OrNil()) {
		if e.Field != "" && t.asks(e.Field) {
			fields = append(fields, e.Field)
		}
	}
	out := v.retyped(list.OrNil(), fields...)
	out.Values = t.Values
	return out
}

// formField is the field that shows what a check blames.
func (t typed) formField(field string) string {
	for _, side := range []string{"each", "pot"} {
		rest, ok := strings.CutPrefix(field, side+".parts.")
		i, turn, isCurve := strings.Cut(rest, ".curve.")
		if ok && isCurve && t.text(side+".parts."+i+".curve.shape") == "" {
			field = side + ".curve." + turn
		}
	}
	for _, whole := range []string{".mode", ".axis"} {
		if rest, ok := strings.CutSuffix(field, whole); ok {
			field = rest + ".shape"
		}
	}
	if rest, ok := strings.CutSuffix(field, ".tiers"); ok {
		if t.text(rest+".shape") == "amount-linear" {
			return rest + ".rate"
		}
		return rest + ".tiers.0.from"
	}
	if field == "pot.split" {
		return "pot.equal"
	}
	if field == "each.parts" || field == "pot.parts" {
		return field + ".0.of"
	}
	if field == "end_on" && t.text("period") != customPeriod {
		return "period"
	}
	return field
}

// asks tells whether a form shows a field.
func (t typed) asks(field string) bool {
	switch field {
	case "title", "why", "to", "kind", "every", "period", "label":
		return true
	}
	return t.Has(field)
}

// ruleFormProps is the form of a rule with what it would give.
type ruleFormProps struct {
	head       ui.PageHeadProps
	form       ui.FormProps
	what       []ui.FieldProps
	days       []ui.FieldProps
	each, pot  *sideProps
	openEach   ui.ButtonProps
	openPot    ui.ButtonProps
	gates      rowsProps
	why        ui.FieldProps
	show, save ui.ButtonProps
	cancel     ui.ButtonProps
	preview    previewProps
	legendWhat string
}

func (v *visit) ruleForm(err error, now app.RuleView, t typed) error {
	reading := v.reading(typed{Values: maps.Clone(t.Values)}) // reading drops empty rows, which the page still shows
	r := reading.rule()
	bad := err
	if bad == nil {
		bad = reading.wrong.OrNil() // numbers that cannot be read are told at once; the rest is told on saving
	}
	draft, errDraft := v.App.RuleDraft(v.ctx(), v.actor(), r)
	if errDraft != nil {
		return errDraft
	}
	t = v.blamed(bad, t)
	choices, errChoices := v.subjects(draft)
	if errChoices != nil {
		return errChoices
	}
	p := v.ruleFormPage(t, r, now, choices)
	p.preview = v.previewOf(draft)
	return v.showAs(answerTo(err), page{title: p.head.Title, path: rulesPath, bare: true, wide: true}, ruleFormBody(p))
}

func (v *visit) ruleFormPage(t typed, r reward.Rule, now app.RuleView, choices subjectChoices) ruleFormProps {
	title, action, back := v.T("web.reward.new"), rulesPath, rulesPath
	if now.ID != 0 {
		title, action, back = v.T("web.reward.edit_of", "title", now.Title), rulePath(now.ID), rulePath(now.ID)
	}
	p := ruleFormProps{
		head: ui.PageHeadProps{Title: title, CrumbsWord: v.T("web.crumbs"), Crumbs: v.ruleCrumbs()},
		form: v.form(t, ui.FormProps{ID: "rule-form", Action: action, Hidden: []ui.Hidden{{Name: "version", Value: t.Get("version")}, {Name: "edition", Value: t.Get("edition")}}}),
		show: ui.ButtonProps{Text: v.T("web.reward.preview"), Name: "do", Value: "show", Icon: "eye"},
		save: ui.ButtonProps{Text: v.T("web.reward.save"), Name: "do", Value: "save", Kind: ui.ButtonPrimary}, cancel: ui.ButtonProps{Text: v.T("web.form.cancel"), Href: back, Kind: ui.ButtonQuiet},
		legendWhat: v.T("web.reward.legend_what"),
	}
	p.what, p.days = v.ruleWhat(t, r), v.ruleDays(t)
	p.why = t.field(ui.FieldProps{Name: "why", Label: v.T("web.reward.why"), Hint: v.T("web.reward.why_hint"), Kind: ui.FieldArea, Rows: 2, Optional: v.T("web.optional")})
	if r.Each != nil {
		p.each = v.side(t, "each", r.Kind, r.Each.Parts, choices)
	} else {
		p.form.Hidden = append(p.form.Hidden, v.closedPart(t, "each")...)
		p.openEach = ui.ButtonProps{Text: v.T("web.reward.open_each"), Name: "do", Value: "open:each", Icon: "plus"}
	}
	switch {
	case r.Pot != nil:
		p.pot = v.side(t, "pot", r.Kind, r.Pot.Parts, choices)
	case r.Kind.Counted() && r.To.Kind != org.OwnerPerson:
		p.openPot = ui.ButtonProps{Text: v.T("web.reward.open_pot"), Name: "do", Value: "open:pot", Icon: "plus"}
	}
	p.gates = v.gateRows(t, choices)
	return p
}

// closedPart carries what a closed part of the form holds, so that it comes back as it was.
func (v *visit) closedPart(t typed, side string) (hidden []ui.Hidden) {
	for k, values := range t.Values {
		if strings.HasPrefix(k, side+".") && len(values) > 0 {
			hidden = append(hidden, ui.Hidden{Name: k, Value: values[0]})
		}
	}
	slices.SortFunc(hidden, func(a, b ui.Hidden) int { return strings.Compare(a.Name, b.Name) })
	return hidden
}

// reshapes is the mark of a field whose change asks for other fields: the script then asks for the whole form anew.
var reshapes = templ.Attributes{"data-whole": "yes"}

func (v *visit) ruleWhat(t typed, r reward.Rule) []ui.FieldProps {
	to := v.ownerField(t.Get("to"), t.wrong["to"])
	to.Name, to.ID, to.Label, to.Attrs = "to", "f-to", v.T("web.reward.to"), reshapes
	if to.Kind == ui.FieldHidden {
		to.Value = t.Get("to")
	}
	kind := ui.FieldProps{Name: "kind", Label: v.T("web.reward.kind"), Kind: ui.FieldSelect, Attrs: reshapes}
	for _, k := range reward.Kinds() {
		kind.Options = append(kind.Options, ui.Option{Value: string(k), Label: v.T("web.reward.kind_" + string(k))})
	}
	fields := []ui.FieldProps{t.field(ui.FieldProps{Name: "title", Label: v.T("web.reward.name")}), to, t.field(kind)}
	if !r.Kind.Counted() {
		fields = append(fields, t.field(ui.FieldProps{Name: "label", Label: v.T("web.reward.label_" + string(r.Kind))}))
	}
	return fields
}

func (v *visit) ruleDays(t typed) []ui.FieldProps {
	list := []ui.FieldProps{t.field(ui.FieldProps{Name: "period", Label: v.T("web.reward.period"), Kind: ui.FieldSelect, Options: v.periodOptions(t.Get("period")), Attrs: reshapes})}
	if t.Get("period") == customPeriod {
		list = append(list, t.field(ui.FieldProps{Name: "start_on", Label: v.T("web.from"), Kind: ui.FieldDate}), t.field(ui.FieldProps{Name: "end_on", Label: v.T("web.to"), Kind: ui.FieldDate}))
	}
	every := ui.FieldProps{Name: "every", Label: v.T("web.reward.every"), Kind: ui.FieldSelect}
	for _, c := range reward.Cadences() {
		every.Options = append(every.Options, ui.Option{Value: string(c), Label: v.T("web.reward.every_" + string(c))})
	}
	return append(list, t.field(every))
}
