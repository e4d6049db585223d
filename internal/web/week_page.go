package web

import (
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/route"
	"cordee/internal/web/ui"
)

func (s *Server) weekRoutes(g *route.Registry) {
	s.get(g, "/week", org.ReadOrg, "", (*visit).week)
	s.post(g, "/week", org.ReadOrg, "", (*visit).checkIn)
	s.post(g, "/goals/{goal}/help", org.ReadGoal, org.AGoal, (*visit).askHelp)
	s.post(g, "/help", org.ReadOrg, "", (*visit).answerHelp)
}

func (v *visit) week() error { return v.showWeek(nil, known()) }

// showWeek is a person's own page of the week: what was told them first, what the week asks, the check-in, help, and what they wrote before.
func (v *visit) showWeek(problem error, typed typed) error {
	view, err := v.App.Week(v.ctx(), v.actor())
	if err != nil {
		return err
	}
	t := v.teller()
	title := v.T("week.title")
	parts := []templ.Component{ui.PageHead(ui.PageHeadProps{Title: title, Lead: v.weekLead(view), Meta: []string{t.Span(view.Days)}})}
	parts = append(parts, v.toldCards(view)...)
	if len(view.Asks) > 0 && !view.Away {
		var cards []templ.Component
		for _, a := range view.Asks {
			cards = append(cards, v.askCard(a))
		}
		parts = append(parts, part(ui.SectionProps{ID: "asks", Title: v.T("week.asks")}, ui.Group(cards...)))
	}
	switch last := view.Last; {
	case view.Due || problem != nil:
		parts = append(parts, v.checkinPart(view, typed))
	case last != nil && last.Week == view.Days.From:
		parts = append(parts, folded(v.T("week.again"), v.checkinPart(view, v.knownCheckin(*last))))
	}
	parts = append(parts, v.helpPart(view.Supports), v.pastPart(view.Before))
	return v.showAs(answerTo(problem), page{title: title, path: "/week"}, narrow(ui.Group(parts...)))
}

// weekLead says how the week stands in one sentence; someone on leave is asked nothing, someone back is told what this week asks.
func (v *visit) weekLead(w app.WeekView) string {
	left := 0
	for _, a := range w.Asks {
		if a.Week.OK && a.Week.Left > 0 {
			left++
		}
	}
	switch {
	case w.Away:
		return v.T("week.away")
	case len(w.Asks) == 0:
		return v.T("web.week.none")
	case w.Back:
		return v.T("week.back")
	case left == 0:
		return v.T("week.all_done")
	default:
		return v.T("week.lead", "n", left)
	}
}

// askCard is what the week asks of one objective: its number, what is done, what is left, and what next week looks like.
func (v *visit) askCard(a app.WeekAsk) templ.Component {
	t, w, unit := v.teller(), a.Week, a.Metric.Unit
	card := ui.CardProps{ID: "ask-" + a.ID.String(), Title: a.Title, Action: ui.Link{Text: v.T("week.open"), Href: goalPath(a.ID)}}
	switch {
	case w.Away:
		return framed(card, paragraph(v.T("week.away_goal")))
	case !w.OK:
		lines := []templ.Component{paragraph(v.stateOf(a))}
		if next, ok := nextStep(a.Steps); ok && !a.Progress.Reached {
			lines = append(lines, paragraph(t.T("web.week.step", "step", t.stepWords(next))))
		}
		return framed(card, ui.Group(lines...))
	}
	stats := []ui.Stat{
		{Label: v.T("week.whole"), Value: t.Value(w.Whole, unit), Number: w.Whole.String(), Hint: v.T("week.days", "n", w.Days)},
		{Label: v.T("week.done"), Value: t.Value(w.Done, unit), Number: w.Done.String()},
		{Label: v.T("week.left"), Value: t.Value(w.Left, unit), Number: w.Left.String()},
	}
	if w.Next.OK && w.Next.Amount > 0 {
		stats = append(stats, ui.Stat{Label: v.T("week.next"), Value: t.Value(w.Next.Amount, unit), Number: w.Next.String()})
	}
	parts := []templ.Component{ui.StatLine(stats)}
	for _, x := range a.Acts {
		parts = append(parts, paragraph(v.actWords(x)))
	}
	if w.Left == 0 {
		parts = append(parts, paragraph(v.T("week.goal_done")))
	}
	return framed(card, ui.Group(parts...))
}

// actWords turns what is left into activities, and says from how many.
func (v *visit) actWords(x app.Activity) string {
	name := lowerFirst(v.teller().metricName(x.Metric))
	key := "week.act"
	if x.Mates > x.From {
		key = "week.act_team"
	}
	return v.T(key, "n", x.N, "name", name, "from", v.Number(rounded(x.From)), "mates", v.Number(rounded(x.Mates)))
}

