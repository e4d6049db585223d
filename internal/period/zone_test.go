package period

import (
	"testing"
	"time"
	_ "time/tzdata"
)

// Twelve zones that between them have every trap: no summer time, summer time at midnight, half and three-quarter hours, half-hour
// summer time, both sides of the date line, Ramadan breaks.
var zones = []string{
	"Europe/Paris", "Europe/London", "America/New_York", "America/Mexico_City", "America/Sao_Paulo", "America/Santiago",
	"Africa/Casablanca", "Africa/Cairo", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Auckland", "Pacific/Kiritimati",
}

func eachZone(t *testing.T, test func(*testing.T, *time.Location)) {
	for _, name := range zones {
		loc, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(name, func(t *testing.T) { test(t, loc) })
	}
}

// D12, first half: going through every half hour of seven years, the local day never goes back, never skips one, and changes
// exactly at the instant Time names.
func TestEveryInstantBelongsToOneLocalDay(t *testing.T) {
	from, last := On(2024, 1, 1), On(2030, 12, 31)
	eachZone(t, func(t *testing.T, loc *time.Location) {
		d := from
		end := (last + 1).Time(loc)
		for at := from.Time(loc); at.Before(end); at = at.Add(30 * time.Minute) {
			today := Today(at, loc)
			if today != d && today != d+1 {
				t.Fatalf("%s: the day after %s is %s", at, d, today)
			}
			d = today
		}
		if d != last {
			t.Fatalf("ended on %s, not %s", d, last)
		}
		for d := from; d <= last; d++ {
			start := d.Time(loc)
			if Today(start, loc) != d || Today(start.Add(-time.Nanosecond), loc) != d-1 {
				t.Fatalf("%s does not begin at %s", d, start)
			}
		}
	})
}

// D12, second half: every civil day lies in exactly one period of each kind, and the periods follow each other without a gap,
// whatever month the fiscal year and whatever day the week starts with. Days are reached through the zone's own instants.
func TestEveryDayLiesInExactlyOnePeriod(t *testing.T) {
	eachZone(t, func(t *testing.T, loc *time.Location) {
		for _, start := range []int{0, 1, 2, 4, 5, 7, 10, 12} {
			for _, first := range []time.Weekday{time.Sunday, time.Monday, time.Saturday} {
				c := Calendar{FiscalStart: start, WeekStart: first}
				for _, k := range Kinds() {
					checkKind(t, c, k, loc)
				}
			}
		}
	})
}

func checkKind(t *testing.T, c Calendar, k Kind, loc *time.Location) {
	t.Helper()
	names := map[string]Span{}
	last := On(2030, 12, 31)
	cur := c.Of(k, On(2024, 1, 1))
	for d := On(2024, 1, 1); d <= last; d++ {
		local := Today(d.Time(loc).Add(90*time.Minute), loc)
		s := c.Of(k, local)
		if local != d || !s.Contains(d) || s.Valid() != nil {
			t.Fatalf("%+v %s: %s lies in %v", c, k, d, s)
		}
		if s != cur {
			if s.From != cur.To || c.Next(k, d-1) != s || c.Prev(k, d) != cur || s.From != d {
				t.Fatalf("%+v %s: gap or overlap between %v and %v at %s", c, k, cur, s, d)
			}
			cur = s
		}
		name := c.Name(k, d)
		if known, ok := names[name]; ok && known != s {
			t.Fatalf("%+v %s: %s names %v and %v", c, k, name, known, s)
		}
		names[name] = s
	}
}
