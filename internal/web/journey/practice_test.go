package journey

import (
	"testing"

	"cordee/internal/app"
	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
)

// Somebody takes a task on the phone, and finishes it; what they set aside is on nobody else's page.
func TestJourneyATaskIsTakenOnThePhone(t *testing.T) {
	h := furnishedHouse(t)
	lea, thomas := h.person("lea"), h.person("thomas")
	v := h.visitor(t, phone, "fr").as(lea).open("/tasks").sees("À prendre", "Pour vous", "Au service de")
	v.shot("tasks", "journey")
	before, err := h.app.Pool(t.Context(), h.actor(thomas), false)
	h.must(err)
	aside := eval[string](v, `document.querySelector("#fits .card:last-child").id`)
	v.click("#" + aside + ` form:has(input[value="aside"]) button`).sees(v.T("web.flash.task_aside")).until(`!document.getElementById("` + aside + `")`)
	card := eval[string](v, `document.querySelector("#fits .card").id`)
	v.click("#" + card + ` form:has(input[value="take"]) button`).sees(v.T("web.flash.task_take")).until(`document.querySelector("#mine #` + card + `")`)
	v.shot("task-taken", "journey")
	v.click("#" + card + ` form:has(input[value="done"]) button`).sees(v.T("web.flash.task_done")).until(`!document.querySelector("#mine") && document.querySelector("#ended")`)
	after, err := h.app.Pool(t.Context(), h.actor(thomas), false)
	h.must(err)
	if was, is := len(before.Suggested)+len(before.Open), len(after.Suggested)+len(after.Open); is != was-1 {
		t.Errorf("a colleague found %d, finds %d: what was taken is gone, what was set aside is not", was, is)
	}
}

// Two people write, say that they met, and the common step moves on their team's page.
func TestJourneyAPairMeetsAndItsTeamMovesUp(t *testing.T) {
	h := furnishedHouse(t)
	karim := h.person("karim")
	lead := h.visitor(t, desk, "fr").as(karim).open("/pairs").press("pairs.switch_on").sees("Arrêter les binômes")
	lead.shot("pairs-lead", "journey")
	h.aimForPairs(karim)
	h.must(h.app.PairUp(t.Context(), h.org.ID, monday.Time(h.snapshot().Location())))
	view, err := h.app.Pairs(t.Context(), h.actor(karim))
	h.must(err)
	for i, id := range append([]org.ID{karim.ID}, others(view)...) {
		p, _ := h.snapshot().Person(id)
		v := h.visitor(t, phone, "fr").as(p).open("/pairs").sees("Qu’est-ce qui a résisté cette semaine")
		if i > 0 {
			v.sees("Un refus au comptoir")
		}
		v.fill("a1", "Un refus au comptoir").press("pairs.met").sees(v.T("web.flash.pair_met"))
		v.shot("pairs", "journey")
	}
	lead.open("/team").sees("Trois binômes", "1 sur 3")
}

func others(v app.PairsView) (list []org.ID) {
	for _, o := range v.Now.Theirs {
		list = append(list, o.Person)
	}
	return list
}

// aimForPairs is a team's objective that counts the pairs that met.
func (h *house) aimForPairs(lead org.Person) {
	h.t.Helper()
	m, ok := h.snapshot().MetricByKey("pairs")
	if !ok {
		h.t.Fatal("nothing counts pairs")
	}
	g := goal.Goal{
		Title: "Trois binômes", Why: "Ce que l’un essaie sert à l’autre.", Tier: goal.Collective, Owner: org.TeamOwner(h.snapshot().TeamsOf(lead.ID, monday)[0]), Metric: m.ID,
		Target: measure.Some(measure.Whole(3)), Start: monday.AddDays(-7), End: monday.AddDays(60), Status: goal.Published,
	}
	_, err := h.app.SaveGoal(h.t.Context(), h.actor(lead), g, app.Said{})
	h.must(err)
}
