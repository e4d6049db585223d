package period

import (
	"slices"
	"time"

	"cordee/internal/fault"
)

// Calendar is how an organisation counts its time. The zero value starts its year in January and its weeks on Sunday, and works
// Monday to Friday without a holiday; Standard is what a European house expects.
type Calendar struct {
	FiscalStart int          // first month of the fiscal year, 1 to 12; 0 means January
	WeekStart   time.Weekday // first day of a week
	WorkDays    [7]bool      // by time.Weekday; all false means Monday to Friday
	Holidays    string       // NoHolidays, French or AlsaceMoselle
	Extra       []Date       // days on which this company is closed besides
}

// Standard is a calendar year of Monday-to-Sunday ISO weeks, worked Monday to Friday, without holidays.
var Standard = Calendar{FiscalStart: 1, WeekStart: time.Monday, Holidays: NoHolidays}

// Kind is a length of time people plan by.
type Kind string

// The closed list of period kinds. Quarter, Semester and Year are fiscal; a Month is always a calendar month.
const (
	Week     Kind = "week"
	Month    Kind = "month"
	Quarter  Kind = "quarter"
	Semester Kind = "semester"
	Year     Kind = "year"
)

// Kinds lists every period kind, shortest first.
func Kinds() []Kind { return []Kind{Week, Month, Quarter, Semester, Year} }

// Check tells every setting that cannot be meant: calendar.fiscal_start, calendar.week_start, calendar.holidays.
func (c Calendar) Check() error {
	var list fault.List
	if c.FiscalStart < 0 || c.FiscalStart > 12 {
		list.Add(fault.Bad("fiscal_start", "calendar.fiscal_start", "value", c.FiscalStart))
	}
	if c.WeekStart < time.Sunday || c.WeekStart > time.Saturday {
		list.Add(fault.Bad("week_start", "calendar.week_start", "value", int(c.WeekStart)))
	}
	if !slices.Contains([]string{"", NoHolidays, French, AlsaceMoselle}, c.Holidays) {
		list.Add(fault.Bad("holidays", "calendar.holidays", "value", c.Holidays))
	}
	return list.OrNil()
}

// Working tells whether people are expected at work that day.
func (c Calendar) Working(d Date) bool {
	return c.workDay(d.Weekday()) && !c.Holiday(d) && !slices.Contains(c.Extra, d)
}

func (c Calendar) workDay(w time.Weekday) bool {
	if c.WorkDays == ([7]bool{}) {
		return w != time.Saturday && w != time.Sunday
	}
	return c.WorkDays[w]
}

// WorkingDays counts the working days of a span; an open one has none to count.
func (c Calendar) WorkingDays(s Span) (n int) {
	for d := s.From; d < s.To; d++ {
		if c.Working(d) {
			n++
		}
	}
	return n
}

// Of is the period of that kind in which the day lies. A kind that does not exist is a single day.
func (c Calendar) Of(k Kind, d Date) Span {
	switch k {
	case Week:
		return c.Week(d)
	case Month:
		return c.Month(d)
	case Quarter:
		return c.Quarter(d)
	case Semester:
		return c.Semester(d)
	case Year:
		return c.FiscalYear(d)
	}
	return Day(d)
}

// Next is the period of that kind after the one in which the day lies.
func (c Calendar) Next(k Kind, d Date) Span { return c.Of(k, c.Of(k, d).To) }

// Prev is the period of that kind before the one in which the day lies.
func (c Calendar) Prev(k Kind, d Date) Span { return c.Of(k, c.Of(k, d).From-1) }

// Cut is the periods of that kind that lie in a span, the first and last shortened to it. An open span is not cut.
func (c Calendar) Cut(k Kind, s Span) (parts []Span) {
	for d := s.From; d < s.To; {
		part, _ := c.Of(k, d).Intersect(s)
		parts = append(parts, part)
		d = part.To
	}
	return parts
}

// Week is the week in which the day lies, ISO weeks when weeks start on Monday.
func (c Calendar) Week(d Date) Span {
	from := d - Date((int(d.Weekday())-int(c.WeekStart)+7)%7)
	return Span{From: from, To: from + 7}
}

// Month is the calendar month in which the day lies.
func (c Calendar) Month(d Date) Span {
	y, m, _ := d.Civil()
	return Span{From: On(y, m, 1), To: On(y, m+1, 1)}
}

// Quarter is the fiscal quarter in which the day lies.
func (c Calendar) Quarter(d Date) Span { return c.months(d, 3) }

// Semester is the fiscal half-year in which the day lies.
func (c Calendar) Semester(d Date) Span { return c.months(d, 6) }

// FiscalYear is the fiscal year in which the day lies.
func (c Calendar) FiscalYear(d Date) Span { return c.months(d, 12) }

// months is the run of n months, counted from the fiscal start, in which the day lies.
func (c Calendar) months(d Date, n int) Span {
	y, m, _ := d.Civil()
	first := int(m) - c.fiscalMonth(d)%n
	return Span{From: On(y, time.Month(first), 1), To: On(y, time.Month(first+n), 1)}
}

// fiscalMonth counts the months since the fiscal year began, 0 to 11.
func (c Calendar) fiscalMonth(d Date) int { return (int(d.Month()) - max(c.FiscalStart, 1) + 12) % 12 }
