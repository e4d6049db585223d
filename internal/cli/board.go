package cli

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"text/tabwriter"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/org"
	"cordee/internal/period"
)

type boardCmd struct {
	Org    string `help:"cli.help.org_key" placeholder:"KEY"`
	Metric string `help:"cli.help.metric" required:"" placeholder:"KEY"`
	From   string `help:"cli.help.from" required:"" placeholder:"DATE"`
	To     string `help:"cli.help.to" required:"" placeholder:"DATE"`
	By     string `help:"cli.help.by" enum:"person,team" default:"person"`
	Under  string `help:"cli.help.under" placeholder:"TEAM"`
	Kind   string `help:"cli.help.kind" enum:",company,department,team,group" default:""`
	RankBy string `help:"cli.help.rank_by" enum:"value,attainment" default:"value"`
	Format string `help:"cli.help.format" enum:"table,json,csv" default:"table"`
}

func (c *boardCmd) Run(r *run) error {
	ask, err := c.ask()
	if err != nil {
		return err
	}
	return r.inOrg(c.Org, func(a *app.App, _ org.Org, actor org.Actor) error {
		b, err := a.Board(r, actor, ask)
		if err != nil {
			return err
		}
		switch c.Format {
		case "json":
			return writeJSON(r.Stdout, app.NewBoardState(b))
		case "csv":
			return boardCSV(r.Stdout, app.NewBoardState(b))
		default:
			return r.boardTable(b)
		}
	})
}

func (c *boardCmd) ask() (app.BoardAsk, error) {
	var l fault.List
	from, err := period.ParseDate(c.From)
	l.Add(err)
	to, err := period.ParseDate(c.To)
	l.Add(err)
	if len(l) > 0 {
		return app.BoardAsk{}, misuse{l}
	}
	return app.BoardAsk{
		Metric: c.Metric, From: from, To: to, ByTeam: c.By == "team", Under: c.Under, Kind: org.TeamKind(c.Kind),
		ByAttainment: c.RankBy == "attainment",
	}, nil
}

func boardCSV(out io.Writer, b app.BoardState) error {
	w := csv.NewWriter(out)
	records := [][]string{{"key", "name", "value", "count", "attainment_bp", "rank"}}
	for _, row := range b.Rows {
		rank := ""
		if row.Rank != nil {
			rank = strconv.Itoa(*row.Rank)
		}
		records = append(records, []string{row.Key, row.Name, row.Value.String(), strconv.FormatInt(row.Count, 10), bp(row.AttainmentBP), rank})
	}
	return w.WriteAll(records)
}

func (r *run) boardTable(b app.Board) error {
	w := tabwriter.NewWriter(r.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, r.words.T("cli.board_head"))
	for _, row := range b.Rows {
		rank, share := "–", "–"
		if row.Rank > 0 {
			rank = strconv.Itoa(row.Rank)
		}
		if row.HasGoal {
			share = r.words.Percent(row.AttainmentBP)
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%d\t%s\n", rank, row.Name, r.amount(row.Value, b.Metric.Unit), row.Count, share)
	}
	fmt.Fprintf(w, "\t%s\t%s\n", r.words.T("cli.total", "team", b.Under.Name), r.amount(b.Total, b.Metric.Unit))
	return w.Flush()
}
