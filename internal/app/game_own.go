package app

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"cordee/internal/fault"
	"cordee/internal/game"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/store"
)

// OwnGame is somebody's own play, for their eyes only.
type OwnGame struct {
	Plays      bool
	Joined     period.Date
	KeptUntil  period.Date // after leaving: what is kept goes that day; zero else
	Streak     game.Streak
	Rests      []period.Date // chosen, from this month on
	RestsLeft  int           // this month
	Rung       game.Rung
	Given      []Celebrated // own milestones and badges, the latest first; what is held
	Back       []Celebrated // taken back these days, and not given again: a result was cancelled, that is all
	Challenges []ChallengeView
	Others     []org.Person // who else plays: whom one may ask for a duel
}

// Celebrated is one milestone or badge. At is in percent, for a milestone; Title is the objective's or the challenge's, "" when the reader may
// not see it.
type Celebrated struct {
	Owner  org.Owner
	Name   string // of the owner
	Kind   string // Milestone, Badge
	At     int
	Badge  game.Kind
	Ref    org.ID
	Title  string
	On     period.Date
	Common bool // of a team
}

// celebratedDays is how long something stays worth celebrating, and worth a kind word when it was taken back.
const celebratedDays = 14

// OwnGame reads the actor's own play.
func (a *App) OwnGame(ctx context.Context, actor org.Actor) (v OwnGame, err error) {
	err = a.read(ctx, actor, org.ReadBoard, func(r *Reading) error {
		v, err = r.ownGame()
		return err
	})
	return v, err
}

func (r *Reading) ownGame() (v OwnGame, err error) {
	me := r.Actor.Person
	all, err := r.tx.Players(r.Actor.Org)
	if err != nil {
		return v, err
	}
	if i := slices.IndexFunc(all, func(p store.Player) bool { return p.Person == me }); i >= 0 {
		v.Joined, v.Plays = all[i].Joined, all[i].Left.IsZero()
		if !v.Plays {
			v.KeptUntil = all[i].Left.AddDays(playKept)
		}
	}
	if v.Challenges, err = r.challenges(r.Today.AddDays(-playKept)); err != nil || !v.Plays {
		return v, err
	}
	for _, part := range []func(*OwnGame) error{r.ownStreak, r.ownCelebrations, r.otherPlayers} {
		if err := part(&v); err != nil {
			return v, err
		}
	}
	return v, nil
}

func (r *Reading) otherPlayers(v *OwnGame) error {
	in, err := r.World.players(r.tx, r.Today)
	for _, p := range r.World.People {
		if in[p.ID] && p.ID != r.Actor.Person {
			v.Others = append(v.Others, p)
		}
	}
	slices.SortFunc(v.Others, r.World.ByName)
	return err
}

// streakDays is how far back a streak is read.
const streakDays = 366

// ownStreak counts the days in a row on which the reader brought something. Days that are not theirs to work never break it.
func (r *Reading) ownStreak(v *OwnGame) error {
	me := r.Actor.Person
	rests, err := r.tx.Rests(r.Actor.Org, me)
	if err != nil {
		return err
	}
	v.RestsLeft = game.RestsAMonth
	for _, d := range rests {
		if d.Year() == r.Today.Year() && d.Month() == r.Today.Month() {
			v.RestsLeft--
		}
		if d >= r.Today.AddDays(1-r.Today.Day()) {
			v.Rests = append(v.Rests, d)
		}
	}
	span := period.Days(max(v.Joined, r.Today.AddDays(1-streakDays)), r.Today)
	kept, err := r.keptDays(me, span)
	if err != nil {
		return err
	}
	profile := r.World.Profile(org.PersonOwner(me), span)
	var days []game.Day
	for d := span.From; d < span.To; d++ {
		off := profile.Weight(period.Day(d)) == 0 || slices.Contains(rests, d)
		days = append(days, game.Day{On: d, Off: off, Kept: kept[d]})
	}
	v.Streak = game.Run(days)
	return nil
}

// keptDays are the days on which somebody brought something, whatever it is.
func (r *Reading) keptDays(person org.ID, span period.Span) (map[period.Date]bool, error) {
	var metrics []org.ID
	for _, m := range r.World.Metrics() {
		if m.Kind == measure.Sum || m.Kind == measure.Count {
			metrics = append(metrics, m.ID)
		}
	}
	kept := map[period.Date]bool{}
	if len(metrics) == 0 {
		return kept, nil
	}
	daily, err := r.tx.Daily(r.Actor.Org, metrics, []org.ID{person}, span.From, span.Last())
	for _, t := range daily {
		kept[t.On] = kept[t.On] || t.N > 0
	}
	return kept, err
}

