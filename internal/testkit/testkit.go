// Package testkit is help for tests: databases of both engines, and the shared data sets. Shipped code never imports it.
package testkit

import (
	"os"
	"path/filepath"
	"testing"

	"cordee/internal/store"
)

// SQLite gives a fresh, migrated database in the test's own folder.
func SQLite(t testing.TB) *store.DB {
	t.Helper()
	return migrated(t, "sqlite:"+filepath.Join(t.TempDir(), "cordee.db"))
}

func migrated(t testing.TB, url string) *store.DB {
	t.Helper()
	db, err := store.Open(t.Context(), url)
	if err != nil {
		t.Fatalf("testkit: open: %v", err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Errorf("testkit: close: %v", err)
		}
	})
	if err := db.Migrate(t.Context()); err != nil {
		t.Fatalf("testkit: migrate: %v", err)
	}
	return db
}

// Engines runs the same test body on both engines, each on a fresh, migrated database.
func Engines(t *testing.T, body func(t *testing.T, db *store.DB)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { body(t, SQLite(t)) })
	t.Run("postgres", func(t *testing.T) { body(t, Postgres(t)) })
}

// EnginesB is Engines for benchmarks.
func EnginesB(b *testing.B, body func(b *testing.B, db *store.DB)) {
	b.Helper()
	b.Run("sqlite", func(b *testing.B) { body(b, SQLite(b)) })
	b.Run("postgres", func(b *testing.B) { body(b, Postgres(b)) })
}

// Shared is the path of a file or folder of the shared data sets, "adventureworks/orders.csv" for instance: it lies under shared/data beside
// the module or further up. Without them the test is skipped.
func Shared(t testing.TB, name string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		path := filepath.Join(dir, "shared", "data", filepath.FromSlash(name))
		if _, err := os.Stat(path); err == nil {
			return path
		}
		up := filepath.Dir(dir)
		if up == dir {
			t.Skipf("testkit: no shared/data/%s above the module: this test needs the shared data sets", name)
		}
		dir = up
	}
}
