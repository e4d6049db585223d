package goal

import (
	"slices"

	"cordee/internal/measure"
	"cordee/internal/period"
)

// timely: a beginning, an end, looks in between, and known before it begins; and a title that says the same day.
func (g Goal) timely(in Grounds, text said) []Line {
	lines := g.dates(in, text)
	if g.Span().Empty() {
		return lines
	}
	lines = append(lines, g.looks(in)...)
	lines = append(lines, g.cycle(in)...)
	return append(lines, g.knownBefore(in)...)
}

func (g Goal) dates(in Grounds, text said) []Line {
	var lines []Line
	switch {
	case g.End.IsZero():
		if on := text.deadline(in.Today, in.Calendar); !on.IsZero() {
			lines = append(lines, gap(FixDates, "smart.t.end_in_title", "on", on))
		} else {
			lines = append(lines, gap(FixDates, "smart.t.end_missing"))
		}
	case g.Start.IsZero():
		lines = append(lines, gap(FixDates, "smart.t.start_missing"))
	case g.End < g.Start:
		lines = append(lines, clash(FixDates, "smart.t.backwards", "start", g.Start, "end", g.End))
	default:
		lines = append(lines, proof("smart.t.period", "start", g.Start, "end", g.End))
	}
	if g.End.IsZero() {
		return lines
	}
	if words, other := text.otherDay(g, in); other {
		lines = append(lines, clash(FixDates, "smart.t.date_differs", "words", words, "end", g.End))
	}
	return lines
}

// looks wants two or more looks at progress, none further apart than a quarter of the period. What lasts under a month needs none.
func (g Goal) looks(in Grounds) []Line {
	days := g.Span()
	var within []period.Date
	for _, on := range slices.Sorted(slices.Values(in.Checkpoints)) {
		if days.Contains(on) {
			within = append(within, on)
		}
	}
	short := days.Len() < 28
	if len(within) < minCheckpoints {
		return []Line{gap(FixSteps, "smart.t.looks_missing", "n", len(within)).about(AboutSteps, g.ID).advice(short)}
	}
	longest, before := 0, days.From
	for _, on := range append(within, days.Last()) {
		longest, before = max(longest, int(on-before)), on
	}
	if most := (days.Len() + 3) / 4; longest > most {
		return []Line{gap(FixSteps, "smart.t.looks_far", "n", longest, "most", most).about(AboutSteps, g.ID).advice(short)}
	}
	return []Line{proof("smart.t.looks", "n", len(within)).about(AboutSteps, g.ID)}
}

// cycle wants an outcome to have the time of one sale at least.
func (g Goal) cycle(in Grounds) []Line {
	if in.SalesCycleDays <= 0 || g.Metric == 0 || kindOf(in.Metric) == measure.Steps {
		return nil
	}
	if length := g.Span().Len(); length < in.SalesCycleDays {
		return []Line{gap(FixDates, "smart.t.cycle_short", "n", length, "cycle", in.SalesCycleDays).about(AboutPast, g.Owner.ID)}
	}
	return []Line{proof("smart.t.cycle", "n", in.SalesCycleDays).about(AboutPast, g.Owner.ID)}
}

// knownBefore tells whether the objective was known when it began. It weighs where pay depends on it or where somebody else set
// it; one's own objectives may begin any day. Having been read is for information.
func (g Goal) knownBefore(in Grounds) []Line {
	own := g.Origin == OriginSelf && !g.Paid
	switch {
	case own && in.PublishedOn > g.Start:
		return []Line{gap(NoFix, "smart.t.own_late", "on", in.PublishedOn, "start", g.Start).about(AboutLetter, g.ID).advice(true)}
	case own:
		return nil
	case in.PublishedOn.IsZero() && g.Status == Published:
		return []Line{gap(NoFix, "smart.t.published_unknown").about(AboutLetter, g.ID).advice(true), g.acknowledged(in)}
	case in.PublishedOn.IsZero() && in.Today > g.Start:
		return []Line{clash(FixDates, "smart.t.begun", "start", g.Start).about(AboutLetter, g.ID)}
	case in.PublishedOn.IsZero():
		return []Line{gap(NoFix, "smart.t.publish_by", "start", g.Start).about(AboutLetter, g.ID).advice(true)}
	case in.PublishedOn > g.Start:
		late := clash(FixDates, "smart.t.published_late", "on", in.PublishedOn, "start", g.Start)
		return []Line{late.about(AboutLetter, g.ID), g.acknowledged(in)}
	}
	return []Line{proof("smart.t.published", "on", in.PublishedOn).about(AboutLetter, g.ID), g.acknowledged(in)}
}

func (g Goal) acknowledged(in Grounds) Line {
	l := proof("smart.t.read", "on", in.AcknowledgedOn)
	switch {
	case in.AcknowledgedOn.IsZero():
		l = gap(NoFix, "smart.t.read_waiting")
	case in.AcknowledgedOn > g.Start:
		l = proof("smart.t.read_late", "on", in.AcknowledgedOn)
	}
	return l.about(AboutLetter, g.ID).advice(true)
}
