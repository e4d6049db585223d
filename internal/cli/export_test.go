package cli_test

import (
	"path/filepath"
	"strings"
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

// Days without a team travel too: they would be filled by the team of the people table otherwise.
func TestDaysWithoutATeamTravel(t *testing.T) {
	d := newDesk(t)
	d.do("org", "create", "alpina", "--name", "Alpina")
	d.do("import", d.file("teams.csv", "key,kind\nnord,team\n"), d.file("people.csv", "key,start_on,end_on\nlea,2024-03-01,\nkarim,,\nold,2020-01-01,2025-12-31\n"),
		d.file("memberships.csv", "person,team,from,to\nlea,nord,2025-01-01,2025-07-01\nlea,nord,2026-01-01,\nkarim,nord,2026-02-01,\nold,nord,2020-01-01,2021-01-01\n"),
		d.file("results.csv", "ref,occurred_on,kind,person,amount\na,2024-06-03,deal_won,lea,1\nb,2025-08-04,deal_won,lea,10\nc,2026-01-05,deal_won,lea,100\nd,2025-03-03,deal_won,karim,1000\n"))
	nord := []string{"board", "--metric", "revenue", "--from", "2020-01-01", "--to", "2026-12-31", "--under", "nord", "--format", "csv"}
	before := d.exported()
	if rows := before["memberships.csv"]; !strings.Contains(rows, "lea,'-,2024-03-01,2025-01-01") {
		t.Errorf("the export says nothing of Léa's first year:\n%s", rows)
	}
	elsewhere := newDesk(t)
	elsewhere.do("org", "create", "copy", "--name", "Copie")
	elsewhere.do(append([]string{"import"}, elsewhere.tablesOf(before)...)...)
	elsewhere.same("the copy", elsewhere.exported(), before)
	if got, want := elsewhere.do(nord...), d.do(nord...); got != want {
		t.Errorf("the copy says\n%s\nthe original\n%s", got, want)
	}
	var report importReport
	d.read(&report, append([]string{"import", "--format", "json"}, d.tablesOf(before)...)...)
	for _, f := range report.Files {
		if f.Unchanged != f.Rows {
			t.Errorf("the same files again: %+v", f)
		}
	}
	d.do("import", d.file("memberships.csv", "person,team,from,to\nlea,-,2026-01-01,2026-02-01\n"))
	expect(t, "Nord without Léa's January", d.board("--metric", "revenue", "--from", "2026-01-01", "--to", "2026-01-31", "--under", "nord").Total, "0")
	d.do("ledger", "verify")
}
