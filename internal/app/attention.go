package app

import (
	"context"
	"time"

	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/store"
)

// A look counts until the next one, for at most longLook: whoever comes back later was elsewhere meanwhile. The first look of a
// sitting counts as firstLook.
const (
	longLook  = 2 * time.Minute
	firstLook = 20 * time.Second
)

// attentionWeeks is how many weeks the trend goes back; older ones are forgotten.
const attentionWeeks = 12

// Attend notes that someone who leads is looking at what concerns those they lead. It measures Cordée, not them: nobody else is
// ever shown it.
func (a *App) Attend(ctx context.Context, actor org.Actor) error {
	if actor.Kind != org.ByPerson {
		return nil
	}
	return a.writeApart(ctx, func(u *Unit) error {
		w, err := a.world(u.tx, actor.Org)
		if err != nil {
			return err
		}
		week := w.Org().Calendar.Week(w.Today(u.At)).From
		x := store.Attention{Week: week}
		known, err := u.tx.Attention(actor.Org, actor.Person, week)
		if err != nil {
			return err
		}
		if len(known) > 0 {
			x = known[0]
		}
		x.Seconds += int64(looked(time.UnixMicro(x.SeenAt), u.At) / time.Second)
		x.SeenAt = u.At.UnixMicro()
		return u.tx.PutAttention(actor.Org, actor.Person, x)
	})
}

// looked is what a look adds to the time since the one before.
func looked(before, now time.Time) time.Duration {
	if gap := now.Sub(before); gap <= longLook {
		return max(gap, 0)
	}
	return firstLook
}

// Week is one week's attention.
type Week = store.Attention

// weeksOf are the weeks up to today's, the oldest first, with zero for those without a look; from the first one that has any.
func (r *Reading) weeksOf(person org.ID) ([]Week, error) {
	week := r.World.Org().Calendar.Week(r.Today).From
	known, err := r.tx.Attention(r.Actor.Org, person, week.AddDays(-7*(attentionWeeks-1)))
	if err != nil || len(known) == 0 {
		return nil, err
	}
	byWeek := map[period.Date]store.Attention{}
	for _, x := range known {
		byWeek[x.Week] = x
	}
	var list []Week
	for on := known[0].Week; on <= week; on = on.AddDays(7) {
		x := byWeek[on]
		x.Week = on
		list = append(list, x)
	}
	return list, nil
}

// OwnWeek is how many seconds of attention Cordée asked for in the week that begins on a day.
type OwnWeek struct {
	From    period.Date `json:"from"`
	Seconds int64       `json:"seconds"`
}

// tellAttention tells the person alone: who acts for them is not shown it.
func (r *Reading) tellAttention(d *OwnData, id org.ID) error {
	if !r.Actor.Is(id) {
		return nil
	}
	weeks, err := r.weeksOf(id)
	for _, x := range weeks {
		d.Attention = append(d.Attention, OwnWeek{x.Week, x.Seconds})
	}
	return err
}

// ForgetAttention drops the weeks that no trend shows any more.
func (a *App) ForgetAttention(ctx context.Context, o org.ID, now time.Time) error {
	return a.writeApart(ctx, func(u *Unit) error {
		w, err := a.world(u.tx, o)
		if err != nil {
			return err
		}
		return u.tx.DeleteAttentionBefore(o, w.Org().Calendar.Week(w.Today(now)).From.AddDays(-7*attentionWeeks))
	})
}
