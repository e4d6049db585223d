package web

import (
	"cordee/internal/app"
	"cordee/internal/org"
	"cordee/internal/web/ui"
)

// pathProps is how far somebody has come: what they reached, what it brought, what they became good at.
type pathProps struct {
	head    ui.PageHeadProps
	earned  []ui.Stat
	earnAt  ui.SectionProps
	steps   ui.TimelineProps
	stepsAt ui.SectionProps
	skills  []skillProps
	skillAt ui.SectionProps
	roles   []string
	roleAt  ui.SectionProps
	empty   *ui.EmptyProps
	next    ui.ButtonProps
}

// skillProps is a skill with what recognises it.
type skillProps struct {
	name  string
	goals []ui.Link
	from  string
}

func (v *visit) ownPath() error { return v.showPath(0) }

func (v *visit) pathOf() error {
	id, err := v.pathID(org.APerson)
	if err != nil {
		return err
	}
	return v.showPath(id)
}

func (v *visit) showPath(person org.ID) error {
	d, err := v.App.Path(v.ctx(), v.actor(), person)
	if err != nil {
		return err
	}
	p := v.pathPage(d)
	return v.show(page{title: p.head.Title, path: "/path"}, pathBody(p))
}

func (v *visit) pathPage(d app.PathView) pathProps {
	p := pathProps{
		head:   ui.PageHeadProps{Title: v.T("web.reward.path"), Lead: v.T("web.reward.path_lead"), Meta: []string{d.Person.Name}},
		earnAt: ui.SectionProps{ID: "earned", Title: v.T("web.reward.earned")}, stepsAt: ui.SectionProps{ID: "steps", Title: v.T("web.reward.steps")},
		skillAt: ui.SectionProps{ID: "skills", Title: v.T("web.reward.skills"), Lead: v.T("web.reward.skills_lead")}, roleAt: ui.SectionProps{ID: "roles", Title: v.T("web.reward.roles")},
	}
	if d.Mine {
		p.next = ui.ButtonProps{Text: v.T("web.reward.next_page"), Href: "/rewards", Icon: "gift"}
	} else {
		p.head.Title = v.T("web.reward.path_of", "name", d.Person.Name)
	}
	for _, s := range d.Earned {
		value := v.T("web.reward.times", "n", s.N)
		if s.Kind.Counted() {
			value = v.Value(s.Amount, rewardUnit(s.Kind, s.Unit))
		}
		p.earned = append(p.earned, ui.Stat{Label: v.T("web.reward.kind_" + string(s.Kind)), Value: value, Hint: v.T("web.reward.awards_n", "n", s.N)})
	}
	p.steps = ui.TimelineProps{ID: "path-steps", Label: v.T("web.reward.steps")}
	for i := len(d.Steps) - 1; i >= 0; i-- {
		p.steps.Moments = append(p.steps.Moments, v.pathStep(d.Steps[i]))
	}
	for _, s := range d.Skills {
		p.skills = append(p.skills, v.pathSkill(s))
	}
	for _, r := range d.Roles {
		if r.Role == "" {
			p.roles = append(p.roles, v.T("web.reward.role_arrived", "on", r.On))
			continue
		}
		p.roles = append(p.roles, v.T("web.reward.role_since", "role", v.T("role."+string(r.Role)), "on", r.On))
	}
	if len(p.earned)+len(p.steps.Moments)+len(p.skills) == 0 {
		p.empty = &ui.EmptyProps{Icon: "mountain", Title: v.T("web.reward.path_empty"), Sentence: v.T("web.reward.path_empty_next")}
	}
	return p
}

func (v *visit) pathStep(s app.PathStep) ui.Moment {
	m := ui.Moment{When: v.Date(s.On), At: s.On.String()}
	switch {
	case s.Goal != nil:
		m.Icon, m.Tone, m.Text, m.Href = "flag", ui.ToneGood, v.T("web.reward.step_goal", "title", s.Goal.Title), goalPath(s.Goal.ID)
	case s.Award != nil:
		m.Icon, m.Tone, m.Text, m.Href = "gift", ui.ToneViolet, v.T("web.reward.step_award", "gives", v.awardGives(*s.Award), "title", s.Award.Title), awardPath(s.Award.ID)
	}
	return m
}

func (v *visit) pathSkill(s app.PathSkill) skillProps {
	p := skillProps{name: s.Name}
	for _, g := range s.Goals {
		p.goals = append(p.goals, ui.Link{Text: g.Title, Href: goalPath(g.ID)})
	}
	var names []string
	for _, id := range s.From {
		names = append(names, v.world.Name(org.PersonOwner(id)))
	}
	if len(names) > 0 {
		p.from = v.T("web.reward.skill_from", "names", names)
	}
	return p
}
