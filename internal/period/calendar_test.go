package period

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"cordee/internal/fault"
)

func TestASpanIsHalfOpen(t *testing.T) {
	q4 := Days(day(t, "2026-10-01"), day(t, "2026-12-31"))
	if !q4.Contains(day(t, "2026-10-01")) || !q4.Contains(day(t, "2026-12-31")) || q4.Contains(day(t, "2027-01-01")) {
		t.Error("both days given to Days are included, the next is not")
	}
	if q4.Len() != 92 || q4.Last().String() != "2026-12-31" || q4.Valid() != nil {
		t.Errorf("got %d days to %s", q4.Len(), q4.Last())
	}
	open := Days(day(t, "2026-10-01"), 0)
	if !open.Open() || !open.Contains(day(t, "2199-01-01")) || open.Contains(day(t, "2026-09-30")) || open.Len() != -1 || open.Last() != 0 {
		t.Errorf("an open span has no end: %+v", open)
	}
	if err := (Span{From: 10, To: 10}).Valid(); !fault.Is(err, "span.reversed") {
		t.Errorf("empty: %v", err)
	}
	if err := (Span{To: 10}).Valid(); !fault.Is(err, "span.from_missing") {
		t.Errorf("no beginning: %v", err)
	}
}

func TestSpansIntersectOnTheDaysTheyShare(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) Span {
			s := Span{From: Date(rapid.Int32Range(1, 12).Draw(t, name+" from")), To: Date(rapid.Int32Range(0, 14).Draw(t, name+" to"))}
			return s
		}
		a, b := draw("a"), draw("b")
		both, ok := a.Intersect(b)
		shared := false
		for d := Date(1); d < 30; d++ {
			in := a.Contains(d) && b.Contains(d)
			shared = shared || in
			if in != both.Contains(d) {
				t.Fatalf("%v and %v on day %d: %v", a, b, d, both)
			}
		}
		if ok != shared || a.Overlaps(b) != shared || b.Overlaps(a) != shared {
			t.Fatalf("%v and %v: shared %v, ok %v", a, b, shared, ok)
		}
	})
}

func TestPeriodsHaveTheNamesPeopleUse(t *testing.T) {
	july := Calendar{FiscalStart: 7, WeekStart: time.Monday}
	sunday := Calendar{WeekStart: time.Sunday}
	for _, x := range []struct {
		c    Calendar
		k    Kind
		on   string
		want string
	}{
		{Standard, Week, "2026-11-23", "2026-W48 2026-11-23 2026-11-29"},
		{Standard, Week, "2026-12-31", "2026-W53 2026-12-28 2027-01-03"},
		{Standard, Week, "2025-12-31", "2026-W01 2025-12-29 2026-01-04"},
		{Standard, Month, "2028-02-10", "2028-02 2028-02-01 2028-02-29"},
		{Standard, Quarter, "2026-11-23", "2026-Q4 2026-10-01 2026-12-31"},
		{Standard, Semester, "2026-11-23", "2026-S2 2026-07-01 2026-12-31"},
		{Standard, Year, "2026-11-23", "2026 2026-01-01 2026-12-31"},
		{july, Quarter, "2026-11-23", "2027-Q2 2026-10-01 2026-12-31"},
		{july, Semester, "2026-11-23", "2027-S1 2026-07-01 2026-12-31"},
		{july, Year, "2026-06-30", "2026 2025-07-01 2026-06-30"},
		{july, Year, "2026-07-01", "2027 2026-07-01 2027-06-30"},
		{july, Month, "2026-07-01", "2026-07 2026-07-01 2026-07-31"},
		{sunday, Week, "2026-11-28", "2026-W47 2026-11-22 2026-11-28"},
		{Calendar{FiscalStart: 12}, Quarter, "2027-01-15", "2027-Q1 2026-12-01 2027-02-28"},
	} {
		d := day(t, x.on)
		s := x.c.Of(x.k, d)
		if got := fmt.Sprint(x.c.Name(x.k, d), " ", s.From, " ", s.Last()); got != x.want {
			t.Errorf("%s of %s: got %s, want %s", x.k, x.on, got, x.want)
		}
	}
}

func TestNamesReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := Calendar{FiscalStart: rapid.IntRange(0, 12).Draw(t, "start"), WeekStart: time.Weekday(rapid.IntRange(0, 6).Draw(t, "week"))}
		d := Date(rapid.Int32Range(int32(On(1901, 1, 1)), int32(On(2199, 12, 31))).Draw(t, "day"))
		for _, k := range Kinds() {
			name := c.Name(k, d)
			if gotK, got, err := c.Parse(name); err != nil || gotK != k || got != c.Of(k, d) {
				t.Fatalf("%s of %s, %s, reads as %s %v, %v", k, d, name, gotK, got, err)
			}
		}
	})
}

func TestWhatIsNoPeriodIsRefused(t *testing.T) {
	for _, s := range []string{"", "26", "2026-Q5", "2026-Q0", "2026-S3", "2026-13", "2026-00", "2025-W53", "2026-W00", "2026-w01", "2026-11-23", "1899", "2201-Q1", "x2026"} {
		if k, span, err := Standard.Parse(s); !fault.Is(err, "period.invalid") {
			t.Errorf("%q read as %s %v, %v", s, k, span, err)
		}
	}
}

