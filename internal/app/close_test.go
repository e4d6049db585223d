package app_test

import (
	"testing"
	"time"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/sheet"
	"cordee/internal/store"
	"cordee/internal/testkit"
)

// A period that is closed keeps its figure and outcome; what comes later is an adjustment.
func TestAClosedPeriodStays(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		now := time.Date(2026, 3, 31, 10, 0, 0, 0, time.UTC)
		a := app.New(db, app.Options{Now: func() time.Time { return now }})
		defer a.Close()
		o, err := a.CreateOrg(t.Context(), app.NewOrg{Key: "alpina", Name: "Alpina"})
		if err != nil {
			t.Fatal(err)
		}
		actor := org.System(o.ID)
		batch := sheet.Batch{
			People: []sheet.PersonRow{{Key: "lea", Name: sheet.Val("Léa")}},
			Goals: []sheet.GoalRow{{Key: "q1", Title: sheet.Val("Trimestre"), Owner: sheet.Val("person:lea"), Metric: sheet.Val("revenue"),
				Target: sheet.Val(measure.Some(1_000 * measure.One)), StartOn: sheet.Val(period.On(2026, 1, 1)), EndOn: sheet.Val(period.On(2026, 3, 31))}},
			Results: []sheet.ResultRow{sale("1", 900)},
		}
		if _, err := a.Import(t.Context(), actor, "q1", batch, false); err != nil {
			t.Fatal(err)
		}
		standing := func() app.Standing {
			list, _, err := a.Goals(t.Context(), actor, app.GoalFilter{})
			if err != nil || len(list) != 1 {
				t.Fatal(list, err)
			}
			return list[0]
		}

		s := standing()
		if err := a.AnswerGoal(t.Context(), actor, s.ID, s.Version, app.Close, app.Said{}); !fault.Is(err, "goal.not_over") {
			t.Fatalf("closed before its last day was over: %v", err)
		}
		now = now.AddDate(0, 0, 1)
		if err := a.AnswerGoal(t.Context(), actor, s.ID, s.Version, app.Close, app.Said{}); err != nil {
			t.Fatal(err)
		}
		if _, err := a.Record(t.Context(), actor, []sheet.ResultRow{sale("2", 200)}); err != nil {
			t.Fatal(err)
		}

		p := standing().Progress
		if p.Status != goal.Missed || p.Attained != measure.Some(900*measure.One) || p.Adjustment != measure.Some(200*measure.One) {
			t.Errorf("status %s, attained %s, adjustment %s", p.Status, p.Attained, p.Adjustment)
		}
	})
}

func sale(ref string, units measure.Amount) sheet.ResultRow {
	return sheet.ResultRow{Source: "crm", Ref: ref, Kind: "deal_won", OccurredOn: period.On(2026, 2, 10), Amount: measure.Some(units * measure.One),
		Credits: []sheet.CreditKey{{Owner: "lea", BP: measure.Hundred}}}
}
