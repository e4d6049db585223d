package plan

import (
	"testing"

	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

var (
	october  = period.Days(period.On(2026, 10, 5), period.On(2026, 10, 30)) // four whole weeks, Monday to Friday
	weekdays = period.Calendar{}
	sold     = measure.Metric{Key: "revenue", Unit: "EUR", Kind: measure.Sum}.Norm()
	twenty   = goal.Goal{Owner: org.PersonOwner(1), Start: october.From, End: october.Last(), Target: measure.Some(measure.Whole(20_000)), Status: goal.Published}
)

// weekOn is the week of an objective of 20 000 € over four weeks, when before was brought until the Friday before and done since.
func weekOn(day period.Date, before, done int64, p period.Profile) Week {
	pr := goal.Score(twenty, sold, goal.Facts{Total: measure.Whole(before + done), N: 1}, p, day, org.Thresholds{})
	return AskWeek(twenty, sold, pr, measure.Whole(done), p, weekdays.Week(day))
}

func TestAWeekAsksItsPartOfWhatRemains(t *testing.T) {
	full := period.BuildProfile(october, weekdays, period.Season{}, nil)
	thirdWeek := period.On(2026, 10, 21)
	w := weekOn(thirdWeek, 8_000, 2_500, full)
	// 12 000 € remained on Monday for two weeks: 6 000 € each
	if w.Whole != measure.Whole(6_000) || w.Left != measure.Whole(3_500) || w.Next != measure.Some(measure.Whole(6_000)) || w.Days != 5 {
		t.Errorf("got %+v", w)
	}
	if more := weekOn(thirdWeek, 8_000, 9_000, full); more.Left != 0 || more.Whole != w.Whole || more.Next != measure.Some(measure.Whole(3_000)) {
		t.Errorf("bringing more than asked leaves nothing this week and less for the next: %+v", more)
	}
	if last := weekOn(period.On(2026, 10, 28), 15_000, 0, full); last.Next.OK || last.Whole != measure.Whole(5_000) {
		t.Errorf("the last week asks all that remains, and there is none after: %+v", last)
	}
}

func TestAnAskIsEasyToRememberAndNeverMoreThanWhatIsLeft(t *testing.T) {
	complaints := measure.Metric{Key: "complaints", Unit: measure.Unitless, Kind: measure.Count}
	for _, c := range []struct {
		m              measure.Metric
		ask, gap, want string
	}{
		{sold, "5382.17", "31045", "5400"}, {sold, "431", "31045", "440"}, {sold, "98", "98.5", "98"}, {sold, "99.4", "99.5", "99.5"},
		{sold, "123456", "200000", "130000"}, {complaints, "1.63", "9", "2"}, {complaints, "0.2", "0.4", "1"},
	} {
		ask, _, _ := measure.Parse(c.ask)
		gap, _, _ := measure.Parse(c.gap)
		if got := easy(ask, gap, c.m.Norm()).String(); got != c.want {
			t.Errorf("%s of %s: %s, want %s", c.ask, c.gap, got, c.want)
		}
	}
}

func TestAWeekInEasyFiguresStillAddsUp(t *testing.T) {
	full := period.BuildProfile(october, weekdays, period.Season{}, nil)
	w := weekOn(period.On(2026, 10, 21), 8_190, 2_345, full).Easy(measure.Whole(20_000-8_190-2_345), sold)
	if w.Whole != measure.Whole(6_000) || w.Left != measure.Whole(6_000-2_345) || w.Whole != w.Done+w.Left {
		t.Errorf("got %+v", w)
	}
}

func TestLeaveAndPartTimeChangeWhatAWeekAsks(t *testing.T) {
	day := func(d int) period.Date { return period.On(2026, 10, d) }
	here := func(from, last int) period.Presence {
		return period.Presence{Span: period.Days(day(from), day(last)), Weight: period.FullPresence}
	}
	// away from the 12th to the 21st: the third week has two days of work, of fourteen in all
	away := period.BuildProfile(october, weekdays, period.Season{}, []period.Presence{here(5, 11), here(22, 30)})
	if w := weekOn(day(14), 5_000, 0, away); !w.Away || w.OK {
		t.Errorf("nobody is asked anything while away: %+v", w)
	}
	if w := weekOn(day(22), 5_000, 0, away); w.Days != 2 || w.Whole.String() != "4285.7143" {
		t.Errorf("two days of the seven left are asked two sevenths of 15 000: %+v", w)
	}
	half := period.BuildProfile(october, weekdays, period.Season{}, []period.Presence{
		{Span: period.Days(day(5), day(16)), Weight: period.FullPresence}, {Span: period.Days(day(17), day(30)), Weight: period.FullPresence / 2},
	})
	if w := weekOn(day(12), 0, 0, half); w.Whole != measure.Whole(10_000) || w.Next != measure.Some(measure.Whole(5_000)) {
		t.Errorf("a half-time week is asked half: %+v", w)
	}
}

func TestActivitiesFollowOnesOwnPast(t *testing.T) {
	tried := func(brought, acts int64) Tried { return Tried{measure.Whole(brought), measure.Whole(acts)} }
	for _, x := range []struct {
		name      string
		left      int64
		own, team Tried
		want      int64
		ok        bool
	}{
		{"ten meetings brought two deals: three deals ask fifteen", 3, tried(2, 10), Tried{}, 15, true},
		{"nine meetings say nothing", 3, tried(2, 9), Tried{}, 0, false},
		{"a newcomer leans on the team", 2, Tried{}, tried(20, 100), 10, true},
		{"twenty own at one in two, twenty of the team at one in four", 3, tried(10, 20), tried(25, 100), 8, true}, // 15 of 40
		{"nothing brought yet, no team", 3, tried(0, 40), Tried{}, 0, false},
		{"nothing left", 0, tried(2, 10), Tried{}, 0, false},
		{"a rate too low to say anything useful", 90, tried(1, 40), Tried{}, 0, false},
	} {
		n, ok := Activities(measure.Whole(x.left), x.own, x.team)
		if n != x.want || ok != x.ok {
			t.Errorf("%s: got %d, %v, want %d, %v", x.name, n, ok, x.want, x.ok)
		}
	}
}
