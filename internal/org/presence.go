package org

import (
	"slices"

	"cordee/internal/measure"
	"cordee/internal/period"
)

// profileKey names a profile in the roster's memory.
type profileKey struct {
	owner Owner
	span  period.Span
}

// maxProfiles bounds the memory of profiles; beyond it everything is forgotten and worked out again.
const maxProfiles = 20_000

// Profile is how much of an owner's work each day of a span carries: working day x season x working time x (1 - absence), summed
// over the members for a team; every calendar day alike when the organisation counts in calendar days (Org.Linear). Days before
// someone starts or after they leave carry nothing. The result is shared: do not write into it.
func (r *Roster) Profile(owner Owner, s period.Span) period.Profile {
	if r.Org.Linear || s.Open() {
		return period.Flat(s)
	}
	key := profileKey{owner, s}
	r.profileMu.Lock()
	p, ok := r.profiles[key]
	r.profileMu.Unlock()
	if ok {
		return p
	}
	p = period.BuildProfile(s, r.Org.Calendar, r.Org.Season, r.presence(owner, s))
	r.profileMu.Lock()
	defer r.profileMu.Unlock()
	if len(r.profiles) >= maxProfiles {
		clear(r.profiles)
	}
	r.profiles[key] = p
	return p
}

// presence is never nil: an owner with nobody in it has a presence of nobody, not of one ordinary person.
func (r *Roster) presence(owner Owner, s period.Span) []period.Presence {
	list := []period.Presence{}
	if owner.Kind == OwnerPerson {
		if i, ok := r.people[owner.ID]; ok {
			if here, ok := r.People[i].Employed().Intersect(s); ok {
				list = r.addPresence(list, i, here)
			}
		}
		return list
	}
	for _, stay := range r.MembersDuring(owner.ID, s) {
		list = r.addPresence(list, r.people[stay.Person], stay.Span)
	}
	return list
}

// addPresence adds one person's presence over a span, cut wherever their working time or an absence changes.
func (r *Roster) addPresence(list []period.Presence, person int, s period.Span) []period.Presence {
	p := r.People[person]
	absences := r.absences[p.ID]
	cuts := []period.Date{s.From}
	for _, pl := range r.places[person] {
		cuts = append(cuts, pl.from)
	}
	for _, a := range absences {
		cuts = append(cuts, a.Span.From, a.Span.To)
	}
	cuts = slices.DeleteFunc(cuts, func(d period.Date) bool { return !s.Contains(d) })
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	for k, from := range cuts {
		to := s.To
		if k+1 < len(cuts) {
			to = cuts[k+1]
		}
		if w := int64(r.workingTime(p, from)) * int64(measure.Hundred-absentOn(absences, from)); w > 0 {
			list = append(list, period.Presence{Span: period.Span{From: from, To: to}, Weight: w})
		}
	}
	return list
}

// workingTime is the share of full time a person works on a day: what their tree membership says, else their own.
func (r *Roster) workingTime(p Person, on period.Date) measure.BP {
	t := p.WorkingTime
	if pl, ok := r.placeAt(p.ID, on); ok && pl.time >= 0 {
		t = pl.time
	}
	return min(max(t, 0), measure.Hundred)
}

// absentOn adds up the absences of a day, all of it at most.
func absentOn(absences []Absence, on period.Date) measure.BP {
	var share measure.BP
	for _, a := range absences {
		if a.Span.Contains(on) {
			share += min(max(a.Share, 0), measure.Hundred)
		}
	}
	return min(share, measure.Hundred)
}
