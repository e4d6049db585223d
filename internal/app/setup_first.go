package app

import (
	"context"
	"fmt"
	"strings"

	"cordee/internal/fault"
	"cordee/internal/org"
	"cordee/internal/sheet"
	"cordee/internal/store"
)

// SetupForm is the one form a new installation starts with.
type SetupForm struct {
	Secret, Company, Name, Email, Password, Locale, Currency string
	TimeZone                                                 string // "" is Paris
	HeadCount                                                int    // 0 = not said
}

const maxHeadCount = 1_000_000

// NeedsSetup tells whether nobody can sign in yet.
func (a *App) NeedsSetup(ctx context.Context) (bool, error) {
	var any bool
	err := a.db.Read(ctx, func(tx *store.Tx) (err error) {
		any, err = tx.AnyCredential()
		return err
	})
	return err == nil && !any, err
}

// SetupSecret makes the one-time secret of the printed set-up link. Former ones no longer work.
func (a *App) SetupSecret(ctx context.Context) (string, error) {
	secret := newSecret()
	err := a.writeApart(ctx, func(u *Unit) error {
		if err := u.dropSetupLinks(); err != nil {
			return err
		}
		return u.tx.InsertInvite(0, store.Invite{
			ID: newID(), Hash: digest(secret), Purpose: purposeSetup, CreatedAt: u.At.UnixMicro(), ExpiresAt: u.At.Add(inviteLife).UnixMicro(),
		})
	})
	return secret, err
}

func (u *Unit) dropSetupLinks() error {
	old, err := u.tx.Invites(0)
	if err != nil {
		return err
	}
	for _, i := range old {
		if err := u.tx.DeleteInvite(0, i.ID); err != nil {
			return err
		}
	}
	return nil
}

// CheckSetup tells whether a set-up secret still works: NotFound setup.invalid if not. It does not use it up.
func (a *App) CheckSetup(ctx context.Context, secret string) error {
	return a.db.Read(ctx, func(tx *store.Tx) error {
		_, err := a.setupLink(tx, secret)
		return err
	})
}

func (a *App) setupLink(tx *store.Tx, secret string) (store.Invite, error) {
	i, ok, err := tx.InviteByHash(digest(secret))
	if err != nil {
		return i, err
	}
	inhabited, err := tx.AnyCredential() // somebody found another way in: a link printed before opens nothing any more
	if err != nil {
		return i, err
	}
	if !ok || inhabited || i.Purpose != purposeSetup || i.UsedAt != 0 || i.ExpiresAt <= a.now().UnixMicro() {
		return i, fault.New(fault.NotFound, "setup.invalid")
	}
	return i, nil
}

// Setup makes the organisation, its first administrator and their session. An organisation that was made on the command line and has
// no way in yet is the one they enter: the one of that name, or the only one. All problems come at once, on fields company, name, email, password,
// locale, currency, time_zone, head_count; a link that no longer works is NotFound setup.invalid.
func (a *App) Setup(ctx context.Context, f SetupForm) (session string, err error) {
	if err := a.CheckSetup(ctx, f.Secret); err != nil {
		return "", err
	}
	return a.setUp(ctx, f, func(u *Unit) (*Unit, error) {
		link, err := a.setupLink(u.tx, f.Secret)
		if err != nil {
			return nil, err
		}
		if err := u.tx.UseInvite(0, link.ID, u.At.UnixMicro()); err != nil {
			return nil, fault.New(fault.NotFound, "setup.invalid").Because(err)
		}
		waiting, err := u.waitingOrg(f.Company)
		if err != nil {
			return nil, err
		}
		if waiting != 0 {
			return u.within(waiting, org.System(waiting))
		}
		return u.foundCompany(f)
	})
}

// NewCompany is Setup without a secret. Only the demo's wiring calls it, for « Créer mon entreprise ».
func (a *App) NewCompany(ctx context.Context, f SetupForm) (session string, err error) {
	return a.setUp(ctx, f, func(u *Unit) (*Unit, error) { return u.foundCompany(f) })
}

func (a *App) setUp(ctx context.Context, f SetupForm, enter func(*Unit) (*Unit, error)) (session string, err error) {
	f = f.trimmed()
	if err := f.check(); err != nil {
		return "", err
	}
	hash, err := a.hashPassword(ctx, f.Password)
	if err != nil {
		return "", err
	}
	err = a.writeApart(ctx, func(u *Unit) error {
		inner, err := enter(u)
		if err != nil {
			return err
		}
		admin, err := inner.firstAdmin(f)
		if err != nil {
			return err
		}
		c := store.Credential{Person: admin, PasswordHash: hash, ChangedAt: u.At.UnixMicro()}
		if err := u.tx.PutCredential(inner.org(), c); err != nil {
			return err
		}
		if session, err = inner.openSession(inner.org(), admin); err != nil {
			return err
		}
		return inner.finish()
	})
	if err != nil {
		return "", err
	}
	return session, nil
}

