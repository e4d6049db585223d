package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// The yardstick's table has the shape of ledger entries and nothing beside: no index, no history, no idempotency.
const (
	sqlMakeYardstick = `
	CREATE TABLE yardstick (
		org_id BIGINT NOT NULL, posting_id BIGINT NOT NULL, line BIGINT NOT NULL, source TEXT NOT NULL, ref TEXT NOT NULL,
		occurred_on TEXT NOT NULL, kind TEXT NOT NULL, owner_id BIGINT NOT NULL, amount BIGINT, attrs TEXT, recorded_at BIGINT NOT NULL,
		PRIMARY KEY (org_id, posting_id, line))`
	sqlFillYardstick = `
	INSERT INTO yardstick (org_id, posting_id, line, source, ref, occurred_on, kind, owner_id, amount, attrs, recorded_at)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`
	sqlDropYardstick = `DROP TABLE IF EXISTS yardstick`
)

var yardstickColumns = []string{
	"org_id", "posting_id", "line", "source", "ref", "occurred_on", "kind", "owner_id", "amount", "attrs", "recorded_at",
}

func yardstickRow(i int) []any {
	return []any{
		int64(1), int64(i), int64(1), "bench", fmt.Sprintf("deal-%d", i), "2026-02-10", "deal_won", int64(100 + i%500), int64(i) * 10_000,
		`{"product":"GTX Pro"}`, int64(i),
	}
}

// Yardstick is how long the engine itself takes for rows plain inserts in one durable transaction, by the fastest way it offers: a
// prepared statement on SQLite, COPY on PostgreSQL. What Cordée does is measured beside it. It makes a table of its own and drops it.
func (db *DB) Yardstick(ctx context.Context, rows int) (took time.Duration, err error) {
	conn, err := db.pool.Conn(ctx)
	if err != nil {
		return 0, faultOf(err)
	}
	defer conn.Close()
	for _, q := range []string{sqlDropYardstick, sqlMakeYardstick} {
		if _, err := conn.ExecContext(ctx, q); err != nil {
			return 0, faultOf(err)
		}
	}
	defer func() {
		if _, dropped := conn.ExecContext(context.WithoutCancel(ctx), sqlDropYardstick); err == nil {
			err = faultOf(dropped)
		}
	}()
	began := time.Now()
	if db.engine == Postgres {
		err = copyYardstick(ctx, conn, rows)
	} else {
		err = insertYardstick(ctx, conn, rows)
	}
	return time.Since(began), faultOf(err)
}

func insertYardstick(ctx context.Context, conn *sql.Conn, rows int) error {
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	quick := context.WithoutCancel(ctx)
	st, err := tx.PrepareContext(quick, sqlFillYardstick)
	if err != nil {
		return err
	}
	defer st.Close()
	for i := range rows {
		if _, err := st.ExecContext(quick, yardstickRow(i)...); err != nil {
			return err
		}
	}
	return tx.Commit()
}

func copyYardstick(ctx context.Context, conn *sql.Conn, rows int) error {
	return conn.Raw(func(c any) error {
		pg := c.(*stdlib.Conn).Conn()
		_, err := pg.CopyFrom(ctx, pgx.Identifier{"yardstick"}, yardstickColumns,
			pgx.CopyFromSlice(rows, func(i int) ([]any, error) { return yardstickRow(i), nil }))
		return err
	})
}
