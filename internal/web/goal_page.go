package web

import (
	"slices"

	"github.com/a-h/templ"

	"cordee/internal/app"
	"cordee/internal/chart"
	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/web/ui"
)

// goalProps is the page of one objective.
type goalProps struct {
	head          ui.PageHeadProps
	bar           ui.ObjectiveBarProps
	beads         ui.BeadsProps
	why           string
	facts         []factProps
	chart         ui.ChartProps
	burnup        chart.Burnup
	drawn         bool
	outlook       outlookProps
	rope          ui.RopeProps
	contributions []mateProps
	others        string
	moreMates     string // the words before the names after the first eight; empty: all are shown
	children      []childProps
	coverage      string
	hiddenBelow   string
	steps         []stepProps
	stepForm      stepForm
	counter       *goalFormProps
	events        []ui.Moment
	story         ui.TimelineProps
	thanks        thanksForm
	pull          pullProps
	helpers       string
	talk          talkProps
	how           howProps
	bid           *bidProps
	past          pastProps
	given         []factProps
	orphan        ui.Link
	words         goalWords
	progress      ui.Mark
	paid          string
}

type goalWords struct {
	progress, rope, contributions, contributionsLead, children, steps, events, discuss, discussLead, facts, newChild, given, orphan string
	newChildHref                                                                                                                    string
}

type childProps struct {
	href, title, owner, percent, value, due string
	tier                                    ui.Tier
	tierWord                                string
	bar                                     ui.ObjectiveBarProps
	pace                                    ui.Pace
	paceWord                                string
	status                                  ui.TagProps
}

type stepProps struct {
	title, due, owner string
	done, next        bool
	button            ui.ActionProps
}

type stepForm struct {
	action, label, hint, button, back string
	owner                             ui.FieldProps
}

func (v *visit) goalPage(view app.GoalView) goalProps {
	t, s, me := v.teller(), view.Standing, v.me().ID
	p := goalProps{why: s.Why, words: v.goalWords(s)}
	if s.Progress.HasAttainment {
		p.progress = ui.At(int(s.Progress.AttainmentBP / 10))
	}
	p.head = t.goalHead(view)
	p.head.AsOf, p.head.Actions = v.asOf(), v.goalActions(view)
	mine := mineOf(view, me)
	p.bar = t.bar(s, mine)
	if s.Metric.Kind == measure.Steps && len(s.Steps) > 0 {
		p.beads = t.beads(s, me, false)
	}
	p.facts = t.goalFacts(view)
	if s.Paid {
		p.paid = t.T("web.goal.paid")
	}
	p.burnup, p.drawn = t.burnup(view)
	p.chart = t.burnupWords(view)
	p.outlook = t.outlook(s)
	p.rope = t.goalRope(view, me)
	p.contributions, p.others = t.contributions(view, me)
	if p.moreMates = t.folded(len(p.contributions)); p.moreMates != "" {
		p.words.contributionsLead = t.T("web.goal.contributions_lead_folded")
	}
	p.children, p.coverage, p.hiddenBelow = t.children(view)
	p.steps = v.steps(view)
	if v.mayMark(view, goal.Step{}) && s.Progress.Status != goal.Cancelled && s.Closed == nil {
		p.stepForm = stepForm{action: goalPath(s.ID) + "/steps", label: t.T("web.goal.steps_add"), hint: t.T("web.goal.steps_hint"), button: t.T("web.goal.steps_button"), back: goalPath(s.ID), owner: v.stepOwner(view)}
	}
	if view.MayAnswer && (s.Status == goal.Proposed || s.Status == goal.Countered) {
		p.counter = v.counterForm(formOf(s, v.teller()), s, nil)
	}
	p.talk = v.talk(view, nil)
	p.how, p.bid, p.past, p.given = t.how(view.Talk.How), v.bidForm(view), v.pastForm(view), t.givenFacts(view)
	if s.Parent == 0 && s.Tier != goal.Strategic && view.MayEdit && s.Closed == nil && s.Status != goal.Cancelled {
		p.orphan = ui.Link{Text: t.T("web.goal.orphan_fix"), Href: fixPath(s.ID, s.GoalRow.Metric, goal.FixParent)}
	}
	p.events = t.moments(view.Events[:min(len(view.Events), shownEvents)], view.World, me)
	p.story = t.story(view)
	p.thanks = v.thanksForm(s.ID, 0, goalPeople(view, me))
	p.helpers = t.helpersLine(view.Helpers)
	if view.MayPull {
		p.pull = v.pullForm(s, view.Pulling, s.Owner)
	}
	return p
}

