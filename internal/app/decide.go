package app

import (
	"context"
	"slices"

	"cordee/internal/fault"
	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/plan"
	"cordee/internal/store"
)

// maxCards is how many things to decide one page shows; maxSets how many sets of parts are judged for one look, maxOver for how
// many days a period that is over is brought back.
const (
	maxCards = 20
	maxSets  = 4
	maxOver  = 730
)

// Gapped is an objective that pay depends on, agreed and not binding yet: a letter of SMART lacks its proof.
type Gapped struct {
	Standing
	Letters string
	Late    bool // its period has begun: a cause of the list is needed too
}

// UnfitSet is a team's objective whose parts are out of reach of those who carry them.
type UnfitSet struct {
	Standing
	Fit plan.Fitness
}

// Decisions is what waits for one person's word.
type Decisions struct {
	World    *World
	Today    period.Date
	Floating []Floating        // people they lead without an objective
	Awaiting []Standing        // proposals that wait for their answer
	Spoke    map[org.ID]org.ID // who had the last word on each of them; absent: the house
	Looks    []Gapped          // waiting for a second pair of eyes: theirs
	Gapped   []Gapped          // agreed, paid, and not binding yet
	Due      []Due             // recurring objectives to prepare
	Sets     []UnfitSet        // sets of parts out of reach
	Short    []FallsShort      // off pace or contradicted, after the person was told and had five working days
	Over     []Standing        // periods over and not closed
	More     int               // left out, so that the page stays short
	Salute   *Salute           // one fact worth thanking for; nothing to decide
	Weeks    []Week            // how much attention was asked of the reader, the oldest first
}

// N is how many there are to see.
func (d Decisions) N() int {
	return len(d.Floating) + len(d.Awaiting) + len(d.Looks) + len(d.Gapped) + len(d.Due) + len(d.Sets) + len(d.Short) + len(d.Over)
}

// Decide reads everything that waits for the actor's word, what concerns people first.
func (a *App) Decide(ctx context.Context, actor org.Actor, say Say) (Decisions, error) {
	var d Decisions
	err := a.read(ctx, actor, org.ReadOrg, func(r *Reading) error {
		d = Decisions{World: r.World, Today: r.Today}
		led := r.World.led(actor.Person, r.Today)
		owners := r.carriersLed(led)
		rows, err := r.tx.GoalsOf(actor.Org, owners, r.Today.AddDays(-maxOver), 0)
		if err != nil {
			return err
		}
		rows = slices.DeleteFunc(rows, func(g store.GoalRow) bool { return r.World.maySeeGoal(actor, g.Goal, r.Today) != nil })
		if d.Floating, d.More, err = r.floating(led, actor.Person, say); err != nil {
			return err
		}
		for _, part := range []func(*Decisions, []store.GoalRow) error{r.decideAwaiting, r.decideGapped, r.decideDue, r.decideSets, r.decideShort, r.decideOver} {
			if err := part(&d, rows); err != nil {
				return err
			}
		}
		d.cut()
		if err := r.decideSalute(&d, led, rows); err != nil {
			return err
		}
		d.Weeks, err = r.weeksOf(actor.Person)
		return err
	})
	return d, err
}

// carriersLed are those whose objectives the reader answers for: themselves, the people they lead most closely, the teams they lead.
func (r *Reading) carriersLed(led []org.Person) []org.ID {
	owners := []org.ID{r.Actor.Person}
	for _, p := range led {
		if leads := r.World.Leads(p.ID, r.Today); len(leads) > 0 && leads[0] == r.Actor.Person {
			owners = append(owners, p.ID)
		}
	}
	for _, t := range r.World.Teams {
		if t.Lead == r.Actor.Person && t.Lead != 0 {
			owners = append(owners, t.ID)
		}
	}
	return owners
}

// decideAwaiting keeps the proposals on which the other side had the last word.
func (r *Reading) decideAwaiting(d *Decisions, rows []store.GoalRow) error {
	var open []store.GoalRow
	d.Spoke = map[org.ID]org.ID{}
	for _, g := range rows {
		if g.Status != goal.Proposed && g.Status != goal.Countered || r.World.Can(r.Actor, org.AnswerGoal, goalObject(g.Goal), r.Today) != nil {
			continue
		}
		if len(open) > maxCards {
			d.More++
			continue
		}
		versions, err := r.tx.GoalVersions(r.Actor.Org, g.ID)
		if err != nil {
			return err
		}
		if r.World.mayAgree(g.Goal, versions, r.Actor.Person) == nil {
			open = append(open, g)
			d.Spoke[g.ID] = spokeLast(versions)
		}
	}
	var err error
	d.Awaiting, err = r.standings(open)
	return err
}

