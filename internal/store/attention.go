package store

import (
	"cordee/internal/org"
	"cordee/internal/period"
)

// Attention is how long somebody was asked to look in one week.
type Attention struct {
	Week    period.Date // its first day
	Seconds int64
	SeenAt  int64 // the last look, microseconds UTC
}

const (
	sqlAttention = `
	SELECT week_on, seconds, seen_at FROM attention
	WHERE org_id = $1 AND person_id = $2 AND week_on >= $3
	ORDER BY week_on`
	sqlPutAttention = `
	INSERT INTO attention (org_id, person_id, week_on, seconds, seen_at) VALUES ($1, $2, $3, $4, $5)
	ON CONFLICT (org_id, person_id, week_on) DO UPDATE SET seconds = excluded.seconds, seen_at = excluded.seen_at`
	sqlDeleteAttention       = `DELETE FROM attention WHERE org_id = $1 AND person_id = $2`
	sqlDeleteAttentionBefore = `DELETE FROM attention WHERE org_id = $1 AND week_on < $2`
)

// Attention lists the weeks of one person since a day, the oldest first; weeks without a look are left out.
func (t *Tx) Attention(o, person org.ID, since period.Date) ([]Attention, error) {
	return all(t, sqlAttention, func(r row, x *Attention) error { return r.Scan(&x.Week, &x.Seconds, &x.SeenAt) }, o, person, since.String())
}

// PutAttention keeps what one week asked of one person.
func (t *Tx) PutAttention(o, person org.ID, x Attention) error {
	return t.do(sqlPutAttention, o, person, x.Week.String(), x.Seconds, x.SeenAt)
}

// DeleteAttention forgets one person's weeks, DeleteAttentionBefore everybody's old ones.
func (t *Tx) DeleteAttention(o, person org.ID) error { return t.do(sqlDeleteAttention, o, person) }

func (t *Tx) DeleteAttentionBefore(o org.ID, week period.Date) error {
	return t.do(sqlDeleteAttentionBefore, o, week.String())
}
