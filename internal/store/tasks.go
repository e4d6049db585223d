package store

import (
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

// Task is an open lead or task.
type Task struct {
	ID                      org.ID
	Key, Title, Kind, Stage string
	Value                   measure.Maybe
	Difficulty              string
	Goal                    org.ID
	DueOn                   period.Date
	Attrs                   map[string]string
}

const (
	sqlTasks = `
	SELECT task_id, key, title, kind, stage, value, difficulty, COALESCE(goal_id, 0), due_on, attrs
	FROM task
	WHERE org_id = $1
	ORDER BY due_on NULLS LAST, key`
	sqlInsertTask = `
	INSERT INTO task (org_id, task_id, key, title, kind, stage, value, difficulty, goal_id, due_on, attrs)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`
	sqlUpdateTask = `
	UPDATE task SET key = $3, title = $4, kind = $5, stage = $6, value = $7, difficulty = $8, goal_id = $9, due_on = $10, attrs = $11
	WHERE org_id = $1 AND task_id = $2`
	sqlDeleteTask = `DELETE FROM task WHERE org_id = $1 AND task_id = $2`
)

func scanTask(r row, x *Task) error {
	return r.Scan(&x.ID, &x.Key, &x.Title, &x.Kind, &x.Stage, intoMaybe{&x.Value}, &x.Difficulty, &x.Goal, &x.DueOn, intoAttrs{&x.Attrs})
}

func taskArgs(o org.ID, x Task) ([]any, error) {
	a, err := attrs(x.Attrs)
	return []any{o, x.ID, x.Key, x.Title, x.Kind, x.Stage, amount(x.Value), x.Difficulty, orNull(x.Goal), day(x.DueOn), a}, err
}

// Tasks are all of them, the earliest due first.
func (t *Tx) Tasks(o org.ID) ([]Task, error) { return all(t, sqlTasks, scanTask, o) }

// InsertTask adds a task.
func (t *Tx) InsertTask(o org.ID, x Task) error {
	args, err := taskArgs(o, x)
	if err != nil {
		return err
	}
	return t.do(sqlInsertTask, args...)
}

// UpdateTask stores a task.
func (t *Tx) UpdateTask(o org.ID, x Task) error {
	args, err := taskArgs(o, x)
	if err != nil {
		return err
	}
	return t.touch("task", sqlUpdateTask, args...)
}

// DeleteTask removes a task.
func (t *Tx) DeleteTask(o, id org.ID) error { return t.touch("task", sqlDeleteTask, o, id) }
