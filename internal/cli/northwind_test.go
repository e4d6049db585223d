package cli_test

import (
	"strconv"
	"strings"
	"testing"

	"cordee/internal/period"
	"cordee/internal/testkit"
)

// Lines of orders are completed by their order; orders themselves are counted as results of a kind of their own.
const northwindMap = `
tables:
  - table: people
    file: employees.csv
    columns: {key: employee_id, name: name, start_on: hire_date}
    constants: {team: northwind, role: rep}
  - table: results
    file: orders.csv
    source: orders
    columns: {ref: order_id, occurred_on: order_date, person: employee_id}
    constants: {kind: order}
  - table: results
    file: order_lines.csv
    source: lines
    join: {file: orders.csv, on: order_id, columns: [employee_id, order_date, ship_country]}
    columns:
      ref: {template: "{order_id}-{product_id}"}
      occurred_on: order_date
      person: employee_id
      amount: net_amount
      attributes: [product_id, ship_country]
    constants: {kind: deal_won}
`

func TestNorthwindQuarters(t *testing.T) {
	var files []string
	for _, name := range []string{"employees.csv", "orders.csv", "order_lines.csv"} {
		files = append(files, testkit.Shared(t, "northwind/"+name))
	}
	d := newDesk(t)
	d.do("org", "create", "northwind", "--name", "Northwind Traders", "--currency", "USD", "--locale", "en")
	d.do("import", d.file("metrics.csv", "key,name,unit,kind,where\norders,Orders,count,count,\"kind == \"\"order\"\"\"\n"))
	d.do(append([]string{"import", "--map", d.file("northwind.yaml", northwindMap)}, files...)...)
	for name, rows := range sharedTable(t, "northwind/expected/quarter_employee.csv").by("quarter") {
		year, _ := strconv.Atoi(name[:4])
		n, _ := strconv.Atoi(name[6:])
		s := period.Calendar{}.Quarter(period.On(year, 1, 1).AddMonths(3 * (n - 1)))
		dates := []string{"--from", s.From.String(), "--to", s.Last().String()}
		revenue := d.board(append(dates, "--metric", "revenue")...)
		orders := d.board(append(dates, "--metric", "orders")...)
		for _, r := range rows {
			what := name + " " + r["name"]
			net, last := strings.CutSuffix(r["net_amount"], "00") // six decimals, the last two always zeros
			if !last {
				t.Fatalf("%s: %s has more than four decimals", what, r["net_amount"])
			}
			expect(t, what, revenue.of(t, r["employee_id"]).Value, net)
			expectRank(t, what, revenue.of(t, r["employee_id"]).Rank, r["rank"])
			expect(t, what+", orders", orders.of(t, r["employee_id"]).Value, r["orders"])
		}
	}
}
