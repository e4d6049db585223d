package goal

import (
	"testing"
	"time"

	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

// The examples below all live in this quarter of ten calendar days, so that a tenth of the time is a day.
var (
	first = period.On(2026, time.March, 1)
	last  = period.On(2026, time.March, 10)
	day   = func(n int) period.Date { return first.AddDays(n - 1) } // day(1) is the first
)

var (
	revenue    = measure.Metric{Key: "revenue", Unit: "EUR", Kind: measure.Sum}
	deals      = measure.Metric{Key: "deals", Unit: measure.Unitless, Kind: measure.Count}
	complaints = measure.Metric{Key: "complaints", Unit: measure.Unitless, Kind: measure.Count, Direction: measure.Down}
	winRate    = measure.Metric{Key: "win_rate", Unit: measure.Percent, Kind: measure.Ratio}
	average    = measure.Metric{Key: "average_deal", Unit: "EUR", Kind: measure.Ratio}
	lossRate   = measure.Metric{Key: "loss_rate", Unit: measure.Percent, Kind: measure.Ratio, Direction: measure.Down}
	score      = measure.Metric{Key: "score", Unit: "points", Kind: measure.Latest}
	delay      = measure.Metric{Key: "delay", Unit: "days", Kind: measure.Latest, Direction: measure.Down}
	steps      = measure.Metric{Key: "steps", Unit: measure.Percent, Kind: measure.Steps}
)

// amount reads "12.5"; "" is absent.
func amount(t testing.TB, s string) measure.Maybe {
	t.Helper()
	if s == "" {
		return measure.Maybe{}
	}
	a, rounded, err := measure.Parse(s)
	if err != nil || rounded {
		t.Fatalf("%q is no exact amount: %v", s, err)
	}
	return measure.Some(a)
}

// running is a published goal over the ten days.
func running(t testing.TB, baseline, target string) Goal {
	return Goal{
		ID: 1, Key: "g", Title: "Open the Alps", Tier: Collective, Owner: org.TeamOwner(7), Metric: 3,
		Baseline: amount(t, baseline), Target: amount(t, target), Start: first, End: last, Status: Published, Origin: OriginAssigned,
	}
}

func total(t testing.TB, s string) Facts  { return Facts{Total: amount(t, s).Amount, N: 1} }
func latest(t testing.TB, s string) Facts { return Facts{Latest: amount(t, s)} }
func ratio(t testing.TB, num, den string) Facts {
	return Facts{Num: amount(t, num).Amount, Den: amount(t, den).Amount}
}

func TestAttainedAndAttainment(t *testing.T) {
	for _, x := range []struct {
		name             string
		metric           measure.Metric
		baseline, target string
		facts            Facts
		attained         string
		bp               measure.BP
		noBP             bool
	}{
		{name: "a sum is its total", metric: revenue, target: "20000", facts: total(t, "15000"), attained: "15000", bp: 7_500},
		{name: "nothing sold yet is zero, not absent", metric: revenue, target: "20000", attained: "0", bp: 0},
		{name: "ratios are never capped", metric: revenue, target: "20000", facts: total(t, "27000.5"), attained: "27000.5", bp: 13_500},
		{name: "more cancelled than sold", metric: revenue, target: "20000", facts: total(t, "-5000"), attained: "-5000", bp: -2_500},
		{name: "half a basis point rounds away from zero", metric: revenue, target: "20000", facts: total(t, "1"), attained: "1", bp: 1},
		{name: "and so it does below zero", metric: revenue, target: "20000", facts: total(t, "-1"), attained: "-1", bp: -1},
		{name: "shared deals count by their share", metric: deals, target: "12", facts: total(t, "5.4"), attained: "5.4", bp: 4_500},
		{name: "for a growing total the baseline only informs", metric: revenue, baseline: "10000", target: "20000", facts: total(t, "15000"), attained: "15000", bp: 7_500},
		{name: "no target, no attainment", metric: revenue, facts: total(t, "15000"), attained: "15000", noBP: true},
		{name: "a zero target has no attainment", metric: revenue, target: "0", facts: total(t, "15000"), attained: "15000", noBP: true},

		{name: "a total that must stay down has no 0 %", metric: complaints, target: "10", facts: total(t, "4"), attained: "4", noBP: true},
		{name: "unless it comes down from a baseline", metric: complaints, baseline: "30", target: "10", facts: total(t, "15"), attained: "15", bp: 7_500},
		{name: "even to zero", metric: complaints, baseline: "30", target: "0", facts: total(t, "15"), attained: "15", bp: 5_000},
		{name: "below the target is above 100 %", metric: complaints, baseline: "30", target: "10", facts: total(t, "5"), attained: "5", bp: 12_500},
		{name: "baseline = target leaves no way to measure", metric: complaints, baseline: "10", target: "10", facts: total(t, "5"), attained: "5", noBP: true},

		{name: "a rate is told in points", metric: winRate, target: "65", facts: ratio(t, "12", "19"), attained: "63.1579", bp: 9_717},
		{name: "a rate of money is told in money", metric: average, target: "500", facts: ratio(t, "1000", "3"), attained: "333.3333", bp: 6_667},
		{name: "nothing decided yet, no rate", metric: winRate, target: "65", facts: ratio(t, "0", "0"), noBP: true},
		{name: "a rate goes its way from the baseline", metric: winRate, baseline: "50", target: "60", facts: ratio(t, "11", "20"), attained: "55", bp: 5_000},
		{name: "or back behind it", metric: winRate, baseline: "50", target: "60", facts: ratio(t, "9", "20"), attained: "45", bp: -5_000},
		{name: "a rate that must come down", metric: lossRate, baseline: "40", target: "30", facts: ratio(t, "1", "3"), attained: "33.3333", bp: 6_667},
		{name: "a rate that must stay down without baseline", metric: lossRate, target: "30", facts: ratio(t, "1", "3"), attained: "33.3333", noBP: true},
		{name: "refunds outweigh sales on both sides", metric: average, target: "500", facts: ratio(t, "-1000", "-4"), attained: "250", bp: 5_000},

		{name: "a level is its latest value", metric: score, target: "50", facts: latest(t, "40"), attained: "40", bp: 8_000},
		{name: "a level not measured yet is its baseline", metric: score, baseline: "30", target: "50", attained: "30", bp: 0},
		{name: "a level nobody ever measured is unknown", metric: score, target: "50", noBP: true},
		{name: "a level goes its way from the baseline", metric: score, baseline: "30", target: "50", facts: latest(t, "45"), attained: "45", bp: 7_500},
		{name: "a level that must come down", metric: delay, baseline: "12", target: "8", facts: latest(t, "9"), attained: "9", bp: 7_500},
		{name: "without baseline there is no 0 %", metric: delay, target: "8", facts: latest(t, "9"), attained: "9", noBP: true},

		{name: "steps are told in percent of their weight", metric: steps, target: "100", facts: Facts{StepsDone: measure.Whole(1), StepsTotal: measure.Whole(3)}, attained: "33.3333", bp: 3_333},
		{name: "a target of most of the steps", metric: steps, target: "80", facts: Facts{StepsDone: measure.Whole(3), StepsTotal: measure.Whole(5)}, attained: "60", bp: 7_500},
		{name: "no steps yet", metric: steps, target: "100", noBP: true},
		{name: "an objective without metric is measured by its steps", metric: measure.Metric{}, target: "100", facts: Facts{StepsDone: measure.Whole(1), StepsTotal: measure.Whole(4)}, attained: "25", bp: 2_500},
	} {
		t.Run(x.name, func(t *testing.T) {
			pr := Score(running(t, x.baseline, x.target), x.metric, x.facts, period.Profile{}, day(5), org.Thresholds{})
			if got := pr.Attained.String(); got != x.attained {
				t.Errorf("attained %q, want %q", got, x.attained)
			}
			if pr.HasAttainment == x.noBP || (!x.noBP && pr.AttainmentBP != x.bp) {
				t.Errorf("attainment %d (%v), want %d (%v)", pr.AttainmentBP, pr.HasAttainment, x.bp, !x.noBP)
			}
		})
	}
}

func TestStatusFollowsTheCalendar(t *testing.T) {
	g := running(t, "", "20000")
	for _, x := range []struct {
		name  string
		goal  Goal
		facts Facts
		on    period.Date
		want  Status
	}{
		{"published before its first day", g, Facts{}, first - 1, Published},
		{"running from its first day", g, Facts{}, first, Running},
		{"running on its last day, even above 100 %", g, total(t, "30000"), last, Running},
		{"attained the day after", g, total(t, "20000"), last + 1, Attained},
		{"missed the day after, though nothing has changed", g, Facts{}, last + 1, Missed},
		{"missed by a hair: the ratio rounds to 100 %, the amount does not", g, total(t, "19999.9999"), last + 1, Missed},
		{"no target, never attained", running(t, "", ""), total(t, "5"), last + 1, Missed},
		{"a stored running is a published one", with(g, Running), Facts{}, first - 1, Published},
		{"a draft stays a draft", with(g, Draft), total(t, "20000"), last + 1, Draft},
		{"no status is a draft", with(g, ""), Facts{}, first, Draft},
		{"a proposal stays a proposal", with(g, Proposed), Facts{}, day(5), Proposed},
		{"an answer stays an answer", with(g, Countered), Facts{}, day(5), Countered},
		{"agreed is not yet binding", with(g, Agreed), total(t, "20000"), last + 1, Agreed},
		{"cancelled is for ever", with(g, Cancelled), total(t, "20000"), last + 1, Cancelled},
	} {
		t.Run(x.name, func(t *testing.T) {
			if got := Score(x.goal, revenue, x.facts, period.Profile{}, x.on, org.Thresholds{}).Status; got != x.want {
				t.Errorf("got %s, want %s", got, x.want)
			}
		})
	}
}

func with(g Goal, s Status) Goal { g.Status = s; return g }

func TestTheOutcomeIsDecidedExactly(t *testing.T) {
	for _, x := range []struct {
		name   string
		metric measure.Metric
		target string
		facts  Facts
		want   Status
	}{
		{"two thirds reach 66.6666 %", winRate, "66.6666", ratio(t, "2", "3"), Attained},
		{"two thirds do not reach 66.6667 %, though that is what they round to", winRate, "66.6667", ratio(t, "2", "3"), Missed},
		{"a third stays below 33.3334 %", lossRate, "33.3334", ratio(t, "1", "3"), Attained},
		{"a third is above 33.3333 %, though that is what it rounds to", lossRate, "33.3333", ratio(t, "1", "3"), Missed},
		{"equal is attained", winRate, "60", ratio(t, "3", "5"), Attained},
		{"equal is attained downwards too", lossRate, "60", ratio(t, "3", "5"), Attained},
		{"nothing to divide by is not attained", lossRate, "60", ratio(t, "0", "0"), Missed},
		{"no complaint at all", complaints, "0", Facts{}, Attained},
		{"one complaint too many", complaints, "0", total(t, "1"), Missed},
		{"a level never measured", score, "50", Facts{}, Missed},
		{"all steps", steps, "100", Facts{StepsDone: 3, StepsTotal: 3}, Attained},
		{"two thirds of the steps", steps, "66.6667", Facts{StepsDone: 2, StepsTotal: 3}, Missed},
		{"beyond 64 bits", winRate, "100", Facts{Num: 1<<62 + 1, Den: 1 << 62}, Attained},
		{"beyond 64 bits, a hair below", winRate, "100", Facts{Num: 1<<62 - 1, Den: 1 << 62}, Missed},
	} {
		t.Run(x.name, func(t *testing.T) {
			if got := Score(running(t, "", x.target), x.metric, x.facts, period.Profile{}, last+1, org.Thresholds{}).Status; got != x.want {
				t.Errorf("got %s, want %s", got, x.want)
			}
		})
	}
}

func TestAClosedObjectiveKeepsItsFigureAndItsOutcome(t *testing.T) {
	g := running(t, "", "20000")
	g.Closed = &Closing{Attained: amount(t, "19000"), Status: Missed, At: 1}

	late := Score(g, revenue, total(t, "21000"), period.Profile{}, last+30, org.Thresholds{})
	if late.Status != Missed || late.Attained.String() != "19000" || late.AttainmentBP != 9_500 || late.Gap.String() != "1000" || late.Reached {
		t.Errorf("closed: %+v", late)
	}
	if late.Adjustment.String() != "2000" {
		t.Errorf("what came late is %s", late.Adjustment)
	}
	if calm := Score(g, revenue, total(t, "19000"), period.Profile{}, last+30, org.Thresholds{}); calm.Adjustment.OK {
		t.Errorf("nothing came late, but %s shows", calm.Adjustment)
	}
	back := Score(g, revenue, total(t, "5000"), period.Profile{}, day(5), org.Thresholds{})
	if back.Status != Running || back.Attained.String() != "5000" || back.Adjustment.OK {
		t.Errorf("as it was in the middle: %+v", back)
	}

	empty := running(t, "", "60")
	empty.Closed = &Closing{Status: Missed}
	pr := Score(empty, winRate, ratio(t, "1", "2"), period.Profile{}, last+1, org.Thresholds{})
	if pr.Attained.OK || pr.Adjustment.String() != "50" || pr.Status != Missed {
		t.Errorf("closed with nothing to divide by: %+v", pr)
	}
}

func TestExpectedToDate(t *testing.T) {
	// Days 3 and 10 weigh nothing, the others 1, 2, ... so that shares are uneven.
	uneven := period.Profile{From: first, Day: []int64{1, 2, 0, 3, 4, 1, 1, 4, 4, 0}}
	idle := period.Profile{From: first, Day: make([]int64, 10)}
	for _, x := range []struct {
		name             string
		metric           measure.Metric
		baseline, target string
		profile          period.Profile
		linear           bool
		on               period.Date
		want             string
	}{
		{name: "before the first day", metric: revenue, target: "20000", profile: uneven, on: first - 1, want: "0"},
		{name: "the first day counts whole", metric: revenue, target: "20000", profile: uneven, on: day(1), want: "1000"},
		{name: "a day off asks nothing more", metric: revenue, target: "20000", profile: uneven, on: day(3), want: "3000"},
		{name: "in the middle", metric: revenue, target: "20000", profile: uneven, on: day(5), want: "10000"},
		{name: "on the last day all", metric: revenue, target: "20000", profile: uneven, on: last, want: "20000"},
		{name: "after it no more than all", metric: revenue, target: "20000", profile: uneven, on: last + 99, want: "20000"},
		{name: "linear: calendar days", metric: revenue, target: "20000", profile: uneven, linear: true, on: day(3), want: "6000"},
		{name: "nobody works: calendar days", metric: revenue, target: "20000", profile: idle, on: day(3), want: "6000"},
		{name: "no profile: calendar days", metric: revenue, target: "20000", on: day(3), want: "6000"},
		{name: "thirds round to four decimals", metric: deals, target: "0.001", profile: period.Profile{From: first, Day: []int64{2, 1}}, on: first, want: "0.0007"},
		{name: "a total starts from zero, baseline or not", metric: revenue, baseline: "10000", target: "20000", profile: uneven, on: day(5), want: "10000"},
		{name: "so does one that must stay down", metric: complaints, baseline: "30", target: "10", profile: uneven, on: day(5), want: "5"},
		{name: "steps too", metric: steps, target: "100", profile: uneven, on: day(5), want: "50"},
		{name: "a level starts from its baseline", metric: score, baseline: "30", target: "50", profile: uneven, on: day(5), want: "40"},
		{name: "also downwards", metric: delay, baseline: "12", target: "8", profile: uneven, on: day(5), want: "10"},
		{name: "a rate starts from its baseline", metric: winRate, baseline: "50", target: "60", profile: uneven, on: day(2), want: "51.5"},
		{name: "a level without baseline is expected at once", metric: score, target: "50", profile: uneven, on: day(1), want: "50"},
		{name: "a rate too", metric: winRate, target: "60", profile: uneven, on: day(1), want: "60"},
		{name: "no target, nothing expected", metric: revenue, profile: uneven, on: day(5), want: ""},
		{name: "half a ten-thousandth rounds away from zero", metric: score, baseline: "0.0005", target: "0.0002", profile: period.Profile{From: first, Day: []int64{1, 1}}, on: first, want: "0.0004"},
	} {
		t.Run(x.name, func(t *testing.T) {
			g := running(t, x.baseline, x.target)
			g.Linear = x.linear
			if got := Score(g, x.metric, Facts{}, x.profile, x.on, org.Thresholds{}).Expected.String(); got != x.want {
				t.Errorf("got %s, want %s", got, x.want)
			}
		})
	}
}

func TestGapLevelAndWhatIsLeft(t *testing.T) {
	g := running(t, "", "20000")
	g.Floor, g.Stretch = amount(t, "15000"), amount(t, "25000")
	for attained, want := range map[string]Level{
		"14999.9999": Below, "15000": AtFloor, "19999.9999": AtFloor, "20000": AtTarget, "24999": AtTarget, "25000": AtStretch,
	} {
		if pr := Score(g, revenue, total(t, attained), period.Profile{}, day(4), org.Thresholds{}); pr.Level != want {
			t.Errorf("%s: level %s, want %s", attained, pr.Level, want)
		}
	}
	pr := Score(g, revenue, total(t, "22000"), period.Flat(g.Span()), day(4), org.Thresholds{})
	if pr.Gap.String() != "-2000" || !pr.Reached || pr.DaysLeft != 6 || pr.ElapsedBP != 4_000 || pr.Worked != 4 || pr.Work != 10 || pr.N != 1 {
		t.Errorf("%+v", pr)
	}
	if pr := Score(g, revenue, Facts{}, period.Profile{}, first-5, org.Thresholds{}); pr.DaysLeft != 10 || pr.ElapsedBP != 0 {
		t.Errorf("before: %+v", pr)
	}
	if pr := Score(g, revenue, Facts{}, period.Profile{}, last+5, org.Thresholds{}); pr.DaysLeft != 0 || pr.ElapsedBP != 10_000 {
		t.Errorf("after: %+v", pr)
	}
	down := running(t, "", "10")
	down.Floor, down.Stretch = amount(t, "12"), amount(t, "5")
	for attained, want := range map[string]Level{"13": Below, "12": AtFloor, "10": AtTarget, "5": AtStretch} {
		if pr := Score(down, complaints, total(t, attained), period.Profile{}, day(4), org.Thresholds{}); pr.Level != want {
			t.Errorf("down %s: level %s, want %s", attained, pr.Level, want)
		}
	}
}

func TestADraftWithoutDatesOrTargetStillScores(t *testing.T) {
	pr := Score(Goal{}, measure.Metric{}, Facts{}, period.Profile{}, day(1), org.Thresholds{})
	if pr.Status != Draft || pr.Attained.OK || pr.HasAttainment || pr.Expected.OK || pr.Gap.OK || pr.Pace != NoPace || pr.Work != 0 {
		t.Errorf("%+v", pr)
	}
	if pr := Score(Goal{Status: Published, Target: amount(t, "5")}, revenue, Facts{}, period.Profile{}, day(1), org.Thresholds{}); pr.Status != Published || pr.Expected.OK {
		t.Errorf("published without dates: %+v", pr)
	}
}

func TestStepsCountByWeightOnceDone(t *testing.T) {
	g := running(t, "", "100")
	list := []Step{
		{Title: "Meet the ten largest customers", Weight: measure.Whole(2), Done: day(2)},
		{Title: "Write the offer", Weight: measure.Whole(1), Done: day(6)},
		{Title: "Sign", Weight: measure.Whole(1), Due: day(3)},
	}
	for on, want := range map[period.Date]string{day(1): "0", day(2): "50", day(6): "75", last + 1: "75"} {
		if got := Score(g, steps, g.StepFacts(list, on), period.Profile{}, on, org.Thresholds{}).Attained.String(); got != want {
			t.Errorf("on %s: %s, want %s", on, got, want)
		}
	}
	list[2].Done = last + 1 // the day after: too late for the outcome
	if got := Score(g, steps, g.StepFacts(list, last+5), period.Profile{}, last+5, org.Thresholds{}).Status; got != Missed {
		t.Errorf("done too late: %s", got)
	}
	if !list[2].Late(day(4)) || list[2].Late(day(3)) || list[0].Late(day(9)) {
		t.Error("a step is late the day after it is due, until it is done")
	}
}

func TestMarksPassedOnTheWayUp(t *testing.T) {
	if got := Crossed(4_900, 9_000, 5_000, 9_000, 10_000); len(got) != 2 || got[0] != 5_000 || got[1] != 9_000 {
		t.Errorf("got %v", got)
	}
	if got := Crossed(9_000, 4_000, 5_000); got != nil {
		t.Errorf("on the way down: %v", got)
	}
	if got := Crossed(5_000, 6_000, 5_000); got != nil {
		t.Errorf("passed before: %v", got)
	}
}

func TestRatioValueIsToldInItsUnit(t *testing.T) {
	for _, x := range []struct {
		metric measure.Metric
		want   string
	}{{winRate, "66.6667"}, {average, "0.6667"}} {
		if got := RatioValue(x.metric, measure.Whole(2), measure.Whole(3)).String(); got != x.want {
			t.Errorf("%s: %s, want %s", x.metric.Key, got, x.want)
		}
	}
	if RatioValue(winRate, measure.Whole(2), 0).OK {
		t.Error("nothing to divide by")
	}
}
