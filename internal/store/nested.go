package store

import (
	"errors"

	"cordee/internal/fault"
)

// Nested runs fn inside a savepoint: when fn fails, its own work is undone and the rest of the transaction stands. Links that are otherwise
// checked at the commit (a team's parent and lead, an objective's parent) are checked at its end, so that one caller's broken link does not
// fail the commit of its neighbours.
func (t *Tx) Nested(fn func() error) error {
	before, err := t.dangling()
	if err != nil {
		return faultOf(err)
	}
	if err := t.do("SAVEPOINT nested"); err != nil {
		return err
	}
	err = fn()
	if err == nil && !before {
		err = t.checkLinks()
	}
	if err == nil {
		return t.do("RELEASE SAVEPOINT nested")
	}
	for _, undo := range []string{"ROLLBACK TO SAVEPOINT nested", "RELEASE SAVEPOINT nested"} {
		if back := t.do(undo); back != nil { // the whole transaction is lost
			return fault.New(fault.Unavailable, "store.unavailable").Because(errors.Join(err, back))
		}
	}
	return faultOf(err)
}

func (t *Tx) dangling() (bool, error) {
	if s, ok := t.run.(*session); ok {
		return s.danglingLinks()
	}
	return false, nil
}

// checkLinks refuses links that lead nowhere, now instead of at the commit.
func (t *Tx) checkLinks() error {
	if t.db.engine == Postgres {
		if err := t.do("SET CONSTRAINTS ALL IMMEDIATE"); err != nil {
			return err
		}
		return t.do("SET CONSTRAINTS ALL DEFERRED")
	}
	dangling, err := t.dangling()
	if err == nil && dangling {
		err = fault.New(fault.Invalid, "store.reference")
	}
	return faultOf(err)
}
