package web

import (
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"cordee/internal/app"
	"cordee/internal/route"
	"cordee/internal/testkit"
)

const goodPassword = "corde et piolet 9"

// bareSite is a program that was just installed: nobody, nothing. With demo set it also offers the demo's doors.
func bareSite(t *testing.T, c Config) *site {
	t.Helper()
	a := app.New(testkit.SQLite(t), app.Options{Now: func() time.Time { return monday.Time(time.UTC).Add(9 * time.Hour) }})
	t.Cleanup(a.Close)
	s := &site{t: t, app: a}
	c.App = a
	s.serve(c)
	return s
}

func (s *site) serve(c Config) {
	srv := New(c)
	var reg route.Registry
	srv.Routes(&reg)
	mux := reg.Mux(srv.Guard)
	mux.Handle("/", srv.Lost())
	s.server = httptest.NewServer(http.NewCrossOriginProtection().Handler(mux))
	s.t.Cleanup(s.server.Close)
}

// stranger is a browser in which nobody is signed in.
func (s *site) stranger() *reader {
	s.t.Helper()
	jar, _ := cookiejar.New(nil)
	r := &reader{site: s, http: &http.Client{Jar: jar}}
	r.speak("fr")
	return r
}

// setUp makes the company Alpina with Inès as its administrator, as people do: by the printed link and its form.
func (s *site) setUp() *reader {
	s.t.Helper()
	secret, err := s.app.SetupSecret(s.t.Context())
	if err != nil {
		s.t.Fatal(err)
	}
	ines := s.stranger()
	p := ines.submit(ines.get("/setup/"+secret), "/setup/"+secret, map[string]string{
		"company": "Alpina", "name": "Inès Roy", "email": "ines@alpina.fr", "password": goodPassword,
	})
	if p.path != "/start" {
		s.t.Fatalf("after the set-up: %s (%d) %v", p.path, p.status, p.texts("main"))
	}
	orgs, err := s.app.Orgs(s.t.Context())
	if err != nil {
		s.t.Fatal(err)
	}
	s.org = orgs[len(orgs)-1]
	return ines
}

