package web

import (
	"net/url"
	"slices"

	"cordee/internal/app"
	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/web/ui"
)

// directionProps is the whole rope as a tree, and what does not hang together.
type directionProps struct {
	head      ui.PageHeadProps
	text      string // the direction in the company's own words
	textOn    string
	textLink  ui.Link // to read its history and, for whoever may, to write it
	tabs      []ui.Tab
	tabsLabel string
	tree      ui.TreeProps
	orphans   []childProps
	without   []memberProps
	coverage  []string
	empty     ui.EmptyProps
	date      ui.FieldProps
	tier      string
	words     directionWords
}

type directionWords struct {
	orphans, orphansLead, without, withoutLead, coverage, show, print, noText string
}

func (v *visit) direction() error {
	p, err := v.directionPage(v.treeAsk(v.r.URL.Query()))
	if err != nil {
		return err
	}
	return v.show(page{title: p.head.Title, path: "/direction", live: v.r.URL.RequestURI(), wide: true}, directionPageBody(p))
}

// treeAsk is which tree is asked for: on a day, down to a tier, below an objective.
type treeAsk struct {
	on     period.Date
	tier   goal.Tier
	branch org.ID
}

func (v *visit) treeAsk(q url.Values) treeAsk {
	ask := treeAsk{on: v.dateOf(q.Get("on")), tier: goal.Tier(q.Get("tier"))}
	ask.branch, _ = org.ParseID(q.Get("branch"))
	if !slices.Contains(goal.Tiers(), ask.tier) {
		ask.tier = goal.Collective
	}
	return ask
}

// path is the address of the tree asked for.
func (a treeAsk) path() string {
	href := "/direction?tier=" + string(a.tier)
	if !a.on.IsZero() {
		href += "&on=" + a.on.String()
	}
	if a.branch != 0 {
		href += "&branch=" + a.branch.String()
	}
	return href
}

func (v *visit) directionPage(ask treeAsk) (directionProps, error) {
	view, err := v.App.DirectionOf(v.ctx(), v.actor(), app.DirectionAsk{On: ask.on, Branch: ask.branch, Since: v.told})
	if err != nil {
		return directionProps{}, err
	}
	t := v.teller()
	t.today = view.Today
	small := t
	small.short = true
	o := view.World.Org()
	p := directionProps{text: o.Direction, tier: string(ask.tier), tabs: t.tierTabs(view, ask), tabsLabel: t.T("web.direction.zoom"), words: v.directionWords()}
	p.textLink = ui.Link{Text: t.T("web.cap.link"), Href: "/direction/text"}
	p.head = ui.PageHeadProps{Title: t.T("web.direction.title"), Lead: t.T("web.direction.lead"), AsOf: v.asOf()}
	if !o.DirectionOn.IsZero() && o.Direction != "" {
		p.textOn = t.T("web.direction.since", "on", o.DirectionOn)
	}
	p.head.CrumbsWord = t.T("web.direction.title")
	for _, up := range view.Above {
		at := ask
		at.branch = up.ID
		p.head.Crumbs = append(p.head.Crumbs, ui.Link{Text: up.Title, Href: at.path()})
	}
	if ask.branch != 0 {
		whole := ask
		whole.branch = 0
		p.head.Crumbs = append([]ui.Link{{Text: t.T("web.direction.whole"), Href: whole.path()}}, p.head.Crumbs...)
	}
	tree := treeTeller{small, v.me().ID, ask}
	p.tree = ui.TreeProps{ID: "tree", Label: t.T("web.direction.tree"), Nodes: tree.nodes(view.Roots)}
	for _, b := range view.Orphans {
		p.orphans = append(p.orphans, t.child(b.Standing, view.World))
	}
	p.without = v.withoutGoal(view.Without)
	p.coverage = t.coverages(view.Roots)
	p.empty = ui.EmptyProps{Icon: "compass", Title: t.T("web.direction.empty"), Sentence: t.T("web.direction.empty_next"), Action: ui.Link{Text: t.T("web.goal.new"), Href: "/goals/new"}}
	if v.mayStart() {
		p.empty.Action = ui.Link{Text: t.T("web.rope.first_do"), Href: "/start/goal"}
	}
	p.date = ui.FieldProps{Name: "on", Label: t.T("web.direction.on"), Kind: ui.FieldDate, Value: view.Today.String()}
	return p, nil
}

