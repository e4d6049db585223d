// Package api is the REST door: the same names and decimal strings as the files, tokens with scopes, problem+json. The OpenAPI
// document is made from the route registry.
package api

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/i18n"
	"cordee/internal/org"
	"cordee/internal/route"
)

// Server answers the API.
type Server struct {
	app    *app.App
	log    *slog.Logger
	routes *route.Registry
}

// New makes the API's server.
func New(a *app.App, log *slog.Logger) *Server {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	return &Server{app: a, log: log}
}

// Limits of what one request may send.
const (
	maxBody   = 8 << 20
	maxStream = 256 << 20
	bodyTime  = time.Minute
)

// call is one authenticated request.
type call struct {
	w     http.ResponseWriter
	r     *http.Request
	actor org.Actor
	words *i18n.Printer

	failed bool     // a problem was answered
	saw    []org.ID // people of whom a list tells something
}

type callKey struct{}

// handler answers a call with a value to encode, or an error to explain.
type handler func(*call) (any, error)

// spec describes one route for the registry and the OpenAPI document.
type spec struct {
	method, path, summary string
	action                org.Action
	object                string
	logs                  string // what it shows of one person
	query, request        any
	response              any
	do                    handler
}

func (s *Server) add(g *route.Registry, x spec) {
	g.Add(route.Route{
		Door: route.API, Method: x.method, Path: x.path, Action: x.action, Object: x.object, Summary: x.summary, Logs: x.logs,
		Query: typeOf(x.query), Request: typeOf(x.request), Response: typeOf(x.response), Handler: s.handle(x.do),
	})
}

func typeOf(v any) reflect.Type {
	if v == nil {
		return nil
	}
	return reflect.TypeOf(v)
}

// Routes registers the API.
func (s *Server) Routes(g *route.Registry) {
	s.routes = g
	s.resultRoutes(g)
	s.tableRoutes(g)
	s.readRoutes(g)
	s.answerRoutes(g)
	s.talkRoutes(g)
	s.rewardRoutes(g)
	g.Add(route.Route{Door: route.API, Method: http.MethodGet, Path: "/api/v1/openapi.json", Public: true,
		Summary: "This document.", Handler: http.HandlerFunc(s.openAPI)})
	for _, method := range methods {
		g.Add(route.Route{Door: route.API, Method: method, Path: "/api/", Public: true, Summary: "Nothing here.", Handler: http.HandlerFunc(s.lost)})
	}
}

var methods = []string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete}

// lost answers what has no route: an address that knows other methods says which.
func (s *Server) lost(w http.ResponseWriter, r *http.Request) {
	var allow []string
	for _, x := range s.routes.Routes() {
		if x.Door == route.API && x.Path != "/api/" && sameShape(x.Path, r.URL.Path) {
			allow = append(allow, x.Method)
		}
	}
	if len(allow) == 0 {
		s.problem(w, r, fault.New(fault.NotFound, "not_found", "what", "page"))
		return
	}
	w.Header().Set("Allow", strings.Join(allow, ", "))
	s.answerProblem(w, r, http.StatusMethodNotAllowed, fault.New(fault.Invalid, "api.method", "method", r.Method, "allowed", strings.Join(allow, ", ")), nil)
}

// sameShape tells whether a path is one of a pattern's.
func sameShape(pattern, path string) bool {
	p, q := strings.Split(pattern, "/"), strings.Split(path, "/")
	return len(p) == len(q) && !slices.ContainsFunc(p, func(s string) bool {
		i := slices.Index(p, s)
		return !strings.HasPrefix(s, "{") && s != q[i]
	})
}

// CrossOrigin refuses what a browser sends from another site.
func (s *Server) CrossOrigin(w http.ResponseWriter, r *http.Request) {
	s.problem(w, r, fault.New(fault.Forbidden, "access.other_site"))
}

// Guard authenticates by bearer token, never by cookie, and checks the scope before anything else is looked at.
func (s *Server) Guard(rt route.Route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("Cache-Control", "no-store")
		if rt.Public {
			rt.Handler.ServeHTTP(w, r)
			return
		}
		actor, err := s.authenticate(r, rt)
		if err != nil {
			s.problem(w, r, err)
			return
		}
		limit := int64(maxBody)
		if strings.HasSuffix(rt.Path, "/stream") {
			limit = maxStream
		}
		r.Body = http.MaxBytesReader(w, r.Body, limit)
		c := &call{w: w, r: r, actor: actor, words: words(r)}
		rt.Handler.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), callKey{}, c)))
		s.logLook(rt, c)
	})
}

// logLook notes, once the answer has left, that a program read what concerns one person: the object of the path, or of ?owner=.
func (s *Server) logLook(rt route.Route, c *call) {
	if rt.Logs == "" || c.failed {
		return
	}
	_ = http.NewResponseController(c.w).Flush()
	ctx := context.WithoutCancel(c.r.Context())
	if len(c.saw) > 0 {
		s.app.LogPeople(ctx, c.actor, "api", c.saw)
	}
	k := app.Look{What: rt.Logs, Kind: rt.Object, Key: c.r.PathValue(rt.Object)}
	if rt.Object == "" {
		key, one := strings.CutPrefix(c.r.URL.Query().Get("owner"), "person:")
		if !one {
			return
		}
		k.Kind, k.Key = org.APerson, key
	}
	s.app.LogLook(ctx, c.actor, k)
}

