package store

import (
	"database/sql"

	"cordee/internal/goal"
	"cordee/internal/org"
	"cordee/internal/period"
)

// GoalRow is an objective with what only the store knows of it. Instants are microseconds UTC, 0 = never.
type GoalRow struct {
	goal.Goal
	CreatedAt, PublishedAt int64
	Import                 org.ID // the import that made it, 0 for none
	Sealed                 bool   // a proposal whose number waits until its owner has given their own
	ApprovedBy             org.ID // the second pair of eyes, where the organisation asks for one; 0: none yet
	ApprovedAt             int64
}

const sqlGoalColumns = `
	SELECT goal_id, key, title, tier, owner_kind, owner_id, COALESCE(metric_id, 0), baseline, target, floor, stretch, start_on, end_on,
		COALESCE(parent_id, 0), relation, why, origin, paid, status, linear, version, COALESCE(created_by, 0), created_at,
		COALESCE(published_at, 0), closed_at, closed_attained, COALESCE(closed_status, ''), COALESCE(import_id, 0),
		skills, helping, means, mode, COALESCE(guard_id, 0), learning, difficulty, COALESCE(instead_of, 0), COALESCE(direction_id, 0), sealed,
		COALESCE(approved_by, 0), COALESCE(approved_at, 0)
	FROM goal`

func scanGoal(r row, x *GoalRow) error {
	var closed goal.Closing
	var closedAt sql.NullInt64
	err := r.Scan(&x.ID, &x.Key, &x.Title, &x.Tier, &x.Owner.Kind, &x.Owner.ID, &x.Metric, intoMaybe{&x.Baseline}, intoMaybe{&x.Target},
		intoMaybe{&x.Floor}, intoMaybe{&x.Stretch}, &x.Start, &x.End, &x.Parent, &x.Relation, &x.Why, &x.Origin, &x.Paid, &x.Status, &x.Linear,
		&x.Version, &x.CreatedBy, &x.CreatedAt, &x.PublishedAt, &closedAt, intoMaybe{&closed.Attained}, &closed.Status, &x.Import,
		&x.Skills, &x.Helping, &x.Means, &x.Mode, &x.Guard, &x.Learning, &x.Difficulty, &x.InsteadOf, &x.Direction, &x.Sealed, &x.ApprovedBy,
		&x.ApprovedAt)
	if closedAt.Valid {
		closed.At = closedAt.Int64
		x.Closed = &closed
	}
	return err
}

const (
	sqlInsertGoal = `
	INSERT INTO goal (
		org_id, goal_id, version, key, title, tier, owner_kind, owner_id, metric_id, baseline, target, floor, stretch, start_on, end_on,
		parent_id, relation, why, origin, paid, status, linear, published_at, closed_at, closed_attained, closed_status, import_id,
		skills, helping, means, mode, guard_id, learning, difficulty, instead_of, direction_id, sealed, approved_by, approved_at,
		title_fold, created_by, created_at)
	VALUES (
		$1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28,
		$29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41, $42)`
	sqlUpdateGoal = `
	UPDATE goal
	SET version = $3, key = $4, title = $5, tier = $6, owner_kind = $7, owner_id = $8, metric_id = $9, baseline = $10, target = $11,
		floor = $12, stretch = $13, start_on = $14, end_on = $15, parent_id = $16, relation = $17, why = $18, origin = $19, paid = $20,
		status = $21, linear = $22, published_at = $23, closed_at = $24, closed_attained = $25, closed_status = $26, import_id = $27,
		skills = $28, helping = $29, means = $30, mode = $31, guard_id = $32, learning = $33, difficulty = $34, instead_of = $35,
		direction_id = $36, sealed = $37, approved_by = $38, approved_at = $39, title_fold = $40
	WHERE org_id = $1 AND goal_id = $2 AND version = $41`
	sqlDeleteGoal = `DELETE FROM goal WHERE org_id = $1 AND goal_id = $2`
)

