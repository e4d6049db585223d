package store

import "cordee/internal/org"

// Thanks is a word from one person to another or to a team, about an objective or a result, or just so.
type Thanks struct {
	ID      org.ID
	At      int64 // microseconds UTC
	From    org.ID
	To      org.Owner
	Goal    org.ID
	Posting int64
	Text    string
	Kind    string // "" a word, ThanksCheer, ThanksAssist
	Skill   string // that it recognises
	ByLead  bool   // its author led the receiver then
	Shown   string // what the receiver decided for this word, "" for nothing
}

// The kinds of thanks beside a plain word. These need no text.
const (
	ThanksCheer  = "cheer"  // encouragement before the end
	ThanksAssist = "assist" // for help on a result
)

const (
	sqlThanksColumns = `
	SELECT thanks_id, at, from_id, to_kind, to_id, COALESCE(goal_id, 0), COALESCE(posting_id, 0), text, kind, skill, by_lead, shown
	FROM thanks`
	sqlInsertThanks = `
	INSERT INTO thanks (org_id, thanks_id, at, from_id, to_kind, to_id, goal_id, posting_id, text, kind, skill, by_lead, shown)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`
	sqlThanksTo     = sqlThanksColumns + ` WHERE org_id = $1 AND to_id {IN $2} ORDER BY at DESC, thanks_id LIMIT $3`
	sqlThanksFrom   = sqlThanksColumns + ` WHERE org_id = $1 AND from_id = $2 ORDER BY at DESC, thanks_id LIMIT $3`
	sqlOneThanks    = sqlThanksColumns + ` WHERE org_id = $1 AND thanks_id = $2`
	sqlShowThanks   = `UPDATE thanks SET shown = $3 WHERE org_id = $1 AND thanks_id = $2`
	sqlDeleteThanks = `DELETE FROM thanks WHERE org_id = $1 AND thanks_id = $2`
)

func scanThanks(r row, x *Thanks) error {
	return r.Scan(&x.ID, &x.At, &x.From, &x.To.Kind, &x.To.ID, &x.Goal, &x.Posting, &x.Text, &x.Kind, &x.Skill, &x.ByLead, &x.Shown)
}

// InsertThanks keeps a word of thanks.
func (t *Tx) InsertThanks(o org.ID, x Thanks) error {
	return t.do(sqlInsertThanks, o, x.ID, x.At, x.From, string(x.To.Kind), x.To.ID, orNull(x.Goal), orNull(x.Posting), x.Text, x.Kind, x.Skill, x.ByLead, x.Shown)
}

// ThanksTo are the words for any of these people or teams, newest first.
func (t *Tx) ThanksTo(o org.ID, tos []org.ID, limit int) ([]Thanks, error) {
	return all(t, sqlThanksTo, scanThanks, o, ints(t, tos), limit)
}

// ThanksFrom are the words of a person, newest first.
func (t *Tx) ThanksFrom(o, from org.ID, limit int) ([]Thanks, error) {
	return all(t, sqlThanksFrom, scanThanks, o, from, limit)
}

// DeleteThanks takes a word back.
func (t *Tx) DeleteThanks(o, id org.ID) error { return t.touch("thanks", sqlDeleteThanks, o, id) }

// OneThanks is one word; NotFound when it was taken back.
func (t *Tx) OneThanks(o, id org.ID) (x Thanks, err error) {
	err = t.one("thanks", sqlOneThanks, func(r row) error { return scanThanks(r, &x) }, o, id)
	return x, err
}

// ShowThanks keeps where the receiver of a word lets it be shown.
func (t *Tx) ShowThanks(o, id org.ID, shown string) error {
	return t.touch("thanks", sqlShowThanks, o, id, shown)
}
