package web

import (
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/route"
	"cordee/internal/sheet"
	"cordee/internal/web/ui"
)

// groupRoutes keep the tree of teams and the ad-hoc groups; the page of one team is with the objectives.
func (s *Server) groupRoutes(g *route.Registry) {
	s.get(g, "/teams", org.ReadOrg, "", (*visit).teamsPage)
	s.get(g, "/teams/new", org.ManagePeople, "", (*visit).newTeam)
	s.post(g, "/teams", org.ManagePeople, "", (*visit).createTeam)
	s.get(g, "/teams/{team}/edit", org.ManagePeople, org.ATeam, (*visit).editTeam)
	s.post(g, "/teams/{team}", org.ManagePeople, org.ATeam, (*visit).saveTeam)
	s.post(g, "/teams/{team}/members", org.ManagePeople, org.ATeam, (*visit).changeMembers)
}

// teamAt is a team and how deep it stands in the tree.
type teamAt struct {
	team  org.Team
	depth int
}

// teamsInOrder is the tree from the top, each team before those below it, by name; then the groups.
func (v *visit) teamsInOrder() []teamAt {
	var list []teamAt
	var climb func(id org.ID, depth int)
	byName := func(ids []org.ID) []org.Team {
		var teams []org.Team
		for _, id := range ids {
			t, _ := v.world.Team(id)
			teams = append(teams, t)
		}
		slices.SortStableFunc(teams, func(a, b org.Team) int { return strings.Compare(app.Fold(a.Name), app.Fold(b.Name)) })
		return teams
	}
	climb = func(id org.ID, depth int) {
		t, ok := v.world.Team(id)
		if !ok {
			return
		}
		list = append(list, teamAt{t, depth})
		for _, below := range byName(v.world.Children(id)) {
			climb(below.ID, depth+1)
		}
	}
	climb(v.world.Root().ID, 0)
	var groups []org.ID
	for _, t := range v.world.Teams {
		if t.Kind == org.Group {
			groups = append(groups, t.ID)
		}
	}
	for _, t := range byName(groups) {
		list = append(list, teamAt{t, 0})
	}
	return list
}

func (v *visit) teamsPage() error {
	title := v.T("web.teams.heading")
	head := ui.PageHeadProps{Title: title, Lead: v.T("web.teams.lead")}
	manages := v.may(org.ManagePeople, org.Object{})
	if manages {
		head.Actions = ui.LinkButton(ui.ButtonProps{Text: v.T("web.teams.new"), Href: "/teams/new", Icon: "plus", Kind: ui.ButtonPrimary})
	}
	tree, groups := v.teamTable("tree", manages), v.teamTable("groups", manages)
	for _, t := range v.teamsInOrder() {
		if t.team.Kind == org.Group {
			groups.Rows = append(groups.Rows, v.teamRow(t, manages))
		} else {
			tree.Rows = append(tree.Rows, v.teamRow(t, manages))
		}
	}
	groups.Empty = ui.EmptyProps{Icon: "team", Title: v.T("web.teams.no_groups"), Sentence: v.T("web.teams.no_groups_next")}
	content := ui.Group(ui.PageHead(head), part(ui.SectionProps{}, ui.Table(tree)), part(ui.SectionProps{ID: "groups", Title: v.T("web.teams.groups")}, ui.Table(groups)))
	return v.show(page{title: title, path: "/teams"}, content)
}

func (v *visit) teamTable(id string, manages bool) ui.TableProps {
	t := ui.TableProps{ID: "teams-" + id, Caption: v.T("web.teams." + id), HideCaption: true, Heads: []ui.Head{
		{Label: v.T("web.people.name")}, {Label: v.T("web.teams.kind")}, {Label: v.T("web.teams.lead_by")}, {Label: v.T("web.teams.members"), Numeric: true},
	}}
	if manages {
		t.Heads = append(t.Heads, ui.Head{Label: v.T("web.person.edit"), Hidden: true})
	}
	return t
}

func (v *visit) teamRow(t teamAt, manages bool) ui.Row {
	lead, _ := v.world.Person(t.team.Lead)
	boss := ui.Cell{Text: lead.Name}
	if lead.ID != 0 {
		boss.Href = personPath(lead.ID)
	}
	n := len(v.membersToday(t.team.ID))
	row := ui.Row{Cells: []ui.Cell{
		{Body: indented(t.depth, t.team.Name, teamPath(t.team.ID))}, {Text: v.T("team_kind." + string(t.team.Kind))}, boss, {Text: strconv.Itoa(n)},
	}}
	if manages {
		row.Cells = append(row.Cells, ui.Cell{Text: v.T("web.person.edit"), Href: teamPath(t.team.ID) + "/edit"})
	}
	return row
}

