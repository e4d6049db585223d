package forecast_test

import (
	"math"
	"testing"

	"cordee/internal/forecast"
	"cordee/internal/goal"
	"cordee/internal/measure"
)

// quarter is half a quarter gone, half of 8,000 there, in a cohort that learnt from two closed periods.
func quarter() forecast.Question {
	cohort, _ := forecast.Fit(forecast.Deals, append(append([]forecast.Past{}, lea...), karim...))
	return forecast.Question{
		Variant: forecast.Deals, Target: measure.Whole(8000), Cohort: cohort, Own: lea,
		Facts: forecast.Facts{N: 4, Total: measure.Whole(4000)}, Exposure: forecast.Exposure{Elapsed: .5, Remaining: .5},
	}
}

func TestProjectTellsWhereAGoalIsHeading(t *testing.T) {
	q := quarter()
	pr := forecast.Project(q)
	b := q.Belief()
	if !pr.Shown || !pr.HasLanding || !(measure.Whole(4000) < pr.Low && pr.Low < pr.Mid && pr.Mid < pr.High) {
		t.Errorf("landing %v %v %v", pr.Low, pr.Mid, pr.High)
	}
	near(t, "probability", pr.Raw, b.Probability(8000, .5), 0)
	near(t, "without the last layer", pr.Model, pr.Raw, 0)
	near(t, "one more deal", float64(pr.OneMoreDeal)/1e4, b.Deal(b.Size()).Probability(8000, .5)-pr.Raw, 5e-5)
	if pr.OneMoreDeal <= 0 || pr.Typical < measure.Whole(900) || pr.Typical > measure.Whole(1200) {
		t.Errorf("one more deal of %v changes %v", pr.Typical, pr.OneMoreDeal)
	}
	if want := (forecast.Basis{Events: 20, Periods: 2, CohortPeriods: 2, CohortPeople: 2}); pr.Basis != want {
		t.Errorf("basis %+v", pr.Basis)
	}
}

// TestWithoutEvidenceNoNumber: a plan alone gives a landing, never a chance, until three own results or two closed periods.
func TestWithoutEvidenceNoNumber(t *testing.T) {
	q := quarter()
	q.Cohort, q.Own, q.Facts = forecast.ColdStart(forecast.Deals, 8000, 1000), nil, forecast.Facts{N: 2, Total: measure.Whole(2000)}
	pr := forecast.Project(q)
	if pr.Shown || pr.Chance != 0 || pr.Band != goal.NoEvidence || !pr.HasLanding || !pr.Basis.Plan {
		t.Errorf("after two deals %+v", pr)
	}
	q.Facts = forecast.Facts{N: 3, Total: measure.Whole(3000)}
	if pr := forecast.Project(q); !pr.Shown || pr.Band == goal.NoEvidence {
		t.Errorf("after three %+v", pr)
	}
	q.Facts = forecast.Facts{N: 1, Total: measure.Whole(9000)}
	if pr := forecast.Project(q); !pr.Shown || pr.Chance != measure.Hundred {
		t.Errorf("what is attained needs no evidence: %+v", pr)
	}
}

// bp is a probability in basis points.
func bp(p float64) measure.BP { return measure.BP(math.Round(p * 10_000)) }

func TestBandsAndOdds(t *testing.T) {
	for _, c := range []struct {
		p         float64
		band      goal.Band
		chance    measure.BP
		times, of int
	}{
		{.999, goal.Accessible, 9500, 19, 20},
		{.9, goal.Accessible, 9000, 9, 10},
		{.8999, goal.Reachable, 9000, 9, 10},
		{.71, goal.Reachable, 7000, 7, 10},
		{.6, goal.Reachable, 6000, 3, 5},
		{.5999, goal.Ambitious, 6000, 3, 5},
		{.5, goal.Ambitious, 5000, 1, 2},
		{.34, goal.VeryAmbitious, 3500, 7, 20},
		{.2999, goal.OutOfReach, 3000, 3, 10},
		{.001, goal.OutOfReach, 500, 1, 20},
	} {
		chance := forecast.Rounded(c.p, false)
		times, of := goal.Odds(chance)
		if goal.BandOf(bp(c.p)) != c.band || chance != c.chance || times != c.times || of != c.of {
			t.Errorf("%v: %v, %v, %d of %d", c.p, goal.BandOf(bp(c.p)), chance, times, of)
		}
	}
	if forecast.Rounded(1, true) != measure.Hundred || forecast.Rounded(0, true) != 0 {
		t.Error("what is decided is certain")
	}
}

// TestLessIsBetter: complaints, at most five a quarter, in a cohort that has eight.
func TestLessIsBetter(t *testing.T) {
	q := quarter()
	q.Variant, q.Direction, q.Target = forecast.Counts, measure.Down, measure.Whole(5)
	q.Cohort, q.Own, q.Facts = forecast.ColdStart(forecast.Counts, 8, 1), nil, forecast.Facts{N: 3, Total: measure.Whole(3)}
	now := forecast.Project(q)
	q.Facts.N, q.Facts.Total = 6, measure.Whole(6)
	over := forecast.Project(q)
	if now.OneMoreDeal >= 0 || now.Raw <= 0 || now.Raw >= 1 || over.Raw != 0 || !over.Shown || over.Chance != 0 {
		t.Errorf("three so far %+v, six %+v", now, over)
	}
}

