package web

import (
	"strconv"

	"cordee/internal/app"
	"cordee/internal/chart"
	"cordee/internal/forecast"
	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/plan"
	"cordee/internal/web/ui"
)

// shopProps is the workshop where an objective is shared out.
type shopProps struct {
	head        ui.PageHeadProps
	form        ui.FormProps
	among       ui.Segment
	method      ui.Segment
	weight      ui.Slide
	padding     ui.FieldProps
	beside      *ui.FieldProps // nil where nothing is carried outside the table
	again       ui.ButtonProps
	reset       ui.ButtonProps
	stats       []ui.Stat
	table       ui.SharingProps
	empty       string
	fit         judgement
	warnings    judgement
	margin      judgement
	levels      []ui.DefinitionLine
	own         judgement
	ask         ui.ActionProps
	askLead     string
	invitation  ui.CopyFieldProps
	name        ui.FieldProps
	save        ui.ButtonProps
	reason      ui.FieldProps
	paid        ui.FieldProps
	publish     ui.ButtonProps
	publishLead string
	kept        keptProps
	words       shopWords
}

type shopWords struct{ how, scenario, publish, judged string }

// judgement is one card of what tells whether the parts are fair.
type judgement struct {
	id, title string
	tag       ui.TagProps
	lines     []string
}

func (v *visit) shopPage(ws app.Workshop, ask shopAsk, problem error) shopProps {
	t, s := v.teller(), ws.Top
	form := v.retyped(problem)
	names := []string{"padding", "name", "reason"}
	for name := range ask.typed {
		names = append(names, name)
	}
	form.wrong, form.rest = v.fieldFaults(problem, names...)
	p := shopProps{
		form:   v.form(form, ui.FormProps{ID: "workshop", Action: partsPath(s.ID), Hidden: v.shopHidden(ask)}),
		words:  shopWords{how: v.T("workshop.how_shared"), scenario: v.T("workshop.keep"), publish: v.T("workshop.publish.title"), judged: v.T("workshop.judged")},
		again:  ui.ButtonProps{Text: v.T("workshop.again"), Name: "do", Value: "again", Icon: "share"},
		reset:  ui.ButtonProps{Text: v.T("workshop.reset"), Name: "do", Value: "reset", Icon: "undo", Kind: ui.ButtonQuiet},
		levels: t.levels(ws), ask: v.askButton(ws), askLead: v.T("workshop.ask.lead"),
	}
	p.head = v.shopHead(ws)
	v.shopControls(&p, ws, form.wrong["padding"])
	p.stats = t.shopStats(ws)
	p.table = v.sharing(ws, ask, form.wrong)
	if len(ws.Lines) == 0 {
		p.empty = v.T("workshop.nobody")
	}
	p.fit, p.warnings, p.margin, p.own = t.fitWords(ws), t.warningWords(ws), t.marginWords(ws), t.ownWords(ws)
	p.invitation = ui.CopyFieldProps{ID: "invitation", Label: v.T("workshop.ask.link"), Value: v.address() + goalPath(s.ID) + "#own-number", Button: v.T("workshop.ask.copy"), Done: v.T("workshop.ask.copied")}
	v.shopEnding(&p, ws, ask, form)
	p.kept = v.kept(ws, ask)
	return p
}

func (v *visit) shopHead(ws app.Workshop) ui.PageHeadProps {
	s := ws.Top
	return ui.PageHeadProps{
		Title: v.T("workshop.title", "target", v.Value(s.Target.Amount, s.Metric.Unit)), CrumbsWord: v.T("web.goal.crumbs"),
		Crumbs: []ui.Link{{Text: s.Title, Href: goalPath(s.ID)}}, Meta: []string{ws.OwnerName, v.Span(s.Span()), v.teller().metricName(s.Metric)},
		Lead: v.T("workshop.lead"),
	}
}

func (v *visit) shopHidden(ask shopAsk) []ui.Hidden {
	if ask.scenario == 0 {
		return nil
	}
	return []ui.Hidden{{Name: "scenario", Value: ask.scenario.String()}}
}

