package web

import (
	"slices"
	"strconv"

	"github.com/a-h/templ"

	"cordee/internal/app"
	"cordee/internal/ledger"
	"cordee/internal/org"
	"cordee/internal/web/ui"
)

// pullProps is what one can do for others before the end: encourage with one tap, or offer help.
type pullProps struct {
	title, lead string
	cheer       []ui.ActionProps
	offerTitle  string
	offer       ui.FormProps
	fields      []ui.FieldProps
	submit      ui.ButtonProps
}

// pullForm offers to encourage whoever carries an objective, or one of those named, and to help one of them.
func (v *visit) pullForm(s app.Standing, people []org.Person, cheered org.Owner) pullProps {
	p := pullProps{title: v.T("recognition.pull"), lead: v.T("recognition.pull_lead"), offerTitle: v.T("recognition.offer")}
	word := v.T("recognition.cheer_name", "name", firstName(v.world.Name(cheered)))
	if cheered.Kind == org.OwnerTeam {
		word = v.T("recognition.cheer_team")
	}
	hidden := []ui.Hidden{{Name: "back", Value: v.here()}, {Name: "to", Value: v.world.Ref(cheered)}}
	p.cheer = []ui.ActionProps{{Action: goalPath(s.ID) + "/cheer", Hidden: hidden, Button: ui.ButtonProps{Text: word, Icon: "heart"}}}
	if len(people) == 0 {
		p.offerTitle = ""
		return p
	}
	p.offer = ui.FormProps{Action: goalPath(s.ID) + "/offer", Hidden: []ui.Hidden{{Name: "back", Value: v.here()}}}
	to := ui.FieldProps{Name: "to", ID: "offer-to", Label: v.T("recognition.offer_to"), Kind: ui.FieldSelect}
	for _, x := range people {
		to.Options = append(to.Options, ui.Option{Value: x.ID.String(), Label: x.Name})
	}
	if len(people) == 1 {
		to = ui.FieldProps{Name: "to", Kind: ui.FieldHidden, Value: people[0].ID.String()}
	}
	p.fields = []ui.FieldProps{to,
		{Name: "words", ID: "offer-words", Label: v.T("recognition.offer_what"), Hint: v.T("recognition.offer_what_hint"), Required: true},
		{Name: "slot", ID: "offer-slot", Label: v.T("recognition.offer_when"), Hint: v.T("recognition.offer_when_hint"), Required: true},
	}
	p.submit = ui.ButtonProps{Text: v.T("recognition.offer_submit"), Icon: "people"}
	return p
}

// helpersLine names who helped on results that count for a common objective.
func (t teller) helpersLine(list []app.Helper) string {
	if len(list) == 0 {
		return ""
	}
	names := make([]string, len(list))
	for i, h := range list {
		names[i] = t.T("recognition.helper_n", "name", h.Person.Name, "n", h.N)
	}
	return t.T("recognition.helpers", "names", t.List(names))
}

// helperForm names somebody who helped on one's result.
type helperForm struct {
	title, lead, action string
	field               ui.FieldProps
	submit              ui.ButtonProps
}

func (v *visit) helperForm(x app.Posted) helperForm {
	f := helperForm{title: v.T("recognition.helper"), lead: v.T("recognition.helper_lead"), action: resultPath(x) + "/helper", submit: ui.ButtonProps{Text: v.T("recognition.helper_submit"), Icon: "heart"}}
	f.field = v.personField(ui.FieldProps{Name: "helper", Label: v.T("recognition.helper_who"), Blank: v.T("web.choose"), Required: true}, "", func() []ui.Option {
		return slices.DeleteFunc(v.peopleOptions("", 0), func(o ui.Option) bool {
			id, _ := org.ParseID(o.Value)
			credited := slices.ContainsFunc(x.Credits, func(c ledger.Share) bool { return c.Owner == org.PersonOwner(id) })
			return credited || slices.Contains(x.Assists, id)
		})
	})
	return f
}

// successProps is a common success on the page of its team.
type successProps struct {
	title, href, sentence string
	people                string // who took part, by what each chose to show
	helpers               string
	thank                 ui.FormProps
	thankButton           ui.ButtonProps
	thanked               string
	points                pointsProps
}

type pointsProps struct {
	title, left string
	given       []string
	received    []ui.ThanksProps
	form        ui.FormProps
	fields      []ui.FieldProps
	submit      ui.ButtonProps
}

// successes are the common successes of a team, with everyone who took part by what each chose to show.
func (v *visit) successes(view app.TeamView) []successProps {
	var list []successProps
	t := v.teller()
	for _, c := range view.Reached {
		p := successProps{title: v.T("recognition.success", "title", c.Title), href: goalPath(c.ID), sentence: t.successSentence(c), helpers: t.helpersLine(c.Helpers)}
		var people []string
		for _, x := range c.Contributions {
			if x.Hidden || x.N == 0 {
				people = append(people, x.Person.Name)
				continue
			}
			people = append(people, v.T("recognition.took_part", "name", x.Person.Name, "what", t.brought(x, c.Metric)))
		}
		if len(people) > 0 {
			p.people = v.T("recognition.all_took_part", "people", t.List(people))
		}
		if p.thanked = v.T("recognition.team_thanked"); !c.Thanked {
			p.thanked = ""
			hidden := []ui.Hidden{{Name: "back", Value: v.here()}, {Name: "goal", Value: c.ID.String()}, {Name: "to", Value: v.world.Ref(c.Owner)}, {Name: "text", Value: v.T("recognition.team_text")}}
			p.thank, p.thankButton = ui.FormProps{Action: "/thanks", Hidden: hidden}, ui.ButtonProps{Text: v.T("recognition.thank_team"), Icon: "heart", Kind: ui.ButtonPrimary}
		}
		if c.Allotment != nil {
			p.points = v.pointsPart(c.Allotment)
		}
		list = append(list, p)
	}
	return list
}

