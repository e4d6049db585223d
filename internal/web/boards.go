package web

import (
	"net/url"
	"slices"

	"cordee/internal/app"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/web/ui"
)

// boardsProps is a board: teams by default; people only where the organisation and each of them chose it.
type boardsProps struct {
	head                           ui.PageHeadProps
	tabs                           []ui.Tab
	tabsLabel                      string
	metric, period, from, to, kind ui.FieldProps
	by, show                       string
	board                          ui.BoardProps
	note                           string
	bench                          string
	closed                         ui.EmptyProps // people boards are not open
	isClosed                       bool
}

// boardAsk is what the address asks for.
type boardAsk struct {
	app.BoardAsk
	period string
	people bool
}

func (v *visit) boards() error {
	ask := v.boardAsk(v.r.URL.Query())
	p := v.boardFrame(ask)
	live, err := v.r.URL.RequestURI(), error(nil)
	if ask.people {
		live, err = "", v.peopleBoard(&p, ask)
	} else {
		err = v.teamBoard(&p, ask)
	}
	if err != nil {
		return err
	}
	return v.show(page{title: p.head.Title, path: "/boards", live: live}, boardsPageBody(p))
}

func (v *visit) boardAsk(q url.Values) boardAsk {
	c := v.world.Org().Calendar
	ask := boardAsk{period: q.Get("period"), people: q.Get("by") == "people"}
	ask.Metric, ask.Under, ask.ByTeam = q.Get("metric"), q.Get("under"), !ask.people
	if ask.Metric == "" {
		ask.Metric = "revenue"
	}
	ask.Kind = org.TeamKind(q.Get("kind"))
	if ask.Kind == "" {
		ask.Kind = org.TeamUnit
	}
	ask.From, ask.To = v.dateOf(q.Get("from")), v.dateOf(q.Get("to"))
	custom := ask.period == customPeriod
	if custom && !ask.From.IsZero() && !ask.To.IsZero() {
		return ask
	}
	_, span, err := c.Parse(ask.period)
	if err != nil {
		span = c.Quarter(v.today)
		if !custom {
			ask.period = c.Name(period.Quarter, v.today)
		}
	}
	ask.From, ask.To = span.From, span.Last()
	return ask
}

// boardFrame is everything around the rows.
func (v *visit) boardFrame(ask boardAsk) boardsProps {
	t := v.teller()
	href := func(by string) string {
		return "/boards?by=" + by + "&metric=" + escape(ask.Metric) + "&period=" + escape(ask.period) + "&from=" + ask.From.String() + "&to=" + ask.To.String()
	}
	p := boardsProps{
		head: ui.PageHeadProps{Title: t.T("web.board.title"), Lead: t.T("web.board.lead"), AsOf: v.asOf()}, tabsLabel: t.T("web.board.by"), by: "team",
		tabs: []ui.Tab{{Text: t.T("web.board.teams"), Href: href("team"), Current: !ask.people}, {Text: t.T("web.board.people"), Href: href("people"), Current: ask.people}},
		show: t.T("web.show"),
	}
	if ask.period == customPeriod {
		p.from = ui.FieldProps{Name: "from", Label: t.T("web.from"), Kind: ui.FieldDate, Value: ask.From.String()}
		p.to = ui.FieldProps{Name: "to", Label: t.T("web.to"), Kind: ui.FieldDate, Value: ask.To.String()}
	}
	p.metric = ui.FieldProps{Name: "metric", Label: t.T("web.goal.metric"), Kind: ui.FieldSelect, Options: v.metricOptions(ask.Metric)[1:]}
	p.period = ui.FieldProps{Name: "period", Label: t.T("web.goal.period"), Kind: ui.FieldSelect, Options: v.pastPeriods(ask.period)}
	if ask.people {
		p.by = "people"
		return p
	}
	p.kind = ui.FieldProps{Name: "kind", Label: t.T("web.board.kind"), Kind: ui.FieldSelect}
	for _, k := range []org.TeamKind{org.TeamUnit, org.Department, org.Group} {
		p.kind.Options = append(p.kind.Options, ui.Option{Value: string(k), Label: capital(t.T("team_kind." + string(k))), Selected: k == ask.Kind})
	}
	return p
}

