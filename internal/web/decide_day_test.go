package web

import (
	"fmt"
	"strings"
	"testing"

	"cordee/internal/app"
	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/sheet"
)

// A day in a team of forty: someone begins, three ask for another number, the quarter before is over for everybody, results come in.
// Their manager finds fewer than five things on the page, each with the button that settles it, and one fact to thank for.
func TestADayInATeamOfFortyIsAShortPage(t *testing.T) {
	s := openSite(t)
	last := period.Span{From: period.On(2026, 7, 1), To: period.On(2026, 10, 1)}
	now := period.Span{From: period.On(2026, 10, 1), To: period.On(2027, 1, 1)}
	var b sheet.Batch
	for i := range 36 {
		key := fmt.Sprintf("p%02d", i)
		b.People = append(b.People, sheet.PersonRow{Key: key, Name: sheet.Val(fmt.Sprintf("Personne %02d", i)), Team: sheet.Val("nord"), Role: sheet.Val(string(org.Rep)), StartOn: sheet.Val(period.On(2025, 1, 1))})
		for _, q := range []period.Span{last, now} {
			b.Goals = append(b.Goals, sheet.GoalRow{
				Key: key + q.From.String(), Title: sheet.Val("Chiffre d’affaires de " + key), Tier: sheet.Val(string(goal.Individual)), Owner: sheet.Val("person:" + key),
				Metric: sheet.Val("revenue"), Target: sheet.Val(measure.Some(measure.Whole(9_000))), StartOn: sheet.Val(q.From), EndOn: sheet.Val(q.Last()),
			})
		}
		b.Results = append(b.Results, sheet.ResultRow{
			Ref: "day-" + key, Kind: "deal_won", OccurredOn: monday, Amount: measure.Some(measure.Whole(int64(300 + 400*i))), Credits: []sheet.CreditKey{{Owner: key, BP: measure.Hundred}},
		})
	}
	if _, err := s.app.Import(s.t.Context(), app.System(s.org.ID), "forty", b, false); err != nil {
		t.Fatal(err)
	}
	s.arrives("zoe", "Zoé Larcher", "nord")
	meetings, _ := s.world().MetricByKey("meetings")
	above, _ := org.ParseID(strings.TrimPrefix(s.goal("nord-q4"), "/goals/"))
	for i := range 3 {
		actor := s.actor(fmt.Sprintf("p%02d", i))
		g := goal.Goal{
			Title: "Quinze rendez-vous de découverte", Tier: goal.Individual, Owner: org.PersonOwner(actor.Person), Metric: meetings.ID, Target: measure.Some(measure.Whole(15)),
			Start: period.On(2026, 12, 1), End: period.On(2026, 12, 31), Parent: above, Origin: goal.OriginSelf, Status: goal.Proposed, Paid: true,
		}
		if _, err := s.app.SaveGoal(t.Context(), actor, g, app.Said{Reason: "Les rendez-vous manquent en décembre."}); err != nil {
			t.Fatal(err)
		}
	}

	page := s.as("karim").get("/decide")

	page.whole("fr")
	if cards := page.all("article", "class", "card decision"); len(cards) < 3 || len(cards) > 5 { // the last one is to thank for
		t.Errorf("%d things: %v", len(cards), page.texts("h3"))
	}
	page.wants("3 propositions attendent votre réponse", "Zoé Larcher arrive aujourd’hui", "À saluer", "Dire merci")
	thanked := s.as("karim").submit(page, "/thanks", nil)
	if thanked.path != "/decide" {
		t.Errorf("after thanking: %s (%d)", thanked.path, thanked.status)
	}
	if again := s.as("karim").get("/decide"); !again.says("Ce chiffre n’est montré qu’à vous") {
		t.Errorf("the minutes are not told: %v", again.texts("main"))
	}
	if other := s.as("lea").get("/decide"); other.says("minute") || other.says("À saluer") {
		t.Errorf("Léa, who leads nobody, sees %v", other.texts("main"))
	}
}
