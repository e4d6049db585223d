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

// CommonForm answers « Que voulons-nous réussir ensemble ? ».
type CommonForm struct {
	Sentence string
	Amount   measure.Amount // in the metric's unit
	Metric   string         // key; "" is revenue
	StartOn  period.Date    // zero: today
	EndOn    period.Date    // last day, included
	Tier     goal.Tier      // "" is strategic
}

const firstMetric = "revenue"

// StartCommon makes the company's first common objective, carried by the whole of it, and publishes it.
func (a *App) StartCommon(ctx context.Context, actor org.Actor, f CommonForm) (id org.ID, err error) {
	err = a.write(ctx, actor, func(u *Unit) error {
		today := u.World.Today(u.At)
		g, err := f.goal(u.World, today)
		if err != nil {
			return err
		}
		if err := u.World.Can(actor, org.EditGoal, goalObject(g), today); err != nil {
			return err
		}
		if err := u.createGoal(&g, Said{}); err != nil {
			return err
		}
		id = g.ID
		return nil
	})
	if err != nil {
		return 0, err
	}
	return id, nil
}

// CommonGoal is the company's own objective that is under way and whose parts can be shared: the latest begun, none in a company that
// has not set one, or for whoever may not share it.
func (a *App) CommonGoal(ctx context.Context, actor org.Actor) (g goal.Goal, err error) {
	err = a.read(ctx, actor, org.ReadOrg, func(r *Reading) error {
		if r.World.Can(actor, org.EditGoal, commonObject(r.World), r.Today) != nil {
			return nil
		}
		rows, err := r.goalsOfTeam(r.World.Root().ID)
		for _, x := range rows {
			if x.Tier == goal.Strategic && x.Status == goal.Published && x.Target.OK && x.End >= r.Today && x.Start >= g.Start {
				g = x.Goal
			}
		}
		return err
	})
	return g, err
}

func (f CommonForm) goal(w *World, today period.Date) (goal.Goal, error) {
	var l fault.List
	g := goal.Goal{
		Title: strings.TrimSpace(f.Sentence), Tier: f.Tier, Owner: org.TeamOwner(w.Root().ID), Target: measure.Some(f.Amount),
		Start: f.StartOn, End: f.EndOn, Origin: goal.OriginAssigned, Relation: goal.ContributesTo,
	}
	if g.Tier == "" {
		g.Tier = goal.Strategic
	}
	if g.Start.IsZero() {
		g.Start = today
	}
	if g.Title == "" {
		l.Add(fault.Bad("sentence", "start.sentence_missing"))
	}
	if f.Amount <= 0 {
		l.Add(fault.Bad("amount", "start.amount_missing"))
	}
	if f.EndOn.IsZero() || f.EndOn < today {
		l.Add(fault.Bad("end_on", "start.end_past"))
	}
	m, ok := w.MetricByKey(orKey(f.Metric, firstMetric))
	if !ok {
		l.Add(fault.Bad("metric", "metric.unknown", "key", f.Metric))
	}
	g.Metric = m.ID
	return g, l.OrNil()
}

// Part is what one person would bring to a common objective. Weight is their working days x working time x presence.
type Part struct {
	Person org.Person
	Weight int64
	Amount measure.Amount
}

// SuggestParts shares a common amount among the people who sell, by the time each has: working days, working time, absences. What
// was typed for someone stays, and the others share the rest; the parts sum exactly to the total. When what was typed leaves nobody
// to take the rest, or goes beyond the total, the parts come with a fault goal.parts_sum that says the difference. also are people who
// take part although they do not sell, such as whoever founded the company.
func (a *App) SuggestParts(ctx context.Context, actor org.Actor, total measure.Amount, span period.Span, typed map[org.ID]measure.Maybe, also ...org.ID) ([]Part, error) {
	var parts []Part
	err := a.read(ctx, actor, org.ReadOrg, func(r *Reading) error {
		if err := r.World.Can(actor, org.EditGoal, commonObject(r.World), r.Today); err != nil {
			return err
		}
		if err := span.Valid(); err != nil {
			return err
		}
		parts = r.World.sharers(span, typed, also)
		return share(parts, total, typed, r.World.Org().Currency)
	})
	return parts, err
}

// commonObject is the company's common objective, before it exists.
func commonObject(w *World) org.Object {
	return goalObject(goal.Goal{Tier: goal.Strategic, Owner: org.TeamOwner(w.Root().ID)})
}

