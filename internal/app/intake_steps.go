package app

import (
	"maps"

	"cordee/internal/fault"
	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/sheet"
	"cordee/internal/store"
)

// steps creates and updates the concrete actions under objectives.
func (in *intake) steps(rows []sheet.StepRow) error {
	if len(rows) == 0 {
		return nil
	}
	goals, err := in.goalsByKey()
	if err != nil {
		return err
	}
	all, err := in.tx.Steps(in.org(), nil)
	if err != nil {
		return err
	}
	known := make(map[stepKey]goal.Step, len(all))
	for _, s := range all {
		known[stepKey{s.Goal, s.Key}] = s
	}
	for _, r := range rows {
		in.here = r.At
		g, ok := goals[r.Goal]
		if !ok {
			in.reject(sheet.Steps, r.At, "goal", r.Goal, fault.New(fault.Invalid, "goal.unknown", "key", r.Goal))
			continue
		}
		if err := in.saveStep(known[stepKey{g.ID, r.Key}], g, r); err != nil {
			return err
		}
	}
	return nil
}

type stepKey struct {
	goal org.ID
	key  string
}

func (in *intake) saveStep(old goal.Step, g store.GoalRow, r sheet.StepRow) error {
	s := old
	s.Goal, s.Key = g.ID, r.Key
	s.Title = orKey(r.Title.Or(s.Title), r.Key)
	s.Due, s.Done = r.DueOn.Or(s.Due), r.DoneOn.Or(s.Done)
	if s.ID == 0 {
		s.Weight = measure.One
	}
	s.Weight = r.Weight.Or(s.Weight)
	if r.Owner.Set {
		s.Owner = 0
		if r.Owner.V != "" {
			id, err := in.World.personRef(r.Owner.V)
			if err != nil {
				in.reject(sheet.Steps, r.At, "owner", r.Owner.V, fault.All(err)[0])
				return nil
			}
			s.Owner = id
		}
	}
	if came := g.Import == in.imported && in.imported != 0; !came && (old.ID == 0 || s.Weight != old.Weight) {
		if err := g.MayGrow(0, in.World.Today(in.At)); err != nil {
			in.reject(sheet.Steps, r.At, "goal", r.Goal, fault.All(err)[0])
			return nil
		}
	}
	switch {
	case s == old:
		in.count(sheet.Steps).Unchanged++
		return nil
	case old.ID == 0:
		s.ID = newID()
		in.count(sheet.Steps).Created++
		in.undo.NewSteps = append(in.undo.NewSteps, s.ID)
		return in.tx.InsertStep(in.org(), s)
	default:
		in.count(sheet.Steps).Updated++
		in.undo.Steps = append(in.undo.Steps, old)
		return in.tx.UpdateStep(in.org(), s)
	}
}

// tasks creates and updates open leads and tasks.
func (in *intake) tasks(rows []sheet.TaskRow) error {
	if len(rows) == 0 {
		return nil
	}
	goals, err := in.goalsByKey()
	if err != nil {
		return err
	}
	all, err := in.tx.Tasks(in.org())
	if err != nil {
		return err
	}
	known := make(map[string]store.Task, len(all))
	for _, t := range all {
		known[t.Key] = t
	}
	for _, r := range rows {
		in.here = r.At
		if err := in.saveTask(known[r.Key], goals, r); err != nil {
			return err
		}
	}
	return nil
}

func (in *intake) saveTask(old store.Task, goals map[string]store.GoalRow, r sheet.TaskRow) error {
	t := old
	t.Key = r.Key
	t.Title = orKey(r.Title.Or(t.Title), r.Key)
	t.Kind, t.Stage, t.Difficulty = r.Kind.Or(t.Kind), r.Stage.Or(t.Stage), r.Difficulty.Or(t.Difficulty)
	t.Value, t.DueOn = r.Value.Or(t.Value), r.DueOn.Or(t.DueOn)
	if r.Goal.Set {
		g, ok := goals[r.Goal.V]
		if !ok && r.Goal.V != "" {
			in.reject(sheet.Tasks, r.At, "goal", r.Goal.V, fault.New(fault.Invalid, "goal.unknown", "key", r.Goal.V))
			return nil
		}
		t.Goal = g.ID
	}
	if len(r.Attrs) > 0 {
		t.Attrs = maps.Clone(r.Attrs)
	}
	switch {
	case old.ID == 0:
		t.ID = newID()
		in.count(sheet.Tasks).Created++
		in.undo.NewTasks = append(in.undo.NewTasks, t.ID)
		return in.tx.InsertTask(in.org(), t)
	case sameTask(old, t):
		in.count(sheet.Tasks).Unchanged++
		return nil
	default:
		in.count(sheet.Tasks).Updated++
		in.undo.Tasks = append(in.undo.Tasks, old)
		return in.tx.UpdateTask(in.org(), t)
	}
}

func sameTask(a, b store.Task) bool {
	return a.Title == b.Title && a.Kind == b.Kind && a.Stage == b.Stage && a.Difficulty == b.Difficulty && a.Value == b.Value &&
		a.DueOn == b.DueOn && a.Goal == b.Goal && maps.Equal(a.Attrs, b.Attrs)
}
