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

// TeamGoal is a common objective with what each member brings.
type TeamGoal struct {
	Standing
	Contributions []Contribution
	Others        measure.Maybe
	Mine          measure.Maybe
}

// Help is an assist on a colleague's result: shown and thanked, entering no total.
type Help struct {
	Helper org.Person
	For    []org.Person
	On     period.Date
	Kind   string
}

// TeamView is the page of one team.
type TeamView struct {
	World     *World
	Today     period.Date
	Team      org.Team
	Lead      org.Person
	Above     []org.Team
	Below     []org.Team
	Members   []org.Person // here today, in the teams below too
	Direct    []org.Person // those of them who belong to no team below
	Goals     []TeamGoal   // running first
	Help      []Help
	Thanks    []store.Thanks
	Without   []org.Person        // members without a running objective: for those who lead them
	Reached   []Celebration       // common successes
	Standings map[org.ID]Standing // each member's first running individual objective, where the actor may see it
}

// Team reads the page of a team or group. Everyone in the organisation may open it; single numbers of people follow what each
// chose to show.
func (a *App) Team(ctx context.Context, actor org.Actor, id org.ID) (TeamView, error) {
	return a.TeamSince(ctx, actor, id, 0)
}

// TeamSince is Team for a live part that tells of a change, or for a page with 0.
func (a *App) TeamSince(ctx context.Context, actor org.Actor, id org.ID, since int64) (TeamView, error) {
	var v TeamView
	err := a.readSince(ctx, actor, org.ReadOrg, since, func(r *Reading) (err error) {
		v, err = r.teamView(id)
		return err
	})
	return v, err
}

// HomeTeam is the team a person belongs to today, else one they lead, else the root.
func (w *World) HomeTeam(person org.ID, on period.Date) org.ID {
	if id, ok := w.TeamOf(person, on); ok {
		return id
	}
	for _, t := range w.Teams {
		if t.Lead == person {
			return t.ID
		}
	}
	return w.Root().ID
}

func (r *Reading) teamView(id org.ID) (TeamView, error) {
	v := TeamView{World: r.World, Today: r.Today, Standings: map[org.ID]Standing{}}
	t, ok := r.World.Team(id)
	if !ok {
		return v, notFound("team")
	}
	v.Team = t
	v.Lead, _ = r.World.Person(t.Lead)
	for _, up := range r.World.Above(id)[1:] {
		parent, _ := r.World.Team(up)
		v.Above = append([]org.Team{parent}, v.Above...)
	}
	for _, down := range r.World.Children(id) {
		child, _ := r.World.Team(down)
		v.Below = append(v.Below, child)
	}
	for _, s := range r.World.MembersDuring(id, period.Days(r.Today, r.Today)) {
		p, _ := r.World.Person(s.Person)
		v.Members = append(v.Members, p)
	}
	slices.SortFunc(v.Members, r.World.ByName)
	v.Direct = r.World.direct(id, v.Members, r.Today)
	if err := r.teamGoals(&v); err != nil {
		return v, err
	}
	if err := r.memberGoals(&v); err != nil {
		return v, err
	}
	if err := r.teamHelp(&v); err != nil {
		return v, err
	}
	if err := r.teamThanks(&v); err != nil {
		return v, err
	}
	var err error
	v.Reached, err = r.celebrations(v.Goals)
	return v, err
}

// teamThanks are the latest words to the team, and to its members where they show them to the reader.
func (r *Reading) teamThanks(v *TeamView) error {
	to := []org.ID{v.Team.ID}
	if len(v.Members) <= maxEventOwners {
		for _, p := range v.Members {
			to = append(to, p.ID)
		}
	}
	rows, err := r.tx.ThanksTo(r.Actor.Org, to, shownThanks)
	if err != nil {
		return err
	}
	rows, err = r.openThanks(rows)
	v.Thanks = rows[:min(len(rows), shownWords)]
	return err
}

// direct are the members who belong to a team itself and not to one below it; in a group, everybody.
func (w *World) direct(team org.ID, members []org.Person, on period.Date) []org.Person {
	if len(w.Children(team)) == 0 {
		return members
	}
	return slices.DeleteFunc(slices.Clone(members), func(p org.Person) bool {
		own, ok := w.TeamOf(p.ID, on)
		return ok && own != team
	})
}

