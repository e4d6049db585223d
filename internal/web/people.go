package web

import (
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/route"
	"cordee/internal/web/ui"
)

func (s *Server) peopleRoutes(g *route.Registry) {
	s.get(g, "/people", org.ReadOrg, "", (*visit).peoplePage)
	s.get(g, lookupPeople, org.ReadOrg, "", (*visit).lookup)
	s.get(g, "/people/new", org.ManagePeople, "", (*visit).newPerson)
	s.post(g, "/people", org.ManagePeople, "", (*visit).createPerson)
	s.get(g, "/people/{person}", org.ReadOrg, org.APerson, (*visit).personPage)
	s.get(g, "/people/{person}/edit", org.ManagePeople, org.APerson, (*visit).editPerson)
	s.post(g, "/people/{person}", org.ManagePeople, org.APerson, (*visit).savePerson)
	s.post(g, "/people/{person}/place", org.ManagePeople, org.APerson, (*visit).placePerson)
	s.post(g, "/people/{person}/absence", org.ManagePeople, org.APerson, (*visit).addAbsence)
	s.post(g, "/people/{person}/invite", org.InvitePerson, org.APerson, (*visit).invitePerson)
	s.post(g, "/people/{person}/reset", org.ManagePeople, org.APerson, (*visit).resetPerson)
	s.get(g, "/people/{person}/erase", org.ErasePerson, org.APerson, (*visit).erasePage)
	s.post(g, "/people/{person}/erase", org.ErasePerson, org.APerson, (*visit).erasePerson)
	s.groupRoutes(g)
}

const maxListed = 200 // people of one page of the directory

// peoplePage is the directory: everybody who is here, by name, to be searched and filtered.
func (v *visit) peoplePage() error {
	q := v.r.URL.Query()
	t := typed{Values: q}
	found := v.findPeople(q.Get("q"), q.Get("team"), q.Get("left") == "yes")
	total := len(found)
	title := v.T("web.people.heading")
	head := ui.PageHeadProps{Title: title, Lead: v.T("web.people.lead", "n", total), Actions: v.peopleActions()}
	filter := ui.FormProps{Action: "/people", Method: "get", Inline: true}
	fields := []ui.FieldProps{
		t.field(ui.FieldProps{Name: "q", Label: v.T("web.people.search"), Kind: ui.FieldSearch}),
		t.field(ui.FieldProps{Name: "team", Label: v.T("web.people.team"), Kind: ui.FieldSelect, Blank: v.T("web.people.all_teams"), Options: v.teamOptions(true)}),
		t.field(ui.FieldProps{Name: "left", Label: v.T("web.people.with_left"), Kind: ui.FieldCheckbox}),
	}
	content := ui.Group(ui.PageHead(head), fieldsForm(filter, fields, ui.ButtonProps{Text: v.T("web.people.filter"), Icon: "search"}, ui.Link{}))
	from, to, pager := v.peoplePager(q, total)
	content = ui.Group(content, v.peopleTable(found[from:to]))
	if total > maxListed {
		content = ui.Group(content, ui.Pager(pager))
	}
	return v.show(page{title: title, path: "/people"}, content)
}

func (v *visit) peopleActions() templ.Component {
	var parts []templ.Component
	if v.may(org.ManagePeople, org.Object{}) {
		parts = append(parts, ui.LinkButton(ui.ButtonProps{Text: v.T("web.people.new"), Href: "/people/new", Icon: "plus", Kind: ui.ButtonPrimary}))
	}
	if v.may(org.InvitePerson, org.TeamObject(v.world.Root().ID)) {
		parts = append(parts, ui.LinkButton(ui.ButtonProps{Text: v.T("web.people.paste"), Href: "/start?later=yes", Icon: "people"}))
	}
	return ui.Group(parts...)
}

// peoplePager is which part of so many people the address asks for, and the way to the others, keeping the search. Pages are
// numbered from 1; one that is none is the nearest there is.
func (v *visit) peoplePager(q url.Values, total int) (from, to int, p ui.PagerProps) {
	last := max((total-1)/maxListed, 0)
	at, _ := strconv.Atoi(q.Get("page"))
	at = min(max(at-1, 0), last)
	from, to = at*maxListed, min((at+1)*maxListed, total)
	link := func(n int, word string) ui.Link {
		if n < 0 || n > last {
			return ui.Link{}
		}
		ask := maps.Clone(q)
		ask.Set("page", strconv.Itoa(n+1))
		return ui.Link{Text: v.T(word), Href: "/people?" + ask.Encode()}
	}
	count := func(n int) string { return v.Number(measure.Whole(int64(n))) }
	p = ui.PagerProps{
		Label: v.T("web.people.pages"), Prev: link(at-1, "web.people.before"), Next: link(at+1, "web.people.after"),
		Text: v.T("web.people.part", "from", count(from+1), "to", count(to), "total", count(total)),
	}
	return from, to, p
}

