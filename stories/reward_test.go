package stories

import (
	"fmt"
	"slices"
	"strings"

	"cordee/internal/app"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/reward"
)

func init() {
	byFirst["rule"] = (*story).setRule
	byFirst["awards"] = (*story).grantAwards
	byFirst["reward"] = (*story).lookAtReward
	byFirst["award"] = (*story).lookAtAward
	byFirst["tried"] = (*story).tryReward
	bySecond["announces"] = (*story).announceRule
	bySecond["drops-rule"] = (*story).dropRule
	bySecond["rewrites"] = (*story).rewriteRule
	bySecond["renews"] = (*story).renewRule
	bySecond["approves-award"] = (*story).approveAward
	bySecond["pays"] = (*story).pay
	bySecond["wants-approvals"] = (*story).wantApprovals
	bySecond["contests-award"] = (*story).contestAward
	bySecond["answers-contest"] = (*story).answerContest
}

// rule KEY for OWNER PERIOD [brings KIND [called LABEL]] [monthly|quarterly] [by NAME], with its parts indented below:
// gate own METRIC|goal KEY [at 90%]; each [BASE]; pot BASE [equal 50%] [time 50%] [contribution 50%] [together 80% of METRIC];
// part [60%] own METRIC|goal KEY CURVE. CURVE is straight [from 80%] [beyond 150%] [cap 200%], or rate 2%, or
// marginal|overage|whole|flat FROM:RATE ... [cap 200%]
func (s *story) setRule(w words, l line) error {
	actor, err := s.actor(w.after("by"))
	if err != nil {
		return err
	}
	r, err := s.ruleOf(w, l)
	if err != nil {
		return err
	}
	_, _, err = s.app.SaveRule(s.t.Context(), actor, r, 0)
	return err
}

func (s *story) ruleOf(w words, l line) (r reward.Rule, err error) {
	r = reward.Rule{Kind: reward.Money, Unit: s.org.Currency, Every: reward.AtEnd}
	if kind := w.after("brings"); kind != "" {
		r.Kind, r.Unit = reward.Kind(kind), ""
	}
	r.Label = w.after("called")
	if w.has("monthly") {
		r.Every = reward.Monthly
	}
	if w.has("quarterly") {
		r.Every = reward.Quarterly
	}
	if r.To, err = s.owner(w.after("for")); err != nil {
		return r, err
	}
	r.Key = w.next()
	r.Title = r.Key
	days, err := s.span(w.next())
	if err != nil {
		return r, err
	}
	r.Start, r.End = days.From, days.Last()
	for _, text := range l.block {
		if err := s.addToRule(&r, strings.Fields(text)); err != nil {
			return r, err
		}
	}
	return r, w.done()
}

func (s *story) addToRule(r *reward.Rule, w words) error {
	switch what := w.next(); what {
	case "gate":
		at, err := percentAfter(&w, "at")
		if err != nil {
			return err
		}
		of, err := s.subject(&w)
		r.Gates = append(r.Gates, reward.Gate{Of: of, At: at})
		return orDone(err, w)
	case "each":
		r.Each = &reward.Each{}
		return s.base(&r.Each.Base, &w)
	case "pot":
		return s.addPot(r, w)
	case "part":
		p, err := s.part(&w)
		if r.Pot != nil {
			r.Pot.Parts = append(r.Pot.Parts, p)
		} else if r.Each != nil {
			r.Each.Parts = append(r.Each.Parts, p)
		}
		return orDone(err, w)
	default:
		return unclear("a rule has no %q", what)
	}
}

func orDone(err error, w words) error {
	if err != nil {
		return err
	}
	return w.done()
}

func (s *story) base(to *measure.Amount, w *words) (err error) {
	if len(*w) > 0 {
		*to, err = w.amount()
	}
	return orDone(err, *w)
}

func (s *story) addPot(r *reward.Rule, w words) (err error) {
	r.Pot = &reward.Pot{}
	for name, to := range map[string]*measure.BP{"equal": &r.Pot.Split.Equal, "time": &r.Pot.Split.Time, "contribution": &r.Pot.Split.Contribution} {
		if text := w.after(name); text != "" {
			if *to, err = share(text); err != nil {
				return err
			}
		}
	}
	if r.Pot.Together, err = percentAfter(&w, "together"); err != nil {
		return err
	}
	if key := w.after("of"); key != "" {
		m, ok := s.world().MetricByKey(key)
		if !ok {
			return unclear("no such metric")
		}
		r.Pot.Mind = reward.Subject{Metric: m.ID}
	}
	return s.base(&r.Pot.Base, &w)
}

