package app

import (
	"cordee/internal/org"
	"cordee/internal/period"
)

// desk is when somebody may be reached, and what they chose to be told.
type desk struct {
	org.Desk
	choice MessageChoices
}

func (w *World) desk(p org.Person, c MessageChoices) desk {
	away := func(on period.Date) bool { return w.awayOn(p.ID, on) }
	d := desk{org.Desk{Person: p, Calendar: w.Org().Calendar, Zone: w.zone, Away: away, Days: c.Days}, c}
	d.From, d.To = c.hours()
	return d
}
