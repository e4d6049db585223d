package app

import (
	"context"
	"slices"

	"cordee/internal/fault"
	"cordee/internal/goal"
	"cordee/internal/ledger"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/sheet"
	"cordee/internal/store"
)

// Posted is a result as the ledger holds it, Cursor a place in a list of them, and Metric a metric of the organisation, for the
// doors, which do not know the store.
type (
	Metric = store.Metric
	Posted = store.Posted
	Cursor = store.Cursor
)

// Moved is an objective that a result counted for, and by how much.
type Moved struct {
	Standing
	OwnerName string
	By        measure.Maybe // absent where the figure is no total: a ratio, a latest value
}

// ResultView is the page of one result: what happened, and everything it moved.
type ResultView struct {
	World   *World
	Today   period.Date
	Posting Posted
	Live    bool // it still stands: neither corrected nor cancelled since
	Moved   []Moved
	MayUndo bool
}

// Result reads the page of one result by its posting. What the actor may not see looks like what does not exist.
func (a *App) Result(ctx context.Context, actor org.Actor, posting int64) (ResultView, error) {
	var v ResultView
	err := a.read(ctx, actor, org.ReadOrg, func(r *Reading) (err error) {
		v, err = r.resultView(posting)
		return err
	})
	return v, err
}

func (r *Reading) resultView(posting int64) (ResultView, error) {
	v := ResultView{World: r.World, Today: r.Today}
	found, err := r.tx.Postings(r.Actor.Org, []int64{posting})
	if err != nil {
		return v, err
	}
	p, ok := found[posting]
	if !ok || p.Sign < 0 {
		return v, notFound("result")
	}
	object, err := r.resultObject(p)
	if err != nil {
		return v, err
	}
	if r.World.Can(r.Actor, org.ReadContribution, object, r.Today) != nil {
		return v, notFound("result")
	}
	v.Posting = r.forReader(p)
	key := store.RefKey{Source: p.Source, Ref: p.Ref}
	heads, err := r.tx.Heads(r.Actor.Org, []store.RefKey{key})
	if err != nil {
		return v, err
	}
	head := heads[key]
	v.Live = head.Live && head.Posting == posting
	v.MayUndo = v.Live && r.World.Can(r.Actor, org.PostResult, object, r.Today) == nil
	if v.Live {
		v.Moved, err = r.moved(p)
	}
	return v, err
}

// forReader leaves out what hangs on a result (customer, product, margin...) unless the actor may read results and not only what
// someone brings.
func (r *Reading) forReader(p Posted) Posted {
	if r.World.Can(r.Actor, org.ReadResults, org.ResultObject(creditedOwners(p.Result)...), r.Today) != nil {
		p.Attrs = nil
	}
	return p
}

// shown keeps the results behind an objective that the actor may know of, each with no more than they may read.
func (r *Reading) shown(g store.GoalRow, list []Posted) ([]Posted, error) {
	var kept []Posted
	for _, p := range list {
		object := org.ResultObject(creditedOwners(p.Result)...)
		by, err := r.World.brought(p)
		if err != nil {
			return nil, err
		}
		if r.World.counts(g, by) {
			object.Towards = []org.Owner{g.Owner}
		}
		if r.World.Can(r.Actor, org.ReadContribution, object, r.Today) == nil || r.World.Can(r.Actor, org.ReadResults, object, r.Today) == nil {
			kept = append(kept, r.forReader(p))
		}
	}
	return kept, nil
}

// resultObject is a result with the actor's own ad-hoc groups that have an objective it counts for: what opens it to those in them.
func (r *Reading) resultObject(p Posted) (org.Object, error) {
	object := org.ResultObject(creditedOwners(p.Result)...)
	groups := r.World.GroupsOf(r.Actor.Person, r.Today)
	if len(groups) == 0 {
		return object, nil
	}
	by, err := r.World.brought(p)
	if err != nil {
		return object, err
	}
	rows, err := r.tx.GoalsOf(r.Actor.Org, groups, p.OccurredOn, p.OccurredOn)
	for _, g := range rows {
		if g.PublishedAt != 0 && g.Status != goal.Cancelled && r.World.counts(g, by) {
			object.Towards = append(object.Towards, g.Owner)
		}
	}
	return object, err
}

