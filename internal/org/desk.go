package org

import (
	"slices"
	"time"

	"cordee/internal/period"
)

// Desk is when one person works: nothing reaches them at any other time (labour code L2242-17, the right to disconnect).
type Desk struct {
	Person   Person
	Calendar period.Calendar
	Zone     *time.Location
	Away     func(period.Date) bool // on leave for the whole day
	Days     []time.Weekday         // those they work on; none named: every working day
	From, To int                    // the minutes of the day between which they may be reached
}

// Works tells whether a day is one of the person's: a working day of the organisation and of theirs, within their stay, not on leave
// for the whole day.
func (d Desk) Works(on period.Date) bool {
	p := d.Person
	if p.Erased || !p.HereOn(on) || p.WorkingTime == 0 || !d.Calendar.Working(on) {
		return false
	}
	if len(d.Days) > 0 && !slices.Contains(d.Days, on.Weekday()) {
		return false
	}
	return !d.Away(on)
}

// Begins is the first instant of a day when the person may be reached, on the clock of the organisation.
func (d Desk) Begins(on period.Date) time.Time {
	y, m, day := on.Civil()
	return time.Date(y, m, day, d.From/60, d.From%60, 0, 0, d.Zone)
}

// Open tells whether the person may be reached at an instant.
func (d Desk) Open(t time.Time) bool {
	on, minute := d.Moment(t)
	return d.Works(on) && minute >= d.From && minute < d.To
}

// Moment is the day and the minute of it, on the clock of the organisation.
func (d Desk) Moment(t time.Time) (period.Date, int) {
	local := t.In(d.Zone)
	return period.Today(t, d.Zone), local.Hour()*60 + local.Minute()
}

// farthest is how many days ahead a working day is looked for: a sabbatical is longer than anybody waits.
const farthest = 120

// Next is the first instant from t on when the person may be reached; false when there is none to be seen.
func (d Desk) Next(t time.Time) (time.Time, bool) {
	if d.Open(t) {
		return t, true
	}
	on, minute := d.Moment(t)
	if minute >= d.From {
		on = on.AddDays(1)
	}
	for range farthest {
		if d.Works(on) {
			return d.Begins(on), true
		}
		on = on.AddDays(1)
	}
	return time.Time{}, false
}

// Worked is how many working days of the person a week has had before a day.
func (d Desk) Worked(week period.Span, before period.Date) (n int) {
	for on := week.From; on < before; on++ {
		if d.Works(on) {
			n++
		}
	}
	return n
}

// LastDay tells whether no working day of the person follows in the week.
func (d Desk) LastDay(week period.Span, on period.Date) bool {
	for later := on.AddDays(1); later < week.To; later++ {
		if d.Works(later) {
			return false
		}
	}
	return true
}

// How long before a person's day the messages of the morning are made, so that they leave together when it begins; and how long before
// its end the recap is made.
const (
	beforeMorning = 60
	beforeEvening = 120
)

// Morning tells whether what is told in the morning may be made now.
func (d Desk) Morning(t time.Time) bool {
	on, minute := d.Moment(t)
	return d.Works(on) && minute >= max(d.From-beforeMorning, 0) && minute < d.To
}

// Evening tells whether the day is drawing to its close.
func (d Desk) Evening(t time.Time) bool {
	on, minute := d.Moment(t)
	return d.Works(on) && minute >= max(d.To-beforeEvening, d.From) && minute < d.To
}
