package cli_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"cordee/internal/goal"
	"cordee/internal/period"
)

// bikes is the bicycle maker: its tables in our formats, made from the shared files. Managers sell too, for the team they lead.
type bikes struct {
	desk
	teams map[string]string // by manager
	spans map[string]period.Span
}

func (b bikes) teamOf(person map[string]string) string {
	if team, leads := b.teams[person["sales_person_id"]]; leads {
		return team
	}
	return b.teams[person["manager_id"]]
}

func newBikes(t *testing.T, d desk) bikes {
	t.Helper()
	b := bikes{desk: d, spans: map[string]period.Span{}, teams: map[string]string{"273": "aw", "274": "north-america", "287": "europe"}}
	people := sharedTable(t, "adventureworks/people.csv")
	b.do("org", "create", "aw", "--name", "Adventure Works", "--currency", "USD", "--locale", "en", "--time-zone", "America/Los_Angeles")
	for _, row := range sharedTable(t, "adventureworks/quotas.csv") {
		b.spans[row["period_no"]] = period.Span{From: day(t, row["period_start"]), To: day(t, row["period_end_excl"])}
	}
	b.do("import", b.file("teams.csv", "key,name,kind,parent,lead\naw,Adventure Works,company,,273\n"+
		"north-america,North America,team,aw,274\neurope,Europe,team,aw,287\n"), b.file("people.csv", b.peopleFile(people)),
		b.file("memberships.csv", b.membershipsFile(people)), b.file("metrics.csv", "key,name,unit,kind,of,where\n"+
			"revenue,Revenue,USD,sum,amount,\"kind == \"\"deal_won\"\"\"\n"), b.file("goals.csv", b.goalsFile()), b.file("results.csv", b.resultsFile()))
	return b
}

