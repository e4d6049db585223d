package store

import (
	"database/sql"

	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

// Forecast is one that was issued: what was said of an objective at the end of a day. Probabilities are in millionths, Share is the
// part of the objective's days that was over, in millionths too. Decided tells that how it ended is known.
type Forecast struct {
	Goal           org.ID
	On             period.Date
	Share          int64
	P              int64
	Low, Mid, High measure.Amount
	Base, Pace     int64 // what the two plain methods said

	Decided  bool
	Attained bool
	Total    measure.Amount // what came, once decided
}

const (
	sqlPutForecast = `
	INSERT INTO forecast (org_id, goal_id, issued_on, share, p, low, mid, high, base, pace)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
	ON CONFLICT (org_id, goal_id, issued_on) DO NOTHING`
	sqlForecastColumns = `
	SELECT goal_id, issued_on, share, p, low, mid, high, base, pace, attained, COALESCE(total, 0)
	FROM forecast`
	sqlForecasts    = sqlForecastColumns + ` WHERE org_id = $1 AND goal_id {IN $2} ORDER BY goal_id, issued_on`
	sqlDecided      = sqlForecastColumns + ` WHERE org_id = $1 AND attained IS NOT NULL ORDER BY goal_id, issued_on`
	sqlOpenForecast = `SELECT DISTINCT goal_id FROM forecast WHERE org_id = $1 AND attained IS NULL ORDER BY goal_id`
	sqlDecide       = `UPDATE forecast SET attained = $3, total = $4 WHERE org_id = $1 AND goal_id = $2`
	sqlLastForecast = `
	SELECT f.goal_id, f.issued_on, f.share, f.p, f.low, f.mid, f.high, f.base, f.pace, f.attained, COALESCE(f.total, 0)
	FROM forecast f
	WHERE f.org_id = $1 AND f.attained IS NULL
		AND f.issued_on = (SELECT MAX(l.issued_on) FROM forecast l WHERE l.org_id = f.org_id AND l.goal_id = f.goal_id)
	ORDER BY f.goal_id`
	sqlDropForecasts = `DELETE FROM forecast WHERE org_id = $1 AND goal_id {IN $2}`
	sqlOldForecasts  = sqlForecastColumns + ` WHERE org_id = $1 AND issued_on < $2 ORDER BY goal_id, issued_on`
	sqlDropOld       = `DELETE FROM forecast WHERE org_id = $1 AND issued_on < $2`
	sqlPutPast       = `
	INSERT INTO forecast_past (org_id, group_id, share, p, base, pace, attained)
	VALUES ($1, $2, $3, $4, $5, $6, $7)
	ON CONFLICT (org_id, group_id, share) DO NOTHING`
	sqlPastForecasts = `
	SELECT group_id, share, p, base, pace, attained FROM forecast_past WHERE org_id = $1 ORDER BY group_id, share`
)

func scanForecast(r row, x *Forecast) error {
	var attained sql.NullBool
	err := r.Scan(&x.Goal, &x.On, &x.Share, &x.P, (*int64)(&x.Low), (*int64)(&x.Mid), (*int64)(&x.High), &x.Base, &x.Pace, &attained,
		(*int64)(&x.Total))
	x.Decided, x.Attained = attained.Valid, attained.Bool
	return err
}

// PutForecast keeps a forecast; one issued before on the same day stays as it was.
func (t *Tx) PutForecast(o org.ID, x Forecast) error {
	return t.do(sqlPutForecast, o, x.Goal, x.On.String(), x.Share, x.P, int64(x.Low), int64(x.Mid), int64(x.High), x.Base, x.Pace)
}

// Forecasts are those issued of some objectives, by objective and day.
func (t *Tx) Forecasts(o org.ID, goals []org.ID) ([]Forecast, error) {
	return all(t, sqlForecasts, scanForecast, o, ints(t, goals))
}

// LastForecasts are the latest of each objective that is not decided yet.
func (t *Tx) LastForecasts(o org.ID) ([]Forecast, error) {
	return all(t, sqlLastForecast, scanForecast, o)
}

// DecidedForecasts are those of objectives that are decided, by objective and day.
func (t *Tx) DecidedForecasts(o org.ID) ([]Forecast, error) {
	return all(t, sqlDecided, scanForecast, o)
}

// UndecidedForecasts are the objectives that were forecast and whose end is not known yet.
func (t *Tx) UndecidedForecasts(o org.ID) ([]org.ID, error) {
	return all(t, sqlOpenForecast, func(r row, x *org.ID) error { return r.Scan(x) }, o)
}

// DecideForecasts says how an objective ended to every forecast of it.
func (t *Tx) DecideForecasts(o, goal org.ID, attained bool, total measure.Amount) error {
	return t.do(sqlDecide, o, goal, attained, int64(total))
}

// DeleteForecasts forgets those of some objectives.
func (t *Tx) DeleteForecasts(o org.ID, goals []org.ID) error {
	return t.do(sqlDropForecasts, o, ints(t, goals))
}

// PastForecast is one of a decided objective that nobody can be told from any more. Group ties those of one objective together.
type PastForecast struct {
	Group         org.ID
	Share         int64
	P, Base, Pace int64
	Attained      bool
}

// ForecastsBefore are those issued before a day.
func (t *Tx) ForecastsBefore(o org.ID, on period.Date) ([]Forecast, error) {
	return all(t, sqlOldForecasts, scanForecast, o, on.String())
}

// DeleteForecastsBefore forgets those issued before a day.
func (t *Tx) DeleteForecastsBefore(o org.ID, on period.Date) error {
	return t.do(sqlDropOld, o, on.String())
}

// PutPastForecast keeps what was said and how it ended, of nobody in particular.
func (t *Tx) PutPastForecast(o org.ID, x PastForecast) error {
	return t.do(sqlPutPast, o, x.Group, x.Share, x.P, x.Base, x.Pace, x.Attained)
}

// PastForecasts are all of those, by objective.
func (t *Tx) PastForecasts(o org.ID) ([]PastForecast, error) {
	return all(t, sqlPastForecasts, func(r row, x *PastForecast) error {
		return r.Scan(&x.Group, &x.Share, &x.P, &x.Base, &x.Pace, &x.Attained)
	}, o)
}

const (
	sqlLateFact = `
	SELECT COUNT(*) FROM (
		SELECT 1 FROM ledger_entry WHERE org_id = $1 AND posting_id > $2 AND occurred_on < $3 LIMIT 1
	) late`
	sqlOtherChange = `
	SELECT COUNT(*) FROM (
		SELECT 1 FROM journal
		WHERE org_id = $1 AND seq > $2 AND subject_kind IN ('goal', 'import', 'metric', 'batch', 'template', 'tables') LIMIT 1
	) other`
)

// PastChanged tells whether, after a change, anything was posted on a day before one, or any objective, measure or import changed.
func (t *Tx) PastChanged(o org.ID, seq int64, before period.Date) (bool, error) {
	var late, other int64
	if err := t.one("journal", sqlOtherChange, vals(&other), o, seq); err != nil || other > 0 {
		return other > 0, err
	}
	err := t.one("ledger_entry", sqlLateFact, vals(&late), o, PostingID(seq+1, 0), before.String())
	return late > 0, err
}
