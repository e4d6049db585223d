package goal

import (
	"strings"

	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

// specific: what exactly, on what, by whom; one thing at a time.
func (g Goal) specific(in Grounds, text said) []Line {
	return append(g.what(in), g.wording(in, text)...)
}

// bySteps tells whether steps, not a metric, measure the objective.
func (g Goal) bySteps(in Grounds) bool {
	return len(in.Steps) > 0 && (g.Metric == 0 || in.Metric.Kind == measure.Steps)
}

func (g Goal) what(in Grounds) []Line {
	var lines []Line
	switch {
	case g.bySteps(in):
		lines = append(lines, proof("smart.s.steps", "n", len(in.Steps)).about(AboutSteps, g.ID))
	case g.Metric != 0:
		lines = append(lines, proof("smart.s.metric", "metric", metricName(in.Metric)).about(AboutMetric, g.Metric))
	default:
		lines = append(lines, gap(FixMetric, "smart.s.metric_missing"))
	}
	switch {
	case g.Owner.ID == 0:
		lines = append(lines, clash(FixOwner, "smart.s.owner_missing"))
	case g.Owner.Kind == org.OwnerTeam:
		lines = append(lines, proof("smart.s.owner_team"))
	default:
		lines = append(lines, proof("smart.s.owner_person"))
	}
	switch {
	case in.Scope > 0:
		lines = append(lines, proof("smart.s.scope", "n", in.Scope).about(AboutMetric, g.Metric))
	case g.Owner.Kind != org.OwnerTeam && !g.bySteps(in):
		lines = append(lines, gap(FixScope, "smart.s.scope_missing"))
	}
	return lines
}

// wording looks for what a reader of the title would stumble on. Where metric, target and deadline are set they say what the
// title leaves open, so that vagueness is only a remark.
func (g Goal) wording(in Grounds, text said) []Line {
	settled := (g.Metric != 0 || g.bySteps(in)) && g.Target.OK && !g.End.IsZero()
	var lines []Line
	if text.trait != "" {
		lines = append(lines, clash(FixTitle, "smart.s.trait", "words", text.trait))
	}
	if a, b, double := text.double(); double {
		lines = append(lines, clash(FixSplit, "smart.s.split", "first", a.text, "second", b.text))
	}
	switch {
	case text.effort != "" && !text.number:
		lines = append(lines, gap(FixTitle, "smart.s.effort", "words", text.effort).advice(settled))
	case text.vague != "" && !text.number:
		lines = append(lines, gap(FixTitle, "smart.s.vague", "words", text.vague).advice(settled))
	case text.words < minTitleWords:
		lines = append(lines, gap(FixTitle, "smart.s.short", "n", text.words).advice(settled))
	}
	for _, l := range lines {
		if l.Fix == FixTitle {
			return append(lines, g.example(in, text)...)
		}
	}
	return lines
}

// example is the title rewritten from what is already there; where a number is missing it borrows one, for the form of it. Without
// any day to end on there is none.
func (g Goal) example(in Grounds, text said) []Line {
	kind := exampleKind(in, text)
	end := g.End
	if end.IsZero() {
		end = nextQuarterEnd(in.Today, in.Calendar)
	}
	if end.IsZero() {
		return nil
	}
	target := exampleTarget(g, in, text, kind)
	unit := in.Metric.Unit
	if g.Metric == 0 {
		unit = in.Currency
	}
	args := []any{"target", target, "metric", metricName(in.Metric), "end", end, "n", target}
	if unit != "" {
		args = append(args, "unit", unit)
	}
	if kind != "revenue" && kind != "metric" { // these count things: the sentence itself names them
		args = []any{"target", target, "end", end, "n", target}
	}
	return []Line{gap(FixTitle, "smart.example."+kind, args...).advice(true)}
}

// ExampleKinds lists the keys after "smart.example." and "smart.rewrite.".
func ExampleKinds() []string {
	return []string{"deals", "calls", "meetings", "revenue", "steps", "metric"}
}

// Rewrite is the key of the bare title that an example line suggests, with the same Args; "" for other lines.
func (l Line) Rewrite() string {
	if kind, ok := strings.CutPrefix(l.Code, "smart.example."); ok {
		return "smart.rewrite." + kind
	}
	return ""
}

// exampleKind chooses the form of the example: that of the metric, else what the title seems to be about.
func exampleKind(in Grounds, text said) string {
	switch key := in.Metric.Key; {
	case key == "deals" || key == "new_customers":
		return "deals"
	case key == "calls" || key == "meetings" || key == "revenue":
		return key
	case in.Metric.Kind == measure.Steps || key == "" && len(in.Steps) > 0:
		return "steps"
	case key != "":
		return "metric"
	case text.topic == topicMoney && in.Currency == "":
		return "deals"
	case text.topic != "":
		return text.topic
	}
	return "deals"
}

// exampleTarget is the target, else the number of the title, else the owner's best or a tenth better than where they stand, else one
// borrowed for the form of it.
func exampleTarget(g Goal, in Grounds, text said, kind string) measure.Amount {
	switch {
	case g.Target.OK && kind != "steps":
		return g.Target.Amount
	case len(in.Steps) > 0 && kind == "steps":
		return measure.Whole(int64(len(in.Steps)))
	case len(text.amounts) == 1 && text.amounts[0].fitsKind(kind):
		return text.amounts[0].reads[0]
	case g.Metric != 0 && len(in.OwnBest) > 0:
		return in.OwnBest[0]
	case g.Metric != 0 && g.Baseline.OK:
		return oneTenthBetter(g.Baseline.Amount, in.Metric)
	}
	switch kind {
	case "revenue":
		return measure.Whole(60_000)
	case "calls":
		return measure.Whole(120)
	case "meetings":
		return measure.Whole(24)
	case "steps":
		return measure.Whole(3)
	}
	return measure.Whole(12)
}

// oneTenthBetter is a tenth more, or less where less is better, in whole units and at least one.
func oneTenthBetter(from measure.Amount, m measure.Metric) measure.Amount {
	units, err := measure.MulDiv(int64(from), 1, int64(10*measure.One))
	if err != nil {
		return from
	}
	step := measure.Whole(max(units, 1))
	if m.Direction == measure.Down {
		step = -step
	}
	to, err := from.Add(step)
	if err != nil {
		return from
	}
	return to
}

// leastNotice is the least number of days an example leaves until its deadline.
const leastNotice = 45

// nextQuarterEnd is the end of the first quarter that leaves time to act; none without a day to count from.
func nextQuarterEnd(today period.Date, c period.Calendar) period.Date {
	if today.IsZero() {
		return 0
	}
	return c.Quarter(today.AddDays(leastNotice)).Last()
}

// metricName is what the metric is called; the printer translates the ready ones by their key.
func metricName(m measure.Metric) string {
	if m.Name != "" {
		return m.Name
	}
	return m.Key
}
