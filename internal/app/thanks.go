package app

import (
	"context"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"cordee/internal/fault"
	"cordee/internal/kudos"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/store"
)

const (
	maxThanks   = 1_000 // characters of a word of thanks
	shownThanks = 50
)

// Kudos is a word of thanks to a person or a team: about an objective, a result or just so, naming a skill or none.
type Kudos struct {
	To      org.Owner
	Goal    org.ID
	Posting int64
	Skill   string // of the objective's, or of those in use
	Text    string
}

// Thank says thanks to a person or a team, about an objective, a result, or just so. Nobody thanks themselves.
func (a *App) Thank(ctx context.Context, actor org.Actor, to org.Owner, goal org.ID, posting int64, text string) error {
	return a.GiveKudos(ctx, actor, Kudos{To: to, Goal: goal, Posting: posting, Text: text})
}

// GiveKudos is Thank with a skill. From whoever leads the receiver that day, it is a manager's recognition of it.
func (a *App) GiveKudos(ctx context.Context, actor org.Actor, k Kudos) error {
	k.Text = strings.TrimSpace(k.Text)
	if err := checkThanks(k.Text); err != nil {
		return err
	}
	return a.write(ctx, actor, func(u *Unit) error {
		if err := u.mayThank(k.To); err != nil {
			return err
		}
		if err := u.mayMention(k.Goal, k.Posting); err != nil {
			return err
		}
		skill, err := u.look().skillNamed(k)
		if err != nil {
			return err
		}
		return u.thank(store.Thanks{To: k.To, Goal: k.Goal, Posting: k.Posting, Text: k.Text, Skill: skill})
	})
}

// mayThank checks who speaks and to whom.
func (u *Unit) mayThank(to org.Owner) error {
	today := u.World.Today(u.At)
	if err := u.World.Can(u.Actor, org.Thank, org.Object{Owner: to}, today); err != nil {
		return err
	}
	if u.Actor.Kind != org.ByPerson {
		return fault.New(fault.Forbidden, "access.forbidden", "action", string(org.Thank))
	}
	var members []org.ID
	if to.Kind == org.OwnerTeam {
		for _, s := range u.World.MembersDuring(to.ID, period.Days(today, today)) {
			members = append(members, s.Person)
		}
	}
	if err := kudos.CheckReceiver(u.Actor.Person, to, members); err != nil {
		return err
	}
	if u.World.Ref(to) == "" {
		return fault.New(fault.NotFound, "not_found", "what", "person")
	}
	return nil
}

// thank keeps a word of the actor's and tells of it.
func (u *Unit) thank(t store.Thanks) error {
	t.ID, t.At, t.From = newID(), u.At.UnixMicro(), u.Actor.Person
	t.ByLead = t.To.Kind == org.OwnerPerson && slices.Contains(u.World.Leads(t.To.ID, u.World.Today(u.At)), t.From)
	if err := u.tx.InsertThanks(u.org(), t); err != nil {
		return err
	}
	return u.note("thanks.given", "thanks", t.ID, map[string]any{"to": t.To.ID.String(), "to_kind": string(t.To.Kind)})
}

func checkThanks(text string) error {
	control := func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\r' && r != '\t' }
	switch n := utf8.RuneCountInString(text); {
	case text == "":
		return fault.Bad("text", "thanks.text_missing")
	case n > maxThanks:
		return fault.Bad("text", "thanks.text_long", "max", maxThanks, "length", n)
	case !utf8.ValidString(text), strings.IndexFunc(text, control) >= 0:
		return fault.Bad("text", "org.text_invalid")
	}
	return nil
}

// mayMention checks that the actor can see what they thank for; what they cannot see is as if it did not exist.
func (u *Unit) mayMention(goal org.ID, posting int64) error {
	today := u.World.Today(u.At)
	if goal != 0 {
		g, err := u.tx.Goal(u.org(), goal)
		if err != nil {
			return err
		}
		if u.World.maySeeGoal(u.Actor, g.Goal, today) != nil {
			return fault.New(fault.NotFound, "not_found", "what", "goal")
		}
	}
	if posting == 0 {
		return nil
	}
	found, err := u.tx.Postings(u.org(), []int64{posting})
	if err != nil {
		return err
	}
	p, ok := found[posting]
	if !ok {
		return fault.New(fault.NotFound, "not_found", "what", "result")
	}
	object, err := u.look().resultObject(p)
	if err != nil {
		return err
	}
	if u.World.Can(u.Actor, org.ReadContribution, object, today) != nil {
		return fault.New(fault.NotFound, "not_found", "what", "result")
	}
	return nil
}

