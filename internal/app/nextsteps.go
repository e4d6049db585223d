package app

import (
	"context"
	"slices"

	"cordee/internal/fault"
	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/plan"
	"cordee/internal/store"
)

// recentDays is how long after its end an objective reached is followed by a proposal.
const recentDays = 92

// Next is what a person may do after an objective reached on evidence. Nobody else is shown it, and leaving it leaves no trace.
type Next struct {
	plan.Proposal
	After     Standing
	Metric    measure.Metric
	Span      period.Span
	Parent    org.ID
	NeedsWord bool // it becomes a proposal to the one who leads them; else it is theirs at once
}

// NextSteps reads what may follow the objectives that the actor reached.
func (a *App) NextSteps(ctx context.Context, actor org.Actor) ([]Next, error) {
	var list []Next
	err := a.read(ctx, actor, org.ReadOrg, func(r *Reading) (err error) {
		list, err = r.World.nextSteps(r.tx, actor.Person, r.Today)
		return err
	})
	return list, err
}

// nextSteps are the proposals of plan.NextStep that nothing has followed yet.
func (w *World) nextSteps(tx *store.Tx, person org.ID, today period.Date) ([]Next, error) {
	rows, err := tx.GoalsOf(w.Org().ID, []org.ID{person}, today.AddDays(-recentDays), 0)
	if err != nil {
		return nil, err
	}
	begun := slices.DeleteFunc(slices.Clone(rows), func(g store.GoalRow) bool { return g.Status != goal.Published || g.Start > today })
	standings, err := w.standings(tx, begun, today)
	if err != nil {
		return nil, err
	}
	byGoal := map[org.ID]Standing{}
	var history []plan.Done
	for _, s := range standings {
		byGoal[s.ID] = s
		history = append(history, done(s))
	}
	var list []Next
	for _, p := range plan.NextStep(history, plan.Rule{}) {
		n, err := w.nextOf(tx, p, byGoal[p.From], rows, today)
		if err != nil {
			return nil, err
		}
		if n.Span.Len() > 0 {
			list = append(list, n)
		}
	}
	return list, nil
}

// done is an objective as the next step needs to know it. Figures prove themselves when results stand behind them; steps when each
// is signed off.
func done(s Standing) plan.Done {
	d := plan.Done{
		Goal: s.ID, Kind: plan.Outcome, Metric: s.Metric.Key, Down: s.Metric.Direction == measure.Down, Target: s.Target, Attained: s.Progress.Attained,
		Reached: s.Progress.Reached, Difficulty: s.Difficulty, End: s.End,
	}
	if s.Learning || s.Metric.Kind == measure.Steps {
		d.Kind = plan.Learning
	}
	d.Evidence = s.Progress.N > 0
	if s.Metric.Kind == measure.Steps {
		d.Evidence = len(s.Steps) > 0 && !slices.ContainsFunc(s.Steps, func(x goal.Step) bool { return x.Done.IsZero() })
	}
	if s.Metric.Direction == measure.Down && s.Progress.Status == goal.Running {
		d.Reached = false // less is better only once the period is over
	}
	return d
}

// nextOf completes one proposal: its days, what it hangs on, and whether somebody else has a word in it. Its span is empty when
// something has followed already.
func (w *World) nextOf(tx *store.Tx, p plan.Proposal, after Standing, rows []store.GoalRow, today period.Date) (Next, error) {
	n := Next{Proposal: p, After: after, Metric: after.Metric}
	if _, err := tx.GoalByKey(w.Org().ID, nextKey(p)); fault.KindOf(err) != fault.NotFound || err == nil {
		return n, ignoreMissing(err)
	}
	for _, g := range rows {
		later := g.Start > after.Start && g.ID != after.ID && g.Status != goal.Cancelled
		if later && g.Metric == after.GoalRow.Metric && g.Learning == after.Learning {
			return n, nil
		}
	}
	n.Span = followingSpan(after, today)
	n.NeedsWord = after.Paid || (after.Parent != 0 && after.Relation != goal.Supports && after.Origin != goal.OriginSelf)
	var err error
	n.Parent, err = w.parentFor(tx, after, n.Span)
	return n, err
}

