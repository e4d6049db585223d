package store

import (
	"encoding/json"

	"cordee/internal/org"
	"cordee/internal/period"
)

// settings is the part of an organisation that is stored as one JSON text: read and written whole, never searched.
type settings struct {
	Calendar    period.Calendar `json:"calendar"`
	Season      period.Season   `json:"season"`
	Thresholds  org.Thresholds  `json:"thresholds"`
	Linear      bool            `json:"linear"`
	Compliance  string          `json:"compliance"`
	Tutoie      bool            `json:"tutoie"`
	Boards      bool            `json:"boards"`
	Direction   string          `json:"direction"`
	DirectionOn period.Date     `json:"direction_on"`
	SecondLook  bool            `json:"second_look"`
}

func settingsOf(x org.Org) (string, error) {
	b, err := json.Marshal(settings{
		x.Calendar, x.Season, x.Thresholds, x.Linear, x.Compliance, x.Tutoie, x.Boards, x.Direction, x.DirectionOn, x.SecondLook,
	})
	return string(b), err
}

const sqlOrgColumns = `
	SELECT org_id, key, name, currency, locale, time_zone, settings, version, change_seq, config_seq
	FROM org`

func scanOrg(r row, x *org.Org) error {
	var text string
	err := r.Scan(&x.ID, &x.Key, &x.Name, &x.Currency, &x.Locale, &x.TimeZone, &text, &x.Version, &x.ChangeSeq, &x.ConfigSeq)
	if err != nil {
		return err
	}
	var s settings
	if err := json.Unmarshal([]byte(text), &s); err != nil {
		return err
	}
	x.Calendar, x.Season, x.Thresholds, x.Linear, x.Compliance = s.Calendar, s.Season, s.Thresholds, s.Linear, s.Compliance
	x.Tutoie, x.Boards, x.Direction, x.DirectionOn, x.SecondLook = s.Tutoie, s.Boards, s.Direction, s.DirectionOn, s.SecondLook
	return nil
}

const sqlInsertOrg = `
	INSERT INTO org (org_id, key, name, currency, locale, time_zone, settings, version, change_seq, config_seq, created_at)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`

// InsertOrg adds an organisation. at is in microseconds UTC.
func (t *Tx) InsertOrg(x org.Org, at int64) error {
	text, err := settingsOf(x)
	if err != nil {
		return err
	}
	return t.do(sqlInsertOrg, x.ID, x.Key, x.Name, x.Currency, x.Locale, x.TimeZone, text, x.Version, x.ChangeSeq, x.ConfigSeq, at)
}

const sqlUpdateOrg = `
	UPDATE org SET name = $3, locale = $4, time_zone = $5, settings = $6, version = $7
	WHERE org_id = $1 AND version = $2`

// UpdateOrg stores everything but the key, the currency and the sequences. x.Version is the new version; Stale unless the stored one is
// the one before it.
func (t *Tx) UpdateOrg(x org.Org) error {
	text, err := settingsOf(x)
	if err != nil {
		return err
	}
	return t.renew("org", sqlUpdateOrg, x.ID, x.Version-1, x.Name, x.Locale, x.TimeZone, text, x.Version)
}

// Org is one organisation.
func (t *Tx) Org(o org.ID) (x org.Org, err error) {
	err = t.one("org", sqlOrgColumns+` WHERE org_id = $1`, func(r row) error { return scanOrg(r, &x) }, o)
	return x, err
}

// OrgByKey is the organisation of that key.
func (t *Tx) OrgByKey(key string) (x org.Org, err error) {
	err = t.one("org", sqlOrgColumns+` WHERE key = $1`, func(r row) error { return scanOrg(r, &x) }, key)
	return x, err
}

// Orgs are all organisations by key, for the command line and start-up only.
func (t *Tx) Orgs() ([]org.Org, error) {
	return all(t, sqlOrgColumns+` ORDER BY key`, scanOrg)
}

