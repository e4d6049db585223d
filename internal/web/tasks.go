package web

import (
	"strconv"

	"github.com/a-h/templ"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/insight"
	"cordee/internal/org"
	"cordee/internal/route"
	"cordee/internal/web/ui"
)

func (s *Server) taskRoutes(g *route.Registry) {
	s.get(g, "/tasks", org.ReadOrg, "", (*visit).tasks)
	s.get(g, "/tasks/new", org.ReadOrg, "", (*visit).newTask)
	s.post(g, "/tasks", org.ReadOrg, "", (*visit).saveTask)
	s.post(g, "/tasks/act", org.ReadOrg, "", (*visit).actOnTask)
}

// tasksProps is the page of what there is to take.
type tasksProps struct {
	head      ui.PageHeadProps
	mine      taskListProps
	fits      taskListProps
	open      ui.TableProps
	openPart  ui.SectionProps
	taken     ui.TableProps
	ended     ui.TableProps
	takenPart ui.SectionProps
	endedPart ui.SectionProps
	aside     *ui.ActionProps
	empty     ui.EmptyProps
}

type taskListProps struct {
	part  ui.SectionProps
	cards []taskCardProps
}

type taskCardProps struct {
	id, title string
	tags      []ui.TagProps
	meta      []string
	serves    ui.Link
	servesFor string
	why       string
	actions   templ.Component
}

func (v *visit) tasks() error {
	view, err := v.App.Pool(v.ctx(), v.actor(), v.r.URL.Query().Get("harder") == "yes")
	if err != nil {
		return err
	}
	p := v.teller().tasksPage(view)
	return v.show(page{title: p.head.Title, path: "/tasks"}, tasksBody(p))
}

// room says how many more tasks somebody may take.
func (t teller) room(n int) string {
	if n == 0 {
		return t.T("tasks.room_none")
	}
	return t.T("tasks.room", "n", n)
}

func (t teller) tasksPage(v app.Pool) tasksProps {
	p := tasksProps{
		head: ui.PageHeadProps{
			Title: t.T("tasks.title"), Lead: t.T("tasks.lead"), Meta: []string{t.room(v.Room)},
			Actions: ui.LinkButton(ui.ButtonProps{Text: t.T("tasks.add"), Icon: "plus", Href: "/tasks/new"}),
		},
		mine:     taskListProps{part: ui.SectionProps{ID: "mine", Title: t.T("tasks.mine")}},
		fits:     taskListProps{part: ui.SectionProps{ID: "fits", Title: t.T("tasks.fits"), Lead: t.shareSentence(v)}},
		openPart: ui.SectionProps{ID: "open", Title: t.T("tasks.open"), Lead: t.more(v)},
		empty: ui.EmptyProps{Icon: "list", Title: t.T("tasks.empty"), Sentence: t.T("tasks.empty_next"),
			Action: ui.Link{Text: t.T("tasks.add"), Href: "/tasks/new"}},
	}
	for _, x := range v.Mine {
		p.mine.cards = append(p.mine.cards, t.taskCard(v, x, t.act("done", x, ui.ButtonPrimary), t.act("back", x, ui.ButtonQuiet)))
	}
	for _, x := range v.Suggested {
		p.fits.cards = append(p.fits.cards, t.taskCard(v, x, t.act("take", x, ui.ButtonPrimary), t.act("aside", x, ui.ButtonQuiet)))
	}
	p.open = t.openTable(v)
	filter := &p.fits.part
	if len(p.fits.cards) == 0 {
		filter = &p.openPart
	}
	filter.Action = ui.Link{Text: t.T("tasks.harder"), Href: "/tasks?harder=yes"}
	if v.Harder > 0 {
		filter.Action = ui.Link{Text: t.T("tasks.all"), Href: "/tasks"}
	}
	if v.Harder > 0 && len(p.fits.cards)+len(p.open.Rows) == 0 {
		p.empty = ui.EmptyProps{Icon: "list", Title: t.T("tasks.none_harder"), Sentence: t.T("tasks.none_harder_next"), Action: filter.Action}
	}
	if v.Aside > 0 {
		p.aside = &ui.ActionProps{Action: "/tasks/act", Hidden: []ui.Hidden{{Name: "act", Value: "again"}},
			Button: ui.ButtonProps{Text: t.T("tasks.again", "n", v.Aside), Icon: "undo", Kind: ui.ButtonQuiet}}
	}
	p.takenPart, p.taken = t.takenTable(v)
	p.endedPart, p.ended = t.endedTable(v)
	return p
}

// shareSentence says where somebody stands against their fair share, when there is one to speak of.
func (t teller) shareSentence(v app.Pool) string {
	if v.Share == 10_000 || !v.Matching {
		return ""
	}
	if v.Share >= 20_000 {
		return t.T("tasks.share_double")
	}
	return t.T("tasks.share", "share", v.Share/500*500)
}

func (t teller) more(v app.Pool) string {
	if !v.More {
		return ""
	}
	return t.T("tasks.more")
}

