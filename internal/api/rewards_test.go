package api

import (
	"encoding/json"
	"net/http"
	"testing"
	"time"

	"cordee/internal/app"
	"cordee/internal/org"
)

const bonus = `{"key":"bonus","title":"Prime du trimestre","kind":"amount","unit":"EUR","to":"team:nord","start_on":"2026-10-01","end_on":"2026-12-31",
	"each":{"base":"1000","parts":[{"of":{"own":"revenue"},"weight":6000,"curve":{"axis":"attainment","mode":"linear","threshold":"0"}},
	{"of":{"goal":"nord-q4"},"weight":4000,"curve":{"axis":"attainment","mode":"linear","threshold":"0"}}]}`

func TestARuleIsKeptByItsKey(t *testing.T) {
	d := openDesk(t)
	var r app.RuleStanding
	put := func(body string) {
		t.Helper()
		w := d.send(org.ScopeRewardsWrite, http.MethodPut, "/api/v1/rewards/rules", body)
		wants(t, w, http.StatusOK, "")
		must(t, json.Unmarshal(w.Body.Bytes(), &r))
	}
	put(bonus + `}`)
	if r.State != app.RuleDraft || r.Version != 1 || r.Each.Parts[1].Of.Goal != "nord-q4" || r.To != "team:nord" {
		t.Errorf("%+v", r)
	}
	put(bonus + `,"publish":true}`)
	if r.State != app.RuleRunning {
		t.Errorf("%+v", r)
	}
	edition := r.Edition
	put(bonus + `,"publish":true}`) // the same again changes nothing
	if r.Edition != edition || r.Version != 1 {
		t.Errorf("%+v", r)
	}
	changed := `{"key":"bonus","title":"Autre","kind":"points","to":"team:nord","start_on":"2026-10-01","end_on":"2026-12-31","each":{"base":"9","parts":[{"of":{"own":"revenue"},"weight":10000,"curve":{"axis":"attainment","mode":"linear","threshold":"0"}}]}}`
	wants(t, d.send(org.ScopeRewardsWrite, http.MethodPut, "/api/v1/rewards/rules", changed), http.StatusUnprocessableEntity, "rule.next_too_early")
	wants(t, d.send(org.ScopeRewardsWrite, http.MethodPut, "/api/v1/rewards/rules", `{"key":"x","to":"team:nowhere"}`), http.StatusUnprocessableEntity, "person.unknown")
	wants(t, d.send(org.ScopeRewardsRead, http.MethodPut, "/api/v1/rewards/rules", bonus+`}`), http.StatusForbidden, "access.scope_missing")

	var all []app.RuleStanding
	must(t, json.Unmarshal(d.send(org.ScopeRewardsRead, http.MethodGet, "/api/v1/rewards/rules", "").Body.Bytes(), &all))
	if len(all) != 1 || all[0].People != 2 || all[0].Key != "bonus" {
		t.Errorf("%+v", all)
	}
	var shares []app.ShareStanding
	must(t, json.Unmarshal(d.send(org.ScopeRewardsRead, http.MethodGet, "/api/v1/rewards/statements?rule=bonus&owner=person:lea", "").Body.Bytes(), &shares))
	if len(shares) != 1 || shares[0].Person != "lea" || len(shares[0].Lines) != 2 || shares[0].Lines[0].Of.Own != "revenue" {
		t.Errorf("%+v", shares)
	}
	wants(t, d.send(org.ScopeRewardsRead, http.MethodGet, "/api/v1/rewards/statements?rule=none", ""), http.StatusNotFound, "not_found")
	wants(t, d.send(org.ScopeGoalsRead, http.MethodGet, "/api/v1/rewards/statements?rule=bonus", ""), http.StatusForbidden, "access.scope_missing")
}

func TestAnAwardLeavesOnce(t *testing.T) {
	d := openDesk(t)
	badge := `{"key":"cime","title":"Cime","kind":"badge","label":"Cime","to":"person:tom","start_on":"2026-10-01","end_on":"2026-10-31","gates":[{"of":{"own":"revenue"},"at":"50"}],"publish":true}`
	wants(t, d.send(org.ScopeRewardsWrite, http.MethodPut, "/api/v1/rewards/rules", badge), http.StatusOK, "")
	must(t, d.app.GrantAwards(t.Context(), d.org, time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)))
	var list []app.AwardStanding
	must(t, json.Unmarshal(d.send(org.ScopeRewardsRead, http.MethodGet, "/api/v1/rewards/awards?rule=cime&owner=person:tom", "").Body.Bytes(), &list))
	if len(list) != 1 || list[0].State != app.AwardNothing || list[0].Cause != app.AwardGrant || list[0].To.String() != "2026-10-31" {
		t.Errorf("%+v", list)
	}
	wants(t, d.send(org.ScopeRewardsWrite, http.MethodPost, "/api/v1/rewards/awards/export", ""), http.StatusConflict, "award.nothing_to_export")
	wants(t, d.send(org.ScopeRewardsRead, http.MethodPost, "/api/v1/rewards/awards/export", ""), http.StatusForbidden, "access.scope_missing")
	wants(t, d.send(org.ScopeRewardsWrite, http.MethodGet, "/api/v1/rewards/awards/export/12", ""), http.StatusNotFound, "not_found")
}
