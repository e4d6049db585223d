package web

import (
	"strconv"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/org"
	"cordee/internal/route"
	"cordee/internal/web/ui"
)

func (s *Server) awardRoutes(g *route.Registry) {
	s.get(g, "/rewards/awards", org.ApproveAward, "", (*visit).awards)
	s.post(g, "/rewards/awards/approve", org.ApproveAward, "", (*visit).approveAwards)
	s.post(g, "/rewards/awards/export", org.PayRewards, "", (*visit).exportAwards)
	s.post(g, "/rewards/setting", org.ManageOrg, "", (*visit).setRewards)
	s.get(g, "/rewards/payouts/{payout}", org.PayRewards, "payout", (*visit).payout)
	s.get(g, "/rewards/awards/{award}", org.ReadReward, "award", (*visit).award)
	s.post(g, "/rewards/awards/{award}/contest", org.ReadReward, "award", (*visit).contestAward)
	s.post(g, "/rewards/contests/{contest}", org.ApproveAward, "contest", (*visit).answerContest)
}

var awardTones = map[app.AwardState]ui.Tone{app.AwardWaiting: ui.ToneWarn, app.AwardApproved: ui.ToneGood, app.AwardExported: ui.ToneInfo, app.AwardNothing: ui.ToneNone}

func (v *visit) awardGives(a app.Award) string {
	return v.teller().given(a.Kind, a.Unit, a.Label, a.Amount)
}

// awardTable lists awards; with people it says whose they are.
func (v *visit) awardTable(id string, list []app.Award, people bool) ui.TableProps {
	table := ui.TableProps{ID: id, Caption: v.T("web.reward.awards"), HideCaption: true, Heads: []ui.Head{{Label: v.T("web.reward.name")}}}
	if people {
		table.Heads = append(table.Heads, ui.Head{Label: v.T("web.reward.whose")})
	}
	table.Heads = append(table.Heads, ui.Head{Label: v.T("web.reward.period")}, ui.Head{Label: v.T("web.reward.cause")}, ui.Head{Label: v.T("web.reward.obtained"), Numeric: true}, ui.Head{Label: v.T("web.reward.state")})
	for _, a := range list {
		row := ui.Row{Cells: []ui.Cell{{Text: a.Title, Href: awardPath(a.ID)}}}
		if people {
			row.Cells = append(row.Cells, ui.Cell{Text: v.world.Name(org.PersonOwner(a.Person))})
		}
		row.Cells = append(row.Cells, ui.Cell{Text: v.Span(a.Part)}, ui.Cell{Text: v.T("web.reward.cause_" + string(a.Cause))}, ui.Cell{Text: v.awardGives(a)},
			ui.Cell{Body: ui.Tag(ui.TagProps{Text: v.T("web.reward.award_" + string(a.State)), Tone: awardTones[a.State]})})
		table.Rows = append(table.Rows, row)
	}
	return table
}

// awardsProps is the page of what waits for a yes and of what left for payroll.
type awardsProps struct {
	head      ui.PageHeadProps
	form      ui.FormProps
	pick      ui.FieldProps
	approve   ui.ButtonProps
	nothing   string
	pending   []string
	pendingAt ui.SectionProps
	all       ui.TableProps
	allAt     ui.SectionProps
	export    *ui.ActionProps
	exportAt  ui.SectionProps
	payouts   []ui.Link
	setting   *settingProps
}

type settingProps struct {
	at   ui.SectionProps
	form ui.FormProps
	two  ui.FieldProps
	days ui.FieldProps
	save string
}

func (v *visit) awards() error { return v.showAwards(nil) }

