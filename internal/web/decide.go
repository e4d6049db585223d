package web

import (
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"cordee/internal/app"
	"cordee/internal/chart"
	"cordee/internal/fault"
	"cordee/internal/goal"
	"cordee/internal/i18n"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/plan"
	"cordee/internal/route"
	"cordee/internal/web/ui"
)

func (s *Server) decideRoutes(g *route.Registry) {
	s.get(g, "/decide", org.ReadOrg, "", (*visit).decide)
	s.post(g, "/decide/close", org.EditGoal, "", (*visit).closePeriods)
	s.get(g, "/people/{person}/pack", org.EditGoal, org.APerson, (*visit).packPage)
	s.post(g, "/people/{person}/pack", org.EditGoal, org.APerson, (*visit).sendPack)
	s.post(g, "/goals/{goal}/next", org.ProposeGoal, "goal", (*visit).takeNext)
	s.post(g, "/goals/{goal}/later", org.ReadGoal, "goal", (*visit).leaveNext)
	s.templateRoutes(g)
}

// say is a sentence of the plan in the reader's words, and sayForAll in those of the organisation, for what is kept.
func (v *visit) say(n plan.Note, unit string) string { return v.T(n.Code, n.In(unit)...) }

func (v *visit) sayForAll(n plan.Note, unit string) string {
	o := v.world.Org()
	return i18n.Addressing(i18n.Match(o.Locale, i18n.FR), o.Tutoie).T(n.Code, n.In(unit)...)
}

// decideProps is the page of what waits for the reader's word.
type decideProps struct {
	head   ui.PageHeadProps
	cards  []decisionCard
	empty  ui.EmptyProps
	more   string
	salute *saluteProps
	weeks  string
	trend  chart.Spark
}

// decisionCard is one thing to decide and the buttons that settle it.
type decisionCard struct {
	ui.DecisionProps
	actions templ.Component
	among   []decisionCard // the single ones that this one stands for
	rest    string         // how many more there are than those shown at first
}

// shownAmong is how many of one kind are shown at first.
const shownAmong = 6

func (v *visit) decide() error {
	v.attend()
	d, err := v.App.Decide(v.ctx(), v.actor(), v.say)
	if err != nil {
		return err
	}
	p := decideProps{
		head:  ui.PageHeadProps{Title: v.T("decide.title"), Lead: v.T("decide.lead"), AsOf: v.asOf()},
		empty: ui.EmptyProps{Icon: "check", Title: v.T("decide.empty"), Sentence: v.T("decide.empty_next")},
	}
	p.cards = v.decisionCards(d)
	if d.More > 0 {
		p.more = v.T("decide.more", "n", d.More)
	}
	letters, err := v.App.LetterReminders(v.ctx(), v.actor())
	if err != nil {
		return err
	}
	p.cards = append(p.cards, v.letterCards(letters)...)
	p.salute, p.weeks, p.trend = v.saluteCard(d), v.weeksAsked(d.Weeks), trendOf(v.T("decide.weeks_title"), d.Weeks)
	return v.show(page{title: p.head.Title, path: "/decide"}, decideBody(p))
}

// decisionCards are the things to decide, what concerns people first; those of one kind stand together.
func (v *visit) decisionCards(d app.Decisions) (cards []decisionCard) {
	add := func(kind string, list []decisionCard) {
		if len(list) > 1 {
			list = []decisionCard{v.together(kind, list)}
		}
		cards = append(cards, list...)
	}
	add("floating", each(d.Floating, v.floatingCard))
	add("awaiting", each(d.Awaiting, func(s app.Standing) decisionCard { return v.awaitingCard(s, d.Spoke[s.ID]) }))
	add("look", each(d.Looks, v.lookCard))
	add("gapped", each(d.Gapped, v.gappedCard))
	add("due", each(d.Due, v.dueCard))
	add("set", each(d.Sets, v.setCard))
	add("short", each(d.Short, v.shortCard))
	add("over", v.overCards(d.Over))
	return cards
}

func each[T any](list []T, card func(T) decisionCard) (cards []decisionCard) {
	for _, x := range list {
		cards = append(cards, card(x))
	}
	return cards
}

// letterCards are the letters to think of before a period begins, as one card.
func (v *visit) letterCards(list []app.LetterReminder) []decisionCard {
	var rows []decisionCard
	for i, m := range list {
		d, button := v.letterReminder(i, m)
		rows = append(rows, decisionCard{DecisionProps: d, actions: ui.LinkButton(button)})
	}
	if len(rows) < 2 {
		return rows
	}
	return []decisionCard{v.together("letter", rows)}
}

