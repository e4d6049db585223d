package journey

import (
	"encoding/csv"
	"os"
	"testing"

	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/testkit"
)

func TestJourneyACRMExportIsReadInTheBrowser(t *testing.T) {
	file := testkit.Shared(t, "maven_crm/opportunities_asof_2017-09-30.csv")
	want := wonBy(t, testkit.Shared(t, "maven_crm/expected/quarter_agent.csv"), "2017-Q3", "Darcel Schlecht")
	h := furnishedHouse(t)
	boss := h.visitor(t, desk, "fr").as(h.first(org.Admin)).open("/imports")

	boss.attach("file", file).press("web.imports.check").until(`location.pathname.endsWith("/map")`)
	boss.fill("add_people", "yes").press("web.imports.check").press("web.imports.confirm").sees(boss.T("web.imports.done"))

	var seller org.Person
	for _, p := range h.snapshot().People {
		if p.Name == "Darcel Schlecht" {
			seller = p
		}
	}
	total, _, err := measure.Parse(want)
	h.must(err)
	v := h.visitor(t, phone, "fr").as(seller).open("/results/mine?from=2017-07-01&to=2017-09-30")
	v.sees(v.words.Value(total, "EUR"))
}

// wonBy is what somebody won in a quarter, as computed apart from the program.
func wonBy(t *testing.T, file, quarter, name string) string {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		if r[0] == quarter && r[1] == name {
			return r[7]
		}
	}
	t.Fatalf("%s: no %s in %s", file, name, quarter)
	return ""
}