func (v *visit) showAwards(problem error) error {
	view, err := v.App.Awards(v.ctx(), v.actor(), app.AwardFilter{})
	if err != nil {
		return err
	}
	p := awardsProps{
		head:    ui.PageHeadProps{Title: v.T("web.reward.approve_page"), Lead: v.T("web.reward.approve_lead"), CrumbsWord: v.T("web.crumbs"), Crumbs: v.ruleCrumbs()[:1]},
		nothing: v.T("web.reward.nothing_to_approve"), approve: ui.ButtonProps{Text: v.T("web.reward.approve"), Kind: ui.ButtonPrimary, Icon: "check"},
		pendingAt: ui.SectionProps{ID: "pending", Title: v.T("web.reward.pending"), Lead: v.T("web.reward.pending_lead")}, allAt: ui.SectionProps{ID: "all", Title: v.T("web.reward.awards_all")},
		exportAt: ui.SectionProps{ID: "export", Title: v.T("web.reward.export"), Lead: v.T("web.reward.export_lead", "n", view.ToExport)},
		all:      v.awardTable("all-table", view.Awards, true),
	}
	t := typed{}
	if problem != nil {
		t = v.retyped(problem)
	}
	p.form = v.form(t, ui.FormProps{ID: "approve-form", Action: "/rewards/awards/approve"})
	p.pick = ui.FieldProps{Name: "award", Label: v.T("web.reward.to_approve"), Kind: ui.FieldChecks}
	for _, a := range view.Awards {
		if a.MayApprove {
			p.pick.Options = append(p.pick.Options, ui.Option{Value: a.ID.String(), Selected: problem == nil || t.has("award", a.ID.String()),
				Label: v.T("web.reward.award_line", "name", v.world.Name(org.PersonOwner(a.Person)), "gives", v.awardGives(a)), Hint: v.T("web.reward.award_hint", "title", a.Title, "span", a.Part)})
		}
	}
	for _, w := range view.Waiting {
		p.pending = append(p.pending, v.T("web.reward.pending_one", "title", w.Rule.Title, "span", w.Part, "n", len(w.Goals)+w.More))
	}
	if view.MayExport && view.ToExport > 0 {
		p.export = &ui.ActionProps{Action: "/rewards/awards/export", Button: ui.ButtonProps{Text: v.T("web.reward.export_do", "n", view.ToExport), Icon: "download", Kind: ui.ButtonPrimary}}
	}
	for _, x := range view.Exports {
		p.payouts = append(p.payouts, ui.Link{Text: v.T("web.reward.payout", "on", v.day(x.At), "n", x.N), Href: "/rewards/payouts/" + x.ID.String()})
	}
	if view.MaySet {
		p.setting = v.rewardSetting(view.Setting)
	}
	return v.showAs(answerTo(problem), page{title: p.head.Title, path: "/rewards"}, awardsBody(p))
}

func (v *visit) rewardSetting(s app.RewardSetting) *settingProps {
	days := s.ContestDays
	if days == 0 {
		days = 15
	}
	return &settingProps{
		at: ui.SectionProps{ID: "setting", Title: v.T("web.reward.setting")}, form: ui.FormProps{ID: "setting-form", Action: "/rewards/setting"}, save: v.T("web.reward.setting_save"),
		two:  ui.FieldProps{Name: "two", Label: v.T("web.reward.two"), Kind: ui.FieldCheckbox, Checked: s.TwoApprovals, Hint: v.T("web.reward.two_hint")},
		days: ui.FieldProps{Name: "contest_days", Label: v.T("web.reward.contest_days"), Kind: ui.FieldNumber, Value: strconv.Itoa(days), Suffix: v.T("unit_name.days")},
	}
}

func (v *visit) setRewards() error {
	if err := v.parse(); err != nil {
		return err
	}
	err := v.App.SetReward(v.ctx(), v.actor(), app.RewardSetting{TwoApprovals: v.trimmed("two") == "yes", ContestDays: smallNumber(v.trimmed("contest_days"))})
	if err != nil {
		if !complete(err) {
			return err
		}
		return v.showAwards(err)
	}
	v.flash("reward_set", "")
	return v.redirect("/rewards/awards")
}

func (v *visit) approveAwards() error {
	if err := v.parse(); err != nil {
		return err
	}
	var ids []org.ID
	for _, s := range v.r.PostForm["award"] {
		if id, ok := org.ParseID(s); ok {
			ids = append(ids, id)
		}
	}
	err := error(nil)
	if len(ids) == 0 {
		err = fault.Bad("award", "web.reward.pick_one")
	} else {
		_, err = v.App.ApproveAwards(v.ctx(), v.actor(), ids)
	}
	if err != nil {
		if !complete(err) {
			return err
		}
		return v.showAwards(err)
	}
	v.flash("award_approved", "")
	return v.redirect("/rewards/awards")
}

func (v *visit) exportAwards() error {
	batch, err := v.App.ExportPayroll(v.ctx(), v.actor())
	if err != nil {
		if !complete(err) {
			return err
		}
		return v.showAwards(err)
	}
	v.flash("payroll_exported", "")
	return v.redirect("/rewards/payouts/" + batch.ID.String())
}

func (v *visit) payout() error {
	id, err := v.pathID("payout")
	if err != nil {
		return err
	}
	b, err := v.App.Payout(v.ctx(), v.actor(), id)
	if err != nil {
		return err
	}
	head := ui.PageHeadProps{Title: v.T("web.reward.payout", "on", v.day(b.At), "n", b.N), CrumbsWord: v.T("web.crumbs"), Meta: []string{v.world.Name(org.PersonOwner(b.By))},
		Crumbs: append(v.ruleCrumbs()[:1], ui.Link{Text: v.T("web.reward.approve_page"), Href: "/rewards/awards"})}
	return v.show(page{title: head.Title, path: "/rewards"}, ui.Group(ui.PageHead(head), ui.Table(v.awardTable("payout-table", b.Awards, true)), fileRow(v.payrollButtons(id))))
}