func (r *Reading) ownCelebrations(v *OwnGame) error {
	rows, err := r.tx.CelebrationsOf(r.Actor.Org, []org.ID{r.Actor.Person})
	if err != nil {
		return err
	}
	held, back := heldAndBack(rows)
	var marks []measure.BP
	badges := 0
	for _, x := range held {
		if x.Kind == Badge {
			badges++
		} else {
			marks = append(marks, measure.BP(markOf(x)))
		}
	}
	v.Rung = game.RungOf(game.Worth(marks, badges))
	if v.Given, err = r.celebrated(held); err != nil {
		return err
	}
	back = slices.DeleteFunc(back, func(x store.Celebration) bool { return x.On < r.Today.AddDays(-celebratedDays) })
	v.Back, err = r.celebrated(back)
	return err
}

// heldAndBack parts what is held, by the day it was first given, from what was taken back, by the day it was; the latest first.
func heldAndBack(rows []store.Celebration) (held, back []store.Celebration) {
	first, last := map[thing]store.Celebration{}, map[thing]store.Celebration{}
	for _, x := range rows {
		k := thing{x.Owner, x.Kind, x.Name, x.Ref, x.Target}
		if x.Seq == 0 {
			first[k] = x
		}
		if x.Seq >= last[k].Seq {
			last[k] = x
		}
	}
	for k, x := range last {
		if game.Held(x.Seq + 1) {
			held = append(held, first[k])
		} else {
			back = append(back, x)
		}
	}
	for _, list := range [][]store.Celebration{held, back} {
		slices.SortFunc(list, func(a, b store.Celebration) int {
			return cmp.Or(cmp.Compare(b.At, a.At), cmp.Compare(b.Ref, a.Ref), cmp.Compare(a.Owner.ID, b.Owner.ID), cmp.Compare(markOf(b), markOf(a)))
		})
	}
	return held, back
}

// markOf is the milestone in basis points, 0 for a badge.
func markOf(x store.Celebration) int {
	n, _ := strconv.Atoi(x.Name)
	return n
}

// celebrated puts names to celebrations; titles only of what the reader may see.
func (r *Reading) celebrated(rows []store.Celebration) (list []Celebrated, err error) {
	for _, x := range rows {
		f := Celebrated{
			Owner: x.Owner, Name: r.World.Name(x.Owner), Kind: x.Kind, At: markOf(x) / 100, Ref: x.Ref, On: x.On, Common: x.Owner.Kind == org.OwnerTeam,
		}
		switch x.Kind {
		case Badge:
			f.Badge = game.Kind(x.Name)
			c, err := r.tx.Challenge(r.Actor.Org, x.Ref)
			if err != nil && fault.KindOf(err) != fault.NotFound {
				return nil, err
			}
			f.Title = c.Title
		default:
			g, err := r.tx.Goal(r.Actor.Org, x.Ref)
			if err != nil && fault.KindOf(err) != fault.NotFound {
				return nil, err
			}
			if err == nil && r.World.maySeeGoal(r.Actor, g.Goal, r.Today) == nil {
				f.Title = g.Title
			}
		}
		list = append(list, f)
	}
	return list, nil
}

// Celebrations are what is worth celebrating together these days: the latest milestone of each common objective, and what those who play, and agreed to be
// celebrated, were given. Whoever does not play sees the common ones. Nothing that was taken back is among them.
func (a *App) Celebrations(ctx context.Context, actor org.Actor) (list []Celebrated, err error) {
	err = a.read(ctx, actor, org.ReadBoard, func(r *Reading) error {
		list, err = r.commonCelebrations()
		return err
	})
	return list, err
}

func (r *Reading) commonCelebrations() ([]Celebrated, error) {
	in, err := r.World.players(r.tx, r.Today)
	if err != nil {
		return nil, err
	}
	choices, err := r.tx.WallChoices(r.Actor.Org)
	if err != nil {
		return nil, err
	}
	allows := map[org.ID]bool{}
	for _, c := range choices {
		allows[c.Person] = c.Own
	}
	rows, err := r.tx.Celebrations(r.Actor.Org, r.Today.AddDays(-celebratedDays))
	if err != nil {
		return nil, err
	}
	held, _ := heldAndBack(rows)
	seen := map[org.ID]bool{} // of one objective the highest only
	held = slices.DeleteFunc(held, func(x store.Celebration) bool {
		own := x.Owner.Kind == org.OwnerPerson
		// Held again after a while: its feast was then. First given before these days: known already.
		if x.Kind == "" || own && !(in[r.Actor.Person] && in[x.Owner.ID] && allows[x.Owner.ID]) {
			return true
		}
		if x.Kind == Milestone && seen[x.Ref] {
			return true
		}
		seen[x.Ref] = seen[x.Ref] || x.Kind == Milestone
		return false
	})
	return r.celebrated(held)
}
