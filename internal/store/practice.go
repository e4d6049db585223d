package store

import (
	"cordee/internal/org"
	"cordee/internal/period"
)

const (
	sqlPractice    = `SELECT body FROM practice WHERE org_id = $1`
	sqlPutPractice = `
	INSERT INTO practice (org_id, body)
	VALUES ($1, $2)
	ON CONFLICT (org_id) DO UPDATE SET body = excluded.body`
)

// Practice is how the organisation uses strengths, tasks and pairs, as JSON; "" while nobody said.
func (t *Tx) Practice(o org.ID) (body string, err error) {
	_, err = t.maybe(sqlPractice, vals(&body), o)
	return body, err
}

// PutPractice keeps it.
func (t *Tx) PutPractice(o org.ID, body string) error { return t.do(sqlPutPractice, o, body) }

// OwnChoice is what a person chose for themselves.
type OwnChoice struct {
	Person      org.ID
	NoStrengths bool // nothing is worked out about them
	NoPairs     bool // they sit out
	NoForecast  bool // nothing is foretold about them
}

const (
	sqlOwnChoices   = `SELECT person_id, no_strengths, no_pairs, no_forecast FROM own_choice WHERE org_id = $1 ORDER BY person_id`
	sqlPutOwnChoice = `
	INSERT INTO own_choice (org_id, person_id, no_strengths, no_pairs, no_forecast)
	VALUES ($1, $2, $3, $4, $5)
	ON CONFLICT (org_id, person_id) DO UPDATE
	SET no_strengths = excluded.no_strengths, no_pairs = excluded.no_pairs, no_forecast = excluded.no_forecast`
)

// OwnChoices are those of everybody who chose anything.
func (t *Tx) OwnChoices(o org.ID) ([]OwnChoice, error) {
	return all(t, sqlOwnChoices, func(r row, x *OwnChoice) error { return r.Scan(&x.Person, &x.NoStrengths, &x.NoPairs, &x.NoForecast) }, o)
}

// PutOwnChoice keeps what a person chose.
func (t *Tx) PutOwnChoice(o org.ID, x OwnChoice) error {
	return t.do(sqlPutOwnChoice, o, x.Person, x.NoStrengths, x.NoPairs, x.NoForecast)
}

// Strength is what was found of one person, as JSON.
type Strength struct {
	Person org.ID
	On     period.Date
	Body   string
}

// ShownStrength is one they show to the others. Name is the finding's.
type ShownStrength struct {
	Person org.ID
	Name   string
	On     period.Date
}

const (
	sqlStrength    = `SELECT person_id, read_on, body FROM strength WHERE org_id = $1 AND person_id {IN $2} ORDER BY person_id`
	sqlPutStrength = `
	INSERT INTO strength (org_id, person_id, read_on, body)
	VALUES ($1, $2, $3, $4)
	ON CONFLICT (org_id, person_id) DO UPDATE SET read_on = excluded.read_on, body = excluded.body`
	sqlOldStrengths = `DELETE FROM strength WHERE org_id = $1 AND read_on < $2`
	sqlStrengthsOf  = `DELETE FROM strength WHERE org_id = $1 AND person_id = $2`
	sqlShownOf      = `DELETE FROM strength_shown WHERE org_id = $1 AND person_id = $2`
	sqlStrengthDay  = `SELECT COALESCE(MAX(read_on), '') FROM strength WHERE org_id = $1`
	sqlShown        = `SELECT person_id, name, shown_on FROM strength_shown WHERE org_id = $1 ORDER BY person_id, shown_on, name`
	sqlShow         = `
	INSERT INTO strength_shown (org_id, person_id, name, shown_on)
	VALUES ($1, $2, $3, $4)
	ON CONFLICT (org_id, person_id, name) DO NOTHING`
	sqlUnshow = `DELETE FROM strength_shown WHERE org_id = $1 AND person_id = $2 AND name = $3`
)

// Strengths are what was found of these people.
func (t *Tx) Strengths(o org.ID, people []org.ID) ([]Strength, error) {
	return all(t, sqlStrength, func(r row, x *Strength) error { return r.Scan(&x.Person, &x.On, &x.Body) }, o, ints(t, people))
}

// PutStrength keeps what was found of one person.
func (t *Tx) PutStrength(o org.ID, x Strength) error {
	return t.do(sqlPutStrength, o, x.Person, x.On.String(), x.Body)
}

// DeleteStrengthsBefore forgets what was found before a day and not since.
func (t *Tx) DeleteStrengthsBefore(o org.ID, on period.Date) error {
	return t.do(sqlOldStrengths, o, on.String())
}

// DeleteStrengthsOf forgets what was found of one person, and what they showed of it.
func (t *Tx) DeleteStrengthsOf(o, person org.ID) error {
	if err := t.do(sqlStrengthsOf, o, person); err != nil {
		return err
	}
	return t.do(sqlShownOf, o, person)
}

// StrengthsOn is the day of the latest reading, zero for none.
func (t *Tx) StrengthsOn(o org.ID) (on period.Date, err error) {
	var s string
	if err = t.one("strength", sqlStrengthDay, vals(&s), o); err != nil || s == "" {
		return 0, err
	}
	return period.ParseDate(s)
}

// ShownStrengths are those that people show.
func (t *Tx) ShownStrengths(o org.ID) ([]ShownStrength, error) {
	return all(t, sqlShown, func(r row, x *ShownStrength) error { return r.Scan(&x.Person, &x.Name, &x.On) }, o)
}

// ShowStrength shows one to the others.
func (t *Tx) ShowStrength(o org.ID, x ShownStrength) error {
	return t.do(sqlShow, o, x.Person, x.Name, x.On.String())
}

// DeleteShownStrength takes it back.
func (t *Tx) DeleteShownStrength(o, person org.ID, name string) error {
	return t.do(sqlUnshow, o, person, name)
}

// The parts of a person's erasure that lie here, in this order.
var sqlEraseOwn = []string{
	sqlStrengthsOf,
	sqlShownOf,
	`DELETE FROM own_choice WHERE org_id = $1 AND person_id = $2`,
	`DELETE FROM task_aside WHERE org_id = $1 AND person_id = $2`,
	`DELETE FROM task_take WHERE org_id = $1 AND person_id = $2 AND done_on IS NULL`,
	`UPDATE pair_member SET answers = '' WHERE org_id = $1 AND person_id = $2`,
}

// DeletePractice removes what was found of a person, what they chose and what they wrote to the others of their pairs; tasks they had
// taken are open again.
func (t *Tx) DeletePractice(o, person org.ID) error {
	for _, q := range sqlEraseOwn {
		if err := t.do(q, o, person); err != nil {
			return err
		}
	}
	return nil
}