// ThanksShown is a word of thanks, ready to be read.
type ThanksShown struct {
	store.Thanks
	FromName, ToName string
	GoalTitle        string // "" when it was about none, or about one the reader may not see
	MayHide          bool   // the reader received it
}

// ThanksFor lists the thanks received by the actor, and by the teams and groups they belong to today, newest first.
func (a *App) ThanksFor(ctx context.Context, actor org.Actor) ([]ThanksShown, error) {
	var out []ThanksShown
	err := a.read(ctx, actor, org.ReadOrg, func(r *Reading) error {
		to := append([]org.ID{actor.Person}, r.World.TeamsOf(actor.Person, r.Today)...)
		rows, err := r.tx.ThanksTo(actor.Org, to, shownThanks)
		if err != nil {
			return err
		}
		out, err = r.showThanks(rows)
		return err
	})
	return out, err
}

// ThanksTo lists the thanks given to one person or team, for a page about them.
func (a *App) ThanksTo(ctx context.Context, actor org.Actor, to org.Owner) ([]ThanksShown, error) {
	var out []ThanksShown
	err := a.read(ctx, actor, org.ReadOrg, func(r *Reading) error {
		if to.Kind == org.OwnerPerson {
			if err := r.World.Can(actor, org.ReadPersonPrivate, org.PersonObject(to.ID), r.Today); err != nil {
				return err
			}
		}
		rows, err := r.tx.ThanksTo(actor.Org, []org.ID{to.ID}, shownThanks)
		if err != nil {
			return err
		}
		out, err = r.showThanks(rows)
		return err
	})
	return out, err
}

func (r *Reading) showThanks(rows []store.Thanks) ([]ThanksShown, error) {
	titles := map[org.ID]string{}
	out := make([]ThanksShown, len(rows))
	for i, t := range rows {
		if _, known := titles[t.Goal]; !known && t.Goal != 0 {
			g, err := r.tx.Goal(r.Actor.Org, t.Goal)
			if err != nil && fault.KindOf(err) != fault.NotFound {
				return nil, err
			}
			titles[t.Goal] = ""
			if err == nil && r.World.maySeeGoal(r.Actor, g.Goal, r.Today) == nil {
				titles[t.Goal] = g.Title
			}
		}
		out[i] = ThanksShown{Thanks: t, FromName: r.World.Name(org.PersonOwner(t.From)), ToName: r.World.Name(t.To), GoalTitle: titles[t.Goal]}
	}
	return out, nil
}

// Looked is one look at someone's individual data.
type Looked struct {
	At   time.Time
	By   org.ID
	Name string
	Role org.Role
	What string // the page: "person", "goal", "results"...

	Object string // the one of this kind, "" when there is one a person
}

// shownLook is how many looks are shown.
const shownLook = 200

// AccessTo tells the actor who looked at their data, newest first.
func (a *App) AccessTo(ctx context.Context, actor org.Actor) ([]Looked, error) {
	var out []Looked
	err := a.read(ctx, actor, org.ReadOrg, func(r *Reading) error {
		rows, err := r.tx.AccessTo(actor.Org, actor.Person, shownLook)
		if err != nil {
			return err
		}
		out = make([]Looked, len(rows))
		for i, x := range rows {
			p, _ := r.World.Person(x.Actor)
			out[i] = Looked{At: time.UnixMicro(x.At), By: p.ID, Name: p.Name, Role: p.Role, What: x.What, Object: r.nameOfLooked(x)}
			if p.ID == 0 {
				out[i].Name = r.tokenName(x.Actor)
			}
		}
		return nil
	})
	return out, err
}
