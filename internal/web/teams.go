package web

import (
	"slices"

	"cordee/internal/app"
	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/route"
	"cordee/internal/web/ui"
)

func (s *Server) teamRoutes(g *route.Registry) {
	s.get(g, "/team", org.ReadOrg, "", (*visit).myTeam)
	s.get(g, "/teams/{team}", org.ReadOrg, "team", (*visit).team)
	s.get(g, "/direction", org.ReadOrg, "", (*visit).direction)
	s.get(g, "/boards", org.ReadBoard, "", (*visit).boards)
	s.get(g, "/metrics", org.ReadMetrics, "", (*visit).metrics)
	s.get(g, "/metrics/new", org.ManageMetrics, "", (*visit).newMetric)
	s.get(g, "/metrics/{metric}", org.ManageMetrics, "metric", (*visit).editMetric)
	s.post(g, "/metrics", org.ManageMetrics, "", (*visit).saveMetric)
}

// teamProps is the page of a team: the common climb, what each brings, who helped whom.
type teamProps struct {
	head        ui.PageHeadProps
	mountains   []ui.MountainProps
	cards       []ui.GoalCardProps
	members     []memberProps
	moreMembers string // the words before the names after the first eight; empty: all are shown
	help        []helpProps
	thanks      []ui.ThanksProps
	reached     []successProps // common successes, to celebrate
	without     []memberProps
	below       []ui.Link
	everybody   ui.Link // of the teams below too
	wall        ui.Link // the same climbs on a large screen
	say         thanksForm
	empty       ui.EmptyProps
	words       teamWords
}

type teamWords struct{ climbs, members, help, thanks, without, withoutLead, below, others string }

type memberProps struct {
	name, href, role string
	me               bool
	bar              ui.ObjectiveBarProps
	percent          string
	give             ui.Link
}

type helpProps struct{ text, when string }

// myTeam is the page of one's own team, under an address that does not change.
func (v *visit) myTeam() error {
	return v.showTeam(v.world.HomeTeam(v.me().ID, v.today), "/team")
}

func (v *visit) team() error {
	id, err := v.pathID("team")
	if err != nil {
		return err
	}
	at := ""
	if id == v.world.HomeTeam(v.me().ID, v.today) {
		at = "/team"
	}
	return v.showTeam(id, at)
}

func (v *visit) showTeam(id org.ID, at string) error {
	p, err := v.teamPage(id)
	if err != nil {
		return err
	}
	letters, err := v.lettersOfMine(at)
	if err != nil {
		return err
	}
	strengths, err := v.teamStrengths(id)
	if err != nil {
		return err
	}
	feasts, err := v.feasts(id, 2)
	if err != nil {
		return err
	}
	return v.show(page{title: p.head.Title, path: at, live: teamPath(id)}, ui.Group(feasts, teamPageBody(p), strengths, letters))
}

func (v *visit) teamPage(id org.ID) (teamProps, error) {
	view, err := v.App.TeamSince(v.ctx(), v.actor(), id, v.told)
	if err != nil {
		return teamProps{}, err
	}
	t, me := v.teller(), v.me().ID
	p := teamProps{head: t.teamHead(view), words: v.teamWords()}
	p.head.AsOf = v.asOf()
	if v.may(org.ProposeGoal, org.Object{Kind: org.AGoal, Owner: org.TeamOwner(id), Common: true}) {
		p.head.Actions = ui.LinkButton(ui.ButtonProps{Text: t.T("web.goal.new"), Icon: "flag", Href: "/goals/new?owner=" + escape(v.world.Ref(org.TeamOwner(id)))})
	}
	for _, g := range view.Goals {
		if g.Progress.Status == goal.Running && g.Metric.Kind != measure.Steps {
			p.mountains = append(p.mountains, t.mountain(g, me))
			continue
		}
		p.cards = append(p.cards, t.card(g.Standing, me, g.Mine))
	}
	p.members = t.members(view, me)
	p.moreMembers = t.folded(len(p.members))
	p.without = v.withoutGoal(view.Without)
	p.help = t.help(view)
	p.thanks = t.thanksOf(view)
	p.reached = v.successes(view)
	p.wall = ui.Link{Text: t.T("wall.show"), Href: "/wall?team=" + id.String()}
	if len(view.Below) > 0 {
		p.everybody = ui.Link{Text: t.T("web.team.everybody", "n", len(view.Members)), Href: "/people?team=" + id.String()}
	}
	for _, b := range view.Below {
		p.below = append(p.below, ui.Link{Text: b.Name, Href: teamPath(b.ID)})
	}
	p.say = v.thanksForm(0, 0, teamPeople(view, me))
	if len(view.Members) > maxThanked {
		p.say.anyone = ui.FieldProps{Name: "to", Label: p.say.toLabel, Kind: ui.FieldPerson, Lookup: lookupOwners, Hint: t.T("web.choose_owner"),
			Value: v.world.Typed(org.TeamOwner(id)), Required: true}
	}
	p.empty = ui.EmptyProps{Icon: "mountain", Title: t.T("web.team.empty"), Sentence: t.T("web.team.empty_next")}
	return p, nil
}

func (v *visit) teamWords() teamWords {
	return teamWords{
		climbs: v.T("web.team.climbs"), members: v.T("web.team.members"), help: v.T("web.team.help"),
		thanks: v.T("web.team.thanks"), without: v.T("web.team.without"), withoutLead: v.T("web.team.without_lead"), below: v.T("web.team.below"),
		others: v.T("web.team.others"),
	}
}

