package app

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"time"

	"cordee/internal/game"
	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/store"
)

// The kinds of celebration.
const (
	Milestone = "milestone"
	Badge     = "badge" // its name is the kind of challenge that gave it
)

// lateDays is how long after its end results that come or go still move what an objective or a challenge gave.
const lateDays = 60

// thing is what can be given: a milestone of an objective for one target of it, or a badge of a challenge.
type thing struct {
	owner      org.Owner
	kind, name string
	ref        org.ID
	target     int64
}

// PlayRounds gives the milestones and badges that are due, takes back those whose reason was taken back, and forgets the play of those who left
// thirty days ago. It may be called any number of times, by any number of instances: what was given is not given again.
func (a *App) PlayRounds(ctx context.Context, o org.ID, now time.Time) error {
	due := false
	err := a.read(ctx, org.System(o), org.ReadOrg, func(r *Reading) error {
		moves, err := r.World.moves(r.tx, r.World.Today(now))
		if err != nil {
			return err
		}
		gone, err := r.World.leftPlay(r.tx, r.World.Today(now))
		due = len(moves)+len(gone) > 0
		return err
	})
	if err != nil || !due {
		return err
	}
	err = a.write(ctx, org.System(o), func(u *Unit) error { return u.playRound(u.World.Today(now)) })
	if errors.Is(err, errRollback) { // another instance was first
		return nil
	}
	return err
}

func (u *Unit) playRound(today period.Date) error {
	gone, err := u.World.leftPlay(u.tx, today)
	if err != nil {
		return err
	}
	for _, person := range gone {
		if err := u.tx.ForgetPlay(u.org(), person); err != nil {
			return err
		}
	}
	moves, err := u.World.moves(u.tx, today)
	if err != nil {
		return err
	}
	if len(moves)+len(gone) == 0 {
		return errRollback
	}
	known, err := u.World.passedBefore(u.tx, moves, today.AddDays(-celebratedDays))
	if err != nil {
		return err
	}
	taken := 0
	for _, m := range moves {
		on := today
		if !m.Given() {
			taken++
		} else if known[m.Of] { // found late, at the first round or after an import: kept, without a feast
			on = today.AddDays(-celebratedDays - 1)
		}
		x := store.Celebration{
			Owner: m.Of.owner, Kind: m.Of.kind, Name: m.Of.name, Ref: m.Of.ref, Target: m.Of.target, Seq: m.Seq, On: on, At: u.At.UnixMicro(),
		}
		if err := u.tx.Celebrate(u.org(), x); err != nil {
			return err
		}
	}
	// Counts only: the journal outlives the play of those who leave it.
	return u.note("game.played", "org", u.org(), map[string]any{"given": len(moves) - taken, "taken_back": taken, "forgotten": len(gone)})
}

// passedBefore are the milestones that stood already on an earlier day.
func (w *World) passedBefore(tx *store.Tx, moves []game.Move[thing], on period.Date) (map[thing]bool, error) {
	var rows []store.GoalRow
	for _, m := range moves {
		if m.Of.kind != Milestone || slices.ContainsFunc(rows, func(g store.GoalRow) bool { return g.ID == m.Of.ref }) {
			continue
		}
		g, err := tx.Goal(w.Org().ID, m.Of.ref)
		if err != nil {
			return nil, err
		}
		g.Closed = nil
		rows = append(rows, g)
	}
	then, err := w.standings(tx, rows, on)
	passed, _ := milestonesDue(then)
	known := make(map[thing]bool, len(passed))
	for _, x := range passed {
		known[x] = true
	}
	return known, err
}

// leftPlay are those who left the game thirty days ago.
func (w *World) leftPlay(tx *store.Tx, today period.Date) (list []org.ID, err error) {
	all, err := tx.Players(w.Org().ID)
	for _, p := range all {
		left := p.Left
		if x, ok := w.Person(p.Person); ok && left.IsZero() && hasLeft(x, today) {
			left = x.EndOn
		}
		if !left.IsZero() && left.AddDays(playKept) < today {
			list = append(list, p.Person)
		}
	}
	return list, err
}

