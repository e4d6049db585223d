package app

import (
	"fmt"
	"testing"

	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/plan"
	"cordee/internal/sheet"
	"cordee/internal/store"
	"cordee/internal/testkit"
)

// part hangs an objective of one's own making under the team's, as it may be besides what the table sends.
func (s shop) part(title string, o org.Owner, euros int64) org.ID {
	s.t.Helper()
	top := s.table(nil).Top.GoalRow
	id, err := s.SaveGoal(s.t.Context(), s.ines.Actor, goal.Goal{Title: title, Tier: goal.Individual, Owner: o, Metric: top.Metric,
		Target: measure.Some(measure.Whole(euros)), Start: top.Start, End: top.End, Parent: top.ID, Relation: goal.ContributesTo}, Said{Reason: "hors du tableau"})
	ok(s.t, err)
	return id
}

// sum is what the page of the objective says its parts come to, for whoever leads.
func (s shop) sum() measure.Maybe {
	s.t.Helper()
	v, err := s.Goal(s.t.Context(), s.ines.Actor, s.goal)
	ok(s.t, err)
	return v.ChildrenSum
}

func TestALeadOutsideTheTableCountsInTheSum(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		s := openShop(t, db)
		s.part("Grands comptes", org.PersonOwner(s.ines.Person.ID), 45_500)
		f := s.form()
		ws := s.table(&f)
		same(t, len(ws.Elsewhere), 1)
		same(t, fmt.Sprint(ws.Outside, " ", ws.Table.Sum, " ", ws.Table.Carried, " ", ws.Table.Gap), "45500 54500 100000 0")
		ok(t, s.publish(f, Said{}))
		same(t, s.sum(), measure.Some(measure.Whole(100_000))) // the page and the table tell the same sum
		ws = s.table(nil)
		same(t, fmt.Sprint(ws.Table.Carried, " ", ws.Stack.Cumulated), "100000 0")

		f.Beside = true // chosen otherwise: the whole total in the table, and that is a margin of 45.5 %
		ws = s.table(&f)
		same(t, fmt.Sprint(ws.Table.Sum, " ", ws.Table.Gap, " ", ws.Stack.Cumulated, " ", ws.Stack.NeedsReason), "100000 -45500 4550 true")
		refused(t, s.publish(f, Said{}), "goal.padding_reason")
	})
}

func TestASecondPartIsAddedAndNeverOverwritten(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		s := openShop(t, db)
		lea := org.PersonOwner(s.people[0].Person.ID)
		ok(t, s.publish(s.form(), Said{}))
		second := s.part("Un salon", lea, 10_000)
		third := s.part("Un autre salon", lea, 6_000)
		f := s.form(40_000)
		ws := s.table(&f)
		same(t, fmt.Sprint(ws.Outside, " ", ws.Table.Carried, " ", ws.Table.Gap), "16000 100000 0")
		for _, l := range ws.Lines {
			if l.Owner == lea {
				same(t, fmt.Sprint(l.Amount, " ", l.Also), "40000 16000")
			}
		}
		ok(t, s.publish(f, Said{}))
		same(t, s.sum(), measure.Some(measure.Whole(100_000)))
		for id, want := range map[org.ID]int64{second: 10_000, third: 6_000} {
			v, err := s.Goal(t.Context(), s.ines.Actor, id)
			ok(t, err)
			same(t, v.Standing.Target, measure.Some(measure.Whole(want)))
		}
	})
}

