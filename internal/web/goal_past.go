package web

import (
	"slices"

	"cordee/internal/app"
	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/web/ui"
)

// pastProps is the small form « À la date du », and what it found.
type pastProps struct {
	title, sentence, show string
	bar                   ui.ObjectiveBarProps
	form                  ui.FormProps
	date                  ui.FieldProps
}

// pastForm asks for a day of the objective's own; nothing before its second day, for there is no past to read.
func (v *visit) pastForm(view app.GoalView) pastProps {
	s := view.Standing
	last := min(v.today, s.End)
	if s.Status != goal.Published && s.Closed == nil || last <= s.Start {
		return pastProps{}
	}
	return pastProps{
		title: v.T("web.past.title"), show: v.T("web.past.show"),
		form: ui.FormProps{ID: "past-form", Action: goalPath(s.ID) + "#past", Method: "get", Inline: true},
		date: ui.FieldProps{Name: "on", ID: "f-past", Label: v.T("web.past.on"), Kind: ui.FieldDate, Value: last.String(), Min: s.Start.String(), Max: last.String()},
	}
}

// goalPast reads the objective as of the day asked for in the address.
func (v *visit) goalPast(p *pastProps, view app.GoalView) error {
	on, err := period.ParseDate(v.r.URL.Query().Get("on"))
	if err != nil || p.date.Name == "" {
		return nil // no day, or none that can be read: the page of today
	}
	then, err := v.App.GoalOn(v.ctx(), v.actor(), view.Standing.ID, on)
	if err != nil {
		return err
	}
	t := v.teller()
	t.today = then.On
	args := []any{"on", then.On, "n", then.Version, "value", t.attained(then.Standing), "percent", t.percent(then.Progress)}
	p.sentence = t.T("web.past.was", args...)
	if word := t.pace(then.Progress); word != "" {
		p.sentence = t.T("web.past.was_pace", append(args, "pace", word)...)
	}
	p.bar, p.date.Value = t.bar(then.Standing, measure.Maybe{}), then.On.String()
	p.bar.ID = "past-bar"
	return nil
}

// givenFacts are the terms of an objective beyond its number, in words.
func (t teller) givenFacts(view app.GoalView) (facts []factProps) {
	g := view.Standing.Goal
	add := func(key, value string) {
		if value != "" {
			facts = append(facts, factProps{label: t.T("web.goal." + key), value: value})
		}
	}
	add("skills", g.Skills)
	add("helping", g.Helping)
	add("means", g.Means)
	if m, ok := view.World.Metric(g.Guard); ok {
		add("guard", t.metricName(m.Metric))
	}
	if g.Difficulty > 0 {
		add("difficulty", t.T("web.goal.difficulty_of", "n", g.Difficulty, "max", goal.MaxDifficulty))
	}
	if g.Mode != "" {
		add("mode", t.T("web.mode."+string(g.Mode)))
	}
	if g.Learning {
		add("learning_fact", t.T("web.goal.learning"))
	}
	return facts
}

// stepOwner offers those who may carry a step: the members of the team that carries the objective, for whoever answers for it; a
// member may take it for themselves. On a person's own objective nobody is asked.
func (v *visit) stepOwner(view app.GoalView) ui.FieldProps {
	g := view.Standing
	if g.Owner.Kind != org.OwnerTeam {
		return ui.FieldProps{}
	}
	p := ui.FieldProps{Name: "step_owner", Label: v.T("web.goal.step_owner"), Kind: ui.FieldSelect, Blank: v.T("web.goal.step_owner_team")}
	var people []org.Person
	for _, s := range v.world.MembersDuring(g.Owner.ID, period.Days(v.today, v.today)) {
		if x, ok := v.world.Person(s.Person); ok && (view.MayAnswer || x.ID == v.me().ID) {
			people = append(people, x)
		}
	}
	if len(people) == 0 || len(people) > maxStepOwners {
		return ui.FieldProps{}
	}
	slices.SortFunc(people, v.world.ByName)
	for _, x := range slices.Compact(people) {
		p.Options = append(p.Options, ui.Option{Value: x.ID.String(), Label: x.Name})
	}
	return p
}

// maxStepOwners is the longest list to choose a step's owner from: a larger team gives its steps to teams.
const maxStepOwners = 200

// readStepOwner is the person chosen for the steps typed, 0 for the whole team.
func (v *visit) readStepOwner() org.ID {
	id, _ := org.ParseID(v.trimmed("step_owner"))
	return id
}