// together is one card for several things of one kind, each with its own buttons.
func (v *visit) together(kind string, list []decisionCard) decisionCard {
	c := v.card(kind, 0, "", v.T("decide.many."+kind, "n", len(list)), "", "", list[0].Tag.Tone)
	c.ID, c.actions = "decide-"+kind, nil
	return v.holding(c, list)
}

// holding is a card with others in it.
func (v *visit) holding(c decisionCard, list []decisionCard) decisionCard {
	c.among, c.rest = list, v.T("decide.rest", "n", max(len(list)-shownAmong, 0))
	return c
}

func (v *visit) card(kind string, id org.ID, who, sentence, detail, href string, tone ui.Tone, actions ...templ.Component) decisionCard {
	return decisionCard{
		DecisionProps: ui.DecisionProps{
			ID: kind + "-" + id.String(), Sentence: sentence, Detail: detail, Who: who, Href: href, Tag: ui.TagProps{Text: v.T("decide." + kind), Tone: tone},
		},
		actions: ui.Group(actions...),
	}
}

// floatingCard is somebody without an objective, with a path one tap away.
func (v *visit) floatingCard(f app.Floating) decisionCard {
	words := "decide.floating." + string(f.Reason)
	switch {
	case f.On.IsZero():
		words = "decide.floating.undated"
	case f.Reason == app.FloatStarted && f.On == v.today:
		words = "decide.floating.today"
	}
	sentence := v.T(words, "name", f.Person.Name, "on", f.On, "last", f.Last)
	var titles []string
	for _, d := range f.Pack.Drafts {
		titles = append(titles, d.Title)
	}
	path := personPath(f.Person.ID) + "/pack"
	see := ui.LinkButton(ui.ButtonProps{Text: v.T("decide.see"), Href: path, Small: true})
	if len(titles) == 0 {
		return v.card("floating", f.Person.ID, f.Person.Name, sentence, "", personPath(f.Person.ID), ui.ToneWarn, see)
	}
	detail := v.T("decide.pack", "n", len(titles), "titles", strings.Join(titles, " · "))
	hidden := []ui.Hidden{{Name: "all", Value: "yes"}, {Name: "back", Value: "/decide"}}
	send := ui.Action(ui.ActionProps{Action: path, Hidden: hidden, Button: ui.ButtonProps{Text: v.T("decide.send"), Icon: "check", Kind: ui.ButtonPrimary}})
	return v.card("floating", f.Person.ID, f.Person.Name, sentence, detail, personPath(f.Person.ID), ui.ToneWarn, send, see)
}

func (v *visit) openButton(id org.ID, anchor string) templ.Component {
	return ui.LinkButton(ui.ButtonProps{Text: v.T("decide.open"), Href: goalPath(id) + anchor, Small: true})
}

// awaitingCard is a proposal that waits for the reader, in the name of whoever had the last word.
func (v *visit) awaitingCard(s app.Standing, spoke org.ID) decisionCard {
	owner, words := v.world.Name(s.Owner), "decide.awaiting.theirs"
	if name := v.world.Name(org.PersonOwner(spoke)); name != "" {
		owner = name
	}
	switch {
	case s.Owner == org.PersonOwner(v.me().ID):
		words = "decide.awaiting.mine"
	case s.Status == goal.Countered:
		words = "decide.awaiting.countered"
	}
	sentence := v.T(words, "name", owner, "title", s.Title)
	return v.card("awaiting", s.ID, owner, sentence, v.terms(s), goalPath(s.ID), ui.ToneInfo, answerButton(v.words(), s, app.Agree, "/decide"), v.openButton(s.ID, "#discuss"))
}

// terms are an objective's number and days in one line.
func (v *visit) terms(s app.Standing) string {
	days := v.Span(s.Span())
	if s.Metric.Kind == measure.Steps || !s.Target.OK {
		return days
	}
	return v.Value(s.Target.Amount, s.Metric.Unit) + " · " + days
}

func (v *visit) lookCard(s app.Gapped) decisionCard {
	owner := v.world.Name(s.Owner)
	approve := ui.Group(decideReason(v.reasonForm(s, app.Approve, "decide.approve")))
	return v.card("look", s.ID, owner, v.T("decide.look.sentence", "title", v.named(s.Standing)), v.T("decide.look.detail", "letters", s.Letters), goalPath(s.ID), ui.ToneWarn,
		approve, v.openButton(s.ID, ""))
}

