package web

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"time"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/goal"
	"cordee/internal/org"
	"cordee/internal/route"
	"cordee/internal/web/ui"
)

func (s *Server) talkRoutes(g *route.Registry) {
	s.post(g, "/goals/{goal}/notes", org.ReadGoal, "goal", (*visit).noteGoal)
	s.post(g, "/goals/{goal}/acknowledge", org.ReadGoal, "goal", (*visit).acknowledgeGoal)
}

// talkProps is what people have said, seen and agreed about an objective, and what shows that it holds.
type talkProps struct {
	words    talkWords
	sealed   string
	late     string
	ack      *ackProps
	answer   *answerProps
	withdraw *answerProps
	numbers  []factProps
	evidence []ui.EvidenceProps
	notes    []ui.Moment
	noteForm ui.FormProps
	note     ui.FieldProps
	kind     ui.FieldProps
	seen     []string
	routes   []ui.Link
	another  ui.Link // to propose another route
}

type talkWords struct {
	evidence, evidenceLead, numbers, numbersLead, notes, notesLead, send, seen, routes string
}

// ackProps asks somebody what they say to the version put before them. Nothing waits for it.
type ackProps struct {
	title, lead            string
	form                   ui.FormProps
	text                   ui.FieldProps
	read, agrees, disagree string
}

// answerProps is an answer that takes words: a reason while evidence has a gap, a cause when the period has begun.
type answerProps struct {
	title, lead, submit string
	form                ui.FormProps
	reason, cause       ui.FieldProps
	open                bool // of one that is folded away
}

// talk prepares everything around the number. err is what was wrong with an answer, if one was just refused.
func (v *visit) talk(view app.GoalView, err error) talkProps {
	s, t := view.Standing, view.Talk
	p := talkProps{words: v.talkWords(view), evidence: v.evidence(view)}
	if t.Sealed {
		p.sealed = v.T("web.talk.sealed")
		if s.Owner != org.PersonOwner(v.me().ID) {
			p.sealed = v.T("web.talk.sealed_theirs", "who", v.world.Name(s.Owner))
			if s.Target.OK {
				p.sealed = v.T("web.talk.sealed_yours", "who", v.world.Name(s.Owner), "value", v.Value(s.Target.Amount, s.Metric.Unit))
			}
		}
	}
	if t.Late {
		p.late = v.T("web.talk.late", "start", s.Start)
	}
	p.ack, p.answer, p.withdraw = v.ackForm(view), v.answerForm(view, err), v.withdrawForm(view, err)
	p.numbers, p.notes, p.seen = v.numbers(view), v.notes(view), v.seen(view)
	here := goalPath(s.ID)
	p.noteForm = ui.FormProps{ID: "note", Action: here + "/notes"}
	p.note = ui.FieldProps{Name: "text", ID: "f-note-text", Label: v.T("web.talk.note"), Kind: ui.FieldArea, Rows: 2, Required: true}
	p.kind = ui.FieldProps{Name: "kind", Label: v.T("web.talk.kind"), Kind: ui.FieldSelect, Value: app.NoteComment, Options: []ui.Option{
		{Value: app.NoteComment, Label: v.T("web.talk.comment")}, {Value: app.NoteDisagreement, Label: v.T("web.talk.disagreement")},
		{Value: app.NoteSupport, Label: v.T("web.talk.support")},
	}}
	if t.Instead != nil {
		p.routes = append(p.routes, ui.Link{Text: v.T("web.talk.instead_of", "title", t.Instead.Title), Href: goalPath(t.Instead.ID)})
	}
	for _, r := range t.Routes {
		p.routes = append(p.routes, ui.Link{Text: v.T("web.talk.route", "title", r.Title), Href: goalPath(r.ID)})
	}
	live := s.Closed == nil && s.Status != goal.Cancelled && s.Status != goal.Draft
	if live && (view.MayAnswer || view.MayEdit) && s.Tier == goal.Individual {
		p.another = ui.Link{Text: v.T("web.talk.another"), Href: "/goals/new?instead=" + s.ID.String()}
	}
	return p
}

func (v *visit) talkWords(view app.GoalView) talkWords {
	w := talkWords{
		evidence: v.T("web.talk.evidence"), evidenceLead: v.T("web.talk.evidence_lead"), numbers: v.T("web.talk.numbers"),
		numbersLead: v.T("web.talk.numbers_lead"), notes: v.T("web.talk.notes"), notesLead: v.T("web.talk.notes_lead"),
		send: v.T("web.talk.send"), seen: v.T("web.talk.seen"), routes: v.T("web.talk.routes"),
	}
	return w
}

// tones of a letter's state; there is no score, and never red.
var evidenceTones = map[goal.State]ui.Tone{goal.Proven: ui.ToneGood, goal.ToComplete: ui.ToneNone, goal.Contradicted: ui.ToneWarn}

