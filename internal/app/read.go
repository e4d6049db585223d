package app

import (
	"context"

	"cordee/internal/fault"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/store"
)

// Reading is one consistent look at an organisation: what a read use case works with.
type Reading struct {
	tx    *store.Tx
	World *World
	Actor org.Actor
	Today period.Date

	climbed map[org.ID]store.GoalRow // objectives met on the way up, within this one look
}

// read opens a snapshot, checks that the actor may do this at all, and runs fn.
func (a *App) read(ctx context.Context, actor org.Actor, action org.Action, fn func(*Reading) error) error {
	return a.db.Read(ctx, func(tx *store.Tx) error {
		w, err := a.world(tx, actor.Org)
		if err != nil {
			return err
		}
		r := &Reading{tx: tx, World: w, Actor: actor, Today: w.Today(a.now())}
		if err := w.Can(actor, action, org.Object{}, r.Today); err != nil {
			return err
		}
		return fn(r)
	})
}

// notFound is what does not exist, and what the actor may not know to exist.
func notFound(what string) error { return fault.New(fault.NotFound, "not_found", "what", what) }
