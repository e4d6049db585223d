package web

import (
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/plan"
	"cordee/internal/route"
	"cordee/internal/web/ui"
)

func (s *Server) templateRoutes(g *route.Registry) {
	s.get(g, "/templates", org.EditGoal, "", (*visit).templates)
	s.get(g, "/templates/new", org.EditGoal, "", (*visit).newTemplate)
	s.post(g, "/templates", org.EditGoal, "", (*visit).saveTemplate)
	s.get(g, "/templates/{template}", org.EditGoal, "template", (*visit).editTemplate)
	s.post(g, "/templates/{template}", org.EditGoal, "template", (*visit).saveTemplate)
	s.post(g, "/templates/{template}/archive", org.EditGoal, "template", (*visit).archiveTemplate)
	s.post(g, "/templates/{template}/prepare", org.EditGoal, "template", (*visit).prepareNext)
	s.get(g, "/teams/{team}/assign", org.EditGoal, org.ATeam, (*visit).batchPage)
	s.post(g, "/teams/{team}/goals", org.EditGoal, org.ATeam, (*visit).sendBatch)
}

func templatePath(id org.ID) string { return "/templates/" + id.String() }

func templateKind(every string) period.Kind { return period.Kind(every) }

// templatesProps is the list of what comes back, and of the packs.
type templatesProps struct {
	head                  ui.PageHeadProps
	recurring, packs      ui.SectionProps
	recurringTable        ui.TableProps
	packTable             ui.TableProps
	empty                 ui.EmptyProps
	newRecurring, newPack ui.ButtonProps
	batch                 ui.SectionProps
	teams                 []ui.Link
}

func (v *visit) templates() error {
	v.attend()
	list, w, err := v.App.Templates(v.ctx(), v.actor())
	if err != nil {
		return err
	}
	p := templatesProps{
		head:         ui.PageHeadProps{Title: v.T("template.title"), Lead: v.T("template.lead")},
		recurring:    ui.SectionProps{ID: "recurring", Title: v.T("template.recurring")},
		packs:        ui.SectionProps{ID: "packs", Title: v.T("template.packs"), Lead: v.T("template.packs_lead")},
		empty:        ui.EmptyProps{Icon: "calendar", Title: v.T("template.none"), Sentence: v.T("template.none_next")},
		newRecurring: ui.ButtonProps{Text: v.T("template.new"), Href: "/templates/new?kind=recurring", Icon: "plus"},
	}
	if v.may(org.ManageOrg, org.Object{}) {
		p.newPack = ui.ButtonProps{Text: v.T("template.new_pack"), Href: "/templates/new?kind=pack", Icon: "plus"}
	}
	p.batch = ui.SectionProps{ID: "batch", Title: v.T("batch.title"), Lead: v.T("batch.lead")}
	for _, t := range w.Teams {
		if t.Lead == v.me().ID || t.ID == w.Root().ID && v.mayStart() {
			p.teams = append(p.teams, ui.Link{Text: v.T("batch.of", "team", t.Name), Href: teamPath(t.ID) + "/assign"})
		}
	}
	head := func(keys ...string) (heads []ui.Head) {
		for _, k := range keys {
			heads = append(heads, ui.Head{Label: v.T(k)})
		}
		return heads
	}
	p.recurringTable = ui.TableProps{ID: "recurring-table", Caption: p.recurring.Title, HideCaption: true, Heads: head("template.name", "template.owner", "template.every", "template.used")}
	p.packTable = ui.TableProps{ID: "pack-table", Caption: p.packs.Title, HideCaption: true, Heads: head("template.name", "template.role", "template.drafts")}
	for _, t := range list {
		name := ui.Cell{Text: t.Name}
		if t.MayEdit {
			name.Href = templatePath(t.ID)
		}
		if t.Archived {
			name.Text += " (" + v.T("template.archived") + ")"
		}
		if t.Kind == app.TemplatePack {
			p.packTable.Rows = append(p.packTable.Rows, ui.Row{Cells: []ui.Cell{name, {Text: v.T("role." + string(t.Role))}, {Text: v.T("template.objectives", "n", len(t.Pack.Drafts))}}})
			continue
		}
		next := v.Period(templateKind(t.Every), t.Next.From, w.Org().Calendar)
		p.recurringTable.Rows = append(p.recurringTable.Rows, ui.Row{Cells: []ui.Cell{name, {Text: w.Name(t.Owner)}, {Text: v.T("template.every_" + t.Every)}, {Text: next}}})
	}
	return v.show(page{title: p.head.Title, path: "/templates"}, templatesBody(p))
}

var templateFields = []string{"name", "title", "owner", "metric", "target", "every", "rule", "why", "paid", "role", "drafts"}

func (v *visit) newTemplate() error {
	t := known("kind", app.TemplateRecurring, "every", string(period.Quarter), "rule", app.RuleSame, "metric", "revenue", "owner", v.r.URL.Query().Get("owner"), "role", string(org.Rep), "version", "0")
	if v.r.URL.Query().Get("kind") == app.TemplatePack {
		t.Set("kind", app.TemplatePack)
		t.Set("drafts", draftsText(v.usualPack(org.Rep)))
	}
	return v.templateForm(nil, app.TemplateView{}, t)
}

