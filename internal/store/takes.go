package store

import (
	"cordee/internal/org"
	"cordee/internal/period"
)

// Take is who took a task, and when it was done.
type Take struct {
	Task, Person   org.ID
	TakenOn, Ended period.Date // Ended: done on, zero while it runs
}

// Taken is a task that somebody took.
type Taken struct {
	Task
	Take
}

const (
	sqlTaskColumns = `
	SELECT k.task_id, k.key, k.title, k.kind, k.stage, k.value, k.difficulty, COALESCE(k.goal_id, 0), k.due_on, k.attrs`
	sqlOpenTasks = sqlTaskColumns + `
	FROM task k
	LEFT JOIN task_take x ON x.org_id = k.org_id AND x.task_id = k.task_id
	WHERE k.org_id = $1 AND x.task_id IS NULL AND (k.due_on IS NULL OR k.due_on >= $2)
	ORDER BY k.due_on NULLS LAST, k.key
	LIMIT $3`
	sqlTaken = sqlTaskColumns + `, x.person_id, x.taken_on, x.done_on
	FROM task_take x
	JOIN task k ON k.org_id = x.org_id AND k.task_id = x.task_id
	WHERE x.org_id = $1`
	sqlTakenSince = sqlTaken + ` AND (x.taken_on >= $2 OR x.done_on IS NULL) ORDER BY x.taken_on, k.key`
	sqlTakenBy    = sqlTaken + ` AND x.person_id = $2 ORDER BY x.taken_on, k.key`
	sqlTaskTaken  = sqlTaken + ` AND x.task_id = $2`
	sqlTask       = sqlTaskColumns + ` FROM task k WHERE k.org_id = $1 AND k.task_id = $2`
	sqlTake       = `
	INSERT INTO task_take (org_id, task_id, person_id, taken_on, done_on)
	VALUES ($1, $2, $3, $4, $5)
	ON CONFLICT (org_id, task_id) DO NOTHING`
	sqlEndTake = `UPDATE task_take SET done_on = $4 WHERE org_id = $1 AND task_id = $2 AND person_id = $3`
	sqlDrop    = `DELETE FROM task_take WHERE org_id = $1 AND task_id = $2 AND person_id = $3 AND done_on IS NULL`
	sqlAside   = `
	INSERT INTO task_aside (org_id, person_id, task_id)
	VALUES ($1, $2, $3)
	ON CONFLICT (org_id, person_id, task_id) DO NOTHING`
	sqlSetAside    = `SELECT task_id FROM task_aside WHERE org_id = $1 AND person_id = $2 ORDER BY task_id`
	sqlDeleteAside = `DELETE FROM task_aside WHERE org_id = $1 AND person_id = $2`
)

func scanTaken(r row, x *Taken) error {
	err := r.Scan(&x.Task.ID, &x.Key, &x.Title, &x.Kind, &x.Stage, intoMaybe{&x.Value}, &x.Difficulty, &x.Goal, &x.DueOn, intoAttrs{&x.Attrs},
		&x.Person, &x.TakenOn, &x.Ended)
	x.Take.Task = x.Task.ID
	return err
}

// Task is one of them, taken or not.
func (t *Tx) Task(o, id org.ID) (x Task, err error) {
	return x, t.one("task", sqlTask, func(r row) error { return scanTask(r, &x) }, o, id)
}

// OpenTasks are those nobody took that are due from a day on or have no day, the earliest due first.
func (t *Tx) OpenTasks(o org.ID, from period.Date, limit int) ([]Task, error) {
	return all(t, sqlOpenTasks, scanTask, o, from.String(), limit)
}

// TakenSince are the tasks taken since a day, and those still under way, the oldest taken first.
func (t *Tx) TakenSince(o org.ID, from period.Date) ([]Taken, error) {
	return all(t, sqlTakenSince, scanTaken, o, from.String())
}

// TakenBy are all tasks a person ever took and kept, the oldest first.
func (t *Tx) TakenBy(o, person org.ID) ([]Taken, error) {
	return all(t, sqlTakenBy, scanTaken, o, person)
}

// TaskTaken is who took a task; ok is false while it is open.
func (t *Tx) TaskTaken(o, task org.ID) (x Taken, ok bool, err error) {
	ok, err = t.maybe(sqlTaskTaken, func(r row) error { return scanTaken(r, &x) }, o, task)
	return x, ok, err
}

// TakeTask gives an open task to a person; first is false when somebody else was there before.
func (t *Tx) TakeTask(o org.ID, x Take) (first bool, err error) {
	n, err := t.exec(sqlTake, o, x.Task, x.Person, x.TakenOn.String(), day(x.Ended))
	return n == 1, err
}

// EndTask says that a task its taker has is done.
func (t *Tx) EndTask(o, task, person org.ID, on period.Date) error {
	return t.touch("task", sqlEndTake, o, task, person, on.String())
}

// DeleteTake gives a task that is not done back to the pool.
func (t *Tx) DeleteTake(o, task, person org.ID) error {
	return t.touch("task", sqlDrop, o, task, person)
}

// SetAside keeps a task out of a person's own list.
func (t *Tx) SetAside(o, person, task org.ID) error { return t.do(sqlAside, o, person, task) }

// Aside are the tasks a person does not want to see.
func (t *Tx) Aside(o, person org.ID) ([]org.ID, error) {
	return all(t, sqlSetAside, func(r row, id *org.ID) error { return r.Scan(id) }, o, person)
}

// DeleteAside shows a person all tasks again.
func (t *Tx) DeleteAside(o, person org.ID) error { return t.do(sqlDeleteAside, o, person) }
