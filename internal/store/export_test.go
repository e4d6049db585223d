package store

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/pressly/goose/v3"
)

// Pool lets tests go behind the store's back.
func (db *DB) Pool() *sql.DB { return db.pool }

// URL lets tests open the same database twice.
func (db *DB) URL() string {
	if db.engine == SQLite {
		return db.path
	}
	return db.url
}

// MigrateAlso is Migrate of a later program, which has one step more.
func (db *DB) MigrateAlso(ctx context.Context, version int64, ddl string) error {
	steps, err := readMigrations(db.engine)
	if err != nil {
		return err
	}
	up := &goose.GoFunc{RunTx: func(ctx context.Context, tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, translate(ddl, db.engine))
		return err
	}}
	return db.migrate(ctx, append(steps, goose.NewGoMigration(version, up, nil)))
}

// LimitPages makes the disk of the SQLite writer look full beyond n pages.
func (db *DB) LimitPages(ctx context.Context, n int) {
	s, err := db.write.take(ctx)
	if err != nil {
		panic(err)
	}
	defer db.write.give(s)
	if _, err := s.conn.ExecContext(ctx, fmt.Sprintf("PRAGMA max_page_count = %d", n)); err != nil {
		panic(err)
	}
}

// MigrateTo brings an empty database to the schema of an earlier program.
func (db *DB) MigrateTo(ctx context.Context, version int) error {
	steps, err := readMigrations(db.engine)
	if err != nil {
		return err
	}
	return db.migrate(ctx, steps[:version])
}
