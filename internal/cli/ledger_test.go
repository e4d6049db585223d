package cli_test

import (
	"database/sql"
	"path/filepath"
	"strings"
	"testing"

	"cordee/internal/i18n"
)

// one is a single total, in the words of the engine.
const one = " WHERE (metric_id, owner_id, on_day) = (SELECT metric_id, owner_id, on_day FROM tally WHERE value <> 0 ORDER BY on_day, owner_id LIMIT 1)"

func TestVerifyFindsAnyTotalThatIsNotTheLedgers(t *testing.T) {
	for name, damage := range map[string]string{
		"a value off by the least":  "UPDATE tally SET value = value + 1" + one,
		"a count off by one":        "UPDATE tally SET n = n + 1" + one,
		"a total that is gone":      "DELETE FROM tally" + one,
		"a total on another day":    "UPDATE tally SET on_day = '2020-01-01'" + one,
		"a reversal nobody tallied": "UPDATE tally SET value = -value WHERE value <> 0",
	} {
		t.Run(name, func(t *testing.T) {
			d := newAlpina(t)
			d.damage(damage)
			a := d.refused("ledger", "verify")
			a.says(a.err, "Total not exact: metric ", "instead of", "not match the ledger")
			if a.out != "" {
				t.Errorf("all the same it says %s", a.out)
			}
			a = d.in(i18n.FR).refused("ledger", "verify")
			a.says(a.err, "Total inexact")
		})
	}
}

// damage changes the stored totals behind the program's back.
func (d desk) damage(statement string) {
	d.t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(d.data, "cordee.db"))
	if err != nil {
		d.t.Fatal(err)
	}
	defer db.Close()
	done, err := db.Exec(statement)
	if err != nil {
		d.t.Fatal(err)
	}
	if n, err := done.RowsAffected(); err != nil || n == 0 {
		d.t.Fatalf("nothing was damaged: %v", err)
	}
}

func TestVerifyCountsWhatItFolded(t *testing.T) {
	d := newAlpina(t)
	a := d.run("ledger", "verify")
	if a.status != 0 || !strings.HasPrefix(a.out, "Everything is exact: 13 postings") || a.err != "" {
		t.Errorf("status %d, %s%s", a.status, a.out, a.err)
	}
}
