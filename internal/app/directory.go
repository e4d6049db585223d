package app

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/store"
)

// directory is everybody in the order of their names, folded once for as long as the snapshot lives: folding and sorting a company's
// names on each page costs more than the page.
type directory struct {
	once   sync.Once
	order  []int          // indexes into People, by folded name, then key
	folded []string       // by index into People
	place  map[org.ID]int // where a person stands in order
}

func (w *World) directory() *directory {
	d := &w.names
	d.once.Do(func() {
		d.folded, d.order, d.place = make([]string, len(w.People)), make([]int, len(w.People)), make(map[org.ID]int, len(w.People))
		for i, p := range w.People {
			d.folded[i], d.order[i] = store.Fold(p.Name), i
		}
		slices.SortStableFunc(d.order, func(a, b int) int { return strings.Compare(d.folded[a], d.folded[b]) })
		for n, i := range d.order {
			d.place[w.People[i].ID] = n
		}
	})
	return d
}

// ByName compares two people by their names, without regard to case or accents, then by key: for putting lists in order.
func (w *World) ByName(x, y org.Person) int {
	d := w.directory()
	return cmp.Compare(d.place[x.ID], d.place[y.ID])
}

// FindPeople goes through those whose name holds every one of these folded words, by name, until visit says stop. Erased people
// are found by nobody.
func (w *World) FindPeople(words []string, visit func(org.Person) bool) {
	d := w.directory()
	for _, i := range d.order {
		if p := w.People[i]; !p.Erased && holds(d.folded[i], words) && !visit(p) {
			return
		}
	}
}

// holds tells whether a folded text contains every word.
func holds(folded string, words []string) bool {
	return !slices.ContainsFunc(words, func(word string) bool { return !strings.Contains(folded, word) })
}

// PersonTyped finds whom a person means who typed an id, a key, an e-mail, a name as the lookup writes it ("Name (key)"), a whole
// name or the only name that holds the words typed. Otherwise it gives up to eight people who may be meant; none for nobody.
func (w *World) PersonTyped(typed string, on period.Date) (org.Person, bool, []org.Person) {
	typed = strings.TrimSpace(typed)
	if typed == "" {
		return org.Person{}, false, nil
	}
	if p, ok := w.exactly(typed); ok {
		return p, !p.Erased, nil
	}
	words := strings.Fields(store.Fold(typed))
	var whole, part []org.Person
	w.FindPeople(words, func(p org.Person) bool {
		if p.HereOn(on) {
			part = append(part, p)
			if store.Fold(p.Name) == store.Fold(typed) {
				whole = append(whole, p)
			}
		}
		return len(part) <= maxTyped
	})
	switch {
	case len(whole) == 1 && len(part) <= maxTyped, len(part) == 1:
		return append(whole, part...)[0], true, nil
	case len(whole) > 1:
		part = whole
	}
	return org.Person{}, false, part[:min(len(part), maxSuggested)]
}

// maxTyped bounds how many namesakes are looked at, maxSuggested how many are offered.
const (
	maxTyped     = 200
	maxSuggested = 8
)

// exactly reads an id, a key, an e-mail, or the key in brackets that ends "Name (key)".
func (w *World) exactly(typed string) (org.Person, bool) {
	if id, ok := org.ParseID(typed); ok {
		if p, ok := w.Person(id); ok {
			return p, true
		}
	}
	if p, ok := w.PersonByKey(typed); ok {
		return p, true
	}
	if key, ok := inBrackets(typed); ok {
		if p, ok := w.PersonByKey(key); ok {
			return p, true
		}
	}
	if strings.Contains(typed, "@") {
		return w.PersonByEmail(typed)
	}
	return org.Person{}, false
}

// inBrackets is what ends a text in brackets.
func inBrackets(typed string) (string, bool) {
	at := strings.LastIndexByte(typed, '(')
	if at < 0 || !strings.HasSuffix(typed, ")") {
		return "", false
	}
	return typed[at+1 : len(typed)-1], true
}

// Typed is how the lookup writes a person or a team, so that PersonTyped and OwnerTyped find them again: "Name (key)",
// "Name (team:key)".
func (w *World) Typed(o org.Owner) string {
	ref := w.Ref(o)
	return w.Name(o) + " (" + strings.TrimPrefix(ref, "person:") + ")"
}

// TeamsNamed are at most limit teams whose names hold every one of these folded words.
func (w *World) TeamsNamed(words []string, limit int) []org.Team {
	var found []org.Team
	for _, t := range w.Teams {
		if len(found) < limit && holds(store.Fold(t.Name), words) {
			found = append(found, t)
		}
	}
	return found
}

// OwnerTyped is PersonTyped for whoever may carry an objective: a team too, by its reference, as Typed writes it, or by a name that
// nobody else has.
func (w *World) OwnerTyped(typed string, on period.Date) (org.Owner, bool, []org.Owner) {
	typed = strings.TrimSpace(typed)
	if typed == "" {
		return org.Owner{}, false, nil
	}
	if o, ok := w.OwnerByRef(typed); ok {
		return o, true, nil
	}
	if ref, ok := inBrackets(typed); ok {
		if o, ok := w.OwnerByRef(ref); ok {
			return o, true, nil
		}
	}
	person, found, people := w.PersonTyped(typed, on)
	teams := w.TeamsNamed(strings.Fields(store.Fold(typed)), maxSuggested)
	switch {
	case found && len(teams) == 0:
		return org.PersonOwner(person.ID), true, nil
	case len(people) == 0 && len(teams) == 1 && !found:
		return org.TeamOwner(teams[0].ID), true, nil
	}
	for _, t := range teams {
		if store.Fold(t.Name) == store.Fold(typed) {
			return org.TeamOwner(t.ID), true, nil
		}
	}
	if found {
		people = []org.Person{person}
	}
	var near []org.Owner
	for _, t := range teams[:min(len(teams), maxSuggested/2)] {
		near = append(near, org.TeamOwner(t.ID))
	}
	for _, p := range people {
		near = append(near, org.PersonOwner(p.ID))
	}
	return org.Owner{}, false, near[:min(len(near), maxSuggested)]
}

// PeopleAfter are the people whose keys come after this one, by key.
func (w *World) PeopleAfter(key string) []org.Person {
	if key == "" {
		return w.People
	}
	at, there := slices.BinarySearchFunc(w.People, key, func(p org.Person, key string) int { return strings.Compare(p.Key, key) })
	if there {
		at++
	}
	return w.People[at:]
}
