package web

import (
	"net/http"
	"strings"
	"testing"

	"cordee/internal/fault"
	"cordee/internal/org"
	"cordee/internal/period"
)

func TestSettingsAreReadAndWrittenWhole(t *testing.T) {
	s := openSite(t)
	ada := s.as("ada")
	before := s.world().Org()

	p := ada.submit(ada.get("/settings"), "/settings", nil)
	if p.path != "/settings" || p.status != http.StatusOK {
		t.Fatalf("%s (%d) %v", p.path, p.status, p.texts("main"))
	}
	after := s.world().Org()
	after.Version, after.ChangeSeq, after.ConfigSeq = before.Version, before.ChangeSeq, before.ConfigSeq
	after.Calendar.WorkDays, after.Calendar.Extra = before.Calendar.WorkDays, before.Calendar.Extra // Monday to Friday, said in full
	if after.Name != before.Name || after.Thresholds != before.Thresholds || after.Season != before.Season || after.Compliance != before.Compliance {
		t.Errorf("saving what was read changed it:\n%+v\n%+v", before, after)
	}
	ada.submit(ada.get("/settings"), "/settings", map[string]string{
		"direction": "Plus haut, ensemble.", "month_12": "150", "ahead": "110", "extra": "2026-12-24\n2026-12-31", "holidays": "fr", "boards": "yes",
	}).wants("C’est enregistré")
	o := s.world().Org()
	if o.Direction != "Plus haut, ensemble." || o.DirectionOn != monday || o.Season.Month[11] != 150 || o.Season.Month[0] != 100 || o.Thresholds.Ahead != 11_000 ||
		len(o.Calendar.Extra) != 2 || o.Calendar.Holidays != period.French || !o.Boards {
		t.Errorf("saved as %+v", o)
	}
}

func TestSettingsSayEverythingAtOnceAndKeepWhatWasTyped(t *testing.T) {
	s := openSite(t)
	ada := s.as("ada")
	p := ada.submit(ada.get("/settings"), "/settings", map[string]string{
		"name": "", "time_zone": "Mars/Base", "ahead": "50", "extra": "demain", "direction": "Vers le haut",
	})
	if p.status != http.StatusUnprocessableEntity || p.form("/settings").Get("time_zone") != "Mars/Base" || p.form("/settings").Get("direction") != "Vers le haut" {
		t.Errorf("status %d, kept %v", p.status, p.form("/settings"))
	}
	if n := len(p.all("*", "aria-invalid", "true")); n < 1 {
		t.Error("no field is marked")
	}
}

func TestOneWhoSavedSettingsLateSeesBoth(t *testing.T) {
	s := openSite(t)
	ada := s.as("ada")
	read := ada.get("/settings")
	ada.submit(ada.get("/settings"), "/settings", map[string]string{"name": "Alpina Monde"})
	late := ada.submit(read, "/settings", map[string]string{"name": "Alpina SA"})
	if late.status != http.StatusPreconditionFailed {
		t.Fatalf("status %d", late.status)
	}
	late.wants("Alpina Monde", "Alpina SA")
	if s.world().Org().Name != "Alpina Monde" {
		t.Error("the late form overwrote")
	}
}

func TestATokenIsShownOnceAndEndsAtOnce(t *testing.T) {
	s := openSite(t)
	ada := s.as("ada")
	form := ada.get("/settings/tokens").form("/settings/tokens")
	form.Set("name", "CRM")
	form["scope"] = []string{org.ScopeResultsWrite}

	p := ada.post("/settings/tokens", form)
	var secret string
	for _, n := range p.all("input", "id", "secret") {
		secret, _ = attr(n, "value")
	}
	actor, _, err := s.app.TokenActor(t.Context(), secret)
	if err != nil || !actor.Has(org.ScopeResultsWrite) || actor.Has(org.ScopePeopleRead) {
		t.Fatalf("the token is %+v %v", actor, err)
	}
	list := ada.get("/settings/tokens")
	if strings.Contains(strings.Join(list.texts("main"), ""), secret) || len(list.all("input", "id", "secret")) != 0 {
		t.Error("the secret is shown a second time")
	}
	ada.post("/settings/tokens/"+actor.Token.String()+"/revoke", nil).wants("révoqué")
	if _, _, err := s.app.TokenActor(t.Context(), secret); fault.KindOf(err) != fault.Unauthenticated {
		t.Errorf("the revoked token answers %v", err)
	}
	if none := ada.submit(ada.get("/settings/tokens"), "/settings/tokens", map[string]string{"name": ""}); none.status != http.StatusUnprocessableEntity {
		t.Errorf("a token without name or scope answers %d", none.status)
	}
	if p := s.second().post("/settings/tokens/"+actor.Token.String()+"/revoke", nil); p.status != http.StatusNotFound {
		t.Errorf("another company revokes it: %d", p.status)
	}
}

