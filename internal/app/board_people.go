package app

import (
	"context"
	"slices"

	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

// PeopleBoard is a named board of people, made so that it can encourage and not shame: only those who opted in, by attainment of
// each one's own objective, the top part only, closed at the end of the last whole week. One's own line is always there.
type PeopleBoard struct {
	Board
	Allowed   bool        // the organisation allows named boards
	Mine      *BoardRow   // one's own line, with a rank only within the part shown
	Shown     int         // people on the board
	Opted     int         // people who opted in
	Benchmark measure.BP  // what the best quarter of the group reaches at least
	HasBench  bool        // false under eight people with an objective
	Until     period.Date // last day counted: nobody is watched day by day
}

// minBenchmark is the least group of which a benchmark says nothing about one person.
const minBenchmark = 8

// PeopleBoard reads the board of people under a team. See docs on boards for why it is so restrained.
func (a *App) PeopleBoard(ctx context.Context, actor org.Actor, ask BoardAsk) (PeopleBoard, error) {
	var v PeopleBoard
	err := a.read(ctx, actor, org.ReadBoard, func(r *Reading) (err error) {
		v, err = r.peopleBoard(ask)
		return err
	})
	return v, err
}

func (r *Reading) peopleBoard(ask BoardAsk) (PeopleBoard, error) {
	ask.ByTeam, ask.ByAttainment, ask.everyone = false, true, true
	v := PeopleBoard{Allowed: r.World.Org().Boards}
	v.Until = min(ask.To, r.World.Org().Calendar.Week(r.Today).From-1)
	b, err := r.boardUntil(ask, v.Until)
	if err != nil {
		return v, err
	}
	all := b.Rows
	v.Benchmark, v.HasBench = benchmark(all)
	b.Rows = slices.DeleteFunc(slices.Clone(all), func(row BoardRow) bool {
		p, _ := r.World.Person(row.Owner.ID)
		return !p.OnBoards || !row.HasGoal
	})
	v.Opted = len(b.Rows)
	b.rank(true)
	top := (len(b.Rows) + 1) / 2
	b.Rows = slices.DeleteFunc(b.Rows, func(row BoardRow) bool { return row.Rank > top })
	v.Shown = len(b.Rows)
	if !v.Allowed {
		b.Rows, v.Shown = nil, 0
	}
	b.Total = measure.Maybe{}
	v.Board = b
	v.own(all, r.Actor.Person)
	return v, nil
}

// own finds the reader's line: ranked when it stands on the board, unranked below it.
func (v *PeopleBoard) own(all []BoardRow, me org.ID) {
	for _, row := range v.Rows {
		if row.Owner.ID == me {
			return
		}
	}
	for _, row := range all {
		if row.Owner.ID == me && me != 0 {
			row.Rank = 0
			v.Mine = &row
		}
	}
}

// benchmark is the attainment that the best quarter reaches at least.
func benchmark(rows []BoardRow) (measure.BP, bool) {
	var list []measure.BP
	for _, row := range rows {
		if row.HasGoal {
			list = append(list, row.AttainmentBP)
		}
	}
	if len(list) < minBenchmark {
		return 0, false
	}
	slices.Sort(list)
	return list[len(list)-len(list)/4], true
}

// boardUntil is the board of an objective's dates, with results up to a day only.
func (r *Reading) boardUntil(ask BoardAsk, until period.Date) (Board, error) {
	if until >= ask.To || until < ask.From {
		return r.board(ask)
	}
	ask.goalTo, ask.To = ask.To, until
	return r.board(ask)
}
