package store

import (
	"cmp"
	"slices"

	"cordee/internal/org"
	"cordee/internal/period"
)

// What the tree of a large company asks: never every objective at once.
const (
	sqlGoalByKey = sqlGoalColumns + ` WHERE org_id = $1 AND key = $2`
	// Without an order: whoever asks for few of many need not wait until all are sorted.
	sqlGoalsInForce = sqlGoalColumns + `
	WHERE org_id = $1 AND status <> 'cancelled' AND start_on <= $2 AND end_on >= $2
	LIMIT $3`
	sqlGoalsBelow = sqlGoalColumns + `
	WHERE org_id = $1 AND parent_id {IN $2} AND status <> 'cancelled' AND start_on <= $3 AND end_on >= $3
	ORDER BY start_on, key
	LIMIT $4`
	sqlCountBelow = `
	SELECT parent_id, COUNT(*)
	FROM goal
	WHERE org_id = $1 AND parent_id {IN $2} AND status <> 'cancelled' AND start_on <= $3 AND end_on >= $3
	GROUP BY parent_id`
	sqlGoalsUnhung = sqlGoalColumns + `
	WHERE org_id = $1 AND parent_id IS NULL AND status <> 'cancelled' AND start_on <= $2 AND end_on >= $2
	ORDER BY tier = 'strategic' DESC, tier = 'individual', start_on, key
	LIMIT $3`
	sqlCommonGoals = sqlGoalColumns + `
	WHERE org_id = $1 AND tier <> 'individual' AND status <> 'cancelled' AND end_on >= $2
	LIMIT $3`
)

// GoalByKey is the objective with this key.
func (t *Tx) GoalByKey(o org.ID, key string) (x GoalRow, err error) {
	err = t.one("goal", sqlGoalByKey, func(r row) error { return scanGoal(r, &x) }, o, key)
	return x, err
}

// GoalsInForce are at most limit of the objectives in force on a day, by first day and key: all of them where fewer come back.
func (t *Tx) GoalsInForce(o org.ID, on period.Date, limit int) ([]GoalRow, error) {
	rows, err := all(t, sqlGoalsInForce, scanGoal, o, on.String(), limit)
	slices.SortFunc(rows, func(x, y GoalRow) int { return cmp.Or(cmp.Compare(x.Start, y.Start), cmp.Compare(x.Key, y.Key)) })
	return rows, err
}

// GoalsBelow are the objectives in force on a day that hang on any of these, by first day and key, at most limit of them.
func (t *Tx) GoalsBelow(o org.ID, parents []org.ID, on period.Date, limit int) ([]GoalRow, error) {
	return all(t, sqlGoalsBelow, scanGoal, o, ints(t, parents), on.String(), limit)
}

// CountBelow is how many objectives in force on a day hang on each of these; those without any are left out.
func (t *Tx) CountBelow(o org.ID, parents []org.ID, on period.Date) (map[org.ID]int, error) {
	counts := map[org.ID]int{}
	err := t.each(sqlCountBelow, func(r row) error {
		var id org.ID
		var n int
		err := r.Scan(&id, &n)
		counts[id] = n
		return err
	}, o, ints(t, parents), on.String())
	return counts, err
}

// GoalsUnhung are the objectives in force on a day that hang on no other, strategic ones first and individual ones last, at most
// limit of them.
func (t *Tx) GoalsUnhung(o org.ID, on period.Date, limit int) ([]GoalRow, error) {
	return all(t, sqlGoalsUnhung, scanGoal, o, on.String(), limit)
}

// CommonGoals are the objectives above individual ones that end on a day or later, in no order, at most limit of them.
func (t *Tx) CommonGoals(o org.ID, endFrom period.Date, limit int) ([]GoalRow, error) {
	return all(t, sqlCommonGoals, scanGoal, o, endFrom.String(), limit)
}
