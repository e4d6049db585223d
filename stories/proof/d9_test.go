package proof

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"cordee/internal/app"
	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/reward"
	"cordee/internal/sheet"
)

// D9: two instances of the program on one database are asked for the awards of a rule again and again, at the same moment and without
// the lease that would have only one of them try. Every beneficiary has exactly one; a sale cancelled afterwards brings exactly one
// adjustment each.
func TestD9_AwardsAreGrantedOnce(t *testing.T) {
	people := size(t, "CORDEE_D9_AWARDS", 200)
	engines(t, func(t *testing.T, e engine) {
		twins := []*app.App{e.open(t), e.open(t)}
		o := rewardedCompany(t, twins[0], people)
		race(t, twins, o)
		counted(t, e, people, 0, int64(people)*int64(measure.Whole(100)))
		cancelled := sheet.ResultRow{Source: "crm", Ref: "v1", Kind: "cancelled", OccurredOn: period.On(2026, time.January, 31)}
		_, err := twins[1].Record(t.Context(), org.System(o), []sheet.ResultRow{cancelled})
		ok(t, err)
		race(t, twins, o)
		counted(t, e, people, people, 0)
	})
}

// rewardedCompany has one team, one objective that was reached in January and closed, and a rule that gives everybody 100.
func rewardedCompany(t *testing.T, a *app.App, people int) org.ID {
	t.Helper()
	o, err := a.CreateOrg(t.Context(), app.NewOrg{Key: "Brenta", Currency: "EUR"})
	ok(t, err)
	system := org.System(o.ID)
	b := sheet.Batch{Teams: []sheet.TeamRow{{Key: "Nord", Parent: sheet.Val("Brenta")}}}
	for i := range people {
		b.People = append(b.People, sheet.PersonRow{Key: fmt.Sprint("P", i), Team: sheet.Val("Nord"), StartOn: sheet.Val(period.On(2025, time.January, 1))})
	}
	b.Goals = []sheet.GoalRow{{
		Key: "g", Owner: sheet.Val("team:Nord"), Metric: sheet.Val("revenue"), Target: sheet.Val(measure.Some(measure.Whole(1_000))),
		Tier: sheet.Val(string(goal.Collective)), StartOn: sheet.Val(period.On(2026, time.January, 1)), EndOn: sheet.Val(period.On(2026, time.January, 31)),
	}}
	b.Results = []sheet.ResultRow{{
		Source: "crm", Ref: "v1", Kind: "deal_won", OccurredOn: period.On(2026, time.January, 31), Amount: measure.Some(measure.Whole(1_000)),
		Credits: []sheet.CreditKey{{Owner: "P0", BP: measure.Hundred}},
	}}
	_, err = a.Import(t.Context(), system, "brenta", b, false)
	ok(t, err)
	all, w, err := a.Goals(t.Context(), system, app.GoalFilter{})
	ok(t, err)
	ok(t, a.AnswerGoal(t.Context(), system, all[0].ID, all[0].Version, app.Close, app.Said{}))
	team, _ := w.TeamByKey("Nord")
	r := reward.Rule{
		Title: "All of us", Kind: reward.Money, Unit: "EUR", To: org.TeamOwner(team.ID), Start: period.On(2026, time.January, 1),
		End:  period.On(2026, time.January, 31),
		Each: &reward.Each{Base: measure.Whole(100), Parts: []reward.Part{{Of: reward.Subject{Goal: all[0].ID}, Weight: measure.Hundred}}},
	}
	id, version, err := a.SaveRule(t.Context(), system, r, 0)
	ok(t, err)
	ok(t, a.PublishRule(t.Context(), system, id, version, 1))
	return o.ID
}

// race asks both instances for the awards, several times each, all at once.
func race(t *testing.T, twins []*app.App, o org.ID) {
	t.Helper()
	start := make(chan struct{})
	var all sync.WaitGroup
	for i := range 8 {
		a := twins[i%len(twins)]
		all.Go(func() {
			<-start
			if err := a.GrantAwards(t.Context(), o, a.Now()); err != nil {
				t.Errorf("instance %d: %v", i%len(twins), err)
			}
		})
	}
	close(start)
	all.Wait()
}

// counted looks at the awards by bare SQL.
func counted(t *testing.T, e engine, grants, adjustments int, total int64) {
	t.Helper()
	var granted, adjusted, sum, people int64
	row := e.beside(t).QueryRowContext(t.Context(), `
		SELECT COUNT(CASE WHEN seq = 0 THEN 1 END), COUNT(CASE WHEN seq > 0 THEN 1 END), CAST(SUM(amount) AS BIGINT), COUNT(DISTINCT person_id)
		FROM reward_award`)
	ok(t, row.Scan(&granted, &adjusted, &sum, &people))
	if granted != int64(grants) || adjusted != int64(adjustments) || sum != total || people != int64(grants) {
		t.Fatalf("%d granted and %d adjusted to %d people, %d in all; want %d and %d, %d in all", granted, adjusted, people, sum, grants, adjustments, total)
	}
	t.Logf("%d awards granted, %d adjusted, each once", granted, adjusted)
}
