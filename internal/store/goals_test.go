package store_test

import (
	"testing"

	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/store"
	"cordee/internal/testkit"
)

// objective has something in every field.
func objective(id org.ID, key string) store.GoalRow {
	return store.GoalRow{
		Goal: goal.Goal{
			ID: id, Key: key, Title: "Ouvrir le Nord", Tier: goal.Collective, Owner: org.TeamOwner(nord), Metric: revenue,
			Baseline: measure.Some(0), Target: measure.Some(3_000_000_000), Floor: measure.Some(1), Stretch: measure.Some(-2),
			Start: on("2026-01-01"), End: on("2026-03-31"), Relation: goal.ContributesTo, Why: "parce que", Origin: goal.OriginAgreed, Paid: true,
			Status: goal.Published, Version: 1, CreatedBy: karim, Linear: true,
			Closed: &goal.Closing{Attained: measure.Some(5), Status: goal.Missed, At: 99},
		},
		CreatedAt: 11, PublishedAt: 12, Import: 13,
	}
}

// bare is a draft with next to nothing in it.
func bare(id org.ID, key string) store.GoalRow {
	return store.GoalRow{Goal: goal.Goal{ID: id, Key: key, Owner: org.PersonOwner(lea), Status: goal.Draft, Version: 1}, CreatedAt: 1}
}

func measured(t testing.TB, db *store.DB, o org.ID) {
	t.Helper()
	found(t, db, o)
	write(t, db, func(tx *store.Tx) error {
		if err := tx.InsertMetric(o, store.Metric{ID: revenue, Version: 1, Metric: measure.Metric{Key: "revenue", Kind: measure.Sum}}); err != nil {
			return err
		}
		return settle(tx, o)
	})
}

func TestObjectives(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		measured(t, db, 1)
		top, draft := objective(1, "top"), bare(2, "draft")
		child := objective(3, "child")
		child.Parent, child.Closed, child.Start, child.End = 1, nil, on("2026-02-01"), on("2026-02-28")
		write(t, db, func(tx *store.Tx) error { // the child before its parent
			for _, g := range []store.GoalRow{child, top, draft} {
				if err := tx.InsertGoal(1, g); err != nil {
					return err
				}
			}
			return nil
		})
		read(t, db, func(tx *store.Tx) error {
			equal(t, must[store.GoalRow](t)(tx.Goal(1, 1)), top)
			equal(t, must[[]store.GoalRow](t)(tx.Goals(1)), []store.GoalRow{draft, top, child})
			equal(t, must[[]store.GoalRow](t)(tx.GoalChildren(1, 1)), []store.GoalRow{child})
			both := []org.ID{nord, lea}
			equal(t, must[[]store.GoalRow](t)(tx.GoalsOf(1, both, 0, 0)), []store.GoalRow{draft, top, child})
			equal(t, must[[]store.GoalRow](t)(tx.GoalsOf(1, both[:1], on("2026-03-31"), 0)), []store.GoalRow{top})
			equal(t, len(must[[]store.GoalRow](t)(tx.GoalsOf(1, both[:1], on("2026-04-01"), 0))), 0)
			equal(t, must[[]store.GoalRow](t)(tx.GoalsOf(1, both[:1], 0, on("2026-01-01"))), []store.GoalRow{top})
			equal(t, len(must[[]store.GoalRow](t)(tx.GoalsOf(1, nil, 0, 0))), 0)
			return nil
		})
		child.Version, child.Title, child.Target, child.CreatedAt, child.CreatedBy = 2, "Plus haut", measure.Maybe{}, 77, 77
		write(t, db, func(tx *store.Tx) error { return tx.UpdateGoal(1, child) })
		child.CreatedAt, child.CreatedBy = 11, karim // who made it and when stays
		read(t, db, func(tx *store.Tx) error { equal(t, must[store.GoalRow](t)(tx.Goal(1, 3)), child); return nil })
		refused(t, db, "stale", func(tx *store.Tx) error { return tx.UpdateGoal(1, child) })
		refused(t, db, "store.duplicate", func(tx *store.Tx) error { return tx.InsertGoal(1, bare(9, "draft")) })
		refused(t, db, "store.reference", func(tx *store.Tx) error { return tx.DeleteGoal(1, 1) })
		refused(t, db, "store.reference", func(tx *store.Tx) error { return tx.DeleteMetric(1, revenue) })
	})
}

