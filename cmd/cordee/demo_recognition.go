package main

import (
	"fmt"
	"time"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/goal"
	"cordee/internal/kudos"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

// recognise plays a small common success of Nantes: skills that colleagues and Karim name, points to give, a hand offered to Léa.
func (s *stage) recognise(today period.Date) error {
	s.on(today.AddDays(-2))
	if err := s.smallSuccess(today); err != nil {
		return err
	}
	for _, k := range []struct{ from, to, skill, text string }{
		{"thomas", "lea", "Écouter une carte", "Tu as laissé le chef parler dix minutes avant de proposer. C’est là que tout s’est joué."},
		{"karim", "lea", "Relancer avec tact", "Quatre relances en novembre, quatre rendez-vous : toujours avec une raison de rappeler."},
		{"lea", "yann", "Écouter une carte", "Merci d’avoir goûté avec le client avant de parler des prix."},
	} {
		s.now = s.now.Add(7 * time.Minute)
		word := app.Kudos{To: org.PersonOwner(s.person(k.to)), Goal: s.goals["nantes-maisons"], Skill: k.skill, Text: k.text}
		if err := s.app.GiveKudos(s.ctx, s.actor(k.from), word); err != nil {
			return fmt.Errorf("kudos of %s: %w", k.from, err)
		}
	}
	if err := s.app.ChooseThanks(s.ctx, s.actor("lea"), kudos.Team); err != nil {
		return err
	}
	return s.lendAHand(today)
}

// smallSuccess: the month’s doors are open already, and the company lets each give ten points away for it.
func (s *stage) smallSuccess(today period.Date) error {
	m, _ := s.world.MetricByKey("new_customers")
	team, _ := s.world.TeamByKey("nantes")
	month := s.world.Org().Calendar.Of(period.Month, today)
	err := s.save("karim", goal.Goal{
		Key: "nantes-maisons", Title: "Huit nouvelles maisons ce mois-ci, Équipe Nantes", Tier: goal.Collective, Owner: org.TeamOwner(team.ID), Metric: m.ID,
		Target: measure.Some(measure.Whole(8)), Start: month.From, End: month.Last(), Status: goal.Published,
		Why: "Chaque nouvelle maison parle de nous à ses voisines.", Skills: "Écouter une carte, Relancer avec tact", Helping: "Venir à deux à une première visite compte ici.",
	}, app.Said{})
	if err != nil {
		return err
	}
	if err := s.app.SavePractice(s.ctx, s.actor("bastien"), app.Practice{Points: 10}); err != nil {
		return err
	}
	if err := s.app.OpenAllotments(s.ctx, s.org, s.now); err != nil {
		return err
	}
	err = s.app.GivePoints(s.ctx, s.actor("thomas"), s.goals["nantes-maisons"], s.person("lea"), 4, "Pour le tableau des relances, il m’a fait gagner deux heures.")
	if fault.Is(err, "points.none") { // too early in the month for a success
		return nil
	}
	return err
}

// lendAHand: Inès offers Léa a visit together, unasked, and Thomas encourages her.
func (s *stage) lendAHand(today period.Date) error {
	s.on(today.AddDays(-1))
	id := s.goals["nantes-now"]
	if err := s.app.Cheer(s.ctx, s.actor("thomas"), id, org.PersonOwner(s.person("lea"))); err != nil {
		return err
	}
	return s.app.OfferHelp(s.ctx, s.actor("ines"), id, s.person("lea"), "Faire ensemble les deux visites de Guérande", "jeudi après-midi")
}
