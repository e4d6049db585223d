package web

import (
	"net/http"
	"time"

	"cordee/internal/app"
	"cordee/internal/i18n"
	"cordee/internal/org"
	"cordee/internal/route"
	"cordee/internal/web/ui"
)

func (s *Server) newsRoutes(g *route.Registry) {
	s.get(g, "/news", org.ReadOrg, "", (*visit).newsPage)
	s.get(g, "/account/messages", org.EditSelf, "", (*visit).messagesPage)
	s.post(g, "/account/messages", org.EditSelf, "", (*visit).saveMessages)
	s.open(g, http.MethodGet, "/unsubscribe/{secret}", (*visit).wayOutPage)
	s.open(g, http.MethodPost, "/unsubscribe/{secret}", (*visit).takeWayOut)
	s.get(g, "/settings/messages", org.ManageOrg, "", (*visit).hooksPage)
	s.post(g, "/settings/messages/try", org.ManageOrg, "", (*visit).tryMail)
	s.post(g, "/settings/messages/hooks", org.ManageOrg, "", (*visit).addHook)
	s.post(g, "/settings/messages/hooks/{hook}/try", org.ManageOrg, "hook", (*visit).tryHook)
	s.post(g, "/settings/messages/hooks/{hook}/drop", org.ManageOrg, "hook", (*visit).dropHook)
}

// newsIcons are what stands beside each kind of message.
var newsIcons = map[string]string{
	app.TellWeek: "calendar", app.TellRecap: "chart", app.TellProposal: "chat", app.TellStart: "flag", app.TellClosing: "clock", app.TellAgreed: "check",
	app.TellReached: "mountain", app.TellThanks: "heart", app.TellHelp: "chat", app.TellHelpYes: "check", app.TellHelpNo: "chat",
}

// newsPage lists what the reader was told lately. To have it before one's eyes is to have looked at it.
func (v *visit) newsPage() error {
	list, err := v.App.NewsList(v.ctx(), v.actor())
	if err != nil {
		return err
	}
	story := ui.TimelineProps{
		ID: "news", Label: v.T("web.news.list"),
		Empty: ui.EmptyProps{Icon: "bell", Title: v.T("web.news.empty"), Sentence: v.T("web.news.empty_next")},
	}
	for _, n := range list {
		story.Moments = append(story.Moments, v.moment(n))
	}
	unread, err := v.App.Unread(v.ctx(), v.actor())
	if err == nil && unread > 0 {
		err = v.App.ReadNews(v.ctx(), v.actor())
	}
	if err != nil {
		return err
	}
	title := v.T("web.news.title")
	head := ui.PageHead(ui.PageHeadProps{
		Title: title, Lead: v.T("web.news.lead"),
		Actions: ui.LinkButton(ui.ButtonProps{Text: v.T("web.news.choose"), Href: "/account/messages", Icon: "settings", Kind: ui.ButtonQuiet}),
	})
	return v.show(page{title: title, path: "/news"}, ui.Group(head, narrow(ui.Timeline(story))))
}

func (v *visit) moment(n app.News) ui.Moment {
	if n.By == "" {
		n.By = v.T("news.someone")
	}
	at := n.At.In(v.world.Location())
	_, path := n.Next()
	m := ui.Moment{
		ID: "news-" + n.ID.String(), Icon: newsIcons[n.Kind], When: v.Instant(at), At: at.Format(time.RFC3339), Text: v.sentence(n.Title()), Href: path,
		Body: newsLines(v.newsLines(n)),
	}
	if n.New {
		m.Body = ui.Group(ui.Tag(ui.TagProps{Text: v.T("web.news.new"), Tone: ui.ToneInfo}), m.Body)
	}
	if n.Kind == app.TellReached {
		m.Tone = ui.ToneGood
	}
	return m
}

// newsLines are the sentences of a message, with where their objectives stand.
func (v *visit) newsLines(n app.News) []string {
	var lines []string
	for _, l := range n.Lines() {
		text := v.sentence(l.Sentence)
		if now, ok := l.Stands(); ok && (n.Kind == app.TellWeek || n.Kind == app.TellClosing) {
			text += " · " + v.T("web.news.now", "standing", v.sentence(now))
		}
		lines = append(lines, text)
	}
	return lines
}

func (v *visit) sentence(s app.Sentence) string { return v.T(s.Key, s.Args...) }

// bell is how many messages wait to be read, for the bar of every page.
func (v *visit) bell(at string) ui.NavItem {
	b := ui.NavItem{Label: v.T("web.news.title"), Href: "/news", Icon: "bell", Current: at == "/news"}
	n, err := v.App.Unread(v.ctx(), v.actor())
	if err == nil && n > 0 { // a page never fails for its bell
		b.Label, b.Badge = v.T("web.news.bell", "n", n), v.T("web.news.count", "n", n)
	}
	return b
}

// wayOutPage asks before it stops mails: programs that look at links in mails must not stop anything by looking.
func (v *visit) wayOutPage() error {
	out, err := v.wayOut(v.App.WayOut(v.ctx(), v.r.PathValue("secret")))
	if err != nil {
		return err
	}
	if !out.Mail {
		return v.outside(out)
	}
	form := fieldsForm(v.form(known(), ui.FormProps{Action: v.r.URL.Path, Plain: true}), nil, ui.ButtonProps{Text: v.T("web.out.button"), Kind: ui.ButtonPrimary}, ui.Link{})
	lead := v.T("web.out.lead", "name", out.Person.Name, "org", out.World.Org().Name)
	return v.small(http.StatusOK, "out", ui.AuthProps{OrgName: out.World.Org().Name, Heading: v.T("web.out.title"), Lead: lead}, form)
}

// takeWayOut stops mails: from the page, or by the one click of a mail program (RFC 8058), which brings no cookie and wants no answer but
// a good one.
func (v *visit) takeWayOut() error {
	out, err := v.wayOut(v.App.Unsubscribe(v.ctx(), v.r.PathValue("secret")))
	if err != nil {
		return err
	}
	return v.outside(out)
}

// wayOut speaks to the person in the language of their organisation.
func (v *visit) wayOut(out app.WayOut, err error) (app.WayOut, error) {
	if err == nil && v.world == nil {
		o := out.World.Org()
		v.Printer = i18n.Addressing(v.language(o.Locale), o.Tutoie)
	}
	return out, err
}

func (v *visit) outside(out app.WayOut) error {
	lead := v.T("web.out.done_lead", "org", out.World.Org().Name)
	return v.small(http.StatusOK, "out", ui.AuthProps{OrgName: out.World.Org().Name, Title: v.T("web.out.title"), Heading: v.T("web.out.done"), Lead: lead},
		ui.LinkButton(ui.ButtonProps{Text: v.T("web.out.sign_in"), Href: "/"}))
}