// membersToday are those who belong to a team, to one below it, or to a group, today.
func (v *visit) membersToday(team org.ID) []org.ID {
	var ids []org.ID
	for _, s := range v.world.MembersDuring(team, period.Day(v.today)) {
		if !slices.Contains(ids, s.Person) {
			ids = append(ids, s.Person)
		}
	}
	return ids
}

var teamFields = []string{"name", "kind", "parent", "lead", "key"}

func (v *visit) newTeam() error {
	return v.teamForm(nil, org.Team{}, known("kind", string(org.TeamUnit), "parent", v.world.Root().ID.String(), "version", "0"))
}

func (v *visit) editTeam() error {
	t, err := v.teamInPath()
	if err != nil {
		return err
	}
	return v.teamForm(nil, t, v.knownTeam(t))
}

func (v *visit) teamInPath() (org.Team, error) {
	id, err := v.pathID(org.ATeam)
	if err != nil {
		return org.Team{}, err
	}
	t, ok := v.world.Team(id)
	if !ok {
		return t, fault.New(fault.NotFound, "not_found", "what", "team")
	}
	return t, v.world.Can(v.actor(), org.ManagePeople, org.TeamObject(id), v.today)
}

func (v *visit) knownTeam(t org.Team) typed {
	return known("name", t.Name, "kind", string(t.Kind), "parent", idText(t.Parent), "lead", idText(t.Lead), "key", t.Key, "version", strconv.Itoa(t.Version))
}

// idText is an id as a form carries it; none is empty.
func idText(id org.ID) string {
	if id == 0 {
		return ""
	}
	return id.String()
}

func (v *visit) teamForm(err error, team org.Team, t typed) error {
	title, action, back := v.T("web.teams.new"), "/teams", "/teams"
	if team.ID != 0 {
		title, action, back = v.T("web.teams.edit_of", "name", team.Name), teamPath(team.ID), teamPath(team.ID)
	}
	form := v.form(t, ui.FormProps{Action: action, Hidden: []ui.Hidden{{Name: "version", Value: t.Get("version")}}})
	content := ui.Group(
		ui.PageHead(ui.PageHeadProps{Title: title, CrumbsWord: v.T("web.crumbs"), Crumbs: []ui.Link{{Text: v.T("web.teams.heading"), Href: "/teams"}}}),
		v.both(err, t, v.knownTeam(team), teamFields, "web.teams.field_"),
		fieldsForm(form, v.teamQuestions(t, team), v.saveButton(), ui.Link{Text: v.T("web.form.cancel"), Href: back}),
	)
	if team.Kind == org.Group {
		content = ui.Group(content, v.groupMembers(team, t))
	}
	return v.showAs(answerTo(err), page{title: title, path: "/teams"}, narrow(content))
}

func (v *visit) teamQuestions(t typed, team org.Team) []ui.FieldProps {
	optional := v.T("web.form.optional")
	ask := func(p ui.FieldProps) ui.FieldProps {
		p.Label = v.T("web.teams.field_" + p.Name)
		return t.field(p)
	}
	fields := []ui.FieldProps{ask(ui.FieldProps{Name: "name", Required: true, Autofocus: team.ID == 0})}
	if team.Kind != org.Company {
		kinds := ui.FieldProps{Name: "kind", Kind: ui.FieldSelect}
		for _, k := range []org.TeamKind{org.Department, org.TeamUnit, org.Group} {
			kinds.Options = append(kinds.Options, ui.Option{Value: string(k), Label: v.T("team_kind." + string(k))})
		}
		fields = append(fields, ask(kinds), ask(ui.FieldProps{Name: "parent", Kind: ui.FieldSelect, Hint: v.T("web.teams.parent_hint"), Options: v.teamsAbove(team.ID)}))
	}
	return append(fields,
		v.leadField(t),
		ask(ui.FieldProps{Name: "key", Optional: optional, Hint: v.T("web.person.key_hint"), ReadOnly: team.ID != 0}),
	)
}

// teamsAbove are the teams that may stand above this one: not itself and not those below it.
func (v *visit) teamsAbove(team org.ID) []ui.Option {
	below := v.world.Descendants(team)
	return slices.DeleteFunc(v.teamOptions(false), func(o ui.Option) bool {
		id, _ := org.ParseID(o.Value)
		return id == team || slices.Contains(below, id)
	})
}

func (v *visit) leadField(t typed) ui.FieldProps {
	p := ui.FieldProps{Name: "lead", Label: v.T("web.teams.field_lead"), Blank: v.T("web.teams.no_lead"), Error: t.wrong["lead"]}
	if v.many() {
		p.Optional = v.T("web.form.optional")
		return v.personField(p, t.Get("lead"), nil)
	}
	p.Kind, p.Options = ui.FieldSelect, v.personOptions()
	return t.field(p)
}