func (v *visit) evidence(view app.GoalView) []ui.EvidenceProps {
	s := view.Standing
	return v.letters(view.Talk.Evidence, func(f goal.Fix) string {
		metric := (f == goal.FixSource || f == goal.FixScope) && s.GoalRow.Metric != 0
		if metric && !v.may(org.ManageMetrics, org.Object{}) || !metric && !view.MayEdit {
			return ""
		}
		return fixPath(s.ID, s.GoalRow.Metric, f)
	})
}

// letters draws the five letters; fix says where a gap is closed, "" when this reader cannot.
func (v *visit) letters(evidence []goal.Evidence, fix func(goal.Fix) string) (list []ui.EvidenceProps) {
	for _, e := range evidence {
		p := ui.EvidenceProps{
			Letter: v.T("smart.letter." + string(e.Letter))[:1], Name: v.T("smart.letter." + string(e.Letter)), State: evidenceTones[e.State],
			Word: v.T("smart.state." + string(e.State)),
		}
		for _, l := range e.Lines {
			p.Lines = append(p.Lines, v.Evidence(l))
			if href := fix(l.Fix); p.Action.Text == "" && href != "" && l.State != goal.Proven && l.Fix != goal.NoFix {
				p.Action = ui.Link{Text: v.T("smart.fix." + string(l.Fix)), Href: href}
			}
		}
		list = append(list, p)
	}
	return list
}

// fixFields are the fields of the form where a gap is closed, by name.
var fixFields = map[goal.Fix]string{
	goal.FixTitle: "title", goal.FixMetric: "metric", goal.FixScope: "metric", goal.FixSource: "metric", goal.FixOwner: "owner", goal.FixTarget: "target",
	goal.FixBaseline: "baseline", goal.FixDates: "period", goal.FixParent: "parent", goal.FixWhy: "why", goal.FixMeans: "means", goal.FixGuardRail: "guard",
	goal.FixSteps: "steps", goal.FixSplit: "title", goal.FixExperience: "reason",
}

// fieldAnchor is where a field stands on the page of its form; the browser puts the caret there.
func fieldAnchor(name string) string { return "#f-" + name }

// fixPath is where a gap of an objective that exists is closed: the field of the form, the metric, or the steps.
func fixPath(id, metric org.ID, f goal.Fix) string {
	switch f {
	case goal.NoFix:
		return ""
	case goal.FixSteps:
		return goalPath(id) + "#steps"
	case goal.FixExperience:
		return goalPath(id) + "#note"
	case goal.FixSplit:
		return "/goals/new"
	case goal.FixSource, goal.FixScope:
		if metric != 0 {
			return "/metrics/" + metric.String()
		}
	case goal.FixTitle, goal.FixMetric, goal.FixOwner, goal.FixTarget, goal.FixBaseline, goal.FixDates, goal.FixParent, goal.FixWhy, goal.FixMeans, goal.FixGuardRail:
	}
	return goalPath(id) + "/edit?at=" + fixFields[f] + fieldAnchor(fixFields[f])
}

// numbers are the figures on the table, side by side in the order they were given: each version's, and those that people gave of
// their own.
func (v *visit) numbers(view app.GoalView) (rows []factProps) {
	list := append(v.versionNumbers(view), v.bidNumbers(view)...)
	slices.SortStableFunc(list, func(a, b figure) int { return cmp.Compare(a.at, b.at) })
	for _, f := range list {
		rows = append(rows, f.factProps)
	}
	if len(rows) < 2 {
		return nil // one figure alone compares with nothing
	}
	return rows
}

// figure is a number on the table, and when it was given, in microseconds.
type figure struct {
	factProps
	at int64
}

func (v *visit) versionNumbers(view app.GoalView) (list []figure) {
	versions := slices.Clone(view.Versions)
	slices.Reverse(versions)
	last := ""
	for _, x := range versions {
		g, ok := versionBody(x.Body)
		if !ok || !g.Target.OK {
			continue
		}
		value := v.Value(g.Target.Amount, view.Standing.Metric.Unit)
		if value == last {
			continue
		}
		last = value
		who, at, key := v.world.Name(org.PersonOwner(x.Actor)), x.At, "web.talk.version"
		if view.Talk.Prepared > 0 && x.Change == "goal.proposed" { // it opened then; it had been prepared before
			at, key = view.Talk.Prepared, "web.talk.prepared"
		}
		label := v.T(key, "n", x.Version, "who", who, "on", v.day(at), "open", v.day(x.At))
		if x.Reason != "" {
			value = v.T("web.talk.value_because", "value", value, "reason", x.Reason)
		}
		list = append(list, figure{factProps{label: label, value: value}, at})
	}
	return list
}

