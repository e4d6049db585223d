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
	if _, rest, ok := strings.Cut(typed, "("); ok && strings.HasSuffix(rest, ")") {
		if p, ok := w.PersonByKey(strings.TrimSuffix(rest, ")")); ok {
			return p, true
		}
	}
	if strings.Contains(typed, "@") {
		return w.PersonByEmail(typed)
	}
	return org.Person{}, false
}
