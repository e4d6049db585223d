package cli_test

import (
	"os"
	"path/filepath"
	"strings"
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