func (v *visit) goalWords(s app.Standing) goalWords {
	w := goalWords{
		progress: v.T("web.goal.progress"), rope: v.T("web.goal.rope"), contributions: v.T("web.goal.contributions"),
		contributionsLead: v.T("web.goal.contributions_lead"), children: v.T("web.goal.children"), steps: v.T("web.goal.steps"),
		events: v.T("web.goal.events"), discuss: v.T("web.goal.discuss"), discussLead: v.T("web.goal.discuss_lead"), facts: v.T("web.goal.facts"),
		given: v.T("web.goal.given"), orphan: v.T("web.goal.orphan"),
	}
	if s.Tier != goal.Individual {
		w.newChild, w.newChildHref = v.T("web.goal.new_child"), "/goals/new?parent="+s.ID.String()
	}
	return w
}

// shownEvents are the latest results beside an objective; the chart has a dot for each.
const shownEvents = 6

// mineOf is what the reader brought to a common objective, as its contributions tell.
func mineOf(view app.GoalView, me org.ID) measure.Maybe {
	for _, c := range view.Contributions {
		if c.Person.ID == me && c.Amount > 0 {
			return measure.Some(c.Amount)
		}
	}
	return measure.Maybe{}
}

func (t teller) goalHead(view app.GoalView) ui.PageHeadProps {
	s := view.Standing
	h := ui.PageHeadProps{Title: s.Title, CrumbsWord: t.T("web.goal.crumbs"), Tag: t.status(s)}
	for _, k := range view.Above {
		h.Crumbs = append(h.Crumbs, ui.Link{Text: k.Title, Href: goalPath(k.ID)})
	}
	h.Meta = []string{capital(t.tierWord(s.Tier)), view.OwnerName, t.Span(s.Span())}
	return h
}

// goalActions are what the reader may do now.
func (v *visit) goalActions(view app.GoalView) templ.Component {
	var parts []templ.Component
	s := view.Standing
	here := goalPath(s.ID)
	switch s.Status {
	case goal.Proposed, goal.Countered:
		if view.Talk.MayAgree && !(s.Paid && view.MayEdit) { // else the answer takes words, below
			parts = append(parts, answerButton(v.words(), s, app.Agree, here))
		}
	case goal.Agreed, goal.Draft:
		if view.MayEdit && !s.Paid && !view.Talk.Sealed {
			parts = append(parts, answerButton(v.words(), s, app.Publish, here))
		}
	case goal.Published, goal.Running, goal.Attained, goal.Missed, goal.Cancelled:
	}
	open := s.Closed == nil && s.Status != goal.Cancelled && !s.Progress.Over()
	if view.MayEdit && s.Owner.Kind == org.OwnerTeam && adds(s.Metric) && s.Target.OK && open {
		parts = append(parts, ui.LinkButton(ui.ButtonProps{Text: v.T("web.goal.share_out"), Icon: "share", Href: partsPath(s.ID)}))
	}
	if view.MayEdit && s.Closed == nil && s.Progress.Over() {
		parts = append(parts, answerButton(v.words(), s, app.Close, here))
	}
	if view.MayEdit && s.Closed == nil && s.Status != goal.Cancelled {
		parts = append(parts, ui.LinkButton(ui.ButtonProps{Text: v.T("web.goal.edit"), Icon: "pen", Href: here + "/edit"}))
		if !endsWithWords(s) {
			parts = append(parts, answerButton(v.words(), s, app.Withdraw, here))
		}
	}
	if view.MayStatement {
		parts = append(parts, ui.LinkButton(ui.ButtonProps{Text: v.T("close.statement_link"), Icon: "list", Href: statementPath(s.ID)}))
	}
	parts = append(parts, v.goalLetterLink(s.Goal)...)
	if len(parts) == 0 {
		return nil
	}
	return ui.Group(parts...)
}

