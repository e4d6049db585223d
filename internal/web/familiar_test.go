package web

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"cordee/internal/app"
	"cordee/internal/demo"
	"cordee/internal/org"
	"cordee/internal/testkit"
)

// furnished is the sample company of the demo behind its pages; with tutoie, one whose people call each other tu.
func furnished(t *testing.T, tutoie bool) (*site, demo.World) {
	t.Helper()
	a := app.New(testkit.SQLite(t), app.Options{Now: func() time.Time { return monday.Time(time.UTC).Add(9 * time.Hour) }})
	t.Cleanup(a.Close)
	world := demo.Company(1, monday)
	set := world.Settings
	o, err := a.CreateOrg(t.Context(), app.NewOrg{Key: set.Key, Name: set.Name, Currency: set.Currency, Locale: set.Locale, TimeZone: set.TimeZone})
	if err != nil {
		t.Fatal(err)
	}
	o.Calendar, o.Season, o.Direction, o.DirectionOn, o.Tutoie = set.Calendar, set.Season, set.Direction, set.DirectionOn, tutoie
	if err := a.SaveOrg(t.Context(), app.System(o.ID), o, o.Version); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Import(t.Context(), app.System(o.ID), "demo", world.Batch, false); err != nil {
		t.Fatal(err)
	}
	s := &site{t: t, app: a, org: o}
	s.serve(Config{App: a})
	return s, world
}

// vousSaid is where a text says vous to its reader; a meeting (rendez-vous) is no reader.
var vousSaid = regexp.MustCompile(`(?i)(?:^|[^\pL-])((?:vous|votre|vos|vôtres?)(?:[^\pL]|$)|\pL+ez(?:-vous)?(?:[^\pL]|$))`)

var notVous = regexp.MustCompile(`(?i)(?:rendez-vous|chez|assez|nez)`)

// vousOn are the places where a page says vous: its text, and the words of its fields, pictures and buttons.
func vousOn(p sheetOf) (found []string) {
	said := []string{text(p.root)}
	for n := range p.root.Descendants() {
		for _, a := range n.Attr {
			if slices.Contains([]string{"aria-label", "placeholder", "title", "alt"}, a.Key) || strings.HasPrefix(a.Key, "data-") && strings.Contains(a.Val, " ") {
				said = append(said, a.Val)
			}
		}
	}
	for _, s := range said {
		s = notVous.ReplaceAllString(s, "x")
		for _, at := range vousSaid.FindAllStringIndex(s, -1) {
			found = append(found, s[max(0, at[0]-60):min(len(s), at[1]+40)])
		}
	}
	return found
}

var (
	oneObject = regexp.MustCompile(`/(?:[0-9a-z]{10,}|[0-9]+)(/|$)`)
	elsewhere = regexp.MustCompile(`^/(lang|export|demo|assets|live|health|sign-out|gallery)(/|\.|$)|\.(csv|xlsx|pdf|svg)|/account/data|/realism`)
)

// shape is the kind of page that an address opens: objects and values taken out.
func shape(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	return oneObject.ReplaceAllString(oneObject.ReplaceAllString(u.Path, "/*$1"), "/*$1") + "?" + strings.Join(askedNames(u.Query()), "&")
}