func TestVersionsAndStepsGoWithTheirObjective(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		measured(t, db, 1)
		v1 := store.GoalVersion{Goal: 1, Version: 1, At: 5, Change: "goal.proposed", Body: `{"a":1}`}
		v2 := store.GoalVersion{Goal: 1, Version: 2, At: 6, Actor: karim, Change: "goal.agreed", Body: `{}`}
		s1 := goal.Step{ID: 11, Goal: 1, Key: "b", Title: "Deux", Owner: lea, Due: on("2026-02-01"), Done: on("2026-02-02"), Weight: 20_000}
		s2 := goal.Step{ID: 12, Goal: 1, Key: "a", Title: "Un", Weight: 10_000}
		s3 := goal.Step{ID: 13, Goal: 2, Key: "a", Weight: 10_000}
		write(t, db, func(tx *store.Tx) error {
			for _, g := range []store.GoalRow{objective(1, "x"), bare(2, "y")} {
				if err := tx.InsertGoal(1, g); err != nil {
					return err
				}
			}
			for _, v := range []store.GoalVersion{v1, v2} {
				if err := tx.InsertGoalVersion(1, v); err != nil {
					return err
				}
			}
			for _, s := range []goal.Step{s1, s2, s3} {
				if err := tx.InsertStep(1, s); err != nil {
					return err
				}
			}
			return nil
		})
		read(t, db, func(tx *store.Tx) error {
			equal(t, must[[]store.GoalVersion](t)(tx.GoalVersions(1, 1)), []store.GoalVersion{v2, v1})
			equal(t, must[[]goal.Step](t)(tx.Steps(1, nil)), []goal.Step{s1, s2, s3})
			equal(t, must[[]goal.Step](t)(tx.Steps(1, []org.ID{2})), []goal.Step{s3})
			return nil
		})
		s2.Done, s2.Title = on("2026-03-01"), "Un bis"
		write(t, db, func(tx *store.Tx) error {
			if err := tx.DeleteStep(1, s1.ID); err != nil {
				return err
			}
			return tx.UpdateStep(1, s2)
		})
		refused(t, db, "not_found", func(tx *store.Tx) error { return tx.UpdateStep(1, s1) })
		refused(t, db, "store.duplicate", func(tx *store.Tx) error { s := s2; s.ID = 99; return tx.InsertStep(1, s) })
		read(t, db, func(tx *store.Tx) error {
			equal(t, must[[]goal.Step](t)(tx.Steps(1, []org.ID{1})), []goal.Step{s2})
			return nil
		})
		write(t, db, func(tx *store.Tx) error { return tx.DeleteGoal(1, 1) })
		read(t, db, func(tx *store.Tx) error {
			equal(t, must[[]goal.Step](t)(tx.Steps(1, nil)), []goal.Step{s3})
			equal(t, len(must[[]store.GoalVersion](t)(tx.GoalVersions(1, 1))), 0)
			return nil
		})
	})
}

func TestTasks(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		measured(t, db, 1)
		a := store.Task{
			ID: 1, Key: "lead-1", Title: "Rappeler", Kind: "lead", Stage: "engaging", Value: measure.Some(7), Difficulty: "hard", Goal: 2,
			DueOn: on("2026-05-01"), Attrs: map[string]string{"sector": "médical"},
		}
		b := store.Task{ID: 2, Key: "lead-2"}
		write(t, db, func(tx *store.Tx) error {
			if err := tx.InsertGoal(1, bare(2, "y")); err != nil {
				return err
			}
			if err := tx.InsertTask(1, b); err != nil {
				return err
			}
			return tx.InsertTask(1, a)
		})
		read(t, db, func(tx *store.Tx) error {
			equal(t, must[[]store.Task](t)(tx.Tasks(1)), []store.Task{a, b})
			return nil
		})
		a.Value, a.Attrs, a.Goal = measure.Maybe{}, nil, 0
		write(t, db, func(tx *store.Tx) error {
			if err := tx.DeleteTask(1, 2); err != nil {
				return err
			}
			return tx.UpdateTask(1, a)
		})
		refused(t, db, "not_found", func(tx *store.Tx) error { return tx.UpdateTask(1, b) })
		read(t, db, func(tx *store.Tx) error {
			equal(t, must[[]store.Task](t)(tx.Tasks(1)), []store.Task{a})
			return nil
		})
	})
}
