package web

import (
	"github.com/a-h/templ"

	"cordee/internal/app"
	"cordee/internal/org"
	"cordee/internal/route"
	"cordee/internal/web/ui"
)

func (s *Server) accountRoutes(g *route.Registry) {
	s.post(g, "/sign-out", org.EditSelf, "", (*visit).signOut)
	s.get(g, "/account", org.EditSelf, "", (*visit).accountPage)
	s.post(g, "/account/identity", org.EditSelf, "", (*visit).saveIdentity)
	s.post(g, "/account/password", org.EditSelf, "", (*visit).savePassword)
	s.post(g, "/account/shown", org.EditSelf, "", (*visit).saveShown)
	s.post(g, "/account/look", org.EditSelf, "", (*visit).saveLook)
	s.get(g, "/account/access", org.EditSelf, "", (*visit).accessPage)
	s.post(g, "/account/forecast", org.EditSelf, "", (*visit).saveForecastChoice)
	s.get(g, "/account/data", org.EditSelf, "", (*visit).ownData)
}

func (v *visit) signOut() error {
	if err := v.App.SignOut(v.ctx(), v.cookie()); err != nil {
		return err
	}
	v.signedOut()
	return v.redirect("/sign-in")
}

// accountForms are the forms of the account page; the one that was just sent holds what was typed.
type accountForms struct{ identity, password, shown, look typed }

func (v *visit) accountForms() accountForms {
	me := v.me()
	f := accountForms{identity: known("name", me.Name, "email", me.Email), password: known(), shown: known(), look: known("lang", string(v.Lang()), "theme", v.theme())}
	if !me.Hidden {
		f.shown.Set("contributions", "yes")
	}
	if me.OnBoards {
		f.shown.Set("boards", "yes")
	}
	return f
}

func (v *visit) accountPage() error { return v.showAccount(nil, v.accountForms()) }

func (v *visit) showAccount(err error, f accountForms) error {
	has, errHas := v.App.HasPassword(v.ctx(), v.actor())
	if errHas != nil {
		return errHas
	}
	walls, errWalls := v.onWallsForm()
	if errWalls != nil {
		return errWalls
	}
	foretold, errForetold := v.forecastChoice()
	if errForetold != nil {
		return errForetold
	}
	title := v.T("web.account.heading")
	content := ui.Group(
		ui.PageHead(ui.PageHeadProps{Title: title, Lead: v.T("web.account.lead")}),
		part(ui.SectionProps{Title: v.T("web.account.identity")}, v.identityForm(f.identity)),
		part(ui.SectionProps{ID: "password", Title: v.T("web.account.password"), Lead: v.passwordLead(has)}, v.passwordForm(f.password, has)),
		part(ui.SectionProps{Title: v.T("web.account.shown"), Lead: v.T("web.account.shown_lead")}, v.shownForm(f.shown)),
		walls,
		part(ui.SectionProps{ID: "play", Title: v.T("play.title"), Lead: v.T("play.quiet")}, ui.LinkButton(ui.ButtonProps{Text: v.T("play.see"), Href: "/play", Icon: "star"})),
		part(ui.SectionProps{Title: v.T("web.account.look")}, v.lookForm(f.look)),
		part(ui.SectionProps{Title: v.T("web.messages.heading"), Lead: v.T("web.messages.lead")},
			ui.LinkButton(ui.ButtonProps{Text: v.T("web.messages.open"), Href: "/account/messages", Icon: "bell"})),
		part(ui.SectionProps{Title: v.T("web.letter.heading"), Lead: v.T("web.letter.lead")}, ui.LinkButton(ui.ButtonProps{Text: v.T("web.letter.mine"), Href: "/letters", Icon: "flag"})),
		foretold,
		part(ui.SectionProps{Title: v.T("web.access.heading"), Lead: v.T("web.access.lead")},
			ui.LinkButton(ui.ButtonProps{Text: v.T("web.access.open"), Href: "/account/access", Icon: "lock"})),
		part(ui.SectionProps{}, ui.Action(ui.ActionProps{Action: "/sign-out", Plain: true, Button: ui.ButtonProps{Text: v.T("web.account.sign_out"), Icon: "sign-out"}})),
	)
	return v.showAs(answerTo(err), page{title: title, path: "/account"}, narrow(content))
}

