package app

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"cordee/internal/fault"
	"cordee/internal/goal"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/store"
)

// SetDirection gives the company a new direction from today on. The texts before it stay, and so does which strategic objective
// was set under which: those of an earlier one are for somebody to look at again.
func (a *App) SetDirection(ctx context.Context, actor org.Actor, text string, version int) error {
	return a.write(ctx, actor, func(u *Unit) error {
		if err := u.World.Can(actor, org.EditGoal, commonObject(u.World), u.World.Today(u.At)); err != nil {
			return err
		}
		old, err := u.tx.Org(u.org())
		if err != nil {
			return err
		}
		next := old
		next.Direction, next.DirectionOn, next.Version = strings.TrimSpace(text), u.World.Today(u.At), old.Version+1
		switch {
		case old.Version != version:
			return fault.New(fault.Stale, "stale", "what", "org", "have", version, "now", old.Version)
		case next.Direction == "":
			return fault.Bad("direction", "org.direction_missing")
		case utf8.RuneCountInString(next.Direction) > maxDirection:
			return fault.Bad("direction", "org.direction_long", "max", maxDirection)
		case next.Direction == old.Direction:
			return nil
		}
		if err := u.keepDirection(old, next); err != nil {
			return err
		}
		if err := u.tx.UpdateOrg(next); err != nil {
			return err
		}
		if err := u.reload(); err != nil {
			return err
		}
		return u.note("org.direction", "org", u.org(), nil)
	})
}

// keepDirection records a new text, and first the one before it when nothing has been recorded yet.
func (u *Unit) keepDirection(old, next org.Org) error {
	if _, err := u.directionNow(); err != nil {
		return err
	}
	if next.Direction == "" {
		return nil
	}
	return u.tx.InsertDirection(u.org(), store.Direction{ID: newID(), From: next.DirectionOn, Text: next.Direction, At: u.At.UnixMicro(), Actor: u.Actor.Person})
}

// directionNow is the record of the direction in force, 0 when the company has not said any. One that was only a setting until now
// is recorded, and the strategic objectives that hang on none were set under it.
func (u *Unit) directionNow() (org.ID, error) {
	o := u.World.Org()
	if o.Direction == "" {
		return 0, nil
	}
	list, err := u.tx.Directions(u.org())
	if err != nil {
		return 0, err
	}
	if len(list) > 0 {
		return list[0].ID, nil
	}
	d := store.Direction{ID: newID(), From: o.DirectionOn, Text: o.Direction, At: u.At.UnixMicro()}
	return d.ID, u.tx.InsertDirection(u.org(), d)
}

// ConfirmGoal says that a strategic objective, as it is, also serves the direction now in force.
func (a *App) ConfirmGoal(ctx context.Context, actor org.Actor, id org.ID, version int) error {
	return a.write(ctx, actor, func(u *Unit) error {
		row, err := u.goalFor(id, org.EditGoal)
		if err != nil {
			return err
		}
		if row.Version != version {
			return fault.New(fault.Stale, "goal.stale", "have", version, "now", row.Version)
		}
		if row.Tier != goal.Strategic {
			return fault.Bad("tier", "goal.direction_tier")
		}
		now, err := u.directionNow()
		if err != nil || now == row.Direction {
			return err
		}
		row.Direction = now
		row.Version++
		return u.updateGoal(row, "goal.confirmed", Said{})
	})
}

// DirectionsView is the company's direction through time, and what hangs on it.
type DirectionsView struct {
	World    *World
	Today    period.Date
	Texts    []store.Direction // the latest first
	Top      []Standing        // strategic objectives, those of an earlier direction first
	Affected map[goal.Tier]int // objectives not yet over that hang, at any depth, on a strategic one of an earlier direction
	// Below are those of them that the reader may see, by the strategic objective, tier by tier, then by last day and title.
	Below   map[org.ID][]store.GoalRow
	MayEdit bool
}

// Earlier tells whether a strategic objective was set under a direction that is no longer in force.
func (v DirectionsView) Earlier(s Standing) bool {
	switch {
	case len(v.Texts) == 0 || s.Closed != nil:
		return false
	case s.Direction == 0: // from a file, which names no direction: when it came tells; before a first text, the day
		return len(v.Texts) > 1 && s.CreatedAt < v.Texts[0].At || v.World.dayOf(s.CreatedAt) < v.Texts[0].From
	}
	return s.Direction != v.Texts[0].ID
}

// Directions reads the company's direction through time, with the outcome of its strategic objectives and everything that a new
// text leaves to be looked at again, at every tier.
func (a *App) Directions(ctx context.Context, actor org.Actor) (DirectionsView, error) {
	var v DirectionsView
	err := a.read(ctx, actor, org.ReadOrg, func(r *Reading) (err error) {
		v.World, v.Today = r.World, r.Today
		v.MayEdit = r.World.Can(actor, org.EditGoal, commonObject(r.World), r.Today) == nil
		if v.Texts, err = r.tx.Directions(actor.Org); err != nil {
			return err
		}
		rows, err := r.tx.Goals(actor.Org)
		if err != nil {
			return err
		}
		return r.hangOn(&v, rows)
	})
	return v, err
}

// hangOn sorts the strategic objectives and counts what is below those of an earlier direction.
func (r *Reading) hangOn(v *DirectionsView, rows []store.GoalRow) (err error) {
	below := map[org.ID][]store.GoalRow{}
	var top []store.GoalRow
	for _, g := range rows {
		if g.Status == goal.Cancelled {
			continue
		}
		below[g.Parent] = append(below[g.Parent], g)
		if g.Tier == goal.Strategic && r.World.maySeeGoal(r.Actor, g.Goal, r.Today) == nil {
			top = append(top, g)
		}
	}
	if v.Top, err = r.World.standings(r.tx, top, r.Today); err != nil {
		return err
	}
	slices.SortStableFunc(v.Top, func(a, b Standing) int {
		switch {
		case v.Earlier(a) == v.Earlier(b):
			return 0
		case v.Earlier(a):
			return -1
		}
		return 1
	})
	v.Affected, v.Below = map[goal.Tier]int{}, map[org.ID][]store.GoalRow{}
	for _, s := range v.Top {
		if !v.Earlier(s) || s.Progress.Over() {
			continue
		}
		v.Affected[s.Tier]++
		affected := r.affectedBy(below, s.ID)
		for _, g := range affected {
			v.Affected[g.Tier]++
		}
		v.Below[s.ID] = slices.DeleteFunc(affected, func(g store.GoalRow) bool { return r.World.maySeeGoal(r.Actor, g.Goal, r.Today) != nil })
	}
	return nil
}

// affectedBy are the objectives under one whose days are not over; imports refuse cycles, so the way down ends.
func (r *Reading) affectedBy(below map[org.ID][]store.GoalRow, id org.ID) (list []store.GoalRow) {
	tiers := goal.Tiers()
	for _, g := range below[id] {
		if g.Closed == nil && g.End >= r.Today {
			list = append(list, g)
		}
		list = append(list, r.affectedBy(below, g.ID)...)
	}
	slices.SortStableFunc(list, func(a, b store.GoalRow) int {
		return cmp.Or(slices.Index(tiers, a.Tier)-slices.Index(tiers, b.Tier), cmp.Compare(a.End, b.End), cmp.Compare(a.Title, b.Title))
	})
	return list
}
