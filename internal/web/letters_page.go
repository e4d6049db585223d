package web

import (
	"cordee/internal/app"
	"cordee/internal/goal"
	"cordee/internal/i18n"
	"cordee/internal/letter"
	"cordee/internal/measure"
	"cordee/internal/web/ui"
)

// letterProps is the page of one letter: what it says in short, what has happened to it, and what the reader may do.
type letterProps struct {
	head       ui.PageHeadProps
	alerts     []ui.AlertProps
	objectives []letterGoal
	facts      []factProps
	factsTitle string
	hash       string
	hashLabel  string
	hashHint   string
	answer     *letterAnswer
	sign       ui.ActionProps
	signLead   string
	hand       *letterHand
	downloads  []ui.ButtonProps
	words      letterWords
}

type letterWords struct{ objectives, answer, answerLead, hand, handLead, sign, documents string }

// letterGoal is one objective of the letter, in short.
type letterGoal struct {
	card  ui.CardProps
	why   string
	tag   ui.TagProps
	facts []factProps
}

type letterAnswer struct {
	acknowledge    ui.ActionProps
	acknowledged   string
	said           string
	form           ui.FormProps
	text           ui.FieldProps
	accept, object ui.ButtonProps
}

type letterHand struct {
	form   ui.FormProps
	on     ui.FieldProps
	button ui.ButtonProps
	given  string
}

func (v *visit) letterPage() error {
	x, err := v.theLetter()
	if err != nil {
		return err
	}
	return v.showLetter(x, nil, known())
}

func (v *visit) showLetter(x app.LetterView, problem error, t typed) error {
	title := v.T("web.letter.title", "period", v.letterPeriod(x))
	path := letterPath(x.Row.Person, x.Row.ID)
	p := letterProps{
		head: ui.PageHeadProps{Title: title, CrumbsWord: v.T("web.crumbs"), Tag: v.letterTag(x), Meta: []string{
			x.Terms.Person.Name, v.Span(x.Span), v.T("letter.number_version", "number", x.Terms.Number, "version", x.Row.Version),
		}, Crumbs: []ui.Link{{Text: v.T("web.people.heading"), Href: "/people"}, {Text: x.PersonName, Href: personPath(x.Row.Person)}}},
		hash: x.Row.Hash, hashLabel: v.T("letter.hash"), hashHint: v.T("web.letter.hash_hint"),
		words: letterWords{
			objectives: v.T("web.letter.objectives"), answer: v.T("web.letter.answer"), answerLead: v.T("web.letter.answer_lead"), hand: v.T("web.letter.hand"),
			handLead: v.T("web.letter.hand_lead"), sign: v.T("web.letter.sign"), documents: v.T("web.letter.documents"),
		},
		factsTitle: v.T("letter.history"),
	}
	if x.Mine {
		p.head.Crumbs = []ui.Link{{Text: v.T("web.letter.heading"), Href: "/letters"}}
	}
	p.alerts = v.letterAlerts(x)
	for i, o := range x.Terms.Objectives {
		p.objectives = append(p.objectives, v.letterGoal(x.Terms, o, i))
	}
	p.facts = v.letterFacts(x)
	p.downloads = v.letterDownloads(x, path)
	if x.Mine && !x.Superseded() {
		p.answer = v.letterAnswer(x, path, t)
	}
	if x.MayIssue && !x.Superseded() {
		p.hand = v.letterHand(x, path, t)
		if x.Terms.Mode == goal.Contractual && !x.Stamps.SignedAt.Set() {
			p.sign = ui.ActionProps{Action: path + "/sign", Button: ui.ButtonProps{Text: v.T("web.letter.sign_button"), Icon: "pen", Kind: ui.ButtonPrimary}}
			p.signLead = v.T("web.letter.sign_lead")
		}
	}
	return v.showAs(answerTo(problem), page{title: title, path: "/letters"}, letterBody(p))
}

// letterAlerts are what to know first. What the law says of a late letter is told only where pay hangs on it.
func (v *visit) letterAlerts(x app.LetterView) (list []ui.AlertProps) {
	if x.Superseded() {
		list = append(list, ui.AlertProps{Tone: ui.ToneWarn, Title: v.T("web.letter.superseded", "version", x.Latest), Action: ui.Link{Text: v.T("web.letter.see_all"), Href: personPath(x.Row.Person) + "#letters"}})
	}
	if l := x.Terms.Late; l != nil && x.Terms.Paid() {
		list = append(list, v.lateAlert(*l))
	}
	if x.Terms.Mode == goal.Contractual {
		key := "web.letter.waits_both"
		if x.Holds() {
			key = "web.letter.holds"
		}
		list = append(list, ui.AlertProps{Tone: ui.ToneInfo, Title: v.T(key)})
	}
	return list
}

func (v *visit) lateAlert(l letter.Late) ui.AlertProps {
	payroll := "letter.late_payroll"
	if l.PayrollWarned {
		payroll = "letter.late_payroll_warned"
	}
	text := v.T("letter.late_by", "n", l.Days)
	if reason := l.Reason.In(v.Lang()); reason != "" {
		text += " " + v.T("web.letter.late_reason", "reason", reason)
	}
	return ui.AlertProps{Tone: ui.ToneWarn, Title: v.T("letter.late"), Text: text + " " + v.T(payroll)}
}

