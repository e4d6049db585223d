package main

import (
	"maps"
	"net/http"
	"net/url"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"cordee/internal/org"
	"cordee/internal/route"
	"cordee/internal/sheet"
	"cordee/internal/testkit"
)

// S2, mass assignment: every column name of the database is sent to every route that writes; only declared fields change anything.

// columns are all column names of the file.
func (s *site) columns() []string {
	rows, err := s.raw.Query(`SELECT DISTINCT c.name FROM sqlite_schema t, pragma_table_info(t.name) c WHERE t.type = 'table' ORDER BY 1`)
	if err != nil {
		s.t.Fatal(err)
	}
	defer rows.Close()
	var names []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			s.t.Fatal(err)
		}
		names = append(names, name)
	}
	if len(names) < 60 || rows.Err() != nil {
		s.t.Fatalf("only %d columns: %v", len(names), rows.Err())
	}
	return names
}

// hostile is what somebody would want to put there.
func hostile(column string) string {
	switch {
	case column == "role":
		return "admin"
	case column == "status":
		return "attained"
	case strings.HasSuffix(column, "_on"):
		return "2020-02-02"
	case strings.HasSuffix(column, "_at"), strings.HasSuffix(column, "_id"), column == "version", column == "deleted", column == "paid":
		return "1"
	}
	return "77777"
}

// elsewhere are fields that a form offers in another state of its page than the one harvested: why a proposal is declined, why a
// letter is late, which skill a word names where one is in use.
var elsewhere = map[string][]string{"POST /goals/{goal}/answer": {"cause", "reason"}, "POST /people/{person}/letters": {"cause"}, "POST /thanks": {"skill"}}

func TestAFormChangesOnlyTheFieldsItOffers(t *testing.T) {
	m := newMatrix(t)
	kept, effective := m.harvest(), 0
	columns := m.site.columns()
	for _, r := range m.site.doors.routes.Routes() {
		if r.Door != route.Web || !r.Unsafe() || r.Public {
			continue
		}
		t.Run(strings.NewReplacer("/", "_", " ", "_").Replace(r.Pattern()), func(t *testing.T) {
			action, form := kept.of(r)
			more := maps.Clone(form)
			for _, c := range columns {
				if _, offered := form[c]; !offered && !slices.Contains(elsewhere[r.Pattern()], c) {
					more.Set(c, hostile(c))
				}
			}
			was, plain := m.assign(r, action, form)
			is, laden := m.assign(r, action, more)
			if is != was || laden != plain {
				t.Errorf("with every column %d, without %d, because of %v: %s", is, was, m.culprits(r, action, form, columns, was, plain), testkit.Changed(plain, laden))
			}
			if was < 400 {
				effective++
			}
		})
	}
	if effective < 15 {
		t.Errorf("only %d routes wrote anything: the test proves little", effective)
	}
}

// culprits are the columns that change something by themselves.
func (m *matrix) culprits(r route.Route, action string, form url.Values, columns []string, status int, dump string) (list []string) {
	for _, c := range columns {
		if _, offered := form[c]; offered {
			continue
		}
		more := maps.Clone(form)
		more.Set(c, hostile(c))
		if is, now := m.assign(r, action, more); is != status || now != dump {
			list = append(list, c)
		}
	}
	return list
}

// TestAPlantedAssignmentIsCaught is the positive control: a form that takes the role from whoever sends one.
func TestAPlantedAssignmentIsCaught(t *testing.T) {
	plant := func(m *matrix) route.Route {
		planted := route.Route{Door: route.Web, Method: http.MethodPost, Path: "/planted/role", Action: org.ReadOrg}
		planted.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			row := sheet.PersonRow{Key: "lea", Name: sheet.Val(r.FormValue("name"))}
			if role := r.FormValue("role"); role != "" {
				row.Role = sheet.Val(role)
			}
			_, _ = m.site.app.Import(r.Context(), org.System(m.site.world("alpina").Org().ID), "planted", sheet.Batch{People: []sheet.PersonRow{row}}, false)
		})
		m.site.doors.routes.Add(planted)
		m.site.handler = m.site.doors.handler()
		return planted
	}
	var dumps []string
	for _, body := range []string{"name=L", "name=L&role=admin"} {
		m := newMatrix(t)
		r := plant(m)
		m.site.ask(called(t, "ada"), r.Method, r.Path, formKind, []byte(body))
		dumps = append(dumps, plainly(m.site.dump()))
	}
	if dumps[0] == dumps[1] {
		t.Error("a role that no form offers changed, and nobody saw it")
	}
}

