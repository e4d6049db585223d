package store

import "cordee/internal/org"

// Answer is what a request with an idempotency key was told: told again when the key comes back with the same request.
type Answer struct {
	Key, RequestHash string
	Status           int
	Response         string
	At               int64 // microseconds UTC
}

const (
	sqlAnswer       = `SELECT key, request_hash, status, response, at FROM idempotency WHERE org_id = $1 AND key = $2`
	sqlInsertAnswer = `
	INSERT INTO idempotency (org_id, key, request_hash, status, response, at)
	VALUES ($1, $2, $3, $4, $5, $6)`
	sqlDeleteAnswersBefore = `DELETE FROM idempotency WHERE org_id = $1 AND at < $2`
)

// Answer is the one given under a key, if any.
func (t *Tx) Answer(o org.ID, key string) (x Answer, found bool, err error) {
	found, err = t.maybe(sqlAnswer, vals(&x.Key, &x.RequestHash, &x.Status, &x.Response, &x.At), o, key)
	return x, found, err
}

// InsertAnswer keeps an answer, in the transaction of its effect. A key already there is a Conflict.
func (t *Tx) InsertAnswer(o org.ID, x Answer) error {
	return t.do(sqlInsertAnswer, o, x.Key, x.RequestHash, x.Status, x.Response, x.At)
}

// DeleteAnswersBefore forgets old ones.
func (t *Tx) DeleteAnswersBefore(o org.ID, at int64) error {
	return t.do(sqlDeleteAnswersBefore, o, at)
}
