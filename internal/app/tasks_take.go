package app

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"cordee/internal/fault"
	"cordee/internal/goal"
	"cordee/internal/insight"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/store"
)

// myTask is an open or taken task that the actor may see, inside a change.
func (u *Unit) myTask(id org.ID) (store.Task, error) {
	if err := u.personOnly("tasks"); err != nil {
		return store.Task{}, err
	}
	t, err := u.tx.Task(u.org(), id)
	if err != nil {
		return t, err
	}
	ok, err := u.World.mayTake(u.tx, u.Actor.Person, t, map[org.ID]org.Owner{}, u.World.Today(u.At))
	if err == nil && !ok {
		err = notFound("task")
	}
	return t, err
}

// TakeTask gives an open task to the actor, who chose it. Refusals: task.taken when somebody was first, task.full when they have as
// many as one may have at once, task.share when they had their part of the largest ones, task.others when
// too little would be left for those who had less.
func (a *App) TakeTask(ctx context.Context, actor org.Actor, id org.ID) error {
	return a.write(ctx, actor, func(u *Unit) error {
		t, err := u.myTask(id)
		if err != nil {
			return err
		}
		if err := u.roomFor(t); err != nil {
			return err
		}
		first, err := u.tx.TakeTask(u.org(), store.Take{Task: id, Person: actor.Person, TakenOn: u.World.Today(u.At)})
		if err != nil {
			return err
		}
		if !first {
			return fault.New(fault.Conflict, "task.taken", "title", t.Title)
		}
		return u.note("task.taken", "task", id, nil)
	})
}

func (u *Unit) roomFor(t store.Task) error {
	today := u.World.Today(u.At)
	practice, err := practiceOf(u.tx, u.org())
	if err != nil {
		return err
	}
	taken, err := u.tx.TakenSince(u.org(), today.AddDays(-fairDays))
	if err != nil {
		return err
	}
	running := 0
	for _, x := range taken {
		if x.Person == u.Actor.Person && x.Ended.IsZero() && x.Take.Task != t.ID {
			running++
		}
	}
	if running >= practice.Open() {
		return fault.New(fault.Conflict, "task.full", "max", practice.Open())
	}
	open, err := u.tx.OpenTasks(u.org(), today, maxPool)
	if err != nil {
		return err
	}
	least := topValue(open, taken)
	if units(t) >= least && u.World.taker(u.Actor.Person, taken, least, today).TopFull() && !practice.NoMatching {
		return fault.New(fault.Conflict, "task.share")
	}
	if practice.NoMatching {
		return nil
	}
	enough, err := u.World.leavesEnough(u.tx, u.Actor.Person, t, open, taken, today)
	if err == nil && !enough {
		err = fault.New(fault.Conflict, "task.others")
	}
	return err
}

// leavesEnough looks at everybody else who could take this task, over what the taker and they could take.
func (w *World) leavesEnough(tx *store.Tx, person org.ID, t store.Task, open []store.Task, taken []store.Taken, on period.Date) (bool, error) {
	carriers := map[org.ID]org.Owner{}
	left := 0.
	for _, x := range open {
		ok, err := w.mayTake(tx, person, x, carriers, on)
		if err != nil {
			return false, err
		}
		if ok {
			left += max(units(x), 1)
		}
	}
	received := map[org.ID]float64{}
	for _, x := range taken {
		received[x.Person] += max(units(x.Task), 1)
	}
	me, _ := w.Person(person)
	var others []insight.Had
	for _, p := range w.People {
		if p.ID == person || p.Role != org.Rep || !w.inService(p, on) {
			continue
		}
		ok, err := w.mayTake(tx, p.ID, t, carriers, on)
		if err != nil {
			return false, err
		}
		if ok {
			others = append(others, insight.Had{Received: received[p.ID], Capacity: float64(p.WorkingTime)})
		}
	}
	return insight.LeavesEnough(max(units(t), 1), left, insight.Had{Received: received[person], Capacity: float64(me.WorkingTime)}, others), nil
}

// HandBackTask puts a task that is not done into the pool again. Nothing tells that it was taken.
func (a *App) HandBackTask(ctx context.Context, actor org.Actor, id org.ID) error {
	return a.write(ctx, actor, func(u *Unit) error {
		if err := u.personOnly("tasks"); err != nil {
			return err
		}
		return u.tx.DeleteTake(u.org(), id, actor.Person)
	})
}

// SetTaskAside keeps an open task out of the actor's own list, and nobody else knows: no journal, no day.
func (a *App) SetTaskAside(ctx context.Context, actor org.Actor, id org.ID) error {
	return a.write(ctx, actor, func(u *Unit) error {
		if _, err := u.myTask(id); err != nil {
			return err
		}
		return u.tx.SetAside(u.org(), actor.Person, id)
	})
}

// ShowTasksAgain brings back what the actor set aside.
func (a *App) ShowTasksAgain(ctx context.Context, actor org.Actor) error {
	return a.write(ctx, actor, func(u *Unit) error {
		if err := u.personOnly("tasks"); err != nil {
			return err
		}
		return u.tx.DeleteAside(u.org(), actor.Person)
	})
}

