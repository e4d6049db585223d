package main

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"cordee/internal/org"
	"cordee/internal/route"
	"cordee/internal/testkit"
	"cordee/internal/web"
)

// TestAnotherSiteCanDoNothing sends every unsafe request as a browser sends it from another site, with the credentials of an
// administrator.
func TestAnotherSiteCanDoNothing(t *testing.T) {
	m := newMatrix(t)
	ada, token := called(t, "ada"), called(t, "token "+org.ScopeAdmin)
	before := m.site.dump()
	n := 0
	for _, r := range m.site.doors.routes.Routes() {
		if !r.Unsafe() {
			continue
		}
		_, objects := m.objects(r)
		for _, forged := range []map[string]string{{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://evil.example"}, {"Origin": "null"}} {
			for _, c := range []caller{ada, token} {
				w := m.site.forged(c, r, fill(r.Path, objects[0].params), forged)
				n++
				if w.Code != http.StatusForbidden {
					t.Errorf("%s as %s with %v: %d", r.Pattern(), c.name, forged, w.Code)
				}
				if r.Door == route.API && w.Header().Get("Content-Type") != "application/problem+json" {
					t.Errorf("%s is refused as %s", r.Pattern(), w.Header().Get("Content-Type"))
				}
			}
		}
	}
	if after := m.site.dump(); after != before {
		t.Errorf("the database changed: %s", testkit.Changed(before, after))
	}
	t.Logf("%d forged requests", n)
}

func (s *site) forged(c caller, r route.Route, path string, headers map[string]string) *httptest.ResponseRecorder {
	req := httptest.NewRequest(r.Method, "http://127.0.0.1:8080"+path, strings.NewReader("{}"))
	req.Host = "127.0.0.1:8080"
	if c.cookie != "" {
		req.AddCookie(&http.Cookie{Name: "cordee", Value: c.cookie})
	}
	if c.bearer != "" {
		req.Header.Set("Authorization", "Bearer "+c.bearer)
	}
	for name, value := range headers {
		req.Header.Set(name, value)
	}
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, req)
	return w
}

// TestLookingChangesNothing asks for every page with GET and HEAD as everybody who may see something of it. Only the demo's sign-in
// with one click writes, on purpose.
func TestLookingChangesNothing(t *testing.T) {
	m := newMatrix(t)
	who := []caller{called(t, "ada"), called(t, "lea"), called(t, "anonymous"), called(t, "token "+org.ScopeAdmin)}
	for _, r := range m.site.doors.routes.Routes() {
		if r.Unsafe() {
			continue
		}
		_, objects := m.objects(r)
		if len(objects) == 0 {
			t.Errorf("%s: nothing to look at", r.Pattern())
			continue
		}
		before := m.site.dump()
		for _, c := range who {
			for _, method := range []string{http.MethodGet, http.MethodHead} {
				m.site.ask(c, method, fill(r.Path, objects[0].params), "", nil)
				for _, q := range rules[r.Pattern()].queries {
					m.site.ask(c, method, strings.TrimSuffix(r.Path, "{$}")+m.site.fillNames(q), "", nil)
				}
			}
		}
		if after := m.site.dump(); after != before {
			t.Errorf("%s: %s", r.Pattern(), testkit.Changed(before, after))
		}
	}
	before := m.site.dump()
	if w := m.site.ask(called(t, "anonymous"), http.MethodGet, "/demo/rep", "", nil); w.Code != http.StatusSeeOther || m.site.dump() == before {
		t.Errorf("the control: signing in with one click answered %d and wrote nothing", w.Code)
	}
}

// declared is the policy of every page, word for word.
const declared = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
	"form-action 'self'; frame-ancestors 'none'; base-uri 'none'; manifest-src 'self'"

// TestEveryPageIsSealed reads every page, those of refusals included: the headers are there, and the markup holds no script, style or
// handler of its own that the policy would have to allow.
func TestEveryPageIsSealed(t *testing.T) {
	m := newMatrix(t)
	pages := 0
	for _, r := range m.site.doors.routes.Routes() {
		_, objects := m.objects(r)
		for _, name := range []string{"ada", "lea", "anonymous"} {
			for _, o := range objects[:min(len(objects), 2)] {
				if r.Unsafe() && name == "ada" { // she may do everything: nothing is to be lost on the way
					continue
				}
				w := m.ask(called(t, name), r.Method, fill(r.Path, o.params)+rules[r.Pattern()].query, r.Door)
				pages += m.sealed(r.Pattern()+" as "+name, r.Door, w)
			}
		}
	}
	for _, path := range []string{"/no/such/page", "/api/v1/no/such/page", "//evil.example", "/goals/%00", "/people/../settings"} {
		w := m.site.ask(called(t, "lea"), http.MethodGet, path, "", nil)
		door := route.Web
		if strings.HasPrefix(path, "/api/") {
			door = route.API
		}
		m.sealed(path, door, w)
	}
	if pages < 100 {
		t.Errorf("only %d pages were read", pages)
	}
}

