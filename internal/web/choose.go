package web

import (
	"net/http"
	"strings"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/web/ui"
)

// Where suggestions come from: people, or teams and people.
const (
	lookupPeople = "/people/lookup"
	lookupOwners = "/people/lookup?teams=yes"
)

// maxLookup bounds the suggestions of one lookup.
const maxLookup = 10

// many tells whether the company has more people than a list is good for: they are then typed, with suggestions.
func (v *visit) many() bool { return len(v.world.People) > maxColleagues }

// lookup suggests who may be meant by the beginning of a name, or by parts of it. Names are in everybody's directory; nothing else
// is searched here.
func (v *visit) lookup() error {
	q := v.r.URL.Query()
	words := strings.Fields(app.Fold(q.Get("q")))
	var found []ui.Option
	if q.Get("teams") == "yes" {
		for _, t := range v.world.TeamsNamed(words, maxLookup/2) {
			found = append(found, ui.Option{Value: v.world.Typed(org.TeamOwner(t.ID)), Label: v.T("team_kind." + string(t.Kind))})
		}
	}
	v.world.FindPeople(words, func(p org.Person) bool {
		if p.HereOn(v.today) {
			team, _ := v.world.Team(v.world.HomeTeam(p.ID, v.today))
			found = append(found, ui.Option{Value: v.world.Typed(org.PersonOwner(p.ID)), Label: team.Name})
		}
		return len(found) < maxLookup
	})
	return v.send(http.StatusOK, ui.Suggestions("found", found))
}

// personField asks for a person: from a list in a small company, by typing with suggestions in a large one. chosen is an id, or
// what was typed.
func (v *visit) personField(p ui.FieldProps, chosen string, options func() []ui.Option) ui.FieldProps {
	if !v.many() {
		p.Kind, p.Options = ui.FieldSelect, options()
		return p
	}
	p.Kind, p.Blank, p.Lookup, p.Value, p.Hint = ui.FieldPerson, "", lookupPeople, v.typedPerson(chosen), v.T("web.choose_person")
	return p
}

// typedPerson is an id as a person would type it; anything else stays as it was typed.
func (v *visit) typedPerson(chosen string) string {
	if id, ok := org.ParseID(chosen); ok {
		if _, ok := v.world.Person(id); ok {
			return v.world.Typed(org.PersonOwner(id))
		}
	}
	return chosen
}

// typedOwner is typedPerson for a reference of a person or a team.
func (v *visit) typedOwner(chosen string) string {
	if o, ok := v.world.OwnerByRef(chosen); ok {
		return v.world.Typed(o)
	}
	return chosen
}

// elsewhere tells whether the reader may do something for someone who is in no list near them: for those who answer for everybody.
func (v *visit) elsewhere(may func(org.Person) bool) bool {
	for _, p := range v.world.People {
		if p.ID != v.me().ID && !p.Erased && p.HereOn(v.today) {
			return may(p)
		}
	}
	return false
}

// personNamed finds the person a field means. It refuses with person.nobody, or with person.which and who may be meant.
func personNamed(w *app.World, field, typed string, on period.Date) (org.Person, error) {
	p, ok, near := w.PersonTyped(typed, on)
	if ok {
		return p, nil
	}
	owners := make([]org.Owner, len(near))
	for i, n := range near {
		owners[i] = org.PersonOwner(n.ID)
	}
	return p, unclear(w, field, typed, owners)
}

// ownerNamed is personNamed for a field that takes a team too.
func ownerNamed(w *app.World, field, typed string, on period.Date) (org.Owner, error) {
	o, ok, near := w.OwnerTyped(typed, on)
	if ok {
		return o, nil
	}
	return o, unclear(w, field, typed, near)
}

func unclear(w *app.World, field, typed string, near []org.Owner) error {
	if len(near) == 0 {
		return fault.Bad(field, "person.nobody", "typed", typed)
	}
	names := make([]string, len(near))
	for i, o := range near {
		names[i] = w.Typed(o)
	}
	return fault.Bad(field, "person.which", "typed", typed, "names", strings.Join(names, " · "))
}
