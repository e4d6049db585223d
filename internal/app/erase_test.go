package app

import (
	"bytes"
	"os"
	"testing"

	"cordee/internal/fault"
	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/sheet"
	"cordee/internal/store"
	"cordee/internal/testkit"
)

func TestAnErasedPersonLeavesEveryTotalAndNoName(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		h := alpina(t, db)
		ok(t, h.SaveTeam(t.Context(), h.ines.Actor, sheet.TeamRow{Key: "nord"}, 0))
		nord, _ := h.world().TeamByKey("nord")
		p, err := h.PastePeople(t.Context(), h.ines.Actor, "Zébulon Canari; zebulon.canari@alpina.fr", nord.ID)
		ok(t, err)
		who := h.join(p[0])
		h.sell(who.Person.Key, "deal-1", "2026-11-10", "1234.5678")
		h.ownGoal(who, "Canari : dix refuges", "parce que Canari")
		rename := sheet.Batch{People: []sheet.PersonRow{{Key: who.Person.Key, Name: sheet.Val("Zébulon Kanari")}}}
		_, err = h.Import(t.Context(), h.ines.Actor, "people.csv", rename, false)
		ok(t, err)
		ok(t, h.Thank(t.Context(), h.ines.Actor, org.PersonOwner(who.Person.ID), 0, 0, "Bravo Canari"))
		ok(t, h.Thank(t.Context(), who.Actor, org.PersonOwner(h.ines.Person.ID), 0, 0, "Merci, Canari"))

		h.verified()
		same(t, h.traceOf("anari") != "", db.Engine() == store.SQLite) // the detector detects
		same(t, fault.KindOf(h.ErasePerson(t.Context(), who.Actor, who.Person.ID)), fault.Forbidden)
		ok(t, h.ErasePerson(t.Context(), h.ines.Actor, who.Person.ID))
		same(t, fault.KindOf(h.ErasePerson(t.Context(), h.ines.Actor, who.Person.ID)), fault.NotFound)

		same(t, h.revenue(org.TeamOwner(nord.ID)), "1234.5678")
		h.verified()
		ok(t, h.SavePerson(t.Context(), h.ines.Actor, sheet.PersonRow{Key: "marc"}, 0)) // a new configuration folds the same
		h.verified()
		refused(t, h.signIn("zebulon.canari@alpina.fr", inesPassword, ""), "auth.refused")
		same(t, h.traceOf("anari"), "")
	})
}

// ownGoal lets someone set an objective of their own, and change its words once.
func (h house) ownGoal(s Session, title, why string) {
	h.t.Helper()
	m, _ := h.world().MetricByKey("revenue")
	g := goal.Goal{
		Title: title, Why: why, Tier: goal.Individual, Owner: org.PersonOwner(s.Person.ID), Metric: m.ID, Target: measure.Some(measure.Whole(10)),
		Start: day("2026-10-01"), End: day("2026-12-31"),
	}
	id, err := h.SaveGoal(h.t.Context(), s.Actor, g)
	ok(h.t, err)
	mine := h.goalOf(s)
	mine.Title += " canari"
	same(h.t, mine.ID, id)
	_, err = h.SaveGoal(h.t.Context(), s.Actor, mine.Goal)
	ok(h.t, err)
}

// traceOf names the raw files of an SQLite database in which a word stands; on PostgreSQL it does not look.
func (h house) traceOf(word string) (files string) {
	h.t.Helper()
	if h.db.Path() == "" {
		return ""
	}
	for _, end := range []string{"", "-wal"} {
		raw, err := os.ReadFile(h.db.Path() + end)
		ok(h.t, err)
		if bytes.Contains(raw, []byte(word)) {
			files += h.db.Path() + end
		}
	}
	return files
}
