package journey

import (
	"context"
	"net/http"
	"strings"
	"sync"
)

// gate stands before the program as a network does: it can cut the open live lines, and tells when one is open.
type gate struct {
	next http.Handler

	mu     sync.Mutex
	open   map[int]context.CancelFunc
	opened int
}

func (g *gate) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !strings.HasSuffix(r.URL.Path, "/live") {
		g.next.ServeHTTP(w, r)
		return
	}
	ctx, cancel := context.WithCancel(r.Context())
	defer cancel()
	g.mu.Lock()
	g.opened++
	id := g.opened
	g.open[id] = cancel
	g.mu.Unlock()
	defer func() { g.mu.Lock(); delete(g.open, id); g.mu.Unlock() }()
	g.next.ServeHTTP(w, r.WithContext(ctx))
}

// cut ends every open live line, as a network that fails does.
func (g *gate) cut() {
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, end := range g.open {
		end()
	}
}

// count tells how many live lines were opened so far, and how many are open.
func (g *gate) count() (opened, open int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.opened, len(g.open)
}