func (r *Reading) lastWord(id org.ID) (org.ID, error) {
	versions, err := r.tx.GoalVersions(r.Actor.Org, id)
	if err != nil || len(versions) == 0 {
		return 0, err
	}
	return versions[0].Actor, nil
}

// decideGapped finds paid objectives that were agreed and lack a written reason, or a second pair of eyes.
func (r *Reading) decideGapped(d *Decisions, rows []store.GoalRow) error {
	for _, g := range rows {
		if g.Status != goal.Agreed || !g.Paid || r.World.Can(r.Actor, org.EditGoal, goalObject(g.Goal), r.Today) != nil || len(d.Gapped)+len(d.Looks) > maxCards {
			continue
		}
		s, err := r.standings([]store.GoalRow{g})
		if err != nil {
			return err
		}
		in, err := r.World.grounds(r.tx, g, r.Today)
		if err != nil {
			return err
		}
		x := Gapped{Standing: s[0], Letters: goal.OpenLetters(goal.SMART(g.Goal, in)), Late: r.Today > g.Start && r.World.Org().Compliance == "fr"}
		last, err := r.lastWord(g.ID)
		if err != nil {
			return err
		}
		second := r.World.Org().SecondLook && g.ApprovedBy == 0 && x.Letters != "" && last != r.Actor.Person && g.Owner != org.PersonOwner(r.Actor.Person)
		if second {
			d.Looks = append(d.Looks, x)
			continue
		}
		d.Gapped = append(d.Gapped, x)
	}
	return nil
}

// decideSets judges the parts of the objectives of the teams that the reader leads, before the period or in its first third: later,
// where people stand says more than where they were sent.
func (r *Reading) decideSets(d *Decisions, rows []store.GoalRow) error {
	judged := 0
	for _, g := range rows {
		third := g.Start.AddDays(g.Span().Len() / 3)
		if g.Owner.Kind != org.OwnerTeam || g.Status != goal.Published || g.Tier == goal.Individual || r.Today > third || r.World.mayShareOut(g) != nil || judged >= maxSets {
			continue
		}
		fit, owners, err := r.World.fitOfParts(r.tx, g, r.Today)
		if err != nil {
			return err
		}
		if len(owners) == 0 {
			continue
		}
		judged++
		if !r.mayKnowAll(owners) {
			fit = fit.Veiled()
		}
		if fit.Verdict != plan.SetOutOfReach {
			continue
		}
		s, err := r.standings([]store.GoalRow{g})
		if err != nil {
			return err
		}
		d.Sets = append(d.Sets, UnfitSet{Standing: s[0], Fit: fit})
	}
	return nil
}

// mayKnowAll tells whether the reader leads all of some owners most closely.
func (r *Reading) mayKnowAll(owners []org.Owner) bool {
	return !slices.ContainsFunc(owners, func(o org.Owner) bool { return !r.World.mayKnowChance(r.Actor, o, r.Today) })
}

// fitOfParts judges the parts of a team's objective as they were sent, by the chances of those who carry them.
func (w *World) fitOfParts(tx *store.Tx, g store.GoalRow, today period.Date) (plan.Fitness, []org.Owner, error) {
	children, err := tx.GoalChildren(w.Org().ID, g.ID)
	if err != nil {
		return plan.Fitness{}, nil, err
	}
	var owners []org.Owner
	parts := map[org.Owner]measure.Amount{}
	for _, c := range children {
		if c.Owner.Kind != org.OwnerPerson || !goal.PartOf(c.Goal, g.Goal) {
			continue
		}
		if _, known := parts[c.Owner]; !known {
			owners = append(owners, c.Owner)
		}
		parts[c.Owner] += c.Target.Amount
	}
	if len(owners) == 0 || len(owners) > maxLines {
		return plan.Fitness{}, nil, nil
	}
	f, err := w.foreseeBelow(tx, g, owners, today)
	if err != nil {
		return plan.Fitness{}, nil, err
	}
	chances := make([]plan.Chance, len(owners))
	for i, o := range owners {
		chances[i] = chanceOf(o, f.project(o, parts[o], goal.Facts{}, f.span.From-1))
	}
	return plan.Fit(chances, plan.Seen{}), owners, nil
}

