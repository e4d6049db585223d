package store

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"

	"cordee/internal/measure"
	"cordee/internal/org"
)

// Fold is the form in which e-mails and names are searched: lower case, without accents or outer spaces.
func Fold(s string) string {
	if isASCII(s) {
		return strings.ToLower(strings.TrimSpace(s))
	}
	plain := transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), norm.NFC)
	folded, _, err := transform.String(plain, strings.TrimSpace(s))
	if err != nil {
		folded = strings.TrimSpace(s)
	}
	return strings.ToLower(folded)
}

// isASCII spares most texts the tables of accents.
func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// foldEmail keeps accents: two addresses that differ by an accent are two people.
func foldEmail(s string) string { return strings.ToLower(norm.NFC.String(strings.TrimSpace(s))) }

const sqlPersonColumns = `
	SELECT p.person_id, p.key, COALESCE(i.name, ''), COALESCE(i.email, ''), COALESCE(i.external_id, ''), p.role, p.start_on, p.end_on,
		p.role_since, p.working_time, p.hidden, p.on_boards, p.version, p.experience, p.ability`

const (
	sqlPeople = sqlPersonColumns + `
	FROM person p
	LEFT JOIN person_identity i ON i.org_id = p.org_id AND i.person_id = p.person_id
	WHERE p.org_id = $1 AND NOT p.deleted
	ORDER BY p.key`
	sqlEveryone = sqlPersonColumns + `, p.deleted
	FROM person p
	LEFT JOIN person_identity i ON i.org_id = p.org_id AND i.person_id = p.person_id
	WHERE p.org_id = $1
	ORDER BY p.key`
	sqlPerson = sqlPersonColumns + `
	FROM person p
	LEFT JOIN person_identity i ON i.org_id = p.org_id AND i.person_id = p.person_id
	WHERE p.org_id = $1 AND p.person_id = $2 AND NOT p.deleted`
	sqlPeopleByEmail = sqlPersonColumns + `, o.org_id, o.key, o.name
	FROM person_identity i
	JOIN person p ON p.org_id = i.org_id AND p.person_id = i.person_id
	JOIN org o ON o.org_id = i.org_id
	WHERE i.email_fold = $1 AND NOT p.deleted
	ORDER BY o.key`
)

func personFields(x *org.Person) []any {
	return []any{
		&x.ID, &x.Key, &x.Name, &x.Email, &x.ExternalID, &x.Role, &x.StartOn, &x.EndOn, &x.RoleSince, &x.WorkingTime, &x.Hidden, &x.OnBoards,
		&x.Version, &x.Experience, &x.Ability,
	}
}

func scanPerson(r row, x *org.Person) error { return r.Scan(personFields(x)...) }

// People are all people but the erased ones, by key.
func (t *Tx) People(o org.ID) ([]org.Person, error) { return all(t, sqlPeople, scanPerson, o) }

// Everyone is People with the erased ones, nameless: a total is folded with where they belonged, so it does not change without them.
func (t *Tx) Everyone(o org.ID) ([]org.Person, error) {
	return all(t, sqlEveryone, func(r row, x *org.Person) error {
		err := r.Scan(append(personFields(x), &x.Erased)...)
		if x.Erased {
			x.Name = "—"
		}
		return err
	}, o)
}

// Person is one person, unless erased.
func (t *Tx) Person(o, id org.ID) (x org.Person, err error) {
	err = t.one("person", sqlPerson, func(r row) error { return scanPerson(r, &x) }, o, id)
	return x, err
}

// PersonAt is a person with the organisation they are in.
type PersonAt struct {
	org.Person
	Org             org.ID
	OrgKey, OrgName string
}

// PeopleByEmail finds everyone who signs in with this address, whatever its case, in every organisation.
func (t *Tx) PeopleByEmail(email string) ([]PersonAt, error) {
	scan := func(r row, x *PersonAt) error {
		return r.Scan(append(personFields(&x.Person), &x.Org, &x.OrgKey, &x.OrgName)...)
	}
	return all(t, sqlPeopleByEmail, scan, foldEmail(email))
}

const (
	sqlInsertPerson = `
	INSERT INTO person (org_id, person_id, key, role, start_on, end_on, role_since, working_time, hidden, on_boards, version, deleted, experience, ability)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`
	sqlUpdatePerson = `
	UPDATE person
	SET key = $4, role = $5, start_on = $6, end_on = $7, role_since = $8, working_time = $9, hidden = $10, on_boards = $11, version = $12,
		experience = $13, ability = $14
	WHERE org_id = $1 AND person_id = $2 AND version = $3 AND NOT deleted`
	sqlPutIdentity = `
	INSERT INTO person_identity (org_id, person_id, name, name_fold, email, email_fold, external_id)
	VALUES ($1, $2, $3, $4, $5, $6, $7)
	ON CONFLICT (org_id, person_id) DO UPDATE
	SET name = excluded.name, name_fold = excluded.name_fold, email = excluded.email, email_fold = excluded.email_fold,
		external_id = excluded.external_id`
)

// InsertPerson adds a person and their identity. An e-mail already used in the organisation is a Conflict.
func (t *Tx) InsertPerson(o org.ID, x org.Person) error {
	err := t.do(sqlInsertPerson, o, x.ID, x.Key, x.Role, day(x.StartOn), day(x.EndOn), day(x.RoleSince), x.WorkingTime, x.Hidden, x.OnBoards,
		x.Version, false, x.Experience, x.Ability)
	if err != nil {
		return err
	}
	return t.putIdentity(o, x)
}

