package app

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"cordee/internal/fault"
	"cordee/internal/org"
	"cordee/internal/store"
)

// The kinds of slide a wall can show.
const (
	SlideMountain   = "mountain"   // the team's running common objectives
	SlideCompany    = "company"    // those of the whole organisation
	SlideBelow      = "below"      // those of the teams below, in the order of their names
	SlideMarks      = "marks"      // milestones crossed and objectives reached
	SlideThanks     = "thanks"     // words of thanks
	SlideChallenges = "challenges" // games under way
)

// Slides is the closed list, in the order in which they follow one another.
var Slides = []string{SlideMountain, SlideCompany, SlideBelow, SlideMarks, SlideThanks, SlideChallenges}

// How long a slide of a wall may stay, in seconds.
const (
	MinWallSeconds = 6
	MaxWallSeconds = 120
	wallSeconds    = 14
)

const maxWallName = 100

// WallForm is what a link to a wall is made from. Zero seconds means the usual time; no slides means all of them.
type WallForm struct {
	Name    string
	Team    org.ID
	Slides  []string
	Amounts bool // figures in units, else shares of the target only
	Seconds int
}

// WallLink is a link as those who look after it see it, without its secret.
type WallLink struct {
	store.Wall
	TeamName, MadeBy string
}

var errWallGone = fault.New(fault.NotFound, "wall.gone")

func (f WallForm) check() error {
	var l fault.List
	switch n := utf8.RuneCountInString(f.Name); {
	case f.Name == "":
		l.Add(fault.Bad("name", "wall.name_missing"))
	case n > maxWallName || fault.Broken(f.Name) || strings.IndexFunc(f.Name, fault.HiddenRune) >= 0:
		l.Add(fault.Bad("name", "wall.name_long", "max", maxWallName))
	}
	for _, s := range f.Slides {
		if !slices.Contains(Slides, s) {
			l.Add(fault.Bad("slides", "choice.unknown", "value", s, "allowed", strings.Join(Slides, ", ")))
		}
	}
	if f.Seconds != 0 && (f.Seconds < MinWallSeconds || f.Seconds > MaxWallSeconds) {
		l.Add(fault.Bad("seconds", "wall.seconds", "min", MinWallSeconds, "max", MaxWallSeconds))
	}
	return l.OrNil()
}

// slidesOf are the slides asked for, in the order in which they are shown; none asked for is all.
func slidesOf(asked []string) []string {
	if len(asked) == 0 {
		return Slides
	}
	return slices.DeleteFunc(slices.Clone(Slides), func(s string) bool { return !slices.Contains(asked, s) })
}

// MakeWall makes a link that opens the wall of one team, and returns its secret, which is never shown again. Those who lead the team
// may, and those who steer the organisation.
func (a *App) MakeWall(ctx context.Context, actor org.Actor, f WallForm) (secret string, err error) {
	f.Name = strings.TrimSpace(f.Name)
	if err := f.check(); err != nil {
		return "", err
	}
	err = a.write(ctx, actor, func(u *Unit) error {
		if err := u.mayHang(f.Team); err != nil {
			return err
		}
		secret = newSecret()
		w := store.Wall{
			ID: newID(), Name: f.Name, Hash: digest(secret), Team: f.Team, Slides: slidesOf(f.Slides), Amounts: f.Amounts, Seconds: f.Seconds,
			CreatedBy: actor.Person, CreatedAt: u.At.UnixMicro(),
		}
		if w.Seconds == 0 {
			w.Seconds = wallSeconds
		}
		if err := u.tx.InsertWall(u.org(), w); err != nil {
			return err
		}
		return u.note("wall.made", "wall", w.ID, map[string]any{"team": f.Team.String(), "slides": w.Slides})
	})
	return secretOrNot(secret, err)
}

// mayHang checks that the actor looks after the walls of a team.
func (u *Unit) mayHang(team org.ID) error {
	if _, ok := u.World.Team(team); !ok {
		return notFound("team")
	}
	return u.World.Can(u.Actor, org.ManageWalls, org.TeamObject(team), u.World.Today(u.At))
}

