package app

import (
	"context"
	"slices"
	"strings"
	"time"

	"cordee/internal/fault"
	"cordee/internal/goal"
	"cordee/internal/kudos"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/store"
)

// GiftShown is points that somebody gave, with the word that came with them.
type GiftShown struct {
	store.PointGift
	FromName, ToName, GoalTitle string
}

// AllotmentView is what a common success lets the reader give, what they gave and what they received. What others received is nobody
// else's to count.
type AllotmentView struct {
	Goal     org.ID
	Points   int64 // that each could give
	Left     int64 // that the reader still can
	Ends     period.Date
	Open     bool
	To       []org.Person // who was there too
	Given    []GiftShown
	Received []GiftShown
}

// successDays is how long after its end a common objective that was attained is still celebrated.
const successDays = 21

// succeeded tells whether a common objective is reached: while it runs if more is better, else once it is closed.
func succeeded(s Standing, today period.Date) bool {
	common := s.Tier == goal.Collective && s.Owner.Kind == org.OwnerTeam && s.PublishedAt != 0
	if !common || today > s.End.AddDays(successDays) || s.Start > today {
		return false
	}
	if s.Closed != nil {
		return s.Closed.Status == goal.Attained
	}
	return s.Progress.Reached && s.Metric.Direction != measure.Down && s.Status == goal.Published
}

// OpenAllotments gives those present at each common success their points to give, once an objective, where the organisation turned that on.
func (a *App) OpenAllotments(ctx context.Context, o org.ID, _ time.Time) error {
	waiting := false
	err := a.read(ctx, org.System(o), org.ReadOrg, func(r *Reading) error {
		list, _, err := r.successesToOpen()
		waiting = len(list) > 0
		return err
	})
	if err != nil || !waiting {
		return err
	}
	return a.write(ctx, org.System(o), func(u *Unit) error {
		r := u.look()
		list, p, err := r.successesToOpen()
		for _, s := range list {
			x := store.Allotment{Goal: s.ID, Points: int64(p.Points), Opened: r.Today, Ends: r.Today.AddDays(p.daysToGive()), Present: r.presentAt(s)}
			if err := u.tx.InsertAllotment(u.org(), x); err != nil {
				return err
			}
			if err := u.note("points.opened", "goal", s.ID, nil); err != nil {
				return err
			}
		}
		return err
	})
}

// presentAt are the members of the team today.
func (r *Reading) presentAt(s Standing) []org.ID {
	var list []org.ID
	for _, stay := range r.World.MembersDuring(s.Owner.ID, period.Days(r.Today, r.Today)) {
		p, ok := r.World.Person(stay.Person)
		if ok && !p.Erased && p.HereOn(r.Today) && !slices.Contains(list, p.ID) {
			list = append(list, p.ID)
		}
	}
	slices.Sort(list)
	return list
}

// successesToOpen are the common successes without an allotment yet.
func (r *Reading) successesToOpen() ([]Standing, Practice, error) {
	p, err := practiceOf(r.tx, r.Actor.Org)
	if err != nil || p.Points <= 0 {
		return nil, p, err
	}
	rows, err := r.tx.Goals(r.Actor.Org)
	if err != nil {
		return nil, p, err
	}
	rows = slices.DeleteFunc(rows, func(g store.GoalRow) bool {
		return g.Tier != goal.Collective || g.PublishedAt == 0 || g.Status == goal.Cancelled || r.Today > g.End.AddDays(successDays) || g.Start > r.Today
	})
	ids := make([]org.ID, len(rows))
	for i, g := range rows {
		ids[i] = g.ID
	}
	opened, err := r.tx.Allotments(r.Actor.Org, ids)
	if err != nil {
		return nil, p, err
	}
	rows = slices.DeleteFunc(rows, func(g store.GoalRow) bool {
		return slices.ContainsFunc(opened, func(x store.Allotment) bool { return x.Goal == g.ID })
	})
	list, err := r.standings(rows)
	list = slices.DeleteFunc(list, func(s Standing) bool { return !succeeded(s, r.Today) || len(r.presentAt(s)) < kudos.LeastGroup })
	return list, p, err
}

