package web

import (
	"net/http"
	"slices"
	"strings"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/sheet"
	"cordee/internal/web/ui"
)

// metricsProps is the list of what is measured.
type metricsProps struct {
	head  ui.PageHeadProps
	table ui.TableProps
}

func (v *visit) metrics() error {
	t := v.teller()
	p := metricsProps{head: ui.PageHeadProps{Title: t.T("web.nav.metrics"), Lead: t.T("web.metric.lead")}}
	edit := v.may(org.ManageMetrics, org.Object{})
	if edit {
		p.head.Actions = ui.LinkButton(ui.ButtonProps{Text: t.T("web.metric.new"), Icon: "plus", Href: "/metrics/new"})
	}
	p.table = ui.TableProps{ID: "metrics", Caption: t.T("web.nav.metrics"), HideCaption: true, Heads: []ui.Head{
		{Label: t.T("web.metric.name")}, {Label: t.T("web.metric.kind")}, {Label: t.T("web.metric.counts")}, {Label: t.T("web.metric.unit")}, {Label: t.T("web.metric.direction")},
	}}
	list := v.world.Metrics()
	slices.SortFunc(list, func(a, b app.Metric) int {
		return strings.Compare(app.Fold(t.metricName(a.Metric)), app.Fold(t.metricName(b.Metric)))
	})
	for _, m := range list {
		name := ui.Cell{Text: t.metricName(m.Metric)}
		if edit { // whoever writes formulas and files needs the key
			name.Href, name.Small = "/metrics/"+m.ID.String(), m.Key
		}
		p.table.Rows = append(p.table.Rows, ui.Row{ID: "metric-" + m.ID.String(), Cells: []ui.Cell{
			name, {Text: capital(t.T("metric_kind." + string(m.Kind)))}, v.counts(t, m.Metric), {Text: t.UnitName(m.Unit)}, {Text: t.T("direction." + string(m.Direction))},
		}})
	}
	return v.show(page{title: p.head.Title, path: "/metrics"}, metricsPageBody(p))
}

// counts says what a metric counts: in words where words exist, else as the rule is written.
func (v *visit) counts(t teller, m measure.Metric) ui.Cell {
	switch {
	case m.Kind == measure.Ratio:
		return ui.Cell{Text: t.T("web.metric.ratio_of", "numerator", v.metricNamed(t, m.Numerator), "denominator", v.metricNamed(t, m.Denominator))}
	case m.Kind == measure.Steps:
		return ui.Cell{Text: t.T("web.goal.metric_steps")}
	case m.Where == "":
		return ui.Cell{Text: t.T("web.metric.everything")}
	}
	if kind, ok := onlyKind(m.Where); ok {
		return ui.Cell{Text: t.kindName(kind)}
	}
	return ui.Cell{Body: code(m.Where)}
}

// onlyKind is the kind of result that a rule asks for, when it asks for nothing else.
func onlyKind(where string) (kind string, ok bool) {
	kind, ok = strings.CutPrefix(where, `kind == "`)
	kind, end := strings.CutSuffix(kind, `"`)
	return kind, ok && end && !strings.ContainsAny(kind, `" `)
}

func (v *visit) metricNamed(t teller, key string) string {
	if m, ok := v.world.MetricByKey(key); ok {
		return t.metricName(m.Metric)
	}
	return key
}

// metricFormProps is the form of a metric.
type metricFormProps struct {
	head                         ui.PageHeadProps
	form                         ui.FormProps
	key, name, unit, kind        ui.FieldProps
	of, where, direction, credit ui.FieldProps
	numerator, denominator       ui.FieldProps
	help                         string
	examples                     []helpLine
	more, submit                 string
}

type helpLine struct{ code, words string }

// metricFields are the fields a problem may blame.
var metricFields = []string{"key", "name", "unit", "kind", "of", "where", "numerator", "denominator", "direction", "credit"}

func (v *visit) newMetric() error {
	return v.metricForm(http.StatusOK, measure.Metric{Unit: v.world.Org().Currency, Kind: measure.Sum}.Norm(), 0, nil)
}

func (v *visit) editMetric() error {
	id, err := v.pathID("metric")
	if err != nil {
		return err
	}
	m, ok := v.world.Metric(id)
	if !ok {
		return fault.New(fault.NotFound, "not_found", "what", "metric")
	}
	return v.metricForm(http.StatusOK, m.Metric, m.Version, nil)
}

