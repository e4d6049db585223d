package period

import (
	"fmt"
	"regexp"
	"strconv"
	"time"

	"cordee/internal/fault"
)

// YearNumber is the name of a fiscal year: the calendar year in which it ends. A year that starts in July 2026 is 2027.
func (c Calendar) YearNumber(d Date) int { return c.FiscalYear(d).Last().Year() }

// QuarterNumber is the fiscal year, named by the calendar year in which it ends, and the quarter in it, 1 to 4.
func (c Calendar) QuarterNumber(d Date) (year, quarter int) {
	return c.YearNumber(d), c.fiscalMonth(d)/3 + 1
}

// WeekNumber is the year and number of the week in which the day lies. A week belongs to the year that holds its fourth day,
// which is ISO 8601 when weeks start on Monday and its plain extension otherwise.
func (c Calendar) WeekNumber(d Date) (year, week int) {
	fourth := c.Week(d).From + 3
	year = fourth.Year()
	return year, int(fourth-On(year, 1, 1))/7 + 1
}

// Name is the code of the period of that kind in which the day lies: 2026-W48, 2026-11, 2026-Q4, 2026-S2, 2026.
// Fiscal codes carry the calendar year in which the fiscal year ends.
func (c Calendar) Name(k Kind, d Date) string {
	switch k {
	case Week:
		y, w := c.WeekNumber(d)
		return fmt.Sprintf("%04d-W%02d", y, w)
	case Month:
		return fmt.Sprintf("%04d-%02d", d.Year(), int(d.Month()))
	case Quarter:
		y, q := c.QuarterNumber(d)
		return fmt.Sprintf("%04d-Q%d", y, q)
	case Semester:
		return fmt.Sprintf("%04d-S%d", c.YearNumber(d), c.fiscalMonth(d)/6+1)
	case Year:
		return fmt.Sprintf("%04d", c.YearNumber(d))
	}
	return d.String()
}

// code is the closed set of names: a year, and perhaps a quarter, semester, week or month in it.
var code = regexp.MustCompile(`^(\d{4})(?:-(?:Q([1-4])|S([12])|W(\d\d)|(\d\d)))?$`)

// Parse reads what Name writes, for the years 1900 to 2200. Refusal: period.invalid.
func (c Calendar) Parse(name string) (Kind, Span, error) {
	m := code.FindStringSubmatch(name)
	if m == nil {
		return "", Span{}, badName(name)
	}
	number := func(i int) int { n, _ := strconv.Atoi(m[i]); return n } // digits, or nothing: 0
	year := number(1)
	k, d := Year, c.yearStart(year)
	switch {
	case m[2] != "":
		k, d = Quarter, d.AddMonths(3*(number(2)-1))
	case m[3] != "":
		k, d = Semester, d.AddMonths(6*(number(3)-1))
	case m[4] != "":
		k, d = Week, c.Week(On(year, time.January, 4)).From.AddDays(7*(number(4)-1)) // the fourth is always in the first week
	case m[5] != "":
		k, d = Month, On(year, time.Month(number(5)), 1)
	}
	// A 13th month, a 53rd week the year does not have: they would have another name.
	if year < minYear || year > maxYear || c.Name(k, d) != name {
		return "", Span{}, badName(name)
	}
	return k, c.Of(k, d), nil
}

// yearStart is the first day of the fiscal year that ends in a calendar year.
func (c Calendar) yearStart(year int) Date {
	if c.FiscalStart > 1 {
		year--
	}
	return On(year, time.Month(max(c.FiscalStart, 1)), 1)
}

func badName(name string) error {
	return fault.New(fault.Invalid, "period.invalid", "value", shorten(name))
}
