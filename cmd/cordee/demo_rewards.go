package main

import (
	"fmt"
	"time"

	"cordee/internal/app"
	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/reward"
)

// rewardThem plays what attainment brings: a bonus of Nantes, for each and for all in one rule, quarter after quarter; a pot of those who
// launch Nova; and the last quarter, closed, granted, approved by those who answer for it, and contested once.
func (s *stage) rewardThem(today period.Date) error {
	calendar := s.world.Org().Calendar
	now := calendar.Quarter(today)
	before := calendar.Prev(period.Quarter, now.From)
	for _, scene := range []func(before, now period.Span) error{s.announceBonus, s.announcePot, s.closeQuarter, s.settle} {
		if err := scene(before, now); err != nil {
			return err
		}
	}
	return nil
}

// goalOf is the revenue objective of an owner over a quarter.
func (s *stage) goalOf(owner org.Owner, days period.Span, metric string) (app.Standing, bool) {
	all, _, err := s.app.Goals(s.ctx, org.System(s.org), app.GoalFilter{Owner: owner})
	for _, g := range all {
		if err == nil && g.Metric.Key == metric && g.Start == days.From && g.End == days.Last() && g.Status == goal.Published {
			return g, true
		}
	}
	return app.Standing{}, false
}

func straight(of reward.Subject, weight measure.BP, from, beyond int64) reward.Part {
	c := reward.Curve{Axis: reward.OnAttainment, Mode: reward.Linear, Threshold: measure.Whole(from)}
	if beyond > 0 {
		c.Accelerator = measure.Some(measure.Whole(beyond))
	}
	return reward.Part{Of: of, Weight: weight, Curve: c}
}

// publish announces a rule a week before its first day.
func (s *stage) publish(r reward.Rule) (org.ID, error) {
	s.on(r.Start.AddDays(-7))
	id, version, err := s.app.SaveRule(s.ctx, s.actor("mathilde"), r, 0)
	if err != nil {
		return 0, fmt.Errorf("rule %s: %w", r.Key, err)
	}
	return id, s.app.PublishRule(s.ctx, s.actor("mathilde"), id, version, 1)
}

// announceBonus: for each, 60 % on their own revenue and 40 % on the team's.
func (s *stage) announceBonus(before, now period.Span) error {
	nantes, _ := s.world.TeamByKey("nantes")
	revenue, _ := s.world.MetricByKey("revenue")
	var id org.ID
	for _, days := range []period.Span{before, now} {
		team, ok := s.goalOf(org.TeamOwner(nantes.ID), days, "revenue")
		if !ok {
			continue
		}
		r := reward.Rule{
			ID: id, Key: "prime-nantes", Title: "Prime du trimestre, Nantes", Kind: reward.Money, Unit: s.world.Org().Currency,
			Why: "Chacun tire son bout de corde, et la cordée arrive ensemble : les deux comptent.",
			To:  org.TeamOwner(nantes.ID), Start: days.From, End: days.Last(),
			Each: &reward.Each{Base: measure.Whole(1_200), Parts: []reward.Part{
				straight(reward.Subject{Metric: revenue.ID}, 6_000, 50, 150),
				straight(reward.Subject{Goal: team.ID}, 4_000, 70, 0),
			}},
		}
		var err error
		if id, err = s.publish(r); err != nil {
			return err
		}
	}
	return nil
}

// announcePot: what the launch brings is shared by half equally, by half according to what each brought.
func (s *stage) announcePot(_, now period.Span) error {
	nova, ok := s.world.TeamByKey("nova")
	if !ok {
		return nil
	}
	launch, ok := s.goalOf(org.TeamOwner(nova.ID), now, "nova_deals")
	if !ok {
		return nil
	}
	r := reward.Rule{
		Key: "cagnotte-nova", Title: "Cagnotte du lancement Nova", Kind: reward.Money, Unit: s.world.Org().Currency,
		Why: "Un lancement se réussit à huit ou pas du tout.",
		To:  org.TeamOwner(nova.ID), Start: now.From, End: now.Last(),
		Pot: &reward.Pot{
			Base: measure.Whole(2_400), Split: reward.Split{Equal: 5_000, Contribution: 5_000},
			Parts: []reward.Part{straight(reward.Subject{Goal: launch.ID}, measure.Hundred, 60, 0)},
		},
	}
	_, err := s.publish(r)
	return err
}

// closeQuarter: Karim closes what his people carried in the last quarter, Gwenaël what Karim and the team did; then the clock gives.
func (s *stage) closeQuarter(before, _ period.Span) error {
	s.now = time.Now()
	nantes, _ := s.world.TeamByKey("nantes")
	owners := []org.Owner{org.TeamOwner(nantes.ID)}
	for _, stay := range s.world.MembersDuring(nantes.ID, before) {
		owners = append(owners, org.PersonOwner(stay.Person))
	}
	for _, o := range owners {
		g, ok := s.goalOf(o, before, "revenue")
		if !ok || g.Closed != nil {
			continue
		}
		who := "karim"
		if o.Kind == org.OwnerTeam || o.ID == s.person("karim") {
			who = "gwenael"
		}
		if err := s.app.AnswerGoal(s.ctx, s.actor(who), g.ID, g.Version, app.Close, app.Said{}); err != nil {
			return fmt.Errorf("closing of %s: %w", g.Key, err)
		}
	}
	return s.app.GrantAwards(s.ctx, s.org, s.now)
}

// settle: Karim says yes to his people's, Hélène to his; a part has left for payroll; Thomas asked a question and has his answer.
func (s *stage) settle(period.Span, period.Span) error {
	v, err := s.app.Awards(s.ctx, org.System(s.org), app.AwardFilter{State: app.AwardWaiting})
	if err != nil {
		return err
	}
	approve := func(a app.Award, by string) error {
		_, err := s.app.ApproveAwards(s.ctx, s.actor(by), []org.ID{a.ID})
		return err
	}
	var later []app.Award
	for _, a := range v.Awards {
		switch a.Person {
		case s.person("karim"):
			err = approve(a, "helene")
		case s.person("lea"), s.person("ines"):
			err = approve(a, "karim")
		default:
			later = append(later, a)
		}
		if err != nil {
			return err
		}
	}
	if len(v.Awards) > len(later) {
		if _, err := s.app.ExportPayroll(s.ctx, s.actor("helene")); err != nil {
			return err
		}
	}
	for _, a := range later {
		if a.Person == s.person("thomas") {
			if err := s.contest(a); err != nil {
				return err
			}
			if err := approve(a, "karim"); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *stage) contest(a app.Award) error {
	text := "La commande de fin septembre avec l’hôtel n’y est pas, il me semble."
	id, err := s.app.ContestAward(s.ctx, s.actor("thomas"), a.ID, "Chiffre d’affaires du trimestre", text)
	if err != nil {
		return err
	}
	answer := "Tu as bien fait de demander : elle est signée du 2 octobre, elle compte donc dans le trimestre en cours. Elle est déjà dans tes résultats."
	return s.app.AnswerContest(s.ctx, s.actor("karim"), id, app.ContestKept, answer, measure.Maybe{})
}
