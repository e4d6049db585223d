package web

import (
	"slices"
	"strings"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/goal"
	"cordee/internal/i18n"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/web/ui"
)

// goalForm is an objective as typed.
type goalForm struct {
	Title, Why, Owner, Tier, Metric            string
	Baseline, Target, Floor, Stretch           string
	Period, StartOn, EndOn, Parent, StepsTyped string
	Paid, Supports                             bool
	Given                                      givenForm
}

const customPeriod = "custom"

func readGoalForm(v *visit) goalForm {
	return goalForm{
		Title: v.trimmed("title"), Why: v.trimmed("why"), Owner: v.trimmed("owner"), Tier: v.trimmed("tier"), Metric: v.trimmed("metric"),
		Baseline: v.trimmed("baseline"), Target: v.trimmed("target"), Floor: v.trimmed("floor"), Stretch: v.trimmed("stretch"),
		Period: v.trimmed("period"), StartOn: v.trimmed("start_on"), EndOn: v.trimmed("end_on"), Parent: v.trimmed("parent"),
		StepsTyped: v.r.PostFormValue("steps"), Paid: v.trimmed("paid") == "yes", Supports: v.trimmed("relation") == string(goal.Supports),
		Given: readGiven(v),
	}
}

// formOf is the form of an objective that exists.
func formOf(s app.Standing, t teller) goalForm {
	amount := func(m measure.Maybe) string {
		if !m.OK {
			return ""
		}
		return t.Number(m.Amount)
	}
	f := goalForm{
		Title: s.Title, Why: s.Why, Tier: string(s.Tier), Metric: s.Metric.Key, Baseline: amount(s.Baseline), Target: amount(s.Target),
		Floor: amount(s.Floor), Stretch: amount(s.Stretch), Period: customPeriod, StartOn: s.Start.String(), EndOn: s.End.String(),
		Paid: s.Paid, Supports: s.Relation == goal.Supports,
	}
	if s.Parent != 0 {
		f.Parent = s.Parent.String()
	}
	return f
}

// terms reads amounts and dates into an objective; every problem is told at once.
func (f goalForm) terms(g goal.Goal, lang i18n.Lang, calendar period.Calendar) (goal.Goal, error) {
	var l fault.List
	french := lang == i18n.FR
	amount := func(field, typed string, to *measure.Maybe) {
		*to = measure.Maybe{}
		if typed == "" {
			return
		}
		a, rounded, err := measure.ParseLocal(typed, french)
		if err == nil && rounded {
			err = fault.New(fault.Invalid, "amount.too_precise", "value", typed)
		}
		l.Add(onField(field, err))
		*to = measure.Maybe{Amount: a, OK: err == nil}
	}
	g.Title, g.Why, g.Paid = f.Title, f.Why, f.Paid
	amount("target", f.Target, &g.Target)
	amount("baseline", f.Baseline, &g.Baseline)
	amount("floor", f.Floor, &g.Floor)
	amount("stretch", f.Stretch, &g.Stretch)
	start, end, err := f.dates(french, calendar)
	l.Add(err)
	g.Start, g.End = start, end
	return g, l.OrNil()
}

// dates are those of the period chosen, or the two typed.
func (f goalForm) dates(french bool, calendar period.Calendar) (start, end period.Date, err error) {
	if f.Period != "" && f.Period != customPeriod {
		_, span, err := calendar.Parse(f.Period)
		return span.From, span.Last(), onField("period", err)
	}
	var l fault.List
	if f.StartOn != "" {
		start, err = period.ParseLocalDate(f.StartOn, french)
		l.Add(onField("start_on", err))
	}
	if f.EndOn != "" {
		end, err = period.ParseLocalDate(f.EndOn, french)
		l.Add(onField("end_on", err))
	}
	return start, end, l.OrNil()
}

