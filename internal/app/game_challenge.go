package app

import (
	"context"
	"slices"
	"strings"

	"cordee/internal/fault"
	"cordee/internal/game"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/store"
)

// What somebody says to a challenge.
const (
	Asked    = "asked" // a duel, not answered yet
	Joined   = "joined"
	Declined = "declined"
)

// ChallengeForm is what a challenge is made from. Target is in the unit of the metric when value counts, else in basis points.
type ChallengeForm struct {
	Kind          game.Kind
	Measure       game.Measure
	Metric        string // key
	Title         string
	Start, End    period.Date
	Target        measure.Maybe
	Rounds, Leave int
	Teams         []org.ID
	Opponent      org.ID // of a duel
	Theme         string // the maker's wish, where they take part
}

// DraftChallenge prepares a challenge that nobody but its maker knows of, until it is announced. Whoever plays may make a solo and a duel; for
// the people of a team, whoever leads it and those who steer.
func (a *App) DraftChallenge(ctx context.Context, actor org.Actor, f ChallengeForm) (id org.ID, err error) {
	err = a.write(ctx, actor, func(u *Unit) error {
		c, err := u.challengeOf(f)
		if err != nil {
			return err
		}
		id = c.ID
		if err := u.tx.InsertChallenge(u.org(), c); err != nil {
			return err
		}
		if c.Kind != game.Solo && c.Kind != game.Duel {
			return nil
		}
		mine := store.Entrant{Challenge: id, Person: actor.Person, Answer: Joined, Theme: f.Theme}
		if err := u.tx.PutEntrant(u.org(), mine); err != nil || c.Kind == game.Solo {
			return err
		}
		return u.tx.PutEntrant(u.org(), store.Entrant{Challenge: id, Person: f.Opponent, Answer: Asked})
	})
	return id, err
}

func (u *Unit) challengeOf(f ChallengeForm) (game.Challenge, error) {
	m, _ := u.World.MetricByKey(f.Metric)
	c := game.Challenge{
		ID: newID(), Kind: f.Kind, Measure: f.Measure, Metric: m.ID, Title: strings.TrimSpace(f.Title), Start: f.Start, End: f.End,
		Target: f.Target, Rounds: f.Rounds, Leave: f.Leave, Teams: f.Teams, MadeBy: u.Actor.Person, Status: game.Draft,
	}
	var l fault.List
	l.Add(c.Check(m.Norm()))
	if f.Theme != "" && !slices.Contains(game.Themes(), f.Theme) {
		l.Add(fault.Bad("theme", "choice.unknown", "value", f.Theme, "allowed", strings.Join(game.Themes(), ", ")))
	}
	if err := l.OrNil(); err != nil {
		return c, err
	}
	return c, u.mayMake(c, f.Opponent)
}

func (u *Unit) mayMake(c game.Challenge, opponent org.ID) error {
	today := u.World.Today(u.At)
	if c.Kind == game.Solo || c.Kind == game.Duel {
		if err := u.plays(); err != nil || c.Kind == game.Solo {
			return err
		}
		in, err := u.World.players(u.tx, today)
		if err == nil && (!in[opponent] || opponent == u.Actor.Person) {
			err = fault.Bad("opponent", "game.opponent")
		}
		return err
	}
	if err := u.personOnly("game"); err != nil {
		return err
	}
	var refused error
	for _, id := range c.Teams {
		if _, ok := u.World.Team(id); !ok {
			return notFound("team")
		}
		if n := len(u.World.present(id, today)); n < game.MinGroup {
			return fault.Bad("teams", "game.team_small", "min", game.MinGroup, "team", u.World.Name(org.TeamOwner(id)))
		}
		err := u.World.Can(u.Actor, org.ManageGames, org.TeamObject(id), today)
		if err == nil {
			return u.allLarge(c, today) // it is enough to look after one of the sides: the people of the others decide for themselves
		}
		refused = err
	}
	return refused
}

func (u *Unit) allLarge(c game.Challenge, today period.Date) error {
	for _, id := range c.Teams {
		if _, ok := u.World.Team(id); !ok {
			return notFound("team")
		}
		if len(u.World.present(id, today)) < game.MinGroup {
			return fault.Bad("teams", "game.team_small", "min", game.MinGroup, "team", u.World.Name(org.TeamOwner(id)))
		}
	}
	return nil
}

