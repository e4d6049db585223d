package app

import (
	"fmt"
	"strings"
	"testing"

	"cordee/internal/fault"
	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/sheet"
	"cordee/internal/store"
	"cordee/internal/testkit"
)

func TestFromAnEmptyHouseToEverybodysPart(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		h := alpina(t, db)
		people := h.welcome("Léa Martin; lea@alpina.fr\nKarim Benali; karim@alpina.fr\nRita Noël; rita@alpina.fr")
		lea := h.join(people[0])
		karim := people[1].Person
		ok(t, h.SavePerson(t.Context(), h.ines.Actor, sheet.PersonRow{Key: karim.Key, WorkingTime: sheet.Val(measure.BP(5_000))}, karim.Version))

		_, err := h.StartCommon(t.Context(), h.ines.Actor, CommonForm{Metric: "altitude", EndOn: day("2026-11-01")})
		blames(t, err, "sentence", "amount", "metric", "end_on")
		id, err := h.StartCommon(t.Context(), h.ines.Actor, CommonForm{
			Sentence: "Équiper cent refuges", Amount: measure.Whole(100_000), StartOn: day("2026-10-01"), EndOn: day("2026-12-31"),
		})
		ok(t, err)

		span := period.Days(day("2026-10-01"), day("2026-12-31"))
		parts, err := h.SuggestParts(t.Context(), h.ines.Actor, measure.Whole(100_000), span, nil)
		ok(t, err)
		same(t, say(parts), "Karim Benali 20000, Léa Martin 40000, Rita Noël 40000")
		typed := map[org.ID]measure.Maybe{lea.Person.ID: measure.Some(measure.Whole(70_000))}
		parts, err = h.SuggestParts(t.Context(), h.ines.Actor, measure.Whole(100_000), span, typed)
		ok(t, err)
		same(t, say(parts), "Karim Benali 10000, Léa Martin 70000, Rita Noël 20000")

		amounts := map[org.ID]measure.Amount{}
		for _, p := range parts {
			amounts[p.Person.ID] = p.Amount
		}
		ok(t, h.SendParts(t.Context(), h.ines.Actor, id, amounts))
		mine := h.goalOf(lea)
		same(t, fmt.Sprint(mine.Title, " ", mine.Tier, " ", mine.Status, " ", mine.Origin, " ", mine.Target), "Équiper cent refuges individual proposed cascaded 70000")
		ok(t, h.AnswerGoal(t.Context(), lea.Actor, mine.ID, mine.Version, Agree, Said{}))
		same(t, h.goalOf(lea).Status, goal.Published)
	})
}

func (h house) goalOf(s Session) store.GoalRow {
	h.t.Helper()
	list, _, err := h.Goals(h.t.Context(), s.Actor, GoalFilter{Owner: org.PersonOwner(s.Person.ID)})
	ok(h.t, err)
	same(h.t, len(list), 1)
	return list[0].GoalRow
}

func say(parts []Part) string {
	var s []string
	for _, p := range parts {
		s = append(s, p.Person.Name+" "+p.Amount.String())
	}
	return strings.Join(s, ", ")
}

