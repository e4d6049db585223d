// Package period is time as a business keeps it: civil days without hours or zones, half-open spans, the organisation's fiscal
// calendar with its holidays, its season, and the weight each day carries in what is expected of a person or a team.
// It never asks what time it is.
package period

import "time"

// Date is a civil day, counted so that 1 January of year 1 (Gregorian) is 1. The zero value means no date, and comes before
// every day. Dates are compared and subtracted as the integers they are.
type Date int32

// The years a person may write. Outside them a date is a typing mistake (0206, 20226), not a plan.
const minYear, maxYear = 1900, 2200

// On is the day of that year, month and day; months and days beyond their range carry over, as in time.Date.
func On(year int, month time.Month, day int) Date {
	m := int(month) - 1
	year += floorDiv(m, 12)
	m = m - floorDiv(m, 12)*12 // 0..11
	// Years are counted from March so that the leap day is the last of its year and every month has a fixed offset.
	y, march := year, m-2
	if march < 0 {
		y, march = y-1, march+12
	}
	days := 365*y + floorDiv(y, 4) - floorDiv(y, 100) + floorDiv(y, 400)
	return Date(days + (153*march+2)/5 + day - 306)
}

// Today is the day it is in a zone at an instant.
func Today(at time.Time, loc *time.Location) Date { return On(at.In(loc).Date()) }

// Civil returns the year, month and day of the month. The zero date returns zeros.
func (d Date) Civil() (year int, month time.Month, day int) {
	if d == 0 {
		return 0, 0, 0
	}
	z := int(d) + 305 // days since 1 March of year 0
	era := floorDiv(z, 146097)
	ofEra := z - era*146097
	y := (ofEra - ofEra/1460 + ofEra/36524 - ofEra/146096) / 365
	ofYear := ofEra - (365*y + y/4 - y/100)
	march := (5*ofYear + 2) / 153
	day = ofYear - (153*march+2)/5 + 1
	year, month = y+era*400, time.Month(march+3)
	if month > 12 {
		year, month = year+1, month-12
	}
	return year, month, day
}

// Year is the civil year.
func (d Date) Year() int { y, _, _ := d.Civil(); return y }

// Month is the calendar month, 1 to 12.
func (d Date) Month() time.Month { _, m, _ := d.Civil(); return m }

// Day is the day of the month, 1 to 31.
func (d Date) Day() int { _, _, n := d.Civil(); return n }

// Weekday is the day of the week.
func (d Date) Weekday() time.Weekday { return time.Weekday(int(d) - floorDiv(int(d), 7)*7) }

// AddDays is n days later, earlier when n is negative.
func (d Date) AddDays(n int) Date { return d + Date(n) }

// AddMonths is the same day n months later, or the last day of that month when it is shorter: 31 January + 1 is 28 February.
func (d Date) AddMonths(n int) Date {
	y, m, day := d.Civil()
	first := On(y, m+time.Month(n), 1)
	last := On(y, m+time.Month(n)+1, 1) - 1
	return min(first+Date(day-1), last)
}

// IsZero tells whether there is no date.
func (d Date) IsZero() bool { return d == 0 }

// Time is the first instant of the day in a zone. Where clocks skip midnight it is the first instant that exists.
func (d Date) Time(loc *time.Location) time.Time {
	y, m, day := d.Civil()
	t := time.Date(y, m, day, 0, 0, 0, 0, loc)
	if Today(t, loc) < d { // midnight was skipped, and Go answered with the hour before
		_, t = t.ZoneBounds()
	}
	return t
}

func floorDiv(a, b int) int {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}