func askedNames(q url.Values) (keys []string) {
	for k := range q {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// walk follows every link from the first page, two pages of each shape.
func (r *reader) walk(visit func(sheetOf)) (shapes map[string]int) {
	r.t.Helper()
	shapes = map[string]int{}
	waiting := []string{"/", "/decide", "/templates", "/templates/new", "/start", "/start/goal", "/imports", "/settings", "/settings/tokens", "/people/new", "/teams/new", "/metrics/new", "/account", "/account/access", "/nowhere"}
	for len(waiting) > 0 {
		next := waiting[0]
		waiting = waiting[1:]
		if s := shape(next); elsewhere.MatchString(next) || shapes[s] >= 2 {
			continue
		} else {
			shapes[s]++
		}
		p := r.get(next)
		visit(p)
		for _, a := range p.all("a") {
			if href, _ := attr(a, "href"); strings.HasPrefix(href, "/") && !strings.HasPrefix(href, "//") {
				address, _, _ := strings.Cut(href, "#")
				waiting = append(waiting, address)
			}
		}
	}
	return shapes
}

func (s *site) persona(t *testing.T, w demo.World, role org.Role) *reader {
	t.Helper()
	for _, p := range w.Personas {
		if p.Role == role {
			return s.as(p.Person)
		}
	}
	t.Fatalf("the sample company has no %s", role)
	return nil
}

func TestAnOrganisationThatSaysTuIsNeverToldVous(t *testing.T) {
	s, world := furnished(t, true)
	pages := 0
	for _, role := range []org.Role{org.Rep, org.Manager, org.Director, org.Ops, org.Admin} {
		r := s.persona(t, world, role)
		shapes := r.walk(func(p sheetOf) {
			pages++
			for _, at := range vousOn(p) {
				t.Errorf("%s, %s says vous: …%s…", role, p.path, at)
			}
		})
		for _, want := range []string{"/?", "/goals/*?", "/goals/new?", "/team?", "/direction?", "/account?"} {
			if shapes[want] == 0 {
				t.Errorf("%s: the walk did not come by %s: %v", role, want, shapes)
			}
		}
	}
	if pages < 100 {
		t.Errorf("only %d pages", pages)
	}
	t.Logf("%d pages", pages)
}

func TestFaultsSayTuToo(t *testing.T) {
	for _, c := range []struct {
		tutoie bool
		want   []string
	}{{true, []string{"Donne un titre à l’objectif."}}, {false, []string{"Donnez un titre à l’objectif."}}} {
		s, world := furnished(t, c.tutoie)
		r := s.persona(t, world, org.Rep)
		p := r.submit(r.get("/goals/new"), "/goals", map[string]string{"title": "", "target": ""})
		p.wants(c.want...)
		lost := r.get("/nowhere")
		if found := append(vousOn(p), vousOn(lost)...); (len(found) == 0) != c.tutoie {
			t.Errorf("tu %v: %q", c.tutoie, found)
		}
	}
}

func TestBeforeSignInCordeeSaysVous(t *testing.T) {
	s, _ := furnished(t, true)
	if p := s.stranger().get("/people"); len(vousOn(p)) == 0 {
		t.Errorf("%s (%d): %v", p.path, p.status, p.texts("main"))
	}
}

// The way of a new company, and a file that cannot be read, with the faults a person meets there.
func TestTheStartAndAnImportSayTu(t *testing.T) {
	s := bareSite(t, Config{})
	ines := s.setUp()
	o := s.org
	o.Tutoie = true
	if err := s.app.SaveOrg(t.Context(), app.System(o.ID), o, o.Version); err != nil {
		t.Fatal(err)
	}
	people := ines.submit(ines.get("/start"), "/start/people", map[string]string{"people": "Léa\nLéa"})
	goal := ines.submit(ines.get("/start/goal"), "/start/goal", map[string]string{"sentence": "", "amount": ""})
	goal.wants("Dis en une phrase ce que tu veux réussir avec l’équipe.")
	for _, p := range []sheetOf{people, goal, ines.get("/start/done"), ines.upload(map[string]string{"ventes.csv": "a;b\n1;2\n"})} {
		if found := vousOn(p); len(found) > 0 {
			t.Errorf("%s (%d) says vous: %q", p.path, p.status, found)
		}
	}
}

func TestWhatSaysVousOnAPageIsFound(t *testing.T) {
	for page, want := range map[string]int{
		`<p>Ajoutez un mot.</p><input placeholder="Votre nom">`:    2,
		`<p>3 rendez-vous chez le client, ton mot, assez dit.</p>`: 0,
		`<button aria-label="Où voulez-vous entrer ?"></button>`:   1,
	} {
		root, err := html.Parse(strings.NewReader(page))
		if err != nil {
			t.Fatal(err)
		}
		if got := vousOn(sheetOf{t: t, root: root}); len(got) != want {
			t.Errorf("%s: %q", page, got)
		}
	}
}
