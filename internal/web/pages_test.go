package web

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"cordee/internal/app"
	"cordee/internal/org"
	"cordee/internal/sheet"
)

func TestMyRopeSaysWhereIStandAndWhatTheWeekAsks(t *testing.T) {
	s := openSite(t)

	p := s.as("lea").get("/")

	if got := p.texts("h1"); !slices.Equal(got, []string{"Bonjour Léa"}) {
		t.Errorf("heading: %q", got)
	}
	p.wants("Cette semaine :", "10 000 € sur 40 000 €", "Il reste 30 000 €", "Avec qui je tire", "Tom Duval", "Nord au sommet")
	knots := p.texts("a", "class", "knot-title")
	want := []string{"objectif stratégique Alpina : Un million ensemble", "objectif collectif Nord au sommet", "objectif individuel Moi : Le trimestre de Léa"}
	if !slices.Equal(knots, want) {
		t.Errorf("rope: %q", knots)
	}
	if here := p.texts("a", "aria-current", "page"); len(here) == 0 || here[0] != "Ma cordée" {
		t.Errorf("current place: %q", here)
	}
	if p.says("Le trimestre d’Inès") {
		t.Error("someone else's objective is on my rope")
	}
}

func TestAResultTypedOnAPageMovesEveryObjectiveAboveOnce(t *testing.T) {
	s := openSite(t)
	lea := s.as("lea")
	form := lea.get("/results/new")
	typed := form.form("/results")
	typed.Set("amount", "5 000,50")

	home := lea.post("/results", typed)
	home.wants("Résultat ajouté", "15 000,50 € sur 40 000 €")
	lea.post("/results", typed) // the second click of an impatient hand

	lea.get(s.goal("nord-q4")).wants("19 000,50 € sur 100 000 €")
	s.as("ines").get(s.goal("cap")).wants("28 000,50 € sur 1 000 000 €")
}

func TestAResultJustAddedIsTakenBack(t *testing.T) {
	s := openSite(t)
	lea := s.as("lea")
	home := lea.submit(lea.get("/results/new"), "/results", map[string]string{"amount": "700"})
	var undo string
	for _, f := range home.all("form") {
		if a, _ := attr(f, "action"); strings.HasSuffix(a, "/undo") {
			undo = a
		}
	}
	if undo == "" {
		t.Fatal("no way back is offered")
	}
	if p := s.as("tom").post(undo, nil); p.status == http.StatusOK {
		t.Error("a colleague took the result back")
	}

	home = lea.submit(home, undo, nil)

	home.wants("Résultat annulé", "10 000 € sur 40 000 €")
}

func TestASharedSaleCountsForEachByTheirPartAndOnceForTheTeam(t *testing.T) {
	s := openSite(t)
	lea := s.as("lea")
	lea.submit(lea.get("/results/new"), "/results", map[string]string{"amount": "1000", "credit_person": s.person("tom").ID.String(), "credit_part": "40"})

	lea.get("/").wants("10 600 € sur 40 000 €")
	lea.get(s.goal("nord-q4")).wants("15 000 € sur 100 000 €")
}

func TestAFormKeepsWhatWasTypedAndSaysWhatIsMissing(t *testing.T) {
	s := openSite(t)
	lea := s.as("lea")

	p := lea.submit(lea.get("/results/new"), "/results", map[string]string{"amount": "", "customer": "Refuge du Lac"})
	if p.status != http.StatusUnprocessableEntity {
		t.Errorf("status %d", p.status)
	}
	p.wants("Indiquez un montant.")
	if got := p.form("/results").Get("customer"); got != "Refuge du Lac" {
		t.Errorf("customer: %q", got)
	}

	p = lea.submit(lea.get("/goals/new"), "/goals", map[string]string{"title": "", "target": "12 000"})
	if p.status != http.StatusUnprocessableEntity || len(p.all("input", "aria-invalid", "true")) == 0 {
		t.Errorf("status %d, and no field is marked", p.status)
	}
	if got := p.form("/goals").Get("target"); got != "12 000" {
		t.Errorf("target: %q", got)
	}
}

