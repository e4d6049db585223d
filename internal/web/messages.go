package web

import (
	"context"
	"fmt"
	"net/url"
	"strconv"
	"time"

	"github.com/a-h/templ"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/org"
	"cordee/internal/web/ui"
)

// Post is the way messages take out of the house, as far as the screens know of it.
type Post struct {
	MailHost string // "": no mail server
	MailFrom string
	TryMail  func(ctx context.Context, w *app.World, to org.Person) error
	TryHook  func(ctx context.Context, w *app.World, kind, url string) error
}

func (v *visit) messagesPage() error {
	m, err := v.App.MyMessages(v.ctx(), v.actor())
	if err != nil {
		return err
	}
	return v.showMessages(nil, m, v.knownMessages(m.MessageChoices))
}

// knownMessages is the form as the person chose.
func (v *visit) knownMessages(c app.MessageChoices) typed {
	t := known("from", strconv.Itoa(c.From), "to", strconv.Itoa(c.To), "chat_kind", c.ChatKind)
	for _, f := range app.MessageFamilies() {
		t.Set(f, c.Way(f))
	}
	for _, d := range v.workDays(c) {
		t.Add("day", strconv.Itoa(int(d)))
	}
	return t
}

// workDays are the person's, or the organisation's.
func (v *visit) workDays(c app.MessageChoices) []time.Weekday {
	if len(c.Days) > 0 {
		return c.Days
	}
	work := v.world.Org().Calendar.WorkDays
	var days []time.Weekday
	for d := range work {
		if work == ([7]bool{}) && d >= 1 && d <= 5 || work[d] {
			days = append(days, time.Weekday(d))
		}
	}
	return days
}

func (v *visit) showMessages(problem error, m app.MyMessages, t typed) error {
	title := v.T("web.messages.heading")
	head := ui.PageHead(ui.PageHeadProps{
		Title: title, Lead: v.T("web.messages.lead"), CrumbsWord: v.T("web.crumbs"), Crumbs: []ui.Link{{Text: v.T("web.account.heading"), Href: "/account"}},
	})
	parts := []settingsPart{
		{title: v.T("web.messages.part_what"), fields: v.wayFields(t, m)},
		{title: v.T("web.messages.part_when"), hint: v.T("web.messages.hours_hint"), fields: v.hourFields(t)},
		{title: v.T("web.messages.part_chat"), hint: v.T("web.messages.chat_hint"), fields: v.chatFields(t, m)},
	}
	form := settingsView(settingsProps{form: v.form(t, ui.FormProps{Action: "/account/messages"}), parts: parts, save: v.saveButton()})
	return v.showAs(answerTo(problem), page{title: title, path: "/account"}, ui.Group(head, v.messageNotice(m), narrow(form)))
}

// messageNotice says why mails do not come, where they do not.
func (v *visit) messageNotice(m app.MyMessages) templ.Component {
	switch {
	case !m.Mail:
		return ui.Alert(ui.AlertProps{Text: v.T("web.messages.no_mail")})
	case v.me().Email == "":
		return ui.Alert(ui.AlertProps{Text: v.T("web.messages.no_email"), Action: ui.Link{Text: v.T("web.account.heading"), Href: "/account"}})
	case m.Trouble != "":
		why := ""
		if key := "fault." + m.Trouble; v.Has(key) {
			why = v.T(key, "answer", "", "status", "")
		}
		return ui.Alert(ui.AlertProps{Tone: ui.ToneWarn, Text: v.T("web.messages.trouble", "why", why)})
	}
	return ui.Group()
}

func (v *visit) wayFields(t typed, m app.MyMessages) []ui.FieldProps {
	var list []ui.FieldProps
	for _, f := range app.MessageFamilies() {
		p := ui.FieldProps{Name: f, Label: v.T("web.messages.family_" + f), Kind: ui.FieldSelect}
		if key := "web.messages.hint_" + f; v.Has(key) {
			p.Hint = v.T(key)
		}
		for _, w := range app.MessageWays() {
			if w != app.ByChat || m.ChatURL != "" || t.Get("chat_kind") != "" {
				p.Options = append(p.Options, ui.Option{Value: w, Label: v.T("web.messages.way_" + w)})
			}
		}
		list = append(list, t.field(p))
	}
	return list
}