// goalArgs are $1 to $40 of both statements.
func goalArgs(o org.ID, x GoalRow) []any {
	var closedAt, closedAttained, closedStatus any
	if x.Closed != nil {
		closedAt, closedAttained, closedStatus = x.Closed.At, amount(x.Closed.Attained), string(x.Closed.Status)
	}
	return []any{
		o, x.ID, x.Version, x.Key, x.Title, string(x.Tier), string(x.Owner.Kind), x.Owner.ID, orNull(x.Metric), amount(x.Baseline),
		amount(x.Target), amount(x.Floor), amount(x.Stretch), day(x.Start), day(x.End), orNull(x.Parent), string(x.Relation), x.Why,
		string(x.Origin), x.Paid, string(x.Status), x.Linear, orNull(x.PublishedAt), closedAt, closedAttained, closedStatus, orNull(x.Import),
		x.Skills, x.Helping, x.Means, string(x.Mode), orNull(x.Guard), x.Learning, x.Difficulty, orNull(x.InsteadOf), orNull(x.Direction), x.Sealed,
		orNull(x.ApprovedBy), orNull(x.ApprovedAt), Fold(x.Title),
	}
}

// InsertGoal adds an objective. Its parent may be added later in the same transaction.
func (t *Tx) InsertGoal(o org.ID, x GoalRow) error {
	return t.do(sqlInsertGoal, append(goalArgs(o, x), orNull(x.CreatedBy), x.CreatedAt)...)
}

// UpdateGoal stores x, whose Version is the new one; Stale unless the stored one is the one before it. Who made it and when stays.
func (t *Tx) UpdateGoal(o org.ID, x GoalRow) error {
	return t.renew("goal", sqlUpdateGoal, append(goalArgs(o, x), x.Version-1)...)
}

// DeleteGoal removes an objective with its versions and steps: only the undoing of an import does this.
func (t *Tx) DeleteGoal(o, id org.ID) error { return t.touch("goal", sqlDeleteGoal, o, id) }

const (
	sqlGoal         = sqlGoalColumns + ` WHERE org_id = $1 AND goal_id = $2`
	sqlGoals        = sqlGoalColumns + ` WHERE org_id = $1 ORDER BY start_on NULLS FIRST, key`
	sqlGoalChildren = sqlGoalColumns + ` WHERE org_id = $1 AND parent_id = $2 ORDER BY start_on NULLS FIRST, key`
	sqlGoalsOf      = sqlGoalColumns + `
	WHERE org_id = $1 AND owner_id {IN $2}
		AND (start_on IS NULL OR start_on <= $3) AND (end_on IS NULL OR end_on >= $4)
	ORDER BY start_on NULLS FIRST, key`
)

// Goal is one objective.
func (t *Tx) Goal(o, id org.ID) (x GoalRow, err error) {
	err = t.one("goal", sqlGoal, func(r row) error { return scanGoal(r, &x) }, o, id)
	return x, err
}

// Goals are all objectives by first day, then key; those without dates first.
func (t *Tx) Goals(o org.ID) ([]GoalRow, error) { return all(t, sqlGoals, scanGoal, o) }

// GoalsOf are the objectives of these owners whose days meet from..to, both included, zero = open.
func (t *Tx) GoalsOf(o org.ID, owners []org.ID, from, to period.Date) ([]GoalRow, error) {
	lo, hi := bounds(from, to)
	return all(t, sqlGoalsOf, scanGoal, o, ints(t, owners), hi, lo)
}

// GoalChildren are the objectives that serve this one directly.
func (t *Tx) GoalChildren(o, id org.ID) ([]GoalRow, error) {
	return all(t, sqlGoalChildren, scanGoal, o, id)
}

// GoalVersion is what an objective was after one change. Body is JSON.
type GoalVersion struct {
	Goal      org.ID
	Version   int
	At        int64
	Actor     org.ID
	Change    string
	Body      string
	Cause     goal.Reason // of the closed list, "" for none
	Reason    string      // in words
	Effective period.Date // from which day its terms are in force; zero: from the first
}

