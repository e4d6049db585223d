package demo_test

import (
	"testing"
	"time"

	"cordee/internal/app"
	"cordee/internal/demo"
	"cordee/internal/goal"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/sheet"
	"cordee/internal/testkit"
)

// opened is the sample company taken in by a fresh program, as `cordee demo` does it.
func opened(t *testing.T, w demo.World) (*app.App, org.Actor) {
	t.Helper()
	ctx := t.Context()
	noon := w.Today.Time(time.UTC).Add(12 * time.Hour)
	a := app.New(testkit.SQLite(t), app.Options{Now: func() time.Time { return noon }})
	t.Cleanup(a.Close)
	s := w.Settings
	o, err := a.CreateOrg(ctx, app.NewOrg{Key: s.Key, Name: s.Name, Currency: s.Currency, Locale: s.Locale, TimeZone: s.TimeZone,
		FiscalStart: s.Calendar.FiscalStart, WeekStart: "monday", Holidays: s.Calendar.Holidays, Season: s.Season,
		Direction: s.Direction, DirectionOn: s.DirectionOn})
	if err != nil {
		t.Fatal(err)
	}
	actor := app.System(o.ID)
	report, err := a.Import(ctx, actor, "demo", w.Batch, false)
	if err != nil {
		t.Fatal(err)
	}
	for _, warning := range report.Warnings {
		t.Errorf("warning: %v", warning)
	}
	return a, actor
}

func TestTheProgramTakesTheCompanyInAndScoresIt(t *testing.T) {
	w := demo.Company(7, period.On(2026, time.November, 23))
	a, actor := opened(t, w)
	standings, _, err := a.Goals(t.Context(), actor, app.GoalFilter{})
	if err != nil {
		t.Fatal(err)
	}
	paces := map[goal.Pace]int{}
	closed := map[goal.Status]int{}
	for _, s := range standings {
		if s.End < w.Today {
			closed[s.Progress.Status]++
			continue
		}
		paces[s.Progress.Pace]++
		if s.Key == "2026-t4-lea" && s.Progress.Pace != goal.OnTrack {
			t.Errorf("Léa is %q", s.Progress.Pace)
		}
	}
	for _, p := range []goal.Pace{goal.Ahead, goal.OnTrack, goal.Watch, goal.Behind} {
		if paces[p] < 4 {
			t.Errorf("only %d objectives are %q", paces[p], p)
		}
	}
	if closed[goal.Attained] < 40 || closed[goal.Missed] < 40 {
		t.Errorf("closed objectives: %v", closed)
	}
	for tick := range uint64(20) {
		batch := sheet.Batch{Results: []sheet.ResultRow{w.Next(tick)}}
		if _, err := a.Import(t.Context(), actor, "live", batch, false); err != nil {
			t.Fatalf("tick %d: %v", tick, err)
		}
	}
}
