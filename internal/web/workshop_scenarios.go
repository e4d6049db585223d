package web

import (
	"time"

	"cordee/internal/app"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/plan"
	"cordee/internal/store"
	"cordee/internal/web/ui"
)

// keptProps is the list of kept scenarios, and the choice of two to set side by side.
type keptProps struct {
	title, empty string
	table        ui.TableProps
	compare      ui.FormProps
	a, b         ui.FieldProps
	button       ui.ButtonProps
	comparable   bool
}

func (v *visit) kept(ws app.Workshop, ask shopAsk) keptProps {
	id := ws.Top.ID
	p := keptProps{
		title: v.T("workshop.scenarios"), empty: v.T("workshop.no_scenarios"), comparable: len(ws.Scenarios) > 1,
		compare: ui.FormProps{ID: "compare", Action: partsPath(id) + "/compare", Method: "get", Inline: true},
		button:  ui.ButtonProps{Text: v.T("workshop.compare"), Icon: "columns"},
		table: ui.TableProps{Caption: v.T("workshop.scenarios"), HideCaption: true, Heads: []ui.Head{
			{Label: v.T("workshop.name")}, {Label: v.T("workshop.kept_on")}, {Label: v.T("workshop.sent_on")}, {Label: v.T("workshop.drop"), Hidden: true},
		}},
	}
	var a, b []ui.Option
	for i, s := range ws.Scenarios {
		p.table.Rows = append(p.table.Rows, v.keptRow(id, s, s.ID == ask.scenario))
		a = append(a, ui.Option{Value: s.ID.String(), Label: s.Name, Selected: i == 0})
		b = append(b, ui.Option{Value: s.ID.String(), Label: s.Name, Selected: i == 1})
	}
	p.a = ui.FieldProps{ID: "compare-a", Name: "a", Label: v.T("workshop.compare_a"), Kind: ui.FieldSelect, Options: a}
	p.b = ui.FieldProps{ID: "compare-b", Name: "b", Label: v.T("workshop.compare_b"), Kind: ui.FieldSelect, Options: b}
	return p
}

func (v *visit) keptRow(id org.ID, s store.Scenario, open bool) ui.Row {
	at := func(micro int64) string {
		return v.T("workshop.at", "at", time.UnixMicro(micro).In(v.world.Location()))
	}
	row := ui.Row{Muted: false, Cells: []ui.Cell{{Text: s.Name, Href: partsPath(id) + "?scenario=" + s.ID.String()}, {Text: at(s.At)}, {}, {}}}
	if open {
		row.Cells[0].Small = v.T("workshop.open_now")
	}
	if s.Published > 0 {
		row.Cells[2].Text = at(s.Published)
	}
	row.Cells[3].Body = ui.Action(ui.ActionProps{Action: partsPath(id), Hidden: []ui.Hidden{{Name: "do", Value: "drop:" + s.ID.String()}},
		Button: ui.ButtonProps{Text: v.T("workshop.drop_named", "name", s.Name), Icon: "close", Kind: ui.ButtonQuiet, IconOnly: true, Small: true}})
	return row
}

// compareProps is two scenarios side by side.
type compareProps struct {
	head   ui.PageHeadProps
	judged ui.TableProps
	moves  ui.TableProps
	open   []ui.ButtonProps
}

func (v *visit) compareScenarios() error {
	id, err := v.goalID()
	if err != nil {
		return err
	}
	q := v.r.URL.Query()
	a, okA := org.ParseID(q.Get("a"))
	b, okB := org.ParseID(q.Get("b"))
	if !okA || !okB {
		if _, err := v.App.Workshop(v.ctx(), v.actor(), id, nil); err != nil { // whoever may not see the table learns nothing here
			return v.noWorkshop(id, err)
		}
		return v.redirect(partsPath(id))
	}
	c, err := v.App.CompareScenarios(v.ctx(), v.actor(), id, a, b)
	if err != nil {
		return v.noWorkshop(id, err)
	}
	v.saw("parts", append(c.A.People(), c.B.People()...)...)
	p := v.comparePage(c, id, a, b)
	return v.show(page{title: p.head.Title, wide: true}, compareBody(p))
}

