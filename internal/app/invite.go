package app

import (
	"context"
	"strings"
	"time"

	"cordee/internal/fault"
	"cordee/internal/org"
	"cordee/internal/store"
)

// What a one-time link is for, and how long it waits.
const (
	purposeJoin  = "join"
	purposeReset = "reset"
	purposeSetup = "setup"

	inviteLife = 14 * 24 * time.Hour
	resetLife  = 24 * time.Hour
)

// Invitation is what a link opens, before it is used.
type Invitation struct {
	Org     org.Org
	Person  org.Person
	Purpose string // join or reset
	Expires time.Time
}

// JoinForm is what someone says when they follow their link. All but the secret may be empty: without e-mail and password the
// session lives on this device alone, and AddCredential adds them later.
type JoinForm struct {
	Secret, Name, Email, Password string
}

var errInvite = fault.New(fault.NotFound, "invite.invalid")

// Invite makes a person's link to join, good for one use within two weeks; a former one no longer works. Someone who has a
// password already does not need one: Conflict invite.already_joined.
func (a *App) Invite(ctx context.Context, actor org.Actor, person org.ID) (secret string, err error) {
	err = a.write(ctx, actor, func(u *Unit) error {
		p, err := u.personFor(person, org.InvitePerson)
		if err != nil {
			return err
		}
		if _, has, err := u.tx.Credential(u.org(), p.ID); err != nil || has {
			return orFault(err, fault.New(fault.Conflict, "invite.already_joined", "name", p.Name))
		}
		if err := u.dropLinks(p.ID, purposeJoin); err != nil {
			return err
		}
		secret, err = u.link(p.ID, purposeJoin, inviteLife)
		return err
	})
	return secretOrNot(secret, err)
}

// personFor finds someone the actor wants to let in: they must be allowed to, and to give that person's role, or a link would be
// a way to become someone more powerful.
func (u *Unit) personFor(id org.ID, action org.Action) (org.Person, error) {
	today := u.World.Today(u.At)
	p, ok := u.World.Person(id)
	if !ok || hasLeft(p, today) {
		return p, fault.New(fault.NotFound, "not_found", "what", "person")
	}
	if err := u.World.Can(u.Actor, action, org.PersonObject(id), today); err != nil {
		return p, err
	}
	return p, u.World.CanGrant(u.Actor, p.Role, today)
}

func secretOrNot(secret string, err error) (string, error) {
	if err != nil {
		return "", err
	}
	return secret, nil
}

// link makes a one-time link and returns its secret.
func (u *Unit) link(person org.ID, purpose string, life time.Duration) (string, error) {
	secret := newSecret()
	i := store.Invite{
		ID: newID(), Org: u.org(), Person: person, Hash: digest(secret), Purpose: purpose, CreatedBy: u.Actor.Person,
		CreatedAt: u.At.UnixMicro(), ExpiresAt: u.At.Add(life).UnixMicro(),
	}
	if err := u.tx.InsertInvite(u.org(), i); err != nil {
		return "", err
	}
	return secret, u.note("person.invited", "person", person, map[string]any{"purpose": purpose})
}

// dropLinks withdraws a person's unused links; purpose "" means all.
func (u *Unit) dropLinks(person org.ID, purpose string) error {
	all, err := u.tx.Invites(u.org())
	if err != nil {
		return err
	}
	for _, i := range all {
		if i.Person != person || i.UsedAt != 0 || (purpose != "" && i.Purpose != purpose) {
			continue
		}
		if err := u.tx.DeleteInvite(u.org(), i.ID); err != nil {
			return err
		}
	}
	return nil
}

// Invitation tells what a link opens without using it up. A used, expired or unknown one is NotFound invite.invalid.
func (a *App) Invitation(ctx context.Context, secret string) (Invitation, error) {
	var inv Invitation
	err := a.db.Read(ctx, func(tx *store.Tx) error {
		i, err := a.openLink(tx, secret, purposeJoin, purposeReset)
		if err != nil {
			return err
		}
		w, err := a.world(tx, i.Org)
		if err != nil {
			return err
		}
		p, ok := w.Person(i.Person)
		if !ok || hasLeft(p, w.Today(a.now())) {
			return errInvite
		}
		inv = Invitation{Org: w.Org(), Person: p, Purpose: i.Purpose, Expires: time.UnixMicro(i.ExpiresAt)}
		return nil
	})
	return inv, err
}

// openLink finds a link that still works for one of the purposes.
func (a *App) openLink(tx *store.Tx, secret string, purposes ...string) (store.Invite, error) {
	i, ok, err := tx.InviteByHash(digest(secret))
	if err != nil {
		return i, err
	}
	if !ok || i.UsedAt != 0 || i.ExpiresAt <= a.now().UnixMicro() {
		return i, errInvite
	}
	for _, p := range purposes {
		if i.Purpose == p {
			return i, nil
		}
	}
	return i, errInvite
}

