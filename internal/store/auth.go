package store

import (
	"strings"

	"cordee/internal/fault"
	"cordee/internal/org"
)

// Credential is a person's password, hashed. Instants here are microseconds UTC, 0 = never.
type Credential struct {
	Person       org.ID
	PasswordHash string
	ChangedAt    int64
}

const (
	sqlCredential    = `SELECT person_id, password_hash, changed_at FROM credential WHERE org_id = $1 AND person_id = $2`
	sqlPutCredential = `
	INSERT INTO credential (org_id, person_id, password_hash, changed_at)
	VALUES ($1, $2, $3, $4)
	ON CONFLICT (org_id, person_id) DO UPDATE SET password_hash = excluded.password_hash, changed_at = excluded.changed_at`
	sqlDeleteCredential = `DELETE FROM credential WHERE org_id = $1 AND person_id = $2`
)

// Credential is the person's, if they have one.
func (t *Tx) Credential(o, person org.ID) (x Credential, found bool, err error) {
	found, err = t.maybe(sqlCredential, vals(&x.Person, &x.PasswordHash, &x.ChangedAt), o, person)
	return x, found, err
}

// PutCredential sets or replaces the person's password.
func (t *Tx) PutCredential(o org.ID, x Credential) error {
	return t.do(sqlPutCredential, o, x.Person, x.PasswordHash, x.ChangedAt)
}

const (
	sqlAnyCredential  = `SELECT COUNT(*) FROM (SELECT org_id FROM credential LIMIT 1) AS found`
	sqlHasCredentials = `SELECT COUNT(*) FROM (SELECT org_id FROM credential WHERE org_id = $1 LIMIT 1) AS found`
)

// AnyCredential tells whether anybody at all has a password: before that, the installation awaits its first administrator.
func (t *Tx) AnyCredential() (bool, error) {
	var n int
	err := t.one("credential", sqlAnyCredential, vals(&n))
	return n > 0, err
}

// HasCredentials tells whether anybody in the organisation has a password.
func (t *Tx) HasCredentials(o org.ID) (bool, error) {
	var n int
	err := t.one("credential", sqlHasCredentials, vals(&n), o)
	return n > 0, err
}

// DeleteCredential removes it; none is no error.
func (t *Tx) DeleteCredential(o, person org.ID) error { return t.do(sqlDeleteCredential, o, person) }

// Session is a signed-in browser. IDHash is the hash of the cookie's value, which is the credential.
type Session struct {
	Org, Person                  org.ID
	IDHash                       string
	CreatedAt, SeenAt, ExpiresAt int64
	Revoked                      bool
}

const (
	sqlSessionColumns = `SELECT id_hash, org_id, person_id, created_at, seen_at, expires_at, revoked FROM session`
	sqlInsertSession  = `
	INSERT INTO session (id_hash, org_id, person_id, created_at, seen_at, expires_at, revoked)
	VALUES ($1, $2, $3, $4, $5, $6, $7)`
	sqlSession              = sqlSessionColumns + ` WHERE id_hash = $1`
	sqlSessionsOf           = sqlSessionColumns + ` WHERE org_id = $1 AND person_id = $2 ORDER BY created_at DESC, id_hash`
	sqlTouchSession         = `UPDATE session SET seen_at = $2, expires_at = $3 WHERE id_hash = $1 AND NOT revoked`
	sqlRevokeSession        = `UPDATE session SET revoked = $2 WHERE id_hash = $1`
	sqlRevokeSessionsOf     = `UPDATE session SET revoked = $3 WHERE org_id = $1 AND person_id = $2`
	sqlDeleteSessionsBefore = `DELETE FROM session WHERE expires_at < $1`
)

func scanSession(r row, x *Session) error {
	return r.Scan(&x.IDHash, &x.Org, &x.Person, &x.CreatedAt, &x.SeenAt, &x.ExpiresAt, &x.Revoked)
}

// InsertSession opens a session.
func (t *Tx) InsertSession(x Session) error {
	return t.do(sqlInsertSession, x.IDHash, x.Org, x.Person, x.CreatedAt, x.SeenAt, x.ExpiresAt, x.Revoked)
}

// SessionByHash finds a session, revoked or expired ones too: the caller judges.
func (t *Tx) SessionByHash(hash string) (x Session, found bool, err error) {
	found, err = t.maybe(sqlSession, func(r row) error { return scanSession(r, &x) }, hash)
	return x, found, err
}

// SessionsOf are the sessions of a person, newest first.
func (t *Tx) SessionsOf(o, person org.ID) ([]Session, error) {
	return all(t, sqlSessionsOf, scanSession, o, person)
}

// TouchSession notes that a session was used.
func (t *Tx) TouchSession(hash string, seenAt, expiresAt int64) error {
	return t.do(sqlTouchSession, hash, seenAt, expiresAt)
}

