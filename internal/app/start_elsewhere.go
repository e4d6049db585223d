package app

import (
	"context"

	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/store"
)

// CarriedElsewhere is what other objectives already bring to a common one, beside the parts that SendParts sends to people: those of
// a team, and those that somebody set for themselves. SendParts shares out the rest.
func (a *App) CarriedElsewhere(ctx context.Context, actor org.Actor, id org.ID) (elsewhere measure.Amount, err error) {
	err = a.read(ctx, actor, org.ReadOrg, func(r *Reading) error {
		row, err := r.tx.Goal(actor.Org, id)
		if err != nil {
			return err
		}
		if row.Sealed || r.World.maySeeGoal(actor, row.Goal, r.Today) != nil {
			return notFound("goal")
		}
		if err := r.World.Can(actor, org.EditGoal, goalObject(row.Goal), r.Today); err != nil {
			return err
		}
		elsewhere, err = r.World.carriedElsewhere(r.tx, row)
		return err
	})
	return elsewhere, err
}

func (w *World) carriedElsewhere(tx *store.Tx, top store.GoalRow) (sum measure.Amount, err error) {
	parts, err := w.partsUnder(tx, top)
	if err != nil {
		return 0, err
	}
	for _, c := range parts {
		if c.Origin == goal.OriginCascaded && c.Owner.Kind == org.OwnerPerson {
			continue
		}
		if sum, err = sum.Add(c.Target.Amount); err != nil {
			return 0, err
		}
	}
	return sum, nil
}
