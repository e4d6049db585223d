package app

import (
	"fmt"
	"testing"
	"time"

	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/plan"
	"cordee/internal/sheet"
	"cordee/internal/store"
	"cordee/internal/testkit"
)

// steady makes each of the shop's people bring 2 500 a week through a year.
func (s shop) steady() {
	s.t.Helper()
	var rows []sheet.ResultRow
	for _, p := range s.people {
		for week := range 52 {
			rows = append(rows, s.sale(p.Person, fmt.Sprintf("%s-%d", p.Person.Key, week), day("2026-11-19").AddDays(-7*week), 2_500))
		}
	}
	_, err := s.Record(s.t.Context(), s.ines.Actor, rows)
	ok(s.t, err)
}

func (s shop) sale(p org.Person, ref string, on period.Date, euros int64) sheet.ResultRow {
	return sheet.ResultRow{Ref: ref, Source: "crm", OccurredOn: on, Kind: "deal_won", Amount: measure.Some(measure.Whole(euros)), Credits: []sheet.CreditKey{{Owner: p.Key, BP: measure.Hundred}}}
}

// Half-way through, who has brought the whole of their part already is sure of it, and who has brought nothing has half the time left.
func TestChancesOfARunningTableTakeInWhatIsDone(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		s := openShop(t, db)
		s.steady()
		f := s.form()
		ahead := s.table(&f)
		same(t, ahead.Running, false)
		s.clock.pass(90 * 24 * time.Hour) // 21 February 2027
		_, err := s.Record(t.Context(), s.ines.Actor, []sheet.ResultRow{s.sale(s.people[0].Person, "gros", day("2027-02-01"), 40_000)})
		ok(t, err)
		now := s.table(&f)
		same(t, now.Running, true)
		lea, karim := now.Lines[1], now.Lines[0]
		if lea.Chance.Chance < 9_900 || karim.Chance.Chance > ahead.Lines[0].Chance.Chance/2 {
			t.Errorf("Léa %d, Karim %d, at the start %d", lea.Chance.Chance, karim.Chance.Chance, ahead.Lines[0].Chance.Chance)
		}
		if at := now.Feasible[0].At.Amount; at <= measure.Whole(40_000) || at >= ahead.Feasible[0].At.Amount {
			t.Errorf("40 000 is there, and the others are late: %s is feasible, %s was", at, ahead.Feasible[0].At.Amount)
		}
	})
}

func TestPartsAreAsPaidAsTheirSenderSays(t *testing.T) {
	s := openShop(t, testkit.SQLite(t))
	lea := s.join(s.people[0])
	send := func(paid bool) {
		t.Helper()
		ok(t, s.PublishParts(t.Context(), s.ines.Actor, s.goal, s.form(50_000), Sending{Paid: paid}))
	}
	send(true)
	same(t, fmt.Sprint(s.goalOf(lea).Paid, " ", s.goalOf(lea).Status), "true proposed")
	send(false) // the same numbers, otherwise: what is only proposed follows
	same(t, s.goalOf(lea).Paid, false)
	mine := s.goalOf(lea)
	ok(t, s.AnswerGoal(t.Context(), lea.Actor, mine.ID, mine.Version, Agree, Said{}))
	send(true) // agreed already: stays as agreed
	same(t, s.goalOf(lea).Paid, false)
}

func TestCapacityAwayExplainsAMargin(t *testing.T) {
	s := openShop(t, testkit.SQLite(t))
	f := s.form()
	same(t, s.table(&f).Justified, measure.BP(0))
	_, err := s.Import(t.Context(), System(s.ines.Org.ID), "absences", sheet.Batch{Absences: []sheet.AbsenceRow{{
		Person: s.people[0].Person.Key, From: day("2027-01-01"), To: day("2027-04-01"), Share: measure.Hundred,
	}}}, false)
	ok(t, err)
	ws := s.table(&f)
	same(t, fmt.Sprint(ws.Vacant, " ", ws.Justified), "3333 4999") // one of three away: half as much again for the others
}

// Eight quarters in which a surplus went onto the next target in full, and a shortfall came off by a tenth.
func TestTheDirectionSeesTargetsThatOnlyRise(t *testing.T) {
	s := openShop(t, testkit.SQLite(t))
	m, _ := s.world().MetricByKey("revenue")
	for i, p := range s.people {
		target := int64(40_000)
		for q := range 8 {
			from := day("2025-01-01").AddMonths(3 * q)
			g := goal.Goal{
				Key: fmt.Sprint(p.Person.Key, q), Title: "Chiffre du trimestre", Tier: goal.Individual, Owner: org.PersonOwner(p.Person.ID), Metric: m.ID, Origin: goal.OriginAssigned,
				Target: measure.Some(measure.Whole(target)), Start: from, End: from.AddMonths(3) - 1,
			}
			_, err := s.SaveGoal(t.Context(), System(s.ines.Org.ID), g, Said{})
			ok(t, err)
			off := []int64{10_000, -10_000, 6_000, -4_000}[(q+i)%4]
			_, err = s.Record(t.Context(), s.ines.Actor, []sheet.ResultRow{s.sale(p.Person, g.Key, from.AddDays(20), target+off)})
			ok(t, err)
			if off > 0 {
				target += off
			} else {
				target += off / 10
			}
		}
	}
	s.clock.pass(40 * 24 * time.Hour) // January 2027: the last quarter is over
	f := s.form()
	ws := s.table(&f)
	same(t, ws.Ratchet.Asymmetric, true)
	same(t, len(ws.Ratchet.Warnings), 1)
}

func TestACopiedTargetFollowsTheMarketThatIsExpected(t *testing.T) {
	s := openShop(t, testkit.SQLite(t))
	ok(t, s.publish(s.form(30_000, 30_000, 40_000), Said{}))
	lea := s.join(s.people[0])
	mine := s.goalOf(lea)
	ok(t, s.AnswerGoal(t.Context(), lea.Actor, mine.ID, mine.Version, Agree, Said{}))
	next := period.Days(day("2027-04-01"), day("2027-06-30"))
	copied := func(market measure.BP) (Batch, error) {
		return s.Batch(t.Context(), s.ines.Actor, BatchAsk{Team: s.world().Root().ID, Metric: "revenue", Span: next, Last: true, Rule: plan.Rule{Next: market}})
	}
	at := func(market measure.BP) string {
		b, err := copied(market)
		ok(t, err)
		for _, r := range b.Rows {
			if r.Person.ID == lea.Person.ID {
				return r.Number.String()
			}
		}
		return ""
	}
	same(t, at(0), "30000") // nothing said: a steady market
	same(t, at(11_000), "33000")
	_, err := copied(40_000)
	refused(t, err, "plan.index")
}
