package web

import (
	"net/http"
	"net/url"
	"slices"
	"testing"

	"cordee/internal/app"
	"cordee/internal/org"
)

func TestTheDirectoryIsSearchedWithoutAccentsAndByTeam(t *testing.T) {
	s := openSite(t)
	lea := s.as("lea")

	if got := lea.get("/people?q=lea").texts("a", "class", "person-name"); len(got) != 1 || got[0] != "LV Léa Valbrune" {
		t.Errorf("searching lea finds %q", got)
	}
	nord, _ := s.world().TeamByKey("nord")
	if got := lea.get("/people?team="+nord.ID.String()).texts("a", "class", "person-name"); len(got) != 3 {
		t.Errorf("Nord has %q", got)
	}
	lea.get("/people?q=zzz").wants("Personne ne correspond")
}

func TestPrivatePartsAreForThosePeopleLeadAndTheLookIsNoted(t *testing.T) {
	s := openSite(t)
	path := personPath(s.person("lea").ID)

	if p := s.as("tom").get(path); p.status != http.StatusOK || p.says("Le trimestre de Léa") || p.says("Absences") {
		t.Errorf("a colleague sees private parts: %v", p.texts("h2"))
	}
	if p := s.as("sarah").get(path); p.says("Le trimestre de Léa") {
		t.Error("the manager of another team sees her objective")
	}
	s.as("karim").get(path).wants("Le trimestre de Léa", "Absences")

	looks := s.as("lea").get("/account/access")
	looks.wants("Karim Belhazar", "votre page personnelle")
	if looks.says("Tom Duval") || looks.says("Sarah Montelier") {
		t.Error("those who saw nothing private are listed")
	}
}

func TestAPersonIsAddedWithAKeyOfTheirOwn(t *testing.T) {
	s := openSite(t)
	ada := s.as("ada")
	nord, _ := s.world().TeamByKey("nord")

	p := ada.submit(ada.get("/people/new"), "/people", map[string]string{"name": "Zoé Petit", "team": nord.ID.String(), "working_time": "80"})
	p.wants("Zoé Petit")

	zoe := s.person("zoe-petit")
	if team, _ := s.world().TeamOf(zoe.ID, monday); team != nord.ID || zoe.WorkingTime != 8_000 || zoe.Role != org.Rep {
		t.Errorf("added as %+v in %v", zoe, team)
	}
}

func TestAFormForSomeoneKeepsWhatWasTypedAndSaysEverythingAtOnce(t *testing.T) {
	s := openSite(t)
	ada := s.as("ada")
	path := personPath(s.person("lea").ID)

	p := ada.submit(ada.get(path+"/edit"), path, map[string]string{"name": "", "email": "pas une adresse", "working_time": "180", "end_on": "2020-01-01"})

	if p.status != http.StatusUnprocessableEntity || p.form(path).Get("email") != "pas une adresse" {
		t.Errorf("status %d, kept %q", p.status, p.form(path).Get("email"))
	}
	if wrong := p.all("input", "aria-invalid", "true"); len(wrong) < 2 {
		t.Errorf("%d fields are marked", len(wrong))
	}
}

func TestTwoWhoChangeTheSamePersonSeeBothVersions(t *testing.T) {
	s := openSite(t)
	path := personPath(s.person("lea").ID)
	ada := s.as("ada")
	read := ada.get(path + "/edit")
	ada.submit(ada.get(path+"/edit"), path, map[string]string{"name": "Léa Valbrune-Roy"})

	late := ada.submit(read, path, map[string]string{"name": "Léa V.", "role": "manager"})

	if late.status != http.StatusPreconditionFailed {
		t.Fatalf("the late form answers %d", late.status)
	}
	late.wants("Léa Valbrune-Roy", "Léa V.", "commercial", "Rien n’est perdu")
	if late.says("Rechargez") {
		t.Error("two sentences about the same thing")
	}
	if got := s.person("lea").Name; got != "Léa Valbrune-Roy" {
		t.Errorf("the late form overwrote: %s", got)
	}
	ada.submit(late, path, nil)
	if got := s.person("lea").Name; got != "Léa V." {
		t.Errorf("sent again knowingly, it is %s", got)
	}
}

func TestARepManagesNobody(t *testing.T) {
	s := openSite(t)
	lea, tom := s.as("lea"), personPath(s.person("tom").ID)
	for _, path := range []string{"/people/new", tom + "/edit", "/teams/new", "/imports", "/settings", "/settings/tokens", "/settings/journal", "/export.xlsx", "/export/results.csv"} {
		if p := lea.get(path); p.status != http.StatusForbidden {
			t.Errorf("GET %s answers %d", path, p.status)
		}
	}
	for _, path := range []string{"/people", tom, tom + "/reset", tom + "/erase", tom + "/place", "/teams", "/settings", "/settings/tokens"} {
		if p := lea.post(path, nil); p.status != http.StatusForbidden {
			t.Errorf("POST %s answers %d", path, p.status)
		}
	}
}

