package store_test

import (
	"testing"

	"cordee/internal/org"
	"cordee/internal/store"
	"cordee/internal/testkit"
)

func TestJournalIsPagedBothWays(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		found(t, db, 1)
		c := func(seq int64, line int, subject org.ID) store.Change {
			return store.Change{
				Seq: seq, Line: line, At: 9, ActorKind: "person", Actor: lea, Kind: "goal.agreed", SubjectKind: "goal", Subject: subject,
				Data: `{"n":1}`, Chain: "c0ffee",
			}
		}
		rows := []store.Change{c(1, 0, 7), c(2, 0, 8), c(2, 1, 7), c(3, 0, 7)}
		rows[3].Actor, rows[3].ActorKind = 0, "system"
		read(t, db, func(tx *store.Tx) error {
			_, any, err := tx.JournalTail(1)
			equal(t, any, false)
			return err
		})
		write(t, db, func(tx *store.Tx) error { return tx.AppendJournal(1, rows) })
		refused(t, db, "store.duplicate", func(tx *store.Tx) error { return tx.AppendJournal(1, rows[:1]) })
		read(t, db, func(tx *store.Tx) error {
			page := must[[]store.Change](t)
			equal(t, page(tx.JournalAfter(1, 0, 0, 2)), rows[:2])
			equal(t, page(tx.JournalAfter(1, 2, 0, 9)), rows[2:])
			equal(t, page(tx.JournalBefore(1, 0, 0, 1)), rows[3:])
			equal(t, page(tx.JournalBefore(1, 2, 1, 9)), []store.Change{rows[1], rows[0]})
			equal(t, page(tx.JournalOf(1, "goal", 7, 2)), []store.Change{rows[3], rows[2]})
			equal(t, len(page(tx.JournalOf(1, "team", 7, 2))), 0)
			tail, _, err := tx.JournalTail(1)
			equal(t, tail, rows[3])
			return err
		})
	})
}

func TestImportsMappingsAnswersThanks(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		measured(t, db, 1)
		in := store.Import{ID: 1, At: 5, Actor: karim, Name: "q1.xlsx", Report: `{}`, Undo: `{"rows":[]}`}
		answer := store.Answer{Key: "k", RequestHash: "rh", Status: 200, Response: `{"accepted":1}`, At: 6}
		goalThanks := store.Thanks{ID: 1, At: 7, From: lea, To: org.PersonOwner(karim), Goal: 2, Posting: 3, Text: "merci"}
		teamThanks := store.Thanks{ID: 2, At: 8, From: lea, To: org.TeamOwner(nord), Text: "merci à tous"}
		write(t, db, func(tx *store.Tx) error {
			if err := tx.InsertGoal(1, bare(2, "y")); err != nil {
				return err
			}
			if err := tx.InsertImport(1, in); err != nil {
				return err
			}
			if err := tx.PutMapping(1, store.Mapping{ID: 1, Name: "maven", Body: "a"}); err != nil {
				return err
			}
			if err := tx.PutMapping(1, store.Mapping{ID: 2, Name: "maven", Body: "b"}); err != nil {
				return err
			}
			if err := tx.InsertAnswer(1, answer); err != nil {
				return err
			}
			if err := tx.InsertThanks(1, goalThanks); err != nil {
				return err
			}
			return tx.InsertThanks(1, teamThanks)
		})
		refused(t, db, "store.duplicate", func(tx *store.Tx) error { return tx.InsertAnswer(1, answer) })
		write(t, db, func(tx *store.Tx) error { return tx.MarkImportUndone(1, 1, 9) })
		refused(t, db, "import.undone", func(tx *store.Tx) error { return tx.MarkImportUndone(1, 1, 10) })
		in.UndoneAt = 9
		read(t, db, func(tx *store.Tx) error {
			equal(t, must[store.Import](t)(tx.Import(1, 1)), in)
			listed := in
			listed.Undo = ""
			equal(t, must[[]store.Import](t)(tx.Imports(1, 5)), []store.Import{listed})
			equal(t, must[[]store.Mapping](t)(tx.Mappings(1)), []store.Mapping{{ID: 1, Name: "maven", Body: "b"}})
			got, _, err := tx.Answer(1, "k")
			equal(t, got, answer)
			equal(t, must[[]store.Thanks](t)(tx.ThanksTo(1, []org.ID{nord, karim}, 5)), []store.Thanks{teamThanks, goalThanks})
			equal(t, must[[]store.Thanks](t)(tx.ThanksFrom(1, lea, 1)), []store.Thanks{teamThanks})
			return err
		})
		write(t, db, func(tx *store.Tx) error {
			if err := tx.DeleteAnswersBefore(1, 7); err != nil {
				return err
			}
			if err := tx.DeleteThanks(1, 1); err != nil {
				return err
			}
			return tx.DeleteMapping(1, 1)
		})
		read(t, db, func(tx *store.Tx) error {
			_, there, err := tx.Answer(1, "k")
			equal(t, there, false)
			equal(t, len(must[[]store.Mapping](t)(tx.Mappings(1))), 0)
			equal(t, must[[]store.Thanks](t)(tx.ThanksFrom(1, lea, 9)), []store.Thanks{teamThanks})
			return err
		})
		refused(t, db, "not_found", func(tx *store.Tx) error { _, err := tx.Import(1, 2); return err })
	})
}
