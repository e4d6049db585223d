package testkit

import (
	"os"
	"path/filepath"
	"testing"

	"cordee/internal/store"
)

func TestMain(m *testing.M) { Main(m) }

func TestSharedIsFoundFromBelow(t *testing.T) {
	root := t.TempDir()
	file := filepath.Join(root, "shared", "data", "set", "rows.csv")
	below := filepath.Join(root, "main", "internal", "deep")
	for _, dir := range []string{filepath.Dir(file), below} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	t.Chdir(below)
	if got := Shared(t, "set/rows.csv"); got != file {
		t.Errorf("got %s, want %s", got, file)
	}
	skipped := !t.Run("absent", func(t *testing.T) {
		t.Cleanup(func() {
			if !t.Skipped() {
				t.Error("a test without its data must be skipped")
			}
		})
		Shared(t, "set/none.csv")
		t.Error("went on without the data")
	})
	if skipped {
		t.Error("a skip is no failure")
	}
}

func TestEveryDatabaseIsFresh(t *testing.T) {
	Engines(t, func(t *testing.T, db *store.DB) {
		var other *store.DB
		if db.Engine() == store.SQLite {
			other = SQLite(t)
		} else {
			other = Postgres(t)
		}
		err := db.Write(t.Context(), func(tx *store.Tx) error { return tx.AddAttempt("a", 1) })
		if err != nil {
			t.Fatal(err)
		}
		err = other.Read(t.Context(), func(tx *store.Tx) error {
			n, err := tx.CountAttempts("a", 0)
			if n != 0 {
				t.Error("two tests share a database")
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

func TestAServerComesBackWithItsData(t *testing.T) {
	sharedServer(t) // skips, or fails in CI, where there is none
	s, err := StartServer(ServerOptions{Durable: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	url, err := s.NewDatabase(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	db := migrated(t, url)
	for _, end := range []func(){s.Kill, s.Shutdown} {
		err := db.Write(t.Context(), func(tx *store.Tx) error { return tx.AddAttempt("a", 1) })
		if err != nil {
			t.Fatal(err)
		}
		end()
		if err := s.Start(); err != nil {
			t.Fatal(err)
		}
	}
	dir := s.dir
	again := migrated(t, url)
	err = again.Read(t.Context(), func(tx *store.Tx) error {
		n, err := tx.CountAttempts("a", 0)
		if n != 2 {
			t.Errorf("%d of 2 writes are there", n)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
	s.Close()
	if _, err := os.Stat(dir); !os.IsNotExist(err) {
		t.Errorf("the data folder stayed: %v", err)
	}
}
