package app

import (
	"sync"
	"testing"
	"time"

	"cordee/internal/fault"
	"cordee/internal/org"
	"cordee/internal/store"
)

// house is a company with one administrator, Inès, in a database of its own and with a clock the test moves.
type house struct {
	*App
	t     *testing.T
	clock *clock
	ines  Session
}

const inesPassword = "corde et piolet"

// clock stands still until it is moved.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

// emptyHouse is a database in which nothing exists yet. Monday 23 November 2026, nine in the morning in Paris.
func emptyHouse(t *testing.T, db *store.DB) house {
	t.Helper()
	c := &clock{at: time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)}
	a := New(db, Options{Now: c.now})
	t.Cleanup(a.Close)
	return house{App: a, t: t, clock: c}
}

// alpina is the company itself.
func alpina(t *testing.T, db *store.DB) house {
	t.Helper()
	h := emptyHouse(t, db)
	h.ines = h.open("Alpina", "Inès Roy", "ines@alpina.fr")
	return h
}

func (h house) open(company, name, email string) Session {
	h.t.Helper()
	secret, err := h.NewCompany(h.t.Context(), SetupForm{Company: company, Name: name, Email: email, Password: inesPassword})
	ok(h.t, err)
	return h.session(secret)
}

func (h house) session(secret string) Session {
	h.t.Helper()
	s, err := h.SessionOf(h.t.Context(), secret)
	ok(h.t, err)
	return s
}

// welcome adds people by pasting their names, and returns them with their links.
func (h house) welcome(list string) []Pasted {
	h.t.Helper()
	p, err := h.PastePeople(h.t.Context(), h.ines.Actor, list, 0)
	ok(h.t, err)
	return p
}

// join lets someone in with a password and returns their session.
func (h house) join(p Pasted) Session {
	h.t.Helper()
	secret, err := h.Join(h.t.Context(), JoinForm{Secret: p.Link, Password: inesPassword})
	ok(h.t, err)
	return h.session(secret)
}

func (h house) world() *World {
	h.t.Helper()
	w, err := h.World(h.t.Context(), h.ines.Org.ID)
	ok(h.t, err)
	return w
}

func (h house) person(key string) org.Person {
	h.t.Helper()
	p, found := h.world().PersonByKey(key)
	if !found {
		h.t.Fatalf("nobody is called %s", key)
	}
	return p
}

func (h house) signIn(email, password, from string) error {
	_, _, err := h.SignIn(h.t.Context(), SignInForm{Email: email, Password: password, RemoteAddr: from})
	return err
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatalf("refused: %v", err)
	}
}

func refused(t *testing.T, err error, code string) {
	t.Helper()
	if !fault.Is(err, code) {
		t.Fatalf("got %v, want a refusal %s", err, code)
	}
}

// blames checks that a refusal names exactly these fields, in any order.
func blames(t *testing.T, err error, fields ...string) {
	t.Helper()
	got := map[string]bool{}
	for _, e := range fault.All(err) {
		got[e.Field] = true
	}
	for _, f := range fields {
		if !got[f] {
			t.Errorf("field %s is not blamed in %v", f, err)
		}
		delete(got, f)
	}
	for f := range got {
		t.Errorf("field %s is blamed in %v", f, err)
	}
}

func same[T comparable](t *testing.T, got, want T) {
	t.Helper()
	if got != want {
		t.Fatalf("got %v, want %v", got, want)
	}
}
