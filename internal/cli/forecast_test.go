package cli_test

import (
	"fmt"
	"strconv"
	"testing"

	"cordee/internal/period"
)

// backtest is the answer of `cordee forecast backtest --format json`.
type backtest struct {
	Goals int `json:"goals"`
	Pairs int `json:"pairs"`
	At    []struct {
		At    float64 `json:"at"`
		Pairs int     `json:"pairs"`
		versus
	} `json:"at"`
	All   versus  `json:"all"`
	ECE   float64 `json:"ece"`
	Cover float64 `json:"coverage_80"`

	OverBase difference `json:"over_base_rate"`
	OverPace difference `json:"over_pace"`
}

type difference struct{ Brier, Low, High float64 }

type versus struct {
	Method score `json:"method"`
	Base   score `json:"base_rate"`
	Pace   score `json:"pace"`
}

type score struct {
	Brier float64 `json:"brier"`
	Log   float64 `json:"log_score"`
}

func (d desk) backtest(args ...string) (b backtest) {
	d.t.Helper()
	d.read(&b, append([]string{"forecast", "backtest", "--format", "json"}, args...)...)
	d.t.Logf("%d objectives, %d forecasts, ECE %.4f, coverage %.3f; all: %+v", b.Goals, b.Pairs, b.ECE, b.Cover, b.All)
	d.t.Logf("over the base rate %+.4f, over the pace %+.4f", b.OverBase, b.OverPace)
	for _, x := range b.At {
		d.t.Logf("at %.4f, %d: method %.4f, base rate %.4f, pace %.4f", x.At, x.Pairs, x.Method.Brier, x.Base.Brier, x.Pace.Brier)
	}
	return b
}

// newWeeks is the panel of weekly quantities: a series is somebody, a block of 13 weeks a period, the block before its target.
func newWeeks(t *testing.T, d desk) {
	t.Helper()
	first := period.On(2025, 1, 6)
	people, results := [][]string{}, [][]string{}
	blocks := map[string]*[4]int{}
	for _, r := range sharedTable(t, "uci_weekly/product_week.csv") {
		who := r["product_code"]
		if blocks[who] == nil {
			blocks[who] = &[4]int{}
			people = append(people, []string{who, who, "panel", "rep"})
		}
		week, _ := strconv.Atoi(r["week_index"])
		q, err := strconv.Atoi(r["quantity"])
		if err != nil {
			t.Fatal(err)
		}
		blocks[who][(week-1)/13] += q
		if q != 0 {
			results = append(results, []string{who + "-" + r["week_index"], first.AddDays(7 * (week - 1)).String(), "deal_won", who, r["quantity"]})
		}
	}
	var goals [][]string
	for _, p := range people {
		for b := 1; b < 4; b++ {
			if target := blocks[p[0]][b-1]; target > 0 {
				from := first.AddDays(91 * b)
				goals = append(goals, []string{fmt.Sprintf("%s-%d", p[0], b+1), "As many as the block before", "individual", "person:" + p[0], "revenue",
					strconv.Itoa(target), from.String(), from.AddDays(90).String(), "assigned"})
			}
		}
	}
	d.do("org", "create", "panel", "--name", "Panel", "--currency", "GBP", "--locale", "en", "--time-zone", "Europe/London")
	d.do("import", d.file("teams.csv", "key,name,kind\npanel,Panel,company\n"), d.file("people.csv", csvText(t, "key,name,team,role", people)),
		d.file("results.csv", csvText(t, "ref,occurred_on,kind,person,amount", results)),
		d.file("goals.csv", csvText(t, "key,title,tier,owner,metric,target,start_on,end_on,origin", goals)))
}

func TestBacktestOfWeeklyQuantities(t *testing.T) {
	d := newDesk(t)
	newWeeks(t, d)
	b := d.backtest("--at", "3/13,6/13,9/13,12/13")
	for i, most := range []float64{.177, .140, .096, .042} {
		if got := b.At[i].Method.Brier; got > most {
			t.Errorf("week %d: Brier %.4f, declared %.3f", 3*(i+1), got, most)
		}
	}
	// The last block is Christmas, which no earlier block of this one year shows; .686 without what the past says of its width.
	if b.Cover < .75 || b.ECE > .03 {
		t.Errorf("the landing holds %.3f of the totals, ECE %.4f", b.Cover, b.ECE)
	}
}

