package forecast_test

import (
	"testing"

	"cordee/internal/forecast"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

// christmas sells half as much again in November and twice as much in December, and half in August.
var christmas = period.Season{Month: [12]int64{100, 100, 100, 100, 100, 100, 100, 50, 100, 100, 150, 200}}

// seasonal is one shop that brings so much a day, times the season, from one day to another; nothing else of it is known.
func seasonal(from, to period.Date) forecast.History {
	shop := org.TeamOwner(1)
	standard := func(s period.Span) period.Profile { return period.BuildProfile(s, period.Calendar{}, christmas, nil) }
	h := forecast.History{
		Variant: forecast.Deals, Owners: []org.Owner{shop}, Tracks: map[org.Owner]forecast.Track{}, Standard: standard,
		Own: func(_ org.Owner, s period.Span, _ period.Date) period.Profile { return standard(s) },
	}
	days := standard(period.Span{From: from, To: to})
	for i, w := range days.Day {
		if w > 0 {
			w = christmas.Weight(from.AddDays(i))
			h.Tracks[shop] = h.Tracks[shop].Add(from.AddDays(i), w, measure.Whole(10*w))
		}
	}
	return h
}

// remaining is how much of a span's work an objective still has ahead of it after a day.
func remaining(h forecast.History, s period.Span, on period.Date) float64 {
	k := forecast.Replay([]forecast.History{h}, nil, nil).Learned(0, s)
	x := forecast.Objective{Owner: h.Owners[0], Span: s, Target: measure.Whole(1)}
	e := k.Ask(h, x, forecast.Facts{}, on).Exposure
	return e.Remaining / e.Whole()
}

// TestAYearWithoutAPastFollowsItsSeason: on 20 November the weeks of Christmas are ahead, also for whoever has no past year to show it,
// and a year expects of them what its own quarter expects.
func TestAYearWithoutAPastFollowsItsSeason(t *testing.T) {
	year, on := period.Span{From: period.On(2026, 1, 1), To: period.On(2027, 1, 1)}, period.On(2026, 11, 20)
	profile := period.BuildProfile(year, period.Calendar{}, christmas, nil)
	ahead := float64(profile.Weight(period.Span{From: on + 1, To: year.To})) / float64(profile.Weight(year))
	near(t, "no past at all", remaining(seasonal(year.From, on), year, on), ahead, 1e-9)
	near(t, "a past year that kept the season", remaining(seasonal(period.On(2024, 1, 1), on), year, on), ahead, .002)

	last := period.Span{From: period.On(2026, 10, 1), To: year.To}
	quarter := remaining(seasonal(year.From, on), last, on) * float64(profile.Weight(last)) / float64(profile.Weight(year))
	near(t, "as the last quarter has it", quarter, ahead, .002)
}