func (v *visit) shopControls(p *shopProps, ws app.Workshop, wrong string) {
	f := ws.Form
	if ws.HasTeams && ws.HasPeople {
		p.among = ui.Segment{Name: "by", Legend: v.T("workshop.among"), Options: []ui.Option{
			{Value: "team", Label: v.T("workshop.among_teams"), Selected: f.ByTeam}, {Value: "people", Label: v.T("workshop.among_people"), Selected: !f.ByTeam},
		}}
	} else if f.ByTeam {
		p.form.Hidden = append(p.form.Hidden, ui.Hidden{Name: "by", Value: "team"})
	}
	p.method = ui.Segment{Name: "method", Legend: v.T("workshop.method")}
	for _, m := range plan.Methods() {
		p.method.Options = append(p.method.Options, ui.Option{Value: string(m), Label: v.T("plan.method." + string(m)), Selected: m == f.Method})
	}
	weight := f.Weight
	if f.Method == plan.Blend && weight == 0 {
		weight = plan.HalfAndHalf
	}
	p.weight = ui.Slide{
		ID: "weight", Name: "weight", Label: v.T("workshop.weight"), Value: strconv.Itoa(int(weight / 100)),
		Words: v.T("workshop.weight_words", "potential", weight, "history", measure.Hundred-weight),
	}
	p.padding = ui.FieldProps{Name: "padding", Label: v.T("workshop.padding"), Kind: ui.FieldNumber, Suffix: "%", Narrow: true, Error: wrong, Value: v.Number(measure.Amount(f.Padding) * 100)}
	if wrong != "" {
		p.padding.Value = v.r.Form.Get("padding")
	}
	if ws.Outside != 0 {
		p.beside = &ui.FieldProps{Name: "beside", Label: v.T("workshop.beside"), Kind: ui.FieldCheckbox, Value: "yes", Checked: f.Beside}
	}
}

// shopStats is what one looks at while typing.
func (t teller) shopStats(ws app.Workshop) []ui.Stat {
	unit := ws.Top.Metric.Unit
	sum := ui.Stat{Label: t.T("workshop.sum"), Value: t.Value(ws.Table.Carried, unit), Hint: t.balance(ws), Tone: balanceTone(ws)}
	stats := []ui.Stat{sum}
	if ws.Fit.N > 0 {
		stats = append(stats,
			ui.Stat{Label: t.T("workshop.share"), Value: t.T("workshop.share_of", "expected", expected(ws.Fit), "n", ws.Fit.N), Hint: t.T("plan.verdict." + string(ws.Fit.Verdict)), Tone: verdictTone(ws.Fit.Verdict)})
		if ws.Fit.Lowest.Known {
			stats = append(stats, ui.Stat{Label: t.T("workshop.worst"), Value: t.odds(ws.Fit.Lowest.P), Hint: ws.World.OwnerName(ws.Fit.Lowest.Owner)})
		}
	} else {
		stats = append(stats, ui.Stat{Label: t.T("workshop.share"), Value: t.T("plan.verdict.unproven"), Hint: t.T("workshop.no_history_yet")})
	}
	return append(stats, ui.Stat{Label: t.T("workshop.cumulated"), Value: t.signed(ws.Stack.Cumulated), Hint: t.T("workshop.cumulated_hint")})
}

func expected(f plan.Fitness) int { return int((f.Expected + measure.One/2) / measure.One) }

func (t teller) signed(bp measure.BP) string {
	if bp > 0 {
		return "+" + t.Percent(bp)
	}
	return t.Percent(bp)
}

func (t teller) balance(ws app.Workshop) string {
	unit, left := ws.Top.Metric.Unit, ws.Table.Gap
	switch {
	case left > 0:
		return t.T("workshop.left", "amount", t.Value(left, unit))
	case left < 0:
		return t.T("workshop.over", "amount", t.Value(-left, unit))
	}
	return t.T("workshop.even")
}

func balanceTone(ws app.Workshop) ui.Tone {
	if ws.Table.Gap != 0 {
		return ui.ToneWarn
	}
	return ui.ToneGood
}

func verdictTone(f plan.Verdict) ui.Tone {
	switch f {
	case plan.SetFair:
		return ui.ToneGood
	case plan.SetOutOfReach:
		return ui.TonePlum
	case plan.SetAmbitious:
		return ui.ToneWarn
	case plan.SetTooEasy:
		return ui.ToneInfo
	case plan.SetUnproven:
	}
	return ui.ToneNone
}

// odds is an exact chance as people count: so many out of twenty, in their smallest numbers, which is how finely it is known, or fewer than so many where rounding
// would lift it into a higher band.
func (t teller) odds(p measure.BP) string {
	o := plan.OddsOf(p)
	times, of := o.Counted()
	if o.Under {
		return t.T("workshop.odds_under", "n", times, "of", of)
	}
	return t.T("workshop.odds", "n", times, "of", of)
}

// total is the sum of the table with what is carried outside it, where anything is.
func (t teller) total(ws app.Workshop) string {
	unit := ws.Top.Metric.Unit
	if ws.Outside == 0 {
		return t.balance(ws)
	}
	return t.T("workshop.with_outside", "table", t.Value(ws.Table.Sum, unit), "outside", t.Value(ws.Outside, unit), "sum", t.Value(ws.Table.Carried, unit), "words", t.balance(ws))
}

