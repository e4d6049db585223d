// Package journey walks through the whole program as people do: in a real browser, against the real handler, on a real database. It
// holds tests only.
package journey

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"cordee/internal/api"
	"cordee/internal/app"
	"cordee/internal/demo"
	"cordee/internal/feed"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/route"
	"cordee/internal/testkit"
	"cordee/internal/web"
)

// monday is the day on which everything happens: the middle of the fourth quarter.
var monday = period.On(2026, time.November, 16)

// house is the program as it is served, on a database of its own.
type house struct {
	t      *testing.T
	app    *app.App
	org    org.Org // the company that was furnished; zero in an empty house
	faces  []web.Face
	world  demo.World
	routes *route.Registry
	server *httptest.Server
	gate   *gate
}

// emptyHouse is the program right after it was installed: nobody, nothing.
func emptyHouse(t *testing.T) *house {
	t.Helper()
	h := &house{t: t}
	h.open(nil)
	return h
}

// furnishedHouse holds the sample company of the demo.
func furnishedHouse(t *testing.T) *house {
	t.Helper()
	h := &house{t: t}
	h.open(h.furnish)
	return h
}

func (h *house) open(furnish func()) {
	h.t.Helper()
	db := testkit.SQLite(h.t)
	start := time.Now() // the clock goes on, so that what comes later is later
	h.app = app.New(db, app.Options{Now: func() time.Time { return monday.Time(time.UTC).Add(9*time.Hour + time.Since(start)) }})
	h.t.Cleanup(h.app.Close)
	c := web.Config{App: h.app, Feed: feed.New(db, nil), Dev: true}
	if furnish != nil {
		furnish()
		c.Demo = &web.Demo{Org: h.org.ID, Faces: h.faces}
	}
	ctx, stop := context.WithCancel(context.Background())
	fed := make(chan struct{})
	go func() { defer close(fed); _ = c.Feed.Run(ctx) }()
	h.server = httptest.NewUnstartedServer(nil)
	c.Addr = h.server.Listener.Addr().String()
	h.gate = &gate{next: h.handler(c), open: map[int]context.CancelFunc{}}
	h.server.Config.Handler = h.gate
	h.server.Start()
	h.t.Cleanup(func() { stop(); <-fed; h.gate.cut(); h.server.CloseClientConnections(); h.server.Close() })
}

// handler is every way in by HTTP, put together as the program does it when it serves.
func (h *house) handler(c web.Config) http.Handler {
	pages, service := web.New(c), api.New(h.app, nil)
	h.routes = new(route.Registry)
	pages.Routes(h.routes)
	service.Routes(h.routes)
	mux := h.routes.Mux(func(r route.Route) http.Handler {
		if r.Door == route.API {
			return service.Guard(r)
		}
		return pages.Guard(r)
	})
	mux.Handle("/", pages.Lost())
	return http.NewCrossOriginProtection().Handler(mux)
}

// furnish takes the sample company in through the same door as anybody's.
func (h *house) furnish() {
	h.t.Helper()
	ctx := h.t.Context()
	h.world = demo.Company(1, monday)
	set := h.world.Settings
	o, err := h.app.CreateOrg(ctx, app.NewOrg{Key: set.Key, Name: set.Name, Currency: set.Currency, Locale: set.Locale, TimeZone: set.TimeZone})
	h.must(err)
	o.Calendar, o.Season, o.Direction, o.DirectionOn = set.Calendar, set.Season, set.Direction, set.DirectionOn
	h.must(h.app.SaveOrg(ctx, app.System(o.ID), o, o.Version))
	_, err = h.app.Import(ctx, app.System(o.ID), "demo", h.world.Batch, false)
	h.must(err)
	h.org = o
	for _, p := range h.world.Personas {
		h.faces = append(h.faces, web.Face{Slug: string(p.Role), Person: h.person(p.Person).ID, Name: p.Name})
	}
}

func (h *house) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) snapshot() *app.World {
	h.t.Helper()
	w, err := h.app.World(h.t.Context(), h.org.ID)
	h.must(err)
	return w
}

func (h *house) person(key string) org.Person {
	h.t.Helper()
	p, ok := h.snapshot().PersonByKey(key)
	if !ok {
		h.t.Fatalf("nobody called %s", key)
	}
	return p
}

func (h *house) actor(p org.Person) org.Actor {
	return org.Actor{Org: h.org.ID, Person: p.ID, Role: p.Role, Kind: org.ByPerson}
}

// first is the first person of the sample company with a role, as the demo presents them.
func (h *house) first(role org.Role) org.Person {
	h.t.Helper()
	for _, p := range h.world.Personas {
		if p.Role == role {
			return h.person(p.Person)
		}
	}
	h.t.Fatalf("no %s in the sample company", role)
	return org.Person{}
}
