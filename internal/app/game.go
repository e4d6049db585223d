package app

import (
	"context"
	"encoding/json"
	"slices"

	"cordee/internal/fault"
	"cordee/internal/game"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/store"
)

// GameRules is how the organisation plays. Play is never an input of pay, whatever is set here.
type GameRules struct {
	ConsultedOn period.Date `json:"consulted_on"` // when the works council was heard about named boards; zero: not yet
}

func gameRules(tx *store.Tx, o org.ID) (g GameRules, err error) {
	body, err := tx.GameBody(o)
	if err != nil || body == "" {
		return g, err
	}
	return g, json.Unmarshal([]byte(body), &g)
}

// GameRules tells how the organisation plays.
func (a *App) GameRules(ctx context.Context, actor org.Actor) (g GameRules, err error) {
	err = a.read(ctx, actor, org.ReadOrg, func(r *Reading) error {
		g, err = gameRules(r.tx, actor.Org)
		return err
	})
	return g, err
}

// SaveGameRules keeps how the organisation plays. A consultation is a fact: it lies in the past.
func (a *App) SaveGameRules(ctx context.Context, actor org.Actor, g GameRules) error {
	return a.write(ctx, actor, func(u *Unit) error {
		if err := u.World.Can(actor, org.ManageOrg, org.Object{}, u.World.Today(u.At)); err != nil {
			return err
		}
		if g.ConsultedOn > u.World.Today(u.At) {
			return fault.Bad("consulted_on", "game.consulted_later")
		}
		body, err := json.Marshal(g)
		if err != nil {
			return err
		}
		if err := u.tx.PutGameBody(u.org(), string(body)); err != nil {
			return err
		}
		return u.note("game.rules", "org", u.org(), nil)
	})
}

// playKept is how many days what is kept of somebody's play outlives their leaving it (LAW F16).
const playKept = 30

// PlayGame lets the actor in, or out at once: nobody else sees anything of their play from then on, and what is kept of it goes thirty
// days later, unless they come back.
func (a *App) PlayGame(ctx context.Context, actor org.Actor, in bool) error {
	return a.write(ctx, actor, func(u *Unit) error {
		if err := u.personOnly("game"); err != nil {
			return err
		}
		all, err := u.tx.Players(u.org())
		if err != nil {
			return err
		}
		today := u.World.Today(u.At)
		p := store.Player{Person: actor.Person, Joined: today}
		if i := slices.IndexFunc(all, func(p store.Player) bool { return p.Person == actor.Person }); i >= 0 {
			p = all[i]
		} else if !in {
			return nil
		}
		switch {
		case in:
			p.Left = 0
		case p.Left.IsZero():
			p.Left = today
			if err := u.leaveChallenges(actor.Person); err != nil {
				return err
			}
		}
		if err := u.tx.PutPlayer(u.org(), p); err != nil {
			return err
		}
		return u.note("game.choice", "org", u.org(), nil) // who chose what is nobody's business
	})
}

// leaveChallenges takes a person out of everything that is not over; a duel or a solo without them is called off.
func (u *Unit) leaveChallenges(person org.ID) error {
	open, err := u.tx.Challenges(u.org(), u.World.Today(u.At))
	if err != nil {
		return err
	}
	said, err := u.tx.Entrants(u.org(), idsOf(open))
	if err != nil {
		return err
	}
	for _, e := range said {
		if e.Person != person || e.Answer == Declined {
			continue
		}
		e.Answer, e.Theme = Declined, ""
		if err := u.tx.PutEntrant(u.org(), e); err != nil {
			return err
		}
		i := slices.IndexFunc(open, func(c game.Challenge) bool { return c.ID == e.Challenge })
		if k := open[i].Kind; k == game.Solo || k == game.Duel {
			if err := u.tx.SetChallengeStatus(u.org(), e.Challenge, game.CalledOff); err != nil {
				return err
			}
		}
	}
	return nil
}

func idsOf(list []game.Challenge) []org.ID {
	ids := make([]org.ID, len(list))
	for i, c := range list {
		ids[i] = c.ID
	}
	return ids
}

// TakeRest chooses a rest day for the actor's streak, or takes the choice back.
func (a *App) TakeRest(ctx context.Context, actor org.Actor, day period.Date, take bool) error {
	return a.write(ctx, actor, func(u *Unit) error {
		if err := u.plays(); err != nil {
			return err
		}
		if !take {
			return u.tx.DropRest(u.org(), actor.Person, day)
		}
		taken, err := u.tx.Rests(u.org(), actor.Person)
		if err != nil {
			return err
		}
		if err := game.Rest(taken, day, u.World.Today(u.At)); err != nil {
			return err
		}
		return u.tx.PutRest(u.org(), actor.Person, day)
	})
}

// plays refuses who is nobody in particular, and who does not play: Conflict game.not_playing.
func (u *Unit) plays() error {
	if err := u.personOnly("game"); err != nil {
		return err
	}
	in, err := u.World.players(u.tx, u.World.Today(u.At))
	if err == nil && !in[u.Actor.Person] {
		err = fault.New(fault.Conflict, "game.not_playing")
	}
	return err
}

// players are those who play today.
func (w *World) players(tx *store.Tx, today period.Date) (map[org.ID]bool, error) {
	all, err := tx.Players(w.Org().ID)
	in := make(map[org.ID]bool, len(all))
	for _, x := range all {
		if p, ok := w.Person(x.Person); ok && x.Left.IsZero() && !p.Erased && !hasLeft(p, today) {
			in[x.Person] = true
		}
	}
	return in, err
}
