package app

import (
	"slices"

	"cordee/internal/goal"
	"cordee/internal/org"
	"cordee/internal/reward"
	"cordee/internal/store"
)

// judgedForPay tells whether a rule that runs makes money or time off depend on an objective, whatever the objective itself says.
func (u *Unit) judgedForPay(g store.GoalRow) (bool, error) {
	rows, err := u.tx.RewardRules(u.org())
	if err != nil {
		return false, err
	}
	today := u.World.Today(u.At)
	for _, x := range rows {
		if stateOf(x, today) != RuleRunning {
			continue
		}
		r, err := ruleOf(x)
		if err != nil {
			return false, err
		}
		if (r.Kind == reward.Money || r.Kind == reward.TimeOff) && u.World.judges(r, g) {
			return true, nil
		}
	}
	return false, nil
}

// judges tells whether a rule looks at an objective, by its name or as a beneficiary's own.
func (w *World) judges(r reward.Rule, g store.GoalRow) bool {
	named := reward.Subject{Goal: g.ID}
	own := reward.Subject{Metric: g.Metric}
	list := subjects(r)
	switch {
	case slices.Contains(list, named):
		return true
	case g.Metric == 0 || g.Owner.Kind != org.OwnerPerson || !slices.Contains(list, own) || g.Start < r.Start || g.End > r.End:
		return false
	}
	return slices.ContainsFunc(w.staysFor(r, r.Span()), func(s org.Stay) bool { return s.Person == g.Owner.ID })
}

// guardPay refuses to revise an objective that a running rule pays by as the law refuses it of one that says so itself (LAW F1).
func (u *Unit) guardPay(old store.GoalRow, to goal.Goal, why Said) error {
	if old.Paid || old.Status != goal.Published {
		return nil
	}
	pays, err := u.judgedForPay(old)
	if err != nil || !pays {
		return err
	}
	asked := old.Goal
	asked.Paid, to.Paid = true, true
	m := u.World.metricOf(to)
	if u.Actor.Kind == org.ByPerson {
		_, err = asked.ReviseBy(to, m, u.change(old, why))
	} else {
		_, err = asked.Revise(to, m, u.World.Today(u.At))
	}
	return err
}
