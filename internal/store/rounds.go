package store

import "cordee/internal/org"

const (
	sqlTakeRound = `
	INSERT INTO round (org_id, name, due_at) VALUES ($1, $2, $3)
	ON CONFLICT (org_id, name) DO UPDATE SET due_at = excluded.due_at WHERE round.due_at <= $4`
	sqlPutRound = `UPDATE round SET due_at = $3 WHERE org_id = $1 AND name = $2`
)

// TakeRound gives a round that is due at now to its caller, and to nobody else before next; false when it is not due.
// Times are microseconds UTC.
func (t *Tx) TakeRound(o org.ID, name string, now, next int64) (bool, error) {
	n, err := t.exec(sqlTakeRound, o, name, next, now)
	return n == 1, err
}

// PutRound sets when a round that was taken is due again.
func (t *Tx) PutRound(o org.ID, name string, next int64) error {
	return t.touch("round", sqlPutRound, o, name, next)
}