func day(t *testing.T, s string) period.Date {
	t.Helper()
	d, err := period.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func (b bikes) peopleFile(people table) string {
	var rows [][]string
	for _, p := range people {
		role := "rep"
		if _, leads := b.teams[p["sales_person_id"]]; leads {
			role = "manager"
		}
		rows = append(rows, []string{p["sales_person_id"], p["name"], b.teamOf(p), role, p["hire_date"], p["employee_key"]})
	}
	return csvText(b.t, "key,name,team,role,start_on,external_id", rows)
}

func (b bikes) membershipsFile(people table) string {
	var rows [][]string
	for _, p := range people {
		rows = append(rows, []string{p["sales_person_id"], b.teamOf(p), p["hire_date"]})
	}
	return csvText(b.t, "person,team,from", rows)
}

// goalsFile is every quota as an individual objective, under those of the team and of the company, on the real periods.
func (b bikes) goalsFile() string {
	var rows [][]string
	add := func(key, tier, owner, target, no, parent string) {
		s := b.spans[no]
		rows = append(rows, []string{key, "Quota of period " + no, tier, owner, "revenue", target, s.From.String(), s.Last().String(), parent, "assigned"})
	}
	for _, r := range sharedTable(b.t, "adventureworks/expected/quarter_company.csv") {
		add("company-"+r["period_no"], "strategic", "team:aw", r["quota_total"], r["period_no"], "")
	}
	for _, r := range sharedTable(b.t, "adventureworks/expected/quarter_team.csv") {
		team := b.teams[r["team_manager_id"]]
		add(team+"-"+r["period_no"], "collective", "team:"+team, r["quota"], r["period_no"], "company-"+r["period_no"])
	}
	teams := map[string]string{}
	for _, p := range sharedTable(b.t, "adventureworks/people.csv") {
		teams[p["sales_person_id"]] = b.teamOf(p)
	}
	for _, r := range sharedTable(b.t, "adventureworks/quotas.csv") {
		parent := teams[r["sales_person_id"]] + "-" + r["period_no"]
		add("quota-"+r["sales_person_id"]+"-"+r["period_no"], "individual", "person:"+r["sales_person_id"], r["quota"], r["period_no"], parent)
	}
	return csvText(b.t, "key,title,tier,owner,metric,target,start_on,end_on,parent,origin", rows)
}

func (b bikes) resultsFile() string {
	var rows [][]string
	for _, r := range sharedTable(b.t, "adventureworks/orders.csv") {
		rows = append(rows, []string{r["sales_order_id"], "orders", r["order_date"], "deal_won", r["sales_person_id"], r["subtotal"], "USD", r["territory_id"]})
	}
	return csvText(b.t, "ref,source,occurred_on,kind,person,amount,currency,territory", rows)
}

// boardOf asks for the revenue of one period, whose last day is included.
func (b bikes) boardOf(no string, args ...string) board {
	b.t.Helper()
	s := b.spans[no]
	return b.board(append([]string{"--metric", "revenue", "--from", s.From.String(), "--to", s.Last().String()}, args...)...)
}

func TestAdventureWorksQuarters(t *testing.T) {
	onBothEngines(t, func(t *testing.T, d desk) { newBikes(t, d).checkAll() })
}

func (b bikes) checkAll() {
	b.t.Helper()
	b.checkPeople()
	b.checkTeams()
	b.checkCompany()
	out := b.do("ledger", "verify")
	if !strings.Contains(out, "Everything is exact: 1,994 postings") {
		b.t.Errorf("the ledger says %s", out)
	}
}

// checkPeople compares all 95 quotas: to the fourth decimal, ranks and boundaries included.
func (b bikes) checkPeople() {
	b.t.Helper()
	for no, rows := range sharedTable(b.t, "adventureworks/expected/quarter_person.csv").by("period_no") {
		byValue, byAttainment := b.boardOf(no), b.boardOf(no, "--rank-by", "attainment")
		after, last := b.goals("--on", b.spans[no].To.String()), b.goals("--on", b.spans[no].Last().String())
		for _, r := range rows {
			id := r["sales_person_id"]
			what := fmt.Sprintf("period %s, %s", no, r["name"])
			row := byValue.of(b.t, id)
			expect(b.t, what, row.Value, r["actual"])
			expectRank(b.t, what+" by value", row.Rank, r["rank_actual"])
			expectRank(b.t, what+" by attainment", byAttainment.of(b.t, id).Rank, r["rank_attainment"])
			expectPercent(b.t, what+" on the board", row.AttainmentBP, r["attainment_pct"])
			if strconv.FormatInt(row.Count, 10) != r["orders"] {
				b.t.Errorf("%s: %d orders, want %s", what, row.Count, r["orders"])
			}
			key := "quota-" + id + "-" + no
			b.checkGoal(what, after[key], r, "quota", "actual")
			gap := number(b.t, r["gap"])
			if !after[key].Gap.OK || after[key].Gap.Amount != -gap {
				b.t.Errorf("%s: gap %s, want the opposite of %s", what, after[key].Gap, r["gap"])
			}
			if want := map[string]goal.Status{"0": goal.Missed, "1": goal.Attained}[r["attained"]]; after[key].Status != want {
				b.t.Errorf("%s: %s the day after, want %s", what, after[key].Status, want)
			}
			if last[key].Status != goal.Running || last[key].Attained != after[key].Attained {
				b.t.Errorf("%s: on its last day %s with %s", what, last[key].Status, last[key].Attained)
			}
		}
	}
}

// checkGoal compares target, attained and attainment of an objective once its period is over.
func (b bikes) checkGoal(what string, g goalState, r map[string]string, target, actual string) {
	b.t.Helper()
	expect(b.t, what+": target", g.Target, r[target])
	expect(b.t, what+": attained", g.Attained, r[actual])
	expectPercent(b.t, what, g.AttainmentBP, r["attainment_pct"])
	if g.Expected != g.Target {
		b.t.Errorf("%s: %s expected at the end, want the target %s", what, g.Expected, g.Target)
	}
}

func (b bikes) checkTeams() {
	b.t.Helper()
	people := sharedTable(b.t, "adventureworks/expected/quarter_person.csv").by("period_no")
	for _, r := range sharedTable(b.t, "adventureworks/expected/quarter_team.csv") {
		no, team := r["period_no"], b.teams[r["team_manager_id"]]
		what := fmt.Sprintf("period %s, %s", no, r["team"])
		teams, members := b.boardOf(no, "--by", "team"), b.boardOf(no, "--under", team)
		row := teams.of(b.t, team)
		expect(b.t, what, row.Value, r["actual"])
		expect(b.t, what+" as a total", members.Total, r["actual"])
		expectPercent(b.t, what, row.AttainmentBP, r["attainment_pct"])
		b.checkGoal(what, b.goals("--on", b.spans[no].To.String(), "--owner", "team:"+team)[team+"-"+no], r, "quota", "actual")
		with, reached := 0, 0
		for _, m := range members.Rows {
			if m.AttainmentBP != nil {
				with++
			}
			for _, p := range people[no] {
				if p["sales_person_id"] == m.Key && p["attained"] == "1" {
					reached++
				}
			}
		}
		if strconv.Itoa(with) != r["members_with_quota"] || strconv.Itoa(reached) != r["attaining"] {
			b.t.Errorf("%s: %d members with a quota, %d attaining; want %s and %s", what, with, reached, r["members_with_quota"], r["attaining"])
		}
	}
}

func (b bikes) checkCompany() {
	b.t.Helper()
	for _, r := range sharedTable(b.t, "adventureworks/expected/quarter_company.csv") {
		no := r["period_no"]
		everyone := b.boardOf(no)
		total := number(b.t, r["actual_total"]) + number(b.t, r["actual_of_people_without_quota"])
		expect(b.t, "period "+no+", the company", everyone.Total, total.String())
		on := b.goals("--on", b.spans[no].To.String())
		b.checkGoal("period "+no+", the company", on["company-"+no], r, "quota_total", "actual_total")
		with, reached, orders := 0, 0, int64(0)
		for _, m := range everyone.Rows {
			orders += m.Count
			if m.AttainmentBP != nil {
				with++
			}
			if on["quota-"+m.Key+"-"+no].Status == goal.Attained {
				reached++
			}
		}
		got := fmt.Sprint(with, reached, orders)
		if want := strings.Join([]string{r["people_with_quota"], r["people_attaining"], r["orders"]}, " "); got != want {
			b.t.Errorf("period %s: people with a quota, attaining, orders: %s, want %s", no, got, want)
		}
	}
}
