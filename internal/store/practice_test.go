package store_test

import (
	"maps"
	"testing"

	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/store"
	"cordee/internal/testkit"
)

var (
	aTask     = store.Task{ID: 1, Key: "t"}
	aTake     = store.Take{Task: 1, Person: lea, TakenOn: on("2026-02-02")}
	aFind     = store.Strength{Person: lea, On: on("2026-02-02"), Body: "[]"}
	aShown    = store.ShownStrength{Person: lea, Name: "segment:Hôtels", On: on("2026-02-02")}
	ownChoice = store.OwnChoice{Person: lea, NoPairs: true}
	aPair     = store.Pair{ID: 1, Team: nord, Week: on("2026-02-02"), Members: []store.PairMember{{Person: lea, Answers: "[]"}, {Person: karim}}}
)

func practiceRows(o org.ID) []func(tx *store.Tx) error {
	return []func(tx *store.Tx) error{
		func(tx *store.Tx) error { return took(tx.TakeTask(o, aTake)) },
		func(tx *store.Tx) error { return tx.SetAside(o, lea, 1) },
		func(tx *store.Tx) error { return tx.PutStrength(o, aFind) },
		func(tx *store.Tx) error { return tx.ShowStrength(o, aShown) },
		func(tx *store.Tx) error { return tx.PutOwnChoice(o, ownChoice) },
		func(tx *store.Tx) error { return tx.PutPractice(o, "{}") },
		func(tx *store.Tx) error { return tx.InsertPair(o, aPair) },
		func(tx *store.Tx) error { return tx.InsertTask(o, store.Task{ID: 2, Key: "open"}) },
	}
}

func init() {
	maps.Copy(reads, map[string]func(tx *store.Tx, o org.ID) (int, error){
		"Task":       func(tx *store.Tx, o org.ID) (int, error) { _, err := tx.Task(o, 1); return 1, err },
		"OpenTasks":  func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.OpenTasks(o, on("2026-01-01"), 9)) },
		"TakenSince": func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.TakenSince(o, on("2026-01-01"))) },
		"TakenBy":    func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.TakenBy(o, lea)) },
		"TaskTaken":  func(tx *store.Tx, o org.ID) (int, error) { _, ok, err := tx.TaskTaken(o, 1); return sized(ok), err },
		"Aside":      func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.Aside(o, lea)) },
		"Practice":   func(tx *store.Tx, o org.ID) (int, error) { s, err := tx.Practice(o); return len(s), err },
		"OwnChoices": func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.OwnChoices(o)) },
		"Strengths":  func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.Strengths(o, []org.ID{lea})) },
		"StrengthsOn": func(tx *store.Tx, o org.ID) (int, error) {
			d, err := tx.StrengthsOn(o)
			return sized(!d.IsZero()), err
		},
		"ShownStrengths": func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.ShownStrengths(o)) },
		"Pair":           func(tx *store.Tx, o org.ID) (int, error) { _, err := tx.Pair(o, 1); return 1, err },
		"PairsSince":     func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.PairsSince(o, on("2026-01-01"))) },
		"PairsOf":        func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.PairsOf(o, lea)) },
	})
	maps.Copy(changes, map[string]func(tx *store.Tx, o org.ID) error{
		"EndTask":               func(tx *store.Tx, o org.ID) error { return tx.EndTask(o, 1, lea, on("2026-02-03")) },
		"DeleteTake":            func(tx *store.Tx, o org.ID) error { return tx.DeleteTake(o, 1, lea) },
		"DeleteAside":           func(tx *store.Tx, o org.ID) error { return tx.DeleteAside(o, lea) },
		"PutPractice":           func(tx *store.Tx, o org.ID) error { return tx.PutPractice(o, `{"max":3}`) },
		"DeleteStrengthsBefore": func(tx *store.Tx, o org.ID) error { return tx.DeleteStrengthsBefore(o, on("2027-01-01")) },
		"DeleteStrengthsOf":     func(tx *store.Tx, o org.ID) error { return tx.DeleteStrengthsOf(o, lea) },
		"DeleteShownStrength":   func(tx *store.Tx, o org.ID) error { return tx.DeleteShownStrength(o, lea, aShown.Name) },
		"DeletePractice":        func(tx *store.Tx, o org.ID) error { return tx.DeletePractice(o, lea) },
		"PutPairMember": func(tx *store.Tx, o org.ID) error {
			return tx.PutPairMember(o, 1, store.PairMember{Person: karim, Answers: "x", Ended: on("2026-02-03")})
		},
		"EndPair": func(tx *store.Tx, o org.ID) error { return tx.EndPair(o, 1, on("2026-02-03")) },
	})
	maps.Copy(links, map[string]func(tx *store.Tx, o org.ID) error{
		"TakeTask":     func(tx *store.Tx, o org.ID) error { return took(tx.TakeTask(o, aTake)) },
		"SetAside":     func(tx *store.Tx, o org.ID) error { return tx.SetAside(o, lea, 1) },
		"PutStrength":  func(tx *store.Tx, o org.ID) error { return tx.PutStrength(o, aFind) },
		"ShowStrength": func(tx *store.Tx, o org.ID) error { return tx.ShowStrength(o, aShown) },
		"PutOwnChoice": func(tx *store.Tx, o org.ID) error { return tx.PutOwnChoice(o, ownChoice) },
		"InsertPair":   func(tx *store.Tx, o org.ID) error { return tx.InsertPair(o, aPair) },
	})
	tables = append(tables, "task_take", "task_aside", "strength", "strength_shown", "own_choice", "practice", "pair", "pair_member")
}

