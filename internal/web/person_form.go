package web

import (
	"strconv"

	"github.com/a-h/templ"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/sheet"
	"cordee/internal/web/ui"
)

var personFields = []string{"name", "email", "role", "team", "start_on", "end_on", "role_since", "working_time", "external_id", "key", "experience", "ability"}

func (v *visit) newPerson() error {
	return v.personForm(nil, org.Person{}, known("role", string(org.Rep), "working_time", "100", "start_on", v.today.String(), "team", v.r.URL.Query().Get("team"), "version", "0"))
}

func (v *visit) editPerson() error {
	p, err := v.managed()
	if err != nil {
		return err
	}
	return v.personForm(nil, p, v.knownPerson(p))
}

// managed is the person in the address, when the reader may change them.
func (v *visit) managed() (org.Person, error) {
	id, err := v.pathID(org.APerson)
	if err != nil {
		return org.Person{}, err
	}
	p, ok := v.world.Person(id)
	if !ok || p.Erased {
		return p, fault.New(fault.NotFound, "not_found", "what", "person")
	}
	return p, v.world.Can(v.actor(), org.ManagePeople, org.PersonObject(id), v.today)
}

func (v *visit) knownPerson(p org.Person) typed {
	return known("name", p.Name, "email", p.Email, "role", string(p.Role), "start_on", p.StartOn.String(), "end_on", p.EndOn.String(),
		"role_since", p.RoleSince.String(), "working_time", v.percentText(p.WorkingTime), "external_id", p.ExternalID, "key", p.Key,
		"experience", sayIf(p.Experience), "ability", sayIf(p.Ability), "version", strconv.Itoa(p.Version))
}

// percentText is a share as people type it: 80, 62,5.
func (v *visit) percentText(bp measure.BP) string { return v.Number(measure.Amount(bp) * 100) }

func (v *visit) personForm(err error, p org.Person, t typed) error {
	title, action := v.T("web.person.new"), "/people"
	crumbs := []ui.Link{{Text: v.T("web.people.heading"), Href: "/people"}}
	if p.ID != 0 {
		title, action = v.T("web.person.edit_of", "name", p.Name), personPath(p.ID)
		crumbs = append(crumbs, ui.Link{Text: p.Name, Href: personPath(p.ID)})
	}
	form := v.form(t, ui.FormProps{Action: action, Hidden: []ui.Hidden{{Name: "version", Value: t.Get("version")}}})
	content := ui.Group(
		ui.PageHead(ui.PageHeadProps{Title: title, CrumbsWord: v.T("web.crumbs"), Crumbs: crumbs}),
		v.both(err, t, v.knownPerson(p), personFields, "web.person."),
		fieldsForm(form, v.personQuestions(t, p.ID == 0), v.saveButton(), ui.Link{Text: v.T("web.form.cancel"), Href: action}),
	)
	return v.showAs(answerTo(err), page{title: title, path: "/people"}, narrow(content))
}

func (v *visit) personQuestions(t typed, fresh bool) []ui.FieldProps {
	optional := v.T("web.form.optional")
	ask := func(p ui.FieldProps) ui.FieldProps {
		p.Label = v.T("web.person." + p.Name)
		return t.field(p)
	}
	fields := []ui.FieldProps{
		ask(ui.FieldProps{Name: "name", Required: true, Autofocus: fresh}),
		ask(ui.FieldProps{Name: "email", Kind: ui.FieldEmail, Optional: optional, Hint: v.T("web.person.email_hint")}),
		ask(ui.FieldProps{Name: "role", Kind: ui.FieldSelect, Options: v.roleOptions(t.Get("role"))}),
	}
	if fresh {
		fields = append(fields, ask(ui.FieldProps{Name: "team", Kind: ui.FieldSelect, Blank: v.T("web.person.no_team"), Options: v.teamOptions(false)}))
	}
	return append(fields,
		ask(ui.FieldProps{Name: "start_on", Kind: ui.FieldDate, Optional: optional}),
		ask(ui.FieldProps{Name: "end_on", Kind: ui.FieldDate, Optional: optional, Hint: v.T("web.person.end_on_hint")}),
		ask(ui.FieldProps{Name: "role_since", Kind: ui.FieldDate, Optional: optional, Hint: v.T("web.person.role_since_hint")}),
		ask(ui.FieldProps{Name: "working_time", Kind: ui.FieldNumber, Suffix: "%", Hint: v.T("web.person.working_time_hint")}),
		ask(ui.FieldProps{Name: "experience", Kind: ui.FieldNumber, Optional: optional, Hint: v.T("web.person.experience_hint")}),
		ask(ui.FieldProps{Name: "ability", Kind: ui.FieldSelect, Blank: v.T("web.person.ability_none"), Options: v.abilityOptions(), Hint: v.T("web.person.ability_hint")}),
		ask(ui.FieldProps{Name: "external_id", Optional: optional, Hint: v.T("web.person.external_id_hint")}),
		ask(ui.FieldProps{Name: "key", Optional: optional, Hint: v.T("web.person.key_hint"), ReadOnly: !fresh}),
	)
}

