package web

import (
	"strconv"

	"github.com/a-h/templ"

	"cordee/internal/app"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/reward"
	"cordee/internal/route"
	"cordee/internal/web/ui"
)

const rulesPath = "/rewards/rules"

func rulePath(id org.ID) string    { return rulesPath + "/" + id.String() }
func awardPath(id org.ID) string   { return "/rewards/awards/" + id.String() }
func contestPath(id org.ID) string { return "/rewards/contests/" + id.String() }

// versionPath is the page of one version of a rule; what somebody obtains by it stands at its people.
func versionPath(r app.RuleView) string {
	return rulePath(r.ID) + "?version=" + strconv.Itoa(r.Version)
}

func shareOfPath(rule org.ID, version int, person org.ID) string {
	return rulePath(rule) + "/people/" + person.String() + "?version=" + strconv.Itoa(version)
}

// rewardsShown tells whether the menu leads to rewards. Where that cannot be read the menu does without.
func (v *visit) rewardsShown() bool {
	open, err := v.App.RewardsOpen(v.ctx(), v.actor())
	return err == nil && open
}

func (s *Server) rewardRoutes(g *route.Registry) {
	s.get(g, "/rewards", org.ReadOrg, "", (*visit).myRewards)
	s.get(g, "/rewards/try", org.ReadOrg, "", (*visit).tryRewards)
	s.get(g, "/path", org.ReadOrg, "", (*visit).ownPath)
	s.get(g, "/people/{person}/path", org.ReadReward, org.APerson, (*visit).pathOf)
	s.get(g, rulesPath, org.ReadRule, "", (*visit).rules)
	s.get(g, rulesPath+"/new", org.ManageRewards, "", (*visit).newRule)
	s.post(g, rulesPath, org.ManageRewards, "", (*visit).workRule)
	s.get(g, rulesPath+"/{rule}", org.ReadRule, "rule", (*visit).oneRule)
	s.get(g, rulesPath+"/{rule}/edit", org.ManageRewards, "rule", (*visit).editRule)
	s.post(g, rulesPath+"/{rule}", org.ManageRewards, "rule", (*visit).workRule)
	s.post(g, rulesPath+"/{rule}/publish", org.ManageRewards, "rule", (*visit).publishRule)
	s.post(g, rulesPath+"/{rule}/stop", org.ManageRewards, "rule", (*visit).stopRule)
	s.get(g, rulesPath+"/{rule}/people/{member}", org.ReadReward, "member", (*visit).shareOf)
	s.awardRoutes(g)
	s.rewardFileRoutes(g)
}

// ahead says what lies before somebody, and neutrally what is not obtained without it. The unit and the name come from the rule.
func (t ruleTeller) ahead(a reward.Ahead) string {
	args := []any{"need", t.Value(a.Need, t.unitOf(a.Of)), "what", t.subject(a.Of, true), "brings", t.gives(a.Brings)}
	if a.Axis == reward.OnAmount {
		args = append(args, "at", t.Value(a.At, t.unitOf(a.Of)))
	} else {
		args = append(args, "at", t.percentOf(a.At))
	}
	key := "web.reward.ahead"
	switch {
	case a.Gate && a.Brings > 0:
		key += "_gate"
	case a.Gate:
		key += "_gate_only"
	case a.Brings <= 0:
		key += "_only"
	case a.Pot:
		key += "_pot"
	}
	if a.Down {
		key += "_down"
	}
	return t.T(key, args...)
}

// otherwise says what is not obtained if the nearest bound is missed. It says so once, and neutrally.
func (t ruleTeller) otherwise(list []reward.Ahead) string {
	for _, a := range list {
		if a.Brings > 0 {
			return t.T("web.reward.otherwise", "brings", t.gives(a.Brings))
		}
	}
	return ""
}

// stakeProps is what is at stake for somebody in one rule.
type stakeProps struct {
	id, title, href string
	stats           []ui.Stat
	next            []string
	otherwise       string
	more            ui.ButtonProps
}

// mineRewardsProps is the page of one's own rewards.
type mineRewardsProps struct {
	head                              ui.PageHeadProps
	stakes                            []stakeProps
	stakesPart, comingPart, awardPart ui.SectionProps
	coming                            []ui.Link
	awards                            ui.TableProps
	contests                          ui.TableProps
	contestPart                       ui.SectionProps
	empty                             *ui.EmptyProps
	places                            []ui.ButtonProps
}