func (v *visit) passwordLead(has bool) string {
	if has {
		return ""
	}
	return v.T("web.account.first_password")
}

func (v *visit) saveButton() ui.ButtonProps {
	return ui.ButtonProps{Text: v.T("web.form.save"), Kind: ui.ButtonPrimary}
}

func (v *visit) identityForm(t typed) templ.Component {
	fields := []ui.FieldProps{
		t.field(ui.FieldProps{Name: "name", Label: v.T("web.field.own_name"), Required: true, Autocomplete: "name"}),
		t.field(ui.FieldProps{Name: "email", Label: v.T("web.field.email"), Kind: ui.FieldEmail, Autocomplete: "email"}),
	}
	return fieldsForm(v.form(t, ui.FormProps{Action: "/account/identity"}), fields, ui.ButtonProps{Text: v.T("web.form.save")}, ui.Link{})
}

func (v *visit) passwordForm(t typed, has bool) templ.Component {
	old := t.field(ui.FieldProps{ID: "f-old", Name: "old", Label: v.T("web.account.old"), Kind: ui.FieldPassword, Required: true, Autocomplete: "current-password"})
	if !has {
		old = t.field(ui.FieldProps{ID: "f-new-email", Name: "email", Label: v.T("web.field.email"), Kind: ui.FieldEmail, Required: true, Autocomplete: "username"})
		if t.Get("email") == "" {
			old.Value = v.me().Email
		}
	}
	fields := []ui.FieldProps{
		old,
		t.field(ui.FieldProps{Name: "password", Label: v.T("web.field.new_password"), Hint: v.T("web.field.password_hint"), Kind: ui.FieldPassword, Required: true, Autocomplete: "new-password"}),
	}
	return fieldsForm(v.form(t, ui.FormProps{Action: "/account/password", Plain: true}), fields, ui.ButtonProps{Text: v.T("web.form.save")}, ui.Link{})
}

func (v *visit) shownForm(t typed) templ.Component {
	fields := []ui.FieldProps{
		t.field(ui.FieldProps{Name: "contributions", Label: v.T("web.account.contributions"), Hint: v.T("web.account.contributions_hint"), Kind: ui.FieldCheckbox}),
		t.field(ui.FieldProps{Name: "boards", Label: v.T("web.account.boards"), Hint: v.T("web.account.boards_hint"), Kind: ui.FieldCheckbox}),
	}
	return fieldsForm(v.form(t, ui.FormProps{Action: "/account/shown"}), fields, ui.ButtonProps{Text: v.T("web.form.save")}, ui.Link{})
}

func (v *visit) lookForm(t typed) templ.Component {
	fields := []ui.FieldProps{
		t.field(ui.FieldProps{Name: "lang", Label: v.T("web.account.language"), Kind: ui.FieldSelect, Narrow: true, Options: []ui.Option{{Value: "fr", Label: "Français"}, {Value: "en", Label: "English"}}}),
		t.field(ui.FieldProps{Name: "theme", Label: v.T("web.account.theme"), Kind: ui.FieldSelect, Narrow: true, Options: []ui.Option{
			{Value: "", Label: v.T("web.account.theme_system")}, {Value: "light", Label: v.T("web.account.theme_light")}, {Value: "dark", Label: v.T("web.account.theme_dark")},
		}}),
	}
	return fieldsForm(v.form(t, ui.FormProps{Action: "/account/look", Plain: true}), fields, ui.ButtonProps{Text: v.T("web.form.save")}, ui.Link{})
}

