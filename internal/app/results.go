package app

import (
	"context"

	"cordee/internal/fault"
	"cordee/internal/ledger"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/sheet"
)

// Outcome says what became of a set of results once they are committed.
type Outcome struct {
	Accepted  int `json:"accepted"`  // new ones
	Duplicate int `json:"duplicate"` // already known, or older than what is known
	Corrected int `json:"corrected"` // replaced or cancelled
}

// posting is a set of results waiting to be posted together: all of them, or none.
type posting struct {
	rows     []sheet.ResultRow
	imported org.ID
	outcome  Outcome
}

// Record posts results, all or nothing, and answers once they are committed. Everyone who posts at the same moment shares one
// commit.
func (a *App) Record(ctx context.Context, actor org.Actor, rows []sheet.ResultRow) (Outcome, error) {
	p := &posting{rows: rows}
	err := a.submit(ctx, &job{org: actor.Org, actor: actor, post: p})
	if err != nil {
		return Outcome{}, err
	}
	return p.outcome, nil
}

// postAll posts the results of neighbouring jobs. A job with a problem is refused whole; the others go on.
func (u *Unit) postAll(jobs []*job) error {
	ps := &poster{unit: u, sums: newSums(u, u.World.meters)}
	ready := make([][]incoming, len(jobs))
	for i, j := range jobs {
		j.err, j.post.outcome = nil, Outcome{}
		ready[i], j.err = u.World.resolve(j.post.rows, func(r ledger.Result) error { return u.mayPost(j.actor, r) })
	}
	if err := ps.load(ready); err != nil {
		return err
	}
	for i, j := range jobs {
		if j.err != nil {
			continue
		}
		u.Actor = j.actor
		if j.post.outcome, j.err = ps.post(ready[i], j.post.imported); j.err != nil {
			j.post.outcome = Outcome{}
		}
	}
	return ps.write()
}

func (u *Unit) mayPost(actor org.Actor, r ledger.Result) error {
	owners := make([]org.Owner, len(r.Credits))
	for i, c := range r.Credits {
		owners[i] = c.Owner
	}
	return u.World.Can(actor, org.PostResult, org.ResultObject(owners...), u.World.Today(u.At))
}

// results posts the rows of an import.
func (in *intake) results(rows []sheet.ResultRow) error {
	if len(rows) == 0 {
		return nil
	}
	ready, err := in.World.resolve(rows, func(ledger.Result) error { return nil })
	if err != nil {
		for _, e := range fault.All(err) {
			if e.Where != nil {
				in.refused(sheet.Results, *e.Where)
			}
			in.problems = append(in.problems, e)
		}
		return nil
	}
	ps := &poster{unit: in.Unit, sums: newSums(in.Unit, in.World.meters), told: in.countResult, wrote: in.pace.on}
	if err := ps.load([][]incoming{ready}); err != nil {
		return err
	}
	if _, err := ps.post(ready, in.imported); err != nil {
		in.problems = append(in.problems, fault.All(err)...)
		return nil
	}
	if err = ps.write(); fault.KindOf(err) == fault.Invalid { // a total beyond counting is the fault of all rows together
		for _, e := range fault.All(err) {
			in.problems = append(in.problems, e.At(fault.Where{File: rows[0].At.File, Sheet: rows[0].At.Sheet}))
		}
		return nil
	}
	return err
}

func (in *intake) countResult(at fault.Where, a ledger.Action) {
	in.here = at
	in.pace.on(1)
	c := in.count(sheet.Results)
	switch a {
	case ledger.New, ledger.Ahead:
		c.Created++
	case ledger.Correct, ledger.Cancel, ledger.Recancel, ledger.Covered:
		c.Updated++
	case ledger.Duplicate, ledger.Stale, ledger.NothingToCancel:
		c.Unchanged++
	}
}

// incoming is a result whose people, teams and amounts are resolved.
type incoming struct {
	ledger.Result
	hash     [16]byte // of what was sent, before conversion
	original measure.Maybe
	currency string
	rate     int64
	at       fault.Where
	belongs  org.ID // the import that brought it, when it is brought back; 0 for that of the set
}