func (v *visit) directionWords() directionWords {
	return directionWords{
		orphans: v.T("web.direction.orphans"), orphansLead: v.T("web.direction.orphans_lead"), without: v.T("web.team.without"),
		withoutLead: v.T("web.team.without_lead"), coverage: v.T("web.direction.coverage"), show: v.T("web.direction.show"), print: v.T("web.direction.print"), noText: v.T("web.cap.empty"),
	}
}

// tierTabs zoom: down to which tier the tree is unfolded.
func (t teller) tierTabs(view app.Direction, ask treeAsk) []ui.Tab {
	var tabs []ui.Tab
	for _, tier := range goal.Tiers() {
		to := ask
		to.tier = tier
		tab := ui.Tab{Text: t.T("web.direction.tier_" + string(tier)), Href: to.path(), Current: tier == ask.tier}
		if !view.Large {
			tab.Count = itoa(view.Counts[tier])
		}
		tabs = append(tabs, tab)
	}
	return tabs
}

// treeTeller draws branches, unfolded down to a tier.
type treeTeller struct {
	teller
	me  org.ID
	ask treeAsk
}

func (t treeTeller) nodes(list []*app.Branch) []ui.TreeNode {
	nodes := make([]ui.TreeNode, 0, len(list))
	for _, b := range list {
		nodes = append(nodes, t.node(b))
	}
	return nodes
}

func (t treeTeller) node(b *app.Branch) ui.TreeNode {
	n := ui.TreeNode{
		ID: "node-" + b.ID.String(), Tier: ui.Tier(b.Tier), TierWord: t.tierWord(b.Tier), Title: b.Title, Owner: b.OwnerName, Href: goalPath(b.ID),
		Bar: t.bar(b.Standing, b.Mine), Children: t.nodes(b.Children), Me: b.Owner == org.PersonOwner(t.me),
	}
	n.Bar.Size, n.Bar.Note = ui.BarSmall, ""
	if len(n.Children) > 0 {
		n.More = t.T("web.direction.below", "n", len(n.Children))
		n.Closed = !deeper(t.ask.tier, b.Tier)
	}
	if b.Below > 0 {
		at := t.ask
		at.branch = b.ID
		n.Below = ui.Link{Text: t.T("web.direction.open", "n", b.Below), Href: at.path()}
	}
	if b.Hidden > 0 {
		n.Notes = append(n.Notes, ui.TagProps{Text: t.T("web.direction.hidden", "n", b.Hidden)})
	}
	if gap, ok := uncovered(b); ok {
		n.Notes = append(n.Notes, ui.TagProps{Text: t.T("web.direction.uncovered", "gap", t.Compact(gap, b.Metric.Unit)), Tone: ui.ToneWarn})
	}
	return n
}

// deeper tells whether tier a lies below tier b.
func deeper(a, b goal.Tier) bool {
	return slices.Index(goal.Tiers(), a) > slices.Index(goal.Tiers(), b)
}

// uncovered is the part of a target that no objective below carries, where they add up.
func uncovered(b *app.Branch) (measure.Amount, bool) {
	if !b.Covered.OK || !b.Target.OK || b.Covered.Amount >= b.Target.Amount || !adds(b.Metric) || b.Metric.Direction == measure.Down {
		return 0, false
	}
	return b.Target.Amount - b.Covered.Amount, true
}

// nobodys tells whether nothing at all hangs under a common objective that could be shared out.
func nobodys(b *app.Branch) bool {
	return b.Tier != goal.Individual && b.Target.OK && adds(b.Metric) && len(b.Children)+b.Hidden+b.Below == 0
}

// coverages say in words whether the parts make the whole, from the top down.
func (t teller) coverages(list []*app.Branch) []string {
	var out []string
	for _, b := range list {
		if nobodys(b) {
			out = append(out, t.T("web.direction.cover", "title", b.Title, "words", t.T("web.goal.cover_none", "target", t.Value(b.Target.Amount, b.Metric.Unit))))
		}
		if b.Covered.OK {
			if words := t.coverage(b.Covered.Amount, b.Target, b.Metric.Unit); words != "" {
				out = append(out, t.T("web.direction.cover", "title", b.Title, "words", words))
			}
		}
		out = append(out, t.coverages(b.Children)...)
	}
	return out
}
