package store

import (
	"context"

	"cordee/internal/org"
)

const (
	sqlRedactVersion = `UPDATE goal_version SET body = $4 WHERE org_id = $1 AND goal_id = $2 AND version = $3`
	sqlRedactUndo    = `UPDATE import SET undo = $3 WHERE org_id = $1 AND import_id = $2`
)

// RedactGoalVersion replaces what a version of an objective said: only the erasure of a person does this.
func (t *Tx) RedactGoalVersion(o, goal org.ID, version int, body string) error {
	return t.touch("goal", sqlRedactVersion, o, goal, version, body)
}

// RedactUndo replaces what an import remembers of the rows it changed: only the erasure of a person does this.
func (t *Tx) RedactUndo(o, id org.ID, undo string) error {
	return t.touch("import", sqlRedactUndo, o, id, undo)
}

// Forget moves everything committed out of SQLite's write-ahead log and empties it, so that what was erased is gone from the files
// too. Readers under way may keep a part of it until the next time. PostgreSQL looks after its own.
func (db *DB) Forget(ctx context.Context) error {
	if db.engine != SQLite {
		return nil
	}
	_, err := db.pool.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)")
	return faultOf(err)
}