// bidNumbers are the own numbers, every one, and whether they were given before the prepared one could be seen.
func (v *visit) bidNumbers(view app.GoalView) (list []figure) {
	for _, b := range view.Talk.Bids {
		value := v.T("web.talk.no_number")
		if b.Amount.OK {
			value = v.Value(b.Amount.Amount, view.Standing.Metric.Unit)
		}
		key := "web.talk.own_number"
		switch {
		case b.Blind:
			key = "web.talk.own_number_before"
		case view.Talk.Prepared > 0:
			key = "web.talk.own_number_after"
		}
		label := v.T(key, "who", v.world.Name(org.PersonOwner(b.Person)), "on", v.day(b.At))
		list = append(list, figure{factProps{label: label, value: value}, b.At})
	}
	return list
}

// day is the civil day of an instant, in words.
func (v *visit) day(at int64) string { return v.Instant(time.UnixMicro(at).In(v.world.Location())) }

func (v *visit) notes(view app.GoalView) []ui.Moment { return v.noteMoments(view.Talk.Notes) }

// noteMoments are notes on a thread of time.
func (v *visit) noteMoments(notes []app.Note) (list []ui.Moment) {
	for _, n := range notes {
		at := time.UnixMicro(n.At).In(v.world.Location())
		m := ui.Moment{
			Icon: "chat", When: v.Instant(at), At: at.Format(time.RFC3339), Who: v.world.Name(org.PersonOwner(n.Author)),
			Text: v.T("web.talk.said_" + n.Kind), Quote: n.Text,
		}
		if n.Kind == app.NoteSupport {
			m.Icon = "heart"
		}
		list = append(list, m)
	}
	return list
}

// seen says what was put before whom, and what they said.
func (v *visit) seen(view app.GoalView) (list []string) {
	for _, d := range view.Talk.Deliveries {
		who := v.world.Name(org.PersonOwner(d.Person))
		line := v.T("web.talk.delivered", "who", who, "n", d.Version, "on", v.day(d.Delivered))
		switch {
		case d.Reply != "":
			line = v.T("web.talk.reply_"+d.Reply, "who", who, "n", d.Version, "on", v.day(d.Acknowledged))
		case d.Opened > 0:
			line = v.T("web.talk.opened", "who", who, "n", d.Version, "on", v.day(d.Opened))
		}
		list = append(list, line)
	}
	return list
}

func (v *visit) ackForm(view app.GoalView) *ackProps {
	d := view.Talk.Mine
	if d == nil || d.Acknowledged > 0 {
		return nil
	}
	return &ackProps{
		title: v.T("web.talk.ack"), lead: v.T("web.talk.ack_lead"), read: v.T("web.talk.read"), agrees: v.T("web.talk.agrees"), disagree: v.T("web.talk.disagrees"),
		form: ui.FormProps{ID: "acknowledge", Action: goalPath(d.Goal) + "/acknowledge", Hidden: []ui.Hidden{{Name: "version", Value: strconv.Itoa(d.Version)}}},
		text: ui.FieldProps{Name: "text", ID: "f-ack-text", Label: v.T("web.talk.ack_text"), Kind: ui.FieldArea, Rows: 2, Optional: v.T("web.optional")},
	}
}

// answerForm is shown where a mere button would be refused: pay depends on it, or it is given without the other side's word, and
// something has to be written.
func (v *visit) answerForm(view app.GoalView, err error) *answerProps {
	s := view.Standing
	answer := v.wordedAnswer(view, err)
	if answer == "" {
		return nil
	}
	p := v.wordsForm(s, answer, err)
	p.title, p.lead = v.T("web.talk.answer"), v.T("web.talk.answer_lead", "letters", view.Talk.Letters)
	switch {
	case answer == app.Assign:
		p.title, p.lead = v.T("web.talk.assign"), v.T("web.talk.assign_lead", "name", v.world.Name(s.Owner))
	case view.Talk.Letters == "":
		p.lead = ""
	}
	byField, _ := v.fieldFaults(err, "cause")
	if s.Paid && v.today > s.Start || byField["cause"] != "" {
		p.cause = v.causeField(byField["cause"], answer != app.Assign)
	}
	return &p
}

// wordedAnswer is the answer that takes words from this reader now, "" for none.
func (v *visit) wordedAnswer(view app.GoalView, err error) app.Answer {
	s := view.Standing
	mine := len(view.Versions) > 0 && view.Versions[0].Actor == v.me().ID
	switch open := s.Status == goal.Proposed || s.Status == goal.Countered; {
	case !view.MayEdit || view.Talk.Sealed:
		return ""
	case open && view.Talk.MayAgree && s.Paid:
		return app.Agree
	case open && view.Talk.MayAssign && !view.Talk.MayAgree:
		return app.Assign
	case open, !s.Paid, s.Status != goal.Agreed && s.Status != goal.Draft:
		return ""
	}
	if fault.Is(err, "goal.second_look_missing") || (s.Status == goal.Agreed && !mine && v.world.Org().SecondLook && view.Talk.Letters != "") {
		return app.Approve
	}
	return app.Publish
}

