package app

import (
	"cmp"
	"context"
	"slices"

	"cordee/internal/fault"
	"cordee/internal/goal"
	"cordee/internal/ledger"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/store"
)

// BoardAsk is a question for totals and ranks over dates, both included.
type BoardAsk struct {
	Metric       string
	From, To     period.Date
	ByTeam       bool
	Under        string // team key; empty: the root
	Kind         org.TeamKind
	ByAttainment bool

	everyone bool        // objectives of everybody count: for a board that shows only those who opted in
	goalTo   period.Date // last day of the objectives compared, when results are counted up to an earlier one
}

// BoardRow is one person or team of a board. Value is absent for a ratio without denominator; Rank is 0 when unranked.
type BoardRow struct {
	Owner        org.Owner
	Key, Name    string
	Value        measure.Maybe
	Count        int64
	AttainmentBP measure.BP
	HasGoal      bool
	Target       measure.Maybe
	Rank         int

	num, den measure.Amount // exact value as a ratio, for comparing
}

// Board is totals with competition ranks (1, 2, 2, 4) and the total of the team asked for.
type Board struct {
	Metric measure.Metric
	Under  org.Team
	Rows   []BoardRow
	Total  measure.Maybe
}

// Board adds up a metric for the people or teams under a team.
func (a *App) Board(ctx context.Context, actor org.Actor, ask BoardAsk) (Board, error) {
	var b Board
	err := a.read(ctx, actor, org.ReadBoard, func(r *Reading) (err error) {
		b, err = r.board(ask)
		return err
	})
	return b, err
}

func (r *Reading) board(ask BoardAsk) (Board, error) {
	m, ok := r.World.MetricByKey(ask.Metric)
	under, found := r.World.Root(), true
	if ask.Under != "" {
		under, found = r.World.TeamByKey(ask.Under)
	}
	var l fault.List
	if !ok {
		l.Add(fault.Bad("metric", "metric.unknown", "key", ask.Metric))
	} else if m.Kind == measure.Steps {
		l.Add(fault.Bad("metric", "board.steps", "key", ask.Metric))
	}
	if !found {
		l.Add(fault.Bad("under", "team.unknown", "key", ask.Under))
	}
	if ask.To < ask.From {
		l.Add(fault.Bad("to", "board.dates", "from", ask.From, "to", ask.To))
	}
	if len(l) > 0 {
		return Board{}, l
	}
	b := Board{Metric: m.Norm(), Under: under}
	if ask.ByTeam {
		b.Rows = r.World.teamRows(under, ask.Kind)
	} else {
		b.Rows = r.World.personRows(under, period.Days(ask.From, ask.To))
	}
	if err := r.fillBoard(&b, m, ask); err != nil {
		return Board{}, err
	}
	total := Board{Metric: b.Metric, Rows: []BoardRow{{Owner: org.TeamOwner(under.ID)}}}
	if err := r.sumRows(&total, m, ask); err != nil {
		return Board{}, err
	}
	b.Total = total.Rows[0].Value
	return b, nil
}

func (r *Reading) fillBoard(b *Board, m store.Metric, ask BoardAsk) error {
	if err := r.sumRows(b, m, ask); err != nil {
		return err
	}
	switch {
	case ask.ByTeam:
	case b.Under.ID == r.World.Root().ID:
		b.Rows = r.World.onlyHere(b.Rows, period.Days(ask.From, ask.To))
	default:
		if err := r.onlyStays(b, m, ask); err != nil {
			return err
		}
	}
	if err := r.attainments(b, m, ask); err != nil {
		return err
	}
	b.rank(ask.ByAttainment)
	return nil
}

func (w *World) teamRows(under org.Team, kind org.TeamKind) []BoardRow {
	ids := w.Children(under.ID)
	if kind != "" {
		ids = slices.DeleteFunc(w.Descendants(under.ID), func(id org.ID) bool {
			t, _ := w.Team(id)
			return id == under.ID || t.Kind != kind
		})
		if kind == org.Group {
			ids = nil
			for _, t := range w.Teams {
				if t.Kind == org.Group {
					ids = append(ids, t.ID)
				}
			}
		}
	}
	rows := make([]BoardRow, 0, len(ids))
	for _, id := range ids {
		t, _ := w.Team(id)
		rows = append(rows, BoardRow{Owner: org.TeamOwner(id), Key: t.Key, Name: t.Name})
	}
	return rows
}

