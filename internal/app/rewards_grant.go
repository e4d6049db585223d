package app

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/reward"
	"cordee/internal/store"
)

// maxLateYears is how long facts that arrive late still change what was granted: the years in which pay can be claimed (LAW F16).
const maxLateYears = 3

// GrantAwards gives what is due of every rule: once a part of its days is over and the objectives judged by then are closed, one award
// for each beneficiary, obtained or not; after the last one, an adjustment whenever facts that came late change what was obtained. It
// may be called any number of times, by any number of instances: what was given is not given again.
func (a *App) GrantAwards(ctx context.Context, o org.ID, now time.Time) error {
	var due []store.RewardRule
	err := a.read(ctx, org.System(o), org.ReadOrg, func(r *Reading) error {
		rows, err := r.tx.RewardRules(o)
		if err != nil {
			return err
		}
		due, err = r.World.rulesDue(r.tx, rows, r.World.Today(now))
		return err
	})
	if err != nil {
		return err
	}
	for _, x := range due {
		err := a.write(ctx, org.System(o), func(u *Unit) error { return u.grant(x, u.World.Today(now)) })
		if err != nil && !errors.Is(err, errRollback) {
			return err
		}
	}
	return nil
}

// rulesDue are the versions of which something is to be given.
func (w *World) rulesDue(tx *store.Tx, rows []store.RewardRule, today period.Date) (due []store.RewardRule, err error) {
	for _, x := range rows {
		if x.Status != store.RulePublished || x.Start >= today || x.End.AddMonths(12*maxLateYears) < today {
			continue
		}
		awards, _, err := w.granting(tx, x, today)
		if err != nil {
			return nil, err
		}
		if len(awards) > 0 {
			due = append(due, x)
		}
	}
	return due, nil
}

// grant writes what is due of one version, worked out again where nobody else writes.
func (u *Unit) grant(x store.RewardRule, today period.Date) error {
	awards, _, err := u.World.granting(u.tx, x, today)
	if err != nil {
		return err
	}
	if len(awards) == 0 {
		return errRollback // another instance was first
	}
	for i := range awards {
		awards[i].ID, awards[i].At = newID(), u.At.UnixMicro()
	}
	if err := u.tx.InsertAwards(u.org(), awards); err != nil {
		return err
	}
	for _, part := range countsOf(awards) {
		if err := u.note(part.change, "rule", x.ID, map[string]any{"version": x.Version, "part": part.on.String(), "count": part.n}); err != nil {
			return err
		}
	}
	return nil
}

// partCount is how many awards of one kind were written for one part.
type partCount struct {
	on     period.Date
	change string
	n      int
}

func countsOf(awards []store.Award) (list []partCount) {
	for _, x := range awards {
		change := "award.granted"
		if x.Seq > 0 {
			change = "award.adjusted"
		}
		i := slices.IndexFunc(list, func(c partCount) bool { return c.on == x.On && c.change == change })
		if i < 0 {
			i = len(list)
			list = append(list, partCount{on: x.On, change: change})
		}
		list[i].n++
	}
	return list
}

// given is what was granted of a version so far.
type given struct {
	marks []store.AwardMark
	seq   map[partOf]int            // which number comes next; absent: nothing was granted
	paid  map[org.ID]measure.Amount // grants and adjustments; corrections after a contest stand beside the reckoning
}

func givenOf(tx *store.Tx, o org.ID, x store.RewardRule) (g given, err error) {
	g.marks, err = tx.AwardMarks(o, x.ID, x.Version)
	g.count()
	return g, err
}

func (g *given) count() {
	g.paid, g.seq = map[org.ID]measure.Amount{}, map[partOf]int{}
	for _, m := range g.marks {
		if m.Cause != string(AwardContest) {
			g.paid[m.Person] += m.Amount
		}
		key := partOf{m.Person, m.On}
		g.seq[key] = max(g.seq[key], m.Seq+1)
	}
}

// partOf is one person's part of a rule.
type partOf struct {
	person org.ID
	on     period.Date
}

