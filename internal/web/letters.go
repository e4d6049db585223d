package web

import (
	"slices"
	"strings"

	"github.com/a-h/templ"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/goal"
	"cordee/internal/i18n"
	"cordee/internal/letter"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/route"
	"cordee/internal/web/ui"
)

func (s *Server) letterRoutes(g *route.Registry) {
	s.get(g, "/letters", org.ReadOrg, "", (*visit).lettersPage)
	s.get(g, "/people/{person}/letters/new", org.ReadPersonPrivate, org.APerson, (*visit).newLetter)
	s.post(g, "/people/{person}/letters", org.ReadPersonPrivate, org.APerson, (*visit).issueLetter)
	s.get(g, "/people/{person}/letters/{letter}", org.ReadPersonPrivate, org.APerson, (*visit).letterPage)
	s.get(g, "/people/{person}/letters/{letter}/pdf", org.ReadPersonPrivate, org.APerson, (*visit).letterPDF)
	s.get(g, "/people/{person}/letters/{letter}/realism", org.ReadPersonPrivate, org.APerson, (*visit).realismPDF)
	s.post(g, "/people/{person}/letters/{letter}/answer", org.EditSelf, org.APerson, (*visit).answerLetter)
	s.post(g, "/people/{person}/letters/{letter}/sign", org.ReadPersonPrivate, org.APerson, (*visit).signLetter)
	s.post(g, "/people/{person}/letters/{letter}/hand", org.ReadPersonPrivate, org.APerson, (*visit).handLetter)
}

func letterPath(person, id org.ID) string { return personPath(person) + "/letters/" + id.String() }

// lettersPage is one's own letters, and what those one gives letters to may need.
func (v *visit) lettersPage() error {
	own, err := v.App.Letters(v.ctx(), v.actor(), v.me().ID)
	if err != nil {
		return err
	}
	todo, err := v.letterReminders()
	if err != nil {
		return err
	}
	title, mine := v.T("web.letter.heading"), v.letterList(own, v.me().ID)
	mine.title = v.T("web.letter.mine")
	content := ui.Group(ui.PageHead(ui.PageHeadProps{Title: title, Lead: v.T("web.letter.lead")}), todo, letterList(mine))
	return v.show(page{title: title, path: "/letters"}, content)
}

// lettersProps is a list of letters, with a way to give another.
type lettersProps struct {
	title, lead string
	table       ui.TableProps
	empty       ui.EmptyProps
	issue       ui.Link
}

func (v *visit) letterList(list []app.LetterView, person org.ID) lettersProps {
	p := lettersProps{
		title: v.T("web.letter.list"), empty: ui.EmptyProps{Icon: "flag", Title: v.T("web.letter.none"), Sentence: v.T("web.letter.none_next")},
		table: ui.TableProps{ID: "letters-table", Caption: v.T("web.letter.list"), HideCaption: true, Heads: []ui.Head{
			{Label: v.T("web.letter.period")}, {Label: v.T("web.letter.version")}, {Label: v.T("web.letter.issued")}, {Label: v.T("web.letter.opened")}, {Label: v.T("web.letter.state")},
		}},
	}
	if v.mayIssue(person) {
		p.issue = ui.Link{Text: v.T("web.letter.give"), Href: personPath(person) + "/letters/new"}
	}
	for _, x := range list {
		p.table.Rows = append(p.table.Rows, ui.Row{ID: "letter-" + x.Row.ID.String(), Muted: x.Superseded(), Cells: []ui.Cell{
			{Text: v.letterPeriod(x), Href: letterPath(x.Row.Person, x.Row.ID)}, {Text: itoa(x.Row.Version)}, {Text: v.Date(v.dayOf(x.Stamps.Published))},
			{Text: v.stampDay(x.Stamps.Opened)}, {Body: ui.Tag(v.letterTag(x))},
		}})
	}
	return p
}

// mayIssue tells whether to offer giving a letter; app decides.
func (v *visit) mayIssue(person org.ID) bool {
	return person != v.me().ID && (v.me().Role == org.HR || v.may(org.EditGoal, org.Object{Kind: org.AGoal, Owner: org.PersonOwner(person), Paid: true}))
}

func (v *visit) dayOf(s letter.Stamp) period.Date { return period.Today(s.At, v.world.Location()) }

func (v *visit) stampDay(s letter.Stamp) string {
	if !s.Set() {
		return v.T("web.letter.not_yet")
	}
	return v.Date(v.dayOf(s))
}

func (v *visit) letterPeriod(x app.LetterView) string {
	if name := x.Terms.PeriodName.In(v.Lang()); name != "" {
		return name
	}
	return v.Span(x.Span)
}

