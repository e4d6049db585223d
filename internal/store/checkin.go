package store

import (
	"cordee/internal/org"
	"cordee/internal/period"
)

// Checkin is what one person wrote in one week.
type Checkin struct {
	Person     org.ID
	Week       period.Date // its first day
	On         period.Date
	Confidence int // 0 to 10
	Obstacle   string
	Detail     string
	Intention  string
	Note       string // the author's alone
	Shared     string // the letters of what the direct lead may read
}

// ToldFirst is when the owner of an objective was told that it falls short.
type ToldFirst struct {
	Goal, Person org.ID
	Why          string
	On           period.Date
	Eased        period.Date // zero while it lasts
}

// Support is help on one objective, between its owner and one other person.
type Support struct {
	ID, Goal, Person, Helper org.ID
	Kind, Words              string
	Asked                    period.Date
	Accepted, Declined, Done period.Date // zero until then
	Slot                     string      // of help that was offered: when
	Posting                  int64       // the result it led to, 0 for none
}

const (
	sqlPutCheckin = `
	INSERT INTO checkin (org_id, person_id, week_on, on_day, confidence, obstacle, detail, intention, note, shared)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
	ON CONFLICT (org_id, person_id, week_on) DO UPDATE SET
		on_day = excluded.on_day, confidence = excluded.confidence, obstacle = excluded.obstacle, detail = excluded.detail,
		intention = excluded.intention, note = excluded.note, shared = excluded.shared`
	sqlCheckins = `
	SELECT person_id, week_on, on_day, confidence, obstacle, detail, intention, note, shared
	FROM checkin
	WHERE org_id = $1 AND person_id = $2
	ORDER BY week_on DESC
	LIMIT $3`
	sqlPutToldFirst = `
	INSERT INTO told_first (org_id, goal_id, person_id, why, told_on, eased_on) VALUES ($1, $2, $3, $4, $5, $6)
	ON CONFLICT (org_id, goal_id) DO UPDATE SET
		person_id = excluded.person_id, why = excluded.why, told_on = excluded.told_on, eased_on = excluded.eased_on`
	sqlToldFirst     = `SELECT goal_id, person_id, why, told_on, eased_on FROM told_first WHERE org_id = $1 ORDER BY goal_id`
	sqlToldFirstOf   = `SELECT goal_id, person_id, why, told_on, eased_on FROM told_first WHERE org_id = $1 AND person_id = $2 ORDER BY goal_id`
	sqlInsertSupport = `
	INSERT INTO support (org_id, support_id, goal_id, person_id, helper_id, kind, words, asked_on, accepted_on, declined_on, done_on, slot, posting_id)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`
	sqlUpdateSupport = `
	UPDATE support SET accepted_on = $3, declined_on = $4, done_on = $5, posting_id = $6 WHERE org_id = $1 AND support_id = $2`
	sqlSupportColumns = `
	SELECT support_id, goal_id, person_id, helper_id, kind, words, asked_on, accepted_on, declined_on, done_on, slot, COALESCE(posting_id, 0)
	FROM support
	WHERE org_id = $1`
	sqlSupport         = sqlSupportColumns + ` AND support_id = $2`
	sqlSupportsOfGoal  = sqlSupportColumns + ` AND goal_id = $2 ORDER BY asked_on DESC, support_id DESC`
	sqlSupportsOf      = sqlSupportColumns + ` AND (person_id = $2 OR helper_id = $2) ORDER BY asked_on DESC, support_id DESC`
	sqlSupportsSince   = sqlSupportColumns + ` AND (asked_on >= $2 OR accepted_on >= $2 OR declined_on >= $2) ORDER BY support_id`
	sqlDeleteCheckins  = `DELETE FROM checkin WHERE org_id = $1 AND person_id = $2`
	sqlDeleteToldFirst = `DELETE FROM told_first WHERE org_id = $1 AND person_id = $2`
	sqlDeleteSupports  = `DELETE FROM support WHERE org_id = $1 AND (person_id = $2 OR helper_id = $2)`
	sqlDeleteAccess    = `DELETE FROM access_log WHERE org_id = $1 AND at < $2`
	sqlLooked          = `SELECT person_id, what, object_id FROM access_log WHERE org_id = $1 AND actor_id = $2 AND at > $3`
)

