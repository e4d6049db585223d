package app

import (
	"context"
	"slices"
	"strings"

	"cordee/internal/fault"
	"cordee/internal/goal"
	"cordee/internal/kudos"
	"cordee/internal/org"
	"cordee/internal/store"
)

// TakeBackThanks removes a word; only its author may.
func (a *App) TakeBackThanks(ctx context.Context, actor org.Actor, id org.ID) error {
	return a.write(ctx, actor, func(u *Unit) error {
		t, err := u.tx.OneThanks(u.org(), id)
		if err != nil {
			return err
		}
		if !actor.Is(t.From) {
			return notFound("thanks")
		}
		if err := u.tx.DeleteThanks(u.org(), id); err != nil {
			return err
		}
		return u.note("thanks.taken_back", "thanks", id, nil)
	})
}

// ShowThanks keeps where the receiver of one word lets it be shown. A word to a team can be put away, or not, by whoever leads it.
func (a *App) ShowThanks(ctx context.Context, actor org.Actor, id org.ID, shown kudos.Shown) error {
	return a.write(ctx, actor, func(u *Unit) error {
		t, err := u.tx.OneThanks(u.org(), id)
		if err != nil {
			return err
		}
		if !u.World.receives(actor, t) {
			return notFound("thanks")
		}
		team := t.To.Kind == org.OwnerTeam
		if !shown.Known(true) || team && shown != kudos.Hidden && shown != kudos.Unsaid {
			return fault.Bad("shown", "thanks.shown")
		}
		return u.tx.ShowThanks(u.org(), id, string(shown))
	})
}

// receives tells whether a word is the actor's to show or put away.
func (w *World) receives(actor org.Actor, t store.Thanks) bool {
	if t.To.Kind == org.OwnerPerson {
		return actor.Is(t.To.ID)
	}
	team, ok := w.Team(t.To.ID)
	return ok && actor.Is(team.Lead)
}

// ChooseThanks keeps where the actor lets the words they receive be shown, unless they say otherwise of one.
func (a *App) ChooseThanks(ctx context.Context, actor org.Actor, shown kudos.Shown) error {
	return a.write(ctx, actor, func(u *Unit) error {
		if err := u.personOnly("thanks"); err != nil {
			return err
		}
		if !shown.Known(false) {
			return fault.Bad("shown", "thanks.shown")
		}
		return u.tx.PutThanksChoice(u.org(), store.ThanksChoice{Person: actor.Person, Shown: string(shown)})
	})
}

// thanksChoices are the general choices of those who received some words.
func (r *Reading) thanksChoices(rows []store.Thanks) (map[org.ID]kudos.Shown, error) {
	var people []org.ID
	for _, t := range rows {
		if t.To.Kind == org.OwnerPerson && !slices.Contains(people, t.To.ID) {
			people = append(people, t.To.ID)
		}
	}
	choices := map[org.ID]kudos.Shown{}
	if len(people) == 0 {
		return choices, nil
	}
	list, err := r.tx.ThanksChoices(r.Actor.Org, people)
	for _, c := range list {
		choices[c.Person] = kudos.Shown(c.Shown)
	}
	return choices, err
}

// openThanks keeps the words that others than those they are for may read: to a team, and to people who show them to the reader.
func (r *Reading) openThanks(rows []store.Thanks) ([]store.Thanks, error) {
	choices, err := r.thanksChoices(rows)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(slices.Clone(rows), func(t store.Thanks) bool {
		shown := kudos.Effective(kudos.Shown(t.Shown), choices[t.To.ID])
		if t.To.Kind == org.OwnerTeam {
			return shown == kudos.Hidden
		}
		mate := t.To.ID == r.Actor.Person || r.World.Teammates(r.Actor.Person, t.To.ID, r.Today)
		return t.Kind != "" || !shown.Opens(mate)
	}), nil
}

// notHidden leaves out what its receiver put away.
func notHidden(rows []store.Thanks) []store.Thanks {
	return slices.DeleteFunc(rows, func(t store.Thanks) bool { return kudos.Shown(t.Shown) == kudos.Hidden })
}

// ThanksShownBy are the words somebody received that the reader may read, newest first.
func (a *App) ThanksShownBy(ctx context.Context, actor org.Actor, person org.ID) (out []ThanksShown, err error) {
	err = a.read(ctx, actor, org.ReadOrg, func(r *Reading) error {
		rows, err := r.tx.ThanksTo(actor.Org, []org.ID{person}, shownThanks)
		if err != nil {
			return err
		}
		if rows, err = r.openThanks(rows); err != nil {
			return err
		}
		out, err = r.showThanks(rows[:min(len(rows), shownWords)])
		return err
	})
	return out, err
}

