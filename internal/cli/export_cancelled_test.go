package cli_test

import (
	"path/filepath"
	"testing"
)

// What was cancelled on a later day counts against that day: an export brings both days back, and an older version stays out.
func TestWhatWasTakenBackIsExportedWithItsDay(t *testing.T) {
	d := newAlpina(t)
	d.do("import", d.file("results.csv", "ref,version,occurred_on,kind,person,amount\nr6,,2026-03-07,deal_won,lea,777\nr7,,2026-03-08,deal_won,lea,5\nr8,2,2026-03-09,deal_won,lea,9\n"))
	d.do("import", d.file("results.csv", "ref,version,occurred_on,kind\nr6,,2026-04-02,cancelled\nr8,3,,cancelled\n"))
	first := d.board("--metric", "revenue", "--from", "2026-01-01", "--to", "2026-03-31").of(t, "lea").Value
	second := d.board("--metric", "revenue", "--from", "2026-04-01", "--to", "2026-06-30").of(t, "lea").Value
	expect(t, "first quarter", first, "782")
	expect(t, "second quarter", second, "-777")
	dir := t.TempDir()
	d.do("export", dir)
	files, err := filepath.Glob(filepath.Join(dir, "*.csv"))
	if err != nil {
		t.Fatal(err)
	}
	other := newDesk(t)
	other.do("org", "create", "copy", "--name", "Alpina")
	other.do(append([]string{"import"}, files...)...)
	expect(t, "first quarter again", other.board("--metric", "revenue", "--from", "2026-01-01", "--to", "2026-03-31").of(t, "lea").Value, "782")
	expect(t, "second quarter again", other.board("--metric", "revenue", "--from", "2026-04-01", "--to", "2026-06-30").of(t, "lea").Value, "-777")
	other.do("import", other.file("results.csv", "ref,version,occurred_on,kind,person,amount\nr8,1,2026-03-09,deal_won,lea,9\n"))
	expect(t, "an older version stays out", other.board("--metric", "revenue", "--from", "2026-01-01", "--to", "2026-03-31").of(t, "lea").Value, "782")
}
