package web

import (
	"github.com/a-h/templ"

	"cordee/internal/fault"
	"cordee/internal/web/ui"
)

func (v *visit) hooksPage() error { return v.showHooks(nil, known(), ui.AlertProps{}) }

// showHooks is where messages leave: the mail server this program was started with, and the channels of the organisation.
func (v *visit) showHooks(problem error, t typed, said ui.AlertProps) error {
	all, err := v.App.Hooks(v.ctx(), v.actor())
	if err != nil {
		return err
	}
	table := ui.TableProps{
		ID: "hooks", Caption: v.T("web.hooks.caption"), HideCaption: true,
		Heads: []ui.Head{{Label: v.T("web.hooks.name")}, {Label: v.T("web.hooks.kind")}, {Label: v.T("web.hooks.host")}, {Label: v.T("web.hooks.state")},
			{Label: v.T("web.hooks.try"), Hidden: true}, {Label: v.T("web.hooks.drop"), Hidden: true}},
		Empty: ui.EmptyProps{Icon: "chat", Title: v.T("web.hooks.empty"), Sentence: v.T("web.hooks.empty_next")},
	}
	for _, h := range all {
		state, path := v.T("web.hooks.well"), "/settings/messages/hooks/"+h.ID.String()
		if key := "fault." + h.Trouble; h.Trouble != "" && v.Has(key) {
			state = v.T(key, "status", "", "answer", "")
		}
		button := func(act, key string) ui.Cell {
			return ui.Cell{Body: ui.Action(ui.ActionProps{Action: path + "/" + act, Button: ui.ButtonProps{Text: v.T(key), Small: true}})}
		}
		table.Rows = append(table.Rows, ui.Row{Cells: []ui.Cell{{Text: h.Name}, {Text: kindOfChat(h.Kind)}, {Text: h.URL}, {Text: state},
			button("try", "web.hooks.try"), button("drop", "web.hooks.drop")}})
	}
	title := v.T("web.settings.heading")
	parts := []templ.Component{ui.PageHead(ui.PageHeadProps{Title: title}), v.settingsTabs("messages")}
	if said.Text != "" {
		parts = append(parts, narrow(ui.Alert(said)))
	}
	parts = append(parts, part(ui.SectionProps{ID: "mail", Title: v.T("web.hooks.mail")}, v.mailState()),
		part(ui.SectionProps{ID: "channels", Title: v.T("web.hooks.heading"), Lead: v.T("web.hooks.lead")}, ui.Table(table)),
		part(ui.SectionProps{Title: v.T("web.hooks.new")}, narrow(v.hookForm(t))))
	return v.showAs(answerTo(problem), page{title: title, path: "/settings"}, ui.Group(parts...))
}

func kindOfChat(kind string) string {
	for _, o := range chatKinds() {
		if o.Value == kind {
			return o.Label
		}
	}
	return kind
}

// mailState says by which server mails leave, and offers to try it.
func (v *visit) mailState() templ.Component {
	if v.Post.MailHost == "" {
		return narrow(paragraph(v.T("web.hooks.mail_none")))
	}
	return narrow(ui.Group(paragraph(v.T("web.hooks.mail_via", "host", v.Post.MailHost, "from", v.Post.MailFrom)),
		ui.Action(ui.ActionProps{Action: "/settings/messages/try", Button: ui.ButtonProps{Text: v.T("web.hooks.mail_try"), Icon: "chat"}})))
}

func (v *visit) hookForm(t typed) templ.Component {
	fields := []ui.FieldProps{
		t.field(ui.FieldProps{Name: "name", Label: v.T("web.hooks.name"), Required: true}),
		t.field(ui.FieldProps{Name: "chat_kind", Label: v.T("web.hooks.kind"), Kind: ui.FieldSelect, Narrow: true, Options: chatKinds()}),
		t.field(ui.FieldProps{Name: "chat_url", Label: v.T("web.hooks.url"), Hint: v.T("web.hooks.url_hint"), Required: true, Autocomplete: "off"}),
	}
	return fieldsForm(v.form(t, ui.FormProps{Action: "/settings/messages/hooks"}), fields, ui.ButtonProps{Text: v.T("web.hooks.add"), Kind: ui.ButtonPrimary}, ui.Link{})
}

func (v *visit) addHook() error {
	if err := v.parse(); err != nil {
		return err
	}
	err := v.App.AddHook(v.ctx(), v.actor(), v.trimmed("chat_kind"), v.trimmed("name"), v.trimmed("chat_url"))
	if err != nil {
		if !complete(err) {
			return err
		}
		return v.showHooks(err, v.retyped(err, "name", "chat_kind", "chat_url"), ui.AlertProps{})
	}
	v.flash("saved", "")
	return v.redirect("/settings/messages")
}

func (v *visit) dropHook() error {
	id, err := v.pathID("hook")
	if err != nil {
		return err
	}
	if err := v.App.DropHook(v.ctx(), v.actor(), id); err != nil {
		return err
	}
	v.flash("saved", "")
	return v.redirect("/settings/messages")
}

// tryHook sends a test to a channel and says how it went.
func (v *visit) tryHook() error {
	id, err := v.pathID("hook")
	if err != nil {
		return err
	}
	h, err := v.App.HookAddress(v.ctx(), v.actor(), id)
	if err != nil {
		return err
	}
	if v.Post.TryHook == nil {
		return v.tried(fault.New(fault.Unavailable, "notify.unreachable"), "")
	}
	return v.tried(v.Post.TryHook(v.ctx(), v.world, h.Kind, h.URL), v.T("web.hooks.tried", "name", h.Name))
}

// tryMail sends a test to whoever asks for it.
func (v *visit) tryMail() error {
	switch {
	case v.Post.TryMail == nil:
		return v.tried(fault.New(fault.Invalid, "notify.no_mail"), "")
	case v.me().Email == "":
		return v.tried(fault.New(fault.Invalid, "message.no_email"), "")
	}
	return v.tried(v.Post.TryMail(v.ctx(), v.world, v.me()), v.T("web.hooks.mail_tried", "email", v.me().Email))
}

// tried says in words how a test went; that it did not is no mistake of this page.
func (v *visit) tried(err error, well string) error {
	if err == nil {
		return v.showHooks(nil, known(), ui.AlertProps{Tone: ui.ToneGood, Text: well})
	}
	all := v.Faults(err)
	if len(all) == 0 {
		return err
	}
	return v.showHooks(nil, known(), ui.AlertProps{Tone: ui.ToneWarn, Text: all[0]})
}
