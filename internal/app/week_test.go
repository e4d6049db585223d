package app

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/sheet"
	"cordee/internal/store"
	"cordee/internal/testkit"
)

const oneDay = 24 * time.Hour

// nord is Marc's team on Monday 23 November 2026: Léa and Tom, each with 30 000 € for the quarter.
func nord(t *testing.T, db *store.DB, more func(*crew)) house {
	t.Helper()
	h := alpina(t, db)
	c := newCrew()
	for _, who := range []string{"lea", "tom"} {
		c.person(who, org.Rep, day("2024-01-01"))
		c.goal("q4-"+who, "person:"+who, "individual", "", 30_000, day("2026-10-01"), day("2026-12-31"))
	}
	if more != nil {
		more(c)
	}
	h.takeIn(c)
	return h
}

func (h house) week(who string) WeekView {
	h.t.Helper()
	v, err := h.Week(h.t.Context(), h.actor(who))
	ok(h.t, err)
	return v
}

func TestTheWeekAsksItsPartAndTurnsItIntoMeetings(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		h := nord(t, db, func(c *crew) {
			c.sold("lea", day("2026-10-12"), 6_000)
			c.sold("lea", day("2026-10-26"), 6_000)
			for i := range 24 {
				c.Results = append(c.Results, sheet.ResultRow{Ref: fmt.Sprint("m", i), Kind: "meeting", OccurredOn: day("2026-10-01").AddDays(i), Credits: []sheet.CreditKey{{Owner: "lea", BP: measure.Hundred}}})
			}
		})
		ask := h.week("lea").Asks[0]
		// 18 000 € for 28 working days from Monday on, Christmas aside, five of them this week: 3 214 €, easy to remember as 3 300
		same(t, says(ask.Week.Whole, ask.Week.Done, ask.Week.Days), "3300 0 5")
		same(t, says(len(ask.Acts)), "1")
		same(t, says(ask.Acts[0].N, ask.Acts[0].Metric.Key, ask.Acts[0].From), "7 meetings 24") // 500 € a meeting
		h.takeIn(func() *crew { c := &crew{}; c.sold("lea", day("2026-11-23"), 2_000); return c }())
		after := h.week("lea").Asks[0].Week
		same(t, says(after.Whole, after.Done, after.Left), "3300 2000 1300")
		same(t, len(h.week("tom").Asks[0].Acts), 0) // nothing to read a rate from
	})
}

func TestNobodyIsAskedAnythingOnLeaveAndIsWelcomedBack(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		h := nord(t, db, func(c *crew) {
			c.Absences = append(c.Absences, sheet.AbsenceRow{Person: "lea", From: day("2026-11-09"), To: day("2026-11-30"), Share: measure.Hundred})
		})
		away := h.week("lea")
		same(t, says(away.Away, away.Asks[0].Week.OK, away.Due), "true false false")
		h.clock.pass(7 * oneDay)
		back := h.week("lea")
		same(t, says(back.Away, back.Back, back.Asks[0].Week.OK, back.Due), "false true true true")
		h.clock.pass(oneDay)
		same(t, h.week("lea").Back, false)
	})
}

// What somebody writes for themselves is nowhere else: not with those who lead them, nor with who answers for their data, nor in the
// journal; shared is only what they tick.
func TestACheckinIsItsAuthorsAlone(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		h := nord(t, db, nil)
		lea, marc := h.actor("lea"), h.actor("marc")
		same(t, h.week("lea").Due, true)
		x := Checkin{Confidence: 3, Obstacle: "time", Intention: "quand j’arrive, j’appelle", Note: "zqsecret", Shared: "oz"}
		ok(t, h.CheckIn(t.Context(), lea, x))
		v := h.week("lea")
		same(t, says(v.Due, len(v.Before), v.Before[0].Note), "false 1 zqsecret")

		s, told, err := h.SharedWith(t.Context(), marc, lea.Person)
		ok(t, err)
		same(t, says(told, s.Confidence, s.Obstacle, s.Intention), "true -1 time")
		for _, other := range []org.Actor{h.actor("tom"), h.ines.Actor} {
			_, told, err := h.SharedWith(t.Context(), other, lea.Person)
			ok(t, err)
			same(t, told, false)
		}
		theirs, err := h.OwnData(t.Context(), h.ines.Actor, lea.Person)
		ok(t, err)
		mine, err := h.OwnData(t.Context(), lea, lea.Person)
		ok(t, err)
		same(t, strings.Contains(asJSON(t, theirs), "zqsecret"), false)
		same(t, strings.Contains(asJSON(t, mine), "zqsecret"), true)
		var journal []store.Change
		ok(t, db.Read(t.Context(), func(tx *store.Tx) (err error) {
			journal, err = tx.JournalAfter(lea.Org, 0, 0, 1_000)
			return err
		}))
		same(t, strings.Contains(asJSON(t, journal), "zqsecret"), false)

		refused(t, h.CheckIn(t.Context(), lea, Checkin{Confidence: 11}), "checkin.confidence")
		ok(t, h.ErasePerson(t.Context(), h.ines.Actor, lea.Person))
		ok(t, db.Read(t.Context(), func(tx *store.Tx) error {
			left, err := tx.Checkins(lea.Org, lea.Person, 9)
			same(t, len(left), 0)
			return err
		}))
	})
}

