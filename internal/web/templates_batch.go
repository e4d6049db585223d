package web

import (
	"slices"
	"strings"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/plan"
	"cordee/internal/web/ui"
)

// batchProps is one form for the people of a team: what to start from, then a number for each.
type batchProps struct {
	head    ui.PageHeadProps
	ask     ui.FormProps
	asked   []ui.FieldProps
	show    ui.ButtonProps
	form    ui.FormProps
	common  []ui.FieldProps
	heads   [2]string
	caption string
	rows    []batchRow
	rule    string
	sum     string
	send    ui.ButtonProps
	prorata ui.ButtonProps // where somebody is asked for as much as others with more time
	uneven  ui.FieldProps
	nobody  string
}

type batchRow struct {
	name, href, there string
	number            ui.FieldProps
}

// ruleNote is the sentence of the revision rule.
var ruleNote = plan.Rule{}.Note().Code

// batchAsk reads which numbers are asked for, from the address or from the form.
func (v *visit) batchAsk() (app.BatchAsk, typed, error) {
	id, err := v.pathID(org.ATeam)
	if err != nil {
		return app.BatchAsk{}, typed{}, err
	}
	if err := v.parse(); err != nil {
		return app.BatchAsk{}, typed{}, err
	}
	t := typed{Values: v.r.Form}
	ask := app.BatchAsk{Team: id, Metric: t.text("metric"), Last: t.text("from") != "full"}
	if ask.Metric == "" {
		ask.Metric = "revenue"
		t.Set("metric", ask.Metric)
	}
	c := v.world.Org().Calendar
	if t.text("period") == "" {
		t.Set("period", c.Name(period.Quarter, c.Next(period.Quarter, v.today).From))
	}
	if t.text("from") == "" {
		t.Set("from", "last")
	}
	_, ask.Span, err = c.Parse(t.text("period"))
	if err != nil {
		return ask, t, onField("period", err)
	}
	if full := t.text("full"); full != "" {
		a, _, err := measure.ParseLocal(full, v.Lang() == "fr")
		if err != nil {
			return ask, t, onField("full", err)
		}
		ask.Full = measure.Some(a)
	}
	ask.Rule.Next, err = v.market(t)
	return ask, t, err
}

// market is the index expected of the coming period: nothing typed is an unchanged market.
func (v *visit) market(t typed) (measure.BP, error) {
	text := strings.TrimSpace(strings.TrimSuffix(t.text("market"), "%"))
	if text == "" {
		t.Set("market", v.Number(measure.Whole(100)))
		return measure.Hundred, nil
	}
	a, _, err := measure.ParseLocal(text, v.Lang() == "fr")
	switch {
	case err != nil:
		return 0, onField("market", err)
	case a <= 0 || a > measure.Whole(int64(app.MaxMarket/100)):
		return 0, fault.Bad("market", "plan.index", "value", a)
	}
	return measure.BP(a / 100), nil // ten-thousandths of a percent into basis points
}

func (v *visit) batchPage() error {
	v.attend()
	ask, t, err := v.batchAsk()
	if err != nil && !complete(err) {
		return err
	}
	return v.showBatch(ask, t, err)
}

func (v *visit) showBatch(ask app.BatchAsk, t typed, wrong error) error {
	team, _ := v.world.Team(ask.Team)
	p := batchProps{
		head: ui.PageHeadProps{Title: v.T("batch.of", "team", team.Name), Lead: v.T("batch.lead"), CrumbsWord: v.T("web.crumbs"), Crumbs: []ui.Link{{Text: team.Name, Href: teamPath(team.ID)}}},
		ask:  ui.FormProps{ID: "batch-ask", Action: teamPath(ask.Team) + "/assign", Method: "get", Inline: true}, show: ui.ButtonProps{Text: v.T("batch.show")},
		send: ui.ButtonProps{Text: v.T("batch.send"), Icon: "check", Kind: ui.ButtonPrimary}, caption: v.T("batch.title"), heads: [2]string{v.T("batch.person"), v.T("batch.number")},
	}
	fields := []string{"title", "why", "period", "metric", "full", "market"}
	for name := range t.Values {
		if strings.HasPrefix(name, app.NumberField) {
			fields = append(fields, name)
		}
	}
	t.wrong, t.rest = v.fieldFaults(wrong, fields...)
	p.asked = v.batchQuestions(t)
	b, err := v.App.Batch(v.ctx(), v.actor(), ask)
	switch {
	case err != nil && (wrong == nil || !complete(err)):
		return err
	case err == nil:
		v.fillBatch(&p, b, t)
	}
	return v.showAs(answerTo(wrong), page{title: p.head.Title, path: "/templates"}, batchBody(p))
}

func (v *visit) batchQuestions(t typed) []ui.FieldProps {
	from := []ui.Option{{Value: "last", Label: v.T("batch.from_last")}, {Value: "full", Label: v.T("batch.from_full")}}
	periods := v.periodOptions(t.Get("period"))
	return []ui.FieldProps{
		t.field(ui.FieldProps{Name: "metric", Label: v.T("batch.metric"), Kind: ui.FieldSelect, Options: v.metricOptions(t.Get("metric"))[1:]}),
		t.field(ui.FieldProps{Name: "period", Label: v.T("batch.period"), Kind: ui.FieldSelect, Options: periods[:len(periods)-1]}),
		t.field(ui.FieldProps{Name: "from", Label: v.T("batch.start"), Kind: ui.FieldSelect, Options: from}),
		t.field(ui.FieldProps{Name: "market", Label: v.T("batch.market"), Kind: ui.FieldNumber, Suffix: "%", Narrow: true, Hint: v.T("batch.market_hint")}),
		t.field(ui.FieldProps{Name: "full", Label: v.T("batch.full"), Kind: ui.FieldNumber, Optional: v.T("web.optional"), Hint: v.T("batch.full_hint")}),
	}
}

