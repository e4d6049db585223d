package store

import "cordee/internal/org"

// ResultsPosted is the journal's kind for results; its data names the owners whose totals moved, or nobody when they are many.
const ResultsPosted = "results.posted"

// Change is one line of the journal of changes: what happened, to what, by whom. Data is JSON and holds ids, never names. At is in
// microseconds UTC. Chain is the hash that ties the line to the one before it, "" where it is not used.
type Change struct {
	Seq               int64
	Line              int
	At                int64
	ActorKind         string
	Actor             org.ID
	Kind, SubjectKind string
	Subject           org.ID
	Data, Chain       string
}

const (
	sqlChangeColumns = `
	SELECT seq, line, at, actor_kind, COALESCE(actor_id, 0), kind, subject_kind, subject_id, data, chain
	FROM journal`
	sqlJournalAfter = sqlChangeColumns + `
	WHERE org_id = $1 AND (seq, line) > ($2, $3)
	ORDER BY seq, line
	LIMIT $4`
	sqlJournalBefore = sqlChangeColumns + `
	WHERE org_id = $1 AND (seq, line) < ($2, $3)
	ORDER BY seq DESC, line DESC
	LIMIT $4`
	sqlJournalNewest = sqlChangeColumns + `
	WHERE org_id = $1
	ORDER BY seq DESC, line DESC
	LIMIT $2`
	sqlJournalOf = sqlChangeColumns + `
	WHERE org_id = $1 AND subject_id = $2 AND subject_kind = $3
	ORDER BY seq DESC, line DESC
	LIMIT $4`
)

var journalRows = bulk{
	table:   "journal",
	columns: []string{"org_id", "seq", "line", "at", "actor_kind", "actor_id", "kind", "subject_kind", "subject_id", "data", "chain"},
	types:   []string{"bigint", "bigint", "bigint", "bigint", "text", "bigint", "text", "text", "bigint", "text", "text"},
}

func scanChange(r row, x *Change) error {
	return r.Scan(&x.Seq, &x.Line, &x.At, &x.ActorKind, &x.Actor, &x.Kind, &x.SubjectKind, &x.Subject, &x.Data, &x.Chain)
}

// AppendJournal writes lines; their Seq comes from NextChange of the same transaction.
func (t *Tx) AppendJournal(o org.ID, changes []Change) error {
	return t.bulk(&journalRows, len(changes), func(i int, v []any) error {
		c := changes[i]
		v[0], v[1], v[2], v[3], v[4], v[5] = int64(o), c.Seq, int64(c.Line), c.At, c.ActorKind, wide(c.Actor)
		v[6], v[7], v[8], v[9], v[10] = c.Kind, c.SubjectKind, int64(c.Subject), c.Data, c.Chain
		return nil
	})
}

// JournalAfter is what followed a line, oldest first.
func (t *Tx) JournalAfter(o org.ID, seq int64, line, limit int) ([]Change, error) {
	return all(t, sqlJournalAfter, scanChange, o, seq, line, limit)
}

// JournalBefore is what preceded a line, newest first; seq 0 starts from the newest.
func (t *Tx) JournalBefore(o org.ID, seq int64, line, limit int) ([]Change, error) {
	if seq == 0 {
		return all(t, sqlJournalNewest, scanChange, o, limit)
	}
	return all(t, sqlJournalBefore, scanChange, o, seq, line, limit)
}

// JournalOf is the history of one subject, newest first.
func (t *Tx) JournalOf(o org.ID, subjectKind string, subject org.ID, limit int) ([]Change, error) {
	return all(t, sqlJournalOf, scanChange, o, subject, subjectKind, limit)
}

// JournalTail is the last line, if there is one.
func (t *Tx) JournalTail(o org.ID) (x Change, found bool, err error) {
	found, err = t.maybe(sqlJournalNewest, func(r row) error { return scanChange(r, &x) }, o, 1)
	return x, found, err
}