// useLink spends a link inside the transaction that does what it is for, and returns its person.
func (u *Unit) useLink(secret, purpose string) (org.Person, error) {
	i, err := u.app.openLink(u.tx, secret, purpose)
	if err != nil {
		return org.Person{}, err
	}
	p, ok := u.World.Person(i.Person)
	if i.Org != u.org() || !ok || hasLeft(p, u.World.Today(u.At)) {
		return p, errInvite
	}
	if err := u.tx.UseInvite(u.org(), i.ID, u.At.UnixMicro()); err != nil {
		if fault.KindOf(err) == fault.Conflict {
			return p, errInvite
		}
		return p, err
	}
	return p, nil
}

// Join uses a link up: once, whoever is fastest. It sets what the form gives, ends the person's former sessions and opens one.
// Refusals: NotFound invite.invalid; fields name, email, password.
func (a *App) Join(ctx context.Context, f JoinForm) (session string, err error) {
	inv, err := a.Invitation(ctx, f.Secret)
	if err != nil {
		return "", err
	}
	f.Name, f.Email = strings.TrimSpace(f.Name), strings.TrimSpace(f.Email)
	if err := f.check(inv.Person); err != nil {
		return "", err
	}
	var hash string
	if f.Password != "" {
		if hash, err = a.hashPassword(ctx, f.Password); err != nil {
			return "", err
		}
	}
	err = a.write(ctx, actorFor(inv), func(u *Unit) (err error) {
		p, err := u.useLink(f.Secret, purposeJoin)
		if err != nil {
			return err
		}
		if err := u.identify(p, f.Name, f.Email); err != nil {
			return err
		}
		session, err = u.enter(p.ID, hash)
		return err
	})
	return secretOrNot(session, err)
}

func (f JoinForm) check(p org.Person) error {
	var l fault.List
	if f.Password != "" {
		l.Add(checkPassword(f.Password, f.Name, f.Email, p.Name, p.Email))
		if f.Email == "" && p.Email == "" {
			l.Add(fault.Bad("email", "auth.email_missing"))
		}
	}
	p.Name, p.Email = orKey(f.Name, p.Name), orKey(f.Email, p.Email)
	l.Add(p.Check())
	return l.OrNil()
}

// actorFor is the person a link belongs to, about to come in.
func actorFor(inv Invitation) org.Actor {
	return org.Actor{Org: inv.Org.ID, Person: inv.Person.ID, Role: inv.Person.Role, Kind: org.ByPerson}
}

// enter ends a person's sessions, sets their password unless hash is empty, and opens a new session.
func (u *Unit) enter(person org.ID, hash string) (string, error) {
	if err := u.tx.RevokeSessionsOf(u.org(), person); err != nil {
		return "", err
	}
	if hash != "" {
		c := store.Credential{Person: person, PasswordHash: hash, ChangedAt: u.At.UnixMicro()}
		if err := u.tx.PutCredential(u.org(), c); err != nil {
			return "", err
		}
	}
	if err := u.note("person.joined", "person", person, nil); err != nil {
		return "", err
	}
	return u.openSession(u.org(), person)
}

// ResetLink makes a one-day link with which a person sets a new password: for the command line, where no mail server is. The
// person is named by key or e-mail.
func (a *App) ResetLink(ctx context.Context, orgKey, personKeyOrEmail string) (secret string, err error) {
	o, err := a.OrgByKey(ctx, orgKey)
	if err != nil {
		return "", err
	}
	w, err := a.World(ctx, o.ID)
	if err != nil {
		return "", err
	}
	p, ok := w.PersonByKey(personKeyOrEmail)
	if !ok {
		p, ok = w.PersonByEmail(personKeyOrEmail)
	}
	if !ok {
		return "", fault.New(fault.NotFound, "person.unknown", "key", personKeyOrEmail)
	}
	return a.ResetFor(ctx, System(o.ID), p.ID)
}

// ResetFor is ResetLink for whoever manages people: someone in the next office forgot their password.
func (a *App) ResetFor(ctx context.Context, actor org.Actor, person org.ID) (secret string, err error) {
	err = a.write(ctx, actor, func(u *Unit) error {
		p, err := u.personFor(person, org.ManagePeople)
		if err != nil {
			return err
		}
		if err := u.dropLinks(p.ID, purposeReset); err != nil {
			return err
		}
		secret, err = u.link(p.ID, purposeReset, resetLife)
		return err
	})
	return secretOrNot(secret, err)
}

// ResetPassword uses a reset link up: the new password is set, every former session ended and one opened.
func (a *App) ResetPassword(ctx context.Context, secret, password string) (session string, err error) {
	inv, err := a.Invitation(ctx, secret)
	if err != nil {
		return "", err
	}
	if inv.Purpose != purposeReset {
		return "", errInvite
	}
	if err := checkPassword(password, inv.Person.Name, inv.Person.Email); err != nil {
		return "", err
	}
	hash, err := a.hashPassword(ctx, password)
	if err != nil {
		return "", err
	}
	err = a.write(ctx, actorFor(inv), func(u *Unit) (err error) {
		p, err := u.useLink(secret, purposeReset)
		if err != nil {
			return err
		}
		if err := u.note("person.password_changed", "person", p.ID, nil); err != nil {
			return err
		}
		session, err = u.enter(p.ID, hash)
		return err
	})
	return secretOrNot(session, err)
}
