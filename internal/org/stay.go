package org

import (
	"cmp"
	"slices"

	"cordee/internal/period"
)

// Stay is someone's time in a team.
type Stay struct {
	Person ID
	Span   period.Span
}

// stay is a Stay by the person's index, so that people sort by key.
type stay struct {
	person int
	span   period.Span
}

// rememberStays files one person's places under the teams they were in, joining places that touch.
func (r *Roster) rememberStays(person int) {
	places := r.places[person]
	for k, p := range places {
		span := period.Span{From: p.from}
		if k+1 < len(places) {
			span.To = places[k+1].from
		}
		if p.team != 0 {
			r.addStay(r.teams[p.team], stay{person, span})
		}
		for _, g := range p.groups {
			r.addStay(r.teams[g], stay{person, span})
		}
	}
}

func (r *Roster) addStay(team int, s stay) { r.stays[team] = join(r.stays[team], s) }

// join appends a stay, or lengthens the last one when it is the same person's and they touch.
func join(stays []stay, s stay) []stay {
	if n := len(stays); n > 0 && stays[n-1].person == s.person && !stays[n-1].span.Open() && stays[n-1].span.To >= s.span.From {
		if s.span.Open() || s.span.To > stays[n-1].span.To {
			stays[n-1].span.To = s.span.To
		}
		return stays
	}
	return append(stays, s)
}

// MembersDuring is everyone who was in the team, in a team below it or in the group within the span, by person key and in time
// order, with the days they were there: moves between two teams below do not cut a stay, leaving the company ends it. People
// without any team are not among them, not even for the root: Unassigned lists those.
func (r *Roster) MembersDuring(team ID, within period.Span) []Stay {
	var found []stay
	for _, id := range r.Descendants(team) {
		for _, s := range r.stays[r.teams[id]] {
			if both, ok := s.span.Intersect(within); ok {
				found = append(found, stay{s.person, both})
			}
		}
	}
	slices.SortFunc(found, func(a, b stay) int {
		return cmp.Or(cmp.Compare(a.person, b.person), cmp.Compare(a.span.From, b.span.From))
	})
	joined := found[:0]
	for _, s := range found {
		joined = join(joined, s)
	}
	out := make([]Stay, 0, len(joined))
	for _, s := range joined {
		p := r.People[s.person]
		if here, ok := s.span.Intersect(p.Employed()); ok {
			out = append(out, Stay{p.ID, here})
		}
	}
	return out
}

// Unassigned is everyone who was here within the span without belonging to a team of the tree, with those days: their results
// count for the root only.
func (r *Roster) Unassigned(within period.Span) []Stay {
	var out []Stay
	for i, p := range r.People {
		here, ok := p.Employed().Intersect(within)
		if !ok {
			continue
		}
		for _, gap := range gaps(r.places[i]) {
			if both, ok := gap.Intersect(here); ok {
				out = append(out, Stay{p.ID, both})
			}
		}
	}
	return out
}

// gaps is the spans without a tree team.
func gaps(places []place) []period.Span {
	var out []period.Span
	open := true // nobody belongs anywhere before their first place
	var from period.Date
	for _, p := range places {
		switch {
		case open && p.team != 0:
			if p.from > from {
				out = append(out, period.Span{From: from, To: p.from})
			}
			open = false
		case !open && p.team == 0:
			from, open = p.from, true
		}
	}
	if open {
		out = append(out, period.Span{From: from})
	}
	return out
}

// Employed is the days the person works here; open ends where nothing is said.
func (p Person) Employed() period.Span { return period.Days(p.StartOn, p.EndOn) }

// HereOn tells whether the person works here on a day.
func (p Person) HereOn(on period.Date) bool { return p.Employed().Contains(on) }
