package app

import (
	"context"
	"strings"
	"unicode/utf8"

	"cordee/internal/fault"
	"cordee/internal/goal"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/store"
)

// The kinds of help on an objective.
const (
	SupportPair  = "pair"  // a colleague
	SupportCoach = "coach" // the direct lead
)

// The steps of help, each dated.
const (
	SupportAccept  = "accept"
	SupportDecline = "decline"
	SupportDone    = "done"
)

// SupportView is help between two people, as either of them sees it.
type SupportView struct {
	store.Support
	Title  string // of the objective
	Mine   bool   // it is for the reader
	Person string
	Other  string
}

// AskSupport asks a colleague, or the direct lead, for help on one of the actor's own objectives. helper 0 is the direct lead.
func (a *App) AskSupport(ctx context.Context, actor org.Actor, id, helper org.ID, words string) error {
	return a.write(ctx, actor, func(u *Unit) error {
		if err := u.personOnly("support"); err != nil {
			return err
		}
		row, err := u.goalFor(id, org.ReadGoal)
		if err != nil {
			return err
		}
		if row.Owner != org.PersonOwner(actor.Person) || row.Status != goal.Published {
			return fault.New(fault.Forbidden, "access.forbidden", "action", "support")
		}
		today := u.World.Today(u.At)
		x := store.Support{ID: newID(), Goal: id, Person: actor.Person, Helper: helper, Kind: SupportPair, Words: strings.TrimSpace(words), Asked: today}
		leads := u.World.Leads(actor.Person, today)
		if len(leads) > 0 && (helper == 0 || helper == leads[0]) {
			x.Helper, x.Kind = leads[0], SupportCoach
		}
		if err := u.checkSupport(x, today); err != nil {
			return err
		}
		return u.tx.InsertSupport(u.org(), x)
	})
}

func (u *Unit) checkSupport(x store.Support, today period.Date) error {
	p, known := u.World.Person(x.Helper)
	if !known || p.Erased || !p.HereOn(today) || x.Helper == x.Person {
		return fault.Bad("helper", "support.helper")
	}
	if utf8.RuneCountInString(x.Words) > maxLine {
		return fault.Bad("words", "checkin.long", "max", maxLine)
	}
	if !utf8.ValidString(x.Words) {
		return fault.Bad("words", "org.text_invalid")
	}
	list, err := u.tx.SupportsOfGoal(u.org(), x.Goal)
	for _, old := range list {
		if old.Helper == x.Helper && old.Declined.IsZero() && old.Done.IsZero() {
			return fault.New(fault.Conflict, "support.asked")
		}
	}
	return err
}

// AnswerSupport says yes or no to help asked of the actor, or, by either of the two, that it was given.
func (a *App) AnswerSupport(ctx context.Context, actor org.Actor, id org.ID, step string) error {
	return a.write(ctx, actor, func(u *Unit) error {
		x, err := u.tx.Support(u.org(), id)
		if err != nil {
			return err
		}
		if actor.Person == 0 || x.Person != actor.Person && x.Helper != actor.Person {
			return notFound("support")
		}
		today, offered := u.World.Today(u.At), x.Kind == SupportOffer
		answers := (x.Person == actor.Person) == offered // whoever did not begin
		open := x.Declined.IsZero() && x.Done.IsZero()
		switch {
		case step == SupportAccept && open && answers && x.Accepted.IsZero():
			x.Accepted = today
		case step == SupportDecline && open && x.Accepted.IsZero():
			x.Declined = today
		case step == SupportThank && offered && open && answers && x.Accepted.IsZero():
			x.Declined = today
			if err := u.thank(store.Thanks{To: org.PersonOwner(x.Helper), Kind: thanksOffer}); err != nil {
				return err
			}
		case step == SupportDone && open && !x.Accepted.IsZero():
			x.Done = today
		default:
			return fault.New(fault.Conflict, "support.over")
		}
		return u.tx.UpdateSupport(u.org(), x)
	})
}

// helpsWaiting is how many requests wait for a person's answer.
func (r *Reading) helpsWaiting(person org.ID) (n int, err error) {
	list, err := r.tx.SupportsOf(r.Actor.Org, person)
	for _, x := range list {
		answers := x.Helper
		if x.Kind == SupportOffer {
			answers = x.Person
		}
		if answers == person && x.Accepted.IsZero() && x.Declined.IsZero() {
			n++
		}
	}
	return n, err
}

// supportsOf is the help a person asked for and was asked for, newest first.
func (r *Reading) supportsOf(person org.ID) ([]SupportView, error) {
	list, err := r.tx.SupportsOf(r.Actor.Org, person)
	if err != nil {
		return nil, err
	}
	return r.supportViews(list)
}

func (r *Reading) supportViews(list []store.Support) ([]SupportView, error) {
	var out []SupportView
	for _, x := range list {
		mine := x.Person == r.Actor.Person
		if !mine && x.Helper != r.Actor.Person {
			continue // theirs alone
		}
		g, err := r.goalAt(x.Goal)
		if err != nil {
			return nil, err
		}
		v := SupportView{Support: x, Title: g.Title, Mine: mine, Person: r.World.Name(org.PersonOwner(x.Person)), Other: r.World.Name(org.PersonOwner(x.Helper))}
		if !mine {
			v.Other = v.Person
		}
		out = append(out, v)
	}
	return out, nil
}

// Supports is the help on one objective that the actor asked for or was asked for.
func (a *App) Supports(ctx context.Context, actor org.Actor, id org.ID) (out []SupportView, err error) {
	err = a.read(ctx, actor, org.ReadOrg, func(r *Reading) error {
		list, err := r.tx.SupportsOfGoal(actor.Org, id)
		if err != nil {
			return err
		}
		out, err = r.supportViews(list)
		return err
	})
	return out, err
}
