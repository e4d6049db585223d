package app

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"strings"
	"unicode/utf8"

	"cordee/internal/fault"
	"cordee/internal/org"
	"cordee/internal/store"
)

// The way out of mails is a link that works without signing in (RFC 8058): the organisation, the person, and 128 bits of a signature
// by the organisation's secret. It can do nothing else than stop mails.

var outText = base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding)

// idLetters is how long an ID is as text.
const idLetters = 13

func wayOut(secret string, o, person org.ID) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte("unsubscribe " + o.String() + person.String()))
	return o.String() + person.String() + outText.EncodeToString(mac.Sum(nil)[:16])
}

var errWayOut = fault.New(fault.NotFound, "message.way_out_unknown")

// WayOut is what a link out of mails opens.
type WayOut struct {
	World  *World
	Person org.Person
	Mail   bool // some message still comes by mail
}

// WayOut reads what a link is for. One that nobody signed is NotFound message.way_out_unknown.
func (a *App) WayOut(ctx context.Context, token string) (WayOut, error) {
	var out WayOut
	o, person, ok := readWayOut(token)
	if !ok {
		return out, errWayOut
	}
	err := a.db.Read(ctx, func(tx *store.Tx) error {
		state, found, err := tx.MessageState(o)
		if err != nil {
			return err
		}
		if !found || !hmac.Equal([]byte(wayOut(state.Secret, o, person)), []byte(token)) {
			return errWayOut
		}
		if out.World, err = a.world(tx, o); err != nil {
			return err
		}
		if out.Person, ok = out.World.Person(person); !ok || out.Person.Erased {
			return errWayOut
		}
		body, err := tx.Choice(o, person)
		if err != nil {
			return err
		}
		c, err := readChoices(body)
		for _, f := range MessageFamilies() {
			out.Mail = out.Mail || c.Way(f) == ByMail
		}
		return err
	})
	return out, err
}

func readWayOut(token string) (o, person org.ID, ok bool) {
	if len(token) < 2*idLetters {
		return 0, 0, false
	}
	o, ok = org.ParseID(token[:idLetters])
	person, also := org.ParseID(token[idLetters : 2*idLetters])
	return o, person, ok && also
}

// Unsubscribe stops every mail to a person: what came by mail is in the app from now on. Doing it twice changes nothing.
func (a *App) Unsubscribe(ctx context.Context, token string) (WayOut, error) {
	out, err := a.WayOut(ctx, token)
	if err != nil || !out.Mail {
		return out, err
	}
	actor := org.Actor{Org: out.World.Org().ID, Person: out.Person.ID, Role: out.Person.Role, Kind: org.ByPerson}
	err = a.write(ctx, actor, func(u *Unit) error {
		body, err := u.tx.Choice(actor.Org, actor.Person)
		if err != nil {
			return err
		}
		c, err := readChoices(body)
		if err != nil {
			return err
		}
		ways := map[string]string{}
		for _, f := range MessageFamilies() {
			if ways[f] = c.Way(f); ways[f] == ByMail {
				ways[f] = InApp
			}
		}
		c.Ways = ways
		return u.putChoices(actor.Person, c)
	})
	out.Mail = err != nil
	return out, err
}

// Bounds of the organisation's channels.
const (
	maxHooks    = 10
	maxHookName = 100
)

// Hooks are the organisation's channels, for those who keep its settings. Their addresses are secrets: only the host is told.
func (a *App) Hooks(ctx context.Context, actor org.Actor) ([]store.Hook, error) {
	var list []store.Hook
	err := a.read(ctx, actor, org.ManageOrg, func(r *Reading) (err error) {
		list, err = r.tx.Hooks(actor.Org)
		for i := range list {
			list[i].URL = hostOf(list[i].URL)
		}
		return err
	})
	return list, err
}

// HookAddress is where a channel is, for trying it.
func (a *App) HookAddress(ctx context.Context, actor org.Actor, id org.ID) (store.Hook, error) {
	var found store.Hook
	err := a.read(ctx, actor, org.ManageOrg, func(r *Reading) error {
		list, err := r.tx.Hooks(actor.Org)
		for _, h := range list {
			if h.ID == id {
				found = h
				return err
			}
		}
		return orFault(err, fault.New(fault.NotFound, "not_found", "what", "hook"))
	})
	return found, err
}

func hostOf(address string) string {
	_, rest, _ := strings.Cut(address, "://")
	host, _, _ := strings.Cut(rest, "/")
	return host
}

// AddHook adds a channel of the organisation. Refusals: chat_kind, chat_url, name; Conflict message.hooks_many.
func (a *App) AddHook(ctx context.Context, actor org.Actor, kind, name, address string) error {
	name, address = strings.TrimSpace(name), strings.TrimSpace(address)
	var l fault.List
	l.Add(checkHook(kind, address))
	switch {
	case name == "" || !printable(name):
		l.Add(fault.Bad("name", "message.hook_name"))
	case utf8.RuneCountInString(name) > maxHookName:
		l.Add(fault.Bad("name", "token.name_long", "max", maxHookName))
	}
	if len(l) > 0 {
		return l
	}
	return a.write(ctx, actor, func(u *Unit) error {
		if err := u.World.Can(actor, org.ManageOrg, org.Object{}, u.World.Today(u.At)); err != nil {
			return err
		}
		there, err := u.tx.Hooks(u.org())
		if err != nil {
			return err
		}
		if len(there) >= maxHooks {
			return fault.New(fault.Conflict, "message.hooks_many", "max", maxHooks)
		}
		h := store.Hook{ID: newID(), Kind: kind, Name: name, URL: address, Made: u.At.UnixMicro()}
		if err := u.tx.InsertHook(u.org(), h); err != nil {
			return err
		}
		return u.note("hook.added", "hook", h.ID, map[string]any{"kind": kind})
	})
}

// DropHook removes a channel of the organisation.
func (a *App) DropHook(ctx context.Context, actor org.Actor, id org.ID) error {
	return a.write(ctx, actor, func(u *Unit) error {
		if err := u.World.Can(actor, org.ManageOrg, org.Object{}, u.World.Today(u.At)); err != nil {
			return err
		}
		if err := u.tx.DeleteMessagesTo(u.org(), id); err != nil {
			return err
		}
		if err := u.tx.DeleteHook(u.org(), id); err != nil {
			return err
		}
		return u.note("hook.dropped", "hook", id, nil)
	})
}