// act is a button that does one thing with a task.
func (t teller) act(what string, x app.PoolTask, kind ui.ButtonKind) templ.Component {
	return ui.Action(ui.ActionProps{
		Action: "/tasks/act", Hidden: []ui.Hidden{{Name: "task", Value: x.ID.String()}, {Name: "act", Value: what}},
		Button: ui.ButtonProps{Text: t.T("tasks.act_" + what), Kind: kind, Attrs: templ.Attributes{"aria-label": t.T("tasks.act_on", "act", t.T("tasks.act_"+what), "title", x.Title)}},
	})
}

func (t teller) taskCard(v app.Pool, x app.PoolTask, actions ...templ.Component) taskCardProps {
	c := taskCardProps{id: "task-" + x.ID.String(), title: x.Title, actions: ui.Group(actions...), why: t.whyTask(x)}
	if x.Value.OK {
		c.meta = append(c.meta, t.Value(x.Value.Amount, v.World.Org().Currency))
	}
	if !x.DueOn.IsZero() {
		c.meta = append(c.meta, t.T("tasks.due", "on", x.DueOn))
	}
	for _, name := range []string{"segment", "product", "customer", "city"} {
		if value := x.Attrs[name]; value != "" {
			c.meta = append(c.meta, t.attributeValue(value))
		}
	}
	if x.Hardness > 0 {
		c.tags = append(c.tags, ui.TagProps{Text: t.T("tasks.hardness." + strconv.Itoa(x.Hardness))})
	}
	if x.Serves.ID != 0 {
		c.servesFor, c.serves = t.T("tasks.serves"), ui.Link{Text: x.Serves.Title, Href: goalPath(x.Serves.ID)}
	}
	return c
}

// openTable is all that is not suggested, on one line each.
func (t teller) openTable(v app.Pool) ui.TableProps {
	table := ui.TableProps{ID: "open-list", Caption: t.T("tasks.open"), HideCaption: true, Dense: true, Heads: []ui.Head{
		{Label: t.T("tasks.task")}, {Label: t.T("tasks.value"), Numeric: true}, {Label: t.T("tasks.due_on")}, {Label: t.T("tasks.difficulty")}, {Label: t.T("tasks.choice"), Numeric: true},
	}}
	for _, x := range v.Open {
		c := t.taskCard(v, x)
		first := ui.Cell{Text: x.Title}
		if x.Serves.ID != 0 {
			first.Small = t.T("tasks.served", "title", x.Serves.Title)
		}
		cells := []ui.Cell{first, {}, {}, {}, {Body: taskButtons(ui.Group(t.act("take", x, ui.ButtonPlain), t.act("aside", x, ui.ButtonQuiet)))}}
		if x.Value.OK {
			cells[1].Text = t.Value(x.Value.Amount, v.World.Org().Currency)
		}
		if !x.DueOn.IsZero() {
			cells[2].Text = t.DayMonth(x.DueOn)
		}
		if len(c.tags) > 0 {
			cells[3].Text = c.tags[0].Text
		}
		table.Rows = append(table.Rows, ui.Row{ID: c.id, Cells: cells})
	}
	return table
}

// whyTask is the line that says why a task is suggested.
func (t teller) whyTask(x app.PoolTask) string {
	if x.Why == "" {
		return ""
	}
	if x.Why == insight.WhyStrength {
		return t.T("tasks.why.strength", "values", x.Strong)
	}
	return t.T("tasks.why." + string(x.Why))
}

// takenTable is who took what, for whoever leads them; who declined is nowhere.
func (t teller) takenTable(v app.Pool) (ui.SectionProps, ui.TableProps) {
	table := ui.TableProps{ID: "taken", Caption: t.T("tasks.taken"), HideCaption: true, Dense: true,
		Heads: []ui.Head{{Label: t.T("tasks.task")}, {Label: t.T("tasks.by")}}}
	for _, x := range v.Taken {
		table.Rows = append(table.Rows, ui.Row{Cells: []ui.Cell{{Text: x.Title}, {Text: v.World.Name(org.PersonOwner(x.Taker))}}})
	}
	return ui.SectionProps{ID: "taken", Title: t.T("tasks.taken")}, table
}

func (t teller) endedTable(v app.Pool) (ui.SectionProps, ui.TableProps) {
	table := ui.TableProps{ID: "ended-list", Caption: t.T("tasks.ended"), HideCaption: true, Dense: true,
		Heads: []ui.Head{{Label: t.T("tasks.task")}, {Label: t.T("tasks.done_on")}}}
	for _, x := range v.Ended {
		c := ui.Cell{Text: x.Title}
		if x.Serves.ID != 0 {
			c.Small = t.T("tasks.served", "title", x.Serves.Title)
		}
		table.Rows = append(table.Rows, ui.Row{Cells: []ui.Cell{c, {Text: t.DayMonth(x.EndedOn)}}})
	}
	return ui.SectionProps{ID: "ended", Title: t.T("tasks.ended"), Lead: t.T("tasks.ended_lead")}, table
}