func FuzzPeriod(f *testing.F) {
	for _, s := range []string{"2026-Q4", "2026-W53", "2026", "2026-S1", "2026-12", "2026-W99", "2200-W53", ""} {
		f.Add(s, 7, 1)
	}
	f.Fuzz(func(t *testing.T, s string, start, first int) {
		c := Calendar{FiscalStart: max(start%13, 0), WeekStart: time.Weekday(max(first%7, 0))}
		k, span, err := c.Parse(s)
		if err != nil {
			return
		}
		if c.Name(k, span.From) != s || c.Name(k, span.Last()) != s || c.Of(k, span.From) != span {
			t.Fatalf("%q is %s %v", s, k, span)
		}
	})
}

func TestWeekNumbersAreIso(t *testing.T) {
	for d := On(1990, 1, 1); d < On(2050, 1, 1); d++ {
		y, w := Standard.WeekNumber(d)
		if wantY, wantW := d.Time(time.UTC).ISOWeek(); y != wantY || w != wantW {
			t.Fatalf("%s: got %d-W%d, want %d-W%d", d, y, w, wantY, wantW)
		}
	}
}

func TestAYearIsCutIntoItsPeriods(t *testing.T) {
	c := Calendar{FiscalStart: 4, WeekStart: time.Monday}
	year := c.FiscalYear(day(t, "2026-11-23"))
	for k, want := range map[Kind]int{Month: 12, Quarter: 4, Semester: 2, Year: 1, Week: 53} {
		parts := c.Cut(k, year)
		total := 0
		for i, p := range parts {
			total += p.Len()
			if i > 0 && parts[i-1].To != p.From {
				t.Errorf("%s: %v follows %v", k, p, parts[i-1])
			}
		}
		if len(parts) != want || total != year.Len() {
			t.Errorf("%s: %d parts of %d days in all, want %d of %d", k, len(parts), total, want, year.Len())
		}
	}
	if parts := c.Cut(Month, Span{From: year.From}); parts != nil {
		t.Errorf("an open span was cut into %d", len(parts))
	}
}

func TestFrenchHolidays(t *testing.T) {
	france := Calendar{WeekStart: time.Monday, Holidays: French}
	want := []string{
		"2026-01-01", "2026-04-06", "2026-05-01", "2026-05-08", "2026-05-14", "2026-05-25",
		"2026-07-14", "2026-08-15", "2026-11-01", "2026-11-11", "2026-12-25",
	}
	if got := dates(france.HolidaysOf(2026)); !slices.Equal(got, want) {
		t.Errorf("France 2026: %v", got)
	}
	alsace := france
	alsace.Holidays = AlsaceMoselle
	want = append(want, "2026-04-03", "2026-12-26")
	slices.Sort(want)
	if got := dates(alsace.HolidaysOf(2026)); !slices.Equal(got, want) {
		t.Errorf("Alsace-Moselle 2026: %v", got)
	}
	if got := Standard.HolidaysOf(2026); got != nil {
		t.Errorf("no holidays asked for, got %v", got)
	}
}

func dates(days []Date) (out []string) {
	for _, d := range days {
		out = append(out, d.String())
	}
	slices.Sort(out)
	return out
}

// Easter by the anonymous Gregorian computus, written here independently of the library.
func easter(y int) Date {
	a, b, c := y%19, y/100, y%100
	d, e := b/4, b%4
	g := (8*b + 13) / 25
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 19*l) / 433
	month := (h + l - 7*m + 90) / 25
	return On(y, time.Month(month), (h+l-7*m+33*month+19)%32)
}

func TestMovingFeastsFollowEaster(t *testing.T) {
	c := Calendar{Holidays: AlsaceMoselle}
	for y := 2020; y < 2100; y++ {
		for _, offset := range []int{-2, 1, 39, 50} {
			if d := easter(y).AddDays(offset); !c.Holiday(d) {
				t.Fatalf("%s, Easter %+d, is not a holiday", d, offset)
			}
		}
		if n := len(c.HolidaysOf(y)); n != 13 {
			t.Fatalf("%d has %d holidays", y, n)
		}
	}
}

func TestWorkingDays(t *testing.T) {
	france := Calendar{Holidays: French, Extra: []Date{day(t, "2026-12-24")}}
	for s, want := range map[string]bool{
		"2026-11-23": true, "2026-11-21": false, "2026-11-11": false, "2026-12-24": false, "2026-12-28": true,
	} {
		if got := france.Working(day(t, s)); got != want {
			t.Errorf("%s: working %v", s, got)
		}
	}
	shop := Calendar{WorkDays: [7]bool{time.Tuesday: true, time.Saturday: true}}
	if shop.Working(day(t, "2026-11-23")) || !shop.Working(day(t, "2026-11-28")) {
		t.Error("a shop works the days it says")
	}
	// 2026 has 261 weekdays; nine of the eleven French holidays fall on one.
	if n := (Calendar{Holidays: French}).WorkingDays(Days(day(t, "2026-01-01"), day(t, "2026-12-31"))); n != 252 {
		t.Errorf("2026 has %d working days in France", n)
	}
}

func TestCalendarCheckTellsEverythingAtOnce(t *testing.T) {
	err := Calendar{FiscalStart: 13, WeekStart: 9, Holidays: "mars"}.Check()
	for _, code := range []string{"calendar.fiscal_start", "calendar.week_start", "calendar.holidays"} {
		if !fault.Is(err, code) {
			t.Errorf("%s missing in %v", code, err)
		}
	}
	if err := Standard.Check(); err != nil {
		t.Error(err)
	}
}
