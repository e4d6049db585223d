package journey

import (
	"strconv"
	"testing"

	"cordee/internal/app"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

// looks of a negotiation: the language two people speak, and what they have in their hands.
var tables = []struct {
	name, lang string
	s          screen
}{
	{"French at a desk", "fr", desk},
	{"English on a phone", "en", phone},
}

// euros is an amount as pages show it to the visitor.
func (v *visitor) euros(n int64) string { return v.words.Value(measure.Whole(n), "EUR") }

// A rep proposes what her pay will depend on; three numbers later both have agreed, and every number stays with its reason.
func TestJourneyTwoPeopleAgreeOnAPaidObjective(t *testing.T) {
	for _, table := range tables {
		t.Run(table.name, func(t *testing.T) {
			h := furnishedHouse(t)
			h.t = t
			karim, lea := h.first(org.Manager), h.first(org.Rep)
			calendar := h.snapshot().Org().Calendar
			rep := h.visitor(t, table.s, table.lang).as(lea)
			boss := h.visitor(t, table.s, table.lang).as(karim)

			rep.open("/goals/new").fill("title", "Ouvrir le port sec").fill("target", "52000")
			rep.fill("period", calendar.Name(period.Quarter, calendar.Next(period.Quarter, monday).From)).fill("why", "Le port sec ouvre en janvier")
			rep.press("web.goal.more").click("[name=paid]")
			rep.press("web.goal.check").until(`document.querySelectorAll("#evidence .proof").length === 5`)
			rep.press("web.goal.create").sees(rep.T("web.flash.goal_saved"), rep.T("status.proposed"))
			page := eval[string](rep, "location.pathname")

			boss.open("/decide").sees(boss.T("decide.awaiting.theirs", "name", lea.Name, "title", "Ouvrir le port sec"))
			boss.click(`a[href="` + page + `#discuss"]`).until(`location.pathname === "` + page + `"`)
			boss.counter("60000", "Deux gros quais changent de main")

			rep.open(page).sees(rep.T("web.talk.numbers"), rep.euros(52_000), rep.euros(60_000), "Deux gros quais changent de main")
			rep.shot("numbers-side-by-side", table.lang)
			rep.counter("56000", "Le second quai n’ouvre qu’en mars")

			boss.open(page).sees(boss.euros(52_000), boss.euros(60_000), boss.euros(56_000), "Le second quai n’ouvre qu’en mars")
			boss.click("#answer-agree [name=reason]")
			boss.insert("Elle connaît ce port mieux que nous")
			boss.shot("answer-card", table.lang)
			boss.click("#answer-agree button").sees(boss.T("web.flash.goal_agreed"), boss.T("status.published"))

			rep.open(page).sees(rep.T("web.talk.ack"), rep.T("status.published"))
			rep.shot("handed-over", table.lang)
			rep.press("web.talk.read").sees(rep.T("web.flash.goal_acknowledged")).until(`!document.querySelector("#acknowledge")`)

			boss.open(page).press("web.talk.seen").sees(boss.T("web.talk.reply_read", "who", lea.Name, "n", 4, "on", ""))
			boss.note(app.NoteSupport, "Je t’accompagne au premier rendez-vous du port.")
			rep.open(page).sees("Je t’accompagne au premier rendez-vous du port.", rep.T("web.talk.said_support"))
		})
	}
}

// counter answers what is on the table with another number, and says why.
func (v *visitor) counter(amount, reason string) {
	v.t.Helper()
	v.fill("target", amount).click("#f-counter-reason")
	v.insert(reason)
	v.press("web.goal.counter").until(`document.querySelector("#numbers dl").innerText.includes(` + strconv.Quote(reason) + `)`)
}

// note leaves words of a kind in the conversation.
func (v *visitor) note(kind, text string) {
	v.t.Helper()
	v.fill("kind", kind).click("#f-note-text")
	v.insert(text)
	v.click("#note button").sees(v.T("web.flash.goal_noted"), text)
}

// The manager prepares a number and asks for hers first: she never sees it before she gave her own, and then both stay side by side.
func TestJourneyTheOwnNumberComesFirst(t *testing.T) {
	for _, table := range tables {
		t.Run(table.name, func(t *testing.T) {
			h := furnishedHouse(t)
			h.t = t
			karim, lea := h.first(org.Manager), h.first(org.Rep)
			calendar := h.snapshot().Org().Calendar
			boss := h.visitor(t, table.s, table.lang).as(karim)
			boss.open("/goals/new?owner="+h.snapshot().Ref(org.PersonOwner(lea.ID))).fill("title", "Chiffre du printemps").fill("target", "58000")
			boss.fill("period", calendar.Name(period.Quarter, calendar.Next(period.Quarter, monday).From)).fill("why", "Le port sec ouvre en janvier")
			boss.click("[name=ask_first]").press("web.goal.create").sees(boss.T("web.flash.goal_saved"))
			page := eval[string](boss, "location.pathname")

			rep := h.visitor(t, table.s, table.lang).as(lea).open(page)
			rep.sees(rep.T("workshop.bid.lead_sealed"))
			if eval[bool](rep, `document.documentElement.outerHTML.replace(/\s/g, "").includes("58000") || document.body.innerText.includes("58,000")`) {
				t.Error("the prepared number shows before her own was given")
			}
			rep.shot("own-number-first", table.lang)
			rep.fill("amount", "49000").press("workshop.bid.send").sees(rep.euros(58_000), rep.euros(49_000), rep.T("web.talk.numbers"))
			rep.shot("own-number-given", table.lang)
			boss.open(page).sees(boss.euros(49_000), boss.euros(58_000))
			rep.press("web.goal.answer_agree").sees(rep.T("web.flash.goal_agreed"))
			boss.open(page).sees(boss.T("status.published"))
		})
	}
}
