package sheet

import (
	"strconv"

	"cordee/internal/measure"
	"cordee/internal/period"
	"cordee/internal/reward"
)

// PayrollRow is one approved award, or one adjustment of it, as payroll takes it in.
type PayrollRow struct {
	Award      string // its number, never the same twice: importing a file again pays nothing twice
	Person     string // key
	Name       string
	ExternalID string // the number payroll knows the person by
	Rule       string // title
	Version    int
	From, To   period.Date // the days it is for, both included
	Seq        int         // 0: the grant, 1 and more: adjustments
	Cause      string      // grant, late, contest
	Kind       reward.Kind
	Label      string         // of a badge, training or career step
	Amount     measure.Amount // may be negative in an adjustment; of what is obtained or not, one or minus one
	Unit       string         // currency of an amount, "days" of time off, "points"
	GrantedOn  period.Date
	ApprovedBy string      // names, the first first
	ApprovedOn period.Date // of the last approval
	Batch      string      // the payout it leaves in
	ExportedOn period.Date
}

// payrollHeader is stable: payroll programs are set up for it once.
var payrollHeader = []string{"award", "person", "name", "external_id", "rule", "rule_version", "from", "to", "adjustment", "cause", "kind",
	"label", "amount", "unit", "granted_on", "approved_by", "approved_on", "batch", "exported_on"}

// Payroll is the rows of a payout as a table, for CSV or a workbook. Columns and words are those of the formats, whatever the
// language of whoever exports.
func Payroll(rows []PayrollRow) Table {
	t := Table{Name: "payroll", Header: payrollHeader}
	for _, r := range rows {
		t.Rows = append(t.Rows, []Cell{
			Text(r.Award), Text(r.Person), Text(r.Name), Text(r.ExternalID), Text(r.Rule), Text(strconv.Itoa(r.Version)),
			Day(r.From), Day(r.To), Text(strconv.Itoa(r.Seq)), Text(r.Cause), Text(string(r.Kind)), Text(r.Label),
			Number(r.Amount), Text(r.Unit), Day(r.GrantedOn), Text(r.ApprovedBy), Day(r.ApprovedOn), Text(r.Batch), Day(r.ExportedOn),
		})
	}
	return t
}
