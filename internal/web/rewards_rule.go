package web

import (
	"strconv"

	"cordee/internal/app"
	"cordee/internal/org"
	"cordee/internal/reward"
	"cordee/internal/web/ui"
)

var ruleTones = map[app.RuleState]ui.Tone{app.RuleDraft: ui.ToneNone, app.RuleAnnounced: ui.ToneViolet, app.RuleRunning: ui.ToneGood, app.RuleOver: ui.ToneInfo, app.RuleWithdrawn: ui.ToneNone}

func (v *visit) ruleTag(s app.RuleState) ui.TagProps {
	return ui.TagProps{Text: v.T("web.reward.state_" + string(s)), Tone: ruleTones[s]}
}

func (v *visit) rules() error {
	view, err := v.App.Rules(v.ctx(), v.actor())
	if err != nil {
		return err
	}
	head := ui.PageHeadProps{Title: v.T("web.reward.rules"), Lead: v.T("web.reward.rules_lead"), CrumbsWord: v.T("web.crumbs"), Crumbs: v.ruleCrumbs()[:1]}
	if view.MayEdit {
		head.Actions = ui.LinkButton(ui.ButtonProps{Text: v.T("web.reward.new"), Href: rulesPath + "/new", Icon: "plus", Kind: ui.ButtonPrimary})
	}
	table := ui.TableProps{ID: "rules", Caption: head.Title, HideCaption: true, Heads: []ui.Head{
		{Label: v.T("web.reward.name")}, {Label: v.T("web.reward.to")}, {Label: v.T("web.reward.kind")}, {Label: v.T("web.reward.period")}, {Label: v.T("web.reward.state")},
	}}
	for _, r := range view.Rules {
		t := v.ruleTeller(r.Rule, nil)
		table.Rows = append(table.Rows, ui.Row{Cells: []ui.Cell{
			{Text: r.Title, Href: versionPath(r)}, {Text: v.world.Name(r.To)}, {Text: t.atFull()}, {Text: v.Span(r.Span())}, {Body: ui.Tag(v.ruleTag(r.State))},
		}})
	}
	empty := ui.EmptyProps{Icon: "gift", Title: v.T("web.reward.no_rules"), Sentence: v.T("web.reward.no_rules_next")}
	if view.MayEdit {
		empty.Action = ui.Link{Text: v.T("web.reward.new"), Href: rulesPath + "/new"}
	}
	return v.show(page{title: head.Title, path: "/rewards"}, rulesBody(head, table, empty))
}

// atFull says in a few words what a rule brings at 100 %.
func (t ruleTeller) atFull() string {
	switch {
	case !t.rule.Kind.Counted():
		return t.T("web.reward.kind_"+string(t.rule.Kind)) + " · " + t.rule.Label
	case t.rule.Each != nil && t.rule.Each.Base > 0 && t.rule.Pot != nil && t.rule.Pot.Base > 0:
		return t.T("web.reward.at_full_both", "amount", t.gives(t.rule.Each.Base), "pot", t.gives(t.rule.Pot.Base))
	case t.rule.Each != nil && t.rule.Each.Base > 0:
		return t.T("web.reward.at_full", "amount", t.gives(t.rule.Each.Base))
	case t.rule.Pot != nil && t.rule.Pot.Base > 0:
		return t.T("web.reward.at_full_pot", "amount", t.gives(t.rule.Pot.Base))
	}
	return t.T("web.reward.at_rate")
}

func (v *visit) rulePage() (app.RulePage, error) {
	id, err := v.pathID("rule")
	if err != nil {
		return app.RulePage{}, err
	}
	return v.App.Rule(v.ctx(), v.actor(), id, smallNumber(v.r.FormValue("version")))
}

// onePageProps is the page of one version of a rule.
type oneRuleProps struct {
	head     ui.PageHeadProps
	why      string
	alert    string
	preview  previewProps
	publish  *ui.ActionProps
	stop     ui.FormProps
	reason   ui.FieldProps
	stopText string
	links    []ui.ButtonProps
	people   []ui.Link
	peopleAt ui.SectionProps
	versions ui.TableProps
	versAt   ui.SectionProps
	unmarked []ui.Link
	unmarkAt string
}

func (v *visit) oneRule() error {
	page, err := v.rulePage()
	if err != nil {
		return err
	}
	return v.showRule(nil, page)
}

