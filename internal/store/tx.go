package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"cordee/internal/fault"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

// Tx is one transaction. Its methods are spread over one file per family of tables. It lives as long as the function it was given to,
// belongs to one goroutine, and runs one statement at a time: a callback of a streaming method must not call the same Tx.
type Tx struct {
	ctx context.Context // of the Read or Write that made it
	db  *DB
	run runner
}

// runner is what a session and a *sql.Tx have in common.
type runner interface {
	ExecContext(ctx context.Context, q string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, q string, args ...any) (*sql.Rows, error)
}

// row is what a scan function sees.
type row interface{ Scan(...any) error }

// exec runs a statement and returns how many rows it touched.
func (t *Tx) exec(q string, args ...any) (int64, error) {
	res, err := t.run.ExecContext(t.ctx, t.db.text(q), args...)
	if err != nil {
		return 0, faultOf(err)
	}
	n, err := res.RowsAffected()
	return n, faultOf(err)
}

// do is exec for those who do not count.
func (t *Tx) do(q string, args ...any) error {
	_, err := t.exec(q, args...)
	return err
}

// touch is exec that must find exactly its row: zero rows is NotFound.
func (t *Tx) touch(what, q string, args ...any) error {
	n, err := t.exec(q, args...)
	if err == nil && n == 0 {
		return notFound(what)
	}
	return err
}

// renew is exec of an UPDATE guarded by a version: zero rows means somebody else was first.
func (t *Tx) renew(what, q string, args ...any) error {
	n, err := t.exec(q, args...)
	if err == nil && n == 0 {
		return fault.New(fault.Stale, "stale", "what", what)
	}
	return err
}

// each calls scan on every row.
func (t *Tx) each(q string, scan func(row) error, args ...any) error {
	rows, err := t.run.QueryContext(t.ctx, t.db.text(q), args...)
	if err != nil {
		return faultOf(err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return err
		}
	}
	return faultOf(rows.Err())
}

// one scans the only row; none is NotFound.
func (t *Tx) one(what, q string, scan func(row) error, args ...any) error {
	found, err := t.maybe(q, scan, args...)
	if err == nil && !found {
		return notFound(what)
	}
	return err
}

// maybe scans the row if there is one.
func (t *Tx) maybe(q string, scan func(row) error, args ...any) (found bool, err error) {
	err = t.each(q, func(r row) error {
		found = true
		return scan(r)
	}, args...)
	return found, err
}

// all collects every row.
func all[T any](t *Tx, q string, scan func(row, *T) error, args ...any) ([]T, error) {
	var list []T
	err := t.each(q, func(r row) error {
		var x T
		if err := scan(r, &x); err != nil {
			return err
		}
		list = append(list, x)
		return nil
	}, args...)
	return list, err
}

// vals is the scan of a row straight into variables.
func vals(dest ...any) func(row) error { return func(r row) error { return r.Scan(dest...) } }

func notFound(what string) error { return fault.New(fault.NotFound, "not_found", "what", what) }

// textCache keeps the engine's form of each statement.
type textCache struct{ m sync.Map }

var inList = regexp.MustCompile(`\{IN (\$\d+)\}`)

// text writes "{IN $n}" as the engine takes a list in one parameter. Everything else is the same on both.
func (db *DB) text(q string) string {
	if !strings.Contains(q, "{IN ") {
		return q
	}
	if s, ok := db.texts.m.Load(q); ok {
		return s.(string)
	}
	form := "IN (SELECT value FROM json_each($1))"
	if db.engine == Postgres {
		form = "= ANY($1)"
	}
	s := inList.ReplaceAllStringFunc(q, func(m string) string {
		return strings.Replace(form, "$1", inList.FindStringSubmatch(m)[1], 1)
	})
	db.texts.m.Store(q, s)
	return s
}

// ints is the argument of "{IN $n}" for ids.
func ints[T ~int64](t *Tx, xs []T) any {
	list := make([]int64, len(xs)) // never nil: that would be NULL
	for i, x := range xs {
		list[i] = int64(x)
	}
	if t.db.engine == Postgres {
		return list
	}
	b := append(make([]byte, 0, 20*len(list)+2), '[')
	for i, x := range list {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendInt(b, x, 10)
	}
	return string(append(b, ']'))
}

// texts is the argument of "{IN $n}" for texts.
func texts(t *Tx, xs []string) (any, error) {
	list := append([]string{}, xs...)
	if t.db.engine == Postgres {
		return list, nil
	}
	b, err := json.Marshal(list)
	return string(b), err
}

// The forms in which a value enters a statement: absent things are NULL.

func orNull[T ~int64 | ~string](v T) any {
	var zero T
	if v == zero {
		return nil
	}
	return v
}

func day(d period.Date) any {
	if d.IsZero() {
		return nil
	}
	return d.String()
}

func amount(m measure.Maybe) any {
	if !m.OK {
		return nil
	}
	return int64(m.Amount)
}

// intoMaybe scans a nullable BIGINT into an optional amount.
type intoMaybe struct{ *measure.Maybe }

// Scan takes what the driver gives for a BIGINT.
func (m intoMaybe) Scan(v any) error {
	var n sql.NullInt64
	if err := n.Scan(v); err != nil {
		return err
	}
	*m.Maybe = measure.Maybe{Amount: measure.Amount(n.Int64), OK: n.Valid}
	return nil
}

// attrs is a JSON object with its keys sorted, NULL when empty.
func attrs(m map[string]string) (any, error) {
	if len(m) == 0 {
		return nil, nil
	}
	b, err := json.Marshal(m)
	return string(b), err
}

// intoAttrs scans what attrs wrote.
type intoAttrs struct{ m *map[string]string }

// Scan reads a JSON object; NULL is no attributes.
func (a intoAttrs) Scan(v any) error {
	var s sql.NullString
	if err := s.Scan(v); err != nil || !s.Valid || s.String == "" {
		*a.m = nil
		return err
	}
	return json.Unmarshal([]byte(s.String), a.m)
}

// wide is an id as a bulk row takes it, NULL when absent.
func wide(id org.ID) any {
	if id == 0 {
		return nil
	}
	return int64(id)
}
