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

// The rate fixed when a result was posted travels with it: rates that changed since do not change a copy.
func TestAFixedRateTravels(t *testing.T) {
	onBothEngines(t, func(t *testing.T, elsewhere desk) {
		d := newAlpina(t)
		year := []string{"board", "--metric", "revenue", "--from", "2026-01-01", "--to", "2026-12-31", "--format", "csv"}
		before := d.do(year...)
		d.do("import", d.file("rates.csv", "currency,from,rate\nUSD,2026-07-01,2\nUSD,2026-10-01,0.5\n"))
		if after := d.do(year...); after != before {
			t.Fatalf("a new rate changed what was posted:\n%s\nand before\n%s", after, before)
		}
		files := d.exported()
		if rows := files["results.csv"]; !strings.Contains(rows, ",exchange_rate,") || !strings.Contains(rows, ",0.8734567891,") {
			t.Errorf("the export does not say the fixed rate:\n%s", rows)
		}
		elsewhere.do("org", "create", "copy", "--name", "Copie")
		elsewhere.do(append([]string{"import"}, elsewhere.tablesOf(files)...)...)
		if got := elsewhere.do(year...); got != before {
			t.Errorf("the copy says\n%s\nthe original\n%s", got, before)
		}
		d.same("the copy", elsewhere.exported(), files)
		elsewhere.do("ledger", "verify")
	})
}

func TestARateForNothingIsRefused(t *testing.T) {
	d := newAlpina(t)
	const header = "ref,occurred_on,kind,person,amount,currency,exchange_rate\n"
	for row, reason := range map[string]string{
		"x1,2026-10-05,deal_won,lea,10,EUR,1.2":  "leave the exchange rate empty",
		"x1,2026-10-05,deal_won,lea,10,,1.2":     "leave the exchange rate empty",
		"x1,2026-10-05,deal_won,lea,10,USD,0":    "A rate is a number above zero",
		"x1,2026-10-05,deal_won,lea,10,USD,1e-1": "A rate is a number above zero",
		"x1,2026-10-05,deal_won,lea,10,GBP,":     "exchange rate of GBP",
	} {
		a := d.refused("import", d.file("results.csv", header+row+"\n"))
		a.says(a.err, reason)
	}
	d.do("import", d.file("results.csv", header+"x1,2026-10-05,deal_won,lea,10,EUR,1\nx2,2026-10-05,deal_won,lea,10,GBP,1.15\n"))
}
