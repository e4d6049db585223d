package app

import (
	"bytes"
	"encoding/json"
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
		h.tellsAll(who, "Zébulon Kanari", "zebulon.canari@alpina.fr", "Canari : dix refuges", "parce que Canari", "deal-1", "1234.5678",
			"Bravo Canari", "Merci, Canari", "person.joined")
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

// tellsAll checks that what a person gets to read about themselves holds every one of these, and that colleagues get nothing.
func (h house) tellsAll(who Session, canaries ...string) {
	h.t.Helper()
	d, err := h.OwnData(h.t.Context(), who.Actor, who.Person.ID)
	ok(h.t, err)
	text, err := json.Marshal(d)
	ok(h.t, err)
	for _, c := range canaries {
		if !bytes.Contains(text, []byte(c)) {
			h.t.Errorf("%q is kept and not told: %s", c, text)
		}
	}
	_, err = h.OwnData(h.t.Context(), who.Actor, h.ines.Person.ID)
	same(h.t, fault.KindOf(err), fault.Forbidden)
	_, err = h.OwnData(h.t.Context(), h.ines.Actor, who.Person.ID) // on request, by whoever may erase
	ok(h.t, err)
	looks, err := h.AccessTo(h.t.Context(), who.Actor)
	ok(h.t, err)
	same(h.t, looks[0].Name+" "+looks[0].What, "Inès Roy own_data")
}

// ownGoal lets someone set an objective of their own, and change its words once.
func (h house) ownGoal(s Session, title, why string) {
	h.t.Helper()
	m, _ := h.world().MetricByKey("revenue")
	g := goal.Goal{
		Title: title, Why: why, Tier: goal.Individual, Owner: org.PersonOwner(s.Person.ID), Metric: m.ID, Target: measure.Some(measure.Whole(10)),
		Start: day("2026-10-01"), End: day("2026-12-31"),
	}
	id, err := h.SaveGoal(h.t.Context(), s.Actor, g, Said{})
	ok(h.t, err)
	mine := h.goalOf(s)
	mine.Title += " canari"
	same(h.t, mine.ID, id)
	_, err = h.SaveGoal(h.t.Context(), s.Actor, mine.Goal, Said{})
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