// roleOptions are the roles that the reader may give, and the present one.
func (v *visit) roleOptions(now string) []ui.Option {
	var options []ui.Option
	for _, r := range org.Roles {
		if string(r) == now || v.world.CanGrant(v.actor(), r, v.today) == nil {
			options = append(options, ui.Option{Value: string(r), Label: v.T("role." + string(r))})
		}
	}
	return options
}

func (v *visit) createPerson() error {
	if err := v.parse(); err != nil {
		return err
	}
	row, err := v.personRow(org.Person{})
	if row.Key == "" {
		row.Key = v.world.FreePersonKey(row.Name.V)
	}
	if team, ok := org.ParseID(v.trimmed("team")); ok {
		t, _ := v.world.Team(team)
		row.Team = sheet.Val(t.Key)
	}
	if err == nil {
		err = v.App.SavePerson(v.ctx(), v.actor(), row, 0)
	}
	if err != nil {
		if !complete(err) {
			return err
		}
		return v.personForm(err, org.Person{}, v.retyped(err, personFields...))
	}
	v.flash("person_added", "")
	return v.redirect("/people?q=" + escape(row.Name.V))
}

func (v *visit) savePerson() error {
	if err := v.parse(); err != nil {
		return err
	}
	p, err := v.managed()
	if err != nil {
		return err
	}
	row, err := v.personRow(p)
	if err == nil {
		err = v.App.SavePerson(v.ctx(), v.actor(), row, v.version())
	}
	if err != nil {
		if !complete(err) {
			return err
		}
		return v.personForm(err, p, v.upToDate(err, v.retyped(err, personFields...), p.Version))
	}
	v.flash("saved", "")
	return v.redirect(personPath(p.ID))
}

// personRow reads the form as a row of people; what cannot be read is told at its field.
func (v *visit) personRow(p org.Person) (sheet.PersonRow, error) {
	var l fault.List
	row := sheet.PersonRow{
		Key: p.Key, Name: sheet.Val(v.trimmed("name")), Email: sheet.Val(v.trimmed("email")), Role: sheet.Val(v.trimmed("role")),
		StartOn: sheet.Val(v.date("start_on", &l)), EndOn: sheet.Val(v.date("end_on", &l)), RoleSince: sheet.Val(v.date("role_since", &l)),
		WorkingTime: sheet.Val(v.share("working_time", &l)), ExternalID: sheet.Val(v.trimmed("external_id")),
		Experience: sheet.Val(v.wholeNumber("experience", org.MaxExperience, &l)), Ability: sheet.Val(v.wholeNumber("ability", org.MaxAbility, &l)),
	}
	if p.ID == 0 {
		row.Key = v.trimmed("key")
	}
	if row.Name.V == "" {
		l.Add(fault.Bad("name", "person.name_missing"))
	}
	return row, l.OrNil()
}

// share reads a percentage; an empty one is the whole.
func (v *visit) share(name string, l *fault.List) measure.BP {
	a := v.amount(name, l)
	if !a.OK {
		return measure.Hundred
	}
	if a.Amount < 0 || a.Amount > 100*measure.One {
		l.Add(fault.Bad(name, "web.share_range"))
		return 0
	}
	return measure.BP(a.Amount / 100)
}

