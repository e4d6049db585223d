package journey

import (
	"strconv"
	"testing"

	"cordee/internal/app"
	"cordee/internal/goal"
	"cordee/internal/org"
)

func TestJourneyARepDoesNotSeeWhatIsPrivateInAnotherTeam(t *testing.T) {
	h := furnishedHouse(t)
	rep := h.first(org.Rep)
	w := h.snapshot()
	mine := w.TeamsOf(rep.ID, monday)[0]
	all, _, err := h.app.Goals(t.Context(), app.System(h.org.ID), app.GoalFilter{})
	h.must(err)
	for _, g := range all {
		if g.Tier != goal.Individual || w.TeamsOf(g.Owner.ID, monday)[0] == mine {
			continue
		}
		v := h.visitor(t, desk, "fr").as(rep)
		v.open("/goals/" + g.ID.String()).sees(v.T("web.fail.not_found"))
		if eval[bool](v, "document.body.innerText.includes("+strconv.Quote(g.Title)+")") {
			t.Errorf("%s is shown", g.Title)
		}
		v.open("/people/" + g.Owner.ID.String()).until("document.querySelector('h1')")
		if eval[bool](v, "!!document.querySelector('#access, #absences, #goals article')") {
			t.Error("another team's person shows private parts")
		}
		return
	}
	t.Fatal("nobody in another team has an objective")
}