// GivePoints gives a colleague who was there points of a common success, with a word. The same gift again changes nothing; more to the
// same person says the new number.
func (a *App) GivePoints(ctx context.Context, actor org.Actor, id, to org.ID, points int64, words string) error {
	words = strings.TrimSpace(words)
	return a.write(ctx, actor, func(u *Unit) error {
		if err := u.personOnly("points"); err != nil {
			return err
		}
		if _, err := u.goalFor(id, org.ReadGoal); err != nil {
			return err
		}
		if err := checkThanks(words); err != nil {
			return err
		}
		x, gifts, err := allotmentOf(u.tx, u.org(), id)
		if err != nil {
			return err
		}
		today := u.World.Today(u.At)
		after, err := x.Give(plainGifts(gifts), kudos.Gift{From: actor.Person, To: to, Points: points}, today)
		if err != nil {
			return err
		}
		g := store.PointGift{Goal: id, From: actor.Person, To: to, Points: points, Words: words, At: u.At.UnixMicro()}
		same := func(old store.PointGift) bool {
			return old.From == g.From && old.To == g.To && old.Points == g.Points && old.Words == g.Words
		}
		if len(after) == len(gifts) && slices.ContainsFunc(gifts, same) {
			return nil
		}
		if err := u.tx.PutPoints(u.org(), g); err != nil {
			return err
		}
		return u.note("points.given", "goal", id, map[string]any{"to": to.String()})
	})
}

// allotmentOf is what one success opened, with the gifts so far; Conflict points.none when it opened none.
func allotmentOf(tx *store.Tx, o, id org.ID) (kudos.Allotment, []store.PointGift, error) {
	list, err := tx.Allotments(o, []org.ID{id})
	if err != nil {
		return kudos.Allotment{}, nil, err
	}
	if len(list) == 0 {
		return kudos.Allotment{}, nil, fault.New(fault.Conflict, "points.none")
	}
	gifts, err := tx.Points(o, id)
	x := list[0]
	return kudos.Allotment{Points: x.Points, Opened: x.Opened, Ends: x.Ends, Present: x.Present}, gifts, err
}

func plainGifts(rows []store.PointGift) []kudos.Gift {
	list := make([]kudos.Gift, len(rows))
	for i, g := range rows {
		list[i] = kudos.Gift{From: g.From, To: g.To, Points: g.Points}
	}
	return list
}

// allotment is what a success lets the reader give; nil for who was not there.
func (r *Reading) allotment(id org.ID) (*AllotmentView, error) {
	x, gifts, err := allotmentOf(r.tx, r.Actor.Org, id)
	if fault.Is(err, "points.none") || err == nil && !slices.Contains(x.Present, r.Actor.Person) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	v := &AllotmentView{Goal: id, Points: x.Points, Ends: x.Ends, Open: x.Open(r.Today), Left: x.Left(plainGifts(gifts), r.Actor.Person, r.Today)}
	for _, p := range x.Present {
		who, ok := r.World.Person(p)
		if ok && p != r.Actor.Person && !who.Erased {
			v.To = append(v.To, who)
		}
	}
	slices.SortFunc(v.To, r.World.ByName)
	for _, g := range r.gifts(gifts) {
		switch r.Actor.Person {
		case g.From:
			v.Given = append(v.Given, g)
		case g.To:
			v.Received = append(v.Received, g)
		}
	}
	return v, nil
}

func (r *Reading) gifts(rows []store.PointGift) []GiftShown {
	list := make([]GiftShown, len(rows))
	for i, g := range rows {
		list[i] = GiftShown{PointGift: g, FromName: r.World.Name(org.PersonOwner(g.From)), ToName: r.World.Name(org.PersonOwner(g.To))}
	}
	return list
}

// pointsReceived are the points somebody was given, the latest first.
func (r *Reading) pointsReceived(person org.ID) ([]GiftShown, error) {
	rows, err := r.tx.PointsOf(r.Actor.Org, person)
	if err != nil {
		return nil, err
	}
	list := r.gifts(slices.DeleteFunc(rows, func(g store.PointGift) bool { return g.To != person }))
	for i := range list {
		g, err := r.goalAt(list[i].Goal)
		if err != nil {
			return nil, err
		}
		list[i].GoalTitle = g.Title
	}
	return list, nil
}
