package app

import (
	"cordee/internal/fault"
	"cordee/internal/org"
	"cordee/internal/store"
)

// othersTurn refuses that someone agrees to their own last word: an agreement takes two, and what pay depends on most of all.
func (u *Unit) othersTurn(row store.GoalRow) error {
	if u.Actor.Kind != org.ByPerson {
		return nil
	}
	versions, err := u.tx.GoalVersions(u.org(), row.ID)
	if err != nil || len(versions) == 0 {
		return err
	}
	if last := versions[0]; last.Actor == u.Actor.Person {
		return fault.New(fault.Conflict, "goal.not_your_turn")
	}
	return nil
}
