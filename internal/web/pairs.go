package web

import (
	"strconv"

	"github.com/a-h/templ"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/org"
	"cordee/internal/route"
	"cordee/internal/web/ui"
)

func (s *Server) pairRoutes(g *route.Registry) {
	s.get(g, "/pairs", org.ReadOrg, "", (*visit).pairs)
	s.post(g, "/pairs", org.ReadOrg, "", (*visit).writePair)
	s.post(g, "/pairs/choice", org.ReadOrg, "", (*visit).choosePairs)
	s.post(g, "/pairs/team", org.ReadOrg, "", (*visit).pairTeam)
}

// pairsProps is the page of one's pairs.
type pairsProps struct {
	head   ui.PageHeadProps
	now    *pairProps
	before []pairProps
	past   ui.SectionProps
	none   ui.EmptyProps
	sit    *ui.ActionProps
	sitOut string
	teams  []pairTeamProps
	lead   ui.SectionProps
}

type pairProps struct {
	part   ui.SectionProps
	form   ui.FormProps
	fields []ui.FieldProps
	keep   ui.ButtonProps
	met    ui.ButtonProps
	theirs []pairPageProps
	mine   []pairAnswer
	state  string
}

type pairPageProps struct {
	title   string
	answers []pairAnswer
	nothing string
}

type pairAnswer struct{ question, answer string }

type pairTeamProps struct {
	name, state string
	button      templ.Component
}

func (v *visit) pairs() error { return v.showPairs(nil, known()) }

func (v *visit) showPairs(err error, typed typed) error {
	view, errView := v.App.Pairs(v.ctx(), v.actor())
	if errView != nil {
		return errView
	}
	p := v.pairsPage(view, typed)
	return v.showAs(answerTo(err), page{title: p.head.Title, path: "/pairs"}, pairsBody(p))
}

func (v *visit) pairsPage(view app.PairsView, typed typed) pairsProps {
	p := pairsProps{
		head: ui.PageHeadProps{Title: v.T("pairs.title"), Lead: v.T("pairs.lead")},
		past: ui.SectionProps{ID: "before", Title: v.T("pairs.before")},
		none: ui.EmptyProps{Icon: "people", Title: v.T("pairs.none"), Sentence: v.T("pairs.none_next")},
		lead: ui.SectionProps{ID: "teams", Title: v.T("pairs.teams"), Lead: v.T("pairs.teams_lead")},
	}
	if view.Wanted {
		p.none = ui.EmptyProps{Icon: "people", Title: v.T("pairs.waiting"), Sentence: v.T("pairs.waiting_next")}
	}
	if view.Now != nil {
		now := v.pairForm(view, *view.Now, typed)
		p.now = &now
	}
	for _, s := range view.Before {
		p.before = append(p.before, v.pairPast(view, s))
	}
	if view.Wanted || view.Choice.NoPairs || view.Now != nil {
		p.sitOut, p.sit = v.sitOut(view.Choice.NoPairs)
	}
	for _, t := range view.Teams {
		p.teams = append(p.teams, v.pairTeamProps(t))
	}
	return p
}

func (v *visit) sitOut(out bool) (string, *ui.ActionProps) {
	key, value := "pairs.sit_out", "yes"
	if out {
		key, value = "pairs.join_in", ""
	}
	return v.T(key + "_lead"), &ui.ActionProps{Action: "/pairs/choice", Hidden: []ui.Hidden{{Name: "no_pairs", Value: value}}, Button: ui.ButtonProps{Text: v.T(key), Kind: ui.ButtonQuiet}}
}

func (v *visit) pairTeamProps(t app.PairTeam) pairTeamProps {
	key, value := "pairs.switch_on", "yes"
	if t.On {
		key, value = "pairs.switch_off", ""
	}
	button := ui.Action(ui.ActionProps{Action: "/pairs/team", Hidden: []ui.Hidden{{Name: "team", Value: t.Team.ID.String()}, {Name: "on", Value: value}},
		Button: ui.ButtonProps{Text: v.T(key), Small: true, Attrs: templ.Attributes{"aria-label": v.T(key) + " – " + t.Team.Name}}})
	state := v.T("pairs.off")
	if t.On {
		state = v.T("pairs.on")
	}
	return pairTeamProps{name: t.Team.Name, state: state, button: button}
}

// with names the others of a pair.
func (v *visit) with(view app.PairsView, s app.PairSheet) string {
	var names []string
	for _, o := range s.Theirs {
		names = append(names, view.World.Name(org.PersonOwner(o.Person)))
	}
	return v.T("pairs.with", "names", names)
}