// wordsForm is an answer with the field for its reason.
func (v *visit) wordsForm(s app.Standing, answer app.Answer, err error) answerProps {
	byField, rest := v.fieldFaults(err, "reason", "cause", "why")
	return answerProps{
		submit: v.T("web.goal.answer_" + string(answer)),
		form: ui.FormProps{ID: "answer-" + string(answer), Action: goalPath(s.ID) + "/answer", Errors: rest, ErrorTitle: v.T("web.form.errors"), Hidden: []ui.Hidden{
			{Name: "version", Value: strconv.Itoa(s.Version)}, {Name: "answer", Value: string(answer)},
		}},
		reason: ui.FieldProps{
			Name: "reason", ID: "f-" + string(answer) + "-reason", Label: v.T("web.talk.reason"), Hint: v.T("web.talk.reason_hint"), Kind: ui.FieldArea, Rows: 2,
			Value: v.trimmed("reason"), Error: byField["reason"] + byField["why"],
		},
	}
}

// endsWithWords tells whether ending an objective takes a reason: pay depends on it, and people were told.
func endsWithWords(s app.Standing) bool {
	return s.Paid && s.Status == goal.Published && s.Closed == nil
}

// withdrawForm is how what pay depends on is ended: with a cause and a reason. Asked for nothing, it stays folded.
func (v *visit) withdrawForm(view app.GoalView, err error) *answerProps {
	s := view.Standing
	if !view.MayEdit || !endsWithWords(s) {
		return nil
	}
	if app.Answer(v.trimmed("answer")) != app.Withdraw {
		err = nil
	}
	p := v.wordsForm(s, app.Withdraw, err)
	byField, _ := v.fieldFaults(err, "cause")
	p.title, p.lead, p.open = v.T("web.talk.withdraw"), v.T("web.talk.withdraw_lead"), err != nil
	if v.today >= s.Start {
		p.cause = v.causeField(byField["cause"], false)
		p.cause.ID = "f-withdraw-cause"
	}
	return &p
}

// causeField is the closed list of causes; « agreed » only where two have.
func (v *visit) causeField(problem string, agreed bool) ui.FieldProps {
	f := ui.FieldProps{Name: "cause", Label: v.T("web.talk.cause"), Hint: v.T("web.talk.cause_hint"), Kind: ui.FieldSelect, Blank: "–", Value: v.trimmed("cause"), Error: problem, Optional: v.T("web.optional")}
	for _, r := range goal.Reasons() {
		if r == goal.ReasonAgreed && !agreed {
			continue // not for one person to say
		}
		f.Options = append(f.Options, ui.Option{Value: string(r), Label: v.T("web.cause." + string(r)), Selected: f.Value == string(r)})
	}
	return f
}

func (v *visit) noteGoal() error {
	id, err := v.goalID()
	if err != nil {
		return err
	}
	if err := v.App.Note(v.ctx(), v.actor(), id, v.trimmed("kind"), v.trimmed("text")); err != nil {
		return v.goalAgain(id, err)
	}
	v.flash("goal_noted", "")
	return v.redirect(v.back(goalPath(id) + "#notes"))
}

func (v *visit) acknowledgeGoal() error {
	id, err := v.goalID()
	if err != nil {
		return err
	}
	if err := v.App.Acknowledge(v.ctx(), v.actor(), id, v.version(), v.trimmed("reply"), v.trimmed("text")); err != nil {
		return v.goalAgain(id, err)
	}
	v.flash("goal_acknowledged", "")
	return v.redirect(goalPath(id))
}

// goalAgain shows the objective with what was typed and what is wrong with it.
func (v *visit) goalAgain(id org.ID, err error) error {
	if !complete(err) {
		return err
	}
	view, readErr := v.App.Goal(v.ctx(), v.actor(), id)
	if readErr != nil {
		return readErr
	}
	p := v.goalPage(view)
	p.talk = v.talk(view, err)
	if p.talk.answer == nil && (p.talk.withdraw == nil || !p.talk.withdraw.open) {
		_, rest := v.fieldFaults(err)
		p.talk.noteForm.Errors, p.talk.noteForm.ErrorTitle = rest, v.T("web.form.errors")
		p.talk.note.Value = v.trimmed("text")
	}
	return v.showAs(http.StatusUnprocessableEntity, page{title: view.Standing.Title}, goalPageBody(p))
}
