package store

import (
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

// Metric is a metric of an organisation.
type Metric struct {
	ID org.ID
	measure.Metric
	Version  int
	Archived bool
}

const (
	sqlMetrics = `
	SELECT metric_id, key, name, unit, kind, of_field, filter, numerator, denominator, direction, credit, version, archived
	FROM metric
	WHERE org_id = $1
	ORDER BY key`
	sqlInsertMetric = `
	INSERT INTO metric (
		org_id, metric_id, key, name, unit, kind, of_field, filter, numerator, denominator, direction, credit, version, archived)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`
	sqlUpdateMetric = `
	UPDATE metric
	SET key = $4, name = $5, unit = $6, kind = $7, of_field = $8, filter = $9, numerator = $10, denominator = $11, direction = $12,
		credit = $13, version = $14, archived = $15
	WHERE org_id = $1 AND metric_id = $2 AND version = $3`
)

func scanMetric(r row, x *Metric) error {
	return r.Scan(&x.ID, &x.Key, &x.Name, &x.Unit, &x.Kind, &x.Of, &x.Where, &x.Numerator, &x.Denominator, &x.Direction, &x.Credit,
		&x.Version, &x.Archived)
}

// Metrics are all of them by key, archived ones included.
func (t *Tx) Metrics(o org.ID) ([]Metric, error) { return all(t, sqlMetrics, scanMetric, o) }

// InsertMetric adds a metric.
func (t *Tx) InsertMetric(o org.ID, x Metric) error {
	return t.do(sqlInsertMetric, o, x.ID, x.Key, x.Name, x.Unit, x.Kind, x.Of, x.Where, x.Numerator, x.Denominator, x.Direction, x.Credit,
		x.Version, x.Archived)
}

// UpdateMetric stores x, whose Version is the new one; Stale unless the stored one is the one before it.
func (t *Tx) UpdateMetric(o org.ID, x Metric) error {
	return t.renew("metric", sqlUpdateMetric, o, x.ID, x.Version-1, x.Key, x.Name, x.Unit, x.Kind, x.Of, x.Where, x.Numerator, x.Denominator,
		x.Direction, x.Credit, x.Version, x.Archived)
}

const sqlDeleteMetric = `DELETE FROM metric WHERE org_id = $1 AND metric_id = $2`

// DeleteMetric removes a metric that no objective uses: only the undoing of an import does this.
func (t *Tx) DeleteMetric(o, id org.ID) error { return t.touch("metric", sqlDeleteMetric, o, id) }

// Rate is what one unit of a currency is worth in the organisation's, from a day on, in 1e-10 units.
type Rate struct {
	Currency string
	From     period.Date
	Rate     int64
}

const (
	sqlRates      = `SELECT currency, from_on, rate FROM rate WHERE org_id = $1 ORDER BY currency, from_on`
	sqlDeleteRate = `DELETE FROM rate WHERE org_id = $1 AND currency = $2 AND from_on = $3`
)

var rateRows = bulk{
	table:    "rate",
	columns:  []string{"org_id", "currency", "from_on", "rate"},
	types:    []string{"bigint", "text", "text", "bigint"},
	conflict: `ON CONFLICT (org_id, currency, from_on) DO UPDATE SET rate = excluded.rate`,
}

func scanRate(r row, x *Rate) error { return r.Scan(&x.Currency, &x.From, &x.Rate) }

// Rates are all of them, by currency and day.
func (t *Tx) Rates(o org.ID) ([]Rate, error) { return all(t, sqlRates, scanRate, o) }

// PutRates adds rates, replacing those of the same currency and day. A currency and day may stand once in rs.
func (t *Tx) PutRates(o org.ID, rs []Rate) error {
	return t.bulk(&rateRows, len(rs), func(i int, v []any) error {
		v[0], v[1], v[2], v[3] = int64(o), rs[i].Currency, rs[i].From.String(), rs[i].Rate
		return nil
	})
}

// DeleteRates removes those of the same currency and day; absent ones are no error.
func (t *Tx) DeleteRates(o org.ID, rs []Rate) error {
	for _, r := range rs {
		if err := t.do(sqlDeleteRate, o, r.Currency, r.From.String()); err != nil {
			return err
		}
	}
	return nil
}
