package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"
	"net"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"cordee/internal/fault"
)

// sqliteFaults and pgFaults are the one place where an engine's error code becomes a fault.
var sqliteFaults = map[int]*fault.Error{
	lib.SQLITE_CONSTRAINT_UNIQUE:     fault.New(fault.Conflict, "store.duplicate"),
	lib.SQLITE_CONSTRAINT_PRIMARYKEY: fault.New(fault.Conflict, "store.duplicate"),
	lib.SQLITE_CONSTRAINT_FOREIGNKEY: fault.New(fault.Invalid, "store.reference"),
	lib.SQLITE_CONSTRAINT_NOTNULL:    fault.New(fault.Invalid, "store.value_refused"),
	lib.SQLITE_CONSTRAINT_CHECK:      fault.New(fault.Invalid, "store.value_refused"),
	lib.SQLITE_CONSTRAINT_DATATYPE:   fault.New(fault.Invalid, "amount.overflow"), // an integer sum that left 64 bits becomes a REAL, which STRICT refuses
	lib.SQLITE_CONSTRAINT_TRIGGER:    fault.New(fault.Internal, "store.append_only"),
	lib.SQLITE_BUSY:                  fault.New(fault.Unavailable, "store.unavailable"),
	lib.SQLITE_LOCKED:                fault.New(fault.Unavailable, "store.unavailable"),
	lib.SQLITE_INTERRUPT:             fault.New(fault.Unavailable, "store.unavailable"),
	lib.SQLITE_FULL:                  fault.New(fault.Unavailable, "store.disk_full"),
	lib.SQLITE_IOERR:                 fault.New(fault.Unavailable, "store.disk_failed"),
	lib.SQLITE_CANTOPEN:              fault.New(fault.Unavailable, "store.open_failed"),
	lib.SQLITE_READONLY:              fault.New(fault.Unavailable, "store.read_only"),
	lib.SQLITE_CORRUPT:               fault.New(fault.Internal, "store.corrupt"),
	lib.SQLITE_NOTADB:                fault.New(fault.Invalid, "store.not_a_database"),
}

var pgFaults = map[string]*fault.Error{
	"23505": fault.New(fault.Conflict, "store.duplicate"),
	"23503": fault.New(fault.Invalid, "store.reference"),
	"23502": fault.New(fault.Invalid, "store.value_refused"),
	"23514": fault.New(fault.Invalid, "store.value_refused"),
	"22021": fault.New(fault.Invalid, "store.value_refused"), // a NUL character in a text
	"22003": fault.New(fault.Invalid, "amount.overflow"),
	"23001": fault.New(fault.Internal, "store.append_only"),
	"25006": fault.New(fault.Unavailable, "store.read_only"),
	"55P03": fault.New(fault.Unavailable, "store.unavailable"),
	"53100": fault.New(fault.Unavailable, "store.disk_full"),
}

// pgClasses are whole families: serialisation and deadlock, too many connections, shut down, connection lost.
var pgClasses = map[string]*fault.Error{
	"40": fault.New(fault.Unavailable, "store.unavailable"),
	"53": fault.New(fault.Unavailable, "store.unavailable"),
	"57": fault.New(fault.Unavailable, "store.unavailable"),
	"58": fault.New(fault.Unavailable, "store.disk_failed"),
	"08": fault.New(fault.Unavailable, "store.unavailable"),
}

// faultOf turns an engine's error into a fault. A fault stays as it is; anything unknown stays as it is too, and counts as Internal.
func faultOf(err error) error {
	var known *fault.Error
	var many fault.List
	if err == nil || errors.As(err, &known) || errors.As(err, &many) {
		return err
	}
	var lite *sqlite.Error
	if errors.As(err, &lite) {
		return sqliteFault(lite)
	}
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return pgFault(pg)
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) || lostConnection(err) {
		return fault.New(fault.Unavailable, "store.unavailable").Because(err)
	}
	return err
}

func sqliteFault(e *sqlite.Error) error {
	f, ok := sqliteFaults[e.Code()]
	if !ok {
		f, ok = sqliteFaults[e.Code()&0xff]
	}
	switch {
	case strings.Contains(e.Error(), "tally_range"), strings.Contains(e.Error(), "integer overflow"):
		// SQLite gives these two no code of their own: a named check, and SUM beyond 64 bits.
		return fault.New(fault.Invalid, "amount.overflow").Because(e)
	case !ok:
		return e
	}
	return f.Because(e)
}

func pgFault(e *pgconn.PgError) error {
	if e.ConstraintName == "tally_range" {
		return fault.New(fault.Invalid, "amount.overflow").Because(e)
	}
	if f, ok := pgFaults[e.Code]; ok {
		return f.Because(e)
	}
	if f, ok := pgClasses[e.Code[:2]]; ok {
		return f.Because(e)
	}
	return e
}

// lostConnection tells whether the way to the server broke before it answered.
func lostConnection(err error) bool {
	var n net.Error
	var c *pgconn.ConnectError
	return errors.As(err, &n) || errors.As(err, &c) || errors.Is(err, driver.ErrBadConn) || errors.Is(err, sql.ErrConnDone) ||
		errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, net.ErrClosed) || pgconn.SafeToRetry(err)
}

// commitFault is faultOf for a COMMIT: a refusal by the engine means nothing was kept, anything else leaves the outcome unknown.
func commitFault(err error) error {
	f := faultOf(err)
	if fault.KindOf(f) != fault.Unavailable || wantsRetry(f) {
		return f
	}
	return fault.New(fault.Unavailable, "store.commit_unknown").Because(err)
}

// wantsRetry tells whether PostgreSQL rolled back only because of others: 40001 serialisation failure, 40P01 deadlock.
func wantsRetry(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && (pg.Code == "40001" || pg.Code == "40P01")
}
