package cli

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
	"text/tabwriter"
	"unicode/utf8"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

type goalsCmd struct {
	Org    string `help:"cli.help.org_key" placeholder:"KEY"`
	On     string `help:"cli.help.on" placeholder:"DATE"`
	Owner  string `help:"cli.help.owner" placeholder:"OWNER"`
	Tier   string `help:"cli.help.tier" enum:",strategic,operational,collective,individual" default:""`
	Format string `help:"cli.help.format" enum:"table,json,csv" default:"table"`
}

func (c *goalsCmd) Run(r *run) error {
	on, err := day(c.On)
	if err != nil {
		return err
	}
	return r.inOrg(c.Org, func(a *app.App, o org.Org, actor org.Actor) error {
		filter, err := c.filter(r, a, o, on)
		if err != nil {
			return err
		}
		list, w, err := a.Goals(r, actor, filter)
		if err != nil {
			return err
		}
		rows := make([]app.GoalState, len(list))
		keys := app.GoalKeys(list)
		for i, s := range list {
			rows[i] = app.NewGoalState(s, w, keys)
		}
		switch c.Format {
		case "json":
			return writeJSON(r.Stdout, rows)
		case "csv":
			return goalsCSV(r.Stdout, rows)
		default:
			return r.goalsTable(rows, list)
		}
	})
}

// day reads a flag's date; none is the zero date.
func day(s string) (period.Date, error) {
	if s == "" {
		return 0, nil
	}
	on, err := period.ParseDate(s)
	if err != nil {
		return 0, misuse{err}
	}
	return on, nil
}

func (c *goalsCmd) filter(r *run, a *app.App, o org.Org, on period.Date) (app.GoalFilter, error) {
	f := app.GoalFilter{Tier: goal.Tier(c.Tier), On: on}
	if c.Owner == "" {
		return f, nil
	}
	w, err := a.World(r, o.ID)
	if err != nil {
		return f, err
	}
	owner, ok := w.OwnerByRef(c.Owner)
	if !ok {
		return f, fault.Bad("owner", "person.unknown", "key", c.Owner)
	}
	f.Owner = owner
	return f, nil
}

func goalsCSV(out io.Writer, rows []app.GoalState) error {
	w := csv.NewWriter(out)
	header := "key,title,tier,owner,metric,unit,start_on,end_on,target,floor,stretch,baseline,attained,attainment_bp,expected,gap,status,pace,parent,origin,paid,adjustment,probability"
	if err := w.Write(strings.Split(header, ",")); err != nil {
		return err
	}
	for _, g := range rows {
		paid := "no"
		if g.Paid {
			paid = "yes"
		}
		record := []string{
			g.Key, g.Title, string(g.Tier), g.Owner, text(g.Metric), g.Unit, g.StartOn.String(), g.EndOn.String(),
			g.Target.String(), g.Floor.String(), g.Stretch.String(), g.Baseline.String(), g.Attained.String(), bp(g.AttainmentBP),
			g.Expected.String(), g.Gap.String(), string(g.Status), text(g.Pace), text(g.Parent), string(g.Origin), paid, g.Adjustment.String(), chance(g.Probability),
		}
		if err := w.Write(record); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

func text[S ~string](s *S) string {
	if s == nil {
		return ""
	}
	return string(*s)
}

func bp(v *measure.BP) string {
	if v == nil {
		return ""
	}
	return strconv.FormatInt(int64(*v), 10)
}

func (r *run) goalsTable(rows []app.GoalState, list []app.Standing) error {
	w := tabwriter.NewWriter(r.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, r.words.T("cli.goals_head"))
	for i, g := range rows {
		p := list[i].Progress
		share, pace := "–", "–"
		if p.HasAttainment {
			share = r.words.Percent(p.AttainmentBP)
		}
		if p.Pace != goal.NoPace {
			pace = r.words.T("pace." + string(p.Pace))
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", g.Key, shorten(g.Title, 44), g.Owner, r.amount(g.Attained, g.Unit),
			r.amount(g.Target, g.Unit), share, r.words.T("status."+string(g.Status)), pace)
	}
	return w.Flush()
}

func (r *run) amount(m measure.Maybe, unit string) string {
	if !m.OK {
		return "–"
	}
	return r.words.Value(m.Amount, unit)
}

func shorten(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return string([]rune(s)[:n-1]) + "…"
}

// chance is a probability as JSON writes it, empty where none is shown.
func chance(p *float64) string {
	if p == nil {
		return ""
	}
	return strconv.FormatFloat(*p, 'f', -1, 64)
}
