package app

import (
	"fmt"
	"strings"
	"testing"

	"cordee/internal/demo"
	"cordee/internal/fault"
	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/plan"
	"cordee/internal/sheet"
	"cordee/internal/store"
	"cordee/internal/testkit"
)

// shop is a team of three who sell, and its objective of 100 000 over the next quarter.
type shop struct {
	house
	people []Pasted
	goal   org.ID
}

func openShop(t *testing.T, db *store.DB) shop {
	t.Helper()
	s := shop{house: alpina(t, db)}
	s.people = s.welcome("Léa Martin; lea@alpina.fr\nKarim Benali; karim@alpina.fr\nRita Noël; rita@alpina.fr")
	id, err := s.StartCommon(t.Context(), s.ines.Actor, CommonForm{Sentence: "Équiper cent refuges", Amount: measure.Whole(100_000), StartOn: day("2027-01-01"), EndOn: day("2027-03-31")})
	ok(t, err)
	s.goal = id
	return s
}

func (s shop) form(typed ...int64) WorkshopForm {
	f := WorkshopForm{Method: plan.ByPresence, Typed: map[org.ID]measure.Amount{}}
	for i, n := range typed {
		f.Typed[s.people[i].Person.ID] = measure.Whole(n)
	}
	return f
}

func (s shop) table(f *WorkshopForm) Workshop {
	s.t.Helper()
	ws, err := s.Workshop(s.t.Context(), s.ines.Actor, s.goal, f)
	ok(s.t, err)
	return ws
}

func (s shop) publish(f WorkshopForm, why Said) error {
	return s.PublishParts(s.t.Context(), s.ines.Actor, s.goal, f, Sending{Why: why})
}

func lines(ws Workshop) string {
	var list []string
	for _, l := range ws.Lines {
		word := l.Name + " " + l.Amount.String()
		if l.Typed {
			word += "!"
		}
		if l.Left {
			word = l.Name + " –"
		}
		list = append(list, word)
	}
	return strings.Join(list, ", ")
}

func TestWhatIsTypedStaysAndTheRestIsSharedExactly(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		s := openShop(t, db)
		f := s.form()
		same(t, lines(s.table(&f)), "Karim Benali 33400, Léa Martin 33300, Rita Noël 33300")
		f = s.form(50_000)
		same(t, lines(s.table(&f)), "Karim Benali 25000, Léa Martin 50000!, Rita Noël 25000")
		f = s.form(50_000, 0) // a typed zero is a zero, and an empty field is not
		same(t, lines(s.table(&f)), "Karim Benali 0!, Léa Martin 50000!, Rita Noël 50000")
		f.Out = map[org.ID]bool{s.people[2].Person.ID: true}
		ws := s.table(&f)
		same(t, lines(ws), "Karim Benali 0!, Léa Martin 50000!, Rita Noël –")
		same(t, ws.Table.Left, measure.Whole(50_000))
		refused(t, s.publish(f, Said{}), "goal.parts_sum")
		for _, total := range []int64{1, 7, 99_999} {
			f = s.form(total)
			same(t, s.table(&f).Table.Sum, measure.Whole(100_000))
		}
		f = s.form(-1)
		refused(t, s.publish(f, Said{}), "goal.part_negative")
	})
}

func TestSendingPutsTheNumberAndHowItCameAboutBeforeEach(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		s := openShop(t, db)
		lea := s.join(s.people[0])
		ok(t, s.publish(s.form(50_000), Said{}))
		same(t, s.children(s.goal), "Karim Benali 25000 proposed, Léa Martin 50000 proposed, Rita Noël 25000 proposed")
		mine := s.goalOf(lea)
		view, err := s.Goal(t.Context(), lea.Actor, mine.ID)
		ok(t, err)
		if view.Talk.How == nil {
			t.Fatal("Léa is not told how her number came about")
		}
		var codes []string
		for _, l := range view.Talk.How.Lines {
			codes = append(codes, l.Code)
		}
		same(t, strings.Join(codes, " "), "plan.how.total plan.how.even plan.how.share_of plan.how.typed_by")
		last := view.Talk.How.Lines[3]
		same(t, fmt.Sprint(last.Args()), "[who Inès Roy amount 50000 fair 33333.3333]")
		same(t, last.Amount, measure.Some(measure.Whole(50_000)))

		// Sent again, what is only proposed changes; what was agreed does not.
		ok(t, s.publish(s.form(60_000), Said{}))
		same(t, s.children(s.goal), "Karim Benali 20000 proposed, Léa Martin 60000 proposed, Rita Noël 20000 proposed")
		mine = s.goalOf(lea)
		ok(t, s.AnswerGoal(t.Context(), lea.Actor, mine.ID, mine.Version, Agree, Said{}))
		refused(t, s.publish(s.form(40_000), Said{}), "goal.part_agreed")
		same(t, lines(s.table(nil)), "Karim Benali 20000, Léa Martin 60000!, Rita Noël 20000") // opened again: agreed stays as agreed
		f := s.form(60_000)
		f.Out = map[org.ID]bool{s.people[2].Person.ID: true}
		ok(t, s.publish(f, Said{}))
		same(t, s.children(s.goal), "Karim Benali 40000 proposed, Léa Martin 60000 published, Rita Noël 20000 cancelled")
	})
}

