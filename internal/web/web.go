// Package web is the screens: server-rendered pages that work without JavaScript. A handler decodes, calls app once, and renders;
// rules live elsewhere.
package web

import (
	"log/slog"
	"net/http"
	"strings"

	"cordee/internal/app"
	"cordee/internal/feed"
	"cordee/internal/org"
	"cordee/internal/route"
	"cordee/internal/web/ui"
)

// Config is what the screens need to know.
type Config struct {
	App       *app.App
	Feed      *feed.Feed
	Log       *slog.Logger
	PublicURL string   // how others reach this server, without a trailing slash; empty: as the request says
	Addr      string   // the address it listens on, such as "127.0.0.1:8080"; set-up tells from it whether phones can come in
	Again     []string // flags that serve the same data once more, for the advice on reaching this server
	Secrets   []string // environment variables with a secret that those flags leave out
	Secure    bool     // cookies for HTTPS only: set when PublicURL is https
	Demo      *Demo    // the sample company's one-click sign-ins; nil outside the demo
	Post      Post     // how messages leave the house
	Dev       bool     // serve the gallery of components
}

// Demo is the sample company: who may be signed in as with one click.
type Demo struct {
	Org   org.ID
	Faces []Face
}

// Face is one of the demo's one-click sign-ins.
type Face struct {
	Slug   string // "rep", "manager", "director", "admin"
	Person org.ID
	Name   string
}

// Server holds what handlers share.
type Server struct {
	Config
	lines  connections // open live pages
	turns  turns       // of rendering live parts
	stash  *stash      // uploaded files between the steps of an import
	handed *handed     // invitation links while they are handed out
}

// New makes the screens' server.
func New(c Config) *Server {
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	c.PublicURL = strings.TrimSuffix(c.PublicURL, "/")
	return &Server{Config: c, stash: newStash(c.App.Now), handed: newHanded(c.App.Now), turns: newTurns()}
}

// Routes registers every screen.
func (s *Server) Routes(g *route.Registry) {
	s.assets(g)
	s.publicRoutes(g)
	s.accountRoutes(g)
	s.ropeRoutes(g)
	s.weekRoutes(g)
	s.goalRoutes(g)
	s.decideRoutes(g)
	s.forecastRoutes(g)
	s.workshopRoutes(g)
	s.talkRoutes(g)
	s.statementRoutes(g)
	s.rewardRoutes(g)
	s.directionTextRoutes(g)
	s.teamRoutes(g)
	s.peopleRoutes(g)
	s.letterRoutes(g)
	s.resultRoutes(g)
	s.taskRoutes(g)
	s.pairRoutes(g)
	s.strengthRoutes(g)
	s.importRoutes(g)
	s.startRoutes(g)
	s.adminRoutes(g)
	s.newsRoutes(g)
	s.liveRoutes(g)
	s.wallRoutes(g)
	s.feastRoutes(g)
	s.recognitionRoutes(g)
	s.playRoutes(g)
}

// get and post register a page behind a permission. Object names the kind of thing in the path, "" for none.
func (s *Server) get(g *route.Registry, path string, act org.Action, object string, h pageFunc) {
	g.Add(route.Route{Door: route.Web, Method: http.MethodGet, Path: path, Action: act, Object: object, Logs: logged[path], Handler: s.page(h)})
}

func (s *Server) post(g *route.Registry, path string, act org.Action, object string, h pageFunc) {
	g.Add(route.Route{Door: route.Web, Method: http.MethodPost, Path: path, Action: act, Object: object, Handler: s.page(h)})
}

// open registers a page that needs nobody signed in.
func (s *Server) open(g *route.Registry, method, path string, h pageFunc) {
	g.Add(route.Route{Door: route.Web, Method: method, Path: path, Public: true, Handler: s.page(h)})
}

// raw registers a handler that is no page: assets.
func raw(g *route.Registry, path string, h http.Handler) {
	g.Add(route.Route{Door: route.Web, Method: http.MethodGet, Path: path, Public: true, Handler: h})
}

func (s *Server) assets(g *route.Registry) {
	raw(g, ui.AssetPrefix+"{file...}", ui.Handler())
	raw(g, "/favicon.svg", ui.Favicon())
}
