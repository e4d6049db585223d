package app

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"time"

	"cordee/internal/fault"
	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/reward"
	"cordee/internal/store"
)

// ruleOf reads a version as it was kept.
func ruleOf(x store.RewardRule) (reward.Rule, error) {
	var r reward.Rule
	if err := json.Unmarshal([]byte(x.Body), &r); err != nil {
		return r, err
	}
	r.ID, r.Version, r.Key = x.ID, x.Version, x.Key
	return r, nil
}

// stateOf is where a version stands on a day.
func stateOf(x store.RewardRule, on period.Date) RuleState {
	switch {
	case x.Status == store.RuleWithdrawn:
		return RuleWithdrawn
	case x.Status == store.RuleDraft:
		return RuleDraft
	case on < x.Start:
		return RuleAnnounced
	case on <= x.End:
		return RuleRunning
	}
	return RuleOver
}

// frozen tells whether nothing of a version can change any more.
func (s RuleState) frozen() bool { return s == RuleRunning || s == RuleOver }

// partsOf cuts a rule's days where it gives.
func partsOf(r reward.Rule) (parts []period.Span) {
	from := r.Start
	for _, last := range r.Ends() {
		parts = append(parts, period.Days(from, last))
		from = last + 1
	}
	return parts
}

func ruleObject(to org.Owner) org.Object { return org.Object{Owner: to} }

// mayReadRule: drafts are read by those who may write them; what is published, by those it is or was for, and those who answer for them.
func (w *World) mayReadRule(actor org.Actor, x store.RewardRule, on period.Date) bool {
	if w.Can(actor, org.ManageRewards, ruleObject(x.To), on) == nil {
		return true
	}
	if x.Status == store.RuleDraft {
		return false
	}
	if w.Can(actor, org.ReadRule, ruleObject(x.To), on) == nil {
		return true
	}
	return actor.Kind == org.ByPerson && slices.ContainsFunc(w.staysFor(reward.Rule{To: x.To}, period.Days(x.Start, x.End)), func(s org.Stay) bool { return s.Person == actor.Person })
}

// ruleView is one version as a page shows it; all are the versions of the same rule, the newest first.
func (r *Reading) ruleView(x store.RewardRule, all []store.RewardRule) (RuleView, error) {
	rule, err := ruleOf(x)
	if err != nil {
		return RuleView{}, err
	}
	v, err := r.viewOf(rule)
	if err != nil {
		return v, err
	}
	v.State, v.Edition, v.At, v.By, v.Reason = stateOf(x, r.Today), x.Edition, x.At, x.Actor, x.Reason
	v.Late = v.State.frozen() && r.World.Today(time.UnixMicro(x.At)) > x.Start
	for _, other := range all {
		v.Versions = append(v.Versions, RuleVersion{other.Version, other.Start, other.End, stateOf(other, r.Today)})
	}
	v.MayNext = v.MayEdit && v.State.frozen() && len(all) > 0 && all[0].Version == x.Version
	return v, nil
}

// viewOf is what follows from the text of a rule alone.
func (r *Reading) viewOf(rule reward.Rule) (RuleView, error) {
	v := RuleView{Rule: rule, State: RuleDraft, MayEdit: r.World.Can(r.Actor, org.ManageRewards, ruleObject(rule.To), r.Today) == nil}
	if rule.End < rule.Start || rule.Start.IsZero() {
		return v, nil
	}
	v.Parts = partsOf(rule)
	members := r.World.beneficiaries(rule, 0)
	v.People = len(members)
	if !v.MayEdit { // what follows is for those who write rules
		return v, nil
	}
	common, err := r.World.commonGoals(r.tx, rule)
	if err != nil {
		return v, err
	}
	own, err := r.World.ownGoals(r.tx, rule, members)
	if err != nil {
		return v, err
	}
	about := reward.About{Members: v.People}
	for i, g := range slices.Concat(common, own) {
		if rule.Kind == reward.Money && !g.Paid && i < len(common) && g.Owner.Kind == org.OwnerPerson || rule.Kind == reward.Money && i >= len(common) && !g.Paid {
			v.Unmarked = append(v.Unmarked, g.ID)
		}
		of := reward.Subject{Goal: g.ID}
		if i >= len(common) {
			of = reward.Subject{Metric: g.Metric}
		}
		if volume(r.World.metricOf(g.Goal)) && g.Guard == 0 && !slices.Contains(about.Unguarded, of) {
			about.Unguarded = append(about.Unguarded, of)
		}
	}
	v.Warnings = reward.Warnings(rule, about)
	return v, nil
}

// volume tells whether more of something is simply more of it.
func volume(m measure.Metric) bool { return m.Kind == measure.Sum || m.Kind == measure.Count }

// byRule gathers versions by rule, each the newest first, in the order in which the rules come first.
func byRule(rows []store.RewardRule) (groups [][]store.RewardRule) {
	at := map[org.ID]int{}
	for _, x := range rows {
		i, ok := at[x.ID]
		if !ok {
			i = len(groups)
			at[x.ID] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], x)
	}
	for _, g := range groups {
		slices.SortFunc(g, func(a, b store.RewardRule) int { return cmp.Compare(b.Version, a.Version) })
	}
	return groups
}

// current is the version that runs, else the next one announced, else a draft, else the last.
func current(versions []store.RewardRule, on period.Date) store.RewardRule {
	order := []RuleState{RuleRunning, RuleAnnounced, RuleDraft, RuleOver, RuleWithdrawn}
	return slices.MinFunc(versions, func(a, b store.RewardRule) int {
		return cmp.Compare(slices.Index(order, stateOf(a, on)), slices.Index(order, stateOf(b, on)))
	})
}