func TestMuchMarginTakesAReason(t *testing.T) {
	s := openShop(t, testkit.SQLite(t))
	f := s.form()
	f.Padding = 2_000
	ws := s.table(&f)
	same(t, fmt.Sprint(ws.Table.Sum, " ", ws.Stack.Cumulated, " ", ws.Stack.NeedsReason, " ", ws.Levels), "120000 2000 true [Équiper cent refuges]")
	refused(t, s.publish(f, Said{}), "goal.padding_reason")
	ok(t, s.publish(f, Said{Reason: "deux arrivées en février"}))
	f.Padding = 10_001
	refused(t, s.publish(f, Said{}), "goal.padding_range")
}

func TestScenariosAreKeptComparedSentAndForgotten(t *testing.T) {
	s := openShop(t, testkit.SQLite(t))
	ctx, boss := t.Context(), s.ines.Actor
	_, err := s.SaveScenario(ctx, boss, s.goal, " ", s.form())
	refused(t, err, "scenario.name_missing")
	even, err := s.SaveScenario(ctx, boss, s.goal, "À parts égales", s.form())
	ok(t, err)
	lea, err := s.SaveScenario(ctx, boss, s.goal, "Léa devant", s.form(50_000))
	ok(t, err)
	again, err := s.SaveScenario(ctx, boss, s.goal, "léa DEVANT", s.form(60_000))
	ok(t, err)
	same(t, again, lea)

	c, err := s.CompareScenarios(ctx, boss, s.goal, even, lea)
	ok(t, err)
	var moved []string
	for _, m := range c.Moves {
		moved = append(moved, fmt.Sprint(c.A.World.OwnerName(m.Owner), " ", m.By))
	}
	same(t, strings.Join(moved, ", "), "Karim Benali -13400, Léa Martin 26700, Rita Noël -13300")

	elsewhere := newID()
	refused(t, s.PublishParts(ctx, boss, s.goal, s.form(60_000), Sending{Scenario: elsewhere}), "not_found")
	ok(t, s.PublishParts(ctx, boss, s.goal, s.form(70_000), Sending{Scenario: lea}))
	same(t, lines(s.table(nil)), "Karim Benali 15000, Léa Martin 70000!, Rita Noël 15000") // opens as it was sent
	ws := s.table(nil)
	for _, k := range ws.Scenarios {
		same(t, k.Published > 0, k.ID == lea)
	}
	rita := s.join(s.people[2])
	same(t, fault.KindOf(s.DropScenario(ctx, rita.Actor, lea)), fault.Forbidden)
	_, err = s.CompareScenarios(ctx, rita.Actor, s.goal, even, lea)
	same(t, fault.KindOf(err), fault.NotFound)
	_, err = s.Workshop(ctx, rita.Actor, s.goal, nil)
	same(t, fault.KindOf(err), fault.Forbidden)
	ok(t, s.DropScenario(ctx, boss, lea))
	same(t, len(s.table(nil).Scenarios), 1)
}

func TestOwnNumbersStandBesideWhatIsAsked(t *testing.T) {
	s := openShop(t, testkit.SQLite(t))
	lea := s.join(s.people[0])
	refused(t, s.AskOwnNumbers(t.Context(), lea.Actor, s.goal, "x"), "access.forbidden")
	ok(t, s.AskOwnNumbers(t.Context(), s.ines.Actor, s.goal, "Quel serait votre chiffre ?"))
	ok(t, s.Bid(t.Context(), lea.Actor, s.goal, measure.Some(measure.Whole(30_000))))
	f := s.form()
	ws := s.table(&f)
	same(t, fmt.Sprint(ws.BottomUp.Made, ws.Lines[1].Bid, ws.Lines[1].BidGap), "1 30000 -3300")
	view, err := s.Goal(t.Context(), lea.Actor, s.goal)
	ok(t, err)
	same(t, len(view.Talk.Notes), 1)
	own, err := s.OwnData(t.Context(), lea.Actor, lea.Person.ID)
	ok(t, err)
	if len(own.OwnNumbers) != 1 || own.OwnNumbers[0].Amount != measure.Some(measure.Whole(30_000)) || own.OwnNumbers[0].Title == "" {
		t.Errorf("her own number is hers to take: %+v", own.OwnNumbers)
	}
}

