package period

import (
	"sync"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/aa"
	"github.com/rickar/cal/v2/fr"
)

// The holiday sets of a Calendar.
const (
	NoHolidays    = "none"
	French        = "fr"
	AlsaceMoselle = "fr-am" // France, with Good Friday and 26 December as the local law has it
)

// alsaceMoselle is what the library does not know: article L3134-13 of the French labour code.
var alsaceMoselle = []*cal.Holiday{
	aa.GoodFriday,
	{Name: "Saint-Étienne", Type: cal.ObservancePublic, Month: time.December, Day: 26, Func: cal.CalcDayOfMonth},
}

type holidayYear struct {
	set  string
	year int
}

// holidayCache keeps what is the same for ever once computed; a year is a dozen days, and few years are asked for.
var holidayCache sync.Map // holidayYear -> []Date

// Holiday tells whether the day is a public holiday in this calendar; company closing days are not.
func (c Calendar) Holiday(d Date) bool {
	if c.Holidays != French && c.Holidays != AlsaceMoselle {
		return false
	}
	for _, h := range holidays(c.Holidays, d.Year()) {
		if h == d {
			return true
		}
	}
	return false
}

// HolidaysOf lists the public holidays of a civil year, in the order of the year's law book rather than of its days.
func (c Calendar) HolidaysOf(year int) []Date {
	if c.Holidays != French && c.Holidays != AlsaceMoselle {
		return nil
	}
	return append([]Date(nil), holidays(c.Holidays, year)...)
}

func holidays(set string, year int) []Date {
	key := holidayYear{set, year}
	if days, ok := holidayCache.Load(key); ok {
		return days.([]Date)
	}
	list := fr.Holidays
	if set == AlsaceMoselle {
		list = append(append([]*cal.Holiday(nil), list...), alsaceMoselle...)
	}
	days := make([]Date, 0, len(list))
	for _, h := range list {
		// The library answers with midnight in the machine's zone; noon is the same day whatever the clocks did that night.
		if actual, _ := h.Calc(year); !actual.IsZero() {
			days = append(days, On(actual.Add(12*time.Hour).Date()))
		}
	}
	holidayCache.Store(key, days)
	return days
}
