package journey

import (
	"strconv"
	"testing"

	"cordee/internal/app"
	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/sheet"
)

// arrives lets somebody begin in a team on the day of the journeys.
func (h *house) arrives(key, name string, team org.ID) org.Person {
	h.t.Helper()
	t, _ := h.snapshot().Team(team)
	row := sheet.PersonRow{Key: key, Name: sheet.Val(name), Team: sheet.Val(t.Key), Role: sheet.Val(string(org.Rep)), StartOn: sheet.Val(monday)}
	_, err := h.app.Import(h.t.Context(), app.System(h.org.ID), "arrivals", sheet.Batch{People: []sheet.PersonRow{row}}, false)
	h.must(err)
	return h.person(key)
}

// A newcomer appears to the one who leads them on the first morning, gets a path, and agrees to it.
func TestJourneyANewcomerIsNeverFloating(t *testing.T) {
	h := furnishedHouse(t)
	boss := h.first(org.Manager)
	zoe := h.arrives("zoe-l", "Zoé Larcher", h.snapshot().TeamsOf(boss.ID, monday)[0])

	karim := h.visitor(t, desk, "fr").as(boss).open("/").press("web.nav.decide").until(`location.pathname === "/decide"`)
	karim.sees("Zoé Larcher arrive aujourd’hui")
	karim.shot("decide", "journey")
	card := "#floating-" + zoe.ID.String()
	karim.click(card + ` a[href$="/pack"]`).until(`location.pathname.endsWith("/pack")`).sees("Un parcours pour Zoé Larcher")
	karim.shot("pack", "journey")
	karim.click("#keep-rep\\.calls").fill("number_outcome.team", "9 000").press("pack.send").until(`location.pathname === "/decide"`)
	karim.sees(karim.T("web.flash.pack_sent")).until(`!document.querySelector("` + card + `")`)

	fresh := h.visitor(t, phone, "fr").as(zoe).open("/").sees("Accompagner 3 visites", "Savoir présenter les 3 offres", "Ma première part")
	fresh.shot("newcomer", "journey")
	if eval[bool](fresh, `document.body.innerText.includes("premiers appels")`) {
		t.Error("an objective that was left out was proposed")
	}
	for left := 2; left >= 0; left-- {
		fresh.press("web.goal.answer_agree").until(`document.querySelectorAll("#proposals article").length === ` + strconv.Itoa(left))
	}
	fresh.open("/").sees("9 000").until(`!document.querySelector("#proposals")`)
	fresh.shot("agreed", "journey")
}

// reached is an objective that somebody set for themselves, and that their calls of the month have met.
func (h *house) reached(p org.Person) {
	h.t.Helper()
	m, ok := h.snapshot().MetricByKey("calls")
	if !ok {
		h.t.Fatal("no calls in the sample company")
	}
	g := goal.Goal{
		Title: "Rappeler chaque semaine", Tier: goal.Individual, Owner: org.PersonOwner(p.ID), Metric: m.ID, Target: measure.Some(measure.Whole(2)),
		Start: period.On(2026, 10, 1), End: period.On(2026, 10, 31),
	}
	_, err := h.app.SaveGoal(h.t.Context(), h.actor(p), g, app.Said{})
	h.must(err)
	day := period.On(2026, 10, 12)
	for n := range 5 {
		row := sheet.ResultRow{Source: "crm", Ref: "call-" + strconv.Itoa(n), Kind: "call", OccurredOn: day, Credits: []sheet.CreditKey{{Owner: p.Key, BP: measure.Hundred}}}
		_, err := h.app.Record(h.t.Context(), app.System(h.org.ID), []sheet.ResultRow{row})
		h.must(err)
	}
}

// What comes next after an objective reached is proposed to the person alone, and leaving it leaves nothing behind.
func TestJourneyTheNextStepIsProposedNeverImposed(t *testing.T) {
	h := furnishedHouse(t)
	rep := h.first(org.Rep)
	h.reached(rep)
	list, err := h.app.NextSteps(t.Context(), h.actor(rep))
	h.must(err)
	if len(list) == 0 {
		t.Fatal("nothing is proposed after an objective reached")
	}
	lea := h.visitor(t, phone, "fr").as(rep).open("/").sees("Et ensuite", "Proposé, jamais imposé")
	lea.shot("next", "journey")
	card := "#next-" + list[0].From.String()
	lea.click(card + ` form[action$="/later"] button`).until(`location.pathname === "/" && !document.querySelector("` + card + `")`)
	again, err := h.app.NextSteps(t.Context(), h.actor(rep))
	h.must(err)
	if len(again) != len(list) {
		t.Error("leaving it has left a trace on the server")
	}
	fresh := h.visitor(t, desk, "fr").as(rep).open("/").until(`document.querySelector("` + card + `")`)
	fresh.click(card + ` form[action$="/next"] button`).sees(fresh.T("web.flash.next_taken"))
	fresh.open("/").until(`!document.querySelector("` + card + `")`)
}
