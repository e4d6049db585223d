package journey

import (
	"testing"

	"cordee/internal/app"
	"cordee/internal/measure"
	"cordee/internal/period"
	"cordee/internal/sheet"
)

// A manager makes a rule for each and for the team out of a starter, reads what it gives and announces it; a member tries a sale and sees
// what it would change, above and for themselves, and reads the arithmetic.
func TestJourneyARuleIsMadeAnnouncedTriedAndReckonedAgain(t *testing.T) {
	h := furnishedHouse(t)
	karim, lea := h.person("karim"), h.person("lea")
	_, err := h.app.Import(t.Context(), app.System(h.org.ID), "test", sheet.Batch{Goals: []sheet.GoalRow{{
		Key: "zq-next", Title: sheet.Val("Nantes au premier trimestre"), Tier: sheet.Val("collective"), Owner: sheet.Val("team:nantes"), Metric: sheet.Val("revenue"),
		Target: sheet.Val(measure.Some(measure.Whole(240_000))), StartOn: sheet.Val(period.On(2027, 1, 1)), EndOn: sheet.Val(period.On(2027, 3, 31)),
	}}}, false)
	h.must(err)
	v := h.visitor(t, desk, "fr").as(karim).open("/rewards/rules/new?start=team").sees("Ce que cela donne", "333,33", "Les parts font 100")
	v.shot("rule-new", "journey")
	v.fill("each.base", "1 200").press("web.reward.save").sees("Brouillon")
	v.shot("rule-draft", "journey")
	v.press("web.reward.publish").sees("nnonc")
	rules, err := h.app.Rules(t.Context(), app.System(h.org.ID))
	h.must(err)
	if len(rules.Rules) != 1 {
		t.Fatalf("%d rules", len(rules.Rules))
	}
	who := h.visitor(t, phone, "fr").as(lea)
	who.open("/rewards/rules").sees("Prime individuelle et d")
	who.shot("rules-phone", "journey")
	who.open("/rewards/try").fill("amount", "5 000").press("web.reward.try_show").sees("Les objectifs qui bougent")
	who.shot("what-if", "journey")
}
