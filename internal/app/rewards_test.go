package app

import (
	"bytes"
	"encoding/json"
	"slices"
	"testing"

	"cordee/internal/fault"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/reward"
	"cordee/internal/sheet"
	"cordee/internal/store"
	"cordee/internal/testkit"
)

// bonusFor announces a rule for one person alone, over days that are over, and grants it.
func (h house) bonusFor(who Session, title string) Award {
	h.t.Helper()
	m, _ := h.world().MetricByKey("revenue")
	r := reward.Rule{
		Title: title, Kind: reward.Money, Unit: h.world().Org().Currency, To: org.PersonOwner(who.Person.ID), Start: day("2026-09-01"), End: day("2026-09-30"),
		Each: &reward.Each{Base: measure.Whole(500), Parts: []reward.Part{{Of: reward.Subject{Metric: m.ID}, Weight: measure.Hundred}}},
	}
	id, version, err := h.SaveRule(h.t.Context(), h.ines.Actor, r, 0)
	ok(h.t, err)
	ok(h.t, h.PublishRule(h.t.Context(), h.ines.Actor, id, version, 1))
	ok(h.t, h.GrantAwards(h.t.Context(), h.ines.Actor.Org, h.Now()))
	mine, err := h.MyRewards(h.t.Context(), who.Actor)
	ok(h.t, err)
	same(h.t, len(mine.Awards), 1)
	return mine.Awards[0]
}

func TestWhoWasErasedLeavesAwardsAndNoWord(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		h := alpina(t, db)
		ok(t, h.SaveTeam(t.Context(), h.ines.Actor, sheet.TeamRow{Key: "nord"}, 0))
		nord, _ := h.world().TeamByKey("nord")
		p, err := h.PastePeople(t.Context(), h.ines.Actor, "Zoé Canari; zoe.canari@alpina.fr", nord.ID)
		ok(t, err)
		who := h.join(p[0])
		since := sheet.Batch{People: []sheet.PersonRow{{Key: who.Person.Key, StartOn: sheet.Val(day("2026-01-01"))}}}
		_, err = h.Import(t.Context(), h.ines.Actor, "people.csv", since, false)
		ok(t, err)
		award := h.bonusFor(who, "Prime de Canari")
		_, err = h.ContestAward(t.Context(), who.Actor, award.ID, "ligne Canari", "il manque Canari & fils")
		ok(t, err)
		h.tellsAll(who, "Prime de Canari", "ligne Canari", "il manque Canari ", `"cause":"grant"`)

		_, err = h.Award(t.Context(), h.ines.Actor, award.ID)
		ok(t, err)
		looks, err := h.AccessTo(t.Context(), who.Actor)
		ok(t, err)
		same(t, slices.ContainsFunc(looks, func(x Looked) bool { return x.What == "reward" }), true)

		ok(t, h.ErasePerson(t.Context(), h.ines.Actor, who.Person.ID))
		same(t, h.traceOf("anari"), "")
		page, err := h.Award(t.Context(), h.ines.Actor, award.ID)
		ok(t, err)
		text, err := json.Marshal(page.Award)
		ok(t, err)
		same(t, bytes.Contains(text, []byte("anari")), false)
		same(t, page.Award.Amount, award.Amount)
	})
}

// What somebody else obtained is not in one's own statement, nor how they stand: only the size of the pot is.
func TestAStatementHoldsNobodyElse(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		h := alpina(t, db)
		ok(t, h.SaveTeam(t.Context(), h.ines.Actor, sheet.TeamRow{Key: "nord"}, 0))
		nord, _ := h.world().TeamByKey("nord")
		people, err := h.PastePeople(t.Context(), h.ines.Actor, "Léa Un; lea@alpina.fr\nTom Deux; tom@alpina.fr", nord.ID)
		ok(t, err)
		lea, tom := h.join(people[0]), h.join(people[1])
		m, _ := h.world().MetricByKey("revenue")
		goal := sheet.GoalRow{
			Key: "g", Owner: sheet.Val("team:nord"), Metric: sheet.Val("revenue"), Target: sheet.Val(measure.Some(measure.Whole(10))), Tier: sheet.Val("collective"),
			StartOn: sheet.Val(day("2026-10-01")), EndOn: sheet.Val(day("2026-12-31")),
		}
		_, err = h.Import(t.Context(), h.ines.Actor, "goals.csv", sheet.Batch{Goals: []sheet.GoalRow{goal}}, false)
		ok(t, err)
		h.ownGoal(lea, "dix refuges", "pour voir")
		h.ownGoal(tom, "dix refuges", "pour voir")
		all, _, err := h.Goals(t.Context(), h.ines.Actor, GoalFilter{Owner: org.TeamOwner(nord.ID)})
		ok(t, err)
		r := reward.Rule{
			Title: "Cagnotte", Kind: reward.Money, Unit: h.world().Org().Currency, To: org.TeamOwner(nord.ID), Start: day("2026-10-01"), End: day("2026-12-31"),
			Pot: &reward.Pot{
				Base: measure.Whole(100), Parts: []reward.Part{{Of: reward.Subject{Goal: all[0].ID}, Weight: measure.Hundred}},
				Together: measure.Some(measure.Whole(80)), Mind: reward.Subject{Metric: m.ID},
			},
		}
		id, version, err := h.SaveRule(t.Context(), h.ines.Actor, r, 0)
		ok(t, err)
		ok(t, h.PublishRule(t.Context(), h.ines.Actor, id, version, 1))
		v, err := h.RewardStatement(t.Context(), lea.Actor, id, 0, 0)
		ok(t, err)
		text, err := json.Marshal(v.Reckoned)
		ok(t, err)
		same(t, len(v.Reckoned.Shares), 1)
		same(t, bytes.Contains(text, []byte(tom.Person.ID.String())), false)
		raw, err := json.Marshal(tom.Person.ID)
		ok(t, err)
		same(t, bytes.Contains(text, raw), false)
		_, err = h.RewardStatement(t.Context(), lea.Actor, id, 0, tom.Person.ID)
		same(t, fault.KindOf(err), fault.Forbidden)
		sheetOf, err := h.RewardSheet(t.Context(), lea.Actor, id, 0)
		ok(t, err)
		same(t, len(sheetOf.Reckoned.Shares), 1)
	})
}
