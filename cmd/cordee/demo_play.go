package main

import (
	"cordee/internal/app"
	"cordee/internal/game"
	"cordee/internal/period"
)

// play: a few play, most do not; Léa and Thomas meet in a duel, in shares of what each aims for.
func (s *stage) play(today period.Date) error {
	s.on(today.AddDays(-20))
	for _, who := range []string{"lea", "thomas", "ines", "maiwenn"} {
		if err := s.app.PlayGame(s.ctx, s.actor(who), true); err != nil {
			return err
		}
	}
	s.on(today.AddDays(-5))
	id, err := s.app.DraftChallenge(s.ctx, s.actor("lea"), app.ChallengeForm{
		Kind: game.Duel, Measure: game.OwnShare, Metric: "revenue", Title: "Duel des relances", Start: today.AddDays(-5), End: today.AddDays(9),
		Opponent: s.person("thomas"), Theme: "ridge",
	})
	if err != nil {
		return err
	}
	if err := s.app.AnnounceChallenge(s.ctx, s.actor("lea"), id); err != nil {
		return err
	}
	return s.app.AnswerChallenge(s.ctx, s.actor("thomas"), id, true, "ridge")
}
