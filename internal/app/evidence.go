package app

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"cordee/internal/forecast"
	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/plan"
	"cordee/internal/store"
)

// grounds is everything the house knows about an objective on a day. The chance is the one at its start: what has been attained
// since is progress, not evidence that the number was well chosen.
func (w *World) grounds(tx *store.Tx, g store.GoalRow, today period.Date) (goal.Grounds, error) {
	o := w.Org()
	in := goal.Grounds{Currency: o.Currency, Calendar: o.Calendar, Today: today, GuardRail: g.Guard != 0}
	if m, ok := w.Metric(g.Metric); ok {
		in.Metric = m.Norm()
		in.Scope = w.scopeOf(m.Metric, g.Owner, today)
	}
	if g.PublishedAt > 0 && g.Import == 0 { // a file does not say when people were told
		in.PublishedOn = w.dayOf(g.PublishedAt)
	}
	if s := g.Span(); !s.Empty() {
		in.Checkpoints = goal.Rhythm(s, min(max(s.Len()/4, 1), daysInMonth))
	}
	for _, part := range []func(*store.Tx, store.GoalRow, *goal.Grounds) error{
		w.groundSteps, w.groundSource, w.groundHands, w.groundPast, w.groundMeans, w.groundMoves, w.groundLoad, w.groundTime, w.groundWord,
	} {
		if err := part(tx, g, &in); err != nil {
			return in, err
		}
	}
	return in, nil
}

// daysInMonth is the longest time between two looks at progress that the screens leave.
const daysInMonth = 31

// scopeOf counts what narrows an objective: attributes named by its metric's filter, and the sector that a person's team is.
func (w *World) scopeOf(m measure.Metric, o org.Owner, today period.Date) int {
	n := strings.Count(m.Where, "&&")
	if o.Kind == org.OwnerPerson {
		if _, ok := w.TeamOf(o.ID, today); ok {
			n++
		}
	}
	return n
}

func (w *World) dayOf(at int64) period.Date { return period.Today(instant(at), w.zone) }

func (w *World) groundSteps(tx *store.Tx, g store.GoalRow, in *goal.Grounds) error {
	if g.ID == 0 {
		return nil
	}
	steps, err := tx.Steps(w.Org().ID, []org.ID{g.ID})
	in.Steps = steps
	return err
}

// groundSource is how fresh the figures behind the metric are, for the whole organisation: that one owner is new is no gap.
func (w *World) groundSource(tx *store.Tx, g store.GoalRow, in *goal.Grounds) (err error) {
	metric := g.Metric
	if in.Metric.Kind == measure.Ratio {
		metric = w.byKey[in.Metric.Denominator]
	}
	if metric == 0 {
		return nil
	}
	in.Source.LastData, err = tx.LastDay(w.Org().ID, metric, w.Root().ID)
	if g.Baseline.OK {
		in.BaselineOn = g.Start
	}
	return err
}

// groundPast is what the owner and comparable people did before.
func (w *World) groundPast(tx *store.Tx, g store.GoalRow, in *goal.Grounds) error {
	if !g.Target.OK || g.Metric == 0 || g.Start.IsZero() || g.End.IsZero() {
		return nil
	}
	f, err := w.foresee(tx, g.Metric, g.Owner, g.Span(), in.Today)
	if err != nil || f.variant == forecast.NoModel {
		return err
	}
	pr := f.project(g.Owner, g.Target.Amount, goal.Facts{}, g.Start-1)
	in.RampMonths, in.SalesCycleDays = f.ramp, f.cycle
	in.Chance = goal.Chance{BP: pr.Chance, Known: pr.Shown, Periods: pr.Basis.CohortPeriods}
	best := slices.Clone(f.sums[g.Owner])
	slices.SortFunc(best, func(a, b measure.Amount) int { return int(min(max(b-a, -1), 1)) })
	best = slices.DeleteFunc(best, func(a measure.Amount) bool { return a <= 0 })
	if len(best) > 0 {
		in.OwnMax = measure.Some(best[0])
	}
	in.OwnBest = best[:min(len(best), 3)]
	in.Comparable, err = w.comparable(tx, g, f)
	return err
}

// comparable counts, among those who do the same work, who carried a similar number in the two periods before, and who reached it:
// one objective each, the latest.
func (w *World) comparable(tx *store.Tx, g store.GoalRow, f *foresight) (c goal.Comparable, err error) {
	var owners []org.ID
	for o := range f.sums {
		if o != g.Owner {
			owners = append(owners, o.ID)
		}
	}
	if len(owners) == 0 || len(f.spans) < 2 {
		return c, nil
	}
	rows, err := tx.GoalsOf(w.Org().ID, owners, f.spans[1].From, f.spans[0].Last())
	if err != nil {
		return c, err
	}
	last := map[org.ID]store.GoalRow{}
	for _, r := range rows {
		if r.Metric == g.Metric && r.Target.OK && r.End < g.Start && similar(r, g) && r.Status != goal.Cancelled {
			last[r.Owner.ID] = r
		}
	}
	kept := make([]store.GoalRow, 0, len(last))
	for _, r := range last {
		kept = append(kept, r)
	}
	standings, err := w.standings(tx, kept, g.Start-1)
	for _, s := range standings {
		c.People++
		if s.Progress.Reached {
			c.Attained++
		}
	}
	return c, err
}

