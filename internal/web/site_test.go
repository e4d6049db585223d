package web

import (
	"context"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"cordee/internal/app"
	"cordee/internal/feed"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/route"
	"cordee/internal/sheet"
	"cordee/internal/testkit"
)

// site is a small company behind real pages: Alpina, with the teams Nord (led by Karim) and Sud (led by Sarah).
type site struct {
	t      *testing.T
	app    *app.App
	org    org.Org
	server *httptest.Server
}

// monday is the day on which everything happens.
var monday = period.On(2026, time.November, 23)

func openSite(t *testing.T) *site {
	t.Helper()
	return openWith(t, alpina)
}

// openWith opens a company that starts with a batch, made for its root team.
func openWith(t *testing.T, start func(root string) sheet.Batch) *site {
	t.Helper()
	db := testkit.SQLite(t)
	a := app.New(db, app.Options{Now: func() time.Time { return monday.Time(time.UTC).Add(9 * time.Hour) }})
	t.Cleanup(a.Close)
	o, err := a.CreateOrg(t.Context(), app.NewOrg{Key: "alpina", Name: "Alpina", TimeZone: "Europe/Paris"})
	if err != nil {
		t.Fatal(err)
	}
	s := &site{t: t, app: a, org: o}
	report, err := a.Import(t.Context(), app.System(o.ID), "alpina", start(s.world().Root().Key), false)
	if err != nil {
		t.Fatalf("import: %v %+v", err, report)
	}
	ctx, stop := context.WithCancel(context.Background())
	f := feed.New(db, nil)
	done := make(chan struct{})
	go func() { defer close(done); _ = f.Run(ctx) }()
	srv := New(Config{App: a, Feed: f})
	var reg route.Registry
	srv.Routes(&reg)
	mux := reg.Mux(srv.Guard)
	mux.Handle("/", srv.Lost())
	s.server = httptest.NewServer(mux)
	t.Cleanup(func() { s.server.Close(); stop(); <-done })
	return s
}

func alpina(root string) sheet.Batch {
	var b sheet.Batch
	team := func(key, name, lead string) {
		b.Teams = append(b.Teams, sheet.TeamRow{Key: key, Name: sheet.Val(name), Parent: sheet.Val(root), Kind: sheet.Val("team"), Lead: sheet.Val(lead)})
	}
	person := func(key, name, team string, role org.Role) {
		b.People = append(b.People, sheet.PersonRow{Key: key, Name: sheet.Val(name), Team: sheet.Val(team), Role: sheet.Val(string(role)), StartOn: sheet.Val(period.On(2024, 1, 1))})
	}
	goal := func(key, title, tier, owner, metric, target, parent, status string, from, to period.Date) {
		a, _, _ := measure.Parse(target)
		b.Goals = append(b.Goals, sheet.GoalRow{
			Key: key, Title: sheet.Val(title), Tier: sheet.Val(tier), Owner: sheet.Val(owner), Metric: sheet.Val(metric), Target: sheet.Val(measure.Some(a)),
			StartOn: sheet.Val(from), EndOn: sheet.Val(to), Parent: sheet.Val(parent), Origin: sheet.Val("agreed"), Status: sheet.Val(status),
		})
	}
	sale := func(ref, who, amount string, on period.Date) {
		a, _, _ := measure.Parse(amount)
		b.Results = append(b.Results, sheet.ResultRow{
			Ref: ref, OccurredOn: on, Kind: "deal_won", Credits: []sheet.CreditKey{{Owner: who, BP: measure.Hundred}}, Amount: measure.Some(a),
			Attrs: map[string]string{"product": "Nova", "customer": "Chalet Bleu"},
		})
	}
	team("nord", "Nord", "karim")
	team("sud", "Sud", "sarah")
	person("lea", "Léa Valbrune", "nord", org.Rep)
	person("tom", "Tom Duval", "nord", org.Rep)
	person("karim", "Karim Belhazar", "nord", org.Manager)
	person("ines", "Inès Dalvigny", "sud", org.Rep)
	person("sarah", "Sarah Montelier", "sud", org.Manager)
	person("dora", "Dora Aubrac", root, org.Director)
	person("ada", "Ada Min", root, org.Admin)
	year, quarter, last := period.On(2026, 1, 1), period.On(2026, 10, 1), period.On(2026, 12, 31)
	goal("cap", "Un million ensemble", "strategic", "team:"+root, "revenue", "1000000", "", "", year, last)
	goal("nord-q4", "Nord au sommet", "collective", "team:nord", "revenue", "100000", "cap", "", quarter, last)
	goal("lea-q4", "Le trimestre de Léa", "individual", "person:lea", "revenue", "40000", "nord-q4", "", quarter, last)
	goal("ines-q4", "Le trimestre d’Inès", "individual", "person:ines", "revenue", "50000", "", "", quarter, last)
	goal("tom-q4", "Le trimestre de Tom", "individual", "person:tom", "revenue", "30000", "nord-q4", "proposed", quarter, last)
	sale("s1", "lea", "10000", period.On(2026, 10, 12))
	sale("s2", "tom", "4000", period.On(2026, 10, 15))
	sale("s3", "ines", "9000", period.On(2026, 11, 2))
	return b
}

func (s *site) world() *app.World {
	s.t.Helper()
	w, err := s.app.World(s.t.Context(), s.org.ID)
	if err != nil {
		s.t.Fatal(err)
	}
	return w
}

func (s *site) person(key string) org.Person {
	p, ok := s.world().PersonByKey(key)
	if !ok {
		s.t.Fatalf("no person %s", key)
	}
	return p
}

