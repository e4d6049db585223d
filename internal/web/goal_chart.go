package web

import (
	"cordee/internal/app"
	"cordee/internal/chart"
	"cordee/internal/goal"
	"cordee/internal/ledger"
	"cordee/internal/measure"
	"cordee/internal/period"
	"cordee/internal/web/ui"
)

// float is an amount for drawing; figures that people read never go through it.
func float(a measure.Amount) float64 { return float64(a) / float64(measure.One) }

// level is a cumulated value at the end of a day.
type level struct {
	on    period.Date
	value measure.Amount
}

// levels folds daily totals into the line of an objective, from its first day to today.
func levels(view app.GoalView) []level {
	s := view.Standing
	switch s.Metric.Kind {
	case measure.Ratio:
		return ratioLevels(s.Metric, view.Days, view.DenDays)
	case measure.Latest:
		out := make([]level, 0, len(view.Days))
		for _, d := range view.Days {
			out = append(out, level{d.On, d.Value})
		}
		return out
	case measure.Sum, measure.Count:
		return sumLevels(view.Days)
	case measure.Steps:
	}
	return nil
}

func sumLevels(days []ledger.Tally) []level {
	out := make([]level, 0, len(days))
	total := measure.Amount(0)
	for _, d := range days {
		total += d.Value
		out = append(out, level{d.On, total})
	}
	return out
}

func ratioLevels(m measure.Metric, num, den []ledger.Tally) []level {
	var out []level
	n, d, i := measure.Amount(0), measure.Amount(0), 0
	for _, day := range den {
		for i < len(num) && num[i].On <= day.On {
			n, i = n+num[i].Value, i+1
		}
		d += day.Value
		if v := goal.RatioValue(m, n, d); v.OK {
			out = append(out, level{day.On, v.Amount})
		}
	}
	return out
}

// burnup draws the story of a measured objective; drawn is false when there is nothing to draw yet.
func (t teller) burnup(view app.GoalView) (b chart.Burnup, drawn bool) {
	s := view.Standing
	span := s.Span()
	line := levels(view)
	if s.Metric.Kind == measure.Steps || !s.Target.OK || span.Len() < 2 || t.today < s.Start {
		return b, false
	}
	day := func(d period.Date) float64 { return float64(d - s.Start) }
	b = chart.Burnup{
		Title: t.T("web.goal.chart", "title", s.Title), Desc: t.spoken(s, t.bar(s, measure.Maybe{})), Days: float64(span.Len()),
		Today: -1, Target: chart.LevelAt(float(s.Target.Amount), t.T("web.goal.chart_target", "value", t.Compact(s.Target.Amount, s.Metric.Unit))),
	}
	if t.today <= s.End {
		b.Today, b.TodayLabel = day(t.today), t.T("web.goal.chart_today")
	}
	if adds(s.Metric) {
		b.Attained = append(b.Attained, chart.Point{})
	}
	for _, l := range line {
		b.Attained = append(b.Attained, chart.Point{Day: day(l.on), Value: float(l.value)})
	}
	if n := len(line); n > 0 {
		b.Attained = append(b.Attained, chart.Point{Day: day(min(t.today, s.End)), Value: float(line[n-1].value)})
	}
	if s.Floor.OK {
		b.Floor = chart.LevelAt(float(s.Floor.Amount), t.T("web.goal.floor"))
	}
	if s.Stretch.OK {
		b.Stretch = chart.LevelAt(float(s.Stretch.Amount), t.T("web.goal.stretch"))
	}
	b.Expected = expectedCurve(view)
	b.Events, b.Fan = t.chartEvents(view, line), t.fan(s)
	b.XTicks, b.YTicks = t.dayTicks(span), t.valueTicks(b, s.Metric.Unit)
	return b, true
}

