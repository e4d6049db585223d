package app

import (
	"context"
	"slices"

	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/store"
)

// Knot is one objective on a rope, with the part of it that comes from the person looking.
type Knot struct {
	Standing
	OwnerName string
	Mine      measure.Maybe // absent where adding up makes no sense, or nothing came
}

// MyRope is what one person needs to see first.
type MyRope struct {
	World     *World
	Today     period.Date
	Person    org.Person
	Goals     []Standing // own objectives running, to come or just decided, what needs attention first
	Proposals []Standing // waiting for this person's answer, or for the other side's
	Awaiting  []Standing // proposals of people this person leads most closely, for an answer
	Rope      []Knot     // from the company's objective down to the person's own
	Thanks    []store.Thanks
	Recent    []store.Posted
}

// MyRope reads the first screen of the person signed in.
func (a *App) MyRope(ctx context.Context, actor org.Actor) (MyRope, error) {
	var v MyRope
	err := a.read(ctx, actor, org.ReadOrg, func(r *Reading) (err error) {
		if v, err = r.myRope(actor.Person); err == nil {
			v.Awaiting, err = r.awaiting(actor.Person)
		}
		return err
	})
	return v, err
}

func (r *Reading) myRope(person org.ID) (MyRope, error) {
	v := MyRope{World: r.World, Today: r.Today}
	v.Person, _ = r.World.Person(person)
	rows, err := r.tx.GoalsOf(r.Actor.Org, []org.ID{person}, r.Today.AddDays(-30), 0)
	if err != nil {
		return v, err
	}
	all, err := r.World.standings(r.tx, rows, r.Today)
	if err != nil {
		return v, err
	}
	for _, s := range all {
		switch s.Status {
		case goal.Proposed, goal.Countered, goal.Agreed:
			v.Proposals = append(v.Proposals, s)
		case goal.Cancelled:
		default:
			v.Goals = append(v.Goals, s)
		}
	}
	slices.SortStableFunc(v.Goals, func(x, y Standing) int { return urgency(x) - urgency(y) })
	if v.Rope, err = r.ropeOf(person, v.Goals); err != nil {
		return v, err
	}
	if v.Thanks, err = r.tx.ThanksTo(r.Actor.Org, []org.ID{person}, 5); err != nil {
		return v, err
	}
	v.Recent, err = r.tx.LivePage(r.Actor.Org, store.Reach{Owners: []org.ID{person}}, store.Cursor{}, 8)
	return v, err
}

// awaiting finds what people whom the actor leads most closely have proposed.
func (r *Reading) awaiting(lead org.ID) ([]Standing, error) {
	if !slices.ContainsFunc(r.World.Teams, func(t org.Team) bool { return t.Lead == lead }) {
		return nil, nil
	}
	rows, err := r.tx.Goals(r.Actor.Org)
	if err != nil {
		return nil, err
	}
	rows = slices.DeleteFunc(rows, func(g store.GoalRow) bool {
		open := g.Status == goal.Proposed || g.Status == goal.Countered
		leads := r.World.Leads(g.Owner.ID, r.Today)
		return !open || g.Owner.Kind != org.OwnerPerson || len(leads) == 0 || leads[0] != lead
	})
	return r.World.standings(r.tx, rows, r.Today)
}

// urgency sorts objectives: running ones by pace, worst first, then what is to come, then what is over.
func urgency(s Standing) int {
	switch s.Progress.Status {
	case goal.Running:
		switch s.Progress.Pace {
		case goal.Behind:
			return 0
		case goal.Watch:
			return 1
		case goal.NoPace:
			return 2
		case goal.OnTrack, goal.Ahead:
			return 3
		}
		return 3
	case goal.Published, goal.Draft:
		return 4
	default:
		return 5
	}
}

// ropeOf climbs from the person's first linked objective to the top; without one, from the objective of their team.
func (r *Reading) ropeOf(person org.ID, own []Standing) ([]Knot, error) {
	all, err := r.tx.Goals(r.Actor.Org)
	if err != nil {
		return nil, err
	}
	byID := make(map[org.ID]store.GoalRow, len(all))
	for _, g := range all {
		byID[g.ID] = g
	}
	from, ok := r.foot(person, own, all, byID)
	if !ok {
		return nil, nil
	}
	var rows []store.GoalRow
	for g := from; ; {
		if r.World.maySeeGoal(r.Actor, g.Goal, r.Today) == nil {
			rows = append(rows, g)
		}
		next, ok := byID[g.Parent]
		if !ok || len(rows) > 32 {
			break
		}
		g = next
	}
	slices.Reverse(rows)
	return r.knots(rows, person)
}

// foot is where a person's rope begins: the running objective of theirs that reaches highest, else one of their team's.
func (r *Reading) foot(person org.ID, own []Standing, all []store.GoalRow, byID map[org.ID]store.GoalRow) (store.GoalRow, bool) {
	live := func(g store.GoalRow) bool {
		return g.Status == goal.Published && g.Start <= r.Today && r.Today <= g.End
	}
	best, height := store.GoalRow{}, -1
	for _, s := range own {
		n := 2 * heightOf(s.GoalRow, byID)
		if s.GoalRow.Metric != 0 && s.GoalRow.Metric == byID[s.Parent].Metric {
			n++ // of two equally long ropes, the one whose knots add up
		}
		if live(s.GoalRow) && n > height {
			best, height = s.GoalRow, n
		}
	}
	if height >= 0 {
		return best, true
	}
	for _, team := range r.World.TeamsOf(person, r.Today) {
		for _, g := range all {
			if g.Owner == org.TeamOwner(team) && live(g) {
				return g, true
			}
		}
	}
	return store.GoalRow{}, false
}

// heightOf counts the objectives above one.
func heightOf(g store.GoalRow, byID map[org.ID]store.GoalRow) (n int) {
	for up, ok := byID[g.Parent]; ok && n < 32; up, ok = byID[up.Parent] {
		n++
	}
	return n
}

func (r *Reading) knots(rows []store.GoalRow, person org.ID) ([]Knot, error) {
	standings, err := r.World.standings(r.tx, rows, r.Today)
	if err != nil {
		return nil, err
	}
	knots := make([]Knot, len(standings))
	for i, s := range standings {
		knots[i] = Knot{Standing: s, OwnerName: r.World.OwnerName(s.Owner)}
		if s.Metric.Kind != measure.Sum && s.Metric.Kind != measure.Count {
			continue
		}
		mine, err := r.tx.Sums(r.Actor.Org, []store.Ask{{Metric: s.GoalRow.Metric, Owner: person, From: s.Start, To: min(r.Today, s.End)}})
		if err != nil {
			return nil, err
		}
		if mine[0].N != 0 || mine[0].Value != 0 {
			knots[i].Mine = measure.Some(mine[0].Value)
		}
	}
	return knots, nil
}
