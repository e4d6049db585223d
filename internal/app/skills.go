package app

import (
	"context"
	"slices"
	"strings"

	"cordee/internal/goal"
	"cordee/internal/org"
	"cordee/internal/store"
)

// Skills are somebody's recognised skills with the facts behind each: the objectives reached that use it, the words of colleagues and of
// those who led them. The person, their direct manager and those who answer for the company read them all; the others read those that the
// person shows, with no more than they may read anyway.
func (a *App) Skills(ctx context.Context, actor org.Actor, person org.ID) (list []PathSkill, err error) {
	err = a.read(ctx, actor, org.ReadOrg, func(r *Reading) error {
		p, ok := r.World.Person(person)
		if !ok || p.Erased {
			return notFound("person")
		}
		if list, err = r.skills(person); err != nil {
			return err
		}
		if r.World.Can(actor, org.ReadReward, org.PersonObject(person), r.Today) == nil {
			return nil
		}
		list, err = r.skillsForOthers(list)
		return err
	})
	return list, err
}

// ShowSkill shows one of the actor's recognised skills to the others, or takes it back.
func (a *App) ShowSkill(ctx context.Context, actor org.Actor, name string, shown bool) error {
	return a.write(ctx, actor, func(u *Unit) error {
		if err := u.personOnly("skill"); err != nil {
			return err
		}
		if !shown {
			return u.tx.DeleteSkillShown(u.org(), actor.Person, name)
		}
		list, err := u.look().skills(actor.Person)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(list, func(s PathSkill) bool { return s.Name == name }) {
			return notFound("skill")
		}
		return u.tx.ShowSkill(u.org(), actor.Person, name)
	})
}

// attainedBy are the objectives attained by somebody, or by a team while they were in it, as far as the reader may see them.
func (r *Reading) attainedBy(person org.ID) ([]Standing, error) {
	owners := []org.ID{person}
	for _, stay := range r.World.stays[person] {
		for _, team := range r.World.Above(stay.Team) {
			if !slices.Contains(owners, team) {
				owners = append(owners, team)
			}
		}
	}
	rows, err := r.tx.GoalsOf(r.Actor.Org, owners, 0, r.Today)
	if err != nil {
		return nil, err
	}
	rows = slices.DeleteFunc(rows, func(g store.GoalRow) bool {
		return g.Closed == nil || g.Closed.Status != goal.Attained || g.Sealed || r.World.maySeeGoal(r.Actor, g.Goal, r.Today) != nil || !r.World.carried(person, g)
	})
	return r.standings(rows)
}

// skills are somebody's, as they or their manager read them.
func (r *Reading) skills(person org.ID) ([]PathSkill, error) {
	attained, err := r.attainedBy(person)
	if err != nil {
		return nil, err
	}
	return r.skillsFrom(person, attained)
}

// skillsFrom puts what recognises each skill together: objectives attained first, then words.
func (r *Reading) skillsFrom(person org.ID, attained []Standing) ([]PathSkill, error) {
	rows, err := r.tx.ThanksTo(r.Actor.Org, []org.ID{person}, maxOwn)
	if err != nil {
		return nil, err
	}
	words, err := r.showThanks(notHidden(rows))
	if err != nil {
		return nil, err
	}
	var list []PathSkill
	at := func(name string) *PathSkill {
		i := slices.IndexFunc(list, func(k PathSkill) bool { return strings.EqualFold(k.Name, name) })
		if i < 0 {
			i, list = len(list), append(list, PathSkill{Name: name})
		}
		return &list[i]
	}
	for _, s := range attained {
		for _, name := range skillNames(s.Skills) {
			k := at(name)
			k.Goals = append(k.Goals, s)
		}
	}
	for _, t := range words {
		if t.Skill != "" {
			at(t.Skill).hear(t)
		}
	}
	for i := range list {
		list[i].from(words, person)
	}
	shown, err := r.tx.SkillsShown(r.Actor.Org, person)
	for i := range list {
		list[i].Public = slices.Contains(shown, list[i].Name)
	}
	return list, err
}

// hear adds a word that names the skill.
func (k *PathSkill) hear(t ThanksShown) {
	if t.ByLead {
		k.Leads = append(k.Leads, t)
		return
	}
	k.Peers = append(k.Peers, t)
}

// from gathers who named the skill, or thanked for one of the objectives behind it.
func (k *PathSkill) from(words []ThanksShown, person org.ID) {
	for _, t := range words {
		about := strings.EqualFold(t.Skill, k.Name) || slices.ContainsFunc(k.Goals, func(s Standing) bool { return s.ID == t.Goal })
		if about && t.From != person && !slices.Contains(k.From, t.From) {
			k.From = append(k.From, t.From)
		}
	}
}

// skillsForOthers are the skills their person shows; of the words behind them, those the reader may read.
func (r *Reading) skillsForOthers(list []PathSkill) ([]PathSkill, error) {
	list = slices.DeleteFunc(list, func(k PathSkill) bool { return !k.Public })
	for i := range list {
		k := &list[i]
		k.From = nil
		for _, words := range []*[]ThanksShown{&k.Peers, &k.Leads} {
			rows := make([]store.Thanks, len(*words))
			for j, t := range *words {
				rows[j] = t.Thanks
			}
			open, err := r.openThanks(rows)
			if err != nil {
				return nil, err
			}
			if *words, err = r.showThanks(open); err != nil {
				return nil, err
			}
		}
	}
	return list, nil
}
