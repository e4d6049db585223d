package api

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"cordee/internal/app"
	"cordee/internal/org"
)

func TestAProgramPassesOnWhatPeopleSay(t *testing.T) {
	d := openDesk(t)
	w := d.send(org.ScopeGoalsWrite, http.MethodPost, "/api/v1/goals/lea-q4/notes", `{"person":"lea","kind":"support","text":"Tom m’aide sur Nova"}`)
	wants(t, w, http.StatusOK, "")
	w = d.send(org.ScopeGoalsWrite, http.MethodPost, "/api/v1/goals/nord-q4/bid", `{"person":"tom","amount":"28000.50"}`)
	wants(t, w, http.StatusOK, "")
	w = d.send(org.ScopeGoalsWrite, http.MethodPost, "/api/v1/goals/lea-q4/acknowledge", `{"person":"lea","reply":"read"}`)
	wants(t, w, http.StatusOK, "")

	var seen app.GoalState
	must(t, json.Unmarshal(d.send(org.ScopeGoalsRead, http.MethodGet, "/api/v1/goals/lea-q4", "").Body.Bytes(), &seen))
	if n := seen.Talk.Notes; len(n) != 1 || n[0].Person != "lea" || n[0].Kind != "support" {
		t.Errorf("notes %+v", n)
	}
	if len(seen.Talk.Evidence)+len(seen.Talk.Deliveries)+len(seen.Talk.Bids) > 0 {
		t.Errorf("a token that only reads sees what is for whoever decides: %+v", seen.Talk)
	}
	both, err := d.app.CreateToken(t.Context(), org.System(d.org), "both", []string{org.ScopeGoalsRead, org.ScopeGoalsWrite})
	must(t, err)
	must(t, json.Unmarshal(d.send(both, http.MethodGet, "/api/v1/goals/lea-q4", "").Body.Bytes(), &seen))
	if len(seen.Talk.Evidence) != 5 || len(seen.Talk.Deliveries) != 1 || seen.Talk.Deliveries[0].Reply != app.ReplyRead || seen.Talk.Deliveries[0].AcknowledgedAt == nil {
		t.Errorf("whoever decides sees %+v", seen.Talk)
	}
	for _, letter := range seen.Talk.Evidence {
		for _, line := range letter.Lines {
			if line.Text == "" || strings.Contains(line.Text, line.Code) {
				t.Errorf("%s is said %q", line.Code, line.Text)
			}
		}
	}
	must(t, json.Unmarshal(d.send(both, http.MethodGet, "/api/v1/goals/nord-q4", "").Body.Bytes(), &seen))
	if b := seen.Talk.Bids; len(b) != 1 || b[0].Amount.String() != "28000.5" {
		t.Errorf("bids %+v", b)
	}
}

func TestNobodySpeaksForSomebodyWhoCouldNot(t *testing.T) {
	d := openDesk(t)
	for body, code := range map[string]string{
		`{"person":"ines","kind":"comment","text":"bravo"}`: "goal.not_theirs", `{"person":"nobody","kind":"comment","text":"bravo"}`: "person.unknown",
		`{"person":"lea","kind":"shout","text":"bravo"}`: "choice.unknown", `{"person":"lea","kind":"comment","text":" "}`: "goal.note_missing",
	} {
		wants(t, d.send(org.ScopeGoalsWrite, http.MethodPost, "/api/v1/goals/lea-q4/notes", body), http.StatusUnprocessableEntity, code)
	}
	wants(t, d.send(org.ScopeGoalsWrite, http.MethodPost, "/api/v1/goals/lea-q4/bid", `{"person":"lea","amount":"-1"}`), http.StatusUnprocessableEntity, "goal.bid_range")
	wants(t, d.send(org.ScopeGoalsWrite, http.MethodPost, "/api/v1/goals/nord-q4/bid", `{"person":"ines","amount":"1"}`), http.StatusForbidden, "goal.bid_owner")
	wants(t, d.send(org.ScopeGoalsRead, http.MethodPost, "/api/v1/goals/lea-q4/notes", `{"person":"lea","kind":"comment","text":"x"}`), http.StatusForbidden, "access.scope_missing")
}

func TestTheDirectionIsReadAndSet(t *testing.T) {
	d := openDesk(t)
	w := d.send(org.ScopeGoalsWrite, http.MethodPut, "/api/v1/direction", `{"text":"Grandir avec ceux qui nous connaissent"}`)
	wants(t, w, http.StatusOK, "")
	w = d.send(org.ScopeGoalsRead, http.MethodGet, "/api/v1/direction", "")
	var now Direction
	must(t, json.Unmarshal(w.Body.Bytes(), &now))
	if now.Text != "Grandir avec ceux qui nous connaissent" || now.FromOn.String() != "2026-11-23" {
		t.Errorf("%+v", now)
	}
	wants(t, d.send(org.ScopeGoalsWrite, http.MethodPut, "/api/v1/direction", `{"text":"Autre","version":1}`), http.StatusPreconditionFailed, "stale")
	wants(t, d.send(org.ScopeGoalsRead, http.MethodPut, "/api/v1/direction", `{"text":"Autre"}`), http.StatusForbidden, "access.scope_missing")
}

func TestAFileOfObjectivesTakesWhatTheyTake(t *testing.T) {
	d := openDesk(t)
	body := `{"key":"lea-q1","title":"Ouvrir l’Ouest","owner":"person:lea","metric":"revenue","target":"52000","start_on":"2027-01-01","end_on":"2027-03-31","parent":"nord-q4","relation":"supports",
	"skills":"négocier","helping":"un rendez-vous à deux compte pour les deux","means":"un binôme","guard":"deals","mode":"contractual","learning":"true","difficulty":"3"}`
	wants(t, d.send(org.ScopeGoalsWrite, http.MethodPut, "/api/v1/goals", body), http.StatusOK, "")
	v, err := d.app.GoalByKey(t.Context(), org.System(d.org), "lea-q1")
	must(t, err)
	g := v.Standing.Goal
	if g.Skills == "" || g.Helping == "" || g.Means == "" || g.Guard == 0 || g.Mode != "contractual" || !g.Learning || g.Difficulty != 3 || g.Relation != "supports" {
		t.Errorf("%+v", g)
	}
}