func TestPartsThatDoNotAddUpAreRefused(t *testing.T) {
	h := alpina(t, testkit.SQLite(t))
	people := h.welcome("Léa Martin; lea@alpina.fr\nKarim Benali; karim@alpina.fr")
	lea, karim := people[0].Person, people[1].Person
	id, err := h.StartCommon(t.Context(), h.ines.Actor, CommonForm{Sentence: "Cent", Amount: measure.Whole(100), EndOn: day("2026-12-31")})
	ok(t, err)
	send := func(a, b int64) error {
		return h.SendParts(t.Context(), h.ines.Actor, id, map[org.ID]measure.Amount{lea.ID: measure.Whole(a), karim.ID: measure.Whole(b)})
	}
	err = send(60, 30)
	refused(t, err, "goal.parts_sum")
	same(t, fmt.Sprint(fault.All(err)[0].Args["difference"]), "10")
	refused(t, send(110, -10), "goal.part_negative")
	ok(t, send(60, 40))
	ok(t, send(100, 0)) // nothing is agreed yet: the proposal to Karim is taken back
	same(t, h.children(id), "Karim Benali 40 cancelled, Léa Martin 100 proposed")

	s := h.join(people[0])
	g := h.goalOf(s)
	ok(t, h.AnswerGoal(t.Context(), s.Actor, g.ID, g.Version, Agree, Said{}))
	refused(t, send(50, 50), "goal.part_agreed")
	same(t, fault.KindOf(h.SendParts(t.Context(), s.Actor, id, map[org.ID]measure.Amount{lea.ID: measure.Whole(100)})), fault.Forbidden)
}

func (h house) children(id org.ID) string {
	h.t.Helper()
	var s []string
	w := h.world()
	ok(h.t, h.db.Read(h.t.Context(), func(tx *store.Tx) error {
		rows, err := tx.GoalChildren(h.ines.Org.ID, id)
		for _, p := range w.People {
			for _, r := range rows {
				if r.Owner == org.PersonOwner(p.ID) {
					s = append(s, fmt.Sprint(p.Name, " ", r.Target, " ", r.Status))
				}
			}
		}
		return err
	}))
	return strings.Join(s, ", ")
}

func TestWhatWasTypedBeyondTheTotalSaysByHowMuch(t *testing.T) {
	h := alpina(t, testkit.SQLite(t))
	lea := h.welcome("Léa Martin\nKarim Benali")[0].Person
	span := period.Days(day("2026-12-01"), day("2026-12-31"))
	parts, err := h.SuggestParts(t.Context(), h.ines.Actor, measure.Whole(100), span, map[org.ID]measure.Maybe{lea.ID: measure.Some(measure.Whole(120))})
	refused(t, err, "goal.parts_sum")
	same(t, fmt.Sprint(fault.All(err)[0].Args["difference"]), "-20")
	same(t, say(parts), "Karim Benali 0, Léa Martin 120")
}

// What someone already carries by an objective of their own is not shared out a second time.
func TestPartsLeaveWhatIsCarriedElsewhere(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		h := alpina(t, db)
		people := h.welcome("Léa Martin; lea@alpina.fr\nKarim Benali; karim@alpina.fr")
		lea, karim := people[0].Person, people[1].Person
		id, err := h.StartCommon(t.Context(), h.ines.Actor, CommonForm{Sentence: "Cent", Amount: measure.Whole(100), EndOn: day("2026-12-31")})
		ok(t, err)
		top, err := h.Goal(t.Context(), h.ines.Actor, id)
		ok(t, err)
		_, err = h.SaveGoal(t.Context(), h.ines.Actor, goal.Goal{
			Title: "Les grands comptes", Tier: goal.Individual, Owner: org.PersonOwner(h.ines.Person.ID), Metric: top.Standing.GoalRow.Metric,
			Target: measure.Some(measure.Whole(30)), Start: top.Standing.Start, End: top.Standing.End, Parent: id, Relation: goal.ContributesTo,
		}, Said{})
		ok(t, err)
		elsewhere, err := h.CarriedElsewhere(t.Context(), h.ines.Actor, id)
		ok(t, err)
		same(t, elsewhere.String(), "30")
		send := func(a, b int64) error {
			return h.SendParts(t.Context(), h.ines.Actor, id, map[org.ID]measure.Amount{lea.ID: measure.Whole(a), karim.ID: measure.Whole(b)})
		}
		err = send(60, 40)
		refused(t, err, "goal.parts_sum")
		same(t, fmt.Sprint(fault.All(err)[0].Args["difference"]), "-30")
		ok(t, send(40, 30))
		ok(t, send(20, 50)) // sent again: the parts are not counted against themselves
	})
}