// decideShort finds the objectives of the people led that fall short, once each person has been told first and has had the time to act.
// One the reader has spoken to since rests.
func (r *Reading) decideShort(d *Decisions, rows []store.GoalRow) error {
	for _, g := range rows {
		theirs := g.Owner.Kind == org.OwnerPerson && g.Owner.ID != r.Actor.Person
		if !theirs || !r.running(g) || r.World.Can(r.Actor, org.EditGoal, goalObject(g.Goal), r.Today) != nil {
			continue
		}
		on, ripe, err := r.raisable(g)
		if err != nil {
			return err
		}
		if !ripe {
			continue
		}
		spoken, err := r.spokenSince(g.ID, on)
		if err != nil {
			return err
		}
		if spoken {
			continue
		}
		s, err := r.standings([]store.GoalRow{g})
		if err != nil {
			return err
		}
		d.Short = append(d.Short, FallsShort{Standing: s[0], On: on})
	}
	return nil
}

// spokenSince tells whether the reader has said something about an objective, or helps with it, since a day.
func (r *Reading) spokenSince(id org.ID, on period.Date) (bool, error) {
	notes, err := r.tx.Notes(r.Actor.Org, id)
	if err != nil {
		return false, err
	}
	for _, n := range notes {
		if n.Author == r.Actor.Person && r.World.dayOf(n.At) >= on {
			return true, nil
		}
	}
	helps, err := r.tx.SupportsOfGoal(r.Actor.Org, id)
	for _, x := range helps {
		if x.Helper == r.Actor.Person && x.Asked >= on && x.Declined.IsZero() {
			return true, err
		}
	}
	return false, err
}

// decideOver finds what is over and was not closed, the oldest first.
func (r *Reading) decideOver(d *Decisions, rows []store.GoalRow) error {
	var over []store.GoalRow
	for _, g := range rows {
		mine := r.World.Can(r.Actor, org.EditGoal, goalObject(g.Goal), r.Today) == nil
		if g.Status == goal.Published && g.Closed == nil && g.End < r.Today && mine {
			over = append(over, g)
		}
	}
	slices.SortStableFunc(over, func(a, b store.GoalRow) int { return int(a.End) - int(b.End) })
	d.More += max(len(over)-maxCards, 0)
	var err error
	d.Over, err = r.standings(over[:min(len(over), maxCards)])
	return err
}

// Version names one version of an objective, as somebody saw it.
type Version struct {
	Goal org.ID
	N    int
}

// CloseGoals closes several objectives whose period is over, all of them or none. Refusals as AnswerGoal's.
func (a *App) CloseGoals(ctx context.Context, actor org.Actor, list []Version) error {
	return a.write(ctx, actor, func(u *Unit) error {
		for _, x := range list[:min(len(list), maxLines)] {
			row, err := u.goalFor(x.Goal, org.EditGoal)
			if err != nil {
				return err
			}
			if row.Version != x.N {
				return fault.New(fault.Stale, "goal.stale", "have", x.N, "now", row.Version)
			}
			if err := u.answer(row, Close, Said{}); err != nil {
				return err
			}
		}
		return nil
	})
}

// cut keeps the page short: what concerns people stays, the rest is counted.
func (d *Decisions) cut() {
	room := maxCards
	d.Floating, d.More, room = keepFirst(d.Floating, d.More, room)
	d.Awaiting, d.More, room = keepFirst(d.Awaiting, d.More, room)
	d.Looks, d.More, room = keepFirst(d.Looks, d.More, room)
	d.Gapped, d.More, room = keepFirst(d.Gapped, d.More, room)
	d.Due, d.More, room = keepFirst(d.Due, d.More, room)
	d.Sets, d.More, room = keepFirst(d.Sets, d.More, room)
	d.Short, d.More, room = keepFirst(d.Short, d.More, room)
	d.Over, d.More, _ = keepFirst(d.Over, d.More, room)
}

func keepFirst[T any](list []T, more, room int) ([]T, int, int) {
	n := min(len(list), room)
	return list[:n], more + len(list) - n, room - n
}