func TestAMoveAndAnAbsenceArePutDownWithTheirDays(t *testing.T) {
	s := openSite(t)
	ada, lea := s.as("ada"), s.person("lea")
	path := personPath(lea.ID)
	sud, _ := s.world().TeamByKey("sud")

	ada.submit(ada.get(path), path+"/place", map[string]string{"team": sud.ID.String(), "from": "2026-12-01"})
	ada.submit(ada.get(path), path+"/absence", map[string]string{"away_from": "2026-12-07", "away_last": "2026-12-11", "share": "50"})

	if team, _ := s.world().TeamOf(lea.ID, monday.AddDays(8)); team != sud.ID {
		t.Error("she is not in Sud on the first of December")
	}
	if team, _ := s.world().TeamOf(lea.ID, monday); team == sud.ID {
		t.Error("she is in Sud today already")
	}
	ada.get(path).wants("7 – 11 décembre 2026", "50 %")
	bad := ada.submit(ada.get(path), path+"/absence", map[string]string{"away_from": "2026-12-11", "away_last": "2026-12-07"})
	if bad.status != http.StatusUnprocessableEntity {
		t.Errorf("an absence that ends before it starts: %d", bad.status)
	}
}

func TestErasingKeepsTheTotals(t *testing.T) {
	s := openSite(t)
	ada := s.as("ada")
	path := personPath(s.person("tom").ID)
	before := s.as("karim").get(s.goal("nord-q4"))
	before.wants("14 000 €")

	ada.get(path + "/erase").wants("Effacer l’identité de Tom Duval")
	ada.submit(ada.get(path+"/erase"), path+"/erase", nil).wants("Identité effacée")

	if p := ada.get(path); p.status != http.StatusNotFound {
		t.Errorf("the erased person's page answers %d", p.status)
	}
	after := s.as("karim").get(s.goal("nord-q4"))
	after.wants("14 000 €")
	if after.says("Tom Duval") {
		t.Error("the erased name is still on a page")
	}
}

func TestTeamsAreATreeAndGroupsComeAndGo(t *testing.T) {
	s := openSite(t)
	ada := s.as("ada")
	nord, _ := s.world().TeamByKey("nord")

	ada.submit(ada.get("/teams/new"), "/teams", map[string]string{"name": "Nord-Est", "parent": nord.ID.String()}).wants("Nord-Est")
	below, _ := s.world().TeamByKey("nord-est")
	if below.Parent != nord.ID {
		t.Errorf("Nord-Est stands under %v", below.Parent)
	}
	ada.submit(ada.get("/teams/new"), "/teams", map[string]string{"name": "Lancement", "kind": "group"}).wants("Lancement")
	group, _ := s.world().TeamByKey("lancement")
	edit := teamPath(group.ID) + "/edit"
	lea := s.person("lea").ID
	ada.submit(ada.get(edit), teamPath(group.ID)+"/members", map[string]string{"person": lea.String()}).wants("Léa Valbrune")
	if !slices.Contains(s.world().GroupsOf(lea, monday), group.ID) {
		t.Error("Léa is not in the group")
	}
	ada.post(teamPath(group.ID)+"/members", map[string][]string{"person": {lea.String()}, "do": {"remove"}})
	if slices.Contains(s.world().GroupsOf(lea, monday), group.ID) {
		t.Error("Léa is still in the group")
	}
}

func TestATeamUnderItselfIsRefusedInWords(t *testing.T) {
	s := openSite(t)
	ada := s.as("ada")
	nord, _ := s.world().TeamByKey("nord")
	edit := ada.get(teamPath(nord.ID) + "/edit")
	for _, o := range edit.all("option") {
		if v, _ := attr(o, "value"); v == nord.ID.String() {
			t.Error("a team is offered as its own parent")
		}
	}
	if p := ada.submit(edit, teamPath(nord.ID), map[string]string{"parent": nord.ID.String()}); p.status != http.StatusUnprocessableEntity {
		t.Errorf("a cycle answers %d", p.status)
	}
}

// second makes another company in the same database, with its own administrator.
func (s *site) second() *reader {
	s.t.Helper()
	secret, err := s.app.NewCompany(s.t.Context(), app.SetupForm{Company: "Belle Vue", Name: "Bob", Email: "bob@belle.fr", Password: goodPassword})
	if err != nil {
		s.t.Fatal(err)
	}
	r := s.stranger()
	r.cookieFor(secret)
	return r
}

func TestAnotherCompanySeesAndTouchesNothing(t *testing.T) {
	s := openSite(t)
	bob := s.second()
	nord, _ := s.world().TeamByKey("nord")
	lea, team := personPath(s.person("lea").ID), teamPath(nord.ID)

	for _, path := range []string{lea, lea + "/edit", lea + "/erase", team, team + "/edit", s.goal("lea-q4"), "/start/parts/" + s.goal("cap")[len("/goals/"):]} {
		if p := bob.get(path); p.status != http.StatusNotFound {
			t.Errorf("GET %s answers %d", path, p.status)
		}
	}
	for _, path := range []string{lea, lea + "/place", lea + "/absence", lea + "/invite", lea + "/reset", lea + "/erase", team, team + "/members"} {
		if p := bob.post(path, map[string][]string{"name": {"volé"}, "version": {"1"}}); p.status != http.StatusNotFound {
			t.Errorf("POST %s answers %d", path, p.status)
		}
	}
	if p := bob.get("/people"); p.says("Léa") || !p.says("Bob") {
		t.Errorf("Bob's directory: %v", p.texts("a", "class", "person-name"))
	}
}

// cookieFor signs a browser in with a session that was just opened.
func (r *reader) cookieFor(secret string) {
	at, _ := url.Parse(r.server.URL)
	r.http.Jar.SetCookies(at, []*http.Cookie{{Name: plainCookie, Value: secret, Path: "/"}})
}
