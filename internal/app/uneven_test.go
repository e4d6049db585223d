package app

import (
	"testing"

	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/sheet"
	"cordee/internal/testkit"
)

func TestTheSameNumberForUnequalTimeIsSeenBeforeItIsGiven(t *testing.T) {
	s := openShop(t, testkit.SQLite(t))
	karim := s.people[1].Person
	ok(t, s.SavePerson(t.Context(), s.ines.Actor, sheet.PersonRow{Key: karim.Key, WorkingTime: sheet.Val(measure.BP(5_000))}, karim.Version))
	f := BatchForm{BatchAsk: BatchAsk{Team: s.world().Root().ID, Metric: "revenue", Span: period.Days(day("2027-04-01"), day("2027-06-30"))},
		Title: "Printemps", Why: "Ouvrir la saison ensemble, chacun dans son secteur et à son rythme", Numbers: map[org.ID]measure.Amount{}}
	for _, p := range s.people {
		f.Numbers[p.Person.ID] = measure.Whole(40_000)
	}
	_, err := s.AssignBatch(t.Context(), s.ines.Actor, f)
	refused(t, err, "batch.uneven")
	blames(t, err, NumberField+karim.ID.String())
	b, err := s.Batch(t.Context(), s.ines.Actor, f.BatchAsk)
	ok(t, err)
	even := f
	even.Numbers = b.Prorated(f)
	same(t, even.Numbers[karim.ID], measure.Whole(20_000))
	same(t, even.Numbers[s.people[0].Person.ID], measure.Whole(40_000))
	made, err := s.AssignBatch(t.Context(), s.ines.Actor, even)
	ok(t, err)
	same(t, len(made), 3)

	f.Span = period.Days(day("2027-07-01"), day("2027-09-30"))
	f.Uneven = true // said to be meant
	_, err = s.AssignBatch(t.Context(), s.ines.Actor, f)
	ok(t, err)
}

func TestAPackLooksAtWhatIsThereAlready(t *testing.T) {
	s := openShop(t, testkit.SQLite(t))
	lea := s.people[0].Person
	m, _ := s.world().MetricByKey("revenue")
	root := org.TeamOwner(s.world().Root().ID)
	_, err := s.SaveGoal(t.Context(), s.ines.Actor, goal.Goal{Title: "La saison ensemble", Tier: goal.Collective, Owner: root, Metric: m.ID,
		Target: measure.Some(measure.Whole(90_000)), Start: day("2026-11-01"), End: day("2027-03-31"), Origin: goal.OriginAssigned}, Said{})
	ok(t, err)
	outcomes := func() (n int, left []string) {
		f, err := s.PackFor(t.Context(), s.ines.Actor, lea.ID, byCode)
		ok(t, err)
		for _, d := range f.Pack.Drafts {
			if d.Metric.Key == "revenue" {
				same(t, d.How[0].Code, "workshop.above") // from the company's figure down
				n++
			}
		}
		return n, f.Pack.Left
	}
	n, _ := outcomes()
	same(t, n, 1)
	_, err = s.SaveGoal(t.Context(), s.ines.Actor, goal.Goal{Title: "Premières ventes", Tier: goal.Individual, Owner: org.PersonOwner(lea.ID), Metric: m.ID,
		Target: measure.Some(measure.Whole(10_000)), Start: day("2026-11-01"), End: day("2026-12-31"), Origin: goal.OriginAssigned}, Said{Reason: "pour commencer"})
	ok(t, err)
	n, left := outcomes()
	same(t, n, 0)
	same(t, len(left), 1)
	same(t, left[0], "plan.pack.same")
}
