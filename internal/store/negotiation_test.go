package store_test

import (
	"maps"
	"testing"

	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/store"
	"cordee/internal/testkit"
)

var (
	takenBack  = sale(7, "taken back", "2026-02-03", 5)
	aNote      = store.Note{ID: 1, Goal: 1, Version: 1, At: 5, Author: lea, Kind: "comment", Text: "Pourquoi 60 ?"}
	aBid       = store.Bid{Goal: 1, Person: lea, At: 5, Amount: measure.Some(7)}
	aDelivery  = store.Delivery{Goal: 1, Version: 1, Person: lea, Delivered: 5}
	aGround    = store.Ground{Goal: 1, Version: 1, Kind: "realism", At: 5, Body: "{}"}
	aScenario  = store.Scenario{ID: 1, Goal: 1, Name: "prudent", At: 5, Actor: lea, Body: "{}", Version: 1}
	aDirection = store.Direction{ID: 1, From: on("2026-01-01"), Text: "Plus haut", At: 5, Actor: lea}
	aTemplate  = store.Template{ID: 1, Key: "t", Name: "Trimestre", Kind: "recurring", Role: org.Rep, Every: "quarter", Body: "{}", LastOn: on("2026-01-01"), Version: 1}
	aLetter    = store.Letter{ID: 1, Person: lea, From: on("2026-01-01"), To: on("2026-03-31"), Version: 1, At: 5, Actor: lea, Hash: "h", Body: "{}"}
	anEvent    = store.LetterEvent{Letter: 1, ID: 1, At: 6, Actor: lea, Kind: "by_hand", On: on("2026-01-05"), Text: "—"}
)

// negotiationRows puts a row into each of the tables that hang on an objective.
func negotiationRows(o org.ID) []func(tx *store.Tx) error {
	return []func(tx *store.Tx) error{
		func(tx *store.Tx) error { return tx.InsertPostings(o, []store.Posted{takenBack}) },
		func(tx *store.Tx) error { return tx.PutHeads(o, []store.Head{headOf(takenBack, false)}) },
		func(tx *store.Tx) error { return tx.InsertNote(o, aNote) },
		func(tx *store.Tx) error { return tx.PutBid(o, aBid) },
		func(tx *store.Tx) error { return tx.InsertDelivery(o, aDelivery) },
		func(tx *store.Tx) error { return tx.PutGround(o, aGround) },
		func(tx *store.Tx) error { return tx.InsertScenario(o, aScenario) },
		func(tx *store.Tx) error { return tx.InsertDirection(o, aDirection) },
		func(tx *store.Tx) error { return tx.InsertTemplate(o, aTemplate) },
		func(tx *store.Tx) error { return tx.InsertLetter(o, aLetter) },
		func(tx *store.Tx) error { return tx.InsertLetterEvent(o, anEvent) },
	}
}