// findPeople are the people of a search, by name.
func (v *visit) findPeople(question, team string, withLeft bool) []org.Person {
	under, _ := org.ParseID(team)
	var found []org.Person
	v.world.FindPeople(strings.Fields(app.Fold(question)), func(p org.Person) bool {
		if (withLeft || !v.gone(p)) && (under == 0 || v.belongs(p, under)) {
			found = append(found, p)
		}
		return true
	})
	return found
}

func (v *visit) gone(p org.Person) bool { return !p.EndOn.IsZero() && p.EndOn < v.today }

// belongs tells whether someone is in a team, in one below it, or in a group.
func (v *visit) belongs(p org.Person, team org.ID) bool {
	return v.world.Under(p.ID, team, v.today) || slices.Contains(v.world.GroupsOf(p.ID, v.today), team)
}

// teamOptions are the teams to choose from, the tree first, each under those above it.
func (v *visit) teamOptions(groups bool) []ui.Option {
	var options []ui.Option
	for _, t := range v.teamsInOrder() {
		if t.team.Kind == org.Group && !groups {
			continue
		}
		options = append(options, ui.Option{Value: t.team.ID.String(), Label: strings.Repeat("\u2003", t.depth) + t.team.Name})
	}
	return options
}

func (v *visit) peopleTable(found []org.Person) templ.Component {
	t := ui.TableProps{
		ID: "people", Caption: v.T("web.people.heading"), HideCaption: true,
		Heads: []ui.Head{{Label: v.T("web.people.name")}, {Label: v.T("web.people.team")}, {Label: v.T("web.people.role")}},
		Empty: ui.EmptyProps{Icon: "people", Title: v.T("web.people.none"), Sentence: v.T("web.people.none_next")},
	}
	for _, p := range found {
		team, _ := v.world.TeamOf(p.ID, v.today)
		tm, _ := v.world.Team(team)
		where := ui.Cell{Text: tm.Name}
		if tm.ID != 0 {
			where.Href = teamPath(tm.ID)
		}
		t.Rows = append(t.Rows, ui.Row{
			Me: p.ID == v.me().ID, Muted: v.gone(p),
			Cells: []ui.Cell{{Body: personName(p.Name, personPath(p.ID), p.ID == v.me().ID)}, where, {Text: v.T("role." + string(p.Role))}},
		})
	}
	return ui.Table(t)
}

// personPage is what everybody may know of someone, and for those who may see it, the rest. Such a look is noted.
func (v *visit) personPage() error { return v.showPerson(nil, known()) }

func (v *visit) showPerson(problem error, t typed) error {
	id, err := v.pathID(org.APerson)
	if err != nil {
		return err
	}
	view, err := v.App.Person(v.ctx(), v.actor(), id)
	if err != nil {
		return err
	}
	if view.Person.Erased {
		return fault.New(fault.NotFound, "not_found", "what", "person")
	}
	parts := []templ.Component{v.personHead(view)}
	if view.Private {
		letters, err := v.personLetters(id)
		if err != nil {
			return err
		}
		shared, err := v.sharedCheckin(view)
		if err != nil {
			return err
		}
		parts = append(parts, v.personPrivate(view), shared, letters)
	} else {
		parts = append(parts, quietLine(v.T("web.person.nothing_shown", "name", view.Person.Name)))
	}
	recognised, err := v.recognised(view)
	if err != nil {
		return err
	}
	parts = append(parts, recognised)
	if view.Private {
		parts = append(parts, v.personPlaces(view, t))
	}
	if view.MayEdit {
		keys, err := v.personKeys(view)
		if err != nil {
			return err
		}
		parts = append(parts, keys)
	}
	return v.showAs(answerTo(problem), page{title: view.Person.Name, path: "/people"}, ui.Group(parts...))
}

func (v *visit) personHead(view app.PersonView) templ.Component {
	p := view.Person
	h := ui.PageHeadProps{Title: p.Name, CrumbsWord: v.T("web.crumbs"), Crumbs: []ui.Link{{Text: v.T("web.people.heading"), Href: "/people"}}}
	h.Meta = append(h.Meta, v.T("role."+string(p.Role)))
	if view.Team.ID != 0 {
		h.Crumbs = append(h.Crumbs, ui.Link{Text: view.Team.Name, Href: teamPath(view.Team.ID)})
	} else {
		h.Meta = append(h.Meta, v.T("web.person.no_team"))
	}
	for _, g := range view.Groups {
		h.Meta = append(h.Meta, g.Name)
	}
	if view.Private && p.Email != "" {
		h.Meta = append(h.Meta, p.Email)
	}
	if v.gone(p) {
		h.Tag = ui.TagProps{Text: v.T("web.person.left", "on", p.EndOn)}
	} else if !p.StartOn.IsZero() && view.Private {
		h.Meta = append(h.Meta, v.T("web.person.since", "on", p.StartOn))
	}
	if view.MayEdit {
		h.Actions = ui.LinkButton(ui.ButtonProps{Text: v.T("web.person.edit"), Href: personPath(p.ID) + "/edit", Icon: "pen"})
	}
	return ui.PageHead(h)
}