// says is values side by side.
func says(values ...any) string { return strings.TrimSpace(fmt.Sprintln(values...)) }

func asJSON(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	ok(t, err)
	return string(b)
}

// The person first: told on a day they work, five working days before anybody else, and eased once they are back on their way.
func TestThePersonIsToldFirst(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		h := nord(t, db, func(c *crew) { c.sold("tom", day("2026-11-20"), 20_000) })
		o := h.ines.Org.ID
		tell := func() { ok(t, h.TellFirst(t.Context(), o, h.Now())) }
		short := func() []FallsShort {
			d, err := h.Decide(t.Context(), h.actor("marc"), byCode)
			ok(t, err)
			return d.Short
		}
		same(t, len(h.week("lea").Told), 0)
		tell()
		tell() // once
		told := h.week("lea").Told
		same(t, says(len(told), told[0].Why, told[0].On), "1 pace 2026-11-23")
		same(t, len(h.week("tom").Told), 0)
		same(t, len(short()), 0)
		h.clock.pass(7 * oneDay) // five working days later: theirs still
		same(t, len(short()), 0)
		h.clock.pass(oneDay)
		same(t, says(len(short()), short()[0].Title, short()[0].On), "1 q4-lea 2026-11-23")
		same(t, len(h.week("lea").Told), 1) // both see the same
		ok(t, h.Note(t.Context(), h.actor("marc"), short()[0].ID, NoteSupport, "Prenons vingt minutes jeudi."))
		same(t, len(short()), 0)
		h.takeIn(func() *crew { c := &crew{}; c.sold("lea", day("2026-12-01"), 28_000); return c }())
		tell()
		same(t, len(h.week("lea").Told), 0)
		same(t, len(short()), 0)
	})
}

func TestHelpIsARecordOfTwo(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		h := nord(t, db, nil)
		ctx, lea, tom := t.Context(), h.actor("lea"), h.actor("tom")
		id := h.week("lea").Asks[0].ID
		ok(t, h.AskSupport(ctx, lea, id, tom.Person, "préparer l’Hôtel des Pins"))
		refused(t, h.AskSupport(ctx, lea, id, tom.Person, ""), "support.asked")
		refused(t, h.AskSupport(ctx, lea, id, lea.Person, ""), "support.helper")
		ok(t, h.AskSupport(ctx, lea, id, 0, "")) // the lead
		asked := h.week("tom").Supports
		same(t, says(len(asked), asked[0].Kind, asked[0].Other), "1 pair lea")
		same(t, h.week("marc").Supports[0].Kind, SupportCoach)
		refused(t, h.AnswerSupport(ctx, lea, asked[0].ID, SupportAccept), "support.over")
		refused(t, h.AnswerSupport(ctx, h.ines.Actor, asked[0].ID, SupportAccept), "not_found")
		ok(t, h.AnswerSupport(ctx, tom, asked[0].ID, SupportAccept))
		ok(t, h.AnswerSupport(ctx, lea, asked[0].ID, SupportDone))
		seen, err := h.Supports(ctx, lea, id)
		ok(t, err)
		same(t, len(seen), 2)
		theirs, err := h.Supports(ctx, h.ines.Actor, id)
		ok(t, err)
		same(t, len(theirs), 0)
	})
}

func TestALookIsNotedOnceAnHourForEachPageAndForgottenAfterAYear(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		h := nord(t, db, nil)
		lea, marc := h.actor("lea"), h.actor("marc")
		id := h.week("lea").Asks[0].ID
		look := func(actor org.Actor) {
			h.LogLook(t.Context(), actor, Look{What: "goal", Kind: org.AGoal, Object: id})
		}
		look(lea) // her own
		look(marc)
		look(marc)
		h.LogLook(t.Context(), marc, Look{What: "person", Kind: org.APerson, Object: lea.Person})
		h.LogLook(t.Context(), h.actor("tom"), Look{What: "person", Kind: org.APerson, Object: lea.Person}) // he sees a name
		h.LogLook(t.Context(), org.Actor{Org: marc.Org, Kind: org.ByToken, Token: 77, Scopes: []string{org.ScopeGoalsRead, org.ScopeAdmin}}, Look{What: "goal", Kind: org.AGoal, Key: "q4-lea"})
		looks, err := h.AccessTo(t.Context(), lea)
		ok(t, err)
		var list []string
		for _, x := range looks {
			list = append(list, x.Name+" "+x.What+" "+x.Object)
		}
		same(t, len(list), 3)
		same(t, strings.Contains(strings.Join(list, ";"), "marc goal q4-lea"), true)
		h.clock.pass(400 * oneDay)
		ok(t, h.ForgetLooks(t.Context(), marc.Org, h.Now()))
		looks, err = h.AccessTo(t.Context(), lea)
		ok(t, err)
		same(t, len(looks), 0)
	})
}
