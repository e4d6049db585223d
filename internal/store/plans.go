package store

import (
	"cordee/internal/org"
	"cordee/internal/period"
)

// Direction is the company's direction as it was from a day on: a dated text above strategic objectives.
type Direction struct {
	ID    org.ID
	From  period.Date
	Text  string
	At    int64 // microseconds UTC
	Actor org.ID
}

const (
	sqlInsertDirection = `
	INSERT INTO direction (org_id, direction_id, from_on, text, at, actor_id)
	VALUES ($1, $2, $3, $4, $5, $6)`
	sqlDirections = `
	SELECT direction_id, from_on, text, at, COALESCE(actor_id, 0)
	FROM direction
	WHERE org_id = $1
	ORDER BY from_on DESC, at DESC`
)

// InsertDirection keeps a text; those before it stay.
func (t *Tx) InsertDirection(o org.ID, x Direction) error {
	return t.do(sqlInsertDirection, o, x.ID, day(x.From), x.Text, x.At, orNull(x.Actor))
}

// Directions are all texts, the latest first.
func (t *Tx) Directions(o org.ID) ([]Direction, error) {
	scan := func(r row, x *Direction) error { return r.Scan(&x.ID, &x.From, &x.Text, &x.At, &x.Actor) }
	return all(t, sqlDirections, scan, o)
}

// Scenario is one way of sharing out an objective. Body is JSON.
type Scenario struct {
	ID        org.ID
	Goal      org.ID
	Name      string
	At        int64
	Actor     org.ID
	Body      string
	Published int64 // 0: not published
	Version   int
}

const (
	sqlScenarioColumns = `
	SELECT scenario_id, goal_id, name, at, COALESCE(actor_id, 0), body, COALESCE(published_at, 0), version
	FROM scenario`
	sqlInsertScenario = `
	INSERT INTO scenario (org_id, scenario_id, goal_id, name, at, actor_id, body, published_at, version)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`
	sqlUpdateScenario = `
	UPDATE scenario SET name = $4, at = $5, actor_id = $6, body = $7, published_at = $8, version = $9
	WHERE org_id = $1 AND scenario_id = $2 AND version = $3`
	sqlDeleteScenario = `DELETE FROM scenario WHERE org_id = $1 AND scenario_id = $2`
	sqlScenario       = sqlScenarioColumns + ` WHERE org_id = $1 AND scenario_id = $2`
	sqlScenarios      = sqlScenarioColumns + ` WHERE org_id = $1 AND goal_id = $2 ORDER BY at, scenario_id`
)

func scanScenario(r row, x *Scenario) error {
	return r.Scan(&x.ID, &x.Goal, &x.Name, &x.At, &x.Actor, &x.Body, &x.Published, &x.Version)
}

// InsertScenario keeps a new scenario.
func (t *Tx) InsertScenario(o org.ID, x Scenario) error {
	return t.do(sqlInsertScenario, o, x.ID, x.Goal, x.Name, x.At, orNull(x.Actor), x.Body, orNull(x.Published), x.Version)
}

// UpdateScenario stores x, whose Version is the new one; Stale unless the stored one is the one before it.
func (t *Tx) UpdateScenario(o org.ID, x Scenario) error {
	return t.renew("scenario", sqlUpdateScenario, o, x.ID, x.Version-1, x.Name, x.At, orNull(x.Actor), x.Body, orNull(x.Published), x.Version)
}

// DeleteScenario removes one.
func (t *Tx) DeleteScenario(o, id org.ID) error { return t.touch("scenario", sqlDeleteScenario, o, id) }

// Scenario is one scenario.
func (t *Tx) Scenario(o, id org.ID) (x Scenario, err error) {
	err = t.one("scenario", sqlScenario, func(r row) error { return scanScenario(r, &x) }, o, id)
	return x, err
}

// Scenarios are those of an objective, oldest first.
func (t *Tx) Scenarios(o, goal org.ID) ([]Scenario, error) {
	return all(t, sqlScenarios, scanScenario, o, goal)
}

// Template is objectives that come back every period, or a pack for a role. Body is JSON.
type Template struct {
	ID       org.ID
	Key      string
	Name     string
	Kind     string // recurring, pack
	Role     org.Role
	Every    string // month, quarter, year; "" for a pack
	Body     string
	LastOn   period.Date // first day of the last period it was used for
	Archived bool
	Version  int
}

const (
	sqlTemplateColumns = `
	SELECT template_id, key, name, kind, role, every, body, last_on, archived, version
	FROM template`
	sqlInsertTemplate = `
	INSERT INTO template (org_id, template_id, version, key, name, kind, role, every, body, last_on, archived)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`
	sqlUpdateTemplate = `
	UPDATE template
	SET version = $3, key = $4, name = $5, kind = $6, role = $7, every = $8, body = $9, last_on = $10, archived = $11
	WHERE org_id = $1 AND template_id = $2 AND version = $12`
	sqlTemplate  = sqlTemplateColumns + ` WHERE org_id = $1 AND template_id = $2`
	sqlTemplates = sqlTemplateColumns + ` WHERE org_id = $1 ORDER BY key`
)

