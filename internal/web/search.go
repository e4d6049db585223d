package web

import (
	"cordee/internal/app"
	"cordee/internal/web/ui"
)

// searchProps is what a quick search found.
type searchProps struct {
	head                         ui.PageHeadProps
	field                        ui.FieldProps
	submit, people, teams, goals string
	foundPeople                  []memberProps
	foundTeams                   []ui.Link
	foundGoals                   []childProps
	empty                        ui.EmptyProps
	asked                        bool
}

func (v *visit) search() error {
	question := v.r.URL.Query().Get("q")
	found, err := v.App.Search(v.ctx(), v.actor(), question)
	if err != nil {
		return err
	}
	p := v.teller().searchPage(found, question)
	return v.show(page{title: p.head.Title, search: question}, searchPageBody(p))
}

func (t teller) searchPage(found app.Found, question string) searchProps {
	p := searchProps{
		head: ui.PageHeadProps{Title: t.T("web.search.title")}, submit: t.T("ui.search"), asked: question != "",
		field:  ui.FieldProps{Name: "q", Label: t.T("web.search.label"), Kind: ui.FieldSearch, Value: question, Autofocus: question == ""},
		people: t.T("web.nav.people"), teams: t.T("web.nav.teams"), goals: t.T("web.search.goals"),
		empty: ui.EmptyProps{Icon: "search", Title: t.T("web.search.none"), Sentence: t.T("web.search.none_next")},
	}
	for _, x := range found.People {
		p.foundPeople = append(p.foundPeople, memberProps{name: x.Name, href: personPath(x.ID), role: t.T("role." + string(x.Role))})
	}
	for _, x := range found.Teams {
		p.foundTeams = append(p.foundTeams, ui.Link{Text: x.Name, Href: teamPath(x.ID)})
	}
	for _, s := range found.Goals {
		p.foundGoals = append(p.foundGoals, t.child(s, found.World))
	}
	return p
}
