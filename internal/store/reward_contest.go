package store

import (
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

// Contest is a person's disagreement with a line of an award, and its answer once it has one.
type Contest struct {
	ID         org.ID
	Award      org.ID
	Person     org.ID
	Line, Text string
	At         int64
	Due        period.Date
	Decision   string // "" while open
	Answer     string
	AnsweredBy org.ID
	AnsweredAt int64
	Amount     measure.Amount
}

const (
	sqlContestColumns = `
	SELECT contest_id, award_id, person_id, line, text, at, due_on, decision, answer, COALESCE(answered_by, 0), COALESCE(answered_at, 0), amount
	FROM reward_contest`
	sqlInsertContest = `
	INSERT INTO reward_contest (org_id, contest_id, award_id, person_id, line, text, at, due_on, decision, answer, amount)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', '', 0)`
	sqlAnswerContest = `
	UPDATE reward_contest
	SET decision = $3, answer = $4, answered_by = $5, answered_at = $6, amount = $7
	WHERE org_id = $1 AND contest_id = $2 AND decision = ''`
	sqlRedactContest = `UPDATE reward_contest SET line = $3, text = $4, answer = $5 WHERE org_id = $1 AND contest_id = $2`
	sqlContest       = sqlContestColumns + ` WHERE org_id = $1 AND contest_id = $2`
	sqlContests      = sqlContestColumns + ` WHERE org_id = $1 ORDER BY at DESC, contest_id LIMIT $2`
	sqlContestsOf    = sqlContestColumns + ` WHERE org_id = $1 AND person_id = $2 ORDER BY at DESC, contest_id`
)

func scanContest(r row, x *Contest) error {
	return r.Scan(&x.ID, &x.Award, &x.Person, &x.Line, &x.Text, &x.At, &x.Due, &x.Decision, &x.Answer, &x.AnsweredBy, &x.AnsweredAt, &x.Amount)
}

// InsertContest keeps an open contest.
func (t *Tx) InsertContest(o org.ID, x Contest) error {
	return t.do(sqlInsertContest, o, x.ID, x.Award, x.Person, x.Line, x.Text, x.At, day(x.Due))
}

// AnswerContest keeps the answer of an open one; one that was answered is Stale.
func (t *Tx) AnswerContest(o org.ID, x Contest) error {
	return t.renew("contest", sqlAnswerContest, o, x.ID, x.Decision, x.Answer, orNull(x.AnsweredBy), x.AnsweredAt, int64(x.Amount))
}

// RedactContest replaces what a contest said: only the erasure of a person does this.
func (t *Tx) RedactContest(o, id org.ID, line, text, answer string) error {
	return t.touch("contest", sqlRedactContest, o, id, line, text, answer)
}

// Contest is one contest.
func (t *Tx) Contest(o, id org.ID) (x Contest, err error) {
	err = t.one("contest", sqlContest, func(r row) error { return scanContest(r, &x) }, o, id)
	return x, err
}

// Contests are all contests, the newest first.
func (t *Tx) Contests(o org.ID, limit int) ([]Contest, error) {
	return all(t, sqlContests, scanContest, o, limit)
}

// ContestsOf are one person's, the newest first.
func (t *Tx) ContestsOf(o, person org.ID) ([]Contest, error) {
	return all(t, sqlContestsOf, scanContest, o, person)
}