// rounded is an amount to the nearest unit: of shared sales nobody counts tenths.
func rounded(a measure.Amount) measure.Amount { return (a + measure.One/2) / measure.One * measure.One }

func (v *visit) stateOf(a app.WeekAsk) string {
	t := v.teller()
	if a.Progress.Reached {
		return v.T("week.goal_done")
	}
	if a.Progress.Attained.OK {
		return capital(t.attained(a.Standing))
	}
	return v.T("week.no_figure")
}

// toldCards tell the person first, and offer help: a colleague, their lead, another agreement.
func (v *visit) toldCards(w app.WeekView) []templ.Component {
	var out []templ.Component
	for _, f := range w.Told {
		asked := func(who org.ID) bool {
			return slices.ContainsFunc(w.Supports, func(x app.SupportView) bool {
				return x.Mine && x.Goal == f.ID && x.Helper == who && x.Declined.IsZero() && x.Done.IsZero()
			})
		}
		card := ui.CardProps{ID: "told-" + f.ID.String(), Title: f.Title, Action: ui.Link{Text: v.T("week.open"), Href: goalPath(f.ID)}}
		sentence := v.T("week.told_"+f.Why, "n", f.WorkLeft)
		out = append(out, framed(card, ui.Group(append([]templ.Component{paragraph(sentence)}, v.helpForms(f.GoalRow.ID, asked)...)...)))
	}
	return out
}

// toldLinks are, on My rope, what the reader is told before anybody else and who asks for their help.
func (v *visit) toldLinks(first app.FirstScreen) (ui.CardProps, []ui.Link) {
	var links []ui.Link
	for _, f := range first.Told {
		links = append(links, ui.Link{Text: v.T("week.told_link", "title", f.Title), Href: "/week#told-" + f.ID.String()})
	}
	if first.Helps > 0 {
		links = append(links, ui.Link{Text: v.T("week.helps_waiting", "n", first.Helps), Href: "/week#help"})
	}
	return ui.CardProps{ID: "told", Title: v.T("week.told_title")}, links
}

// helpForms are the three ways out, each one tap: the lead, a colleague, another number.
func (v *visit) helpForms(id org.ID, asked func(org.ID) bool) []templ.Component {
	action := goalPath(id) + "/help"
	var parts []templ.Component
	if leads := v.world.Leads(v.me().ID, v.today); len(leads) > 0 {
		name := v.world.Name(org.PersonOwner(leads[0]))
		if asked(leads[0]) {
			parts = append(parts, paragraph(v.T("week.asked_lead", "name", firstName(name))))
		} else {
			parts = append(parts, paragraph(v.T("week.told_private")), ui.Action(ui.ActionProps{Action: action, Button: ui.ButtonProps{Text: v.T("week.ask_lead", "name", firstName(name)), Kind: ui.ButtonPrimary}}))
		}
	}
	mates := ui.FieldProps{Name: "helper", ID: "helper-" + id.String(), Label: v.T("week.ask_mate"), Kind: ui.FieldSelect, Required: true, Blank: v.T("week.choose")}
	for _, m := range v.world.MembersDuring(v.world.HomeTeam(v.me().ID, v.today), period.Days(v.today, v.today)) {
		if m.Person != v.me().ID && !asked(m.Person) {
			mates.Options = append(mates.Options, ui.Option{Value: m.Person.String(), Label: v.world.Name(org.PersonOwner(m.Person))})
		}
	}
	if len(mates.Options) > 0 {
		parts = append(parts, fieldsForm(ui.FormProps{Action: action}, []ui.FieldProps{mates}, ui.ButtonProps{Text: v.T("week.ask")}, ui.Link{}))
	}
	return append(parts, ui.LinkButton(ui.ButtonProps{Text: v.T("week.renegotiate"), Href: "/goals/new?instead=" + id.String(), Kind: ui.ButtonQuiet}))
}

// obstacleWords are the short list, in the reader's words.
func (v *visit) obstacleWords() (list []string) {
	for _, o := range app.Obstacles {
		if o != "other" {
			list = append(list, v.T("week.obstacle_"+o))
		}
	}
	return list
}

