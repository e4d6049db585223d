package app_test

import (
	"testing"
	"time"

	"cordee/internal/app"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/sheet"
	"cordee/internal/testkit"
)

// My part of a bar is what I brought to that very team: nothing in a team I never belonged to, and in a team I left only what I
// brought while I was there.
func TestMyPartOfABarIsWhatIBroughtThere(t *testing.T) {
	now := time.Date(2026, 3, 20, 10, 0, 0, 0, time.UTC)
	a := app.New(testkit.SQLite(t), app.Options{Now: func() time.Time { return now }})
	defer a.Close()
	o, err := a.CreateOrg(t.Context(), app.NewOrg{Key: "alpina", Name: "Alpina"})
	if err != nil {
		t.Fatal(err)
	}
	day := func(m time.Month, d int) period.Date { return period.On(2026, m, d) }
	team := func(key string) sheet.TeamRow { return sheet.TeamRow{Key: key, Parent: sheet.Val("alpina")} }
	goal := func(owner string) sheet.GoalRow {
		return sheet.GoalRow{Key: owner, Title: sheet.Val(owner), Owner: sheet.Val("team:" + owner), Metric: sheet.Val("revenue"), Parent: sheet.Opt[string]{},
			Target: sheet.Val(measure.Some(9_000 * measure.One)), StartOn: sheet.Val(day(1, 1)), EndOn: sheet.Val(day(3, 31))}
	}
	batch := sheet.Batch{
		Teams:  []sheet.TeamRow{team("nantes"), team("lyon"), team("annecy")},
		People: []sheet.PersonRow{{Key: "lea", Name: sheet.Val("Léa")}},
		Memberships: []sheet.MembershipRow{
			{Person: "lea", Team: "lyon", From: day(1, 1), To: day(2, 1)}, {Person: "lea", Team: "nantes", From: day(2, 1)},
		},
		Goals: []sheet.GoalRow{goal("alpina"), goal("nantes"), goal("lyon"), goal("annecy")},
	}
	january := sale("1", 300)
	january.OccurredOn = day(1, 15)
	batch.Results = []sheet.ResultRow{january, sale("2", 500)}
	if _, err := a.Import(t.Context(), org.System(o.ID), "x", batch, false); err != nil {
		t.Fatal(err)
	}
	w, err := a.World(t.Context(), o.ID)
	if err != nil {
		t.Fatal(err)
	}
	lea, _ := w.PersonByKey("lea")
	v, err := a.Direction(t.Context(), org.Actor{Org: o.ID, Person: lea.ID, Role: lea.Role, Kind: org.ByPerson}, 0)
	if err != nil {
		t.Fatal(err)
	}

	mine := map[string]measure.Maybe{}
	for _, b := range append(v.Roots, v.Orphans...) {
		mine[b.Key] = b.Mine
	}
	for key, want := range map[string]measure.Maybe{
		"alpina": measure.Some(800 * measure.One), "nantes": measure.Some(500 * measure.One), "lyon": measure.Some(300 * measure.One), "annecy": {},
	} {
		if got, shown := mine[key]; !shown || got != want {
			t.Errorf("%s: my part is %q, want %q (shown %t)", key, got, want, shown)
		}
	}
}
