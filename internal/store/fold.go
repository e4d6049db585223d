package store

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"cordee/internal/ledger"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

// What folding the whole ledger anew needs, read as cheaply as the engine allows: a million results are a million rows here, and several
// million totals.

const sqlCounted = `
	SELECT posting_id, sign, occurred_on, roster_on, kind, owner_kind, owner_id, share_bp, amount, attrs
	FROM ledger_entry
	WHERE org_id = $1 AND role = 'credit'
	ORDER BY posting_id, line`

// EachCounted streams every posting in the order of posting, with only what decides how it counts: sign, days, kind, credits, amount and
// attributes. The posting given to fn is the same from call to call.
func (t *Tx) EachCounted(o org.ID, fn func(*ledger.Posting) error) error {
	var p, next ledger.Posting
	var owner ledger.Share
	var text sql.NullString
	known := knownAttrs{}
	fields := []any{
		&next.ID, &next.Sign, &next.OccurredOn, &next.RosterOn, &next.Kind, &owner.Owner.Kind, &owner.Owner.ID, &owner.BP,
		intoMaybe{&next.Amount}, &text,
	}
	err := t.each(sqlCounted, func(r row) error {
		if err := r.Scan(fields...); err != nil {
			return err
		}
		if next.ID != p.ID {
			if p.ID != 0 {
				if err := fn(&p); err != nil {
					return err
				}
			}
			var err error
			if next.Attrs, err = known.read(text); err != nil {
				return err
			}
			next.Credits = p.Credits[:0]
			p = next
		}
		p.Credits = append(p.Credits, owner)
		return nil
	}, o)
	if err == nil && p.ID != 0 {
		err = fn(&p)
	}
	return err
}

// knownAttrs remembers attributes by their text: many results have the same few.
type knownAttrs map[string]map[string]string

const maxKnownAttrs = 10_000

func (k knownAttrs) read(text sql.NullString) (map[string]string, error) {
	if !text.Valid {
		return nil, nil
	}
	if m, ok := k[text.String]; ok {
		return m, nil
	}
	var m map[string]string
	if err := json.Unmarshal([]byte(text.String), &m); err != nil {
		return nil, err
	}
	if len(k) == maxKnownAttrs {
		clear(k)
	}
	k[text.String] = m
	return m, nil
}

// Run is all the day totals of one metric of one owner, by day.
type Run struct {
	Metric org.ID
	Owner  org.Owner
	Days   []DayTotal
}

// DayTotal is the total of one day of a Run.
type DayTotal struct {
	On period.Date
	ledger.Delta
}

// sqlRunsSQLite packs a run into one row: the driver hands over a row far slower than the engine walks an index. An owner has one kind;
// a run with two gives both names in one, which no owner has.
const sqlRunsSQLite = `
	SELECT metric_id, owner_id, CASE WHEN MIN(owner_kind) = MAX(owner_kind) THEN MIN(owner_kind) ELSE MIN(owner_kind) || MAX(owner_kind) END,
		json_group_array(on_day), json_group_array(value), json_group_array(n)
	FROM tally
	WHERE org_id = $1
	GROUP BY metric_id, owner_id
	ORDER BY metric_id, owner_id`

// EachRun streams every stored total, run by run, by metric and owner.
func (t *Tx) EachRun(o org.ID, fn func(Run) error) error {
	if t.db.engine == Postgres {
		return t.eachRunRowByRow(o, fn)
	}
	return t.each(sqlRunsSQLite, func(r row) error {
		var x Run
		var days, values, ns string
		if err := r.Scan(&x.Metric, &x.Owner.ID, &x.Owner.Kind, &days, &values, &ns); err != nil {
			return err
		}
		var err error
		if x.Days, err = unpack(days, values, ns); err != nil {
			return err
		}
		return fn(x)
	}, o)
}

func (t *Tx) eachRunRowByRow(o org.ID, fn func(Run) error) error {
	var run Run
	err := t.EachTally(o, 0, func(x ledger.Tally) error {
		if x.Metric != run.Metric || x.Owner != run.Owner {
			if len(run.Days) > 0 {
				if err := fn(run); err != nil {
					return err
				}
			}
			run = Run{Metric: x.Metric, Owner: x.Owner}
		}
		run.Days = append(run.Days, DayTotal{x.On, x.Delta})
		return nil
	})
	if err == nil && len(run.Days) > 0 {
		err = fn(run)
	}
	return err
}

// unpack reads three JSON arrays of the same length: days, values, counts. The days come in the order of the index.
func unpack(days, values, ns string) ([]DayTotal, error) {
	list := make([]DayTotal, 0, strings.Count(days, ",")+1)
	days, values, ns = inside(days), inside(values), inside(ns)
	for days != "" {
		var d, v, n string
		d, days, _ = strings.Cut(days, ",")
		v, values, _ = strings.Cut(values, ",")
		n, ns, _ = strings.Cut(ns, ",")
		on, err := period.ParseDate(strings.Trim(d, `"`))
		if err != nil {
			return nil, err
		}
		value, err := strconv.ParseInt(v, 10, 64)
		if err != nil {
			return nil, fmt.Errorf("stored totals: %w", err)
		}
		count, err := strconv.ParseInt(n, 10, 64)
		if err != nil {
			return nil, fmt.Errorf("stored totals: %w", err)
		}
		list = append(list, DayTotal{on, ledger.Delta{Value: measure.Amount(value), N: count}})
	}
	return list, nil
}

func inside(array string) string { return strings.TrimSuffix(strings.TrimPrefix(array, "["), "]") }
