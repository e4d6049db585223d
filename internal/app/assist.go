package app

import (
	"context"
	"slices"

	"cordee/internal/fault"
	"cordee/internal/ledger"
	"cordee/internal/org"
	"cordee/internal/sheet"
	"cordee/internal/store"
)

// CreditHelper names somebody who helped on a result: a correction through the ledger that moves no total. Whoever is credited thanks them
// by it, and help that was agreed between the two is noted as given. It answers the posting that stands now.
func (a *App) CreditHelper(ctx context.Context, actor org.Actor, posting int64, helper org.ID) (now int64, err error) {
	err = a.write(ctx, actor, func(u *Unit) error {
		p, err := u.standingResult(posting)
		if err != nil {
			return err
		}
		if err := u.checkHelper(p, helper); err != nil {
			return err
		}
		p.Assists = append(slices.Clone(p.Assists), helper)
		row := u.look().resultRow(p)
		set, err := u.World.resolve([]sheet.ResultRow{row}, func(ledger.Result) error { return nil })
		if err != nil {
			return err
		}
		if _, err := u.postNow(set); err != nil {
			return err
		}
		key := store.RefKey{Source: p.Source, Ref: p.Ref}
		heads, err := u.tx.Heads(u.org(), []store.RefKey{key})
		if err != nil {
			return err
		}
		now = heads[key].Posting
		if err := u.helpLedTo(p, helper, now); err != nil {
			return err
		}
		if !slices.Contains(creditedOwners(p.Result), org.PersonOwner(actor.Person)) || actor.Kind != org.ByPerson {
			return nil
		}
		return u.thank(store.Thanks{To: org.PersonOwner(helper), Posting: now, Kind: store.ThanksAssist})
	})
	return now, err
}

// standingResult is a result that still stands, which the actor may correct.
func (u *Unit) standingResult(posting int64) (store.Posted, error) {
	found, err := u.tx.Postings(u.org(), []int64{posting})
	if err != nil {
		return store.Posted{}, err
	}
	p, ok := found[posting]
	if !ok || p.Sign < 0 {
		return p, notFound("result")
	}
	today, object := u.World.Today(u.At), org.ResultObject(creditedOwners(p.Result)...)
	if err := u.World.Can(u.Actor, org.PostResult, object, today); err != nil {
		return p, err
	}
	key := store.RefKey{Source: p.Source, Ref: p.Ref}
	heads, err := u.tx.Heads(u.org(), []store.RefKey{key})
	if err != nil {
		return p, err
	}
	if h := heads[key]; !h.Live || h.Posting != posting {
		return p, fault.New(fault.Conflict, "assist.replaced")
	}
	return p, nil
}

func (u *Unit) checkHelper(p store.Posted, helper org.ID) error {
	who, ok := u.World.Person(helper)
	switch {
	case !ok || who.Erased:
		return fault.Bad("helper", "assist.nobody")
	case slices.Contains(p.Assists, helper):
		return fault.Bad("helper", "assist.already", "name", who.Name)
	case slices.Contains(creditedOwners(p.Result), org.PersonOwner(helper)):
		return fault.Bad("helper", "assist.credited", "name", who.Name)
	}
	return nil
}

// helpLedTo notes on the help agreed between those credited and their helper what it led to.
func (u *Unit) helpLedTo(p store.Posted, helper org.ID, posting int64) error {
	list, err := u.tx.SupportsOf(u.org(), helper)
	if err != nil {
		return err
	}
	for _, x := range list {
		agreed := x.Helper == helper && !x.Accepted.IsZero() && x.Posting == 0
		if !agreed || !slices.Contains(creditedOwners(p.Result), org.PersonOwner(x.Person)) {
			continue
		}
		x.Posting = posting
		if x.Done.IsZero() {
			x.Done = u.World.Today(u.At)
		}
		return u.tx.UpdateSupport(u.org(), x)
	}
	return nil
}
