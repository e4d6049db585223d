package app

import (
	"cordee/internal/forecast"
	"cordee/internal/goal"
	"cordee/internal/org"
	"cordee/internal/plan"
	"cordee/internal/store"
)

// objectors are the people who object to forecasts about themselves (LAW F13): none is worked out, shown or kept of them. What they
// brought still counts for their team, and, as everybody's, for what a usual result is worth.
func objectors(tx *store.Tx, o org.ID) (map[org.Owner]bool, error) {
	choices, err := tx.OwnChoices(o)
	out := map[org.Owner]bool{}
	for _, c := range choices {
		if c.NoForecast {
			out[org.PersonOwner(c.Person)] = true
		}
	}
	return out, err
}

// noChance is what is told where nothing may be.
func noChance() forecast.Projection { return forecast.Projection{Band: goal.NoEvidence} }

// reveal gives a table the chances its reader may know. An objective that runs as it stands in the table keeps the forecast issued of it,
// so that no page says another. Of people whom the reader does not lead most closely only the set is told, before a period as within it:
// whoever shares out further up sees how many are expected to attain, and those who lead the people see whom it asks too much of.
func (r *Reading) reveal(ws *Workshop) error {
	if err := r.issuedChances(ws); err != nil {
		return err
	}
	var chances []plan.Chance
	veiled := false
	for i := range ws.Lines {
		l := &ws.Lines[i]
		if l.Left || l.Amount == 0 {
			continue
		}
		c := chanceOf(l.Owner, l.Chance)
		l.Exact, chances = c.P, append(chances, c)
		if !r.World.mayKnowChance(r.Actor, l.Owner, r.Today) {
			l.Chance, l.Exact, l.Private, veiled = noChance(), 0, c.Known, true
		}
	}
	ws.Fit = plan.Fit(chances, plan.Seen{})
	if veiled {
		if ws.Fit = ws.Fit.Veiled(); ws.Fit.N == 0 {
			ws.Feasible = nil
		}
	}
	return nil
}

// issuedChances replaces what was worked out by what is said of the same objectives elsewhere.
func (r *Reading) issuedChances(ws *Workshop) error {
	var rows []store.GoalRow
	var at []int
	for i, l := range ws.Lines {
		same := l.Sent != nil && !l.Left && l.Also == 0 && l.Sent.Target.OK && l.Sent.Target.Amount == l.Amount && l.Sent.Span() == ws.Top.Span()
		if same && l.Sent.Closed == nil && r.running(*l.Sent) {
			rows, at = append(rows, *l.Sent), append(at, i)
		}
	}
	outlooks, err := r.outlooks(rows)
	for i, o := range outlooks {
		if o != nil {
			ws.Lines[at[i]].Chance, ws.Lines[at[i]].Issued = o.Projection, true
		}
	}
	return err
}

// People are those of whom a table shows something.
func (ws Workshop) People() (list []org.ID) {
	for _, l := range ws.Lines {
		if l.Owner.Kind == org.OwnerPerson {
			list = append(list, l.Owner.ID)
		}
	}
	return list
}
