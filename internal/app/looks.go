package app

import (
	"context"
	"slices"
	"time"

	"cordee/internal/org"
	"cordee/internal/store"
)

// Look is somebody's look at what a page shows of another person: what kind of page, and whose, by the person, objective or result it
// names.
type Look struct {
	What   string // the kind of page, a key of the words web.access.what_*
	Kind   string // of the object named: org.APerson, org.AGoal or "result"
	Object org.ID // by id, or
	Key    string // by key
}

// lookOnce is how long the same look by the same reader is one look, lookDaily how long where many are shown at once; looksKept, how many months looks are kept (LAW F14).
const (
	lookOnce  = time.Hour
	lookDaily = 12 * time.Hour // a working day
	looksKept = 12
)

// LogLook notes that the actor was shown what concerns another person, once an hour for each page. It is called once the answer is
// decided, and never fails it. People and API tokens are noted; the program's own rounds are nobody's look. people are those whom it
// concerned.
func (a *App) LogLook(ctx context.Context, actor org.Actor, k Look) (people []org.ID) {
	if actor.Kind == org.BySystem {
		return nil
	}
	a.note(ctx, actor, lookOnce, func(r *Reading) (list []store.Access, err error) {
		var object org.ID
		people, object, err = r.lookedAt(k)
		for _, p := range people {
			list = append(list, store.Access{Person: p, What: k.What, Object: object})
		}
		return list, err
	})
	return people
}

// LogPeople notes that the actor was shown figures of several people at once, on a page, in a file or in an answer to a program: one
// look of each a day for each kind.
func (a *App) LogPeople(ctx context.Context, actor org.Actor, what string, people []org.ID) {
	if actor.Kind == org.BySystem || len(people) == 0 {
		return
	}
	a.note(ctx, actor, lookDaily, func(*Reading) (list []store.Access, err error) {
		for _, p := range slices.Compact(slices.Sorted(slices.Values(people))) {
			list = append(list, store.Access{Person: p, What: what})
		}
		return list, nil
	})
}

// note keeps those of some looks that were not noted for a while already. What a token may read has no say in whether its reading is
// noted.
func (a *App) note(ctx context.Context, actor org.Actor, once time.Duration, find func(*Reading) ([]store.Access, error)) {
	var fresh []store.Access
	since := a.now().Add(-once).UnixMicro()
	err := a.read(ctx, org.System(actor.Org), org.ReadOrg, func(r *Reading) error {
		r.Actor = actor
		found, err := find(r)
		if err != nil || len(found) == 0 {
			return err
		}
		before, err := r.tx.LooksSince(actor.Org, reader(actor), since)
		for _, x := range found {
			seen := slices.ContainsFunc(before, func(y store.Access) bool { return y.Person == x.Person && y.What == x.What && y.Object == x.Object })
			if x.Person != actor.Person && !seen {
				x.ID, x.At, x.Actor = newID(), a.now().UnixMicro(), reader(actor)
				fresh = append(fresh, x)
			}
		}
		return err
	})
	if err == nil && len(fresh) > 0 {
		err = a.writeApart(ctx, func(u *Unit) error {
			for _, x := range fresh {
				if err := u.tx.LogAccess(actor.Org, x); err != nil {
					return err
				}
			}
			return nil
		})
	}
	if err != nil {
		a.log.Warn("access not logged", "actor", actor.Person.String(), "error", err.Error())
	}
}

// LogRead notes a look at what concerns one person as a whole.
func (a *App) LogRead(ctx context.Context, actor org.Actor, person org.ID, what string) {
	a.LogLook(ctx, actor, Look{What: what, Kind: org.APerson, Object: person})
}

// reader is who a look is noted of: the person, or the token.
func reader(actor org.Actor) org.ID {
	if actor.Person != 0 {
		return actor.Person
	}
	return actor.Token
}

// lookedAt is whose data a page showed, and which object of theirs. Of a person who is only named, not shown, it is nobody's.
func (r *Reading) lookedAt(k Look) (people []org.ID, object org.ID, err error) {
	switch k.Kind {
	case org.AGoal:
		return r.lookedAtGoal(k)
	case "result":
		found, err := r.tx.Postings(r.Actor.Org, []int64{int64(k.Object)})
		for _, p := range found {
			for _, c := range p.Credits {
				if c.Owner.Kind == org.OwnerPerson {
					people = append(people, c.Owner.ID)
				}
			}
		}
		return people, k.Object, err
	}
	if k.Key != "" {
		p, _ := r.World.PersonByKey(k.Key)
		k.Object = p.ID
	}
	if k.Object == 0 || k.What == org.APerson && r.Actor.Kind == org.ByPerson && r.World.Can(r.Actor, org.ReadPersonPrivate, org.PersonObject(k.Object), r.Today) != nil {
		return nil, 0, nil
	}
	return []org.ID{k.Object}, 0, nil
}

func (r *Reading) lookedAtGoal(k Look) ([]org.ID, org.ID, error) {
	row, err := store.GoalRow{}, error(nil)
	if k.Key != "" {
		row, err = r.tx.GoalByKey(r.Actor.Org, k.Key)
	} else {
		row, err = r.tx.Goal(r.Actor.Org, k.Object)
	}
	if err != nil || row.Owner.Kind != org.OwnerPerson {
		return nil, 0, err
	}
	return []org.ID{row.Owner.ID}, row.ID, nil
}

// nameOfLooked is the title of the objective that was looked at.
func (r *Reading) nameOfLooked(x store.Access) string {
	if x.Object == 0 || x.What == "result" {
		return ""
	}
	g, err := r.goalAt(x.Object)
	if err != nil {
		return "" // it was deleted since
	}
	return g.Title
}

// tokenName names the program that looked, by its token.
func (r *Reading) tokenName(id org.ID) string {
	all, err := r.tx.Tokens(r.Actor.Org)
	if err != nil {
		return ""
	}
	for _, t := range all {
		if t.ID == id {
			return t.Name
		}
	}
	return ""
}

// ForgetLooks drops the looks older than twelve months.
func (a *App) ForgetLooks(ctx context.Context, o org.ID, now time.Time) error {
	return a.writeApart(ctx, func(u *Unit) error {
		return u.tx.DeleteAccessBefore(o, now.AddDate(0, -looksKept, 0).UnixMicro())
	})
}
