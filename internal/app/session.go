package app

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"math/big"
	"strings"
	"time"

	"cordee/internal/fault"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/store"
)

// How long a session lives without being used, and how rarely its use is written down.
const (
	sessionLife  = 30 * 24 * time.Hour
	sessionTouch = time.Hour
)

// Session is who is signed in, as of this very request: the person, their role and their organisation are read each time.
type Session struct {
	Actor   org.Actor
	Person  org.Person
	Org     org.Org
	Expires time.Time
	World   *World // the organisation as this look found it
}

// newSecret draws 256 random bits, as 43 letters and digits. It is shown once and only its digest is kept.
func newSecret() string {
	var b [32]byte
	_, _ = rand.Read(b[:]) // crypto/rand.Read never fails
	s := new(big.Int).SetBytes(b[:]).Text(62)
	return strings.Repeat("0", max(43-len(s), 0)) + s
}

// digest is what is kept of a secret. A secret of 256 bits needs no slow hash: nobody can try them all.
func digest(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// sessionName is the part of a session's digest that stands for it in logs and in Actor.Session.
func sessionName(hash string) string { return hash[:16] }

// openSession starts a session and returns its secret.
func (u *Unit) openSession(o, person org.ID) (string, error) {
	secret, at := newSecret(), u.At.UnixMicro()
	return secret, u.tx.InsertSession(store.Session{
		Org: o, Person: person, IDHash: digest(secret), CreatedAt: at, SeenAt: at, ExpiresAt: u.At.Add(sessionLife).UnixMicro(),
	})
}

// SessionOf tells who holds this secret. The session must be neither ended nor older than thirty days since its last use, and the
// person still here today; the role is read now, so that a change takes effect with the next request. Anything else is
// Unauthenticated auth.session_ended.
func (a *App) SessionOf(ctx context.Context, secret string) (Session, error) {
	var s Session
	var row store.Session
	err := a.db.Read(ctx, func(tx *store.Tx) error {
		found, err := a.liveSession(tx, secret)
		if err != nil {
			return err
		}
		w, err := a.world(tx, found.Org)
		if err != nil {
			return err
		}
		row = found
		s, err = a.sessionIn(w, found)
		s.World = w
		return err
	})
	if err != nil {
		return Session{}, err
	}
	a.touchSession(ctx, row, &s)
	return s, nil
}

var errSessionEnded = fault.New(fault.Unauthenticated, "auth.session_ended")

func (a *App) liveSession(tx *store.Tx, secret string) (store.Session, error) {
	if secret == "" {
		return store.Session{}, errSessionEnded
	}
	row, ok, err := tx.SessionByHash(digest(secret))
	if err != nil {
		return row, err
	}
	if !ok || row.Revoked || row.ExpiresAt <= a.now().UnixMicro() {
		return row, errSessionEnded
	}
	return row, nil
}

func (a *App) sessionIn(w *World, row store.Session) (Session, error) {
	p, ok := w.Person(row.Person)
	if !ok || hasLeft(p, w.Today(a.now())) {
		return Session{}, errSessionEnded
	}
	return Session{
		Actor:  org.Actor{Org: row.Org, Person: p.ID, Role: p.Role, Kind: org.ByPerson, Session: sessionName(row.IDHash)},
		Person: p, Org: w.Org(), Expires: time.UnixMicro(row.ExpiresAt),
	}, nil
}

// hasLeft tells whether a person's last day is over, or the person was erased.
func hasLeft(p org.Person, today period.Date) bool {
	return p.Erased || (!p.EndOn.IsZero() && p.EndOn < today)
}

// touchSession moves the end of a session that is in use, at most once an hour. A page never fails for it.
func (a *App) touchSession(ctx context.Context, row store.Session, s *Session) {
	now := a.now()
	if now.Sub(time.UnixMicro(row.SeenAt)) < sessionTouch {
		return
	}
	expires := now.Add(sessionLife)
	err := a.writeApart(ctx, func(u *Unit) error {
		return u.tx.TouchSession(row.IDHash, now.UnixMicro(), expires.UnixMicro())
	})
	if err != nil {
		a.log.Warn("session not prolonged", "session", sessionName(row.IDHash), "error", err.Error())
		return
	}
	s.Expires = expires
}

// SignOut ends a session. An unknown secret is no error: the caller is signed out either way.
func (a *App) SignOut(ctx context.Context, secret string) error {
	if secret == "" {
		return nil
	}
	err := a.writeApart(ctx, func(u *Unit) error { return u.tx.RevokeSession(digest(secret)) })
	if fault.KindOf(err) == fault.NotFound {
		return nil
	}
	return err
}

// DemoSession signs someone in without a password. Only the sample company's wiring calls it: its people are invented.
func (a *App) DemoSession(ctx context.Context, orgID, personID org.ID) (secret string, err error) {
	err = a.writeApart(ctx, func(u *Unit) (err error) {
		if _, err = u.tx.Person(orgID, personID); err != nil {
			return err
		}
		secret, err = u.openSession(orgID, personID)
		return err
	})
	return secret, err
}

// endOtherSessions revokes a person's sessions but the one named; "" spares none.
func (u *Unit) endOtherSessions(o, person org.ID, spare string) error {
	if spare == "" {
		return u.tx.RevokeSessionsOf(o, person)
	}
	rows, err := u.tx.SessionsOf(o, person)
	if err != nil {
		return err
	}
	for _, s := range rows {
		if s.Revoked || sessionName(s.IDHash) == spare {
			continue
		}
		if err := u.tx.RevokeSession(s.IDHash); err != nil {
			return err
		}
	}
	return nil
}
