package store

import (
	"cmp"
	"slices"

	"cordee/internal/fault"
	"cordee/internal/ledger"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

var (
	tallyColumns = []string{"org_id", "metric_id", "owner_id", "on_day", "owner_kind", "value", "n"}
	tallyTypes   = []string{"bigint", "bigint", "bigint", "text", "text", "bigint", "bigint"}
)

// tallyAdds relies on the engine to refuse an overflow: PostgreSQL by itself, SQLite by STRICT and the tally_range check.
var tallyAdds = bulk{
	table: "tally", columns: tallyColumns, types: tallyTypes,
	conflict: `
	ON CONFLICT (org_id, metric_id, owner_id, on_day) DO UPDATE SET value = tally.value + excluded.value, n = tally.n + excluded.n`,
}

var tallySets = bulk{
	table: "tally", columns: tallyColumns, types: tallyTypes,
	conflict: `ON CONFLICT (org_id, metric_id, owner_id, on_day) DO UPDATE SET value = excluded.value, n = excluded.n`,
}

func byKey(a, b ledger.Tally) int {
	return cmp.Or(cmp.Compare(a.Metric, b.Metric), cmp.Compare(a.Owner.ID, b.Owner.ID), cmp.Compare(a.On, b.On))
}

// merged is ts in key order with equal keys added up: neighbours in the table are touched one after the other.
func merged(ts []ledger.Tally) ([]ledger.Tally, error) {
	sorted := slices.Clone(ts)
	slices.SortFunc(sorted, byKey)
	out := sorted[:0]
	for _, x := range sorted {
		if n := len(out); n > 0 && byKey(out[n-1], x) == 0 {
			sum, err := out[n-1].Value.Add(x.Value)
			if err != nil {
				return nil, err
			}
			out[n-1].Value, out[n-1].N = sum, out[n-1].N+x.N
			continue
		}
		out = append(out, x)
	}
	return out, nil
}

func (t *Tx) putTallies(o org.ID, b *bulk, ts []ledger.Tally) error {
	return t.bulk(b, len(ts), func(i int, v []any) error {
		x := &ts[i]
		v[0], v[1], v[2], v[3], v[4] = int64(o), int64(x.Metric), int64(x.Owner.ID), x.On.String(), string(x.Owner.Kind)
		v[5], v[6] = int64(x.Value), x.N
		return nil
	})
}

// AddTallies adds values and counts to what is there. A total that leaves the range is refused with amount.overflow, and the transaction
// with it.
func (t *Tx) AddTallies(o org.ID, ts []ledger.Tally) error {
	sum, err := merged(ts)
	if err != nil {
		return err
	}
	return t.putTallies(o, &tallyAdds, sum)
}

const sqlDeleteTally = `DELETE FROM tally WHERE org_id = $1 AND metric_id = $2 AND owner_id = $3 AND on_day = $4`

// SetTallies replaces values and counts; N = 0 removes the row. A key may stand once in ts.
func (t *Tx) SetTallies(o org.ID, ts []ledger.Tally) error {
	var live []ledger.Tally
	for _, x := range ts {
		if x.N != 0 {
			live = append(live, x)
			continue
		}
		if err := t.do(sqlDeleteTally, o, x.Metric, x.Owner.ID, x.On.String()); err != nil {
			return err
		}
	}
	slices.SortFunc(live, byKey)
	return t.putTallies(o, &tallySets, live)
}

const sqlDeleteTallies = `DELETE FROM tally WHERE org_id = $1 AND metric_id = $2`

// DeleteTallies removes every tally of a metric, before it is folded anew in the same transaction.
func (t *Tx) DeleteTallies(o, metric org.ID) error { return t.do(sqlDeleteTallies, o, metric) }

// DeleteTalliesOf removes the tallies of these metrics and owners; an empty list means all.
func (t *Tx) DeleteTalliesOf(o org.ID, metrics, owners []org.ID) error {
	var c clause
	c.and("org_id = $%d", o)
	if len(metrics) > 0 {
		c.and("metric_id {IN $%d}", ints(t, metrics))
	}
	if len(owners) > 0 {
		c.and("owner_id {IN $%d}", ints(t, owners))
	}
	return t.do(`DELETE FROM tally WHERE `+c.String(), c.args...)
}

const sqlTallyColumns = `SELECT metric_id, owner_id, owner_kind, on_day, value, n FROM tally`

func scanTally(r row, x *ledger.Tally) error {
	return r.Scan(&x.Metric, &x.Owner.ID, &x.Owner.Kind, &x.On, (*int64)(&x.Value), &x.N)
}

// EachTally streams the tallies of a metric (0: of all) by metric, owner and day.
func (t *Tx) EachTally(o, metric org.ID, fn func(ledger.Tally) error) error {
	var c clause
	c.and("org_id = $%d", o)
	if metric != 0 {
		c.and("metric_id = $%d", metric)
	}
	return t.each(sqlTallyColumns+` WHERE `+c.String()+` ORDER BY metric_id, owner_id, on_day`, func(r row) error {
		var x ledger.Tally
		if err := scanTally(r, &x); err != nil {
			return err
		}
		return fn(x)
	}, c.args...)
}

// Daily are the day rows of these metrics and owners, by metric, owner and day; both ends included, zero = open.
func (t *Tx) Daily(o org.ID, metrics, owners []org.ID, from, to period.Date) ([]ledger.Tally, error) {
	lo, hi := bounds(from, to)
	return all(t, sqlDaily, scanTally, o, ints(t, metrics), ints(t, owners), lo, hi)
}

const sqlDaily = sqlTallyColumns + `
	WHERE org_id = $1 AND metric_id {IN $2} AND owner_id {IN $3} AND on_day >= $4 AND on_day <= $5
	ORDER BY metric_id, owner_id, on_day`

const (
	sqlSumOwners = `
	SELECT owner_id, CAST(SUM(value) AS BIGINT), CAST(SUM(n) AS BIGINT)
	FROM tally
	WHERE org_id = $1 AND metric_id = $2 AND on_day >= $3 AND on_day <= $4 AND owner_id {IN $5}
	GROUP BY owner_id`
	sqlSumAll = `
	SELECT owner_id, CAST(SUM(value) AS BIGINT), CAST(SUM(n) AS BIGINT)
	FROM tally
	WHERE org_id = $1 AND metric_id = $2 AND on_day >= $3 AND on_day <= $4
	GROUP BY owner_id`
)

// SumByOwner are the totals of a metric per owner, of all owners when none is named; both ends included, zero = open. Owners without any
// result are left out.
func (t *Tx) SumByOwner(o, metric org.ID, owners []org.ID, from, to period.Date) (map[org.ID]ledger.Delta, error) {
	lo, hi := bounds(from, to)
	q, args := sqlSumAll, []any{o, metric, lo, hi}
	if len(owners) > 0 {
		q, args = sqlSumOwners, append(args, ints(t, owners))
	}
	sums := make(map[org.ID]ledger.Delta, len(owners))
	err := t.each(q, func(r row) error {
		var owner org.ID
		var d ledger.Delta
		err := r.Scan(&owner, (*int64)(&d.Value), &d.N)
		sums[owner] = d
		return err
	}, args...)
	return sums, err
}

// Ask is one question: how much of a metric an owner has between two days, both included, zero = open.
type Ask struct {
	Metric, Owner org.ID
	From, To      period.Date
}

// Many questions at once: SQLite answers them one by one from a prepared statement, PostgreSQL in one round trip.
const (
	sqlSum = `
	SELECT CAST(COALESCE(SUM(value), 0) AS BIGINT), CAST(COALESCE(SUM(n), 0) AS BIGINT)
	FROM tally
	WHERE org_id = $1 AND metric_id = $2 AND owner_id = $3 AND on_day >= $4 AND on_day <= $5`
	sqlSumsPostgres = `
	SELECT CAST(q.i AS BIGINT), CAST(SUM(t.value) AS BIGINT), CAST(SUM(t.n) AS BIGINT)
	FROM unnest($2::bigint[], $3::bigint[], $4::text[], $5::text[]) WITH ORDINALITY AS q (metric_id, owner_id, lo, hi, i)
	JOIN tally t ON t.org_id = $1 AND t.metric_id = q.metric_id AND t.owner_id = q.owner_id AND t.on_day >= q.lo AND t.on_day <= q.hi
	GROUP BY q.i`
	sqlLatest = `
	SELECT value
	FROM tally
	WHERE org_id = $1 AND metric_id = $2 AND owner_id = $3 AND on_day >= $4 AND on_day <= $5
	ORDER BY on_day DESC
	LIMIT 1`
	sqlLatestsPostgres = `
	SELECT DISTINCT ON (q.i) CAST(q.i AS BIGINT), t.value, t.n
	FROM unnest($2::bigint[], $3::bigint[], $4::text[], $5::text[]) WITH ORDINALITY AS q (metric_id, owner_id, lo, hi, i)
	JOIN tally t ON t.org_id = $1 AND t.metric_id = q.metric_id AND t.owner_id = q.owner_id AND t.on_day >= q.lo AND t.on_day <= q.hi
	ORDER BY q.i, t.on_day DESC`
)

// Sums answers in the order of the questions; nothing is zero.
func (t *Tx) Sums(o org.ID, asks []Ask) ([]ledger.Delta, error) {
	sums := make([]ledger.Delta, len(asks))
	if t.db.engine == Postgres {
		return sums, t.askPostgres(sqlSumsPostgres, o, asks, func(i int, d ledger.Delta) { sums[i] = d })
	}
	for i, a := range asks {
		lo, hi := bounds(a.From, a.To)
		if err := t.one("tally", sqlSum, vals((*int64)(&sums[i].Value), &sums[i].N), o, a.Metric, a.Owner, lo, hi); err != nil {
			return nil, err
		}
	}
	return sums, nil
}

// Latests is the value of the last day within each question, in their order; none where there is no result.
func (t *Tx) Latests(o org.ID, asks []Ask) ([]measure.Maybe, error) {
	values := make([]measure.Maybe, len(asks))
	if t.db.engine == Postgres {
		return values, t.askPostgres(sqlLatestsPostgres, o, asks, func(i int, d ledger.Delta) { values[i] = measure.Some(d.Value) })
	}
	for i, a := range asks {
		lo, hi := bounds(a.From, a.To)
		if _, err := t.maybe(sqlLatest, vals(intoMaybe{&values[i]}), o, a.Metric, a.Owner, lo, hi); err != nil {
			return nil, err
		}
	}
	return values, nil
}

func (t *Tx) askPostgres(q string, o org.ID, asks []Ask, put func(i int, d ledger.Delta)) error {
	metrics, owners := make([]int64, len(asks)), make([]int64, len(asks))
	los, his := make([]string, len(asks)), make([]string, len(asks))
	for i, a := range asks {
		metrics[i], owners[i] = int64(a.Metric), int64(a.Owner)
		los[i], his[i] = bounds(a.From, a.To)
	}
	return t.each(q, func(r row) error {
		var i int
		var d ledger.Delta
		if err := r.Scan(&i, (*int64)(&d.Value), &d.N); err != nil {
			return err
		}
		if i < 1 || i > len(asks) {
			return fault.New(fault.Internal, "store.answer_without_question")
		}
		put(i-1, d)
		return nil
	}, o, metrics, owners, los, his)
}
