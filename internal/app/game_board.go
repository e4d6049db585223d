package app

import (
	"context"
	"slices"

	"cordee/internal/game"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

// GameBoard is a board that encourages: one's own plan first, benchmark lines from eight people on, then, among those who opted in, the top part and
// the nearest neighbours. It is of the end of the last whole week, never live, and pay never reads it.
type GameBoard struct {
	Metric  measure.Metric
	Under   org.Team
	Until   period.Date // last day counted
	Mine    *BoardRow   // the reader's own line; Rank is 0 outside the top part
	Lines   game.Lines
	Top     []BoardRow
	Near    []BoardRow // the reader among their neighbours; none when they did not opt in
	Teams   []BoardRow // below, of at least five people present; by attainment of each one's objective
	Opted   bool       // the reader is named on boards
	Consult bool       // nobody is named before the works council was heard: from fifty people on
}

// GameBoard reads it for the people under a team and the dates of their objectives, both included.
func (a *App) GameBoard(ctx context.Context, actor org.Actor, ask BoardAsk) (GameBoard, error) {
	var v GameBoard
	err := a.read(ctx, actor, org.ReadBoard, func(r *Reading) (err error) {
		v, err = r.gameBoard(ask)
		return err
	})
	return v, err
}

func (r *Reading) gameBoard(ask BoardAsk) (v GameBoard, err error) {
	ask.ByTeam, ask.ByAttainment, ask.everyone = false, true, true
	v.Until = min(ask.To, r.World.Org().Calendar.Week(r.Today).From-1)
	b, err := r.boardUntil(ask, v.Until)
	if err != nil {
		return v, err
	}
	v.Metric, v.Under = b.Metric, b.Under
	me, _ := r.World.Person(r.Actor.Person)
	v.Opted = me.OnBoards
	var shares []measure.BP
	for _, row := range b.Rows {
		if row.HasGoal {
			shares = append(shares, row.AttainmentBP)
		}
		if row.Owner == org.PersonOwner(r.Actor.Person) {
			row.Rank = 0
			v.Mine = &row
		}
	}
	v.Lines = game.Benchmarks(shares)
	if v.Consult, err = r.toConsult(); err != nil {
		return v, err
	}
	if r.World.Org().Boards && !v.Consult {
		r.nameTop(&v, b.Rows)
	}
	return v, r.teamsOf(&v, ask)
}

// toConsult tells whether the works council is to be heard before anybody is named.
func (r *Reading) toConsult() (bool, error) {
	rules, err := gameRules(r.tx, r.Actor.Org)
	here := 0
	for _, p := range r.World.People {
		if !p.Erased && p.Employed().Contains(r.Today) {
			here++
		}
	}
	return here >= game.Consult && rules.ConsultedOn.IsZero(), err
}

func (r *Reading) nameTop(v *GameBoard, rows []BoardRow) {
	at := map[org.Owner]BoardRow{}
	var opted []game.Place
	for _, row := range rows {
		p, _ := r.World.Person(row.Owner.ID)
		if p.OnBoards && row.HasGoal && row.Target.Amount > 0 {
			at[row.Owner] = row
			opted = append(opted, game.Place{Owner: row.Owner, Num: row.num, Den: row.Target.Amount})
		}
	}
	named := func(places []game.Place) (list []BoardRow) {
		for _, p := range places {
			row := at[p.Owner]
			row.Rank = p.Rank
			list = append(list, row)
			if v.Mine != nil && v.Mine.Owner == p.Owner {
				v.Mine.Rank = p.Rank
			}
		}
		return list
	}
	if v.Metric.Kind == measure.Sum || v.Metric.Kind == measure.Count {
		v.Near = named(game.Neighbours(opted, org.PersonOwner(r.Actor.Person)))
		v.Top = named(game.Top(opted))
	}
}

// teamsOf are the teams below, of five people present at least: with fewer a total would be somebody's own.
func (r *Reading) teamsOf(v *GameBoard, ask BoardAsk) error {
	ask.ByTeam, ask.everyone = true, false
	b, err := r.boardUntil(ask, v.Until)
	v.Teams = slices.DeleteFunc(b.Rows, func(row BoardRow) bool {
		return !row.HasGoal || len(r.World.present(row.Owner.ID, r.Today)) < game.MinGroup
	})
	return err
}
