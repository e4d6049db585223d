package web

import (
	"math"
	"strconv"
	"strings"

	"cordee/internal/app"
	"cordee/internal/chart"
	"cordee/internal/forecast"
	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/route"
	"cordee/internal/web/ui"
)

func (s *Server) forecastRoutes(g *route.Registry) {
	s.get(g, trustPath, org.ReadOrg, "", (*visit).trust)
}

const trustPath = "/forecast/trust"

// outlookProps is where an objective is heading, in words; empty where no forecast is shown.
type outlookProps struct {
	section ui.SectionProps
	chance  string
	landing string
	change  string
	basis   string
	who     string
}

func (t teller) outlook(s app.Standing) outlookProps {
	o := s.Outlook
	if o == nil {
		return outlookProps{}
	}
	unit := s.Metric.Unit
	p := outlookProps{
		section: ui.SectionProps{ID: "outlook", Title: t.T("forecast.title"), Action: ui.Link{Text: t.T("forecast.trust_link"), Href: trustPath}},
		chance:  t.chance(o), who: t.T("forecast.who_" + string(s.Owner.Kind)),
		landing: t.T("forecast.landing", "low", t.about(o.Low, unit), "mid", t.about(o.Mid, unit), "high", t.about(o.High, unit)),
	}
	if !o.Shown {
		return p
	}
	p.basis = t.basis(o.Basis)
	if o.Typical > 0 && o.Then != o.Chance && o.Raw < 1 {
		times, of := goal.Odds(o.Then)
		args := []any{"amount", t.about(o.Typical, unit), "times", times, "of", of}
		if s.Metric.Kind == measure.Count {
			p.change = t.T("forecast.one_more_count", args...)
		} else {
			p.change = t.T("forecast.one_more", args...)
		}
	}
	return p
}

// basis is what a forecast rests on; what there is none of is not spoken of.
func (t teller) basis(b forecast.Basis) string {
	var what []string
	if b.Events > 0 {
		what = append(what, t.T("forecast.results", "n", int(b.Events)))
	}
	if b.CohortPeriods > 0 {
		what = append(what, t.T("forecast.periods", "n", b.CohortPeriods))
	}
	if len(what) == 0 {
		return ""
	}
	return t.T("forecast.basis", "what", t.List(what))
}

// chance is how likely it is, as a natural frequency; where too little is known, that is said instead of a number.
func (t teller) chance(o *app.Outlook) string {
	switch {
	case !o.Shown:
		return t.T("forecast.weak")
	case o.Chance >= measure.Hundred:
		return t.T("forecast.certain")
	case o.Chance <= 0:
		return t.T("forecast.lost")
	}
	times, of := goal.Odds(o.Chance)
	return t.T("forecast.chance", "n", times, "times", times, "of", of)
}

// outlookShort is the same in a few words, for a card.
func (t teller) outlookShort(s app.Standing) string {
	o := s.Outlook
	if o == nil || !o.Shown || o.Chance <= 0 || o.Chance >= measure.Hundred {
		return ""
	}
	times, of := goal.Odds(o.Chance)
	return t.T("forecast.short", "n", times, "times", times, "of", of, "low", t.Compact(o.Low, s.Metric.Unit), "high", t.Compact(o.High, s.Metric.Unit))
}

// fan is the landing range from today to the end.
func (t teller) fan(s app.Standing) []chart.FanPoint {
	o := s.Outlook
	if o == nil || !s.Progress.Attained.OK {
		return nil
	}
	now := float(s.Progress.Attained.Amount)
	return []chart.FanPoint{
		{Day: float64(t.today - s.Start), Low: now, Mid: now, High: now},
		{Day: float64(s.Span().Len()), Low: float(o.Low), Mid: float(o.Mid), High: float(o.High)},
	}
}

