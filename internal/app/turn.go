package app

import (
	"encoding/json"

	"cordee/internal/fault"
	"cordee/internal/goal"
	"cordee/internal/org"
	"cordee/internal/store"
)

// sideOf is the side on which somebody speaks about an objective: who carries it, or leads the team that does, is one; everybody
// else, and the house, is the other.
func (w *World) sideOf(g goal.Goal, person org.ID) goal.Side {
	carries := g.Owner == org.PersonOwner(person)
	if g.Owner.Kind == org.OwnerTeam {
		t, _ := w.Team(g.Owner.ID)
		carries = t.Lead == person
	}
	if person != 0 && carries {
		return goal.Carrying
	}
	return goal.Leading
}

// spokeLast is who last said what the terms on the table are, of versions newest first: a better title is no new word.
func spokeLast(versions []store.GoalVersion) org.ID {
	for i, v := range versions {
		if v.Change != "goal.revised" || i+1 == len(versions) {
			return v.Actor
		}
		var now, before goal.Goal
		if json.Unmarshal([]byte(v.Body), &now) != nil || json.Unmarshal([]byte(versions[i+1].Body), &before) != nil {
			return v.Actor
		}
		if now.Status != before.Status || !before.SameScore(now) {
			return v.Actor
		}
	}
	return 0
}

// mayAgree refuses that someone agrees to the last word of their own side: an agreement takes two. A team that nobody leads is spoken
// for by whoever answers for it and did not speak last.
func (w *World) mayAgree(g goal.Goal, versions []store.GoalVersion, person org.ID) error {
	last := spokeLast(versions)
	if last != 0 && last == person {
		return fault.New(fault.Conflict, "goal.not_your_turn")
	}
	carrier := g.Owner
	if t, _ := w.Team(g.Owner.ID); g.Owner.Kind == org.OwnerTeam {
		if t.Lead == 0 {
			return nil
		}
		carrier = org.PersonOwner(t.Lead)
	}
	return goal.MayAgree(w.sideOf(g, last), w.sideOf(g, person), w.Name(carrier))
}

// othersTurn is mayAgree for the one who acts. What the house does by itself is not an answer.
func (u *Unit) othersTurn(row store.GoalRow) error {
	if u.Actor.Kind != org.ByPerson && u.Actor.Person == 0 {
		return nil
	}
	versions, err := u.tx.GoalVersions(u.org(), row.ID)
	if err != nil {
		return err
	}
	return u.World.mayAgree(row.Goal, versions, u.Actor.Person)
}

// change is what the actor does to an objective that stands. Who carries it is alone where nobody else decides; who leads, where a
// team has nobody to speak for it.
func (u *Unit) change(g store.GoalRow, why Said) goal.Change {
	c := goal.Change{Side: u.World.sideOf(g.Goal, u.Actor.Person), On: u.World.Today(u.At), Cause: why.Cause, Reason: why.Reason}
	if c.Side == goal.Carrying {
		c.Alone = !u.someoneElse(g)
	} else if t, ok := u.World.Team(g.Owner.ID); ok && g.Owner.Kind == org.OwnerTeam {
		c.Alone = t.Lead == 0
	}
	return c
}

// formerOf are the objectives of the same owner and metric that pay depended on, were binding, and have ended before their time or
// been closed.
func (u *Unit) formerOf(g store.GoalRow) (list []goal.Goal, err error) {
	rows, err := u.tx.GoalsOf(u.org(), []org.ID{g.Owner.ID}, g.Start, g.End)
	for _, x := range rows {
		over := x.Status == goal.Cancelled || x.Closed != nil
		if x.ID != g.ID && x.Owner == g.Owner && x.Metric == g.Metric && x.Paid && over && (x.PublishedAt > 0 || x.Import != 0) {
			list = append(list, x.Goal)
		}
	}
	return list, err
}

// besideSince are the objectives that began to bind the same owner, on days in common, after this one did.
func (u *Unit) besideSince(g store.GoalRow) (list []goal.Goal, err error) {
	rows, err := u.tx.GoalsOf(u.org(), []org.ID{g.Owner.ID}, g.Start, g.End)
	for _, x := range rows {
		if x.ID != g.ID && x.Owner == g.Owner && bindingSince(x) >= bindingSince(g) {
			list = append(list, x.Goal)
		}
	}
	return list, err
}

// bindingSince is when an objective began to bind, in microseconds UTC: an imported one, at the latest when it came.
func bindingSince(g store.GoalRow) int64 {
	if g.PublishedAt > 0 {
		return g.PublishedAt
	}
	return g.CreatedAt
}

// aloneAgreed refuses « agreed » as the cause of what one person does alone: it would be printed for payroll as if two had.
func (u *Unit) aloneAgreed(why Said) error {
	if u.Actor.Kind == org.ByPerson && why.Cause == goal.ReasonAgreed {
		return fault.Bad("cause", "goal.cause_agreed_alone")
	}
	return nil
}
