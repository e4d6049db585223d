package web

import (
	"strings"

	"cordee/internal/app"
	"cordee/internal/goal"
	"cordee/internal/org"
	"cordee/internal/web/ui"
)

// stages are the steps of the start, in order.
var stages = []struct{ key, path string }{
	{"people", "/start"}, {"goal", "/start/goal"}, {"parts", ""}, {"done", "/start/done"},
}

// stepper shows how far the start has come; common is the objective whose parts are shared, 0 before it is set.
func (v *visit) stepper(at string, common org.ID) ui.StepperProps {
	p := ui.StepperProps{Label: v.T("web.start.steps"), DoneWord: v.T("web.start.step_done")}
	done := true
	for _, s := range stages {
		if s.key == at {
			done = false
		}
		if s.key == "parts" && common != 0 {
			s.path = sharePath(common)
		}
		p.Steps = append(p.Steps, ui.StepperStep{Text: v.T("web.start.stage_" + s.key), Done: done, Current: s.key == at, Href: hrefIf(done, s.path)})
	}
	return p
}

func hrefIf(yes bool, path string) string {
	if yes {
		return path
	}
	return ""
}

func sharePath(common org.ID) string { return "/start/parts/" + common.String() }

// startHead opens a step of the start. Inviting more people later has no steps: it is an act of the people page.
func (v *visit) startHead(at string, common org.ID) startHead {
	h := startHead{head: ui.PageHeadProps{Title: v.T("web.start." + at + ".heading"), Lead: v.T("web.start." + at + ".lead")}}
	if v.underWay() {
		h.head.CrumbsWord, h.head.Crumbs = v.T("web.crumbs"), []ui.Link{{Text: v.T("web.people.heading"), Href: "/people"}}
		return h
	}
	h.stepper = v.stepper(at, common)
	return h
}

// underWay tells whether people are invited from the people page, into a company that is under way.
func (v *visit) underWay() bool { return v.r.FormValue("later") == "yes" }

// inviting is an address of the invitations, staying in the start or with the people page.
func (v *visit) inviting(path string) string {
	if v.underWay() {
		return path + "?later=yes"
	}
	return path
}

// section is where the navigation stands.
func (v *visit) startSection() string {
	if v.underWay() {
		return "/people"
	}
	return "/start"
}

func (v *visit) startPeoplePage() error {
	who, err := v.App.Invitees(v.ctx(), v.actor())
	if err != nil {
		return err
	}
	return v.startPeopleForm(nil, known(), who)
}

func (v *visit) startPeopleForm(err error, t typed, who []app.Invitee) error {
	people := t.field(ui.FieldProps{
		Name: "people", Label: v.T("web.start.people.label"), Hint: v.T("web.start.people.hint"), Kind: ui.FieldArea, Rows: 8,
		Placeholder: v.T("web.start.people.example"), Required: true, Autofocus: true,
	})
	people.Error = strings.Join(v.Faults(err), " ")
	t.rest = nil
	common, failed := v.App.CommonGoal(v.ctx(), v.actor())
	if failed != nil {
		return failed
	}
	p := startFormProps{
		head: v.startHead("people", common.ID), form: v.form(t, ui.FormProps{Action: v.inviting("/start/people")}), fields: []ui.FieldProps{people},
		submit: ui.ButtonProps{Text: v.T("web.start.people.submit"), Kind: ui.ButtonPrimary}, skip: v.pastPeople(common),
	}
	p.here, p.links = v.whoIsHere(who)
	if teams := v.teamOptions(false); v.underWay() && len(teams) > 1 {
		p.fields = append(p.fields, t.field(ui.FieldProps{Name: "team", Label: v.T("web.people.team"), Kind: ui.FieldSelect, Options: teams}))
	}
	return v.showAs(answerTo(err), page{title: p.head.head.Title, path: v.startSection()}, startForm(p))
}

// pastPeople leads on from the people: to the common objective, to its parts once it is set, or back to the people page.
func (v *visit) pastPeople(common goal.Goal) ui.Link {
	switch {
	case v.underWay():
		return ui.Link{Text: v.T("web.invite.to_people"), Href: "/people"}
	case common.ID != 0:
		return ui.Link{Text: v.T("web.invite.to_parts"), Href: sharePath(common.ID)}
	}
	return ui.Link{Text: v.T("web.start.links.next"), Href: "/start/goal"}
}

// maxNamedHere is how many people a sentence names.
const maxNamedHere = 12

// whoIsHere says in one sentence who came in and who is awaited, with the way to the links of those.
func (v *visit) whoIsHere(who []app.Invitee) (sentence string, links ui.Link) {
	var in []string
	awaited := 0
	for _, i := range who {
		switch {
		case !i.Joined:
			awaited++
		case v.actor().Is(i.Person.ID):
			in = append([]string{v.T("web.invite.you", "name", i.Person.Name)}, in...)
		default:
			in = append(in, i.Person.Name)
		}
	}
	if n := len(in) - maxNamedHere; n > 1 {
		in = append(in[:maxNamedHere], v.T("web.invite.more", "n", n))
	}
	sentence = v.T("web.invite.here", "names", v.List(in))
	if awaited > 0 {
		links = ui.Link{Text: v.T("web.invite.awaited", "n", awaited), Href: v.inviting("/start/people")}
	}
	return sentence, links
}

func (v *visit) startPeople() error {
	if err := v.parse(); err != nil {
		return err
	}
	team, _ := org.ParseID(v.trimmed("team"))
	pasted, err := v.App.PastePeople(v.ctx(), v.actor(), v.r.PostForm.Get("people"), team)
	if err != nil {
		if !complete(err) {
			return err
		}
		who, failed := v.App.Invitees(v.ctx(), v.actor())
		if failed != nil {
			return failed
		}
		return v.startPeopleForm(err, v.retyped(err, "people"), who)
	}
	v.handOut(pasted)
	return v.redirect(v.inviting("/start/people"))
}
