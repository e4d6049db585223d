package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"cordee/internal/org"
)

// problemsOf is "row field code" of every problem of an answer.
func problemsOf(p Problem) string {
	var all []string
	for _, e := range p.Errors {
		all = append(all, fmt.Sprint(e.Row, " ", e.Field, " ", e.Code))
	}
	return strings.Join(all, ", ")
}

// Whoever corrects an array corrects it once: every problem of every row is told, as for a file.
func TestAnArrayTellsEveryProblemOfEveryRow(t *testing.T) {
	d := openDesk(t)
	for _, x := range []struct{ scope, method, path, body, want string }{
		{org.ScopeResultsWrite, http.MethodPost, "results",
			`[{"ref":"a","occurred_on":"soon","kind":"","person":"nobody","amount":"much","colour":"red"},
			  {"ref":"b","occurred_on":"2026-11-02","kind":"call","person":"lea"},
			  {"ref":7,"occurred_on":"2026-11-02","kind":"deal_won","person":"tom","amount":true,"currency":"euro"},
			  {"ref":"d","occurred_on":"2026-11-02","kind":"deal_won","credits":"lea:60;tom:30","assists":"nobody"}]`,
			"1 colour api.field_unknown, 1 occurred_on date.invalid, 1 amount amount.invalid, 1 person person.unknown, 1 kind result.kind_missing, " +
				"3 ref api.json_type, 3 amount amount.invalid, 3 currency result.currency_invalid, 4 credits credits.sum, 4 assists person.unknown"},
		{org.ScopePeopleWrite, http.MethodPut, "people",
			`[{"key":"p","name":"P","team":"nowhere","role":"king","start_on":"soon","email":"no mail"},{"key":"q","name":["Q"],"team":"nowhere","colour":1},{"key":"r","team":"nord"},
			  {"key":"s","team":"nord","role":"rep","start_on":"2026-05-01","end_on":"2026-04-01"}]`,
			"1 email email.invalid, 1 role choice.unknown, 1 start_on date.invalid, 1 team team.unknown, 2 name api.json_type, 2 colour api.field_unknown, 2 team team.unknown, 4 end_on date.order"},
		{org.ScopePeopleWrite, http.MethodPut, "teams",
			`[{"key":"x","kind":"club","parent":"nowhere","lead":"nobody"},{"key":"y"},{"key":"z","parent":"nowhere"},{"key":"a","parent":"b"},{"key":"b","parent":"a"}]`,
			"1 kind choice.unknown, 1 parent team.unknown, 1 lead person.unknown, 3 parent team.unknown, 5 parent org.team_cycle"},
		{org.ScopeMetricsWrite, http.MethodPut, "metrics",
			`[{"key":"m","unit":"EUR","kind":"mean","where":"kind = 1"},{"key":"n","unit":"percent","kind":"ratio","numerator":"nothing","denominator":"deals"}]`,
			"1 kind choice.unknown, 1 where filter.one_equals, 2 numerator metric.unknown"},
		{org.ScopeGoalsWrite, http.MethodPut, "goals",
			`[{"key":"g","title":"G","tier":"royal","owner":"person:x","metric":"nothing","target":"much","start_on":"2026-02-01","end_on":"2026-01-01","parent":"none"}]`,
			"1 tier choice.unknown, 1 target number.invalid, 1 end_on date.order, 1 owner person.unknown, 1 metric metric.unknown, 1 parent goal.unknown"},
	} {
		t.Run(x.path, func(t *testing.T) {
			p := wants(t, d.send(x.scope, x.method, "/api/v1/"+x.path, x.body), http.StatusUnprocessableEntity, "")
			if got := problemsOf(p); got != x.want {
				t.Errorf("got  %s\nwant %s", got, x.want)
			}
		})
	}
}

// An empty text says what an empty cell says: nothing, or no longer anything; it reads back as null.
func TestAnEmptyTextClears(t *testing.T) {
	d := openDesk(t)
	for _, x := range []struct{ write, read, path, full, empty, field string }{
		{org.ScopePeopleWrite, org.ScopePeopleRead, "people/lea", `{"key":"lea","external_id":"42"}`, `{"key":"lea","external_id":""}`, "external_id"},
		{org.ScopePeopleWrite, org.ScopePeopleRead, "people/lea", `{"key":"lea","email":"l@alpina.fr"}`, `{"key":"lea","email":null}`, "email"},
		{org.ScopePeopleWrite, org.ScopePeopleRead, "teams/nord", `{"key":"nord","lead":"lea"}`, `{"key":"nord","lead":""}`, "lead"},
		{org.ScopeMetricsWrite, org.ScopeMetricsRead, "metrics/calls", `{"key":"calls","where":"kind == \"call\""}`, `{"key":"calls","where":""}`, "where"},
		{org.ScopeGoalsWrite, org.ScopeGoalsRead, "goals/lea-q4", `{"key":"lea-q4","parent":"nord-q4"}`, `{"key":"lea-q4","parent":""}`, "parent"},
	} {
		table, _, _ := strings.Cut(x.path, "/")
		read := func() any {
			var row map[string]any
			w := d.send(x.read, http.MethodGet, "/api/v1/"+x.path, "")
			wants(t, w, http.StatusOK, "")
			must(t, json.Unmarshal(w.Body.Bytes(), &row))
			v, there := row[x.field]
			if !there {
				t.Errorf("%s says nothing of %s", x.path, x.field)
			}
			return v
		}
		wants(t, d.send(x.write, http.MethodPut, "/api/v1/"+table, x.full), http.StatusOK, "")
		if read() == nil {
			t.Errorf("%s of %s was not kept", x.field, x.path)
		}
		wants(t, d.send(x.write, http.MethodPut, "/api/v1/"+table, x.empty), http.StatusOK, "")
		if v := read(); v != nil {
			t.Errorf("%s of %s is still %v", x.field, x.path, v)
		}
	}
}

// A company has no team above it, whichever way that is said.
func TestTheCompanyHasNoParent(t *testing.T) {
	d := openDesk(t)
	for _, parent := range []string{`""`, `null`} {
		wants(t, d.send(org.ScopePeopleWrite, http.MethodPut, "/api/v1/teams", `{"key":"alpina","kind":"company","parent":`+parent+`}`), http.StatusOK, "")
		w := d.send(org.ScopePeopleRead, http.MethodGet, "/api/v1/teams/alpina", "")
		if !strings.Contains(w.Body.String(), `"parent":null`) {
			t.Errorf("%s", w.Body)
		}
	}
}
