package app

import (
	"context"
	"encoding/json"

	"cordee/internal/fault"
	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/store"
)

// The kinds of thing frozen beside a version of an objective.
const (
	groundSealed     = "sealed"     // terms that wait until the owner has given their own number
	groundDerivation = "derivation" // how the number came about
	groundRealism    = "realism"    // what was known when it was published
)

// mayBind tells what still stands between an objective and being binding; see goal.MayBind. Only a person is asked: an import takes
// objectives as they are, and says afterwards what they lack. fresh is one that is stored by this very act: its steps come after it.
func (u *Unit) mayBind(g store.GoalRow, why Said, fresh bool) error {
	if u.Actor.Kind != org.ByPerson {
		return nil
	}
	o := u.World.Org()
	b := goal.Binding{
		By: u.Actor.Person, Keeper: u.Actor.Role == org.Admin || u.Actor.Role == org.Ops, Today: u.World.Today(u.At),
		LateCause: o.Compliance == "fr", Approved: g.ApprovedBy != 0, Cause: why.Cause, Reason: why.Reason,
	}
	if g.Metric == 0 && !fresh {
		steps, err := u.tx.Steps(u.org(), []org.ID{g.ID})
		if err != nil {
			return err
		}
		b.Unmeasured = len(steps) == 0
	}
	if g.Paid {
		in, err := u.World.grounds(u.tx, g, b.Today)
		if err != nil {
			return err
		}
		b.Metric = u.World.metricOf(g.Goal)
		if b.Former, err = u.formerOf(g); err != nil {
			return err
		}
		b.Evidence = goal.SMART(g.Goal, in)
		b.SecondLook = o.SecondLook && u.someoneElse(g)
	}
	return g.MayBind(b)
}

// someoneElse tells whether anybody but the actor and the owner could approve: a sole administrator is never left waiting.
func (u *Unit) someoneElse(g store.GoalRow) bool {
	today := u.World.Today(u.At)
	for _, p := range u.World.People {
		if p.ID == u.Actor.Person || p.Erased || g.Owner == org.PersonOwner(p.ID) || !p.HereOn(today) {
			continue
		}
		other := org.Actor{Kind: org.ByPerson, Org: u.org(), Person: p.ID, Role: p.Role}
		paid := g.Goal
		paid.Paid = true // what pays nothing, its author may edit: that is nobody else's word
		if u.World.Can(other, org.EditGoal, goalObject(paid), today) == nil {
			return true
		}
	}
	return false
}

// approve is the second pair of eyes on a paid objective whose evidence has a gap; it then becomes binding.
func (u *Unit) approve(g store.GoalRow, why Said) error {
	versions, err := u.tx.GoalVersions(u.org(), g.ID)
	if err != nil {
		return err
	}
	if g.Owner == org.PersonOwner(u.Actor.Person) || (len(versions) > 0 && versions[0].Actor == u.Actor.Person) {
		return fault.New(fault.Conflict, "goal.not_your_turn")
	}
	g.ApprovedBy, g.ApprovedAt = u.Actor.Person, u.At.UnixMicro()
	return u.answer(g, Publish, why)
}

// replace ends the objective that an agreed alternative takes the place of. What was attained stays in the ledger.
func (u *Unit) replace(by store.GoalRow) error {
	old, err := u.tx.Goal(u.org(), by.InsteadOf)
	if err != nil {
		return err
	}
	if old.Closed != nil || old.Status == goal.Cancelled {
		return nil
	}
	if old.Goal, err = old.Goal.Cancel(); err != nil {
		return err
	}
	return u.updateGoal(old, "goal.replaced", Said{Cause: goal.ReasonAgreed})
}

// preparedOf is the objective as it was prepared, with the numbers that its owner is not to see yet; found is false when none wait.
func preparedOf(tx *store.Tx, o, id org.ID) (prepared goal.Goal, at int64, found bool, err error) {
	grounds, err := tx.Grounds(o, id)
	for _, g := range grounds {
		if g.Kind == groundSealed {
			err = json.Unmarshal([]byte(g.Body), &prepared)
			return prepared, g.At, err == nil, err
		}
	}
	return prepared, 0, false, err
}

// keepSealed takes out again the prepared numbers that their author's own form shows and sends back.
func (u *Unit) keepSealed(old store.GoalRow, g *goal.Goal) error {
	if !old.Sealed || old.CreatedBy != u.Actor.Person {
		return nil
	}
	prepared, _, found, err := preparedOf(u.tx, u.org(), old.ID)
	if found && prepared.Target == g.Target && prepared.Floor == g.Floor && prepared.Stretch == g.Stretch {
		g.Target, g.Floor, g.Stretch = measure.Maybe{}, measure.Maybe{}, measure.Maybe{}
	}
	return err
}

// staysSealed refuses to write in the open the number that an owner is not to see before they have given theirs, and to change what
// it is a number of.
func staysSealed(old store.GoalRow, next goal.Goal) error {
	if !old.Sealed {
		return nil
	}
	var l fault.List
	if next.Target.OK || next.Floor.OK || next.Stretch.OK {
		l.Add(fault.Bad("target", "goal.sealed"))
	}
	if next.Metric != old.Metric {
		l.Add(fault.Bad("metric", "goal.sealed"))
	}
	return l.OrNil()
}

