package app

import (
	"context"
	"strings"

	"cordee/internal/fault"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/sheet"
)

// takeRows takes rows in exactly as an import would, inside the caller's unit; the caller has checked that the actor may.
func (u *Unit) takeRows(b sheet.Batch) error {
	in := u.intake()
	if err := in.take(b); err != nil {
		return err
	}
	return in.problems.OrNil()
}

// manage is a change of people or teams by someone who may: check looks at the very object, then the rows go in.
func (a *App) manage(ctx context.Context, actor org.Actor, b sheet.Batch, check func(*Unit, period.Date) error) error {
	return a.write(ctx, actor, func(u *Unit) error {
		today := u.World.Today(u.At)
		if err := u.World.Can(actor, org.ManagePeople, org.Object{}, today); err != nil {
			return err
		}
		if err := check(u, today); err != nil {
			return err
		}
		return u.takeRows(b)
	})
}

// expect compares the version someone read with the one there is: 0 means they want to create it.
func expect(what, key string, version, now int) error {
	switch {
	case version == now:
		return nil
	case version == 0:
		return fault.New(fault.Conflict, what+".key_taken", "key", key).On("key")
	case now == 0:
		return fault.New(fault.NotFound, "not_found", "what", what)
	}
	return fault.New(fault.Stale, "stale", "what", what, "have", version, "now", now)
}

// SaveTeam creates a team (version 0) or changes the one that was read at that version. Absent columns are kept.
func (a *App) SaveTeam(ctx context.Context, actor org.Actor, row sheet.TeamRow, version int) error {
	row.Key = strings.TrimSpace(row.Key)
	return a.manage(ctx, actor, sheet.Batch{Teams: []sheet.TeamRow{row}}, func(u *Unit, _ period.Date) error {
		old, _ := u.World.TeamByKey(row.Key)
		if err := expect("team", row.Key, version, old.Version); err != nil {
			return err
		}
		t := old
		t.Key, t.Name, t.Kind = row.Key, row.Name.Or(old.Name), org.TeamKind(orKey(row.Kind.Or(string(old.Kind)), string(org.TeamUnit)))
		if err := t.Check(); err != nil {
			return err
		}
		return u.note("team.saved", "team", old.ID, nil)
	})
}

// SavePerson creates a person (version 0) or changes the one that was read at that version. Absent columns are kept. Nobody may
// give a role above their own powers, or touch an account that has one; the last administrator stays.
func (a *App) SavePerson(ctx context.Context, actor org.Actor, row sheet.PersonRow, version int) error {
	row.Key = strings.TrimSpace(row.Key)
	return a.manage(ctx, actor, sheet.Batch{People: []sheet.PersonRow{row}}, func(u *Unit, _ period.Date) error {
		old, _ := u.World.PersonByKey(row.Key)
		if err := expect("person", row.Key, version, old.Version); err != nil {
			return err
		}
		p := merge(old, row)
		if err := p.Check(); err != nil {
			return err
		}
		return u.note("person.saved", "person", old.ID, nil)
	})
}

// keepsAnAdmin refuses a change that would take the last administrator away.
func (u *Unit) keepsAnAdmin(p org.Person) error {
	today := u.World.Today(u.At)
	if p.Role == org.Admin && !hasLeft(p, today) {
		return nil
	}
	return u.notLastAdmin(p.ID, today)
}

// notLastAdmin refuses to take the last administrator away: nobody could give the role back.
func (u *Unit) notLastAdmin(id org.ID, today period.Date) error {
	p, ok := u.World.Person(id)
	if !ok || p.Role != org.Admin {
		return nil
	}
	for _, other := range u.World.People {
		if other.ID != id && other.Role == org.Admin && !hasLeft(other, today) {
			return nil
		}
	}
	return fault.New(fault.Conflict, "person.last_admin", "name", p.Name).On("role")
}

// SaveMembership says where someone belongs from a day on; for those dates it replaces their place in the tree. A group is added.
func (a *App) SaveMembership(ctx context.Context, actor org.Actor, row sheet.MembershipRow) error {
	return a.manage(ctx, actor, sheet.Batch{Memberships: []sheet.MembershipRow{row}}, func(u *Unit, today period.Date) error {
		if row.From.IsZero() {
			return fault.Bad("from", "membership.from_missing")
		}
		if s := (period.Span{From: row.From, To: row.To}); s.Empty() {
			return fault.Bad("to", "org.membership_span", "from", row.From, "to", row.To)
		}
		return u.notePerson("person.moved", row.Person)
	})
}