// checkinPart is the check-in: facts known already, four short questions, and what to share.
func (v *visit) checkinPart(w app.WeekView, t typed) templ.Component {
	fields := []ui.FieldProps{
		t.field(ui.FieldProps{Name: "confidence", Label: v.T("week.confidence"), Hint: v.T("week.confidence_hint"), Kind: ui.FieldNumber, Min: "0", Max: "10", Required: true, Narrow: true}),
		t.field(ui.FieldProps{Name: "obstacle", Label: v.T("week.obstacle"), Hint: v.T("week.obstacle_hint"), List: "obstacles", Optional: v.T("web.optional")}),
		t.field(ui.FieldProps{Name: "intention", Label: v.T("week.intention"), Hint: v.T("week.intention_hint"), Optional: v.T("web.optional")}),
		t.field(ui.FieldProps{Name: "note", Label: v.T("week.note"), Hint: v.T("week.note_hint"), Kind: ui.FieldArea, Rows: 2, Optional: v.T("web.optional")}),
	}
	if leads := v.world.Leads(v.me().ID, v.today); len(leads) > 0 {
		share := ui.FieldProps{Name: "share", Label: v.T("week.share", "name", v.world.Name(org.PersonOwner(leads[0]))), Hint: v.T("week.share_hint"), Kind: ui.FieldChecks}
		for _, part := range []string{app.ShareConfidence, app.ShareObstacle, app.ShareIntention} {
			share.Options = append(share.Options, ui.Option{Value: part, Label: v.T("week.share_" + part)})
		}
		fields = append(fields, t.field(share))
	}
	form := fieldsForm(v.form(t, ui.FormProps{ID: "checkin", Action: "/week"}), fields, ui.ButtonProps{Text: v.T("week.keep"), Kind: ui.ButtonPrimary}, ui.Link{})
	return part(ui.SectionProps{ID: "check-in", Title: v.T("week.checkin"), Lead: v.T("week.checkin_lead")},
		ui.Group(said(v.factsSince(w)), datalist("obstacles", v.obstacleWords()), form))
}

// knownCheckin is the form as it was kept this week, to be put right or shared no more.
func (v *visit) knownCheckin(x app.Checkin) typed {
	t := known("confidence", strconv.Itoa(x.Confidence), "obstacle", v.obstacle(x.Obstacle, x.Detail), "intention", x.Intention, "note", x.Note)
	for _, part := range strings.Split(x.Shared, "") {
		t.Add("share", part)
	}
	return t
}

// factsSince are what is known already, so that nobody types it: what came since the last check-in, and the pace in words.
func (v *visit) factsSince(w app.WeekView) (list []string) {
	t := v.teller()
	for _, a := range w.Facts {
		s := v.T("week.fact", "title", a.Title, "value", t.Value(a.Week.Done, a.Metric.Unit))
		if a.Progress.Pace != goal.NoPace && !w.Back {
			s = v.T("week.fact_pace", "fact", s, "pace", lowerFirst(t.pace(a.Progress)))
		}
		list = append(list, s)
	}
	return list
}

func (v *visit) checkIn() error {
	if err := v.parse(); err != nil {
		return err
	}
	n, err := strconv.Atoi(v.trimmed("confidence"))
	if err != nil {
		n = -1 // refused with the words of the field
	}
	x := app.Checkin{Confidence: n, Intention: v.trimmed("intention"), Note: v.trimmed("note"), Shared: strings.Join(v.r.PostForm["share"], "")}
	if typed := v.trimmed("obstacle"); typed != "" {
		x.Obstacle, x.Detail = "other", typed
		for _, o := range app.Obstacles {
			if o != "other" && v.T("week.obstacle_"+o) == typed {
				x.Obstacle, x.Detail = o, ""
			}
		}
	}
	if err := v.App.CheckIn(v.ctx(), v.actor(), x); err != nil {
		if fault.KindOf(err) != fault.Invalid {
			return err
		}
		return v.showWeek(err, v.retyped(err, "confidence", "obstacle", "intention", "note"))
	}
	if n <= app.LowConfidence {
		v.flash("checkin_low", "")
	} else {
		v.flash("checkin_kept", "")
	}
	return v.redirect("/week")
}

// helpPart is the help asked for and given, with its dates.
func (v *visit) helpPart(list []app.SupportView) templ.Component {
	if len(list) == 0 {
		return ui.Group()
	}
	var cards []templ.Component
	for _, x := range list {
		cards = append(cards, v.helpCard(x))
	}
	return part(ui.SectionProps{ID: "help", Title: v.T("week.help"), Lead: v.T("week.help_lead")}, ui.Group(cards...))
}

