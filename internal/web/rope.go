package web

import (
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"cordee/internal/app"
	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/route"
	"cordee/internal/web/ui"
)

func (s *Server) ropeRoutes(g *route.Registry) {
	s.get(g, "/{$}", org.ReadOrg, "", (*visit).myRope)
	s.get(g, "/search", org.ReadOrg, "", (*visit).search)
}

// ropeProps is the first screen: where I stand, what this week asks, who I pull with, what comes next.
type ropeProps struct {
	words     ui.Words
	head      ui.PageHeadProps
	rope      ui.RopeProps
	week      ui.Link
	told      ui.CardProps
	toldLinks []ui.Link
	proposals []ui.GoalCardProps
	cards     []ui.GoalCardProps
	empty     ui.EmptyProps
	mates     matesProps
	next      []decisionCard
	thanks    []ui.ThanksProps
	help      templ.Component // that waits for an answer
	recent    []ui.Moment
	headings  ropeHeadings
	owners    []org.ID // of the objectives on the rope
	feast     templ.Component
	stake     templ.Component // what the nearest paid objective brings; nothing without a rule
}

type ropeHeadings struct {
	next, nextLead, proposals, goals, mates, thanks, recent, newGoal, noThanks, noRecent, allRecent, allThanks string
}

func (v *visit) myRope() error {
	p, progress, err := v.ropePage()
	if err != nil {
		return err
	}
	return v.show(page{title: v.T("web.rope.title"), path: "/", live: "/", progress: progress}, ui.Group(v.myLetterNotice(), ropePage(p)))
}

func (v *visit) ropePage() (ropeProps, ui.Mark, error) {
	first, err := v.App.FirstScreen(v.ctx(), v.actor(), v.told)
	if err != nil {
		return ropeProps{}, ui.Mark{}, err
	}
	view, t := first.MyRope, v.teller()
	wk := t.weekOf(view.Goals, view.Weeks)
	p := ropeProps{words: v.words(), headings: v.ropeHeadings()}
	p.head = ui.PageHeadProps{Title: t.T("web.rope.hello", "name", firstName(v.me().Name)), Lead: t.headline(wk, view, v.me().ID), Meta: t.ropeFacts(view), AsOf: v.asOf()}
	p.week = ui.Link{Text: t.T("week.see"), Href: "/week"}
	p.told, p.toldLinks = v.toldLinks(first)
	p.rope = t.rope(view, v.me().ID)
	for _, k := range view.Rope {
		p.owners = append(p.owners, k.Owner.ID)
	}
	p.cards = t.ropeCards(view, wk)
	for _, s := range view.Proposals {
		c := t.card(s, v.me().ID, measure.Maybe{})
		c.Attention = t.T("web.rope.proposal_" + string(s.Status))
		c.Actions = answerButtons(v.words(), s, v.me().ID, v.here())
		if s.Status == goal.Proposed && s.CreatedBy == v.me().ID {
			c.Attention = t.T("web.rope.proposal_waiting")
		}
		p.proposals = append(p.proposals, c)
	}
	for _, s := range view.Awaiting {
		c := t.card(s, v.me().ID, measure.Maybe{})
		c.Owner, c.Attention, c.Actions = view.World.Name(s.Owner), t.T("web.rope.awaiting"), answerButtons(v.words(), s, v.me().ID, v.here())
		p.proposals = append(p.proposals, c)
	}
	p.empty = ui.EmptyProps{Icon: "flag", Title: t.T("web.rope.empty"), Sentence: t.T("web.rope.empty_next"), Action: ui.Link{Text: t.T("web.goal.new"), Href: "/goals/new"}}
	if len(view.Rope) == 0 && v.mayStart() {
		p.empty = ui.EmptyProps{Icon: "mountain", Title: t.T("web.rope.first"), Sentence: t.T("web.rope.first_next"), Action: ui.Link{Text: t.T("web.rope.first_do"), Href: "/start/goal"}}
	}
	if p.next, err = v.nextCards(); err != nil {
		return p, ui.Mark{}, err
	}
	if p.stake, err = v.nearestStake(); err != nil {
		return p, ui.Mark{}, err
	}
	if p.feast, err = v.feasts(0, 1); err != nil {
		return p, ui.Mark{}, err
	}
	p.help = v.helpPart(view.Waiting)
	p.mates = t.mates(first, v.me().ID)
	p.thanks, p.recent = slices.Concat(t.giftsShown(view.Points, view.World), t.ropeThanks(view)), t.moments(stepsForward(view.Recent), view.World, v.me().ID)
	return p, ropeProgress(view), nil
}