// trustProps is the page that tells how good forecasts were here.
type trustProps struct {
	head   ui.PageHeadProps
	plain  []string
	empty  ui.EmptyProps
	stats  []ui.Stat
	table  ui.TableProps
	title  string
	how    string
	method string
}

func (v *visit) trust() error {
	tr, err := v.App.Trust(v.ctx(), v.actor())
	if err != nil {
		return err
	}
	p := v.trustPage(tr)
	return v.show(page{title: p.head.Title, path: trustPath}, trustBody(p))
}

func (v *visit) trustPage(tr app.Trust) trustProps {
	p := trustProps{head: ui.PageHeadProps{Title: v.T("forecast.trust"), Lead: v.T("forecast.trust_lead"), AsOf: v.asOf()}}
	if tr.Goals == 0 {
		p.empty = ui.EmptyProps{Icon: "target", Title: v.T("forecast.trust_empty"), Sentence: v.T("forecast.trust_empty_next"), Action: ui.Link{Text: v.T("forecast.to_goals"), Href: "/goals"}}
		return p
	}
	p.plain = v.trustWords(tr)
	p.title, p.how, p.method = v.T("forecast.details"), v.T("forecast.how_made"), v.T("forecast.how_remade")
	if tr.Stored {
		p.method = v.T("forecast.how_stored")
	}
	p.stats = []ui.Stat{
		{Label: v.T("forecast.brier"), Value: v.score(tr.Method.Brier), Hint: v.T("forecast.brier_hint", "base", v.score(tr.Base.Brier), "pace", v.score(tr.Pace.Brier))},
		{Label: v.T("forecast.skill"), Value: v.part(tr.Method.Skill(tr.Base)), Hint: v.T("forecast.skill_hint")},
		{Label: v.T("forecast.log"), Value: v.score(tr.Method.Log), Hint: v.T("forecast.log_hint", "base", v.score(tr.Base.Log))},
	}
	if tr.Method.Bands > 0 {
		p.stats = append(p.stats, ui.Stat{Label: v.T("forecast.coverage"), Value: v.part(tr.Method.Coverage), Hint: v.T("forecast.coverage_hint")})
	}
	p.table = v.trustTable(tr)
	return p
}

// trustWords says it plainly, before any score.
func (v *visit) trustWords(tr app.Trust) []string {
	n := v.T("forecast.closed", "n", tr.Goals)
	if !tr.Shown() {
		return []string{v.T("forecast.plain_hidden", "goals", n)}
	}
	skill := tr.Method.Skill(tr.Base)
	words := []string{v.T("forecast.plain_no_better", "goals", n)}
	if skill > 0 {
		words[0] = v.T("forecast.plain_better", "goals", n, "share", v.part(skill))
	}
	if tr.Method.Bands > 0 {
		words = append(words, v.T("forecast.plain_range", "times", int(math.Round(10*tr.Method.Coverage))))
	}
	return words
}

func (v *visit) trustTable(tr app.Trust) ui.TableProps {
	t := ui.TableProps{
		ID: "reliability", Caption: v.T("forecast.table"),
		Heads: []ui.Head{{Label: v.T("forecast.said")}, {Label: v.T("forecast.count"), Numeric: true}, {Label: v.T("forecast.came"), Numeric: true}},
	}
	for _, row := range tr.Method.Table {
		if row.N > 0 {
			t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: v.part(row.Said)}, {Text: strconv.Itoa(row.N)}, {Text: v.part(row.Came)}}})
		}
	}
	return t
}

// part is a share of one as a percentage without decimals.
func (v *visit) part(x float64) string {
	return v.Percent(measure.BP(math.Round(100*x)) * (measure.Hundred / 100))
}

// score is a figure of three decimals, as the language writes it.
func (v *visit) score(x float64) string {
	s := strconv.FormatFloat(x, 'f', 3, 64)
	if v.T("forecast.decimal") == "," {
		return strings.Replace(s, ".", ",", 1)
	}
	return s
}
