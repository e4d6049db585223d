package main

import (
	"context"
	"maps"

	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/reward"
)

const (
	payers  = "ops hr admin"
	mayWord = "director ops hr admin" // write rules for anybody; a manager for those they lead
)

var (
	readsRule  = &rule{offices: trusted, ties: "self lead"}
	readsAward = &rule{offices: payers, ties: "self lead"}
)

func init() {
	maps.Copy(rules, map[string]rule{
		"GET /rewards":                                             {offices: everybody},
		"GET /rewards/try":                                         {offices: everybody, queries: []string{"?amount=1000", "?amount=zq"}},
		"GET /path":                                                {offices: everybody},
		"GET /people/{person}/path":                                {offices: payers, ties: "self lead"},
		"GET /rewards/rules":                                       {offices: everybody},
		"GET /rewards/rules/new":                                   {offices: mayWord + " manager", queries: []string{"?start=team", "?start=pot"}},
		"POST /rewards/rules":                                      {offices: mayWord + " manager"},
		"GET /rewards/rules/{rule}":                                *readsRule.as(readsRule),
		"GET /rewards/rules/{rule}/edit":                           {offices: mayWord, ties: "lead", readers: readsRule},
		"POST /rewards/rules/{rule}":                               {offices: mayWord, ties: "lead", readers: readsRule},
		"POST /rewards/rules/{rule}/publish":                       {offices: mayWord, ties: "lead", readers: readsRule},
		"POST /rewards/rules/{rule}/stop":                          {offices: mayWord, ties: "lead", readers: readsRule},
		"GET /rewards/rules/{rule}/people/{member}":                *readsAward.as(readsAward),
		"GET /rewards/rules/{rule}/people/{member}/statement.pdf":  *readsAward.as(readsAward),
		"GET /rewards/rules/{rule}/people/{member}/statement.xlsx": *readsAward.as(readsAward),
		"GET /rewards/awards/{award}/statement.pdf":                *readsAward.as(readsAward),
		"GET /rewards/awards/{award}/statement.xlsx":               *readsAward.as(readsAward),
		"GET /rewards/payouts/{payout}/payroll.csv":                {offices: payers},
		"GET /rewards/payouts/{payout}/payroll.xlsx":               {offices: payers},
		"GET /rewards/awards":                                      {offices: everybody},
		"POST /rewards/awards/approve":                             {offices: everybody},
		"POST /rewards/awards/export":                              {offices: payers},
		"POST /rewards/setting":                                    {offices: keys},
		"GET /rewards/payouts/{payout}":                            {offices: payers},
		"GET /rewards/awards/{award}":                              *readsAward.as(readsAward),
		"POST /rewards/awards/{award}/contest":                     {ties: "self", readers: readsAward},
		"POST /rewards/contests/{contest}":                         {offices: payers, ties: "lead", readers: readsAward},
	})
}

// giveRewards announces a rule for each rep of a company, grants what it gives, and lets each of them contest it.
func giveRewards(h *house, o org.Org, prefix string) error {
	ctx := context.Background()
	w, err := h.app.World(ctx, o.ID)
	if err != nil {
		return err
	}
	as := func(key string) org.Actor {
		p, _ := w.PersonByKey(prefix + key)
		return org.Actor{Org: o.ID, Person: p.ID, Role: p.Role, Kind: org.ByPerson}
	}
	revenue, _ := w.MetricByKey("revenue")
	for who := range leadOf {
		boss := as("ada")
		r := reward.Rule{
			Key: prefix + "rule-" + who, Title: "zq rule of " + prefix + who, Kind: reward.Money, Unit: o.Currency, To: org.PersonOwner(as(who).Person),
			Start: period.On(2026, 3, 1), End: period.On(2026, 3, 31),
			Each: &reward.Each{Base: measure.Whole(100), Parts: []reward.Part{{Of: reward.Subject{Metric: revenue.ID}, Weight: measure.Hundred}}},
		}
		id, version, err := h.app.SaveRule(ctx, boss, r, 0)
		if err == nil {
			err = h.app.PublishRule(ctx, boss, id, version, 1)
		}
		if err == nil {
			err = h.app.GrantAwards(ctx, o.ID, monday)
		}
		if err != nil {
			return err
		}
		if err := contestAll(ctx, h, as(who)); err != nil {
			return err
		}
	}
	return nil
}

// contestAll contests everything somebody was given.
func contestAll(ctx context.Context, h *house, who org.Actor) error {
	mine, err := h.app.MyRewards(ctx, who)
	for _, a := range mine.Awards {
		if _, err := h.app.ContestAward(ctx, who, a.ID, "zq line", "zq text"); err != nil {
			return err
		}
	}
	return err
}

// rewardThings are rules, what somebody obtained by them, and what they contest, of each relation to Léa.
func (s *site) rewardThings(add func(kind string, x thing, names ...string)) {
	for _, x := range []struct {
		thing
		key, rule string
	}{
		{thing{rel: "one's own", org: "alpina", owner: "lea", lead: "karim"}, "lea", "rule-lea"},
		{thing{rel: "a teammate's", org: "alpina", owner: "tom", lead: "karim"}, "tom", "rule-tom"},
		{thing{rel: "another team's", org: "alpina", owner: "ines", lead: "sarah"}, "ines", "rule-ines"},
		{thing{rel: "another company's", org: "borealis", owner: "b-lea", lead: "b-karim"}, "b-lea", "b-rule-lea"},
	} {
		person := s.lookup("SELECT person_id FROM person WHERE key = $1", x.key)
		rule := s.lookup("SELECT rule_id FROM reward_rule WHERE key = $1", x.rule)
		add("rule", x.thing, "rule", rule)
		add("member", x.thing, "rule", rule, "member", person)
		add("award", x.thing, "award", s.lookup("SELECT award_id FROM reward_award WHERE person_id = (SELECT person_id FROM person WHERE key = $1)", x.key))
		add("contest", x.thing, "contest", s.lookup("SELECT contest_id FROM reward_contest WHERE award_id = (SELECT award_id FROM reward_award WHERE person_id = (SELECT person_id FROM person WHERE key = $1))", x.key))
	}
	for _, kind := range []string{"rule", "award", "contest", "payout"} {
		add(kind, thing{rel: "nonexistent"}, kind, nobody)
	}
	add("key payout", thing{rel: "nonexistent"}, "payout", nobody)
	add("member", thing{rel: "nonexistent"}, "rule", nobody, "member", nobody)
}