// similar tells whether two numbers are within a quarter of each other, for periods of about the same length.
func similar(a, b store.GoalRow) bool {
	low, high := min(a.Target.Amount, b.Target.Amount), max(a.Target.Amount, b.Target.Amount)
	return low > 0 && high-low <= low/4 && similarLength(a.Span(), b.Span())
}

// similarLength tells whether two periods last about as long: quarters do, and so do months.
func similarLength(a, b period.Span) bool {
	long, short := max(a.Len(), b.Len()), min(a.Len(), b.Len())
	return long-short <= max(short/10, 3)
}

// groundLoad is how many objectives the owner carries at once.
func (w *World) groundLoad(tx *store.Tx, g store.GoalRow, in *goal.Grounds) error {
	rows, err := tx.GoalsOf(w.Org().ID, []org.ID{g.Owner.ID}, max(in.Today, g.Start), g.End)
	if err != nil {
		return err
	}
	in.LiveGoals, in.PaidGoals = 1, 0
	if g.Paid {
		in.PaidGoals = 1
	}
	for _, r := range rows {
		if r.ID == g.ID || r.Closed != nil || r.Owner != g.Owner || r.Status != goal.Published {
			continue
		}
		in.LiveGoals++
		if r.Paid {
			in.PaidGoals++
		}
	}
	return nil
}

// provenExperience is from how many months before joining experience speaks for somebody of whom no results are known yet.
const provenExperience = 12

// groundTime is how much the owner works, how long they have been in the role, and whether the number took it into account.
func (w *World) groundTime(tx *store.Tx, g store.GoalRow, in *goal.Grounds) error {
	if g.Owner.Kind != org.OwnerPerson {
		return nil
	}
	p, _ := w.Person(g.Owner.ID)
	in.WorkTimeBP, in.Experience = p.WorkingTime, p.Experience >= provenExperience
	in.TenureMonths = plan.MonthInRole(w.inRoleSince(p), max(g.Start, in.Today))
	if g.ID == 0 {
		return nil
	}
	grounds, err := tx.Grounds(w.Org().ID, g.ID)
	if err != nil {
		return err
	}
	for _, x := range grounds {
		if x.Kind == groundDerivation {
			var how Derivation
			if err := json.Unmarshal([]byte(x.Body), &how); err != nil {
				return err
			}
			in.Prorated, in.RampStage = true, how.Ramp
			break
		}
	}
	return w.groundEqual(tx, g, in)
}

// groundEqual tells whether a colleague with another working time was given the very same number.
func (w *World) groundEqual(tx *store.Tx, g store.GoalRow, in *goal.Grounds) error {
	if g.Parent == 0 || !g.Target.OK {
		return nil
	}
	siblings, err := tx.GoalChildren(w.Org().ID, g.Parent)
	if err != nil {
		return err
	}
	var asked []plan.Asked
	for _, s := range siblings {
		if s.Metric == g.Metric && s.Start == g.Start && s.End == g.End && s.Target == g.Target && s.Status != goal.Cancelled {
			asked = append(asked, plan.Asked{Owner: s.Owner, Amount: s.Target.Amount, Exposure: w.Profile(s.Owner, s.Span()).Weight(s.Span())})
		}
	}
	for _, pair := range plan.UnequalTime(asked) {
		if pair.Owner == g.Owner {
			in.EqualForOther = true
		}
	}
	return nil
}

// groundWord is what people have said to it: read is not agreed, and neither is waited for.
func (w *World) groundWord(tx *store.Tx, g store.GoalRow, in *goal.Grounds) error {
	if g.ID == 0 {
		return nil
	}
	said, err := tx.Deliveries(w.Org().ID, []org.ID{g.ID})
	for _, d := range said {
		if d.Version == g.Version && d.Acknowledged > 0 {
			in.AcknowledgedOn = w.dayOf(d.Acknowledged)
		}
	}
	return err
}

// Derivation is how a number came about, line by line from the company's figure down, frozen with the version it made.
type Derivation struct {
	Unit  string     `json:"unit"`
	Ramp  measure.BP `json:"ramp"` // share of a full target that was taken into account, 0 for none
	Lines []Saying   `json:"lines"`
}

// Weigh says what shows that an objective holds, letter by letter, before anything of it is stored.
func (a *App) Weigh(ctx context.Context, actor org.Actor, g goal.Goal, steps []goal.Step) ([]goal.Evidence, error) {
	var list []goal.Evidence
	err := a.read(ctx, actor, org.ReadOrg, func(r *Reading) error {
		own := g.Owner.ID == 0 || g.Owner == org.PersonOwner(actor.Person)
		if !own && r.World.Can(actor, org.EditGoal, goalObject(g), r.Today) != nil {
			return nil // someone else's chances are not for this reader
		}
		in, err := r.World.grounds(r.tx, store.GoalRow{Goal: g}, r.Today)
		if err != nil {
			return err
		}
		if g.ID == 0 {
			in.Steps = steps
		}
		in.Chance.Veiled = !own && !r.World.mayKnowChance(actor, g.Owner, r.Today)
		list = goal.SMART(g, in)
		return nil
	})
	return list, err
}