// mayStart tells whether the reader may set the company's common objective.
func (v *visit) mayStart() bool {
	return v.may(org.EditGoal, org.Object{Kind: org.AGoal, Owner: org.TeamOwner(v.world.Root().ID), Common: true})
}

func (v *visit) ropeHeadings() ropeHeadings {
	return ropeHeadings{
		next: v.T("next.title"), nextLead: v.T("next.lead"),
		proposals: v.T("web.rope.proposals"), goals: v.T("web.rope.goals"), mates: v.T("web.rope.mates"), thanks: v.T("web.rope.thanks"),
		recent: v.T("web.rope.recent"), newGoal: v.T("web.goal.new"), noThanks: v.T("web.rope.no_thanks"), noRecent: v.T("web.rope.no_recent"),
		allRecent: v.T("web.rope.all_recent"), allThanks: v.T("recognition.see"),
	}
}

// firstName is how colleagues greet each other.
func firstName(name string) string {
	first, _, _ := strings.Cut(name, " ")
	return first
}

// ropeProgress is the progress shown by the favicon: that of the first running objective of one's own.
func ropeProgress(v app.MyRope) ui.Mark {
	for _, s := range v.Goals {
		if s.Progress.Status == goal.Running && s.Progress.HasAttainment {
			return ui.At(int(s.Progress.AttainmentBP / 10))
		}
	}
	return ui.Mark{}
}

// ropeFacts are the one thing worth knowing; the day stands beside it, in the stamp of the page.
func (t teller) ropeFacts(v app.MyRope) []string {
	var facts []string
	reached, running := 0, 0
	for _, s := range v.Goals {
		if s.Progress.Status != goal.Running {
			continue
		}
		running++
		if s.Progress.Reached || s.Progress.Pace == goal.OnTrack || s.Progress.Pace == goal.Ahead {
			reached++
		}
	}
	if reached > 0 {
		facts = append(facts, t.T("web.rope.fact_pace", "n", reached, "all", running))
	}
	return facts
}

// rope climbs from the reader to the company's direction.
func (t teller) rope(v app.MyRope, me org.ID) ui.RopeProps {
	r := ui.RopeProps{ID: "rope", Label: t.T("web.rope.title"), Cap: firstSentence(v.World.Org().Direction)}
	for _, k := range v.Rope {
		r.Knots = append(r.Knots, t.knot(k, me))
	}
	return r
}

// firstSentence keeps the direction short above the rope; its page has the whole.
func firstSentence(s string) string {
	for i, r := range s {
		if (r == '.' || r == '\n') && i > 0 {
			return s[:i]
		}
	}
	return s
}

// stepsForward are the latest results that took a step forward: a first screen does not begin with what did not work.
func stepsForward(list []app.Posted) []app.Posted {
	kept := slices.DeleteFunc(slices.Clone(list), func(x app.Posted) bool { return x.Kind == "deal_lost" })
	return kept[:min(len(kept), shownRecent)]
}

const shownRecent = 5

func (t teller) knot(k app.Knot, me org.ID) ui.KnotProps {
	here := k.Owner == org.PersonOwner(me)
	p := ui.KnotProps{
		ID: "knot-" + k.ID.String(), Tier: ui.Tier(k.Tier), TierWord: t.tierWord(k.Tier), Title: t.knotTitle(k, here), Href: goalPath(k.ID),
		Percent: t.percent(k.Progress), Bar: t.track(k.Standing, k.Mine), Pace: paceOf(k.Progress), PaceWord: t.pace(k.Progress), Here: here,
	}
	if k.Progress.HasAttainment {
		p.Number = strconv.FormatInt(int64(k.Progress.AttainmentBP/100), 10)
	}
	if !here && k.Mine.OK && k.Mine.Amount > 0 {
		p.Mine = t.T("web.rope.mine", "amount", t.Value(k.Mine.Amount, k.Metric.Unit)) // what was brought is never rounded
	}
	return p
}