const sqlSeveralOrgs = `SELECT COUNT(*) FROM (SELECT org_id FROM org LIMIT 2) AS two`

// SeveralOrgs tells whether there is more than one organisation.
func (t *Tx) SeveralOrgs() (bool, error) {
	var n int
	err := t.one("org", sqlSeveralOrgs, vals(&n))
	return n > 1, err
}

const (
	sqlNextChange = `
	UPDATE org SET change_seq = change_seq + 1
	WHERE org_id = $1
	RETURNING change_seq, config_seq`
	sqlNotify = `SELECT pg_notify('cordee', '')`
)

// NextChange locks the organisation's row until the end of the transaction and draws its next change number. It is the first statement of
// every write; config is the change number of the last change of configuration. On PostgreSQL it also tells other instances, at commit.
func (t *Tx) NextChange(o org.ID) (change, config int64, err error) {
	err = t.one("org", sqlNextChange, vals(&change, &config), o)
	if err == nil && t.db.engine == Postgres {
		err = t.do(sqlNotify)
	}
	return change, config, err
}

const sqlReturnChange = `UPDATE org SET change_seq = change_seq - 1 WHERE org_id = $1 AND change_seq = $2`

// ReturnChange gives a change number back when, in the transaction that drew it, nothing was changed after all.
func (t *Tx) ReturnChange(o org.ID, change int64) error {
	return t.touch("org", sqlReturnChange, o, change)
}

const sqlBumpConfig = `UPDATE org SET config_seq = change_seq WHERE org_id = $1`

// BumpConfig says that people, teams, metrics or settings changed with the current change number: caches of the roster are old.
func (t *Tx) BumpConfig(o org.ID) error { return t.touch("org", sqlBumpConfig, o) }

const sqlOrgSeqs = `SELECT change_seq, config_seq FROM org WHERE org_id = $1`

// Seqs are the last change number and the last one that changed the configuration.
func (t *Tx) Seqs(o org.ID) (change, config int64, err error) {
	err = t.one("org", sqlOrgSeqs, vals(&change, &config), o)
	return change, config, err
}

const (
	sqlTeams = `
	SELECT team_id, key, name, COALESCE(parent_id, 0), kind, COALESCE(lead_id, 0), version
	FROM team
	WHERE org_id = $1
	ORDER BY key`
	sqlInsertTeam = `
	INSERT INTO team (org_id, team_id, key, name, parent_id, kind, lead_id, version)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`
	sqlUpdateTeam = `
	UPDATE team SET key = $4, name = $5, parent_id = $6, kind = $7, lead_id = $8, version = $9
	WHERE org_id = $1 AND team_id = $2 AND version = $3`
	sqlDeleteTeam = `DELETE FROM team WHERE org_id = $1 AND team_id = $2`
)

func scanTeam(r row, x *org.Team) error {
	return r.Scan(&x.ID, &x.Key, &x.Name, &x.Parent, &x.Kind, &x.Lead, &x.Version)
}

// Teams are all teams by key.
func (t *Tx) Teams(o org.ID) ([]org.Team, error) { return all(t, sqlTeams, scanTeam, o) }

// InsertTeam adds a team. Its parent and lead may be added later in the same transaction.
func (t *Tx) InsertTeam(o org.ID, x org.Team) error {
	return t.do(sqlInsertTeam, o, x.ID, x.Key, x.Name, orNull(x.Parent), x.Kind, orNull(x.Lead), x.Version)
}

// UpdateTeam stores x, whose Version is the new one; Stale unless the stored one is the one before it.
func (t *Tx) UpdateTeam(o org.ID, x org.Team) error {
	return t.renew("team", sqlUpdateTeam, o, x.ID, x.Version-1, x.Key, x.Name, orNull(x.Parent), x.Kind, orNull(x.Lead), x.Version)
}

// DeleteTeam removes a team without members, children or leads of its own.
func (t *Tx) DeleteTeam(o, id org.ID) error { return t.touch("team", sqlDeleteTeam, o, id) }
