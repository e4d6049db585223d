package org

import (
	"testing"
	"time"

	"cordee/internal/period"
)

// Whoever works Tuesday to Thursday and is on leave this Wednesday is reached between nine and six of the other two, on the clock of
// the organisation, and of no other day.
func TestNobodyIsReachedOutsideTheirOwnHours(t *testing.T) {
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	leave := period.On(2026, 11, 25)
	d := Desk{
		Person: Person{ID: 1, WorkingTime: 10_000}, Calendar: period.Standard, Zone: paris, Away: func(on period.Date) bool { return on == leave },
		Days: []time.Weekday{time.Tuesday, time.Wednesday, time.Thursday}, From: 9 * 60, To: 18 * 60,
	}
	at := func(day, hour, minute int) time.Time { return time.Date(2026, 11, day, hour, minute, 0, 0, paris) }
	for _, x := range []struct {
		when, next time.Time
	}{
		{at(24, 9, 0), at(24, 9, 0)},
		{at(24, 8, 59), at(24, 9, 0)},
		{at(24, 18, 0), at(26, 9, 0)}, // on leave the day after
		{at(25, 10, 0), at(26, 9, 0)},
		{at(26, 17, 59), at(26, 17, 59)},
		{at(27, 10, 0), time.Date(2026, 12, 1, 9, 0, 0, 0, paris)},
	} {
		if got, ok := d.Next(x.when); !ok || !got.Equal(x.next) || d.Open(x.when) != x.when.Equal(x.next) {
			t.Errorf("at %s: next %s (%v), open %v", x.when, got, ok, d.Open(x.when))
		}
	}
	week := period.Span{From: period.On(2026, 11, 23), To: period.On(2026, 11, 30)}
	if d.LastDay(week, period.On(2026, 11, 24)) || !d.LastDay(week, period.On(2026, 11, 26)) {
		t.Error("Thursday is the last day of this week, Tuesday is not")
	}
	d.Away = func(period.Date) bool { return true }
	if _, ok := d.Next(at(24, 10, 0)); ok {
		t.Error("somebody who never comes back is reached")
	}
}