// granting works out what is due of one version: the parts that are over and were not given, in their order, as far as the objectives
// behind them are closed; then, after the last one, what late facts change. open are the objectives that are waited for.
func (w *World) granting(tx *store.Tx, x store.RewardRule, today period.Date) (awards []store.Award, open []Standing, err error) {
	rule, err := ruleOf(x)
	if err != nil {
		return nil, nil, err
	}
	g, err := givenOf(tx, w.Org().ID, x)
	if err != nil {
		return nil, nil, err
	}
	for _, part := range partsOf(rule) {
		if part.Last() >= today {
			return awards, nil, nil
		}
		more, open, err := w.grantPart(tx, rule, part, g, today)
		if err != nil || len(open) > 0 {
			return awards, open, err
		}
		awards = append(awards, more...)
		g.add(more)
	}
	late, err := w.adjusting(tx, rule, g, today)
	return append(awards, late...), nil, err
}

func (g *given) add(awards []store.Award) {
	for _, x := range awards {
		g.marks = append(g.marks, store.AwardMark{Person: x.Person, On: x.On, Seq: x.Seq, Cause: x.Cause, Amount: x.Amount})
	}
	g.count()
}

// grantPart is the awards of one part for everybody who has none yet.
func (w *World) grantPart(tx *store.Tx, rule reward.Rule, part period.Span, g given, today period.Date) ([]store.Award, []Standing, error) {
	missing := slices.ContainsFunc(w.beneficiaries(rule, 0), func(m reward.Member) bool { return g.seq[partOf{m.Person, part.Last()}] == 0 })
	if !missing {
		return nil, nil, nil
	}
	f, err := w.rewardFacts(tx, asked{rule: rule, on: part.Last()}, today)
	if err != nil || len(f.open) > 0 {
		return nil, f.open, err
	}
	st, err := f.reckon(rule, g)
	if err != nil {
		return nil, nil, err
	}
	var list []store.Award
	for _, share := range st.Shares {
		if g.seq[partOf{share.Person, part.Last()}] > 0 {
			continue
		}
		a, err := awardOf(rule, part, st, share, AwardGrant, 0)
		if err != nil {
			return nil, nil, err
		}
		list = append(list, a)
	}
	return list, nil, nil
}

// adjusting is what facts that came after the last grant change, either way. Whoever is no beneficiary any more gives back what they
// were given.
func (w *World) adjusting(tx *store.Tx, rule reward.Rule, g given, today period.Date) ([]store.Award, error) {
	f, err := w.rewardFacts(tx, asked{rule: rule, on: rule.End, late: true}, today)
	if err != nil || len(f.open) > 0 {
		return nil, err
	}
	st, err := f.reckon(rule, g)
	if err != nil {
		return nil, err
	}
	parts := partsOf(rule)
	var list []store.Award
	for _, share := range st.Shares {
		seq := g.seq[partOf{share.Person, rule.End}]
		if share.Due == 0 || seq == 0 {
			continue
		}
		a, err := awardOf(rule, parts[len(parts)-1], st, share, AwardLate, seq)
		if err != nil {
			return nil, err
		}
		list = append(list, a)
	}
	return list, nil
}

// reckon adds what was given to the facts and reckons.
func (f *ruleFacts) reckon(rule reward.Rule, g given) (reward.Statement, error) {
	there := map[org.ID]bool{}
	for i := range f.Members {
		m := &f.Members[i]
		m.Paid, there[m.Person] = g.paid[m.Person], true
	}
	var gone []org.ID
	for person, paid := range g.paid {
		if paid != 0 && !there[person] && (f.only == 0 || f.only == person) {
			gone = append(gone, person)
		}
	}
	slices.SortFunc(gone, func(a, b org.ID) int { return cmp.Compare(a, b) })
	for _, p := range gone {
		f.Members = append(f.Members, reward.Member{Person: p, Paid: g.paid[p]})
	}
	return reward.Reckon(rule, f.Facts)
}

// ownStatement is a statement with one person's share alone: what others obtained, and how they stand, is not in it.
func ownStatement(st reward.Statement, share reward.Share) reward.Statement {
	st.Shares = []reward.Share{share}
	if st.Pot != nil {
		pot := *st.Pot
		pot.Minded = slices.DeleteFunc(slices.Clone(pot.Minded), func(m reward.Minded) bool { return m.Person != share.Person })
		st.Pot = &pot
	}
	return st
}

func awardOf(rule reward.Rule, part period.Span, st reward.Statement, share reward.Share, cause AwardCause, seq int) (store.Award, error) {
	body, err := json.Marshal(ownStatement(st, share))
	return store.Award{
		Rule: rule.ID, Version: rule.Version, Person: share.Person, From: part.From, On: part.Last(), Seq: seq, Cause: string(cause),
		Kind: string(rule.Kind), Unit: rule.Unit, Amount: share.Due, Body: string(body),
	}, err
}
