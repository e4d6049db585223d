package ledger_test

import (
	"encoding/csv"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"cordee/internal/ledger"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

// table is rows of a public data set by column name. The data lies beside the project, never in it.
type table []map[string]string

func publicData(t *testing.T, name string) table {
	t.Helper()
	path := filepath.Join("..", "..", "..", "shared", "data", filepath.FromSlash(name))
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skipf("%s is not there: this test needs the shared data sets", path)
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out table
	for _, row := range rows[1:] {
		record := map[string]string{}
		for i, name := range rows[0] {
			record[name] = row[i]
		}
		out = append(out, record)
	}
	return out
}

func number(t *testing.T, s string) measure.Amount {
	t.Helper()
	a, rounded, err := measure.Parse(s)
	if err != nil || rounded {
		t.Fatalf("%q: %v", s, err)
	}
	return a
}

// realCompany builds a roster of a company whose teams and people are named by text; everyone belongs there for ever.
type realCompany struct {
	teams  []org.Team
	people []org.Person
	ms     []org.Membership
}

func (c *realCompany) team(key, parent string) {
	id := org.DerivedID("team", key)
	if slices.ContainsFunc(c.teams, func(x org.Team) bool { return x.ID == id }) {
		return
	}
	x := org.Team{ID: id, Key: key, Kind: org.TeamUnit, Parent: org.DerivedID("team", parent)}
	if parent == "" {
		x.Kind, x.Parent = org.Company, 0
	}
	c.teams = append(c.teams, x)
}

func (c *realCompany) person(key, team string) {
	p := org.Person{ID: org.DerivedID("person", key), Key: key}
	c.people = append(c.people, p)
	c.ms = append(c.ms, org.Membership{Person: p.ID, Team: org.DerivedID("team", team)})
}

func (c *realCompany) roster() *org.Roster {
	return org.NewRoster(org.Org{}, c.teams, c.people, c.ms, nil)
}

// counted is the totals of a real company, asked for by metric, owner and dates.
type counted struct {
	t  *testing.T
	r  *org.Roster
	to totals
}

func (c counted) fold(m ledger.Meters, rs ...ledger.Result) {
	for _, r := range rs {
		if err := r.Check(); err != nil {
			c.t.Fatal(err)
		}
		if err := ledger.Fold(ledger.Post(r), m, c.r.TeamsOf, c.r.Above, c.to.add); err != nil {
			c.t.Fatal(err)
		}
	}
}

func (c counted) sum(metric org.ID, ref string, s period.Span) (d ledger.Delta) {
	c.t.Helper()
	owner, known := c.r.OwnerByRef(ref)
	if !known {
		c.t.Fatalf("nobody is %s", ref)
	}
	for on := s.From; on < s.To; on++ {
		x := c.to[ledger.Key{Metric: metric, Owner: owner, On: on}]
		d.Value, d.N = d.Value+x.Value, d.N+x.N
	}
	return d
}

func (c counted) expect(what string, got, want measure.Amount) {
	c.t.Helper()
	if got != want {
		c.t.Errorf("%s: %v, want %v", what, got, want)
	}
}

// mavenQuarters compares every quarter of one file of reference answers.
func (c counted) mavenQuarters(ids map[string]org.ID, file, column, prefix string) {
	c.t.Helper()
	quarters := map[string]table{}
	for _, row := range publicData(c.t, file) {
		quarters[row["quarter"]] = append(quarters[row["quarter"]], row)
	}
	for name, rows := range quarters {
		year, _ := strconv.Atoi(name[:4])
		q, _ := strconv.Atoi(name[6:])
		span := period.Calendar{}.Quarter(period.On(year, 1, 1).AddMonths(3 * (q - 1)))
		var amounts, deals []measure.Amount
		for _, row := range rows {
			ref := prefix + row[column]
			won, amount := c.sum(ids["deals"], ref, span), c.sum(ids["revenue"], ref, span)
			amounts, deals = append(amounts, amount.Value), append(deals, won.Value)
			c.expect(name+" won by "+ref, won.Value, number(c.t, row["won"]))
			c.expect(name+" lost by "+ref, c.sum(ids["deals_lost"], ref, span).Value, number(c.t, row["lost"]))
			c.expect(name+" amount of "+ref, amount.Value, number(c.t, row["won_amount"]))
			c.expect(name+" live results of "+ref, measure.Whole(won.N), number(c.t, row["won"]))
		}
		c.expectRanks(name+" by amount", rows, "rank_amount", rankValues(amounts))
		c.expectRanks(name+" by deals", rows, "rank_won_deals", rankValues(deals))
	}
}

// expectRanks compares ranks with a column, if the reference has it.
func (c counted) expectRanks(what string, rows table, column string, ranks []int) {
	c.t.Helper()
	for i, row := range rows {
		if want := row[column]; want != "" && strconv.Itoa(ranks[i]) != want {
			c.t.Errorf("%s: %v is ranked %d", what, row, ranks[i])
		}
	}
}

func TestMavenQuartersAreExact(t *testing.T) {
	company := &realCompany{}
	company.team("company", "")
	for _, row := range publicData(t, "maven_crm/teams.csv") {
		company.team(row["regional_office"], "company")
		company.team(row["manager"], row["regional_office"])
		company.person(row["sales_agent"], row["manager"])
	}
	var list []ledger.Meter
	ids := map[string]org.ID{}
	for i, m := range measure.Ready("USD") {
		ids[m.Key] = org.ID(i + 1)
		list = append(list, meter(ids[m.Key], m))
	}
	c := counted{t, company.roster(), totals{}}
	kinds := map[string]string{"Won": "deal_won", "Lost": "deal_lost"}
	for _, row := range publicData(t, "maven_crm/opportunities_asof_2017-09-30.csv") {
		if kinds[row["deal_stage"]] == "" {
			continue
		}
		c.fold(ledger.NewMeters(list), ledger.Result{
			Source: "maven", Ref: row["opportunity_id"], OccurredOn: day(row["close_date"]), Kind: kinds[row["deal_stage"]],
			Amount:  measure.Some(number(t, row["close_value"])),
			Credits: []ledger.Share{{Owner: org.PersonOwner(org.DerivedID("person", row["sales_agent"])), BP: measure.Hundred}},
		})
	}
	c.mavenQuarters(ids, "maven_crm/expected/quarter_agent.csv", "sales_agent", "person:")
	c.mavenQuarters(ids, "maven_crm/expected/quarter_manager.csv", "manager", "team:")
	c.mavenQuarters(ids, "maven_crm/expected/quarter_region.csv", "regional_office", "team:")
	c.mavenQuarters(ids, "maven_crm/expected/quarter_company.csv", "", "team:company")
}

func TestAdventureWorksPeriodsAreExact(t *testing.T) {
	company := &realCompany{}
	company.team("company", "")
	leads := map[string]string{"273": "company", "274": "North America", "287": "Europe"}
	for _, lead := range slices.Sorted(maps.Keys(leads)) {
		company.team(leads[lead], "company")
	}
	for _, row := range publicData(t, "adventureworks/people.csv") {
		id := row["sales_person_id"]
		team := leads[row["manager_id"]]
		if leads[id] != "" {
			team = leads[id] // managers sell too, for the team they lead
		}
		company.person(id, team)
	}
	c := counted{t, company.roster(), totals{}}
	m := ledger.NewMeters([]ledger.Meter{meter(revenue, measure.Metric{Key: "revenue", Kind: measure.Sum, Unit: "USD"})})
	for _, row := range publicData(t, "adventureworks/orders.csv") {
		c.fold(m, ledger.Result{
			Source: "aw", Ref: row["sales_order_id"], OccurredOn: day(row["order_date"]), Kind: "deal_won", Amount: measure.Some(number(t, row["subtotal"])),
			Credits: []ledger.Share{{Owner: org.PersonOwner(org.DerivedID("person", row["sales_person_id"])), BP: measure.Hundred}},
		})
	}
	spans := map[string]period.Span{}
	byPeriod := map[string]table{}
	for _, row := range publicData(t, "adventureworks/expected/quarter_person.csv") {
		spans[row["period_no"]] = period.Span{From: day(row["period_start"]), To: day(row["period_end_excl"])}
		byPeriod[row["period_no"]] = append(byPeriod[row["period_no"]], row)
	}
	for n, rows := range byPeriod {
		var amounts []measure.Amount
		var ratios []fraction
		for _, row := range rows {
			actual := c.sum(revenue, "person:"+row["sales_person_id"], spans[n])
			c.expect(n+" "+row["name"], actual.Value, number(t, row["actual"]))
			c.expect(n+" orders of "+row["name"], measure.Whole(actual.N), number(t, row["orders"]))
			amounts = append(amounts, actual.Value)
			ratios = append(ratios, fraction{Num: actual.Value, Den: number(t, row["quota"])})
		}
		c.expectRanks(n, rows, "rank_actual", rankValues(amounts))
		c.expectRanks(n+" by attainment", rows, "rank_attainment", rankRatios(ratios))
	}
	for _, row := range publicData(t, "adventureworks/expected/quarter_team.csv") {
		c.expect(row["period_no"]+" "+row["team"], c.sum(revenue, "team:"+row["team"], spans[row["period_no"]]).Value, number(t, row["actual"]))
	}
	for _, row := range publicData(t, "adventureworks/expected/quarter_company.csv") {
		total := number(t, row["actual_total"]) + number(t, row["actual_of_people_without_quota"])
		c.expect(row["period_no"]+" company", c.sum(revenue, "team:company", spans[row["period_no"]]).Value, total)
	}
}
