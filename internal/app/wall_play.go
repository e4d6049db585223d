package app

import (
	"slices"
	"strings"

	"cordee/internal/game"
	"cordee/internal/org"
)

// WallPlay is a challenge that a room may see. Of a duel it shows who meets, and no figure of theirs; an own challenge and one in rounds are
// between those who take part.
type WallPlay struct {
	ChallengeView
	Names []string // of a duel
}

const wallPlays = 3

// plays are the challenges under way that concern the team.
func (h *hung) plays() error {
	if !h.shows(SlideChallenges) {
		return nil
	}
	rows, err := h.tx.Challenges(h.Actor.Org, h.Today)
	if err != nil {
		return err
	}
	p, err := h.playing(idsOf(rows))
	if err != nil {
		return err
	}
	for _, c := range rows {
		if c.On(h.Today) != game.Running || len(h.view.Plays) == wallPlays {
			continue
		}
		v, err := p.view(c, false)
		if err != nil {
			return err
		}
		if x, ok := h.play(v); ok {
			h.view.Plays = append(h.view.Plays, x)
		}
	}
	return nil
}

func (h *hung) play(v ChallengeView) (WallPlay, bool) {
	x := WallPlay{ChallengeView: v}
	switch v.Kind {
	case game.Duel:
		for _, s := range v.Sides {
			p, ok := h.World.Person(s.Owner.ID)
			if !ok || !h.mayName(p) || !h.World.Under(p.ID, h.view.Team.ID, h.Today) {
				return x, false
			}
			x.Names = append(x.Names, p.Name)
		}
		x.Sides = nil
		slices.Sort(x.Names)
		return x, len(x.Names) == 2
	case game.Mountain:
		return x, h.near(v.Teams) && h.enough(h.members(v.Teams[0])) && len(v.Sides) == 1
	case game.Teams:
		x.Sides = slices.DeleteFunc(x.Sides, func(s SideView) bool { return s.Short > 0 })
		slices.SortFunc(x.Sides, func(a, b SideView) int { return strings.Compare(a.Name, b.Name) }) // a room is no ranking
		return x, h.near(v.Teams) && len(x.Sides) == len(v.Teams)
	case game.Solo, game.Elimination:
	}
	return x, false
}

// near tells whether one of the teams is the wall's, or above or below it.
func (h *hung) near(teams []org.ID) bool {
	return slices.ContainsFunc(teams, func(t org.ID) bool {
		return slices.Contains(h.World.Above(t), h.view.Team.ID) || slices.Contains(h.World.Above(h.view.Team.ID), t)
	})
}
