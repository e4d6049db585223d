package web

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"cordee/internal/app"
	"cordee/internal/org"
	"cordee/internal/route"
	"cordee/internal/testkit"
)

// A page about a person, an objective, a result or a letter tells that a look at it is noted, or why there is nothing to note: a new
// one cannot forget.
func TestEveryPageAboutSomebodySaysWhetherALookIsNoted(t *testing.T) {
	a := app.New(testkit.SQLite(t), app.Options{})
	t.Cleanup(a.Close)
	var g route.Registry
	New(Config{App: a}).Routes(&g)
	for _, r := range g.Routes() {
		about := r.Object == org.APerson || r.Object == org.AGoal || r.Object == "result" || r.Object == "letter"
		if r.Method != "GET" || !about || r.Public {
			continue
		}
		if (r.Logs == "") == (unlogged[r.Path] == "") {
			t.Errorf("%s: say in logged what it shows of somebody, or in unlogged why it shows nothing", r.Path)
		}
	}
	for path := range logged {
		if !strings.Contains(path, "{") {
			t.Errorf("%s names nobody", path)
		}
	}
}

// What a lead opens of somebody stands on that person's own page, once, with the objective's name; what nobody was shown does not.
func TestWhoLookedIsOnOnesOwnPage(t *testing.T) {
	s := openSite(t)
	karim, lea := s.as("karim"), s.as("lea")
	var goal app.Standing
	rope, err := s.app.MyRope(t.Context(), s.actor("lea"))
	if err != nil {
		t.Fatal(err)
	}
	goal = rope.Goals[0]
	for _, path := range []string{goalPath(goal.ID), goalPath(goal.ID), goalPath(goal.ID) + "/statement", personPath(s.person("lea").ID), goalPath(org.ID(4242))} {
		karim.get(path)
	}
	lea.get(goalPath(goal.ID))
	looks, err := s.app.AccessTo(t.Context(), s.actor("lea"))
	if err != nil {
		t.Fatal(err)
	}
	var seen []string
	for _, x := range looks {
		seen = append(seen, x.What)
	}
	slices.Sort(seen)
	if got := strings.Join(seen, " "); got != "goal person statement" {
		t.Errorf("Léa reads that Karim looked at: %s", got)
	}
}

// A check-in takes no script, keeps its note from everybody, and shares what is ticked with the lead.
func TestACheckinOnAPage(t *testing.T) {
	s := openSite(t)
	lea, karim := s.as("lea"), s.as("karim")
	if code, body := lea.bodyOf("/week"); code != 200 || !strings.Contains(body, `name="confidence"`) {
		t.Fatalf("no check-in is offered: %d", code)
	}
	form := url.Values{"confidence": {"3"}, "obstacle": {"zqprix"}, "intention": {"zqquand"}, "note": {"zqsecret"}, "share": {"i"}}
	res, err := lea.http.PostForm(lea.server.URL+"/week", form)
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	_, own := lea.bodyOf("/week")
	if !strings.Contains(own, "zqsecret") || !strings.Contains(own, "Corriger le point de cette semaine") {
		t.Error("her page shows what she wrote, and lets her put it right")
	}
	for _, path := range []string{"/", "/week", "/decide", "/team", "/export.xlsx", personPath(s.person("lea").ID)} {
		if _, body := karim.bodyOf(path); strings.Contains(body, "zqsecret") || strings.Contains(body, "zqprix") {
			t.Errorf("%s shows Karim what Léa kept for herself", path)
		}
	}
	if _, body := karim.bodyOf(personPath(s.person("lea").ID)); !strings.Contains(body, "zqquand") {
		t.Error("Karim does not read what Léa shared with him")
	}
}
