package store

import (
	"cordee/internal/org"
	"cordee/internal/period"
)

const (
	sqlThanksChoices   = `SELECT person_id, shown FROM thanks_choice WHERE org_id = $1 AND person_id {IN $2} ORDER BY person_id`
	sqlPutThanksChoice = `
	INSERT INTO thanks_choice (org_id, person_id, shown)
	VALUES ($1, $2, $3)
	ON CONFLICT (org_id, person_id) DO UPDATE SET shown = excluded.shown`
	sqlSkillsShown = `SELECT name FROM skill_shown WHERE org_id = $1 AND person_id = $2 ORDER BY name`
	sqlShowSkill   = `INSERT INTO skill_shown (org_id, person_id, name) VALUES ($1, $2, $3) ON CONFLICT (org_id, person_id, name) DO NOTHING`
	sqlUnshowSkill = `DELETE FROM skill_shown WHERE org_id = $1 AND person_id = $2 AND name = $3`
	sqlSkillsInUse = `SELECT DISTINCT skills FROM goal WHERE org_id = $1 AND skills <> '' AND tier <> 'individual' AND published_at IS NOT NULL ORDER BY skills`
)

// ThanksChoice is where a person lets the words they receive be shown.
type ThanksChoice struct {
	Person org.ID
	Shown  string
}

// ThanksChoices are those of these people who made one.
func (t *Tx) ThanksChoices(o org.ID, people []org.ID) ([]ThanksChoice, error) {
	return all(t, sqlThanksChoices, func(r row, x *ThanksChoice) error { return r.Scan(&x.Person, &x.Shown) }, o, ints(t, people))
}

// PutThanksChoice keeps one.
func (t *Tx) PutThanksChoice(o org.ID, x ThanksChoice) error {
	return t.do(sqlPutThanksChoice, o, x.Person, x.Shown)
}

// SkillsShown are the skills a person shows to the others.
func (t *Tx) SkillsShown(o, person org.ID) ([]string, error) {
	return all(t, sqlSkillsShown, func(r row, x *string) error { return r.Scan(x) }, o, person)
}

// ShowSkill shows one more, DeleteSkillShown takes it back; either may be done twice.
func (t *Tx) ShowSkill(o, person org.ID, name string) error {
	return t.do(sqlShowSkill, o, person, name)
}

func (t *Tx) DeleteSkillShown(o, person org.ID, name string) error {
	return t.do(sqlUnshowSkill, o, person, name)
}

// SkillsInUse are the lists of skills that published objectives of teams name, each as it was written.
func (t *Tx) SkillsInUse(o org.ID) ([]string, error) {
	return all(t, sqlSkillsInUse, func(r row, x *string) error { return r.Scan(x) }, o)
}

// Allotment is what a common success lets each of those present give to the others.
type Allotment struct {
	Goal    org.ID
	Points  int64 // for each
	Opened  period.Date
	Ends    period.Date // the last day
	Present []org.ID
}

// PointGift is points that one person gave another on a common success; At is microseconds UTC.
type PointGift struct {
	Goal, From, To org.ID
	Points         int64
	Words          string
	At             int64
}

const (
	sqlInsertAllotment = `
	INSERT INTO allotment (org_id, goal_id, points, opened_on, ends_on)
	VALUES ($1, $2, $3, $4, $5)`
	sqlInsertPresent = `INSERT INTO allotment_member (org_id, goal_id, person_id) VALUES ($1, $2, $3)`
	sqlAllotments    = `
	SELECT goal_id, points, opened_on, ends_on
	FROM allotment
	WHERE org_id = $1 AND goal_id {IN $2}
	ORDER BY opened_on DESC, goal_id`
	sqlPresent      = `SELECT goal_id, person_id FROM allotment_member WHERE org_id = $1 AND goal_id {IN $2} ORDER BY goal_id, person_id`
	sqlAllotmentsOf = `SELECT goal_id FROM allotment_member WHERE org_id = $1 AND person_id = $2 ORDER BY goal_id`
	sqlPutPoints    = `
	INSERT INTO point_gift (org_id, goal_id, from_id, to_id, points, words, at)
	VALUES ($1, $2, $3, $4, $5, $6, $7)
	ON CONFLICT (org_id, goal_id, from_id, to_id) DO UPDATE SET points = excluded.points, words = excluded.words, at = excluded.at`
	sqlPointColumns = `SELECT goal_id, from_id, to_id, points, words, at FROM point_gift WHERE org_id = $1`
	sqlPoints       = sqlPointColumns + ` AND goal_id = $2 ORDER BY at, from_id, to_id`
	sqlPointsOf     = sqlPointColumns + ` AND (from_id = $2 OR to_id = $2) ORDER BY at DESC, from_id, to_id`
)

