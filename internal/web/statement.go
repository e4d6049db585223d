package web

import (
	"bytes"
	"encoding/csv"
	"strings"

	"cordee/internal/app"
	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/route"
	"cordee/internal/sheet"
	"cordee/internal/web/ui"
)

func (s *Server) statementRoutes(g *route.Registry) {
	s.get(g, "/goals/{goal}/statement", org.ReadGoal, org.AGoal, (*visit).statement)
	s.get(g, "/goals/{goal}/statement.csv", org.ReadGoal, org.AGoal, (*visit).statementFile)
}

func statementPath(id org.ID) string { return goalPath(id) + "/statement" }

// statementProps is the page on which the figure of an objective can be added up again.
type statementProps struct {
	head         ui.PageHeadProps
	facts        []factProps
	steps        []string
	stepsTitle   string
	lines, late  ui.TableProps
	further      ui.TableProps // the lines after the first ones, folded
	more         string
	linesSection ui.SectionProps
	lateSection  ui.SectionProps
	beyond       string
	hidden       string
	file         ui.ButtonProps
	follow       *followProps
	review       reviewProps
	empty        string
}

// followProps is what may come next, with how its number came about.
type followProps struct {
	section ui.SectionProps
	lead    string
	how     []string
	button  ui.ButtonProps
}

// reviewProps is what both say of the period.
type reviewProps struct {
	section ui.SectionProps
	notes   []ui.Moment
	form    ui.FormProps
	text    ui.FieldProps
	send    string
	shown   bool
}

// firstLines is how many lines stand open: more would be long on a phone.
const firstLines = 100

func (v *visit) statement() error {
	st, err := v.readStatement()
	if err != nil {
		return err
	}
	p := v.statementPage(st)
	return v.show(page{title: p.head.Title, path: statementPath(st.Standing.ID)}, statementBody(p))
}

func (v *visit) readStatement() (app.Statement, error) {
	id, err := v.goalID()
	if err != nil {
		return app.Statement{}, err
	}
	return v.App.Statement(v.ctx(), v.actor(), id)
}

func (v *visit) statementPage(st app.Statement) statementProps {
	s := st.Standing
	p := statementProps{
		head: ui.PageHeadProps{
			Crumbs: []ui.Link{{Text: s.Title, Href: goalPath(s.ID)}}, CrumbsWord: v.T("web.crumbs"), Title: v.T("close.statement"),
			Lead: v.T("close.lead"), Meta: []string{v.world.Name(s.Owner), v.Span(s.Span())}, AsOf: v.asOf(),
		},
		facts: v.statementFacts(st),
	}
	var counted, late []app.StatementLine
	for _, l := range st.Lines {
		if l.Late {
			late = append(late, l)
		} else {
			counted = append(counted, l)
		}
	}
	switch {
	case s.Metric.Kind == measure.Steps:
		p.stepsTitle, p.steps = v.T("close.steps"), v.statementSteps(s)
	case st.Beyond:
		p.beyond = v.T("close.beyond")
	case len(st.Lines) == 0 && st.Hidden == 0:
		p.empty = v.T("close.none")
	default:
		p.linesSection = ui.SectionProps{ID: "lines", Title: v.T("close.lines"), Lead: v.T("close.lines_lead")}
		p.lines = v.statementTable("lines-table", counted, st, st.Brought)
		if n := len(p.lines.Rows) - firstLines; n > 0 {
			p.further, p.more = p.lines, v.T("close.more", "n", n)
			p.further.ID, p.further.Rows = "further-table", p.lines.Rows[firstLines:]
			p.lines.Rows, p.lines.Foot = p.lines.Rows[:firstLines], nil
		}
		p.file = ui.ButtonProps{Text: v.T("close.file"), Href: statementPath(s.ID) + ".csv", Icon: "download", Plain: true, Small: true}
	}
	if st.Hidden > 0 {
		p.hidden = v.T("close.hidden", "n", st.Hidden)
	}
	if len(late) > 0 {
		p.lateSection = ui.SectionProps{ID: "late", Title: v.T("close.late"), Lead: v.T("close.late_lead")}
		p.late = v.statementTable("late-table", late, st, st.Late)
	}
	p.follow, p.review = v.followCard(st), v.reviewCard(st)
	return p
}

