package forecast_test

import (
	"math"
	"reflect"
	"testing"

	"cordee/internal/forecast"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

// months of a small company: six people, a deal every few days, a target each.
func smallCompany(late measure.Amount) forecast.History {
	h := forecast.History{Variant: forecast.Deals, Tracks: map[org.Owner]forecast.Track{}}
	flat := func(s period.Span) period.Profile { return period.Flat(s) }
	h.Standard, h.Own = flat, func(_ org.Owner, s period.Span, _ period.Date) period.Profile { return period.Flat(s) }
	first, lastMonth := period.On(2025, 1, 1), period.On(2025, 12, 1)
	for who := range 6 {
		o := org.PersonOwner(org.ID(who + 1))
		h.Owners = append(h.Owners, o)
		for on := first; on < first.AddMonths(12); on += period.Date(2 + who%3) {
			x := measure.Whole(int64(50 + (int(on)*7+who*13)%100))
			if on >= lastMonth {
				x += late
			}
			n := int64(1)
			if on%5 == 0 { // now and then two on a day
				n, x = 2, 2*x
			}
			h.Tracks[o] = h.Tracks[o].Add(on, n, x)
		}
		for m := range 12 {
			s := period.Span{From: first.AddMonths(m), To: first.AddMonths(m + 1)}
			x := forecast.Objective{ID: org.ID(100*m + who), Owner: o, Span: s, Target: measure.Whole(int64(900 - 80*who + 40*(m%5)))}
			x.Attained = h.Facts(o, s, s.Last()).Total >= x.Target
			h.Over = append(h.Over, x)
		}
	}
	return h
}

func told(h forecast.History) (list []forecast.Told) {
	forecast.Replay([]forecast.History{h}, []float64{.25, .5, .75}, func(t forecast.Told) { list = append(list, t) })
	return list
}

// TestNoForecastKnowsWhatComesLater: whatever happens in December, every forecast of before says the same; December's do not.
func TestNoForecastKnowsWhatComesLater(t *testing.T) {
	one, other := told(smallCompany(0)), told(smallCompany(measure.Whole(5_000)))
	if len(one) != 11*6*3 || len(one) != len(other) {
		t.Fatalf("%d and %d forecasts", len(one), len(other))
	}
	december, moved := period.On(2025, 12, 1), 0
	for i := range one {
		same := reflect.DeepEqual(one[i].Projection, other[i].Projection) && one[i].Base == other[i].Base && one[i].Pace == other[i].Pace
		if one[i].Objective.Span.From < december && !same {
			t.Errorf("%s at %.2f changed: %+v, %+v", one[i].Objective.Span.From, one[i].At, one[i].Projection, other[i].Projection)
		}
		if one[i].Objective.Span.From == december && !same {
			moved++
		}
	}
	if moved == 0 {
		t.Error("nothing changed at all: the test proves nothing")
	}
}

// TestLessonsEndWhereAPeriodBegins: what is learnt for a month does not depend on objectives that end after it began.
func TestLessonsEndWhereAPeriodBegins(t *testing.T) {
	h := smallCompany(0)
	july := period.Span{From: period.On(2025, 7, 1), To: period.On(2025, 8, 1)}
	whole := forecast.Replay([]forecast.History{h}, nil, nil).Learned(0, july)
	h.Over = h.Over[:0:0]
	for _, x := range smallCompany(0).Over {
		if x.Span.To <= july.From {
			h.Over = append(h.Over, x)
		}
	}
	early := forecast.Replay([]forecast.History{h}, nil, nil).Learned(0, july)
	if !reflect.DeepEqual(whole, early) {
		t.Errorf("July knows of later objectives:\n%+v\n%+v", whole, early)
	}
	if whole.Closed != 36 || whole.Prior.N == 0 {
		t.Errorf("%d objectives closed, prior of %d", whole.Closed, whole.Prior.N)
	}
}

// TestTotalsAreToldFromDeals: results that come once a week from everybody are totals, not deals.
func TestTotalsAreToldFromDeals(t *testing.T) {
	weekly := smallCompany(0)
	for who, o := range weekly.Owners {
		weekly.Tracks[o] = forecast.Track{}
		for week := range 52 {
			weekly.Tracks[o] = weekly.Tracks[o].Add(period.On(2025, 1, 6).AddDays(7*week), 1, measure.Whole(int64(100+who)))
		}
	}
	s := period.Span{From: period.On(2025, 10, 1), To: period.On(2025, 11, 1)}
	if v := forecast.Replay([]forecast.History{weekly}, nil, nil).Learned(0, s).Variant; v != forecast.Amounts {
		t.Errorf("weekly totals are taken for %q", v)
	}
	if v := forecast.Replay([]forecast.History{smallCompany(0)}, nil, nil).Learned(0, s).Variant; v != forecast.Deals {
		t.Errorf("deals are taken for %q", v)
	}
}

// TestAPairedDifferenceCountsAnObjectiveOnce: the same forecast told four times is no more evidence than once.
func TestAPairedDifferenceCountsAnObjectiveOnce(t *testing.T) {
	a := []forecast.Issued{{P: .9, Attained: true}, {P: .3, Attained: true}, {P: .1}}
	b := []forecast.Issued{{P: .5, Attained: true}, {P: .5, Attained: true}, {P: .5}}
	once := forecast.Paired(a, b, []int{1, 2, 3})
	four := forecast.Paired(append(append(append(a, a...), a...), a...), append(append(append(b, b...), b...), b...), []int{1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3})
	if math.Abs(once.Mean-four.Mean) > 1e-12 || math.Abs(once.Low-four.Low) > 1e-12 || once.Mean >= 0 || once.Low >= once.Mean {
		t.Errorf("%+v, %+v", once, four)
	}
}

// BenchmarkOneMoreResult is what a result costs a forecast: a belief one deal further, and its probability.
func BenchmarkOneMoreResult(b *testing.B) {
	k := forecast.Replay([]forecast.History{smallCompany(0)}, nil, nil).Learned(0, period.Span{From: period.On(2026, 1, 1), To: period.On(2026, 2, 1)})
	belief := k.Cohort.Start(k.Own[org.PersonOwner(1)])
	for b.Loop() {
		belief.Deal(100).Probability(2_000, .5)
	}
}