// goal reads the whole form; w knows owners and metrics.
func (f goalForm) goal(g goal.Goal, w *app.World, today period.Date, lang i18n.Lang) (goal.Goal, error) {
	var l fault.List
	g, err := f.terms(g, lang, w.Org().Calendar)
	l.Add(err)
	g.Tier = goal.Tier(f.Tier)
	owner, err := ownerOf(f.Owner, w, today)
	l.Add(err)
	g.Owner = owner
	if g.Tier == "" {
		g.Tier = goal.Individual
		if g.Owner.Kind == org.OwnerTeam {
			g.Tier = goal.Collective
		}
	}
	g.Metric = 0
	if f.Metric != "" {
		m, ok := w.MetricByKey(f.Metric)
		if !ok {
			l.Add(fault.Bad("metric", "metric.unknown", "key", f.Metric))
		}
		g.Metric = m.ID
	}
	g.Parent, g.Relation = 0, goal.ContributesTo
	if id, ok := org.ParseID(f.Parent); ok {
		g.Parent = id
	}
	if f.Supports {
		g.Relation = goal.Supports
	}
	l.Add(f.Given.into(&g, w))
	return g, l.OrNil()
}

func ownerOf(typed string, w *app.World, today period.Date) (org.Owner, error) {
	if typed == "" {
		return org.Owner{}, fault.Bad("owner", "goal.owner_missing")
	}
	return ownerNamed(w, "owner", typed, today)
}

// readSteps reads one step a line, with its day after a semicolon if it has one.
func readSteps(typed string, lang i18n.Lang) ([]goal.Step, error) {
	var steps []goal.Step
	for line := range strings.SplitSeq(typed, "\n") {
		title, day, dated := strings.Cut(line, ";")
		title, day = strings.TrimSpace(title), strings.TrimSpace(day)
		if title == "" {
			continue
		}
		s := goal.Step{Title: title}
		if dated && day != "" {
			due, err := period.ParseLocalDate(day, lang == i18n.FR)
			if err != nil {
				return nil, onField("steps", err)
			}
			s.Due = due
		}
		steps = append(steps, s)
	}
	return steps, nil
}

// goalFormProps is the form of an objective, with what was typed and what is wrong with it.
type goalFormProps struct {
	form                      ui.FormProps
	title, why                ui.FieldProps
	owner, tier, metric       ui.FieldProps
	target, baseline          ui.FieldProps
	floor, stretch            ui.FieldProps
	period, startOn, endOn    ui.FieldProps
	parent, relation          ui.FieldProps
	given                     givenProps
	evidence                  []ui.EvidenceProps
	check, evidenceTitle      string
	paid, steps, reason       ui.FieldProps
	submit, more, heading     string
	counterOnly, isNew, folds bool
}

// goalFields are the fields a problem may blame.
var goalFields = []string{"title", "why", "owner", "tier", "metric", "target", "baseline", "floor", "stretch", "period", "start_on", "end_on", "parent", "paid", "steps", "guard", "mode", "difficulty", "skills", "helping", "means", "ask_first", "reason", "cause"}

func (v *visit) goalForm(f goalForm, s app.Standing, err error) (goalFormProps, error) {
	parents, errParents := v.goalParents(f.Parent, s.ID)
	if errParents != nil {
		return goalFormProps{}, errParents
	}
	p := v.termsForm(f, err)
	p.isNew = s.ID == 0
	p.heading, p.form.Action, p.submit = v.T("web.goal.new"), "/goals", v.T("web.goal.create")
	if !p.isNew {
		p.heading, p.form.Action, p.submit = v.T("web.goal.editing", "title", s.Title), goalPath(s.ID), v.T("web.goal.save")
		p.form.Hidden = versionHidden(s)
	}
	byField, _ := v.fieldFaults(err, goalFields...)
	p.owner = v.ownerUnder(f.Owner, byField["owner"], v.aboveOwner(f.Parent))
	p.tier = v.tierField(f.Tier, byField["tier"], p.owner.Kind == ui.FieldHidden)
	p.metric = ui.FieldProps{Name: "metric", Label: v.T("web.goal.metric"), Kind: ui.FieldSelect, Options: v.metricOptions(f.Metric), Error: byField["metric"], Hint: v.T("web.goal.metric_hint")}
	p.parent = ui.FieldProps{Name: "parent", Label: v.T("web.goal.parent"), Kind: ui.FieldSelect, Blank: v.T("web.goal.parent_none"), Options: parents, Error: byField["parent"], Optional: v.T("web.optional")}
	p.given = v.givenFields(f.Given, s, err)
	p.evidenceTitle = v.T("web.talk.evidence")
	if p.isNew {
		p.check = v.T("web.goal.check")
	}
	if p.given.instead != "" {
		p.form.Hidden = append(p.form.Hidden, ui.Hidden{Name: "instead", Value: p.given.instead})
	}
	p.relation = ui.FieldProps{Name: "relation", Label: v.T("web.goal.supports"), Kind: ui.FieldCheckbox, Value: string(goal.Supports), Checked: f.Supports}
	p.steps = ui.FieldProps{Name: "steps", Label: v.T("web.goal.steps"), Kind: ui.FieldArea, Rows: 4, Value: f.StepsTyped, Hint: v.T("web.goal.steps_hint"), Error: byField["steps"], Optional: v.T("web.optional")}
	return p, nil
}

