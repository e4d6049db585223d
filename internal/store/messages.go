package store

import "cordee/internal/org"

// Message is one thing told to somebody. Body is JSON and holds ids and figures, never names. Instants are microseconds UTC, 0 = not yet.
type Message struct {
	ID       org.ID
	ToKind   string // person, hook
	To       org.ID
	Kind     string
	Period   string // the occasion: with the receiver and the kind it says what was told, once
	At       int64
	Channel  string // mail, chat, app
	Body     string
	Read     int64
	Envelope org.ID
}

const (
	sqlMessageColumns = `
	SELECT message_id, to_kind, to_id, kind, period, at, channel, body, COALESCE(read_at, 0), COALESCE(envelope_id, 0)
	FROM message`
	sqlInsertMessage = `
	INSERT INTO message (org_id, message_id, to_kind, to_id, kind, period, at, channel, body)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
	ON CONFLICT (org_id, to_id, kind, period) DO NOTHING`
	sqlMessagesTo       = sqlMessageColumns + ` WHERE org_id = $1 AND to_id = $2 ORDER BY at DESC, message_id LIMIT $3`
	sqlMessagesIn       = sqlMessageColumns + ` WHERE org_id = $1 AND envelope_id = $2 ORDER BY at, message_id`
	sqlLooseMessages    = sqlMessageColumns + ` WHERE org_id = $1 AND envelope_id IS NULL AND channel <> 'app' AND at > $2 ORDER BY at, message_id LIMIT $3`
	sqlTold             = `SELECT to_id FROM message WHERE org_id = $1 AND kind = $2 AND period = $3`
	sqlUnread           = `SELECT COUNT(*) FROM message WHERE org_id = $1 AND to_id = $2 AND read_at IS NULL`
	sqlReadMessages     = `UPDATE message SET read_at = $3 WHERE org_id = $1 AND to_id = $2 AND read_at IS NULL`
	sqlPackMessage      = `UPDATE message SET envelope_id = $3 WHERE org_id = $1 AND message_id = $2 AND envelope_id IS NULL`
	sqlUnpack           = `UPDATE message SET envelope_id = NULL WHERE org_id = $1 AND envelope_id = $2`
	sqlKeepInApp        = `UPDATE message SET channel = 'app' WHERE org_id = $1 AND message_id = $2`
	sqlDeleteMessagesTo = `DELETE FROM message WHERE org_id = $1 AND to_id = $2`
	sqlOldMessages      = `DELETE FROM message WHERE org_id = $1 AND at < $2`
)

func scanMessage(r row, x *Message) error {
	return r.Scan(&x.ID, &x.ToKind, &x.To, &x.Kind, &x.Period, &x.At, &x.Channel, &x.Body, &x.Read, &x.Envelope)
}

// InsertMessage keeps a message; false when the same was told before.
func (t *Tx) InsertMessage(o org.ID, x Message) (bool, error) {
	n, err := t.exec(sqlInsertMessage, o, x.ID, x.ToKind, x.To, x.Kind, x.Period, x.At, x.Channel, x.Body)
	return n == 1, err
}

// MessagesTo are somebody's, newest first.
func (t *Tx) MessagesTo(o, to org.ID, limit int) ([]Message, error) {
	return all(t, sqlMessagesTo, scanMessage, o, to, limit)
}

// MessagesIn are those of one envelope, oldest first.
func (t *Tx) MessagesIn(o, envelope org.ID) ([]Message, error) {
	return all(t, sqlMessagesIn, scanMessage, o, envelope)
}

// LooseMessages are those that leave the house, came after since, and are in no envelope yet.
func (t *Tx) LooseMessages(o org.ID, since int64, limit int) ([]Message, error) {
	return all(t, sqlLooseMessages, scanMessage, o, since, limit)
}

// Told are those who were told something about an occasion.
func (t *Tx) Told(o org.ID, kind, period string) ([]org.ID, error) {
	return all(t, sqlTold, func(r row, x *org.ID) error { return r.Scan(x) }, o, kind, period)
}

// Unread is how many messages somebody has not looked at.
func (t *Tx) Unread(o, to org.ID) (n int, err error) {
	err = t.one("message", sqlUnread, vals(&n), o, to)
	return n, err
}

