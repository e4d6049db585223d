package store_test

import (
	"path/filepath"
	"testing"

	"cordee/internal/goal"
	"cordee/internal/org"
	"cordee/internal/store"
	"cordee/internal/testkit"
)

func keys(list []store.GoalRow) []string {
	var out []string
	for _, g := range list {
		out = append(out, g.Key)
	}
	return out
}

func TestTitlesAreFoundWithoutCaseAndAccents(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		measured(t, db, 1)
		found(t, db, 2)
		add := func(id org.ID, key, title, last string, status goal.Status) {
			g := objective(id, key)
			g.Title, g.End, g.Status = title, on(last), status
			write(t, db, func(tx *store.Tx) error { return tx.InsertGoal(1, g) })
		}
		add(1, "a", "Le trimestre d’Été", "2026-09-30", goal.Published)
		add(2, "b", "ÉTÉ 100 % réussi", "2027-09-30", goal.Published)
		add(3, "c", "Un été annulé", "2026-09-30", goal.Cancelled)
		add(4, "d", "Hiver", "2026-12-31", goal.Published)
		ask := func(o org.ID, limit, offset int, words ...string) []string {
			var list []store.GoalRow
			read(t, db, func(tx *store.Tx) (err error) { list, err = tx.GoalsTitled(o, words, limit, offset); return err })
			return keys(list)
		}

		equal(t, ask(1, 10, 0, "ete"), []string{"b", "a"})
		equal(t, ask(1, 1, 1, "ete"), []string{"a"})
		equal(t, ask(1, 10, 0, "ete", "trim"), []string{"a"})
		equal(t, ask(1, 10, 0, "%"), []string{"b"})
		equal(t, len(ask(1, 10, 0, "_")), 0)
		equal(t, len(ask(1, 10, 0, "!")), 0)
		equal(t, len(ask(2, 10, 0, "ete")), 0)

		renamed := objective(4, "d")
		renamed.Title, renamed.Version = "Printemps et été", 2
		write(t, db, func(tx *store.Tx) error { return tx.UpdateGoal(1, renamed) })
		equal(t, len(ask(1, 10, 0, "hiver")), 0)
		equal(t, ask(1, 10, 0, "printemps"), []string{"d"})
	})
}

func TestAnUpgradeFindsTheObjectivesThatWereThere(t *testing.T) {
	urls := map[string]func(t *testing.T) string{
		"sqlite":   func(t *testing.T) string { return filepath.Join(t.TempDir(), "cordee.db") },
		"postgres": func(t *testing.T) string { return testkit.PostgresURL(t) },
	}
	for name, url := range urls {
		t.Run(name, func(t *testing.T) {
			db := must[*store.DB](t)(store.Open(t.Context(), url(t)))
			defer db.Close()
			if err := db.MigrateTo(t.Context(), 3); err != nil {
				t.Fatal(err)
			}
			for _, q := range []string{
				`INSERT INTO org (org_id, key, name, currency, locale, time_zone, settings, version, change_seq, config_seq, created_at)
				VALUES (1, 'o', 'O', 'EUR', 'fr', 'UTC', '{}', 1, 0, 0, 1)`,
				`INSERT INTO goal (org_id, goal_id, key, title, tier, owner_kind, owner_id, relation, why, origin, paid, status, linear, version, created_at)
				VALUES (1, 7, 'old', 'Réussir l’Été', 'individual', 'person', 1, '', '', '', FALSE, 'draft', FALSE, 1, 1)`,
			} {
				if _, err := db.Pool().ExecContext(t.Context(), q); err != nil {
					t.Fatal(err)
				}
			}

			if err := db.Migrate(t.Context()); err != nil {
				t.Fatal(err)
			}
			read(t, db, func(tx *store.Tx) error {
				equal(t, keys(must[[]store.GoalRow](t)(tx.GoalsTitled(1, []string{"reussir", "ete"}, 10, 0))), []string{"old"})
				return nil
			})
		})
	}
}
