package game

import (
	"cordee/internal/fault"
	"cordee/internal/period"
)

// RestsAMonth is how many rest days somebody may choose for themselves in a civil month.
const RestsAMonth = 2

// Day is one day of a person. Off is every day that is not theirs to keep: weekend, public holiday, leave, or one of their chosen rest days.
type Day struct {
	On   period.Date
	Off  bool
	Kept bool
}

// Streak is how many days in a row were kept, and the most ever. From is the first day of the present one.
type Streak struct {
	Now, Best int
	From      period.Date
}

// Run counts a streak over days in their order, the last being today. A day off never breaks it, and counts when it was kept; today breaks nothing.
func Run(days []Day) Streak {
	var s Streak
	for i, d := range days {
		switch {
		case d.Kept:
			if s.Now == 0 {
				s.From = d.On
			}
			s.Now++
			s.Best = max(s.Best, s.Now)
		case !d.Off && i < len(days)-1:
			s.Now, s.From = 0, 0
		}
	}
	return s
}

// Rest checks that somebody may choose one more rest day; taken are those they chose. It has to lie in the present month or later.
// Refusals: game.rest_taken, game.rest_past, game.rest_month.
func Rest(taken []period.Date, day, today period.Date) error {
	if day.Year() < today.Year() || day.Year() == today.Year() && day.Month() < today.Month() {
		return fault.Bad("day", "game.rest_past")
	}
	n := 0
	for _, t := range taken {
		if t == day {
			return fault.Bad("day", "game.rest_taken")
		}
		if t.Year() == day.Year() && t.Month() == day.Month() {
			n++
		}
	}
	if n >= RestsAMonth {
		return fault.Bad("day", "game.rest_month", "max", RestsAMonth)
	}
	return nil
}

// Before are the days before start over which somebody worked as many days as asked, counted back from the day before; profile must reach back far
// enough, else ok is false.
func Before(p period.Profile, start period.Date, work int) (s period.Span, ok bool) {
	if work <= 0 {
		return period.Span{}, false
	}
	for d := start - 1; d >= p.From; d-- {
		if p.Weight(period.Day(d)) > 0 {
			work--
		}
		if work == 0 {
			return period.Span{From: d, To: start}, true
		}
	}
	return period.Span{}, false
}
