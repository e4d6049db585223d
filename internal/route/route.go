// Package route is the one registry of routes. A handler exists only as a Route with its permission; the mux, the OpenAPI
// document and the isolation test are all made from the same list.
package route

import (
	"fmt"
	"net/http"
	"reflect"
	"strings"

	"cordee/internal/org"
)

// Door says which face of the program a route belongs to.
type Door string

// The doors that speak HTTP.
const (
	Web Door = "web"
	API Door = "api"
)

// Route is one handler and what it takes to reach it.
type Route struct {
	Door    Door
	Method  string     // GET, POST, PUT, PATCH, DELETE
	Path    string     // net/http pattern path, such as /goals/{goal}
	Action  org.Action // what the actor must be allowed; required unless Public
	Public  bool       // reachable without a credential: sign-in, set-up, invitation, assets, health
	Object  string     // kind of the object named in the path: goal, person, team, metric, import... ; "" for none
	Summary string     // one line for the OpenAPI document
	Logs    string     // what it shows of one person, noted where that person sees it: person, goal, result...; "" for nothing of anybody

	Request  reflect.Type // body, nil for none
	Response reflect.Type // answer, nil for a page
	Query    reflect.Type // struct whose fields are the query parameters, nil for none
	Handler  http.Handler
}

// Pattern is the net/http mux pattern.
func (r Route) Pattern() string { return r.Method + " " + r.Path }

// Unsafe tells whether the route may change something.
func (r Route) Unsafe() bool { return r.Method != http.MethodGet && r.Method != http.MethodHead }

// Registry is the list of routes, in the order they were added.
type Registry struct {
	routes []Route
	seen   map[string]bool
}

// Add registers a route. A route without a policy, a handler or a leading slash, or a second one with the same pattern, is a
// mistake of the program and stops it at start.
func (g *Registry) Add(r Route) {
	switch {
	case r.Handler == nil:
		panic(fmt.Sprintf("route %s: no handler", r.Pattern()))
	case r.Public == (r.Action != ""):
		panic(fmt.Sprintf("route %s: needs an action, or to be public, and not both", r.Pattern()))
	case !strings.HasPrefix(r.Path, "/"):
		panic(fmt.Sprintf("route %s: path must start with a slash", r.Pattern()))
	case strings.Contains(strings.TrimSuffix(r.Path, "{$}"), "{") && r.Object == "" && !strings.HasSuffix(r.Path, "...}") && !r.Public:
		panic(fmt.Sprintf("route %s: names no kind of object", r.Pattern()))
	case g.seen[r.Pattern()]:
		panic(fmt.Sprintf("route %s: registered twice", r.Pattern()))
	}
	if g.seen == nil {
		g.seen = make(map[string]bool)
	}
	g.seen[r.Pattern()] = true
	g.routes = append(g.routes, r)
}

// Routes returns every route.
func (g *Registry) Routes() []Route { return g.routes }

// Mux builds the handler of all routes, each behind guard.
func (g *Registry) Mux(guard func(Route) http.Handler) *http.ServeMux {
	mux := http.NewServeMux()
	for _, r := range g.routes {
		mux.Handle(r.Pattern(), guard(r))
	}
	return mux
}
