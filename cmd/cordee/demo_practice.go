package main

import (
	"fmt"

	"cordee/internal/app"
	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

// practise plays three weeks of pairs in Nantes, tasks that people took, and what was found of their strengths.
func (s *stage) practise(today period.Date) error {
	for _, scene := range []func(period.Date) error{s.pairUp, s.find, s.takeOver} {
		if err := scene(today); err != nil {
			return err
		}
	}
	return nil
}

// said is what people of a pair write for each other, by week.
var said = [][app.PairQuestions]string{
	{"Trois tables qui repoussent la carte de printemps.", "La dégustation sur place : on goûte, on signe.", "Comment parler prix sans remise ?", "Rappeler avant onze heures."},
	{"Un gérant qui change, tout à refaire.", "Arriver avec le plateau découverte.", "", "Demander à voir la cave d’abord."},
}

// pairUp: Karim starts pairs, two weeks went by, and in the third one of each pair has written.
func (s *stage) pairUp(today period.Date) error {
	nantes, _ := s.world.TeamByKey("nantes")
	monday := s.world.Org().Calendar.Week(today).From
	s.on(monday.AddDays(-14))
	if err := s.app.SetPairs(s.ctx, s.actor("karim"), nantes.ID, true, "Binômes tenus"); err != nil {
		return err
	}
	if err := s.seeAnew(); err != nil {
		return err
	}
	if err := s.aimForPairs(nantes); err != nil {
		return err
	}
	for week := range 3 {
		s.on(monday.AddDays(7*week - 14))
		if err := s.app.PairUp(s.ctx, s.org, s.now); err != nil {
			return err
		}
		if err := s.write(week, week < 2); err != nil {
			return fmt.Errorf("pairs of week %d: %w", week+1, err)
		}
	}
	return nil
}

// aimForPairs: ten of them by the end of the quarter, an objective of the team.
func (s *stage) aimForPairs(team org.Team) error {
	quarter := s.world.Org().Calendar.Quarter(s.world.Today(s.now))
	m, ok := s.world.MetricByKey("pairs")
	if !ok {
		return fmt.Errorf("no metric counts pairs")
	}
	return s.save("karim", goal.Goal{
		Key: "nantes-binomes", Title: "Dix binômes tenus, Équipe Nantes", Tier: goal.Collective, Owner: org.TeamOwner(team.ID), Metric: m.ID,
		Target: measure.Some(measure.Whole(10)), Start: quarter.From, End: quarter.Last(), Status: goal.Published,
		Why: "Ce que l’un essaie le mardi, l’autre l’essaie le jeudi.", Helping: "Vingt minutes à deux, chaque semaine.",
	}, app.Said{})
}

// seeAnew reads the organisation again: a metric has come.
func (s *stage) seeAnew() (err error) {
	s.world, err = s.app.World(s.ctx, s.org)
	return err
}

// write has the members of each pair write; all of them meet, or only the first has written so far.
func (s *stage) write(week int, all bool) error {
	for i, who := range []string{"karim", "thomas", "ines", "yann", "clara", "lea"} {
		v, err := s.app.Pairs(s.ctx, s.actor(who))
		if err != nil {
			return err
		}
		if v.Now == nil || !all && (who == "lea" || v.Now.Theirs[0].Met) {
			continue
		}
		if err := s.app.WritePair(s.ctx, s.actor(who), v.Now.ID, said[(i+week)%len(said)], true); err != nil {
			return err
		}
	}
	return nil
}

func (s *stage) find(today period.Date) error {
	s.on(today)
	if err := s.app.FindStrengths(s.ctx, s.org, s.now); err != nil {
		return err
	}
	own, err := s.app.OwnStrengths(s.ctx, s.actor("samira"))
	for _, f := range own.Findings {
		if f.Named && err == nil { // she shows hers; Léa keeps hers to herself
			return s.app.ShowStrength(s.ctx, s.actor("samira"), app.FindingName(f), true)
		}
	}
	return err
}

// takeOver: colleagues took what suits them, some of it is done already, and Léa has one in hand.
func (s *stage) takeOver(today period.Date) error {
	for i, who := range []string{"thomas", "maiwenn", "samira", "lea", "ines", "lea"} {
		s.on(today.AddDays(i - 12))
		v, err := s.app.Pool(s.ctx, s.actor(who), false)
		if err != nil {
			return err
		}
		if len(v.Suggested) == 0 {
			continue
		}
		id := v.Suggested[len(v.Suggested)-1].ID
		if err := s.app.TakeTask(s.ctx, s.actor(who), id); err != nil {
			return err
		}
		if i > 3 {
			continue
		}
		s.on(today.AddDays(i - 7))
		if err := s.app.FinishTask(s.ctx, s.actor(who), id); err != nil {
			return err
		}
	}
	return nil
}
