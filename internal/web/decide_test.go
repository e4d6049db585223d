package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"cordee/internal/app"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/sheet"
)

// arrives takes somebody in who begins on the day of the site.
func (s *site) arrives(key, name, team string) org.Person {
	s.t.Helper()
	row := sheet.PersonRow{Key: key, Name: sheet.Val(name), Team: sheet.Val(team), Role: sheet.Val("rep"), StartOn: sheet.Val(monday)}
	if _, err := s.app.Import(s.t.Context(), app.System(s.org.ID), "arrivals", sheet.Batch{People: []sheet.PersonRow{row}}, false); err != nil {
		s.t.Fatal(err)
	}
	return s.person(key)
}

func TestANewcomerIsOneTapAwayFromAPath(t *testing.T) {
	s := openSite(t)
	zoe := s.arrives("zoe", "Zoé Larcher", "nord")
	karim, path := s.as("karim"), personPath(zoe.ID)+"/pack"

	page := karim.get("/decide")
	if !page.says("Zoé Larcher arrive aujourd’hui") {
		t.Fatalf("the page says %v", page.texts("main"))
	}
	if empty := s.as("lea").get("/decide"); !empty.says("Rien à décider") {
		t.Errorf("Léa, who leads nobody and waits for nothing, sees %v", empty.texts("main"))
	}
	if home := s.as("lea").get("/"); len(home.all("a", "href", "/decide")) > 0 {
		t.Error("who leads nobody is offered the page of decisions")
	}
	sent := karim.submit(page, path, nil)
	if sent.status != http.StatusOK || sent.path != "/decide" || sent.says("Zoé Larcher") {
		t.Errorf("after sending: %s (%d) %v", sent.path, sent.status, sent.texts("main"))
	}
	mine := s.as("zoe").get("/")
	if !mine.says("Savoir présenter les 3 offres principales") {
		t.Errorf("Zoé sees %v", mine.texts("main"))
	}
}

func TestAPathIsLookedAtBeforeItIsSent(t *testing.T) {
	s := openSite(t)
	zoe := s.arrives("zoe", "Zoé Larcher", "nord")
	karim, path := s.as("karim"), personPath(zoe.ID)+"/pack"

	page := karim.get(path)
	page.whole("fr")
	refused := karim.post(path, url.Values{})
	if refused.status != http.StatusUnprocessableEntity || !refused.says("Gardez au moins un objectif") {
		t.Errorf("nothing kept: %d", refused.status)
	}
	wrong := karim.post(path, url.Values{"keep": {"outcome.team"}, "number_outcome.team": {"beaucoup"}})
	if wrong.status != http.StatusUnprocessableEntity || wrong.form(path).Get("number_outcome.team") != "beaucoup" {
		t.Errorf("a word for a number: %d %v", wrong.status, wrong.form(path))
	}
	karim.post(path, url.Values{"keep": {"outcome.team"}, "number_outcome.team": {"12 345"}})
	sent, _, err := s.app.Goals(t.Context(), app.System(s.org.ID), app.GoalFilter{Owner: org.PersonOwner(zoe.ID)})
	if err != nil || len(sent) != 1 || len(sent[0].Steps) == 0 || !strings.Contains(sent[0].Steps[len(sent[0].Steps)-1].Title, "345") {
		t.Errorf("the marks do not follow the number: %+v %v", sent, err)
	}
	if mine := s.as("zoe").get("/"); !mine.says("345") || mine.says("offres principales") {
		t.Errorf("Zoé sees %v", mine.texts("main"))
	}
	for who, want := range map[string]int{"lea": http.StatusNotFound, "sarah": http.StatusNotFound, "zoe": http.StatusForbidden, "dora": http.StatusOK} {
		if got := s.as(who).get(path); got.status != want {
			t.Errorf("%s opens Zoé's path: %d, want %d", who, got.status, want)
		}
	}
}

