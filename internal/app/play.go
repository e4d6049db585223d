package app

import (
	"context"

	"cordee/internal/org"
)

// Plays tells whether the actor plays.
func (a *App) Plays(ctx context.Context, actor org.Actor) (in bool, err error) {
	err = a.read(ctx, actor, org.ReadBoard, func(r *Reading) error {
		all, err := r.World.players(r.tx, r.Today)
		in = all[actor.Person]
		return err
	})
	return in, err
}
