package cli_test

import (
	"path/filepath"
	"testing"
)

func TestAnExportMakesTheSameCompanyElsewhere(t *testing.T) {
	onBothEngines(t, copiesTo)
}

// copiesTo takes a company from a file to another place, whatever the engine there.
func copiesTo(t *testing.T, elsewhere desk) {
	d := newAlpina(t)
	before := d.exported()
	elsewhere.do("org", "create", "copy", "--name", "Copie")
	elsewhere.do(append([]string{"import"}, elsewhere.tablesOf(before)...)...)
	d.same("the copy", elsewhere.exported(), before)
	elsewhere.do("ledger", "verify")
	for _, dates := range [][]string{{"--from", "2026-01-01", "--to", "2026-12-31"}, {"--from", "2026-03-01", "--to", "2026-10-12"}} {
		for _, metric := range []string{"revenue", "nova", "big", "backlog", "reach", "profit"} {
			for _, by := range []string{"person", "team"} {
				ask := append([]string{"board", "--metric", metric, "--by", by, "--format", "csv"}, dates...)
				if got, want := elsewhere.do(ask...), d.do(ask...); got != want {
					t.Errorf("%v: the copy says\n%s\nthe original\n%s", ask, got, want)
				}
			}
		}
	}
}

func TestAWorkbookMakesTheSameCompanyElsewhere(t *testing.T) {
	d := newAlpina(t)
	dir := t.TempDir()
	d.do("export", "--xlsx", dir)
	elsewhere := newDesk(t)
	elsewhere.do("org", "create", "alpina", "--name", "Alpina")
	elsewhere.do("import", filepath.Join(dir, "cordee.xlsx"))
	d.same("the copy", elsewhere.exported(), d.exported())
}

func TestImportingAnExportAgainChangesNothing(t *testing.T) {
	d := newAlpina(t)
	before := d.exported()
	var report importReport
	d.read(&report, append([]string{"import", "--format", "json"}, d.tablesOf(before)...)...)
	for _, f := range report.Files {
		if f.Created+f.Updated+f.Rejected != 0 || f.Unchanged != f.Rows {
			t.Errorf("%s: %d rows, of which %d created, %d updated, %d unchanged", f.File, f.Rows, f.Created, f.Updated, f.Unchanged)
		}
	}
	if len(report.Files) != 10 || len(report.Warnings) != 0 {
		t.Errorf("%d files and the warnings %+v", len(report.Files), report.Warnings)
	}
	d.same("the same company", d.exported(), before)
}

func TestAnExportIntoAFileIsRefused(t *testing.T) {
	d := newAlpina(t)
	a := d.refused("export", d.file("taken", "x"))
	a.says(a.err, "Cannot write to")
}