func TestAnObjectiveOfOnesOwnNeedsNobody(t *testing.T) {
	s := openSite(t)
	lea := s.as("lea")

	p := lea.submit(lea.get("/goals/new"), "/goals", map[string]string{
		"title": "Maîtriser la démonstration", "metric": "", "target": "", "steps": "La voir faire\nLa faire à deux ; 04/12/2026",
	})

	p.wants("Objectif enregistré", "Maîtriser la démonstration", "0 étape sur 2", "La voir faire", "pour le 4 déc.")
	var mark string
	for _, f := range p.all("form") {
		if a, _ := attr(f, "action"); strings.Contains(a, "/steps/") && mark == "" {
			mark = a
		}
	}
	p = lea.submit(p, mark, nil)
	p.wants("Étape franchie", "1 étape sur 2")
}

func TestAProposalIsAgreedOrCountered(t *testing.T) {
	s := openSite(t)
	tom, karim := s.as("tom"), s.as("karim")
	path := s.goal("tom-q4")
	tom.get("/").wants("Une réponse attendue", "Le trimestre de Tom")

	p := tom.submit(tom.get(path), path+"/counter", map[string]string{"target": "28 000"})
	p.wants("Contre-proposition envoyée", "Cible : 30 000 € → 28 000 €", "Tom Duval a fait une contre-proposition")
	karim.get("/").wants("Une réponse de votre part est attendue.")
	p = karim.submit(karim.get(path), path+"/answer", nil)

	p.wants("Objectif convenu.", "4 000 € sur 28 000 €")
}

func TestWhatIsNotYoursLooksAbsent(t *testing.T) {
	s := openSite(t)
	path := s.goal("lea-q4")
	for _, who := range []string{"ines", "tom", "sarah"} {
		r := s.as(who)
		for _, at := range []string{path, path + "/edit", "/live?page=" + path} {
			if p := r.get(at); p.status != http.StatusNotFound || p.says("Le trimestre de Léa") {
				t.Errorf("%s at %s: %d", who, at, p.status)
			}
		}
		if p := r.post(path+"/answer", map[string][]string{"answer": {"cancel"}, "version": {"1"}}); p.status != http.StatusNotFound {
			t.Errorf("%s cancels: %d", who, p.status)
		}
		if r.get("/search?q=trimestre").says("Le trimestre de Léa") {
			t.Errorf("%s finds it", who)
		}
		if r.get("/direction?tier=individual").says("Le trimestre de Léa") {
			t.Errorf("%s sees it in the tree", who)
		}
	}
	for _, who := range []string{"lea", "karim", "dora"} {
		if p := s.as(who).get(path); p.status != http.StatusOK {
			t.Errorf("%s: %d", who, p.status)
		}
	}
}

func TestAStrangerIsAskedToSignIn(t *testing.T) {
	s := openSite(t)
	res, err := (&http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}).Get(s.server.URL + "/team")
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	if got := res.Header.Get("Location"); res.StatusCode != http.StatusSeeOther || got != "/sign-in?back=%2Fteam" {
		t.Errorf("%d %s", res.StatusCode, got)
	}
	if !strings.Contains(res.Header.Get("Content-Security-Policy"), "default-src 'none'") {
		t.Error("no content security policy")
	}
}

func TestNamedBoardsShowOnlyWhoChoseTo(t *testing.T) {
	s := openSite(t)
	lea := s.as("lea")
	lea.get("/boards").wants("Nord", "14 000 €")
	lea.get("/boards?by=people").wants("Les tableaux de personnes sont fermés ici")
	o := s.world().Org()
	o.Boards = true
	if err := s.app.SaveOrg(t.Context(), s.actor("ada"), o, o.Version); err != nil {
		t.Fatal(err)
	}
	if err := s.app.SetPreferences(t.Context(), s.actor("lea"), app.Preferences{OnBoards: true}); err != nil {
		t.Fatal(err)
	}

	board := s.as("tom").get("/boards?by=people")

	rows := board.texts("th", "scope", "row")
	if !slices.ContainsFunc(rows, func(r string) bool { return strings.Contains(r, "Léa") }) || slices.ContainsFunc(rows, func(r string) bool { return strings.Contains(r, "Inès") }) {
		t.Errorf("rows: %q", rows)
	}
	board.wants("arrêté", "Tom Duval")
}

