package app

import (
	"context"
	"maps"
	"slices"
	"strings"

	"cordee/internal/fault"
	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/plan"
	"cordee/internal/store"
)

// BatchAsk says which objectives to prepare for the people of a team at once.
type BatchAsk struct {
	Team   org.ID
	Metric string // key
	Span   period.Span
	Last   bool          // from the last period, by the printed revision rule; else from a full-time number
	Full   measure.Maybe // what somebody settled and full-time would carry
	Rule   plan.Rule
}

// MaxMarket is the most that a market is expected to grow to, from one period to the next: three times.
const MaxMarket = 3 * measure.Hundred

// BatchRow is one person: the number proposed for them and how it came about, or the objective that is there already.
type BatchRow struct {
	Person org.Person
	Number measure.Maybe
	How    []plan.Note
	Ramp   measure.BP
	There  *store.GoalRow
	Uneven *plan.Unequal // the number proposed is also that of somebody who has more time for it

	exposure int64 // the weight of the days as far as they are there for them
}

// Batch is objectives for the people of a team, ready to be looked at.
type Batch struct {
	World  *World
	Ask    BatchAsk
	Metric measure.Metric
	Parent store.GoalRow // the team's own objective they would be parts of, if there is one
	Rows   []BatchRow
	Sum    measure.Amount // of the numbers proposed
}

// BatchForm is what somebody decided for each.
type BatchForm struct {
	BatchAsk
	Title   string
	Why     string
	Numbers map[org.ID]measure.Amount // typed ones are kept; who is absent here takes the number proposed
	Out     map[org.ID]bool
	Assign  bool // given with the reason, instead of proposed
	Paid    bool
	Uneven  bool // the same number for unequal time is meant
}

// Batch reads the numbers that would be proposed to each of a team's people.
//
// Refusals: goal.no_parts for a metric that is not a number of its own, goal.too_many_parts beyond 200 people.
func (a *App) Batch(ctx context.Context, actor org.Actor, ask BatchAsk) (Batch, error) {
	var b Batch
	err := a.read(ctx, actor, org.ReadOrg, func(r *Reading) (err error) {
		if err := r.World.mayBatch(actor, ask, r.Today); err != nil {
			return err
		}
		b, err = r.World.batch(r.tx, ask, r.Today)
		return err
	})
	return b, err
}

func (w *World) mayBatch(actor org.Actor, ask BatchAsk, today period.Date) error {
	if _, ok := w.Team(ask.Team); !ok {
		return notFound("team")
	}
	return w.Can(actor, org.EditGoal, org.Object{Kind: org.AGoal, Owner: org.TeamOwner(ask.Team), Common: true}, today)
}

func (w *World) batch(tx *store.Tx, ask BatchAsk, today period.Date) (Batch, error) {
	b := Batch{World: w, Ask: ask}
	m, ok := w.MetricByKey(ask.Metric)
	switch {
	case !ok:
		return b, fault.Bad("metric", "metric.unknown", "key", ask.Metric)
	case ask.Span.Open() || ask.Span.Empty():
		return b, fault.Bad("period", "goal.period_invalid")
	case ask.Rule.Next < 0 || ask.Rule.Next > MaxMarket:
		return b, fault.Bad("market", "plan.index", "value", ask.Rule.Next)
	}
	b.Metric = m.Norm()
	owners := w.below(store.GoalRow{Goal: goal.Goal{Owner: org.TeamOwner(ask.Team), Start: ask.Span.From, End: ask.Span.Last()}}, false)
	if len(owners) > maxLines {
		return b, fault.New(fault.Invalid, "goal.too_many_parts", "n", len(owners), "max", maxLines)
	}
	months, _ := plan.RampMonths(nil, 0)
	var err error
	if len(owners) > 0 {
		if months, _, err = w.ownRamp(tx, m.ID, owners[0].ID, today); err != nil {
			return b, err
		}
	}
	for _, o := range owners {
		row, err := w.batchRow(tx, ask, m.ID, o, months, today)
		if err != nil {
			return b, err
		}
		b.Rows, b.Sum = append(b.Rows, row), b.Sum+row.Number.Amount
	}
	for _, u := range b.uneven(nil, nil) {
		b.Rows[slices.IndexFunc(b.Rows, func(r BatchRow) bool { return r.Person.ID == u.Owner.ID })].Uneven = &u
	}
	b.Parent, err = w.sameOf(tx, org.TeamOwner(ask.Team), m.ID, ask.Span)
	return b, err
}