// PutCheckin keeps what a person wrote in a week, in place of what they wrote before in the same week.
func (t *Tx) PutCheckin(o org.ID, x Checkin) error {
	return t.do(sqlPutCheckin, o, x.Person, x.Week.String(), x.On.String(), x.Confidence, x.Obstacle, x.Detail, x.Intention, x.Note, x.Shared)
}

// Checkins are a person's, newest first.
func (t *Tx) Checkins(o, person org.ID, limit int) ([]Checkin, error) {
	return all(t, sqlCheckins, func(r row, x *Checkin) error {
		return r.Scan(&x.Person, &x.Week, &x.On, &x.Confidence, &x.Obstacle, &x.Detail, &x.Intention, &x.Note, &x.Shared)
	}, o, person, limit)
}

// PutToldFirst keeps when the owner of an objective was told, one a goal.
func (t *Tx) PutToldFirst(o org.ID, x ToldFirst) error {
	return t.do(sqlPutToldFirst, o, x.Goal, x.Person, x.Why, x.On.String(), day(x.Eased))
}

func scanToldFirst(r row, x *ToldFirst) error {
	return r.Scan(&x.Goal, &x.Person, &x.Why, &x.On, &x.Eased)
}

// ToldFirst is everybody's, ToldFirstOf one person's, by objective.
func (t *Tx) ToldFirst(o org.ID) ([]ToldFirst, error) {
	return all(t, sqlToldFirst, scanToldFirst, o)
}

func (t *Tx) ToldFirstOf(o, person org.ID) ([]ToldFirst, error) {
	return all(t, sqlToldFirstOf, scanToldFirst, o, person)
}

// InsertSupport keeps help that was asked for or offered.
func (t *Tx) InsertSupport(o org.ID, x Support) error {
	return t.do(sqlInsertSupport, o, x.ID, x.Goal, x.Person, x.Helper, x.Kind, x.Words, x.Asked.String(), day(x.Accepted), day(x.Declined), day(x.Done),
		x.Slot, orNull(x.Posting))
}

// UpdateSupport keeps how it went; what was asked stays.
func (t *Tx) UpdateSupport(o org.ID, x Support) error {
	return t.touch("support", sqlUpdateSupport, o, x.ID, day(x.Accepted), day(x.Declined), day(x.Done), orNull(x.Posting))
}

func scanSupport(r row, x *Support) error {
	return r.Scan(&x.ID, &x.Goal, &x.Person, &x.Helper, &x.Kind, &x.Words, &x.Asked, &x.Accepted, &x.Declined, &x.Done, &x.Slot, &x.Posting)
}

// Support is one of them.
func (t *Tx) Support(o, id org.ID) (Support, error) {
	list, err := all(t, sqlSupport, scanSupport, o, id)
	if err == nil && len(list) == 0 {
		return Support{}, notFound("support")
	}
	if err != nil {
		return Support{}, err
	}
	return list[0], nil
}

// SupportsSince is the help asked for or answered since a day.
func (t *Tx) SupportsSince(o org.ID, since period.Date) ([]Support, error) {
	return all(t, sqlSupportsSince, scanSupport, o, since.String())
}

// SupportsOfGoal is the help on one objective, SupportsOf what a person asked for or was asked; newest first.
func (t *Tx) SupportsOfGoal(o, goal org.ID) ([]Support, error) {
	return all(t, sqlSupportsOfGoal, scanSupport, o, goal)
}

func (t *Tx) SupportsOf(o, person org.ID) ([]Support, error) {
	return all(t, sqlSupportsOf, scanSupport, o, person)
}

// DeleteCheckins forgets what a person wrote, what they were told first, and the help between them and others.
func (t *Tx) DeleteCheckins(o, person org.ID) error {
	for _, q := range []string{sqlDeleteCheckins, sqlDeleteToldFirst, sqlDeleteSupports} {
		if err := t.do(q, o, person); err != nil {
			return err
		}
	}
	return nil
}

// DeleteAccessBefore forgets who looked at whom before an instant, microseconds UTC.
func (t *Tx) DeleteAccessBefore(o org.ID, at int64) error { return t.do(sqlDeleteAccess, o, at) }

// LooksSince are somebody's looks noted after an instant, microseconds UTC: at whom, at what kind of page, at which object.
func (t *Tx) LooksSince(o, actor org.ID, since int64) ([]Access, error) {
	return all(t, sqlLooked, func(r row, x *Access) error { return r.Scan(&x.Person, &x.What, &x.Object) }, o, actor, since)
}
