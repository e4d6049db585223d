package web

import (
	"strconv"

	"github.com/a-h/templ"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/measure"
	"cordee/internal/web/ui"
)

// playBoard is the board that encourages: one's own plan first, benchmark lines, then those who wanted to be there, of the last whole week.
func (v *visit) playBoard() (templ.Component, error) {
	quarter := v.world.Org().Calendar.Quarter(v.today)
	b, err := v.App.GameBoard(v.ctx(), v.actor(), app.BoardAsk{Metric: "revenue", From: quarter.From, To: quarter.Last()})
	if fault.KindOf(err) == fault.NotFound || err == nil && (b.Mine == nil || !b.Mine.HasGoal) && len(b.Teams) == 0 {
		return templ.NopComponent, nil
	}
	if err != nil {
		return nil, err
	}
	var parts []templ.Component
	if stats := v.boardLines(b); len(stats) > 0 {
		parts = append(parts, ui.StatLine(stats))
	}
	for _, x := range []struct {
		key  string
		rows []app.BoardRow
	}{{"near", b.Near}, {"top", b.Top}, {"teams", b.Teams}} {
		if len(x.rows) > 1 {
			parts = append(parts, ui.BoardTable(v.playRows(x.key, x.rows)))
		}
	}
	if !b.Opted && len(b.Top) > 0 {
		parts = append(parts, paragraph(v.T("play.board_opt")))
	}
	lead := v.T("play.board_lead", "metric", v.teller().metricName(b.Metric), "on", v.DayMonth(b.Until))
	return part(ui.SectionProps{ID: "board", Title: v.T("play.board"), Lead: lead}, ui.Group(parts...)), nil
}

// boardLines are one's own share of one's own plan, and what the better half and the best quarter attain at least.
func (v *visit) boardLines(b app.GameBoard) []ui.Stat {
	var stats []ui.Stat
	if b.Mine != nil && b.Mine.HasGoal {
		stats = append(stats, ui.Stat{Label: v.T("play.board_mine"), Value: v.Percent(b.Mine.AttainmentBP), Hint: v.T("play.board_mine_hint")})
	}
	if b.Lines.OK {
		stats = append(stats,
			ui.Stat{Label: v.T("play.board_half"), Value: v.Percent(b.Lines.Half), Hint: v.T("play.board_half_hint")},
			ui.Stat{Label: v.T("play.board_quarter"), Value: v.Percent(b.Lines.Quarter), Hint: v.T("play.board_quarter_hint")})
	}
	return stats
}

func (v *visit) playRows(key string, rows []app.BoardRow) ui.BoardProps {
	p := ui.BoardProps{
		Caption: v.T("play.board_" + key), RankHead: v.T("web.board.rank"), NameHead: v.T("web.board.name"), ValueHead: v.T("play.board_share"), BarHead: v.T("play.board_bar"),
	}
	for _, r := range rows {
		share := v.Percent(r.AttainmentBP)
		row := ui.BoardRow{
			Name: r.Name, Value: share, Me: r.Owner.ID == v.me().ID,
			Bar: ui.ObjectiveBarProps{Attained: permilleOf(int64(r.AttainmentBP), int64(measure.Hundred)), Spoken: v.T("play.spoken", "name", r.Name, "value", share), Size: ui.BarSmall},
		}
		if r.Rank > 0 && key != "teams" {
			row.Rank = strconv.Itoa(r.Rank)
		}
		p.Rows = append(p.Rows, row)
	}
	return p
}
