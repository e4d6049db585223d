package main

import (
	"cordee/internal/app"
	"cordee/internal/org"
	"cordee/internal/period"
)

// hang: Karim hangs a wall in the morning room; most of Nantes agree to be named there, Yann and Clara do not.
func (s *stage) hang(today period.Date) error {
	s.on(today.AddDays(-5))
	nantes, _ := s.world.TeamByKey("nantes")
	form := app.WallForm{Name: "Salle du matin", Team: nantes.ID, Amounts: true, Slides: []string{app.SlideMountain, app.SlideMarks, app.SlideThanks, app.SlideChallenges}}
	if _, err := s.app.MakeWall(s.ctx, s.actor("karim"), form); err != nil {
		return err
	}
	for who, own := range map[string]bool{"karim": true, "lea": true, "thomas": true, "ines": false} {
		if err := s.app.AllowOnWalls(s.ctx, s.actor(who), app.OnWalls{Named: true, Own: own}); err != nil {
			return err
		}
	}
	s.on(today.AddDays(-3))
	return s.app.Thank(s.ctx, s.actor("karim"), org.TeamOwner(nantes.ID), 0, 0, "Quatre visites menées à deux cette semaine, et deux cartes signées. C’est exactement comme ça qu’on monte.")
}