// letterTag is where a letter stands, in one word. Silence is neither consent nor refusal.
func (v *visit) letterTag(x app.LetterView) ui.TagProps {
	tag := func(key string, tone ui.Tone) ui.TagProps {
		return ui.TagProps{Text: v.T("web.letter.state_" + key), Tone: tone}
	}
	switch {
	case x.Superseded():
		return tag("superseded", ui.ToneNone)
	case x.Stamps.Answer == letter.Disputed:
		return tag("disputed", ui.TonePlum)
	case x.Terms.Mode == goal.Contractual && !x.Holds():
		return tag("to_sign", ui.ToneWarn)
	case x.Terms.Mode == goal.Contractual:
		return tag("signed", ui.ToneGood)
	case x.Stamps.Answer == letter.Accepted:
		return tag("accepted", ui.ToneGood)
	case x.Stamps.Acknowledged.Set():
		return tag("acknowledged", ui.ToneGood)
	case x.Stamps.Opened.Set():
		return tag("opened", ui.ToneInfo)
	}
	return tag("unopened", ui.ToneNone)
}

// personLetters is the part of somebody's page about their letters, for those who may see it.
func (v *visit) personLetters(person org.ID) (templ.Component, error) {
	list, err := v.App.Letters(v.ctx(), v.actor(), person)
	if err != nil {
		return nil, err
	}
	return letterList(v.letterList(list, person)), nil
}

// keptLetters says, before somebody is erased, that their letters stay: they are evidence for both sides (LAW F16).
func (v *visit) keptLetters(person org.ID) (templ.Component, error) {
	list, err := v.App.Letters(v.ctx(), v.actor(), person)
	if err != nil || len(list) == 0 {
		return templ.NopComponent, err
	}
	return ui.Alert(ui.AlertProps{Tone: ui.ToneInfo, Text: v.T("web.letter.kept", "n", len(list))}), nil
}

// myLetterNotice tells at the top of one's first screen of a letter not opened, or not taken note of yet; nothing otherwise.
func (v *visit) myLetterNotice() templ.Component {
	list, err := v.App.MyLetters(v.ctx(), v.actor())
	if err != nil || len(list) == 0 {
		return templ.NopComponent
	}
	x, key := list[0], "web.letter.notice_new"
	if x.Opened {
		key = "web.letter.notice_opened"
	}
	alert := ui.AlertProps{
		Tone: ui.ToneInfo, Title: v.T(key, "span", x.Span), Text: v.T("web.letter.notice_text", "on", x.IssuedOn),
		Action: ui.Link{Text: v.T("web.letter.read"), Href: letterPath(v.me().ID, x.ID)},
	}
	return letterNotice(alert)
}

// goalLetterLink leads from a paid objective to the letter that tells of it; nothing for other readers and other objectives.
func (v *visit) goalLetterLink(g goal.Goal) []templ.Component {
	if !g.Paid || g.Owner.Kind != org.OwnerPerson || g.Span().Empty() {
		return nil
	}
	if g.Owner.ID == v.me().ID {
		return []templ.Component{ui.LinkButton(ui.ButtonProps{Text: v.T("web.letter.mine"), Icon: "flag", Href: "/letters"})}
	}
	if !v.mayIssue(g.Owner.ID) {
		return nil
	}
	href := personPath(g.Owner.ID) + "/letters/new?period=" + spanValue(g.Span())
	return []templ.Component{ui.LinkButton(ui.ButtonProps{Text: v.T("web.letter.give"), Icon: "flag", Href: href})}
}

// letterReminders are what those one gives letters to may need, as a part of a page; nothing when there is nothing.
func (v *visit) letterReminders() (templ.Component, error) {
	list, err := v.App.LetterReminders(v.ctx(), v.actor())
	if err != nil || len(list) == 0 {
		return templ.NopComponent, err
	}
	p := remindersProps{title: v.T("web.letter.reminders"), lead: v.T("web.letter.reminders_lead")}
	for i, m := range list {
		if i == maxReminders {
			p.more = v.T("web.letter.reminders_more", "n", len(list)-maxReminders)
			break
		}
		d, button := v.letterReminder(i, m)
		p.list = append(p.list, reminderProps{d, button})
	}
	return letterReminderList(p), nil
}

// letterReminder is one thing to think of, and where it is done.
func (v *visit) letterReminder(i int, m app.LetterReminder) (ui.DecisionProps, ui.ButtonProps) {
	d := ui.DecisionProps{ID: "letter-reminder-" + itoa(i), Sentence: v.T("web.letter.remind_"+m.What, "name", m.Person.Name, "n", m.Days, "title", m.Title), When: v.Span(m.Span)}
	switch m.What {
	case app.LetterToIssue:
		d.Href = personPath(m.Person.ID) + "/letters/new?period=" + spanValue(m.Span)
	case app.LetterUnpublished:
		d.Href = goalPath(m.Goal)
	case app.LetterUnopened:
		d.Href = letterPath(m.Person.ID, m.Letter) + "#hand"
	}
	return d, ui.ButtonProps{Text: v.T("web.letter.do_" + m.What), Href: d.Href, Small: true}
}

