package web

import (
	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/sheet"
	"cordee/internal/web/ui"
)

func (v *visit) placePerson() error {
	if err := v.parse(); err != nil {
		return err
	}
	p, err := v.managed()
	if err != nil {
		return err
	}
	var l fault.List
	team, _ := org.ParseID(v.trimmed("team"))
	tm, _ := v.world.Team(team)
	row := sheet.MembershipRow{Person: p.Key, Team: tm.Key, From: v.date("from", &l), To: next(v.date("last", &l))}
	if err = l.OrNil(); err == nil {
		err = v.App.SaveMembership(v.ctx(), v.actor(), row)
	}
	return v.placed(p, err, "from", "last", "team")
}

// next is the day after the last one, which stays open when there is none.
func next(last period.Date) period.Date {
	if last.IsZero() {
		return 0
	}
	return last.AddDays(1)
}

func (v *visit) addAbsence() error {
	if err := v.parse(); err != nil {
		return err
	}
	p, err := v.managed()
	if err != nil {
		return err
	}
	var l fault.List
	row := sheet.AbsenceRow{Person: p.Key, From: v.date("away_from", &l), To: next(v.date("away_last", &l)), Share: v.share("share", &l)}
	if err = l.OrNil(); err == nil {
		err = v.App.SaveAbsence(v.ctx(), v.actor(), row)
	}
	return v.placed(p, err, "away_from", "away_last", "share")
}

// placed goes back to the person, or shows their page with what is to be put right.
func (v *visit) placed(p org.Person, err error, fields ...string) error {
	if err == nil {
		v.flash("saved", "")
		return v.redirect(personPath(p.ID) + "#places")
	}
	if !complete(err) {
		return err
	}
	return v.showPerson(err, v.retyped(err, fields...))
}

// invitePerson makes a link again; it is shown once.
func (v *visit) invitePerson() error {
	p, err := v.someone()
	if err != nil {
		return err
	}
	secret, err := v.App.Invite(v.ctx(), v.actor(), p.ID)
	if err != nil {
		return err
	}
	v.handOut([]app.Pasted{{Person: p, Link: secret}})
	return v.showLink(p, v.linkTo("/join/"+secret), "invite")
}

func (v *visit) resetPerson() error {
	p, err := v.someone()
	if err != nil {
		return err
	}
	secret, err := v.App.ResetFor(v.ctx(), v.actor(), p.ID)
	if err != nil {
		return err
	}
	return v.showLink(p, v.linkTo("/reset/"+secret), "reset")
}

// someone is the person in the address.
func (v *visit) someone() (org.Person, error) {
	id, err := v.pathID(org.APerson)
	if err != nil {
		return org.Person{}, err
	}
	p, ok := v.world.Person(id)
	if !ok || p.Erased {
		return p, fault.New(fault.NotFound, "not_found", "what", "person")
	}
	return p, nil
}

// showLink shows a secret link once, to copy or to scan.
func (v *visit) showLink(p org.Person, link, what string) error {
	title := v.T("web.person."+what+"_title", "name", p.Name)
	head := ui.PageHeadProps{Title: title, Lead: v.T("web.person." + what + "_lead"), CrumbsWord: v.T("web.crumbs"),
		Crumbs: []ui.Link{{Text: v.T("web.people.heading"), Href: "/people"}, {Text: p.Name, Href: personPath(p.ID)}}}
	return v.show(page{title: title, path: "/people"}, oneLink(linkPageProps{head: head, warning: v.reachWarning(), ways: v.reachWays(), invite: v.inviteProps(p, link)}))
}

func (v *visit) erasePage() error {
	p, err := v.someone()
	if err != nil {
		return err
	}
	if err := v.world.Can(v.actor(), org.ErasePerson, org.PersonObject(p.ID), v.today); err != nil {
		return err
	}
	title := v.T("web.person.erase_title", "name", p.Name)
	kept, err := v.keptLetters(p.ID)
	if err != nil {
		return err
	}
	content := ui.Group(
		ui.PageHead(ui.PageHeadProps{Title: title, Lead: v.T("web.person.erase_lead"), CrumbsWord: v.T("web.crumbs"), Crumbs: []ui.Link{{Text: p.Name, Href: personPath(p.ID)}}}),
		kept,
		fieldsForm(ui.FormProps{Action: personPath(p.ID) + "/erase"}, nil, ui.ButtonProps{Text: v.T("web.person.erase_submit"), Kind: ui.ButtonGrave}, ui.Link{Text: v.T("web.form.cancel"), Href: personPath(p.ID)}),
	)
	return v.show(page{title: title, path: "/people"}, narrow(content))
}

func (v *visit) erasePerson() error {
	p, err := v.someone()
	if err != nil {
		return err
	}
	if err := v.App.ErasePerson(v.ctx(), v.actor(), p.ID); err != nil {
		return err
	}
	v.flash("person_erased", "")
	return v.redirect("/people")
}