// fillBatch puts the people and their numbers into the page; what was typed before stays.
func (v *visit) fillBatch(p *batchProps, b app.Batch, t typed) {
	name := v.teller().metricName(b.Metric)
	if t.text("title") == "" {
		c := v.world.Org().Calendar
		kind, _, _ := c.Parse(t.Get("period"))
		t.Set("title", v.T("batch.default_title", "metric", name, "period", v.Period(kind, b.Ask.Span.From, c)))
	}
	p.form = v.form(t, ui.FormProps{ID: "batch", Action: teamPath(b.Ask.Team) + "/goals"})
	for _, hidden := range []string{"metric", "period", "from", "full", "market"} {
		p.form.Hidden = append(p.form.Hidden, ui.Hidden{Name: hidden, Value: t.Get(hidden)})
	}
	p.common = []ui.FieldProps{
		t.field(ui.FieldProps{Name: "title", Label: v.T("batch.name"), Required: true}),
		t.field(ui.FieldProps{Name: "why", Label: v.T("batch.why"), Kind: ui.FieldArea, Rows: 2, Required: true}),
		t.field(ui.FieldProps{Name: "assign", Label: v.T("batch.assign"), Kind: ui.FieldCheckbox, Hint: v.T("batch.assign_hint")}),
	}
	if b.Ask.Last {
		p.rule = v.say(b.Ask.Rule.WithDefaults().Note(), b.Metric.Unit)
		if b.Ask.Span.From > v.today {
			p.rule += " " + v.T("batch.not_over")
		}
	}
	for _, r := range b.Rows {
		p.rows = append(p.rows, v.batchRow(b, r, t))
	}
	if slices.ContainsFunc(b.Rows, func(r app.BatchRow) bool { return r.Uneven != nil || t.wrong[numberField(r.Person.ID.String())] != "" }) {
		p.prorata = ui.ButtonProps{Text: v.T("batch.prorata"), Name: "do", Value: "prorata", Icon: "share"}
		p.uneven = t.field(ui.FieldProps{Name: "uneven", Label: v.T("batch.uneven_meant"), Kind: ui.FieldCheckbox})
	}
	if b.Sum > 0 {
		p.sum = v.T("batch.sum", "amount", v.Value(b.Sum, b.Metric.Unit))
	}
	if len(b.Rows) == 0 {
		p.nobody = v.T("batch.nobody")
	}
}

func (v *visit) batchRow(b app.Batch, r app.BatchRow, t typed) batchRow {
	field := numberField(r.Person.ID.String())
	row := batchRow{name: r.Person.Name, href: personPath(r.Person.ID)}
	if r.There != nil {
		row.there = v.T("batch.there", "amount", v.Value(r.There.Target.Amount, b.Metric.Unit))
		return row
	}
	row.number = ui.FieldProps{ID: field, Name: field, Label: r.Person.Name, Kind: ui.FieldNumber, Suffix: v.UnitName(b.Metric.Unit), Error: t.wrong[field], Narrow: true}
	if r.Number.OK {
		row.number.Value = v.Number(r.Number.Amount)
	}
	if t.Has(field) {
		row.number.Value = t.Get(field)
	}
	if r.Uneven != nil && !t.Has(field) {
		row.number.Error = v.T("fault.batch.uneven", "share", r.Uneven.Share, "fair", r.Uneven.Rounded(), "unit", b.Metric.Unit)
	}
	var how []string
	for _, n := range r.How {
		if n.Code != ruleNote { // said once, above
			how = append(how, v.say(n, b.Metric.Unit))
		}
	}
	if len(how) == 0 && b.Ask.Last {
		how = []string{v.T("batch.no_last")}
	}
	row.number.Hint = strings.Join(how, " ")
	return row
}

func (v *visit) sendBatch() error {
	ask, t, err := v.batchAsk()
	if err != nil {
		if !complete(err) {
			return err
		}
		return v.showBatch(ask, t, err)
	}
	var l fault.List
	f := app.BatchForm{BatchAsk: ask, Title: v.trimmed("title"), Why: v.trimmed("why"), Assign: v.trimmed("assign") == "yes", Uneven: v.trimmed("uneven") == "yes", Numbers: map[org.ID]measure.Amount{}, Out: map[org.ID]bool{}}
	for name := range v.r.PostForm {
		key, _ := strings.CutPrefix(name, "number_")
		id, ok := org.ParseID(key)
		if !ok {
			continue
		}
		if a := v.amount(name, &l); a.OK {
			f.Numbers[id] = a.Amount
		} else {
			f.Out[id] = true
		}
	}
	if err = l.OrNil(); err == nil && v.trimmed("do") == "prorata" {
		return v.prorateBatch(f, t)
	}
	if err == nil {
		_, err = v.App.AssignBatch(v.ctx(), v.actor(), f)
	}
	if err != nil {
		if !complete(err) {
			return err
		}
		return v.showBatch(ask, t, err)
	}
	v.flash("batch_sent", "")
	return v.redirect(teamPath(ask.Team))
}

// prorateBatch shows the form again with the numbers of those who have less time brought down; nothing is sent yet.
func (v *visit) prorateBatch(f app.BatchForm, t typed) error {
	b, err := v.App.Batch(v.ctx(), v.actor(), f.BatchAsk)
	if err != nil {
		return err
	}
	for id, n := range b.Prorated(f) {
		t.Set(numberField(id.String()), v.Number(n))
	}
	return v.showBatch(f.BatchAsk, t, nil)
}