func (s *story) subject(w *words) (reward.Subject, error) {
	how, name := w.next(), w.next()
	if how == "goal" {
		g, err := s.standing(name)
		return reward.Subject{Goal: g.ID}, err
	}
	m, ok := s.world().MetricByKey(name)
	if how != "own" || !ok {
		return reward.Subject{}, unclear("what is judged is own METRIC or goal KEY")
	}
	return reward.Subject{Metric: m.ID}, nil
}

func (s *story) part(w *words) (p reward.Part, err error) {
	p.Weight = measure.Hundred
	if strings.HasSuffix((*w)[0], "%") {
		if p.Weight, err = share(w.next()); err != nil {
			return p, err
		}
	}
	if p.Of, err = s.subject(w); err != nil {
		return p, err
	}
	p.Curve = reward.Curve{Axis: reward.OnAttainment, Mode: reward.Linear}
	if p.Curve.Cap, err = percentAfter(w, "cap"); err != nil {
		return p, err
	}
	switch mode := w.next(); mode {
	case "", "straight":
		from, err := percentAfter(w, "from")
		if err != nil {
			return p, err
		}
		p.Curve.Threshold = from.Amount
		p.Curve.Accelerator, err = percentAfter(w, "beyond")
		return p, err
	case "rate":
		rate, err := w.amount()
		p.Curve.Axis, p.Curve.Tiers, p.Weight = reward.OnAmount, []reward.Tier{{Rate: rate}}, 0
		return p, err
	default:
		p.Curve.Mode = reward.Mode(mode)
		return p, tiers(&p.Curve, w)
	}
}

func tiers(c *reward.Curve, w *words) error {
	for len(*w) > 0 {
		from, rate, _ := strings.Cut(w.next(), ":")
		a, _, err := measure.Parse(from)
		b, _, err2 := measure.Parse(rate)
		if err != nil || err2 != nil {
			return unclear("a tier is FROM:RATE")
		}
		c.Tiers = append(c.Tiers, reward.Tier{From: a, Rate: b})
	}
	return nil
}

func percentAfter(w *words, name string) (measure.Maybe, error) {
	text := w.after(name)
	if text == "" {
		return measure.Maybe{}, nil
	}
	a, _, err := measure.Parse(strings.TrimSuffix(text, "%"))
	if err != nil {
		return measure.Maybe{}, unclear("%q is no share", text)
	}
	return measure.Some(a), nil
}

// ruleNamed is a rule by its key, as the actor of the words sees it.
func (s *story) ruleNamed(key string) (app.RuleView, error) {
	all, err := s.app.Rules(s.t.Context(), s.system())
	if err != nil {
		return app.RuleView{}, err
	}
	for _, r := range all.Rules {
		if r.Key == key {
			return r, nil
		}
	}
	return app.RuleView{}, unclear("there is no rule %q", key)
}

func (s *story) actorAndRule(w *words) (org.Actor, app.RuleView, error) {
	actor, err := s.actor(w.next())
	if err != nil {
		return actor, app.RuleView{}, err
	}
	r, err := s.ruleNamed(w.next())
	return actor, r, err
}

// NAME announces RULE
func (s *story) announceRule(w words, _ line) error {
	actor, r, err := s.actorAndRule(&w)
	if err != nil {
		return err
	}
	return s.app.PublishRule(s.t.Context(), actor, r.ID, r.Version, r.Edition)
}

// NAME drops-rule RULE [because TEXT]
func (s *story) dropRule(w words, _ line) error {
	reason := w.rest("because")
	actor, r, err := s.actorAndRule(&w)
	if err != nil {
		return err
	}
	return s.app.StopRule(s.t.Context(), actor, r.ID, r.Version, r.Edition, reason)
}

// NAME rewrites RULE BASE: the same version, with another base for each
func (s *story) rewriteRule(w words, _ line) error {
	actor, r, err := s.actorAndRule(&w)
	if err != nil {
		return err
	}
	each := *r.Each
	if each.Base, err = w.amount(); err != nil {
		return err
	}
	r.Rule.Each = &each
	_, _, err = s.app.SaveRule(s.t.Context(), actor, r.Rule, r.Edition)
	return err
}