func (f SetupForm) trimmed() SetupForm {
	for _, s := range []*string{&f.Company, &f.Name, &f.Email, &f.Locale, &f.Currency, &f.TimeZone} {
		*s = strings.TrimSpace(*s)
	}
	return f
}

// newOrg is the organisation the form asks for.
func (f SetupForm) newOrg(key string) NewOrg {
	return NewOrg{Key: key, Name: f.Company, Currency: f.Currency, Locale: f.Locale, TimeZone: f.TimeZone}
}

func (f SetupForm) check() error {
	var l fault.List
	if f.Company == "" {
		l.Add(fault.Bad("company", "setup.company_missing"))
	} else if _, err := f.newOrg("key").org(); err != nil {
		for _, e := range fault.All(err) {
			if e.Field == "name" {
				e = e.On("company")
			}
			l.Add(e)
		}
	}
	if f.Name == "" {
		l.Add(fault.Bad("name", "person.name_missing"))
	}
	if f.Email == "" {
		l.Add(fault.Bad("email", "auth.email_missing"))
	}
	l.Add(org.Person{Key: "key", Name: f.Name, Email: f.Email, Role: org.Admin, WorkingTime: fullTime}.Check())
	l.Add(checkPassword(f.Password, f.Company, f.Name, f.Email))
	if f.HeadCount < 0 || f.HeadCount > maxHeadCount {
		l.Add(fault.Bad("head_count", "setup.head_count", "max", maxHeadCount))
	}
	return l.OrNil()
}

// foundCompany makes the organisation under the first free key of its name.
func (u *Unit) foundCompany(f SetupForm) (*Unit, error) {
	base := slug(f.Company)
	for n := 1; ; n++ {
		key := base
		if n > 1 {
			key = fmt.Sprintf("%s-%d", base, n)
		}
		_, err := u.tx.OrgByKey(key)
		if fault.KindOf(err) == fault.NotFound {
			return u.found(f.newOrg(key))
		}
		if err != nil {
			return nil, err
		}
	}
}

// waitingOrg is the organisation that was made on the command line and has no way in yet: the one of that name or key, or the only
// one there is. 0 for none.
func (u *Unit) waitingOrg(company string) (org.ID, error) {
	waiting, err := waitingOrgs(u.tx)
	if err != nil {
		return 0, err
	}
	want := store.Fold(company)
	for _, o := range waiting {
		if want == store.Fold(o.Name) || want == store.Fold(o.Key) {
			return o.ID, nil
		}
	}
	if len(waiting) == 1 {
		return waiting[0].ID, nil
	}
	return 0, nil
}

// waitingOrgs are the organisations in which nobody has a password yet.
func waitingOrgs(tx *store.Tx) ([]org.Org, error) {
	all, err := tx.Orgs()
	if err != nil {
		return nil, err
	}
	var waiting []org.Org
	for _, o := range all {
		inhabited, err := tx.HasCredentials(o.ID)
		if err != nil {
			return nil, err
		}
		if !inhabited {
			waiting = append(waiting, o)
		}
	}
	return waiting, nil
}

// WaitingCompany is the name of the one organisation that the set-up link would enter, "" when it will make one or has a choice.
func (a *App) WaitingCompany(ctx context.Context) (name string, err error) {
	err = a.db.Read(ctx, func(tx *store.Tx) error {
		waiting, err := waitingOrgs(tx)
		if len(waiting) == 1 {
			name = waiting[0].Name
		}
		return err
	})
	return name, err
}

// firstAdmin makes the administrator, or gives the role to whoever already has that address, and lets them lead the whole if
// nobody does.
func (u *Unit) firstAdmin(f SetupForm) (org.ID, error) {
	root := u.World.Root()
	row := sheet.PersonRow{Key: u.freePersonKey(f.Name, nil), Name: sheet.Val(f.Name), Email: sheet.Val(f.Email), Role: sheet.Val(string(org.Admin))}
	if p, ok := u.World.PersonByEmail(f.Email); ok {
		row.Key = p.Key
	} else if root.ID != 0 {
		row.Team = sheet.Val(root.Key)
	}
	b := sheet.Batch{People: []sheet.PersonRow{row}}
	if root.ID != 0 && root.Lead == 0 {
		b.Teams = []sheet.TeamRow{{Key: root.Key, Lead: sheet.Val(row.Key)}}
	}
	if err := u.takeRows(b); err != nil {
		return 0, err
	}
	p, _ := u.World.PersonByKey(row.Key)
	return p.ID, u.note("person.joined", "person", p.ID, nil)
}
