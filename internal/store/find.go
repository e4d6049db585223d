package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"cordee/internal/org"
)

// A title is found by its folded text, which the index on (org_id, title_fold) holds with what puts the answers in order: one pass
// over the index, and only the objectives that answer are read.
const sqlGoalsTitled = sqlGoalColumns + `
	WHERE org_id = $1 AND goal_id IN (
		SELECT goal_id FROM goal
		WHERE org_id = $1 AND status <> 'cancelled'{WORDS}
		ORDER BY end_on DESC NULLS LAST, goal_id
		LIMIT $2 OFFSET $3)
	ORDER BY end_on DESC NULLS LAST, goal_id`

// MaxWords is how many words of a question are looked for; more are left out.
const MaxWords = 8

// GoalsTitled are objectives, none of them cancelled, whose titles hold every one of these folded words, the last to end first: limit
// of them after offset.
func (t *Tx) GoalsTitled(o org.ID, words []string, limit, offset int) ([]GoalRow, error) {
	args := []any{o, limit, offset}
	var where strings.Builder
	for _, word := range words[:min(len(words), MaxWords)] {
		args = append(args, "%"+likely.Replace(word)+"%")
		fmt.Fprintf(&where, " AND title_fold LIKE $%d ESCAPE '!'", len(args))
	}
	return all(t, strings.Replace(sqlGoalsTitled, "{WORDS}", where.String(), 1), scanGoal, args...)
}

const sqlGoalsAfter = sqlGoalColumns + ` WHERE org_id = $1 AND key > $2 ORDER BY key LIMIT $3`

// GoalsAfter are the objectives whose keys come after this one, by key, at most limit of them: a long list, page by page.
func (t *Tx) GoalsAfter(o org.ID, key string, limit int) ([]GoalRow, error) {
	return all(t, sqlGoalsAfter, scanGoal, o, key, limit)
}

// likely takes their meaning from the signs of LIKE.
var likely = strings.NewReplacer("!", "!!", "%", "!%", "_", "!_")

const (
	sqlTitles   = `SELECT org_id, goal_id, title FROM goal`
	sqlSetTitle = `UPDATE goal SET title_fold = $3 WHERE org_id = $1 AND goal_id = $2`
)

// foldTitles fills the folded titles of the objectives that were there before the column: no engine folds accents itself.
func foldTitles(ctx context.Context, tx *sql.Tx) error {
	type titled struct {
		org, goal int64
		title     string
	}
	var list []titled
	rows, err := tx.QueryContext(ctx, sqlTitles)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var x titled
		if err := rows.Scan(&x.org, &x.goal, &x.title); err != nil {
			return err
		}
		list = append(list, x)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	set, err := tx.PrepareContext(ctx, sqlSetTitle)
	if err != nil {
		return err
	}
	defer set.Close()
	for _, x := range list {
		if _, err := set.ExecContext(ctx, x.org, x.goal, Fold(x.title)); err != nil {
			return err
		}
	}
	return nil
}
