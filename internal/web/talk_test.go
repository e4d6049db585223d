package web

import (
	"archive/zip"
	"bytes"
	"io"
	"net/http"
	"strings"
	"testing"

	"cordee/internal/app"
	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/route"
	"cordee/internal/sheet"
)

// canary is a prepared number that nobody would come upon by chance.
const canary = 7_654_321

// asked asks someone for their own number first, with the canary prepared.
func (s *site) asked(by, owner string) org.ID {
	s.t.Helper()
	metric, _ := s.world().MetricByKey("revenue")
	id, err := s.app.AskFirst(s.t.Context(), s.actor(by), goal.Goal{
		Key: "asked-" + owner, Title: "Le premier trimestre", Tier: goal.Individual, Owner: org.PersonOwner(s.person(owner).ID), Metric: metric.ID,
		Target: measure.Some(measure.Whole(canary)), Floor: measure.Some(measure.Whole(canary)), Start: period.On(2027, 1, 1), End: period.On(2027, 3, 31),
	}, app.Said{Reason: "Deux comptes arrivent"})
	if err != nil {
		s.t.Fatal(err)
	}
	return id
}

// bodyOf is everything an answer says, what it packs included.
func (r *reader) bodyOf(path string) (int, string) {
	r.t.Helper()
	res, err := r.http.Get(r.server.URL + path)
	if err != nil {
		r.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	raw, err := io.ReadAll(io.LimitReader(res.Body, 32<<20))
	if err != nil {
		r.t.Fatal(err)
	}
	all := bytes.Clone(raw)
	if packed, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw))); err == nil {
		for _, f := range packed.File {
			part, err := f.Open()
			if err != nil {
				r.t.Fatal(err)
			}
			text, err := io.ReadAll(part)
			if err != nil {
				r.t.Fatal(err)
			}
			all = append(all, text...)
		}
	}
	return res.StatusCode, string(all)
}

// tells whether a text holds the canary, however it is written.
func tells(text string) bool {
	return strings.Contains(strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "", ",", "", "&nbsp;", "").Replace(text), "7654321")
}

// everyPage is the address of every page and file behind a GET, with this objective, this person and this team in it.
func (s *site) everyPage(id, person org.ID) (paths []string) {
	var reg route.Registry
	New(Config{App: s.app}).Routes(&reg)
	fill := strings.NewReplacer("{goal}", id.String(), "{person}", person.String(), "{team}", s.world().HomeTeam(person, monday).String(), "{$}", "")
	for _, r := range reg.Routes() {
		if r.Method != http.MethodGet || strings.HasSuffix(r.Path, "/live") {
			continue
		}
		path := fill.Replace(r.Path)
		if strings.HasPrefix(path, "/export/") {
			for _, t := range []string{"goals", "steps", "people", "results"} {
				paths = append(paths, "/export/"+t+".csv")
			}
		}
		if !strings.Contains(path, "{") && !strings.HasSuffix(path, "/live") { // streams of names of what moved, which never end
			paths = append(paths, path)
		}
	}
	return append(paths, "/search?q=trimestre", "/search?q=7654321", "/direction?tier=individual&on=2027-01-15", "/goals/"+id.String()+"?on=2027-01-15", "/goals/new?parent="+id.String(),
		"/goals/new?instead="+id.String())
}

func TestAnOwnerNeverComesUponTheNumberPreparedBeforeGivingTheirs(t *testing.T) {
	for by, owner := range map[string]string{"karim": "lea", "dora": "ada"} { // Ada is the administrator: she may also export
		s := openSite(t)
		id, me := s.asked(by, owner), s.as(owner)
		read := 0
		for _, path := range s.everyPage(id, s.person(owner).ID) {
			status, body := me.bodyOf(path)
			if status == http.StatusOK {
				read++
			}
			if path != "/search?q=7654321" && tells(body) {
				t.Errorf("%s reads the number on %s", owner, path)
			}
		}
		if read < 20 {
			t.Errorf("%s read only %d pages: the test proves little", owner, read)
		}
		// Nor does another door open it: not a change, not a file.
		metric, _ := s.world().MetricByKey("revenue")
		_, err := s.app.SaveGoal(t.Context(), s.actor(by), goal.Goal{
			ID: id, Version: 1, Title: "Le premier trimestre", Tier: goal.Individual, Owner: org.PersonOwner(s.person(owner).ID), Metric: metric.ID,
			Target: measure.Some(measure.Whole(canary)), Start: period.On(2027, 1, 1), End: period.On(2027, 3, 31),
		}, app.Said{})
		if err == nil || !strings.Contains(err.Error(), "goal.sealed") {
			t.Errorf("the number was written in the open: %v", err)
		}
		row := sheet.GoalRow{Key: "asked-" + owner, Target: sheet.Val(measure.Some(measure.Whole(canary)))}
		if report, err := s.app.Import(t.Context(), app.System(s.org.ID), "file", sheet.Batch{Goals: []sheet.GoalRow{row}}, false); err == nil && len(report.Errors) == 0 {
			t.Error("a file wrote the number in the open")
		}
		// To decline to give one opens it, too.
		form := me.get(goalPath(id))
		me.submit(form, goalPath(id)+"/bid", map[string]string{"do": "none"})
		if _, body := me.bodyOf(goalPath(id)); !tells(body) {
			t.Errorf("%s declined, and still does not see the number", owner)
		}
	}
}

