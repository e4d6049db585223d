package web

import (
	"sync"
	"time"

	"cordee/internal/app"
	"cordee/internal/org"
)

// Links that were made are kept in memory for as long as it takes to hand them out.
const (
	handedLife = 2 * time.Hour
	maxHanded  = 200 // sessions that are handing links out
)

// handed keeps the secrets of invitation links for the session that made them, so that a reload, another language or the way back
// does not lose them. The database holds nothing but their hashes: after a restart, on another machine or for anybody else they are
// gone, and are made again.
type handed struct {
	mu   sync.Mutex
	now  func() time.Time
	held map[string]*handful // by session
}

type handful struct {
	org     org.ID
	until   time.Time
	secrets map[org.ID]string // by person
}

func newHanded(now func() time.Time) *handed { return &handed{now: now, held: map[string]*handful{}} }

// keep adds the links that were just made to those of a session.
func (h *handed) keep(o org.ID, session string, made []app.Pasted) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.sweep()
	mine := h.held[session]
	if mine == nil || mine.org != o {
		if len(h.held) >= maxHanded {
			return // they are made again instead
		}
		mine = &handful{org: o, secrets: map[org.ID]string{}}
		h.held[session] = mine
	}
	mine.until = h.now().Add(handedLife)
	for _, p := range made {
		if p.Link != "" {
			mine.secrets[p.Person.ID] = p.Link
		}
	}
}

// sweep forgets what is too old. The caller holds the lock.
func (h *handed) sweep() {
	for session, x := range h.held {
		if h.now().After(x.until) {
			delete(h.held, session)
		}
	}
}

// of gives a session's secret for each of these people whom it still lets in.
func (h *handed) of(o org.ID, session string, who []app.Invitee) map[org.ID]string {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.sweep()
	mine := h.held[session]
	open := map[org.ID]string{}
	if mine == nil || mine.org != o {
		return open
	}
	for _, i := range who {
		if s := mine.secrets[i.Person.ID]; s != "" && i.Opens(s) {
			open[i.Person.ID] = s
		}
	}
	return open
}