func (v *visit) question(i int) string { return v.T("pairs.question." + strconv.Itoa(i+1)) }

func (v *visit) pairForm(view app.PairsView, s app.PairSheet, t typed) pairProps {
	p := pairProps{
		part: ui.SectionProps{ID: "now", Title: v.with(view, s), Lead: v.T("pairs.now_lead")},
		form: v.form(t, ui.FormProps{Action: "/pairs", Hidden: []ui.Hidden{{Name: "pair", Value: s.ID.String()}}}),
		keep: ui.ButtonProps{Text: v.T("pairs.keep")}, met: ui.ButtonProps{Text: v.T("pairs.met"), Kind: ui.ButtonPrimary, Name: "met", Value: "yes"},
		state: v.T("pairs.state_open"),
	}
	for i := range s.Mine {
		f := ui.FieldProps{Name: "a" + strconv.Itoa(i+1), Label: v.question(i), Kind: ui.FieldArea, Rows: 2, Value: s.Mine[i]}
		if t.Values != nil && t.Has(f.Name) {
			f.Value = t.Get(f.Name)
		}
		p.fields = append(p.fields, f)
	}
	switch {
	case !s.Ended.IsZero():
		p.state, p.met = v.T("pairs.state_done"), ui.ButtonProps{}
	case s.Met:
		p.state, p.met = v.T("pairs.state_met"), ui.ButtonProps{}
	}
	p.theirs = v.theirs(view, s)
	return p
}

func (v *visit) theirs(view app.PairsView, s app.PairSheet) []pairPageProps {
	var out []pairPageProps
	for _, o := range s.Theirs {
		name := view.World.Name(org.PersonOwner(o.Person))
		page := pairPageProps{title: v.T("pairs.wrote", "name", name), answers: v.answers(o.Answers)}
		if len(page.answers) == 0 {
			page.nothing = v.T("pairs.nothing_yet")
		}
		out = append(out, page)
	}
	return out
}

func (v *visit) answers(list [app.PairQuestions]string) []pairAnswer {
	var out []pairAnswer
	for i, a := range list {
		if a != "" {
			out = append(out, pairAnswer{v.question(i), a})
		}
	}
	return out
}

func (v *visit) pairPast(view app.PairsView, s app.PairSheet) pairProps {
	p := pairProps{part: ui.SectionProps{Title: v.T("pairs.week", "on", s.Week, "with", lowerFirst(v.with(view, s)))}, mine: v.answers(s.Mine), theirs: v.theirs(view, s)}
	for i, o := range p.theirs {
		if len(o.answers) == 0 {
			p.theirs[i].nothing = ""
		}
	}
	p.state = v.T("pairs.past_open")
	if !s.Ended.IsZero() {
		p.state = v.T("pairs.past_done")
	}
	return p
}

func (v *visit) writePair() error {
	if err := v.parse(); err != nil {
		return err
	}
	id, ok := org.ParseID(v.trimmed("pair"))
	if !ok {
		return fault.New(fault.NotFound, "not_found", "what", "pair")
	}
	var answers [app.PairQuestions]string
	for i := range answers {
		answers[i] = v.trimmed("a" + strconv.Itoa(i+1))
	}
	met := v.trimmed("met") == "yes"
	if err := v.App.WritePair(v.ctx(), v.actor(), id, answers, met); err != nil {
		if fault.KindOf(err) != fault.Invalid {
			return err
		}
		return v.showPairs(err, v.retyped(err))
	}
	if met {
		v.flash("pair_met", "")
	} else {
		v.flash("pair_kept", "")
	}
	return v.redirect("/pairs")
}

func (v *visit) choosePairs() error {
	out := v.trimmed("no_pairs") == "yes"
	if err := v.App.Choose(v.ctx(), v.actor(), func(c *app.OwnChoice) { c.NoPairs = out }); err != nil {
		return err
	}
	return v.redirect("/pairs")
}

func (v *visit) pairTeam() error {
	id, ok := org.ParseID(v.trimmed("team"))
	if !ok {
		return fault.New(fault.NotFound, "not_found", "what", "team")
	}
	if err := v.App.SetPairs(v.ctx(), v.actor(), id, v.trimmed("on") == "yes", v.T("pairs.metric")); err != nil {
		return err
	}
	v.flash("pairs_changed", "")
	return v.redirect("/pairs")
}
