package org

import (
	"slices"

	"cordee/internal/period"
)

// tied tells whether any of the ties binds the actor, a person, to the object.
func (r *Roster) tied(ties tie, a Actor, o Object, on period.Date) bool {
	has := func(t tie) bool { return ties&t != 0 }
	switch {
	case has(self) && a.isAbout(o),
		has(common) && (o.Common || o.Owner.Kind == OwnerTeam),
		has(author) && a.Is(o.Author) && a.isAbout(o) && !o.Paid:
		return true
	}
	owners := o.owners()
	is := func(w Owner) bool { return w.Kind == OwnerPerson && a.Is(w.ID) }
	leads := func(w Owner) bool { return r.leadsOwner(a.Person, w, on) }
	closest := func(w Owner) bool { return w.Kind == OwnerPerson && r.leadsNearest(a.Person, w.ID, on) }
	belongs := func(w Owner) bool { return w.Kind == OwnerTeam && r.Under(a.Person, w.ID, on) }
	shown := func(w Owner) bool { return r.showsTo(a.Person, w, o.Towards, on) }
	return has(lead) && slices.ContainsFunc(owners, leads) ||
		has(nearest) && slices.ContainsFunc(owners, closest) ||
		has(leadAll) && len(owners) > 0 && !slices.ContainsFunc(owners, func(w Owner) bool { return !is(w) && !leads(w) }) ||
		has(member) && len(owners) > 0 && !slices.ContainsFunc(owners, func(w Owner) bool { return !belongs(w) }) ||
		has(mate) && slices.ContainsFunc(owners, shown)
}

// owners is everyone an object is about.
func (o Object) owners() []Owner {
	all := slices.Clone(o.Credited)
	if o.Owner.ID != 0 {
		all = append(all, o.Owner)
	}
	if o.Person != 0 {
		all = append(all, PersonOwner(o.Person))
	}
	return all
}

// isAbout tells whether the actor is one of those an object is about.
func (a Actor) isAbout(o Object) bool {
	return slices.ContainsFunc(o.owners(), func(w Owner) bool { return w.Kind == OwnerPerson && a.Is(w.ID) })
}

// leadsOwner tells whether a person leads a team above another person on a day, or a team or one above it.
func (r *Roster) leadsOwner(person ID, w Owner, on period.Date) bool {
	switch w.Kind {
	case OwnerTeam:
		return r.LeadsTeam(person, w.ID)
	case OwnerPerson:
		return person != 0 && slices.Contains(r.Leads(w.ID, on), person)
	default:
		return false
	}
}

// leadsNearest tells whether a person is another one's direct manager on a day.
func (r *Roster) leadsNearest(lead, person ID, on period.Date) bool {
	leads := r.Leads(person, on)
	return lead != 0 && len(leads) > 0 && leads[0] == lead
}

func (r *Roster) leadsAny(person ID) bool {
	return person != 0 && slices.ContainsFunc(r.Teams, func(t Team) bool { return t.Lead == person })
}

// showsTo tells whether someone shows to a colleague what they bring towards some owners. One's own tree team sees it; a group sees
// what counts for the group alone; nobody else does, however near the common root: what all bring to all is no team's business (LAW F9).
func (r *Roster) showsTo(person ID, w Owner, towards []Owner, on period.Date) bool {
	p, ok := r.Person(w.ID)
	return ok && w.Kind == OwnerPerson && !p.Hidden && r.Teammates(person, w.ID, on, towards...)
}