// expectedCurve follows the weights of the owner's days: season, holidays and absences bend it.
func expectedCurve(view app.GoalView) []chart.Point {
	s := view.Standing
	span := s.Span()
	from := measure.Amount(0)
	if !adds(s.Metric) {
		if !s.Baseline.OK {
			return nil
		}
		from = s.Baseline.Amount
	}
	profile := view.Profile
	if s.Linear || profile.Weight(span) == 0 {
		profile = period.Flat(span)
	}
	whole := profile.Weight(span)
	step := max(span.Len()/90, 1)
	points := []chart.Point{{Day: 0, Value: float(from)}}
	for i := step; ; i += step {
		i = min(i, span.Len())
		part := profile.Weight(period.Span{From: span.From, To: span.From.AddDays(i)})
		value := float(from) + (float(s.Target.Amount)-float(from))*float64(part)/float64(whole)
		points = append(points, chart.Point{Day: float64(i - 1), Value: value})
		if i == span.Len() {
			return points
		}
	}
}

// chartEvents are the results as dots that open them, where the line of the total passes.
func (t teller) chartEvents(view app.GoalView, line []level) []chart.Event {
	if !adds(view.Standing.Metric) {
		return nil
	}
	at := make(map[period.Date]measure.Amount, len(line))
	for _, l := range line {
		at[l.on] = l.value
	}
	var events []chart.Event
	for _, x := range view.Events {
		if value, ok := at[x.OccurredOn]; ok {
			events = append(events, chart.Event{
				Day: float64(x.OccurredOn - view.Standing.Start), Value: float(value), Href: resultPath(x),
				Title: t.T("web.goal.chart_event", "on", t.DayMonth(x.OccurredOn), "what", t.resultTitle(x, view.World)),
			})
		}
	}
	return events
}

// dayTicks marks months, or weeks in a short span.
func (t teller) dayTicks(span period.Span) []chart.Tick {
	kind := period.Month
	if span.Len() <= 45 {
		kind = period.Week
	} else if span.Len() > 500 {
		kind = period.Quarter
	}
	var ticks []chart.Tick
	for _, part := range t.calendar.Cut(kind, span) {
		label := t.DayMonth(part.From)
		if kind == period.Month && span.Len() > 200 {
			label = t.T("month_short." + monthNumber(part.From))
		}
		ticks = append(ticks, chart.Tick{At: float64(part.From - span.From), Label: label})
	}
	return ticks
}

// valueTicks are three round values up to the highest line.
func (t teller) valueTicks(b chart.Burnup, unit string) []chart.Tick {
	high := b.Target.Value
	for _, p := range b.Attained {
		high = max(high, p.Value)
	}
	if high <= 0 {
		return nil
	}
	step := niceStep(high / 4)
	var ticks []chart.Tick
	for v := step; v <= high*1.02; v += step {
		a := measure.Amount(v * float64(measure.One))
		ticks = append(ticks, chart.Tick{At: v, Label: t.Compact(a, unit)})
	}
	return ticks
}

// niceStep is the round number at or above x: 1, 2, 2.5 or 5 times a power of ten.
func niceStep(x float64) float64 {
	power := 1.0
	for power*10 <= x {
		power *= 10
	}
	for power > x {
		power /= 10
	}
	for _, m := range []float64{1, 2, 2.5, 5} {
		if m*power >= x {
			return m * power
		}
	}
	return 10 * power
}

// burnupWords is the same story as a table, for those who read it otherwise.
func (t teller) burnupWords(view app.GoalView) ui.ChartProps {
	s := view.Standing
	p := ui.ChartProps{Caption: t.T("web.goal.chart_caption"), TableWord: t.T("web.goal.chart_table")}
	p.Table = ui.TableProps{
		Caption: t.T("web.goal.chart", "title", s.Title), HideCaption: true, Dense: true,
		Heads: []ui.Head{{Label: t.T("web.goal.day")}, {Label: t.T("web.goal.attained"), Numeric: true}},
	}
	line := levels(view)
	step := max(len(line)/12, 1)
	for i := 0; i < len(line); i++ {
		if i%step == 0 || i == len(line)-1 {
			cells := []ui.Cell{{Text: t.Date(line[i].on)}, {Text: t.Value(line[i].value, s.Metric.Unit)}}
			p.Table.Rows = append(p.Table.Rows, ui.Row{Cells: cells})
		}
	}
	if len(p.Table.Rows) == 0 {
		p.TableWord = ""
	}
	return p
}