func TestThanksReachTheOtherPersonsRope(t *testing.T) {
	s := openSite(t)
	tom := s.as("tom")
	team := tom.get("/team")
	p := tom.submit(team, "/thanks", map[string]string{"to": "person:lea", "text": "Merci pour la visite de mardi."})
	p.wants("Merci transmis.")

	s.as("lea").get("/").wants("Merci pour la visite de mardi.", "Tom Duval")
}

// places are the pages of everyday use; {goal} is the team's objective, {me} one's own.
var places = []string{
	"/", "/team", "/direction", "/direction?tier=individual&on=2026-12-01", "/boards", "/boards?by=people", "/boards?period=custom&from=2026-01-01&to=2026-03-31",
	"/results/mine", "/results/new", "/goals/new", "/metrics", "/search?q=nord", "/search", "{goal}", "{me}", "/nowhere",
	"/decide", "/templates", "/templates/new", "/templates/new?kind=pack",
}

func TestEveryPageIsWholeInBothLanguages(t *testing.T) {
	s := openSite(t)
	for _, who := range []string{"lea", "karim", "ada"} {
		r := s.as(who)
		for _, lang := range []string{"fr", "en"} {
			r.speak(lang)
			for _, place := range places {
				path := strings.NewReplacer("{goal}", s.goal("nord-q4"), "{me}", s.goal("lea-q4")).Replace(place)
				p := r.get(path)
				if p.status >= 500 {
					t.Errorf("%s %s %s: %d", who, lang, path, p.status)
				}
				p.whole(lang)
			}
		}
	}
	admin := s.as("ada")
	m, _ := s.world().MetricByKey("revenue")
	for _, path := range []string{"/metrics/new", "/metrics/" + m.ID.String(), s.goal("cap") + "/edit"} {
		p := admin.get(path)
		if p.status != http.StatusOK {
			t.Errorf("%s: %d", path, p.status)
		}
		p.whole("fr")
	}
}

// whole checks what every page promises: one heading, a language, no word missing, no id twice, a name for every field.
func (p sheetOf) whole(lang string) {
	p.t.Helper()
	if n := len(p.all("h1")); n != 1 {
		p.t.Errorf("%s: %d headings", p.path, n)
	}
	if n := len(p.all("html", "lang", lang)); n != 1 {
		p.t.Errorf("%s: not in %s", p.path, lang)
	}
	if all := text(p.root); strings.ContainsAny(all, "⟦⟧") {
		p.t.Errorf("%s: a word is missing: %s", p.path, all[strings.Index(all, "⟦"):][:40])
	}
	ids, labels := map[string]bool{}, map[string]bool{}
	for n := range p.root.Descendants() {
		if id, ok := attr(n, "id"); ok {
			if ids[id] {
				p.t.Errorf("%s: id %s twice", p.path, id)
			}
			ids[id] = true
		}
		if f, ok := attr(n, "for"); ok {
			labels[f] = true
		}
	}
	for n := range p.root.Descendants() {
		if isField(n) && !named(n, labels) {
			name, _ := attr(n, "name")
			p.t.Errorf("%s: field %s has no name", p.path, name)
		}
	}
}

func isField(n *html.Node) bool {
	kind, _ := attr(n, "type")
	return (n.Data == "input" && kind != "hidden") || n.Data == "select" || n.Data == "textarea"
}

func named(n *html.Node, labels map[string]bool) bool {
	id, _ := attr(n, "id")
	label, _ := attr(n, "aria-label")
	_, by := attr(n, "aria-labelledby")
	if labels[id] || label != "" || by {
		return true
	}
	for up := n.Parent; up != nil; up = up.Parent {
		if up.Data == "label" {
			return true
		}
	}
	return false
}

