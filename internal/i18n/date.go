package i18n

import (
	"strconv"
	"time"

	"cordee/internal/period"
)

// Date is a day in full: "1er février 2026", "1 February 2026". No day is no text.
func (p *Printer) Date(d period.Date) string {
	if d.IsZero() {
		return ""
	}
	return p.T("date.long", "day", p.day(d), "month", p.month("month.", d), "year", d.Year())
}

// DateShort is a day for tables: "01/02/2026", "1 Feb 2026".
func (p *Printer) DateShort(d period.Date) string {
	if d.IsZero() {
		return ""
	}
	if p.lang == FR {
		return two(d.Day()) + "/" + two(int(d.Month())) + "/" + strconv.Itoa(d.Year())
	}
	return p.T("date.long", "day", p.day(d), "month", p.month("month_short.", d), "year", d.Year())
}

// DayMonth is a day of a year that is known: "1er févr.", "1 Feb".
func (p *Printer) DayMonth(d period.Date) string {
	if d.IsZero() {
		return ""
	}
	return p.T("date.day_month", "day", p.day(d), "month", p.month("month_short.", d))
}

// Weekday is the name of the day: "lundi", "Monday".
func (p *Printer) Weekday(d period.Date) string {
	return p.T("weekday." + strconv.Itoa(int(d.Weekday())))
}

// Span is a run of days, both ends told once: "1er – 31 mars 2026". An open one tells its beginning.
func (p *Printer) Span(s period.Span) string {
	from, last := s.From, s.Last()
	switch {
	case s.Empty() || from.IsZero() && last.IsZero():
		return ""
	case last.IsZero():
		return p.T("span.since", "from", from)
	case from.IsZero():
		return p.T("span.until", "last", last)
	case from == last:
		return p.Date(from)
	case from.Year() != last.Year():
		return p.T("span.between", "from", p.Date(from), "last", p.Date(last))
	case from.Month() != last.Month():
		start := p.T("date.day_month", "day", p.day(from), "month", p.month("month.", from))
		return p.T("span.between", "from", start, "last", p.Date(last))
	default:
		return p.T("span.between", "from", p.day(from), "last", p.Date(last))
	}
}

// Period names the period of a kind that holds the day: "T4 2026", "mars 2026", "semaine 48", "2e semestre 2026", "2026". A
// fiscal year that is not the calendar year says so: "exercice 2027".
func (p *Printer) Period(k period.Kind, d period.Date, cal period.Calendar) string {
	if d.IsZero() {
		return ""
	}
	switch k {
	case period.Week:
		_, week := cal.WeekNumber(d)
		return p.T("period.week", "week", week)
	case period.Month:
		return p.T("period.month", "month", p.month("month.", d), "year", d.Year())
	case period.Quarter:
		year, quarter := cal.QuarterNumber(d)
		return p.T("period.quarter", "quarter", quarter, "year", year)
	case period.Semester:
		half := "period.semester_1"
		if cal.Semester(d).From != cal.FiscalYear(d).From {
			half = "period.semester_2"
		}
		return p.T(half, "year", cal.YearNumber(d))
	case period.Year:
		if cal.FiscalYear(d).From.Month() == time.January {
			return strconv.Itoa(cal.YearNumber(d))
		}
		return p.T("period.fiscal_year", "year", cal.YearNumber(d))
	}
	return p.Date(d)
}

// Instant is a moment, in the zone it carries: "23 nov. 2026 à 14:05".
func (p *Printer) Instant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	d := period.On(t.Year(), t.Month(), t.Day())
	return p.T("instant", "date", p.DayMonth(d), "year", d.Year(), "time", p.Clock(t))
}

// Clock is the time of day: "14:05".
func (p *Printer) Clock(t time.Time) string { return two(t.Hour()) + ":" + two(t.Minute()) }

// day is the number of the day; French gives the first of the month its ordinal.
func (p *Printer) day(d period.Date) string {
	if d.Day() == 1 {
		return p.T("date.first")
	}
	return strconv.Itoa(d.Day())
}

func (p *Printer) month(prefix string, d period.Date) string {
	return p.T(prefix + strconv.Itoa(int(d.Month())))
}

func two(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}
