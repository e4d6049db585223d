package journey

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"cordee/internal/app"
	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
)

// nextQuarter gives a team an objective for the quarter to come, in the name of whoever leads it.
func (h *house) nextQuarter(lead org.Person, team org.ID, target int64) org.ID {
	h.t.Helper()
	calendar := h.snapshot().Org().Calendar
	span := calendar.Quarter(calendar.Quarter(monday).To)
	metric, _ := h.snapshot().MetricByKey("revenue")
	id, err := h.app.SaveGoal(h.t.Context(), h.actor(lead), goal.Goal{
		Title: "Chiffre d’affaires du trimestre", Why: "Tenir le cap de l’hiver", Tier: goal.Collective, Owner: org.TeamOwner(team), Metric: metric.ID,
		Target: measure.Some(measure.Whole(target)), Start: span.From, End: span.Last(), Origin: goal.OriginAssigned,
	}, app.Said{})
	h.must(err)
	return id
}

// partFields are the fields of the column of parts, from the top.
func (v *visitor) partFields() []string {
	v.t.Helper()
	return eval[[]string](v, `[...document.querySelectorAll("[data-cell=part]")].map(el => el.name)`)
}

// hint is what a row asks for as long as nothing is typed.
func (v *visitor) hint(field string) string {
	v.t.Helper()
	return eval[string](v, `document.querySelector("[name='`+field+`']").placeholder`)
}

func TestJourneyAManagerSharesATargetOut(t *testing.T) {
	h := furnishedHouse(t)
	karim, lea := h.first(org.Manager), h.first(org.Rep)
	team := h.snapshot().TeamsOf(lea.ID, monday)[0]
	id := h.nextQuarter(karim, team, 210_000)
	page := "/goals/" + id.String()

	boss := h.visitor(t, desk, "fr").as(karim).open(page)
	boss.press("web.goal.share_out").until(`location.pathname.endsWith("/parts")`).sees(boss.T("workshop.even"))
	fields := boss.partFields()
	mine := "part_" + lea.ID.String()
	other := fields[0]
	if other == mine {
		other = fields[1]
	}
	before := boss.hint(other)

	// One types a number: the others follow at once, and what is typed shows its lock.
	boss.fill(mine, "60 000")
	lock := `document.querySelector("[data-release='` + mine + `']")`
	boss.until(lock).until(`document.querySelector("[name='` + other + `']").placeholder !== "` + before + `"`)
	boss.until(`document.activeElement.name === "` + mine + `"`) // and nobody lost their place
	boss.fill(other, "0").until(`document.querySelector("[data-release='` + other + `']")`)
	boss.key(kb.ArrowDown).until(`document.activeElement.name !== "` + other + `"`)
	if got := eval[string](boss, `document.querySelector("#sharing-foot .num").innerText`); strings.Join(strings.Fields(got), "") != "210000€" {
		t.Errorf("the parts make %s", got)
	}
	// The lock lets go, and a word that is no number says so where it stands.
	boss.click(`[data-release="` + other + `"]`).until(`!document.querySelector("[data-release='` + other + `']")`)
	boss.fill(other, "beaucoup").until(`document.getElementById("` + other + `-error").innerText.length > 3`)
	boss.fill(other, "30 000").until(`!document.getElementById("` + other + `-error").innerText`).until(`document.querySelector("[data-release='` + other + `']")`)

	boss.fill("name", "Léa devant").press("workshop.save").sees(boss.T("web.flash.scenario_saved"))
	boss.press("workshop.publish.button", "n", len(fields)).until(`location.pathname === "` + page + `"`).sees(boss.T("web.flash.parts_published"))

	// Both numbers typed are what was sent, the rest makes the sum to the euro, and the page says so.
	want := map[string]measure.Amount{mine: measure.Whole(60_000), other: measure.Whole(30_000)}
	sum := measure.Amount(0)
	for _, g := range h.partsOf(id) {
		sum += g.Target.Amount
		if typed, ok := want["part_"+g.Owner.ID.String()]; ok && g.Target.Amount != typed {
			t.Errorf("%s was sent %s, %s was typed", g.Owner.ID, g.Target, typed)
		}
		delete(want, "part_"+g.Owner.ID.String())
	}
	if sum != measure.Whole(210_000) || len(want) > 0 {
		t.Errorf("the parts sent make %s, and %v was not sent", sum, want)
	}
	boss.sees(boss.T("web.goal.cover_even", "target", boss.words.Value(measure.Whole(210_000), "EUR")))

	// Léa receives her part as a proposal, and sees how it came about.
	part := h.partOf(id, lea.ID)
	rep := h.visitor(t, phone, "fr").as(lea).open("/goals/" + part.ID.String())
	rep.press("workshop.how.title").sees(rep.T("plan.how.typed_by", "who", karim.Name, "amount", measure.Whole(60_000), "fair", h.fair(part.ID, lea), "unit", "EUR"))
	rep.open("/goals/" + part.ID.String()).press("web.goal.answer_agree").sees(rep.T("web.flash.goal_agreed"))

	// The table now shows it as agreed.
	boss.open(page + "/parts").sees(boss.T("workshop.sent.agreed", "amount", boss.words.Value(measure.Whole(60_000), "EUR")))
}