func (v *visit) saveMetric() error {
	m := measure.Metric{
		Key: v.trimmed("key"), Name: v.trimmed("name"), Unit: v.trimmed("unit"), Kind: measure.Kind(v.trimmed("kind")), Of: v.trimmed("of"),
		Where: v.trimmed("where"), Numerator: v.trimmed("numerator"), Denominator: v.trimmed("denominator"),
		Direction: measure.Direction(v.trimmed("direction")), Credit: measure.Credit(v.trimmed("credit")),
	}
	if m.Kind != measure.Ratio {
		m.Numerator, m.Denominator = "", ""
	}
	if err := v.App.SaveMetric(v.ctx(), v.actor(), metricRow(m), v.version()); err != nil {
		if !complete(err) {
			return err
		}
		return v.metricForm(http.StatusUnprocessableEntity, m, v.version(), err)
	}
	v.flash("metric_saved", "")
	return v.redirect("/metrics")
}

func metricRow(m measure.Metric) sheet.MetricRow {
	return sheet.MetricRow{
		Key: m.Key, Name: sheet.Val(m.Name), Unit: sheet.Val(m.Unit), Kind: sheet.Val(string(m.Kind)), Of: sheet.Val(m.Of), Where: sheet.Val(m.Where),
		Numerator: sheet.Val(m.Numerator), Denominator: sheet.Val(m.Denominator), Direction: sheet.Val(string(m.Direction)), Credit: sheet.Val(string(m.Credit)),
	}
}

func (v *visit) metricForm(status int, m measure.Metric, version int, err error) error {
	byField, rest := v.fieldFaults(err, metricFields...)
	text := func(name, value string) ui.FieldProps {
		return ui.FieldProps{Name: name, Label: v.T("web.metric." + name), Value: value, Error: byField[name]}
	}
	list := func(name, words, value string, values ...string) ui.FieldProps {
		f := text(name, value)
		f.Kind = ui.FieldSelect
		for _, x := range values {
			f.Options = append(f.Options, ui.Option{Value: x, Label: capital(v.T(words + x)), Selected: x == value})
		}
		return f
	}
	p := metricFormProps{
		head: ui.PageHeadProps{Title: v.T("web.metric.new"), Crumbs: []ui.Link{{Text: v.T("web.nav.metrics"), Href: "/metrics"}}, CrumbsWord: v.T("web.nav.metrics")},
		form: ui.FormProps{Action: "/metrics", Errors: rest, ErrorTitle: v.T("web.form.errors"), Hidden: []ui.Hidden{{Name: "version", Value: itoa(version)}}},
		key:  text("key", m.Key), name: text("name", v.teller().metricName(m)), unit: text("unit", m.Unit), of: text("of", m.Of), where: text("where", m.Where),
		kind:      list("kind", "metric_kind.", string(m.Kind), "sum", "count", "ratio", "latest", "steps"),
		direction: list("direction", "direction.", string(m.Direction), "up", "down"), credit: list("credit", "credit.", string(m.Credit), "share", "full"),
		help: v.T("web.metric.help"), examples: v.filterExamples(), more: v.T("web.metric.more"), submit: v.T("web.goal.save"),
	}
	if m.Key == "" {
		p.name.Value = ""
	}
	if version > 0 {
		p.head.Title, p.key.ReadOnly = v.teller().metricName(m), true
	}
	p.key.Hint, p.unit.Hint, p.of.Hint, p.where.Hint = v.T("web.metric.key_hint"), v.T("web.metric.unit_hint"), v.T("web.metric.of_hint"), v.T("web.metric.where_hint")
	p.numerator, p.denominator = v.partField("numerator", m.Numerator, byField), v.partField("denominator", m.Denominator, byField)
	return v.showAs(status, page{title: p.head.Title, path: "/metrics"}, metricFormBody(p))
}

// partField chooses a part of a ratio among what adds up.
func (v *visit) partField(name, chosen string, problems map[string]string) ui.FieldProps {
	f := ui.FieldProps{Name: name, Label: v.T("web.metric." + name), Kind: ui.FieldSelect, Blank: "–", Error: problems[name]}
	for _, m := range v.world.Metrics() {
		if adds(m.Metric) {
			f.Options = append(f.Options, ui.Option{Value: m.Key, Label: v.teller().metricName(m.Metric), Selected: m.Key == chosen})
		}
	}
	return f
}

// filterExamples teach the filter by showing it.
func (v *visit) filterExamples() []helpLine {
	return []helpLine{
		{`kind == "deal_won"`, v.T("web.metric.example_kind")},
		{`kind == "deal_won" && product == "Nova"`, v.T("web.metric.example_and")},
		{`kind in ["call", "meeting"]`, v.T("web.metric.example_in")},
		{`kind == "deal_won" && num(discount) < 10`, v.T("web.metric.example_num")},
	}
}
