package app

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"cordee/internal/fault"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/reward"
	"cordee/internal/store"
)

// maxAwards is how many awards one page lists; maxPayouts, how many batches.
const maxAwards, maxPayouts = 1_000, 60

// awardViews are awards as pages show them: their way to payroll, and what the actor may do.
func (r *Reading) awardViews(rows []store.Award) ([]Award, error) {
	if len(rows) == 0 {
		return nil, nil
	}
	d, err := r.awardDesk(rows)
	if err != nil {
		return nil, err
	}
	list := make([]Award, len(rows))
	for i, x := range rows {
		if list[i], err = d.view(x); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// awardDesk is what stands beside some awards.
type awardDesk struct {
	*Reading
	setting   RewardSetting
	rules     map[versionOf]reward.Rule
	approvals map[org.ID][]AwardApproval
	paid      map[org.ID]store.PaidAward
	contested map[org.ID]bool // awards with an open contest
	joined    []org.ID
}

func (r *Reading) awardDesk(rows []store.Award) (d awardDesk, err error) {
	d = awardDesk{Reading: r, approvals: map[org.ID][]AwardApproval{}, paid: map[org.ID]store.PaidAward{}, contested: map[org.ID]bool{}}
	if d.setting, err = settingOf(r.tx, r.Actor.Org); err != nil {
		return d, err
	}
	if d.rules, err = r.allRules(); err != nil {
		return d, err
	}
	ids := make([]org.ID, len(rows))
	for i, x := range rows {
		ids[i] = x.ID
	}
	approvals, err := r.tx.AwardApprovals(r.Actor.Org, ids)
	if err != nil {
		return d, err
	}
	for _, y := range approvals {
		d.approvals[y.Award] = append(d.approvals[y.Award], AwardApproval{y.Person, y.At, y.Alone})
	}
	paid, err := r.tx.PaidAwards(r.Actor.Org, ids)
	if err != nil {
		return d, err
	}
	for _, p := range paid {
		d.paid[p.Award] = p
	}
	contests, err := r.tx.ContestsOf(r.Actor.Org, r.Actor.Person)
	if err != nil {
		return d, err
	}
	for _, c := range contests {
		d.contested[c.Award] = d.contested[c.Award] || c.Decision == ""
	}
	d.joined, err = r.tx.Joined(r.Actor.Org)
	return d, err
}

// versionOf names one version of a rule.
type versionOf struct {
	rule    org.ID
	version int
}

// allRules is the text of every version, also of those the actor may not list: what somebody obtained says from what.
func (r *Reading) allRules() (map[versionOf]reward.Rule, error) {
	rows, err := r.tx.RewardRules(r.Actor.Org)
	all := make(map[versionOf]reward.Rule, len(rows))
	for _, x := range rows {
		if err == nil {
			all[versionOf{x.ID, x.Version}], err = ruleOf(x)
		}
	}
	return all, err
}

func (d awardDesk) view(x store.Award) (Award, error) {
	a := Award{
		ID: x.ID, Rule: x.Rule, Version: x.Version, Person: x.Person, Part: period.Days(x.From, x.On), Seq: x.Seq, Cause: AwardCause(x.Cause),
		At: x.At, Kind: reward.Kind(x.Kind), Unit: x.Unit, Amount: x.Amount, Approvals: d.approvals[x.ID],
	}
	if err := json.Unmarshal([]byte(x.Body), &a.Statement); err != nil {
		return Award{}, err
	}
	a.Minor = a.Statement.Minor
	rule := d.rules[versionOf{x.Rule, x.Version}]
	a.Title, a.Label = rule.Title, rule.Label
	if p, ok := d.paid[x.ID]; ok {
		a.Export, a.ExportedAt = p.Payout, p.At
	}
	a.State = a.state(d.setting)
	a.ContestBy = d.World.Today(time.UnixMicro(x.At)).AddDays(d.setting.Days())
	a.MayContest = d.Actor.Is(x.Person) && d.Today <= a.ContestBy && !d.contested[x.ID]
	_, err := d.mayApprove(a)
	a.MayApprove = err == nil
	return a, nil
}

func (a Award) state(s RewardSetting) AwardState {
	switch {
	case a.ExportedAt != 0:
		return AwardExported
	case a.Amount == 0:
		return AwardNothing
	case len(a.Approvals) >= s.approvals():
		return AwardApproved
	}
	return AwardWaiting
}

// mayApprove tells whether the actor may say yes to an award now, and whether they are alone to do so for their own.
func (d awardDesk) mayApprove(a Award) (alone bool, err error) {
	if d.Actor.Kind != org.ByPerson {
		return false, fault.New(fault.Forbidden, "access.forbidden", "action", string(org.ApproveAward))
	}
	own := d.Actor.Is(a.Person)
	if own {
		if !d.mayBy(d.Actor, a.Person) {
			return false, fault.New(fault.Forbidden, "award.own")
		}
		if alone = !d.setting.TwoApprovals && !d.someoneElseMay(a.Person); !alone {
			return false, fault.New(fault.Forbidden, "award.own")
		}
	}
	if !own && !d.mayBy(d.Actor, a.Person) {
		return false, fault.New(fault.Forbidden, "access.forbidden", "action", string(org.ApproveAward))
	}
	if a.State != AwardWaiting {
		return false, fault.New(fault.Conflict, "award.not_waiting", "state", string(a.State))
	}
	if slices.ContainsFunc(a.Approvals, func(x AwardApproval) bool { return x.By == d.Actor.Person }) {
		return false, fault.New(fault.Conflict, "award.approved_already")
	}
	return alone, nil
}

func (d awardDesk) mayBy(actor org.Actor, person org.ID) bool {
	return d.World.Can(actor, org.ApproveAward, org.PersonObject(person), d.Today) == nil
}

// someoneElseMay tells whether another person who has come in may approve what somebody obtained.
func (d awardDesk) someoneElseMay(person org.ID) bool {
	return slices.ContainsFunc(d.joined, func(id org.ID) bool {
		p, ok := d.World.Person(id)
		return ok && id != person && !p.Erased && d.mayBy(org.Actor{Org: d.Actor.Org, Person: id, Role: p.Role, Kind: org.ByPerson}, person)
	})
}

// Awards lists the awards that the actor may read, the latest part first.
func (a *App) Awards(ctx context.Context, actor org.Actor, f AwardFilter) (AwardsView, error) {
	var v AwardsView
	err := a.read(ctx, actor, org.ReadOrg, func(r *Reading) (err error) {
		v = AwardsView{World: r.World, Today: r.Today}
		v.MayExport = r.World.Can(actor, org.PayRewards, org.Object{}, r.Today) == nil
		v.MaySet = r.World.Can(actor, org.ManageOrg, org.Object{}, r.Today) == nil
		if v.Setting, err = settingOf(r.tx, actor.Org); err != nil {
			return err
		}
		if v.Awards, err = r.awardsFor(f); err != nil {
			return err
		}
		if v.MayExport {
			if err := r.tellPayouts(&v); err != nil {
				return err
			}
		}
		if v.Contests, err = r.openContests(); err != nil {
			return err
		}
		v.Waiting, err = r.pendings()
		return err
	})
	return v, err
}

// awardsFor are the awards within a filter that the actor may read.
func (r *Reading) awardsFor(f AwardFilter) ([]Award, error) {
	reach := store.AwardReach{Rule: f.Rule, From: f.From, To: f.To}
	if f.Person != 0 {
		reach.People = []org.ID{f.Person}
	} else if r.World.Can(r.Actor, org.ReadReward, org.Object{}, r.Today) != nil {
		reach.People = r.readablePeople()
	}
	rows, err := r.tx.Awards(r.Actor.Org, reach, maxAwards)
	if err != nil {
		return nil, err
	}
	list, err := r.awardViews(slices.DeleteFunc(rows, func(x store.Award) bool { return !r.mayReadReward(x.Person) }))
	return slices.DeleteFunc(list, func(x Award) bool { return f.State != "" && x.State != f.State }), err
}

// readablePeople are those whose rewards the actor may read, themselves among them.
func (r *Reading) readablePeople() []org.ID {
	list := []org.ID{r.Actor.Person}
	for _, p := range r.World.People {
		if p.ID != r.Actor.Person && r.mayReadReward(p.ID) {
			list = append(list, p.ID)
		}
	}
	return list
}

// tellPayouts adds the batches that left and how much waits to leave.
func (r *Reading) tellPayouts(v *AwardsView) error {
	payouts, err := r.tx.Payouts(r.Actor.Org, maxPayouts)
	if err != nil {
		return err
	}
	for _, p := range payouts {
		v.Exports = append(v.Exports, Payout{ID: p.ID, At: p.At, By: p.Actor, N: p.N})
	}
	ready, err := r.readyToPay()
	v.ToExport = len(ready)
	return err
}

func (r *Reading) readyToPay() ([]Award, error) {
	rows, err := r.tx.UnpaidAwards(r.Actor.Org)
	if err != nil {
		return nil, err
	}
	list, err := r.awardViews(rows)
	return slices.DeleteFunc(list, func(x Award) bool { return x.State != AwardApproved }), err
}

// pendings are the parts that are over and wait for an objective to be closed, of rules that the actor may write.
func (r *Reading) pendings() (list []Pending, err error) {
	rows, err := r.tx.RewardRules(r.Actor.Org)
	if err != nil {
		return nil, err
	}
	for _, versions := range byRule(rows) {
		for _, x := range versions {
			if x.Status != store.RulePublished || x.Start >= r.Today || r.World.Can(r.Actor, org.ManageRewards, ruleObject(x.To), r.Today) != nil {
				continue
			}
			_, open, err := r.World.granting(r.tx, x, r.Today)
			if err != nil {
				return nil, err
			}
			if len(open) == 0 {
				continue
			}
			p, err := r.pending(x, versions, open)
			if err != nil {
				return nil, err
			}
			list = append(list, p)
		}
	}
	return list, nil
}

func (r *Reading) pending(x store.RewardRule, versions []store.RewardRule, open []Standing) (p Pending, err error) {
	if p.Rule, err = r.ruleView(x, versions); err != nil {
		return p, err
	}
	for _, part := range p.Rule.Parts {
		if part.Last() < r.Today && part.Last() >= open[0].End {
			p.Part = part
			break
		}
	}
	for _, s := range open {
		if r.World.maySeeGoal(r.Actor, s.Goal, r.Today) == nil {
			p.Goals = append(p.Goals, s)
		} else {
			p.More++
		}
	}
	return p, nil
}

// Award is one award as it was frozen. Another person's look at it is noted where its person can see it.
func (a *App) Award(ctx context.Context, actor org.Actor, id org.ID) (AwardPage, error) {
	var p AwardPage
	err := a.read(ctx, actor, org.ReadOrg, func(r *Reading) error {
		x, err := r.tx.Award(actor.Org, id)
		if err != nil {
			return err
		}
		if !r.mayReadReward(x.Person) {
			return notFound("award")
		}
		p, err = r.awardPage(x)
		return err
	})
	if err == nil {
		a.LogLook(ctx, actor, Look{What: "reward", Kind: org.APerson, Object: p.Person.ID})
	}
	return p, err
}

func (r *Reading) awardPage(x store.Award) (p AwardPage, err error) {
	p = AwardPage{World: r.World, Today: r.Today, Mine: r.Actor.Is(x.Person)}
	p.Person, _ = r.World.Person(x.Person)
	list, err := r.awardViews([]store.Award{x})
	if err != nil {
		return p, err
	}
	p.Award = list[0]
	all, err := r.tx.RewardRule(r.Actor.Org, x.Rule)
	if err != nil {
		return p, err
	}
	for _, v := range all {
		if v.Version == x.Version {
			if p.Rule, err = r.ruleView(v, all); err != nil {
				return p, err
			}
		}
	}
	if p.Setting, err = settingOf(r.tx, r.Actor.Org); err != nil {
		return p, err
	}
	if p.Goals, err = r.goalsOfShares(p.Award.Statement.Shares, p.Award.Statement.Pot); err != nil {
		return p, err
	}
	p.Contests, err = r.contestsAbout(x.Person, func(c store.Contest) bool { return c.Award == x.ID })
	return p, err
}
