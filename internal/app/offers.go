package app

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"cordee/internal/fault"
	"cordee/internal/goal"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/store"
)

// SupportOffer is help that a colleague offered unasked: here it is the person who answers.
const SupportOffer = "offer"

// SupportThank is a kind no to an offer, with thanks.
const SupportThank = "thank"

// thanksOffer is the kind of thanks for an offer that is not taken up.
const thanksOffer = "offer"

// pullable is an objective that the actor may see and that is under way.
func (u *Unit) pullable(id org.ID) (store.GoalRow, error) {
	g, err := u.tx.Goal(u.org(), id)
	if err != nil {
		return g, err
	}
	today := u.World.Today(u.At)
	if u.World.maySeeGoal(u.Actor, g.Goal, today) != nil {
		return g, notFound("goal")
	}
	if g.Status != goal.Published || g.Closed != nil || today < g.Start || today > g.End {
		return g, fault.New(fault.Conflict, "support.not_running")
	}
	return g, nil
}

// pulls tells whether somebody pulls at an objective, as far as the actor may know: its owner, or a member of the team who shows what they
// bring to it.
func (u *Unit) pulls(g store.GoalRow, person org.ID) bool {
	today := u.World.Today(u.At)
	p, known := u.World.Person(person)
	if !known || p.Erased || !p.HereOn(today) {
		return false
	}
	if g.Owner.Kind == org.OwnerPerson {
		return g.Owner.ID == person
	}
	return u.World.Under(person, g.Owner.ID, today) && u.World.Can(u.Actor, org.ReadContribution, org.ContributionObject(person, g.Owner), today) == nil
}

// Cheer encourages a team, or somebody who pulls, on an objective under way. Once a day is enough: another tap changes nothing.
func (a *App) Cheer(ctx context.Context, actor org.Actor, id org.ID, to org.Owner) error {
	return a.write(ctx, actor, func(u *Unit) error {
		if err := u.mayThank(to); err != nil {
			return err
		}
		g, err := u.pullable(id)
		if err != nil {
			return err
		}
		if to != g.Owner && !(to.Kind == org.OwnerPerson && u.pulls(g, to.ID)) {
			return notFound("person")
		}
		last, err := u.tx.ThanksFrom(u.org(), actor.Person, shownThanks)
		if err != nil {
			return err
		}
		for _, t := range last {
			if t.Kind == store.ThanksCheer && t.To == to && t.Goal == id && period.Today(instant(t.At), u.World.Location()) == u.World.Today(u.At) {
				return nil
			}
		}
		return u.thank(store.Thanks{To: to, Goal: id, Kind: store.ThanksCheer})
	})
}

// OfferHelp offers somebody who pulls at an objective help that they did not ask for: what, and when. Only the two of them see it.
func (a *App) OfferHelp(ctx context.Context, actor org.Actor, id, to org.ID, what, when string) error {
	what, when = strings.TrimSpace(what), strings.TrimSpace(when)
	return a.write(ctx, actor, func(u *Unit) error {
		if err := u.personOnly("support"); err != nil {
			return err
		}
		g, err := u.pullable(id)
		if err != nil {
			return err
		}
		if to == actor.Person || !u.pulls(g, to) {
			return fault.Bad("to", "support.helper")
		}
		if err := checkOffer(what, when); err != nil {
			return err
		}
		list, err := u.tx.SupportsOfGoal(u.org(), id)
		if err != nil {
			return err
		}
		for _, old := range list {
			if old.Kind == SupportOffer && old.Helper == actor.Person && old.Person == to && old.Declined.IsZero() && old.Done.IsZero() {
				return fault.New(fault.Conflict, "support.offered")
			}
		}
		return u.tx.InsertSupport(u.org(), store.Support{
			ID: newID(), Goal: id, Person: to, Helper: actor.Person, Kind: SupportOffer, Words: what, Slot: when, Asked: u.World.Today(u.At),
		})
	})
}

func checkOffer(what, when string) error {
	var l fault.List
	for _, x := range []struct{ field, text, missing string }{{"words", what, "support.what_missing"}, {"slot", when, "support.when_missing"}} {
		switch {
		case x.text == "":
			l.Add(fault.Bad(x.field, x.missing))
		case !utf8.ValidString(x.text):
			l.Add(fault.Bad(x.field, "org.text_invalid"))
		case utf8.RuneCountInString(x.text) > maxLine:
			l.Add(fault.Bad(x.field, "checkin.long", "max", maxLine))
		}
	}
	return l.OrNil()
}

// sharedGoals are the collective objectives under way that two people pull at together today, at most three.
func (r *Reading) sharedGoals(person org.ID) ([]Standing, error) {
	var rows []store.GoalRow
	for _, team := range r.World.TeamsOf(r.Actor.Person, r.Today) {
		if !r.World.Under(person, team, r.Today) || r.World.Can(r.Actor, org.ReadContribution, org.ContributionObject(person, org.TeamOwner(team)), r.Today) != nil {
			continue
		}
		list, err := r.goalsOfTeam(team)
		if err != nil {
			return nil, err
		}
		for _, g := range list {
			running := g.Status == goal.Published && g.Closed == nil && g.Start <= r.Today && r.Today <= g.End && g.Tier == goal.Collective
			if running && len(rows) < mostCommon && r.World.maySeeGoal(r.Actor, g.Goal, r.Today) == nil {
				rows = append(rows, g)
			}
		}
	}
	list, err := r.standings(rows)
	return slices.DeleteFunc(list, func(s Standing) bool { return succeeded(s, r.Today) }), err
}

const mostCommon = 3

// goalPulling finds whom the reader may encourage and offer help to on an objective under way.
func (r *Reading) goalPulling(v *GoalView) error {
	s := v.Standing
	var err error
	if v.Helpers, err = r.helpers(s); err != nil {
		return err
	}
	v.MayPull = s.Progress.Status == goal.Running && !succeeded(s, r.Today) && s.Owner != org.PersonOwner(r.Actor.Person) && r.Actor.Kind == org.ByPerson
	if !v.MayPull {
		return nil
	}
	if s.Owner.Kind == org.OwnerPerson {
		p, ok := r.World.Person(s.Owner.ID)
		if ok && p.HereOn(r.Today) {
			v.Pulling = append(v.Pulling, p)
		}
		return nil
	}
	for _, c := range v.Contributions {
		if !c.Hidden && c.Person.ID != r.Actor.Person && r.World.Under(c.Person.ID, s.Owner.ID, r.Today) {
			v.Pulling = append(v.Pulling, c.Person)
		}
	}
	return nil
}
