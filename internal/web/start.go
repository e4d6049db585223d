package web

import (
	"net/http"
	"strings"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/route"
	"cordee/internal/web/ui"
)

// The empty start: people, a common objective, its parts, and on we go. No file, no mail server, no CRM.
func (s *Server) startRoutes(g *route.Registry) {
	s.get(g, "/start", org.InvitePerson, "", (*visit).startPeoplePage)
	s.post(g, "/start/people", org.InvitePerson, "", (*visit).startPeople)
	s.get(g, "/start/people", org.InvitePerson, "", (*visit).linksPage)
	s.post(g, "/start/links", org.InvitePerson, "", (*visit).remakeLinks)
	s.get(g, "/start/links.csv", org.InvitePerson, "", (*visit).linksFile)
	s.get(g, "/start/goal", org.EditGoal, "", (*visit).startGoalPage)
	s.post(g, "/start/goal", org.EditGoal, "", (*visit).startGoal)
	s.get(g, "/start/parts/{goal}", org.EditGoal, org.AGoal, (*visit).startPartsPage)
	s.post(g, "/start/parts/{goal}", org.EditGoal, org.AGoal, (*visit).startParts)
	s.get(g, "/start/done", org.InvitePerson, "", (*visit).startDone)
}

func (v *visit) startGoalPage() error {
	quarter := v.world.Org().Calendar.Quarter(v.today)
	return v.startGoalForm(nil, known("from", "quarter", "end_on", quarter.Last().String()))
}

func (v *visit) startGoalForm(err error, t typed) error {
	common, failed := v.App.CommonGoal(v.ctx(), v.actor())
	if failed != nil {
		return failed
	}
	quarter := v.world.Org().Calendar.Quarter(v.today)
	fields := []ui.FieldProps{
		t.field(ui.FieldProps{Name: "sentence", Label: v.T("web.start.goal.sentence"), Placeholder: v.T("web.start.goal.example"), Required: true, Autofocus: true}),
		t.field(ui.FieldProps{Name: "amount", Label: v.T("web.start.goal.amount"), Kind: ui.FieldNumber, Suffix: v.currencySign(), Required: true}),
		t.field(ui.FieldProps{Name: "end_on", Label: v.T("web.start.goal.end_on"), Kind: ui.FieldDate, Min: v.today.String(), Required: true}),
		t.field(ui.FieldProps{Name: "from", Label: v.T("web.start.goal.from"), Kind: ui.FieldRadio, Options: []ui.Option{
			{Value: "quarter", Label: v.T("web.start.goal.from_quarter", "on", v.DayMonth(quarter.From)), Hint: v.T("web.start.goal.from_quarter_hint")},
			{Value: "today", Label: v.T("web.start.goal.from_today")},
		}}),
	}
	p := startFormProps{
		head: v.startHead("goal", common.ID), form: v.form(t, ui.FormProps{Action: "/start/goal"}), fields: fields,
		submit: ui.ButtonProps{Text: v.T("web.start.goal.submit"), Kind: ui.ButtonPrimary},
	}
	if common.ID != 0 { // whoever came back does not set it twice
		p.skip = ui.Link{Text: v.T("web.invite.keep_goal", "title", common.Title), Href: sharePath(common.ID)}
	}
	return v.showAs(answerTo(err), page{title: p.head.head.Title, path: "/start"}, startForm(p))
}

// currencySign is what stands beside an amount in the organisation's currency.
func (v *visit) currencySign() string {
	s := v.Value(0, v.world.Org().Currency)
	return strings.Trim(s, "0\u00a0\u202f ")
}

func (v *visit) startGoal() error {
	if err := v.parse(); err != nil {
		return err
	}
	f, err := v.commonForm()
	var id org.ID
	if err == nil {
		id, err = v.App.StartCommon(v.ctx(), v.actor(), f)
	}
	if err != nil {
		if !complete(err) {
			return err
		}
		return v.startGoalForm(err, v.retyped(err, "sentence", "amount", "end_on", "from"))
	}
	return v.redirect("/start/parts/" + id.String())
}

// commonForm reads the common objective. What cannot be read is told at its field.
func (v *visit) commonForm() (app.CommonForm, error) {
	var l fault.List
	f := app.CommonForm{Sentence: v.trimmed("sentence"), StartOn: v.today}
	amount := v.amount("amount", &l)
	f.Amount = amount.Amount
	f.EndOn = v.date("end_on", &l)
	if v.trimmed("from") == "quarter" {
		f.StartOn = v.world.Org().Calendar.Quarter(v.today).From
	}
	return f, l.OrNil()
}

// amount reads a number as people write it in their language; an empty one is absent.
func (v *visit) amount(name string, l *fault.List) measure.Maybe {
	text := v.trimmed(name)
	if text == "" {
		return measure.Maybe{}
	}
	a, _, err := measure.ParseLocal(text, v.Lang() == "fr")
	if err != nil {
		for _, e := range fault.All(err) {
			l.Add(e.On(name))
		}
	}
	return measure.Some(a)
}

// date reads a day; an empty one is zero.
func (v *visit) date(name string, l *fault.List) period.Date {
	text := v.trimmed(name)
	if text == "" {
		return 0
	}
	d, err := period.ParseLocalDate(text, v.Lang() == "fr")
	if err != nil {
		for _, e := range fault.All(err) {
			l.Add(e.On(name))
		}
	}
	return d
}

// pathID reads an id in the address; what is none leads nowhere.
func (v *visit) pathID(name string) (org.ID, error) {
	id, ok := org.ParseID(v.r.PathValue(name))
	if !ok {
		return 0, fault.New(fault.NotFound, "not_found", "what", name)
	}
	return id, nil
}

func (v *visit) startDone() error {
	how, address := v.reach()
	common, err := v.App.CommonGoal(v.ctx(), v.actor())
	if err != nil {
		return err
	}
	p := doneProps{
		head: v.startHead("done", common.ID), reachTitle: v.T("web.start.reach.title"), reach: ui.AlertProps{Tone: ui.ToneGood, Title: v.T("web.start.reach." + how)},
		next: v.T("web.start.done.next"), ways: v.reachWays(),
	}
	p.reach.Text = v.T("web.start.reach."+how+"_text", "address", address)
	if how == reachLocal || how == reachAlone {
		p.reach.Tone = ui.ToneWarn
	} else {
		p.qr = qr(v.T("web.start.reach.qr"), address)
		p.qr.Link = address
	}
	p.actions = []ui.ButtonProps{
		{Text: v.T("web.start.done.rope"), Href: "/", Icon: "rope", Kind: ui.ButtonPrimary},
		{Text: v.T("web.start.done.result"), Href: "/results/new", Icon: "plus", Attrs: map[string]any{"data-dialog": "quick-add"}},
		{Text: v.T("web.start.links.heading"), Href: "/start/people", Icon: "link"},
		{Text: v.T("web.start.done.people"), Href: "/people", Icon: "people"},
		{Text: v.T("web.start.done.import"), Href: "/imports", Icon: "upload"},
	}
	return v.showAs(http.StatusOK, page{title: p.head.head.Title, path: "/start"}, startDonePage(p))
}

// portOf is the port of a listening address, the usual one when it has none.
func portOf(addr string) string {
	if i := strings.LastIndexByte(addr, ':'); i >= 0 {
		return addr[i+1:]
	}
	return "8080"
}

// replaceN puts a number into a sentence that the script fills as well.
func replaceN(sentence, n string) string { return strings.ReplaceAll(sentence, "{n}", n) }