// resolve turns rows into results, gathering every problem of every row.
func (w *World) resolve(rows []sheet.ResultRow, may func(ledger.Result) error) ([]incoming, error) {
	out := make([]incoming, 0, len(rows))
	var problems fault.List
	for _, row := range rows {
		in, err := w.resolveOne(row)
		if err == nil && in.Kind != ledger.Cancelled {
			err = may(in.Result)
		}
		if err != nil {
			for _, e := range fault.All(err) {
				at := row.At
				if e.Where != nil {
					at = *e.Where
				}
				if e.Field != "" && at.Column == "" {
					at.Column = e.Field
				}
				if at.Value == "" {
					at.Value = blamed(e)
				}
				problems = append(problems, e.At(at))
			}
			continue
		}
		out = append(out, in)
	}
	return out, problems.OrNil()
}

func (w *World) resolveOne(row sheet.ResultRow) (incoming, error) {
	var l fault.List
	in := incoming{at: row.At}
	in.Result = ledger.Result{
		Source: orKey(row.Source, "import"), Ref: row.Ref, Version: row.Version, HasVersion: row.HasVersion,
		OccurredOn: row.OccurredOn, Kind: row.Kind, Amount: row.Amount, Currency: row.Currency, Attrs: ledger.Trimmed(row.Attrs),
	}
	for _, c := range row.Credits {
		owner, err := w.ownerRef(c.Owner)
		l.Add(blame(err, "person", c.Owner))
		in.Credits = append(in.Credits, ledger.Share{Owner: owner, BP: c.BP})
	}
	for _, key := range row.Assists {
		id, err := w.personRef(key)
		l.Add(blame(err, "assists", key))
		in.Assists = append(in.Assists, id)
	}
	if err := in.Result.Check(); err != nil {
		l.Add(beside(l, err))
	}
	if len(l) > 0 {
		return in, l
	}
	if in.Currency == "" || !in.Amount.OK { // said or not, it is the organisation's: the same result either way
		in.Currency = w.Org().Currency
	}
	in.hash = in.Result.Hash()
	return in, w.inOwnCurrency(&in, row.Rate)
}

// beside is what else is wrong with a result whose owners were looked up first: who they are is only said once.
func beside(owners fault.List, err error) error {
	if len(owners) == 0 {
		return err
	}
	return drop(fault.All(err), func(e *fault.Error) bool {
		return e.Field == "person" || e.Field == "credits" || e.Field == "assists"
	}).OrNil()
}

// inOwnCurrency fixes the amount in the organisation's currency: at the rate that came with it, as an export says it, else (0) at
// the rate of its day.
func (w *World) inOwnCurrency(in *incoming, rate int64) error {
	own := w.Org().Currency
	if in.Currency == own {
		if rate != 0 && rate != rateScale {
			return fault.Bad("exchange_rate", "result.rate_own_currency", "currency", own)
		}
		return nil
	}
	v, err := converted(in.Amount.Amount, rate)
	if rate == 0 {
		v, rate, err = w.convert(in.Amount.Amount, in.Currency, in.OccurredOn)
	}
	if err != nil {
		return err
	}
	if v > measure.MaxReading || v < -measure.MaxReading {
		return fault.Bad("amount", "amount.too_large", "value", v.String())
	}
	in.original, in.currency, in.rate = in.Amount, in.Currency, rate
	in.Amount, in.Currency = measure.Some(v), own
	return nil
}

// converted is an amount at a rate, half away from zero.
func converted(a measure.Amount, rate int64) (measure.Amount, error) {
	v, err := measure.MulDiv(int64(a), rate, rateScale)
	return measure.Amount(v), err
}

// blame names the column and value behind an error.
func blame(err error, column, value string) error {
	if err == nil {
		return nil
	}
	e := fault.All(err)[0].On(column)
	e.Args["value"] = value
	return e
}
