package app

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"cordee/internal/fault"
	"cordee/internal/org"
	"cordee/internal/sheet"
	"cordee/internal/store"
)

// SaveMapping keeps a way of reading files under a name; one of that name is replaced.
func (a *App) SaveMapping(ctx context.Context, actor org.Actor, name string, m sheet.Mapping) error {
	name = strings.TrimSpace(name)
	switch {
	case name == "":
		return fault.Bad("save", "mapping.name_missing")
	case utf8.RuneCountInString(name) > org.MaxName || !printable(name):
		return fault.Bad("save", "mapping.name_invalid", "max", org.MaxName)
	}
	body := m.YAML()
	if _, err := sheet.ParseMapping(body); err != nil {
		return err
	}
	return a.write(ctx, actor, func(u *Unit) error {
		if err := u.World.Can(actor, org.Import, org.Object{}, u.World.Today(u.At)); err != nil {
			return err
		}
		x := store.Mapping{ID: newID(), Name: name, Body: string(body)}
		if err := u.tx.PutMapping(u.org(), x); err != nil {
			return err
		}
		return u.note("mapping.saved", "mapping", x.ID, nil)
	})
}

// MissingPeople are the people that results are credited to and whom neither the organisation nor the batch knows, as rows that
// would add them. Each comes once, in the order of the file.
func (w *World) MissingPeople(b sheet.Batch) []sheet.PersonRow {
	m := missing{world: w, seen: map[string]bool{}, keys: map[string]bool{}}
	for _, p := range b.People {
		m.keys[p.Key] = true
		m.seen[p.Key] = true
		m.seen["name:"+store.Fold(p.Name.V)] = true
		m.seen["email:"+store.Fold(p.Email.V)] = true
	}
	for _, r := range b.Results {
		for _, c := range r.Credits {
			m.add(c.Owner)
		}
		for _, ref := range r.Assists {
			m.add(ref)
		}
	}
	return m.rows
}

// missing gathers people nobody knows yet.
type missing struct {
	world *World
	seen  map[string]bool // references already looked at
	keys  map[string]bool // keys that are taken
	rows  []sheet.PersonRow
}

func (m *missing) add(ref string) {
	how, value, named := strings.Cut(ref, ":")
	if how == "team" || ref == "" {
		return
	}
	key := ref
	if named && how != "external" {
		key = how + ":" + store.Fold(value)
	}
	if m.seen[key] {
		return
	}
	m.seen[key] = true
	if _, err := m.world.personRef(ref); err == nil || fault.Is(err, "person.ambiguous") {
		return
	}
	row := sheet.PersonRow{Key: m.freeKey(orKey(value, ref)), Name: sheet.Val(orKey(value, ref)), Role: sheet.Val(string(org.Rep))}
	switch {
	case !named:
		row.Key = ref
	case how == "email":
		row.Email, row.Name = sheet.Val(value), sheet.Val(nameFrom(value))
	case how == "external":
		row.ExternalID = sheet.Val(value)
	}
	m.keys[row.Key] = true
	m.rows = append(m.rows, row)
}

// freeKey is a readable key that nobody has.
func (m *missing) freeKey(name string) string {
	taken := map[string]int{}
	for k := range m.keys {
		taken[k] = 0
	}
	u := &Unit{World: m.world}
	return u.freePersonKey(name, taken)
}

// MissingNames are the names of the rows of MissingPeople, sorted, for asking whether to add them.
func MissingNames(rows []sheet.PersonRow) []string {
	names := make([]string, len(rows))
	for i, r := range rows {
		names[i] = r.Name.V
	}
	slices.Sort(names)
	return names
}