func (v *visit) myRewards() error {
	m, err := v.App.MyRewards(v.ctx(), v.actor())
	if err != nil {
		return err
	}
	p := mineRewardsProps{
		head:       ui.PageHeadProps{Title: v.T("web.reward.title"), Lead: v.T("web.reward.lead"), AsOf: v.asOf()},
		stakesPart: ui.SectionProps{ID: "stakes", Title: v.T("web.reward.stakes")}, comingPart: ui.SectionProps{ID: "coming", Title: v.T("web.reward.coming")},
		awardPart: ui.SectionProps{ID: "awards", Title: v.T("web.reward.awards")}, contestPart: ui.SectionProps{ID: "contests", Title: v.T("web.reward.contests")},
	}
	for _, s := range m.Stakes {
		card, err := v.stake(s)
		if err != nil {
			return err
		}
		p.stakes = append(p.stakes, card)
	}
	for _, r := range m.Coming {
		p.coming = append(p.coming, ui.Link{Text: v.T("web.reward.coming_one", "title", r.Title, "from", r.Start), Href: versionPath(r)})
	}
	p.awards, p.contests = v.awardTable("awards-table", m.Awards, false), v.contestTable(m.Contests)
	p.places = v.rewardPlaces(m)
	if len(m.Stakes)+len(m.Coming)+len(m.Awards) == 0 {
		p.empty = &ui.EmptyProps{Icon: "gift", Title: v.T("web.reward.none"), Sentence: v.T("web.reward.none_next")}
		if m.MayEdit {
			p.empty.Sentence, p.empty.Action = v.T("web.reward.none_make"), ui.Link{Text: v.T("web.reward.new"), Href: rulesPath + "/new"}
		}
	}
	return v.show(page{title: p.head.Title, path: "/rewards"}, mineRewardsBody(p))
}

func (v *visit) rewardPlaces(m app.MyRewards) []ui.ButtonProps {
	var list []ui.ButtonProps
	if len(m.Stakes) > 0 {
		list = append(list, ui.ButtonProps{Text: v.T("web.reward.try"), Href: "/rewards/try", Icon: "chart"})
	}
	list = append(list, ui.ButtonProps{Text: v.T("web.reward.path"), Href: "/path", Icon: "mountain"})
	if m.Any || m.MayEdit {
		list = append(list, ui.ButtonProps{Text: v.T("web.reward.rules"), Href: rulesPath, Icon: "list"})
	}
	if m.MayApprove {
		list = append(list, ui.ButtonProps{Text: v.T("web.reward.approve_page"), Href: "/rewards/awards", Icon: "check"})
	}
	return list
}

// tellerFor reads the names of what a rule is judged on.
func (v *visit) tellerFor(r app.RuleView) (ruleTeller, error) {
	page, err := v.App.Rule(v.ctx(), v.actor(), r.ID, r.Version)
	return v.ruleTeller(r.Rule, page.Goals), err
}

func (v *visit) stake(s app.Stake) (stakeProps, error) {
	t, err := v.tellerFor(s.Rule)
	p := stakeProps{id: "stake-" + s.Rule.ID.String(), title: s.Rule.Title, href: shareOfPath(s.Rule.ID, s.Rule.Version, v.me().ID), stats: t.shareStats(s.Share, s.Possible)}
	p.stats = append(p.stats, ui.Stat{Label: v.T("web.reward.pay_on"), Value: v.Date(s.PayOn)})
	for i, a := range s.Next {
		if i < 3 {
			p.next = append(p.next, t.ahead(a))
		}
	}
	p.otherwise = t.otherwise(s.Next)
	p.more = ui.ButtonProps{Text: v.T("web.reward.statement"), Href: p.href, Icon: "list", Small: true, Attrs: map[string]any{"aria-label": v.T("web.reward.statement_of", "title", s.Rule.Title)}}
	return p, err
}

// shareStats are the figures of a share; what was given only where something was.
func (t ruleTeller) shareStats(s reward.Share, possible measure.Amount) []ui.Stat {
	stats := []ui.Stat{{Label: t.T("web.reward.entitled"), Value: t.gives(s.Entitled), Number: s.Entitled.String()}}
	if !t.rule.Kind.Counted() {
		stats[0].Number = ""
		return stats
	}
	if s.Paid != 0 {
		stats = append(stats, ui.Stat{Label: t.T("web.reward.paid"), Value: t.gives(s.Paid)}, ui.Stat{Label: t.T("web.reward.due"), Value: t.gives(s.Due)})
	}
	if possible > 0 {
		stats = append(stats, ui.Stat{Label: t.T("web.reward.possible"), Value: t.gives(possible)})
	}
	return stats
}

// nearestStake is the card of what lies nearest, in plain words. It is nothing where no rule is for the reader, or nothing is left
// to reach.
func (v *visit) nearestStake() (templ.Component, error) {
	m, err := v.App.MyRewards(v.ctx(), v.actor())
	if err != nil {
		return nil, err
	}
	for _, s := range m.Stakes {
		if len(s.Next) == 0 {
			continue
		}
		t, err := v.tellerFor(s.Rule)
		if err != nil {
			return nil, err
		}
		card := ui.CardProps{ID: "stake", Title: v.T("web.reward.card_title"), Alone: true, Action: ui.Link{Text: v.T("web.reward.card_more"), Href: shareOfPath(s.Rule.ID, s.Rule.Version, v.me().ID)}}
		return framed(card, aheadList([]string{t.ahead(s.Next[0])}, t.otherwise(s.Next[:1]))), nil
	}
	return ui.Group(), nil
}