// Rules lists the rules that the actor may read, each with the version that matters most today.
func (a *App) Rules(ctx context.Context, actor org.Actor) (RulesView, error) {
	var v RulesView
	err := a.read(ctx, actor, org.ReadOrg, func(r *Reading) error {
		v = RulesView{World: r.World, Today: r.Today, MayEdit: r.mayWriteRules()}
		rows, err := r.readableRules()
		if err != nil {
			return err
		}
		if v.Setting, err = settingOf(r.tx, actor.Org); err != nil {
			return err
		}
		for _, versions := range byRule(rows) {
			one, err := r.ruleView(current(versions, r.Today), versions)
			if err != nil {
				return err
			}
			v.Rules = append(v.Rules, one)
		}
		order := []RuleState{RuleRunning, RuleAnnounced, RuleDraft, RuleOver, RuleWithdrawn}
		slices.SortStableFunc(v.Rules, func(a, b RuleView) int {
			return cmp.Compare(slices.Index(order, a.State), slices.Index(order, b.State))
		})
		return nil
	})
	return v, err
}

func (r *Reading) readableRules() ([]store.RewardRule, error) {
	rows, err := r.tx.RewardRules(r.Actor.Org)
	return slices.DeleteFunc(rows, func(x store.RewardRule) bool { return !r.World.mayReadRule(r.Actor, x, r.Today) }), err
}

// mayWriteRules tells whether there is anybody for whom the actor may write a rule.
func (r *Reading) mayWriteRules() bool {
	if r.World.Can(r.Actor, org.ManageRewards, org.Object{}, r.Today) == nil {
		return true
	}
	return slices.ContainsFunc(r.World.Teams, func(t org.Team) bool {
		return r.World.Can(r.Actor, org.ManageRewards, org.TeamObject(t.ID), r.Today) == nil
	})
}

// ruleVersion finds one version of a rule that the actor may read; 0 is the one that matters most today. What they may not read looks
// like what does not exist.
func (r *Reading) ruleVersion(id org.ID, version int) (store.RewardRule, []store.RewardRule, error) {
	all, err := r.tx.RewardRule(r.Actor.Org, id)
	if err != nil {
		return store.RewardRule{}, nil, err
	}
	all = slices.DeleteFunc(all, func(x store.RewardRule) bool { return !r.World.mayReadRule(r.Actor, x, r.Today) })
	if len(all) == 0 {
		return store.RewardRule{}, nil, notFound("rule")
	}
	if version == 0 {
		return current(all, r.Today), all, nil
	}
	i := slices.IndexFunc(all, func(x store.RewardRule) bool { return x.Version == version })
	if i < 0 {
		return store.RewardRule{}, nil, notFound("rule")
	}
	return all[i], all, nil
}

// Rule is one version of a rule: 0 is the one in force, else the next, else the last.
func (a *App) Rule(ctx context.Context, actor org.Actor, id org.ID, version int) (RulePage, error) {
	var p RulePage
	err := a.read(ctx, actor, org.ReadOrg, func(r *Reading) error {
		x, all, err := r.ruleVersion(id, version)
		if err != nil {
			return err
		}
		view, err := r.ruleView(x, all)
		if err != nil {
			return err
		}
		p, err = r.rulePage(view)
		return err
	})
	return p, err
}

// RuleDraft is a rule that is only being written: what its page would show. Nothing is kept.
func (a *App) RuleDraft(ctx context.Context, actor org.Actor, rule reward.Rule) (RulePage, error) {
	var p RulePage
	err := a.read(ctx, actor, org.ReadOrg, func(r *Reading) error {
		if !r.mayWriteRules() {
			return fault.New(fault.Forbidden, "access.forbidden", "action", string(org.ManageRewards))
		}
		view, err := r.viewOf(rule.Norm())
		if err != nil {
			return err
		}
		p, err = r.rulePage(view)
		return err
	})
	return p, err
}

func (r *Reading) rulePage(view RuleView) (RulePage, error) {
	p := RulePage{World: r.World, Today: r.Today, Rule: view, Goals: map[org.ID]Standing{}, Metric: map[org.ID]measure.Metric{}}
	var rows []store.GoalRow
	for _, s := range subjects(view.Rule) {
		if s.Own() {
			p.Metric[s.Metric] = r.World.metricOf(goal.Goal{Metric: s.Metric})
			continue
		}
		g, err := r.tx.Goal(r.Actor.Org, s.Goal)
		if err != nil && fault.KindOf(err) != fault.NotFound {
			return p, err
		}
		if err == nil && !g.Sealed && r.World.maySeeGoal(r.Actor, g.Goal, r.Today) == nil {
			rows = append(rows, g)
		}
	}
	list, err := r.standings(rows)
	if err != nil {
		return p, err
	}
	for _, s := range list {
		p.Goals[s.ID] = s
	}
	for _, m := range r.World.beneficiaries(view.Rule, 0) {
		if x, ok := r.World.Person(m.Person); ok && r.mayReadReward(m.Person) {
			p.People = append(p.People, x)
		}
	}
	slices.SortFunc(p.People, r.World.ByName)
	return p, nil
}

func (r *Reading) mayReadReward(person org.ID) bool {
	return r.World.Can(r.Actor, org.ReadReward, org.PersonObject(person), r.Today) == nil
}