func (t teller) successSentence(c app.Celebration) string {
	if !c.Progress.Attained.OK || !c.Target.OK {
		return t.T("recognition.success_lead")
	}
	return t.T("recognition.success_number", "attained", t.Value(c.Progress.Attained.Amount, c.Metric.Unit), "target", t.Value(c.Target.Amount, c.Metric.Unit))
}

// pointsPart is what the reader can still give, gave and received on one success.
func (v *visit) pointsPart(a *app.AllotmentView) pointsProps {
	p := pointsProps{title: v.T("recognition.give_title")}
	for _, g := range a.Given {
		p.given = append(p.given, v.T("recognition.gave", "n", g.Points, "name", g.ToName))
	}
	p.received = v.teller().giftsShown(a.Received, v.world)
	switch {
	case !a.Open:
		p.left = v.T("recognition.points_over", "on", a.Ends)
		return p
	case a.Left == 0:
		p.left = v.T("recognition.points_all_given")
		return p
	}
	p.left = v.T("recognition.points_left", "n", a.Left, "on", a.Ends)
	to := ui.FieldProps{Name: "to", ID: "points-to", Label: v.T("web.thanks.to"), Kind: ui.FieldSelect}
	for _, x := range a.To {
		to.Options = append(to.Options, ui.Option{Value: x.ID.String(), Label: x.Name})
	}
	number := ui.FieldProps{Name: "points", Label: v.T("recognition.points_number"), Kind: ui.FieldSelect, Narrow: true}
	for n := int64(1); n <= a.Left; n++ {
		number.Options = append(number.Options, ui.Option{Value: strconv.FormatInt(n, 10), Label: v.T("recognition.points_n", "n", n)})
	}
	p.form = ui.FormProps{Action: goalPath(a.Goal) + "/points", Hidden: []ui.Hidden{{Name: "back", Value: v.here()}}}
	p.fields = []ui.FieldProps{to, number, {Name: "text", ID: "points-text", Label: v.T("recognition.points_text"), Required: true}}
	p.submit = ui.ButtonProps{Text: v.T("recognition.points_submit"), Icon: "gift"}
	return p
}

// recognised is the part of a person's page about thanks: what they show, and what the reader can give them.
func (v *visit) recognised(view app.PersonView) (templ.Component, error) {
	id := view.Person.ID
	skills, err := v.App.Skills(v.ctx(), v.actor(), id)
	if err != nil {
		return nil, err
	}
	words, err := v.App.ThanksShownBy(v.ctx(), v.actor(), id)
	if err != nil {
		return nil, err
	}
	var parts []templ.Component
	if len(skills) > 0 {
		parts = append(parts, v.skillsPart(skills, v.me().ID == id))
	}
	var shown []templ.Component
	for _, x := range words {
		p := v.teller().wordOf(x.Thanks, view.World)
		p.About = aboutGoal(x)
		shown = append(shown, ui.Thanks(p))
	}
	if len(shown) > 0 {
		parts = append(parts, part(ui.SectionProps{ID: "thanks", Title: v.T("web.rope.thanks")}, ui.Group(shown...)))
	}
	if id == v.me().ID {
		return ui.Group(parts...), nil
	}
	if len(view.Common) > 0 {
		parts = append(parts, pullCard(v.pullForm(view.Common[0], []org.Person{view.Person}, org.PersonOwner(id))))
	}
	form := v.thanksForm(0, 0, []org.Owner{org.PersonOwner(id)})
	if slices.Contains(v.world.Leads(id, v.today), v.me().ID) && len(form.skill.Options) > 0 {
		form.title, form.label = v.T("recognition.recognise"), v.T("recognition.recognise_fact")
	}
	return ui.Group(append(parts, thanksCard(form))...), nil
}

// skillsPart is the recognised skills of somebody, with the facts behind each; their owner decides which are shown.
func (v *visit) skillsPart(list []app.PathSkill, own bool) templ.Component {
	var cards []templ.Component
	for _, k := range list {
		var parts []templ.Component
		var facts []string
		if n := len(k.Goals); n > 0 {
			facts = append(facts, v.T("recognition.by_goals", "n", n))
		}
		if n := len(k.Peers); n > 0 {
			facts = append(facts, v.T("recognition.by_peers", "n", n))
		}
		if n := len(k.Leads); n > 0 {
			facts = append(facts, v.T("recognition.by_leads", "n", n))
		}
		if len(facts) > 0 {
			parts = append(parts, said(facts))
		}
		words := slices.Concat(k.Leads, k.Peers)
		for _, x := range words[:min(len(words), 2)] {
			p := v.teller().wordOf(x.Thanks, v.world)
			p.Skill = ""
			parts = append(parts, ui.Thanks(p))
		}
		if own {
			act, word := "show", "recognition.skill_show"
			if k.Public {
				act, word = "hide", "recognition.skill_hide"
			}
			parts = append(parts, ui.Action(ui.ActionProps{Action: "/thanks/skills", Hidden: []ui.Hidden{{Name: "skill", Value: k.Name}, {Name: "act", Value: act}},
				Button: ui.ButtonProps{Text: v.T(word), Small: true, Kind: ui.ButtonQuiet}}))
		}
		cards = append(cards, framed(ui.CardProps{Title: k.Name}, ui.Group(parts...)))
	}
	lead := ""
	if own {
		lead = v.T("recognition.skills_lead")
	}
	return part(ui.SectionProps{ID: "skills", Title: v.T("recognition.skills"), Lead: lead}, ui.Group(cards...))
}
