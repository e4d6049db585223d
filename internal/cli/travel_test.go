package cli_test

import (
	"bytes"
	"testing"

	"cordee/internal/demo"
	"cordee/internal/period"
	"cordee/internal/sheet"
)

// A whole company, with a year of results, goes from one place to the next and says the same there.
func TestTheSampleCompanyTravels(t *testing.T) {
	world := demo.Company(7, period.On(2026, 11, 23))
	files := map[string]string{}
	for _, kind := range sheet.Kinds {
		var b bytes.Buffer
		if err := sheet.WriteCSV(&b, kind, world.Batch); err != nil {
			t.Fatal(err)
		}
		files[string(kind)+".csv"] = b.String()
	}
	first, second := newDesk(t), newDesk(t)
	first.do("org", "create", world.Settings.Key, "--name", world.Settings.Name)
	first.imported(first.tablesOf(files)...)
	before := first.exported()
	second.do("org", "create", "elsewhere", "--name", "Ailleurs")
	id := second.imported(second.tablesOf(before)...)
	second.same("the copy", second.exported(), before)
	for _, metric := range []string{"revenue", "deals", "win_rate", "margin"} {
		for _, by := range []string{"person", "team"} {
			ask := []string{"board", "--metric", metric, "--by", by, "--from", "2025-11-24", "--to", "2026-11-23", "--format", "csv"}
			if got, want := second.do(ask...), first.do(ask...); got != want {
				t.Errorf("%v differs:\n%s", ask, firstDifference(got, want))
			}
		}
	}
	if got, want := second.do("goals", "--format", "csv"), first.do("goals", "--format", "csv"); got != want {
		t.Errorf("the objectives differ:\n%s", firstDifference(got, want))
	}
	var again importReport
	second.read(&again, append([]string{"import", "--format", "json"}, second.tablesOf(before)...)...)
	for _, f := range again.Files {
		if f.Unchanged != f.Rows {
			t.Errorf("the same files again: %+v", f)
		}
	}
	first.do("ledger", "verify")
	second.do("ledger", "verify")
	second.do("imports", "undo", again.Import)
	second.same("after undoing what changed nothing", second.exported(), before)
	second.do("imports", "undo", id)
	if n := len(second.exported()["results.csv"]); n > 200 {
		t.Errorf("after undoing everything results are left, %d bytes", n)
	}
	second.do("ledger", "verify")
}
