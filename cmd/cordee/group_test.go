package main

import (
	"context"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/route"
	"cordee/internal/sheet"
)

// elan puts Léa and Inès, of two teams, in one ad-hoc group whose objective counts visits, and gives Inès a sale that is her own
// team's matter: 43 210 €, with the 1 000 € she has in the fixture 44 210 €. Zoé's 5 € keep that apart from her team's total.
func (m *matrix) elan() {
	m.t.Helper()
	since, monthEnd := period.On(2026, 1, 1), period.On(2026, 12, 31)
	result := func(who, kind string, amount measure.Maybe) sheet.ResultRow {
		return sheet.ResultRow{Source: "web", Ref: "elan-" + kind + "-" + who, OccurredOn: period.On(2026, 11, 3), Kind: kind, Amount: amount,
			Credits: []sheet.CreditKey{{Owner: who, BP: measure.Hundred}}}
	}
	b := sheet.Batch{
		Teams:       []sheet.TeamRow{{Key: "elan", Name: sheet.Val("Élan"), Kind: sheet.Val("group")}},
		Memberships: []sheet.MembershipRow{{Person: "lea", Team: "elan", From: since}, {Person: "ines", Team: "elan", From: since}},
		Goals: []sheet.GoalRow{{Key: "elan-q4", Title: sheet.Val("Aller voir nos clients"), Tier: sheet.Val("collective"), Owner: sheet.Val("team:elan"), Metric: sheet.Val("own"),
			Parent: sheet.Val("cap"), Target: sheet.Val(measure.Some(10 * measure.One)), StartOn: sheet.Val(since), EndOn: sheet.Val(monthEnd), Origin: sheet.Val("agreed")}},
		Results: []sheet.ResultRow{
			result("ines", "deal_won", measure.Some(43_210*measure.One)), result("zoe", "deal_won", measure.Some(5*measure.One)), result("ines", "visit", measure.Maybe{}),
		},
	}
	w := m.site.world("alpina")
	if report, err := m.site.app.Import(context.Background(), org.System(w.Org().ID), "elan", b, false); err != nil {
		m.t.Fatalf("%v: %+v", err, report.Errors)
	}
}

// hers are the figures that are Inès's alone, however they are written.
var (
	hers    = regexp.MustCompile(`4[34]210`)
	between = strings.NewReplacer("\u202f", "", "\u00a0", "", " ", "", ",", "", "&nbsp;", "")
)

// TestAnAdHocGroupOpensItsOwnObjectiveAlone asks for every page of the registry as Léa: what Inès brought elsewhere is nowhere.
func TestAnAdHocGroupOpensItsOwnObjectiveAlone(t *testing.T) {
	m := newMatrix(t)
	m.elan()
	lea, sarah := called(t, "lea"), called(t, "sarah")
	shows := func(c caller, path string, door route.Door) bool {
		return hers.MatchString(between.Replace(m.ask(c, http.MethodGet, path, door).Body.String()))
	}
	for _, r := range m.site.doors.routes.Routes() {
		if r.Method != http.MethodGet || r.Public || r.Door == route.API || strings.HasSuffix(r.Path, "/live") {
			continue
		}
		_, objects := m.objects(r)
		for _, o := range objects {
			if path := fill(r.Path, o.params) + rules[r.Pattern()].query; shows(lea, path, r.Door) {
				t.Errorf("%s shows Léa what Inès brought to another team", path)
			}
		}
	}
	if path := "/goals/" + m.site.id("goal", "cap"); shows(lea, path, route.Web) {
		t.Errorf("%s, the company's objective, shows Léa what Inès brought to another team", path)
	}
	if path := "/goals/" + m.site.id("goal", "sud-q4"); !shows(sarah, path, route.Web) {
		t.Errorf("who leads Inès no longer reads %s: the figure looked for is not one that is shown", path)
	}
	deal, visit := "/results/"+m.site.posting("elan-deal_won-ines"), "/results/"+m.site.posting("elan-visit-ines")
	for path, want := range map[string]int{deal: http.StatusNotFound, visit: http.StatusOK} {
		if got := m.ask(lea, http.MethodGet, path, route.Web).Code; got != want {
			t.Errorf("%s: %d, want %d", path, got, want)
		}
	}
	page := m.ask(lea, http.MethodGet, "/goals/"+m.site.id("goal", "elan-q4"), route.Web).Body.String()
	if !strings.Contains(page, "Nom ines") {
		t.Error("the group's own objective does not say what Inès brings to it")
	}
}