func (v *visit) editTemplate() error {
	t, err := v.templateOf()
	if err != nil {
		return err
	}
	return v.templateForm(nil, t, v.knownTemplate(t))
}

func (v *visit) templateOf() (app.TemplateView, error) {
	id, err := v.pathID("template")
	if err != nil {
		return app.TemplateView{}, err
	}
	return v.App.Template(v.ctx(), v.actor(), id)
}

func (v *visit) knownTemplate(t app.TemplateView) typed {
	r := t.Recurring
	k := known("kind", t.Kind, "name", t.Name, "role", string(t.Role), "every", t.Every, "owner", r.Owner, "metric", r.Metric, "rule", r.Rule, "why", r.Why,
		"version", strconv.Itoa(t.Version), "drafts", draftsText(t.Pack))
	if r.Target.OK {
		k.Set("target", v.Number(r.Target.Amount))
	}
	if r.Paid {
		k.Set("paid", "yes")
	}
	return k
}

func (v *visit) templateForm(err error, now app.TemplateView, t typed) error {
	title, action := v.T("template.new"), "/templates"
	if t.Get("kind") == app.TemplatePack {
		title = v.T("template.new_pack")
	}
	if now.ID != 0 {
		title, action = v.T("template.edit", "name", now.Name), templatePath(now.ID)
	}
	form := v.form(t, ui.FormProps{Action: action, Hidden: []ui.Hidden{{Name: "version", Value: t.Get("version")}, {Name: "kind", Value: t.Get("kind")}}})
	parts := []templ.Component{
		ui.PageHead(ui.PageHeadProps{Title: title, CrumbsWord: v.T("web.crumbs"), Crumbs: []ui.Link{{Text: v.T("template.title"), Href: "/templates"}}}),
		fieldsForm(form, v.templateQuestions(t), ui.ButtonProps{Text: v.T("template.save"), Kind: ui.ButtonPrimary}, ui.Link{Text: v.T("web.form.cancel"), Href: "/templates"}),
	}
	if now.ID != 0 {
		parts = append(parts, templateActs(v.templateActions(now)))
	}
	return v.showAs(answerTo(err), page{title: title, path: "/templates"}, narrow(ui.Group(parts...)))
}

// templateActions prepare the next period without waiting, and put the template aside or back.
func (v *visit) templateActions(t app.TemplateView) []ui.ActionProps {
	var acts []ui.ActionProps
	if t.Kind == app.TemplateRecurring && !t.Archived {
		when := v.Period(templateKind(t.Every), t.Next.From, v.world.Org().Calendar)
		acts = append(acts, ui.ActionProps{Action: templatePath(t.ID) + "/prepare", Hidden: []ui.Hidden{{Name: "from", Value: t.Next.From.String()}},
			Button: ui.ButtonProps{Text: v.T("template.next", "period", when), Icon: "calendar"}})
	}
	words, to := "template.archive", "yes"
	if t.Archived {
		words, to = "template.restore", "no"
	}
	return append(acts, ui.ActionProps{Action: templatePath(t.ID) + "/archive", Hidden: []ui.Hidden{{Name: "version", Value: strconv.Itoa(t.Version)}, {Name: "archived", Value: to}},
		Button: ui.ButtonProps{Text: v.T(words), Kind: ui.ButtonQuiet}})
}

func (v *visit) templateQuestions(t typed) []ui.FieldProps {
	ask := func(p ui.FieldProps) ui.FieldProps {
		p.Label = v.T("template." + p.Name)
		return t.field(p)
	}
	name := ask(ui.FieldProps{Name: "name", Required: true})
	if t.Get("kind") == app.TemplatePack {
		return []ui.FieldProps{
			name, ask(ui.FieldProps{Name: "role", Kind: ui.FieldSelect, Options: v.everyRole()}),
			ask(ui.FieldProps{Name: "drafts", Kind: ui.FieldArea, Rows: 14, Hint: v.T("template.drafts_hint"), Required: true}),
		}
	}
	owner := v.ownerField(t.Get("owner"), t.wrong["owner"])
	owner.Label = v.T("template.owner")
	options := func(prefix string, values ...string) (list []ui.Option) {
		for _, x := range values {
			list = append(list, ui.Option{Value: x, Label: v.T(prefix + x)})
		}
		return list
	}
	metrics := v.metricOptions(t.Get("metric"))[1:] // steps do not come back by themselves
	return []ui.FieldProps{
		name, owner, ask(ui.FieldProps{Name: "metric", Kind: ui.FieldSelect, Options: metrics}), ask(ui.FieldProps{Name: "target", Kind: ui.FieldNumber, Required: true}),
		ask(ui.FieldProps{Name: "every", Kind: ui.FieldSelect, Options: options("template.every_", "month", "quarter", "year")}),
		ask(ui.FieldProps{Name: "rule", Kind: ui.FieldSelect, Options: options("template.rule_", app.RuleSame, app.RuleRevision), Hint: v.say(plan.Rule{}.WithDefaults().Note(), "")}),
		ask(ui.FieldProps{Name: "why", Kind: ui.FieldArea, Rows: 2, Hint: v.T("template.why_hint")}), ask(ui.FieldProps{Name: "paid", Kind: ui.FieldCheckbox}),
	}
}