// sharers are the people among whom a common amount is shared: those who sell, or everybody in a company that has not said who
// does, whoever was given an amount by hand, and those named.
func (w *World) sharers(span period.Span, typed map[org.ID]measure.Maybe, also []org.ID) []Part {
	sells := func(p org.Person) bool { return p.Role == org.Rep }
	if !slices.ContainsFunc(w.People, func(p org.Person) bool { return sells(p) && p.Employed().Overlaps(span) }) {
		sells = func(org.Person) bool { return true }
	}
	var parts []Part
	for _, p := range w.People {
		if (sells(p) || typed[p.ID].OK || slices.Contains(also, p.ID)) && !p.Erased && p.Employed().Overlaps(span) {
			parts = append(parts, Part{Person: p, Weight: w.Profile(org.PersonOwner(p.ID), span).Weight(span)})
		}
	}
	return parts
}

// share fills the amounts in: what was typed, and the rest by weight. People without any weight (all away, or no working day in
// the span) share alike.
func share(parts []Part, total measure.Amount, typed map[org.ID]measure.Maybe, unit string) error {
	idle := !slices.ContainsFunc(parts, func(p Part) bool { return p.Weight > 0 && !typed[p.Person.ID].OK })
	lines := make([]plan.Part, len(parts))
	for i, p := range parts {
		lines[i] = plan.Part{Weight: p.Weight, Typed: typed[p.Person.ID]}
		if idle {
			lines[i].Weight = 1
		}
	}
	shares, err := plan.Redistribute(total, lines)
	if err != nil {
		return err
	}
	for i, amount := range shares.Amounts {
		parts[i].Amount = amount
	}
	if shares.Left != 0 {
		return fault.Bad("parts", "goal.parts_sum", "difference", shares.Left, "total", total, "unit", unit)
	}
	return nil
}

// SendParts proposes to each person their part of a common objective: an individual objective of the same measure and dates,
// which they agree to or counter. With what is carried elsewhere, the parts must sum exactly to the common target, else the fault is
// goal.parts_sum with the difference. Sending again changes what is still only proposed; a part that was agreed is not touched (goal.part_agreed).
func (a *App) SendParts(ctx context.Context, actor org.Actor, parent org.ID, parts map[org.ID]measure.Amount) error {
	return a.write(ctx, actor, func(u *Unit) error {
		top, err := u.goalFor(parent, org.EditGoal)
		if err != nil {
			return err
		}
		elsewhere, err := u.World.carriedElsewhere(u.tx, top)
		if err != nil {
			return err
		}
		if err := checkParts(top.Target, elsewhere, parts, u.World.metricOf(top.Goal).Unit); err != nil {
			return err
		}
		sent, err := u.partsOf(parent)
		if err != nil {
			return err
		}
		for _, id := range slices.Sorted(maps.Keys(parts)) {
			if _, err := u.sendPart(top.Goal, org.PersonOwner(id), parts[id], sent[id], Said{}); err != nil {
				return err
			}
		}
		return u.withdrawParts(sent, parts)
	})
}

func checkParts(target measure.Maybe, elsewhere measure.Amount, parts map[org.ID]measure.Amount, unit string) error {
	if !target.OK {
		return fault.Bad("target", "goal.target_missing")
	}
	total := max(target.Amount-elsewhere, 0)
	rest := total
	for _, amount := range parts {
		if amount < 0 {
			return fault.Bad("parts", "goal.part_negative")
		}
		var err error
		if rest, err = rest.Sub(amount); err != nil {
			return err
		}
	}
	if rest != 0 {
		return fault.Bad("parts", "goal.parts_sum", "difference", rest, "total", total, "unit", unit)
	}
	return nil
}

// partsOf are the parts already sent to people under an objective; cancelled ones are gone.
func (u *Unit) partsOf(parent org.ID) (map[org.ID]store.GoalRow, error) {
	children, err := u.tx.GoalChildren(u.org(), parent)
	parts := map[org.ID]store.GoalRow{}
	for _, c := range children {
		if c.Origin == goal.OriginCascaded && c.Owner.Kind == org.OwnerPerson && c.Status != goal.Cancelled {
			parts[c.Owner.ID] = c
		}
	}
	return parts, err
}