func creditedOwners(r ledger.Result) []org.Owner {
	owners := make([]org.Owner, len(r.Credits))
	for i, c := range r.Credits {
		owners[i] = c.Owner
	}
	return owners
}

// moved finds every objective the actor may see that a posting counted for, the highest tier first.
func (r *Reading) moved(p Posted) ([]Moved, error) {
	by, err := r.World.brought(p)
	if err != nil {
		return nil, err
	}
	owners := map[org.ID]bool{}
	for k := range by {
		owners[k.owner.ID] = true
	}
	ids := make([]org.ID, 0, len(owners))
	for id := range owners {
		ids = append(ids, id)
	}
	if len(ids) == 0 {
		return nil, nil
	}
	rows, err := r.tx.GoalsOf(r.Actor.Org, ids, p.OccurredOn, p.OccurredOn)
	if err != nil {
		return nil, err
	}
	rows = slices.DeleteFunc(rows, func(g store.GoalRow) bool {
		return g.PublishedAt == 0 || r.World.maySeeGoal(r.Actor, g.Goal, r.Today) != nil || !r.World.counts(g, by)
	})
	return r.movedBy(rows, by)
}

// brought is what one posting adds to the total of each metric and owner. A latest value is no total: it adds nothing, and is
// named all the same.
func (w *World) brought(p Posted) (map[totalOf]measure.Amount, error) {
	by := map[totalOf]measure.Amount{}
	err := ledger.Fold(p.Posting, w.meters, w.TeamsOf, w.Above, func(k ledger.Key, d ledger.Delta) error {
		by[totalOf{k.Metric, k.Owner}] += d.Value
		return nil
	})
	for _, k := range ledger.Touch(p.Posting, w.meters, w.TeamsOf, w.Above) {
		by[totalOf{k.Metric, k.Owner}] += 0
	}
	return by, err
}

// totalOf is a metric of an owner.
type totalOf struct {
	metric org.ID
	owner  org.Owner
}

// counts tells whether a posting that added these amounts touched an objective's figure.
func (w *World) counts(g store.GoalRow, by map[totalOf]measure.Amount) bool {
	touched := func(metric org.ID) bool { _, ok := by[totalOf{metric, g.Owner}]; return ok }
	m := w.metricOf(g.Goal)
	if m.Kind == measure.Ratio {
		return touched(w.byKey[m.Numerator]) || touched(w.byKey[m.Denominator])
	}
	return touched(g.Metric)
}

func (r *Reading) movedBy(rows []store.GoalRow, by map[totalOf]measure.Amount) ([]Moved, error) {
	standings, err := r.standings(rows)
	if err != nil {
		return nil, err
	}
	out := make([]Moved, len(standings))
	for i, s := range standings {
		out[i] = Moved{Standing: s, OwnerName: r.World.OwnerName(s.Owner)}
		if s.Metric.Kind == measure.Sum || s.Metric.Kind == measure.Count {
			out[i].By = measure.Some(by[totalOf{s.GoalRow.Metric, s.Owner}])
		}
	}
	slices.SortStableFunc(out, func(x, y Moved) int { return tierRank(x) - tierRank(y) })
	return out, nil
}

func tierRank(m Moved) int {
	return slices.Index([]string{"strategic", "operational", "collective", "individual"}, string(m.Tier))
}

// UndoResult takes back a result named by source and ref: what was posted for it is reversed on its own day.
func (a *App) UndoResult(ctx context.Context, actor org.Actor, source, ref string) error {
	if source == "" || ref == "" {
		return fault.New(fault.NotFound, "not_found", "what", "result")
	}
	row := sheet.ResultRow{Source: source, Ref: ref, Kind: ledger.Cancelled}
	_, err := a.Record(ctx, actor, []sheet.ResultRow{row})
	if fault.Is(err, "result.nothing_to_cancel") { // as what the actor may not know to exist
		return notFound("result")
	}
	return err
}

// Seq is the number of an organisation's last committed change.
func (a *App) Seq(ctx context.Context, o org.ID) (int64, error) { return a.db.Seq(ctx, o) }