func (s *Server) authenticate(r *http.Request, rt route.Route) (org.Actor, error) {
	bearer, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !ok {
		return org.Actor{}, fault.New(fault.Unauthenticated, "auth.token_missing")
	}
	actor, w, err := s.app.TokenActor(r.Context(), strings.TrimSpace(bearer))
	if err != nil {
		return actor, err
	}
	return actor, w.Conceivable(actor, rt.Action, w.Today(s.app.Now()))
}

// words are in the language the client asks for; English, the language of APIs, otherwise.
func words(r *http.Request) *i18n.Printer {
	return i18n.For(i18n.Match(r.Header.Get("Accept-Language"), i18n.EN))
}

func (s *Server) handle(do handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c := r.Context().Value(callKey{}).(*call)
		c.w, c.r = w, r
		answer, err := do(c)
		if err != nil {
			c.failed = true
			s.problem(w, r, err)
			return
		}
		send(w, http.StatusOK, "application/json", answer)
	})
}

func send(w http.ResponseWriter, status int, kind string, v any) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		http.Error(w, "", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", kind)
	w.WriteHeader(status)
	_, _ = w.Write(b.Bytes())
}

// Problem is RFC 9457's problem detail, with every problem of the request under errors.
type Problem struct {
	Type   string         `json:"type"`
	Title  string         `json:"title"`
	Status int            `json:"status"`
	Errors []ProblemError `json:"errors,omitempty"`

	Committed *app.Outcome `json:"committed,omitempty" doc:"Of a stream: what was kept before the line that was refused."`
}

// ProblemError is one of several problems. Row counts the results of an array from 1.
type ProblemError struct {
	Code    string `json:"code"`
	Field   string `json:"field,omitempty"`
	Row     int    `json:"row,omitempty"`
	Value   string `json:"value,omitempty"`
	Message string `json:"message"`
}

// halfway is a stream that stopped: what went wrong, and what had been committed before.
type halfway struct {
	error
	done app.Outcome
}

func (h halfway) Unwrap() error { return h.error }

// problem is the one mapping from faults to problem+json, and the one place where an API error is logged.
func (s *Server) problem(w http.ResponseWriter, r *http.Request, err error) {
	var committed *app.Outcome
	var half halfway
	if errors.As(err, &half) {
		committed = &half.done
	}
	var tooLarge *http.MaxBytesError
	var slow net.Error
	switch {
	case errors.As(err, &tooLarge):
		err = fault.New(fault.TooLarge, "api.body_too_large", "max", strconv.FormatInt(tooLarge.Limit>>20, 10))
	case errors.Is(err, io.ErrUnexpectedEOF), errors.As(err, &slow) && slow.Timeout():
		err = fault.New(fault.Invalid, "api.body_cut").Because(err)
	}
	status := statusOf(fault.KindOf(err))
	switch status {
	case http.StatusInternalServerError:
		s.log.Error("api call failed", "route", r.Pattern, "error", err.Error())
	case http.StatusTooManyRequests, http.StatusServiceUnavailable:
		w.Header().Set("Retry-After", "2")
	case http.StatusUnauthorized:
		w.Header().Set("WWW-Authenticate", "Bearer")
	}
	s.answerProblem(w, r, status, err, committed)
}

func (s *Server) answerProblem(w http.ResponseWriter, r *http.Request, status int, err error, committed *app.Outcome) {
	all, p := fault.All(err), words(r)
	out := Problem{Type: "urn:cordee:problem:" + all[0].Code, Title: p.Fault(all[0]), Status: status, Committed: committed}
	for _, e := range all[:min(len(all), maxProblems)] {
		out.Errors = append(out.Errors, problemError(e, p))
	}
	w.Header().Set("Content-Language", string(p.Lang()))
	send(w, status, "application/problem+json", out)
}

const maxProblems = 1_000

func problemError(e *fault.Error, p *i18n.Printer) ProblemError {
	x := ProblemError{Code: e.Code, Field: e.Field, Message: p.Fault(e)}
	if e.Where != nil {
		x.Row, x.Value = e.Where.Row, e.Where.Value
		if x.Field == "" {
			x.Field = e.Where.Column
		}
	}
	return x
}

func statusOf(k fault.Kind) int {
	switch k {
	case fault.Invalid:
		return http.StatusUnprocessableEntity
	case fault.Unauthenticated:
		return http.StatusUnauthorized
	case fault.Forbidden:
		return http.StatusForbidden
	case fault.NotFound:
		return http.StatusNotFound
	case fault.Conflict:
		return http.StatusConflict
	case fault.Stale:
		return http.StatusPreconditionFailed
	case fault.TooLarge:
		return http.StatusRequestEntityTooLarge
	case fault.Limited:
		return http.StatusTooManyRequests
	case fault.Unavailable:
		return http.StatusServiceUnavailable
	case fault.Internal:
		return http.StatusInternalServerError
	}
	return http.StatusInternalServerError
}

// body reads the whole request, within its limit.
func (c *call) body() ([]byte, error) {
	_ = http.NewResponseController(c.w).SetReadDeadline(time.Now().Add(bodyTime))
	b, err := io.ReadAll(c.r.Body)
	if err == nil && len(bytes.TrimSpace(b)) == 0 {
		return nil, fault.New(fault.Invalid, "api.body_missing")
	}
	return b, err
}
