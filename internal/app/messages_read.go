package app

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"cordee/internal/fault"
	"cordee/internal/goal"
	"cordee/internal/org"
	"cordee/internal/store"
)

// News is one message as its reader sees it now: what it is about is looked up again, and left out where they may no longer see it.
type News struct {
	ID    org.ID
	Kind  string
	At    time.Time
	New   bool // not looked at before
	Body  MessageBody
	Goal  Standing // ID 0: about none, or none they may see
	Parts []PartNow
	By    string // who did it, "" for somebody who is gone
	Text  string // of thanks

	Thanks string // the kind of thanks
	ToAll  string // the team that was thanked, "" for the reader alone
}

// Family is what the reader chooses a channel for.
func (n News) Family() string { return familyOf[n.Kind] }

// PartNow is a line of a message with where its objective stands.
type PartNow struct {
	MessagePart
	Goal Standing
}

// shownNews is how many messages the list keeps.
const shownNews = 30

// NewsList are the actor's latest messages, newest first; what a week asked is left out once it is over.
func (a *App) NewsList(ctx context.Context, actor org.Actor) ([]News, error) {
	var list []News
	err := a.read(ctx, actor, org.ReadOrg, func(r *Reading) error {
		rows, err := r.tx.MessagesTo(actor.Org, actor.Person, shownNews)
		if err != nil {
			return err
		}
		if list, err = r.news(rows, actor, false); err != nil {
			return err
		}
		list = slices.DeleteFunc(list, func(n News) bool { return n.Kind == TellWeek && !n.Body.Days.Contains(r.Today) })
		return nil
	})
	return list, err
}

// Unread is how many messages the actor has not looked at.
func (a *App) Unread(ctx context.Context, actor org.Actor) (n int, err error) {
	err = a.db.Read(ctx, func(tx *store.Tx) error {
		n, err = tx.Unread(actor.Org, actor.Person)
		return err
	})
	return n, err
}

// ReadNews notes that the actor has looked at their messages.
func (a *App) ReadNews(ctx context.Context, actor org.Actor) error {
	if actor.Kind != org.ByPerson || actor.Person == 0 {
		return nil
	}
	return a.writeApart(ctx, func(u *Unit) error { return u.tx.ReadMessages(actor.Org, actor.Person, u.At.UnixMicro()) })
}

// news reads messages for somebody; open leaves out what is settled meanwhile.
func (r *Reading) news(rows []store.Message, reader org.Actor, open bool) ([]News, error) {
	list := make([]News, 0, len(rows))
	for _, m := range rows {
		n := News{ID: m.ID, Kind: m.Kind, At: instant(m.At), New: m.Read == 0}
		if err := json.Unmarshal([]byte(m.Body), &n.Body); err != nil {
			return nil, fmt.Errorf("message %s: %w", m.ID, err)
		}
		keep, err := r.tellNow(&n, reader)
		if err != nil {
			return nil, err
		}
		if keep && open {
			keep, err = r.stillOpen(n, reader)
		}
		if err != nil {
			return nil, err
		}
		if keep {
			list = append(list, n)
		}
	}
	return list, nil
}

// tellNow looks up what a message is about; false when nothing of it is left for the reader.
func (r *Reading) tellNow(n *News, reader org.Actor) (bool, error) {
	n.By = r.World.OwnerName(org.PersonOwner(n.Body.By))
	var found bool
	var err error
	if n.Body.Goal != 0 {
		if n.Goal, found, err = r.goalNow(n.Body.Goal, reader); err != nil || !found && n.Kind != TellThanks {
			return false, err
		}
	}
	for _, part := range n.Body.Parts {
		s, found, err := r.goalNow(part.Goal, reader)
		if err != nil {
			return false, err
		}
		if found {
			n.Parts = append(n.Parts, PartNow{part, s})
		}
	}
	if len(n.Body.Parts) > 0 && len(n.Parts) == 0 {
		return false, nil
	}
	if n.Kind != TellThanks {
		return true, nil
	}
	return r.thanksNow(n)
}

// goalNow is an objective as it stands; false when it is gone or none of the reader's business.
func (r *Reading) goalNow(id org.ID, reader org.Actor) (Standing, bool, error) {
	row, err := r.tx.Goal(r.Actor.Org, id)
	if fault.KindOf(err) == fault.NotFound {
		return Standing{}, false, nil
	}
	if err != nil {
		return Standing{}, false, err
	}
	if r.World.maySeeGoal(reader, row.Goal, r.Today) != nil {
		return Standing{}, false, nil
	}
	s, err := r.standings([]store.GoalRow{row})
	if err != nil {
		return Standing{}, false, err
	}
	return s[0], true, nil
}

func (r *Reading) thanksNow(n *News) (bool, error) {
	rows, err := r.tx.ThanksFrom(r.Actor.Org, n.Body.By, shownThanks)
	i := slices.IndexFunc(rows, func(t store.Thanks) bool { return t.ID == n.Body.Thanks })
	if err != nil || i < 0 {
		return false, err
	}
	n.Text, n.Thanks = rows[i].Text, rows[i].Kind
	if rows[i].To.Kind == org.OwnerTeam {
		n.ToAll = r.World.OwnerName(rows[i].To)
	}
	return true, nil
}

// stillOpen tells whether a message is still worth an envelope.
func (r *Reading) stillOpen(n News, reader org.Actor) (bool, error) {
	switch n.Kind {
	case TellWeek, TellRecap:
		return n.Body.Days.Contains(r.Today), nil
	case TellClosing:
		return n.Body.On >= r.Today, nil
	case TellProposal:
		waits := n.Goal.Status == goal.Proposed || n.Goal.Status == goal.Countered || n.Goal.Sealed
		return waits && n.Goal.Version == n.Body.Version, nil
	case TellStart:
		d, err := r.tx.Deliveries(r.Actor.Org, []org.ID{n.Goal.ID})
		return slices.ContainsFunc(d, func(x store.Delivery) bool {
			return x.Version == n.Goal.Version && x.Person == reader.Person && x.Acknowledged == 0
		}), err
	}
	return true, nil
}

// OwnMessage is one thing a person was told.
type OwnMessage struct {
	At      time.Time       `json:"at"`
	Kind    string          `json:"kind"`
	Channel string          `json:"channel"`
	Read    bool            `json:"read"`
	About   json.RawMessage `json:"about"`
}

// tellMessages is everything the person was told, and what they chose about it.
func (r *Reading) tellMessages(d *OwnData, id org.ID) error {
	rows, err := r.tx.MessagesTo(r.Actor.Org, id, maxOwn)
	if err != nil {
		return err
	}
	for _, m := range rows {
		d.Messages = append(d.Messages, OwnMessage{instant(m.At), m.Kind, m.Channel, m.Read > 0, json.RawMessage(m.Body)})
	}
	body, err := r.tx.Choice(r.Actor.Org, id)
	if err != nil {
		return err
	}
	d.MessageChoices, err = readChoices(body)
	return err
}