// hang ties a new objective to what it belongs to: a strategic one to the company's direction of the day, an alternative route to
// the objective it would replace, which it must serve the same end as.
func (u *Unit) hang(g *goal.Goal) error {
	if g.Tier == goal.Strategic && g.Direction == 0 {
		id, err := u.directionNow()
		if err != nil {
			return err
		}
		g.Direction = id
	}
	if g.Guard != 0 {
		if _, ok := u.World.Metric(g.Guard); !ok {
			return fault.Bad("guard", "metric.unknown", "key", "")
		}
	}
	if g.InsteadOf == 0 {
		return nil
	}
	old, err := u.goalFor(g.InsteadOf, org.ReadGoal)
	if err != nil {
		return err
	}
	if g.Parent == 0 {
		g.Parent, g.Relation = old.Parent, old.Relation
	}
	switch {
	case old.Owner != g.Owner:
		return fault.Bad("owner", "goal.alternative_owner")
	case old.Parent != g.Parent:
		return fault.Bad("parent", "goal.alternative_parent")
	case old.Closed != nil || old.Status == goal.Cancelled:
		return fault.New(fault.Conflict, "goal.transition_refused", "from", string(old.Status), "to", string(goal.Proposed))
	}
	g.Paid = old.Paid // what pay depends on is not lost on the way round
	return nil
}

// AskFirst prepares an objective for someone and asks for their own number before they see the one prepared.
func (a *App) AskFirst(ctx context.Context, actor org.Actor, g goal.Goal, why Said) (org.ID, error) {
	err := a.write(ctx, actor, func(u *Unit) error {
		g.ID, g.Version, g.CreatedBy, g.Origin, g.Status = newID(), 1, actor.Person, goal.OriginAgreed, goal.Draft
		if g.Key == "" {
			g.Key = g.ID.String()
		}
		g = g.Norm(u.World.metricOf(g))
		if err := u.checkNew(&g, why); err != nil {
			return err
		}
		if g.Owner.Kind != org.OwnerPerson || actor.Is(g.Owner.ID) {
			return fault.Bad("owner", "goal.ask_first_owner")
		}
		if err := u.World.Can(actor, org.EditGoal, goalObject(g), u.World.Today(u.At)); err != nil {
			return err
		}
		return u.seal(g, why)
	})
	return g.ID, err
}

// seal stores the objective without its numbers, and the numbers where only unseal finds them.
func (u *Unit) seal(g goal.Goal, why Said) error {
	body, err := json.Marshal(g)
	if err != nil {
		return err
	}
	open := g
	open.Target, open.Floor, open.Stretch = measure.Maybe{}, measure.Maybe{}, measure.Maybe{}
	row := store.GoalRow{Goal: open, CreatedAt: u.At.UnixMicro(), Sealed: true}
	if err := u.insertGoal(row, "goal.asked", why); err != nil {
		return err
	}
	return u.tx.PutGround(u.org(), store.Ground{Goal: g.ID, Version: g.Version, Kind: groundSealed, At: row.CreatedAt, Body: string(body)})
}

// unseal puts the prepared numbers on the table, in the name of whoever prepared them.
func (u *Unit) unseal(row store.GoalRow) error {
	prepared, _, found, err := preparedOf(u.tx, u.org(), row.ID)
	switch {
	case err != nil:
		return err
	case !found:
		return fault.New(fault.NotFound, "not_found", "what", "goal")
	}
	open := row.Goal
	open.Target, open.Floor, open.Stretch = prepared.Target, prepared.Floor, prepared.Stretch
	if row.Goal, err = open.Propose(u.World.metricOf(open)); err != nil {
		return err
	}
	row.Sealed = false
	if err := u.tx.UpdateGoal(u.org(), row); err != nil {
		return err
	}
	return u.keepVersion(row, store.GoalVersion{Change: "goal.proposed", Actor: row.CreatedBy})
}

// Bid keeps a person's own number for an objective: the one proposed to them, or their team's, before it is shared out. Without
// an amount, or with 0, they say that they give none. A sealed proposal opens. Every number given stays, and says whether it was
// given before the prepared one could be seen.
func (a *App) Bid(ctx context.Context, actor org.Actor, id org.ID, own measure.Maybe) error {
	return a.write(ctx, actor, func(u *Unit) error {
		row, err := u.goalFor(id, org.ReadGoal)
		if err != nil {
			return err
		}
		today := u.World.Today(u.At)
		mine := row.Owner == org.PersonOwner(actor.Person)
		ofTeam := row.Owner.Kind == org.OwnerTeam && u.World.Under(actor.Person, row.Owner.ID, today)
		switch {
		case actor.Person == 0 || (!mine && !ofTeam):
			return fault.New(fault.Forbidden, "goal.bid_owner")
		case own.OK && own.Amount < 0:
			return fault.Bad("amount", "goal.bid_range")
		case row.Closed != nil || row.Status == goal.Cancelled:
			return fault.New(fault.Conflict, "goal.closed")
		}
		if own.Amount == 0 {
			own = measure.Maybe{}
		}
		bid := store.Bid{Goal: id, Person: actor.Person, At: u.At.UnixMicro(), Amount: own, Blind: row.Sealed && mine}
		if err := u.tx.PutBid(u.org(), bid); err != nil {
			return err
		}
		if err := u.note("goal.bid", "goal", id, nil); err != nil {
			return err
		}
		if row.Sealed && mine {
			return u.unseal(row)
		}
		return nil
	})
}
