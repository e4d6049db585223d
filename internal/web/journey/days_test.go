package journey

import (
	"strings"
	"testing"
	"time"

	"cordee/internal/app"
	"cordee/internal/goal"
	"cordee/internal/org"
)

func (h *house) noon() time.Time { return monday.Time(h.snapshot().Location()).Add(12 * time.Hour) }

// On the phone: what the week asks, and its point in a few taps; the note stays with its author.
func TestJourneyTheWeekAndItsPointOnThePhone(t *testing.T) {
	h := furnishedHouse(t)
	lea, karim := h.person("lea"), h.person("karim")
	v := h.visitor(t, phone, "fr").as(lea).open("/week").sees("Le point de la semaine", "Reste à faire")
	before := v.hands
	v.fill("confidence", "7").fill("obstacle", "Le prix").fill("note", "zqsecret").press("week.keep").sees(v.T("web.flash.checkin_kept"))
	if v.hands-before > 8 {
		t.Errorf("the point of the week took %d touches", v.hands-before)
	}
	v.sees("Corriger le point de cette semaine").shot("week", "journey")
	lead := h.visitor(t, desk, "fr").as(karim)
	for _, path := range []string{"/people/" + lea.ID.String(), "/decide", "/team"} {
		if lead.open(path); strings.Contains(lead.page(), "zqsecret") {
			t.Errorf("%s shows what Léa kept for herself", path)
		}
	}
}

// What falls short is told to the person first, who asks for help in one tap; their lead says yes; both see it.
func TestJourneyHelpIsAskedBeforeAnybodyElseKnows(t *testing.T) {
	h := furnishedHouse(t)
	h.must(h.app.TellFirst(t.Context(), h.org.ID, h.noon()))
	who, lead := h.toldFirst()
	other := h.visitor(t, desk, "fr").as(lead).open("/decide").sees("décider")
	if text := other.page(); strings.Contains(text, other.T("decide.short.help")) && strings.Contains(text, who.Name) {
		t.Errorf("%s is on the page of %s on the first day", who.Name, lead.Name)
	}
	v := h.visitor(t, phone, "fr").as(who).open("/week")
	v.press("week.ask_lead", "name", strings.Fields(lead.Name)[0]).sees(v.T("web.flash.help_asked"))
	v.shot("help-asked", "journey")
	other.open("/week").sees(who.Name).press("week.help_yes").sees(other.T("web.flash.help_answered"))
	v.open("/week").sees("Accepté le")
}

// toldFirst is somebody who was told that an objective of theirs falls short, and their lead.
func (h *house) toldFirst() (who, lead org.Person) {
	h.t.Helper()
	w := h.snapshot()
	for _, p := range w.People {
		leads := w.Leads(p.ID, monday)
		v, err := h.app.Week(h.t.Context(), h.actor(p))
		if err != nil || len(v.Told) == 0 || len(leads) == 0 {
			continue
		}
		lead, _ = w.Person(leads[0])
		return p, lead
	}
	h.t.Fatal("nobody in the sample company was told anything")
	return who, lead
}

// A forecast is for the person and who leads them most closely; whether it can be trusted is for all.
func TestJourneyAForecastIsForTheTwoItConcerns(t *testing.T) {
	h := furnishedHouse(t)
	lea, karim, thomas := h.person("lea"), h.person("karim"), h.person("thomas")
	id := h.runningOf(lea)
	path := "/goals/" + id.String()
	v := h.visitor(t, phone, "fr").as(lea).open(path).sees("Où cela mène")
	v.shot("forecast", "journey")
	h.visitor(t, desk, "fr").as(karim).open(path).sees("Où cela mène")
	mate := h.visitor(t, desk, "fr").as(thomas).open(path)
	if text := mate.page(); strings.Contains(text, "Où cela mène") || strings.Contains(text, "sur 20") {
		t.Error("a colleague reads the forecast")
	}
	mate.open("/forecast/trust").sees("Peut-on se fier")
	mate.shot("forecast-trust", "journey")
}

func (h *house) runningOf(p org.Person) org.ID {
	h.t.Helper()
	all, _, err := h.app.Goals(h.t.Context(), app.System(h.org.ID), app.GoalFilter{Owner: org.PersonOwner(p.ID)})
	h.must(err)
	for _, s := range all {
		if s.Progress.Status == goal.Running && s.Target.OK && s.GoalRow.Metric != 0 {
			return s.ID
		}
	}
	h.t.Fatalf("%s has no running objective with a number", p.Name)
	return 0
}

// What the week asks arrives in the news; whoever wants none of it says so once.
func TestJourneyTheNewsOfTheWeekAndTheWayOut(t *testing.T) {
	h := furnishedHouse(t)
	lea := h.person("lea")
	h.must(h.app.PrepareMessages(t.Context(), h.org.ID, h.noon()))
	v := h.visitor(t, phone, "fr").as(lea).open("/news").sees("Ce que demande cette semaine")
	v.shot("news", "journey")
	v.open("/account/messages").fill("week", app.NotTold).press("web.form.save").sees(v.T("web.flash.saved"))
	m, err := h.app.MyMessages(t.Context(), h.actor(lea))
	h.must(err)
	if m.Way(app.AboutWeek) != app.NotTold {
		t.Errorf("the week still comes by %s", m.Way(app.AboutWeek))
	}
}

// A period that is over is closed in one tap, and its statement asks what each keeps of it.
func TestJourneyAPeriodIsClosedAndLookedBackUpon(t *testing.T) {
	h := furnishedHouse(t)
	karim := h.person("karim")
	s := h.over(karim)
	v := h.visitor(t, desk, "fr").as(karim).open("/goals/"+s.ID.String()+"/statement").sees("Résultats comptés", "Total")
	v.shot("statement", "journey")
	v.open("/goals/" + s.ID.String()).press("web.goal.answer_close").sees(v.T("web.flash.goal_closed"))
	v.open("/goals/"+s.ID.String()+"/statement").sees("Période close", "Bilan de la période")
	v.shot("statement-closed", "journey")
}

// over is an objective of somebody's team or of those they lead whose period is over and not closed, the latest one.
func (h *house) over(lead org.Person) app.Standing {
	h.t.Helper()
	all, _, err := h.app.Goals(h.t.Context(), h.actor(lead), app.GoalFilter{})
	h.must(err)
	var last app.Standing
	for _, s := range all {
		closest := h.snapshot().Leads(s.Owner.ID, monday)
		if s.Progress.Over() && s.Closed == nil && s.Owner.Kind == org.OwnerPerson && len(closest) > 0 && closest[0] == lead.ID && s.End > last.End {
			last = s
		}
	}
	if last.ID == 0 {
		h.t.Fatal("no period is over in the sample company")
	}
	return last
}
