package store

import (
	"cordee/internal/org"
	"cordee/internal/period"
)

// LetterEvent is something said or done about a letter after it was issued.
type LetterEvent struct {
	Letter org.ID
	ID     org.ID
	At     int64 // microseconds UTC
	Actor  org.ID
	Kind   string      // accepted, disputed, signed, by_hand
	On     period.Date // of a paper copy: the day it was given
	Text   string
}

const (
	sqlInsertLetterEvent = `
	INSERT INTO letter_event (org_id, letter_id, event_id, at, actor_id, kind, on_day, text)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`
	sqlLetterEvents = `
	SELECT letter_id, event_id, at, COALESCE(actor_id, 0), kind, on_day, text
	FROM letter_event
	WHERE org_id = $1 AND letter_id {IN $2}
	ORDER BY event_id`
	sqlLettersFor = sqlLetterColumns + `
	WHERE org_id = $1 AND from_on = $2 AND to_on = $3 AND version = $4
	ORDER BY letter_id`
	sqlLettersUntil = `
	SELECT letter_id, person_id, from_on, to_on, version, at, COALESCE(actor_id, 0), hash, '', COALESCE(opened_at, 0),
		COALESCE(acknowledged_at, 0)
	FROM letter
	WHERE org_id = $1 AND person_id {IN $2} AND to_on >= $3
	ORDER BY at DESC, letter_id`
)

func scanLetterEvent(r row, x *LetterEvent) error {
	return r.Scan(&x.Letter, &x.ID, &x.At, &x.Actor, &x.Kind, &x.On, &x.Text)
}

// InsertLetterEvent appends what was said or done about a letter.
func (t *Tx) InsertLetterEvent(o org.ID, x LetterEvent) error {
	return t.do(sqlInsertLetterEvent, o, x.Letter, x.ID, x.At, orNull(x.Actor), x.Kind, day(x.On), x.Text)
}

// LetterEvents are what was said and done about letters, oldest first.
func (t *Tx) LetterEvents(o org.ID, letters []org.ID) ([]LetterEvent, error) {
	return all(t, sqlLetterEvents, scanLetterEvent, o, ints(t, letters))
}

// LettersFor are the letters of one version for exactly these days, both included: among them is the one that a file claims to be.
func (t *Tx) LettersFor(o org.ID, from, to period.Date, version int) ([]Letter, error) {
	return all(t, sqlLettersFor, scanLetter, o, day(from), day(to), version)
}

// LettersUntil are the letters of people whose period ends on a day or later, newest first, without their text.
func (t *Tx) LettersUntil(o org.ID, people []org.ID, on period.Date) ([]Letter, error) {
	return all(t, sqlLettersUntil, scanLetter, o, ints(t, people), day(on))
}
