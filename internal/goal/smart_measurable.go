package goal

import (
	"cordee/internal/measure"
)

// measurable: a number with its unit, its source and where it starts; and a title that says the same number.
func (g Goal) measurable(in Grounds, text said) []Line {
	if g.bySteps(in) {
		return []Line{proof("smart.m.steps", "n", len(in.Steps)).about(AboutSteps, g.ID)}
	}
	lines := g.number(in.Metric, text)
	if g.Metric == 0 {
		return append(lines, gap(FixMetric, "smart.m.metric_missing"))
	}
	lines = append(lines, g.counted(in))
	lines = append(lines, g.source(in)...)
	lines = append(lines, g.starting(in)...)
	return append(lines, g.sameNumber(in.Metric, text)...)
}

// number is the target, or the number that the title already gives; a title that counts something else than the metric wants another
// metric first.
func (g Goal) number(m measure.Metric, text said) []Line {
	switch {
	case g.Target.OK:
		return nil // counted says it with its unit
	case len(text.amounts) > 0 && !text.asksTwice():
		probe, last := g, text.amounts[len(text.amounts)-1]
		if probe.Target = measure.Some(last.reads[0]); g.Metric != 0 {
			if told, _ := text.compare(probe, m); told == tellsOtherUnit {
				return []Line{gap(FixMetric, "smart.m.metric_in_title", "words", last.text, "metric", metricName(m))}
			}
		}
		return []Line{gap(FixTarget, "smart.m.target_in_title", "words", last.text)}
	}
	return []Line{gap(FixTarget, "smart.m.target_missing")}
}

// counted is what is counted, in which unit, how and which way is better.
func (g Goal) counted(in Grounds) Line {
	m := in.Metric
	args := []any{"metric", metricName(m), "target", g.Target, "unit", m.Unit, "kind", string(kindOf(m)), "direction", directionOf(m)}
	switch {
	case m.Unit == "" || m.Kind == "":
		return gap(FixMetric, "smart.m.unit_missing", "metric", metricName(m)).about(AboutMetric, g.Metric)
	case g.Target.OK:
		return proof("smart.m.counted", args...).about(AboutMetric, g.Metric)
	}
	return proof("smart.m.countable", args...).about(AboutMetric, g.Metric)
}

func directionOf(m measure.Metric) string {
	if m.Direction == "" {
		return string(measure.Up)
	}
	return string(m.Direction)
}

// source is where the figures come from. Whether they are fresh is for information: an objective may well come before its first
// result. Figures that somebody types for their own pay want a second pair of eyes.
func (g Goal) source(in Grounds) []Line {
	var lines []Line
	s := in.Source
	switch {
	case s.Manual && g.Paid && !s.Verifier:
		lines = append(lines, clash(FixSource, "smart.m.verifier_missing"))
	case s.Manual && s.Verifier:
		lines = append(lines, proof("smart.m.verified"))
	}
	age := int(in.Today - s.LastData)
	switch {
	case s.LastData.IsZero() && s.Tested:
		lines = append(lines, proof("smart.m.tested").about(AboutMetric, g.Metric).advice(true))
	case s.LastData.IsZero():
		lines = append(lines, gap(FixSource, "smart.m.no_data").about(AboutMetric, g.Metric).advice(true))
	case age > freshDays:
		lines = append(lines, gap(FixSource, "smart.m.stale", "on", s.LastData, "n", age).about(AboutResults, g.Metric).advice(true))
	default:
		lines = append(lines, proof("smart.m.fresh", "on", s.LastData).about(AboutResults, g.Metric).advice(true))
	}
	return lines
}

// starting is where the way begins. A growing total begins at zero; everything else needs a figure to start from.
func (g Goal) starting(in Grounds) []Line {
	m := in.Metric
	unit := m.Unit
	if g.Trivial(m) {
		return []Line{clash(FixTarget, "smart.m.trivial", "target", g.Target.Amount, "unit", unit)}
	}
	way := !isTotal(m) || m.Direction == measure.Down
	switch {
	case g.Baseline.OK && g.Target.OK && way && g.Baseline.Amount == g.Target.Amount:
		return []Line{clash(FixTarget, "smart.m.nothing_to_change", "baseline", g.Baseline.Amount, "unit", unit)}
	case g.Baseline.OK && !in.BaselineOn.IsZero():
		return []Line{proof("smart.m.baseline", "baseline", g.Baseline.Amount, "unit", unit, "on", in.BaselineOn).about(AboutResults, g.Metric)}
	case g.Baseline.OK:
		return []Line{
			proof("smart.m.baseline_undated", "baseline", g.Baseline.Amount, "unit", unit).about(AboutResults, g.Metric),
			gap(FixBaseline, "smart.m.baseline_when").advice(true),
		}
	case way:
		return []Line{gap(FixBaseline, "smart.m.baseline_missing", "metric", metricName(m))}
	}
	return []Line{proof("smart.m.from_zero").advice(true)}
}

// sameNumber compares the numbers of the title with the target, within half a percent.
func (g Goal) sameNumber(m measure.Metric, text said) []Line {
	if !g.Target.OK || len(text.amounts) == 0 {
		return nil
	}
	switch told, what := text.compare(g, m); told {
	case tellsRelative:
		return []Line{gap(FixBaseline, "smart.m.relative", "words", what.text).advice(true)}
	case tellsRate:
		return []Line{gap(FixTitle, "smart.m.rate", "words", what.text, "target", g.Target.Amount, "unit", m.Unit).advice(true)}
	case tellsOtherNumber:
		return []Line{clash(FixTarget, "smart.m.number_differs", "words", what.text, "target", g.Target.Amount, "unit", m.Unit)}
	case tellsOtherUnit:
		return []Line{clash(FixMetric, "smart.m.unit_differs", "words", what.text, "metric", metricName(m), "target", g.Target.Amount, "unit", m.Unit)}
	case tellsSame, tellsNothing:
	}
	return nil
}