// version is the one that was read when the form was shown; 0 when it says none.
func (v *visit) version() int {
	n, err := strconv.Atoi(v.trimmed("version"))
	if err != nil || n < 0 {
		return 0
	}
	return n
}

// upToDate lets a form be sent again after both versions were shown: it then replaces the one that was shown.
func (v *visit) upToDate(err error, t typed, version int) typed {
	if fault.KindOf(err) == fault.Stale {
		t.Set("version", strconv.Itoa(version))
		t.rest = nil // the page says it better
	}
	return t
}

// both shows what was typed beside what somebody else has saved in the meantime; nothing unless the form was stale.
func (v *visit) both(err error, mine, now typed, fields []string, words string) templ.Component {
	if fault.KindOf(err) != fault.Stale {
		return ui.Group()
	}
	t := ui.TableProps{ID: "both", Caption: v.T("web.stale.heading"), Dense: true, Heads: []ui.Head{{Label: v.T("web.stale.field")}, {Label: v.T("web.stale.now")}, {Label: v.T("web.stale.mine")}}}
	for _, f := range fields {
		if mine.Has(f) && mine.text(f) != now.text(f) {
			t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: v.T(words + f)}, {Text: v.inWords(f, now.text(f))}, {Text: v.inWords(f, mine.text(f))}}})
		}
	}
	return ui.Group(ui.Alert(ui.AlertProps{Tone: ui.ToneWarn, Title: v.T("web.stale.title"), Text: v.T("web.stale.text")}), ui.Table(t))
}

// inWords is a field's value as people read it: a role or a kind by its word, a person or a team by name.
func (v *visit) inWords(field, value string) string {
	for _, list := range []string{"role.", "team_kind."} {
		if (field == "role" || field == "kind") && v.Has(list+value) {
			return v.T(list + value)
		}
	}
	id, ok := org.ParseID(value)
	if p, here := v.world.Person(id); ok && here && field == "lead" {
		return p.Name
	}
	if t, here := v.world.Team(id); ok && here && field == "parent" {
		return t.Name
	}
	return value
}

// moveForm says where someone belongs from a day on.
func (v *visit) moveForm(view app.PersonView, t typed) (ui.FormProps, []ui.FieldProps, ui.ButtonProps) {
	fields := []ui.FieldProps{
		t.field(ui.FieldProps{Name: "team", Label: v.T("web.people.team"), Kind: ui.FieldSelect, Required: true, Options: v.teamOptions(true)}),
		t.field(ui.FieldProps{ID: "f-move-from", Name: "from", Label: v.T("web.person.from"), Kind: ui.FieldDate, Required: true}),
		t.field(ui.FieldProps{ID: "f-move-last", Name: "last", Label: v.T("web.person.last"), Kind: ui.FieldDate, Optional: v.T("web.form.optional")}),
	}
	return v.form(t, ui.FormProps{Action: personPath(view.Person.ID) + "/place", Inline: true}), fields, ui.ButtonProps{Text: v.T("web.person.move_submit")}
}

// absenceForm notes time away; no reason is asked, and none is kept.
func (v *visit) absenceForm(view app.PersonView, t typed) (ui.FormProps, []ui.FieldProps, ui.ButtonProps) {
	share := t.field(ui.FieldProps{Name: "share", Label: v.T("web.person.share"), Kind: ui.FieldNumber, Suffix: "%"})
	if share.Value == "" {
		share.Value = "100"
	}
	fields := []ui.FieldProps{
		t.field(ui.FieldProps{ID: "f-away-from", Name: "away_from", Label: v.T("web.person.from"), Kind: ui.FieldDate, Required: true}),
		t.field(ui.FieldProps{ID: "f-away-last", Name: "away_last", Label: v.T("web.person.last"), Kind: ui.FieldDate, Required: true}),
		share,
	}
	return ui.FormProps{Action: personPath(view.Person.ID) + "/absence", Inline: true}, fields, ui.ButtonProps{Text: v.T("web.person.absence_submit")}
}