// counterForm is the answer to a proposal with other terms.
func (v *visit) counterForm(f goalForm, s app.Standing, err error) *goalFormProps {
	p := v.termsForm(f, err)
	p.counterOnly, p.form.Action, p.form.Hidden, p.submit = true, goalPath(s.ID)+"/counter", versionHidden(s), v.T("web.goal.counter")
	byField, _ := v.fieldFaults(err, goalFields...)
	p.reason = ui.FieldProps{Name: "reason", ID: "f-counter-reason", Label: v.T("web.talk.counter_reason"), Hint: v.T("web.talk.counter_hint"), Kind: ui.FieldArea, Rows: 2, Error: byField["reason"], Optional: v.T("web.optional")}
	if err != nil {
		p.reason.Value = v.trimmed("reason")
	}
	return &p
}

// termsForm is what two people may negotiate.
func (v *visit) termsForm(f goalForm, err error) goalFormProps {
	byField, rest := v.fieldFaults(err, goalFields...)
	field := func(name, value string, kind ui.FieldKind, optional bool) ui.FieldProps {
		p := ui.FieldProps{Name: name, Label: v.T("web.goal." + name), Kind: kind, Value: value, Error: byField[name]}
		if optional {
			p.Optional = v.T("web.optional")
		}
		return p
	}
	p := goalFormProps{more: v.T("web.goal.more"), folds: f.Floor != "" || f.Stretch != "" || f.Baseline != "" || f.Paid || f.Supports}
	p.form = ui.FormProps{Errors: rest, ErrorTitle: v.T("web.form.errors")}
	p.title = field("title", f.Title, ui.FieldText, false)
	p.title.Required, p.title.Hint = true, v.T("web.goal.title_hint")
	p.why = field("why", f.Why, ui.FieldArea, true)
	p.why.Rows = 2
	p.target = field("target", f.Target, ui.FieldNumber, false)
	p.baseline, p.floor, p.stretch = field("baseline", f.Baseline, ui.FieldNumber, true), field("floor", f.Floor, ui.FieldNumber, true), field("stretch", f.Stretch, ui.FieldNumber, true)
	p.period = field("period", f.Period, ui.FieldSelect, false)
	p.period.Options = v.periodOptions(f.Period)
	p.startOn, p.endOn = field("start_on", f.StartOn, ui.FieldDate, true), field("end_on", f.EndOn, ui.FieldDate, true)
	p.paid = ui.FieldProps{Name: "paid", Label: v.T("web.goal.paid_field"), Kind: ui.FieldCheckbox, Value: "yes", Checked: f.Paid, Error: byField["paid"]}
	return p
}

func versionHidden(s app.Standing) []ui.Hidden {
	return []ui.Hidden{{Name: "version", Value: itoa(s.Version)}}
}

// ownerField offers those for whom the reader may set or propose an objective; alone, nobody is asked.
func (v *visit) ownerField(chosen, problem string) ui.FieldProps {
	return v.ownerUnder(chosen, problem, org.Owner{})
}

