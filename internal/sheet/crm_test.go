package sheet_test

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"cordee/internal/fault"
	"cordee/internal/period"
	"cordee/internal/sheet"
)

var updateCRM = flag.Bool("update", false, "write the golden files of the CRMs anew")

// paris reads as an organisation in Paris does, on a Monday of November.
func paris(t testing.TB) sheet.Options {
	t.Helper()
	zone, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	return sheet.Options{
		French: true, Currency: "EUR", Zone: zone, Today: period.On(2026, 11, 23), Calendar: period.Calendar{FiscalStart: 1, WeekStart: time.Monday},
	}
}

func crmFile(t testing.TB, name string) sheet.File {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "crm", name))
	if err != nil {
		t.Fatal(err)
	}
	return fileOf(name, data)
}

// Each CRM's export becomes goals, golden: what a person reading both would agree with.
func TestExportsOfCRMsBecomeGoals(t *testing.T) {
	for _, name := range []string{
		"hubspot.json", "hubspot.csv", "pipedrive.json", "dynamics.json", "dynamics.csv", "salesforce.json", "salesforce.csv", "salesforce_quarters.csv",
	} {
		t.Run(name, func(t *testing.T) {
			b, err := sheet.Read([]sheet.File{crmFile(t, name)}, paris(t))
			got, path := said(b, err), filepath.Join("testdata", "crm", name+".golden")
			if *updateCRM {
				if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil || got != string(want) {
				t.Errorf("%v; reads as\n%s\nwant\n%s", err, got, want)
			}
		})
	}
}

// said is all that a reading of goals says, as text.
func said(b sheet.Batch, err error) string {
	var out strings.Builder
	for _, g := range b.Goals {
		f := b.Foreign[g.Key]
		fmt.Fprintf(&out, "%s %q %s %s %s", g.Key, g.Title.V, g.Owner.V, g.Metric.V, g.Target.V)
		if g.Stretch.Set {
			fmt.Fprintf(&out, " stretch %s", g.Stretch.V)
		}
		fmt.Fprintf(&out, " %s..%s row %d", g.StartOn.V, g.EndOn.V, g.At.Row)
		if g.Parent.Set {
			fmt.Fprintf(&out, " parent %q", g.Parent.V)
		}
		fmt.Fprintf(&out, " %s\n  owners %v\n", g.Origin.V, f.Owners)
		for _, column := range slices.Sorted(maps.Keys(f.Paths)) {
			fmt.Fprintf(&out, "  %s = %s %q\n", column, f.Paths[column], f.Values[column])
		}
	}
	for _, f := range b.Files {
		fmt.Fprintf(&out, "%s %s %d rows %d refused\n", f.File, f.Kind, f.Rows, f.Rejected)
	}
	for _, e := range b.Warnings {
		fmt.Fprintln(&out, "warning", problem(e))
	}
	for _, e := range fault.All(err) {
		fmt.Fprintln(&out, "problem", problem(e))
	}
	return out.String()
}

func problem(e *fault.Error) string {
	n, _ := e.Args["n"]
	return fmt.Sprintf("%s %s:%d %s %q n=%v", e.Code, e.Where.File, e.Where.Row, e.Where.Column, e.Where.Value, n)
}
