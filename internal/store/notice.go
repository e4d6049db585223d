package store

import (
	"context"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
)

// pollEvery is how often a SQLite file is looked at for commits of other processes; listenAgain is the pause after a lost LISTEN.
const (
	pollEvery   = 200 * time.Millisecond
	listenAgain = time.Second
)

// notice tells listeners of this process that something was committed.
type notice struct {
	mu     sync.Mutex
	ears   map[chan struct{}]context.CancelFunc
	closed bool
	wait   sync.WaitGroup
}

// nudge wakes every listener; one who has not woken yet from the last nudge is not nudged twice.
func (n *notice) nudge() {
	n.mu.Lock()
	defer n.mu.Unlock()
	for ear := range n.ears {
		poke(ear)
	}
}

func poke(ear chan struct{}) {
	select {
	case ear <- struct{}{}:
	default:
	}
}

// close ends every listener and waits for its goroutine.
func (n *notice) close() {
	n.mu.Lock()
	n.closed = true
	for _, stop := range n.ears {
		stop()
	}
	n.mu.Unlock()
	n.wait.Wait()
}

// Listen gives a channel that receives after commits, of this process at once, of others within 200 ms (SQLite) or by NOTIFY (PostgreSQL).
// Several commits may be told as one; look at Seq to know. The channel is closed when ctx ends or the DB is closed.
func (db *DB) Listen(ctx context.Context) (<-chan struct{}, error) {
	ctx, stop := context.WithCancel(ctx)
	ear := make(chan struct{}, 1)
	n := &db.notice
	n.mu.Lock()
	if n.closed {
		n.mu.Unlock()
		stop()
		close(ear)
		return ear, nil
	}
	if n.ears == nil {
		n.ears = map[chan struct{}]context.CancelFunc{}
	}
	n.ears[ear] = stop
	n.wait.Add(1)
	n.mu.Unlock()
	watch, err := db.watcher(ctx)
	if err != nil {
		n.leave(ear)
		return nil, faultOf(err)
	}
	go func() {
		defer n.leave(ear)
		watch(func() { poke(ear) })
	}()
	return ear, nil
}

func (n *notice) leave(ear chan struct{}) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.ears[ear]()
	delete(n.ears, ear)
	close(ear)
	n.wait.Done()
}

// watcher connects at once, so that no commit after Listen returned goes unnoticed, and gives the loop to run.
func (db *DB) watcher(ctx context.Context) (func(tell func()), error) {
	if db.engine == SQLite {
		s, err := db.read.open(ctx)
		if err != nil {
			return nil, err
		}
		seen, err := dataVersion(ctx, s)
		if err != nil {
			_ = s.conn.Close()
			return nil, err
		}
		return func(tell func()) { watchSQLite(ctx, s, seen, tell) }, nil
	}
	conn, err := db.listenPostgres(ctx)
	if err != nil {
		return nil, err
	}
	return func(tell func()) { db.watchPostgres(ctx, conn, tell) }, nil
}

// dataVersion changes when another connection has committed to the file.
func dataVersion(ctx context.Context, s *session) (v int64, err error) {
	err = s.conn.QueryRowContext(ctx, "PRAGMA data_version").Scan(&v)
	return v, err
}

func watchSQLite(ctx context.Context, s *session, seen int64, tell func()) {
	defer s.conn.Close()
	tick := time.NewTicker(pollEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		// A failing poll is tried again at the next tick: commits of this process are told without it.
		if v, err := dataVersion(ctx, s); err == nil && v != seen {
			seen = v
			tell()
		}
	}
}

func (db *DB) listenPostgres(ctx context.Context) (*pgx.Conn, error) {
	conn, err := pgx.Connect(ctx, db.url)
	if err != nil {
		return nil, err
	}
	if _, err := conn.Exec(ctx, "LISTEN cordee"); err != nil {
		_ = conn.Close(context.WithoutCancel(ctx))
		return nil, err
	}
	return conn, nil
}

func (db *DB) watchPostgres(ctx context.Context, conn *pgx.Conn, tell func()) {
	for ctx.Err() == nil {
		if conn == nil {
			var err error
			if conn, err = db.listenPostgres(ctx); err != nil {
				pause(ctx, listenAgain)
				continue
			}
			tell() // what was committed while the way was broken
		}
		if _, err := conn.WaitForNotification(ctx); err != nil {
			closeConn(ctx, conn)
			conn = nil
			continue
		}
		tell()
	}
	closeConn(ctx, conn)
}

func closeConn(ctx context.Context, conn *pgx.Conn) {
	if conn == nil {
		return
	}
	ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer stop()
	_ = conn.Close(ctx)
}

func pause(ctx context.Context, d time.Duration) {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	}
}
