package app

import (
	"slices"

	"cordee/internal/forecast"
	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/plan"
	"cordee/internal/store"
)

// judge fills in what tells whether the parts are fair: chances, what is feasible, own numbers, padding, what was sent already.
func (ws *Workshop) judge(tx *store.Tx, f *foresight) error {
	rows := map[org.Owner]plan.Row{}
	for _, r := range ws.Table.Rows {
		rows[r.Owner] = r
	}
	sofar, on, err := f.soFar(tx, ws.Top.GoalRow.Metric, slices.Concat(ws.owners(), ws.besides()))
	if err != nil {
		return err
	}
	ws.Running = on >= f.span.From
	for i := range ws.Lines {
		l := &ws.Lines[i]
		if l.Left {
			continue
		}
		l.Row = rows[l.Owner]
		if l.Amount == 0 {
			continue // nothing is asked, so nothing is attained
		}
		l.Chance = f.project(l.Owner, l.Amount+l.Also, sofar[l.Owner], on)
	}
	ws.feasible(f, sofar, on)
	ws.vacancy()
	if err := ws.bids(tx); err != nil {
		return err
	}
	if ws.Scenarios, err = tx.Scenarios(ws.World.Org().ID, ws.Top.ID); err != nil {
		return err
	}
	return ws.stack(tx)
}

// chanceOf is a chance as a set of targets is judged by: exact, as its band is, where something may still happen.
func chanceOf(o org.Owner, p forecast.Projection) plan.Chance {
	c := plan.Chance{Owner: o, P: p.Chance, Known: p.Shown}
	if p.Shown && p.Chance > 0 && p.Chance < measure.Hundred {
		c.P = min(max(measure.BP(p.Raw*float64(measure.Hundred)), 1), measure.Hundred-1)
	}
	return c
}

// owners are those who share.
func (ws *Workshop) owners() (list []org.Owner) {
	for _, l := range ws.Lines {
		if !l.Left {
			list = append(list, l.Owner)
		}
	}
	return list
}

// feasible adds up what each attains with the same probability, those who carry a part outside the table included. Someone without a
// forecast keeps it from being said.
func (ws *Workshop) feasible(f *foresight, sofar map[org.Owner]goal.Facts, on period.Date) {
	var at []plan.FeasibleAt
	var typical, people measure.Amount
	for _, p := range []measure.BP{5_000, 6_500} {
		sum, known := measure.Amount(0), true
		for _, o := range slices.Concat(ws.owners(), ws.besides()) {
			x, ok := f.feasible(o, p, sofar[o], on)
			known = known && ok
			sum += x
		}
		if known && sum > 0 {
			at = append(at, plan.FeasibleAt{P: p, Amount: plainly(sum)})
		}
	}
	for _, l := range ws.Lines {
		if l.History.OK && l.Time > 0 && l.Owner.Kind == org.OwnerPerson {
			full, err := measure.MulDiv(int64(l.History.Amount), int64(measure.Hundred), int64(l.Time))
			if err == nil {
				typical, people = typical+measure.Amount(full), people+1
			}
		}
	}
	if people > 0 {
		typical /= people
	}
	ws.Feasible = plan.Feasible(ws.Table.Total, at, typical)
}

// plainly rounds what was estimated down to whole units, where it is large enough for decimals to mean nothing.
func plainly(a measure.Amount) measure.Amount {
	if a < 100*measure.One {
		return a
	}
	return a / measure.One * measure.One
}

// bids are the own numbers that people gave for this very objective, or for the part already proposed to them.
func (ws *Workshop) bids(tx *store.Tx) error {
	children, err := tx.GoalChildren(ws.World.Org().ID, ws.Top.ID)
	if err != nil {
		return err
	}
	goals := []org.ID{ws.Top.ID}
	for _, c := range children {
		goals = append(goals, c.ID)
	}
	list, err := tx.Bids(ws.World.Org().ID, goals)
	if err != nil {
		return err
	}
	own := map[org.Owner]measure.Amount{}
	for _, b := range list {
		if b.Amount.OK {
			own[org.PersonOwner(b.Person)] = b.Amount.Amount
		}
	}
	if ws.BottomUp, err = plan.BottomUp(ws.Table, own); err != nil {
		return err
	}
	for i, r := range ws.Table.Rows {
		at := slices.IndexFunc(ws.Lines, func(l WorkshopLine) bool { return l.Owner == r.Owner })
		if bid, ok := own[r.Owner]; ok {
			ws.Lines[at].Bid, ws.Lines[at].BidGap = measure.Some(bid), ws.BottomUp.Gaps[i]
		}
	}
	return nil
}

// stack is the padding of every level, the company's first, down to this table. A level above that is not shared out in full yet
// takes nothing back from those below it.
func (ws *Workshop) stack(tx *store.Tx) error {
	var levels []plan.Level
	at := ws.Top.GoalRow
	for range goal.Tiers() {
		if at.Parent == 0 {
			break
		}
		up, err := tx.Goal(ws.World.Org().ID, at.Parent)
		if err != nil {
			return err
		}
		parts, err := ws.World.partsUnder(tx, up)
		if err != nil {
			return err
		}
		assigned := measure.Amount(0)
		for _, c := range parts {
			assigned += c.Target.Amount
		}
		if up.Target.OK {
			levels = append([]plan.Level{{Total: up.Target.Amount, Assigned: max(assigned, up.Target.Amount)}}, levels...)
			ws.Levels = append([]string{up.Title}, ws.Levels...)
		}
		at = up
	}
	ws.Stack, ws.Levels = plan.PaddingOf(append(levels, ws.Table.Level())), append(ws.Levels, ws.Top.Title)
	return nil
}