// UpdatePerson stores x, whose Version is the new one; Stale unless the stored one is the one before it, or when the person was erased.
func (t *Tx) UpdatePerson(o org.ID, x org.Person) error {
	err := t.renew("person", sqlUpdatePerson, o, x.ID, x.Version-1, x.Key, x.Role, day(x.StartOn), day(x.EndOn), day(x.RoleSince),
		x.WorkingTime, x.Hidden, x.OnBoards, x.Version, x.Experience, x.Ability)
	if err != nil {
		return err
	}
	return t.putIdentity(o, x)
}

func (t *Tx) putIdentity(o org.ID, x org.Person) error {
	return t.do(sqlPutIdentity, o, x.ID, x.Name, Fold(x.Name), orNull(x.Email), orNull(foldEmail(x.Email)), orNull(x.ExternalID))
}

const (
	sqlEraseIdentity = `DELETE FROM person_identity WHERE org_id = $1 AND person_id = $2`
	sqlErasePerson   = `
	UPDATE person SET key = $3, deleted = $4, version = version + 1
	WHERE org_id = $1 AND person_id = $2 AND NOT deleted`
)

// ErasePerson removes the name and e-mail and gives the person a meaningless key. The id stays: no total and no history changes.
func (t *Tx) ErasePerson(o, id org.ID, key string) error {
	if err := t.touch("person", sqlErasePerson, o, id, key, true); err != nil {
		return err
	}
	return t.do(sqlEraseIdentity, o, id)
}

const sqlDeletePerson = `DELETE FROM person WHERE org_id = $1 AND person_id = $2`

// DeletePerson removes a person whom nothing refers to: only the undoing of an import does this. Anyone else is erased.
func (t *Tx) DeletePerson(o, id org.ID) error {
	if err := t.do(sqlEraseIdentity, o, id); err != nil {
		return err
	}
	return t.touch("person", sqlDeletePerson, o, id)
}

const (
	sqlMemberships = `
	SELECT person_id, team_id, from_on, to_on, COALESCE(working_time, -1)
	FROM membership
	WHERE org_id = $1
	ORDER BY person_id, from_on, team_id`
	sqlDeleteMembership = `DELETE FROM membership WHERE org_id = $1 AND person_id = $2 AND team_id = $3 AND from_on = $4`
)

var membershipRows = bulk{
	table:   "membership",
	columns: []string{"org_id", "person_id", "team_id", "from_on", "to_on", "working_time"},
	types:   []string{"bigint", "bigint", "bigint", "text", "text", "bigint"},
}

func scanMembership(r row, x *org.Membership) error {
	return r.Scan(&x.Person, &x.Team, &x.Span.From, &x.Span.To, &x.WorkingTime)
}

// Memberships are all of them, by person and first day.
func (t *Tx) Memberships(o org.ID) ([]org.Membership, error) {
	return all(t, sqlMemberships, scanMembership, o)
}

// InsertMemberships adds memberships.
func (t *Tx) InsertMemberships(o org.ID, ms []org.Membership) error {
	return t.bulk(&membershipRows, len(ms), func(i int, v []any) error {
		m := ms[i]
		v[0], v[1], v[2], v[3], v[4], v[5] = int64(o), int64(m.Person), int64(m.Team), m.Span.From.String(), day(m.Span.To), workingTime(m.WorkingTime)
		return nil
	})
}

func workingTime(bp measure.BP) any {
	if bp < 0 {
		return nil
	}
	return int64(bp)
}

// DeleteMemberships removes those of the same person, team and first day; absent ones are no error.
func (t *Tx) DeleteMemberships(o org.ID, ms []org.Membership) error {
	for _, m := range ms {
		if err := t.do(sqlDeleteMembership, o, m.Person, m.Team, m.Span.From.String()); err != nil {
			return err
		}
	}
	return nil
}

const (
	sqlAbsences = `
	SELECT person_id, from_on, to_on, share
	FROM absence
	WHERE org_id = $1
	ORDER BY person_id, from_on`
	sqlDeleteAbsence = `DELETE FROM absence WHERE org_id = $1 AND person_id = $2 AND from_on = $3`
)

var absenceRows = bulk{
	table:   "absence",
	columns: []string{"org_id", "person_id", "from_on", "to_on", "share"},
	types:   []string{"bigint", "bigint", "text", "text", "bigint"},
}

func scanAbsence(r row, x *org.Absence) error {
	return r.Scan(&x.Person, &x.Span.From, &x.Span.To, &x.Share)
}

// Absences are all of them, by person and first day.
func (t *Tx) Absences(o org.ID) ([]org.Absence, error) { return all(t, sqlAbsences, scanAbsence, o) }

// InsertAbsences adds absences.
func (t *Tx) InsertAbsences(o org.ID, as []org.Absence) error {
	return t.bulk(&absenceRows, len(as), func(i int, v []any) error {
		a := as[i]
		v[0], v[1], v[2], v[3], v[4] = int64(o), int64(a.Person), a.Span.From.String(), day(a.Span.To), int64(a.Share)
		return nil
	})
}

// DeleteAbsences removes those of the same person and first day; absent ones are no error.
func (t *Tx) DeleteAbsences(o org.ID, as []org.Absence) error {
	for _, a := range as {
		if err := t.do(sqlDeleteAbsence, o, a.Person, a.Span.From.String()); err != nil {
			return err
		}
	}
	return nil
}
