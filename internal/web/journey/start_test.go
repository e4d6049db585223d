package journey

import (
	"strings"
	"testing"

	"cordee/internal/measure"
)

// eleven are the colleagues of a founder, as pasted from anywhere.
var eleven = []string{
	"Karim Belhazar", "Tom Duval", "Inès Dalvigny", "Sarah Montelier", "Hugo Ferrand", "Nadia Roussel", "Paul Vercors", "Lina Ortega",
	"Marc Tessier", "Chloé Armand", "Yann Le Goff",
}

func TestJourneyFromNothingToTwelvePeopleOnOneRope(t *testing.T) {
	for _, lang := range []string{"fr", "en"} {
		t.Run(lang, func(t *testing.T) {
			h := emptyHouse(t)
			secret, err := h.app.SetupSecret(t.Context())
			h.must(err)

			founder := h.visitor(t, desk, lang).open("/setup/" + secret)
			founder.fill("company", "Alpina").fill("name", "Léa Valbrune").fill("email", "lea@alpina.example").fill("password", "un-long-chemin-en-montagne")
			founder.press("web.setup.submit").until(`document.querySelector("[name=people]")`)
			founder.fill("people", strings.Join(eleven, "\n")).press("web.start.people.submit").sees("Karim Belhazar")
			link := eval[string](founder, `[...document.querySelectorAll("input[readonly]")].map(el => el.value).find(x => x.includes("/join/"))`)
			founder.press("web.copy")
			founder.press("web.start.links.next").until(`document.querySelector("[name=sentence]")`)
			founder.fill("sentence", "Trente refuges équipés avant Noël").fill("amount", "120000").press("web.start.goal.submit")
			founder.press("web.start.parts.submit").until(`location.pathname === "/start/done"`)
			founder.press("web.nav.direction").until(`location.pathname === "/direction"`)

			seller := h.visitor(t, phone, lang).open(link)
			seller.hands++ // the link in the message
			seller.press("web.join.submit").until(`location.pathname === "/"`).sees("Trente refuges équipés avant Noël")
			seller.press("web.goal.answer_agree")
			moved := `[...document.querySelectorAll("#main [data-value]")].map(el => el.dataset.value)`
			eval[bool](founder, "window.untouched = true")
			seller.click(".dock [data-dialog]").fill("amount", "6000").press("web.result.submit").sees(seller.words.Number(6000 * measure.One))

			founder.until(moved + `.includes("6000")`).until("window.untouched")
			t.Log(eval[[]string](founder, moved), founder.page())
			t.Logf("%d + %d interactions", founder.hands, seller.hands)
			if n := founder.hands + seller.hands; n > 25 {
				t.Errorf("%d interactions, 25 are allowed", n)
			}
		})
	}
}
