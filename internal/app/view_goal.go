package app

import (
	"context"
	"slices"

	"cordee/internal/goal"
	"cordee/internal/ledger"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/store"
)

// Contribution is what one member brings to a common objective, as they chose to show it.
type Contribution struct {
	Person org.Person
	Amount measure.Amount
	N      int64
	Hidden bool // shown without a number
}

// GoalView is the page of one objective.
type GoalView struct {
	World         *World
	Today         period.Date
	Standing      Standing
	OwnerName     string
	Above         []Knot // from the top down to the parent
	Children      []Standing
	HiddenBelow   int // children that the reader may not see
	Contributions []Contribution
	Others        measure.Maybe  // brought by people who hide theirs, and by the team itself
	Days          []ledger.Tally // per day, for the burn-up; of a ratio: the numerator
	DenDays       []ledger.Tally // of a ratio: the denominator
	Profile       period.Profile
	Events        []store.Posted
	Versions      []store.GoalVersion
	MayEdit       bool
	MayAnswer     bool
	MayStatement  bool          // read line by line how its figure is made
	ChildrenSum   measure.Maybe // what the objectives that are a part of this one add up to, where that gives nobody's number away
	SumWithheld   bool          // there are parts, and their sum is not for this reader
	Talk          Talk
	Helpers       []Helper     // who helped on results that count for it
	Pulling       []org.Person // whom the reader may offer help to
	MayPull       bool         // it is under way, and the reader may encourage
}

// Goal reads the page of one objective. What the actor may not see looks like what does not exist.
func (a *App) Goal(ctx context.Context, actor org.Actor, id org.ID) (GoalView, error) {
	return a.GoalSince(ctx, actor, id, 0)
}

// GoalSince is Goal for a live part that tells of a change, or for a page with 0.
func (a *App) GoalSince(ctx context.Context, actor org.Actor, id org.ID, since int64) (GoalView, error) {
	var v GoalView
	err := a.readSince(ctx, actor, org.ReadOrg, since, func(r *Reading) (err error) {
		v, err = r.goalView(id)
		return err
	})
	return v, err
}

// GoalByKey is Goal for the API, which names objectives by key.
func (a *App) GoalByKey(ctx context.Context, actor org.Actor, key string) (GoalView, error) {
	var v GoalView
	err := a.read(ctx, actor, org.ReadGoal, func(r *Reading) error {
		row, err := r.tx.GoalByKey(actor.Org, key)
		if err == nil {
			v, err = r.goalView(row.ID)
		}
		return err
	})
	return v, err
}

func (r *Reading) goalView(id org.ID) (GoalView, error) {
	v := GoalView{World: r.World, Today: r.Today}
	row, err := r.tx.Goal(r.Actor.Org, id)
	if err != nil {
		return v, err
	}
	if r.World.maySeeGoal(r.Actor, row.Goal, r.Today) != nil {
		return v, notFound("goal")
	}
	one, err := r.standings([]store.GoalRow{row})
	if err != nil {
		return v, err
	}
	if v.Versions, err = r.tx.GoalVersions(r.Actor.Org, id); err != nil {
		return v, err
	}
	if err := r.foretell(one); err != nil {
		return v, err
	}
	if err := r.ownPrepared(&one[0].GoalRow); err != nil { // after: what others are shown is kept in common
		return v, err
	}
	v.Standing, v.OwnerName = one[0], r.World.OwnerName(row.Owner)
	v.Profile = r.World.Profile(row.Owner, row.Span())
	v.MayStatement = !row.Sealed && row.Start <= r.Today && r.mayReadStatement(row.Goal)
	v.MayEdit = r.World.Can(r.Actor, org.EditGoal, goalObject(row.Goal), r.Today) == nil
	v.MayAnswer = r.World.Can(r.Actor, org.AnswerGoal, goalObject(row.Goal), r.Today) == nil
	for _, part := range []func(*GoalView) error{r.goalAbove, r.goalBelow, r.goalDays, r.goalEvents, r.goalContributions, r.goalTalk, r.goalPulling} {
		if err := part(&v); err != nil {
			return v, err
		}
	}
	return v, nil
}

func (r *Reading) goalAbove(v *GoalView) error {
	chain, err := r.chain(v.Standing.GoalRow)
	if err != nil {
		return err
	}
	rows := chain[1:]
	slices.Reverse(rows)
	rows = slices.DeleteFunc(rows, func(g store.GoalRow) bool { return r.World.maySeeGoal(r.Actor, g.Goal, r.Today) != nil })
	v.Above, err = r.knots(rows, r.Actor.Person)
	return err
}