// peopleUnder is who was under a team within dates. At the root it is everybody: whatever a person brings counts there, on days
// without a team too, and even before they came or after they left.
func (w *World) peopleUnder(team org.ID, span period.Span) []org.ID {
	var ids []org.ID
	if team == w.Root().ID {
		for _, p := range w.People {
			ids = append(ids, p.ID)
		}
		return ids
	}
	seen := map[org.ID]bool{}
	for _, s := range w.MembersDuring(team, span) {
		if !seen[s.Person] {
			seen[s.Person] = true
			ids = append(ids, s.Person)
		}
	}
	return ids
}

func (w *World) personRows(under org.Team, span period.Span) []BoardRow {
	var rows []BoardRow
	for _, id := range w.peopleUnder(under.ID, span) {
		p, _ := w.Person(id)
		rows = append(rows, BoardRow{Owner: org.PersonOwner(p.ID), Key: p.Key, Name: p.Name})
	}
	return rows
}

// onlyHere leaves out those who were not here within the dates, unless they brought something all the same: the rows of a board of
// everybody add up to its total.
func (w *World) onlyHere(rows []BoardRow, span period.Span) []BoardRow {
	return slices.DeleteFunc(rows, func(row BoardRow) bool {
		p, _ := w.Person(row.Owner.ID)
		return row.Count == 0 && row.num == 0 && !p.Employed().Overlaps(span)
	})
}

// sumRows fills values over all the dates.
func (r *Reading) sumRows(b *Board, m store.Metric, ask BoardAsk) error {
	ids := make([]org.ID, len(b.Rows))
	for i, row := range b.Rows {
		ids[i] = row.Owner.ID
	}
	switch m.Kind {
	case measure.Latest:
		return r.latestRows(b, m, ask)
	case measure.Ratio:
		num, err := r.sums(r.World.byKey[m.Numerator], ids, ask)
		if err != nil {
			return err
		}
		den, err := r.sums(r.World.byKey[m.Denominator], ids, ask)
		if err != nil {
			return err
		}
		for i := range b.Rows {
			b.Rows[i].setRatio(m.Metric, num[ids[i]].Value, den[ids[i]])
		}
	case measure.Sum, measure.Count:
		sums, err := r.sums(m.ID, ids, ask)
		if err != nil {
			return err
		}
		for i := range b.Rows {
			d := sums[ids[i]]
			b.Rows[i].set(d)
		}
	case measure.Steps:
	}
	return nil
}

func (r *Reading) sums(metric org.ID, owners []org.ID, ask BoardAsk) (map[org.ID]ledger.Delta, error) {
	if len(owners) == 0 {
		return nil, nil
	}
	return r.tx.SumByOwner(r.Actor.Org, metric, owners, ask.From, ask.To)
}

func (r *Reading) latestRows(b *Board, m store.Metric, ask BoardAsk) error {
	asks := make([]store.Ask, len(b.Rows))
	for i, row := range b.Rows {
		asks[i] = store.Ask{Metric: m.ID, Owner: row.Owner.ID, From: ask.From, To: ask.To}
	}
	values, err := r.tx.Latests(r.Actor.Org, asks)
	if err != nil {
		return err
	}
	for i, v := range values {
		b.Rows[i].Value, b.Rows[i].num, b.Rows[i].den = v, v.Amount, measure.One
		if v.OK {
			b.Rows[i].Count = 1
		}
	}
	return nil
}

func (row *BoardRow) set(d ledger.Delta) {
	row.Value, row.Count, row.num, row.den = measure.Some(d.Value), d.N, d.Value, measure.One
}

func (row *BoardRow) setRatio(m measure.Metric, num measure.Amount, den ledger.Delta) {
	row.Count, row.num, row.den = den.N, num, den.Value
	row.Value = goal.RatioValue(m, num, den.Value)
}

