package app

import (
	"context"
	"slices"
	"time"

	"cordee/internal/goal"
	"cordee/internal/org"
	"cordee/internal/store"
)

// How messages leave: those of a quarter of an hour go together; an envelope is held for five minutes by whoever sends it; one that
// could not leave for three days stays, because its news is old; eight tries, from one minute apart to six hours.
const (
	gather     = 15 * time.Minute
	holdFor    = 5 * time.Minute
	tooLate    = 72 * time.Hour
	maxTries   = 8
	firstRetry = time.Minute
	longest    = 6 * time.Hour
)

// How an envelope ended.
const (
	postSent    = "sent"
	postRefused = "refused" // by the other side, for good, or after the last try
	postLate    = "late"
	postNothing = "nothing" // what it said was settled meanwhile, or its receiver left or is away
)

// pack puts what leaves the house into envelopes.
func (p *preparing) pack(tx *store.Tx, mail bool) error {
	o := p.Actor.Org
	loose, err := tx.LooseMessages(o, p.now.Add(-waitsFor).UnixMicro(), maxPacked)
	if err != nil {
		return err
	}
	for _, m := range loose {
		due, slot, ok := p.slot(m, mail)
		if !ok {
			if err := tx.KeepInApp(o, m.ID); err != nil {
				return err
			}
			continue
		}
		if err := p.put(tx, m, due, slot); err != nil {
			return err
		}
	}
	return nil
}

// slot is when a message may leave; false when it can not.
func (p *preparing) slot(m store.Message, mail bool) (due time.Time, slot string, ok bool) {
	if m.ToKind == toHook {
		due, ok = nextWorking(p.World, p.now)
		return due, p.World.Today(due).String(), ok
	}
	d, here := p.desks[m.To]
	switch {
	case !here, m.Channel == ByMail && (!mail || d.Person.Email == ""), m.Channel == ByChat && d.choice.ChatURL == "":
		return due, "", false
	}
	due, ok = d.Next(p.now)
	on, _ := d.Moment(due)
	if m.Kind == TellRecap {
		return due, on.String() + ".evening", ok && d.Open(p.now)
	}
	if ok && due.After(d.Begins(on)) {
		due = due.Add(gather) // during the day: what else comes in a moment leaves with it
		if !d.Open(due) {
			due, ok = d.Next(due)
			on, _ = d.Moment(due)
		}
	}
	return due, on.String(), ok
}

// nextWorking is when the organisation itself can be told something: in the usual hours of its working days.
func nextWorking(w *World, t time.Time) (time.Time, bool) {
	someone := org.Person{WorkingTime: 1}
	return w.desk(someone, MessageChoices{}).Next(t)
}

// put puts a message into the envelope of a slot; where that one is on its way or gone, into the one of the next day.
func (p *preparing) put(tx *store.Tx, m store.Message, due time.Time, slot string) error {
	o := p.Actor.Org
	for range 3 {
		e := store.Envelope{ID: newID(), ToKind: m.ToKind, To: m.To, Channel: m.Channel, Slot: slot, Due: due.UnixMicro()}
		if err := tx.InsertEnvelope(o, e); err != nil {
			return err
		}
		e, _, err := tx.EnvelopeOf(o, m.To, m.Channel, slot)
		if err != nil {
			return err
		}
		if packed, err := tx.PackMessage(o, m.ID, e.ID, p.now.UnixMicro()); err != nil || packed {
			return err
		}
		next, ok := p.after(m, due)
		if !ok {
			return nil
		}
		due, slot = next, p.World.Today(next).String()
	}
	return nil
}

// after is the beginning of the next working day after an instant.
func (p *preparing) after(m store.Message, t time.Time) (time.Time, bool) {
	midnight := p.World.Today(t).AddDays(1).Time(p.World.zone)
	if m.ToKind == toHook {
		return nextWorking(p.World, midnight)
	}
	return p.desks[m.To].Next(midnight)
}

// Envelope is what is to be sent to one receiver, with everything needed to say it.
type Envelope struct {
	ID          org.ID
	Channel     string // mail, chat
	Tries       int    // this one included
	World       *World
	Person      org.Person // nobody for a channel of the organisation
	ChatKind    string     // slack, teams
	ChatURL     string
	Unsubscribe string // the secret of the way out
	News        []News
	Hook        org.ID
}

// TakeEnvelopes gives up to limit envelopes that are due to their caller, who has five minutes to send each and to say how it went. Two
// instances never hold the same one. What is too late, settled meanwhile, or would reach somebody outside their hours is not given.
func (a *App) TakeEnvelopes(ctx context.Context, o org.ID, limit int) ([]Envelope, error) {
	var taken []Envelope
	err := a.writeApart(ctx, func(u *Unit) error {
		taken = nil
		now := u.At.UnixMicro()
		due, err := u.tx.DueEnvelopes(o, now, limit)
		if err != nil || len(due) == 0 {
			return err
		}
		r, err := u.reading(o)
		if err != nil {
			return err
		}
		for _, e := range due {
			got, err := u.tx.LeaseEnvelope(o, e.ID, now, u.At.Add(holdFor).UnixMicro())
			if err != nil {
				return err
			}
			if !got {
				continue
			}
			e.Tries++
			full, ok, err := r.fill(e, u.At)
			if err != nil {
				return err
			}
			if ok {
				taken = append(taken, full)
			}
		}
		return nil
	})
	return taken, err
}