// The hours one may choose, in minutes of the day.
const (
	earliest = 5 * 60
	latest   = 23 * 60
	halfHour = 30
)

func (v *visit) hourFields(t typed) []ui.FieldProps {
	hours := func(name string) ui.FieldProps {
		p := ui.FieldProps{Name: name, Label: v.T("web.messages." + name), Kind: ui.FieldSelect, Narrow: true}
		for m := earliest; m <= latest; m += halfHour {
			p.Options = append(p.Options, ui.Option{Value: strconv.Itoa(m), Label: fmt.Sprintf("%02d:%02d", m/60, m%60)})
		}
		return t.field(p)
	}
	days := ui.FieldProps{Name: "day", Label: v.T("web.messages.days"), Kind: ui.FieldChecks}
	for _, d := range []int{1, 2, 3, 4, 5, 6, 0} {
		days.Options = append(days.Options, ui.Option{Value: strconv.Itoa(d), Label: v.T("weekday." + strconv.Itoa(d))})
	}
	return []ui.FieldProps{hours("from"), hours("to"), t.field(days)}
}

func (v *visit) chatFields(t typed, m app.MyMessages) []ui.FieldProps {
	kinds := ui.FieldProps{Name: "chat_kind", Label: v.T("web.messages.chat_kind"), Kind: ui.FieldSelect, Narrow: true, Options: append([]ui.Option{{Label: v.T("web.messages.chat_none")}}, chatKinds()...)}
	address := ui.FieldProps{Name: "chat_url", Label: v.T("web.messages.chat_url"), Kind: ui.FieldText, Autocomplete: "off", Optional: v.T("web.form.optional")}
	if m.ChatURL != "" {
		if u, err := url.Parse(m.ChatURL); err == nil {
			address.Hint = v.T("web.messages.chat_keep", "host", u.Host)
		}
	}
	return []ui.FieldProps{t.field(kinds), t.field(address)}
}

func chatKinds() []ui.Option {
	return []ui.Option{{Value: "slack", Label: "Slack"}, {Value: "teams", Label: "Microsoft Teams"}}
}

func (v *visit) saveMessages() error {
	if err := v.parse(); err != nil {
		return err
	}
	m, err := v.App.MyMessages(v.ctx(), v.actor())
	if err != nil {
		return err
	}
	c, err := v.readMessages(m.MessageChoices)
	if err == nil {
		err = v.App.SaveMessages(v.ctx(), v.actor(), c)
	}
	if err != nil {
		if !complete(err) {
			return err
		}
		return v.showMessages(err, m, v.retyped(err, append(app.MessageFamilies(), "from", "to", "day", "chat_kind", "chat_url")...))
	}
	v.flash("saved", "")
	return v.redirect("/account/messages")
}

// readMessages reads the form. The address of a chat is never shown again: an empty field keeps the one there is.
func (v *visit) readMessages(old app.MessageChoices) (app.MessageChoices, error) {
	var l fault.List
	c := app.MessageChoices{Ways: map[string]string{}, From: v.whole("from", &l), To: v.whole("to", &l), ChatKind: v.trimmed("chat_kind"), ChatURL: v.trimmed("chat_url")}
	for _, f := range app.MessageFamilies() {
		if c.Ways[f] = v.trimmed(f); c.Ways[f] == "" {
			c.Ways[f] = old.Way(f)
		}
	}
	for _, d := range v.r.PostForm["day"] {
		if n, err := strconv.Atoi(d); err == nil && n >= 0 && n < 7 {
			c.Days = append(c.Days, time.Weekday(n))
		}
	}
	if c.ChatKind == "" {
		c.ChatURL = ""
	} else if c.ChatURL == "" {
		if c.ChatURL = old.ChatURL; c.ChatURL == "" {
			l.Add(fault.Bad("chat_url", "message.hook_address"))
		}
	}
	return c, l.OrNil()
}
