package app

import (
	"cmp"
	"context"
	"slices"
	"time"

	"cordee/internal/org"
	"cordee/internal/store"
)

// Path is how far somebody has come: what they reached, what it brought, the skills that were recognised. It is read by the person, their
// direct manager, and those who answer for what is paid; person 0 is the actor. Another person's look is noted where its person can see it.
func (a *App) Path(ctx context.Context, actor org.Actor, person org.ID) (PathView, error) {
	if person == 0 {
		person = actor.Person
	}
	var v PathView
	err := a.read(ctx, actor, org.ReadOrg, func(r *Reading) error {
		p, ok := r.World.Person(person)
		if !ok || p.Erased {
			return notFound("person")
		}
		if err := r.World.Can(actor, org.ReadReward, org.PersonObject(person), r.Today); err != nil {
			return err
		}
		v = PathView{World: r.World, Today: r.Today, Person: p, Mine: actor.Is(person)}
		if !p.StartOn.IsZero() && p.StartOn != p.RoleSince {
			v.Roles = append(v.Roles, PathRole{On: p.StartOn})
		}
		if !p.RoleSince.IsZero() {
			v.Roles = append(v.Roles, PathRole{Role: p.Role, On: p.RoleSince})
		}
		if err := r.pathGoals(&v); err != nil {
			return err
		}
		if err := r.pathAwards(&v); err != nil {
			return err
		}
		slices.SortStableFunc(v.Steps, func(a, b PathStep) int { return cmp.Compare(a.On, b.On) })
		return nil
	})
	if err == nil {
		a.LogLook(ctx, actor, Look{What: "reward", Kind: org.APerson, Object: person})
	}
	return v, err
}

// pathGoals adds the objectives attained, by their owner or by a team while they were in it, and the skills they recognise.
func (r *Reading) pathGoals(v *PathView) error {
	list, err := r.attainedBy(v.Person.ID)
	if err != nil {
		return err
	}
	for i := range list {
		v.Steps = append(v.Steps, PathStep{On: list[i].End, Goal: &list[i]})
	}
	v.Skills, err = r.skillsFrom(v.Person.ID, list)
	return err
}

// carried tells whether an objective is somebody's own, or was a team's while they were in it at its end.
func (w *World) carried(person org.ID, g store.GoalRow) bool {
	if g.Owner.Kind == org.OwnerPerson {
		return g.Owner.ID == person
	}
	return slices.ContainsFunc(w.stays[person], func(m org.Membership) bool {
		return m.Span.Contains(g.End) && slices.Contains(w.Above(m.Team), g.Owner.ID)
	})
}

// pathAwards adds what was obtained.
func (r *Reading) pathAwards(v *PathView) error {
	rows, err := r.tx.Awards(r.Actor.Org, store.AwardReach{People: []org.ID{v.Person.ID}}, maxOwn)
	if err != nil {
		return err
	}
	list, err := r.awardViews(rows)
	if err != nil {
		return err
	}
	for i := range list {
		x := &list[i]
		if x.Amount == 0 {
			continue
		}
		v.addEarned(*x)
		v.Steps = append(v.Steps, PathStep{On: r.World.Today(time.UnixMicro(x.At)), Award: x})
	}
	return nil
}

func (v *PathView) addEarned(x Award) {
	i := slices.IndexFunc(v.Earned, func(s PathSum) bool { return s.Kind == x.Kind && s.Unit == x.Unit })
	if i < 0 {
		i = len(v.Earned)
		v.Earned = append(v.Earned, PathSum{Kind: x.Kind, Unit: x.Unit, Minor: x.Minor})
	}
	v.Earned[i].Amount += x.Amount
	v.Earned[i].N++
}
