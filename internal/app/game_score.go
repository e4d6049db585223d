package app

import (
	"cordee/internal/game"
	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/store"
)

// lookBack is how many days before a challenge may be searched for as many working days: half a year of leave included.
const lookBack = 200

// climber is one side of a challenge with the people whose results count for it.
type climber struct {
	owner  org.Owner
	people []org.ID
}

// playScores scores the sides of a challenge on the results from the first day of `days` up to `until`; what is to be brought is that of all
// these days, so that a score fills up and is exact at the end.
func (w *World) playScores(tx *store.Tx, c game.Challenge, sides []climber, days period.Span, until period.Date) ([]game.Score, error) {
	if c.Kind == game.Mountain {
		return w.mountainScore(tx, c, days, until)
	}
	people := peopleOf(sides)
	brought, err := w.playedSums(tx, c.Metric, people, func(org.ID) period.Span { return period.Days(days.From, min(until, days.Last())) })
	if err != nil {
		return nil, err
	}
	asked, err := w.toBring(tx, c, people, days)
	if err != nil {
		return nil, err
	}
	scores := make([]game.Score, len(sides))
	for i, s := range sides {
		scores[i].Side = s.owner
		for _, p := range s.people {
			a := asked[p]
			scores[i] = scores[i].Add(game.Score{Num: brought[p], Den: a.den, OK: a.den > 0})
			if s.owner == org.PersonOwner(p) {
				scores[i] = a.exactly(scores[i])
			}
		}
	}
	return scores, nil
}

// handicap is what one’s result is compared with: den, rounded to what an amount can say, or exactly part/all of a target.
type handicap struct {
	den       measure.Amount
	target    measure.Amount
	part, all int64
}

// exactly is the score of one person without the rounding of their part of a target, so that who is level is level.
func (c handicap) exactly(s game.Score) game.Score {
	if !s.OK || c.all == 0 {
		return s
	}
	g := gcd(c.part, c.all)
	num, err := measure.MulDiv(int64(s.Num), c.all/g, 1)
	den, err2 := measure.MulDiv(int64(c.target), c.part/g, 1)
	if err == nil && err2 == nil {
		s.Num, s.Den = measure.Amount(num), measure.Amount(den)
	}
	return s
}