// moves is what is to be given and taken back.
func (w *World) moves(tx *store.Tx, today period.Date) ([]game.Move[thing], error) {
	in, err := w.players(tx, today)
	if err != nil {
		return nil, err
	}
	climbs, err := w.climbing(tx, in, today)
	if err != nil {
		return nil, err
	}
	due, judged := milestonesDue(climbs)
	badges, over, err := w.badgesDue(tx, in, today)
	if err != nil {
		return nil, err
	}
	times, order, err := w.givenSoFar(tx, append(due, badges...), func(x store.Celebration) bool {
		if x.Kind == Badge {
			return over[x.Ref]
		}
		return judged[x.Ref] == x.Target && slices.ContainsFunc(climbs, func(s Standing) bool { return s.ID == x.Ref })
	}, climbs, in)
	if err != nil {
		return nil, err
	}
	return game.Moves(append(due, badges...), times, order), nil
}

// climbing are the objectives that have milestones: totals to be reached, under way or over not long ago, of teams and of those who play.
func (w *World) climbing(tx *store.Tx, in map[org.ID]bool, today period.Date) ([]Standing, error) {
	rows, err := tx.Goals(w.Org().ID)
	if err != nil {
		return nil, err
	}
	rows = slices.DeleteFunc(rows, func(g store.GoalRow) bool {
		m := w.metricOf(g.Goal)
		total := (m.Kind == measure.Sum || m.Kind == measure.Count || m.Kind == measure.Steps) && m.Direction != measure.Down
		own := g.Owner.Kind == org.OwnerPerson
		return g.Status != goal.Published || !total || own && !in[g.Owner.ID] || g.Start > today || g.End.AddDays(lateDays) < today
	})
	for i := range rows {
		rows[i].Closed = nil // what came after closing counts for play
	}
	return w.standings(tx, rows, today)
}

// milestonesDue are the milestones passed, and the present target of every objective that was judged.
func milestonesDue(climbs []Standing) (due []thing, judged map[org.ID]int64) {
	judged = map[org.ID]int64{}
	for _, s := range climbs {
		judged[s.ID] = int64(s.Target.Amount)
		for _, m := range game.Passed(s.Progress) {
			due = append(due, thing{s.Owner, Milestone, strconv.Itoa(int(m)), s.ID, int64(s.Target.Amount)})
		}
	}
	return due, judged
}

// badgesDue are the badges of challenges that are over, and which challenges were judged.
func (w *World) badgesDue(tx *store.Tx, in map[org.ID]bool, today period.Date) (due []thing, over map[org.ID]bool, err error) {
	rows, err := tx.Challenges(w.Org().ID, today.AddDays(-lateDays))
	if err != nil {
		return nil, nil, err
	}
	over = map[org.ID]bool{}
	rows = slices.DeleteFunc(rows, func(c game.Challenge) bool { return c.On(today) != game.Over })
	p, err := (&Reading{tx: tx, World: w, Actor: org.System(w.Org().ID), Today: today}).playing(idsOf(rows))
	if err != nil {
		return nil, nil, err
	}
	p.in = in
	for _, c := range rows {
		over[c.ID] = true
		sides := p.climbers(c, false)
		if c.Kind == game.Duel && len(sides) != 2 {
			continue
		}
		res, err := w.resultOf(tx, c, sides, c.End)
		if err != nil {
			return nil, nil, err
		}
		for _, s := range sides {
			if !slices.Contains(res.won, s.owner) {
				continue
			}
			for _, person := range s.people {
				due = append(due, thing{org.PersonOwner(person), Badge, string(c.Kind), c.ID, 0})
			}
		}
	}
	return due, over, nil
}

// givenSoFar tells how often each thing was given or taken back, and in which order those were first given that are judged now.
func (w *World) givenSoFar(
	tx *store.Tx, due []thing, judged func(store.Celebration) bool, climbs []Standing, in map[org.ID]bool,
) (times map[thing]int, order []thing, err error) {
	var owners []org.ID
	for _, x := range due {
		owners = append(owners, x.owner.ID)
	}
	for _, s := range climbs {
		owners = append(owners, s.Owner.ID)
	}
	for p := range in {
		owners = append(owners, p)
	}
	slices.Sort(owners)
	rows, err := tx.CelebrationsOf(w.Org().ID, slices.Compact(owners))
	times = map[thing]int{}
	for _, x := range rows {
		k := thing{x.Owner, x.Kind, x.Name, x.Ref, x.Target}
		if times[k]++; times[k] == 1 && judged(x) {
			order = append(order, k)
		}
	}
	return times, order, err
}
