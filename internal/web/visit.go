package web

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/a-h/templ"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/i18n"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/route"
	"cordee/internal/web/ui"
)

// visit is one request to a page: who asks, in which language, and how to answer.
type visit struct {
	*Server
	*i18n.Printer // words, numbers, money and dates in the reader's language
	w             http.ResponseWriter
	r             *http.Request
	session       app.Session // zero on public pages when nobody is signed in
	world         *app.World  // nil when nobody is signed in
	today         period.Date
	told          int64 // on a live line: the change being told of; 0 for a page
	failed        bool  // the answer is a page that says what went wrong
	progress      *progress
	others        seen
}

// pageFunc handles one page. A returned error becomes a page that says what to do.
type pageFunc func(*visit) error

type visitKey struct{}

// page adapts a pageFunc; the guard has put the visit into the context.
func (s *Server) page(h pageFunc) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v := r.Context().Value(visitKey{}).(*visit)
		v.w, v.r = w, r
		if err := h(v); err != nil {
			v.fail(err)
		}
	})
}

// maxForm bounds what a form may send; uploads have their own limit.
const maxForm = 1 << 20

// Guard is what stands before every screen: security headers, the session, the language, the permission.
func (s *Server) Guard(rt route.Route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		harden(w.Header())
		if rt.Unsafe() && rt.Object != upload {
			r.Body = http.MaxBytesReader(w, r.Body, maxForm)
		}
		v := &visit{Server: s, w: w, r: r}
		if err := v.enter(rt); err != nil {
			v.fail(err)
			return
		}
		rt.Handler.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), visitKey{}, v)))
		v.logLooks(rt)
	})
}

// upload marks the routes that take files.
const upload = "upload"

// policy allows our own files and nothing else; nothing inline, no frames.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
	"form-action 'self'; frame-ancestors 'none'; base-uri 'none'; manifest-src 'self'"

func harden(h http.Header) {
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
}

// enter finds out who asks. A page that needs someone sends a stranger to the sign-in page, and back afterwards.
func (v *visit) enter(rt route.Route) error {
	v.Printer = i18n.For(v.language(""))
	if secret := v.cookie(); secret != "" {
		session, err := v.App.SessionOf(v.r.Context(), secret)
		switch {
		case err == nil:
			v.known(session)
		case fault.KindOf(err) != fault.Unauthenticated:
			return err
		}
	}
	if rt.Public {
		return nil
	}
	if v.world == nil {
		return fault.New(fault.Unauthenticated, "access.sign_in")
	}
	return v.world.Conceivable(v.session.Actor, rt.Action, v.today)
}

func (v *visit) known(session app.Session) {
	v.session, v.world, v.today = session, session.World, session.World.Today(v.App.Now())
	v.Printer = i18n.Addressing(v.language(session.Org.Locale), session.Org.Tutoie)
}

// actor is who acts.
func (v *visit) actor() org.Actor { return v.session.Actor }

// me is the person signed in.
func (v *visit) me() org.Person { return v.session.Person }

func (v *visit) ctx() context.Context { return v.r.Context() }

// may tells whether the person signed in may do this; for showing a button, never instead of the check behind it.
func (v *visit) may(act org.Action, o org.Object) bool {
	return v.world.Can(v.actor(), act, o, v.today) == nil
}

// language is the reader's choice, else the organisation's, else the browser's.
func (v *visit) language(organisation string) i18n.Lang {
	if c, err := v.r.Cookie("lang"); err == nil && (c.Value == "fr" || c.Value == "en") {
		return i18n.Lang(c.Value)
	}
	if organisation != "" {
		return i18n.Match(organisation, i18n.FR)
	}
	return i18n.Match(v.r.Header.Get("Accept-Language"), i18n.FR)
}

// The session cookie. The __Host- prefix needs HTTPS; on a plain LAN the cookie does without it and pages warn.
const (
	secureCookie = "__Host-cordee"
	plainCookie  = "cordee"
)

func (v *visit) https() bool { return v.r.TLS != nil || v.Secure }

func (v *visit) cookieName() string {
	if v.https() {
		return secureCookie
	}
	return plainCookie
}

func (v *visit) cookie() string {
	c, err := v.r.Cookie(v.cookieName())
	if err != nil {
		return ""
	}
	return c.Value
}

// signedIn gives the browser its session.
func (v *visit) signedIn(secret string) {
	http.SetCookie(v.w, &http.Cookie{
		Name: v.cookieName(), Value: secret, Path: "/", HttpOnly: true, Secure: v.https(), SameSite: http.SameSiteLaxMode,
		MaxAge: int((30 * 24 * time.Hour).Seconds()),
	})
}

func (v *visit) signedOut() {
	http.SetCookie(v.w, &http.Cookie{Name: v.cookieName(), Path: "/", HttpOnly: true, Secure: v.https(), SameSite: http.SameSiteLaxMode, MaxAge: -1})
}

// redirect answers a form: the next page is fetched with GET.
func (v *visit) redirect(path string) error {
	http.Redirect(v.w, v.r, path, http.StatusSeeOther)
	return nil
}

// local keeps only addresses of this server, so that a link cannot send someone elsewhere after signing in.
func local(path string) string {
	if !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || strings.ContainsAny(path, "\\\r\n\t") {
		return "/"
	}
	return path
}

// fragment tells whether our script asked for the changing parts only.
func (v *visit) fragment() bool { return v.r.Header.Get("X-Cordee-Fragment") == "1" }

// send renders a component with a status.
func (v *visit) send(status int, c templ.Component) error {
	h := v.w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Language", string(v.Lang()))
	h.Set("Cache-Control", "no-store")
	h.Add("Vary", "X-Cordee-Fragment")
	v.w.WriteHeader(status)
	if err := c.Render(v.ctx(), v.w); err != nil && v.ctx().Err() == nil {
		return err
	}
	return nil // whoever asked may have left meanwhile: there is nobody to tell
}

// status is the one mapping from kinds of fault to HTTP for pages.
func status(k fault.Kind) int {
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
	default:
		return http.StatusInternalServerError
	}
}

// fail answers with what went wrong and the next step. It is the only place where a page's error is logged.
func (v *visit) fail(err error) {
	v.failed = true
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		err = fault.New(fault.TooLarge, "web.form_too_large", "max", tooLarge.Limit>>20)
	}
	kind := fault.KindOf(err)
	switch kind {
	case fault.Unauthenticated:
		if v.r.Method == http.MethodGet && !v.fragment() {
			_ = v.redirect("/sign-in?back=" + escape(v.r.URL.RequestURI()))
			return
		}
	case fault.Internal:
		v.Log.Error("page failed", "path", v.r.Pattern, "error", err.Error())
	case fault.Unavailable:
		v.Log.Warn("page unavailable", "path", v.r.Pattern, "error", err.Error())
	}
	if kind == fault.Limited || kind == fault.Unavailable {
		v.w.Header().Set("Retry-After", "5")
	}
	if err := v.send(status(kind), v.failPage(kind, err)); err != nil {
		v.Log.Warn("page not sent", "error", err.Error())
	}
}

// words is what components take.
func (v *visit) words() ui.Words { return v.Printer }
