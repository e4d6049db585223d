package app

import (
	"cmp"
	"context"
	"slices"

	"cordee/internal/fault"
	"cordee/internal/goal"
	"cordee/internal/ledger"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/reward"
	"cordee/internal/store"
)

// MyRewards is what the actor may obtain, has obtained, and has said about it.
func (a *App) MyRewards(ctx context.Context, actor org.Actor) (MyRewards, error) {
	var v MyRewards
	err := a.read(ctx, actor, org.ReadOrg, func(r *Reading) error {
		v = MyRewards{World: r.World, Today: r.Today, MayEdit: r.mayWriteRules()}
		v.MayApprove = r.World.Can(actor, org.ApproveAward, org.Object{}, r.Today) == nil || len(r.World.led(actor.Person, r.Today)) > 0
		v.Person, _ = r.World.Person(actor.Person)
		rows, err := r.tx.RewardRules(actor.Org)
		if err != nil {
			return err
		}
		for _, versions := range byRule(rows) {
			for _, x := range versions {
				v.Any = v.Any || x.Status == store.RulePublished
				if err := r.tellStake(&v, x, versions); err != nil {
					return err
				}
			}
		}
		slices.SortStableFunc(v.Stakes, func(a, b Stake) int { return cmp.Compare(b.nearest(), a.nearest()) })
		return r.tellObtained(&v)
	})
	return v, err
}

// RewardsOpen tells whether the room of rewards is worth a way in for the actor: they may write rules, or one was announced.
func (a *App) RewardsOpen(ctx context.Context, actor org.Actor) (open bool, err error) {
	err = a.read(ctx, actor, org.ReadOrg, func(r *Reading) (err error) {
		if open = r.mayWriteRules(); !open {
			open, err = r.tx.AnyPublishedRule(actor.Org)
		}
		return err
	})
	return open, err
}

// nearest is what the next thing ahead brings, by which stakes are shown: what pays soonest comes first, what only opens a way after.
func (s Stake) nearest() measure.Amount {
	if len(s.Next) == 0 {
		return -1
	}
	return s.Next[0].Brings
}

// tellStake adds a version that runs or is announced for the actor.
func (r *Reading) tellStake(v *MyRewards, x store.RewardRule, versions []store.RewardRule) error {
	state := stateOf(x, r.Today)
	if state != RuleRunning && state != RuleAnnounced || !r.isFor(x, r.Actor.Person) {
		return nil
	}
	view, err := r.ruleView(x, versions)
	if err != nil {
		return err
	}
	if state == RuleAnnounced {
		v.Coming = append(v.Coming, view)
		return nil
	}
	one, err := r.shareNow(x, r.Actor.Person, nil)
	if err != nil {
		return err
	}
	s := Stake{Rule: view, Share: one.share, Next: one.next, Possible: one.possible, PayOn: x.End}
	for _, part := range view.Parts {
		if part.Contains(r.Today) {
			s.PayOn = part.Last()
		}
	}
	v.Stakes = append(v.Stakes, s)
	return nil
}

// isFor tells whether somebody is a beneficiary of a version.
func (r *Reading) isFor(x store.RewardRule, person org.ID) bool {
	stays := r.World.staysFor(reward.Rule{To: x.To}, period.Days(x.Start, x.End))
	return slices.ContainsFunc(stays, func(s org.Stay) bool { return s.Person == person })
}

func (r *Reading) tellObtained(v *MyRewards) error {
	rows, err := r.tx.Awards(r.Actor.Org, store.AwardReach{People: []org.ID{r.Actor.Person}}, maxAwards)
	if err != nil {
		return err
	}
	if v.Awards, err = r.awardViews(rows); err != nil {
		return err
	}
	v.Any = v.Any || len(v.Awards) > 0
	v.Contests, err = r.contestsAbout(r.Actor.Person, func(store.Contest) bool { return true })
	return err
}

// personShare is what a version gives one person to date, with what lies ahead.
type personShare struct {
	facts     ruleFacts
	statement reward.Statement
	share     reward.Share
	next      []reward.Ahead
	possible  measure.Amount // with everything at 100 %
}

// shareNow reckons for one person as of today, or of the version's last day once it is over.
func (r *Reading) shareNow(x store.RewardRule, person org.ID, tried []ledger.Posting) (s personShare, err error) {
	rule, err := ruleOf(x)
	if err != nil {
		return s, err
	}
	g, err := givenOf(r.tx, r.Actor.Org, x)
	if err != nil {
		return s, err
	}
	on := r.Today
	for _, p := range tried {
		on = max(on, p.OccurredOn)
	}
	q := asked{rule: rule, on: min(max(on, rule.Start), rule.End), only: person, tried: tried}
	q.late = g.seq[partOf{person, rule.End}] > 0
	if s.facts, err = r.World.rewardFacts(r.tx, q, r.Today); err != nil {
		return s, err
	}
	if s.statement, err = s.facts.reckon(rule, g); err != nil {
		return s, err
	}
	s.share, _ = s.statement.Of(person)
	if rule.End < r.Today {
		s.possible = s.share.Entitled
		return s, nil
	}
	if s.next, err = reward.Next(rule, s.facts.Facts, person); err != nil {
		return s, err
	}
	full, err := reward.AtTarget(rule, s.facts.Facts)
	if err != nil {
		return s, err
	}
	share, _ := full.Of(person)
	s.possible = share.Entitled
	return s, nil
}