func TestTheSetUpLinkWorksOnceAndKeepsWhatWasTyped(t *testing.T) {
	s := bareSite(t, Config{})
	secret, err := s.app.SetupSecret(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	path := "/setup/" + secret
	ines := s.stranger()

	refused := ines.submit(ines.get(path), path, map[string]string{"company": "Alpina", "name": "", "email": "ines", "password": "court"})
	if refused.status != http.StatusUnprocessableEntity || refused.form(path).Get("company") != "Alpina" {
		t.Errorf("status %d, the form holds %v", refused.status, refused.form(path))
	}
	if wrong := refused.all("input", "aria-invalid", "true"); len(wrong) != 3 {
		t.Errorf("%d fields are marked wrong, want name, e-mail and password at once", len(wrong))
	}
	ines.submit(refused, path, map[string]string{"name": "Inès Roy", "email": "ines@alpina.fr", "password": goodPassword})

	if again := s.stranger().get(path); again.status != http.StatusNotFound {
		t.Errorf("the used link answers %d", again.status)
	}
	if home := ines.get("/"); home.status != http.StatusOK || !home.says("Inès") {
		t.Errorf("the founder is not in: %d", home.status)
	}
}

func TestSigningInLeadsBackAndNowhereElse(t *testing.T) {
	s := bareSite(t, Config{})
	s.setUp()
	for _, c := range []struct{ back, want string }{
		{"/account", "/account"}, {"//evil.example/x", "/"}, {"https://evil.example", "/"}, {`/\evil.example`, "/"}, {"", "/"},
	} {
		who := s.stranger()
		p := who.post("/sign-in", url.Values{"email": {"ines@alpina.fr"}, "password": {goodPassword}, "back": {c.back}})
		if p.path != c.want || p.status != http.StatusOK {
			t.Errorf("back to %q: %s (%d)", c.back, p.path, p.status)
		}
	}
}

func TestAWrongPasswordKeepsTheAddressAndTenCloseTheDoor(t *testing.T) {
	s := bareSite(t, Config{})
	s.setUp()
	who := s.stranger()
	for range 10 {
		p := who.post("/sign-in", url.Values{"email": {"ines@alpina.fr"}, "password": {"autre chose"}})
		if p.status != http.StatusUnauthorized || p.form("/sign-in").Get("email") != "ines@alpina.fr" {
			t.Fatalf("status %d, kept %v", p.status, p.form("/sign-in"))
		}
	}
	p := who.post("/sign-in", url.Values{"email": {"ines@alpina.fr"}, "password": {goodPassword}})
	if p.status != http.StatusTooManyRequests {
		t.Errorf("the eleventh try answers %d", p.status)
	}
	res, err := who.http.PostForm(s.server.URL+"/sign-in", url.Values{"email": {"ines@alpina.fr"}, "password": {goodPassword}})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	if wait, err := strconv.Atoi(res.Header.Get("Retry-After")); err != nil || wait < 1 || wait > 15*60 {
		t.Errorf("the answer says to come back after %q seconds", res.Header.Get("Retry-After"))
	}
}

func TestAHouseThatClosesSaysWhenToComeBack(t *testing.T) {
	db := testkit.SQLite(t)
	a := app.New(db, app.Options{Now: func() time.Time { return monday.Time(time.UTC).Add(9 * time.Hour) }})
	s := &site{t: t, app: a}
	s.serve(Config{App: a})
	ines := s.setUp()
	a.Close()
	res, err := ines.http.PostForm(s.server.URL+"/start/people", url.Values{"people": {"Léa Martin"}})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	if res.StatusCode != http.StatusServiceUnavailable || res.Header.Get("Retry-After") == "" {
		t.Errorf("status %d, Retry-After %q", res.StatusCode, res.Header.Get("Retry-After"))
	}
}

func TestAPageForMembersSendsAStrangerToTheDoor(t *testing.T) {
	s := bareSite(t, Config{})
	s.setUp()
	p := s.stranger().get("/people?q=l%C3%A9a")
	if p.path != "/sign-in" || p.form("/sign-in").Get("back") != "/people?q=léa" && p.form("/sign-in").Get("back") != "/people?q=l%C3%A9a" {
		t.Errorf("sent to %s with %v", p.path, p.form("/sign-in"))
	}
}

func TestALostPageHelpsInBothLanguages(t *testing.T) {
	s := bareSite(t, Config{})
	ines := s.setUp()
	if p := ines.get("/nulle-part"); p.status != http.StatusNotFound || !p.says("Cette page n’existe pas") {
		t.Errorf("%d %v", p.status, p.texts("main"))
	}
	who := s.stranger()
	who.speak("en")
	if p := who.get("/nowhere"); p.status != http.StatusNotFound || !p.says("does not exist") {
		t.Errorf("%d %v", p.status, p.texts("main"))
	}
}

func TestTheDemoOpensWithOneClickAndOffersACompanyOfOnesOwn(t *testing.T) {
	s := bareSite(t, Config{})
	ines := s.setUp()
	demo := &Demo{Org: s.org.ID, Faces: []Face{{Slug: "admin", Person: s.person("ines-roy").ID, Name: "Inès Roy"}}}
	s.serve(Config{App: s.app, Demo: demo})

	door := s.stranger().get("/sign-in")
	door.wants("Inès Roy", "Créer mon entreprise")
	if p := s.stranger().get("/demo/admin"); p.path != "/" || !p.says("Inès") {
		t.Errorf("one click leads to %s (%d)", p.path, p.status)
	}
	if p := s.stranger().get("/demo/nobody"); p.status != http.StatusNotFound {
		t.Errorf("an unknown face answers %d", p.status)
	}
	own := s.stranger()
	p := own.submit(own.get("/new-company"), "/new-company", map[string]string{
		"company": "Belle Vue", "name": "Bob", "email": "bob@belle.fr", "password": goodPassword,
	})
	if p.path != "/start" {
		t.Errorf("a company of one's own: %s (%d)", p.path, p.status)
	}
	if other := own.get(personPath(s.person("ines-roy").ID)); other.status != http.StatusNotFound {
		t.Errorf("Bob reads Inès of another company: %d", other.status)
	}
	_ = ines
}

func TestNoDoorOfTheDemoOutsideIt(t *testing.T) {
	s := bareSite(t, Config{})
	s.setUp()
	for _, path := range []string{"/demo/admin", "/new-company"} {
		if p := s.stranger().get(path); p.status != http.StatusNotFound {
			t.Errorf("%s answers %d", path, p.status)
		}
	}
}

func TestAForeignPageCannotPostForMe(t *testing.T) {
	s := bareSite(t, Config{})
	ines := s.setUp()
	req, _ := http.NewRequest(http.MethodPost, s.server.URL+"/sign-out", strings.NewReader(""))
	req.Header.Set("Sec-Fetch-Site", "cross-site")
	res, err := ines.http.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	if p := ines.read(res); p.status != http.StatusForbidden {
		t.Errorf("status %d", p.status)
	}
	if home := ines.get("/"); home.path != "/" {
		t.Error("a foreign page signed her out")
	}
}

func TestTheLanguageIsChosenOnAnyPage(t *testing.T) {
	s := bareSite(t, Config{})
	ines := s.setUp()
	if p := ines.get("/lang/en?back=%2Faccount"); p.path != "/account" || !p.says("My account") {
		t.Errorf("%s %v", p.path, p.texts("h1"))
	}
	if p := ines.get("/lang/fr?back=%2F%2Fevil.example"); p.path != "/" {
		t.Errorf("led to %s", p.path)
	}
}

func TestHealthAnswersWithoutACredential(t *testing.T) {
	s := bareSite(t, Config{})
	res, err := http.Get(s.server.URL + "/health")
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	if res.StatusCode != http.StatusOK {
		t.Errorf("status %d", res.StatusCode)
	}
}

func TestAPasswordIsResetOnceByLink(t *testing.T) {
	s := bareSite(t, Config{})
	ines := s.setUp()
	id := s.person("ines-roy").ID
	p := ines.post(personPath(id)+"/reset", nil)
	link := onlyLink(t, p, "/reset/")
	who := s.stranger()
	if home := who.submit(who.get(link), link, map[string]string{"password": "un autre piolet"}); home.path != "/" {
		t.Errorf("after the reset: %s (%d) %v", home.path, home.status, home.texts("main"))
	}
	if again := s.stranger().get(link); again.status != http.StatusNotFound {
		t.Errorf("the used link answers %d", again.status)
	}
	if out := ines.get("/"); out.path != "/sign-in" {
		t.Error("her former session survived the reset")
	}
}

// onlyLink is the one secret link that a page shows, as a path.
func onlyLink(t *testing.T, p sheetOf, prefix string) string {
	t.Helper()
	links := linksIn(p, prefix)
	if len(links) != 1 {
		t.Fatalf("%s (%d) shows %d links: %v", p.path, p.status, len(links), p.texts("main"))
	}
	return links[0]
}

func linksIn(p sheetOf, prefix string) (found []string) {
	for _, n := range p.all("input", "readonly", "") {
		v, _ := attr(n, "value")
		if u, err := url.Parse(v); err == nil && strings.HasPrefix(u.Path, prefix) {
			found = append(found, u.Path)
		}
	}
	return found
}

func TestBeforeTheSetUpTheDoorSaysWhereTheLinkIs(t *testing.T) {
	s := bareSite(t, Config{})
	p := s.stranger().get("/")
	if p.path != "/sign-in" || len(p.all("form")) != 0 {
		t.Errorf("%s with %d forms", p.path, len(p.all("form")))
	}
	p.wants("Personne n’a encore créé l’entreprise ici", "lien à usage unique")
	s.setUp()
	if p := s.stranger().get("/"); len(p.all("form", "action", "/sign-in")) != 1 {
		t.Error("after the set-up nobody can sign in")
	}
}