func (v *visit) showRule(err error, d app.RulePage) error {
	r := d.Rule
	p := oneRuleProps{
		head: ui.PageHeadProps{Title: r.Title, Tag: v.ruleTag(r.State), CrumbsWord: v.T("web.crumbs"), Crumbs: v.ruleCrumbs(),
			Meta: []string{v.world.Name(r.To), v.Span(r.Span()), v.T("web.reward.version", "n", r.Version), v.T("web.reward.every_" + string(r.Norm().Every))}},
		why: r.Why, preview: v.previewOf(d),
	}
	if r.Late {
		p.alert = v.T("web.reward.late")
	}
	v.ruleActs(&p, r, err)
	for _, x := range d.People {
		p.people = append(p.people, ui.Link{Text: x.Name, Href: shareOfPath(r.ID, r.Version, x.ID)})
	}
	p.peopleAt = ui.SectionProps{ID: "people", Title: v.T("web.reward.statements"), Lead: v.T("web.reward.statements_lead")}
	if len(r.Versions) > 1 {
		p.versAt = ui.SectionProps{ID: "versions", Title: v.T("web.reward.versions")}
		p.versions = ui.TableProps{ID: "versions-table", Caption: p.versAt.Title, HideCaption: true, Dense: true, Heads: []ui.Head{{Label: v.T("web.reward.versions")}, {Label: v.T("web.reward.period")}, {Label: v.T("web.reward.state")}}}
		for _, x := range r.Versions {
			p.versions.Rows = append(p.versions.Rows, ui.Row{Cells: []ui.Cell{
				{Text: v.T("web.reward.version", "n", x.Version), Href: rulePath(r.ID) + "?version=" + strconv.Itoa(x.Version)},
				{Text: v.Span(reward.Rule{Start: x.Start, End: x.End}.Span())}, {Body: ui.Tag(v.ruleTag(x.State))},
			}})
		}
	}
	if len(r.Unmarked) > 0 && r.MayEdit {
		p.unmarkAt = v.T("web.reward.unmarked")
		for _, id := range r.Unmarked {
			if g, ok := d.Goals[id]; ok {
				p.unmarked = append(p.unmarked, ui.Link{Text: g.Title, Href: goalPath(id)})
			}
		}
	}
	return v.showAs(answerTo(err), page{title: r.Title, path: "/rewards"}, oneRuleBody(p))
}

// ruleActs are what may be done with a version: announce it, change it, withdraw it, write the next one.
func (v *visit) ruleActs(p *oneRuleProps, r app.RuleView, err error) {
	hidden := []ui.Hidden{{Name: "version", Value: strconv.Itoa(r.Version)}, {Name: "edition", Value: strconv.Itoa(r.Edition)}}
	if !r.MayEdit {
		return
	}
	open := r.State == app.RuleDraft || r.State == app.RuleAnnounced
	if r.State == app.RuleDraft {
		p.publish = &ui.ActionProps{Action: rulePath(r.ID) + "/publish", Hidden: hidden, Button: ui.ButtonProps{Text: v.T("web.reward.publish"), Icon: "flag", Kind: ui.ButtonPrimary}}
	}
	if open {
		p.links = append(p.links, ui.ButtonProps{Text: v.T("web.reward.edit"), Href: rulePath(r.ID) + "/edit?version=" + strconv.Itoa(r.Version), Icon: "pen"})
		t := typed{}
		if err != nil {
			t = v.retyped(err, "reason")
		}
		p.stop = v.form(t, ui.FormProps{ID: "stop-form", Action: rulePath(r.ID) + "/stop", Hidden: hidden})
		p.stopText = v.T("web.reward.stop_" + string(r.State))
		if r.State == app.RuleAnnounced {
			p.reason = t.field(ui.FieldProps{Name: "reason", Label: v.T("web.reward.stop_reason"), Kind: ui.FieldArea, Rows: 2})
		}
	}
	if r.MayNext {
		p.links = append(p.links, ui.ButtonProps{Text: v.T("web.reward.next_version"), Href: rulePath(r.ID) + "/edit?next=yes&version=" + strconv.Itoa(r.Version), Icon: "next"})
	}
}

func (v *visit) publishRule() error {
	return v.actOnRule("rule_published", func(id org.ID, version, edition int) error {
		return v.App.PublishRule(v.ctx(), v.actor(), id, version, edition)
	})
}

func (v *visit) stopRule() error {
	return v.actOnRule("rule_stopped", func(id org.ID, version, edition int) error {
		return v.App.StopRule(v.ctx(), v.actor(), id, version, edition, v.trimmed("reason"))
	})
}

func (v *visit) actOnRule(done string, act func(id org.ID, version, edition int) error) error {
	if err := v.parse(); err != nil {
		return err
	}
	d, err := v.rulePage()
	if err != nil {
		return err
	}
	if err := act(d.Rule.ID, d.Rule.Version, smallNumber(v.trimmed("edition"))); err != nil {
		if !complete(err) {
			return err
		}
		return v.showRule(err, d)
	}
	v.flash(done, "")
	return v.redirect(versionPath(d.Rule))
}