func TestTheJournalSpeaksInWords(t *testing.T) {
	s := openSite(t)
	ada := s.as("ada")
	path := personPath(s.person("lea").ID)
	ada.submit(ada.get(path+"/edit"), path, map[string]string{"name": "Léa V."})

	p := ada.get("/settings/journal")

	p.wants("fiche modifiée", "Ada Min", "Léa V.", "organisation créée", "import")
	if strings.Contains(strings.Join(p.texts("td"), " "), ".saved") {
		t.Error("a kind of change has no words")
	}
	if bad := ada.get("/settings/journal?before=x"); bad.status != http.StatusNotFound {
		t.Errorf("a cursor nobody made answers %d", bad.status)
	}
}

func TestMyAccountIsMine(t *testing.T) {
	s := openSite(t)
	lea := s.as("lea")
	account := lea.get("/account")
	lea.submit(account, "/account/identity", map[string]string{"name": "Léa V.", "email": "lea@alpina.fr"}).wants("C’est enregistré")
	lea.post("/account/shown", map[string][]string{}).wants("C’est enregistré") // nothing ticked
	if p := s.person("lea"); p.Name != "Léa V." || p.Email != "lea@alpina.fr" || !p.Hidden || p.OnBoards {
		t.Errorf("saved as %+v", p)
	}
	short := lea.submit(lea.get("/account"), "/account/password", map[string]string{"password": "court"})
	if short.status != http.StatusUnprocessableEntity {
		t.Errorf("a short password answers %d", short.status)
	}
	lea.submit(short, "/account/password", map[string]string{"email": "lea@alpina.fr", "password": goodPassword}).wants("C’est enregistré")
	who := s.stranger()
	if p := who.post("/sign-in", map[string][]string{"email": {"lea@alpina.fr"}, "password": {goodPassword}}); p.path != "/" {
		t.Errorf("the new password opens %s (%d)", p.path, p.status)
	}
	wrong := lea.submit(lea.get("/account"), "/account/password", map[string]string{"old": "pas le bon", "password": "un autre piolet"})
	if wrong.status != http.StatusUnprocessableEntity {
		t.Errorf("a wrong old password answers %d", wrong.status)
	}
	if p := lea.post("/sign-out", nil); p.path != "/sign-in" {
		t.Errorf("signing out leads to %s", p.path)
	}
	if p := lea.get("/account"); p.path != "/sign-in" {
		t.Errorf("after signing out, the account opens: %s", p.path)
	}
}

func TestThemeAndLanguageStayInTheBrowser(t *testing.T) {
	s := openSite(t)
	lea := s.as("lea")
	p := lea.submit(lea.get("/account"), "/account/look", map[string]string{"lang": "en", "theme": "dark"})
	p.wants("My account")
	if theme, _ := attr(p.all("html")[0], "data-theme"); theme != "dark" {
		t.Errorf("theme %q", theme)
	}
}

// Every page of these says something in both languages, without a missing word.
func TestNoPageLacksAWordInEitherLanguage(t *testing.T) {
	s := openSite(t)
	ada := s.as("ada")
	lea := personPath(s.person("lea").ID)
	nord, _ := s.world().TeamByKey("nord")
	for _, lang := range []string{"fr", "en"} {
		ada.speak(lang)
		for _, path := range []string{
			"/account", "/account/access", "/people", "/people/new", lea, lea + "/edit", lea + "/erase", "/teams", "/teams/new", teamPath(nord.ID) + "/edit",
			"/imports", "/settings", "/settings/tokens", "/settings/journal", "/start", "/start/goal", "/start/done", "/nowhere",
		} {
			p := ada.get(path)
			if words := strings.Join(p.texts("body"), " "); strings.Contains(words, "⟦") {
				t.Errorf("%s %s lacks a word: %s", lang, path, words[strings.Index(words, "⟦"):min(len(words), strings.Index(words, "⟦")+80)])
			}
		}
	}
}

func TestNoPageHasTwoElementsOfOneName(t *testing.T) {
	s := openSite(t)
	ada := s.as("ada")
	lea := personPath(s.person("lea").ID)
	nord, _ := s.world().TeamByKey("nord")
	ada.submit(ada.get("/teams/new"), "/teams", map[string]string{"name": "Lancement", "kind": "group"})
	group, _ := s.world().TeamByKey("lancement")
	for _, path := range []string{
		"/account", "/account/access", "/people", "/people/new", lea, lea + "/edit", "/teams", teamPath(nord.ID) + "/edit", teamPath(group.ID) + "/edit", "/imports",
		"/settings", "/settings/tokens", "/settings/journal", "/start", "/start/goal", "/start/done", "/sign-in",
	} {
		seen := map[string]bool{}
		p := ada.get(path)
		for _, n := range p.all("*", "id", "") {
			id, _ := attr(n, "id")
			if seen[id] {
				t.Errorf("%s: two elements are called %q", path, id)
			}
			seen[id] = true
		}
		for _, label := range p.all("label", "for", "") {
			if target, _ := attr(label, "for"); !seen[target] {
				t.Errorf("%s: a label names %q, which is not there", path, target)
			}
		}
		if n := len(p.all("h1")); n != 1 {
			t.Errorf("%s has %d headings of the first level", path, n)
		}
	}
}
