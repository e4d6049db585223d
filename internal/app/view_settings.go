package app

import (
	"context"

	"cordee/internal/fault"
	"cordee/internal/org"
	"cordee/internal/store"
)

// HasPassword tells whether the actor can sign in with a password; someone who joined by link alone has none yet.
func (a *App) HasPassword(ctx context.Context, actor org.Actor) (bool, error) {
	var has bool
	err := a.db.Read(ctx, func(tx *store.Tx) (err error) {
		_, has, err = tx.Credential(actor.Org, actor.Person)
		return err
	})
	return has, err
}

// JournalPage is a page of the journal of changes, newest first.
type JournalPage struct {
	World   *World
	Changes []JournalEntry
	Titles  map[org.ID]string // of the objectives among them that are still there
	More    bool              // older ones follow the last
}

const journalPage = 100

// Journal reads what happened, for whoever audits: everything before a line of a change, or the newest for 0.
func (a *App) Journal(ctx context.Context, actor org.Actor, seq int64, line int) (JournalPage, error) {
	var p JournalPage
	err := a.read(ctx, actor, org.ReadAudit, func(r *Reading) (err error) {
		p.World = r.World
		p.Changes, err = r.tx.JournalBefore(actor.Org, seq, line, journalPage+1)
		if len(p.Changes) > journalPage {
			p.Changes, p.More = p.Changes[:journalPage], true
		}
		if err == nil {
			p.Titles, err = r.titlesOf(p.Changes)
		}
		return err
	})
	return p, err
}

// titlesOf names the objectives that changes are about.
func (r *Reading) titlesOf(changes []JournalEntry) (map[org.ID]string, error) {
	titles := map[org.ID]string{}
	for _, c := range changes {
		if _, known := titles[c.Subject]; known || c.SubjectKind != "goal" {
			continue
		}
		g, err := r.tx.Goal(r.Actor.Org, c.Subject)
		if err != nil && fault.KindOf(err) != fault.NotFound {
			return nil, err
		}
		titles[c.Subject] = g.Title
	}
	return titles, nil
}

// Mappings lists the ways of reading files that were kept by name.
func (a *App) Mappings(ctx context.Context, actor org.Actor) ([]KeptMapping, error) {
	var out []KeptMapping
	err := a.read(ctx, actor, org.Import, func(r *Reading) (err error) {
		out, err = r.tx.Mappings(actor.Org)
		return err
	})
	return out, err
}
