package store

import (
	"fmt"
	"strings"
	"sync"

	"github.com/jackc/pgx/v5/pgtype"

	"cordee/internal/fault"
)

// bulk is an INSERT of many rows. SQLite runs one prepared statement per row (a longer VALUES list gains nothing there); PostgreSQL gets
// whole columns as arrays in one statement. The table, the columns and the conflict clause are written once.
type bulk struct {
	table    string
	columns  []string
	types    []string // "bigint", "text" or "boolean", per column
	conflict string   // what follows VALUES, may be empty

	once     sync.Once
	lite, pg string
}

// pgRows is how many rows go to PostgreSQL in one statement.
const pgRows = 5_000

func (b *bulk) build() {
	var marks, arrays []string
	for i, typ := range b.types {
		marks = append(marks, fmt.Sprintf("$%d", i+1))
		arrays = append(arrays, fmt.Sprintf("$%d::%s[]", i+1, typ))
	}
	names := strings.Join(b.columns, ", ")
	b.lite = "INSERT INTO " + b.table + " (" + names + ") VALUES (" + strings.Join(marks, ", ") + ") " + b.conflict
	b.pg = "INSERT INTO " + b.table + " (" + names + ") SELECT " + names + " FROM unnest(" + strings.Join(arrays, ", ") + ") AS u (" +
		names + ") " + b.conflict
}

// bulk inserts n rows; fill writes row i into v: int64, string, bool or nil. v is the same slice for every row, in order.
func (t *Tx) bulk(b *bulk, n int, fill func(i int, v []any) error) error {
	b.once.Do(b.build)
	if n == 0 {
		return nil
	}
	v := make([]any, len(b.columns))
	if t.db.engine == SQLite {
		return t.bulkSQLite(b, n, v, fill)
	}
	for from := 0; from < n; from += pgRows {
		if err := t.bulkPostgres(b, from, min(n, from+pgRows), v, fill); err != nil {
			return err
		}
	}
	return nil
}

func (t *Tx) bulkSQLite(b *bulk, n int, v []any, fill func(i int, v []any) error) error {
	for i := range n {
		if err := fill(i, v); err != nil {
			return err
		}
		if _, err := t.run.ExecContext(t.ctx, b.lite, v...); err != nil {
			return faultOf(err)
		}
	}
	return nil
}

func (t *Tx) bulkPostgres(b *bulk, from, to int, v []any, fill func(i int, v []any) error) error {
	columns := make([]column, len(b.columns))
	args := make([]any, len(b.columns))
	for c, typ := range b.types {
		columns[c], args[c] = newColumn(typ, to-from)
	}
	for i := from; i < to; i++ {
		if err := fill(i, v); err != nil {
			return err
		}
		for c, x := range v {
			if !columns[c](i-from, x) {
				return fault.New(fault.Internal, "store.column_type", "column", b.table+"."+b.columns[c])
			}
		}
	}
	return t.do(b.pg, args...)
}

// column writes a value into its place of a PostgreSQL array; false when it has another type than declared.
type column func(i int, v any) bool

func newColumn(typ string, n int) (column, any) {
	switch typ {
	case "bigint":
		a := make([]pgtype.Int8, n)
		return func(i int, v any) bool {
			x, ok := v.(int64)
			a[i] = pgtype.Int8{Int64: x, Valid: ok}
			return ok || v == nil
		}, a
	case "boolean":
		a := make([]pgtype.Bool, n)
		return func(i int, v any) bool {
			x, ok := v.(bool)
			a[i] = pgtype.Bool{Bool: x, Valid: ok}
			return ok || v == nil
		}, a
	default:
		a := make([]pgtype.Text, n)
		return func(i int, v any) bool {
			x, ok := v.(string)
			a[i] = pgtype.Text{String: x, Valid: ok}
			return ok || v == nil
		}, a
	}
}