// present are the people of a team on a day who are not away all of it.
func (w *World) present(team org.ID, on period.Date) (people []org.ID) {
	for _, s := range w.MembersDuring(team, period.Day(on)) {
		away := slices.ContainsFunc(w.away[s.Person], func(x org.Absence) bool { return x.Share >= measure.Hundred && x.Span.Contains(on) })
		if p, ok := w.Person(s.Person); ok && !p.Erased && !away {
			people = append(people, s.Person)
		}
	}
	return people
}

// AnnounceChallenge shows a challenge to those who may take part. Refusals: game.started, when it would have begun before it is known.
func (a *App) AnnounceChallenge(ctx context.Context, actor org.Actor, id org.ID) error {
	return a.ownChallenge(ctx, actor, id, func(u *Unit, c game.Challenge) error {
		today := u.World.Today(u.At)
		switch {
		case c.Status != game.Draft:
			return fault.New(fault.Conflict, "game.announced")
		case c.Start < today:
			return fault.Bad("start", "game.started")
		}
		if err := u.tx.SetChallengeStatus(u.org(), id, game.Announced); err != nil {
			return err
		}
		return u.note("challenge.announced", "challenge", id, nil)
	})
}

// CallOffChallenge ends a challenge before its end: nobody won, nothing is given. One that was not announced goes without a trace.
func (a *App) CallOffChallenge(ctx context.Context, actor org.Actor, id org.ID) error {
	return a.ownChallenge(ctx, actor, id, func(u *Unit, c game.Challenge) error {
		if c.Status == game.Draft {
			return u.tx.DeleteChallenge(u.org(), id)
		}
		if s := c.On(u.World.Today(u.At)); s == game.Over || s == game.CalledOff {
			return fault.New(fault.Conflict, "game.over")
		}
		if err := u.tx.SetChallengeStatus(u.org(), id, game.CalledOff); err != nil {
			return err
		}
		return u.note("challenge.called_off", "challenge", id, nil)
	})
}

// ownChallenge runs fn on a challenge that the actor made; another one is not found, for a draft is hidden.
func (a *App) ownChallenge(ctx context.Context, actor org.Actor, id org.ID, fn func(*Unit, game.Challenge) error) error {
	return a.write(ctx, actor, func(u *Unit) error {
		if err := u.personOnly("game"); err != nil {
			return err
		}
		c, err := u.tx.Challenge(u.org(), id)
		if err != nil {
			return err
		}
		if c.MadeBy != actor.Person {
			return notFound("challenge")
		}
		return fn(u, c)
	})
}

// AnswerChallenge lets the actor take part, with the theme they would like, or not, or no more. Refusals: game.not_playing, game.closed once a duel or
// an elimination runs, game.over.
func (a *App) AnswerChallenge(ctx context.Context, actor org.Actor, id org.ID, join bool, theme string) error {
	return a.write(ctx, actor, func(u *Unit) error {
		if err := u.plays(); err != nil {
			return err
		}
		if theme != "" && !slices.Contains(game.Themes(), theme) {
			return fault.Bad("theme", "choice.unknown", "value", theme, "allowed", strings.Join(game.Themes(), ", "))
		}
		today := u.World.Today(u.At)
		v, err := (&Reading{tx: u.tx, app: u.app, World: u.World, Actor: actor, Today: today}).challenge(id)
		if err != nil {
			return err
		}
		if err := mayAnswer(v, join); err != nil {
			return err
		}
		e := store.Entrant{Challenge: id, Person: actor.Person, Team: v.side, Answer: Declined}
		if join {
			e.Answer, e.Theme = Joined, theme
		}
		if err := u.tx.PutEntrant(u.org(), e); err != nil {
			return err
		}
		if !join && (v.Kind == game.Duel || v.Kind == game.Solo) {
			if err := u.tx.SetChallengeStatus(u.org(), id, game.CalledOff); err != nil {
				return err
			}
		}
		return u.note("challenge.answered", "challenge", id, nil)
	})
}

func mayAnswer(v ChallengeView, join bool) error {
	switch {
	case v.Status == game.Over || v.Status == game.CalledOff || v.Status == game.Draft:
		return fault.New(fault.Conflict, "game.over")
	case !join:
		return nil
	case !v.MayJoin && v.Mine != Joined:
		return fault.New(fault.Conflict, "game.closed")
	}
	return nil
}
