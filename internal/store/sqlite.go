package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"sync"

	"modernc.org/sqlite"

	"cordee/internal/fault"
)

// pragmas of every connection. FULL: a commit survives a power cut. 16,000 pages of WAL (64 MB) between checkpoints: bulk imports run twice
// as fast as with the default. secure_delete: erased names do not linger in free pages.
var pragmas = []string{
	"busy_timeout(10000)", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)", "secure_delete(1)",
	"wal_autocheckpoint(16000)", "journal_size_limit(67108864)", "cache_size(-65536)", "temp_store(MEMORY)",
}

// openSQLite opens one writing session and several reading ones on the same file.
func openSQLite(ctx context.Context, path string) (*DB, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, fault.New(fault.Invalid, "store.url_invalid").Because(err)
	}
	if err := os.MkdirAll(filepath.Dir(abs), 0o700); err != nil {
		return nil, fault.New(fault.Unavailable, "store.open_failed", "path", abs).Because(err)
	}
	if err := ours(abs); err != nil {
		return nil, fault.New(fault.Unavailable, "store.open_failed", "path", abs).Because(err)
	}
	pool, err := sql.Open("sqlite", sqliteDSN(abs))
	if err != nil {
		return nil, fault.New(fault.Unavailable, "store.open_failed", "path", abs).Because(err)
	}
	db := &DB{engine: SQLite, path: abs, pool: pool}
	db.write.init(pool, 1, "")
	db.read.init(pool, max(4, 2*runtime.NumCPU()), "PRAGMA query_only = 1")
	// The first connection turns the file to WAL, alone: two at once would meet a lock that no busy timeout covers.
	s, err := db.write.take(ctx)
	if err != nil {
		_ = pool.Close()
		return nil, fault.New(fault.Unavailable, "store.open_failed", "path", abs).Because(err)
	}
	db.write.give(s)
	return db, nil
}

// ours makes a new database file readable by its owner only; SQLite gives the files beside it the same mode.
func ours(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	return f.Close()
}

func sqliteDSN(path string) string {
	q := url.Values{"_pragma": pragmas, "_dqs": {"0"}, "_txlock": {"immediate"}} // _txlock: for goose alone, sessions say BEGIN themselves
	u := url.URL{Scheme: "file", Path: filepath.ToSlash(path), RawQuery: q.Encode()}
	return u.String()
}

// session is one connection with the statements prepared on it: SQLite compiles each text once per connection.
type session struct {
	conn  *sql.Conn
	stmts map[string]*sql.Stmt
}

func (s *session) prepared(ctx context.Context, q string) (*sql.Stmt, error) {
	if st, ok := s.stmts[q]; ok {
		return st, nil
	}
	st, err := s.conn.PrepareContext(ctx, q)
	if err == nil {
		s.stmts[q] = st
	}
	return st, err
}

// ExecContext looks at ctx before the statement, not during: a context that can end costs the driver a watching goroutine each time, and
// statements that write are short. Queries are watched.
func (s *session) ExecContext(ctx context.Context, q string, args ...any) (sql.Result, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	ctx = context.WithoutCancel(ctx)
	st, err := s.prepared(ctx, q)
	if err != nil {
		return nil, err
	}
	return st.ExecContext(ctx, args...)
}

// begin is watched: it may wait for another process.
func (s *session) begin(ctx context.Context, q string) error {
	st, err := s.prepared(ctx, q)
	if err == nil {
		_, err = st.ExecContext(ctx)
	}
	return err
}

func (s *session) QueryContext(ctx context.Context, q string, args ...any) (*sql.Rows, error) {
	st, err := s.prepared(ctx, q)
	if err != nil {
		return nil, err
	}
	return st.QueryContext(ctx, args...)
}

// danglingLinks tells whether a link that is only checked at commit leads nowhere yet.
func (s *session) danglingLinks() (dangling bool, err error) {
	err = s.conn.Raw(func(c any) error {
		status, ok := c.(sqlite.DBStatus)
		if !ok {
			return nil // left to the commit
		}
		n, _, err := status.Status(sqlite.DBStatusDeferredFKs, false)
		dangling = n != 0
		return err
	})
	return dangling, err
}

// sessions lends a fixed number of sessions, opened when first needed.
type sessions struct {
	pool  *sql.DB
	setup string        // run once on each new session
	seats chan struct{} // one token per session lent
	ended chan struct{} // closed when no session is lent any more
	mu    sync.Mutex
	idle  []*session
}

