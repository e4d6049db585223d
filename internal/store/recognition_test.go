package store_test

import (
	"maps"
	"testing"

	"cordee/internal/fault"
	"cordee/internal/org"
	"cordee/internal/store"
	"cordee/internal/testkit"
)

func recognitionRows(o org.ID) []func(tx *store.Tx) error {
	return []func(tx *store.Tx) error{
		func(tx *store.Tx) error { return tx.PutThanksChoice(o, store.ThanksChoice{Person: lea, Shown: "team"}) },
		func(tx *store.Tx) error { return tx.ShowSkill(o, lea, "Écoute") },
		func(tx *store.Tx) error { return tx.InsertAllotment(o, allotted(1)) },
		func(tx *store.Tx) error {
			return tx.PutPoints(o, store.PointGift{Goal: 1, From: lea, To: karim, Points: 3, Words: "Merci"})
		},
	}
}

func allotted(goal org.ID) store.Allotment {
	return store.Allotment{Goal: goal, Points: 10, Opened: on("2026-02-02"), Ends: on("2026-02-16"), Present: []org.ID{lea, karim}}
}

func init() {
	tables = append(tables, "thanks_choice", "skill_shown", "allotment", "allotment_member", "point_gift")
	maps.Copy(reads, map[string]func(tx *store.Tx, o org.ID) (int, error){
		"OneThanks":     func(tx *store.Tx, o org.ID) (int, error) { _, err := tx.OneThanks(o, 1); return 1, err },
		"ThanksChoices": func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.ThanksChoices(o, []org.ID{lea})) },
		"SkillsShown":   func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.SkillsShown(o, lea)) },
		"SkillsInUse":   func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.SkillsInUse(o)) },
		"Allotments":    func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.Allotments(o, []org.ID{1})) },
		"AllotmentsOf":  func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.AllotmentsOf(o, lea)) },
		"Points":        func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.Points(o, 1)) },
		"PointsOf":      func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.PointsOf(o, karim)) },
	})
	maps.Copy(changes, map[string]func(tx *store.Tx, o org.ID) error{
		"ShowThanks": func(tx *store.Tx, o org.ID) error { return tx.ShowThanks(o, 1, "all") },
		"PutThanksChoice": func(tx *store.Tx, o org.ID) error {
			return tx.PutThanksChoice(o, store.ThanksChoice{Person: lea, Shown: "all"})
		},
		"ShowSkill":        func(tx *store.Tx, o org.ID) error { return tx.ShowSkill(o, lea, "Négociation") },
		"DeleteSkillShown": func(tx *store.Tx, o org.ID) error { return tx.DeleteSkillShown(o, lea, "Écoute") },
		"PutPoints": func(tx *store.Tx, o org.ID) error {
			return tx.PutPoints(o, store.PointGift{Goal: 1, From: lea, To: karim, Points: 4})
		},
		"DeleteRecognition": func(tx *store.Tx, o org.ID) error { return tx.DeleteRecognition(o, lea) },
	})
	maps.Copy(links, map[string]func(tx *store.Tx, o org.ID) error{
		"PutThanksChoice": func(tx *store.Tx, o org.ID) error { return recognitionRows(o)[0](tx) },
		"ShowSkill":       func(tx *store.Tx, o org.ID) error { return recognitionRows(o)[1](tx) },
		"InsertAllotment": func(tx *store.Tx, o org.ID) error { return tx.InsertAllotment(o, allotted(8)) },
		"PutPoints":       func(tx *store.Tx, o org.ID) error { return recognitionRows(o)[3](tx) },
	})
}

func TestAnAllotmentOpensOnceAndItsPointsGoToThosePresent(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		fill(t, db, 1)
		again := db.Write(t.Context(), func(tx *store.Tx) error { return tx.InsertAllotment(1, allotted(1)) })
		if fault.KindOf(again) != fault.Conflict {
			t.Errorf("a second allotment for the same success: %v", again)
		}
		if err := db.Write(t.Context(), func(tx *store.Tx) error {
			return tx.PutPoints(1, store.PointGift{Goal: 1, From: lea, To: 99, Points: 1})
		}); err == nil {
			t.Error("points to somebody who was not there")
		}
		write(t, db, func(tx *store.Tx) error {
			return tx.PutPoints(1, store.PointGift{Goal: 1, From: lea, To: karim, Points: 5, Words: "Encore", At: 7})
		})
		read(t, db, func(tx *store.Tx) error {
			got, err := tx.Allotments(1, []org.ID{1, 8})
			equal(t, got, []store.Allotment{allotted(1)})
			gifts, err2 := tx.Points(1, 1)
			equal(t, gifts, []store.PointGift{{Goal: 1, From: lea, To: karim, Points: 5, Words: "Encore", At: 7}})
			if err == nil {
				err = err2
			}
			return err
		})
	})
}

func TestAnErasedPersonLeavesTheirPointsAndNoWords(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		fill(t, db, 1)
		write(t, db, func(tx *store.Tx) error { return tx.DeleteRecognition(1, lea) })
		read(t, db, func(tx *store.Tx) error {
			gifts, err := tx.PointsOf(1, lea)
			equal(t, gifts, []store.PointGift{{Goal: 1, From: lea, To: karim, Points: 3}})
			choices, _ := tx.ThanksChoices(1, []org.ID{lea})
			skills, _ := tx.SkillsShown(1, lea)
			equal(t, len(choices)+len(skills), 0)
			return err
		})
	})
}