// statementFacts are the terms in force, the figure and how the ratio is worked out.
func (v *visit) statementFacts(st app.Statement) (facts []factProps) {
	s, t := st.Standing, v.teller()
	add := func(key, value string) {
		if value != "" {
			facts = append(facts, factProps{label: v.T("close." + key), value: value})
		}
	}
	add("terms", v.T("close.version", "n", st.Version))
	if s.Metric.Kind != measure.Steps && s.Target.OK {
		add("target", v.Value(s.Target.Amount, s.Metric.Unit))
	}
	if (s.Metric.Kind == measure.Ratio || s.Metric.Kind == measure.Latest) && s.Baseline.OK {
		add("baseline", v.Value(s.Baseline.Amount, s.Metric.Unit))
	}
	add("attained", t.attainedShort(s))
	add("attainment", t.percent(s.Progress))
	if s.Closed != nil {
		word := "close.missed"
		if s.Closed.Status == goal.Attained {
			word = "close.reached"
		}
		add("outcome", v.T(word))
		add("closed", v.T("close.closed_on", "on", v.day(s.Closed.At)))
	}
	if a := s.Progress.Adjustment; a.OK && a.Amount != 0 {
		add("adjustment", v.Value(a.Amount, s.Metric.Unit))
		if rest := a.Amount - st.Late; adds(s.Metric) && !st.Beyond && rest != 0 {
			add("other", v.Value(rest, s.Metric.Unit))
		}
	}
	return facts
}

func (v *visit) statementSteps(s app.Standing) (list []string) {
	for _, x := range s.Steps {
		key, args := "close.step_open", []any{"title", x.Title, "n", x.Weight.String()}
		if !x.Done.IsZero() {
			key, args = "close.step_done", append(args, "on", x.Done)
		}
		list = append(list, v.T(key, args...))
	}
	return list
}

// statementHeads are the columns of a statement; a ratio has two figures.
func (v *visit) statementHeads(m measure.Metric) []ui.Head {
	heads := []ui.Head{{Label: v.T("web.result.kind")}, {Label: v.T("web.goal.day")}, {Label: v.T("close.who")}, {Label: v.T("web.result.amount"), Numeric: true}}
	if m.Kind == measure.Ratio {
		return append(heads, ui.Head{Label: v.T("close.top"), Numeric: true}, ui.Head{Label: v.T("close.bottom"), Numeric: true})
	}
	return append(heads, ui.Head{Label: v.T("close.counts"), Numeric: true})
}

func (v *visit) statementTable(id string, lines []app.StatementLine, st app.Statement, sum measure.Amount) ui.TableProps {
	m := st.Standing.Metric
	table := ui.TableProps{ID: id, Caption: v.T("close.lines"), HideCaption: true, Dense: true, Heads: v.statementHeads(m)}
	for _, l := range lines {
		row := v.statementRow(l, st.Standing)
		row.Cells[0].Href = resultPath(l.Posted)
		table.Rows = append(table.Rows, row)
	}
	switch {
	case adds(m):
		table.Foot = []ui.Cell{{Text: v.T("close.sum")}, {}, {}, {}, {Text: v.Value(sum, m.Unit)}}
	case m.Kind == measure.Ratio:
		table.Foot = []ui.Cell{{Text: v.T("close.sum")}, {}, {}, {}, {Text: v.Number(sum)}, {Text: v.Number(st.Of)}}
	}
	return table
}

func (v *visit) statementRow(l app.StatementLine, s app.Standing) ui.Row {
	kind, amount := v.teller().kindName(l.Kind), ""
	if l.Sign < 0 {
		kind = v.T("close.taken_back", "kind", lowerFirst(kind))
	}
	if l.Amount.OK {
		amount = v.Value(l.Amount.Amount, v.world.Org().Currency)
	}
	row := ui.Row{Cells: []ui.Cell{{Text: kind}, {Text: v.Date(l.OccurredOn)}, {Text: v.creditedNames(l)}, {Text: amount}}}
	if s.Metric.Kind == measure.Ratio {
		row.Cells = append(row.Cells, ui.Cell{Text: v.Number(l.Brought)}, ui.Cell{Text: v.Number(l.Of)})
		return row
	}
	row.Cells = append(row.Cells, ui.Cell{Text: v.Value(l.Brought, s.Metric.Unit)})
	return row
}

