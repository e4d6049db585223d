package period

import (
	"testing"

	"pgregory.net/rapid"

	"cordee/internal/fault"
)

func TestAProfileWeighsWorkingDaysSeasonAndPresence(t *testing.T) {
	december := Season{Month: [12]int64{100, 100, 100, 100, 100, 100, 100, 50, 100, 100, 100, 180}}
	week := Days(day(t, "2026-11-30"), day(t, "2026-12-06")) // Monday to Sunday, December from Tuesday
	p := BuildProfile(week, Standard, december, []Presence{
		{Span: week, Weight: FullPresence},                                                 // full time
		{Span: Days(day(t, "2026-12-02"), 0), Weight: FullPresence / 2},                    // half time, from Wednesday on
		{Span: Days(day(t, "2026-11-01"), day(t, "2026-12-01")), Weight: FullPresence},     // leaves on Tuesday evening
		{Span: Days(day(t, "2026-01-01"), day(t, "2026-11-29")), Weight: 9 * FullPresence}, // gone before
	})
	want := []int64{200, 360, 270, 270, 270, 0, 0}
	for i, w := range want {
		if p.Day[i] != w*FullPresence {
			t.Errorf("day %d weighs %d, want %d", i, p.Day[i], w*FullPresence)
		}
	}
	if got := p.Weight(Days(day(t, "2026-12-01"), day(t, "2026-12-02"))); got != 630*FullPresence {
		t.Errorf("Tuesday and Wednesday weigh %d", got)
	}
	if got := p.Weight(Days(day(t, "2020-01-01"), 0)); got != 1370*FullPresence {
		t.Errorf("the whole weighs %d", got)
	}
}

func TestWithoutPresenceListOnePersonWorksFullTime(t *testing.T) {
	week := Days(day(t, "2026-11-23"), day(t, "2026-11-29"))
	if got := BuildProfile(week, Standard, Season{}, nil).Weight(week); got != 5*FlatSeason*FullPresence {
		t.Errorf("got %d", got)
	}
	if got := BuildProfile(week, Standard, Season{}, []Presence{}).Weight(week); got != 0 {
		t.Errorf("a team of nobody weighs %d", got)
	}
}

func TestAnUnknownSpanWeighsNothing(t *testing.T) {
	if got := (Profile{}).Weight(Span{}); got != 0 {
		t.Errorf("zero profile: %d", got)
	}
	if got := Flat(Span{From: 5, To: 5}).Weight(Span{From: 1}); got != 0 {
		t.Errorf("empty span: %d", got)
	}
	if got := Flat(Span{From: 5}).Weight(Span{From: 1}); got != 0 {
		t.Errorf("open span: %d", got)
	}
	if got := Flat(Span{From: 5, To: 9}).Weight(Span{From: 7, To: 2}); got != 0 {
		t.Errorf("reversed question: %d", got)
	}
}

func TestAMonthMayWeighNothingWhileTheSeasonIsNotFlat(t *testing.T) {
	closed := Season{Month: [12]int64{100, 100, 100, 100, 100, 100, 100, 0, 100, 100, 100, 100}}
	if closed.Weight(day(t, "2026-08-10")) != 0 || closed.Weight(day(t, "2026-09-10")) != 100 || (Season{}).Weight(day(t, "2026-08-10")) != 100 {
		t.Error("August is closed, September ordinary, and no season at all is flat")
	}
	if err := (Season{Month: [12]int64{-1, 10_001}}).Check(); len(fault.All(err)) != 2 {
		t.Errorf("two months cannot be: %v", err)
	}
}

func TestEvenTenThousandPeopleInTheHeaviestSeasonDoNotOverflow(t *testing.T) {
	decade := Days(day(t, "2020-01-01"), day(t, "2029-12-31"))
	heavy := Season{}
	for i := range heavy.Month {
		heavy.Month[i] = maxSeason
	}
	p := BuildProfile(decade, Standard, heavy, []Presence{{Span: decade, Weight: 10_000 * FullPresence}})
	if p.Weight(decade) <= 0 || p.Weight(Days(day(t, "2020-01-01"), day(t, "2020-12-31"))) <= 0 {
		t.Error("weights turned negative")
	}
}

// The whole weighs what its parts weigh, presences add up in any order, and more days never weigh less.
func TestProfileLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		start := On(2026, 1, 1).AddDays(rapid.IntRange(0, 400).Draw(t, "start"))
		s := Span{From: start, To: start.AddDays(rapid.IntRange(1, 120).Draw(t, "days"))}
		people := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Presence {
			from := start.AddDays(rapid.IntRange(-20, 100).Draw(t, "from"))
			to := from.AddDays(rapid.IntRange(1, 90).Draw(t, "stay"))
			return Presence{Span: Span{From: from, To: to}, Weight: rapid.Int64Range(0, FullPresence).Draw(t, "weight")}
		}), 0, 6).Draw(t, "people")
		c := Calendar{Holidays: French}
		p := BuildProfile(s, c, Season{}, people)
		cut := s.From.AddDays(rapid.IntRange(0, s.Len()).Draw(t, "cut"))
		if p.Weight(Span{From: s.From, To: cut})+p.Weight(Span{From: cut, To: s.To}) != p.Weight(s) {
			t.Fatal("the parts do not make the whole")
		}
		var sum int64
		for _, one := range people {
			sum += BuildProfile(s, c, Season{}, []Presence{one}).Weight(s)
		}
		if sum != p.Weight(s) {
			t.Fatalf("one by one %d, together %d", sum, p.Weight(s))
		}
	})
}

func BenchmarkProfileOfATeamOf500OverAYear(b *testing.B) {
	year := Days(On(2026, 1, 1), On(2026, 12, 31))
	team := make([]Presence, 500)
	for i := range team {
		team[i] = Presence{Span: Days(On(2026, 1, 1+i%300), 0), Weight: FullPresence}
	}
	c := Calendar{Holidays: French}
	b.ReportAllocs()
	for b.Loop() {
		BuildProfile(year, c, Season{}, team)
	}
}
