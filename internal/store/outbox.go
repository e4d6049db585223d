package store

import "cordee/internal/org"

// Envelope is what leaves the house for one receiver by one channel. Instants are microseconds UTC; Ended 0 = it waits.
type Envelope struct {
	ID      org.ID
	ToKind  string
	To      org.ID
	Channel string
	Slot    string
	Due     int64
	Lease   int64
	Tries   int
	Ended   int64
	Outcome string
	Trouble string
}

const (
	sqlEnvelopeColumns = `
	SELECT envelope_id, to_kind, to_id, channel, slot, due_at, lease_until, tries, COALESCE(ended_at, 0), outcome, trouble
	FROM outbox`
	sqlInsertEnvelope = `
	INSERT INTO outbox (org_id, envelope_id, to_kind, to_id, channel, slot, due_at, lease_until, tries, outcome, trouble)
	VALUES ($1, $2, $3, $4, $5, $6, $7, 0, 0, '', '')
	ON CONFLICT (org_id, to_id, channel, slot) DO NOTHING`
	sqlEnvelopeOf  = sqlEnvelopeColumns + ` WHERE org_id = $1 AND to_id = $2 AND channel = $3 AND slot = $4`
	sqlEnvelope    = sqlEnvelopeColumns + ` WHERE org_id = $1 AND envelope_id = $2`
	sqlEnvelopesTo = sqlEnvelopeColumns + ` WHERE org_id = $1 AND to_id = $2 ORDER BY due_at DESC, envelope_id LIMIT $3`
	sqlDue         = sqlEnvelopeColumns + `
	WHERE org_id = $1 AND ended_at IS NULL AND due_at <= $2 AND lease_until <= $2
	ORDER BY due_at, envelope_id
	LIMIT $3`
	sqlHoldEnvelope = `
	UPDATE outbox SET due_at = due_at
	WHERE org_id = $1 AND envelope_id = $2 AND ended_at IS NULL AND lease_until <= $3`
	sqlLeaseEnvelope = `
	UPDATE outbox SET lease_until = $4, tries = tries + 1
	WHERE org_id = $1 AND envelope_id = $2 AND ended_at IS NULL AND lease_until <= $3`
	sqlPutEnvelope = `
	UPDATE outbox SET due_at = $3, lease_until = $4, tries = $5, ended_at = $6, outcome = $7, trouble = $8
	WHERE org_id = $1 AND envelope_id = $2`
	sqlForgetEnvelopes = `DELETE FROM outbox WHERE org_id = $1 AND to_id = $2`
	sqlOldEnvelopes    = `DELETE FROM outbox WHERE org_id = $1 AND due_at < $2`
)

func scanEnvelope(r row, x *Envelope) error {
	return r.Scan(&x.ID, &x.ToKind, &x.To, &x.Channel, &x.Slot, &x.Due, &x.Lease, &x.Tries, &x.Ended, &x.Outcome, &x.Trouble)
}

// InsertEnvelope opens an envelope; the one of the same slot stays as it is.
func (t *Tx) InsertEnvelope(o org.ID, x Envelope) error {
	return t.do(sqlInsertEnvelope, o, x.ID, x.ToKind, x.To, x.Channel, x.Slot, x.Due)
}

// EnvelopeOf is the one of a slot.
func (t *Tx) EnvelopeOf(o, to org.ID, channel, slot string) (x Envelope, found bool, err error) {
	found, err = t.maybe(sqlEnvelopeOf, func(r row) error { return scanEnvelope(r, &x) }, o, to, channel, slot)
	return x, found, err
}

// Envelope is one of them.
func (t *Tx) Envelope(o, id org.ID) (x Envelope, err error) {
	err = t.one("envelope", sqlEnvelope, func(r row) error { return scanEnvelope(r, &x) }, o, id)
	return x, err
}

// EnvelopesTo are somebody's, the latest first.
func (t *Tx) EnvelopesTo(o, to org.ID, limit int) ([]Envelope, error) {
	return all(t, sqlEnvelopesTo, scanEnvelope, o, to, limit)
}

// DueEnvelopes are those to send now that nobody holds.
func (t *Tx) DueEnvelopes(o org.ID, now int64, limit int) ([]Envelope, error) {
	return all(t, sqlDue, scanEnvelope, o, now, limit)
}

// LeaseEnvelope gives an envelope to its caller until a moment, and to nobody else; false when another was first.
func (t *Tx) LeaseEnvelope(o, id org.ID, now, until int64) (bool, error) {
	n, err := t.exec(sqlLeaseEnvelope, o, id, now, until)
	return n == 1, err
}

// PutEnvelope keeps how it went.
func (t *Tx) PutEnvelope(o org.ID, x Envelope) error {
	return t.touch("envelope", sqlPutEnvelope, o, x.ID, x.Due, x.Lease, x.Tries, orNull(x.Ended), x.Outcome, x.Trouble)
}

// Hook is a channel of the organisation's chat.
type Hook struct {
	ID      org.ID
	Kind    string // slack, teams
	Name    string
	URL     string
	Made    int64
	Trouble string // what went wrong last, "" when all is well: a code of the catalogue
}

const (
	sqlHooks      = `SELECT hook_id, kind, name, url, made_at, trouble FROM message_hook WHERE org_id = $1 ORDER BY made_at, hook_id`
	sqlInsertHook = `
	INSERT INTO message_hook (org_id, hook_id, kind, name, url, made_at, trouble)
	VALUES ($1, $2, $3, $4, $5, $6, $7)`
	sqlTroubleHook = `UPDATE message_hook SET trouble = $3 WHERE org_id = $1 AND hook_id = $2`
	sqlDeleteHook  = `DELETE FROM message_hook WHERE org_id = $1 AND hook_id = $2`
)

// Hooks are the organisation's, the oldest first.
func (t *Tx) Hooks(o org.ID) ([]Hook, error) {
	return all(t, sqlHooks, func(r row, x *Hook) error { return r.Scan(&x.ID, &x.Kind, &x.Name, &x.URL, &x.Made, &x.Trouble) }, o)
}

// InsertHook adds a channel.
func (t *Tx) InsertHook(o org.ID, x Hook) error {
	return t.do(sqlInsertHook, o, x.ID, x.Kind, x.Name, x.URL, x.Made, x.Trouble)
}

// TroubleHook keeps what went wrong last.
func (t *Tx) TroubleHook(o, id org.ID, trouble string) error {
	return t.touch("hook", sqlTroubleHook, o, id, trouble)
}

// DeleteHook removes a channel.
func (t *Tx) DeleteHook(o, id org.ID) error { return t.touch("hook", sqlDeleteHook, o, id) }