func (r *Reading) teamGoals(v *TeamView) error {
	rows, err := r.goalsOfTeam(v.Team.ID)
	if err != nil {
		return err
	}
	rows = slices.DeleteFunc(slices.Clone(rows), func(g store.GoalRow) bool { return g.Status == goal.Cancelled })
	standings, err := r.standings(rows)
	if err != nil {
		return err
	}
	slices.SortStableFunc(standings, func(x, y Standing) int { return urgency(x) - urgency(y) })
	for _, s := range standings {
		g, err := r.teamGoal(s)
		if err != nil {
			return err
		}
		v.Goals = append(v.Goals, g)
	}
	return nil
}

// teamGoal adds what members and the reader brought.
func (r *Reading) teamGoal(s Standing) (TeamGoal, error) {
	gv := GoalView{Standing: s}
	if err := r.goalContributions(&gv); err != nil {
		return TeamGoal{}, err
	}
	knots, err := r.knots([]store.GoalRow{s.GoalRow}, r.Actor.Person)
	if err != nil {
		return TeamGoal{}, err
	}
	return TeamGoal{Standing: s, Contributions: gv.Contributions, Others: gv.Others, Mine: knots[0].Mine}, nil
}

// memberGoals finds members' own objectives as far as the actor may see them, and, for those who lead, who has none.
func (r *Reading) memberGoals(v *TeamView) error {
	if len(v.Members) > maxEventOwners {
		return nil
	}
	ids := make([]org.ID, len(v.Members))
	for i, p := range v.Members {
		ids[i] = p.ID
	}
	if len(ids) == 0 {
		return nil
	}
	rows, err := r.tx.GoalsOf(r.Actor.Org, ids, r.Today, r.Today)
	if err != nil {
		return err
	}
	has := map[org.ID]bool{}
	var seen []store.GoalRow
	for _, g := range rows {
		if g.Status != goal.Published {
			continue
		}
		has[g.Owner.ID] = true
		if r.World.maySeeGoal(r.Actor, g.Goal, r.Today) == nil {
			seen = append(seen, g)
		}
	}
	standings, err := r.standings(seen)
	if err != nil {
		return err
	}
	for _, s := range standings {
		if _, ok := v.Standings[s.Owner.ID]; !ok {
			v.Standings[s.Owner.ID] = s
		}
	}
	for _, p := range v.Members {
		if !has[p.ID] && r.World.Can(r.Actor, org.ReadPersonPrivate, org.PersonObject(p.ID), r.Today) == nil {
			v.Without = append(v.Without, p)
		}
	}
	return nil
}

// teamHelp lists the latest assists given by members, naming only those whose contributions the actor may read: who helped whom says
// who sold what.
func (r *Reading) teamHelp(v *TeamView) error {
	if len(v.Members) > maxEventOwners || len(v.Members) == 0 {
		return nil
	}
	ids := make([]org.ID, len(v.Members))
	for i, p := range v.Members {
		ids[i] = p.ID
	}
	page, err := r.tx.LivePage(r.Actor.Org, store.Reach{Owners: ids, From: r.Today.AddDays(-60), To: r.Today}, store.Cursor{}, 200)
	if err != nil {
		return err
	}
	for _, p := range page {
		towards, err := r.servedBy(v.Goals, p)
		if err != nil {
			return err
		}
		for _, helper := range p.Assists {
			if h := r.help(helper, p, towards...); len(h.For) > 0 && len(v.Help) < maxHelp {
				v.Help = append(v.Help, h)
			}
		}
	}
	return nil
}

const maxHelp = 6 // of the page of a team

// servedBy is who carries those of these objectives that a result counts for.
func (r *Reading) servedBy(goals []TeamGoal, p Posted) ([]org.Owner, error) {
	by, err := r.World.brought(p)
	var owners []org.Owner
	for _, g := range goals {
		if p.OccurredOn >= g.Start && p.OccurredOn <= g.End && r.World.counts(g.GoalRow, by) {
			owners = append(owners, g.Owner)
		}
	}
	return owners, err
}

// help is one assist, on a result that counts for the objectives of these owners, as far as the actor may know of it: nobody is named
// in For when they may not.
func (r *Reading) help(helper org.ID, p Posted, towards ...org.Owner) Help {
	may := func(id org.ID) bool {
		return r.World.Can(r.Actor, org.ReadContribution, org.ContributionObject(id, towards...), r.Today) == nil
	}
	h := Help{On: p.OccurredOn, Kind: p.Kind}
	h.Helper, _ = r.World.Person(helper)
	if !may(helper) {
		return h
	}
	for _, c := range p.Credits {
		if who, ok := r.World.Person(c.Owner.ID); ok && may(who.ID) {
			h.For = append(h.For, who)
		}
	}
	return h
}