func gcd(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

func peopleOf(sides []climber) (people []org.ID) {
	for _, s := range sides {
		people = append(people, s.people...)
	}
	return people
}

func (w *World) mountainScore(tx *store.Tx, c game.Challenge, days period.Span, until period.Date) ([]game.Score, error) {
	team := org.TeamOwner(c.Teams[0])
	sums, err := tx.Sums(w.Org().ID, []store.Ask{{Metric: c.Metric, Owner: team.ID, From: days.From, To: min(until, days.Last())}})
	if err != nil {
		return nil, err
	}
	return []game.Score{{Side: team, Num: sums[0].Value, Den: c.Target.Amount, OK: c.Target.OK}}, nil
}

// playedSums is what each brought on their days.
func (w *World) playedSums(tx *store.Tx, metric org.ID, people []org.ID, days func(org.ID) period.Span) (map[org.ID]measure.Amount, error) {
	var asks []store.Ask
	for _, p := range people {
		if s := days(p); !s.Empty() && s.To != 0 {
			asks = append(asks, store.Ask{Metric: metric, Owner: p, From: s.From, To: s.Last()})
		}
	}
	sums, err := tx.Sums(w.Org().ID, asks)
	out := make(map[org.ID]measure.Amount, len(asks))
	for i, d := range sums {
		out[asks[i].Owner] = d.Value
	}
	return out, err
}

// toBring is what each one's result is compared with; nothing where there is nothing fair.
func (w *World) toBring(tx *store.Tx, c game.Challenge, people []org.ID, days period.Span) (map[org.ID]handicap, error) {
	switch c.Measure {
	case game.OwnShare:
		return w.ownShares(tx, c.Metric, people, days)
	case game.Improvement, game.Value:
	}
	out := make(map[org.ID]handicap, len(people))
	past := map[org.ID]measure.Amount{}
	if c.Measure == game.Improvement {
		var err error
		if past, err = w.ownPast(tx, c, people, days); err != nil {
			return nil, err
		}
	}
	for _, p := range people {
		out[p] = handicap{den: measure.One}
		if c.Measure == game.Improvement {
			out[p] = handicap{den: past[p]}
		}
	}
	return out, nil
}

// ownShares is the part of each one's objectives on a metric that falls into these days, by the work each day carries for them: leave,
// part time and season count.
func (w *World) ownShares(tx *store.Tx, metric org.ID, people []org.ID, days period.Span) (map[org.ID]handicap, error) {
	out := map[org.ID]handicap{}
	if len(people) == 0 {
		return out, nil
	}
	rows, err := tx.GoalsOf(w.Org().ID, people, days.From, days.Last())
	for _, g := range rows {
		if g.Metric != metric || g.Status != goal.Published || !g.Target.OK || g.Target.Amount <= 0 {
			continue
		}
		p := w.Profile(g.Owner, g.Span())
		part, all := p.Weight(days), p.Weight(g.Span())
		if all <= 0 {
			continue
		}
		share, err := measure.MulDiv(int64(g.Target.Amount), part, all)
		if err != nil {
			return nil, err
		}
		before, several := out[g.Owner.ID]
		sum, err := before.den.Add(measure.Amount(share))
		if err != nil {
			return nil, err
		}
		now := handicap{den: sum, target: g.Target.Amount, part: part, all: all}
		if several { // no one fraction: the rounded sum has to do
			now = handicap{den: sum}
		}
		out[g.Owner.ID] = now
	}
	return out, err
}

// ownPast is what each brought over as many of their own working days just before the challenge.
func (w *World) ownPast(tx *store.Tx, c game.Challenge, people []org.ID, days period.Span) (map[org.ID]measure.Amount, error) {
	return w.playedSums(tx, c.Metric, people, func(p org.ID) period.Span {
		profile := w.Profile(org.PersonOwner(p), period.Span{From: c.Start.AddDays(-lookBack), To: days.To})
		before, _ := game.Before(profile, c.Start, profile.WorkDays(days))
		return before
	})
}

// result is how a challenge stands as of a day.
type result struct {
	scores []game.Score
	left   map[org.Owner]int // Elimination: after which round each left
	round  int               // Elimination: the one under way, or the last, from 1
	won    []org.Owner
}

func (w *World) resultOf(tx *store.Tx, c game.Challenge, sides []climber, on period.Date) (res result, err error) {
	if c.Kind == game.Elimination {
		return w.elimination(tx, c, sides, on)
	}
	if res.scores, err = w.playScores(tx, c, sides, c.Days(), on); err != nil {
		return res, err
	}
	switch c.Kind {
	case game.Solo, game.Mountain:
		for _, s := range res.scores {
			if s.Reaches(targetOf(c), measureOf(c)) {
				res.won = append(res.won, s.Side)
			}
		}
	case game.Teams:
		for i, s := range sides {
			res.scores[i].OK = res.scores[i].OK && len(s.people) >= minSide
		}
		res.won = game.Winners(res.scores)
	case game.Duel, game.Elimination:
		res.won = game.Winners(res.scores)
	}
	return res, nil
}

// targetOf is the mark to reach: without one, one's own share or one's own past in full. A mountain's score is a share of its target already.
func targetOf(c game.Challenge) measure.Amount {
	if c.Kind == game.Mountain || !c.Target.OK {
		return measure.Amount(measure.Hundred)
	}
	return c.Target.Amount
}

func measureOf(c game.Challenge) game.Measure {
	if c.Kind == game.Mountain {
		return game.OwnShare
	}
	return c.Measure
}

func (w *World) elimination(tx *store.Tx, c game.Challenge, sides []climber, on period.Date) (res result, err error) {
	var over [][]game.Score
	for i, days := range c.RoundDays() {
		if i > 0 && on < days.From {
			break
		}
		res.round = i + 1
		if res.scores, err = w.playScores(tx, c, sides, days, on); err != nil {
			return res, err
		}
		if on > days.Last() {
			over = append(over, res.scores)
		}
	}
	res.left = game.Eliminate(over, c.Rounds, c.Leave)
	var in []game.Score
	for _, s := range res.scores {
		if res.left[s.Side] == 0 {
			in = append(in, s)
		}
	}
	res.won = game.Winners(in)
	return res, nil
}
