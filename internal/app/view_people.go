package app

import (
	"context"
	"fmt"

	"cordee/internal/org"
	"cordee/internal/store"
)

// What pages show of the rows that are kept, under the names of this package: doors know app, not store.
type (
	ImportDone   = store.Import
	KeptMapping  = store.Mapping
	AccessToken  = store.Token
	JournalEntry = store.Change
)

// FreePersonKey is a readable key for a name, that nobody has.
func (w *World) FreePersonKey(name string) string {
	u := &Unit{World: w}
	return u.freePersonKey(name, nil)
}

// FreeTeamKey is a readable key for a team's name, that no team has.
func (w *World) FreeTeamKey(name string) string {
	base := slug(name)
	for n := 1; ; n++ {
		key := base
		if n > 1 {
			key = fmt.Sprintf("%s-%d", base, n)
		}
		if _, taken := w.TeamByKey(key); !taken {
			return key
		}
	}
}

// CanJoin tells for each person whether they still have no password: they may be sent a link. For those who manage people.
func (a *App) CanJoin(ctx context.Context, actor org.Actor, person org.ID) (bool, error) {
	can := false
	err := a.read(ctx, actor, org.ReadOrg, func(r *Reading) error {
		p, ok := r.World.Person(person)
		if !ok || hasLeft(p, r.Today) || r.World.Can(actor, org.InvitePerson, org.PersonObject(person), r.Today) != nil ||
			r.World.CanGrant(actor, p.Role, r.Today) != nil {
			return nil
		}
		_, has, err := r.tx.Credential(actor.Org, person)
		can = !has
		return err
	})
	return can, err
}