func (v *visit) helpCard(x app.SupportView) templ.Component {
	key := "week.help_theirs"
	if x.Mine {
		key = "week.help_mine"
	}
	begun, offered := "week.asked_on", x.Kind == app.SupportOffer
	if offered {
		begun = "recognition.offered_on"
	}
	lines := []string{v.T(begun, "on", x.Asked)}
	if offered {
		lines = append([]string{v.T("recognition.offer_line", "what", x.Words, "when", x.Slot)}, lines...)
	}
	for _, s := range []struct {
		key string
		on  period.Date
	}{{"week.accepted_on", x.Accepted}, {"week.declined_on", x.Declined}, {"week.done_on", x.Done}} {
		if !s.on.IsZero() {
			lines = append(lines, v.T(s.key, "on", s.on))
		}
	}
	parts := []templ.Component{said(lines)}
	step := func(step, key string, kind ui.ButtonKind) {
		hidden := []ui.Hidden{{Name: "help", Value: x.ID.String()}, {Name: "step", Value: step}, {Name: "back", Value: v.here()}}
		parts = append(parts, ui.Action(ui.ActionProps{Action: "/help", Hidden: hidden, Button: ui.ButtonProps{Text: v.T(key), Kind: kind, Small: true}}))
	}
	switch open := x.Declined.IsZero() && x.Done.IsZero(); {
	case open && !x.Accepted.IsZero():
		step(app.SupportDone, "week.help_done", ui.ButtonPrimary)
	case open && offered && x.Mine:
		step(app.SupportAccept, "recognition.offer_yes", ui.ButtonPrimary)
		step(app.SupportThank, "recognition.offer_thank", "")
		step(app.SupportDecline, "recognition.offer_no", ui.ButtonQuiet)
	case open && !offered && !x.Mine:
		step(app.SupportAccept, "week.help_yes", ui.ButtonPrimary)
		step(app.SupportDecline, "week.help_no", ui.ButtonQuiet)
	}
	return framed(ui.CardProps{ID: "help-" + x.ID.String(), Title: v.T(key, "name", x.Other, "title", x.Title)}, ui.Group(parts...))
}

func (v *visit) askHelp() error {
	id, err := v.goalID()
	if err != nil {
		return err
	}
	helper, _ := org.ParseID(v.trimmed("helper")) // none: the direct lead
	err = v.App.AskSupport(v.ctx(), v.actor(), id, helper, v.trimmed("words"))
	if err != nil && !fault.Is(err, "support.asked") { // pressed twice: it is asked
		return err
	}
	v.flash("help_asked", "")
	return v.redirect("/week")
}

func (v *visit) answerHelp() error {
	id, ok := org.ParseID(v.trimmed("help"))
	if !ok {
		return fault.New(fault.NotFound, "not_found", "what", "support")
	}
	if err := v.App.AnswerSupport(v.ctx(), v.actor(), id, v.trimmed("step")); err != nil {
		return err
	}
	v.flash("help_answered", "")
	return v.redirect(v.back("/week"))
}

// pastPart is what the person wrote before; nobody else has this page.
func (v *visit) pastPart(list []app.Checkin) templ.Component {
	if len(list) == 0 {
		return ui.Group()
	}
	table := ui.TableProps{ID: "checkins", Caption: v.T("week.past"), HideCaption: true, Heads: []ui.Head{
		{Label: v.T("week.past_on")}, {Label: v.T("week.confidence"), Numeric: true}, {Label: v.T("week.obstacle")}, {Label: v.T("week.intention")}, {Label: v.T("week.note")},
	}}
	for _, x := range list {
		table.Rows = append(table.Rows, ui.Row{Cells: []ui.Cell{{Text: v.Date(x.On)}, {Text: strconv.Itoa(x.Confidence)}, {Text: v.obstacle(x.Obstacle, x.Detail)}, {Text: x.Intention}, {Text: x.Note}}})
	}
	return part(ui.SectionProps{ID: "past", Title: v.T("week.past"), Lead: v.T("week.past_lead")}, ui.Table(table))
}

// goalHelp is the help on one objective, for the two it concerns.
func (v *visit) goalHelp(id org.ID) (templ.Component, error) {
	list, err := v.App.Supports(v.ctx(), v.actor(), id)
	if err != nil {
		return nil, err
	}
	return v.helpPart(list), nil
}

// sharedCheckin is what somebody chose to share of their latest check-in with the reader, their most direct lead; nothing otherwise.
func (v *visit) sharedCheckin(p app.PersonView) (templ.Component, error) {
	x, ok, err := v.App.SharedWith(v.ctx(), v.actor(), p.Person.ID)
	if err != nil || !ok {
		return ui.Group(), err
	}
	var lines []string
	if x.Confidence >= 0 {
		lines = append(lines, v.T("week.shared_confidence", "n", x.Confidence))
	}
	if x.Obstacle != "" {
		lines = append(lines, v.T("week.shared_obstacle", "what", v.obstacle(x.Obstacle, x.Detail)))
	}
	if x.Intention != "" {
		lines = append(lines, v.T("week.shared_intention", "what", x.Intention))
	}
	title := v.T("week.shared", "name", firstName(p.Person.Name), "on", x.On)
	return part(ui.SectionProps{ID: "shared", Title: title}, said(lines)), nil
}

// obstacle is what stands in the way: of the short list, or in the person's words.
func (v *visit) obstacle(key, detail string) string {
	if key == "" || key == "other" {
		return detail
	}
	return v.T("week.obstacle_" + key)
}