// NAME renews RULE PERIOD BASE: the next version
func (s *story) renewRule(w words, _ line) error {
	actor, r, err := s.actorAndRule(&w)
	if err != nil {
		return err
	}
	days, err := s.span(w.next())
	if err != nil {
		return err
	}
	each := *r.Each
	if each.Base, err = w.amount(); err != nil {
		return err
	}
	r.Rule.Each, r.Rule.Version, r.Rule.Start, r.Rule.End = &each, 0, days.From, days.Last()
	_, _, err = s.app.SaveRule(s.t.Context(), actor, r.Rule, 0)
	return err
}

// awards are granted: the clock's work, asked for twice as two instances would
func (s *story) grantAwards(words, line) error {
	for range 2 {
		if err := s.app.GrantAwards(s.t.Context(), s.org.ID, s.clock.now()); err != nil {
			return err
		}
	}
	return nil
}

// reward NAME RULE entitled|paid|due|possible|pot|need|brings|version is VALUE [as NAME]
func (s *story) lookAtReward(w words, _ line) error {
	by := w.after("as")
	person, r, err := s.actorAndRule(&w)
	if err != nil {
		return err
	}
	actor := person
	if by != "" {
		if actor, err = s.actor(by); err != nil {
			return err
		}
	}
	v, err := s.app.RewardStatement(s.t.Context(), actor, r.ID, 0, person.Person)
	if err != nil {
		return err
	}
	what := w.next()
	w.has("is")
	switch what {
	case "entitled":
		return s.expectAmount(w, measure.Some(v.Share.Entitled))
	case "paid":
		return s.expectAmount(w, measure.Some(v.Share.Paid))
	case "due":
		return s.expectAmount(w, measure.Some(v.Share.Due))
	case "possible":
		return s.expectAmount(w, measure.Some(v.Possible))
	case "pot":
		return s.expectAmount(w, measure.Some(v.Reckoned.Pot.Total))
	case "need", "brings":
		if len(v.Next) == 0 {
			return same(what, "nothing", w.next())
		}
		if what == "need" {
			return s.expectAmount(w, measure.Some(v.Next[0].Need))
		}
		return s.expectAmount(w, measure.Some(v.Next[0].Brings))
	case "version":
		return same(what, fmt.Sprint(v.Rule.Version), w.next())
	}
	return unclear("a reward has no %q", what)
}

// awardsOf are somebody's awards of a rule, as they are seen by somebody.
func (s *story) awardsOf(actor org.Actor, rule, person org.ID) ([]app.Award, error) {
	v, err := s.app.Awards(s.t.Context(), actor, app.AwardFilter{Rule: rule, Person: person})
	slices.Reverse(v.Awards)
	return v.Awards, err
}

// award NAME RULE count|total|first|last|state|approvals|contest|answer is VALUE [as NAME]
func (s *story) lookAtAward(w words, _ line) error {
	by := w.after("as")
	person, r, err := s.actorAndRule(&w)
	if err != nil {
		return err
	}
	actor := person
	if by != "" {
		if actor, err = s.actor(by); err != nil {
			return err
		}
	}
	list, err := s.awardsOf(actor, r.ID, person.Person)
	if err != nil {
		return err
	}
	what := w.next()
	w.has("is")
	if what == "count" {
		return same(what, fmt.Sprint(len(list)), w.next())
	}
	if len(list) == 0 {
		return fmt.Errorf("no award is there")
	}
	var total measure.Amount
	for _, a := range list {
		total += a.Amount
	}
	last := list[len(list)-1]
	switch what {
	case "total":
		return s.expectAmount(w, measure.Some(total))
	case "first":
		return s.expectAmount(w, measure.Some(list[0].Amount))
	case "last":
		return s.expectAmount(w, measure.Some(last.Amount))
	case "state":
		return same(what, string(last.State), w.next())
	case "cause":
		return same(what, string(last.Cause), w.next())
	case "approvals":
		return same(what, fmt.Sprint(len(last.Approvals)), w.next())
	case "contest", "answer":
		page, err := s.app.Award(s.t.Context(), actor, list[0].ID)
		if err != nil || len(page.Contests) == 0 {
			return orElse(err, fmt.Errorf("nothing was contested"))
		}
		if what == "answer" {
			return same(what, page.Contests[0].Answer, strings.Join(w, " "))
		}
		return same(what, string(page.Contests[0].Decision), w.next())
	}
	return unclear("an award has no %q", what)
}

