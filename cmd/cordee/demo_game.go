package main

import (
	"cordee/internal/app"
	"cordee/internal/game"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

// playOut: most of Nantes and Rennes play. Léa and Thomas had a duel on their own progress, over since; this week the two teams cross together, and all
// the West climbs towards one sum.
func (s *stage) playOut(today period.Date) error {
	start := today.AddDays(-12)
	s.on(start.AddDays(-2))
	for _, who := range []string{"karim", "lea", "thomas", "ines", "yann", "aurelie", "hugo", "maiwenn", "fatou", "paul"} {
		if err := s.app.PlayGame(s.ctx, s.actor(who), true); err != nil {
			return err
		}
	}
	duel := app.ChallengeForm{
		Kind: game.Duel, Measure: game.Improvement, Metric: "revenue", Title: "Mieux que le mois dernier", Start: start, End: today.AddDays(-3),
		Opponent: s.person("thomas"), Theme: "ridge",
	}
	if err := s.launch("lea", duel, map[string]string{"thomas": "ridge"}); err != nil {
		return err
	}
	s.on(today.AddDays(-6))
	nantes, _ := s.world.TeamByKey("nantes")
	rennes, _ := s.world.TeamByKey("rennes")
	crossing := app.ChallengeForm{
		Kind: game.Teams, Measure: game.OwnShare, Metric: "revenue", Title: "La traversée Nantes–Rennes", Start: today.AddDays(-5), End: today.AddDays(9),
		Teams: []org.ID{nantes.ID, rennes.ID},
	}
	in := map[string]string{
		"karim": "summit", "lea": "ridge", "thomas": "ridge", "ines": "", "aurelie": "refuge", "hugo": "ridge", "maiwenn": "", "fatou": "refuge",
	}
	if err := s.launch("karim", crossing, in); err != nil {
		return err
	}
	climb := app.ChallengeForm{
		Kind: game.Mountain, Measure: game.Value, Metric: "revenue", Title: "Ensemble jusqu’au refuge", Start: today.AddDays(-5), End: today.AddDays(9),
		Target: measure.Some(measure.Whole(120_000)), Teams: []org.ID{nantes.ID},
	}
	if err := s.launch("karim", climb, map[string]string{"lea": "refuge", "ines": "refuge", "yann": ""}); err != nil {
		return err
	}
	for _, day := range []period.Date{today.AddDays(-4), today} {
		s.on(day)
		if err := s.app.PlayRounds(s.ctx, s.org, s.now); err != nil {
			return err
		}
	}
	return nil
}

// launch prepares a challenge, announces it, and lets people in with the theme each would like.
func (s *stage) launch(who string, f app.ChallengeForm, in map[string]string) error {
	id, err := s.app.DraftChallenge(s.ctx, s.actor(who), f)
	if err != nil {
		return err
	}
	if err := s.app.AnnounceChallenge(s.ctx, s.actor(who), id); err != nil {
		return err
	}
	for person, theme := range in {
		if err := s.app.AnswerChallenge(s.ctx, s.actor(person), id, true, theme); err != nil {
			return err
		}
	}
	return nil
}