func TestAVeryLargeTableAsksForTeamsFirst(t *testing.T) {
	s := openShop(t, testkit.SQLite(t))
	var b sheet.Batch
	for i := range maxLines {
		b.People = append(b.People, sheet.PersonRow{Key: fmt.Sprintf("p%03d", i), Name: sheet.Val(fmt.Sprintf("Personne %03d", i)), Team: sheet.Val(s.world().Root().Key)})
	}
	_, err := s.Import(t.Context(), System(s.ines.Org.ID), "test", b, false)
	ok(t, err)
	f := s.form()
	_, err = s.Workshop(t.Context(), s.ines.Actor, s.goal, &f)
	refused(t, err, "goal.too_many_parts")
}

func TestOnlyWhatAddsUpIsSharedOut(t *testing.T) {
	s := openShop(t, testkit.SQLite(t))
	ok(t, s.publish(s.form(), Said{}))
	lea := s.join(s.people[0])
	_, err := s.Workshop(t.Context(), s.ines.Actor, s.goalOf(lea).ID, nil)
	refused(t, err, "goal.no_parts") // a person's own
}

// TestQuotasOutOfReachAreSaidInWordsAndFigures takes the sample company's teams: what their people may be expected to bring next
// quarter is fair, and twice that is not.
func TestQuotasOutOfReachAreSaidInWordsAndFigures(t *testing.T) {
	h := emptyHouse(t, testkit.SQLite(t))
	today := period.On(2026, 11, 23)
	sample := demo.Company(1, today)
	o, err := h.CreateOrg(t.Context(), NewOrg{Key: "alpage", Name: "Alpage", Currency: "EUR", Locale: "fr", TimeZone: "Europe/Paris"})
	ok(t, err)
	o.Calendar, o.Season = sample.Settings.Calendar, sample.Settings.Season
	ok(t, h.SaveOrg(t.Context(), System(o.ID), o, o.Version))
	_, err = h.Import(t.Context(), System(o.ID), "demo", sample.Batch, false)
	ok(t, err)
	w, err := h.World(t.Context(), o.ID)
	ok(t, err)
	for _, key := range []string{"nantes", "lyon"} {
		team, _ := w.TeamByKey(key)
		set := func(target measure.Amount) Workshop {
			m, _ := w.MetricByKey("revenue")
			next := o.Calendar.Quarter(o.Calendar.Quarter(today).To)
			id, err := h.SaveGoal(t.Context(), System(o.ID), goal.Goal{Key: fmt.Sprint(key, target), Title: "T1", Tier: goal.Collective, Owner: org.TeamOwner(team.ID),
				Metric: m.ID, Target: measure.Some(target), Start: next.From, End: next.Last(), Origin: goal.OriginAssigned}, Said{})
			ok(t, err)
			ws, err := h.Workshop(t.Context(), System(o.ID), id, &WorkshopForm{Method: plan.Blend})
			ok(t, err)
			return ws
		}
		probe := set(measure.Whole(1_000_000))
		fair := set(probe.Feasible[1].At.Amount) // what all attain with 65 % of chances
		same(t, fair.Fit.Verdict, plan.SetFair)
		same(t, fair.Feasible[1].Gap, measure.Amount(0))
		twice := set(2 * fair.Table.Total)
		same(t, twice.Fit.Verdict, plan.SetOutOfReach)
		if twice.Feasible[0].Gap <= 0 || !twice.Feasible[0].Hires.OK {
			t.Errorf("%s: twice as much misses %v, %v people", key, twice.Feasible[0].Gap, twice.Feasible[0].Hires)
		}
		t.Logf("%s: fair %s (%d bp), twice %d bp, gap %s, hires %s", key, fair.Table.Total, fair.Fit.Share, twice.Fit.Share, twice.Feasible[0].Gap, twice.Feasible[0].Hires)
	}
}
