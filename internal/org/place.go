package org

import (
	"cmp"
	"slices"

	"cordee/internal/measure"
	"cordee/internal/period"
)

// place is where someone stands from one day until their next place: everything a result needs to know is worked out here, once,
// because it is asked for every result.
type place struct {
	from   period.Date
	team   ID         // tree team, 0 for none
	groups []ID       // ad-hoc groups
	owners []ID       // the tree team, its ancestors, then the groups; the root alone for someone unassigned
	time   measure.BP // working time given by the tree membership, -1 for the person's own
}

// Overlap is two tree memberships of one person that share a day; First and Second index the slice they were given in.
type Overlap struct {
	First, Second int
	A, B          Membership
}

// placeEverybody turns memberships into places and stays.
func (r *Roster) placeEverybody(ms []Membership) {
	r.overlaps = overlaps(ms, r.isGroup)
	sorted := make([]Membership, 0, len(ms))
	for _, m := range ms {
		_, knownTeam := r.teams[m.Team]
		if _, known := r.people[m.Person]; known && knownTeam && !m.Span.Empty() {
			sorted = append(sorted, m)
		}
	}
	slices.SortStableFunc(sorted, func(a, b Membership) int {
		return cmp.Or(cmp.Compare(r.people[a.Person], r.people[b.Person]), cmp.Compare(a.Span.From, b.Span.From), cmp.Compare(a.Team, b.Team))
	})
	r.places = make([][]place, len(r.People))
	r.stays = make([][]stay, len(r.Teams))
	for i := 0; i < len(sorted); {
		j := i + 1
		for j < len(sorted) && sorted[j].Person == sorted[i].Person {
			j++
		}
		person := r.people[sorted[i].Person]
		r.places[person] = r.placesOf(sorted[i:j])
		r.rememberStays(person)
		i = j
	}
}

func (r *Roster) isGroup(team ID) bool {
	i, ok := r.teams[team]
	return ok && r.Teams[i].Kind == Group
}

// placesOf cuts one person's memberships, sorted by their first day, at every day something begins or ends.
func (r *Roster) placesOf(ms []Membership) []place {
	cuts := make([]period.Date, 0, 2*len(ms))
	for _, m := range ms {
		cuts = append(cuts, m.Span.From)
		if !m.Span.Open() {
			cuts = append(cuts, m.Span.To)
		}
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	places := make([]place, 0, len(cuts))
	for _, day := range cuts {
		places = append(places, r.placeOn(day, ms))
	}
	return places
}

func (r *Roster) placeOn(day period.Date, ms []Membership) place {
	p := place{from: day, time: -1}
	for _, m := range ms {
		switch {
		case !m.Span.Contains(day):
		case !r.isGroup(m.Team):
			p.team, p.time = m.Team, m.WorkingTime // of two, the one that began later
		case !slices.Contains(p.groups, m.Team):
			p.groups = append(p.groups, m.Team)
		}
	}
	p.owners = r.nowhere
	if p.team != 0 {
		p.owners = r.above[r.teams[p.team]]
	}
	if len(p.groups) > 0 {
		p.owners = slices.Concat(p.owners, p.groups)
	}
	p.owners = slices.Clip(p.owners)
	return p
}

// placeAt is where the person stands on a day. People have few places, and most questions are about the last one.
func (r *Roster) placeAt(person ID, on period.Date) (place, bool) {
	i, ok := r.people[person]
	if !ok {
		return place{}, false
	}
	places := r.places[i]
	for k := len(places) - 1; k >= 0; k-- {
		if places[k].from <= on {
			return places[k], true
		}
	}
	return place{}, false
}

// TeamOf is the team of the tree the person belongs to on a day; ok is false for someone unassigned.
func (r *Roster) TeamOf(person ID, on period.Date) (ID, bool) {
	p, _ := r.placeAt(person, on)
	return p.team, p.team != 0
}

// GroupsOf is the ad-hoc groups the person belongs to on a day.
func (r *Roster) GroupsOf(person ID, on period.Date) []ID {
	p, _ := r.placeAt(person, on)
	return p.groups
}

// TeamsOf is every team that a result of this person counts for on a day: their tree team and its ancestors, nearest first, then
// their groups (a group gets its members' results and never rolls up). Someone unassigned counts for the root. It allocates nothing.
func (r *Roster) TeamsOf(person ID, on period.Date) []ID {
	p, ok := r.placeAt(person, on)
	if !ok {
		return r.nowhere
	}
	return p.owners
}

// Above is a team and its ancestors up to the root, nearest first. Above a group stands only the root, since what is credited to
// the group itself is no tree team's. Nothing is above an unknown team.
func (r *Roster) Above(team ID) []ID {
	i, ok := r.teams[team]
	if !ok {
		return nil
	}
	return r.above[i]
}

// Children is the teams directly below, by key.
func (r *Roster) Children(team ID) []ID {
	i, ok := r.teams[team]
	if !ok {
		return nil
	}
	return r.children[i]
}

// Descendants is the team itself and every team below it, each before its own children.
func (r *Roster) Descendants(team ID) []ID {
	if _, ok := r.teams[team]; !ok {
		return nil
	}
	all := []ID{team}
	for i := 0; i < len(all) && len(all) <= len(r.Teams); i++ {
		all = append(all, r.Children(all[i])...)
	}
	return all
}

// Leads is the people who lead the person's tree team or a team above it on a day, nearest first, without the person. Leading
// an ad-hoc group gives no say over the people in it.
func (r *Roster) Leads(person ID, on period.Date) []ID {
	var leads []ID
	for _, id := range r.TeamsOf(person, on) {
		t := r.Teams[r.teams[id]]
		if t.Kind != Group && t.Lead != 0 && t.Lead != person && !slices.Contains(leads, t.Lead) {
			leads = append(leads, t.Lead)
		}
	}
	return leads
}

// LeadsTeam tells whether a person leads a team or one above it.
func (r *Roster) LeadsTeam(person, team ID) bool {
	return person != 0 && slices.ContainsFunc(r.Above(team), func(id ID) bool { return r.Teams[r.teams[id]].Lead == person })
}

// Under tells whether a person belongs to a team on a day, directly or through a team below; for a group, directly.
func (r *Roster) Under(person, team ID, on period.Date) bool {
	p, ok := r.placeAt(person, on)
	return ok && (p.team != 0 || r.isGroup(team)) && slices.Contains(p.owners, team)
}

// Teammates tells whether two people pull together on a day for something that counts for these owners: those of one tree team
// always do; those who share only an ad-hoc group do for what counts for that very group, and are strangers in everything else.
func (r *Roster) Teammates(a, b ID, on period.Date, towards ...Owner) bool {
	pa, _ := r.placeAt(a, on)
	pb, _ := r.placeAt(b, on)
	if pa.team != 0 && pa.team == pb.team {
		return true
	}
	return slices.ContainsFunc(towards, func(w Owner) bool {
		return w.Kind == OwnerTeam && slices.Contains(pa.groups, w.ID) && slices.Contains(pb.groups, w.ID)
	})
}

// WarnOverlaps is the pairs of tree memberships that claim the same person on the same day.
func (r *Roster) WarnOverlaps() []Overlap { return r.overlaps }
