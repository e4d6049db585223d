package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"

	"cordee/internal/org"
	"cordee/internal/route"
	"cordee/internal/testkit"
)

// TestEveryRouteGivesEachCallerWhatIsDeclaredAndNothingMore walks every route of the registry as every kind of caller towards objects
// of every relation: one's own, a teammate's, another team's, another company's, and none at all.
func TestEveryRouteGivesEachCallerWhatIsDeclaredAndNothingMore(t *testing.T) {
	m := newMatrix(t)
	for _, r := range m.site.doors.routes.Routes() {
		t.Run(strings.NewReplacer("/", "_", " ", "_").Replace(r.Pattern()), func(t *testing.T) {
			for _, problem := range m.walk(r) {
				t.Error(problem)
			}
		})
	}
	t.Logf("%d requests", m.asked)
}

// TestARuleWithoutARouteIsOutOfDate keeps the table readable.
func TestARuleWithoutARouteIsOutOfDate(t *testing.T) {
	real := map[string]bool{}
	for _, r := range openSite(t).doors.routes.Routes() {
		real[r.Pattern()] = true
	}
	for pattern := range rules {
		if !real[pattern] {
			t.Errorf("%s has a rule and no route", pattern)
		}
	}
}

// TestAPlantedHoleIsCaught is the positive control: three mistakes of the kind the matrix is there for.
func TestAPlantedHoleIsCaught(t *testing.T) {
	m := newMatrix(t)
	leak := func(text func(r *http.Request) string) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, text(r)) })
	}
	holes := map[string]route.Route{
		"GET /planted/unchecked/{goal}": {Door: route.Web, Action: org.ReadOrg, Object: "goal", Handler: leak(func(*http.Request) string { return "ok" })},
		"GET /planted/canary":           {Door: route.Web, Action: org.ReadOrg, Handler: leak(func(*http.Request) string { return "zqaattr-lea" })},
		"GET /planted/existence/{team}": {Door: route.Web, Action: org.ReadOrg, Object: "team", Handler: leak(func(r *http.Request) string { return "" })},
		"GET /planted/undeclared":       {Door: route.Web, Action: org.ReadOrg, Handler: leak(func(*http.Request) string { return "ok" })},
	}
	declared := map[string]rule{
		"GET /planted/unchecked/{goal}": {offices: trusted, ties: "self lead", readers: readsGoal}, "GET /planted/canary": {offices: everybody},
		"GET /planted/existence/{team}": {offices: everybody},
	}
	for pattern, x := range declared {
		rules[pattern] = x
		t.Cleanup(func() { delete(rules, pattern) })
	}
	for pattern, hole := range holes {
		hole.Method, hole.Path, _ = strings.Cut(pattern, " ")
		m.site.doors.routes.Add(hole)
	}
	m.site.handler = m.site.doors.handler()
	for _, r := range m.site.doors.routes.Routes() {
		if strings.HasPrefix(r.Path, "/planted/") && len(m.walk(r)) == 0 {
			t.Errorf("%s was not caught", r.Pattern())
		}
	}
}

// matrix walks routes.
type matrix struct {
	t        *testing.T
	site     *site
	things   map[string][]thing
	canaries []canary
	asked    int
	problems []string
}

func newMatrix(t *testing.T) *matrix {
	m := &matrix{t: t, site: openSite(t), canaries: canaries()}
	m.things = m.site.things()
	return m
}

func (m *matrix) blame(format string, args ...any) {
	if len(m.problems) < 12 {
		m.problems = append(m.problems, fmt.Sprintf(format, args...))
	}
}

// fresh puts a new copy of the two companies behind the doors.
func (m *matrix) fresh() {
	m.site.stop()
	m.site = openSite(m.t)
	m.things = m.site.things()
}

// walk asks for one route as everybody, first those who are refused, so that the database can be seen to stay as it was.
func (m *matrix) walk(r route.Route) []string {
	m.problems = nil
	x, declared := rules[r.Pattern()]
	switch {
	case !declared:
		return []string{"no rule is declared for " + r.Pattern()}
	case x.open != r.Public:
		return []string{r.Pattern() + ": public on one side only"}
	}
	kind, objects := m.objects(r)
	before := m.site.dump()
	var permitted []func()
	for _, c := range m.callers(r) {
		for i, o := range objects {
			if c.org == "" && i > 0 && o.rel != "nonexistent" { // nobody is nobody whatever they ask for
				continue
			}
			path := fill(r.Path, o.params) + x.query
			status := expected(x, r, c, o)
			if status == 0 && r.Unsafe() {
				permitted = append(permitted, func() { m.probe(r, x, c, kind, o) })
				continue
			}
			w := m.ask(c, r.Method, path, r.Door)
			m.judge(r, x, c, o, status, w)
		}
		m.ghosts(r, x, c, objects)
		for _, q := range x.queries {
			m.leaks(c, r.Path+q, m.ask(c, r.Method, strings.TrimSuffix(r.Path, "{$}")+m.site.fillNames(q), r.Door))
		}
	}
	if r.Path != "/demo/{slug}" { // signing in with one click is a GET on purpose, in the demo only
		if after := m.site.dump(); after != before {
			m.blame("%s: refused, and yet the database changed: %s", r.Pattern(), testkit.Changed(before, after))
		}
	}
	for _, probe := range permitted {
		probe()
	}
	if len(permitted) > 0 {
		m.fresh()
	}
	return m.problems
}

