package proof

import (
	"database/sql"
	"fmt"
	"hash/fnv"
	"testing"

	"cordee/internal/app"
	"cordee/internal/measure"
	"cordee/internal/period"
	"cordee/internal/sheet"
)

// A trial, and a refusal, leave nothing behind: every row of every table is as it was, but for the number of the last change.
func TestATrialAndARefusalLeaveNothing(t *testing.T) {
	engines(t, func(t *testing.T, e engine) {
		c := newAlpina(t, e.open(t), 3)
		c.operate(200)
		db := e.beside(t)
		before := everything(t, db, e.driver)
		c.trial()
		c.differs(before, everything(t, db, e.driver), nil)
		c.refusal()
		c.differs(before, everything(t, db, e.driver), nil)
		c.movePerson() // the control: a change is seen
		c.differs(before, everything(t, db, e.driver), []string{"membership", "journal"})
	})
}

// everyTable is a batch that touches every table there is.
func (c *alpina) everyTable() sheet.Batch {
	x := content{day: 5, kind: "deal_won", credits: []credit{{"P1", 10_000}}, amount: 77}
	return sheet.Batch{
		Teams:       []sheet.TeamRow{{Key: "T9", Parent: sheet.Val("T0")}, {Key: "T3", Parent: sheet.Val("T1")}},
		People:      []sheet.PersonRow{{Key: "P99", Team: sheet.Val("T9")}, {Key: "P1", WorkingTime: sheet.Val(measure.BP(5_000))}},
		Memberships: []sheet.MembershipRow{{Person: "P2", Team: "T9", From: date(1), To: date(50)}},
		Absences:    []sheet.AbsenceRow{{Person: "P3", From: date(1), To: date(9), Share: measure.Hundred}},
		Metrics:     []sheet.MetricRow{shapes[0].row("essai"), shapes[4].row("revenue")},
		Goals: []sheet.GoalRow{{Key: "g", Owner: sheet.Val("person:P1"), Metric: sheet.Val("deals"), Target: sheet.Val(measure.Some(measure.One)),
			StartOn: sheet.Val(date(0)), EndOn: sheet.Val(date(60))}},
		Steps:   []sheet.StepRow{{Goal: "g", Key: "s"}},
		Tasks:   []sheet.TaskRow{{Key: "t"}},
		Rates:   []sheet.RateRow{{Currency: "CHF", From: period.On(2026, 1, 1), Rate: 1}},
		Results: []sheet.ResultRow{x.row(ref{"trial", "r"}, 0)},
	}
}

func (c *alpina) trial() {
	report, err := c.app.Import(c.t.Context(), c.actor(), "trial", c.everyTable(), true)
	ok(c.t, err)
	if !report.DryRun || len(report.Errors) > 0 {
		c.t.Fatalf("the trial says %+v", report)
	}
}

func (c *alpina) refusal() {
	b := c.everyTable()
	b.Results[0].Credits[0].Owner = "nobody"
	if _, err := c.app.Import(c.t.Context(), c.actor(), "refused", b, false); err == nil {
		c.t.Fatal("a result of nobody was imported")
	}
	o := app.Once{Key: "k", Hash: "h"}
	if _, err := c.app.RecordOnce(c.t.Context(), c.actor(), b.Results, o); err == nil {
		c.t.Fatal("a result of nobody was taken")
	}
}

// everything is a fingerprint of each table.
func everything(t *testing.T, db *sql.DB, driver string) map[string]uint64 {
	t.Helper()
	list := `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`
	if driver == "pgx" {
		list = `SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'`
	}
	rows, err := db.QueryContext(t.Context(), list)
	ok(t, err)
	var tables []string
	for rows.Next() {
		var name string
		ok(t, rows.Scan(&name))
		tables = append(tables, name)
	}
	ok(t, rows.Err())
	all := map[string]uint64{}
	for _, table := range tables {
		all[table] = fingerprint(t, db, table)
	}
	if len(all) < 20 {
		t.Fatalf("only %d tables", len(all))
	}
	return all
}

// fingerprint adds up a hash of each row, so that their order does not matter.
func fingerprint(t *testing.T, db *sql.DB, table string) (sum uint64) {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), "SELECT * FROM "+table)
	ok(t, err)
	defer rows.Close()
	columns, err := rows.Columns()
	ok(t, err)
	cells, to := make([]any, len(columns)), make([]any, len(columns))
	for i := range cells {
		to[i] = &cells[i]
	}
	for rows.Next() {
		ok(t, rows.Scan(to...))
		h := fnv.New64a()
		for i, name := range columns {
			if name != "change_seq" || table != "org" {
				fmt.Fprintf(h, "%s=%v;", name, cells[i])
			}
		}
		sum += h.Sum64()
	}
	ok(t, rows.Err())
	return sum
}

// differs tells whether exactly these tables changed; nil means none, otherwise at least those named.
func (c *alpina) differs(before, after map[string]uint64, want []string) {
	c.t.Helper()
	for table, sum := range after {
		if want == nil && sum != before[table] {
			c.t.Errorf("table %s changed", table)
		}
	}
	for _, table := range want {
		if after[table] == before[table] {
			c.t.Errorf("a change of table %s is not seen", table)
		}
	}
}