// RevokeSession ends a session; an unknown one is no error.
func (t *Tx) RevokeSession(hash string) error { return t.do(sqlRevokeSession, hash, true) }

// RevokeSessionsOf ends every session of a person.
func (t *Tx) RevokeSessionsOf(o, person org.ID) error {
	return t.do(sqlRevokeSessionsOf, o, person, true)
}

// DeleteSessionsBefore forgets sessions that expired before an instant, of every organisation, and says how many.
func (t *Tx) DeleteSessionsBefore(at int64) (int64, error) {
	return t.exec(sqlDeleteSessionsBefore, at)
}

// Token lets a program in. Hash is of the secret shown once.
type Token struct {
	ID, Org                          org.ID
	Name, Hash                       string
	Scopes                           []string
	CreatedBy                        org.ID
	CreatedAt, LastUsedAt, RevokedAt int64
}

const (
	sqlTokenColumns = `
	SELECT token_id, org_id, name, hash, scopes, COALESCE(created_by, 0), created_at, COALESCE(last_used_at, 0), COALESCE(revoked_at, 0)
	FROM token`
	sqlInsertToken = `
	INSERT INTO token (org_id, token_id, name, hash, scopes, created_by, created_at, last_used_at, revoked_at)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`
	sqlTokenByHash = sqlTokenColumns + ` WHERE hash = $1`
	sqlTokens      = sqlTokenColumns + ` WHERE org_id = $1 ORDER BY created_at DESC, token_id`
	sqlTouchToken  = `UPDATE token SET last_used_at = $3 WHERE org_id = $1 AND token_id = $2`
	sqlRevokeToken = `UPDATE token SET revoked_at = COALESCE(revoked_at, $3) WHERE org_id = $1 AND token_id = $2`
)

func scanToken(r row, x *Token) error {
	var scopes string
	err := r.Scan(&x.ID, &x.Org, &x.Name, &x.Hash, &scopes, &x.CreatedBy, &x.CreatedAt, &x.LastUsedAt, &x.RevokedAt)
	x.Scopes = strings.Fields(scopes)
	return err
}

// InsertToken adds a token to organisation o.
func (t *Tx) InsertToken(o org.ID, x Token) error {
	return t.do(sqlInsertToken, o, x.ID, x.Name, x.Hash, strings.Join(x.Scopes, " "), orNull(x.CreatedBy), x.CreatedAt, orNull(x.LastUsedAt),
		orNull(x.RevokedAt))
}

// TokenByHash finds a token, revoked ones too: the caller judges.
func (t *Tx) TokenByHash(hash string) (x Token, found bool, err error) {
	found, err = t.maybe(sqlTokenByHash, func(r row) error { return scanToken(r, &x) }, hash)
	return x, found, err
}

// Tokens are all of them, newest first.
func (t *Tx) Tokens(o org.ID) ([]Token, error) { return all(t, sqlTokens, scanToken, o) }

// TouchToken notes that a token was used.
func (t *Tx) TouchToken(o, id org.ID, at int64) error {
	return t.touch("token", sqlTouchToken, o, id, at)
}

// RevokeToken ends a token; a second time changes nothing.
func (t *Tx) RevokeToken(o, id org.ID, at int64) error {
	return t.touch("token", sqlRevokeToken, o, id, at)
}

// Invite is a one-time link. Purpose is join, reset or setup; a setup link has no person, and no organisation (0) before the first one.
type Invite struct {
	ID, Org, Person              org.ID
	Hash, Purpose                string
	CreatedBy                    org.ID
	CreatedAt, ExpiresAt, UsedAt int64
}

const (
	sqlInviteColumns = `
	SELECT invite_id, org_id, COALESCE(person_id, 0), hash, purpose, COALESCE(created_by, 0), created_at, expires_at, COALESCE(used_at, 0)
	FROM invite`
	sqlInsertInvite = `
	INSERT INTO invite (org_id, invite_id, person_id, hash, purpose, created_by, created_at, expires_at, used_at)
	VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`
	sqlInviteByHash = sqlInviteColumns + ` WHERE hash = $1`
	sqlInvites      = sqlInviteColumns + ` WHERE org_id = $1 ORDER BY created_at DESC, invite_id`
	sqlUseInvite    = `UPDATE invite SET used_at = $3 WHERE org_id = $1 AND invite_id = $2 AND used_at IS NULL`
	sqlDeleteInvite = `DELETE FROM invite WHERE org_id = $1 AND invite_id = $2`
)

func scanInvite(r row, x *Invite) error {
	return r.Scan(&x.ID, &x.Org, &x.Person, &x.Hash, &x.Purpose, &x.CreatedBy, &x.CreatedAt, &x.ExpiresAt, &x.UsedAt)
}