// personPrivate is for the person, those who lead them, and those who answer for the company.
func (v *visit) personPrivate(view app.PersonView) templ.Component {
	t := v.teller()
	cards := personCards{title: v.T("web.person.goals"), empty: ui.EmptyProps{Icon: "flag", Title: v.T("web.person.no_goals"), Sentence: v.T("web.person.no_goals_next")}}
	if v.may(org.ProposeGoal, org.Object{Kind: org.AGoal, Owner: org.PersonOwner(view.Person.ID)}) {
		cards.propose = ui.Link{Text: v.T("web.person.propose"), Href: "/goals/new?owner=" + escape(v.world.Ref(org.PersonOwner(view.Person.ID)))}
	}
	for _, g := range view.Goals {
		cards.list = append(cards.list, t.card(g, view.Person.ID, g.Progress.Attained))
	}
	recent := ui.TimelineProps{ID: "recent", Label: v.T("web.person.recent"), Moments: t.moments(view.Recent, view.World, view.Person.ID),
		Empty: ui.EmptyProps{Icon: "star", Title: v.T("web.person.no_recent")}}
	return ui.Group(personGoals(cards), part(ui.SectionProps{Title: v.T("web.person.recent")}, ui.Timeline(recent)))
}

// personPlaces is where someone belonged and when they are away.
func (v *visit) personPlaces(view app.PersonView, t typed) templ.Component {
	places := ui.TableProps{ID: "places-table", Caption: v.T("web.person.places"), HideCaption: true, Dense: true,
		Heads: []ui.Head{{Label: v.T("web.people.team")}, {Label: v.T("web.person.from_to")}}}
	for _, m := range slices.Backward(view.History) {
		team, _ := v.world.Team(m.Team)
		places.Rows = append(places.Rows, ui.Row{Cells: []ui.Cell{{Text: team.Name, Href: teamPath(team.ID)}, {Text: v.spanWords(m.Span)}}})
	}
	away := ui.TableProps{ID: "away-table", Caption: v.T("web.person.away"), HideCaption: true, Dense: true,
		Heads: []ui.Head{{Label: v.T("web.person.from_to")}, {Label: v.T("web.person.share"), Numeric: true}}}
	for _, a := range slices.Backward(view.Absences) {
		away.Rows = append(away.Rows, ui.Row{Cells: []ui.Cell{{Text: v.spanWords(a.Span)}, {Text: v.Percent(a.Share)}}})
	}
	p := placesProps{title: v.T("web.person.places"), awayTitle: v.T("web.person.away"), places: places, away: away, nobody: v.T("web.person.no_away"), noPlace: v.T("web.person.no_team")}
	if view.MayEdit {
		p.move, p.moveFields, p.moveButton = v.moveForm(view, t)
		p.leave, p.leaveFields, p.leaveButton = v.absenceForm(view, t)
		p.moveTitle, p.leaveTitle = v.T("web.person.move"), v.T("web.person.add_absence")
	}
	return personPlaces(p)
}

// spanWords says a stay whose start may be unknown.
func (v *visit) spanWords(s period.Span) string {
	switch {
	case s.From <= longAgo && s.Open():
		return v.T("web.person.always")
	case s.From <= longAgo:
		return v.T("web.person.until", "on", s.Last())
	}
	return v.Span(s)
}

// longAgo is before anybody's first day: a stay from then on has always been.
var longAgo = period.On(1950, 1, 1)

// personKeys are the links and the way out.
func (v *visit) personKeys(view app.PersonView) (templ.Component, error) {
	id := view.Person.ID
	join, err := v.App.CanJoin(v.ctx(), v.actor(), id)
	if err != nil {
		return nil, err
	}
	p := keysProps{title: v.T("web.person.access"), lead: v.T("web.person.access_lead")}
	switch {
	case v.gone(view.Person):
	case join:
		p.actions = append(p.actions, ui.ActionProps{Action: personPath(id) + "/invite", Button: ui.ButtonProps{Text: v.T("web.person.invite"), Icon: "link"}})
	default:
		p.actions = append(p.actions, ui.ActionProps{Action: personPath(id) + "/reset", Button: ui.ButtonProps{Text: v.T("web.person.reset"), Icon: "key"}})
	}
	if v.may(org.ErasePerson, org.PersonObject(id)) {
		p.erase = ui.ButtonProps{Text: v.T("web.person.erase"), Href: personPath(id) + "/erase", Kind: ui.ButtonQuiet}
	}
	return personKeys(p), nil
}
