package store

import (
	"cordee/internal/goal"
	"cordee/internal/org"
	"cordee/internal/period"
)

// What the tree of a large company asks: never every objective at once.
const (
	sqlGoalByKey    = sqlGoalColumns + ` WHERE org_id = $1 AND key = $2`
	sqlGoalsOfTiers = sqlGoalColumns + `
	WHERE org_id = $1 AND tier {IN $2} AND status <> 'cancelled' AND start_on <= $3 AND end_on >= $3
	ORDER BY start_on, key
	LIMIT $4`
	sqlGoalsBelow = sqlGoalColumns + `
	WHERE org_id = $1 AND parent_id {IN $2} AND status <> 'cancelled' AND start_on <= $3 AND end_on >= $3
	ORDER BY start_on, key
	LIMIT $4`
	sqlCountBelow = `
	SELECT parent_id, COUNT(*)
	FROM goal
	WHERE org_id = $1 AND parent_id {IN $2} AND status <> 'cancelled' AND start_on <= $3 AND end_on >= $3
	GROUP BY parent_id`
	sqlCountTiers = `
	SELECT tier, COUNT(*)
	FROM goal
	WHERE org_id = $1 AND status <> 'cancelled' AND start_on <= $2 AND end_on >= $2
	GROUP BY tier`
	sqlCommonGoals = sqlGoalColumns + `
	WHERE org_id = $1 AND tier <> 'individual' AND status <> 'cancelled' AND end_on >= $2
	ORDER BY start_on, key
	LIMIT $3`
)

// GoalByKey is the objective with this key.
func (t *Tx) GoalByKey(o org.ID, key string) (x GoalRow, err error) {
	err = t.one("goal", sqlGoalByKey, func(r row) error { return scanGoal(r, &x) }, o, key)
	return x, err
}

// GoalsOfTiers are the objectives of these tiers in force on a day, by first day and key, at most limit of them.
func (t *Tx) GoalsOfTiers(o org.ID, tiers []goal.Tier, on period.Date, limit int) ([]GoalRow, error) {
	names := make([]string, len(tiers))
	for i, tier := range tiers {
		names[i] = string(tier)
	}
	list, err := texts(t, names)
	if err != nil {
		return nil, err
	}
	return all(t, sqlGoalsOfTiers, scanGoal, o, list, on.String(), limit)
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

// CountTiers is how many objectives of each tier are in force on a day.
func (t *Tx) CountTiers(o org.ID, on period.Date) (map[goal.Tier]int, error) {
	counts := map[goal.Tier]int{}
	err := t.each(sqlCountTiers, func(r row) error {
		var tier goal.Tier
		var n int
		err := r.Scan(&tier, &n)
		counts[tier] = n
		return err
	}, o, on.String())
	return counts, err
}

// CommonGoals are the objectives above individual ones that end on a day or later, by first day and key, at most limit of them.
func (t *Tx) CommonGoals(o org.ID, endFrom period.Date, limit int) ([]GoalRow, error) {
	return all(t, sqlCommonGoals, scanGoal, o, endFrom.String(), limit)
}