// ownerUnder is ownerField with those below the owner of the objective above first.
func (v *visit) ownerUnder(chosen, problem string, above org.Owner) ui.FieldProps {
	p := ui.FieldProps{Name: "owner", Label: v.T("web.goal.owner"), Kind: ui.FieldSelect, Error: problem}
	may := func(o org.Owner) bool {
		object := org.Object{Kind: org.AGoal, Owner: o, Common: o.Kind == org.OwnerTeam, Author: v.me().ID}
		return v.may(org.EditGoal, object) || v.may(org.ProposeGoal, object)
	}
	add := func(o org.Owner, label, group string) {
		if may(o) {
			ref := v.world.Ref(o)
			p.Options = append(p.Options, ui.Option{Value: ref, Label: label, Group: group, Selected: ref == chosen})
		}
	}
	add(org.PersonOwner(v.me().ID), v.T("web.goal.owner_me"), "")
	under := func(group string) string {
		return v.T("web.goal.owner_under", "name", v.world.Name(above), "who", group)
	}
	teams, people := v.T("web.nav.teams"), v.T("web.nav.people")
	below := func(t org.ID) bool { return t != above.ID && slices.Contains(v.world.Above(t), above.ID) }
	for _, near := range []bool{true, false} {
		for _, t := range v.world.Teams {
			if below(t.ID) == near {
				add(org.TeamOwner(t.ID), t.Name, either(near, under(teams), teams))
			}
		}
		for _, c := range v.colleagues() {
			member := above.Kind == org.OwnerTeam && v.world.Under(c.ID, above.ID, v.today)
			if c.ID != v.me().ID && member == near {
				add(org.PersonOwner(c.ID), c.Name, either(near, under(people), people))
			}
		}
	}
	if v.many() && (len(p.Options) > 1 || v.elsewhere(func(x org.Person) bool { return may(org.PersonOwner(x.ID)) })) {
		p.Kind, p.Options, p.Value, p.Lookup, p.Hint = ui.FieldPerson, nil, v.typedOwner(chosen), lookupOwners, v.T("web.choose_owner")
		return p
	}
	if len(p.Options) == 1 {
		return ui.FieldProps{Name: "owner", Kind: ui.FieldHidden, Value: p.Options[0].Value}
	}
	return p
}

func either(first bool, a, b string) string {
	if first {
		return a
	}
	return b
}

// tierField is left out for those who only set their own: it is individual then.
func (v *visit) tierField(chosen, problem string, alone bool) ui.FieldProps {
	if alone {
		return ui.FieldProps{Name: "tier", Kind: ui.FieldHidden, Value: string(goal.Individual)}
	}
	p := ui.FieldProps{Name: "tier", Label: v.T("web.goal.tier"), Kind: ui.FieldSelect, Error: problem, Blank: v.T("web.goal.tier_auto")}
	for _, t := range goal.Tiers() {
		p.Options = append(p.Options, ui.Option{Value: string(t), Label: capital(v.teller().tierWord(t)), Selected: string(t) == chosen})
	}
	return p
}

func (v *visit) metricOptions(chosen string) []ui.Option {
	t := v.teller()
	var options []ui.Option
	for _, m := range v.world.Metrics() {
		if m.Kind == measure.Steps || m.Archived {
			continue
		}
		label := v.T("web.goal.metric_option", "name", t.metricName(m.Metric), "unit", t.UnitName(m.Unit))
		options = append(options, ui.Option{Value: m.Key, Label: label, Selected: m.Key == chosen})
	}
	slices.SortFunc(options, func(a, b ui.Option) int { return strings.Compare(app.Fold(a.Label), app.Fold(b.Label)) })
	return append([]ui.Option{{Value: "", Label: v.T("web.goal.metric_steps"), Selected: chosen == ""}}, options...)
}

// periodOptions are this period and the next of each kind, by their fiscal names, and dates of one's own.
func (v *visit) periodOptions(chosen string) []ui.Option {
	c := v.world.Org().Calendar
	var options []ui.Option
	for _, k := range []period.Kind{period.Quarter, period.Month, period.Semester, period.Year} {
		for _, d := range []period.Date{v.today, c.Next(k, v.today).From} {
			code := c.Name(k, d)
			options = append(options, ui.Option{Value: code, Label: capital(v.Period(k, d, c)), Selected: code == chosen})
		}
	}
	return append(options, ui.Option{Value: customPeriod, Label: v.T("web.goal.period_custom"), Selected: chosen == customPeriod})
}

// goalParents are the common objectives still open that the reader may see, highest first.
func (v *visit) goalParents(chosen string, self org.ID) ([]ui.Option, error) {
	above, _ := org.ParseID(chosen)
	list, err := v.App.Parents(v.ctx(), v.actor(), above)
	if err != nil {
		return nil, err
	}
	var options []ui.Option
	for _, g := range list {
		if g.ID == self {
			continue
		}
		id := g.ID.String()
		options = append(options, ui.Option{Value: id, Label: v.T("web.goal.parent_option", "title", g.Title, "owner", v.world.Name(g.Owner)),
			Group: capital(v.teller().tierWord(g.Tier)), Selected: id == chosen})
	}
	return options, nil
}