// FinishTask says that the actor's task is done. Where it serves an objective that runs, it is a step done there.
func (a *App) FinishTask(ctx context.Context, actor org.Actor, id org.ID) error {
	return a.write(ctx, actor, func(u *Unit) error {
		if err := u.personOnly("tasks"); err != nil {
			return err
		}
		x, ok, err := u.tx.TaskTaken(u.org(), id)
		if err != nil {
			return err
		}
		if !ok || x.Person != actor.Person {
			return notFound("task")
		}
		if !x.Ended.IsZero() {
			return nil // it is so already
		}
		if err := u.tx.EndTask(u.org(), id, actor.Person, u.World.Today(u.At)); err != nil {
			return err
		}
		if err := u.stepFor(x); err != nil {
			return err
		}
		return u.note("task.done", "task", id, nil)
	})
}

// stepFor ticks the step of the same key under the objective a task serves, or adds a done one where steps are not what is counted:
// a list that is the measure itself never grows because somebody helped.
func (u *Unit) stepFor(x store.Taken) error {
	today := u.World.Today(u.At)
	if x.Goal == 0 {
		return nil
	}
	g, err := u.tx.Goal(u.org(), x.Goal)
	if fault.KindOf(err) == fault.NotFound || err == nil && (g.Status != goal.Published || g.End < today) {
		return nil
	}
	if err != nil {
		return err
	}
	steps, err := u.tx.Steps(u.org(), []org.ID{g.ID})
	if err != nil {
		return err
	}
	key := x.Key
	for _, s := range steps {
		if s.Key == key {
			return u.markStep(s, true)
		}
	}
	if u.World.metricOf(g.Goal).Kind == measure.Steps || len(steps) >= maxSteps {
		return nil
	}
	s := goal.Step{ID: newID(), Goal: g.ID, Key: key, Title: x.Title, Owner: x.Person, Due: x.DueOn, Done: today, Weight: measure.One}
	if err := u.tx.InsertStep(u.org(), s); err != nil {
		return err
	}
	return u.note("step.done", "goal", g.ID, map[string]any{"step": s.ID.String()})
}

// Bounds of a task's words.
const (
	maxTaskTitle = 200
	maxTaskKind  = 40
)

// NewTask is a task as somebody passes it on.
type NewTask = store.Task

// SaveTask adds a lead or a task to the pool: anyone may pass one on to the others.
func (a *App) SaveTask(ctx context.Context, actor org.Actor, t NewTask) (org.ID, error) {
	t.ID = newID()
	err := a.write(ctx, actor, func(u *Unit) error {
		if err := u.personOnly("tasks"); err != nil {
			return err
		}
		if err := u.checkTask(&t); err != nil {
			return err
		}
		if err := u.tx.InsertTask(u.org(), t); err != nil {
			return err
		}
		return u.note("task.added", "task", t.ID, nil)
	})
	return t.ID, err
}

func (u *Unit) checkTask(t *store.Task) error {
	var l fault.List
	t.Title, t.Kind = strings.TrimSpace(t.Title), strings.TrimSpace(t.Kind)
	t.Key = "task-" + t.ID.String()
	switch n := utf8.RuneCountInString(t.Title); {
	case n == 0:
		l.Add(fault.Bad("title", "task.title_missing"))
	case n > maxTaskTitle || !printable(t.Title):
		l.Add(fault.Bad("title", "task.title_long", "max", maxTaskTitle))
	}
	if utf8.RuneCountInString(t.Kind) > maxTaskKind || !printable(t.Kind) {
		l.Add(fault.Bad("kind", "task.title_long", "max", maxTaskKind))
	}
	if t.Value.OK && (t.Value.Amount < 0 || t.Value.Amount > measure.MaxReading) {
		l.Add(fault.Bad("value", "task.value"))
	}
	if t.Difficulty != "" && hardness(t.Difficulty) == 0 {
		l.Add(fault.Bad("difficulty", "task.difficulty", "allowed", strings.Join(hardnesses(), ", ")))
	}
	if !t.DueOn.IsZero() && t.DueOn < u.World.Today(u.At) {
		l.Add(fault.Bad("due_on", "task.due_past"))
	}
	if t.Goal != 0 {
		g, err := u.tx.Goal(u.org(), t.Goal)
		if err != nil || !goalObject(g.Goal).Common || u.World.maySeeGoal(u.Actor, g.Goal, u.World.Today(u.At)) != nil {
			l.Add(fault.Bad("goal", "goal.unknown", "key", t.Goal.String()))
		}
	}
	return l.OrNil()
}

func hardnesses() []string {
	var list []string
	for n := range mostHard {
		list = append(list, strconv.Itoa(n+1))
	}
	return list
}

// Segments are the attributes by which tasks are matched, as the organisation declared them or as its results usually carry them.
func (p Practice) Segments() []string {
	if len(p.Dimensions) == 0 {
		return []string{"segment", "product"}
	}
	var list []string
	for _, d := range p.Dimensions {
		for _, name := range pathOf(d) {
			if !slices.Contains(list, name) {
				list = append(list, name)
			}
		}
	}
	return list
}