// pastPeriods are this period and the one before of each kind, and dates of one's own.
func (v *visit) pastPeriods(chosen string) []ui.Option {
	c := v.world.Org().Calendar
	var options []ui.Option
	for _, k := range []period.Kind{period.Quarter, period.Month, period.Year} {
		for _, d := range []period.Date{v.today, c.Prev(k, v.today).From} {
			code := c.Name(k, d)
			options = append(options, ui.Option{Value: code, Label: capital(v.Period(k, d, c)), Selected: code == chosen})
		}
	}
	return append(options, ui.Option{Value: customPeriod, Label: v.T("web.goal.period_custom"), Selected: chosen == customPeriod})
}

func (v *visit) teamBoard(p *boardsProps, ask boardAsk) error {
	b, err := v.App.Board(v.ctx(), v.actor(), ask.BoardAsk)
	if err != nil {
		return err
	}
	t := v.teller()
	p.board = t.board(b, v.boardCaption(b, ask.From, ask.To))
	own := v.world.TeamsOf(v.me().ID, v.today)
	for _, row := range b.Rows {
		p.board.Rows = append(p.board.Rows, t.boardRow(row, b.Metric, slices.Contains(own, row.Owner.ID)))
	}
	if b.Total.OK {
		p.board.TotalWord, p.board.Total = b.Under.Name, t.Value(b.Total.Amount, b.Metric.Unit)
	}
	return nil
}

func (v *visit) boardCaption(b app.Board, from, to period.Date) string {
	return v.T("web.board.caption", "metric", v.teller().metricName(b.Metric), "span", v.Span(period.Days(from, to)))
}

func (t teller) board(b app.Board, caption string) ui.BoardProps {
	return ui.BoardProps{
		ID: "board", Caption: caption, RankHead: t.T("web.board.rank"), NameHead: t.T("web.board.name"), ValueHead: t.metricName(b.Metric),
		BarHead: t.T("web.board.attainment"), Empty: ui.EmptyProps{Icon: "columns", Title: t.T("web.board.empty"), Sentence: t.T("web.board.empty_next")},
	}
}

func (t teller) boardRow(row app.BoardRow, m measure.Metric, mine bool) ui.BoardRow {
	r := ui.BoardRow{ID: "row-" + row.Owner.ID.String(), Name: row.Name, Me: mine, Value: "–", Href: teamPath(row.Owner.ID)}
	if row.Owner.Kind == org.OwnerPerson {
		r.Href = personPath(row.Owner.ID)
	}
	if row.Rank > 0 {
		r.Rank = itoa(row.Rank)
	}
	if row.Value.OK {
		r.Value, r.Number = t.Value(row.Value.Amount, m.Unit), row.Value.Amount.String()
	}
	if row.HasGoal {
		r.Percent = t.Percent(row.AttainmentBP)
		r.Bar = ui.ObjectiveBarProps{
			Attained: ui.At(int(row.AttainmentBP / 10)), Personal: row.Owner.Kind == org.OwnerPerson, Reversed: m.Direction == measure.Down,
			Spoken: t.T("web.board.spoken", "name", row.Name, "percent", row.AttainmentBP),
		}
	}
	return r
}

// peopleBoard follows what is known of boards that help: opt-in, by attainment of one's own objective, the top part only, closed
// at the end of the last whole week, one's own line always.
func (v *visit) peopleBoard(p *boardsProps, ask boardAsk) error {
	b, err := v.App.PeopleBoard(v.ctx(), v.actor(), ask.BoardAsk)
	if err != nil {
		return err
	}
	t := v.teller()
	if !b.Allowed {
		p.isClosed = true
		p.closed = ui.EmptyProps{Icon: "people", Title: t.T("web.board.closed"), Sentence: t.T("web.board.closed_next")}
		return nil
	}
	p.board = t.board(b.Board, v.boardCaption(b.Board, ask.From, ask.To))
	for _, row := range b.Rows {
		p.board.Rows = append(p.board.Rows, t.boardRow(row, b.Metric, row.Owner.ID == v.me().ID))
	}
	if b.Mine != nil {
		p.board.Rows = append(p.board.Rows, t.boardRow(*b.Mine, b.Metric, true))
	}
	p.note = t.T("web.board.people_note", "n", b.Opted, "until", b.Until)
	if b.HasBench {
		p.bench = t.T("web.board.bench", "percent", b.Benchmark)
	}
	return nil
}