func init() {
	maps.Copy(reads, map[string]func(tx *store.Tx, o org.ID) (int, error){
		"GoalVersionsOf": func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.GoalVersionsOf(o, []org.ID{1})) },
		"Notes":          func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.Notes(o, 1)) },
		"NotesBy":        func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.NotesBy(o, lea)) },
		"Bids":           func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.Bids(o, []org.ID{1})) },
		"BidsOf":         func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.BidsOf(o, aBid.Person)) },
		"Deliveries":     func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.Deliveries(o, []org.ID{1})) },
		"DeliveriesTo":   func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.DeliveriesTo(o, lea)) },
		"Grounds":        func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.Grounds(o, 1)) },
		"Directions":     func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.Directions(o)) },
		"Scenario":       func(tx *store.Tx, o org.ID) (int, error) { _, err := tx.Scenario(o, 1); return 1, err },
		"Scenarios":      func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.Scenarios(o, 1)) },
		"Template":       func(tx *store.Tx, o org.ID) (int, error) { _, err := tx.Template(o, 1); return 1, err },
		"Templates":      func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.Templates(o)) },
		"Letter":         func(tx *store.Tx, o org.ID) (int, error) { _, err := tx.Letter(o, 1); return 1, err },
		"LettersOf":      func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.LettersOf(o, lea)) },
		"CancelledHeads": func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.CancelledHeads(o)) },
		"EachCancelled": func(tx *store.Tx, o org.ID) (int, error) {
			n := 0
			err := tx.EachCancelled(o, func(store.Posted) error { n++; return nil })
			return n, err
		},
		"LastDay": func(tx *store.Tx, o org.ID) (int, error) {
			d, err := tx.LastDay(o, revenue, lea)
			return sized(!d.IsZero()), err
		},
		"LetterEvents": func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.LetterEvents(o, []org.ID{1})) },
		"LettersFor": func(tx *store.Tx, o org.ID) (int, error) {
			return counted(tx.LettersFor(o, aLetter.From, aLetter.To, 1))
		},
		"LettersUntil": func(tx *store.Tx, o org.ID) (int, error) {
			return counted(tx.LettersUntil(o, []org.ID{lea}, aLetter.To))
		},
		"LettersByHash": func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.LettersByHash(o, "h")) },
	})
	maps.Copy(changes, map[string]func(tx *store.Tx, o org.ID) error{
		"RedactNote":        func(tx *store.Tx, o org.ID) error { return tx.RedactNote(o, 1, "—") },
		"PutBid":            func(tx *store.Tx, o org.ID) error { x := aBid; x.Amount = measure.Some(9); return tx.PutBid(o, x) },
		"OpenDelivery":      func(tx *store.Tx, o org.ID) error { return tx.OpenDelivery(o, 1, 1, lea, 9) },
		"Acknowledge":       func(tx *store.Tx, o org.ID) error { return tx.Acknowledge(o, 1, 1, lea, 9, "read") },
		"PutGround":         func(tx *store.Tx, o org.ID) error { x := aGround; x.Kind = "evidence"; return tx.PutGround(o, x) },
		"UpdateScenario":    func(tx *store.Tx, o org.ID) error { x := aScenario; x.Version++; return tx.UpdateScenario(o, x) },
		"DeleteScenario":    func(tx *store.Tx, o org.ID) error { return tx.DeleteScenario(o, 1) },
		"InsertDirection":   func(tx *store.Tx, o org.ID) error { return tx.InsertDirection(o, aDirection) },
		"InsertTemplate":    func(tx *store.Tx, o org.ID) error { return tx.InsertTemplate(o, aTemplate) },
		"UpdateTemplate":    func(tx *store.Tx, o org.ID) error { x := aTemplate; x.Version++; return tx.UpdateTemplate(o, x) },
		"OpenLetter":        func(tx *store.Tx, o org.ID) error { return tx.OpenLetter(o, 1, 9) },
		"AcknowledgeLetter": func(tx *store.Tx, o org.ID) error { return tx.AcknowledgeLetter(o, 1, 9) },
	})
	maps.Copy(links, map[string]func(tx *store.Tx, o org.ID) error{
		"InsertNote":        func(tx *store.Tx, o org.ID) error { return tx.InsertNote(o, aNote) },
		"PutBid":            func(tx *store.Tx, o org.ID) error { return tx.PutBid(o, aBid) },
		"InsertDelivery":    func(tx *store.Tx, o org.ID) error { return tx.InsertDelivery(o, aDelivery) },
		"PutGround":         func(tx *store.Tx, o org.ID) error { return tx.PutGround(o, aGround) },
		"InsertScenario":    func(tx *store.Tx, o org.ID) error { return tx.InsertScenario(o, aScenario) },
		"InsertLetter":      func(tx *store.Tx, o org.ID) error { return tx.InsertLetter(o, aLetter) },
		"InsertLetterEvent": func(tx *store.Tx, o org.ID) error { return tx.InsertLetterEvent(o, anEvent) },
	})
	tables = append(tables, "direction", "goal_note", "goal_bid", "goal_delivery", "goal_ground", "scenario", "template", "letter", "letter_event")
}

