package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/netip"
	"strings"
	"time"

	"cordee/internal/fault"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/store"
)

// Throttling: so many failures per address of either sort within the window, then nothing is tried any more.
const (
	maxFailures   = 10
	failureWindow = 15 * time.Minute
	sweepEvery    = 64 // attempts between two sweeps of what is old, about
	maxAccounts   = 8  // accounts of one e-mail that are tried when no organisation is named
)

// SignInForm is what someone signs in with. OrgKey is only needed when the same e-mail and password open several organisations.
type SignInForm struct {
	Email, Password, OrgKey, RemoteAddr string
}

// OrgChoice is one of the organisations a person may enter.
type OrgChoice struct {
	Key  string `json:"key"`
	Name string `json:"name"`
}

var errRefused = fault.New(fault.Unauthenticated, "auth.refused")

// SignIn opens a session. Refusals: Unauthenticated auth.refused, the same and after the same time whether the e-mail is known or
// not; Limited auth.throttled with retry_after in seconds; Conflict auth.choose_org with orgs, a list of OrgChoice.
func (a *App) SignIn(ctx context.Context, f SignInForm) (secret string, s Session, err error) {
	try, err := a.reserveTry(ctx, "email:"+fingerprint(store.Fold(f.Email)), "from:"+fingerprint(network(f.RemoteAddr)))
	if err != nil {
		return "", Session{}, err
	}
	accounts, err := a.recognise(ctx, f)
	switch {
	case err != nil:
		return "", Session{}, err
	case len(accounts) == 0:
		return "", Session{}, errRefused
	case len(accounts) > 1:
		if err := a.releaseTry(ctx, try); err != nil {
			return "", Session{}, err
		}
		return "", Session{}, chooseOrg(accounts)
	}
	who := accounts[0]
	err = a.writeApart(ctx, func(u *Unit) (err error) {
		if err := u.forgetTry(try); err != nil {
			return err
		}
		if err := u.sweep(); err != nil {
			return err
		}
		secret, err = u.openSession(who.Org, who.ID)
		return err
	})
	if err != nil {
		return "", Session{}, err
	}
	s, err = a.SessionOf(ctx, secret)
	return secret, s, err
}

func chooseOrg(accounts []account) error {
	choices := make([]OrgChoice, len(accounts))
	for i, c := range accounts {
		choices[i] = OrgChoice{c.OrgKey, c.OrgName}
	}
	return fault.New(fault.Conflict, "auth.choose_org", "orgs", choices).On("org")
}

// account is one person who signs in with an address, and the hash of their password.
type account struct {
	store.PersonAt
	hash string
}