// actOnTask takes, hands back, sets aside or finishes one, or shows again what was set aside.
func (v *visit) actOnTask() error {
	act := v.trimmed("act")
	if act == "again" {
		if err := v.App.ShowTasksAgain(v.ctx(), v.actor()); err != nil {
			return err
		}
		return v.redirect("/tasks")
	}
	id, ok := org.ParseID(v.trimmed("task"))
	do := map[string]func() error{
		"take":  func() error { return v.App.TakeTask(v.ctx(), v.actor(), id) },
		"back":  func() error { return v.App.HandBackTask(v.ctx(), v.actor(), id) },
		"aside": func() error { return v.App.SetTaskAside(v.ctx(), v.actor(), id) },
		"done":  func() error { return v.App.FinishTask(v.ctx(), v.actor(), id) },
	}[act]
	if !ok || do == nil {
		return fault.New(fault.NotFound, "not_found", "what", "task")
	}
	if err := do(); err != nil {
		return err
	}
	v.flash("task_"+act, "")
	return v.redirect("/tasks")
}

func (v *visit) newTask() error { return v.taskForm(nil, known()) }

func (v *visit) taskForm(err error, t typed) error {
	goals, errGoals := v.commonGoals()
	if errGoals != nil {
		return errGoals
	}
	practice, errGoals := v.App.Practice(v.ctx(), v.actor())
	if errGoals != nil {
		return errGoals
	}
	optional := v.T("web.form.optional")
	hard := ui.FieldProps{Name: "difficulty", Label: v.T("tasks.difficulty"), Kind: ui.FieldSelect, Blank: v.T("tasks.not_said"), Narrow: true, Optional: optional}
	for n := 1; n <= 5; n++ {
		hard.Options = append(hard.Options, ui.Option{Value: strconv.Itoa(n), Label: v.T("tasks.hardness." + strconv.Itoa(n))})
	}
	fields := []ui.FieldProps{
		t.field(ui.FieldProps{Name: "title", Label: v.T("tasks.what"), Hint: v.T("tasks.what_hint"), Required: true, Autofocus: true}),
		t.field(ui.FieldProps{Name: "value", Label: v.T("tasks.value"), Suffix: v.world.Org().Currency, Narrow: true, Optional: optional}),
		t.field(hard),
		t.field(ui.FieldProps{Name: "due_on", Label: v.T("tasks.due_on"), Kind: ui.FieldDate, Narrow: true, Optional: optional}),
		t.field(ui.FieldProps{Name: "goal", Label: v.T("tasks.goal"), Kind: ui.FieldSelect, Blank: v.T("tasks.no_goal"), Options: goals, Optional: optional}),
	}
	for _, name := range practice.Segments() {
		fields = append(fields, t.field(ui.FieldProps{Name: "attr." + name, Label: capital(v.teller().attributeName(name)), Optional: optional}))
	}
	title := v.T("tasks.new")
	form := fieldsForm(v.form(t, ui.FormProps{Action: "/tasks"}), fields, ui.ButtonProps{Text: v.T("tasks.put"), Kind: ui.ButtonPrimary}, ui.Link{Text: v.T("tasks.cancel"), Href: "/tasks"})
	return v.showAs(answerTo(err), page{title: title, path: "/tasks"}, narrow(ui.Group(ui.PageHead(ui.PageHeadProps{Title: title, Lead: v.T("tasks.new_lead")}), form)))
}

// commonGoals are the objectives a task may serve.
func (v *visit) commonGoals() ([]ui.Option, error) {
	list, _, err := v.App.Goals(v.ctx(), v.actor(), app.GoalFilter{})
	var out []ui.Option
	for _, g := range list {
		if g.Tier != "individual" && g.Progress.Status == "running" && len(out) < maxGoalOptions {
			out = append(out, ui.Option{Value: g.ID.String(), Label: g.Title})
		}
	}
	return out, err
}

const maxGoalOptions = 60

func (v *visit) saveTask() error {
	if err := v.parse(); err != nil {
		return err
	}
	var l fault.List
	task := app.NewTask{Title: v.trimmed("title"), Value: v.amount("value", &l), Difficulty: v.trimmed("difficulty"), DueOn: v.date("due_on", &l), Attrs: map[string]string{}}
	if s := v.trimmed("goal"); s != "" {
		id, ok := org.ParseID(s)
		if !ok {
			l.Add(fault.Bad("goal", "goal.unknown", "key", s))
		}
		task.Goal = id
	}
	practice, err := v.App.Practice(v.ctx(), v.actor())
	if err != nil {
		return err
	}
	for _, name := range practice.Segments() {
		if value := v.trimmed("attr." + name); value != "" {
			task.Attrs[name] = value
		}
	}
	if err = l.OrNil(); err == nil {
		_, err = v.App.SaveTask(v.ctx(), v.actor(), task)
	}
	if err != nil {
		if fault.KindOf(err) != fault.Invalid {
			return err
		}
		return v.taskForm(err, v.retyped(err, "title", "value", "difficulty", "due_on", "goal"))
	}
	v.flash("task_added", "")
	return v.redirect("/tasks")
}
