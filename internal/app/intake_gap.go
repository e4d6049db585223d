package app

import (
	"cmp"
	"slices"

	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/sheet"
)

// noTeam stands in the memberships table for days on which someone belonged to no team of the tree. An export needs it: without
// it, the team of the people table would fill those days when the files are imported elsewhere.
const noTeam = "-"

// unplace takes someone out of the tree for some days; if they were in none, nothing changes.
func (in *intake) unplace(person org.ID, span period.Span) error {
	if !slices.ContainsFunc(in.treeSpans(person), span.Overlaps) {
		in.count(sheet.Memberships).Unchanged++
		return nil
	}
	in.count(sheet.Memberships).Created++
	return in.move(person, 0, span, ownTime)
}

func (in *intake) treeSpans(person org.ID) (spans []period.Span) {
	for _, m := range in.membershipsOf(person) {
		if !in.isGroup(m.Team) {
			spans = append(spans, m.Span)
		}
	}
	return spans
}

// gaps are the days of someone's employment, as the people table alone would fill them, on which they were in no team.
func (w *World) gaps(p org.Person) (gaps []period.Span) {
	var spans []period.Span
	for _, m := range w.stays[p.ID] {
		if t, _ := w.Team(m.Team); t.Kind != org.Group {
			spans = append(spans, m.Span)
		}
	}
	slices.SortFunc(spans, func(a, b period.Span) int { return cmp.Compare(a.From, b.From) })
	from, end := cmp.Or(p.StartOn, always), dayAfter(p.EndOn)
	for _, s := range spans {
		to := s.From
		if !end.IsZero() {
			to = min(to, end)
		}
		if from < to {
			gaps = append(gaps, period.Span{From: from, To: to})
		}
		if s.To.IsZero() {
			return gaps
		}
		from = max(from, s.To)
	}
	if end.IsZero() || from < end {
		gaps = append(gaps, period.Span{From: from, To: end})
	}
	return gaps
}
