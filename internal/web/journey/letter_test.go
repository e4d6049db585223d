package journey

import (
	"io"
	"net/http"
	"testing"
	"time"

	"cordee/internal/app"
	"cordee/internal/goal"
	"cordee/internal/i18n"
	"cordee/internal/letter"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

// download fetches what a link leads to, with the visitor's own session.
func (v *visitor) download(path string) []byte {
	v.t.Helper()
	r, err := http.NewRequestWithContext(v.t.Context(), http.MethodGet, v.server.URL+path, nil)
	v.must(err)
	r.AddCookie(&http.Cookie{Name: "cordee", Value: v.secret})
	answer, err := http.DefaultClient.Do(r)
	v.must(err)
	defer answer.Body.Close()
	file, err := io.ReadAll(answer.Body)
	v.must(err)
	if answer.StatusCode != http.StatusOK || answer.Header.Get("Content-Type") != "application/pdf" {
		v.t.Fatalf("%s: %s, %s", path, answer.Status, answer.Header.Get("Content-Type"))
	}
	return file
}

// The next quarter's objective is paid: the manager gives the letter, the rep finds it, reads it, takes it away, says that she has
// read it, and then what she thinks of it.
func TestJourneyAManagerGivesALetterAndTheRepAnswersIt(t *testing.T) {
	h := furnishedHouse(t)
	karim, lea := h.first(org.Manager), h.first(org.Rep)
	w := h.snapshot()
	revenue, _ := w.MetricByKey("revenue")
	days := period.Days(period.On(2027, time.January, 1), period.On(2027, time.March, 31))
	_, err := h.app.SaveGoal(t.Context(), org.Actor{Org: h.org.ID, Person: karim.ID, Role: karim.Role, Kind: org.ByPerson}, goal.Goal{
		Title: "Chiffre d’affaires T1 2027", Tier: goal.Individual, Owner: org.PersonOwner(lea.ID), Metric: revenue.ID, Paid: true, Why: "Le port s’agrandit.",
		Target: measure.Some(measure.Whole(70_000)), Start: days.From, End: days.Last(),
	}, app.Said{Reason: "le port s’agrandit"})
	h.must(err)

	m := h.visitor(t, desk, "fr").as(karim)
	m.open("/people/"+lea.ID.String()).press("web.letter.give").sees("Chiffre d’affaires T1 2027", m.T("letter.paid"))
	m.fill("pay", "1 800 € à 100 % d’atteinte").press("web.letter.give_button", "name", "Léa")
	m.sees(m.T("web.flash.letter_issued"), m.T("web.letter.state_unopened"), m.T("web.letter.pdf_realism"))

	v := h.visitor(t, phone, "fr").as(lea)
	v.open("/").sees(v.T("web.letter.notice_new", "span", days)).press("web.letter.read")
	v.sees("LO-20270101-20270331", v.T("web.letter.answer_lead"))
	path := eval[string](v, "location.pathname")
	verdict := letter.Verify(v.download(path+"/pdf?lang=fr"), nil)
	if verdict.State != letter.Intact || verdict.Letter.Terms.Person.Name != lea.Name || !verdict.Letter.Stamps.Opened.Set() || verdict.Letter.Stamps.Acknowledged.Set() {
		t.Errorf("%s, %s, %+v", verdict.State, verdict.Letter.Terms.Person.Name, verdict.Letter.Stamps)
	}
	v.press("web.letter.acknowledge").sees(v.T("web.letter.acknowledged_on", "on", monday), v.T("letter.answer.silent"))
	v.fill("text", "Le secteur du port n’est pas encore à moi.").press("web.letter.dispute")
	v.sees(v.T("web.letter.state_disputed"), "Le secteur du port n’est pas encore à moi.")
	m.open(path).sees(i18n.For(i18n.FR).T("web.letter.state_disputed"), "Le secteur du port n’est pas encore à moi.")

	other := h.visitor(t, desk, "fr").as(h.stranger(lea))
	other.open(path).sees(other.T("web.fail.not_found"))
}

// stranger is a rep of another team.
func (h *house) stranger(to org.Person) org.Person {
	h.t.Helper()
	w := h.snapshot()
	mine, _ := w.TeamOf(to.ID, monday)
	for _, p := range w.People {
		if team, ok := w.TeamOf(p.ID, monday); ok && team != mine && p.Role == org.Rep {
			return p
		}
	}
	h.t.Fatal("everybody is in one team")
	return org.Person{}
}