func TestAMetricOfOnesOwnCountsPastResults(t *testing.T) {
	s := openSite(t)
	ada := s.as("ada")
	bad := ada.submit(ada.get("/metrics/new"), "/metrics", map[string]string{"key": "nova", "name": "Ventes Nova", "kind": "count", "unit": "count", "where": "kind =="})
	if bad.status != http.StatusUnprocessableEntity || bad.form("/metrics").Get("name") != "Ventes Nova" {
		t.Errorf("a broken filter: %d", bad.status)
	}

	p := ada.submit(bad, "/metrics", map[string]string{"where": `kind == "deal_won" && product == "Nova"`})

	p.wants("Indicateur enregistré", "Ventes Nova")
	if p := s.as("lea").get("/metrics/new"); p.status != http.StatusForbidden {
		t.Errorf("a rep: %d", p.status)
	}
	v, err := s.app.Board(t.Context(), app.System(s.org.ID), app.BoardAsk{Metric: "nova", From: 1, To: monday, ByTeam: true, Kind: org.TeamUnit})
	if err != nil || v.Rows[0].Value.String() != "2" {
		t.Errorf("past sales: %+v %v", v.Rows, err)
	}
}

func TestEveryAnswerBringsAFreshFormToAddAResult(t *testing.T) {
	s := openSite(t)
	lea := s.as("lea")
	seen := map[string]bool{}
	for range 3 {
		req, _ := http.NewRequest(http.MethodGet, s.server.URL+"/team", nil)
		req.Header.Set("X-Cordee-Fragment", "1")
		res, err := lea.http.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		p := lea.read(res)
		if len(p.all("header", "class", "top")) != 0 || len(p.all("main", "id", "main")) != 1 {
			t.Error("a fragment is the part that changes, and only that")
		}
		seen[p.form("/results").Get("form")] = true
	}
	if len(seen) != 3 {
		t.Errorf("one form would serve twice: %v", seen)
	}
}

func TestTheResultsPageNamesEverythingItMoved(t *testing.T) {
	s := openSite(t)
	lea := s.as("lea")
	home := lea.get("/")
	var path string
	for _, a := range home.all("a") {
		if href, _ := attr(a, "href"); strings.HasPrefix(href, "/results/") && strings.Contains(text(a), "10 000 €") {
			path = href
		}
	}

	p := lea.get(path)

	p.wants("Un million ensemble", "Nord au sommet", "Le trimestre de Léa", "+ 10 000 €", "Chalet Bleu")
	if p := s.as("ines").get(path); p.status != http.StatusNotFound {
		t.Errorf("someone of another team: %d", p.status)
	}
	if p := s.as("tom").get(path); p.status != http.StatusOK || p.says("Le trimestre de Léa") {
		t.Errorf("a teammate sees the sale, and not the objective: %d", p.status)
	}
}

func TestTheTreeStandsAsItStoodOnADay(t *testing.T) {
	s := openSite(t)
	dora := s.as("dora")
	dora.get("/direction?on=2026-10-13&tier=individual").wants("10 k€ sur 40 k€")
	dora.get("/direction?on=2026-10-11&tier=individual").wants("0 € sur 40 k€")
	dora.get("/direction").wants("Pas encore accrochés", "Le trimestre d’Inès", "Sans objectif en cours", "Tom Duval")
}

func TestTwoPeopleWhoChangeTheSameObjectiveBothSeeIt(t *testing.T) {
	s := openSite(t)
	karim, dora := s.as("karim"), s.as("dora")
	path := s.goal("nord-q4")
	open := karim.get(path + "/edit")
	dora.submit(dora.get(path+"/edit"), path, map[string]string{"target": "110 000"})

	p := karim.submit(open, path, map[string]string{"target": "120 000"})

	if p.status != http.StatusPreconditionFailed {
		t.Errorf("status %d", p.status)
	}
	p.wants("Cible : 120 000 € → 110 000 €")
	karim.submit(p, path, nil).wants("Objectif enregistré", "sur 120 000 €", "Cible : 110 000 € → 120 000 €")
}

func TestAnEmptyCompanyIsShownWhereToBegin(t *testing.T) {
	s := openWith(t, func(root string) sheet.Batch {
		return sheet.Batch{People: []sheet.PersonRow{{Key: "ada", Name: sheet.Val("Ada Min"), Team: sheet.Val(root), Role: sheet.Val("admin")}}}
	})
	ada := s.as("ada")

	ada.get("/").wants("Que voulons-nous réussir ensemble")

	for _, path := range []string{"/team", "/direction", "/boards", "/boards?by=people", "/results/mine", "/metrics", "/search?q=x"} {
		p := ada.get(path)
		if p.status != http.StatusOK {
			t.Errorf("%s: %d", path, p.status)
		}
		p.whole("fr")
	}
}