func (p *sessions) init(pool *sql.DB, size int, setup string) {
	p.pool, p.setup, p.seats, p.ended = pool, setup, make(chan struct{}, size), make(chan struct{})
}

// take waits for a free session or the end of ctx.
func (p *sessions) take(ctx context.Context) (*session, error) {
	select {
	case p.seats <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-p.ended:
		return nil, sql.ErrConnDone
	}
	p.mu.Lock()
	if n := len(p.idle); n > 0 {
		s := p.idle[n-1]
		p.idle = p.idle[:n-1]
		p.mu.Unlock()
		return s, nil
	}
	p.mu.Unlock()
	s, err := p.open(ctx)
	if err != nil {
		<-p.seats
	}
	return s, err
}

func (p *sessions) open(ctx context.Context) (*session, error) {
	conn, err := p.pool.Conn(ctx)
	if err != nil {
		return nil, err
	}
	if p.setup != "" {
		if _, err := conn.ExecContext(ctx, p.setup); err != nil {
			_ = conn.Close()
			return nil, err
		}
	}
	return &session{conn: conn, stmts: map[string]*sql.Stmt{}}, nil
}

func (p *sessions) give(s *session) {
	p.mu.Lock()
	p.idle = append(p.idle, s)
	p.mu.Unlock()
	<-p.seats
}

// drop forgets a session whose connection is no longer good.
func (p *sessions) drop(s *session) {
	_ = s.conn.Raw(func(any) error { return driver.ErrBadConn }) // tells the pool not to keep it
	_ = s.conn.Close()
	<-p.seats
}

// close waits for every session lent and ends them all.
func (p *sessions) close() {
	close(p.ended)
	for range cap(p.seats) {
		p.seats <- struct{}{}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, s := range p.idle {
		_ = s.conn.Close()
	}
	p.idle = nil
}

// inSession runs fn between begin and commit on one session.
func (db *DB) inSession(ctx context.Context, p *sessions, begin string, fn func(*Tx) error) (err error) {
	s, err := p.take(ctx)
	if err != nil {
		return faultOf(err)
	}
	done := false
	defer func() { // also when fn panics
		if !done {
			_, back := s.conn.ExecContext(context.WithoutCancel(ctx), "ROLLBACK") // fails harmlessly when the engine already rolled back
			if errors.Is(back, driver.ErrBadConn) || errors.Is(back, sql.ErrConnDone) {
				p.drop(s)
				return
			}
		}
		p.give(s)
	}()
	if err := s.begin(ctx, begin); err != nil {
		return faultOf(err)
	}
	if err := fn(&Tx{ctx: ctx, db: db, run: s}); err != nil {
		return faultOf(err)
	}
	if err := ctx.Err(); err != nil {
		return faultOf(err)
	}
	if _, err := s.ExecContext(context.WithoutCancel(ctx), "COMMIT"); err != nil { // once begun, a commit is not given up half-way
		return commitFault(err)
	}
	done = true
	return nil
}

// Backup writes a complete, consistent copy into file, which must not exist, while others read and write: an embedded database, from
// PostgreSQL too. What was acknowledged before it began is in it.
func (db *DB) Backup(ctx context.Context, file string) error {
	if _, err := os.Stat(file); err == nil {
		return fault.New(fault.Conflict, "store.backup_exists", "path", file)
	}
	if db.engine != SQLite {
		return db.backupPortable(ctx, file)
	}
	s, err := db.read.open(ctx) // a session of its own: a long copy must not take a reader's seat
	if err != nil {
		return faultOf(err)
	}
	defer s.conn.Close()
	if _, err := s.conn.ExecContext(ctx, "PRAGMA query_only = 0"); err != nil {
		return faultOf(err)
	}
	if _, err := s.conn.ExecContext(ctx, "VACUUM INTO $1", file); err != nil {
		_ = os.Remove(file)
		return faultOf(err)
	}
	if err := os.Chmod(file, 0o600); err != nil {
		return fault.New(fault.Unavailable, "store.backup_failed", "path", file).Because(err)
	}
	return syncFile(file)
}

// syncFile makes the copy durable before anyone is told that it exists.
func syncFile(file string) error {
	for _, name := range []string{file, filepath.Dir(file)} {
		f, err := os.Open(name)
		if err != nil {
			return fault.New(fault.Unavailable, "store.backup_failed", "path", file).Because(err)
		}
		err = f.Sync()
		_ = f.Close()
		if err != nil && name == file {
			return fault.New(fault.Unavailable, "store.backup_failed", "path", file).Because(err)
		}
	}
	return nil
}
