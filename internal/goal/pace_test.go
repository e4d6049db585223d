package goal

import (
	"testing"

	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

func TestPace(t *testing.T) {
	for _, x := range []struct {
		name             string
		metric           measure.Metric
		baseline, target string
		facts            Facts
		on               period.Date
		want             Pace
	}{
		{"at 105 % of expected", revenue, "", "20000", total(t, "10500"), day(5), Ahead},
		{"a hair below", revenue, "", "20000", total(t, "10499.9999"), day(5), OnTrack},
		{"at 95 %", revenue, "", "20000", total(t, "9500"), day(5), OnTrack},
		{"a hair below", revenue, "", "20000", total(t, "9499.9999"), day(5), Watch},
		{"at 80 %", revenue, "", "20000", total(t, "8000"), day(5), Watch},
		{"a hair below", revenue, "", "20000", total(t, "7999.9999"), day(5), Behind},
		{"nothing", revenue, "", "20000", Facts{}, day(5), Behind},
		{"exact where the expected figure is rounded", deals, "", "2", total(t, "0.63"), day(3), Ahead},

		{"silent in the first tenth", revenue, "", "20000", Facts{}, day(1), NoPace},
		{"and no longer after it", revenue, "", "20000", Facts{}, day(2), Behind},
		{"still running on the last day", revenue, "", "20000", total(t, "19000"), last, OnTrack},
		{"silent before", revenue, "", "20000", Facts{}, first - 1, NoPace},
		{"silent once decided", revenue, "", "20000", Facts{}, last + 1, NoPace},
		{"silent without a target", revenue, "", "", total(t, "5"), day(5), NoPace},
		{"silent at a zero target", revenue, "", "0", total(t, "5"), day(5), NoPace},
		{"silent when nothing can be measured", winRate, "", "60", ratio(t, "0", "0"), day(5), NoPace},

		{"a total that must stay down: 95 % of what was allowed", complaints, "", "20", total(t, "9.5"), day(5), Ahead},
		{"above it", complaints, "", "20", total(t, "9.5001"), day(5), OnTrack},
		{"105 %", complaints, "", "20", total(t, "10.5"), day(5), OnTrack},
		{"above it", complaints, "", "20", total(t, "10.5001"), day(5), Watch},
		{"120 %", complaints, "", "20", total(t, "12"), day(5), Watch},
		{"above it", complaints, "", "20", total(t, "12.0001"), day(5), Behind},
		{"with a baseline it is a total all the same", complaints, "40", "20", total(t, "9.5"), day(5), Ahead},

		{"a level is judged by the way it has come", score, "30", "50", latest(t, "40.5"), day(5), Ahead},
		{"not by its height", score, "30", "50", latest(t, "37"), day(5), Behind},
		{"a level that comes down likewise", delay, "12", "8", latest(t, "9.9"), day(5), Ahead},
		{"too slowly", delay, "12", "8", latest(t, "10.1"), day(5), OnTrack},
		{"or up instead", delay, "12", "8", latest(t, "13"), day(5), Behind},
		{"a rate likewise", winRate, "50", "60", ratio(t, "11", "20"), day(5), OnTrack},
		{"without baseline a level is compared with its target", score, "", "50", latest(t, "47.5"), day(5), OnTrack},
		{"a rate too", winRate, "", "60", ratio(t, "63", "100"), day(5), Ahead},
		{"one that must stay down the other way round", lossRate, "", "60", ratio(t, "63", "100"), day(5), OnTrack},
		{"well below", lossRate, "", "60", ratio(t, "57", "100"), day(5), Ahead},
		{"far above", delay, "", "10", latest(t, "12.5"), day(5), Behind},

		{"a target on the wrong side of its baseline says nothing", score, "50", "30", latest(t, "40"), day(5), NoPace},
		{"nor does one to come down to above it", delay, "8", "12", latest(t, "9"), day(5), NoPace},
		{"baseline = target expects no way", score, "50", "50", latest(t, "50"), day(5), NoPace},
	} {
		t.Run(x.name, func(t *testing.T) {
			if got := Score(running(t, x.baseline, x.target), x.metric, x.facts, period.Profile{}, x.on, org.Thresholds{}).Pace; got != x.want {
				t.Errorf("got %q, want %q", got, x.want)
			}
		})
	}
}

func TestOnlyWhatRunsHasAPace(t *testing.T) {
	for _, s := range []Status{Draft, Proposed, Countered, Agreed, Cancelled} {
		if got := Score(with(running(t, "", "20000"), s), revenue, total(t, "1"), period.Profile{}, day(5), org.Thresholds{}); got.Pace != NoPace || got.Status != s {
			t.Errorf("%s: %+v", s, got)
		}
	}
}

func TestAnOrganisationSetsItsOwnLimits(t *testing.T) {
	strict := org.Thresholds{Ahead: 12_000, On: 10_000, Watch: 9_000, Quiet: 3_000}
	g := running(t, "", "20000")
	for _, x := range []struct {
		metric   measure.Metric
		attained string
		on       period.Date
		want     Pace
	}{
		{revenue, "11999", day(5), OnTrack},
		{revenue, "12000", day(5), Ahead},
		{revenue, "9999", day(5), Watch},
		{revenue, "8999", day(5), Behind},
		{revenue, "9000", day(3), NoPace},
		{complaints, "8000", day(5), Ahead}, // mirrored around 100 %
		{complaints, "10000", day(5), OnTrack},
		{complaints, "11000", day(5), Watch},
		{complaints, "11001", day(5), Behind},
	} {
		if got := Score(g, x.metric, total(t, x.attained), period.Profile{}, x.on, strict).Pace; got != x.want {
			t.Errorf("%s %s on %s: %q, want %q", x.metric.Key, x.attained, x.on, got, x.want)
		}
	}
}