func TestThePositiveControlFindsTheNumber(t *testing.T) {
	s := openSite(t)
	id := s.asked("karim", "lea")
	if err := s.app.Bid(t.Context(), s.actor("lea"), id, measure.Some(measure.Whole(52_000))); err != nil {
		t.Fatal(err)
	}
	lea, found := s.as("lea"), 0
	for _, path := range s.everyPage(id, s.person("lea").ID) {
		if _, body := lea.bodyOf(path); tells(body) {
			found++
		}
	}
	if found < 2 {
		t.Errorf("the number, once open, was found on %d pages", found)
	}
}

func TestAVagueObjectiveGetsHelpForEachLetterInAnEmptyCompany(t *testing.T) {
	s := openWith(t, func(root string) sheet.Batch {
		return sheet.Batch{People: []sheet.PersonRow{{Key: "ada", Name: sheet.Val("Ada Min"), Team: sheet.Val(root), Role: sheet.Val("admin"), StartOn: sheet.Val(period.On(2026, 1, 1))}}}
	})
	ada := s.as("ada")
	p := ada.submit(ada.get("/goals/new"), "/goals", map[string]string{"title": "Vendre plus", "target": "", "check": "yes"})
	p.wants("Spécifique", "Mesurable", "Atteignable", "Réaliste", "Temporel", "à compléter")
	links := 0
	for _, a := range p.all("a") {
		href, _ := attr(a, "href")
		if !strings.HasPrefix(href, "#f-") {
			continue
		}
		links++
		if len(p.all("*", "id", href[1:])) != 1 {
			t.Errorf("a fix leads to %s, where there is no field", href)
		}
	}
	if links < 4 {
		t.Errorf("%d letters lead to a field", links)
	}
	for _, sign := range []string{"/100", "/5", "score", "note globale"} {
		if p.says(sign) {
			t.Errorf("the evidence is a score: %q", sign)
		}
	}
}

func TestEachFixOfAnObjectiveLeadsToItsField(t *testing.T) {
	s := openSite(t)
	karim := s.as("karim")
	page := karim.get(s.goal("tom-q4"))
	seen := 0
	for _, a := range page.all("a") {
		href, _ := attr(a, "href")
		path, field, ok := strings.Cut(href, "#f-")
		if !ok || !strings.Contains(path, "/edit?at=") {
			continue
		}
		seen++
		form := karim.get(path)
		if len(form.all("*", "id", "f-"+field)) != 1 {
			t.Errorf("%s has no field %s", path, field)
		}
	}
	if seen == 0 {
		t.Error("no letter offers to close its gap")
	}
}

func TestAPaidGapAsksForOneReasonAndNeitherAcknowledgementNorFreshDataBlock(t *testing.T) {
	s := openSite(t)
	dora := s.as("dora")
	form := map[string]string{
		"title": "Vendre 12 000 € de Nova d’ici fin mars", "owner": "person:tom", "target": "12 000", "period": "2027-Q1", "paid": "yes", "why": "Nova entre au catalogue",
	}
	refused := dora.submit(dora.get("/goals/new"), "/goals", form)
	if refused.status != http.StatusUnprocessableEntity {
		t.Fatalf("a paid gap passed without a reason: %d", refused.status)
	}
	form["reason"] = "Deux de ses clients l’attendent"
	if p := dora.submit(dora.get("/goals/new"), "/goals", form); p.status != http.StatusOK {
		t.Fatalf("one reason is enough: %d %s", p.status, strings.Join(p.texts("main"), "\n"))
	}
	list, _, err := s.app.Goals(t.Context(), s.actor("tom"), app.GoalFilter{Owner: org.PersonOwner(s.person("tom").ID)})
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range list {
		if g.Paid && g.Status != goal.Published {
			t.Errorf("nobody has acknowledged it, and it is %s", g.Status)
		}
	}
}

