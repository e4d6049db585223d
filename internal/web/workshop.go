package web

import (
	"net/http"
	"strings"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/route"
	"cordee/internal/store"
)

func (s *Server) workshopRoutes(g *route.Registry) {
	s.get(g, "/goals/{goal}/parts", org.EditGoal, org.AGoal, (*visit).workshop)
	s.post(g, "/goals/{goal}/parts", org.EditGoal, org.AGoal, (*visit).workshopDo)
	s.get(g, "/goals/{goal}/parts/compare", org.EditGoal, org.AGoal, (*visit).compareScenarios)
	s.post(g, "/goals/{goal}/ask", org.EditGoal, org.AGoal, (*visit).askOwnNumbers)
	s.post(g, "/goals/{goal}/bid", org.ProposeGoal, org.AGoal, (*visit).bid)
}

func partsPath(id org.ID) string { return goalPath(id) + "/parts" }

// workshop opens the table: as the address says, as a kept scenario says, or as suggested.
func (v *visit) workshop() error {
	v.attend()
	id, err := v.goalID()
	if err != nil {
		return err
	}
	q := v.r.URL.Query()
	if kept, ok := org.ParseID(q.Get("scenario")); ok && q.Get("method") == "" {
		return v.openScenario(id, kept)
	}
	if q.Get("method") == "" {
		return v.workshopPage(id, shopAsk{}, nil)
	}
	if err := v.parse(); err != nil {
		return err
	}
	ask, err := v.readShop()
	return v.workshopPage(id, ask, err)
}

func (v *visit) openScenario(id, kept org.ID) error {
	ws, err := v.App.Workshop(v.ctx(), v.actor(), id, nil)
	if err != nil {
		return v.noWorkshop(id, err)
	}
	s, found := scenarioOf(ws.Scenarios, kept)
	if !found {
		return fault.New(fault.NotFound, "not_found", "what", "scenario")
	}
	form, err := app.ScenarioForm(s)
	if err != nil {
		return err
	}
	return v.workshopPage(id, shopAsk{form: &form, scenario: kept}, nil)
}

func scenarioOf(list []store.Scenario, id org.ID) (store.Scenario, bool) {
	for _, s := range list {
		if s.ID == id {
			return s, true
		}
	}
	return store.Scenario{}, false
}

// workshopDo answers the buttons of the table. Without one it works the table out again.
func (v *visit) workshopDo() error {
	id, err := v.goalID()
	if err != nil {
		return err
	}
	if err := v.parse(); err != nil {
		return err
	}
	do, what, _ := strings.Cut(v.trimmed("do"), ":")
	switch do {
	case "reset":
		return v.redirect(partsPath(id) + "?method=blend&fresh=yes&by=" + escape(v.trimmed("by")))
	case "drop":
		return v.dropScenario(id, what)
	}
	ask, problem := v.readShop()
	if do == "release" {
		if owner, ok := org.ParseID(what); ok {
			delete(ask.form.Typed, owner)
		}
	}
	if problem != nil {
		return v.workshopPage(id, ask, problem)
	}
	to := ""
	switch do {
	case "save":
		to, problem = v.saveScenario(id, ask)
	case "publish":
		to, problem = v.publishParts(id, ask)
	}
	if to != "" {
		return v.redirect(to)
	}
	if problem != nil && !complete(problem) {
		return problem
	}
	return v.workshopPage(id, ask, problem)
}

func (v *visit) saveScenario(id org.ID, ask shopAsk) (to string, err error) {
	kept, err := v.App.SaveScenario(v.ctx(), v.actor(), id, v.trimmed("name"), *ask.form)
	if err != nil {
		return "", err
	}
	v.flash("scenario_saved", "")
	return partsPath(id) + "?scenario=" + kept.String(), nil
}

func (v *visit) publishParts(id org.ID, ask shopAsk) (to string, err error) {
	how := app.Sending{Scenario: ask.scenario, Name: ask.name, Why: v.said(), Paid: ask.paid}
	if how.Name == "" {
		how.Name = v.T("workshop.sent_name")
	}
	if err := v.App.PublishParts(v.ctx(), v.actor(), id, *ask.form, how); err != nil {
		return "", err
	}
	v.flash("parts_published", "")
	return goalPath(id), nil
}

func (v *visit) dropScenario(id org.ID, what string) error {
	kept, ok := org.ParseID(what)
	if !ok {
		return fault.New(fault.NotFound, "not_found", "what", "scenario")
	}
	if err := v.App.DropScenario(v.ctx(), v.actor(), kept); err != nil {
		return err
	}
	v.flash("scenario_dropped", "")
	return v.redirect(partsPath(id))
}

// workshopPage shows the table as asked, with what is wrong.
func (v *visit) workshopPage(id org.ID, ask shopAsk, problem error) error {
	ws, err := v.App.Workshop(v.ctx(), v.actor(), id, ask.form)
	if err != nil {
		return v.noWorkshop(id, err)
	}
	v.saw("parts", ws.People()...)
	p := v.shopPage(ws, ask, problem)
	return v.showAs(answerTo(problem), page{title: p.head.Title, wide: true}, workshopBody(p))
}

// noWorkshop explains why an objective cannot be shared out, with the way back to it.
func (v *visit) noWorkshop(id org.ID, err error) error {
	if !complete(err) {
		return err
	}
	lines := v.Faults(err)
	title := v.T("workshop.title_plain")
	return v.showAs(http.StatusUnprocessableEntity, page{title: title}, noWorkshopBody(title, strings.Join(lines, " "), v.T("workshop.back"), goalPath(id)))
}

func (v *visit) askOwnNumbers() error {
	id, err := v.goalID()
	if err != nil {
		return err
	}
	if err := v.App.AskOwnNumbers(v.ctx(), v.actor(), id, v.T("workshop.ask.note")); err != nil {
		return err
	}
	v.flash("numbers_asked", "")
	return v.redirect(v.back(partsPath(id)))
}

// bid keeps the reader's own number for an objective.
func (v *visit) bid() error {
	id, err := v.goalID()
	if err != nil {
		return err
	}
	if err := v.parse(); err != nil {
		return err
	}
	var l fault.List
	own := v.amount("amount", &l)
	if v.trimmed("do") == "none" {
		own, l = measure.Maybe{}, nil
	}
	if err := l.OrNil(); err != nil {
		return err
	}
	if v.trimmed("do") != "none" && own.Amount == 0 {
		return v.noNumber(id)
	}
	if err := v.App.Bid(v.ctx(), v.actor(), id, own); err != nil {
		return err
	}
	code := "bid_given"
	if !own.OK {
		code = "bid_none"
	}
	v.flash(code, "")
	return v.redirect(v.back(goalPath(id)))
}

// noNumber says to whoever sends zero or nothing that it counts as giving none: no sealed number opens for a slip of the finger.
func (v *visit) noNumber(id org.ID) error {
	view, err := v.App.Goal(v.ctx(), v.actor(), id)
	switch {
	case err != nil:
		return err
	case !view.Talk.MayBid:
		return fault.New(fault.Forbidden, "goal.bid_owner")
	}
	v.flash("bid_zero", "")
	return v.redirect(v.back(goalPath(id)))
}