// ReadMessages marks all of somebody's messages as looked at.
func (t *Tx) ReadMessages(o, to org.ID, at int64) error { return t.do(sqlReadMessages, o, to, at) }

// PackMessage puts a message into an envelope that waits; false when that one is on its way or gone. Whoever would take the envelope
// at the same moment waits for this transaction, and finds the message in it.
func (t *Tx) PackMessage(o, id, envelope org.ID, now int64) (bool, error) {
	n, err := t.exec(sqlHoldEnvelope, o, envelope, now)
	if err != nil || n == 0 {
		return false, err
	}
	return true, t.do(sqlPackMessage, o, id, envelope)
}

// UnpackMessages takes everything out of an envelope that will not leave, so that it can go into another.
func (t *Tx) UnpackMessages(o, envelope org.ID) error { return t.do(sqlUnpack, o, envelope) }

// KeepInApp keeps a message from leaving the house.
func (t *Tx) KeepInApp(o, id org.ID) error { return t.touch("message", sqlKeepInApp, o, id) }

// DeleteMessagesTo removes everything told to somebody, and how it went.
func (t *Tx) DeleteMessagesTo(o, to org.ID) error {
	if err := t.do(sqlDeleteMessagesTo, o, to); err != nil {
		return err
	}
	return t.do(sqlForgetEnvelopes, o, to)
}

// DeleteMessagesBefore removes what was told before a moment.
func (t *Tx) DeleteMessagesBefore(o org.ID, before int64) error {
	if err := t.do(sqlOldMessages, o, before); err != nil {
		return err
	}
	return t.do(sqlOldEnvelopes, o, before)
}

// Choice is what a person chose about messages, as JSON.
type Choice struct {
	Person org.ID
	Body   string
}

const (
	sqlChoices   = `SELECT person_id, body FROM message_choice WHERE org_id = $1 ORDER BY person_id`
	sqlChoice    = `SELECT body FROM message_choice WHERE org_id = $1 AND person_id = $2`
	sqlPutChoice = `
	INSERT INTO message_choice (org_id, person_id, body)
	VALUES ($1, $2, $3)
	ON CONFLICT (org_id, person_id) DO UPDATE SET body = excluded.body`
	sqlDeleteChoice = `DELETE FROM message_choice WHERE org_id = $1 AND person_id = $2`
)

// Choices are everybody's.
func (t *Tx) Choices(o org.ID) ([]Choice, error) {
	return all(t, sqlChoices, func(r row, x *Choice) error { return r.Scan(&x.Person, &x.Body) }, o)
}

// Choice is one person's, "" when they never chose.
func (t *Tx) Choice(o, person org.ID) (body string, err error) {
	_, err = t.maybe(sqlChoice, vals(&body), o, person)
	return body, err
}

// PutChoice keeps what a person chose.
func (t *Tx) PutChoice(o org.ID, x Choice) error { return t.do(sqlPutChoice, o, x.Person, x.Body) }

// DeleteChoice forgets what a person chose.
func (t *Tx) DeleteChoice(o, person org.ID) error { return t.do(sqlDeleteChoice, o, person) }

// MessageState is how far the journal has been read, and the organisation's secret; both zero at first.
type MessageState struct {
	Seq    int64
	Line   int
	Secret string
}

const (
	sqlMessageState    = `SELECT seq, line, secret FROM message_state WHERE org_id = $1`
	sqlPutMessageState = `
	INSERT INTO message_state (org_id, seq, line, secret)
	VALUES ($1, $2, $3, $4)
	ON CONFLICT (org_id) DO UPDATE SET seq = excluded.seq, line = excluded.line`
)

// MessageState reads it; false where nothing was ever told.
func (t *Tx) MessageState(o org.ID) (x MessageState, found bool, err error) {
	found, err = t.maybe(sqlMessageState, vals(&x.Seq, &x.Line, &x.Secret), o)
	return x, found, err
}

// PutMessageState keeps how far the journal has been read; the secret stays what it was at first.
func (t *Tx) PutMessageState(o org.ID, x MessageState) error {
	return t.do(sqlPutMessageState, o, x.Seq, x.Line, x.Secret)
}
