package store_test

import (
	"testing"

	"cordee/internal/org"
	"cordee/internal/store"
	"cordee/internal/testkit"
)

func TestCredentialsAndSessions(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		measured(t, db, 1)
		c := store.Credential{Person: lea, PasswordHash: "argon", ChangedAt: 3}
		s := store.Session{Org: 1, Person: lea, IDHash: "h1", CreatedAt: 1, SeenAt: 2, ExpiresAt: 30}
		later := store.Session{Org: 1, Person: lea, IDHash: "h2", CreatedAt: 5, SeenAt: 5, ExpiresAt: 50}
		write(t, db, func(tx *store.Tx) error {
			_, has, err := tx.Credential(1, lea)
			equal(t, has, false)
			equal(t, must[bool](t)(tx.AnyCredential()), false)
			if err != nil {
				return err
			}
			if err := tx.PutCredential(1, store.Credential{Person: lea, PasswordHash: "old"}); err != nil {
				return err
			}
			if err := tx.PutCredential(1, c); err != nil {
				return err
			}
			if err := tx.InsertSession(later); err != nil {
				return err
			}
			return tx.InsertSession(s)
		})
		read(t, db, func(tx *store.Tx) error {
			got, has, err := tx.Credential(1, lea)
			equal(t, []any{got, has}, []any{c, true})
			equal(t, must[bool](t)(tx.AnyCredential()), true)
			equal(t, must[bool](t)(tx.HasCredentials(1)), true)
			equal(t, must[bool](t)(tx.HasCredentials(2)), false)
			equal(t, must[[]store.Session](t)(tx.SessionsOf(1, lea)), []store.Session{later, s})
			return err
		})
		write(t, db, func(tx *store.Tx) error {
			if err := tx.TouchSession("h1", 7, 70); err != nil {
				return err
			}
			if err := tx.RevokeSession("h2"); err != nil {
				return err
			}
			return tx.TouchSession("h2", 8, 80) // a revoked session is not prolonged
		})
		s.SeenAt, s.ExpiresAt, later.Revoked = 7, 70, true
		read(t, db, func(tx *store.Tx) error {
			one, _, err := tx.SessionByHash("h1")
			equal(t, one, s)
			if err != nil {
				return err
			}
			two, _, err := tx.SessionByHash("h2")
			equal(t, two, later)
			if err != nil {
				return err
			}
			_, there, err := tx.SessionByHash("h3")
			equal(t, there, false)
			return err
		})
		write(t, db, func(tx *store.Tx) error {
			equal(t, must[int64](t)(tx.DeleteSessionsBefore(60)), int64(1))
			if err := tx.DeleteCredential(1, lea); err != nil {
				return err
			}
			return tx.RevokeSessionsOf(1, lea)
		})
		read(t, db, func(tx *store.Tx) error {
			s.Revoked = true
			equal(t, must[[]store.Session](t)(tx.SessionsOf(1, lea)), []store.Session{s})
			equal(t, must[bool](t)(tx.AnyCredential()), false)
			return nil
		})
	})
}

func TestTokensAndInvites(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		measured(t, db, 1)
		token := store.Token{ID: 1, Org: 1, Name: "crm", Hash: "th", Scopes: []string{"results:write", "goals:read"}, CreatedBy: karim, CreatedAt: 4}
		join := store.Invite{ID: 1, Org: 1, Person: lea, Hash: "ih", Purpose: "join", CreatedBy: karim, CreatedAt: 5, ExpiresAt: 9}
		setup := store.Invite{ID: 1, Hash: "setup", Purpose: "setup", CreatedAt: 1, ExpiresAt: 9} // before any organisation
		write(t, db, func(tx *store.Tx) error {
			if err := tx.InsertToken(1, token); err != nil {
				return err
			}
			if err := tx.InsertInvite(0, setup); err != nil {
				return err
			}
			return tx.InsertInvite(1, join)
		})
		write(t, db, func(tx *store.Tx) error {
			if err := tx.TouchToken(1, 1, 6); err != nil {
				return err
			}
			if err := tx.RevokeToken(1, 1, 8); err != nil {
				return err
			}
			if err := tx.RevokeToken(1, 1, 9); err != nil { // the first time counts
				return err
			}
			return tx.UseInvite(1, 1, 7)
		})
		token.LastUsedAt, token.RevokedAt, join.UsedAt = 6, 8, 7
		refused(t, db, "invite.used", func(tx *store.Tx) error { return tx.UseInvite(1, 1, 8) })
		read(t, db, func(tx *store.Tx) error {
			got, _, err := tx.TokenByHash("th")
			equal(t, got, token)
			equal(t, must[[]store.Token](t)(tx.Tokens(1)), []store.Token{token})
			equal(t, must[[]store.Invite](t)(tx.Invites(1)), []store.Invite{join})
			equal(t, must[[]org.ID](t)(tx.Joined(1)), []org.ID{lea})
			if err != nil {
				return err
			}
			invited, _, err := tx.InviteByHash("ih")
			equal(t, invited, join)
			if err != nil {
				return err
			}
			first, _, err := tx.InviteByHash("setup")
			equal(t, first, setup)
			return err
		})
		write(t, db, func(tx *store.Tx) error { return tx.DeleteInvite(1, 1) })
		refused(t, db, "not_found", func(tx *store.Tx) error { return tx.DeleteInvite(1, 1) })
		refused(t, db, "store.duplicate", func(tx *store.Tx) error { x := token; x.ID = 2; return tx.InsertToken(1, x) })
	})
}

func TestAttemptsAreCounted(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		write(t, db, func(tx *store.Tx) error {
			for _, at := range []int64{30, 10, 20} {
				if err := tx.AddAttempt("a", at); err != nil {
					return err
				}
			}
			return tx.AddAttempt("b", 10)
		})
		write(t, db, func(tx *store.Tx) error {
			equal(t, must[[]int64](t)(tx.Attempts("a", 20)), []int64{20, 30})
			equal(t, must[int64](t)(tx.CountAttempts("a", 0)), int64(3))
			if err := tx.DropAttempt("a", 20); err != nil {
				return err
			}
			equal(t, must[[]int64](t)(tx.Attempts("a", 0)), []int64{10, 30})
			if err := tx.DeleteAttemptsBefore(11); err != nil {
				return err
			}
			equal(t, must[int64](t)(tx.CountAttempts("b", 0)), int64(0))
			if err := tx.ClearAttempts("a"); err != nil {
				return err
			}
			equal(t, must[int64](t)(tx.CountAttempts("a", 0)), int64(0))
			return nil
		})
	})
}

func TestWhoLookedAtMyData(t *testing.T) {
	testkit.Engines(t, func(t *testing.T, db *store.DB) {
		measured(t, db, 1)
		a := store.Access{ID: 1, At: 1, Actor: karim, Person: lea, What: "person.read"}
		b := store.Access{ID: 2, At: 2, Actor: karim, Person: lea, What: "person.export"}
		write(t, db, func(tx *store.Tx) error {
			if err := tx.LogAccess(1, a); err != nil {
				return err
			}
			return tx.LogAccess(1, b)
		})
		read(t, db, func(tx *store.Tx) error {
			equal(t, must[[]store.Access](t)(tx.AccessTo(1, lea, 9)), []store.Access{b, a})
			equal(t, must[[]store.Access](t)(tx.AccessTo(1, lea, 1)), []store.Access{b})
			equal(t, len(must[[]store.Access](t)(tx.AccessTo(1, karim, 9))), 0)
			return nil
		})
	})
}