// goalFacts are the terms, and how the figure is measured: every number that was computed can be understood.
func (t teller) goalFacts(view app.GoalView) []factProps {
	s := view.Standing
	unit := s.Metric.Unit
	facts := []factProps{{label: t.T("web.goal.metric"), value: t.metricName(s.Metric)}}
	add := func(key string, m measure.Maybe) {
		if m.OK {
			facts = append(facts, factProps{label: t.T("web.goal." + key), value: t.Value(m.Amount, unit)})
		}
	}
	if s.Metric.Kind != measure.Steps {
		add("target", s.Target)
		add("baseline", s.Baseline)
		add("floor", s.Floor)
		add("stretch", s.Stretch)
		add("attained", s.Progress.Attained)
		if e := s.Progress.Expected; s.Progress.Status == goal.Running && e.OK {
			facts = append(facts, factProps{label: t.T("web.goal.expected"), value: t.about(e.Amount, unit)})
		}
		if s.Progress.N > 0 {
			facts = append(facts, factProps{label: t.T("web.goal.results"), value: t.T("web.goal.results_n", "n", s.Progress.N)})
		}
	}
	facts = append(facts, factProps{label: t.T("web.goal.origin"), value: t.originWord(s.Goal)})
	return facts
}

// originWord says where an objective comes from; « agreed » only once both have.
func (t teller) originWord(g goal.Goal) string {
	open := g.Status == goal.Draft || g.Status == goal.Proposed || g.Status == goal.Countered
	if open && g.Origin == goal.OriginAgreed {
		return t.T("web.talk.not_agreed")
	}
	return t.T("origin." + string(g.Origin))
}

// goalRope is the way up from this objective.
func (t teller) goalRope(view app.GoalView, me org.ID) ui.RopeProps {
	r := ui.RopeProps{ID: "rope", Label: t.T("web.goal.rope")}
	for _, k := range view.Above {
		r.Knots = append(r.Knots, t.knot(k, me))
	}
	if len(r.Knots) > 0 {
		own := app.Knot{Standing: view.Standing, OwnerName: view.OwnerName, Mine: mineOf(view, me)}
		here := t.knot(own, me)
		here.Here = true
		r.Knots = append(r.Knots, here)
	}
	return r
}

// stepsTitle heads the steps; where there are none yet, the way to add them needs no title.
func (p goalProps) stepsTitle() string {
	if len(p.steps) == 0 {
		return ""
	}
	return p.words.steps
}

// contributions is what each brings, by name: it is no ranking.
func (t teller) contributions(view app.GoalView, me org.ID) (rows []mateProps, others string) {
	for _, c := range view.Contributions {
		rows = append(rows, mateProps{name: c.Person.Name, href: personPath(c.Person.ID), amount: t.brought(c, view.Standing.Metric), hidden: c.Hidden, me: c.Person.ID == me})
	}
	if t.folded(len(rows)) != "" {
		slices.SortStableFunc(rows, func(x, y mateProps) int { return first(x.me, x.hidden) - first(y.me, y.hidden) })
	}
	if view.Others.OK && len(rows) > 0 {
		others = t.T("web.goal.others", "amount", t.Value(view.Others.Amount, view.Standing.Metric.Unit))
	}
	return rows, others
}