// creditedNames are those credited, with their shares where it is shared.
func (v *visit) creditedNames(l app.StatementLine) string {
	var names []string
	for _, c := range l.Credits {
		name := v.world.Name(c.Owner)
		if c.BP != measure.Hundred {
			name = v.T("close.share", "name", name, "share", v.Percent(c.BP))
		}
		names = append(names, name)
	}
	return strings.Join(names, ", ")
}

// statementFile is the same as a table to keep and to add up: figures as files write them, day by day.
func (v *visit) statementFile() error {
	st, err := v.readStatement()
	if err != nil {
		return err
	}
	var buf bytes.Buffer
	w := csv.NewWriter(&buf)
	rows := [][]string{{"source", "ref", "occurred_on", "kind", "sign", "credited", "amount", "counts", "of", "after_closing"}}
	for _, l := range st.Lines {
		amount, of, late := "", "", "no"
		if l.Amount.OK {
			amount = l.Amount.Amount.String()
		}
		if st.Standing.Metric.Kind == measure.Ratio {
			of = l.Of.String()
		}
		if l.Late {
			late = "yes"
		}
		rows = append(rows, []string{sheet.Guarded(l.Source), sheet.Guarded(l.Ref), l.OccurredOn.String(), sheet.Guarded(l.Kind), itoa(l.Sign),
			sheet.Guarded(v.creditedNames(l)), amount, l.Brought.String(), of, late})
	}
	if err := w.WriteAll(rows); err != nil {
		return err
	}
	v.attachment("statement.csv", "text/csv; charset=utf-8")
	_, err = buf.WriteTo(v.w)
	return err
}

func (v *visit) followCard(st app.Statement) *followProps {
	f := st.Follow
	if f == nil {
		return nil
	}
	p := &followProps{
		section: ui.SectionProps{ID: "next", Title: v.T("close.next")},
		lead:    v.T("close.next_lead", "span", v.Span(f.Span)),
		button:  ui.ButtonProps{Text: v.T("close.next_do"), Href: "/goals/new?after=" + f.After.ID.String(), Icon: "next", Kind: ui.ButtonPrimary},
	}
	for _, n := range f.How {
		p.how = append(p.how, v.say(n, st.Standing.Metric.Unit))
	}
	return p
}

func (v *visit) reviewCard(st app.Statement) reviewProps {
	s := st.Standing
	over := s.Closed != nil || s.Progress.Over()
	p := reviewProps{shown: over}
	if !over {
		return p
	}
	p.section = ui.SectionProps{ID: "review", Title: v.T("close.review"), Lead: v.T("close.review_lead")}
	p.notes = v.noteMoments(st.Notes)
	p.form = ui.FormProps{ID: "review-form", Action: goalPath(s.ID) + "/notes", Hidden: []ui.Hidden{{Name: "kind", Value: app.NoteReview}, {Name: "back", Value: statementPath(s.ID) + "#review"}}}
	p.text = ui.FieldProps{Name: "text", ID: "f-review", Label: v.T("close.review_text"), Hint: v.T("close.review_hint"), Kind: ui.FieldArea, Rows: 3, Required: true}
	p.send = v.T("close.review_send")
	return p
}

// afterAnother prepares the objective of the next period from one that is over.
func (v *visit) afterAnother(f *goalForm, id org.ID) error {
	next, err := v.App.FollowOf(v.ctx(), v.actor(), id)
	if err != nil || next == nil {
		return err
	}
	was := formOf(next.After, v.teller())
	was.Owner, was.StartOn, was.EndOn, was.Parent = v.world.Ref(next.After.Owner), next.Span.From.String(), next.Span.Last().String(), ""
	if next.Target.OK {
		was.Target = v.Number(next.Target.Amount)
	}
	if next.Parent != 0 {
		was.Parent = next.Parent.String()
	}
	*f = was
	return nil
}
