package cli_test

import (
	"maps"
	"path/filepath"
	"testing"
)

// Cancellations of every shape: without version and day, dated before the sale, after it, and with versions.
func TestCancellationsOfEveryShapeTravel(t *testing.T) {
	const header = "ref,version,occurred_on,kind,person,amount\n"
	onBothEngines(t, func(t *testing.T, elsewhere desk) {
		d := newAlpina(t)
		d.do("import", d.file("results.csv", header+"s1,,2026-03-07,deal_won,lea,1\ns2,,2026-03-07,deal_won,lea,20\ns3,,2026-03-07,deal_won,lea,300\n"+
			"s4,2,2026-03-07,deal_won,lea,4000\ns5,2,2026-03-07,deal_won,lea,50000\n"))
		d.do("import", d.file("results.csv", header+"s1,,,cancelled,,\ns2,,2026-02-01,cancelled,,\ns3,,2026-04-01,cancelled,,\ns4,3,,cancelled,,\ns5,,2026-03-01,cancelled,,\ns6,4,,cancelled,,\n"))
		files, boards := d.exported(), d.boards()
		elsewhere.do("org", "create", "copy", "--name", "Copie")
		elsewhere.do(append([]string{"import"}, elsewhere.tablesOf(files)...)...)
		elsewhere.same("the copy", elsewhere.exported(), files)
		if got := elsewhere.boards(); !maps.Equal(got, boards) {
			t.Errorf("the copy's boards say\n%v\nthe original\n%v", got, boards)
		}
		elsewhere.do("ledger", "verify")

		dir := t.TempDir()
		d.do("export", "--xlsx", dir)
		third := newDesk(t)
		third.do("org", "create", "copy", "--name", "Copie")
		third.do("import", filepath.Join(dir, "cordee.xlsx"))
		third.same("the workbook's copy", third.exported(), files)
	})
}

// A list sorted by anything holds a cancellation above its result, and still means it.
func TestACancellationFindsItsResultFurtherDown(t *testing.T) {
	onBothEngines(t, func(t *testing.T, d desk) {
		d.settle()
		start := d.revenue().Amount.String()
		d.do("import", d.file("results.csv", "ref,occurred_on,kind,person,amount\na1,,cancelled,,\na1,2026-10-01,deal_won,lea,10\na2,2026-09-01,cancelled,,\na2,2026-10-01,deal_won,lea,10\n"))
		expect(t, "revenue", d.revenue(), start)
		a := d.refused("import", d.file("results.csv", "ref,kind\nnever,cancelled\n"))
		a.says(a.err, "never")
		d.do("ledger", "verify")
	})
}