// SaveAbsence records a share of time away, for whoever manages people; no reason is asked.
func (a *App) SaveAbsence(ctx context.Context, actor org.Actor, row sheet.AbsenceRow) error {
	return a.manage(ctx, actor, sheet.Batch{Absences: []sheet.AbsenceRow{row}}, func(u *Unit, today period.Date) error {
		x := org.Absence{Span: period.Span{From: row.From, To: row.To}, Share: row.Share}
		if row.From.IsZero() {
			return fault.Bad("from", "membership.from_missing")
		}
		if err := x.Check(); err != nil {
			return err
		}
		return u.notePerson("person.absent", row.Person)
	})
}

func (u *Unit) notePerson(kind, key string) error {
	p, ok := u.World.PersonByKey(key)
	if !ok {
		return nil // the intake refuses it with the right words
	}
	return u.note(kind, "person", p.ID, nil)
}

// RemovePersonFromGroup ends someone's time in an ad-hoc group today; what they brought before stays.
func (a *App) RemovePersonFromGroup(ctx context.Context, actor org.Actor, person, group org.ID) error {
	return a.write(ctx, actor, func(u *Unit) error {
		today := u.World.Today(u.At)
		if err := u.World.Can(actor, org.ManagePeople, org.Object{}, today); err != nil {
			return err
		}
		t, ok := u.World.Team(group)
		if _, here := u.World.Person(person); !ok || !here || t.Kind != org.Group {
			return fault.New(fault.NotFound, "not_found", "what", "group")
		}
		in := u.intake()
		var drop, left []org.Membership
		rest := period.Span{From: today}
		for _, m := range in.membershipsOf(person) {
			if m.Team == group && m.Span.Overlaps(rest) {
				drop = append(drop, m)
				left = append(left, cut(m, rest)...)
			}
		}
		if len(drop) == 0 {
			return nil
		}
		if err := in.replaceMemberships(person, drop, left); err != nil {
			return err
		}
		if err := in.reload(); err != nil {
			return err
		}
		if err := in.refoldMoved(); err != nil {
			return err
		}
		return u.note("person.moved", "person", person, nil)
	})
}

// identify sets what is not blank of a person's own name and e-mail.
func (u *Unit) identify(p org.Person, name, email string) error {
	q := p
	q.Name, q.Email = orKey(strings.TrimSpace(name), p.Name), orKey(strings.TrimSpace(email), p.Email)
	if q == p {
		return nil
	}
	if err := q.Check(); err != nil {
		return err
	}
	if other, ok := u.World.PersonByEmail(q.Email); ok && q.Email != "" && other.ID != q.ID {
		return fault.New(fault.Conflict, "person.email_taken", "email", q.Email).On("email")
	}
	q.Version++
	if err := u.tx.UpdatePerson(u.org(), q); err != nil {
		return err
	}
	return u.reload()
}

// Preferences is what each person decides about what others see of them.
type Preferences struct {
	Hidden   bool // own contributions are not shown to teammates
	OnBoards bool // named on boards of people
}

// SetPreferences is everybody's own business, and nobody else's.
func (a *App) SetPreferences(ctx context.Context, actor org.Actor, pr Preferences) error {
	return a.write(ctx, actor, func(u *Unit) error {
		if err := u.World.Can(actor, org.EditSelf, org.PersonObject(actor.Person), u.World.Today(u.At)); err != nil {
			return err
		}
		p, ok := u.World.Person(actor.Person)
		if !ok {
			return fault.New(fault.NotFound, "not_found", "what", "person")
		}
		if p.Hidden == pr.Hidden && p.OnBoards == pr.OnBoards {
			return nil
		}
		p.Hidden, p.OnBoards, p.Version = pr.Hidden, pr.OnBoards, p.Version+1
		if err := u.tx.UpdatePerson(u.org(), p); err != nil {
			return err
		}
		if err := u.reload(); err != nil {
			return err
		}
		return u.note("person.preferences", "person", p.ID, nil)
	})
}

// SetName lets a person write their own name and e-mail as they want them.
func (a *App) SetName(ctx context.Context, actor org.Actor, name, email string) error {
	return a.write(ctx, actor, func(u *Unit) error {
		if err := u.World.Can(actor, org.EditSelf, org.PersonObject(actor.Person), u.World.Today(u.At)); err != nil {
			return err
		}
		p, ok := u.World.Person(actor.Person)
		if !ok {
			return fault.New(fault.NotFound, "not_found", "what", "person")
		}
		if err := u.identify(p, name, email); err != nil {
			return err
		}
		return u.note("person.saved", "person", p.ID, nil)
	})
}