const shownWords = 6 // on a page about something else

// skillNames are the skills that a list names, each once.
func skillNames(lists ...string) []string {
	var names []string
	for _, list := range lists {
		for _, name := range strings.Split(list, ",") {
			name = strings.TrimSpace(name)
			if name != "" && !slices.ContainsFunc(names, func(s string) bool { return strings.EqualFold(s, name) }) {
				names = append(names, name)
			}
		}
	}
	return names
}

// skillsToName are those that a word to somebody can name: of the objective it is about first, then those that objectives of teams use,
// and those of the receiver's own objectives for whoever may read these.
func (r *Reading) skillsToName(to org.Owner, about org.ID) ([]string, error) {
	var lists []string
	if about != 0 {
		g, err := r.tx.Goal(r.Actor.Org, about)
		if err != nil {
			return nil, err
		}
		lists = append(lists, g.Skills)
	}
	if to.Kind == org.OwnerPerson && r.World.Can(r.Actor, org.ReadPersonPrivate, org.PersonObject(to.ID), r.Today) == nil {
		rows, err := r.tx.GoalsOf(r.Actor.Org, []org.ID{to.ID}, r.Today, r.Today)
		if err != nil {
			return nil, err
		}
		for _, g := range rows {
			if g.Status == goal.Published && r.World.maySeeGoal(r.Actor, g.Goal, r.Today) == nil {
				lists = append(lists, g.Skills)
			}
		}
	}
	used, err := r.tx.SkillsInUse(r.Actor.Org)
	return skillNames(append(lists, used...)...), err
}

// skillNamed is the skill a word names, spelt as it is in use; "" for none. Skills that nothing uses are refused: a word recognises what
// the work asks for, not a trait of character.
func (r *Reading) skillNamed(k Kudos) (string, error) {
	typed := strings.TrimSpace(k.Skill)
	if typed == "" {
		return "", nil
	}
	list, err := r.skillsToName(k.To, k.Goal)
	if err != nil {
		return "", err
	}
	i := slices.IndexFunc(list, func(s string) bool { return strings.EqualFold(s, typed) })
	if i < 0 {
		return "", fault.Bad("skill", "thanks.skill_unknown", "skill", typed)
	}
	return list[i], nil
}

// SkillsToName are the skills that a word to somebody, about an objective or none (0), can name.
func (a *App) SkillsToName(ctx context.Context, actor org.Actor, to org.Owner, about org.ID) (list []string, err error) {
	err = a.read(ctx, actor, org.ReadOrg, func(r *Reading) (err error) {
		list, err = r.skillsToName(to, about)
		return err
	})
	return list, err
}

// RecognitionView is one's own page of thanks.
type RecognitionView struct {
	World    *World
	Received []ThanksShown // to oneself and one's teams, what one put away too; newest first
	Given    []ThanksShown
	Shown    kudos.Shown // the general choice
	OnWalls  bool        // named on the walls of rooms
	Skills   []PathSkill
	Points   []GiftShown // received
}

// Recognition reads the actor's own page of thanks.
func (a *App) Recognition(ctx context.Context, actor org.Actor) (v RecognitionView, err error) {
	err = a.read(ctx, actor, org.ReadOrg, func(r *Reading) error {
		v = RecognitionView{World: r.World, Shown: kudos.Mine}
		to := append([]org.ID{actor.Person}, r.World.TeamsOf(actor.Person, r.Today)...)
		rows, err := r.tx.ThanksTo(actor.Org, to, shownThanks)
		if err != nil {
			return err
		}
		if v.Received, err = r.showThanks(rows); err != nil {
			return err
		}
		if rows, err = r.tx.ThanksFrom(actor.Org, actor.Person, shownThanks); err != nil {
			return err
		}
		if v.Given, err = r.showThanks(rows); err != nil {
			return err
		}
		choices, err := r.tx.ThanksChoices(actor.Org, []org.ID{actor.Person})
		for _, c := range choices {
			v.Shown = kudos.Shown(c.Shown)
		}
		if err != nil {
			return err
		}
		if v.OnWalls, _, err = r.onWalls(actor.Person); err != nil {
			return err
		}
		if v.Points, err = r.pointsReceived(actor.Person); err != nil {
			return err
		}
		v.Skills, err = r.skills(actor.Person)
		return err
	})
	return v, err
}
