package store

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"cordee/internal/fault"
)

// A backup is always an embedded database, whichever engine it comes from: one file, of the schema that its own version table names,
// which both engines can be restored from.

// backupPortable writes every table, as one snapshot sees it, into a new file of this program's schema. It is made beside its place,
// and takes its name once it is whole.
func (db *DB) backupPortable(ctx context.Context, file string) error {
	dir, err := os.MkdirTemp(filepath.Dir(file), ".cordee-backup-")
	if err != nil {
		return fault.New(fault.Unavailable, "store.backup_failed", "path", file).Because(err)
	}
	defer os.RemoveAll(dir)
	to, err := openSQLite(ctx, filepath.Join(dir, "cordee.db"))
	if err != nil {
		return err
	}
	defer to.Close()
	if err := to.Migrate(ctx); err != nil {
		return err
	}
	if err := copyAll(ctx, db, to); err != nil {
		return err
	}
	return to.Backup(ctx, file)
}

// Restore fills an empty database, migrated to this program's schema, from a backup of either engine; older schemas are brought up to
// date in a copy. Refusals: Conflict store.restore_not_empty, Invalid store.restore_bad_file, Conflict store.schema_newer.
func (db *DB) Restore(ctx context.Context, file string) error {
	dir, err := os.MkdirTemp("", "cordee-restore-")
	if err != nil {
		return fault.New(fault.Unavailable, "store.backup_failed", "path", file).Because(err)
	}
	defer os.RemoveAll(dir)
	name := filepath.Join(dir, "cordee.db")
	if err := copyFile(file, name); err != nil {
		return fault.New(fault.Invalid, "store.restore_bad_file", "path", file).Because(err)
	}
	from, err := openSQLite(ctx, name)
	if err != nil {
		return fault.New(fault.Invalid, "store.restore_bad_file", "path", file).Because(err)
	}
	defer from.Close()
	if v, err := from.SchemaVersion(ctx); err != nil || v == 0 {
		return fault.New(fault.Invalid, "store.restore_bad_file", "path", file).Because(err)
	}
	if err := from.Migrate(ctx); err != nil {
		return err
	}
	return copyAll(ctx, from, db)
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	if _, err := io.Copy(out, in); err != nil {
		_ = out.Close()
		return err
	}
	return out.Close()
}

// copied is one table as both engines have it. Flags are its columns that PostgreSQL keeps as booleans and SQLite as 0 and 1.
type copied struct {
	name    string
	columns []string
	flags   []bool
}

// copyAll copies every row from one database into another that is empty, in one transaction on each side: all of one snapshot or
// nothing.
func copyAll(ctx context.Context, from, to *DB) error {
	return from.Read(ctx, func(src *Tx) error {
		return to.Write(ctx, func(dst *Tx) error {
			if orgs, err := dst.Orgs(); err != nil || len(orgs) > 0 {
				return orFault(err, fault.New(fault.Conflict, "store.restore_not_empty"))
			}
			tables, err := tablesOf(src, dst)
			if err != nil {
				return err
			}
			for _, t := range tables {
				if err := t.copy(src, dst); err != nil {
					return fmt.Errorf("copy of %s: %w", t.name, faultOf(err))
				}
			}
			return nil
		})
	})
}

func orFault(err error, other *fault.Error) error {
	if err != nil {
		return err
	}
	return other
}

const (
	sqlTables = `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'schema_version' ORDER BY rowid`
	sqlFields = `SELECT name FROM pragma_table_info($1) ORDER BY cid`
	sqlFlags  = `SELECT table_name || '.' || column_name FROM information_schema.columns WHERE table_schema = current_schema() AND data_type = 'boolean'`
)

// tablesOf lists the tables in the order in which the schema makes them, so that a row comes after those it names.
func tablesOf(src, dst *Tx) ([]copied, error) {
	embedded, server := src, dst
	if dst.db.engine == SQLite {
		embedded, server = dst, src
	}
	names, err := firstCells(embedded, sqlTables)
	if err != nil {
		return nil, err
	}
	var flags []string
	if server.db.engine == Postgres {
		if flags, err = firstCells(server, sqlFlags); err != nil {
			return nil, err
		}
	}
	list := make([]copied, len(names))
	for i, name := range names {
		columns, err := firstCells(embedded, sqlFields, name)
		if err != nil {
			return nil, err
		}
		list[i] = copied{name: name, columns: columns, flags: make([]bool, len(columns))}
		for j, c := range columns {
			list[i].flags[j] = slices.Contains(flags, name+"."+c)
		}
	}
	return list, nil
}

// firstCells is the one column of a question.
func firstCells(t *Tx, q string, args ...any) (list []string, err error) {
	err = t.each(q, func(r row) error {
		var s string
		err := r.Scan(&s)
		list = append(list, s)
		return err
	}, args...)
	return list, err
}

// copyRows is how many rows go in one statement.
const copyRows = 100

func (c copied) copy(src, dst *Tx) error {
	var batch []any
	flush := func() error {
		n := len(batch) / len(c.columns)
		if n == 0 {
			return nil
		}
		_, err := dst.run.ExecContext(dst.ctx, c.insert(n), batch...)
		batch = batch[:0]
		return err
	}
	err := src.each(`SELECT "`+strings.Join(c.columns, `", "`)+`" FROM "`+c.name+`"`, func(r row) error {
		values := make([]any, len(c.columns))
		to := make([]any, len(values))
		for i := range values {
			to[i] = &values[i]
		}
		if err := r.Scan(to...); err != nil {
			return err
		}
		for i, v := range values {
			if n, ok := v.(int64); ok && c.flags[i] && dst.db.engine == Postgres {
				values[i] = n != 0
			}
		}
		if batch = append(batch, values...); len(batch) == copyRows*len(c.columns) {
			return flush()
		}
		return nil
	})
	if err != nil {
		return err
	}
	return flush()
}

// insert is the statement for n rows.
func (c copied) insert(n int) string {
	var b strings.Builder
	b.WriteString(`INSERT INTO "` + c.name + `" ("` + strings.Join(c.columns, `", "`) + `") VALUES `)
	for i := range n {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteByte('(')
		for j := range c.columns {
			if j > 0 {
				b.WriteString(", ")
			}
			fmt.Fprintf(&b, "$%d", i*len(c.columns)+j+1)
		}
		b.WriteByte(')')
	}
	return b.String()
}