func TestATemplateIsWrittenUsedAndPutAside(t *testing.T) {
	s := openSite(t)
	karim := s.as("karim")
	form := url.Values{"kind": {"recurring"}, "name": {"Le mois de Tom"}, "owner": {"person:tom"}, "metric": {"revenue"}, "target": {""}, "every": {"month"}, "rule": {"revision"}, "version": {"0"}}
	if p := karim.post("/templates", form); p.status != http.StatusUnprocessableEntity || p.form("/templates").Get("name") != "Le mois de Tom" {
		t.Fatalf("without a number: %d", p.status)
	}
	form.Set("target", "8 000")
	list := karim.post("/templates", form)
	if list.path != "/templates" || !list.says("Le mois de Tom") {
		t.Fatalf("saved: %s %v", list.path, list.texts("main"))
	}
	if others := s.as("sarah").get("/templates"); others.says("Le mois de Tom") {
		t.Error("who leads another team sees Tom's objective")
	}
	all, _, err := s.app.Templates(t.Context(), s.actor("karim"))
	if err != nil || len(all) != 1 {
		t.Fatal(err, all)
	}
	path := templatePath(all[0].ID)
	if got := s.as("sarah").get(path); got.status != http.StatusNotFound {
		t.Errorf("another manager opens it: %d", got.status)
	}
	if got := s.as("sarah").post(path+"/prepare", url.Values{"from": {monday.AddDays(-22).String()}}); got.status < 400 {
		t.Errorf("another manager prepares it: %d", got.status)
	}
	decide := karim.get("/decide")
	if !decide.says("Le mois de Tom") {
		t.Fatalf("to decide: %v", decide.texts("main"))
	}
	for range 2 {
		karim.submit(decide, path+"/prepare", nil)
	}
	made, _, err := s.app.Goals(t.Context(), app.System(s.org.ID), app.GoalFilter{Owner: org.PersonOwner(s.person("tom").ID)})
	n := 0
	for _, g := range made {
		if g.Title == "Le mois de Tom" {
			n++
		}
	}
	if err != nil || n != 1 {
		t.Errorf("prepared twice, it is there %d times, %v", n, err)
	}
	edit := karim.get(path)
	edit.whole("fr")
	if aside := karim.submit(edit, path+"/archive", nil); !aside.says("archivé") {
		t.Errorf("put aside: %v", aside.texts("main"))
	}
}

func TestAPackOfOnesOwnReplacesTheUsualLessons(t *testing.T) {
	s := openSite(t)
	ada := s.as("ada")
	text := "Apprendre le catalogue; 14; 2; pour répondre sans chercher\nLire le catalogue\nLe présenter à Karim\n\nAccompagner deux visites; 21; 1; voir faire\nVisite 1\nVisite 2"
	form := url.Values{"kind": {"pack"}, "name": {"Kit d’Alpina"}, "role": {"rep"}, "drafts": {text}, "version": {"0"}}
	if p := ada.post("/templates", form); p.path != "/templates" || !p.says("Kit d’Alpina") {
		t.Fatalf("saved: %s (%d) %v", p.path, p.status, p.texts("main"))
	}
	if p := ada.post("/templates", form); p.status != http.StatusUnprocessableEntity || !p.says("déjà un kit") {
		t.Errorf("a second pack for the role: %d", p.status)
	}
	if p := s.as("karim").post("/templates", form); p.status != http.StatusForbidden {
		t.Errorf("a manager writes the company's pack: %d", p.status)
	}
	zoe := s.arrives("zoe", "Zoé Larcher", "nord")
	page := s.as("karim").get(personPath(zoe.ID) + "/pack")
	if !page.says("Apprendre le catalogue") || page.says("offres principales") || !page.says("Le présenter à Karim") {
		t.Errorf("the path is %v", page.texts("main"))
	}
}

func TestATeamGetsItsObjectivesInOneForm(t *testing.T) {
	s := openSite(t)
	karim := s.as("karim")
	nord, _ := s.world().TeamByKey("nord")
	ask, path := teamPath(nord.ID)+"/assign", teamPath(nord.ID)+"/goals"
	next := s.world().Org().Calendar.Name(period.Quarter, s.world().Org().Calendar.Next(period.Quarter, monday).From)
	page := karim.get(ask + "?from=full&full=50000&metric=revenue&period=" + next)
	page.whole("fr")
	lea, tom := s.person("lea"), s.person("tom")
	typed := page.form(path)
	if !strings.HasPrefix(typed.Get(numberField(lea.ID.String())), "50") {
		t.Fatalf("the form holds %v", typed)
	}
	refused := karim.submit(page, path, map[string]string{numberField(tom.ID.String()): "", numberField(lea.ID.String()): "47 000", "why": ""})
	if refused.status != http.StatusUnprocessableEntity || refused.form(path).Get(numberField(lea.ID.String())) != "47 000" {
		t.Fatalf("without a reason: %d %v", refused.status, refused.form(path))
	}
	karim.submit(refused, path, map[string]string{"why": "le trimestre du lancement"})
	if mine := s.as("lea").get("/"); !mine.says("47") {
		t.Errorf("Léa sees %v", mine.texts("main"))
	}
	if mine := s.as("tom").get("/"); mine.says("lancement") {
		t.Error("Tom, who was left out, got an objective")
	}
	if got := s.as("sarah").get(ask); got.status < 400 {
		t.Errorf("who leads another team opens it: %d", got.status)
	}
}