func (t teller) teamHead(view app.TeamView) ui.PageHeadProps {
	h := ui.PageHeadProps{Title: view.Team.Name, CrumbsWord: t.T("web.team.crumbs")}
	for _, up := range view.Above {
		h.Crumbs = append(h.Crumbs, ui.Link{Text: up.Name, Href: teamPath(up.ID)})
	}
	h.Meta = []string{t.T("web.team.people", "n", len(view.Members))}
	if view.Lead.Name != "" {
		h.Meta = append(h.Meta, t.T("web.team.lead", "name", view.Lead.Name))
	}
	return h
}

// mountain is a common objective being climbed.
func (t teller) mountain(g app.TeamGoal, me org.ID) ui.MountainProps {
	m := ui.MountainProps{
		ID: "goal-" + g.ID.String(), Title: g.Title, Href: goalPath(g.ID), Why: g.Why, Due: t.due(g.Standing), Bar: t.bar(g.Standing, g.Mine),
	}
	m.Bar.ID = ""
	if g.Target.OK {
		m.Summit = t.Compact(g.Target.Amount, g.Metric.Unit)
	}
	m.Spoken = m.Bar.Spoken
	if g.Floor.OK {
		at := t.mark(g.Standing, g.Floor)
		m.Camps = append(m.Camps, ui.CampProps{Label: t.T("web.goal.floor"), At: at.At, Done: g.Progress.Attained.OK && g.Progress.Attained.Amount >= g.Floor.Amount})
	}
	for _, c := range g.Contributions {
		m.Climbers = append(m.Climbers, ui.ClimberProps{Name: c.Person.Name, Text: t.brought(c, g.Metric), Hidden: c.Hidden, Href: personPath(c.Person.ID), Me: c.Person.ID == me})
	}
	if m.More = t.folded(len(m.Climbers)); m.More != "" {
		slices.SortStableFunc(m.Climbers, func(x, y ui.ClimberProps) int { return first(x.Me, x.Hidden) - first(y.Me, y.Hidden) })
	}
	if g.Others.OK && len(m.Climbers) > 0 {
		m.Foot = ui.Text(t.T("web.goal.others", "amount", t.Value(g.Others.Amount, g.Metric.Unit)))
	}
	return m
}

// folded are the words behind which a long list keeps its end; none when the list is short.
func (t teller) folded(n int) string {
	if n -= ui.ShownClimbers; n > 2 {
		return t.T("web.rope.more_mates", "n", n)
	}
	return ""
}

// first orders a long list: the reader, then those who show what they bring, then those who are on the rope without a number.
func first(me, hidden bool) int {
	switch {
	case me:
		return 0
	case hidden:
		return 2
	}
	return 1
}

// members are those who belong to the team itself, each with an own objective where the reader may see it.
func (t teller) members(view app.TeamView, me org.ID) []memberProps {
	var list []memberProps
	for _, p := range view.Direct {
		m := memberProps{name: p.Name, href: personPath(p.ID), role: t.T("role." + string(p.Role)), me: p.ID == me}
		if s, ok := view.Standings[p.ID]; ok {
			m.bar, m.percent = t.track(s, measure.Maybe{}), t.percent(s.Progress)
		}
		list = append(list, m)
	}
	return list
}

// withoutGoal are people to help to an objective, each with the way to do it.
func (v *visit) withoutGoal(people []org.Person) []memberProps {
	var list []memberProps
	for _, p := range people {
		give := ui.Link{Text: v.T("web.team.give_goal"), Href: "/goals/new?owner=" + escape(v.world.Ref(org.PersonOwner(p.ID)))}
		list = append(list, memberProps{name: p.Name, href: personPath(p.ID), role: v.T("role." + string(p.Role)), give: give})
	}
	return list
}

func (t teller) help(view app.TeamView) []helpProps {
	var list []helpProps
	for _, h := range view.Help {
		var names []string
		for _, p := range h.For {
			names = append(names, p.Name)
		}
		text := t.T("web.team.helped", "helper", h.Helper.Name, "for", t.List(names), "what", lowerFirst(t.kindName(h.Kind)))
		list = append(list, helpProps{text: text, when: t.DayMonth(h.On)})
	}
	return list
}

func (t teller) thanksOf(view app.TeamView) []ui.ThanksProps {
	var list []ui.ThanksProps
	for _, x := range view.Thanks {
		p := t.wordOf(x, view.World)
		if x.To.Kind == org.OwnerPerson {
			p.Face, p.From = p.From, t.T("recognition.from_to", "from", p.From, "to", view.World.Name(x.To))
		}
		list = append(list, p)
	}
	return list
}

// maxThanked is how many members a list of whom to thank holds; in a larger team one types.
const maxThanked = 40

func teamPeople(view app.TeamView, me org.ID) []org.Owner {
	list := []org.Owner{org.TeamOwner(view.Team.ID)}
	if len(view.Members) > maxThanked {
		return list
	}
	for _, p := range view.Members {
		if p.ID != me {
			list = append(list, org.PersonOwner(p.ID))
		}
	}
	return list
}

// queryDate reads a day from the address; what is none is no day.
func (v *visit) queryDate(name string) period.Date { return v.dateOf(v.r.URL.Query().Get(name)) }

func (v *visit) dateOf(typed string) period.Date {
	d, err := period.ParseLocalDate(typed, v.Lang() == "fr")
	if err != nil {
		return 0
	}
	return d
}