// children are the objectives below, and whether they add up to this one.
func (t teller) children(view app.GoalView) (rows []childProps, coverage, hidden string) {
	for _, c := range view.Children {
		rows = append(rows, t.child(c, view.World))
	}
	if view.HiddenBelow > 0 {
		hidden = t.T("web.goal.hidden_below", "n", view.HiddenBelow)
	}
	s := view.Standing
	switch open := s.Closed == nil && s.Status != goal.Cancelled; {
	case view.ChildrenSum.OK:
		coverage = t.coverage(view.ChildrenSum.Amount, s.Target, s.Metric.Unit)
	case view.SumWithheld:
		coverage = t.T("web.goal.cover_withheld")
	case open && s.Tier != goal.Individual && s.Target.OK && adds(s.Metric) && len(rows)+view.HiddenBelow == 0:
		coverage = t.T("web.goal.cover_none", "target", t.Value(s.Target.Amount, s.Metric.Unit))
	}
	return rows, coverage, hidden
}

func (t teller) child(c app.Standing, w *app.World) childProps {
	row := childProps{
		href: goalPath(c.ID), title: c.Title, owner: w.Name(c.Owner), percent: t.percent(c.Progress), value: t.attained(c), due: t.due(c),
		tier: ui.Tier(c.Tier), tierWord: t.tierWord(c.Tier), bar: t.track(c, measure.Maybe{}), pace: paceOf(c.Progress), paceWord: t.pace(c.Progress),
		status: t.status(c),
	}
	return row
}

// coverage says whether the parts make the whole.
func (t teller) coverage(sum measure.Amount, target measure.Maybe, unit string) string {
	if !target.OK {
		return ""
	}
	args := []any{"sum", t.Value(sum, unit), "target", t.Value(target.Amount, unit)}
	switch gap := target.Amount - sum; {
	case gap > 0:
		return t.T("web.goal.cover_missing", append(args, "gap", t.Value(gap, unit))...)
	case gap < 0:
		return t.T("web.goal.cover_over", append(args, "gap", t.Value(-gap, unit))...)
	}
	return t.T("web.goal.cover_even", args...)
}

func (v *visit) mayMark(view app.GoalView, s goal.Step) bool {
	g := view.Standing
	ofTeam := s.Owner == 0 && g.Owner.Kind == org.OwnerTeam && v.world.Under(v.me().ID, g.Owner.ID, v.today)
	return view.MayAnswer || ofTeam || (s.Owner != 0 && s.Owner == v.me().ID)
}

func (v *visit) steps(view app.GoalView) []stepProps {
	var rows []stepProps
	next, marked := nextStep(view.Standing.Steps)
	for _, s := range view.Standing.Steps {
		row := stepProps{title: s.Title, done: !s.Done.IsZero(), next: marked && s.ID == next.ID}
		switch {
		case row.done:
			row.due = v.T("web.goal.step_done_on", "on", s.Done)
		case !s.Due.IsZero():
			row.due = v.T("web.goal.step_due", "on", v.DayMonth(s.Due))
		}
		if s.Owner != 0 {
			row.owner = v.world.Name(org.PersonOwner(s.Owner))
		}
		if v.mayMark(view, s) {
			row.button = v.stepButton(view.Standing.ID, s, row)
		}
		rows = append(rows, row)
	}
	return rows
}

func (v *visit) stepButton(id org.ID, s goal.Step, row stepProps) ui.ActionProps {
	b := ui.ButtonProps{Text: v.T("web.goal.step_mark"), Icon: "check", Small: true}
	done := "yes"
	if row.done {
		b, done = ui.ButtonProps{Text: v.T("web.goal.step_reopen"), Icon: "undo", Small: true, Kind: ui.ButtonQuiet}, "no"
	}
	return ui.ActionProps{Action: goalPath(id) + "/steps/" + s.ID.String(), Hidden: []ui.Hidden{{Name: "done", Value: done}, {Name: "back", Value: goalPath(id)}}, Button: b}
}

// goalPeople are those to thank for an objective: its owner, and who brings something.
func goalPeople(view app.GoalView, but org.ID) []org.Owner {
	var list []org.Owner
	if view.Standing.Owner != org.PersonOwner(but) {
		list = append(list, view.Standing.Owner)
	}
	for _, c := range view.Contributions {
		o := org.PersonOwner(c.Person.ID)
		if c.Person.ID != but && !slices.Contains(list, o) {
			list = append(list, o)
		}
	}
	return list
}
