package app

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"cordee/internal/fault"
	"cordee/internal/goal"
	"cordee/internal/ledger"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/reward"
	"cordee/internal/store"
)

// TriedKind is what a sale is recorded as, unless something else is tried.
const TriedKind = "deal_won"

// maxTriedTasks bounds how many tasks may be ticked.
const maxTriedTasks = 100

// TryRewards tells what one more sale, or tasks that would be won, would do to every objective above the actor and to every reward of
// theirs. Nothing is written.
func (a *App) TryRewards(ctx context.Context, actor org.Actor, f WhatIf) (WhatIfView, error) {
	var v WhatIfView
	err := a.read(ctx, actor, org.ReadOrg, func(r *Reading) (err error) {
		v = WhatIfView{World: r.World, Today: r.Today, Form: f}
		if v.Tasks, err = r.triableTasks(); err != nil {
			return err
		}
		tried, err := r.tried(f, v.Tasks)
		if err != nil {
			return err
		}
		v.Tried = len(tried) > 0
		if v.Goals, err = r.goalsIf(tried); err != nil {
			return err
		}
		v.Rules, err = r.rulesIf(tried)
		return err
	})
	return v, err
}

// triableTasks are open tasks with a value that the actor took, then those they might take.
func (r *Reading) triableTasks() ([]PoolTask, error) {
	if r.Actor.Kind != org.ByPerson {
		return nil, nil
	}
	taken, err := r.tx.TakenBy(r.Actor.Org, r.Actor.Person)
	if err != nil {
		return nil, err
	}
	var tasks []store.Task
	for _, t := range taken {
		if t.Ended.IsZero() {
			tasks = append(tasks, t.Task)
		}
	}
	open, err := r.openFor(r.Actor.Person)
	if err != nil {
		return nil, err
	}
	tasks = slices.DeleteFunc(append(tasks, open...), func(t store.Task) bool { return !t.Value.OK || t.Value.Amount <= 0 })
	var list []PoolTask
	for _, t := range tasks[:min(len(tasks), maxTriedTasks)] {
		p, err := r.poolTask(t)
		if err != nil {
			return nil, err
		}
		list = append(list, p)
	}
	return list, nil
}

// tried are the results that somebody tries, as if they were posted: theirs alone.
func (r *Reading) tried(f WhatIf, tasks []PoolTask) (list []ledger.Posting, err error) {
	on := f.On
	if on.IsZero() {
		on = r.Today
	}
	add := func(kind string, amount measure.Maybe, attrs map[string]string) {
		list = append(list, ledger.Posting{
			Sign: 1, RosterOn: on,
			Result: ledger.Result{
				Source: "what-if", Ref: "what-if", OccurredOn: on, Kind: kind, Amount: amount, Attrs: attrs,
				Credits: []ledger.Share{{Owner: org.PersonOwner(r.Actor.Person), BP: measure.Hundred}},
			},
		})
	}
	if f.Amount.OK {
		if f.Amount.Amount <= 0 {
			return nil, fault.Bad("amount", "whatif.amount")
		}
		kind := strings.TrimSpace(f.Kind)
		if kind == "" {
			kind = TriedKind
		}
		add(kind, f.Amount, f.Attrs)
	}
	for _, id := range f.Tasks {
		i := slices.IndexFunc(tasks, func(t PoolTask) bool { return t.ID == id })
		if i < 0 {
			return nil, fault.Bad("tasks", "not_found", "what", "task")
		}
		add(TriedKind, tasks[i].Value, tasks[i].Attrs)
	}
	return list, nil
}

// goalsIf are the running objectives of the actor and of every team above them that move.
func (r *Reading) goalsIf(tried []ledger.Posting) (list []GoalIf, err error) {
	if len(tried) == 0 {
		return nil, nil
	}
	owners := append([]org.ID{r.Actor.Person}, r.World.TeamsOf(r.Actor.Person, r.Today)...)
	on := tried[0].OccurredOn
	rows, err := r.tx.GoalsOf(r.Actor.Org, owners, on, on)
	if err != nil {
		return nil, err
	}
	rows = slices.DeleteFunc(rows, func(g store.GoalRow) bool {
		return g.Status != goal.Published || g.Closed != nil || g.Sealed || r.World.maySeeGoal(r.Actor, g.Goal, r.Today) != nil
	})
	day := max(on, r.Today)
	before, err := r.World.standings(r.tx, rows, day)
	if err != nil {
		return nil, err
	}
	after, err := r.World.standingsIf(r.tx, rows, day, tried)
	if err != nil {
		return nil, err
	}
	for i := range before {
		if before[i].Progress.Attained != after[i].Progress.Attained {
			list = append(list, GoalIf{before[i], after[i]})
		}
	}
	slices.SortStableFunc(list, func(a, b GoalIf) int {
		return cmp.Compare(slices.Index(owners, a.Before.Owner.ID), slices.Index(owners, b.Before.Owner.ID))
	})
	return list, nil
}

// rulesIf is every reward that runs for the actor, before and after.
func (r *Reading) rulesIf(tried []ledger.Posting) (list []RuleIf, err error) {
	rows, err := r.tx.RewardRules(r.Actor.Org)
	if err != nil {
		return nil, err
	}
	for _, versions := range byRule(rows) {
		for _, x := range versions {
			if stateOf(x, r.Today) != RuleRunning || !r.isFor(x, r.Actor.Person) {
				continue
			}
			one, err := r.ruleIf(x, versions, tried)
			if err != nil {
				return nil, err
			}
			list = append(list, one)
		}
	}
	return list, nil
}

func (r *Reading) ruleIf(x store.RewardRule, versions []store.RewardRule, tried []ledger.Posting) (v RuleIf, err error) {
	if v.Rule, err = r.ruleView(x, versions); err != nil {
		return v, err
	}
	before, err := r.shareNow(x, r.Actor.Person, nil)
	if err != nil {
		return v, err
	}
	after, err := r.shareNow(x, r.Actor.Person, tried)
	v.Before, v.After, v.Next = before.share, after.share, after.next
	return v, err
}

// addTriedBrought adds what tried results would bring of a pot's objective to those credited.
func (w *World) addTriedBrought(f *ruleFacts, s Standing, tried []ledger.Posting, days period.Span, part reward.Part, several bool) error {
	for _, p := range tried {
		if !days.Contains(p.OccurredOn) {
			continue
		}
		for _, c := range p.Credits {
			for _, m := range w.meters.All() {
				if m.ID != s.GoalRow.Metric {
					continue
				}
				v, ok := ledger.Value(p, m, c.Owner, w.TeamsOf, w.Above)
				if !ok {
					continue
				}
				if several {
					v = weighed(v, part.Weight, s.Target)
				}
				if err := f.bring(c.Owner.ID, v); err != nil {
					return err
				}
			}
		}
	}
	return nil
}
