package app

import (
	"cmp"
	"context"
	"slices"
	"time"

	"cordee/internal/fault"
	"cordee/internal/org"
	"cordee/internal/store"
)

// Invitee is someone who was let in, or may be.
type Invitee struct {
	Person org.Person
	Joined bool      // came in: with a password, or by a link that was used
	Until  time.Time // the link they were given still opens until then; zero: they have none that opens
	hash   string    // of that link
}

// Opens tells whether a secret is the one that lets this person in today: a former one does not.
func (i Invitee) Opens(secret string) bool { return !i.Until.IsZero() && i.hash == digest(secret) }

// Invitees are the people here whom the actor may let in, by name, with whether they came in already. For those who invite for the
// whole company.
func (a *App) Invitees(ctx context.Context, actor org.Actor) ([]Invitee, error) {
	var list []Invitee
	err := a.read(ctx, actor, org.ReadOrg, func(r *Reading) (err error) {
		if err := r.World.Can(actor, org.InvitePerson, org.TeamObject(r.World.Root().ID), r.Today); err != nil {
			return err
		}
		list, _, err = r.World.invitees(r.tx, actor, a.now())
		return err
	})
	return list, err
}

// invitees also gives the unused links of each person, those that are too old as well.
func (w *World) invitees(tx *store.Tx, actor org.Actor, now time.Time) ([]Invitee, map[org.ID][]store.Invite, error) {
	joined, err := tx.Joined(actor.Org)
	if err != nil {
		return nil, nil, err
	}
	links, err := tx.Invites(actor.Org)
	if err != nil {
		return nil, nil, err
	}
	unused := map[org.ID][]store.Invite{}
	for _, i := range links {
		if i.Purpose == purposeJoin && i.UsedAt == 0 {
			unused[i.Person] = append(unused[i.Person], i)
		}
	}
	today := w.Today(now)
	var list []Invitee
	w.FindPeople(nil, func(p org.Person) bool {
		if hasLeft(p, today) || (!actor.Is(p.ID) && w.CanGrant(actor, p.Role, today) != nil) {
			return true
		}
		_, in := slices.BinarySearch(joined, p.ID)
		x := Invitee{Person: p, Joined: in || actor.Is(p.ID)}
		for _, i := range unused[p.ID] {
			if until := time.UnixMicro(i.ExpiresAt); !x.Joined && until.After(now) && until.After(x.Until) {
				x.Until, x.hash = until, i.Hash
			}
		}
		list = append(list, x)
		return true
	})
	return list, unused, nil
}

// InviteAgain makes new links for these people, or, when nobody is named, for all who have not come in yet: at most 500 at once,
// those without a link that opens first. Their former links no longer open. Whoever came in is left alone.
func (a *App) InviteAgain(ctx context.Context, actor org.Actor, people ...org.ID) (made []Pasted, err error) {
	err = a.write(ctx, actor, func(u *Unit) error {
		if err := u.World.Can(actor, org.InvitePerson, org.TeamObject(u.World.Root().ID), u.World.Today(u.At)); err != nil {
			return err
		}
		all, unused, err := u.World.invitees(u.tx, actor, u.At)
		if err != nil {
			return err
		}
		all = slices.DeleteFunc(all, func(i Invitee) bool {
			return i.Joined || (len(people) > 0 && !slices.Contains(people, i.Person.ID))
		})
		if len(all) == 0 && len(people) > 0 {
			return fault.New(fault.NotFound, "not_found", "what", "person")
		}
		slices.SortStableFunc(all, func(x, y Invitee) int { return cmp.Compare(x.Until.UnixMicro(), y.Until.UnixMicro()) })
		for _, i := range all[:min(len(all), maxPasted)] {
			secret, err := u.relink(i.Person.ID, unused[i.Person.ID])
			if err != nil {
				return err
			}
			made = append(made, Pasted{Person: i.Person, Link: secret, Existed: true})
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return made, nil
}

// relink makes a link to join in the place of the former ones.
func (u *Unit) relink(person org.ID, former []store.Invite) (string, error) {
	for _, i := range former {
		if err := u.tx.DeleteInvite(u.org(), i.ID); err != nil {
			return "", err
		}
	}
	return u.link(person, purposeJoin, inviteLife)
}
