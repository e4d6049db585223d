package org

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"cordee/internal/period"
)

// Roster is one organisation's people and teams at one moment of its configuration (Org.ConfigSeq): who belonged where on every
// day, past and future. It never changes once made, so any number of goroutines may share it; a change of configuration makes a
// new one. Slices it returns are shared: read them, do not write into them (appending to one is safe, it copies).
type Roster struct {
	Org    Org
	Teams  []Team   // sorted by key
	People []Person // sorted by key

	root      int // index into Teams, -1 when there is none yet
	teams     map[ID]int
	teamKeys  map[string]int
	people    map[ID]int
	keys      map[string]int
	emails    map[string]int
	above     [][]ID    // by team: itself and its ancestors, nearest first
	children  [][]ID    // by team
	places    [][]place // by person, in time order
	nowhere   []ID      // the owners above someone who belongs to no team: the root
	stays     [][]stay  // by team: who was directly in it
	absences  map[ID][]Absence
	overlaps  []Overlap
	profiles  map[profileKey]period.Profile
	profileMu sync.Mutex // guards profiles, which is only a memory of what could be computed again
}

// NewRoster indexes an organisation. Teams with an unknown parent hang from nothing, memberships of unknown people or teams are
// left out, and of two tree memberships on the same day the one that began later counts (WarnOverlaps tells them): a snapshot
// must be readable even when the data it is made from is not perfect.
func NewRoster(o Org, teams []Team, people []Person, ms []Membership, abs []Absence) *Roster {
	r := &Roster{Org: o, Teams: slices.Clone(teams), People: slices.Clone(people)}
	slices.SortStableFunc(r.Teams, func(a, b Team) int { return cmp.Compare(a.Key, b.Key) })
	slices.SortStableFunc(r.People, func(a, b Person) int { return cmp.Compare(a.Key, b.Key) })
	r.indexTeams()
	r.indexPeople()
	r.placeEverybody(ms)
	r.absences = make(map[ID][]Absence, len(abs))
	for _, a := range abs {
		r.absences[a.Person] = append(r.absences[a.Person], a)
	}
	r.profiles = make(map[profileKey]period.Profile)
	return r
}

func (r *Roster) indexTeams() {
	r.teams, r.teamKeys = make(map[ID]int, len(r.Teams)), make(map[string]int, len(r.Teams))
	r.root = -1
	for i, t := range r.Teams {
		r.teams[t.ID], r.teamKeys[t.Key] = i, i
		if t.Parent == 0 && t.Kind != Group && (r.root < 0 || t.Kind == Company && r.Teams[r.root].Kind != Company) {
			r.root = i
		}
	}
	if r.root >= 0 {
		r.nowhere = []ID{r.Teams[r.root].ID}
	}
	r.children = make([][]ID, len(r.Teams))
	r.above = make([][]ID, len(r.Teams))
	for i, t := range r.Teams {
		if p, ok := r.teams[t.Parent]; ok && t.Kind != Group {
			r.children[p] = append(r.children[p], t.ID)
		}
		r.above[i] = r.climb(i)
	}
}

// climb lists a team and its ancestors. It stops at a team met twice, so that a cycle that slipped in cannot hang it. A group has
// no ancestors, but what is credited to the group itself still belongs to the company: the root stands above it.
func (r *Roster) climb(i int) []ID {
	chain := make([]ID, 0, 6)
	for t := r.Teams[i]; !slices.Contains(chain, t.ID); {
		chain = append(chain, t.ID)
		if t.Kind == Group {
			chain = append(chain, r.nowhere...)
			break
		}
		p, ok := r.teams[t.Parent]
		if !ok {
			break
		}
		t = r.Teams[p]
	}
	return slices.Clip(chain)
}

func (r *Roster) indexPeople() {
	n := len(r.People)
	r.people, r.keys, r.emails = make(map[ID]int, n), make(map[string]int, n), make(map[string]int, n)
	for i, p := range r.People {
		r.people[p.ID], r.keys[p.Key] = i, i
		if e := foldEmail(p.Email); e != "" {
			if _, taken := r.emails[e]; !taken {
				r.emails[e] = i
			}
		}
	}
}

func foldEmail(s string) string { return strings.ToLower(strings.TrimSpace(s)) }

// Team is the team with this id.
func (r *Roster) Team(id ID) (Team, bool) { return at(r.Teams, r.teams, id) }

// TeamByKey is the team with this key.
func (r *Roster) TeamByKey(key string) (Team, bool) { return at(r.Teams, r.teamKeys, key) }

// Person is the person with this id.
func (r *Roster) Person(id ID) (Person, bool) { return at(r.People, r.people, id) }

// PersonByKey is the person with this key.
func (r *Roster) PersonByKey(key string) (Person, bool) { return at(r.People, r.keys, key) }

// PersonByEmail finds a person by address, whatever its capitals; if several share it, the first by key.
func (r *Roster) PersonByEmail(email string) (Person, bool) {
	return at(r.People, r.emails, foldEmail(email))
}

func at[K comparable, T any](rows []T, index map[K]int, k K) (row T, ok bool) {
	i, ok := index[k]
	if ok {
		row = rows[i]
	}
	return row, ok
}

// Root is the top of the tree, the whole company; the zero Team when no team exists yet.
func (r *Roster) Root() Team {
	if r.root < 0 {
		return Team{}
	}
	return r.Teams[r.root]
}

// OwnerByRef reads the form owners have in files: "team:KEY", "person:KEY", or the bare key of a person.
func (r *Roster) OwnerByRef(ref string) (Owner, bool) {
	if key, ok := strings.CutPrefix(ref, "team:"); ok {
		t, ok := r.TeamByKey(key)
		return TeamOwner(t.ID), ok
	}
	if p, ok := r.PersonByKey(strings.TrimPrefix(ref, "person:")); ok {
		return PersonOwner(p.ID), true
	}
	p, ok := r.PersonByKey(ref)
	return PersonOwner(p.ID), ok
}

// Ref is the form an owner has in files, "" for one that is not here.
func (r *Roster) Ref(o Owner) string {
	switch o.Kind {
	case OwnerTeam:
		if t, ok := r.Team(o.ID); ok {
			return "team:" + t.Key
		}
	case OwnerPerson:
		if p, ok := r.Person(o.ID); ok {
			return "person:" + p.Key
		}
	}
	return ""
}

// Name is what people call an owner, "" for one that is not here.
func (r *Roster) Name(o Owner) string {
	if o.Kind == OwnerTeam {
		t, _ := r.Team(o.ID)
		return t.Name
	}
	p, _ := r.Person(o.ID)
	return p.Name
}
