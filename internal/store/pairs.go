package store

import (
	"cordee/internal/org"
	"cordee/internal/period"
)

// Pair is two people, or three, who meet in a week.
type Pair struct {
	ID, Team org.ID
	Week     period.Date // its Monday, or whatever day weeks begin on
	Ended    period.Date // when all said that they had met, zero before
	Members  []PairMember
}

// PairMember is one of them. Answers is what they wrote for the others, as JSON.
type PairMember struct {
	Person  org.ID
	Answers string
	Ended   period.Date // when they said that they had met
}

const (
	sqlInsertPair = `
	INSERT INTO pair (org_id, pair_id, team_id, week_on, done_on)
	VALUES ($1, $2, $3, $4, $5)`
	sqlInsertMember = `
	INSERT INTO pair_member (org_id, pair_id, person_id, answers, done_on)
	VALUES ($1, $2, $3, $4, $5)`
	sqlPairColumns = `
	SELECT p.pair_id, p.team_id, p.week_on, p.done_on, m.person_id, m.answers, m.done_on
	FROM pair p
	JOIN pair_member m ON m.org_id = p.org_id AND m.pair_id = p.pair_id
	WHERE p.org_id = $1`
	sqlPair       = sqlPairColumns + ` AND p.pair_id = $2 ORDER BY m.person_id`
	sqlPairsSince = sqlPairColumns + ` AND p.week_on >= $2 ORDER BY p.week_on, p.pair_id, m.person_id`
	sqlPairsOf    = sqlPairColumns + ` AND p.pair_id IN (SELECT pair_id FROM pair_member WHERE org_id = $1 AND person_id = $2)
	ORDER BY p.week_on DESC, p.pair_id, m.person_id`
	sqlPutMember = `UPDATE pair_member SET answers = $4, done_on = $5 WHERE org_id = $1 AND pair_id = $2 AND person_id = $3`
	sqlEndPair   = `UPDATE pair SET done_on = $3 WHERE org_id = $1 AND pair_id = $2`
)

// InsertPair keeps a pair with its members.
func (t *Tx) InsertPair(o org.ID, x Pair) error {
	if err := t.do(sqlInsertPair, o, x.ID, x.Team, x.Week.String(), day(x.Ended)); err != nil {
		return err
	}
	for _, m := range x.Members {
		if err := t.do(sqlInsertMember, o, x.ID, m.Person, m.Answers, day(m.Ended)); err != nil {
			return err
		}
	}
	return nil
}

// pairs gathers rows of one member each.
func (t *Tx) pairs(q string, args ...any) ([]Pair, error) {
	var list []Pair
	err := t.each(q, func(r row) error {
		var p Pair
		var m PairMember
		if err := r.Scan(&p.ID, &p.Team, &p.Week, &p.Ended, &m.Person, &m.Answers, &m.Ended); err != nil {
			return err
		}
		if n := len(list); n == 0 || list[n-1].ID != p.ID {
			list = append(list, p)
		}
		last := &list[len(list)-1]
		last.Members = append(last.Members, m)
		return nil
	}, args...)
	return list, err
}

// Pair is one of them.
func (t *Tx) Pair(o, id org.ID) (Pair, error) {
	list, err := t.pairs(sqlPair, o, id)
	if err == nil && len(list) == 0 {
		return Pair{}, notFound("pair")
	}
	if err != nil {
		return Pair{}, err
	}
	return list[0], nil
}

// PairsSince are those of the weeks from a day on, oldest first.
func (t *Tx) PairsSince(o org.ID, week period.Date) ([]Pair, error) {
	return t.pairs(sqlPairsSince, o, week.String())
}

// PairsOf are all a person was in, newest first.
func (t *Tx) PairsOf(o, person org.ID) ([]Pair, error) { return t.pairs(sqlPairsOf, o, person) }

// PutPairMember keeps what a member wrote, and when they said that they had met.
func (t *Tx) PutPairMember(o, pair org.ID, m PairMember) error {
	return t.touch("pair", sqlPutMember, o, pair, m.Person, m.Answers, day(m.Ended))
}

// EndPair says when all had said so.
func (t *Tx) EndPair(o, pair org.ID, on period.Date) error {
	return t.touch("pair", sqlEndPair, o, pair, day(on))
}
