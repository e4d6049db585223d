package store

import (
	"cordee/internal/ledger"
	"cordee/internal/org"
	"cordee/internal/period"
)

const sqlSumMonths = `
	SELECT owner_id, SUBSTR(on_day, 1, 7), CAST(SUM(value) AS BIGINT), CAST(SUM(n) AS BIGINT)
	FROM tally
	WHERE org_id = $1 AND metric_id = $2 AND owner_id {IN $3} AND on_day >= $4 AND on_day <= $5
	GROUP BY owner_id, SUBSTR(on_day, 1, 7)`

// OwnerMonth is one owner in the calendar month that begins on a day.
type OwnerMonth struct {
	Owner org.ID
	Month period.Date
}

// SumByMonth are the totals of a metric per owner and calendar month; both ends included, zero = open. Months without any result
// are left out.
func (t *Tx) SumByMonth(o, metric org.ID, owners []org.ID, from, to period.Date) (map[OwnerMonth]ledger.Delta, error) {
	lo, hi := bounds(from, to)
	sums := map[OwnerMonth]ledger.Delta{}
	err := t.each(sqlSumMonths, func(r row) error {
		var owner org.ID
		var month string
		var d ledger.Delta
		if err := r.Scan(&owner, &month, (*int64)(&d.Value), &d.N); err != nil {
			return err
		}
		on, err := period.ParseDate(month + "-01")
		sums[OwnerMonth{owner, on}] = d
		return err
	}, o, metric, ints(t, owners), lo, hi)
	return sums, err
}