func (v *visit) gappedCard(s app.Gapped) decisionCard {
	owner, detail := v.world.Name(s.Owner), v.T("decide.gapped.ready")
	if s.Letters != "" {
		detail = v.T("decide.gapped.detail", "letters", s.Letters)
	}
	return v.card("gapped", s.ID, owner, v.T("decide.gapped.sentence", "title", v.named(s.Standing)), detail, goalPath(s.ID), ui.ToneWarn,
		decideReason(v.reasonForm(s, app.Publish, "decide.publish")), v.openButton(s.ID, ""))
}

// reasonProps is an answer with the one sentence it needs.
type reasonProps struct {
	form          ui.FormProps
	reason, cause ui.FieldProps
	button        ui.ButtonProps
}

func (v *visit) reasonForm(s app.Gapped, answer app.Answer, words string) reasonProps {
	p := reasonProps{
		form: ui.FormProps{ID: "why-" + s.ID.String(), Action: goalPath(s.ID) + "/answer", Hidden: []ui.Hidden{
			{Name: "version", Value: itoa(s.Version)}, {Name: "answer", Value: string(answer)}, {Name: "back", Value: "/decide"}}},
		button: ui.ButtonProps{Text: v.T(words), Icon: "check", Kind: ui.ButtonPrimary},
	}
	if s.Letters != "" {
		p.reason = ui.FieldProps{ID: "why-field-" + s.ID.String(), Name: "reason", Label: v.T("decide.reason"), Kind: ui.FieldText, Required: answer == app.Publish}
	}
	if s.Late {
		p.cause = ui.FieldProps{ID: "cause-" + s.ID.String(), Name: "cause", Label: v.T("decide.cause"), Kind: ui.FieldSelect, Required: true}
		for _, r := range goal.Reasons() {
			p.cause.Options = append(p.cause.Options, ui.Option{Value: string(r), Label: v.T("web.cause." + string(r))})
		}
	}
	return p
}

func (v *visit) setCard(s app.UnfitSet) decisionCard {
	owner := v.world.Name(s.Owner)
	var said []string
	if s.Fit.N == 1 {
		v.saw("chance", s.Fit.Lowest.Owner.ID)
	}
	for _, n := range s.Fit.Notes {
		said = append(said, v.say(n, s.Metric.Unit))
	}
	review := ui.LinkButton(ui.ButtonProps{Text: v.T("decide.set.open"), Href: partsPath(s.ID), Icon: "share", Kind: ui.ButtonPrimary})
	return v.card("set", s.ID, owner, v.T("decide.set.sentence", "title", v.named(s.Standing)), strings.Join(said, " "), goalPath(s.ID), ui.ToneWarn, review)
}

// shortCard is an objective that falls short: help in one tap, or another look at the number.
func (v *visit) shortCard(s app.FallsShort) decisionCard {
	name := v.world.Name(s.Owner)
	sentence := v.T("decide.short.sentence", "title", v.named(s.Standing), "name", name)
	detail := v.T("decide.short.detail", "attained", v.teller().attained(s.Standing), "first", firstName(name), "on", s.On)
	hidden := []ui.Hidden{{Name: "kind", Value: app.NoteSupport}, {Name: "text", Value: v.T("decide.short.offer", "first", firstName(name))}, {Name: "back", Value: "/decide"}}
	offer := ui.Action(ui.ActionProps{Action: goalPath(s.ID) + "/notes", Hidden: hidden, Button: ui.ButtonProps{Text: v.T("decide.short.help"), Icon: "heart", Kind: ui.ButtonPrimary}})
	review := ui.LinkButton(ui.ButtonProps{Text: v.T("decide.short.review"), Href: goalPath(s.ID) + "/edit", Small: true})
	return v.card("short", s.ID, name, sentence, detail, goalPath(s.ID), ui.ToneInfo, offer, review)
}

// named is an objective's title, with whose it is unless the title says so.
func (v *visit) named(s app.Standing) string { return titleOf(s.Title, v.world.Name(s.Owner), v) }

func titleOf(title, owner string, v *visit) string {
	if owner == "" || strings.Contains(title, firstName(owner)) {
		return title
	}
	return v.T("decide.title_of", "title", title, "owner", owner)
}

