package web

import (
	"strings"
	"testing"

	"cordee/internal/app"
	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

// What Karim prepares for Léa he reads on his own page, where nothing can be published before she has given hers; zero opens nothing,
// and both of her numbers stay.
func TestWhoPreparesANumberReadsItAndEveryOwnNumberStays(t *testing.T) {
	s := openSite(t)
	path := goalPath(s.asked("karim", "lea"))
	karim, lea := s.as("karim"), s.as("lea")
	if _, body := karim.bodyOf(path); !tells(body) || strings.Contains(body, `value="publish"`) {
		t.Error("Karim does not read the number he prepared, or is offered to publish it")
	}
	lea.submit(lea.get(path), path+"/bid", map[string]string{"amount": "0"})
	if _, body := lea.bodyOf(path); tells(body) {
		t.Error("zero opened the number")
	}
	lea.submit(lea.get(path), path+"/bid", map[string]string{"amount": "52 000"})
	if err := s.app.Bid(t.Context(), s.actor("lea"), s.goalByKey("asked-lea"), measure.Some(measure.Whole(61_000))); err != nil {
		t.Fatal(err)
	}
	karim.get(path).wants("donné avant d’avoir vu", "52 000", "donné après", "61 000", "préparée le")
}

// The director proposes to Léa: her manager may give it, with a reason that she reads, and does not agree in her place.
func TestAManagerDoesNotAnswerInAPersonsPlace(t *testing.T) {
	s := openSite(t)
	metric, _ := s.world().MetricByKey("revenue")
	id, err := s.app.SaveGoal(t.Context(), s.actor("dora"), goal.Goal{
		Key: "trois", Title: "Le printemps de Léa", Tier: goal.Individual, Owner: org.PersonOwner(s.person("lea").ID), Metric: metric.ID, Paid: true,
		Target: measure.Some(measure.Whole(50_000)), Start: period.On(2027, 4, 1), End: period.On(2027, 6, 30), Status: goal.Proposed, Origin: goal.OriginAgreed,
	}, app.Said{})
	if err != nil {
		t.Fatal(err)
	}
	path := goalPath(id)
	karim := s.as("karim")
	page := karim.get(path)
	page.wants("Confier sans attendre l’accord", "proposé, pas encore convenu")
	if _, body := karim.bodyOf(path); strings.Contains(body, `value="agree"`) {
		t.Error("Karim is offered to agree in Léa's place")
	}
	karim.submit(page, path+"/answer", map[string]string{"answer": "assign", "reason": "Tout le Nord en porte autant"})
	s.as("lea").get(path).wants("confié", "Tout le Nord en porte autant")
}

func (s *site) goalByKey(key string) org.ID {
	s.t.Helper()
	v, err := s.app.GoalByKey(s.t.Context(), org.System(s.org.ID), key)
	if err != nil {
		s.t.Fatal(err)
	}
	return v.Standing.ID
}