// TestBacktestOfMavenMonths: an agent's target is their month before.
func TestBacktestOfMavenMonths(t *testing.T) {
	c := newCRM(t, newDesk(t))
	won := map[string]*[10]int{}
	for _, r := range sharedTable(t, "maven_crm/opportunities_asof_2017-09-30.csv") {
		if r["deal_stage"] != "Won" {
			continue
		}
		who := r["sales_agent"]
		if won[who] == nil {
			won[who] = &[10]int{}
		}
		value, err := strconv.ParseFloat(r["close_value"], 64)
		if err != nil {
			t.Fatal(err)
		}
		won[who][day(t, r["close_date"]).Month()] += int(value)
	}
	var goals [][]string
	for who, months := range won {
		for m := 4; m <= 9; m++ {
			if target := months[m-1]; target > 0 {
				from := period.On(2017, 1, 1).AddMonths(m - 1)
				goals = append(goals, []string{fmt.Sprintf("%s-%d", who, m), "As much as the month before", "individual", "person:" + who, "revenue",
					strconv.Itoa(target), from.String(), from.AddMonths(1).AddDays(-1).String(), "assigned"})
			}
		}
	}
	c.do("import", c.file("goals.csv", csvText(t, "key,title,tier,owner,metric,target,start_on,end_on,origin", goals)))
	for _, at := range []string{"0.25,0.5,0.75", "0,0.1,0.25,0.5,0.75,0.9"} {
		b := c.backtest("--at", at)
		for name, baseline := range map[string]score{"base rate": b.All.Base, "pace": b.All.Pace} {
			if b.All.Method.Brier >= baseline.Brier {
				t.Errorf("Brier %.4f, against %.4f by the %s", b.All.Method.Brier, baseline.Brier, name)
			}
		}
	}
}

// TestBacktestOfAdventureWorksQuotas: quotas almost nobody attains, periods 1 to 8, within .005 of each baseline: people's alone, and
// with those of their teams and the company.
func TestBacktestOfAdventureWorksQuotas(t *testing.T) {
	people, company := newDesk(t), newBikes(t, newDesk(t))
	newQuotas(t, people)
	for _, at := range []string{"0.25,0.5,0.75", "0,0.1,0.25,0.5,0.75,0.9"} {
		people.withinBaselines(at)
		company.withinBaselines(at)
	}
}

// newQuotas is the bicycle maker with the quotas of people only.
func newQuotas(t *testing.T, d desk) {
	t.Helper()
	b := bikes{desk: d, spans: map[string]period.Span{}, teams: map[string]string{"273": "aw", "274": "north-america", "287": "europe"}}
	for _, row := range sharedTable(t, "adventureworks/quotas.csv") {
		b.spans[row["period_no"]] = period.Span{From: day(t, row["period_start"]), To: day(t, row["period_end_excl"])}
	}
	var goals [][]string
	for _, r := range sharedTable(t, "adventureworks/quotas.csv") {
		s, id := b.spans[r["period_no"]], r["sales_person_id"]
		goals = append(goals, []string{id + "-" + r["period_no"], "Quota of period " + r["period_no"], "individual", "person:" + id, "revenue", r["quota"],
			s.From.String(), s.Last().String(), "assigned"})
	}
	people := sharedTable(t, "adventureworks/people.csv")
	b.do("org", "create", "aw", "--name", "Adventure Works", "--currency", "USD", "--locale", "en", "--time-zone", "America/Los_Angeles")
	b.do("import", b.file("teams.csv", "key,name,kind,parent,lead\naw,Adventure Works,company,,273\n"+
		"north-america,North America,team,aw,274\neurope,Europe,team,aw,287\n"), b.file("people.csv", b.peopleFile(people)),
		b.file("results.csv", b.resultsFile()), b.file("goals.csv", csvText(t, "key,title,tier,owner,metric,target,start_on,end_on,origin", goals)))
}

func (d desk) withinBaselines(at string) {
	d.t.Helper()
	b := d.backtest("--at", at)
	for name, baseline := range map[string]score{"base rate": b.All.Base, "pace": b.All.Pace} {
		if b.All.Method.Brier > baseline.Brier+.005 {
			d.t.Errorf("Brier %.4f, against %.4f by the %s", b.All.Method.Brier, baseline.Brier, name)
		}
	}
}