// partOf is what an objective asks of someone.
func (h *house) partOf(parent, person org.ID) app.Standing {
	h.t.Helper()
	all, _, err := h.app.Goals(h.t.Context(), app.System(h.org.ID), app.GoalFilter{Owner: org.PersonOwner(person)})
	h.must(err)
	for _, g := range all {
		if g.Parent == parent {
			return g
		}
	}
	h.t.Fatal("nothing was sent")
	return app.Standing{}
}

// partsOf are the objectives that were sent out of another.
func (h *house) partsOf(parent org.ID) (list []app.Standing) {
	h.t.Helper()
	all, _, err := h.app.Goals(h.t.Context(), app.System(h.org.ID), app.GoalFilter{})
	h.must(err)
	for _, g := range all {
		if g.Parent == parent && g.Status != goal.Cancelled {
			list = append(list, g)
		}
	}
	return list
}

// fair is what the sum alone would have asked, as it was written down.
func (h *house) fair(id org.ID, who org.Person) measure.Amount {
	h.t.Helper()
	view, err := h.app.Goal(h.t.Context(), h.actor(who), id)
	h.must(err)
	for _, line := range view.Talk.How.Lines {
		args := line.Args()
		for i := 0; i+1 < len(args); i += 2 {
			if fair, ok := args[i+1].(measure.Amount); ok && args[i] == "fair" {
				return (fair + measure.One/2) / measure.One * measure.One // pages print what was worked out in whole euros
			}
		}
	}
	h.t.Fatal("the line that says it is missing")
	return 0
}

func TestJourneyTheWorkshopWorksWithoutJavaScript(t *testing.T) {
	h := furnishedHouse(t)
	karim, lea := h.first(org.Manager), h.first(org.Rep)
	id := h.nextQuarter(karim, h.snapshot().TeamsOf(lea.ID, monday)[0], 210_000)
	mine := "part_" + lea.ID.String()
	boss := h.visitor(t, desk, "fr").plainly().as(karim).open("/goals/" + id.String() + "/parts")
	boss.fill(mine, "60 000").press("workshop.again").until(`document.querySelector("[data-release='` + mine + `']")`)
	boss.click(`[data-release="` + mine + `"]`).until(`!document.querySelector("[data-release='` + mine + `']")`)
	boss.press("workshop.reset").sees(boss.T("workshop.even"))

	rep := h.visitor(t, phone, "fr").plainly().as(lea).open("/goals/" + id.String())
	rep.fill("amount", "41 000").press("workshop.bid.send").sees(rep.T("web.flash.bid_given"))
	boss.open("/goals/" + id.String() + "/parts").sees(boss.T("workshop.col.own"))
}

// TestAxeOfTheWorkshopAtWork looks at the table in every state at once: typed, refused, left out, with own numbers.
func TestAxeOfTheWorkshopAtWork(t *testing.T) {
	source := axe(t)
	h := furnishedHouse(t)
	karim, lea := h.first(org.Manager), h.first(org.Rep)
	id := h.nextQuarter(karim, h.snapshot().TeamsOf(lea.ID, monday)[0], 210_000)
	h.must(h.app.Bid(t.Context(), h.actor(lea), id, measure.Some(measure.Whole(41_000))))
	boss := h.visitor(t, desk, "fr").as(karim).open("/goals/" + id.String() + "/parts")
	fields := boss.partFields()
	state := "?method=blend&weight=50&padding=18&by=people&" + fields[0] + "=30000&" + fields[1] + "=beaucoup&out_" + strings.TrimPrefix(fields[2], "part_") + "=yes"
	for _, l := range looks {
		boss.look(l.s)
		boss.speak(l.lang)
		boss.open("/goals/" + id.String() + "/parts" + state)
		boss.shot("workshop-at-work", l.name)
		boss.decent("workshop at work, " + l.name)
		for _, wrong := range boss.axe(source) {
			t.Errorf("%s: %s", l.name, wrong)
		}
	}
}