func TestWhatWasSentIsReadAsItWasSent(t *testing.T) {
	s := openShop(t, testkit.SQLite(t))
	ctx, boss := t.Context(), s.ines.Actor
	open, err := s.SaveScenario(ctx, boss, s.goal, "Autre", s.form())
	ok(t, err)
	ok(t, s.PublishParts(ctx, boss, s.goal, s.form(50_000), Sending{Name: "Envoi"}))
	var sent store.Scenario
	for _, k := range s.table(nil).Scenarios {
		if k.Published > 0 {
			sent = k
		}
	}
	s.part("Grands comptes", org.PersonOwner(s.ines.Person.ID), 20_000) // what would be shared out today is another table
	form, err := ScenarioForm(sent)
	ok(t, err)
	same(t, lines(s.table(&form)), "Karim Benali 25000, Léa Martin 50000!, Rita Noël 25000")
	c, err := s.CompareScenarios(ctx, boss, s.goal, sent.ID, open)
	ok(t, err)
	same(t, lines(c.A), "Karim Benali 25000, Léa Martin 50000!, Rita Noël 25000")
	same(t, lines(c.B), "Karim Benali 26700, Léa Martin 26700, Rita Noël 26600")

	_, err = s.SaveScenario(ctx, boss, s.goal, "envoi", s.form())
	refused(t, err, "scenario.sent")
	ok(t, s.PublishParts(ctx, boss, s.goal, s.form(30_000), Sending{Scenario: sent.ID})) // sent again: another record beside the first
	same(t, len(s.table(nil).Scenarios), 3)
	for _, k := range s.table(nil).Scenarios {
		if k.ID == sent.ID {
			again, err := ScenarioForm(k)
			ok(t, err)
			same(t, fmt.Sprint(again.Sent), fmt.Sprint(form.Sent))
		}
	}
}

func TestTheSumOfPartsKeepsWhatIsNotItsReadersToSee(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		s := openShop(t, db)
		s.part("Grands comptes", org.PersonOwner(s.ines.Person.ID), 40_000)
		ok(t, s.publish(s.form(20_000), Said{}))
		lea := s.join(s.people[0])
		for _, c := range []struct {
			who      org.Actor
			sum      measure.Maybe
			withheld bool
		}{{s.ines.Actor, measure.Some(measure.Whole(100_000)), false}, {lea.Actor, measure.Maybe{}, true}} {
			v, err := s.Goal(t.Context(), c.who, s.goal)
			ok(t, err)
			same(t, v.ChildrenSum, c.sum)
			same(t, v.SumWithheld, c.withheld)
			d, err := s.Direction(t.Context(), c.who, day("2027-02-01"))
			ok(t, err)
			for _, b := range d.Roots {
				same(t, b.Covered.OK && c.withheld, false)
			}
		}
	})
}

func TestPartsOfAWholeCountAreWhole(t *testing.T) {
	s := openShop(t, testkit.SQLite(t))
	for _, credit := range []measure.Credit{measure.Full, measure.Share} {
		ok(t, s.SaveMetric(t.Context(), s.ines.Actor, sheet.MetricRow{Key: "signed_" + string(credit), Name: sheet.Val("Affaires signées " + string(credit)),
			Kind: sheet.Val(string(measure.Count)), Credit: sheet.Val(string(credit))}, 0))
		m, _ := s.world().MetricByKey("signed_" + string(credit))
		id, err := s.SaveGoal(t.Context(), s.ines.Actor, goal.Goal{Title: "Sept affaires signées", Tier: goal.Collective, Owner: org.TeamOwner(s.world().Root().ID), Metric: m.ID,
			Target: measure.Some(measure.Whole(7)), Start: day("2027-01-01"), End: day("2027-03-31"), Origin: goal.OriginAssigned}, Said{})
		ok(t, err)
		one := s
		one.goal = id
		f := one.form()
		same(t, lines(one.table(&f)), "Karim Benali 3, Léa Martin 2, Rita Noël 2")
		f.Typed[s.people[0].Person.ID] = measure.One * 5 / 2
		f.Method = plan.ByPresence
		err = one.publish(f, Said{})
		if credit == measure.Full {
			refused(t, err, "goal.part_whole")
			continue
		}
		ok(t, err)
		same(t, one.table(&f).Shared, true)
		same(t, one.table(&f).Table.Sum, measure.Whole(7))
	}
}
