package sheet_test

import (
	"os"
	"path/filepath"
	"testing"

	"cordee/internal/fault"
	"cordee/internal/measure"
	"cordee/internal/sheet"
)

// The public data stands beside the project, never inside it.

func sharedFiles(t *testing.T, folder string, names ...string) []sheet.File {
	t.Helper()
	var files []sheet.File
	for _, name := range names {
		data, err := os.ReadFile(filepath.Join(sharedData(t), folder, name))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, fileOf(name, data))
	}
	return files
}

func sharedData(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		at := filepath.Join(filepath.Dir(dir), "shared", "data")
		if _, err := os.Stat(at); err == nil {
			return at
		}
		if dir == filepath.Dir(dir) {
			t.Skip("../shared/data is not here: this test needs the shared data sets")
		}
		dir = filepath.Dir(dir)
	}
}

func readMapped(t *testing.T, mapping string, files ...sheet.File) sheet.Batch {
	t.Helper()
	m, err := sheet.ParseMapping([]byte(mapping))
	if err != nil {
		t.Fatalf("the mapping is refused: %v", fault.All(err))
	}
	b, err := sheet.Read(files, sheet.Options{Mapping: &m})
	if err != nil {
		t.Fatalf("the files are refused: %+v", *fault.All(err)[0])
	}
	return b
}

const mavenTeams = `
file: teams.csv
tables:
  - table: teams
    constants: {key: maven, name: Maven, kind: company}
    distinct: true
  - table: teams
    columns: {key: regional_office, name: regional_office}
    constants: {parent: maven, kind: department}
    distinct: true
  - table: teams
    columns: {key: manager, name: {template: "Team {manager}"}, parent: regional_office, lead: manager}
    constants: {kind: team}
    distinct: true
  - table: people
    columns: {key: manager, name: manager, team: manager}
    constants: {role: manager}
    distinct: true
  - table: people
    columns: {key: sales_agent, name: sales_agent, team: manager}
    constants: {role: rep}
`

const mavenDeals = `
table: results
source: maven
columns:
  ref: opportunity_id
  person: sales_agent
  occurred_on: close_date
  amount: close_value
  kind: deal_stage
  attributes: [product, account]
values:
  deal_stage: {Won: deal_won, Lost: deal_lost}
skip:
  - {column: deal_stage, values: [Engaging, Prospecting]}
people: name
constants: {currency: USD}
`

func TestMavenTeamsGiveTheWholeOrganisation(t *testing.T) {
	b := readMapped(t, mavenTeams, sharedFiles(t, "maven_crm", "teams.csv")...)
	if len(b.Teams) != 1+3+6 {
		t.Errorf("teams = %d, want the company, three offices and six teams", len(b.Teams))
	}
	if len(b.People) != 35+6 {
		t.Errorf("people = %d, want 35 agents and six managers", len(b.People))
	}
	if len(b.Files) != 2 || b.Files[0].Rows != 10 || b.Files[1].Rows != 41 {
		t.Errorf("counted %+v, want ten teams and 41 people", b.Files)
	}
	if got := b.Teams[2]; got.Key != "Dustin Brinkmann" || got.Name.V != "Team Dustin Brinkmann" || got.Parent.V != "Central" {
		t.Errorf("the first team is %+v", got)
	}
}

func TestMavenClosedDealsAreKeptAndOpenOnesLeftOut(t *testing.T) {
	b := readMapped(t, mavenDeals, sharedFiles(t, "maven_crm", "opportunities_asof_2017-09-30.csv")...)
	kinds := map[string]int{}
	var won measure.Amount
	for _, r := range b.Results {
		kinds[r.Kind]++
		if r.Kind == "deal_won" {
			won += r.Amount.Amount
		}
	}
	if kinds["deal_won"] != 3042 || kinds["deal_lost"] != 1684 || len(b.Results) != 4726 || b.Files[0].Rows != 4726 {
		t.Errorf("%d results, by kind %v, want 3,042 won and 1,684 lost of the 7,635 rows", len(b.Results), kinds)
	}
	if won != measure.Whole(1_134_672+3_086_111+2_982_255) {
		t.Errorf("won %s, want the three quarters of the reference answers", won)
	}
	first := b.Results[0]
	if first.Ref != "1C1I7A6R" || first.Credits[0].Owner != "name:Moses Frase" || first.Amount.String() != "1054" ||
		first.Currency != "USD" || first.Attrs["product"] != "GTX Plus Basic" || first.Source != "maven" {
		t.Errorf("the first deal is %+v", first)
	}
}