// awardProps is one award: frozen, with its arithmetic, its approvals, and what somebody disagrees with.
type awardProps struct {
	share     shareProps
	facts     []factProps
	contests  []contestProps
	contestAt ui.SectionProps
	form      *contestForm
}

type contestForm struct {
	at         ui.SectionProps
	form       ui.FormProps
	line, text ui.FieldProps
	send       string
}

// contestProps is one disagreement with its answer, or the form to answer it.
type contestProps struct {
	title, text, when string
	answer, decision  string
	tag               ui.TagProps
	form              *ui.FormProps
	decide, reply     ui.FieldProps
	amount            ui.FieldProps
	send              string
}

func (v *visit) award() error { return v.showAward(nil, 0) }

func (v *visit) showAward(problem error, contest org.ID) error {
	id, err := v.pathID("award")
	if err != nil {
		return err
	}
	return v.showAwardOf(id, problem, contest)
}

func (v *visit) showAwardOf(id org.ID, problem error, contest org.ID) error {
	d, err := v.App.Award(v.ctx(), v.actor(), id)
	if err != nil {
		return err
	}
	a := d.Award
	t := v.ruleTeller(d.Rule.Rule, d.Goals)
	p := awardProps{contestAt: ui.SectionProps{ID: "contests", Title: v.T("web.reward.contests")}}
	p.share.head = ui.PageHeadProps{Title: v.T("web.reward.award_title", "title", a.Title, "span", a.Part), Lead: v.T("web.reward.award_lead"), CrumbsWord: v.T("web.crumbs"),
		Crumbs: []ui.Link{{Text: v.T("web.reward.title"), Href: "/rewards"}, {Text: a.Title, Href: shareOfPath(a.Rule, a.Version, a.Person)}},
		Meta:   []string{d.Person.Name, v.T("web.reward.version", "n", a.Version)}, Tag: ui.TagProps{Text: v.T("web.reward.award_" + string(a.State)), Tone: awardTones[a.State]}}
	p.share.stats = []ui.Stat{{Label: v.T("web.reward.cause_" + string(a.Cause)), Value: v.awardGives(a)}}
	if s, ok := a.Statement.Of(a.Person); ok {
		if err := v.reckoned(&p.share, t, a.Statement, s, d.Mine, d.Goals); err != nil {
			return err
		}
	}
	p.facts = v.awardFacts(a)
	p.share.links = v.fileButtons(awardPath(id), "")
	for _, c := range d.Contests {
		p.contests = append(p.contests, v.contestCard(c, problem, contest))
	}
	if a.MayContest {
		p.form = v.contestForm(a, problem, contest)
	}
	return v.showAs(answerTo(problem), page{title: p.share.head.Title, path: "/rewards"}, awardBody(p))
}

func (v *visit) awardFacts(a app.Award) (facts []factProps) {
	add := func(key, value string) {
		facts = append(facts, factProps{label: v.T("web.reward." + key), value: value})
	}
	add("granted_on", v.day(a.At))
	for _, y := range a.Approvals {
		add("approved_by", v.T("web.reward.approved_line", "name", v.world.Name(org.PersonOwner(y.By)), "on", v.day(y.At)))
	}
	if a.ExportedAt != 0 {
		add("exported_on", v.day(a.ExportedAt))
	}
	if a.MayContest {
		add("contest_by", v.Date(a.ContestBy))
	}
	return facts
}

func (v *visit) contestForm(a app.Award, problem error, contest org.ID) *contestForm {
	t := typed{}
	if problem != nil && contest == 0 {
		t = v.retyped(problem, "line", "text")
	}
	return &contestForm{
		at:   ui.SectionProps{ID: "contest", Title: v.T("web.reward.contest"), Lead: v.T("web.reward.contest_lead", "by", a.ContestBy)},
		form: v.form(t, ui.FormProps{ID: "contest-form", Action: awardPath(a.ID) + "/contest"}),
		line: t.field(ui.FieldProps{Name: "line", Label: v.T("web.reward.contest_line"), Hint: v.T("web.reward.contest_line_hint")}),
		text: t.field(ui.FieldProps{Name: "text", Label: v.T("web.reward.contest_text"), Kind: ui.FieldArea, Rows: 3}), send: v.T("web.reward.contest_send"),
	}
}

