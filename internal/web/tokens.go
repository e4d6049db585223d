package web

import (
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/org"
	"cordee/internal/web/ui"
)

func (v *visit) tokensPage() error { return v.showTokens(nil, known(), "") }

// showTokens lists the tokens; a new one's secret is shown this once.
func (v *visit) showTokens(problem error, t typed, secret string) error {
	all, err := v.App.Tokens(v.ctx(), v.actor())
	if err != nil {
		return err
	}
	title := v.T("web.tokens.heading")
	parts := []templ.Component{ui.PageHead(ui.PageHeadProps{Title: v.T("web.settings.heading"), Lead: v.T("web.tokens.lead")}), v.settingsTabs("tokens")}
	if secret != "" {
		parts = append(parts, narrow(ui.Group(
			ui.Alert(ui.AlertProps{Tone: ui.ToneGood, Title: v.T("web.tokens.created"), Text: v.T("web.tokens.once")}),
			ui.CopyField(ui.CopyFieldProps{ID: "secret", Label: v.T("web.tokens.secret"), Value: secret, Button: v.T("web.copy"), Done: v.T("web.copied")}),
		)))
	}
	parts = append(parts, part(ui.SectionProps{Title: v.T("web.tokens.past")}, v.tokenTable(all)),
		part(ui.SectionProps{Title: v.T("web.tokens.new")}, narrow(v.tokenForm(t))))
	return v.showAs(answerTo(problem), page{title: title, path: "/settings"}, ui.Group(parts...))
}

func (v *visit) tokenForm(t typed) templ.Component {
	scopes := ui.FieldProps{Name: "scope", Label: v.T("web.tokens.scopes"), Kind: ui.FieldChecks}
	for _, s := range org.Scopes {
		scopes.Options = append(scopes.Options, ui.Option{Value: s, Label: v.T("web.tokens.scope_" + strings.ReplaceAll(s, ":", "_")), Hint: s})
	}
	fields := []ui.FieldProps{
		t.field(ui.FieldProps{Name: "name", Label: v.T("web.tokens.name"), Hint: v.T("web.tokens.name_hint"), Required: true}), t.field(scopes),
	}
	return fieldsForm(v.form(t, ui.FormProps{Action: "/settings/tokens"}), fields, ui.ButtonProps{Text: v.T("web.tokens.submit"), Icon: "key", Kind: ui.ButtonPrimary}, ui.Link{})
}

func (v *visit) tokenTable(all []app.AccessToken) templ.Component {
	t := ui.TableProps{
		ID: "tokens", Caption: v.T("web.tokens.past"), HideCaption: true,
		Heads: []ui.Head{{Label: v.T("web.tokens.name")}, {Label: v.T("web.tokens.scopes")}, {Label: v.T("web.tokens.made")}, {Label: v.T("web.tokens.used")}, {Label: v.T("web.tokens.revoke"), Hidden: true}},
		Empty: ui.EmptyProps{Icon: "key", Title: v.T("web.tokens.none"), Sentence: v.T("web.tokens.none_next")},
	}
	for _, x := range all {
		by, _ := v.world.Person(x.CreatedBy)
		used := v.T("web.tokens.never")
		if x.LastUsedAt != 0 {
			used = v.at(x.LastUsedAt)
		}
		last := ui.Cell{Text: v.T("web.tokens.revoked")}
		if x.RevokedAt == 0 {
			last = ui.Cell{Body: ui.Action(ui.ActionProps{Action: "/settings/tokens/" + x.ID.String() + "/revoke", Button: ui.ButtonProps{Text: v.T("web.tokens.revoke"), Small: true}})}
		}
		t.Rows = append(t.Rows, ui.Row{Muted: x.RevokedAt != 0, Cells: []ui.Cell{
			{Text: x.Name}, {Text: strings.Join(x.Scopes, ", ")}, {Text: v.at(x.CreatedAt), Small: by.Name}, {Text: used}, last,
		}})
	}
	return ui.Table(t)
}

// at is an instant kept in microseconds, in the organisation's zone.
func (v *visit) at(micro int64) string {
	return v.Instant(time.UnixMicro(micro).In(v.world.Location()))
}