// assign sends a form to a fresh copy and says what the file holds afterwards.
func (m *matrix) assign(r route.Route, action string, form url.Values) (status int, dump string) {
	m.fresh()
	if strings.Contains(r.Path, "{draft}") {
		_, objects := m.objects(r)
		action = fill(r.Path, objects[0].params)
	}
	w := m.site.ask(called(m.t, "ada"), r.Method, action, formKind, []byte(form.Encode()))
	return w.Code, plainly(m.site.dump())
}

var (
	drawnNumber = regexp.MustCompile(`\b\d{8,}\b`)
	drawnText   = regexp.MustCompile(`[A-Za-z0-9+/_=-]{22,}|\b[a-z0-9]{12,13}\b`)
	drawnOrder  = regexp.MustCompile(`"owners":\[[^\]]*\]`)
)

// plainly is a dump without what is drawn anew each time, its lines in order.
func plainly(dump string) string {
	dump = drawnOrder.ReplaceAllString(drawnNumber.ReplaceAllString(dump, "N"), "O")
	lines := strings.Split(drawnText.ReplaceAllString(dump, "T"), "\n")
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// harvested are the forms of every page an administrator can open, by where they are sent.
type harvested struct {
	forms map[string]url.Values
	paths []string
}

func (m *matrix) harvest() harvested {
	h := harvested{forms: map[string]url.Values{}}
	ada := called(m.t, "ada")
	for _, r := range m.site.doors.routes.Routes() {
		if r.Door != route.Web || r.Unsafe() || r.Public || strings.HasSuffix(r.Path, "/live") {
			continue
		}
		_, objects := m.objects(r)
		for _, o := range objects {
			w := m.site.ask(ada, r.Method, fill(r.Path, o.params)+rules[r.Pattern()].query, "", nil)
			page, err := html.Parse(w.Body)
			if err != nil || w.Code != http.StatusOK {
				continue
			}
			for n := range page.Descendants() {
				if n.Data == "form" && value(n, "method") == "post" {
					h.keep(value(n, "action"), n)
				}
			}
		}
	}
	return h
}

func (h *harvested) keep(action string, form *html.Node) {
	path, _, _ := strings.Cut(action, "?")
	if h.forms[path] == nil {
		h.forms[path] = url.Values{}
		h.paths = append(h.paths, path)
	}
	for n := range form.Descendants() {
		name := value(n, "name")
		if name == "" || h.forms[path].Get(name) != "" {
			continue
		}
		h.forms[path].Set(name, filled(n))
	}
}

// of is a form for a route, and where it is sent; an empty one when no page offers any.
func (h harvested) of(r route.Route) (action string, form url.Values) {
	pattern := regexp.MustCompile("^" + param.ReplaceAllString(r.Path, "[^/]+") + "$")
	for _, path := range h.paths {
		if pattern.MatchString(path) {
			return path, h.forms[path]
		}
	}
	return param.ReplaceAllString(r.Path, "none"), url.Values{}
}

// filled is what somebody leaves in a field.
func filled(n *html.Node) string {
	switch v := value(n, "value"); {
	case n.Data == "select":
		for o := range n.Descendants() {
			if o.Data == "option" && value(o, "value") != "" {
				return value(o, "value")
			}
		}
		return ""
	case v != "":
		return v
	case n.Data == "textarea" && n.FirstChild != nil:
		return n.FirstChild.Data
	case value(n, "type") == "date":
		return "2026-12-31"
	case value(n, "type") == "email":
		return "zqtyped@alpina.fr"
	case value(n, "type") == "number" || value(n, "inputmode") != "":
		return "12"
	}
	return "Zq typed"
}

func value(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// bodies are a good body for each route of the API that writes.
var bodies = map[string]string{
	"/api/v1/results":             `{"ref":"zq1","occurred_on":"2026-11-02","kind":"call","person":"lea"}`,
	"/api/v1/results/stream":      `{"ref":"zq2","occurred_on":"2026-11-02","kind":"call","person":"lea"}`,
	"/api/v1/people":              `{"key":"zqnew","name":"Zq","team":"nord"}`,
	"/api/v1/teams":               `{"key":"zqteam","name":"Zq","parent":"nord"}`,
	"/api/v1/memberships":         `{"person":"lea","team":"sud","from":"2026-12-01"}`,
	"/api/v1/absences":            `{"person":"lea","from":"2026-12-01","to":"2026-12-03","share":1}`,
	"/api/v1/metrics":             `{"key":"zqmetric","name":"Zq","unit":"count","kind":"count"}`,
	"/api/v1/rates":               `{"currency":"CHF","from":"2026-01-01","rate":"1.05"}`,
	"/api/v1/goals":               `{"key":"zqgoal","title":"Zq","tier":"individual","owner":"person:lea","metric":"revenue","target":"12","start_on":"2026-11-01","end_on":"2026-11-30"}`,
	"/api/v1/steps":               `{"goal":"zqgoal","key":"zqstep","title":"Zq"}`,
	"/api/v1/tasks":               `{"key":"zqtask","title":"Zq"}`,
	"/api/v1/goals/{goal}/answer": `{"answer":"agree","version":1}`,
	"/api/v1/goals/{goal}/notes":  `{"person":"lea","kind":"comment","text":"Zq"}`,
	"/api/v1/goals/{goal}/bid":    `{"person":"lea","amount":"12"}`,
	"/api/v1/direction":           `{"text":"Zq"}`,

	"/api/v1/goals/{goal}/acknowledge": `{"person":"lea","reply":"read"}`,
	"/api/v1/rewards/rules":            `{"key":"zqrule","title":"Zq","kind":"points","to":"person:lea","start_on":"2026-11-01","end_on":"2026-11-30","each":{"base":"1","parts":[{"of":{"own":"revenue"},"weight":10000,"curve":{"axis":"attainment","mode":"linear","threshold":"0"}}]}}`,
	"/api/v1/rewards/awards/export":    `{"dry_run":false}`,
}

func TestTheAPITakesNoFieldThatIsNotDeclared(t *testing.T) {
	m := newMatrix(t)
	token := called(t, "token "+org.ScopeAdmin)
	columns, sent := m.site.columns(), 0
	for _, r := range m.site.doors.routes.Routes() {
		if r.Door != route.API || !r.Unsafe() || r.Public {
			continue
		}
		good, known := bodies[r.Path]
		if !known {
			t.Errorf("no body is known for %s", r.Pattern())
			continue
		}
		declared, before := fieldsOf(r), m.site.dump()
		for _, c := range columns {
			if slices.Contains(declared, c) || strings.HasSuffix(r.Path, "/tasks") { // there, other columns are attributes
				continue
			}
			body := strings.TrimSuffix(good, "}") + `,"` + c + `":"` + hostile(c) + `"}`
			w := m.site.ask(token, r.Method, strings.ReplaceAll(r.Path, "{goal}", "lea-q4"), "application/json", []byte(body))
			sent++
			if w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "api.field_unknown") {
				t.Errorf("%s with %s: %d %.200s", r.Pattern(), c, w.Code, w.Body)
			}
		}
		if after := m.site.dump(); after != before {
			t.Errorf("%s: the database changed: %s", r.Pattern(), testkit.Changed(before, after))
		}
	}
	if sent < 500 {
		t.Errorf("only %d requests", sent)
	}
}

// fieldsOf are the names a route's document declares.
func fieldsOf(r route.Route) []string {
	body := r.Request
	for body != nil && body.Kind() == reflect.Slice {
		body = body.Elem()
	}
	_, table, _ := strings.Cut(r.Path, "/v1/")
	if columns := sheet.Columns(sheet.Kind(table)); columns != nil && r.Method == http.MethodPut {
		return columns
	}
	var names []string
	for _, f := range reflect.VisibleFields(body) {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		names = append(names, name)
	}
	return names
}
