// Package store is all the SQL of Cordée, with two engines inside: SQLite embedded, PostgreSQL for several instances. One SQL text serves
// both; the few that cannot stand side by side in the same file. Every method of Tx names its organisation and touches no other.
package store

import (
	"context"
	"database/sql"
	"strings"
	"sync"

	"cordee/internal/fault"
	"cordee/internal/org"
)

// Engine says which database stands behind a DB.
type Engine string

// The two engines.
const (
	SQLite   Engine = "sqlite"
	Postgres Engine = "postgres"
)

// DB is an open database. It is safe for concurrent use.
type DB struct {
	engine Engine
	path   string // SQLite file
	url    string // PostgreSQL address
	pool   *sql.DB
	write  sessions // SQLite only: one session, the writer
	read   sessions // SQLite only
	texts  textCache
	notice notice
	ending sync.Once
}

// Open opens "postgres://..." or "sqlite:PATH" (or a plain PATH, made with its folder when absent) and checks that it answers.
// It does not migrate.
func Open(ctx context.Context, url string) (*DB, error) {
	if strings.HasPrefix(url, "postgres://") || strings.HasPrefix(url, "postgresql://") {
		return openPostgres(ctx, url)
	}
	path := strings.TrimPrefix(url, "sqlite:")
	if path == "" {
		return nil, fault.New(fault.Invalid, "store.url_invalid")
	}
	return openSQLite(ctx, path)
}

// Engine tells which engine this is.
func (db *DB) Engine() Engine { return db.engine }

// Path is the SQLite file, empty on PostgreSQL.
func (db *DB) Path() string { return db.path }

// Read runs fn on one unchanging snapshot. fn must not keep the Tx.
func (db *DB) Read(ctx context.Context, fn func(*Tx) error) error {
	if db.engine == SQLite {
		return db.inSession(ctx, &db.read, "BEGIN", fn)
	}
	return db.inPostgres(ctx, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}, fn)
}

// Write runs fn in one transaction and commits when it returns nil. On PostgreSQL a serialisation failure or a deadlock runs fn again, so
// fn must assign, never accumulate, what it hands out. A Write that fails at the commit itself answers "store.commit_unknown": the effect
// may or may not be there, and the idempotency key of the request tells on retry.
func (db *DB) Write(ctx context.Context, fn func(*Tx) error) error {
	var err error
	if db.engine == SQLite {
		err = db.inSession(ctx, &db.write, "BEGIN IMMEDIATE", fn)
	} else {
		err = db.inPostgres(ctx, &sql.TxOptions{Isolation: sql.LevelReadCommitted}, fn)
	}
	if err == nil {
		db.notice.nudge()
	}
	return err
}

const sqlSeq = `SELECT change_seq FROM org WHERE org_id = $1`

// Seq is the number of the organisation's last committed change.
func (db *DB) Seq(ctx context.Context, o org.ID) (seq int64, err error) {
	err = db.Read(ctx, func(t *Tx) error { return t.one("org", sqlSeq, vals(&seq), o) })
	return seq, err
}

const sqlSeqs = `SELECT org_id, change_seq FROM org`

// Seqs is Seq of every organisation at once.
func (db *DB) Seqs(ctx context.Context) (map[org.ID]int64, error) {
	var seqs map[org.ID]int64
	err := db.Read(ctx, func(t *Tx) error {
		seqs = map[org.ID]int64{}
		var o org.ID
		var seq int64
		return t.each(sqlSeqs, func(r row) error {
			err := r.Scan(&o, &seq)
			seqs[o] = seq
			return err
		})
	})
	return seqs, err
}

// Close ends every connection; transactions under way finish first on SQLite. A second Close does nothing.
func (db *DB) Close() (err error) {
	db.ending.Do(func() {
		db.notice.close()
		if db.engine == SQLite {
			db.write.close()
			db.read.close()
		}
		err = db.pool.Close()
	})
	return err
}