func orElse(err, other error) error {
	if err != nil {
		return err
	}
	return other
}

// NAME approves-award RULE of PERSON: whatever of it waits
func (s *story) approveAward(w words, _ line) error {
	of, err := s.actor(w.after("of"))
	if err != nil {
		return err
	}
	actor, r, err := s.actorAndRule(&w)
	if err != nil {
		return err
	}
	list, err := s.awardsOf(s.system(), r.ID, of.Person)
	if err != nil {
		return err
	}
	var ids []org.ID
	for _, a := range list {
		if a.State == app.AwardWaiting {
			ids = append(ids, a.ID)
		}
	}
	_, err = s.app.ApproveAwards(s.t.Context(), actor, ids)
	return err
}

// NAME pays N: hands what is approved to payroll, so many awards
func (s *story) pay(w words, _ line) error {
	actor, err := s.actor(w.next())
	if err != nil {
		return err
	}
	p, err := s.app.ExportPayroll(s.t.Context(), actor)
	if err != nil {
		return err
	}
	again, err := s.app.Payout(s.t.Context(), actor, p.ID)
	if err != nil || len(again.Awards) != p.N {
		return fmt.Errorf("the batch holds %d of %d awards, %v", len(again.Awards), p.N, err)
	}
	return same("paid", fmt.Sprint(p.N), w.next())
}

// NAME wants-approvals one|two
func (s *story) wantApprovals(w words, _ line) error {
	actor, err := s.actor(w.next())
	if err != nil {
		return err
	}
	return s.app.SetReward(s.t.Context(), actor, app.RewardSetting{TwoApprovals: w.next() == "two"})
}

// NAME contests-award RULE [of PERSON] because TEXT: the first one
func (s *story) contestAward(w words, _ line) error {
	text := w.rest("because")
	of := w.after("of")
	actor, r, err := s.actorAndRule(&w)
	if err != nil {
		return err
	}
	person := actor
	if of != "" {
		if person, err = s.actor(of); err != nil {
			return err
		}
	}
	list, err := s.awardsOf(s.system(), r.ID, person.Person)
	if err != nil || len(list) == 0 {
		return orElse(err, fmt.Errorf("no award is there"))
	}
	_, err = s.app.ContestAward(s.t.Context(), actor, list[0].ID, "", text)
	return err
}

// NAME answers-contest RULE of PERSON kept|facts|corrected [AMOUNT] because TEXT
func (s *story) answerContest(w words, _ line) error {
	text := w.rest("because")
	of, err := s.actor(w.after("of"))
	if err != nil {
		return err
	}
	actor, r, err := s.actorAndRule(&w)
	if err != nil {
		return err
	}
	decision := app.ContestDecision(w.next())
	var amount measure.Maybe
	if len(w) > 0 {
		a, err := w.amount()
		if err != nil {
			return err
		}
		amount = measure.Some(a)
	}
	v, err := s.app.Awards(s.t.Context(), s.system(), app.AwardFilter{Rule: r.ID, Person: of.Person})
	if err != nil {
		return err
	}
	for _, c := range v.Contests {
		if c.Person == of.Person && c.Rule == r.ID {
			return s.app.AnswerContest(s.t.Context(), actor, c.ID, decision, text, amount)
		}
	}
	return unclear("nobody contests that")
}

// tried NAME AMOUNT [task KEY] RULE|GOAL is VALUE: what it would become
func (s *story) tryReward(w words, _ line) error {
	actor, err := s.actor(w.next())
	if err != nil {
		return err
	}
	a, err := w.amount()
	if err != nil {
		return err
	}
	v, err := s.app.TryRewards(s.t.Context(), actor, app.WhatIf{Amount: measure.Some(a)})
	if err != nil {
		return err
	}
	name := w.next()
	w.has("is")
	for _, r := range v.Rules {
		if r.Rule.Key == name {
			return s.expectAmount(w, measure.Some(r.After.Entitled))
		}
	}
	for _, g := range v.Goals {
		if g.After.Key == s.goalKey(name) {
			return s.expectAmount(w, g.After.Progress.Attained)
		}
	}
	return fmt.Errorf("nothing called %q moves", name)
}
