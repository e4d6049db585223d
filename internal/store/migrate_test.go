package store_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"cordee/internal/fault"
	"cordee/internal/org"
	"cordee/internal/store"
	"cordee/internal/testkit"
)

// again opens the same database once more, as another process would.
func again(t testing.TB, db *store.DB) *store.DB {
	t.Helper()
	other := must[*store.DB](t)(store.Open(t.Context(), db.URL()))
	t.Cleanup(func() { _ = other.Close() })
	return other
}

func TestMigratingTwiceChangesNothing(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		found(t, db, 1)
		version := must[int64](t)(db.SchemaVersion(t.Context()))
		if err := db.Migrate(t.Context()); err != nil {
			t.Fatal(err)
		}
		equal(t, must[int64](t)(db.SchemaVersion(t.Context())), version)
		read(t, db, func(tx *store.Tx) error { _, err := tx.Org(1); return err })
		if copies, _ := filepath.Glob(db.Path() + ".bak*"); db.Engine() == store.SQLite && len(copies) > 0 {
			t.Errorf("copied without need: %v", copies)
		}
	})
}

func TestTwoProcessesMigrateAtOnce(t *testing.T) {
	urls := map[string]func(t *testing.T) string{
		"sqlite":   func(t *testing.T) string { return filepath.Join(t.TempDir(), "new", "cordee.db") },
		"postgres": func(t *testing.T) string { return testkit.PostgresURL(t) },
	}
	for name, url := range urls {
		t.Run(name, func(t *testing.T) {
			first := must[*store.DB](t)(store.Open(t.Context(), url(t)))
			defer first.Close()
			second := again(t, first)
			var both sync.WaitGroup
			errs := make(chan error, 2)
			for _, db := range []*store.DB{first, second} {
				both.Go(func() { errs <- db.Migrate(t.Context()) })
			}
			both.Wait()
			for range 2 {
				if err := <-errs; err != nil {
					t.Error(err)
				}
			}
			found(t, second, 1)
		})
	}
}

func TestAnOlderProgramRefusesANewerSchema(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		if err := db.MigrateAlso(t.Context(), 9_000, "CREATE TABLE later (org_id BIGINT NOT NULL PRIMARY KEY\n);"); err != nil {
			t.Fatal(err)
		}
		err := again(t, db).Migrate(t.Context())
		if !fault.Is(err, "store.schema_newer") || fault.KindOf(err) != fault.Conflict {
			t.Errorf("got %v", err)
		}
	})
}

func TestAFailedStepLeavesTheSchemaAsItWas(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		found(t, db, 1)
		before := must[int64](t)(db.SchemaVersion(t.Context()))
		ddl := "CREATE TABLE later (org_id BIGINT NOT NULL PRIMARY KEY\n);\nINSERT INTO nowhere (x) VALUES (1);"
		if err := db.MigrateAlso(t.Context(), 9_000, ddl); err == nil {
			t.Fatal("a broken step was taken")
		}
		equal(t, must[int64](t)(db.SchemaVersion(t.Context())), before)
		if _, err := db.Pool().Exec(`SELECT org_id FROM later`); err == nil {
			t.Error("half of the step stayed")
		}
		read(t, db, func(tx *store.Tx) error { _, err := tx.Org(1); return err })
	})
}

func TestAnUpgradeCopiesTheFileFirst(t *testing.T) {
	db := testkit.SQLite(t)
	found(t, db, 1)
	before := must[int64](t)(db.SchemaVersion(t.Context()))
	if err := db.MigrateAlso(t.Context(), 9_000, "CREATE TABLE later (org_id BIGINT NOT NULL PRIMARY KEY\n);"); err != nil {
		t.Fatal(err)
	}
	copies, err := filepath.Glob(db.Path() + ".bak-*")
	if err != nil || len(copies) != 1 {
		t.Fatalf("copies: %v, %v", copies, err)
	}
	old := must[*store.DB](t)(store.Open(t.Context(), copies[0]))
	defer old.Close()
	equal(t, must[int64](t)(old.SchemaVersion(t.Context())), before)
	read(t, old, func(tx *store.Tx) error { _, err := tx.Org(1); return err })
}

func TestBackup(t *testing.T) {
	db := testkit.SQLite(t)
	found(t, db, 1, 2)
	post(t, db, 1, sale(1, "a", "2026-02-01", 1))
	file := filepath.Join(t.TempDir(), "copy 'of' today.db")
	if err := db.Backup(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	post(t, db, 1, sale(2, "b", "2026-02-01", 1)) // after the copy
	if err := db.Backup(t.Context(), file); !fault.Is(err, "store.backup_exists") {
		t.Errorf("overwrote a backup: %v", err)
	}
	info := must[os.FileInfo](t)(os.Stat(file))
	equal(t, info.Mode().Perm(), os.FileMode(0o600))
	copied := must[*store.DB](t)(store.Open(t.Context(), file))
	defer copied.Close()
	if err := copied.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	read(t, copied, func(tx *store.Tx) error {
		equal(t, len(must[[]org.Org](t)(tx.Orgs())), 2)
		equal(t, len(must[map[int64]store.Posted](t)(tx.Postings(1, []int64{1, 2}))), 1)
		return nil
	})
	pg := testkit.Postgres(t)
	if err := pg.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := pg.Restore(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	if err := pg.Restore(t.Context(), file); !fault.Is(err, "store.restore_not_empty") {
		t.Errorf("a second restore: %v", err)
	}
	if err := pg.Backup(t.Context(), file+"2"); err != nil {
		t.Fatal(err)
	}
	again := must[*store.DB](t)(store.Open(t.Context(), file+"2"))
	defer again.Close()
	equal(t, rowsIn(t, again), rowsIn(t, copied)) // there and back: every row of every table
}

// rowsIn is every row of every table but when the schema was made.
func rowsIn(t *testing.T, db *store.DB) string {
	return regexp.MustCompile(`tstamp=[^\n]*`).ReplaceAllString(testkit.Dump(t, db), "")
}

func TestTheYardstickLeavesNoTrace(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		for range 2 {
			if took := must[time.Duration](t)(db.Yardstick(t.Context(), 100)); took <= 0 {
				t.Errorf("took %v", took)
			}
		}
		if _, err := db.Pool().Exec(`SELECT org_id FROM yardstick`); err == nil {
			t.Error("its table is still there")
		}
	})
}

func TestAClosedDatabaseSaysSo(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		other := again(t, db)
		equal(t, other.Close(), nil)
		equal(t, other.Close(), nil)
		if err := other.Read(t.Context(), func(*store.Tx) error { return nil }); err == nil {
			t.Error("a closed database was read")
		}
	})
}

func TestOpenRefusesWhatIsNoDatabase(t *testing.T) {
	text := filepath.Join(t.TempDir(), "notes.txt")
	if err := os.WriteFile(text, []byte(strings.Repeat("not a database\n", 100)), 0o600); err != nil {
		t.Fatal(err)
	}
	for url, code := range map[string]string{
		"": "store.url_invalid", "sqlite:": "store.url_invalid", "postgres://%zz": "store.url_invalid", text: "store.open_failed",
		filepath.Join(text, "below.db"):                   "store.open_failed",
		"postgres://x@127.0.0.1:1/none?connect_timeout=1": "store.open_failed",
	} {
		if _, err := store.Open(t.Context(), url); !fault.Is(err, code) {
			t.Errorf("%q: got %v, want %s", url, err, code)
		}
	}
}