// personOptions is everybody who is here, by name, in a company small enough for a list.
func (v *visit) personOptions() []ui.Option {
	var options []ui.Option
	for _, p := range v.world.People {
		if !p.Erased && !v.gone(p) {
			options = append(options, ui.Option{Value: p.ID.String(), Label: p.Name})
		}
	}
	slices.SortStableFunc(options, func(a, b ui.Option) int { return strings.Compare(app.Fold(a.Label), app.Fold(b.Label)) })
	return options
}

func (v *visit) createTeam() error {
	if err := v.parse(); err != nil {
		return err
	}
	row, err := v.teamRowOf(org.Team{})
	row.Key = v.trimmed("key")
	if row.Key == "" {
		row.Key = v.world.FreeTeamKey(row.Name.V)
	}
	if err == nil {
		err = v.App.SaveTeam(v.ctx(), v.actor(), row, 0)
	}
	if err != nil {
		if !complete(err) {
			return err
		}
		return v.teamForm(err, org.Team{}, v.retyped(err, teamFields...))
	}
	v.flash("saved", "")
	return v.redirect("/teams")
}

func (v *visit) saveTeam() error {
	if err := v.parse(); err != nil {
		return err
	}
	t, err := v.teamInPath()
	if err != nil {
		return err
	}
	row, err := v.teamRowOf(t)
	if err == nil {
		err = v.App.SaveTeam(v.ctx(), v.actor(), row, v.version())
	}
	if err != nil {
		if !complete(err) {
			return err
		}
		return v.teamForm(err, t, v.upToDate(err, v.retyped(err, teamFields...), t.Version))
	}
	v.flash("saved", "")
	return v.redirect("/teams")
}

// teamRowOf reads the form as a row of teams. The company keeps its place; a group has none above it.
func (v *visit) teamRowOf(t org.Team) (sheet.TeamRow, error) {
	row := sheet.TeamRow{Key: t.Key, Name: sheet.Val(v.trimmed("name")), Lead: sheet.Val("")}
	var err error
	if lead := v.trimmed("lead"); lead != "" {
		var p org.Person
		p, err = personNamed(v.world, "lead", lead, v.today)
		row.Lead = sheet.Val(p.Key)
	}
	if t.Kind == org.Company {
		return row, err
	}
	row.Kind, row.Parent = sheet.Val(v.trimmed("kind")), sheet.Val("")
	if id, ok := org.ParseID(v.trimmed("parent")); ok && row.Kind.V != string(org.Group) {
		up, _ := v.world.Team(id)
		row.Parent = sheet.Val(up.Key)
	}
	return row, err
}

// groupMembers adds people to a group and lets them go again.
func (v *visit) groupMembers(group org.Team, t typed) templ.Component {
	p := groupProps{
		title: v.T("web.teams.members"), none: v.T("web.teams.no_members"),
		form: ui.FormProps{Action: teamPath(group.ID) + "/members", Inline: true},
		add: v.personField(ui.FieldProps{Name: "person", Label: v.T("web.teams.add"), Required: true, Blank: v.T("web.form.choose"), Error: t.wrong["person"]},
			t.Get("person"), v.personOptions),
		submit: ui.ButtonProps{Text: v.T("web.teams.add_submit"), Icon: "plus"},
	}
	for _, id := range v.membersToday(group.ID) {
		person, _ := v.world.Person(id)
		p.members = append(p.members, groupMember{name: person.Name, href: personPath(id), remove: ui.ActionProps{
			Action: teamPath(group.ID) + "/members", Hidden: []ui.Hidden{{Name: "person", Value: id.String()}, {Name: "do", Value: "remove"}},
			Button: ui.ButtonProps{Text: v.T("web.teams.remove", "name", person.Name), Icon: "close", IconOnly: true, Kind: ui.ButtonQuiet},
		}})
	}
	return groupMembersView(p)
}

func (v *visit) changeMembers() error {
	if err := v.parse(); err != nil {
		return err
	}
	t, err := v.teamInPath()
	if err != nil {
		return err
	}
	if v.trimmed("person") == "" || t.Kind != org.Group {
		return fault.New(fault.NotFound, "not_found", "what", "person")
	}
	p, err := personNamed(v.world, "person", v.trimmed("person"), v.today)
	switch {
	case err != nil:
		form := v.knownTeam(t)
		form.Set("person", v.trimmed("person"))
		form.wrong, _ = v.fieldFaults(err, "person")
		return v.teamForm(err, t, form)
	case v.trimmed("do") == "remove":
		err = v.App.RemovePersonFromGroup(v.ctx(), v.actor(), p.ID, t.ID)
	default:
		err = v.App.SaveMembership(v.ctx(), v.actor(), sheet.MembershipRow{Person: p.Key, Team: t.Key, From: v.today})
	}
	if err != nil {
		return err
	}
	return v.redirect(teamPath(t.ID) + "/edit")
}