// reading looks at an organisation inside a transaction that belongs to none.
func (u *Unit) reading(o org.ID) (*Reading, error) {
	w, err := u.app.world(u.tx, o)
	if err != nil {
		return nil, err
	}
	seq, _, err := u.tx.Seqs(o)
	return &Reading{tx: u.tx, World: w, Actor: org.System(o), Today: w.Today(u.At), seq: seq}, err
}

// fill reads what is in an envelope; false when it is not to be sent.
func (r *Reading) fill(e store.Envelope, at time.Time) (Envelope, bool, error) {
	o := r.Actor.Org
	full := Envelope{ID: e.ID, Channel: e.Channel, Tries: e.Tries, World: r.World}
	if at.Sub(time.UnixMicro(e.Due)) > tooLate {
		return full, false, r.tx.PutEnvelope(o, ended(e, at, postLate))
	}
	messages, err := r.tx.MessagesIn(o, e.ID)
	if err != nil {
		return full, false, err
	}
	reachable, err := r.address(&full, e, at)
	if err != nil {
		return full, false, err
	}
	if !reachable { // their day is over, or they are away: another envelope will find them
		if err := r.tx.UnpackMessages(o, e.ID); err != nil {
			return full, false, err
		}
		return full, false, r.tx.PutEnvelope(o, ended(e, at, postNothing))
	}
	full.News, err = r.news(messages, r.readerOf(full), true)
	if e.ToKind == toHook { // whatever else were in it: a channel hears of common objectives only
		full.News = slices.DeleteFunc(full.News, func(n News) bool { return n.Kind != TellReached || n.Goal.Tier == goal.Individual })
	}
	if err != nil || len(full.News) > 0 {
		return full, err == nil, err
	}
	return full, false, r.tx.PutEnvelope(o, ended(e, at, postNothing))
}

// readerOf is the receiver as an actor: an envelope holds what they may see, and nothing else.
func (r *Reading) readerOf(e Envelope) org.Actor {
	if e.Hook != 0 {
		return r.Actor
	}
	return org.Actor{Org: r.Actor.Org, Kind: org.ByPerson, Person: e.Person.ID, Role: e.Person.Role}
}

// address finds where an envelope goes; false when nobody can or may be reached there now.
func (r *Reading) address(full *Envelope, e store.Envelope, at time.Time) (bool, error) {
	o := r.Actor.Org
	if e.ToKind == toHook {
		hooks, err := r.tx.Hooks(o)
		i := slices.IndexFunc(hooks, func(h store.Hook) bool { return h.ID == e.To })
		if err != nil || i < 0 {
			return false, err
		}
		full.Hook, full.ChatKind, full.ChatURL = hooks[i].ID, hooks[i].Kind, hooks[i].URL
		return true, nil
	}
	body, err := r.tx.Choice(o, e.To)
	if err != nil {
		return false, err
	}
	choice, err := readChoices(body)
	if err != nil {
		return false, err
	}
	state, _, err := r.tx.MessageState(o)
	if err != nil {
		return false, err
	}
	full.Person, _ = r.World.Person(e.To)
	full.ChatKind, full.ChatURL = choice.ChatKind, choice.ChatURL
	full.Unsubscribe = wayOut(state.Secret, o, e.To)
	open := r.World.desk(full.Person, choice).Open(at)
	return open && (e.Channel == ByMail && full.Person.Email != "" || e.Channel == ByChat && choice.ChatURL != ""), nil
}

func ended(e store.Envelope, at time.Time, how string) store.Envelope {
	e.Lease, e.Ended, e.Outcome = 0, at.UnixMicro(), how
	if how == postSent {
		e.Trouble = ""
	}
	return e
}

// EnvelopeSent notes that an envelope left. Should this be lost with the machine, it is sent once more after its lease: at least once,
// under the same Message-ID.
func (a *App) EnvelopeSent(ctx context.Context, e Envelope) error {
	return a.post(ctx, e, func(x store.Envelope, at time.Time) store.Envelope { return ended(x, at, postSent) }, "")
}

// EnvelopeFailed notes why an envelope did not leave, as a code of the catalogue. It is tried again later, unless it never will.
func (a *App) EnvelopeFailed(ctx context.Context, e Envelope, trouble string, forGood bool) error {
	return a.post(ctx, e, func(x store.Envelope, at time.Time) store.Envelope {
		x.Trouble = trouble
		if forGood || x.Tries >= maxTries {
			return ended(x, at, postRefused)
		}
		x.Lease, x.Due = 0, max(x.Due, at.Add(pauseAfter(x.Tries)).UnixMicro())
		return x
	}, trouble)
}

// pauseAfter grows fourfold with each try.
func pauseAfter(tries int) time.Duration {
	pause := firstRetry
	for range tries - 1 {
		pause = min(4*pause, longest)
	}
	return pause
}

// post notes how it went, and with a channel of the organisation, what those who keep it should know.
func (a *App) post(ctx context.Context, e Envelope, change func(store.Envelope, time.Time) store.Envelope, trouble string) error {
	o := e.World.Org().ID
	return a.writeApart(ctx, func(u *Unit) error {
		x, err := u.tx.Envelope(o, e.ID)
		if err != nil {
			return err
		}
		if x.Tries != e.Tries || x.Ended != 0 {
			return nil // somebody else holds it by now: they will say
		}
		if err := u.tx.PutEnvelope(o, change(x, u.At)); err != nil || e.Hook == 0 {
			return err
		}
		return u.tx.TroubleHook(o, e.Hook, trouble)
	})
}