func TestTasksAreTakenOnceAndGivenBack(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		found(t, db, 1)
		write(t, db, func(tx *store.Tx) error { return settle(tx, 1) })
		late := store.Task{ID: 3, Key: "late", DueOn: on("2026-01-05")}
		soon := store.Task{ID: 4, Key: "soon", DueOn: on("2026-02-20"), Attrs: map[string]string{"segment": "Hôtels"}}
		for _, x := range []store.Task{aTask, late, soon} {
			write(t, db, func(tx *store.Tx) error { return tx.InsertTask(1, x) })
		}
		read(t, db, func(tx *store.Tx) error {
			equal(t, must[[]store.Task](t)(tx.OpenTasks(1, on("2026-02-01"), 9)), []store.Task{soon, aTask})
			equal(t, must[store.Task](t)(tx.Task(1, 4)), soon)
			return nil
		})
		write(t, db, func(tx *store.Tx) error {
			equal(t, must[bool](t)(tx.TakeTask(1, aTake)), true)
			equal(t, must[bool](t)(tx.TakeTask(1, store.Take{Task: 1, Person: karim, TakenOn: on("2026-02-02")})), false)
			return nil
		})
		refused(t, db, "not_found", func(tx *store.Tx) error { return tx.DeleteTake(1, 1, karim) })
		read(t, db, func(tx *store.Tx) error {
			equal(t, must[[]store.Task](t)(tx.OpenTasks(1, on("2026-02-01"), 9)), []store.Task{soon})
			equal(t, must[[]store.Taken](t)(tx.TakenBy(1, lea)), []store.Taken{{Task: aTask, Take: aTake}})
			equal(t, must[[]store.Taken](t)(tx.TakenSince(1, on("2026-02-10"))), []store.Taken{{Task: aTask, Take: aTake}})
			return nil
		})
		write(t, db, func(tx *store.Tx) error { return tx.EndTask(1, 1, lea, on("2026-02-04")) })
		refused(t, db, "not_found", func(tx *store.Tx) error { return tx.DeleteTake(1, 1, lea) })
		read(t, db, func(tx *store.Tx) error {
			equal(t, len(must[[]store.Taken](t)(tx.TakenSince(1, on("2026-02-10")))), 0)
			equal(t, must[[]store.Taken](t)(tx.TakenBy(1, lea))[0].Ended, on("2026-02-04"))
			return nil
		})
		write(t, db, func(tx *store.Tx) error { return tx.SetAside(1, lea, 4) })
		read(t, db, func(tx *store.Tx) error {
			equal(t, must[[]org.ID](t)(tx.Aside(1, lea)), []org.ID{4})
			equal(t, len(must[[]org.ID](t)(tx.Aside(1, karim))), 0)
			return nil
		})
	})
}

func TestPairsComeBackWithTheirMembersAndErasureEmptiesThem(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		found(t, db, 1)
		write(t, db, func(tx *store.Tx) error { return settle(tx, 1) })
		later := store.Pair{ID: 2, Team: nord, Week: on("2026-02-09"), Members: []store.PairMember{{Person: lea}, {Person: karim}}}
		for _, p := range []store.Pair{aPair, later} {
			write(t, db, func(tx *store.Tx) error { return tx.InsertPair(1, p) })
		}
		write(t, db, func(tx *store.Tx) error { return tx.PutStrength(1, aFind) })
		write(t, db, func(tx *store.Tx) error { return tx.EndPair(1, 1, on("2026-02-05")) })
		ended := aPair
		ended.Ended = on("2026-02-05")
		read(t, db, func(tx *store.Tx) error {
			equal(t, must[[]store.Pair](t)(tx.PairsOf(1, lea)), []store.Pair{later, ended})
			equal(t, must[[]store.Pair](t)(tx.PairsSince(1, on("2026-02-09"))), []store.Pair{later})
			equal(t, must[period.Date](t)(tx.StrengthsOn(1)), aFind.On)
			return nil
		})
		write(t, db, func(tx *store.Tx) error { return tx.DeletePractice(1, lea) })
		read(t, db, func(tx *store.Tx) error {
			equal(t, must[store.Pair](t)(tx.Pair(1, 1)).Members[0].Answers, "")
			equal(t, must[period.Date](t)(tx.StrengthsOn(1)), period.Date(0))
			return nil
		})
	})
}