func (s *site) actor(key string) org.Actor {
	p := s.person(key)
	return org.Actor{Org: s.org.ID, Person: p.ID, Role: p.Role, Kind: org.ByPerson}
}

// goal is the address of an objective.
func (s *site) goal(key string) string {
	s.t.Helper()
	v, err := s.app.GoalByKey(s.t.Context(), app.System(s.org.ID), key)
	if err != nil {
		s.t.Fatal(err)
	}
	return goalPath(v.Standing.ID)
}

// reader is someone signed in with a browser without JavaScript.
type reader struct {
	*site
	http   *http.Client
	secret string
}

func (s *site) as(key string) *reader {
	s.t.Helper()
	secret, err := s.app.DemoSession(s.t.Context(), s.org.ID, s.person(key).ID)
	if err != nil {
		s.t.Fatal(err)
	}
	jar, _ := cookiejar.New(nil)
	at, _ := url.Parse(s.server.URL)
	jar.SetCookies(at, []*http.Cookie{{Name: plainCookie, Value: secret, Path: "/"}, {Name: "lang", Value: "fr", Path: "/"}})
	return &reader{site: s, http: &http.Client{Jar: jar}, secret: secret}
}

func (r *reader) speak(lang string) {
	at, _ := url.Parse(r.server.URL)
	r.http.Jar.SetCookies(at, []*http.Cookie{{Name: "lang", Value: lang, Path: "/"}})
}

// sheetOf is a page that was received.
type sheetOf struct {
	t      *testing.T
	status int
	path   string
	root   *html.Node
}

func (r *reader) get(path string) sheetOf {
	r.t.Helper()
	res, err := r.http.Get(r.server.URL + path)
	if err != nil {
		r.t.Fatal(err)
	}
	return r.read(res)
}

func (r *reader) post(path string, form url.Values) sheetOf {
	r.t.Helper()
	res, err := r.http.PostForm(r.server.URL+path, form)
	if err != nil {
		r.t.Fatal(err)
	}
	return r.read(res)
}

func (r *reader) read(res *http.Response) sheetOf {
	r.t.Helper()
	defer func() { _ = res.Body.Close() }()
	root, err := html.Parse(io.LimitReader(res.Body, 8<<20))
	if err != nil {
		r.t.Fatal(err)
	}
	return sheetOf{r.t, res.StatusCode, res.Request.URL.Path, root}
}

// submit sends the form of a page with what it holds, and what is typed over it.
func (r *reader) submit(p sheetOf, action string, typed map[string]string) sheetOf {
	r.t.Helper()
	values := p.form(action)
	for name, v := range typed {
		values.Set(name, v)
	}
	return r.post(action, values)
}

// all finds nodes that match: a tag, and attribute=value pairs ("" for any value).
func (p sheetOf) all(tag string, attrs ...string) (found []*html.Node) {
	for n := range p.root.Descendants() {
		if n.Type == html.ElementNode && (tag == "*" || n.Data == tag) && hasAttrs(n, attrs) {
			found = append(found, n)
		}
	}
	return found
}

func hasAttrs(n *html.Node, attrs []string) bool {
	for i := 0; i+1 < len(attrs); i += 2 {
		v, ok := attr(n, attrs[i])
		if !ok || (attrs[i+1] != "" && v != attrs[i+1] && !(attrs[i] == "class" && strings.Contains(" "+v+" ", " "+attrs[i+1]+" "))) {
			return false
		}
	}
	return true
}

func attr(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

// text is what is read aloud or seen, with narrow spaces made plain.
func text(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode && d.Parent.Data != "script" && d.Parent.Data != "style" {
			b.WriteString(d.Data + " ")
		}
	}
	return strings.Join(strings.Fields(strings.NewReplacer("\u202f", " ", "\u00a0", " ").Replace(b.String())), " ")
}

func (p sheetOf) texts(tag string, attrs ...string) (list []string) {
	for _, n := range p.all(tag, attrs...) {
		list = append(list, text(n))
	}
	return list
}

// says tells whether the main part of the page contains words.
func (p sheetOf) says(words string) bool {
	main := p.all("main")
	return len(main) == 1 && strings.Contains(text(main[0]), words)
}

func (p sheetOf) wants(words ...string) {
	p.t.Helper()
	for _, w := range words {
		if !p.says(w) {
			p.t.Errorf("%s (%d) does not say %q:\n%s", p.path, p.status, w, strings.Join(p.texts("main"), "\n"))
		}
	}
}

// form is what the form of an action would send as it stands; of several, the last: the page's own, not the dialog's.
func (p sheetOf) form(action string) url.Values {
	p.t.Helper()
	forms := p.all("form", "action", action)
	if len(forms) == 0 {
		p.t.Fatalf("%s (%d) has no form for %s", p.path, p.status, action)
	}
	values := url.Values{}
	for n := range forms[0].Descendants() {
		name, _ := attr(n, "name")
		if name == "" {
			continue
		}
		switch n.Data {
		case "input":
			kind, _ := attr(n, "type")
			_, checked := attr(n, "checked")
			if v, _ := attr(n, "value"); (kind != "checkbox" && kind != "radio") || checked {
				values.Add(name, v)
			}
		case "textarea":
			values.Add(name, text(n))
		case "select":
			values.Add(name, chosen(n))
		}
	}
	return values
}

func chosen(n *html.Node) string {
	first, found := "", false
	for o := range n.Descendants() {
		if o.Data != "option" {
			continue
		}
		v, _ := attr(o, "value")
		if _, selected := attr(o, "selected"); selected {
			return v
		}
		if !found {
			first, found = v, true
		}
	}
	return first
}