// RewardStatement is one rule for one person, line by line; version 0 is the one in force, else the next, else the last; person 0 is
// the actor. Another person's look is noted where its person can see it.
func (a *App) RewardStatement(ctx context.Context, actor org.Actor, rule org.ID, version int, person org.ID) (RewardStatement, error) {
	if person == 0 {
		person = actor.Person
	}
	var v RewardStatement
	err := a.read(ctx, actor, org.ReadOrg, func(r *Reading) (err error) {
		if err := r.World.Can(actor, org.ReadReward, org.PersonObject(person), r.Today); err != nil {
			return err
		}
		v, err = r.rewardStatement(rule, version, person)
		return err
	})
	if err == nil {
		a.LogLook(ctx, actor, Look{What: "reward", Kind: org.APerson, Object: person})
	}
	return v, err
}

func (r *Reading) rewardStatement(id org.ID, version int, person org.ID) (v RewardStatement, err error) {
	x, all, err := r.ruleFor(id, version, person)
	if err != nil {
		return v, err
	}
	v = RewardStatement{World: r.World, Today: r.Today, Mine: r.Actor.Is(person)}
	v.Person, _ = r.World.Person(person)
	if v.Rule, err = r.ruleView(x, all); err != nil {
		return v, err
	}
	s, err := r.shareNow(x, person, nil)
	if err != nil {
		return v, err
	}
	v.Share, v.Next, v.Possible = s.share, s.next, s.possible
	v.Reckoned = ownStatement(s.statement, s.share)
	if v.Goals, err = r.goalsOfShares(v.Reckoned.Shares, v.Reckoned.Pot); err != nil {
		return v, err
	}
	rows, err := r.tx.Awards(r.Actor.Org, store.AwardReach{People: []org.ID{person}, Rule: id}, maxAwards)
	if err != nil {
		return v, err
	}
	rows = slices.DeleteFunc(rows, func(a store.Award) bool { return a.Version != x.Version })
	slices.Reverse(rows)
	if v.Awards, err = r.awardViews(rows); err != nil {
		return v, err
	}
	if v.Setting, err = settingOf(r.tx, r.Actor.Org); err != nil {
		return v, err
	}
	v.Contests, err = r.contestsAbout(person, func(c store.Contest) bool {
		return slices.ContainsFunc(rows, func(a store.Award) bool { return a.ID == c.Award })
	})
	return v, err
}

// ruleFor is a version that somebody is or was a beneficiary of, for those who may read what they obtain.
func (r *Reading) ruleFor(id org.ID, version int, person org.ID) (store.RewardRule, []store.RewardRule, error) {
	all, err := r.tx.RewardRule(r.Actor.Org, id)
	if err != nil {
		return store.RewardRule{}, nil, err
	}
	all = slices.DeleteFunc(all, func(x store.RewardRule) bool {
		return x.Status == store.RuleDraft && !r.World.mayReadRule(r.Actor, x, r.Today) || version != 0 && x.Version != version
	})
	if len(all) == 0 {
		return store.RewardRule{}, nil, notFound("rule")
	}
	x := current(all, r.Today)
	if !r.isFor(x, person) {
		return x, nil, fault.New(fault.NotFound, "rule.not_theirs")
	}
	return x, all, nil
}

// goalsOfShares are the objectives behind the figures that the reader may open, as they stand now.
func (r *Reading) goalsOfShares(shares []reward.Share, pot *reward.Pooled) (map[org.ID]Standing, error) {
	var ids []org.ID
	add := func(x *reward.Reached) {
		if x != nil {
			ids = append(ids, x.Goals...)
		}
	}
	for _, s := range shares {
		for _, l := range s.Lines {
			add(l.Reached)
		}
		for _, g := range s.Gates {
			add(g.Reached)
		}
	}
	if pot != nil {
		for _, l := range pot.Lines {
			add(l.Reached)
		}
		for _, m := range pot.Minded {
			add(m.Reached)
		}
	}
	slices.Sort(ids)
	var rows []store.GoalRow
	for _, id := range slices.Compact(ids) {
		g, err := r.tx.Goal(r.Actor.Org, id)
		if fault.KindOf(err) == fault.NotFound {
			continue
		}
		if err != nil {
			return nil, err
		}
		if g.Status == goal.Published && r.World.maySeeGoal(r.Actor, g.Goal, r.Today) == nil {
			rows = append(rows, g)
		}
	}
	list, err := r.standings(rows)
	goals := make(map[org.ID]Standing, len(list))
	for _, s := range list {
		goals[s.ID] = s
	}
	return goals, err
}