func scanTemplate(r row, x *Template) error {
	return r.Scan(&x.ID, &x.Key, &x.Name, &x.Kind, &x.Role, &x.Every, &x.Body, &x.LastOn, &x.Archived, &x.Version)
}

func templateArgs(o org.ID, x Template) []any {
	return []any{o, x.ID, x.Version, x.Key, x.Name, x.Kind, string(x.Role), x.Every, x.Body, day(x.LastOn), x.Archived}
}

// InsertTemplate keeps a new template.
func (t *Tx) InsertTemplate(o org.ID, x Template) error {
	return t.do(sqlInsertTemplate, templateArgs(o, x)...)
}

// UpdateTemplate stores x, whose Version is the new one; Stale unless the stored one is the one before it.
func (t *Tx) UpdateTemplate(o org.ID, x Template) error {
	return t.renew("template", sqlUpdateTemplate, append(templateArgs(o, x), x.Version-1)...)
}

// Template is one template.
func (t *Tx) Template(o, id org.ID) (x Template, err error) {
	err = t.one("template", sqlTemplate, func(r row) error { return scanTemplate(r, &x) }, o, id)
	return x, err
}

// Templates are all templates, by key.
func (t *Tx) Templates(o org.ID) ([]Template, error) { return all(t, sqlTemplates, scanTemplate, o) }

// Letter is a letter of objectives as it was issued. Body is its canonical text, Hash what was printed on it.
type Letter struct {
	ID           org.ID
	Person       org.ID
	From, To     period.Date // both days included
	Version      int
	At           int64
	Actor        org.ID
	Hash         string
	Body         string
	Opened       int64 // 0: not yet
	Acknowledged int64
}

const (
	sqlLetterColumns = `
	SELECT letter_id, person_id, from_on, to_on, version, at, COALESCE(actor_id, 0), hash, body, COALESCE(opened_at, 0),
		COALESCE(acknowledged_at, 0)
	FROM letter`
	sqlInsertLetter = `
	INSERT INTO letter (org_id, letter_id, person_id, from_on, to_on, version, at, actor_id, hash, body)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`
	sqlOpenLetter        = `UPDATE letter SET opened_at = $3 WHERE org_id = $1 AND letter_id = $2 AND opened_at IS NULL`
	sqlAcknowledgeLetter = `
	UPDATE letter SET acknowledged_at = $3
	WHERE org_id = $1 AND letter_id = $2 AND acknowledged_at IS NULL`
	sqlLetter    = sqlLetterColumns + ` WHERE org_id = $1 AND letter_id = $2`
	sqlLettersOf = sqlLetterColumns + ` WHERE org_id = $1 AND person_id = $2 ORDER BY at DESC, letter_id`
	sqlLetterBy  = sqlLetterColumns + ` WHERE org_id = $1 AND hash = $2 ORDER BY at DESC, letter_id`
)

func scanLetter(r row, x *Letter) error {
	return r.Scan(&x.ID, &x.Person, &x.From, &x.To, &x.Version, &x.At, &x.Actor, &x.Hash, &x.Body, &x.Opened, &x.Acknowledged)
}

// InsertLetter keeps a letter for good.
func (t *Tx) InsertLetter(o org.ID, x Letter) error {
	return t.do(sqlInsertLetter, o, x.ID, x.Person, day(x.From), day(x.To), x.Version, x.At, orNull(x.Actor), x.Hash, x.Body)
}

// OpenLetter stamps the first time its person opened it; a later time changes nothing.
func (t *Tx) OpenLetter(o, id org.ID, at int64) error { return t.do(sqlOpenLetter, o, id, at) }

// AcknowledgeLetter stamps the first time its person said they had read it.
func (t *Tx) AcknowledgeLetter(o, id org.ID, at int64) error {
	return t.do(sqlAcknowledgeLetter, o, id, at)
}

// Letter is one letter.
func (t *Tx) Letter(o, id org.ID) (x Letter, err error) {
	err = t.one("letter", sqlLetter, func(r row) error { return scanLetter(r, &x) }, o, id)
	return x, err
}

// LettersOf are a person's letters, newest first.
func (t *Tx) LettersOf(o, person org.ID) ([]Letter, error) {
	return all(t, sqlLettersOf, scanLetter, o, person)
}

// LettersByHash are the letters with this hash.
func (t *Tx) LettersByHash(o org.ID, hash string) ([]Letter, error) {
	return all(t, sqlLetterBy, scanLetter, o, hash)
}

const sqlLastDay = `
	SELECT COALESCE(MAX(on_day), '')
	FROM tally
	WHERE org_id = $1 AND metric_id = $2 AND owner_id = $3 AND n > 0`

// LastDay is the latest day on which a metric of an owner counted anything, zero for never.
func (t *Tx) LastDay(o, metric, owner org.ID) (on period.Date, err error) {
	var text string
	err = t.one("tally", sqlLastDay, func(r row) error { return r.Scan(&text) }, o, metric, owner)
	if err != nil || text == "" {
		return 0, err
	}
	return period.ParseDate(text)
}
