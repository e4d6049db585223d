package store_test

import (
	"maps"
	"testing"

	"cordee/internal/org"
	"cordee/internal/store"
	"cordee/internal/testkit"
)

var (
	aCheckin = store.Checkin{Person: lea, Week: on("2026-02-02"), On: on("2026-02-03"), Confidence: 7, Intention: "mardi", Note: "à moi", Shared: "c"}
	aTold    = store.ToldFirst{Goal: 1, Person: lea, Why: "pace", On: on("2026-02-03")}
	aSupport = store.Support{ID: 1, Goal: 1, Person: lea, Helper: karim, Kind: "pair", Asked: on("2026-02-03")}
)

func checkinRows(o org.ID) []func(tx *store.Tx) error {
	return []func(tx *store.Tx) error{
		func(tx *store.Tx) error { return tx.PutCheckin(o, aCheckin) },
		func(tx *store.Tx) error { return tx.PutToldFirst(o, aTold) },
		func(tx *store.Tx) error { return tx.InsertSupport(o, aSupport) },
	}
}

func init() {
	maps.Copy(reads, map[string]func(tx *store.Tx, o org.ID) (int, error){
		"Checkins":       func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.Checkins(o, lea, 9)) },
		"ToldFirst":      func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.ToldFirst(o)) },
		"ToldFirstOf":    func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.ToldFirstOf(o, lea)) },
		"Support":        func(tx *store.Tx, o org.ID) (int, error) { _, err := tx.Support(o, 1); return 1, err },
		"SupportsOfGoal": func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.SupportsOfGoal(o, 1)) },
		"SupportsSince":  func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.SupportsSince(o, on("2026-02-03"))) },
		"SupportsOf":     func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.SupportsOf(o, karim)) },
		"LooksSince":     func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.LooksSince(o, 0, -1)) },
	})
	maps.Copy(changes, map[string]func(tx *store.Tx, o org.ID) error{
		"UpdateSupport": func(tx *store.Tx, o org.ID) error {
			x := aSupport
			x.Accepted = on("2026-02-04")
			return tx.UpdateSupport(o, x)
		},
		"DeleteCheckins":     func(tx *store.Tx, o org.ID) error { return tx.DeleteCheckins(o, lea) },
		"DeleteAccessBefore": func(tx *store.Tx, o org.ID) error { return tx.DeleteAccessBefore(o, 1<<60) },
	})
	maps.Copy(links, map[string]func(tx *store.Tx, o org.ID) error{
		"PutCheckin":    func(tx *store.Tx, o org.ID) error { return tx.PutCheckin(o, aCheckin) },
		"PutToldFirst":  func(tx *store.Tx, o org.ID) error { return tx.PutToldFirst(o, aTold) },
		"InsertSupport": func(tx *store.Tx, o org.ID) error { x := aSupport; x.ID = 9; return tx.InsertSupport(o, x) },
	})
	tables = append(tables, "checkin", "told_first", "support")
}

func TestACheckinIsOneAWeekAndHelpTellsHowItWent(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		fill(t, db, 1)
		second, third := aCheckin, aCheckin
		second.Confidence, second.Note = 4, "encore à moi"
		third.Week, third.On = on("2026-02-09"), on("2026-02-10")
		write(t, db, func(tx *store.Tx) error { return tx.PutCheckin(1, second) })
		write(t, db, func(tx *store.Tx) error { return tx.PutCheckin(1, third) })
		helped := aSupport
		helped.Accepted, helped.Done = on("2026-02-04"), on("2026-02-06")
		write(t, db, func(tx *store.Tx) error { return tx.UpdateSupport(1, helped) })
		read(t, db, func(tx *store.Tx) error {
			equal(t, must[[]store.Checkin](t)(tx.Checkins(1, lea, 9)), []store.Checkin{third, second})
			equal(t, must[store.Support](t)(tx.Support(1, 1)), helped)
			equal(t, must[[]store.ToldFirst](t)(tx.ToldFirstOf(1, lea)), []store.ToldFirst{aTold})
			return nil
		})
		write(t, db, func(tx *store.Tx) error { return tx.DeleteCheckins(1, lea) })
		read(t, db, func(tx *store.Tx) error {
			equal(t, len(must[[]store.Checkin](t)(tx.Checkins(1, lea, 9))), 0)
			equal(t, len(must[[]store.Support](t)(tx.SupportsOf(1, karim))), 0)
			return nil
		})
	})
}

func TestOldLooksAreForgotten(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		found(t, db, 1)
		old := store.Access{ID: 1, At: 10, Actor: karim, Person: lea, What: "goal", Object: 7}
		recent := store.Access{ID: 2, At: 20, Actor: karim, Person: lea, What: "goal", Object: 8}
		write(t, db, func(tx *store.Tx) error { return tx.LogAccess(1, old) })
		write(t, db, func(tx *store.Tx) error { return tx.LogAccess(1, recent) })
		write(t, db, func(tx *store.Tx) error { return tx.DeleteAccessBefore(1, 20) })
		read(t, db, func(tx *store.Tx) error {
			equal(t, must[[]store.Access](t)(tx.AccessTo(1, lea, 9)), []store.Access{recent})
			equal(t, must[[]store.Access](t)(tx.LooksSince(1, karim, 19)), []store.Access{{Person: lea, What: "goal", Object: 8}})
			equal(t, len(must[[]store.Access](t)(tx.LooksSince(1, karim, 20))), 0)
			return nil
		})
	})
}
