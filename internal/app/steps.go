package app

import (
	"context"
	"fmt"
	"strings"

	"cordee/internal/fault"
	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/store"
)

const maxSteps = 200 // under one objective

// MarkStep says that a step is done today, or that it is not after all. Whoever carries the step or the objective may, and whoever
// may answer for the objective; on a team's objective, its members.
func (a *App) MarkStep(ctx context.Context, actor org.Actor, goalID, step org.ID, done bool) error {
	return a.write(ctx, actor, func(u *Unit) error {
		row, err := u.goalFor(goalID, org.ReadGoal)
		if err != nil {
			return err
		}
		steps, err := u.tx.Steps(u.org(), []org.ID{goalID})
		if err != nil {
			return err
		}
		for _, s := range steps {
			if s.ID != step {
				continue
			}
			if err := u.World.mayMark(actor, row, s, u.World.Today(u.At)); err != nil {
				return err
			}
			return u.markStep(s, done)
		}
		return notFound("step")
	})
}

func (u *Unit) markStep(s goal.Step, done bool) error {
	if done == !s.Done.IsZero() {
		return nil // it is already so
	}
	change := "step.reopened"
	s.Done = 0
	if done {
		change, s.Done = "step.done", u.World.Today(u.At)
	}
	if err := u.tx.UpdateStep(u.org(), s); err != nil {
		return err
	}
	return u.note(change, "goal", s.Goal, map[string]any{"step": s.ID.String()})
}

// mayMark tells whether the actor may say that a step is done.
func (w *World) mayMark(actor org.Actor, g store.GoalRow, s goal.Step, today period.Date) error {
	if actor.Is(s.Owner) {
		return nil
	}
	if s.Owner == 0 && g.Owner.Kind == org.OwnerTeam && actor.Kind == org.ByPerson && w.Under(actor.Person, g.Owner.ID, today) {
		return nil
	}
	return w.Can(actor, org.AnswerGoal, goalObject(g.Goal), today)
}

// AddSteps adds steps under an objective, in the order given; empty titles are left out.
func (a *App) AddSteps(ctx context.Context, actor org.Actor, goalID org.ID, steps []goal.Step) error {
	return a.write(ctx, actor, func(u *Unit) error {
		row, err := u.goalFor(goalID, org.ReadGoal)
		if err != nil {
			return err
		}
		if err := u.World.mayMark(actor, row, goal.Step{}, u.World.Today(u.At)); err != nil {
			return err
		}
		if err := row.MayGrow(actor.Person, u.World.Today(u.At)); err != nil {
			return err
		}
		for _, s := range steps {
			if err := u.mayGiveStep(row, s.Owner); err != nil {
				return err
			}
		}
		return u.addSteps(row.ID, steps)
	})
}

// mayGiveStep tells whether a step of an objective may be someone's: the owner's, or a member's of the team that carries it. Whoever
// answers for the objective gives steps to any of them; a member takes them for themselves.
func (u *Unit) mayGiveStep(g store.GoalRow, to org.ID) error {
	today := u.World.Today(u.At)
	switch {
	case to == 0:
		return nil
	case g.Owner != org.PersonOwner(to) && (g.Owner.Kind != org.OwnerTeam || !u.World.Under(to, g.Owner.ID, today)):
		return fault.Bad("step_owner", "goal.step_owner", "name", u.World.Name(org.PersonOwner(to)))
	case u.Actor.Is(to):
		return nil
	}
	return u.World.Can(u.Actor, org.AnswerGoal, goalObject(g.Goal), today)
}

func (u *Unit) addSteps(goalID org.ID, steps []goal.Step) error {
	old, err := u.tx.Steps(u.org(), []org.ID{goalID})
	if err != nil {
		return err
	}
	if len(old)+len(steps) > maxSteps {
		return fault.Bad("steps", "goal.steps_many", "max", maxSteps)
	}
	taken := map[string]bool{}
	for _, s := range old {
		taken[s.Key] = true
	}
	for n, s := range steps {
		s.ID, s.Goal, s.Title = newID(), goalID, strings.TrimSpace(s.Title)
		if s.Title == "" {
			continue
		}
		if s.Key = fmt.Sprintf("%03d", len(old)+n+1); taken[s.Key] { // keys keep the order in which steps were written
			s.Key = s.ID.String()
		}
		if s.Weight == 0 {
			s.Weight = measure.One
		}
		if err := s.Check(); err != nil {
			return err
		}
		if err := u.tx.InsertStep(u.org(), s); err != nil {
			return err
		}
	}
	return u.note("step.added", "goal", goalID, map[string]any{"n": len(steps)})
}

// SaveGoalWithSteps creates an objective and its first steps at once.
func (a *App) SaveGoalWithSteps(ctx context.Context, actor org.Actor, g goal.Goal, steps []goal.Step, why Said) (org.ID, error) {
	err := a.write(ctx, actor, func(u *Unit) error {
		if err := u.createGoal(&g, why); err != nil {
			return err
		}
		if len(steps) == 0 {
			return nil
		}
		return u.addSteps(g.ID, steps)
	})
	return g.ID, err
}
