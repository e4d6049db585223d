package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"cordee/internal/app"
	"cordee/internal/demo"
	"cordee/internal/fault"
	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

// stage is the sample company in the days before today: people speak through the same door as anybody, on their own day.
type stage struct {
	app   *app.App
	ctx   context.Context
	org   org.ID
	world *app.World
	now   time.Time
	next  period.Span // the quarter to come
	goals map[string]org.ID
}

// rehearse plays what people said to each other lately: thanks, proposals, an own number asked first, a table being prepared.
func (h *house) rehearse(ctx context.Context, o org.Org, world demo.World) error {
	s := &stage{ctx: ctx, org: o.ID, goals: map[string]org.ID{}, next: world.Settings.Calendar.Next(period.Quarter, world.Today)}
	s.app = app.New(h.db, app.Options{Log: h.log, Now: func() time.Time { return s.now }})
	defer s.app.Close()
	var err error
	if s.world, err = h.app.World(ctx, o.ID); err != nil {
		return err
	}
	if err := s.know(); err != nil {
		return err
	}
	if err := s.listen(world.Today.AddDays(-30)); err != nil {
		return err
	}
	for _, t := range world.Thanks {
		s.on(t.On)
		to := org.PersonOwner(s.person(t.To))
		err := s.app.Thank(ctx, s.actor(t.From), to, s.goals[t.Goal], 0, t.Text)
		if fault.KindOf(err) == fault.NotFound { // an objective of one's own: thanked for without being seen
			err = s.app.Thank(ctx, s.actor(t.From), to, 0, 0, t.Text)
		}
		if err != nil {
			return fmt.Errorf("thanks of %s: %w", t.From, err)
		}
		if err := s.hear(); err != nil {
			return err
		}
	}
	for i, scene := range []func() error{s.aim, s.ownNumbers, s.table, s.askFirst, s.ownIdea, s.counter, s.help} {
		s.on(world.Today.AddDays(i - 8))
		if err := scene(); err != nil {
			return fmt.Errorf("scene %d: %w", i+1, err)
		}
		if err := s.hear(); err != nil {
			return err
		}
	}
	if err := s.practise(world.Today); err != nil {
		return err
	}
	if err := s.recognise(world.Today); err != nil {
		return fmt.Errorf("recognition: %w", err)
	}
	if err := s.rewardThem(world.Today); err != nil {
		return fmt.Errorf("rewards: %w", err)
	}
	if err := s.hang(world.Today); err != nil {
		return err
	}
	if err := s.play(world.Today); err != nil {
		return err
	}
	if err := s.playOut(world.Today); err != nil {
		return fmt.Errorf("play: %w", err)
	}
	return s.thisWeek(world.Today)
}

func (s *stage) on(day period.Date) {
	s.now = day.Time(s.world.Location()).Add(10 * time.Hour)
}

// know remembers the objectives by key.
func (s *stage) know() error {
	s.now = time.Now()
	all, _, err := s.app.Goals(s.ctx, org.System(s.org), app.GoalFilter{})
	for _, g := range all {
		s.goals[g.Key] = g.ID
		if g.Progress.Status == goal.Running && strings.HasSuffix(g.Key, "-lea") {
			s.goals["lea-now"] = g.ID
		}
		if g.Progress.Status == goal.Running && strings.HasSuffix(g.Key, "-nantes") {
			s.goals["nantes-now"] = g.ID
		}
	}
	return err
}

func (s *stage) person(key string) org.ID {
	p, _ := s.world.PersonByKey(key)
	return p.ID
}

func (s *stage) actor(key string) org.Actor {
	p, _ := s.world.PersonByKey(key)
	return org.Actor{Org: s.org, Person: p.ID, Role: p.Role, Kind: org.ByPerson}
}

// wish is an objective for the quarter to come.
func (s *stage) wish(key, title, metric string, target int64, owner org.Owner) goal.Goal {
	m, _ := s.world.MetricByKey(metric)
	g := goal.Goal{
		Key: key, Title: title, Tier: goal.Individual, Owner: owner, Metric: m.ID, Target: measure.Some(measure.Whole(target)),
		Start: s.next.From, End: s.next.Last(), Parent: s.goals["nantes-suite"],
	}
	if owner.Kind == org.OwnerTeam {
		g.Tier, g.Parent = goal.Collective, 0
	}
	return g
}