const (
	sqlInsertGoalVersion = `
	INSERT INTO goal_version (org_id, goal_id, version, at, actor_id, change, body, cause, reason, effective_on)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`
	sqlGoalVersionColumns = `
	SELECT goal_id, version, at, COALESCE(actor_id, 0), change, body, cause, reason, effective_on
	FROM goal_version`
	sqlGoalVersions   = sqlGoalVersionColumns + ` WHERE org_id = $1 AND goal_id = $2 ORDER BY version DESC`
	sqlGoalVersionsOf = sqlGoalVersionColumns + ` WHERE org_id = $1 AND goal_id {IN $2} ORDER BY goal_id, version`
)

func scanGoalVersion(r row, x *GoalVersion) error {
	return r.Scan(&x.Goal, &x.Version, &x.At, &x.Actor, &x.Change, &x.Body, &x.Cause, &x.Reason, &x.Effective)
}

// InsertGoalVersion keeps a version.
func (t *Tx) InsertGoalVersion(o org.ID, x GoalVersion) error {
	return t.do(sqlInsertGoalVersion, o, x.Goal, x.Version, x.At, orNull(x.Actor), x.Change, x.Body, string(x.Cause), x.Reason,
		day(x.Effective))
}

// GoalVersions are the versions of an objective, newest first.
func (t *Tx) GoalVersions(o, id org.ID) ([]GoalVersion, error) {
	return all(t, sqlGoalVersions, scanGoalVersion, o, id)
}

// GoalVersionsOf are the versions of several objectives, by objective, oldest first.
func (t *Tx) GoalVersionsOf(o org.ID, goals []org.ID) ([]GoalVersion, error) {
	return all(t, sqlGoalVersionsOf, scanGoalVersion, o, ints(t, goals))
}

const (
	sqlStepColumns = `
	SELECT step_id, goal_id, key, title, COALESCE(owner_id, 0), due_on, done_on, weight
	FROM step`
	sqlSteps   = sqlStepColumns + ` WHERE org_id = $1 ORDER BY goal_id, due_on NULLS LAST, key`
	sqlStepsOf = sqlStepColumns + ` WHERE org_id = $1 AND goal_id {IN $2} ORDER BY goal_id, due_on NULLS LAST, key`
	sqlAddStep = `
	INSERT INTO step (org_id, step_id, goal_id, key, title, owner_id, due_on, done_on, weight)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`
	sqlUpdateStep = `
	UPDATE step SET goal_id = $3, key = $4, title = $5, owner_id = $6, due_on = $7, done_on = $8, weight = $9
	WHERE org_id = $1 AND step_id = $2`
	sqlDeleteStep = `DELETE FROM step WHERE org_id = $1 AND step_id = $2`
)

func scanStep(r row, x *goal.Step) error {
	return r.Scan(&x.ID, &x.Goal, &x.Key, &x.Title, &x.Owner, &x.Due, &x.Done, (*int64)(&x.Weight))
}

func stepArgs(o org.ID, x goal.Step) []any {
	return []any{o, x.ID, x.Goal, x.Key, x.Title, orNull(x.Owner), day(x.Due), day(x.Done), int64(x.Weight)}
}

// Steps are the steps of these objectives, of all when none is named, by objective, due day and key.
func (t *Tx) Steps(o org.ID, goals []org.ID) ([]goal.Step, error) {
	if len(goals) == 0 {
		return all(t, sqlSteps, scanStep, o)
	}
	return all(t, sqlStepsOf, scanStep, o, ints(t, goals))
}

// InsertStep adds a step.
func (t *Tx) InsertStep(o org.ID, x goal.Step) error { return t.do(sqlAddStep, stepArgs(o, x)...) }

// UpdateStep stores a step; the version that guards it is its objective's.
func (t *Tx) UpdateStep(o org.ID, x goal.Step) error {
	return t.touch("step", sqlUpdateStep, stepArgs(o, x)...)
}

// DeleteStep removes a step.
func (t *Tx) DeleteStep(o, id org.ID) error { return t.touch("step", sqlDeleteStep, o, id) }

// bounds are from and to as texts that compare: an open side is before or after every day.
func bounds(from, to period.Date) (lo, hi string) {
	lo, hi = from.String(), to.String()
	if hi == "" {
		hi = "9999-12-31"
	}
	return lo, hi
}
