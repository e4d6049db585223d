package cli_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"cordee/internal/cli"
)

func TestABackupIsRestoredElsewhere(t *testing.T) {
	d := newAlpina(t)
	file := filepath.Join(t.TempDir(), "alpina.bak")
	d.do("backup", file)
	elsewhere := newDesk(t)
	elsewhere.data = filepath.Join(elsewhere.data, "not", "yet", "there")
	elsewhere.do("restore", file)
	elsewhere.same("the restored company", elsewhere.exported(), d.exported())
	elsewhere.do("ledger", "verify")
	a := d.refused("backup", file)
	a.says(a.err, file)
	a = elsewhere.refused("restore", file)
	a.says(a.err, "already holds a database")
}

// A backup of either engine is restored on either engine: the same company, the same totals, the same goals.
func TestABackupGoesFromAnyEngineToAnyOther(t *testing.T) {
	onBothEngines(t, func(t *testing.T, d desk) {
		d.settle()
		file := filepath.Join(t.TempDir(), "alpina.bak")
		d.do("backup", file)
		d.refused("backup", file)
		goals := []string{"goals", "--format", "json"}
		onBothEngines(t, func(t *testing.T, elsewhere desk) {
			elsewhere.do("restore", file)
			elsewhere.same("the restored company", elsewhere.exported(), d.exported())
			elsewhere.do("ledger", "verify")
			if got, want := elsewhere.do(goals...), d.do(goals...); got != want {
				t.Errorf("the copy says\n%s\nthe original\n%s", got, want)
			}
			elsewhere.do("import", elsewhere.file("results.csv", "ref,occurred_on,kind,person,amount\nlater,2026-11-20,deal_won,lea,1\n")) // it lives on
			elsewhere.refused("restore", file)
		})
	})
}

// D14, small: what was acknowledged before the backup began is in it, although others write meanwhile.
func TestABackupUnderLoadMissesNothingAcknowledgedBefore(t *testing.T) {
	onBothEngines(t, func(t *testing.T, d desk) {
		d.settle()
		s := d.server()
		ctx, stop := context.WithCancel(t.Context())
		var told atomic.Int64
		failed := make(chan error, 1)
		begun := make(chan struct{})
		go func() {
			_, err := s.sell(ctx, func(n int) {
				if told.Store(int64(n)); n == 20 {
					close(begun)
				}
			})
			failed <- err
		}()
		<-begun
		for n := range 3 {
			acknowledged := told.Load()
			file := filepath.Join(t.TempDir(), fmt.Sprint(n, ".bak"))
			d.do("backup", file)
			elsewhere := newDesk(t)
			elsewhere.do("restore", file)
			elsewhere.do("ledger", "verify")
			rows := elsewhere.exported()["results.csv"]
			if kept := int64(strings.Count(rows, ",live,")); kept < acknowledged {
				t.Errorf("%d results in the backup, %d were acknowledged before it began", kept, acknowledged)
			}
		}
		stop()
		if err := <-failed; err != nil {
			t.Error(err)
		}
	})
}

func TestWhatIsNoBackupIsNotRestored(t *testing.T) {
	for name, text := range map[string]string{"letter.txt": "Dear Cordée", "empty.db": "", "table.csv": strings.Repeat("a,b\n", 5_000)} {
		d := newDesk(t)
		a := d.refused("restore", d.file(name, text))
		a.says(a.err, "is not a backup")
		left, err := os.ReadDir(d.data)
		if err != nil || len(left) != 0 {
			t.Errorf("%s leaves %v, %v", name, left, err)
		}
	}
	d := newDesk(t)
	if a := d.run("restore", filepath.Join(d.data, "nothing.bak")); a.status != cli.Refused || !strings.Contains(a.err, "cannot be opened") {
		t.Errorf("a file that is not there: %d, %s", a.status, a.err)
	}
}
