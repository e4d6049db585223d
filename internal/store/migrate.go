package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"os"
	"path"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"

	"cordee/internal/fault"
)

//go:embed migrations/*.sql
var migrations embed.FS

// migrationTable is where goose keeps the version of the schema.
const migrationTable = "schema_version"

// Migrate brings the schema to this program's version, one transaction per step, forward only. A database made by a newer program is
// refused. An existing SQLite file is copied to PATH.bak-VERSION before its schema changes; on PostgreSQL the operator's own backup serves.
func (db *DB) Migrate(ctx context.Context) error {
	steps, err := readMigrations(db.engine)
	if err != nil {
		return err
	}
	err = db.migrate(ctx, steps)
	if err != nil && db.engine == SQLite && fault.KindOf(err) == fault.Internal {
		err = db.migrate(ctx, steps) // another process may have taken the same step while we waited for its lock
	}
	return err
}

func (db *DB) migrate(ctx context.Context, steps []*goose.Migration) error {
	p, err := db.provider(steps)
	if err != nil {
		return err
	}
	have, know, err := p.GetVersions(ctx)
	switch {
	case err != nil:
		return faultOf(err)
	case have > know:
		return fault.New(fault.Conflict, "store.schema_newer", "have", have, "know", know)
	case have == know:
		return nil
	case have > 0 && db.engine == SQLite:
		if err := db.backupBefore(ctx, have); err != nil {
			return err
		}
	}
	if _, err := p.Up(ctx); err != nil {
		return fmt.Errorf("migrate schema %d to %d: %w", have, know, faultOf(err))
	}
	return nil
}

// SchemaVersion is the last step applied, 0 for an empty database.
func (db *DB) SchemaVersion(ctx context.Context) (int64, error) {
	steps, err := readMigrations(db.engine)
	if err != nil {
		return 0, err
	}
	p, err := db.provider(steps)
	if err != nil {
		return 0, err
	}
	v, err := p.GetDBVersion(ctx)
	return v, faultOf(err)
}

func (db *DB) provider(steps []*goose.Migration) (*goose.Provider, error) {
	dialect := goose.DialectSQLite3
	opts := []goose.ProviderOption{
		goose.WithTableName(migrationTable), goose.WithGoMigrations(steps...), goose.WithDisableGlobalRegistry(true),
		goose.WithLogger(goose.NopLogger()),
	}
	if db.engine == Postgres {
		dialect = goose.DialectPostgres
		// Several instances may start at once: one migrates, the others look again every second.
		locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 300))
		if err != nil {
			return nil, err
		}
		opts = append(opts, goose.WithSessionLocker(locker))
	}
	return goose.NewProvider(dialect, db.pool, nil, opts...)
}

// backupBefore copies the file beside itself; a copy already there is of the same schema and is kept under a new name.
func (db *DB) backupBefore(ctx context.Context, version int64) error {
	file := fmt.Sprintf("%s.bak-%d", db.path, version)
	if _, err := os.Stat(file); err == nil {
		if err := os.Rename(file, fmt.Sprintf("%s.%d", file, time.Now().UnixNano())); err != nil {
			return fault.New(fault.Unavailable, "store.backup_failed", "path", file).Because(err)
		}
	}
	return db.Backup(ctx, file)
}

// fills are the steps that go on in Go, in the same transaction as their file: for what no engine can work out itself.
var fills = map[int64]func(context.Context, *sql.Tx) error{4: foldTitles}

// readMigrations makes one goose step of every embedded file "NNNN_name.sql".
func readMigrations(e Engine) ([]*goose.Migration, error) {
	entries, err := migrations.ReadDir("migrations")
	if err != nil {
		return nil, err
	}
	var steps []*goose.Migration
	for _, f := range entries {
		number, _, _ := strings.Cut(f.Name(), "_")
		version, err := strconv.ParseInt(number, 10, 64)
		if err != nil {
			return nil, fmt.Errorf("migration %s: %w", f.Name(), err)
		}
		text, err := migrations.ReadFile(path.Join("migrations", f.Name()))
		if err != nil {
			return nil, err
		}
		ddl := translate(string(text), e)
		up := &goose.GoFunc{RunTx: func(ctx context.Context, tx *sql.Tx) error {
			if _, err := tx.ExecContext(ctx, ddl); err != nil {
				return err
			}
			if fill := fills[version]; fill != nil {
				return fill(ctx, tx)
			}
			return nil
		}}
		steps = append(steps, goose.NewGoMigration(version, up, nil))
	}
	return steps, nil
}

var (
	integers  = regexp.MustCompile(`\b(BIGINT|BOOLEAN)\b`)
	textType  = regexp.MustCompile(`(?m)^(    \w+ +)TEXT\b`)
	clustered = regexp.MustCompile(`(?m)^\); -- clustered$`)
	tableEnd  = regexp.MustCompile(`(?m)^\);$`)
	section   = regexp.MustCompile(`(?m)^-- engine: (\w+)$`)
)

// translate turns the schema's words into the engine's. SQLite: BIGINT and BOOLEAN are INTEGER, tables are STRICT, and clustered ones keep
// their rows inside the primary key. PostgreSQL: texts compare byte by byte, as on SQLite. What follows "-- engine: NAME" is for that
// engine only.
func translate(ddl string, e Engine) string {
	var b strings.Builder
	name, rest := "", ddl
	for {
		at := section.FindStringSubmatchIndex(rest)
		part := rest
		if at != nil {
			part = rest[:at[0]]
		}
		if name == "" || name == string(e) {
			b.WriteString(part)
		}
		if at == nil {
			break
		}
		name, rest = rest[at[2]:at[3]], rest[at[1]:]
	}
	if e == Postgres {
		return textType.ReplaceAllString(b.String(), `${1}TEXT COLLATE "C"`)
	}
	s := integers.ReplaceAllString(b.String(), "INTEGER")
	s = clustered.ReplaceAllString(s, ") STRICT, WITHOUT ROWID;")
	return tableEnd.ReplaceAllString(s, ") STRICT;")
}