// RevokeWall ends a link: its screens go dark at once, those that are open too.
func (a *App) RevokeWall(ctx context.Context, actor org.Actor, id org.ID) error {
	return a.write(ctx, actor, func(u *Unit) error {
		all, err := u.tx.Walls(u.org())
		if err != nil {
			return err
		}
		i := slices.IndexFunc(all, func(w store.Wall) bool { return w.ID == id })
		if i < 0 || u.mayHang(all[i].Team) != nil {
			return notFound("wall")
		}
		if err := u.tx.RevokeWall(u.org(), id, u.At.UnixMicro()); err != nil {
			return err
		}
		return u.note("wall.revoked", "wall", id, nil)
	})
}

// Walls lists the links that the actor looks after, newest first, and the teams they may make one for. Whoever looks after none is
// refused.
func (a *App) Walls(ctx context.Context, actor org.Actor) (links []WallLink, teams []org.Team, err error) {
	err = a.read(ctx, actor, org.ReadOrg, func(r *Reading) error {
		mine := func(team org.ID) bool {
			return r.World.Can(actor, org.ManageWalls, org.TeamObject(team), r.Today) == nil
		}
		teams = slices.DeleteFunc(slices.Clone(r.World.Teams), func(t org.Team) bool { return !mine(t.ID) })
		if len(teams) == 0 {
			return fault.New(fault.Forbidden, "access.forbidden", "action", string(org.ManageWalls))
		}
		all, err := r.tx.Walls(actor.Org)
		for _, w := range all {
			if mine(w.Team) {
				w.Hash = ""
				links = append(links, WallLink{Wall: w, TeamName: r.World.Name(org.TeamOwner(w.Team)), MadeBy: r.World.Name(org.PersonOwner(w.CreatedBy))})
			}
		}
		return err
	})
	return links, teams, err
}

// WallOpened is what a link opens.
type WallOpened struct {
	Actor org.Actor
	Ask   WallAsk
	World *World
	ID    org.ID
}

// OpenWall finds what a link opens, as of this very request: a revoked one is NotFound wall.gone with the next look, like an unknown one.
func (a *App) OpenWall(ctx context.Context, secret string) (WallOpened, error) {
	var found WallOpened
	err := a.db.Read(ctx, func(tx *store.Tx) error {
		row, ok, err := tx.WallByHash(digest(secret))
		if err != nil {
			return err
		}
		if !ok || row.RevokedAt != 0 {
			return errWallGone
		}
		w, err := a.world(tx, row.Org)
		found = WallOpened{
			Actor: org.Actor{Org: row.Org, Kind: org.ByWall, Team: row.Team},
			Ask:   WallAsk{Team: row.Team, Slides: row.Slides, Amounts: row.Amounts, Seconds: row.Seconds},
			World: w, ID: row.ID,
		}
		return err
	})
	return found, err
}

// OnWalls is what someone allows on the walls: nobody is named there who did not say so.
type OnWalls struct {
	Named bool
	Own   bool // an objective of theirs that is reached is celebrated; says that they are named
	Any   bool // the organisation has a wall that hangs
}

// OnWalls tells the actor what they allow.
func (a *App) OnWalls(ctx context.Context, actor org.Actor) (OnWalls, error) {
	var o OnWalls
	err := a.read(ctx, actor, org.ReadOrg, func(r *Reading) error {
		walls, err := r.tx.Walls(actor.Org)
		if err != nil {
			return err
		}
		o.Any = slices.ContainsFunc(walls, func(w store.Wall) bool { return w.RevokedAt == 0 })
		o.Named, o.Own, err = r.onWalls(actor.Person)
		return err
	})
	return o, err
}

// onWalls is what a person allows.
func (r *Reading) onWalls(person org.ID) (named, own bool, err error) {
	all, err := r.tx.WallChoices(r.Actor.Org)
	for _, c := range all {
		if c.Person == person {
			named, own = true, c.Own
		}
	}
	return named, own, err
}

// AllowOnWalls keeps what the actor allows for themselves, and only for themselves. It is in force with the next look at a wall.
func (a *App) AllowOnWalls(ctx context.Context, actor org.Actor, o OnWalls) error {
	return a.write(ctx, actor, func(u *Unit) error {
		if err := u.personOnly("wall_choice"); err != nil {
			return err
		}
		var err error
		if o.Named {
			err = u.tx.PutWallChoice(u.org(), store.WallChoice{Person: actor.Person, Own: o.Own})
		} else {
			err = u.tx.DropWallChoice(u.org(), actor.Person)
		}
		if err != nil {
			return err
		}
		return u.note("wall.allowed", "person", actor.Person, nil)
	})
}
