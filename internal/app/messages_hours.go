package app

import (
	"slices"
	"time"

	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

// desk is when one person works: nothing reaches them at any other time (labour code L2242-17, the right to disconnect).
type desk struct {
	world  *World
	person org.Person
	choice MessageChoices
}

// works tells whether a day is one of the person's: a working day of the organisation and of theirs, within their stay, not on leave
// for the whole day.
func (d desk) works(on period.Date) bool {
	p := d.person
	if p.Erased || !p.HereOn(on) || p.WorkingTime == 0 || !d.world.Org().Calendar.Working(on) {
		return false
	}
	if len(d.choice.Days) > 0 && !slices.Contains(d.choice.Days, on.Weekday()) {
		return false
	}
	var away measure.BP
	for _, x := range d.world.away[p.ID] {
		if x.Span.Contains(on) {
			away += x.Share
		}
	}
	return away < measure.Hundred
}

// at is the instant of a minute of a day on the clock of the organisation.
func (d desk) at(on period.Date, minute int) time.Time {
	y, m, day := on.Civil()
	return time.Date(y, m, day, minute/60, minute%60, 0, 0, d.world.zone)
}

// open tells whether the person may be reached at an instant.
func (d desk) open(t time.Time) bool {
	on, minute := d.moment(t)
	from, to := d.choice.hours()
	return d.works(on) && minute >= from && minute < to
}

// moment is the day and the minute of it, on the clock of the organisation.
func (d desk) moment(t time.Time) (period.Date, int) {
	local := t.In(d.world.zone)
	return period.Today(t, d.world.zone), local.Hour()*60 + local.Minute()
}

// farthest is how many days ahead a working day is looked for: a sabbatical is longer than anybody waits.
const farthest = 120

// next is the first instant from t on when the person may be reached; false when there is none to be seen.
func (d desk) next(t time.Time) (time.Time, bool) {
	if d.open(t) {
		return t, true
	}
	on, minute := d.moment(t)
	from, _ := d.choice.hours()
	if minute >= from {
		on = on.AddDays(1)
	}
	for range farthest {
		if d.works(on) {
			return d.at(on, from), true
		}
		on = on.AddDays(1)
	}
	return time.Time{}, false
}

// worked is how many working days of the person a week has had before a day.
func (d desk) worked(week period.Span, before period.Date) (n int) {
	for on := week.From; on < before; on++ {
		if d.works(on) {
			n++
		}
	}
	return n
}

// lastDay tells whether no working day of the person follows in the week.
func (d desk) lastDay(week period.Span, on period.Date) bool {
	for later := on.AddDays(1); later < week.To; later++ {
		if d.works(later) {
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

// morning tells whether what is told in the morning may be made now.
func (d desk) morning(t time.Time) bool {
	on, minute := d.moment(t)
	from, to := d.choice.hours()
	return d.works(on) && minute >= max(from-beforeMorning, 0) && minute < to
}

// evening tells whether the day is drawing to its close.
func (d desk) evening(t time.Time) bool {
	on, minute := d.moment(t)
	from, to := d.choice.hours()
	return d.works(on) && minute >= max(to-beforeEvening, from) && minute < to
}