func TestASecondLookIsASettingAndASoleAdministratorNeverWaits(t *testing.T) {
	s := openSite(t)
	ada := s.as("ada")
	settings := ada.get("/settings")
	if p := ada.submit(settings, "/settings", map[string]string{"second_look": "yes"}); p.status != http.StatusOK {
		t.Fatalf("settings: %d", p.status)
	}
	if !s.world().Org().SecondLook {
		t.Fatal("the second look was not turned on")
	}
	dora := s.as("dora")
	form := map[string]string{"title": "Vendre 12 000 € de Nova", "owner": "person:tom", "target": "12 000", "period": "2027-Q1", "paid": "yes", "why": "Nova ouvre le Nord à la rentrée", "reason": "Deux clients attendent déjà"}
	if p := dora.submit(dora.get("/goals/new"), "/goals", form); p.status != http.StatusUnprocessableEntity {
		t.Errorf("somebody else could approve, and it passed alone: %d", p.status)
	}

	alone := openWith(t, func(root string) sheet.Batch {
		person := func(key, role string) sheet.PersonRow {
			return sheet.PersonRow{Key: key, Name: sheet.Val("Personne " + key), Team: sheet.Val(root), Role: sheet.Val(role), StartOn: sheet.Val(period.On(2026, 1, 1))}
		}
		return sheet.Batch{People: []sheet.PersonRow{person("ada", "admin"), person("tom", "rep")}}
	})
	boss := alone.as("ada")
	boss.submit(boss.get("/settings"), "/settings", map[string]string{"second_look": "yes"})
	if p := boss.submit(boss.get("/goals/new"), "/goals", form); p.status != http.StatusOK {
		t.Errorf("a sole administrator waits (%d): %s", p.status, strings.Join(p.texts("main"), "\n"))
	}
}

func TestAnObjectiveCanBeReadAsOfAPastDay(t *testing.T) {
	s := openSite(t)
	lea := s.as("lea")
	page := lea.get(s.goal("lea-q4") + "?on=2026-10-11")
	page.wants("Au 11 octobre 2026, sous la version 1", "0 €")
	lea.get(s.goal("lea-q4")+"?on=2026-10-12").wants("Au 12 octobre 2026", "10 000 €")
	lea.get(s.goal("lea-q4") + "?on=2031-01-01").wants("Au 23 novembre 2026") // the future has not been
	if p := lea.get(s.goal("lea-q4") + "?on=hier"); p.status != http.StatusOK {
		t.Errorf("a day that cannot be read: %d", p.status)
	}
}

func TestAnObjectiveThatServesAnotherStartsOneTierDown(t *testing.T) {
	s := openSite(t)
	dora := s.as("dora")
	_, id, _ := strings.Cut(s.goal("cap"), "/goals/")
	under := dora.get("/goals/new?parent=" + id).form("/goals")
	if under.Get("tier") != "collective" || under.Get("owner") != "team:sud" || under.Get("metric") != "revenue" {
		t.Errorf("under the company's: %v", under) // Nord already carries a part; there are no departments
	}
	_, id, _ = strings.Cut(s.goal("nord-q4"), "/goals/")
	under = s.as("karim").get("/goals/new?parent=" + id).form("/goals")
	if under.Get("tier") != "individual" || under.Get("owner") != "person:karim" || under.Get("parent") != id {
		t.Errorf("under the team's: %v", under)
	}
}

func TestAStepHasAnOwnerOfTheTeam(t *testing.T) {
	s := openSite(t)
	karim, here := s.as("karim"), s.goal("nord-q4")
	tom := s.person("tom").ID.String()
	karim.submit(karim.get(here), here+"/steps", map[string]string{"steps": "Appeler les dix clients ; 12/12/2026", "step_owner": tom})
	karim.get(here).wants("Appeler les dix clients", "Tom Duval", "12 déc.")
	ines := s.person("ines").ID.String()
	if p := karim.submit(karim.get(here), here+"/steps", map[string]string{"steps": "Visiter", "step_owner": ines}); p.status != http.StatusUnprocessableEntity {
		t.Errorf("a step went to somebody of another team: %d", p.status)
	}
}

// Whoever leads a project without leading anybody's work has nobody to ask: not even themselves.
func TestAskingFirstIsOfferedToThoseWhoSetNumbers(t *testing.T) {
	s := openSite(t)
	_, err := s.app.Import(t.Context(), org.System(s.actor("ada").Org), "projet", sheet.Batch{
		Teams:       []sheet.TeamRow{{Key: "projet", Name: sheet.Val("Projet Nova"), Kind: sheet.Val("group"), Lead: sheet.Val("lea")}},
		Memberships: []sheet.MembershipRow{{Person: "lea", Team: "projet", From: period.On(2026, 1, 1)}, {Person: "tom", Team: "projet", From: period.On(2026, 1, 1)}},
	}, false)
	if err != nil {
		t.Fatal(err)
	}
	for key, offered := range map[string]bool{"lea": false, "karim": true} {
		if got := s.as(key).get("/goals/new").all("input", "name", "ask_first"); (len(got) > 0) != offered {
			t.Errorf("%s: %d", key, len(got))
		}
	}
}