func (v *visit) comparePage(c app.Compared, id, a, b org.ID) compareProps {
	t := v.teller()
	open := func(name string, s org.ID) ui.ButtonProps {
		return ui.ButtonProps{Text: v.T("workshop.open", "name", name), Href: partsPath(id) + "?scenario=" + s.String()}
	}
	p := compareProps{
		head: ui.PageHeadProps{
			Title: v.T("workshop.compare_title", "a", c.NameA, "b", c.NameB), CrumbsWord: v.T("web.goal.crumbs"),
			Crumbs: []ui.Link{{Text: c.A.Top.Title, Href: goalPath(id)}, {Text: v.T("workshop.title_plain"), Href: partsPath(id)}},
		},
		open: []ui.ButtonProps{open(c.NameA, a), open(c.NameB, b)},
	}
	p.judged = ui.TableProps{Caption: v.T("workshop.judged"), Heads: []ui.Head{{Label: v.T("workshop.point")}, {Label: c.NameA, Numeric: true}, {Label: c.NameB, Numeric: true}}}
	for _, line := range t.points() {
		p.judged.Rows = append(p.judged.Rows, ui.Row{Cells: []ui.Cell{{Text: t.T(line.key)}, {Text: line.of(c.A)}, {Text: line.of(c.B)}}})
	}
	p.moves = t.moves(c)
	return p
}

type point struct {
	key string
	of  func(app.Workshop) string
}

// points are what two scenarios are compared by.
func (t teller) points() []point {
	known := func(ws app.Workshop, words func() string) string {
		if ws.Fit.N == 0 {
			return "–"
		}
		return words()
	}
	return []point{
		{"workshop.sum", func(ws app.Workshop) string { return t.Value(ws.Table.Carried, ws.Top.Metric.Unit) }},
		{"workshop.method", func(ws app.Workshop) string { return t.T("plan.method." + string(ws.Table.Method)) }},
		{"workshop.verdict", func(ws app.Workshop) string { return t.T("plan.verdict." + string(ws.Fit.Verdict)) }},
		{"workshop.share", func(ws app.Workshop) string {
			return known(ws, func() string { return t.T("workshop.share_of", "expected", expected(ws.Fit), "n", ws.Fit.N) })
		}},
		{"workshop.worst", func(ws app.Workshop) string {
			if !ws.Fit.Lowest.Known {
				return "–"
			}
			return t.odds(ws.Fit.Lowest.P) + " (" + ws.World.OwnerName(ws.Fit.Lowest.Owner) + ")"
		}},
		{"workshop.cumulated", func(ws app.Workshop) string { return t.signed(ws.Stack.Cumulated) }},
	}
}

// moves is what each is asked for in both, and the difference.
func (t teller) moves(c app.Compared) ui.TableProps {
	unit := c.A.Top.Metric.Unit
	p := ui.TableProps{Caption: t.T("workshop.moves"), Heads: []ui.Head{
		{Label: t.T("workshop.col.who")}, {Label: c.NameA, Numeric: true}, {Label: c.NameB, Numeric: true}, {Label: t.T("workshop.difference"), Numeric: true},
	}}
	text := func(m measure.Maybe) string {
		if !m.OK {
			return "–"
		}
		return t.Value(m.Amount, unit)
	}
	for _, m := range c.Moves {
		p.Rows = append(p.Rows, ui.Row{Cells: []ui.Cell{{Text: c.A.World.OwnerName(m.Owner)}, {Text: text(m.From)}, {Text: text(m.To)}, {Text: t.difference(m, unit)}}})
	}
	return p
}

func (t teller) difference(m plan.Moved, unit string) string {
	switch {
	case m.By > 0:
		return "+" + t.Value(m.By, unit)
	case m.By == 0:
		return "="
	}
	return t.Value(m.By, unit)
}

// address is how others reach this server, as far as it is known.
func (v *visit) address() string {
	_, address := v.reach()
	return address
}