// onlyStays replaces the totals of people who were not there all the time by the totals of their days there.
func (r *Reading) onlyStays(b *Board, m store.Metric, ask BoardAsk) error {
	span := period.Days(ask.From, ask.To)
	days := map[org.ID][]period.Span{}
	for _, s := range r.World.MembersDuring(b.Under.ID, span) {
		days[s.Person] = append(days[s.Person], s.Span)
	}
	for i := range b.Rows {
		row := &b.Rows[i]
		if stays := days[row.Owner.ID]; len(stays) != 1 || stays[0] != span {
			if err := r.sumStays(b.Metric, m, row, stays); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r *Reading) sumStays(metric measure.Metric, m store.Metric, row *BoardRow, stays []period.Span) error {
	var num, den ledger.Delta
	for _, s := range stays {
		one := Board{Metric: metric, Rows: []BoardRow{{Owner: row.Owner}}}
		if err := r.sumRows(&one, m, BoardAsk{From: s.From, To: s.Last()}); err != nil {
			return err
		}
		part := one.Rows[0]
		if m.Kind == measure.Latest {
			if part.Value.OK {
				row.Value, row.Count, row.num, row.den = part.Value, part.Count, part.num, part.den
			} else {
				row.Value, row.Count = measure.Maybe{}, 0
			}
			continue
		}
		num.Value, num.N, den.Value = num.Value+part.num, num.N+part.Count, den.Value+part.den
	}
	switch m.Kind {
	case measure.Ratio:
		row.setRatio(m.Metric, num.Value, ledger.Delta{Value: den.Value, N: num.N})
	case measure.Sum, measure.Count:
		row.set(num)
	case measure.Latest, measure.Steps:
	}
	return nil
}

// attainments looks for the published objective of this metric whose span is exactly the dates asked for.
func (r *Reading) attainments(b *Board, m store.Metric, ask BoardAsk) error {
	ids := make([]org.ID, len(b.Rows))
	at := make(map[org.ID]*BoardRow, len(b.Rows))
	for i := range b.Rows {
		ids[i] = b.Rows[i].Owner.ID
		at[ids[i]] = &b.Rows[i]
	}
	if len(ids) == 0 {
		return nil
	}
	goalTo := max(ask.To, ask.goalTo)
	goals, err := r.tx.GoalsOf(r.Actor.Org, ids, ask.From, goalTo)
	if err != nil {
		return err
	}
	for _, g := range goals {
		row := at[g.Owner.ID]
		if g.Metric != m.ID || g.Start != ask.From || g.End != goalTo || g.Status != goal.Published || !g.Target.OK || row.HasGoal {
			continue
		}
		if !ask.everyone && r.World.maySeeGoal(r.Actor, g.Goal, r.Today) != nil {
			continue
		}
		facts := goal.Facts{Total: row.num, Num: row.num, Den: row.den, Latest: row.Value, N: row.Count}
		p := goal.Score(g.Goal, b.Metric, facts, period.Profile{}, ask.To, r.World.Org().Thresholds)
		row.Target, row.AttainmentBP, row.HasGoal = g.Target, p.AttainmentBP, p.HasAttainment
	}
	return nil
}

// rank gives competition ranks by exact comparison and sorts the rows: ranked first, then by key.
func (b *Board) rank(byAttainment bool) {
	compare := func(x, y *BoardRow) int { return ledger.CompareRatios(y.num, y.den, x.num, x.den) }
	ranked := func(r *BoardRow) bool { return r.Value.OK }
	if b.Metric.Direction == measure.Down {
		up := compare
		compare = func(x, y *BoardRow) int { return up(y, x) }
	}
	if byAttainment {
		ranked = func(r *BoardRow) bool { return r.Value.OK && r.HasGoal }
		compare = b.byAttainment
	}
	list := make([]*BoardRow, 0, len(b.Rows))
	for i := range b.Rows {
		if ranked(&b.Rows[i]) {
			list = append(list, &b.Rows[i])
		}
	}
	for i, rank := range ledger.Rank(len(list), func(i, j int) int { return compare(list[i], list[j]) }) {
		list[i].Rank = rank
	}
	slices.SortStableFunc(b.Rows, func(x, y BoardRow) int {
		return cmp.Or(cmp.Compare(unrankedLast(x.Rank), unrankedLast(y.Rank)), cmp.Compare(x.Key, y.Key))
	})
}

func unrankedLast(rank int) int {
	if rank == 0 {
		return int(^uint(0) >> 1)
	}
	return rank
}

// byAttainment compares value / target exactly for totals; elsewhere the rounded attainment has to do.
func (b *Board) byAttainment(x, y *BoardRow) int {
	if b.Metric.Kind == measure.Sum || b.Metric.Kind == measure.Count {
		return ledger.CompareRatios(y.num, y.Target.Amount, x.num, x.Target.Amount)
	}
	return cmp.Compare(y.AttainmentBP, x.AttainmentBP)
}
