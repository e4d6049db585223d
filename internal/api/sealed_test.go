package api

import (
	"net/http"
	"strings"
	"testing"

	"cordee/internal/app"
	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

// Whoever is asked for their own number first must not find the prepared one anywhere, not even through a program.
func TestAPreparedNumberStaysSealedForPrograms(t *testing.T) {
	d := openDesk(t)
	w, err := d.app.World(t.Context(), d.org)
	must(t, err)
	lea, _ := w.PersonByKey("lea")
	ines, _ := w.PersonByKey("ines")
	revenue, _ := w.MetricByKey("revenue")
	boss := org.Actor{Org: d.org, Person: ines.ID, Role: org.Admin, Kind: org.ByPerson}
	id, err := d.app.AskFirst(t.Context(), boss, goal.Goal{
		Key: "lea-q1", Title: "Chiffre du trimestre", Tier: goal.Individual, Owner: org.PersonOwner(lea.ID), Metric: revenue.ID, Why: "Le Nord ouvre deux magasins.",
		Target: measure.Some(measure.Whole(77_431)), Floor: measure.Some(measure.Whole(66_321)), Stretch: measure.Some(measure.Whole(88_541)),
		Start: period.On(2027, 1, 1), End: period.On(2027, 3, 31),
	}, app.Said{})
	must(t, err)
	everything, err := d.app.CreateToken(t.Context(), org.System(d.org), "everything", org.Scopes)
	must(t, err)
	leaks := func() (where []string) {
		for _, path := range []string{"/api/v1/goals", "/api/v1/goals/lea-q1", "/api/v1/boards?metric=revenue&from=2027-01-01&to=2027-03-31&rank_by=attainment"} {
			body := d.send(everything, http.MethodGet, path, "").Body.String()
			for _, secret := range []string{"77431", "66321", "88541"} {
				if strings.Contains(body, secret) {
					where = append(where, path+": "+secret)
				}
			}
		}
		return where
	}
	if where := leaks(); len(where) > 0 {
		t.Errorf("the prepared number is out: %v", where)
	}
	must(t, d.app.Bid(t.Context(), org.Actor{Org: d.org, Person: lea.ID, Role: lea.Role, Kind: org.ByPerson}, id, measure.Some(measure.Whole(50_000))))
	if where := leaks(); len(where) == 0 {
		t.Error("after Léa's own number the prepared one stands beside it")
	}
}