// InsertAllotment opens one with those present; a second one for the same objective is a conflict.
func (t *Tx) InsertAllotment(o org.ID, x Allotment) error {
	if err := t.do(sqlInsertAllotment, o, x.Goal, x.Points, x.Opened.String(), x.Ends.String()); err != nil {
		return err
	}
	for _, p := range x.Present {
		if err := t.do(sqlInsertPresent, o, x.Goal, p); err != nil {
			return err
		}
	}
	return nil
}

// Allotments are those of these objectives, the latest first.
func (t *Tx) Allotments(o org.ID, goals []org.ID) ([]Allotment, error) {
	list, err := all(t, sqlAllotments, func(r row, x *Allotment) error { return r.Scan(&x.Goal, &x.Points, &x.Opened, &x.Ends) }, o, ints(t, goals))
	if err != nil || len(list) == 0 {
		return list, err
	}
	present := map[org.ID][]org.ID{}
	err = t.each(sqlPresent, func(r row) error {
		var goal, person org.ID
		err := r.Scan(&goal, &person)
		present[goal] = append(present[goal], person)
		return err
	}, o, ints(t, goals))
	for i := range list {
		list[i].Present = present[list[i].Goal]
	}
	return list, err
}

// AllotmentsOf are the objectives whose success a person was present at.
func (t *Tx) AllotmentsOf(o, person org.ID) ([]org.ID, error) {
	return all(t, sqlAllotmentsOf, func(r row, x *org.ID) error { return r.Scan(x) }, o, person)
}

// PutPoints keeps what one person gave another on a success, in place of what they gave before.
func (t *Tx) PutPoints(o org.ID, x PointGift) error {
	return t.do(sqlPutPoints, o, x.Goal, x.From, x.To, x.Points, x.Words, x.At)
}

func scanPoints(r row, x *PointGift) error {
	return r.Scan(&x.Goal, &x.From, &x.To, &x.Points, &x.Words, &x.At)
}

// Points are all gifts of one success, the earliest first; PointsOf those that a person gave or received, the latest first.
func (t *Tx) Points(o, goal org.ID) ([]PointGift, error) {
	return all(t, sqlPoints, scanPoints, o, goal)
}

func (t *Tx) PointsOf(o, person org.ID) ([]PointGift, error) {
	return all(t, sqlPointsOf, scanPoints, o, person)
}

// The parts of a person's erasure that lie here: their choices, and the words that came with points. The points stay, nameless: what was
// given and received still adds up.
var sqlEraseRecognition = []string{
	`DELETE FROM thanks_choice WHERE org_id = $1 AND person_id = $2`,
	`DELETE FROM skill_shown WHERE org_id = $1 AND person_id = $2`,
	`UPDATE point_gift SET words = '' WHERE org_id = $1 AND (from_id = $2 OR to_id = $2)`,
}

// DeleteRecognition forgets what a person chose to show, and the words that came with points to or from them.
func (t *Tx) DeleteRecognition(o, person org.ID) error {
	for _, q := range sqlEraseRecognition {
		if err := t.do(q, o, person); err != nil {
			return err
		}
	}
	return nil
}
