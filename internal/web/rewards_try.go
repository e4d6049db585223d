package web

import (
	"slices"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/i18n"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/web/ui"
)

// tryProps is the page on which one tries a sale that is not there.
type tryProps struct {
	head    ui.PageHeadProps
	form    ui.FormProps
	amount  ui.FieldProps
	tasks   ui.FieldProps
	show    string
	note    string
	rewards ui.TableProps
	next    []string
	goals   ui.TableProps
	tried   bool
	none    string
	parts   [2]ui.SectionProps
}

// tryRewards reads what is tried from the address: nothing is written, and a try may be kept as a bookmark.
func (v *visit) tryRewards() error {
	q := v.r.URL.Query()
	t := typed{Values: q}
	f, err := v.whatIf(t)
	if err != nil {
		t.wrong, t.rest = v.fieldFaults(err, "amount", "on")
	}
	view, errView := v.App.TryRewards(v.ctx(), v.actor(), f)
	if errView != nil {
		if !complete(errView) {
			return errView
		}
		t.wrong, t.rest = v.fieldFaults(errView, "amount", "on")
		if view, err = v.App.TryRewards(v.ctx(), v.actor(), app.WhatIf{}); err != nil {
			return err
		}
		err = errView
	}
	p, errPage := v.tryPage(view, t)
	if errPage != nil {
		return errPage
	}
	return v.showAs(answerTo(err), page{title: p.head.Title, path: "/rewards", bare: true}, tryBody(p))
}

func (v *visit) whatIf(t typed) (app.WhatIf, error) {
	var f app.WhatIf
	var l fault.List
	if s := t.text("amount"); s != "" {
		a, _, err := measure.ParseLocal(s, v.Lang() == i18n.FR)
		l.Add(onField("amount", err))
		f.Amount = measure.Maybe{Amount: a, OK: err == nil}
	}
	for _, s := range t.Values["task"] {
		if id, ok := org.ParseID(s); ok {
			f.Tasks = append(f.Tasks, id)
		}
	}
	return f, l.OrNil()
}

func (v *visit) tryPage(d app.WhatIfView, t typed) (tryProps, error) {
	currency := v.world.Org().Currency
	p := tryProps{
		head: ui.PageHeadProps{Title: v.T("web.reward.try"), Lead: v.T("web.reward.try_lead"), CrumbsWord: v.T("web.crumbs"), Crumbs: v.ruleCrumbs()[:1]},
		form: v.form(t, ui.FormProps{ID: "try-form", Action: "/rewards/try", Method: "get"}), show: v.T("web.reward.try_show"), note: v.T("web.reward.try_note"), tried: d.Tried,
		amount: t.field(ui.FieldProps{Name: "amount", Label: v.T("web.reward.try_amount"), Kind: ui.FieldNumber, Suffix: v.UnitName(currency), Optional: v.T("web.optional"), Autofocus: !d.Tried}),
		parts:  [2]ui.SectionProps{{ID: "reward", Title: v.T("web.reward.try_rewards")}, {ID: "goals", Title: v.T("web.reward.try_goals")}},
	}
	p.tasks = ui.FieldProps{Name: "task", Label: v.T("web.reward.try_tasks"), Kind: ui.FieldChecks}
	for _, x := range d.Tasks {
		o := ui.Option{Value: x.ID.String(), Label: x.Title, Selected: slices.Contains(d.Form.Tasks, x.ID)}
		if x.Value.OK {
			o.Label = v.T("web.reward.try_task", "title", x.Title, "value", v.Value(x.Value.Amount, currency))
		}
		p.tasks.Options = append(p.tasks.Options, o)
	}
	if !d.Tried {
		return p, nil
	}
	if err := v.triedRewards(&p, d); err != nil {
		return p, err
	}
	p.goals = v.triedGoals(d)
	if len(p.goals.Rows) == 0 {
		p.none = v.T("web.reward.try_none")
	}
	return p, nil
}

func (v *visit) beforeAfter(id, caption string) ui.TableProps {
	return ui.TableProps{ID: id, Caption: caption, HideCaption: true, Heads: []ui.Head{
		{Label: v.T("web.reward.name")}, {Label: v.T("web.reward.before"), Numeric: true}, {Label: v.T("web.reward.after"), Numeric: true}, {Label: v.T("web.reward.difference"), Numeric: true},
	}}
}

func (v *visit) triedRewards(p *tryProps, d app.WhatIfView) error {
	p.rewards = v.beforeAfter("try-rewards", p.parts[0].Title)
	for _, x := range d.Rules {
		t, err := v.tellerFor(x.Rule)
		if err != nil {
			return err
		}
		gain := ""
		if diff := x.After.Entitled - x.Before.Entitled; t.rule.Kind.Counted() && diff != 0 {
			gain = v.T("web.reward.gain", "gain", t.gives(diff))
			if diff < 0 {
				gain = t.gives(diff)
			}
		}
		p.rewards.Rows = append(p.rewards.Rows, ui.Row{Cells: []ui.Cell{
			{Text: x.Rule.Title, Href: shareOfPath(x.Rule.ID, x.Rule.Version, v.me().ID)}, {Text: t.gives(x.Before.Entitled)}, {Text: t.gives(x.After.Entitled)}, {Text: gain},
		}})
		if len(x.Next) > 0 {
			p.next = append(p.next, v.T("web.reward.try_next", "title", x.Rule.Title, "next", t.ahead(x.Next[0])))
		}
	}
	return nil
}

func (v *visit) triedGoals(d app.WhatIfView) ui.TableProps {
	t := v.teller()
	table := v.beforeAfter("try-goals", v.T("web.reward.try_goals"))
	for _, g := range d.Goals {
		table.Rows = append(table.Rows, ui.Row{Cells: []ui.Cell{
			{Text: g.Before.Title, Href: goalPath(g.Before.ID), Small: v.world.Name(g.Before.Owner)},
			{Text: t.percent(g.Before.Progress), Small: t.attainedShort(g.Before)}, {Text: t.percent(g.After.Progress), Small: t.attainedShort(g.After)},
			{Body: ui.TrackOnly(t.track(g.After, measure.Maybe{}))},
		}})
	}
	return table
}