func (w *World) batchRow(tx *store.Tx, ask BatchAsk, metric org.ID, o org.Owner, months int, today period.Date) (BatchRow, error) {
	p, _ := w.Person(o.ID)
	row := BatchRow{Person: p, exposure: w.grown(o, ask.Span, months).Weight(ask.Span)}
	there, err := w.sameOf(tx, o, metric, ask.Span)
	if err != nil || there.ID != 0 {
		row.There = &there
		return row, err
	}
	if ask.Last {
		last, err := w.lastOf(tx, o, metric, ask.Span)
		if err != nil || last.ID == 0 {
			return row, err
		}
		copied, err := w.copyLast(tx, []store.GoalRow{last}, ask.Rule, today)
		if err != nil {
			return row, err
		}
		row.Number, row.How = measure.Some(copied[0].Amount), copied[0].Derivation
		return row, nil
	}
	if ask.Full.OK {
		w.prorated(&row, ask, o, months)
	}
	return row, nil
}

// prorated brings a full-time number down to somebody's time, absences and growing in; it never goes up (SCIENCE B7).
func (w *World) prorated(row *BatchRow, ask BatchAsk, o org.Owner, months int) {
	full, grown := w.standard(ask.Span).Weight(ask.Span), w.grown(o, ask.Span, months).Weight(ask.Span)
	exact := plan.Prorate(ask.Full.Amount, grown, full)
	row.Number = ask.Full
	row.How = []plan.Note{{Code: "plan.how.full_target", Args: []any{"amount", ask.Full.Amount}, Amount: ask.Full}}
	if exact == ask.Full.Amount {
		return
	}
	share, _ := measure.RatioOf(measure.Amount(grown), measure.Amount(full))
	step := plan.Friendly(exact, 1)
	n := exact / step * step
	if exact-n >= (step+1)/2 {
		n += step
	}
	n = min(n, ask.Full.Amount)
	row.Number, row.Ramp = measure.Some(n), share
	row.How = append(row.How, plan.Note{Code: "plan.how.presence", Args: []any{"share", share}, Amount: measure.Some(exact)})
	if n != exact {
		row.How = append(row.How, plan.Note{Code: "plan.how.nearest", Args: []any{"step", step, "amount", n}, Amount: measure.Some(n)})
	}
}

// sameOf is the objective of an owner for a metric and exactly these days, zero when there is none.
func (w *World) sameOf(tx *store.Tx, o org.Owner, metric org.ID, span period.Span) (store.GoalRow, error) {
	rows, err := tx.GoalsOf(w.Org().ID, []org.ID{o.ID}, span.From, span.Last())
	if err != nil {
		return store.GoalRow{}, err
	}
	for _, g := range rows {
		if g.Owner == o && g.Metric == metric && g.Span() == span && g.Status != goal.Cancelled {
			return g, nil
		}
	}
	return store.GoalRow{}, nil
}

// AssignBatch makes an objective for each person of a team in one go, proposed or given, each with how its number came about. Who
// already has one for the metric and the days keeps it: sending twice makes nothing twice.
//
// Refusals: batch.empty when nobody is left, batch.uneven for the same number asked of people with unequal time when that is not said to
// be meant, goal.why_missing, those of any new objective.
func (a *App) AssignBatch(ctx context.Context, actor org.Actor, f BatchForm) ([]org.ID, error) {
	var made []org.ID
	err := a.write(ctx, actor, func(u *Unit) error {
		made = nil
		today := u.World.Today(u.At)
		if err := u.World.mayBatch(actor, f.BatchAsk, today); err != nil {
			return err
		}
		f.Why = strings.TrimSpace(f.Why)
		if err := goal.WantReason("why", f.Why, "goal.why_missing"); err != nil {
			return err
		}
		b, err := u.World.batch(u.tx, f.BatchAsk, today)
		if err != nil {
			return err
		}
		if err := b.evenly(f); err != nil {
			return err
		}
		there := 0
		for _, row := range b.Rows {
			id, err := u.assignRow(b, row, f)
			if err != nil {
				return err
			}
			if row.There != nil {
				there++
			}
			if id != 0 {
				made = append(made, id)
			}
		}
		if len(made) == 0 && there == 0 {
			return fault.Bad("people", "batch.empty")
		}
		return u.note("batch.proposed", "team", f.Team, map[string]any{"n": len(made)})
	})
	return made, err
}

