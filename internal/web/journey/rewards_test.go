package journey

import (
	"testing"

	"cordee/internal/app"
	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/reward"
)

// rewarded is what somebody obtained: a rule of last quarter that was granted, approved and paid, and one that runs.
type rewarded struct {
	rule, share, award, payout string
}

// rewardSamples are the screens of rewards: what one person obtains, and who may read it.
func (h *house) rewardSamples(t *testing.T) map[string][]place {
	t.Helper()
	rep := h.first(org.Rep)
	given, person := h.reward(t, h.actor(h.first(org.Admin)), rep), "/people/"+rep.ID.String()
	return map[string][]place{
		"/rewards":                              {{"rewards", "/rewards", org.Rep}, {"rewards-none", "/rewards", org.Manager}},
		"/rewards/try":                          {{"try", "/rewards/try", org.Rep}, {"tried", "/rewards/try?amount=8000", org.Rep}},
		"/path":                                 {{"path", "/path", org.Rep}, {"path-none", "/path", org.Manager}},
		"/people/{person}/path":                 {{"path-of", person + "/path", org.Admin}},
		"/rewards/rules":                        {{"rules", "/rewards/rules", org.Admin}, {"rules-rep", "/rewards/rules", org.Rep}},
		"/rewards/rules/new":                    {{"rule-choose", "/rewards/rules/new", org.Manager}, {"rule-new", "/rewards/rules/new?start=team", org.Manager}, {"rule-pot", "/rewards/rules/new?start=pot", org.Admin}, {"rule-tiers", "/rewards/rules/new?start=tiers", org.Admin}},
		"/rewards/rules/{rule}":                 {{"rule", given.rule, org.Rep}, {"rule-admin", given.rule, org.Admin}},
		"/rewards/rules/{rule}/edit":            {{"rule-next", given.rule + "/edit?next=yes", org.Admin}},
		"/rewards/rules/{rule}/people/{member}": {{"share", given.share, org.Rep}, {"share-admin", given.share, org.Admin}},
		"/rewards/awards":                       {{"awards", "/rewards/awards", org.Admin}, {"awards-none", "/rewards/awards", org.Rep}},
		"/rewards/awards/{award}":               {{"award", given.award, org.Rep}, {"award-admin", given.award, org.Admin}},
		"/rewards/payouts/{payout}":             {{"payout", given.payout, org.Admin}},
	}
}

// reward announces a bonus to somebody for last quarter and for this one; the first is granted, approved and handed to payroll.
func (h *house) reward(t *testing.T, boss org.Actor, who org.Person) rewarded {
	t.Helper()
	ctx, calendar := t.Context(), h.snapshot().Org().Calendar
	last, now := calendar.Prev(period.Quarter, monday), calendar.Quarter(monday)
	h.bonus(boss, "Prime passée", org.PersonOwner(who.ID), last)
	rule := h.bonus(boss, "Prime du trimestre", org.PersonOwner(who.ID), now)
	h.closeOwn(boss, who, last)
	h.must(h.app.GrantAwards(ctx, h.org.ID, h.app.Now()))
	view, err := h.app.Awards(ctx, boss, app.AwardFilter{Person: who.ID})
	h.must(err)
	if len(view.Awards) == 0 || view.Awards[0].Amount <= 0 {
		t.Fatalf("last quarter brought %+v to %s, want an amount", view.Awards, who.Name)
	}
	first := view.Awards[0]
	_, err = h.app.ApproveAwards(ctx, boss, []org.ID{first.ID})
	h.must(err)
	payout, err := h.app.ExportPayroll(ctx, boss)
	h.must(err)
	own := "/rewards/rules/" + rule.String()
	return rewarded{rule: own, share: own + "/people/" + who.ID.String(), award: "/rewards/awards/" + first.ID.String(), payout: "/rewards/payouts/" + payout.ID.String()}
}

// bonus announces 1,000 for an own objective of revenue, on a straight line from 70 % on.
func (h *house) bonus(boss org.Actor, title string, to org.Owner, days period.Span) org.ID {
	ctx := h.t.Context()
	revenue, _ := h.snapshot().MetricByKey("revenue")
	curve := reward.Curve{Axis: reward.OnAttainment, Mode: reward.Linear, Threshold: measure.Whole(50), Accelerator: measure.Some(measure.Whole(150))}
	id, version, err := h.app.SaveRule(ctx, boss, reward.Rule{
		Title: title, Kind: reward.Money, Unit: h.org.Currency, To: to, Start: days.From, End: days.Last(),
		Each: &reward.Each{Base: measure.Whole(1_000), Parts: []reward.Part{{Of: reward.Subject{Metric: revenue.ID}, Weight: measure.Hundred, Curve: curve}}},
	}, 0)
	h.must(err)
	h.must(h.app.PublishRule(ctx, boss, id, version, 1))
	return id
}

// closeOwn closes somebody's own objectives of some days.
func (h *house) closeOwn(boss org.Actor, who org.Person, days period.Span) {
	ctx := h.t.Context()
	all, _, err := h.app.Goals(ctx, boss, app.GoalFilter{})
	h.must(err)
	for _, g := range all {
		if g.Owner == org.PersonOwner(who.ID) && g.Span() == days && g.Closed == nil && g.Status == goal.Published {
			h.must(h.app.CloseGoals(ctx, boss, []app.Version{{Goal: g.ID, N: g.Version}}))
		}
	}
}
