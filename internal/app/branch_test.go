package app_test

import (
	"testing"
	"time"

	"cordee/internal/app"
	"cordee/internal/demo"
	"cordee/internal/fault"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/testkit"
)

// wide is a plain company whose tree no page holds: 450 people in 45 teams, 501 objectives.
func wide(t *testing.T) (*app.App, *app.World) {
	t.Helper()
	a := app.New(testkit.SQLite(t), app.Options{})
	t.Cleanup(a.Close)
	large := demo.Org(450, 1, period.Today(time.Now(), time.UTC))
	o, err := a.CreateOrg(t.Context(), app.NewOrg{Key: large.Settings.Key, Name: large.Settings.Name, TimeZone: "Europe/Paris"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.Import(t.Context(), org.System(o.ID), "x", large.Batch, false); err != nil {
		t.Fatal(err)
	}
	w, err := a.World(t.Context(), o.ID)
	if err != nil {
		t.Fatal(err)
	}
	return a, w
}

func byKey(t *testing.T, w *app.World, key string) org.Actor {
	t.Helper()
	p, ok := w.PersonByKey(key)
	if !ok {
		t.Fatalf("no person %s", key)
	}
	return org.Actor{Org: w.Org().ID, Person: p.ID, Role: p.Role, Kind: org.ByPerson}
}

func TestALargeTreeIsReadLevelByLevelAndOpenedBranchByBranch(t *testing.T) {
	a, w := wide(t)
	rep, lead := byKey(t, w, "p000001"), byKey(t, w, "p000000")

	top, err := a.Direction(t.Context(), rep, 0)
	if err != nil {
		t.Fatal(err)
	}
	if !top.Large || len(top.Roots) != 1 || len(top.Roots[0].Children) != 5 || len(top.Roots[0].Children[0].Children) != 10 {
		t.Fatalf("the top of the tree: large %v, %d roots", top.Large, len(top.Roots))
	}
	team := top.Roots[0].Children[0].Children[0]
	if len(team.Children) != 0 || team.Below != 10 {
		t.Fatalf("a team's branch: %d read, %d below", len(team.Children), team.Below)
	}

	opened := map[string]app.Direction{}
	for name, who := range map[string]org.Actor{"lead": lead, "rep": rep} {
		if opened[name], err = a.DirectionOf(t.Context(), who, app.DirectionAsk{Branch: team.ID}); err != nil {
			t.Fatal(err)
		}
	}
	for name, want := range map[string]struct{ seen, hidden int }{"lead": {10, 0}, "rep": {1, 9}} {
		b := opened[name].Roots[0]
		if len(b.Children) != want.seen || b.Hidden != want.hidden || len(opened[name].Above) != 2 {
			t.Errorf("%s sees %d, %d hidden, below %d others", name, len(b.Children), b.Hidden, len(opened[name].Above))
		}
	}
	other := opened["lead"].Roots[0].Children[5]
	if _, err := a.DirectionOf(t.Context(), rep, app.DirectionAsk{Branch: other.ID}); fault.KindOf(err) != fault.NotFound {
		t.Errorf("a colleague's objective as a branch: %v", err)
	}
}

func TestWhoIsMeantByWhatIsTyped(t *testing.T) {
	_, w := wide(t)
	on := w.Today(time.Now())
	for typed, want := range map[string]string{
		"p000123": "p000123", "P000123@plain.example": "p000123", "person 123": "p000123", "Person 7 (p000007)": "p000007",
	} {
		if p, ok, _ := w.PersonTyped(typed, on); !ok || p.Key != want {
			t.Errorf("%q means %q (%v), want %s", typed, p.Key, ok, want)
		}
	}
	if _, ok, maybe := w.PersonTyped("person 44", on); !ok {
		t.Errorf("a whole name that others begin with: %d others", len(maybe))
	}
	if _, ok, maybe := w.PersonTyped("son 44", on); ok || len(maybe) != 8 {
		t.Errorf("a part of many names: %v, %d suggested", ok, len(maybe))
	}
	if _, ok, maybe := w.PersonTyped("nobody at all", on); ok || len(maybe) != 0 {
		t.Errorf("nobody: %v, %d suggested", ok, len(maybe))
	}
}

func TestObjectivesSideBySideStandInTheOrderOfTheirCarriersNames(t *testing.T) {
	a, w := wide(t)
	rep := byKey(t, w, "p000001")
	top, err := a.Direction(t.Context(), rep, 0)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	var walk func([]*app.Branch)
	walk = func(list []*app.Branch) {
		for i, b := range list {
			if i > 0 && app.Fold(list[i-1].OwnerName) > app.Fold(b.OwnerName) {
				t.Errorf("%s stands before %s", list[i-1].OwnerName, b.OwnerName)
			}
			walk(b.Children)
		}
	}
	walk(top.Roots)
	for _, b := range top.Roots[0].Children {
		names = append(names, b.OwnerName)
	}
	page, err := a.Goal(t.Context(), rep, top.Roots[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range page.Children {
		if got := w.OwnerName(c.Owner); got != names[i] {
			t.Errorf("on the page of the objective %s stands where the tree has %s", got, names[i])
		}
	}
}