func (v *visit) everyRole() []ui.Option {
	var options []ui.Option
	for _, r := range org.Roles {
		options = append(options, ui.Option{Value: string(r), Label: v.T("role." + string(r))})
	}
	return options
}

func (v *visit) saveTemplate() error {
	if err := v.parse(); err != nil {
		return err
	}
	var now app.TemplateView
	if v.r.PathValue("template") != "" {
		var err error
		if now, err = v.templateOf(); err != nil {
			return err
		}
	}
	var l fault.List
	f := app.TemplateForm{ID: now.ID, Version: v.version(), Name: v.trimmed("name"), Kind: v.trimmed("kind"), Role: org.Role(v.trimmed("role")), Every: v.trimmed("every")}
	if f.Kind == app.TemplatePack {
		f.Pack = readDrafts(v.r.PostFormValue("drafts"))
	} else {
		f.Recurring = app.Recurring{Title: f.Name, Why: v.trimmed("why"), Owner: v.trimmed("owner"), Metric: v.trimmed("metric"), Target: v.amount("target", &l), Rule: v.trimmed("rule"), Paid: v.trimmed("paid") == "yes"}
	}
	err := l.OrNil()
	if err == nil {
		_, err = v.App.SaveTemplate(v.ctx(), v.actor(), f)
	}
	if err != nil {
		if !complete(err) {
			return err
		}
		return v.templateForm(err, now, v.upToDate(err, v.retyped(err, templateFields...), now.Version))
	}
	v.flash("template_saved", "")
	return v.redirect("/templates")
}

func (v *visit) archiveTemplate() error {
	id, err := v.pathID("template")
	if err == nil {
		err = v.App.ArchiveTemplate(v.ctx(), v.actor(), id, v.version(), v.trimmed("archived") == "yes")
	}
	if err != nil {
		return err
	}
	v.flash("template_saved", "")
	return v.redirect("/templates")
}

func (v *visit) prepareNext() error {
	t, err := v.templateOf() // what somebody may not use looks absent, whatever else they sent
	if err != nil {
		return err
	}
	from, err := period.ParseDate(v.trimmed("from"))
	if err != nil {
		return onField("from", err)
	}
	made, err := v.App.PrepareNext(v.ctx(), v.actor(), t.ID, from)
	if err != nil {
		return err
	}
	v.flash("period_prepared", "")
	return v.redirect(v.back(goalPath(made)))
}

// usualPack is the pack that is proposed for a role while the organisation has none of its own: something to begin from.
func (v *visit) usualPack(role org.Role) app.PackBody {
	span := v.world.Org().Calendar.Next(period.Quarter, v.today)
	var p app.PackBody
	for _, d := range plan.Starter(plan.Newcomer{Role: role, Since: span.From, Span: span}) {
		item := app.PackItem{Title: v.say(d.Title, ""), Why: v.say(d.Why, ""), Days: int(d.End-d.Start) + 1, Difficulty: d.Difficulty}
		for _, s := range d.Steps {
			item.Steps = append(item.Steps, v.say(s.Title, ""))
		}
		p.Drafts = append(p.Drafts, item)
	}
	return p
}

// readDrafts reads a pack as text: per paragraph a line "title; days; difficulty; why", then a step per line. What does not fit is
// left for the check to tell.
func readDrafts(text string) app.PackBody {
	var p app.PackBody
	for block := range strings.SplitSeq(strings.ReplaceAll(text, "\r\n", "\n"), "\n\n") {
		lines := strings.Split(strings.TrimSpace(block), "\n")
		if lines[0] == "" {
			continue
		}
		parts := strings.SplitN(lines[0], ";", 4)
		for len(parts) < 4 {
			parts = append(parts, "")
		}
		item := app.PackItem{Title: strings.TrimSpace(parts[0]), Why: strings.TrimSpace(parts[3])}
		item.Days, _ = strconv.Atoi(strings.TrimSpace(parts[1]))
		item.Difficulty, _ = strconv.Atoi(strings.TrimSpace(parts[2]))
		for _, s := range lines[1:] {
			if s = strings.TrimSpace(s); s != "" {
				item.Steps = append(item.Steps, s)
			}
		}
		p.Drafts = append(p.Drafts, item)
	}
	return p
}

// draftsText is a pack as readDrafts reads it.
func draftsText(p app.PackBody) string {
	var blocks []string
	for _, d := range p.Drafts {
		head := strings.Join([]string{d.Title, strconv.Itoa(d.Days), sayIf(d.Difficulty), d.Why}, "; ")
		blocks = append(blocks, strings.Join(append([]string{head}, d.Steps...), "\n"))
	}
	return strings.Join(blocks, "\n\n")
}