func (v *visit) letterGoal(t letter.Terms, o letter.Objective, i int) letterGoal {
	g := letterGoal{card: ui.CardProps{ID: "objective-" + itoa(i+1), Title: o.Title.In(v.Lang())}, why: o.Why.In(v.Lang())}
	g.tag = ui.TagProps{Text: v.T("letter.unpaid")}
	if o.Paid {
		g.tag = ui.TagProps{Text: v.T("letter.paid"), Tone: ui.ToneInfo}
	}
	add := func(key, value string) {
		if value != "" {
			g.facts = append(g.facts, factProps{label: v.T(key), value: value})
		}
	}
	amount := func(key string, m measure.Maybe) {
		if m.OK {
			add(key, v.Value(m.Amount, o.Metric.Unit))
		}
	}
	amount("letter.target", o.Target)
	amount("letter.floor", o.Floor)
	amount("letter.stretch", o.Stretch)
	amount("letter.baseline", o.Baseline)
	add("letter.metric", o.Metric.Name.In(v.Lang()))
	if o.Span != t.Period {
		add("letter.own_period", v.Span(o.Span))
	}
	return g
}

// letterFacts are what has happened to the letter, and what has not yet.
func (v *visit) letterFacts(x app.LetterView) []factProps {
	moment := func(key string, s letter.Stamp) factProps {
		if !s.Set() {
			return factProps{label: v.T(key), value: v.T("web.letter.not_yet")}
		}
		return factProps{label: v.T(key), value: v.Instant(s.At)}
	}
	facts := []factProps{moment("letter.issued", x.Terms.Issued), moment("letter.delivered", x.Stamps.Delivered)}
	if x.Stamps.ByHand {
		facts = append(facts, factProps{label: v.T("web.letter.handed"), value: v.Date(x.HandedOn)})
	}
	facts = append(facts, moment("letter.opened", x.Stamps.Opened), moment("letter.acknowledged", x.Stamps.Acknowledged))
	said := "silent"
	if x.Stamps.Answer != letter.Silent {
		said = string(x.Stamps.Answer)
	}
	facts = append(facts, factProps{label: v.T("letter.answer"), value: v.T("letter.answer." + said)})
	if x.Stamps.Comment != "" {
		facts = append(facts, factProps{label: v.T("web.letter.words"), value: v.T("letter.quoted", "text", x.Stamps.Comment)})
	}
	if x.Terms.Mode == goal.Contractual {
		facts = append(facts, moment("letter.signed_employer", x.Stamps.SignedAt))
	}
	return facts
}

func (v *visit) letterDownloads(x app.LetterView, path string) []ui.ButtonProps {
	button := func(key, href string) ui.ButtonProps {
		return ui.ButtonProps{Text: v.T("web.letter." + key), Href: path + href, Icon: "download", Plain: true}
	}
	list := []ui.ButtonProps{button("pdf_fr", "/pdf?lang=fr"), button("pdf_en", "/pdf?lang=en")}
	if x.HasRealism {
		list = append(list, button("pdf_realism", "/realism?lang="+string(v.Lang())))
	}
	if v.Lang() == i18n.EN {
		list[0], list[1] = list[1], list[0]
	}
	return list
}

// letterAnswer: having read is one button, agreeing or not another, and neither is waited for.
func (v *visit) letterAnswer(x app.LetterView, path string, t typed) *letterAnswer {
	a := &letterAnswer{
		form: v.form(t, ui.FormProps{Action: path + "/answer"}), text: t.field(ui.FieldProps{Name: "text", Label: v.T("web.letter.text"), Kind: ui.FieldArea, Rows: 3, Optional: v.T("web.optional")}),
		accept: ui.ButtonProps{Text: v.T("web.letter.accept"), Icon: "check", Name: "reply", Value: app.LetterAccepted},
		object: ui.ButtonProps{Text: v.T("web.letter.dispute"), Icon: "chat", Name: "reply", Value: app.LetterDisputed},
	}
	if x.Stamps.Acknowledged.Set() {
		a.acknowledged = v.T("web.letter.acknowledged_on", "on", v.dayOf(x.Stamps.Acknowledged))
	} else {
		a.acknowledge = ui.ActionProps{Action: path + "/answer", Hidden: []ui.Hidden{{Name: "reply", Value: app.LetterAcknowledged}},
			Button: ui.ButtonProps{Text: v.T("web.letter.acknowledge"), Icon: "eye", Kind: ui.ButtonPrimary}}
	}
	if x.Stamps.Answered.Set() {
		a.said = v.T("web.letter.said_"+string(x.Stamps.Answer), "on", v.dayOf(x.Stamps.Answered))
	}
	return a
}

// letterHand is the record of a paper copy, for whoever gives letters.
func (v *visit) letterHand(x app.LetterView, path string, t typed) *letterHand {
	if t.Get("on") == "" {
		t.Set("on", v.today.String())
	}
	h := &letterHand{
		form: v.form(t, ui.FormProps{Action: path + "/hand"}), on: t.field(ui.FieldProps{Name: "on", Label: v.T("web.letter.hand_on"), Kind: ui.FieldDate, Narrow: true}),
		button: ui.ButtonProps{Text: v.T("web.letter.hand_button")},
	}
	if x.Stamps.ByHand {
		h.given = v.T("web.letter.hand_given", "on", x.HandedOn)
	}
	return h
}
