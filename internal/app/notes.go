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

// The kinds of note on an objective.
const (
	NoteComment      = "comment"
	NoteDisagreement = "disagreement" // recorded, and never erased by what follows
	NoteSupport      = "support"      // help offered or given
	NoteReview       = "review"       // what both say of a period that is over
)

// Note is one thing said about an objective.
type Note = store.Note

// maxNote bounds a note, in characters.
const maxNote = 4_000

// Note adds to the conversation on an objective that the actor may see.
func (a *App) Note(ctx context.Context, actor org.Actor, id org.ID, kind, text string) error {
	return a.write(ctx, actor, func(u *Unit) error {
		row, err := u.goalFor(id, org.ReadGoal)
		if err != nil {
			return err
		}
		return u.addNote(row, kind, text)
	})
}

func (u *Unit) addNote(row store.GoalRow, kind, text string) error {
	text = strings.TrimSpace(text)
	var l fault.List
	switch {
	case u.Actor.Person == 0:
		return fault.New(fault.Forbidden, "access.forbidden", "action", string(org.AnswerGoal))
	case text == "":
		l.Add(fault.Bad("text", "goal.note_missing"))
	case utf8.RuneCountInString(text) > maxNote:
		l.Add(fault.Bad("text", "goal.text_too_long", "max", maxNote))
	}
	if kinds := []string{NoteComment, NoteDisagreement, NoteSupport, NoteReview}; !slices.Contains(kinds, kind) {
		l.Add(fault.Bad("kind", "choice.unknown", "value", kind, "allowed", strings.Join(kinds, ", ")))
	}
	if len(l) > 0 {
		return l
	}
	n := store.Note{ID: newID(), Goal: row.ID, Version: row.Version, At: u.At.UnixMicro(), Author: u.Actor.Person, Kind: kind, Text: text}
	if err := u.tx.InsertNote(u.org(), n); err != nil {
		return err
	}
	return u.note("goal.noted", "goal", row.ID, map[string]any{"kind": kind, "owner": row.Owner.ID.String()})
}

// The replies to a version put before someone. To have read is not to agree.
const (
	ReplyRead      = "read"
	ReplyAgrees    = "agrees"
	ReplyDisagrees = "disagrees"
)

// maxDelivered bounds how many members a paid team objective is put before one by one; a larger one is published on its page.
const maxDelivered = 60

// deliver puts what has become binding before those it binds: its owner, and, where pay depends on it, the members of the team.
// What is over, and what people set for themselves, is not news to anybody.
func (u *Unit) deliver(g store.GoalRow, change string) error {
	today := u.World.Today(u.At)
	if g.Status != goal.Published || g.End < today || change == "goal.closed" || change == "goal.erased" {
		return nil
	}
	var to []org.ID
	switch {
	case g.Owner.Kind == org.OwnerPerson:
		to = []org.ID{g.Owner.ID}
	case g.Paid:
		for _, s := range u.World.MembersDuring(g.Owner.ID, period.Days(today, today)) {
			to = append(to, s.Person)
		}
	}
	if len(to) > maxDelivered {
		return nil
	}
	for _, p := range to {
		settled := g.Paid && u.Actor.Kind == org.ByPerson // between two people: what was proposed may have changed on the way
		if u.Actor.Is(p) || !settled && (g.CreatedBy == p || g.Origin == goal.OriginSelf && g.Owner.Kind == org.OwnerPerson) {
			continue // nobody is handed what they set themselves
		}
		x := store.Delivery{Goal: g.ID, Version: g.Version, Person: p, Delivered: u.At.UnixMicro()}
		if err := u.tx.InsertDelivery(u.org(), x); err != nil {
			return err
		}
	}
	return nil
}

// OpenGoal stamps that someone has opened the version put before them; the first time counts.
func (a *App) OpenGoal(ctx context.Context, actor org.Actor, id org.ID, version int) error {
	return a.write(ctx, actor, func(u *Unit) error {
		if _, err := u.goalFor(id, org.ReadGoal); err != nil {
			return err
		}
		if err := u.tx.OpenDelivery(u.org(), id, version, actor.Person, u.At.UnixMicro()); err != nil {
			return err
		}
		return u.note("goal.opened", "goal", id, map[string]any{"version": version})
	})
}

// InTheNameOf is a token that passes on what somebody said elsewhere, in a chat or on paper. The person must be in office and allowed
// to read the objective; the journal keeps that it was a token.
func (a *App) InTheNameOf(ctx context.Context, token org.Actor, person string, goalID org.ID) (org.Actor, error) {
	err := a.read(ctx, token, org.ReadGoal, func(r *Reading) error {
		p, ok := r.World.PersonByKey(person)
		if !ok || p.Erased {
			return fault.Bad("person", "person.unknown", "key", person)
		}
		row, err := r.tx.Goal(token.Org, goalID)
		if err != nil {
			return err
		}
		if err := r.World.maySeeGoal(org.Actor{Org: token.Org, Kind: org.ByPerson, Person: p.ID, Role: p.Role}, row.Goal, r.Today); err != nil {
			return fault.Bad("person", "goal.not_theirs", "name", p.Name)
		}
		token.Person = p.ID
		return nil
	})
	return token, err
}

// Acknowledge records what someone says to the version put before them: that they have read it, that they agree, or that they do
// not, with words that stay on the objective's page. Nothing waits for it.
func (a *App) Acknowledge(ctx context.Context, actor org.Actor, id org.ID, version int, reply, text string) error {
	return a.write(ctx, actor, func(u *Unit) error {
		row, err := u.goalFor(id, org.ReadGoal)
		if err != nil {
			return err
		}
		if reply != ReplyRead && reply != ReplyAgrees && reply != ReplyDisagrees {
			return fault.Bad("reply", "choice.unknown", "value", reply, "allowed", ReplyRead+", "+ReplyAgrees+", "+ReplyDisagrees)
		}
		at := u.At.UnixMicro()
		if err := u.tx.OpenDelivery(u.org(), id, version, actor.Person, at); err != nil {
			return err
		}
		if err := u.tx.Acknowledge(u.org(), id, version, actor.Person, at, reply); err != nil {
			return err
		}
		if reply == ReplyDisagrees && strings.TrimSpace(text) != "" {
			if err := u.addNote(row, NoteDisagreement, text); err != nil {
				return err
			}
		}
		return u.note("goal.acknowledged", "goal", id, map[string]any{"version": version, "reply": reply})
	})
}