// sendPart proposes a part of an objective to a person or a team, or another amount for the part they were sent before. It returns
// the part as it now stands.
func (u *Unit) sendPart(top goal.Goal, to org.Owner, amount measure.Amount, old store.GoalRow, why Said) (store.GoalRow, error) {
	today := u.World.Today(u.At)
	if to.Kind == org.OwnerPerson {
		if p, ok := u.World.Person(to.ID); !ok || hasLeft(p, today) {
			return old, fault.New(fault.NotFound, "not_found", "what", "person")
		}
	}
	switch {
	case amount == 0:
		return old, nil // nothing is asked of them; withdrawParts takes an old part back
	case old.ID != 0:
		return u.changePart(old, top.Paid, amount, why)
	}
	g := goal.Goal{
		Title: u.World.partTitle(top, to), Tier: u.World.tierBelow(top.Tier, to), Owner: to, Metric: top.Metric, Target: measure.Some(amount),
		Start: top.Start, End: top.End, Parent: top.ID, Relation: goal.ContributesTo, Why: top.Why, Origin: goal.OriginCascaded,
		Status: goal.Proposed, Linear: top.Linear, Skills: top.Skills, Helping: top.Helping, Guard: top.Guard,
		Paid: top.Paid,
	}
	alone := g.Paid && u.Actor.Is(to.ID) // nobody decides alone what their own pay depends on
	if u.answersFor(to) && !alone {
		g.Status = goal.Published // one's own part needs nobody's word but one's own
	}
	if err := u.World.Can(u.Actor, org.ProposeGoal, goalObject(g), today); err != nil {
		return old, err
	}
	err := u.createGoal(&g, why)
	return store.GoalRow{Goal: g}, err
}

// partTitle is the title of a part: a person's names what is asked, not the team it was shared out from.
func (w *World) partTitle(top goal.Goal, to org.Owner) string {
	if to.Kind != org.OwnerPerson || to == top.Owner {
		return top.Title
	}
	return plan.PartTitle(top.Title, w.OwnerName(top.Owner))
}

// tierBelow is the tier of a part: a person's is individual; a team with teams below it carries on what its department does.
func (w *World) tierBelow(top goal.Tier, to org.Owner) goal.Tier {
	switch {
	case to.Kind == org.OwnerPerson:
		return goal.Individual
	case top != goal.Collective && len(w.Children(to.ID)) > 0:
		return goal.Operational
	}
	return goal.Collective
}

// answersFor tells whether a part is the actor's own to accept: theirs, or a team's that nobody else leads.
func (u *Unit) answersFor(to org.Owner) bool {
	if to.Kind == org.OwnerPerson {
		return u.Actor.Is(to.ID)
	}
	t, _ := u.World.Team(to.ID)
	return t.Lead == 0 || u.Actor.Is(t.Lead)
}

// changePart proposes another amount while nothing has been agreed.
func (u *Unit) changePart(old store.GoalRow, paid bool, amount measure.Amount, why Said) (store.GoalRow, error) {
	open := old.Status == goal.Proposed || old.Status == goal.Countered || old.Status == goal.Draft
	if old.Target == measure.Some(amount) && (old.Paid == paid || !open) {
		return old, nil
	}
	if !open && !u.answersFor(old.Owner) {
		return old, fault.New(fault.Conflict, "goal.part_agreed", "name", u.World.OwnerName(old.Owner), "target", old.Target.Amount, "unit", u.World.metricOf(old.Goal).Unit).On("parts")
	}
	if err := u.World.Can(u.Actor, org.EditGoal, goalObject(old.Goal), u.World.Today(u.At)); err != nil {
		return old, err
	}
	old.Target = measure.Some(amount)
	old.Version++
	if open {
		old.Status, old.Paid = goal.Proposed, paid
	}
	return old, u.updateGoal(old, "goal.proposed", why)
}

// withdrawParts takes back proposals to people who are no longer asked for anything.
func (u *Unit) withdrawParts(sent map[org.ID]store.GoalRow, parts map[org.ID]measure.Amount) error {
	for _, id := range slices.Sorted(maps.Keys(sent)) {
		old := sent[id]
		if parts[id] != 0 {
			continue
		}
		if old.Status != goal.Proposed && old.Status != goal.Countered && old.Status != goal.Draft {
			return fault.New(fault.Conflict, "goal.part_agreed", "name", u.World.Name(old.Owner), "target", old.Target.Amount, "unit", u.World.metricOf(old.Goal).Unit).On("parts")
		}
		old.Status = goal.Cancelled
		old.Version++
		if err := u.updateGoal(old, "goal.cancelled", Said{}); err != nil {
			return err
		}
	}
	return nil
}