// uneven tells who would be asked for as much as somebody with more time for it, those who have the objective already included.
func (b Batch) uneven(typed map[org.ID]measure.Amount, out map[org.ID]bool) []plan.Unequal {
	var asked []plan.Asked
	given := map[org.ID]bool{}
	for _, r := range b.Rows {
		number := r.Number
		if n, ok := typed[r.Person.ID]; ok {
			number = measure.Some(n)
		}
		if given[r.Person.ID] = r.There == nil; r.There != nil {
			number = r.There.Target
		}
		if number.OK && !out[r.Person.ID] {
			asked = append(asked, plan.Asked{Owner: org.PersonOwner(r.Person.ID), Amount: number.Amount, Exposure: r.exposure})
		}
	}
	return slices.DeleteFunc(plan.UnequalTime(asked), func(u plan.Unequal) bool { return !given[u.Owner.ID] })
}

// evenly refuses, person by person, the same number for unequal time that nobody said is meant.
func (b Batch) evenly(f BatchForm) error {
	var l fault.List
	if f.Uneven {
		return nil
	}
	for _, u := range b.uneven(f.Numbers, f.Out) {
		l.Add(fault.Bad(NumberField+u.Owner.ID.String(), "batch.uneven", "share", u.Share, "fair", u.Rounded(), "unit", b.Metric.Unit))
	}
	return l.OrNil()
}

// Prorated are the numbers of a form with those of people who have less time brought down in proportion.
func (b Batch) Prorated(f BatchForm) map[org.ID]measure.Amount {
	numbers := maps.Clone(f.Numbers)
	for _, u := range b.uneven(f.Numbers, f.Out) {
		numbers[u.Owner.ID] = u.Rounded()
	}
	return numbers
}

// NumberField begins the name of each field that holds somebody's number.
const NumberField = "number_"

func (u *Unit) assignRow(b Batch, row BatchRow, f BatchForm) (org.ID, error) {
	if row.There != nil || f.Out[row.Person.ID] {
		return 0, nil
	}
	fair := row.Number
	if n, typed := f.Numbers[row.Person.ID]; typed {
		row.Number = measure.Some(n)
	}
	if !row.Number.OK {
		return 0, nil
	}
	m, _ := u.World.MetricByKey(f.Metric)
	g := goal.Goal{
		Title: strings.TrimSpace(f.Title), Why: f.Why, Tier: goal.Individual, Owner: org.PersonOwner(row.Person.ID), Metric: m.ID, Target: row.Number,
		Start: f.Span.From, End: f.Span.Last(), Parent: b.Parent.ID, Relation: goal.ContributesTo, Paid: f.Paid, Origin: goal.OriginAgreed, Status: goal.Proposed,
	}
	if f.Assign {
		g.Origin, g.Status = goal.OriginAssigned, goal.Published
	}
	if err := u.createGoal(&g, Said{Reason: f.Why}); err != nil {
		return 0, err
	}
	if fair.OK && fair != row.Number {
		row.How = append(row.How, plan.Note{Code: "plan.how.typed", Args: []any{"amount", row.Number.Amount, "fair", fair.Amount}, Amount: row.Number})
	}
	if len(row.How) == 0 {
		return g.ID, nil
	}
	return g.ID, u.freeze(g, row.How, b.Metric.Unit, row.Ramp)
}
