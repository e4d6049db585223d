package store_test

import (
	"maps"
	"testing"

	"cordee/internal/org"
	"cordee/internal/store"
	"cordee/internal/testkit"
)

var (
	aMessage  = store.Message{ID: 1, ToKind: "person", To: lea, Kind: "week", Period: "2026-02-02", At: 5, Channel: "mail", Body: "{}"}
	anOutbox  = store.Envelope{ID: 1, ToKind: "person", To: lea, Channel: "mail", Slot: "2026-02-02", Due: 5}
	aHook     = store.Hook{ID: 1, Kind: "slack", Name: "ventes", URL: "https://hooks.slack.com/x", Made: 5}
	aChoice   = store.Choice{Person: lea, Body: "{}"}
	howFar    = store.MessageState{Seq: 1, Line: 2, Secret: "s"}
	slotOfDay = "2026-02-02"
)

func messageRows(o org.ID) []func(tx *store.Tx) error {
	return []func(tx *store.Tx) error{
		func(tx *store.Tx) error { return took(tx.InsertMessage(o, aMessage)) },
		func(tx *store.Tx) error {
			x := aMessage
			x.ID, x.Kind, x.Read = 2, "thanks", 0
			return took(tx.InsertMessage(o, x))
		},
		func(tx *store.Tx) error { return tx.InsertEnvelope(o, anOutbox) },
		func(tx *store.Tx) error { return took(tx.PackMessage(o, 1, 1, 9)) },
		func(tx *store.Tx) error { return tx.InsertHook(o, aHook) },
		func(tx *store.Tx) error { return tx.PutChoice(o, aChoice) },
		func(tx *store.Tx) error { return tx.PutMessageState(o, howFar) },
	}
}

var fresh org.ID = 100

// anew puts a message and an envelope of one id there first: another method may have removed those of the beginning.
func anew(fn func(tx *store.Tx, o, id org.ID) error) func(*store.Tx, org.ID) error {
	return func(tx *store.Tx, o org.ID) error {
		fresh++
		m, e := aMessage, anOutbox
		m.ID, m.Period, e.ID, e.Slot = fresh, fresh.String(), fresh, fresh.String()
		if _, err := tx.InsertMessage(o, m); err != nil {
			return err
		}
		if err := tx.InsertEnvelope(o, e); err != nil {
			return err
		}
		return fn(tx, o, fresh)
	}
}

func init() {
	maps.Copy(reads, map[string]func(tx *store.Tx, o org.ID) (int, error){
		"MessagesTo":    func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.MessagesTo(o, lea, 9)) },
		"MessagesIn":    func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.MessagesIn(o, 1)) },
		"LooseMessages": func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.LooseMessages(o, 0, 9)) },
		"Told":          func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.Told(o, "week", slotOfDay)) },
		"Unread":        func(tx *store.Tx, o org.ID) (int, error) { return tx.Unread(o, lea) },
		"Choices":       func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.Choices(o)) },
		"Choice":        func(tx *store.Tx, o org.ID) (int, error) { body, err := tx.Choice(o, lea); return len(body), err },
		"MessageState": func(tx *store.Tx, o org.ID) (int, error) {
			_, ok, err := tx.MessageState(o)
			return sized(ok), err
		},
		"Envelope": func(tx *store.Tx, o org.ID) (int, error) { _, err := tx.Envelope(o, 1); return 1, err },
		"EnvelopeOf": func(tx *store.Tx, o org.ID) (int, error) {
			_, ok, err := tx.EnvelopeOf(o, lea, "mail", slotOfDay)
			return sized(ok), err
		},
		"EnvelopesTo":  func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.EnvelopesTo(o, lea, 9)) },
		"DueEnvelopes": func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.DueEnvelopes(o, 9, 9)) },
		"Hooks":        func(tx *store.Tx, o org.ID) (int, error) { return counted(tx.Hooks(o)) },
	})
	maps.Copy(changes, map[string]func(tx *store.Tx, o org.ID) error{
		"InsertMessage": func(tx *store.Tx, o org.ID) error {
			x := aMessage
			x.ID, x.Kind = 3, "recap"
			return took(tx.InsertMessage(o, x))
		},
		"ReadMessages": anew(func(tx *store.Tx, o, _ org.ID) error { return tx.ReadMessages(o, lea, 9) }),
		"PackMessage":  anew(func(tx *store.Tx, o, id org.ID) error { return took(tx.PackMessage(o, id, id, 9)) }),
		"UnpackMessages": anew(func(tx *store.Tx, o, id org.ID) error {
			if _, err := tx.PackMessage(o, id, id, 9); err != nil {
				return err
			}
			return tx.UnpackMessages(o, id)
		}),
		"KeepInApp":            func(tx *store.Tx, o org.ID) error { return tx.KeepInApp(o, 1) },
		"DeleteMessagesTo":     func(tx *store.Tx, o org.ID) error { return tx.DeleteMessagesTo(o, lea) },
		"DeleteMessagesBefore": func(tx *store.Tx, o org.ID) error { return tx.DeleteMessagesBefore(o, 9) },
		"PutChoice": func(tx *store.Tx, o org.ID) error {
			return tx.PutChoice(o, store.Choice{Person: lea, Body: `{"from":1}`})
		},
		"DeleteChoice":    func(tx *store.Tx, o org.ID) error { return tx.DeleteChoice(o, lea) },
		"PutMessageState": func(tx *store.Tx, o org.ID) error { return tx.PutMessageState(o, store.MessageState{Seq: 8}) },
		"InsertEnvelope": func(tx *store.Tx, o org.ID) error {
			x := anOutbox
			x.ID, x.Slot = 2, "2026-02-03"
			return tx.InsertEnvelope(o, x)
		},
		"LeaseEnvelope": anew(func(tx *store.Tx, o, id org.ID) error { return took(tx.LeaseEnvelope(o, id, 9, 10)) }),
		"PutEnvelope":   func(tx *store.Tx, o org.ID) error { x := anOutbox; x.Tries = 3; return tx.PutEnvelope(o, x) },
		"InsertHook":    func(tx *store.Tx, o org.ID) error { x := aHook; x.ID = 2; return tx.InsertHook(o, x) },
		"TroubleHook":   func(tx *store.Tx, o org.ID) error { return tx.TroubleHook(o, 1, "x") },
		"DeleteHook":    func(tx *store.Tx, o org.ID) error { return tx.DeleteHook(o, 1) },
	})
	tables = append(tables, "message", "outbox", "message_hook", "message_choice", "message_state")
}