func (v *visit) saveIdentity() error {
	if err := v.parse(); err != nil {
		return err
	}
	err := v.App.SetName(v.ctx(), v.actor(), v.trimmed("name"), v.trimmed("email"))
	return v.saved(err, func(f *accountForms) { f.identity = v.retyped(err, "name", "email") })
}

func (v *visit) savePassword() error {
	if err := v.parse(); err != nil {
		return err
	}
	has, err := v.App.HasPassword(v.ctx(), v.actor())
	if err != nil {
		return err
	}
	password := v.r.PostForm.Get("password")
	if has {
		err = v.App.ChangePassword(v.ctx(), v.actor(), v.r.PostForm.Get("old"), password)
	} else {
		err = v.App.AddCredential(v.ctx(), v.actor(), v.trimmed("email"), password)
	}
	return v.saved(err, func(f *accountForms) { f.password = v.retyped(err, "old", "email", "password") })
}

func (v *visit) saveShown() error {
	if err := v.parse(); err != nil {
		return err
	}
	err := v.App.SetPreferences(v.ctx(), v.actor(), app.Preferences{Hidden: v.trimmed("contributions") != "yes", OnBoards: v.trimmed("boards") == "yes"})
	return v.saved(err, func(f *accountForms) { f.shown = v.retyped(err) })
}

// saveLook keeps language and theme in this browser.
func (v *visit) saveLook() error {
	if err := v.parse(); err != nil {
		return err
	}
	if lang := v.trimmed("lang"); lang == "fr" || lang == "en" {
		v.remember("lang", lang)
	}
	theme := v.trimmed("theme")
	if theme != "light" && theme != "dark" {
		theme = ""
	}
	v.remember("theme", theme)
	v.flash("saved", "")
	return v.redirect("/account")
}

// saved goes back to the account, or shows the form that could not be saved with what was typed.
func (v *visit) saved(err error, keep func(*accountForms)) error {
	if err == nil {
		v.flash("saved", "")
		return v.redirect("/account")
	}
	if !complete(err) {
		return err
	}
	f := v.accountForms()
	keep(&f)
	return v.showAccount(err, f)
}

// accessPage tells who looked at the reader's own data.
func (v *visit) accessPage() error {
	looks, err := v.App.AccessTo(v.ctx(), v.actor())
	if err != nil {
		return err
	}
	t := ui.TableProps{
		ID: "access", Caption: v.T("web.access.heading"), HideCaption: true,
		Heads: []ui.Head{{Label: v.T("web.access.who")}, {Label: v.T("web.access.role")}, {Label: v.T("web.access.what")}, {Label: v.T("web.access.when")}},
		Empty: ui.EmptyProps{Icon: "lock", Title: v.T("web.access.none"), Sentence: v.T("web.access.none_next")},
	}
	for _, x := range looks {
		who, role := ui.Cell{Text: orSomeone(x.Name, v.T("web.someone_gone"))}, v.T("web.access.program")
		if x.By != 0 {
			who.Href, role = personPath(x.By), v.T("role."+string(x.Role))
		}
		what := v.looked(x.What)
		if x.Object != "" {
			what += " – " + x.Object
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{
			who, {Text: role}, {Text: what},
			{Text: v.Instant(x.At.In(v.world.Location()))},
		}})
	}
	title := v.T("web.access.heading")
	head := ui.PageHead(ui.PageHeadProps{Title: title, Lead: v.T("web.access.lead"), CrumbsWord: v.T("web.crumbs"), Crumbs: []ui.Link{{Text: v.T("web.account.heading"), Href: "/account"}}})
	return v.show(page{title: title, path: "/account"}, ui.Group(head, ui.Table(t), v.ownDataLink()))
}

func (v *visit) looked(what string) string {
	if key := "web.access.what_" + what; v.Has(key) {
		return v.T(key)
	}
	return what
}

func orSomeone(name, otherwise string) string {
	if name == "" {
		return otherwise
	}
	return name
}