func (r *Reading) goalBelow(v *GoalView) error {
	rows, err := r.tx.GoalChildren(r.Actor.Org, v.Standing.ID)
	if err != nil {
		return err
	}
	var seen []store.GoalRow
	var parts []goal.Goal
	for _, g := range rows {
		if g.Status == goal.Cancelled {
			continue
		}
		parts = append(parts, g.Goal)
		if r.World.maySeeGoal(r.Actor, g.Goal, r.Today) == nil {
			seen = append(seen, g)
		} else {
			v.HiddenBelow++
		}
	}
	v.ChildrenSum, v.SumWithheld = r.covered(v.Standing.Goal, parts)
	v.Children, err = r.standings(seen)
	slices.SortStableFunc(v.Children, r.World.sideBySide)
	return err
}

func (r *Reading) goalDays(v *GoalView) error {
	s := v.Standing
	daily := func(metric org.ID) ([]ledger.Tally, error) {
		return r.tx.Daily(r.Actor.Org, []org.ID{metric}, []org.ID{s.Owner.ID}, s.Start, min(r.Today, s.End))
	}
	var err error
	switch s.Metric.Kind {
	case measure.Steps:
	case measure.Ratio:
		if v.Days, err = daily(r.World.byKey[s.Metric.Numerator]); err == nil {
			v.DenDays, err = daily(r.World.byKey[s.Metric.Denominator])
		}
	case measure.Sum, measure.Count, measure.Latest:
		v.Days, err = daily(s.GoalRow.Metric)
	}
	return err
}

// goalEvents lists the latest results behind the objective that the actor may see.
func (r *Reading) goalEvents(v *GoalView) error {
	s := v.Standing
	if s.Metric.Kind == measure.Steps || r.World.Can(r.Actor, org.ReadResults, org.ResultObject(s.Owner), r.Today) != nil {
		return nil
	}
	owners := []org.ID{s.Owner.ID}
	if s.Owner.Kind == org.OwnerTeam {
		for _, m := range r.World.MembersDuring(s.Owner.ID, s.Span()) {
			owners = append(owners, m.Person)
		}
	}
	if len(owners) > maxEventOwners {
		return nil
	}
	reach := store.Reach{Owners: owners, From: s.Start, To: min(r.Today, s.End), Kinds: r.World.kindsOf(s.GoalRow.Metric)}
	events, err := r.tx.LivePage(r.Actor.Org, reach, store.Cursor{}, 40)
	if err != nil {
		return err
	}
	v.Events, err = r.shown(s.GoalRow, events)
	return err
}

// maxEventOwners bounds the list of single results: for a whole company the burn-up says more.
const maxEventOwners = 60

// kindsOf is the kinds of result a metric can count; empty means any.
func (w *World) kindsOf(metric org.ID) []string {
	m, ok := w.metrics[metric]
	if !ok {
		return nil
	}
	if m.Kind == measure.Ratio {
		return append(w.kindsOf(w.byKey[m.Numerator]), w.kindsOf(w.byKey[m.Denominator])...)
	}
	f, err := measure.Compile(m.Where)
	if err != nil {
		return nil
	}
	kinds, _ := f.Kinds()
	return kinds
}

// goalContributions adds up what each member brought to a team's objective. Those who hide theirs are one sum.
func (r *Reading) goalContributions(v *GoalView) error {
	s := v.Standing
	if s.Owner.Kind != org.OwnerTeam || (s.Metric.Kind != measure.Sum && s.Metric.Kind != measure.Count) {
		return nil
	}
	if !r.sharesTeam(s.Owner.ID) {
		return nil
	}
	all, err := r.brought(s)
	if err != nil {
		return err
	}
	sums := map[org.ID]*Contribution{}
	var list []*Contribution
	for i, stay := range all.stays {
		c := sums[stay.Person]
		if c == nil {
			p, _ := r.World.Person(stay.Person)
			c = &Contribution{Person: p}
			c.Hidden = r.World.Can(r.Actor, org.ReadContribution, org.ContributionObject(p.ID, s.Owner), r.Today) != nil
			sums[stay.Person] = c
			list = append(list, c)
		}
		c.Amount, c.N = c.Amount+all.sums[i].Value, c.N+all.sums[i].N
	}
	shown := measure.Amount(0)
	for _, c := range list {
		if c.Hidden {
			c.Amount, c.N = 0, 0
		}
		shown += c.Amount
		v.Contributions = append(v.Contributions, *c)
	}
	slices.SortFunc(v.Contributions, func(x, y Contribution) int { return r.World.ByName(x.Person, y.Person) })
	if rest := s.Progress.Attained.Amount - shown; rest != 0 {
		v.Others = measure.Some(rest)
	}
	return nil
}

// sharesTeam tells whether the actor may see who brings what in a team: its members, those who lead it, and trusted roles; and
// only where the list is short enough to mean something.
func (r *Reading) sharesTeam(team org.ID) bool {
	if len(r.World.MembersDuring(team, period.Days(r.Today, r.Today))) > maxEventOwners {
		return false
	}
	return r.World.Can(r.Actor, org.ReadResults, org.ResultObject(org.TeamOwner(team)), r.Today) == nil ||
		slices.Contains(r.World.TeamsOf(r.Actor.Person, r.Today), team)
}
