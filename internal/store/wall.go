package store

import (
	"strings"

	"cordee/internal/org"
)

// Wall is a link to the screen of a room. Hash is of the secret shown once; instants are microseconds UTC, 0 = never.
type Wall struct {
	ID, Org              org.ID
	Name, Hash           string
	Team                 org.ID
	Slides               []string
	Amounts              bool // figures in units, else shares of the target only
	Seconds              int  // each slide stays so long
	CreatedBy            org.ID
	CreatedAt, RevokedAt int64
}

const (
	sqlWallColumns = `
	SELECT wall_id, org_id, name, hash, team_id, slides, amounts, seconds, created_by, created_at, COALESCE(revoked_at, 0)
	FROM wall`
	sqlInsertWall = `
	INSERT INTO wall (org_id, wall_id, name, hash, team_id, slides, amounts, seconds, created_by, created_at, revoked_at)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`
	sqlWallByHash = sqlWallColumns + ` WHERE hash = $1`
	sqlWalls      = sqlWallColumns + ` WHERE org_id = $1 ORDER BY created_at DESC, wall_id`
	sqlRevokeWall = `UPDATE wall SET revoked_at = COALESCE(revoked_at, $3) WHERE org_id = $1 AND wall_id = $2`
)

func scanWall(r row, x *Wall) error {
	var slides string
	err := r.Scan(&x.ID, &x.Org, &x.Name, &x.Hash, &x.Team, &slides, &x.Amounts, &x.Seconds, &x.CreatedBy, &x.CreatedAt, &x.RevokedAt)
	x.Slides = strings.Fields(slides)
	return err
}

// InsertWall adds a link to organisation o.
func (t *Tx) InsertWall(o org.ID, x Wall) error {
	return t.do(sqlInsertWall, o, x.ID, x.Name, x.Hash, x.Team, strings.Join(x.Slides, " "), x.Amounts, x.Seconds, x.CreatedBy, x.CreatedAt,
		orNull(x.RevokedAt))
}

// WallByHash finds a link, revoked ones too: the caller judges.
func (t *Tx) WallByHash(hash string) (x Wall, found bool, err error) {
	found, err = t.maybe(sqlWallByHash, func(r row) error { return scanWall(r, &x) }, hash)
	return x, found, err
}

// Walls are all of them, newest first.
func (t *Tx) Walls(o org.ID) ([]Wall, error) { return all(t, sqlWalls, scanWall, o) }

// RevokeWall ends a link; a second time changes nothing.
func (t *Tx) RevokeWall(o, id org.ID, at int64) error {
	return t.touch("wall", sqlRevokeWall, o, id, at)
}

// WallChoice is what a person allows on the walls: their name, and whether an objective of their own that is reached is celebrated.
type WallChoice struct {
	Person org.ID
	Own    bool
}

const (
	sqlWallChoices   = `SELECT person_id, own FROM wall_choice WHERE org_id = $1 ORDER BY person_id`
	sqlPutWallChoice = `
	INSERT INTO wall_choice (org_id, person_id, own)
	VALUES ($1, $2, $3)
	ON CONFLICT (org_id, person_id) DO UPDATE SET own = excluded.own`
	sqlDropWallChoice = `DELETE FROM wall_choice WHERE org_id = $1 AND person_id = $2`
)

// WallChoices are those of everybody who agreed to be named.
func (t *Tx) WallChoices(o org.ID) ([]WallChoice, error) {
	return all(t, sqlWallChoices, func(r row, x *WallChoice) error { return r.Scan(&x.Person, &x.Own) }, o)
}

// PutWallChoice keeps what a person allows.
func (t *Tx) PutWallChoice(o org.ID, x WallChoice) error {
	return t.do(sqlPutWallChoice, o, x.Person, x.Own)
}

// DropWallChoice takes a person off the walls; none is no error.
func (t *Tx) DropWallChoice(o, person org.ID) error { return t.do(sqlDropWallChoice, o, person) }