// sealed checks one answer and tells whether it was a page.
func (m *matrix) sealed(what string, door route.Door, w *httptest.ResponseRecorder) int {
	h := w.Header()
	if h.Get("X-Content-Type-Options") != "nosniff" && w.Code != http.StatusTemporaryRedirect && w.Code != http.StatusMovedPermanently {
		m.t.Errorf("%s (%d): no nosniff", what, w.Code)
	}
	if door == route.Web && strings.HasPrefix(h.Get("Content-Type"), "text/html") && w.Code < 300 || w.Code >= 400 && door == route.Web {
		if h.Get("Content-Security-Policy") != declared || h.Get("Referrer-Policy") != "same-origin" || h.Get("Cross-Origin-Opener-Policy") != "same-origin" {
			m.t.Errorf("%s (%d): headers %v", what, w.Code, h)
		}
	}
	if !strings.HasPrefix(h.Get("Content-Type"), "text/html") || w.Body.Len() == 0 {
		return 0
	}
	for _, problem := range unsealed(w.Body.Bytes()) {
		m.t.Errorf("%s (%d): %s", what, w.Code, problem)
	}
	return 1
}

// unsealed finds what a strict policy forbids in a page.
func unsealed(page []byte) (problems []string) {
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		return []string{err.Error()}
	}
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if n.Data == "style" || n.Data == "base" || n.Data == "iframe" || n.Data == "object" || n.Data == "embed" {
			problems = append(problems, "a "+n.Data+" element")
		}
		if n.Data == "script" && (n.FirstChild != nil || !slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "src" })) {
			problems = append(problems, "an inline script")
		}
		for _, a := range n.Attr {
			value := strings.ToLower(strings.TrimSpace(a.Val))
			elsewhere := strings.HasPrefix(value, "//") || strings.HasPrefix(value, "http:") || strings.HasPrefix(value, "https:")
			switch {
			case a.Key == "style" || strings.HasPrefix(a.Key, "on"):
				problems = append(problems, "an inline "+a.Key+" on "+n.Data)
			case strings.HasPrefix(value, "javascript:"), strings.HasPrefix(value, "data:text"):
				problems = append(problems, "an address that runs: "+value)
			case elsewhere && (a.Key == "src" || a.Key == "action" || a.Key == "formaction" || n.Data == "link" && a.Key == "href"):
				problems = append(problems, "a file from elsewhere: "+value)
			}
		}
	}
	return problems
}

// TestInlineCodeIsCaught is the positive control.
func TestInlineCodeIsCaught(t *testing.T) {
	for _, page := range []string{`<p style="color:red">`, `<a onclick="x()">`, `<script>x()</script>`, `<style>p{}</style>`, `<a href="javascript:x()">`,
		`<script src="https://evil.example/x.js"></script>`, `<form action="//evil.example">`} {
		if len(unsealed([]byte(page))) == 0 {
			t.Errorf("%s was not caught", page)
		}
	}
}

// TestCookiesAreAsDeclaredOnBothKindsOfConnection signs in over HTTPS and over plain HTTP.
func TestCookiesAreAsDeclaredOnBothKindsOfConnection(t *testing.T) {
	s := openSite(t)
	demo := &web.Demo{Org: called(t, "lea").orgID(), Faces: []web.Face{{Slug: "rep", Person: s.personID("zoe"), Name: "Zoé"}}}
	for secure, name := range map[bool]string{true: "__Host-cordee", false: "cordee"} {
		s.handler = s.house.doors(web.Config{Demo: demo, Secure: secure}).handler()
		w := s.ask(caller{}, http.MethodGet, "/demo/rep", "", nil)
		cookies := w.Result().Cookies()
		i := slices.IndexFunc(cookies, func(c *http.Cookie) bool { return c.Name == name })
		if i < 0 {
			t.Fatalf("secure %t: no cookie %s among %v", secure, name, cookies)
		}
		c := cookies[i]
		if c.Secure != secure || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Domain != "" {
			t.Errorf("secure %t: %v", secure, c)
		}
		for _, other := range s.ask(caller{}, http.MethodGet, "/lang/en", "", nil).Result().Cookies() {
			if other.Secure != secure || other.SameSite != http.SameSiteLaxMode {
				t.Errorf("secure %t: %v", secure, other)
			}
		}
	}
}

func (c caller) orgID() org.ID {
	b, _ := furnished()
	return b.orgs[c.org]
}

func (s *site) personID(key string) org.ID {
	p, _ := s.world("alpina").PersonByKey(key)
	return p.ID
}
