package app

import (
	"context"

	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/plan"
	"cordee/internal/store"
)

// Follow is the objective that may come after one whose period is over: the same measure over the next period, its number by the
// printed rule of revision (SCIENCE B4).
type Follow struct {
	After  Standing
	Span   period.Span
	Target measure.Maybe
	How    []plan.Note
	Parent org.ID // what takes the place of the objective it served, if there is one
}

// FollowOf is what may come after an objective; nil when its period is not over, when it has been followed, or when the actor may not
// propose for its owner.
func (a *App) FollowOf(ctx context.Context, actor org.Actor, id org.ID) (*Follow, error) {
	var f *Follow
	err := a.read(ctx, actor, org.ReadOrg, func(r *Reading) error {
		row, err := r.tx.Goal(actor.Org, id)
		if err != nil {
			return err
		}
		if row.Sealed || r.World.maySeeGoal(actor, row.Goal, r.Today) != nil {
			return notFound("goal")
		}
		one, err := r.standings([]store.GoalRow{row})
		if err != nil {
			return err
		}
		f, err = r.follow(one[0])
		return err
	})
	return f, err
}

func (r *Reading) follow(s Standing) (*Follow, error) {
	if !s.Progress.Over() || s.Learning || r.World.Can(r.Actor, org.ProposeGoal, goalObject(s.Goal), r.Today) != nil {
		return nil, nil
	}
	later, err := r.tx.GoalsOf(r.Actor.Org, []org.ID{s.Owner.ID}, s.End.AddDays(1), 0)
	if err != nil {
		return nil, err
	}
	for _, g := range later {
		if g.Start > s.Start && g.Metric == s.GoalRow.Metric && g.Status != goal.Cancelled {
			return nil, nil
		}
	}
	f := &Follow{After: s, Span: followingSpan(s, r.Today)}
	if adds := s.Metric.Kind == measure.Sum || s.Metric.Kind == measure.Count; adds && s.Target.OK && s.Metric.Direction == measure.Up {
		next, err := plan.CopyLast([]plan.Past{{Owner: s.Owner, Target: s.Target.Amount, Attained: s.Progress.Attained}}, plan.Rule{})
		if err != nil {
			return nil, err
		}
		f.Target, f.How = measure.Some(next[0].Amount), next[0].Derivation
	} else {
		f.Target = s.Target
	}
	f.Parent, err = r.World.parentFor(r.tx, s, f.Span)
	return f, err
}

// parentFor is what an objective of a later period hangs on: the one it served while that lasts, else the one of the same owner and
// measure over those days.
func (w *World) parentFor(tx *store.Tx, s Standing, span period.Span) (org.ID, error) {
	if s.Parent == 0 {
		return 0, nil
	}
	up, err := tx.Goal(w.Org().ID, s.Parent)
	if err != nil {
		return 0, err
	}
	if up.Status == goal.Published && up.Closed == nil && up.End >= span.Last() {
		return up.ID, nil
	}
	same, err := w.sameOf(tx, up.Owner, up.Metric, span)
	return same.ID, err
}