const bikesPeople = `
tables:
  - table: teams
    file: people.csv
    constants: {key: bikes, kind: company}
    distinct: true
  - table: people
    file: people.csv
    columns: {key: sales_person_id, name: name, start_on: hire_date}
    constants: {team: bikes, role: rep}
  - table: results
    file: orders.csv
    source: orders
    columns:
      ref: sales_order_id
      occurred_on: order_date
      person: sales_person_id
      amount: subtotal
      attributes: {territory: territory_id}
    constants: {kind: deal_won, currency: USD}
  - table: goals
    file: quotas.csv
    columns:
      key: {template: "quota-{sales_person_id}-{period_no}"}
      title: {template: "Quota {period_no}"}
      owner: {template: "person:{sales_person_id}"}
      target: quota
      start_on: period_start
      end_on: {column: period_end_excl, add_days: -1}
    constants: {tier: individual, metric: revenue, origin: assigned}
`

func TestAdventureWorksPeopleOrdersAndQuotasInOneGo(t *testing.T) {
	b := readMapped(t, bikesPeople, sharedFiles(t, "adventureworks", "people.csv", "orders.csv", "quotas.csv")...)
	if len(b.Teams) != 1 || len(b.People) != 15 || len(b.Results) != 1994 || len(b.Goals) != 95 {
		t.Fatalf("%d teams, %d people, %d results, %d goals", len(b.Teams), len(b.People), len(b.Results), len(b.Goals))
	}
	var total measure.Amount
	for _, r := range b.Results {
		total += r.Amount.Amount
	}
	if total.String() != "44210112.2798" || len(b.Warnings) != 0 {
		t.Errorf("orders sum to %s with %d warnings, want 44210112.2798 to the last decimal and none", total, len(b.Warnings))
	}
	g := b.Goals[0]
	if g.Owner.V != "person:274" || g.Target.V.String() != "28000" || g.StartOn.V.String() != "2011-05-31" || g.EndOn.V.String() != "2011-08-30" {
		t.Errorf("the first quota is %+v", g)
	}
}

const northwind = `
tables:
  - table: people
    file: employees.csv
    columns: {key: employee_id, name: name, start_on: hire_date}
  - table: results
    file: order_lines.csv
    join: {file: orders.csv, on: order_id, columns: [employee_id, order_date, ship_country]}
    columns:
      ref: {template: "{order_id}-{product_id}"}
      occurred_on: order_date
      person: employee_id
      amount: net_amount
      attributes: [product_id, ship_country]
    constants: {kind: deal_won}
`

func TestNorthwindLinesAreCompletedByTheirOrders(t *testing.T) {
	b := readMapped(t, northwind, sharedFiles(t, "northwind", "employees.csv", "orders.csv", "order_lines.csv")...)
	if len(b.People) != 9 || len(b.Results) != 2155 {
		t.Fatalf("%d people and %d results, want 9 and 2,155", len(b.People), len(b.Results))
	}
	if r := b.Results[0]; r.Ref != "10248-11" || r.Credits[0].Owner != "5" || r.OccurredOn.String() != "1996-07-04" || r.Attrs["ship_country"] != "France" {
		t.Errorf("the first line is %+v", r)
	}
	var total measure.Amount
	for _, r := range b.Results {
		total += r.Amount.Amount
	}
	if total.String() != "1265793.0395" || len(b.Warnings) != 0 {
		t.Errorf("the lines sum to %s with %d warnings: six decimals of which two are zeros lose nothing", total, len(b.Warnings))
	}
}

func TestMavenExportIsGuessedWithoutHelp(t *testing.T) {
	files := sharedFiles(t, "maven_crm", "opportunities_asof_2017-09-30.csv")
	columns, rows, err := sheet.Preview(files[0], sheet.Options{}, 200)
	if err != nil || len(rows) != 200 {
		t.Fatalf("a look at the file gives %d rows, %v", len(rows), err)
	}
	guessed := sheet.Guess(columns, rows)
	b := readMapped(t, string(guessed.YAML()), files...)
	if len(b.Results) != 4726 {
		t.Errorf("the guess %s\nreads %d results, want 4,726", guessed.YAML(), len(b.Results))
	}
}
