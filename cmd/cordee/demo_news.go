package main

import (
	"time"

	"cordee/internal/app"
	"cordee/internal/org"
	"cordee/internal/period"
)

// listen begins to tell people things on a day; what was before is no news. Léa wants to know on Fridays what her week brought.
func (s *stage) listen(day period.Date) error {
	s.on(day)
	if err := s.hear(); err != nil {
		return err
	}
	return s.app.SaveMessages(s.ctx, s.actor("lea"), app.MessageChoices{Ways: map[string]string{app.AboutRecap: app.InApp}, From: 9 * 60, To: 18 * 60})
}

// hear tells what there is to tell at this moment.
func (s *stage) hear() error { return s.app.PrepareMessages(s.ctx, s.org, s.now) }

// thisWeek is last Friday's recap and this Monday's week; what came before has been looked at.
func (s *stage) thisWeek(today period.Date) error {
	monday := s.world.Org().Calendar.Week(today).From
	s.now = monday.AddDays(-3).Time(s.world.Location()).Add(16*time.Hour + 30*time.Minute)
	if err := s.hear(); err != nil {
		return err
	}
	for _, p := range s.world.People {
		if err := s.app.ReadNews(s.ctx, org.Actor{Org: s.org, Person: p.ID, Role: p.Role, Kind: org.ByPerson}); err != nil {
			return err
		}
	}
	s.now = monday.Time(s.world.Location()).Add(9 * time.Hour)
	return s.hear()
}
