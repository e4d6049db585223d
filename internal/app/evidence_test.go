package app

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/sheet"
	"cordee/internal/store"
	"cordee/internal/testkit"
)

// halfYear is what somebody closed in each of the twenty weeks before 2027: four opportunities, one of them won for 10 000, sixty
// days after it was opened.
func (s shop) halfYear(p org.Person, source string) {
	s.t.Helper()
	var rows []sheet.ResultRow
	for week := range 20 {
		on := day("2026-11-16").AddDays(-7 * week)
		for n := range 4 {
			r := sheet.ResultRow{Ref: fmt.Sprintf("%s-%d-%d", p.Key, week, n), Source: source, OccurredOn: on, Kind: "deal_lost", Credits: []sheet.CreditKey{{Owner: p.Key, BP: measure.Hundred}}}
			if n == 0 {
				r.Kind, r.Amount = "deal_won", measure.Some(measure.Whole(10_000))
				r.Attrs = map[string]string{OpenedOn: on.AddDays(-60).String()}
			}
			rows = append(rows, r)
		}
	}
	_, err := s.Record(s.t.Context(), s.ines.Actor, rows)
	ok(s.t, err)
}

// evidence is every line said of an objective, by its code.
func (s shop) evidence(g goal.Goal) map[string]goal.Line {
	s.t.Helper()
	list, err := s.Weigh(s.t.Context(), s.ines.Actor, g, nil)
	ok(s.t, err)
	lines := map[string]goal.Line{}
	for _, e := range list {
		for _, l := range e.Lines {
			lines[l.Code] = l
		}
	}
	return lines
}

func (s shop) quarter(p org.Person, target int64) goal.Goal {
	m, _ := s.world().MetricByKey("revenue")
	return goal.Goal{
		Title: "Réaliser du chiffre dans le Nord", Tier: goal.Individual, Owner: org.PersonOwner(p.ID), Metric: m.ID, Origin: goal.OriginAssigned, Paid: true,
		Target: measure.Some(measure.Whole(target)), Start: day("2027-01-01"), End: day("2027-03-31"),
	}
}

func TestMeansAreWeighedAgainstTheUsualWeek(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		s := openShop(t, db)
		lea := s.people[0].Person
		s.halfYear(lea, "crm")
		within, beyond := s.evidence(s.quarter(lea, 100_000)), s.evidence(s.quarter(lea, 260_000))
		same(t, fmt.Sprint(within["smart.r.means"].Args), "[need 3.1 can 4]") // 40 opportunities in 13 weeks
		same(t, fmt.Sprint(beyond["smart.r.means_short"].Args), "[need 8 can 4]")
		same(t, fmt.Sprint(within["smart.t.cycle"].Args), "[n 60]")
		promised := s.quarter(lea, 260_000)
		promised.Means = "Cent pistes du salon, et un apprenti."
		same(t, fmt.Sprint(s.evidence(promised)["smart.r.means_short"].Advice), "true")
		karim := s.evidence(s.quarter(s.people[1].Person, 100_000)) // who has no past here: nothing is made up for him
		for _, code := range []string{"smart.r.means", "smart.r.means_short"} {
			if _, said := karim[code]; said {
				t.Errorf("%s is said without any result", code)
			}
		}
		same(t, string(karim["smart.r.means_missing"].State), string(goal.ToComplete))
	})
}

func TestFiguresTypedForOnesOwnPayWantASecondPairOfEyes(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		s := openShop(t, db)
		lea, karim := s.people[0].Person, s.people[1]
		s.halfYear(lea, HandSource) // typed by Inès
		same(t, string(s.evidence(s.quarter(lea, 100_000))["smart.m.verified"].State), string(goal.Proven))
		own := s.join(karim)
		_, err := s.Record(t.Context(), own.Actor, []sheet.ResultRow{{
			Ref: "k-1", Source: HandSource, OccurredOn: day("2026-11-20"), Kind: "deal_won", Credits: []sheet.CreditKey{{Owner: karim.Person.Key, BP: measure.Hundred}}, Amount: measure.Some(measure.Whole(900)),
		}})
		ok(t, err)
		same(t, string(s.evidence(s.quarter(karim.Person, 100_000))["smart.m.verifier_missing"].State), string(goal.Contradicted))
	})
}

func TestANewTeamAsksForANewLookAtTheNumber(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		s := openShop(t, db)
		lea := s.people[0].Person
		g := s.quarter(lea, 100_000)
		g.Paid = false
		id, err := s.SaveGoal(t.Context(), s.ines.Actor, g, Said{Reason: "Le Nord ouvre."})
		ok(t, err)
		changed := func() bool {
			v, err := s.Goal(t.Context(), s.ines.Actor, id)
			ok(t, err)
			return slices.ContainsFunc(v.Talk.Evidence, func(e goal.Evidence) bool {
				return slices.ContainsFunc(e.Lines, func(l goal.Line) bool { return l.Code == "smart.r.changed" })
			})
		}
		if changed() {
			t.Fatal("nobody has moved yet")
		}
		ok(t, s.SaveTeam(t.Context(), s.ines.Actor, sheet.TeamRow{Key: "sud", Name: sheet.Val("Sud")}, 0))
		s.clock.pass(72 * time.Hour)
		ok(t, s.SavePerson(t.Context(), s.ines.Actor, sheet.PersonRow{Key: lea.Key, Team: sheet.Val("sud")}, s.person(lea.Key).Version))
		if !changed() {
			t.Error("Léa moved after her number was set, and nothing says so")
		}
	})
}