func (v *visit) contestCard(c app.Contest, problem error, contest org.ID) contestProps {
	p := contestProps{title: c.Line, text: c.Text, when: v.T("web.reward.contest_when", "on", v.day(c.At), "due", c.Due), tag: v.contestTag(c), answer: c.Answer}
	if c.Decision != "" {
		p.decision = v.T("web.reward.decision_done_"+string(c.Decision), "name", v.world.Name(org.PersonOwner(c.AnsweredBy)), "on", v.day(c.AnsweredAt))
	}
	if !c.MayAnswer {
		return p
	}
	t := typed{}
	if problem != nil && contest == c.ID {
		t = v.retyped(problem, "decision", "answer", "amount")
	}
	id := c.ID.String()
	form := v.form(t, ui.FormProps{ID: "answer-" + id, Action: contestPath(c.ID), Hidden: []ui.Hidden{{Name: "award", Value: c.Award.String()}}})
	decide := ui.FieldProps{ID: "decision-" + id, Name: "decision", Label: v.T("web.reward.decision"), Kind: ui.FieldRadio}
	for _, d := range []app.ContestDecision{app.ContestKept, app.ContestFacts, app.ContestCorrected} {
		decide.Options = append(decide.Options, ui.Option{Value: string(d), Label: v.T("web.reward.decision_" + string(d)), Hint: v.T("web.reward.decision_" + string(d) + "_hint")})
	}
	p.form, p.decide = &form, t.field(decide)
	p.reply = t.field(ui.FieldProps{ID: "answer-text-" + id, Name: "answer", Label: v.T("web.reward.answer"), Kind: ui.FieldArea, Rows: 3})
	p.amount = t.field(ui.FieldProps{ID: "amount-" + id, Name: "amount", Label: v.T("web.reward.correction"), Kind: ui.FieldNumber, Hint: v.T("web.reward.correction_hint"), Optional: v.T("web.optional")})
	p.send = v.T("web.reward.answer_send")
	return p
}

func (v *visit) contestTag(c app.Contest) ui.TagProps {
	switch {
	case c.Decision != "":
		return ui.TagProps{Text: v.T("web.reward.contest_answered"), Tone: ui.ToneGood}
	case c.Overdue:
		return ui.TagProps{Text: v.T("web.reward.contest_overdue"), Tone: ui.ToneWarn}
	}
	return ui.TagProps{Text: v.T("web.reward.contest_open"), Tone: ui.ToneViolet}
}

func (v *visit) contestTable(list []app.Contest) ui.TableProps {
	table := ui.TableProps{ID: "contests-table", Caption: v.T("web.reward.contests"), HideCaption: true, Heads: []ui.Head{{Label: v.T("web.reward.contest_line")}, {Label: v.T("web.reward.period")}, {Label: v.T("web.reward.answer_due")}, {Label: v.T("web.reward.state")}}}
	for _, c := range list {
		table.Rows = append(table.Rows, ui.Row{Cells: []ui.Cell{{Text: c.Line, Href: awardPath(c.Award) + "#contests", Small: c.Title}, {Text: v.Span(c.Part)}, {Text: v.Date(c.Due)}, {Body: ui.Tag(v.contestTag(c))}}})
	}
	return table
}

func (v *visit) contestAward() error {
	if err := v.parse(); err != nil {
		return err
	}
	id, err := v.pathID("award")
	if err != nil {
		return err
	}
	if _, err := v.App.ContestAward(v.ctx(), v.actor(), id, v.trimmed("line"), v.trimmed("text")); err != nil {
		if !complete(err) {
			return err
		}
		return v.showAward(err, 0)
	}
	v.flash("contest_sent", "")
	return v.redirect(awardPath(id) + "#contests")
}

func (v *visit) answerContest() error {
	if err := v.parse(); err != nil {
		return err
	}
	id, err := v.pathID("contest")
	if err != nil {
		return err
	}
	award, _ := org.ParseID(v.trimmed("award"))
	var l fault.List
	amount := v.amount("amount", &l)
	err = l.OrNil()
	if err == nil {
		err = v.App.AnswerContest(v.ctx(), v.actor(), id, app.ContestDecision(v.trimmed("decision")), v.trimmed("answer"), amount)
	}
	if err != nil {
		if !complete(err) || award == 0 {
			return err
		}
		return v.showAwardOf(award, err, id)
	}
	v.flash("contest_answered", "")
	if award == 0 {
		return v.redirect("/rewards/awards")
	}
	return v.redirect(awardPath(award) + "#contests")
}
