package app

import (
	"context"
	"slices"

	"cordee/internal/fault"
	"cordee/internal/org"
	"cordee/internal/store"
)

// ApproveAwards says yes to awards, all of them or none, and tells how many took it. Refusals: award.own, award.not_waiting,
// award.approved_already.
func (a *App) ApproveAwards(ctx context.Context, actor org.Actor, ids []org.ID) (int, error) {
	err := a.write(ctx, actor, func(u *Unit) error {
		if len(ids) == 0 {
			return fault.Bad("award", "award.none_chosen")
		}
		for _, id := range ids {
			if err := u.approveAward(id); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	return len(ids), nil
}

// look is what a use case reads inside its change.
func (u *Unit) look() *Reading {
	return &Reading{tx: u.tx, app: u.app, World: u.World, Actor: u.Actor, Today: u.World.Today(u.At), seq: u.Seq}
}

func (u *Unit) approveAward(id org.ID) error {
	r := u.look()
	x, err := u.tx.Award(u.org(), id)
	if err != nil {
		return err
	}
	if !r.mayReadReward(x.Person) {
		return notFound("award")
	}
	d, err := r.awardDesk([]store.Award{x})
	if err != nil {
		return err
	}
	view, err := d.view(x)
	if err != nil {
		return err
	}
	alone, err := d.mayApprove(view)
	if err != nil {
		return err
	}
	y := store.AwardApproval{Award: id, Person: u.Actor.Person, At: u.At.UnixMicro(), Alone: alone}
	if err := u.tx.InsertAwardApproval(u.org(), y); err != nil {
		return err
	}
	return u.note("award.approved", "award", id, map[string]any{"alone": alone})
}

// ExportPayroll hands every approved award that has not left yet to payroll, once. Refusal: award.nothing_to_export.
func (a *App) ExportPayroll(ctx context.Context, actor org.Actor) (Payout, error) {
	var out Payout
	err := a.write(ctx, actor, func(u *Unit) error {
		r := u.look()
		if err := u.World.Can(actor, org.PayRewards, org.Object{}, r.Today); err != nil {
			return err
		}
		ready, err := r.readyToPay()
		if err != nil {
			return err
		}
		if len(ready) == 0 {
			return fault.New(fault.Conflict, "award.nothing_to_export")
		}
		p := store.Payout{ID: newID(), At: u.At.UnixMicro(), Actor: actor.Person, N: len(ready)}
		ids := make([]org.ID, len(ready))
		for i := range ready {
			ids[i] = ready[i].ID
			ready[i].State, ready[i].Export, ready[i].ExportedAt = AwardExported, p.ID, p.At
		}
		if err := u.tx.InsertPayout(u.org(), p, ids); err != nil {
			return err
		}
		out = Payout{ID: p.ID, At: p.At, By: p.Actor, N: p.N, Awards: ready}
		return u.note("award.paid", "payout", p.ID, map[string]any{"count": p.N})
	})
	return out, err
}

// ReadyToPay is what would leave for payroll now. Nothing is marked, and the batch has no number.
func (a *App) ReadyToPay(ctx context.Context, actor org.Actor) (out Payout, err error) {
	err = a.read(ctx, actor, org.PayRewards, func(r *Reading) (err error) {
		out.Awards, err = r.readyToPay()
		out.N = len(out.Awards)
		return err
	})
	return out, err
}

// Payout is a batch that left, to be downloaded again.
func (a *App) Payout(ctx context.Context, actor org.Actor, id org.ID) (Payout, error) {
	var out Payout
	err := a.read(ctx, actor, org.PayRewards, func(r *Reading) error {
		payouts, err := r.tx.Payouts(actor.Org, maxOwn)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(payouts, func(p store.Payout) bool { return p.ID == id })
		if i < 0 {
			return notFound("payout")
		}
		p := payouts[i]
		rows, err := r.tx.PayoutAwards(actor.Org, id)
		if err != nil {
			return err
		}
		out = Payout{ID: p.ID, At: p.At, By: p.Actor, N: p.N}
		out.Awards, err = r.awardViews(rows)
		return err
	})
	return out, err
}