func ignoreMissing(err error) error {
	if fault.KindOf(err) == fault.NotFound {
		return nil
	}
	return err
}

// followingSpan is the next period of the same length that is not over; after steps that were finished early, from today on.
func followingSpan(after Standing, today period.Date) period.Span {
	s := after.Span()
	if after.Metric.Kind == measure.Steps && s.To > today {
		return period.Span{From: today, To: today.AddDays(s.Len())}
	}
	for s.To <= today || s == after.Span() {
		s = following(s)
	}
	return s
}

// following is the period of the same length right after one: whole months step by months.
func following(s period.Span) period.Span {
	if s.From.Day() == 1 && s.To.Day() == 1 {
		months := (s.To.Year()-s.From.Year())*12 + int(s.To.Month()) - int(s.From.Month())
		return period.Span{From: s.To, To: s.To.AddMonths(months)}
	}
	return period.Span{From: s.To, To: s.To.AddDays(s.Len())}
}

// nextKey names the objective that follows another in one way, so that it is made once.
func nextKey(p plan.Proposal) string {
	return org.DerivedID("next", p.From.String(), string(p.Kind)).String()
}

// TakeNext makes the actor's own next step of what was proposed after one of their objectives: theirs at once, or a proposal to the
// one who leads them when pay or the team's number is concerned. Taken twice, it is there once.
//
// Refusal: next.gone when nothing is proposed after it any more.
func (a *App) TakeNext(ctx context.Context, actor org.Actor, after org.ID, say Say) (org.ID, error) {
	var made org.ID
	err := a.write(ctx, actor, func(u *Unit) error {
		row, err := u.goalFor(after, org.ReadGoal)
		if err != nil {
			return err
		}
		if row.Owner != org.PersonOwner(actor.Person) || actor.Kind != org.ByPerson {
			return notFound("goal")
		}
		list, err := u.World.nextSteps(u.tx, actor.Person, u.World.Today(u.At))
		if err != nil {
			return err
		}
		for _, n := range list {
			if n.From == after {
				made, err = u.takeNext(n, say)
				return err
			}
		}
		for _, kind := range []plan.NextKind{plan.HigherNumber, plan.HarderTask} {
			if old, err := u.tx.GoalByKey(u.org(), nextKey(plan.Proposal{From: after, Kind: kind})); err == nil {
				made = old.ID
				return nil
			}
		}
		return fault.New(fault.Conflict, "next.gone")
	})
	return made, err
}

func (u *Unit) takeNext(n Next, say Say) (org.ID, error) {
	s := n.After
	g := goal.Goal{
		Key: nextKey(n.Proposal), Title: s.Title, Why: say(n.Why, n.Metric.Unit), Tier: goal.Individual, Owner: s.Owner, Metric: s.GoalRow.Metric,
		Target: n.Target, Start: n.Span.From, End: n.Span.Last(), Parent: n.Parent, Relation: s.Relation, Paid: s.Paid, Linear: s.Linear,
		Skills: s.Skills, Helping: s.Helping, Means: s.Means, Guard: s.Guard, Learning: s.Learning, Difficulty: n.Difficulty, Origin: goal.OriginSelf,
	}
	if n.Kind == plan.HarderTask {
		g.Title = say(n.Title, n.Metric.Unit)
	}
	if n.NeedsWord {
		g.Origin, g.Status = goal.OriginAgreed, goal.Proposed
	}
	if err := u.createGoal(&g, Said{}); err != nil {
		return 0, err
	}
	var steps []goal.Step
	if n.Metric.Kind == measure.Steps {
		for i, old := range s.Steps {
			due := n.Span.From.AddDays(n.Span.Len()*(i+1)/len(s.Steps) - 1)
			steps = append(steps, goal.Step{Title: old.Title, Due: max(due, n.Span.From), Weight: old.Weight})
		}
	}
	if len(steps) == 0 {
		return g.ID, nil
	}
	return g.ID, u.addSteps(g.ID, steps)
}