// probe asks for what is permitted with an empty body: the answer may be anything but a refusal.
func (m *matrix) probe(r route.Route, x rule, c caller, kind string, o thing) {
	if x.lasting && kind != "" {
		m.fresh()
		o = m.again(r, kind, o.rel)
	} else if x.lasting {
		m.fresh()
	}
	m.judge(r, x, c, o, 0, m.ask(c, r.Method, fill(r.Path, o.params)+x.query, r.Door))
}

func (m *matrix) again(r route.Route, kind, rel string) thing {
	if kind == "draft" {
		m.objects(r)
	}
	i := slices.IndexFunc(m.things[kind], func(o thing) bool { return o.rel == rel })
	return m.things[kind][i]
}

func (m *matrix) ask(c caller, method, path string, door route.Door) *httptest.ResponseRecorder {
	m.asked++
	kind, body := "", ""
	switch {
	case door == route.API && method != http.MethodGet:
		kind, body = "application/json", "{}"
	case method != http.MethodGet:
		kind = formKind
	}
	return m.site.ask(c, method, path, kind, []byte(body))
}

// judge compares an answer with what the table says.
func (m *matrix) judge(r route.Route, x rule, c caller, o thing, status int, w *httptest.ResponseRecorder) {
	what := fmt.Sprintf("%s as %s on %s", r.Pattern(), c.name, o.rel)
	switch {
	case w.Code >= 500:
		m.blame("%s: %d", what, w.Code)
	case r.Public:
	case status != 0 && w.Code != status:
		m.blame("%s: %d, want the refusal %d", what, w.Code, status)
	case status == 0 && !r.Unsafe() && w.Code != max(x.ok, 200) && w.Code != http.StatusUnprocessableEntity && w.Code != http.StatusSeeOther:
		m.blame("%s: %d, want it open", what, w.Code)
	case status == 0 && slices.Contains([]int{401, 403, 404, 405}, w.Code) && w.Code != x.blank:
		m.blame("%s: %d, want it permitted", what, w.Code)
	}
	m.leaks(c, what, w)
}

// leaks looks for private texts in an answer, headers included.
func (m *matrix) leaks(c caller, what string, w *httptest.ResponseRecorder) {
	text := w.Body.String() + fmt.Sprint(w.Header())
	for _, x := range m.canaries {
		if strings.Contains(text, x.text) && !x.mayRead(c) {
			m.blame("%s as %s (%d): shows %s of %s", what, c.name, w.Code, x.text, x.owner)
		}
	}
}

// expected is the refusal a caller gets, 0 when the route is theirs to use.
func expected(x rule, r route.Route, c caller, o thing) int {
	if r.Public {
		return 0
	}
	if r.Door == route.API {
		switch {
		case !c.token():
			return http.StatusUnauthorized
		case c.scope != x.scope && c.scope != org.ScopeAdmin:
			return http.StatusForbidden
		case o.rel != "" && o.org != c.org:
			return http.StatusNotFound
		}
		return 0
	}
	office := x.offices == everybody || slices.Contains(strings.Fields(x.offices), string(c.role))
	switch {
	case !c.person() && r.Unsafe():
		return http.StatusUnauthorized
	case !c.person():
		return http.StatusSeeOther
	case x.ties == "" && x.readers == nil && !office:
		return http.StatusForbidden
	case o.rel != "" && o.org != c.org, x.holder && o.maker != c.name:
		return http.StatusNotFound
	case notForOneself[r.Pattern()] && c.name == o.owner:
		return http.StatusForbidden
	case x.allows(c, o):
		return 0
	case x.readers != nil && !x.readers.allows(c, o):
		return http.StatusNotFound
	}
	return http.StatusForbidden
}

// callers are those worth asking at a door: the other door's credentials count for nothing, and one of each kind shows it.
func (m *matrix) callers(r route.Route) []caller {
	var list []caller
	strangers := 0
	for _, c := range callers(m.t) {
		foreign := r.Door == route.API && c.person() || r.Door == route.Web && c.token()
		if foreign {
			if strangers++; strangers > 1 && c.scope != org.ScopeAdmin {
				continue
			}
			if r.Door == route.Web { // a token opens no page
				c.org = ""
			}
		}
		list = append(list, c)
	}
	return list
}

// ghosts compares another company's object with one that does not exist: nothing may tell them apart.
func (m *matrix) ghosts(r route.Route, x rule, c caller, objects []thing) {
	if r.Public || !slices.ContainsFunc(objects, func(o thing) bool { return o.rel == "nonexistent" }) {
		return
	}
	var faces []string
	for _, o := range objects {
		if o.rel != "nonexistent" && (o.org == "" || o.org == c.org || c.org == "") {
			continue
		}
		if r.Unsafe() && expected(x, r, c, o) == 0 {
			continue
		}
		w := m.ask(c, r.Method, fill(r.Path, o.params)+x.query, r.Door)
		faces = append(faces, face(w, o))
	}
	for _, f := range faces {
		if f != faces[0] {
			m.blame("%s as %s: another company's object differs from none:\n%.300s\n%.300s", r.Pattern(), c.name, f, faces[0])
			return
		}
	}
}

var drawn = regexp.MustCompile(`[0-9a-f]{32}`)

// face is an answer without the names that were asked for, and without what is drawn anew each time.
func face(w *httptest.ResponseRecorder, o thing) string {
	text := fmt.Sprint(w.Code, w.Header(), w.Body)
	for _, name := range o.params {
		text = strings.ReplaceAll(text, name, "NAME")
	}
	return drawn.ReplaceAllString(text, "DRAWN")
}
