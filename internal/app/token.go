package app

import (
	"context"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"cordee/internal/fault"
	"cordee/internal/org"
	"cordee/internal/store"
)

// What an API token looks like, and how rarely its use is written down. The prefix lets secret scanners recognise one.
const (
	tokenPrefix  = "cordee_"
	tokenTouch   = time.Minute
	maxTokenName = 200
)

var errTokenRefused = fault.New(fault.Unauthenticated, "auth.token_refused")

// TokenActor tells what a bearer token may do, with the organisation as it is now: both are read in one transaction, for every
// request begins with it. An unknown or revoked token is Unauthenticated auth.token_refused.
func (a *App) TokenActor(ctx context.Context, bearer string) (org.Actor, *World, error) {
	if !strings.HasPrefix(bearer, tokenPrefix) {
		return org.Actor{}, nil, errTokenRefused
	}
	var t store.Token
	var w *World
	err := a.db.Read(ctx, func(tx *store.Tx) error {
		found, err := false, error(nil)
		if t, found, err = tx.TokenByHash(digest(bearer)); err != nil {
			return err
		}
		if !found || t.RevokedAt != 0 {
			return errTokenRefused
		}
		w, err = a.world(tx, t.Org)
		return err
	})
	if err != nil {
		return org.Actor{}, nil, err
	}
	a.touchToken(ctx, t)
	return org.Actor{Org: t.Org, Kind: org.ByToken, Scopes: t.Scopes, Token: t.ID}, w, nil
}

// touchToken notes that a token is in use, at most once a minute. A request never fails for it.
func (a *App) touchToken(ctx context.Context, t store.Token) {
	now := a.now()
	if t.LastUsedAt != 0 && now.Sub(time.UnixMicro(t.LastUsedAt)) < tokenTouch {
		return
	}
	err := a.writeApart(ctx, func(u *Unit) error { return u.tx.TouchToken(t.Org, t.ID, now.UnixMicro()) })
	if err != nil {
		a.log.Warn("token use not noted", "token", t.ID.String(), "error", err.Error())
	}
}

// CreateToken makes an API token and returns its secret, which is never shown again.
func (a *App) CreateToken(ctx context.Context, actor org.Actor, name string, scopes []string) (secret string, err error) {
	name = strings.TrimSpace(name)
	if err := checkToken(name, scopes); err != nil {
		return "", err
	}
	scopes = slices.Clone(scopes)
	slices.Sort(scopes)
	scopes = slices.Compact(scopes)
	err = a.write(ctx, actor, func(u *Unit) error {
		if err := u.World.Can(actor, org.ManageTokens, org.Object{}, u.World.Today(u.At)); err != nil {
			return err
		}
		secret = tokenPrefix + newSecret()
		t := store.Token{
			ID: newID(), Org: u.org(), Name: name, Hash: digest(secret), Scopes: scopes, CreatedBy: actor.Person, CreatedAt: u.At.UnixMicro(),
		}
		if err := u.tx.InsertToken(u.org(), t); err != nil {
			return err
		}
		return u.note("token.created", "token", t.ID, map[string]any{"scopes": scopes})
	})
	if err != nil {
		return "", err
	}
	return secret, nil
}

func checkToken(name string, scopes []string) error {
	var l fault.List
	switch {
	case name == "":
		l.Add(fault.Bad("name", "token.name_missing"))
	case utf8.RuneCountInString(name) > maxTokenName:
		l.Add(fault.Bad("name", "token.name_long", "max", maxTokenName))
	}
	if len(scopes) == 0 {
		l.Add(fault.Bad("scope", "token.scope_missing", "allowed", strings.Join(org.Scopes, ", ")))
	}
	for _, s := range scopes {
		if !slices.Contains(org.Scopes, s) {
			l.Add(fault.Bad("scope", "token.scope_unknown", "value", s, "allowed", strings.Join(org.Scopes, ", ")))
		}
	}
	return l.OrNil()
}

// Tokens lists the organisation's tokens, newest first, without their digests.
func (a *App) Tokens(ctx context.Context, actor org.Actor) ([]store.Token, error) {
	var out []store.Token
	err := a.read(ctx, actor, org.ManageTokens, func(r *Reading) (err error) {
		out, err = r.tx.Tokens(actor.Org)
		for i := range out {
			out[i].Hash = ""
		}
		return err
	})
	return out, err
}

// RevokeToken ends a token: the next request with it is refused.
func (a *App) RevokeToken(ctx context.Context, actor org.Actor, id org.ID) error {
	return a.write(ctx, actor, func(u *Unit) error {
		if err := u.World.Can(actor, org.ManageTokens, org.Object{}, u.World.Today(u.At)); err != nil {
			return err
		}
		if err := u.tx.RevokeToken(u.org(), id, u.At.UnixMicro()); err != nil {
			return err
		}
		return u.note("token.revoked", "token", id, nil)
	})
}