// InsertInvite adds an invite to organisation o.
func (t *Tx) InsertInvite(o org.ID, x Invite) error {
	return t.do(sqlInsertInvite, o, x.ID, orNull(x.Person), x.Hash, x.Purpose, orNull(x.CreatedBy), x.CreatedAt, x.ExpiresAt, orNull(x.UsedAt))
}

// InviteByHash finds an invite, used or expired ones too: the caller judges.
func (t *Tx) InviteByHash(hash string) (x Invite, found bool, err error) {
	found, err = t.maybe(sqlInviteByHash, func(r row) error { return scanInvite(r, &x) }, hash)
	return x, found, err
}

// Invites are all of them, newest first.
func (t *Tx) Invites(o org.ID) ([]Invite, error) { return all(t, sqlInvites, scanInvite, o) }

const sqlJoined = `
	SELECT person_id FROM credential WHERE org_id = $1
	UNION
	SELECT person_id FROM invite WHERE org_id = $1 AND purpose = 'join' AND used_at IS NOT NULL AND person_id IS NOT NULL
	ORDER BY person_id`

// Joined are the people who came in, by a password or by a link that was used, in the order of their ids.
func (t *Tx) Joined(o org.ID) ([]org.ID, error) {
	return all(t, sqlJoined, func(r row, x *org.ID) error { return r.Scan(x) }, o)
}

// UseInvite spends an invite; a spent or unknown one is a Conflict.
func (t *Tx) UseInvite(o, id org.ID, at int64) error {
	n, err := t.exec(sqlUseInvite, o, id, at)
	if err == nil && n == 0 {
		return fault.New(fault.Conflict, "invite.used")
	}
	return err
}

// DeleteInvite withdraws an invite.
func (t *Tx) DeleteInvite(o, id org.ID) error { return t.touch("invite", sqlDeleteInvite, o, id) }

const (
	sqlAddAttempt           = `INSERT INTO attempt (bucket, at) VALUES ($1, $2)`
	sqlCountAttempts        = `SELECT COUNT(*) FROM attempt WHERE bucket = $1 AND at >= $2`
	sqlAttempts             = `SELECT at FROM attempt WHERE bucket = $1 AND at >= $2 ORDER BY at`
	sqlDropAttempt          = `DELETE FROM attempt WHERE bucket = $1 AND at = $2`
	sqlClearAttempts        = `DELETE FROM attempt WHERE bucket = $1`
	sqlDeleteAttemptsBefore = `DELETE FROM attempt WHERE at < $1`
)

// AddAttempt counts one failed sign-in under a bucket: an address, an e-mail's hash.
func (t *Tx) AddAttempt(bucket string, at int64) error { return t.do(sqlAddAttempt, bucket, at) }

// CountAttempts is how many there were since an instant.
func (t *Tx) CountAttempts(bucket string, since int64) (n int64, err error) {
	err = t.one("attempt", sqlCountAttempts, vals(&n), bucket, since)
	return n, err
}

// Attempts are the instants since one, oldest first.
func (t *Tx) Attempts(bucket string, since int64) ([]int64, error) {
	return all(t, sqlAttempts, func(r row, at *int64) error { return r.Scan(at) }, bucket, since)
}

// DropAttempt forgets what was counted under a bucket at one instant.
func (t *Tx) DropAttempt(bucket string, at int64) error { return t.do(sqlDropAttempt, bucket, at) }

// ClearAttempts forgets a bucket.
func (t *Tx) ClearAttempts(bucket string) error { return t.do(sqlClearAttempts, bucket) }

// DeleteAttemptsBefore forgets old ones of every bucket.
func (t *Tx) DeleteAttemptsBefore(at int64) error { return t.do(sqlDeleteAttemptsBefore, at) }

// Access is one look at someone's private data.
type Access struct {
	ID            org.ID
	At            int64
	Actor, Person org.ID
	What          string // the kind of page
	Object        org.ID // the one of this kind, 0 when there is one a person
}

const (
	sqlLogAccess = `
	INSERT INTO access_log (org_id, access_id, at, actor_id, person_id, what, object_id)
	VALUES ($1, $2, $3, $4, $5, $6, $7)`
	sqlAccessTo = `
	SELECT access_id, at, actor_id, person_id, what, object_id
	FROM access_log
	WHERE org_id = $1 AND person_id = $2
	ORDER BY at DESC, access_id
	LIMIT $3`
)

// LogAccess notes who looked at whose data.
func (t *Tx) LogAccess(o org.ID, x Access) error {
	return t.do(sqlLogAccess, o, x.ID, x.At, x.Actor, x.Person, x.What, x.Object)
}

// AccessTo is who looked at a person's data, newest first.
func (t *Tx) AccessTo(o, person org.ID, limit int) ([]Access, error) {
	return all(t, sqlAccessTo, func(r row, x *Access) error {
		return r.Scan(&x.ID, &x.At, &x.Actor, &x.Person, &x.What, &x.Object)
	}, o, person, limit)
}
