package cli_test

import (
	"strconv"
	"testing"

	"cordee/internal/measure"
	"cordee/internal/period"
	"cordee/internal/testkit"
)

// The CRM's own two files, read through mappings as they are.

const mavenTeams = `
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

// crm is the company of the CRM export.
type crm struct{ desk }

func newCRM(t *testing.T, desk desk) crm {
	t.Helper()
	teams, deals := testkit.Shared(t, "maven_crm/teams.csv"), testkit.Shared(t, "maven_crm/opportunities_asof_2017-09-30.csv")
	d := crm{desk}
	d.do("org", "create", "maven", "--name", "Maven", "--currency", "USD", "--locale", "en", "--time-zone", "America/New_York")
	d.do("import", "--map", d.file("teams.yaml", mavenTeams), teams)
	d.do("import", "--map", d.file("deals.yaml", mavenDeals), deals)
	return d
}

// quarter is the boards of one quarter, as they are needed to compare a row of the reference answers.
type quarter struct{ won, lost, rate, amount, average board }

func (c crm) quarter(name string, args ...string) quarter {
	c.t.Helper()
	year, _ := strconv.Atoi(name[:4])
	n, _ := strconv.Atoi(name[6:])
	s := period.Calendar{}.Quarter(period.On(year, 1, 1).AddMonths(3 * (n - 1)))
	of := func(metric string) board {
		c.t.Helper()
		return c.board(append([]string{"--metric", metric, "--from", s.From.String(), "--to", s.Last().String()}, args...)...)
	}
	return quarter{of("deals"), of("deals_lost"), of("win_rate"), of("revenue"), of("average_deal")}
}

// check compares one owner of a quarter. What has no denominator is absent here as it is there.
func (q quarter) check(t *testing.T, key string, r map[string]string) {
	t.Helper()
	what := r["quarter"] + " " + key
	amount := q.amount.of(t, key)
	expect(t, what+", won", q.won.of(t, key).Value, r["won"])
	expect(t, what+", lost", q.lost.of(t, key).Value, r["lost"])
	expect(t, what+", amount", amount.Value, r["won_amount"])
	expectRounded(t, what+", win rate", q.rate.of(t, key).Value, r["win_rate_pct"])
	expectRounded(t, what+", average", q.average.of(t, key).Value, r["avg_won_value"])
	if strconv.FormatInt(amount.Count, 10) != r["won"] {
		t.Errorf("%s: %d results behind the amount, want %s", what, amount.Count, r["won"])
	}
	if r["rank_amount"] != "" {
		expectRank(t, what+" by amount", amount.Rank, r["rank_amount"])
	}
	if r["rank_won_deals"] != "" {
		expectRank(t, what+" by deals", q.won.of(t, key).Rank, r["rank_won_deals"])
	}
}

// expectRounded compares with a number of two decimals, half away from zero.
func expectRounded(t *testing.T, what string, got measure.Maybe, want string) {
	t.Helper()
	if want == "" {
		if got.OK {
			t.Errorf("%s: %s, want none", what, got)
		}
		return
	}
	if cents := (got.Amount + 50) / 100 * 100; !got.OK || cents != number(t, want) {
		t.Errorf("%s: %s, want %s", what, got, want)
	}
}

func TestMavenQuarters(t *testing.T) {
	onBothEngines(t, func(t *testing.T, d desk) { newCRM(t, d).checkAll() })
}

func (c crm) checkAll() {
	t := c.t
	t.Helper()
	for name, rows := range sharedTable(t, "maven_crm/expected/quarter_agent.csv").by("quarter") {
		q := c.quarter(name)
		for _, r := range rows {
			q.check(t, r["sales_agent"], r)
		}
		c.checkTheSilent(name, q, rows)
	}
	for name, rows := range sharedTable(t, "maven_crm/expected/quarter_manager.csv").by("quarter") {
		q := c.quarter(name, "--by", "team", "--kind", "team")
		for _, r := range rows {
			q.check(t, r["manager"], r)
		}
	}
	for name, rows := range sharedTable(t, "maven_crm/expected/quarter_region.csv").by("quarter") {
		q := c.quarter(name, "--by", "team")
		for _, r := range rows {
			q.check(t, r["regional_office"], r)
		}
	}
	for _, r := range sharedTable(t, "maven_crm/expected/quarter_company.csv") {
		q := c.quarter(r["quarter"])
		what := r["quarter"] + " the company"
		expect(t, what+", won", q.won.Total, r["won"])
		expect(t, what+", lost", q.lost.Total, r["lost"])
		expect(t, what+", amount", q.amount.Total, r["won_amount"])
		expectRounded(t, what+", win rate", q.rate.Total, r["win_rate_pct"])
		expectRounded(t, what+", average", q.average.Total, r["avg_won_value"])
	}
}

// checkTheSilent looks at those without any result: present, at zero, all on the rank after the last one who has some.
func (c crm) checkTheSilent(name string, q quarter, rows table) {
	c.t.Helper()
	seen := map[string]bool{}
	for _, r := range rows {
		seen[r["sales_agent"]] = true
	}
	silent := 0
	for _, r := range sharedTable(c.t, "maven_crm/teams.csv") {
		if seen[r["sales_agent"]] {
			continue
		}
		silent++
		row := q.amount.of(c.t, r["sales_agent"])
		expect(c.t, name+" "+r["sales_agent"], row.Value, "0")
		expectRank(c.t, name+" "+r["sales_agent"], row.Rank, strconv.Itoa(len(rows)+1))
		if rate := q.rate.of(c.t, r["sales_agent"]); rate.Value.OK || rate.Rank != nil || row.Count != 0 {
			c.t.Errorf("%s %s: a win rate of %s and %d results out of nothing", name, r["sales_agent"], rate.Value, row.Count)
		}
	}
	if silent != 5 {
		c.t.Errorf("%s: %d agents without a result, want 5", name, silent)
	}
}

// Ties share a rank and the next rank is skipped: 1, 2, 2, 4.
func TestMavenTiesShareARank(t *testing.T) {
	c := newCRM(t, newDesk(t))
	for name, ties := range sharedTable(t, "maven_crm/expected/ties_quarter_won_deals.csv").by("quarter") {
		won := c.quarter(name).won
		for _, tie := range ties {
			var ranks []int
			better := 0
			for _, r := range won.Rows {
				switch {
				case r.Value.Amount == number(t, tie["won"]):
					ranks = append(ranks, *r.Rank)
				case r.Value.Amount > number(t, tie["won"]):
					better++
				}
			}
			if strconv.Itoa(len(ranks)) != tie["agents"] {
				t.Errorf("%s: %d agents won %s deals, want %s", name, len(ranks), tie["won"], tie["agents"])
			}
			for _, rank := range ranks {
				if rank != better+1 {
					t.Errorf("%s: rank %d for %s deals, behind %d others", name, rank, tie["won"], better)
				}
			}
		}
	}
}
