package main

import (
	"context"
	"maps"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

// proposes is who may propose an objective to its owner: only they hear of what could follow it.
var proposes = &rule{offices: trusted, ties: "self lead member"}

// keepsTemplate is who may know of a recurring objective: who may set it for the team that carries it.
var keepsTemplate = &rule{offices: steering, ties: "lead"}

func init() {
	maps.Copy(rules, map[string]rule{
		"GET /decide":                        {offices: everybody},
		"POST /decide/close":                 {offices: everybody},
		"GET /people/{person}/pack":          *keepsTemplate.as(readsResult),
		"POST /people/{person}/pack":         {offices: steering, ties: "lead", readers: readsResult, lasting: true},
		"POST /goals/{goal}/next":            {offices: trusted, ties: "self lead member", readers: proposes, blank: 404},
		"POST /goals/{goal}/later":           {offices: trusted, ties: "self lead common", readers: readsGoal},
		"GET /templates":                     {offices: everybody},
		"GET /templates/new":                 {offices: everybody},
		"POST /templates":                    {offices: everybody},
		"GET /templates/{template}":          *keepsTemplate.as(keepsTemplate),
		"POST /templates/{template}":         *keepsTemplate.as(keepsTemplate),
		"POST /templates/{template}/archive": {offices: steering, ties: "lead", readers: keepsTemplate, lasting: true},
		"POST /templates/{template}/prepare": {offices: steering, ties: "lead", readers: keepsTemplate, lasting: true},
		"GET /teams/{team}/assign":           {offices: steering, ties: "lead"},
		"POST /teams/{team}/goals":           {offices: steering, ties: "lead"},
	})
}

// keepTemplates gives each team of a company an objective that comes back every quarter.
func keepTemplates(h *house, o org.Org, teams ...string) error {
	for _, team := range teams {
		form := app.TemplateForm{
			Name: "Trimestre de " + team, Kind: app.TemplateRecurring, Every: string(period.Quarter),
			Recurring: app.Recurring{Title: "zqatemplate " + team, Why: "zq", Owner: "team:" + team, Metric: "revenue", Target: measure.Some(measure.Whole(1000)), Rule: app.RuleSame},
		}
		if _, err := h.app.SaveTemplate(context.Background(), org.System(o.ID), form); err != nil {
			return err
		}
	}
	return nil
}

// openGoals has everybody open what was put before them: opening is stamped once, on looking.
func openGoals(h *house, o org.Org) error {
	ctx := context.Background()
	all, w, err := h.app.Goals(ctx, org.System(o.ID), app.GoalFilter{})
	if err != nil {
		return err
	}
	for _, p := range w.People {
		actor := org.Actor{Org: o.ID, Person: p.ID, Role: p.Role, Kind: org.ByPerson}
		for _, g := range all {
			if w.Can(actor, org.ReadGoal, org.Object{Kind: org.AGoal, Owner: g.Owner, Common: g.Tier != goal.Individual}, period.On(2026, 11, 23)) != nil {
				continue
			}
			if err := h.app.OpenGoal(ctx, actor, g.ID, g.Version); err != nil && fault.KindOf(err) != fault.NotFound {
				return err
			}
		}
	}
	return nil
}

// templateThings are recurring objectives of each relation to Léa.
func (s *site) templateThings(add func(kind string, x thing, names ...string)) {
	for _, x := range []struct {
		thing
		team string
	}{
		{thing{rel: "one's own team's", org: "alpina", lead: "karim", mates: "lea tom karim", team: true}, "nord"},
		{thing{rel: "another's team", org: "alpina", lead: "sarah", mates: "ines sarah", team: true}, "sud"},
		{thing{rel: "another company's team", org: "borealis", lead: "b-karim", mates: "b-lea", team: true}, "b-nord"},
	} {
		add("template", x.thing, "template", s.lookup("SELECT template_id FROM template WHERE name = $1", "Trimestre de "+x.team))
	}
	add("template", thing{rel: "nonexistent"}, "template", nobody)
}
