package web

import (
	"slices"
	"strconv"
	"strings"

	"cordee/internal/app"
	"cordee/internal/chart"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/web/ui"
)

// mineProps is the private page of one's own results.
type mineProps struct {
	head       ui.PageHeadProps
	stats      []ui.Stat
	breakdowns []breakdownProps
	strengths  *strengthsProps // nil: nothing to say
	list       ui.TableProps
	pager      ui.PagerProps
	from, to   ui.FieldProps
	show       string
	listTitle  string
	where      string
	empty      ui.EmptyProps
}

type breakdownProps struct {
	id, title string
	chart     ui.ChartProps
	columns   chart.Columns
}

func (v *visit) myResults() error {
	from, to := v.queryDate("from"), v.queryDate("to")
	if from.IsZero() {
		from = v.world.Org().Calendar.FiscalYear(v.today).From
	}
	if to.IsZero() || to < from {
		to = max(v.today, from)
	}
	view, err := v.App.OwnResults(v.ctx(), v.actor(), from, to, readCursor(v.r.URL.Query().Get("after")))
	if err != nil {
		return err
	}
	p := v.teller().minePage(view, v.me().ID)
	if p.strengths, err = v.strengths(); err != nil {
		return err
	}
	return v.show(page{title: p.head.Title, path: "/results/mine"}, minePageBody(p))
}

// readCursor reads a place in the list: a day and a posting.
func readCursor(s string) app.Cursor {
	day, posting, ok := strings.Cut(s, ".")
	on, err := period.ParseDate(day)
	n, errN := strconv.ParseInt(posting, 10, 64)
	if !ok || err != nil || errN != nil {
		return app.Cursor{}
	}
	return app.Cursor{On: on, Posting: n}
}

func (t teller) minePage(v app.OwnResults, me org.ID) mineProps {
	unit := v.World.Org().Currency
	p := mineProps{
		head: ui.PageHeadProps{Title: t.T("web.mine.title"), Lead: t.T("web.mine.lead"), Meta: []string{t.Span(period.Days(v.From, v.To))}},
		stats: []ui.Stat{
			{Label: t.T("web.mine.amount"), Value: t.Value(v.Amount, unit), Number: v.Amount.String()},
			{Label: t.T("web.mine.deals"), Value: t.Number(v.Deals), Number: v.Deals.String(), Hint: t.T("web.mine.deals_hint")},
		},
		list: t.resultRows(v, me), listTitle: t.T("web.mine.list"), where: t.T("web.mine.where"),
		from: ui.FieldProps{Name: "from", Label: t.T("web.from"), Kind: ui.FieldDate, Value: v.From.String()},
		to:   ui.FieldProps{Name: "to", Label: t.T("web.to"), Kind: ui.FieldDate, Value: v.To.String()}, show: t.T("web.show"),
		empty: ui.EmptyProps{Icon: "chart", Title: t.T("web.mine.empty"), Sentence: t.T("web.mine.empty_next"), Action: ui.Link{Text: t.T("web.result.add"), Href: "/results/new"}},
	}
	for _, b := range v.Breakdowns {
		if len(b.Slices) > 0 {
			p.breakdowns = append(p.breakdowns, t.breakdown(b, unit))
		}
	}
	if v.Next != (app.Cursor{}) {
		href := "/results/mine?from=" + v.From.String() + "&to=" + v.To.String() + "&after=" + v.Next.On.String() + "." + strconv.FormatInt(v.Next.Posting, 10)
		p.pager = ui.PagerProps{Label: t.T("web.mine.list"), Next: ui.Link{Text: t.T("web.mine.older"), Href: href}}
	}
	return p
}

// shownSlices is how many columns a chart has; the table below it has all.
const shownSlices = 6

func (t teller) breakdown(b app.Breakdown, unit string) breakdownProps {
	name := capital(t.attributeName(b.Attribute))
	p := breakdownProps{id: "by-" + b.Attribute, title: t.T("web.mine.by", "what", lowerFirst(name))}
	p.columns = chart.Columns{Title: p.title}
	p.chart = ui.ChartProps{TableWord: t.T("web.goal.chart_table"), Table: ui.TableProps{
		Caption: p.title, HideCaption: true, Dense: true,
		Heads: []ui.Head{{Label: name}, {Label: t.T("web.mine.amount"), Numeric: true}, {Label: t.T("web.mine.deals"), Numeric: true}},
	}}
	for i, s := range b.Slices {
		label := t.attributeValue(s.Value)
		if i < shownSlices {
			p.columns.Columns = append(p.columns.Columns, chart.Column{Label: label, Values: []float64{float(s.Amount)}, Texts: []string{t.Compact(s.Amount, unit)}})
		}
		p.chart.Table.Rows = append(p.chart.Table.Rows, ui.Row{Cells: []ui.Cell{{Text: label}, {Text: t.Value(s.Amount, unit)}, {Text: t.Number(s.Deals)}}})
	}
	if n := len(b.Slices) - shownSlices; n > 0 {
		p.chart.Caption = t.T("web.mine.more", "n", n)
	}
	return p
}

// resultRows are the results one by one, newest first.
func (t teller) resultRows(v app.OwnResults, me org.ID) ui.TableProps {
	table := ui.TableProps{ID: "results", Caption: t.T("web.mine.list"), HideCaption: true, Dense: true, Heads: []ui.Head{
		{Label: t.T("web.result.kind")}, {Label: t.T("web.goal.day")}, {Label: t.T("web.result.customer")},
		{Label: t.T("web.result.amount"), Numeric: true}, {Label: t.T("web.mine.part"), Numeric: true},
	}}
	for _, x := range v.Page {
		amount, part := "", ""
		if x.Amount.OK {
			amount = t.Value(x.Amount.Amount, v.World.Org().Currency)
		}
		switch p := ownPart(x, me); {
		case p == 0 && slices.Contains(x.Assists, me):
			part = t.T("web.mine.helped")
		case p != measure.Hundred:
			part = t.Percent(p)
		}
		table.Rows = append(table.Rows, ui.Row{Cells: []ui.Cell{
			{Text: t.kindName(x.Kind), Href: resultPath(x)}, {Text: t.Date(x.OccurredOn)}, {Text: x.Attrs["customer"]}, {Text: amount}, {Text: part},
		}})
	}
	return table
}