// sharing is the table.
func (v *visit) sharing(ws app.Workshop, ask shopAsk, wrong map[string]string) ui.SharingProps {
	unit := ws.Top.Metric.Unit
	p := ui.SharingProps{
		Caption: v.T("workshop.caption", "title", ws.Top.Title), Total: v.T("workshop.sum"), Sum: v.Value(ws.Table.Sum, unit),
		Balance: v.teller().total(ws), Tone: balanceTone(ws),
		Heads: ui.SharingHeads{
			Name: v.T("workshop.col.who"), Expected: v.T("workshop.col.expected"), Potential: v.T("workshop.col.potential"), Part: v.T("workshop.col.part"),
			Chance: v.T("workshop.col.chance"), Out: v.T("workshop.col.out"),
		},
	}
	if ws.BottomUp.Made > 0 {
		p.Heads.Own = v.T("workshop.col.own")
	}
	for _, l := range ws.Lines {
		p.Rows = append(p.Rows, v.sharingRow(ws, l, ask, wrong))
	}
	return p
}

func (v *visit) sharingRow(ws app.Workshop, l app.WorkshopLine, ask shopAsk, wrong map[string]string) ui.SharingRow {
	unit, id := ws.Top.Metric.Unit, l.Owner.ID.String()
	t := v.teller()
	r := ui.SharingRow{
		ID: "row-" + id, Name: l.Name, Href: ownerPath(l.Owner), Notes: t.lineNotes(l, unit), Tag: t.sentTag(l, unit), Locked: l.Typed, Out: l.Left,
		Potential: v.cell(app.PotentialField+id, "potential", v.T("workshop.potential_of", "name", l.Name), unit, l.Potential, ask, wrong),
		OutName:   outField + id, OutLabel: v.T("workshop.leave_out", "name", l.Name),
		Release: ui.ButtonProps{Text: v.T("workshop.release", "name", l.Name), Icon: "lock", Kind: ui.ButtonQuiet, IconOnly: true, Small: true, Name: "do", Value: "release:" + id,
			Attrs: map[string]any{"data-release": app.PartField + id, "id": "release-" + id}},
	}
	typed := measure.Maybe{}
	if a, ok := ws.Form.Typed[l.Owner.ID]; ok {
		typed = measure.Some(a)
	}
	r.Part = v.cell(app.PartField+id, "part", v.T("workshop.part_of", "name", l.Name), unit, typed, ask, wrong)
	r.Part.ReadAll = r.ID + "-amount"
	if l.History.OK {
		r.Expected = t.about(l.History.Amount, unit)
	}
	if l.Left {
		r.Amount = v.T("workshop.is_out")
		return r
	}
	r.Part.Hint = v.Number(l.Amount)
	r.Amount = v.Value(l.Amount, unit)
	v.chance(&r, l, unit)
	if l.Bid.OK {
		r.Own, r.OwnGap = v.Value(l.Bid.Amount, unit), t.gapWords(l.BidGap, unit)
	}
	return r
}

func ownerPath(o org.Owner) string {
	if o.Kind == org.OwnerTeam {
		return teamPath(o.ID)
	}
	return personPath(o.ID)
}

// cell is one field of the table: what was typed stays as it was typed while it cannot be read.
func (v *visit) cell(name, column, label, unit string, value measure.Maybe, ask shopAsk, wrong map[string]string) ui.CellInput {
	c := ui.CellInput{ID: name, Name: name, Label: label, Column: column, Unit: v.UnitName(unit), Error: wrong[name]}
	switch {
	case c.Error != "":
		c.Value = ask.typed[name]
	case value.OK:
		c.Value = v.Number(value.Amount)
	}
	return c
}

// chance says how likely a part is, in words and out of twenty, and draws where it lies; little is said where little is known.
func (v *visit) chance(r *ui.SharingRow, l app.WorkshopLine, unit string) {
	c := l.Chance
	switch {
	case l.Amount == 0:
		return
	case l.Private:
		r.Chance = v.T("workshop.private")
		return
	case !c.Shown:
		r.Chance = v.T("band.no_evidence")
		return
	}
	r.Chance, r.Odds, r.Tone = v.T("band."+string(c.Band)), v.teller().odds(l.Exact), bandTone(c.Band)
	if c.HasLanding {
		t := v.teller()
		r.HasFan = true
		r.Fan = chart.Fan{
			Title: v.T("workshop.fan", "low", t.about(c.Low, unit), "high", t.about(c.High, unit), "part", v.Value(l.Amount, unit)),
			Low:   forecast.Units(c.Low), Mid: forecast.Units(c.Mid), High: forecast.Units(c.High), Part: forecast.Units(l.Amount),
		}
	}
}

func bandTone(b goal.Band) ui.Tone {
	switch b {
	case goal.Accessible, goal.Reachable:
		return ui.ToneGood
	case goal.VeryAmbitious:
		return ui.ToneWarn
	case goal.OutOfReach:
		return ui.TonePlum
	case goal.Ambitious, goal.NoEvidence:
	}
	return ui.ToneNone
}
