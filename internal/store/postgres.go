package store

import (
	"context"
	"database/sql"
	"math/rand/v2"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"

	"cordee/internal/fault"
)

// Limits of the PostgreSQL side.
const (
	pgConns   = 16
	pgIdle    = 5 * time.Minute
	pgRetries = 8
)

func openPostgres(ctx context.Context, url string) (*DB, error) {
	cfg, err := pgx.ParseConfig(url)
	if err != nil {
		return nil, fault.New(fault.Invalid, "store.url_invalid").Because(err)
	}
	if cfg.ConnectTimeout == 0 {
		cfg.ConnectTimeout = 10 * time.Second
	}
	pool := sql.OpenDB(stdlib.GetConnector(*cfg))
	pool.SetMaxOpenConns(pgConns)
	pool.SetMaxIdleConns(pgConns)
	pool.SetConnMaxIdleTime(pgIdle)
	if err := pool.PingContext(ctx); err != nil {
		_ = pool.Close()
		return nil, fault.New(fault.Unavailable, "store.open_failed", "path", cfg.Host).Because(err)
	}
	return &DB{engine: Postgres, url: url, pool: pool}, nil
}

// inPostgres runs fn in a transaction, and again when PostgreSQL asks for it, or when a connection of the pool turns out to be dead
// before anything was sent: that happens once for each after the server was restarted.
func (db *DB) inPostgres(ctx context.Context, opt *sql.TxOptions, fn func(*Tx) error) error {
	for try := 1; ; try++ {
		begun, err := db.oncePostgres(ctx, opt, fn)
		if err == nil || try == pgRetries || begun && !wantsRetry(err) || ctx.Err() != nil {
			return err
		}
		pause := time.NewTimer(time.Duration(try) * time.Duration(1+rand.IntN(10)) * time.Millisecond)
		select {
		case <-ctx.Done():
			pause.Stop()
			return faultOf(ctx.Err())
		case <-pause.C:
		}
	}
}

func (db *DB) oncePostgres(ctx context.Context, opt *sql.TxOptions, fn func(*Tx) error) (begun bool, err error) {
	tx, err := db.pool.BeginTx(ctx, opt)
	if err != nil {
		return false, faultOf(err)
	}
	defer func() { _ = tx.Rollback() }() // no effect after a commit; also when fn panics
	if err := fn(&Tx{ctx: ctx, db: db, run: tx}); err != nil {
		return true, faultOf(err)
	}
	if err := ctx.Err(); err != nil {
		return true, faultOf(err)
	}
	if err := tx.Commit(); err != nil {
		return true, commitFault(err)
	}
	return true, nil
}