// recognise finds the accounts that this e-mail and password open.
func (a *App) recognise(ctx context.Context, f SignInForm) ([]account, error) {
	var all []account
	atLeast := 1
	err := a.db.Read(ctx, func(tx *store.Tx) (err error) {
		if all, err = a.accounts(tx, f); err != nil || f.OrgKey != "" {
			return err
		}
		several, err := tx.SeveralOrgs()
		if several {
			atLeast = 2
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	proven, _, err := a.tryPassword(ctx, f.Password, all, atLeast)
	return proven, err
}

func (a *App) accounts(tx *store.Tx, f SignInForm) ([]account, error) {
	people, err := tx.PeopleByEmail(f.Email)
	if err != nil {
		return nil, err
	}
	var all []account
	for _, p := range people {
		if f.OrgKey != "" && p.OrgKey != f.OrgKey {
			continue
		}
		c, ok, err := tx.Credential(p.Org, p.ID)
		if err != nil {
			return nil, err
		}
		gone, err := a.leftOrg(tx, p)
		if err != nil {
			return nil, err
		}
		if ok && !gone && len(all) < maxAccounts {
			all = append(all, account{p, c.PasswordHash})
		}
	}
	return all, nil
}

func (a *App) leftOrg(tx *store.Tx, p store.PersonAt) (bool, error) {
	o, err := tx.Org(p.Org)
	if err != nil {
		return false, err
	}
	zone, err := time.LoadLocation(o.TimeZone)
	if err != nil {
		return false, err
	}
	return hasLeft(p.Person, period.Today(a.now(), zone)), nil
}

// tryPassword tries every account, then the hash of nobody until at least so many were tried: the answer takes as long for a
// stranger as for a colleague. tried is how many hashes it cost.
func (a *App) tryPassword(ctx context.Context, password string, all []account, atLeast int) (proven []account, tried int, err error) {
	if len(password) > 4*maxPassword {
		password = password[:4*maxPassword] // no hash has a longer one; it fails like any other
	}
	for ; tried < max(len(all), atLeast); tried++ {
		hash := nobody
		if tried < len(all) {
			hash = all[tried].hash
		}
		ok, err := a.provesPassword(ctx, password, hash)
		if err != nil {
			return nil, tried, err
		}
		if ok && tried < len(all) {
			proven = append(proven, all[tried])
		}
	}
	return proven, tried, nil
}

// try is one attempt, counted as failed from the start so that many at once cannot slip through; a success takes it back.
type try struct {
	buckets []string
	at      int64
}

func (a *App) reserveTry(ctx context.Context, buckets ...string) (try, error) {
	t := try{buckets: buckets}
	err := a.writeApart(ctx, func(u *Unit) error {
		t.at = u.At.UnixMicro()
		since := u.At.Add(-failureWindow).UnixMicro() + 1
		if newID()%sweepEvery == 0 {
			if err := u.sweep(); err != nil {
				return err
			}
		}
		for _, b := range buckets {
			past, err := u.tx.Attempts(b, since)
			if err != nil {
				return err
			}
			n := len(past)
			if n >= maxFailures {
				return throttled(past[n-maxFailures], u.At.UnixMicro())
			}
			if n > 0 {
				t.at = max(t.at, past[n-1]+1) // an instant of its own, so that this try alone can be taken back
			}
		}
		for _, b := range buckets {
			if err := u.tx.AddAttempt(b, t.at); err != nil {
				return err
			}
		}
		return nil
	})
	return t, err
}

// throttled says how long to wait until the oldest of the last ten failures is out of the window.
func throttled(oldest, now int64) error {
	wait := time.Duration(oldest+failureWindow.Microseconds()-now) * time.Microsecond
	seconds := max(int((wait+time.Second-1)/time.Second), 1)
	return fault.New(fault.Limited, "auth.throttled", "retry_after", seconds, "minutes", (seconds+59)/60)
}

func (a *App) releaseTry(ctx context.Context, t try) error {
	return a.writeApart(ctx, func(u *Unit) error { return u.forgetTry(t) })
}

// forgetTry takes a successful attempt back. The person's former failures go too; those from the same network stay, or whoever
// has an account could guess at others' for ever.
func (u *Unit) forgetTry(t try) error {
	for i, b := range t.buckets {
		var err error
		if i == 0 {
			err = u.tx.ClearAttempts(b)
		} else {
			err = u.tx.DropAttempt(b, t.at)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// sweep throws away attempts and sessions that no longer matter.
func (u *Unit) sweep() error {
	if err := u.tx.DeleteAttemptsBefore(u.At.Add(-failureWindow).UnixMicro()); err != nil {
		return err
	}
	_, err := u.tx.DeleteSessionsBefore(u.At.UnixMicro())
	return err
}

// fingerprint keeps addresses out of the table of attempts.
func fingerprint(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:16])
}

// network is what counts as one place: an IPv4 address, or the /64 of an IPv6 one, since a household owns all of that.
func network(remote string) string {
	addr, err := netip.ParseAddr(strings.Trim(remote, "[]"))
	if err != nil {
		at, err := netip.ParseAddrPort(remote)
		if err != nil {
			return remote
		}
		addr = at.Addr()
	}
	addr = addr.Unmap()
	if addr.Is4() {
		return addr.String()
	}
	p, err := addr.WithZone("").Prefix(64)
	if err != nil {
		return addr.String()
	}
	return p.String()
}

// ChangePassword replaces the actor's password after the old one was given, and ends their other sessions.
func (a *App) ChangePassword(ctx context.Context, actor org.Actor, old, new string) error {
	if actor.Kind != org.ByPerson {
		return fault.New(fault.Forbidden, "access.forbidden", "action", string(org.EditSelf))
	}
	var row store.Credential
	var about []string
	err := a.db.Read(ctx, func(tx *store.Tx) error {
		p, err := tx.Person(actor.Org, actor.Person)
		if err != nil {
			return err
		}
		about = []string{p.Name, p.Email}
		c, ok, err := tx.Credential(actor.Org, actor.Person)
		if err == nil && !ok {
			err = fault.Bad("old", "auth.no_password")
		}
		row = c
		return err
	})
	if err != nil {
		return err
	}
	if err := checkPassword(new, about...); err != nil {
		return err
	}
	t, err := a.reserveTry(ctx, "password:"+fingerprint(actor.Org.String()+actor.Person.String()))
	if err != nil {
		return err
	}
	ok, err := a.provesPassword(ctx, old, row.PasswordHash)
	if err != nil {
		return err
	}
	if !ok {
		return fault.Bad("old", "auth.old_password")
	}
	hash, err := a.hashPassword(ctx, new)
	if err != nil {
		return err
	}
	return a.write(ctx, actor, func(u *Unit) error {
		if err := u.forgetTry(t); err != nil {
			return err
		}
		return u.setPassword(actor.Person, hash, actor.Session)
	})
}

// setPassword stores a hash and ends the person's sessions but the one spared.
func (u *Unit) setPassword(person org.ID, hash, spare string) error {
	c := store.Credential{Person: person, PasswordHash: hash, ChangedAt: u.At.UnixMicro()}
	if err := u.tx.PutCredential(u.org(), c); err != nil {
		return err
	}
	if err := u.endOtherSessions(u.org(), person, spare); err != nil {
		return err
	}
	return u.note("person.password_changed", "person", person, nil)
}

// AddCredential gives a first password, and an e-mail if there was none, to someone who joined with a link alone. Until then
// their session lives on that one device.
func (a *App) AddCredential(ctx context.Context, actor org.Actor, email, password string) error {
	if actor.Kind != org.ByPerson {
		return fault.New(fault.Forbidden, "access.forbidden", "action", string(org.EditSelf))
	}
	if err := checkPassword(password, email); err != nil {
		return err
	}
	hash, err := a.hashPassword(ctx, password)
	if err != nil {
		return err
	}
	return a.write(ctx, actor, func(u *Unit) error {
		p, ok := u.World.Person(actor.Person)
		if !ok {
			return errSessionEnded
		}
		if _, has, err := u.tx.Credential(u.org(), p.ID); err != nil || has {
			return orFault(err, fault.New(fault.Conflict, "auth.has_password"))
		}
		if err := u.identify(p, "", email); err != nil {
			return err
		}
		if q, _ := u.World.Person(p.ID); q.Email == "" {
			return fault.Bad("email", "auth.email_missing")
		}
		return u.setPassword(p.ID, hash, actor.Session)
	})
}

func orFault(err error, f *fault.Error) error {
	if err != nil {
		return err
	}
	return f
}
