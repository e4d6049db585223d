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
	app   *App
	World *World
	Actor org.Actor
	Today period.Date

	seq   int64 // the last change this look sees
	since int64 // for a live part: the change it tells of; 0 for a page, which is one snapshot
}

// read opens a snapshot, checks that the actor may do this at all, and runs fn.
func (a *App) read(ctx context.Context, actor org.Actor, action org.Action, fn func(*Reading) error) error {
	return a.readSince(ctx, actor, action, 0, fn)
}

// readSince is read for a live part that tells of a change: facts that others read since then may stand in it.
func (a *App) readSince(ctx context.Context, actor org.Actor, action org.Action, since int64, fn func(*Reading) error) error {
	return a.db.Read(ctx, func(tx *store.Tx) error {
		w, seq, err := a.worldNow(tx, actor.Org)
		if err != nil {
			return err
		}
		r := &Reading{tx: tx, app: a, World: w, Actor: actor, Today: w.Today(a.now()), seq: seq, since: since}
		if err := w.Can(actor, action, org.Object{}, r.Today); err != nil {
			return err
		}
		return fn(r)
	})
}

// notFound is what does not exist, and what the actor may not know to exist.
func notFound(what string) error { return fault.New(fault.NotFound, "not_found", "what", what) }
