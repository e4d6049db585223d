package cli

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"text/tabwriter"

	"cordee/internal/app"
	"cordee/internal/forecast"
	"cordee/internal/org"
)

type forecastCmd struct {
	Backtest backtestCmd `cmd:"" help:"cli.help.backtest"`
}

type backtestCmd struct {
	Org    string `help:"cli.help.org_key" placeholder:"KEY"`
	At     string `help:"cli.help.at" default:"0.25,0.5,0.75" placeholder:"SHARES"`
	Format string `help:"cli.help.format" enum:"table,json" default:"table"`
}

func (c *backtestCmd) Run(r *run) error {
	at, ok := shares(c.At)
	if !ok {
		return usageError{"cli.usage.shares", []any{"value", c.At}}
	}
	return r.inOrg(c.Org, func(a *app.App, _ org.Org, actor org.Actor) error {
		b, err := a.Backtest(r, actor, at)
		if err != nil {
			return err
		}
		if c.Format == "json" {
			return writeJSON(r.Stdout, newBacktest(b))
		}
		return r.backtestTable(b)
	})
}

// shares reads parts of a period between 0 and 1, as decimals or fractions: 0.25,0.5 or 3/13,6/13.
func shares(s string) (list []float64, ok bool) {
	for _, part := range strings.Split(s, ",") {
		over, under, fraction := strings.Cut(strings.TrimSpace(part), "/")
		x, err := strconv.ParseFloat(over, 64)
		if err == nil && fraction {
			var by float64
			by, err = strconv.ParseFloat(under, 64)
			x /= by
		}
		if err != nil || !(x >= 0 && x < 1) {
			return nil, false
		}
		list = append(list, x)
	}
	return list, true
}

// backtestState is the promised form.
type backtestState struct {
	Goals int               `json:"goals"`
	Pairs int               `json:"pairs"`
	At    []backtestAtState `json:"at"`
	All   comparedState     `json:"all"`
	ECE   *float64          `json:"ece"`
	Cover *float64          `json:"coverage_80"`

	// How the Brier score differs from each baseline's on the same forecasts, below 0 where it is better, with the 95 % interval.
	OverBase *differenceState `json:"over_base_rate"`
	OverPace *differenceState `json:"over_pace"`
}

type differenceState struct {
	Mean *float64 `json:"brier"`
	Low  *float64 `json:"low"`
	High *float64 `json:"high"`
}

func newDifference(d forecast.Difference) *differenceState {
	return &differenceState{rounded(d.Mean), rounded(d.Low), rounded(d.High)}
}

type backtestAtState struct {
	At    float64 `json:"at"`
	Pairs int     `json:"pairs"`
	comparedState
}

type comparedState struct {
	Method scoreState `json:"method"`
	Base   scoreState `json:"base_rate"`
	Pace   scoreState `json:"pace"`
}

// scoreState is null where nothing was scored.
type scoreState struct {
	Brier *float64 `json:"brier"`
	Log   *float64 `json:"log_score"`
}

func newBacktest(b app.Backtest) backtestState {
	out := backtestState{Goals: b.Goals, Pairs: b.Pairs, At: []backtestAtState{}, All: newCompared(b.All)}
	for _, x := range b.At {
		out.At = append(out.At, backtestAtState{x.At, x.Method.N, newCompared(x.Versus)})
	}
	if b.All.Method.N > 0 {
		out.ECE = rounded(b.All.Method.ECE)
		out.OverBase, out.OverPace = newDifference(b.All.OverBase), newDifference(b.All.OverPace)
	}
	if b.All.Method.Bands > 0 {
		out.Cover = rounded(b.All.Method.Coverage)
	}
	return out
}

func newCompared(c app.Versus) comparedState {
	return comparedState{newScore(c.Method), newScore(c.Base), newScore(c.Pace)}
}

func newScore(s forecast.Scores) scoreState {
	if s.N == 0 {
		return scoreState{}
	}
	return scoreState{rounded(s.Brier), rounded(s.Log)}
}

// rounded keeps six decimals: what a score can mean, and the same on every machine.
func rounded(x float64) *float64 {
	x = math.Round(x*1e6) / 1e6
	return &x
}

func (r *run) backtestTable(b app.Backtest) error {
	if b.Pairs == 0 {
		_, err := fmt.Fprintln(r.Stdout, r.words.T("cli.backtest_none"))
		return err
	}
	fmt.Fprintln(r.Stdout, r.words.T("cli.backtest_count", "goals", b.Goals, "pairs", b.Pairs))
	w := tabwriter.NewWriter(r.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, r.words.T("cli.backtest_head"))
	row := func(name string, c app.Versus) {
		fmt.Fprintf(w, "%s\t%d\t%.4f\t%.4f\t%.4f\t%.4f\t%.4f\t%.4f\n", name, c.Method.N, c.Method.Brier, c.Base.Brier, c.Pace.Brier,
			c.Method.Log, c.Base.Log, c.Pace.Log)
	}
	for _, x := range b.At {
		row(strconv.FormatFloat(math.Round(x.At*1e4)/1e4, 'f', -1, 64), x.Versus)
	}
	row(r.words.T("cli.backtest_all"), b.All)
	if err := w.Flush(); err != nil {
		return err
	}
	for name, d := range []forecast.Difference{b.All.OverBase, b.All.OverPace} {
		fmt.Fprintln(r.Stdout, r.words.T([]string{"cli.backtest_over_base", "cli.backtest_over_pace"}[name],
			"mean", fmt.Sprintf("%+.4f", d.Mean), "low", fmt.Sprintf("%+.4f", d.Low), "high", fmt.Sprintf("%+.4f", d.High)))
	}
	_, err := fmt.Fprintln(r.Stdout, r.words.T("cli.backtest_foot", "ece", fmt.Sprintf("%.3f", b.All.Method.ECE),
		"coverage", fmt.Sprintf("%.3f", b.All.Method.Coverage)))
	return err
}