func (s *stage) save(who string, g goal.Goal, why app.Said) error {
	id, err := s.app.SaveGoal(s.ctx, s.actor(who), g, why)
	s.goals[g.Key] = id
	return err
}

// aim: the director sets what Nantes will pull next quarter, and why.
func (s *stage) aim() error {
	team, _ := s.world.TeamByKey("nantes")
	g := s.wish("nantes-suite", "Chiffre d’affaires du prochain trimestre, Équipe Nantes", "revenue", 240_000, org.TeamOwner(team.ID))
	g.Why = "L’hiver se gagne avant la neige : les tables de la côte décident maintenant de leur carte du printemps."
	g.Skills, g.Helping = "Écouter une carte, relancer avec tact", "Un client présenté à un collègue compte dans l’objectif commun."
	return s.save("mathilde", g, app.Said{})
}

func (s *stage) ownNumbers() error {
	for who, n := range map[string]int64{"lea": 66_000, "thomas": 58_000, "yann": 61_000} {
		if err := s.app.Bid(s.ctx, s.actor(who), s.goals["nantes-suite"], measure.Some(measure.Whole(n))); err != nil {
			return err
		}
	}
	return nil
}

func (s *stage) table() error {
	ws, err := s.app.Workshop(s.ctx, s.actor("karim"), s.goals["nantes-suite"], nil)
	if err != nil {
		return err
	}
	_, err = s.app.SaveScenario(s.ctx, s.actor("karim"), s.goals["nantes-suite"], "Premier jet", ws.Form)
	return err
}

// askFirst: Karim has a number in mind for Inès, and asks for hers first.
func (s *stage) askFirst() error {
	g := s.wish("ines-suite", "Ouvrir des maisons sur la presqu’île", "new_customers", 5, org.PersonOwner(s.person("ines")))
	g.Why = "La presqu’île n’a personne d’autre, et tu y as déjà tes entrées."
	_, err := s.app.AskFirst(s.ctx, s.actor("karim"), g, app.Said{})
	return err
}

// ownIdea: Léa proposes another way to pull the same rope.
func (s *stage) ownIdea() error {
	g := s.wish("lea-suite", "Neuf nouvelles maisons avec la gamme Nova", "new_customers", 9, org.PersonOwner(s.person("lea")))
	g.Why, g.Paid, g.Status, g.Origin = "Mes clients actuels en parlent à leurs voisins.", true, goal.Proposed, goal.OriginAgreed
	return s.save("lea", g, app.Said{})
}

// counter: Karim proposes, Thomas answers with another number and says why.
func (s *stage) counter() error {
	g := s.wish("thomas-suite", "Chiffre d’affaires du prochain trimestre, Thomas", "revenue", 68_000, org.PersonOwner(s.person("thomas")))
	g.Why, g.Status, g.Origin = "Ta part de ce que Nantes veut tirer.", goal.Proposed, goal.OriginAgreed
	if err := s.save("karim", g, app.Said{}); err != nil {
		return err
	}
	g.ID, g.Version, g.Target = s.goals["thomas-suite"], 1, measure.Some(measure.Whole(62_000))
	return s.app.Counter(s.ctx, s.actor("thomas"), g, app.Said{Reason: "Je passe deux semaines de janvier au salon, sans rendez-vous."})
}

// help: a word and an offer of help on Léa's running objective.
func (s *stage) help() error {
	if err := s.app.Note(s.ctx, s.actor("karim"), s.goals["lea-now"], app.NoteSupport, "Je te libère deux demi-journées en décembre pour les visites de fin d’année."); err != nil {
		return err
	}
	return s.app.Note(s.ctx, s.actor("lea"), s.goals["lea-now"], app.NoteComment, "Merci, je prends les deux premiers jeudis.")
}
