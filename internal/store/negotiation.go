package store

import (
	"cordee/internal/measure"
	"cordee/internal/org"
)

// Note is one line of the conversation on an objective, tied to the version it was written about.
type Note struct {
	ID      org.ID
	Goal    org.ID
	Version int
	At      int64 // microseconds UTC
	Author  org.ID
	Kind    string // comment, disagreement, support
	Text    string
}

const (
	sqlNoteColumns = `
	SELECT note_id, goal_id, version, at, author_id, kind, text
	FROM goal_note`
	sqlInsertNote = `
	INSERT INTO goal_note (org_id, note_id, goal_id, version, at, author_id, kind, text)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`
	sqlNotes      = sqlNoteColumns + ` WHERE org_id = $1 AND goal_id = $2 ORDER BY at, note_id`
	sqlNotesBy    = sqlNoteColumns + ` WHERE org_id = $1 AND author_id = $2 ORDER BY at, note_id`
	sqlRedactNote = `UPDATE goal_note SET text = $3 WHERE org_id = $1 AND note_id = $2`
)

func scanNote(r row, x *Note) error {
	return r.Scan(&x.ID, &x.Goal, &x.Version, &x.At, &x.Author, &x.Kind, &x.Text)
}

// InsertNote keeps a note.
func (t *Tx) InsertNote(o org.ID, x Note) error {
	return t.do(sqlInsertNote, o, x.ID, x.Goal, x.Version, x.At, x.Author, x.Kind, x.Text)
}

// Notes are the conversation on an objective, oldest first.
func (t *Tx) Notes(o, goal org.ID) ([]Note, error) { return all(t, sqlNotes, scanNote, o, goal) }

// NotesBy are all notes a person wrote, oldest first.
func (t *Tx) NotesBy(o, author org.ID) ([]Note, error) {
	return all(t, sqlNotesBy, scanNote, o, author)
}

// RedactNote blanks a note whose author is erased.
func (t *Tx) RedactNote(o, id org.ID, text string) error {
	return t.touch("note", sqlRedactNote, o, id, text)
}

// Bid is a person's own number for an objective; without an amount they chose to give none. Blind: given before they could see the
// number that had been prepared.
type Bid struct {
	Goal   org.ID
	Person org.ID
	At     int64
	Amount measure.Maybe
	Blind  bool
}

const (
	sqlBidColumns = `
	SELECT goal_id, person_id, at, amount, blind
	FROM goal_bid`
	sqlInsertBid = `
	INSERT INTO goal_bid (org_id, goal_id, person_id, n, at, amount, blind)
	SELECT $1, $2, $3, COALESCE(MAX(n), 0) + 1, $4, $5, $6
	FROM goal_bid
	WHERE org_id = $1 AND goal_id = $2 AND person_id = $3`
	sqlBids   = sqlBidColumns + ` WHERE org_id = $1 AND goal_id {IN $2} ORDER BY goal_id, person_id, n`
	sqlBidsOf = sqlBidColumns + ` WHERE org_id = $1 AND person_id = $2 ORDER BY at, goal_id, n`
)

func scanBid(r row, x *Bid) error {
	return r.Scan(&x.Goal, &x.Person, &x.At, intoMaybe{&x.Amount}, &x.Blind)
}

// PutBid keeps a person's own number beside those they gave before.
func (t *Tx) PutBid(o org.ID, x Bid) error {
	return t.do(sqlInsertBid, o, x.Goal, x.Person, x.At, amount(x.Amount), x.Blind)
}

// Bids are the own numbers given for these objectives, a person's oldest first.
func (t *Tx) Bids(o org.ID, goals []org.ID) ([]Bid, error) {
	return all(t, sqlBids, scanBid, o, ints(t, goals))
}

// BidsOf are the own numbers that a person ever gave, the oldest first.
func (t *Tx) BidsOf(o, person org.ID) ([]Bid, error) { return all(t, sqlBidsOf, scanBid, o, person) }

// Delivery is one version of an objective put before one person. Instants are microseconds UTC, 0 = not yet.
type Delivery struct {
	Goal         org.ID
	Version      int
	Person       org.ID
	Delivered    int64
	Opened       int64
	Acknowledged int64
	Reply        string // "", read, agrees, disagrees
}