// lettersOfMine are the reminders on one's own team's page, and nothing on another's.
func (v *visit) lettersOfMine(at string) (templ.Component, error) {
	if at == "" {
		return templ.NopComponent, nil
	}
	return v.letterReminders()
}

// maxReminders keeps the list short.
const maxReminders = 8

type remindersProps struct {
	title, lead, more string
	list              []reminderProps
}

type reminderProps struct {
	ui.DecisionProps
	button ui.ButtonProps
}

// theLetter is the letter in the address, which names its person too.
func (v *visit) theLetter() (app.LetterView, error) {
	id, err := v.pathID("letter")
	if err != nil {
		return app.LetterView{}, err
	}
	person, err := v.pathID(org.APerson)
	if err != nil {
		return app.LetterView{}, err
	}
	x, err := v.App.Letter(v.ctx(), v.actor(), id)
	if err == nil && x.Row.Person != person {
		err = fault.New(fault.NotFound, "not_found", "what", "letter")
	}
	if err != nil {
		return x, err
	}
	if x.Mine && x.Row.Opened == 0 && v.r.Method == "GET" {
		if err := v.App.OpenLetter(v.ctx(), v.actor(), id); err != nil {
			return x, err
		}
		return v.App.Letter(v.ctx(), v.actor(), id)
	}
	return x, nil
}

// letterPDF is the letter as it was issued, with what has happened to it since: French first under French rules.
func (v *visit) letterPDF() error {
	x, err := v.theLetter()
	if err != nil {
		return err
	}
	file, err := letter.Draw(letter.Letter{Terms: x.Terms, Stamps: x.Stamps}, v.documentLang())
	if err != nil {
		return err
	}
	return v.document("letter", x, file)
}

// realismPDF is what was known when the objectives were published.
func (v *visit) realismPDF() error {
	x, err := v.theLetter()
	if err != nil {
		return err
	}
	r, err := v.App.Realism(v.ctx(), v.actor(), x.Row.ID)
	if err != nil {
		return err
	}
	file, err := letter.DrawRealism(r, v.documentLang())
	if err != nil {
		return err
	}
	return v.document("realism", x, file)
}

func (v *visit) documentLang() i18n.Lang {
	if lang := v.r.URL.Query().Get("lang"); lang == "fr" || lang == "en" {
		return i18n.Lang(lang)
	}
	return v.Lang()
}

// document sends a file under a name of plain letters.
func (v *visit) document(what string, x app.LetterView, file []byte) error {
	name := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-' {
			return r
		}
		return -1
	}, strings.ReplaceAll(app.Fold(v.T("web.letter.file_"+what)+"-"+x.Terms.Number), " ", "-"))
	v.attachment(name+"-v"+itoa(x.Row.Version)+".pdf", "application/pdf")
	_, err := v.w.Write(file)
	return err
}

// answerLetter keeps what the person says to their letter.
func (v *visit) answerLetter() error {
	return v.onLetter(func(x app.LetterView) error {
		return v.App.AnswerLetter(v.ctx(), v.actor(), x.Row.ID, v.trimmed("reply"), v.trimmed("text"))
	}, "text")
}

func (v *visit) signLetter() error {
	return v.onLetter(func(x app.LetterView) error { return v.App.SignLetter(v.ctx(), v.actor(), x.Row.ID) })
}

func (v *visit) handLetter() error {
	return v.onLetter(func(x app.LetterView) error {
		var l fault.List
		on := v.date("on", &l)
		if err := l.OrNil(); err != nil {
			return err
		}
		return v.App.HandOver(v.ctx(), v.actor(), x.Row.ID, on)
	}, "on")
}

// onLetter does something about the letter in the address, and comes back to it.
func (v *visit) onLetter(do func(app.LetterView) error, fields ...string) error {
	if err := v.parse(); err != nil {
		return err
	}
	x, err := v.theLetter()
	if err != nil {
		return err
	}
	if err = do(x); err == nil {
		v.flash("saved", "")
		return v.redirect(letterPath(x.Row.Person, x.Row.ID))
	}
	if !complete(err) || slices.Contains([]fault.Kind{fault.Forbidden, fault.NotFound}, fault.KindOf(err)) {
		return err
	}
	return v.showLetter(x, err, v.retyped(err, fields...))
}