func (v *visit) createToken() error {
	if err := v.parse(); err != nil {
		return err
	}
	secret, err := v.App.CreateToken(v.ctx(), v.actor(), v.trimmed("name"), v.r.PostForm["scope"])
	if err != nil {
		if !complete(err) {
			return err
		}
		return v.showTokens(err, v.retyped(err, "name", "scope"), "")
	}
	return v.showTokens(nil, known(), secret)
}

func (v *visit) revokeToken() error {
	id, err := v.pathID("token")
	if err != nil {
		return err
	}
	if err := v.App.RevokeToken(v.ctx(), v.actor(), id); err != nil {
		return err
	}
	v.flash("saved", "")
	return v.redirect("/settings/tokens")
}

// journalPage tells in words what was changed, by whom, newest first.
func (v *visit) journalPage() error {
	seq, line, err := journalCursor(v.r.URL.Query().Get("before"))
	if err != nil {
		return err
	}
	p, err := v.App.Journal(v.ctx(), v.actor(), seq, line)
	if err != nil {
		return err
	}
	t := ui.TableProps{
		ID: "journal", Caption: v.T("web.audit.heading"), HideCaption: true, Dense: true,
		Heads: []ui.Head{{Label: v.T("web.access.when")}, {Label: v.T("web.access.who")}, {Label: v.T("web.audit.what")}, {Label: v.T("web.audit.subject")}},
		Empty: ui.EmptyProps{Icon: "list", Title: v.T("web.audit.none")},
	}
	for _, c := range p.Changes {
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: v.at(c.At)}, {Text: v.changedBy(c)}, {Text: v.changeWords(c.Kind)}, v.subjectOf(c, p.Titles)}})
	}
	pager := ui.PagerProps{Label: v.T("web.audit.heading")}
	if p.More {
		last := p.Changes[len(p.Changes)-1]
		pager.Next = ui.Link{Text: v.T("web.audit.older"), Href: "/settings/journal?before=" + strconv.FormatInt(last.Seq, 10) + "-" + strconv.Itoa(last.Line)}
	}
	head := ui.PageHead(ui.PageHeadProps{Title: v.T("web.settings.heading"), Lead: v.T("web.audit.lead")})
	return v.show(page{title: v.T("web.audit.heading"), path: "/settings"}, ui.Group(head, v.settingsTabs("journal"), ui.Table(t), ui.Pager(pager)))
}

// journalCursor reads "seq-line"; an empty one is the newest.
func journalCursor(s string) (seq int64, line int, err error) {
	if s == "" {
		return 0, 0, nil
	}
	a, b, _ := strings.Cut(s, "-")
	seq, errSeq := strconv.ParseInt(a, 10, 64)
	line, errLine := strconv.Atoi(b)
	if errSeq != nil || errLine != nil || seq < 1 || line < 0 {
		return 0, 0, fault.New(fault.NotFound, "web.no_page")
	}
	return seq, line, nil
}

func (v *visit) changedBy(c app.JournalEntry) string {
	switch c.ActorKind {
	case org.ByToken:
		return v.T("web.audit.by_token")
	case org.BySystem:
		return v.T("web.audit.by_system")
	}
	p, _ := v.world.Person(c.Actor)
	return orSomeone(p.Name, v.T("web.someone_gone"))
}

// changeWords is a kind of change as people say it.
func (v *visit) changeWords(kind string) string {
	if key := "web.audit.kind_" + strings.ReplaceAll(kind, ".", "_"); v.Has(key) {
		return v.T(key)
	}
	return kind
}

// subjectOf leads to what was changed.
func (v *visit) subjectOf(c app.JournalEntry, titles map[org.ID]string) ui.Cell {
	switch c.SubjectKind {
	case "person":
		if p, ok := v.world.Person(c.Subject); ok && !p.Erased {
			return ui.Cell{Text: p.Name, Href: personPath(p.ID)}
		}
	case "team":
		if t, ok := v.world.Team(c.Subject); ok {
			return ui.Cell{Text: t.Name, Href: teamPath(t.ID)}
		}
	case "goal":
		if title := titles[c.Subject]; title != "" {
			return ui.Cell{Text: title, Href: goalPath(c.Subject)}
		}
		return ui.Cell{Text: v.T("web.audit.goal")}
	case "metric":
		if m, ok := v.world.Metric(c.Subject); ok {
			return ui.Cell{Text: m.Name}
		}
	}
	return ui.Cell{}
}