func TestConversionIsProjected(t *testing.T) {
	rates, _ := forecast.FitRate([]forecast.PastRate{{Who: owner(1), Age: 1, Num: 30, Den: 50}, {Who: owner(1), Age: 2, Num: 28, Den: 50}})
	q := forecast.Question{
		Variant: forecast.Rate, Target: measure.Whole(60), RateCohort: rates, Cohort: forecast.ColdStart(forecast.Counts, 50, 1),
		Facts: forecast.Facts{Num: measure.Whole(17), Den: measure.Whole(25)}, Exposure: forecast.Exposure{Elapsed: .5, Remaining: .5},
	}
	pr := forecast.Project(q)
	if !pr.Shown || pr.Raw < .6 || pr.Raw > .95 || pr.Low >= pr.High || pr.Mid < measure.Whole(58) || pr.Mid > measure.Whole(70) || pr.Basis.Events != 25 {
		t.Errorf("%+v", pr)
	}
	q.Direction = measure.Down
	if down := forecast.Project(q); down.Raw+pr.Raw < 1 || down.Raw > .5 {
		t.Errorf("at most: %v", down.Raw)
	}
	q.Facts.Num = measure.Whole(30)
	if pr := forecast.Project(q); pr.Shown || pr.Band != goal.NoEvidence {
		t.Errorf("more successes than tries are no conversion: %+v", pr)
	}
}

func TestVariants(t *testing.T) {
	for _, c := range []struct {
		m     measure.Metric
		deals bool
		want  forecast.Variant
	}{
		{measure.Metric{Kind: measure.Sum, Unit: "EUR"}, true, forecast.Deals},
		{measure.Metric{Kind: measure.Sum, Unit: "EUR"}, false, forecast.Amounts},
		{measure.Metric{Kind: measure.Count}, true, forecast.Counts},
		{measure.Metric{Kind: measure.Ratio, Unit: measure.Percent}, true, forecast.Rate},
		{measure.Metric{Kind: measure.Ratio, Unit: "EUR"}, true, forecast.NoModel},
		{measure.Metric{Kind: measure.Latest}, true, forecast.NoModel},
		{measure.Metric{Kind: measure.Steps}, true, forecast.NoModel},
	} {
		if got := forecast.VariantOf(c.m, c.deals); got != c.want {
			t.Errorf("%+v: %q", c.m, got)
		}
	}
	if pr := forecast.Project(forecast.Question{}); pr.Band != goal.NoEvidence || pr.Shown || pr.HasLanding {
		t.Errorf("steps have no probability: %+v", pr)
	}
}

// TestATargetMayTellButNeverItsOwn: where targets were always right, a high one raises the forecast, but never one that the owner
// set, or a mere proposal.
func TestATargetMayTellButNeverItsOwn(t *testing.T) {
	var closed []forecast.Pair
	for i := range 30 {
		goal := 4000 + 500*float64(i%9)
		closed = append(closed, forecast.Pair{Mean: 6000, Total: goal, Goal: goal, Noise: .1})
	}
	prior := forecast.FitGoalPrior(closed)
	q := quarter()
	q.Facts, q.Exposure, q.Target = forecast.Facts{}, forecast.Exposure{Remaining: 1}, measure.Whole(12_000)
	alone := forecast.Project(q)
	q.Prior = &prior
	told := forecast.Project(q)
	q.SelfSet = true
	own := forecast.Project(q)
	if told.Raw <= alone.Raw || own.Raw != alone.Raw || own.Mid != alone.Mid {
		t.Errorf("alone %v, with the target %v, set by oneself %v", alone.Raw, told.Raw, own.Raw)
	}
	few := forecast.FitGoalPrior(closed[:14])
	q.SelfSet, q.Prior = false, &few
	if pr := forecast.Project(q); pr.Raw != alone.Raw {
		t.Errorf("fourteen closed objectives are too few: %v", pr.Raw)
	}
}

// TestGoalPriorByHand: fifteen objectives of which the total was e times the mean and e times the goal.
func TestGoalPriorByHand(t *testing.T) {
	const e = 2.718281828459045
	closed := []forecast.Pair{{Mean: 100, Total: 0, Goal: 100}, {Mean: 100, Total: 100, Goal: 0}}
	for range 15 {
		closed = append(closed, forecast.Pair{Mean: 100, Total: 100 * e, Goal: 100, Noise: .05})
	}
	g := forecast.FitGoalPrior(closed)
	near(t, "n", float64(g.N), 15, 0)
	near(t, "beta0 = 15/20", g.Bias, .75, 1e-12)
	near(t, "rho = 15/20 - .75", g.Ask, 0, 1e-12)
	near(t, "x is 0, so W = 0", g.Weight, 0, 1e-12)
	near(t, "RV = (15·.25² - .75 + .6)/25", g.Variance, (15*.0625-.75+.6)/25, 1e-12)
	g.Weight = .5
	b := four.Informed(8000, 1, g) // the model expects 4,000, so f = sqrt(2)
	near(t, "rate", b.A/b.B, 4*1.4142135623730951, 1e-9)
	near(t, "1/a", 1/b.A, .25/4+.25*g.Variance, 1e-12)
}
