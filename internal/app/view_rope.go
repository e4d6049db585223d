package app

import (
	"context"
	"slices"

	"cordee/internal/goal"
	"cordee/internal/ledger"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/plan"
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
	Goals     []Standing  // own objectives running, to come or just decided, what needs attention first
	Weeks     []plan.Week // what this week asks of each of Goals
	Proposals []Standing  // waiting for this person's answer, or for the other side's
	Awaiting  []Standing  // proposals of people this person leads most closely, for an answer
	Rope      []Knot      // from the company's objective down to the person's own
	Thanks    []store.Thanks
	Points    []GiftShown   // received lately on a common success
	Waiting   []SupportView // help offered to the reader or asked of them, that waits for their answer
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

// FirstScreen is My rope with who the reader pulls with.
type FirstScreen struct {
	MyRope
	Team  org.Team
	Told  []FallsShort // told to the reader before anybody else
	Helps int          // requests for help that wait for the reader's answer
	Mates *TeamGoal    // the team's first running objective that people bring something to, nil without one
}

// FirstScreen reads the first screen in one look. since is 0 for a page; a live part gives the number of the change it tells of.
func (a *App) FirstScreen(ctx context.Context, actor org.Actor, since int64) (FirstScreen, error) {
	var v FirstScreen
	err := a.readSince(ctx, actor, org.ReadOrg, since, func(r *Reading) (err error) {
		if v.MyRope, err = r.myRope(actor.Person); err != nil {
			return err
		}
		if v.Awaiting, err = r.awaiting(actor.Person); err != nil {
			return err
		}
		if v.Told, err = r.toldOf(actor.Person); err != nil {
			return err
		}
		if v.Helps, err = r.helpsWaiting(actor.Person); err != nil {
			return err
		}
		v.Team, _ = r.World.Team(r.World.HomeTeam(actor.Person, r.Today))
		v.Mates, err = r.mates(v.Team.ID)
		return err
	})
	return v, err
}

// mates is the first running objective of a team that people bring something to.
func (r *Reading) mates(team org.ID) (*TeamGoal, error) {
	rows, err := r.goalsOfTeam(team)
	if err != nil {
		return nil, err
	}
	rows = slices.DeleteFunc(slices.Clone(rows), func(g store.GoalRow) bool { return !r.running(g) })
	standings, err := r.standings(rows)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(standings, func(x, y Standing) int { return urgency(x) - urgency(y) })
	for _, s := range standings {
		g, err := r.teamGoal(s)
		if err != nil {
			return nil, err
		}
		if s.Progress.Status == goal.Running && len(g.Contributions) > 0 {
			return &g, nil
		}
	}
	return nil, nil
}

func (r *Reading) myRope(person org.ID) (MyRope, error) {
	v := MyRope{World: r.World, Today: r.Today}
	v.Person, _ = r.World.Person(person)
	rows, err := r.tx.GoalsOf(r.Actor.Org, []org.ID{person}, r.Today.AddDays(-30), 0)
	if err != nil {
		return v, err
	}
	all, err := r.standings(rows)
	if err != nil {
		return v, err
	}
	if err := r.foretell(all); err != nil {
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
	if v.Weeks, err = r.asksOf(v.Goals, r.World.Org().Calendar.Week(r.Today)); err != nil {
		return v, err
	}
	if v.Rope, err = r.ropeOf(person, v.Goals); err != nil {
		return v, err
	}
	if err := r.ropeThanks(&v, person); err != nil {
		return v, err
	}
	v.Recent, err = r.tx.LivePage(r.Actor.Org, store.Reach{Owners: []org.ID{person}}, store.Cursor{}, 8)
	return v, err
}

// ropeThanks are the latest words and points that somebody received.
func (r *Reading) ropeThanks(v *MyRope, person org.ID) error {
	rows, err := r.tx.ThanksTo(r.Actor.Org, []org.ID{person}, 2*shownWords)
	if err != nil {
		return err
	}
	rows = notHidden(rows)
	v.Thanks = rows[:min(len(rows), shownWords-1)]
	if v.Waiting, err = r.supportsOf(person); err != nil {
		return err
	}
	v.Waiting = slices.DeleteFunc(v.Waiting, func(x SupportView) bool {
		return !r.Actor.Is(person) || !x.Accepted.IsZero() || !x.Declined.IsZero() || x.Mine != (x.Kind == SupportOffer)
	})
	gifts, err := r.pointsReceived(person)
	for _, g := range gifts {
		if r.World.Today(instant(g.At)) >= r.Today.AddDays(-successDays) {
			v.Points = append(v.Points, g)
		}
	}
	return err
}

// awaiting finds the proposals that wait for the word of somebody who leads: the same ones as on the page of what to decide.
func (r *Reading) awaiting(lead org.ID) ([]Standing, error) {
	owners := slices.DeleteFunc(r.carriersLed(r.World.led(lead, r.Today)), func(id org.ID) bool { return id == lead })
	if len(owners) == 0 {
		return nil, nil
	}
	rows, err := r.tx.GoalsOf(r.Actor.Org, owners, 0, 0)
	if err != nil {
		return nil, err
	}
	var d Decisions
	err = r.decideAwaiting(&d, rows)
	return d.Awaiting, err
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

// ropeOf climbs from the person's objective that reaches highest to the top; without one, from the objective of their team.
func (r *Reading) ropeOf(person org.ID, own []Standing) ([]Knot, error) {
	rope, err := r.longest(own)
	if err == nil && len(rope) == 0 {
		rope, err = r.teamRope(person)
	}
	if err != nil {
		return nil, err
	}
	rope = slices.DeleteFunc(rope, func(g store.GoalRow) bool { return r.World.maySeeGoal(r.Actor, g.Goal, r.Today) != nil })
	slices.Reverse(rope)
	return r.knots(rope, person)
}

// longest is the longest way up from any of these objectives; of two equally long ones, the one whose knots add up.
func (r *Reading) longest(own []Standing) ([]store.GoalRow, error) {
	var best []store.GoalRow
	height := 0
	for _, s := range own {
		if !r.running(s.GoalRow) {
			continue
		}
		chain, err := r.chain(s.GoalRow)
		if err != nil {
			return nil, err
		}
		n := 2 * len(chain)
		if len(chain) > 1 && s.GoalRow.Metric != 0 && s.GoalRow.Metric == chain[1].Metric {
			n++
		}
		if n > height {
			best, height = chain, n
		}
	}
	return best, nil
}

// teamRope is the way up from the running objective of the nearest team that has one.
func (r *Reading) teamRope(person org.ID) ([]store.GoalRow, error) {
	teams := r.World.TeamsOf(person, r.Today)
	if len(teams) == 0 {
		return nil, nil
	}
	rows, err := r.tx.GoalsOf(r.Actor.Org, teams, r.Today, r.Today)
	if err != nil {
		return nil, err
	}
	for _, team := range teams {
		for _, g := range rows {
			if g.Owner.ID == team && r.running(g) {
				return r.chain(g)
			}
		}
	}
	return nil, nil
}

func (r *Reading) running(g store.GoalRow) bool {
	return g.Status == goal.Published && g.Start <= r.Today && r.Today <= g.End
}

// maxHeight bounds the climb; nobody reads more knots than that.
const maxHeight = 32

// chain is an objective and those above it, nearest first.
func (r *Reading) chain(g store.GoalRow) ([]store.GoalRow, error) {
	rows := []store.GoalRow{g}
	for g.Parent != 0 && len(rows) < maxHeight {
		up, err := r.goalAt(g.Parent)
		if err != nil {
			return nil, err
		}
		g = up
		rows = append(rows, g)
	}
	return rows, nil
}

func (r *Reading) knots(rows []store.GoalRow, person org.ID) ([]Knot, error) {
	standings, err := r.standings(rows)
	if err != nil {
		return nil, err
	}
	knots := make([]Knot, len(standings))
	for i, s := range standings {
		knots[i] = Knot{Standing: s, OwnerName: r.World.OwnerName(s.Owner)}
		if s.Metric.Kind != measure.Sum && s.Metric.Kind != measure.Count {
			continue
		}
		if knots[i].Mine, err = r.mine(s, person); err != nil {
			return nil, err
		}
	}
	return knots, nil
}

// mine is what a person brought to an objective: on the days they belonged to whoever carries it, and there only.
func (r *Reading) mine(s Standing, person org.ID) (measure.Maybe, error) {
	var asks []store.Ask
	for _, span := range r.World.daysUnder(person, s.Owner, period.Days(s.Start, min(r.Today, s.End))) {
		asks = append(asks, store.Ask{Metric: s.GoalRow.Metric, Owner: person, From: span.From, To: span.Last()})
	}
	if len(asks) == 0 {
		return measure.Maybe{}, nil
	}
	parts, err := r.tx.Sums(r.Actor.Org, asks)
	if err != nil {
		return measure.Maybe{}, err
	}
	var sum ledger.Delta
	for _, p := range parts {
		if sum.Value, err = sum.Value.Add(p.Value); err != nil {
			return measure.Maybe{}, err
		}
		sum.N += p.N
	}
	if sum == (ledger.Delta{}) {
		return measure.Maybe{}, nil
	}
	return measure.Some(sum.Value), nil
}

// daysUnder is when a person's results counted for an owner within a span: always for themselves and for the whole company.
func (w *World) daysUnder(person org.ID, owner org.Owner, within period.Span) []period.Span {
	if within.Empty() {
		return nil
	}
	if owner == org.PersonOwner(person) || owner == org.TeamOwner(w.Root().ID) {
		return []period.Span{within}
	}
	var spans []period.Span
	for _, m := range w.stays[person] {
		if !slices.Contains(w.Above(m.Team), owner.ID) {
			continue
		}
		if both, ok := m.Span.Intersect(within); ok {
			spans = append(spans, both)
		}
	}
	return spans
}