func TestWhatHangsOnAnObjectiveComesBackAsItWas(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		fill(t, db, 1)
		read(t, db, func(tx *store.Tx) error {
			notes, err := tx.Notes(1, 1)
			equal(t, notes, []store.Note{aNote})
			bids, err2 := tx.Bids(1, []org.ID{1})
			equal(t, bids, []store.Bid{aBid})
			delivered, err3 := tx.DeliveriesTo(1, lea)
			equal(t, delivered, []store.Delivery{aDelivery})
			grounds, err4 := tx.Grounds(1, 1)
			equal(t, grounds, []store.Ground{aGround})
			scenario, err5 := tx.Scenario(1, 1)
			equal(t, scenario, aScenario)
			directions, err6 := tx.Directions(1)
			equal(t, directions, []store.Direction{aDirection})
			template, err7 := tx.Template(1, 1)
			equal(t, template, aTemplate)
			letters, err8 := tx.LettersByHash(1, "h")
			equal(t, letters, []store.Letter{aLetter})
			events, err9 := tx.LetterEvents(1, []org.ID{1})
			equal(t, events, []store.LetterEvent{anEvent})
			for _, err := range []error{err, err2, err3, err4, err5, err6, err7, err8, err9} {
				if err != nil {
					t.Error(err)
				}
			}
			return nil
		})
	})
}

func TestEveryOwnNumberIsKeptInItsOrder(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		fill(t, db, 1)
		second := aBid
		second.Amount, second.Blind = measure.Maybe{}, true
		write(t, db, func(tx *store.Tx) error { return tx.PutBid(1, second) }) // in the same instant
		read(t, db, func(tx *store.Tx) error {
			bids, err := tx.Bids(1, []org.ID{1})
			equal(t, bids, []store.Bid{aBid, second})
			return err
		})
	})
}

func TestOpeningIsNotReadingAndTheFirstTimeCounts(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		fill(t, db, 1)
		write(t, db, func(tx *store.Tx) error {
			for _, at := range []int64{8, 9} {
				if err := tx.OpenDelivery(1, 1, 1, lea, at); err != nil {
					return err
				}
				if err := tx.OpenLetter(1, 1, at); err != nil {
					return err
				}
			}
			if err := tx.InsertDelivery(1, aDelivery); err != nil { // once more: nothing is forgotten
				return err
			}
			return tx.Acknowledge(1, 1, 1, lea, 12, "disagrees")
		})
		read(t, db, func(tx *store.Tx) error {
			x := aDelivery
			x.Opened, x.Acknowledged, x.Reply = 8, 12, "disagrees"
			got, err := tx.Deliveries(1, []org.ID{1})
			equal(t, got, []store.Delivery{x})
			letter, err2 := tx.Letter(1, 1)
			equal(t, [2]int64{letter.Opened, letter.Acknowledged}, [2]int64{8, 0})
			if err != nil || err2 != nil {
				t.Error(err, err2)
			}
			return nil
		})
		refused(t, db, "not_found", func(tx *store.Tx) error { return tx.Acknowledge(1, 1, 7, lea, 12, "read") })
	})
}

func TestTheNewTermsOfAnObjectiveAreStored(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		measured(t, db, 1)
		x := objective(1, "whole")
		x.Skills, x.Helping, x.Means, x.Mode, x.Guard = "négocier, écouter", "un client présenté compte", "un binôme", goal.Contractual, revenue
		x.Learning, x.Difficulty, x.InsteadOf, x.Direction = true, 4, 77, 78
		x.Sealed, x.ApprovedBy, x.ApprovedAt = true, lea, 9
		v := store.GoalVersion{Goal: 1, Version: 1, At: 5, Change: "goal.created", Body: "{}", Cause: goal.ReasonMarket, Reason: "pénurie", Effective: on("2026-02-01")}
		write(t, db, func(tx *store.Tx) error {
			if err := tx.InsertGoal(1, x); err != nil {
				return err
			}
			return tx.InsertGoalVersion(1, v)
		})
		read(t, db, func(tx *store.Tx) error {
			got, err := tx.Goal(1, 1)
			equal(t, got, x)
			versions, err2 := tx.GoalVersionsOf(1, []org.ID{1})
			equal(t, versions, []store.GoalVersion{v})
			if err != nil || err2 != nil {
				t.Error(err, err2)
			}
			return nil
		})
	})
}