// knotTitle names whose objective it is, unless its own title already does.
func (t teller) knotTitle(k app.Knot, here bool) string {
	owner := k.OwnerName
	if here {
		owner = t.T("web.rope.me")
	}
	if owner == "" || strings.Contains(k.Title, owner) {
		return k.Title
	}
	return t.T("web.rope.knot", "owner", owner, "title", k.Title)
}

// ropeCards are one's objectives, each with what it asks of the week.
func (t teller) ropeCards(v app.MyRope, wk week) []ui.GoalCardProps {
	above := map[org.ID]app.Knot{}
	for _, k := range v.Rope {
		above[k.ID] = k
	}
	cards := make([]ui.GoalCardProps, 0, len(v.Goals))
	for i, s := range v.Goals {
		c := t.card(s, v.Person.ID, measure.Maybe{})
		if words := t.outlookShort(s); words != "" {
			c.Bar.Note = words
		}
		if ask, ok := wk.asks[i]; ok {
			c.Next = ask
		}
		if k, ok := above[s.Parent]; ok {
			c.Serves = ui.Link{Text: k.OwnerName, Href: goalPath(k.ID)}
		}
		cards = append(cards, c)
	}
	return cards
}

func (t teller) ropeThanks(v app.MyRope) []ui.ThanksProps {
	out := make([]ui.ThanksProps, 0, len(v.Thanks))
	for _, x := range v.Thanks {
		p := t.wordOf(x, v.World)
		i := slices.IndexFunc(v.Goals, func(s app.Standing) bool { return s.ID == x.Goal })
		if i >= 0 {
			p.About = ui.Link{Text: v.Goals[i].Title, Href: goalPath(x.Goal)}
		}
		out = append(out, p)
	}
	return out
}

// matesProps is who I pull with: what each brings to the common objective, as they chose to show it.
type matesProps struct {
	id, title, href string
	bar             ui.ObjectiveBarProps
	rows            []mateProps
	rest            string
	teamLink        ui.Link
}

type mateProps struct {
	name, href, amount string
	me, hidden         bool
}

const shownMates = 8

// mates shows the first running common objective that people bring something to.
func (t teller) mates(v app.FirstScreen, me org.ID) matesProps {
	p := matesProps{teamLink: ui.Link{Text: v.Team.Name, Href: teamPath(v.Team.ID)}}
	if v.Mates == nil {
		return p
	}
	g := v.Mates
	p.id, p.title, p.href = "mates-"+g.ID.String(), g.Title, goalPath(g.ID)
	p.bar = t.bar(g.Standing, g.Mine)
	p.bar.ID, p.bar.Size = "", ui.BarSmall
	list := slices.DeleteFunc(slices.Clone(g.Contributions), func(c app.Contribution) bool {
		return c.Amount == 0 && !c.Hidden && c.Person.ID != me // those who do not sell are not on this list with a zero
	})
	// oneself first; the others stay by name, since this is no ranking
	slices.SortStableFunc(list, func(x, y app.Contribution) int {
		return first(x.Person.ID == me, x.Hidden) - first(y.Person.ID == me, y.Hidden)
	})
	for i, c := range list {
		if i == shownMates {
			p.rest = t.T("web.rope.more_mates", "n", len(list)-shownMates)
			break
		}
		p.rows = append(p.rows, mateProps{name: c.Person.Name, href: personPath(c.Person.ID), amount: t.brought(c, g.Metric), me: c.Person.ID == me})
	}
	return p
}

func (t teller) brought(c app.Contribution, m measure.Metric) string {
	if c.Hidden {
		return t.T("web.team.hidden")
	}
	if c.Amount == 0 && c.N == 0 {
		return "–"
	}
	return t.Value(c.Amount, m.Unit)
}