const (
	sqlDeliveryColumns = `
	SELECT goal_id, version, person_id, delivered_at, COALESCE(opened_at, 0), COALESCE(acknowledged_at, 0), reply
	FROM goal_delivery`
	sqlInsertDelivery = `
	INSERT INTO goal_delivery (org_id, goal_id, version, person_id, delivered_at, opened_at, acknowledged_at, reply)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
	ON CONFLICT (org_id, goal_id, version, person_id) DO NOTHING`
	sqlOpenDelivery = `
	UPDATE goal_delivery SET opened_at = $5
	WHERE org_id = $1 AND goal_id = $2 AND version = $3 AND person_id = $4 AND opened_at IS NULL`
	sqlAcknowledge = `
	UPDATE goal_delivery SET acknowledged_at = $5, reply = $6
	WHERE org_id = $1 AND goal_id = $2 AND version = $3 AND person_id = $4`
	sqlDeliveries   = sqlDeliveryColumns + ` WHERE org_id = $1 AND goal_id {IN $2} ORDER BY goal_id, version, person_id`
	sqlDeliveriesTo = sqlDeliveryColumns + ` WHERE org_id = $1 AND person_id = $2 ORDER BY delivered_at, goal_id, version`
)

func scanDelivery(r row, x *Delivery) error {
	return r.Scan(&x.Goal, &x.Version, &x.Person, &x.Delivered, &x.Opened, &x.Acknowledged, &x.Reply)
}

// InsertDelivery puts a version before a person; one already there stays as it is.
func (t *Tx) InsertDelivery(o org.ID, x Delivery) error {
	return t.do(sqlInsertDelivery, o, x.Goal, x.Version, x.Person, x.Delivered, orNull(x.Opened), orNull(x.Acknowledged), x.Reply)
}

// OpenDelivery stamps the first time a person opened a version; a later time changes nothing.
func (t *Tx) OpenDelivery(o, goal org.ID, version int, person org.ID, at int64) error {
	return t.do(sqlOpenDelivery, o, goal, version, person, at)
}

// Acknowledge stamps what a person said to a version.
func (t *Tx) Acknowledge(o, goal org.ID, version int, person org.ID, at int64, reply string) error {
	return t.touch("delivery", sqlAcknowledge, o, goal, version, person, at, reply)
}

// Deliveries are those of these objectives, by objective and version.
func (t *Tx) Deliveries(o org.ID, goals []org.ID) ([]Delivery, error) {
	return all(t, sqlDeliveries, scanDelivery, o, ints(t, goals))
}

// DeliveriesTo are those put before one person, oldest first.
func (t *Tx) DeliveriesTo(o, person org.ID) ([]Delivery, error) {
	return all(t, sqlDeliveriesTo, scanDelivery, o, person)
}

// Ground is what stood behind a version of an objective, frozen as JSON.
type Ground struct {
	Goal    org.ID
	Version int
	Kind    string // derivation, evidence, realism
	At      int64
	Body    string
}

const (
	sqlPutGround = `
	INSERT INTO goal_ground (org_id, goal_id, version, kind, at, body)
	VALUES ($1, $2, $3, $4, $5, $6)
	ON CONFLICT (org_id, goal_id, version, kind) DO NOTHING`
	sqlGrounds = `
	SELECT goal_id, version, kind, at, body
	FROM goal_ground
	WHERE org_id = $1 AND goal_id = $2
	ORDER BY version DESC, kind`
)

// PutGround freezes what stood behind a version; what is frozen already stays.
func (t *Tx) PutGround(o org.ID, x Ground) error {
	return t.do(sqlPutGround, o, x.Goal, x.Version, x.Kind, x.At, x.Body)
}

// Grounds are what stood behind the versions of an objective, newest version first.
func (t *Tx) Grounds(o, goal org.ID) ([]Ground, error) {
	scan := func(r row, x *Ground) error { return r.Scan(&x.Goal, &x.Version, &x.Kind, &x.At, &x.Body) }
	return all(t, sqlGrounds, scan, o, goal)
}
