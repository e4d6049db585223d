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

// directionProps is the whole rope as a tree, and what does not hang together.
type directionProps struct {
	head      ui.PageHeadProps
	text      string // the direction in the company's own words
	textOn    string
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
	orphans, orphansLead, without, withoutLead, coverage, show, print string
}

func (v *visit) direction() error {
	p, err := v.directionPage(v.queryDate("on"), goal.Tier(v.r.URL.Query().Get("tier")))
	if err != nil {
		return err
	}
	return v.show(page{title: p.head.Title, path: "/direction", live: v.r.URL.RequestURI(), wide: true}, directionPageBody(p))
}

func (v *visit) directionPage(on period.Date, tier goal.Tier) (directionProps, error) {
	view, err := v.App.Direction(v.ctx(), v.actor(), on)
	if err != nil {
		return directionProps{}, err
	}
	if !slices.Contains(goal.Tiers(), tier) {
		tier = goal.Collective
	}
	t := v.teller()
	t.today = view.Today
	small := t
	small.short = true
	o := view.World.Org()
	p := directionProps{text: o.Direction, tier: string(tier), tabs: t.tierTabs(view, tier, on), tabsLabel: t.T("web.direction.zoom"), words: v.directionWords()}
	p.head = ui.PageHeadProps{Title: t.T("web.direction.title"), Lead: t.T("web.direction.lead"), AsOf: v.asOf()}
	if !o.DirectionOn.IsZero() && o.Direction != "" {
		p.textOn = t.T("web.direction.since", "on", o.DirectionOn)
	}
	tree := treeTeller{small, v.me().ID, tier}
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
		withoutLead: v.T("web.team.without_lead"), coverage: v.T("web.direction.coverage"), show: v.T("web.direction.show"), print: v.T("web.direction.print"),
	}
}

// tierTabs zoom: down to which tier the tree is unfolded.
func (t teller) tierTabs(view app.Direction, chosen goal.Tier, on period.Date) []ui.Tab {
	var tabs []ui.Tab
	for _, tier := range goal.Tiers() {
		href := "/direction?tier=" + string(tier)
		if !on.IsZero() {
			href += "&on=" + on.String()
		}
		tabs = append(tabs, ui.Tab{Text: t.T("web.direction.tier_" + string(tier)), Href: href, Current: tier == chosen, Count: itoa(view.Counts[tier])})
	}
	return tabs
}

// treeTeller draws branches, unfolded down to a tier.
type treeTeller struct {
	teller
	me   org.ID
	down goal.Tier
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
		n.Closed = !deeper(t.down, b.Tier)
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

// coverages say in words whether the parts make the whole, from the top down.
func (t teller) coverages(list []*app.Branch) []string {
	var out []string
	for _, b := range list {
		if b.Covered.OK {
			if words := t.coverage(b.Covered.Amount, b.Target, b.Metric.Unit); words != "" {
				out = append(out, t.T("web.direction.cover", "title", b.Title, "words", words))
			}
		}
		out = append(out, t.coverages(b.Children)...)
	}
	return out
}