// overCards are the periods that are over: one card for those that ended together.
func (v *visit) overCards(list []app.Standing) []decisionCard {
	var cards []decisionCard
	for len(list) > 0 {
		n := 1
		for n < len(list) && list[n].End == list[0].End {
			n++
		}
		if n == 1 {
			cards = append(cards, v.overCard(list[0]))
		} else {
			cards = append(cards, v.overTogether(list[:n]))
		}
		list = list[n:]
	}
	return cards
}

func (v *visit) overCard(s app.Standing) decisionCard {
	sentence := v.T("decide.over.sentence", "title", v.named(s), "on", s.End, "attained", v.teller().attainedShort(s), "target", v.Value(s.Target.Amount, s.Metric.Unit))
	return v.card("over", s.ID, v.world.Name(s.Owner), sentence, "", goalPath(s.ID), ui.ToneNone, answerButton(v.words(), s, app.Close, statementPath(s.ID)),
		ui.LinkButton(ui.ButtonProps{Text: v.T("close.statement"), Href: statementPath(s.ID), Small: true}))
}

func (v *visit) overTogether(list []app.Standing) decisionCard {
	var hidden []ui.Hidden
	var rows []decisionCard
	for _, s := range list {
		row := decisionCard{actions: templ.NopComponent}
		row.ID, row.Href = "over-"+s.ID.String(), statementPath(s.ID)
		row.Sentence = v.T("decide.over_one", "title", v.named(s), "attained", v.teller().attainedShort(s), "target", v.Value(s.Target.Amount, s.Metric.Unit))
		rows = append(rows, row)
		hidden = append(hidden, ui.Hidden{Name: "goal", Value: s.ID.String() + "." + itoa(s.Version)})
	}
	all := ui.Action(ui.ActionProps{Action: "/decide/close", Hidden: hidden, Button: ui.ButtonProps{Text: v.T("decide.close_all", "n", len(list)), Icon: "check", Kind: ui.ButtonPrimary}})
	c := v.card("over", 0, "", v.T("decide.over_many", "n", len(list), "on", list[0].End), "", "", ui.ToneNone, all)
	c.ID = "over-" + list[0].End.String()
	return v.holding(c, rows)
}

// closePeriods closes what ended together, all of it or none.
func (v *visit) closePeriods() error {
	if err := v.parse(); err != nil {
		return err
	}
	var list []app.Version
	for _, text := range v.r.PostForm["goal"] {
		id, version, _ := strings.Cut(text, ".")
		goalID, ok := org.ParseID(id)
		n, err := strconv.Atoi(version)
		if !ok || err != nil {
			return fault.New(fault.NotFound, "not_found", "what", "goal")
		}
		list = append(list, app.Version{Goal: goalID, N: n})
	}
	if err := v.App.CloseGoals(v.ctx(), v.actor(), list); err != nil {
		return err
	}
	v.flash("periods_closed", "")
	if len(list) == 1 {
		return v.redirect(statementPath(list[0].Goal)) // where the next period is prepared and the review is written
	}
	return v.redirect("/decide")
}

// attainedShort is what was brought, a dash when nothing is known.
func (t teller) attainedShort(s app.Standing) string {
	t.tell(s)
	if !s.Progress.Attained.OK {
		return "–"
	}
	return t.Value(s.Progress.Attained.Amount, s.Metric.Unit)
}

func (v *visit) dueCard(x app.Due) decisionCard {
	owner := v.world.Name(x.Owner)
	kind := templateKind(x.Template.Every)
	sentence := v.T("decide.due.sentence", "title", titleOf(x.Body.Title, owner, v), "period", v.Period(kind, x.Span.From, v.world.Org().Calendar))
	detail := v.T("decide.due.same", "amount", v.Value(x.Target, x.Metric.Unit))
	if len(x.How) > 0 {
		var said []string
		for _, n := range x.How {
			said = append(said, v.say(n, x.Metric.Unit))
		}
		detail = strings.Join(said, " ")
	}
	hidden := []ui.Hidden{{Name: "from", Value: x.Span.From.String()}, {Name: "back", Value: "/decide"}}
	prepare := ui.Action(ui.ActionProps{Action: templatePath(x.Template.ID) + "/prepare", Hidden: hidden, Button: ui.ButtonProps{Text: v.T("decide.due.do"), Icon: "check", Kind: ui.ButtonPrimary}})
	edit := ui.LinkButton(ui.ButtonProps{Text: v.T("decide.open"), Href: templatePath(x.Template.ID), Small: true})
	return v.card("due", x.Template.ID, owner, sentence, detail, templatePath(x.Template.ID), ui.ToneInfo, prepare, edit)
}