func TestNothingIsToldTwiceAndWhatWasToldIsKnown(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		fill(t, db, 1)
		write(t, db, func(tx *store.Tx) error {
			x := aMessage
			x.ID = 9
			again, err := tx.InsertMessage(1, x)
			equal(t, again, false)
			return err
		})
		read(t, db, func(tx *store.Tx) error {
			told, err := tx.Told(1, "week", slotOfDay)
			equal(t, told, []org.ID{lea})
			in, err2 := tx.MessagesIn(1, 1)
			packed := aMessage
			packed.Envelope = 1
			equal(t, in, []store.Message{packed})
			loose, err3 := tx.LooseMessages(1, 0, 9)
			equal(t, len(loose), 1)
			hooks, err4 := tx.Hooks(1)
			equal(t, hooks, []store.Hook{aHook})
			state, _, err5 := tx.MessageState(1)
			equal(t, state, howFar)
			n, err6 := tx.Unread(1, lea)
			equal(t, n, 2)
			for _, err := range []error{err, err2, err3, err4, err5, err6} {
				if err != nil {
					t.Error(err)
				}
			}
			return nil
		})
	})
}

func TestAnEnvelopeIsHeldByOneUntilItsLeaseIsOver(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		fill(t, db, 1)
		lease := func(now, until int64) (got bool) {
			write(t, db, func(tx *store.Tx) (err error) { got, err = tx.LeaseEnvelope(1, 1, now, until); return err })
			return got
		}
		pack := func(now int64) (got bool) {
			write(t, db, func(tx *store.Tx) (err error) { got, err = tx.PackMessage(1, 2, 1, now); return err })
			return got
		}
		equal(t, lease(10, 20), true)
		equal(t, lease(15, 25), false)
		equal(t, pack(15), false)
		equal(t, pack(20), true)
		equal(t, lease(20, 30), true)
		write(t, db, func(tx *store.Tx) error {
			e, err := tx.Envelope(1, 1)
			equal(t, e.Tries, 2)
			if err != nil {
				return err
			}
			e.Ended, e.Outcome, e.Lease = 25, "sent", 0
			return tx.PutEnvelope(1, e)
		})
		equal(t, lease(40, 50), false)
		read(t, db, func(tx *store.Tx) error {
			due, err := tx.DueEnvelopes(1, 99, 9)
			equal(t, len(due), 0)
			return err
		})
	})
}
