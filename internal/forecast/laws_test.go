package forecast_test

import (
	"testing"

	"pgregory.net/rapid"

	"cordee/internal/forecast"
	"cordee/internal/goal"
	"cordee/internal/measure"
)

var anyBelief = rapid.Custom(func(t *rapid.T) forecast.Belief {
	b := forecast.Belief{
		A: rapid.Float64Range(1e-4, 1e4).Draw(t, "a"), B: rapid.Float64Range(.01, 1e4).Draw(t, "b"), M0: 1, Ks: 1,
		Variant: rapid.SampledFrom([]forecast.Variant{forecast.Deals, forecast.Counts, forecast.Amounts}).Draw(t, "variant"),
	}
	if b.Variant == forecast.Deals {
		b.M0, b.CV2, b.Ks = rapid.Float64Range(1, 1e5).Draw(t, "m0"), rapid.Float64Range(.01, 4).Draw(t, "cv2"), rapid.Float64Range(1, 500).Draw(t, "ks")
	}
	if b.Variant == forecast.Amounts {
		b.M0 = rapid.Float64Range(.1, 1e4).Draw(t, "unit")
	}
	return b
})

// TestLawsOfProbability: in 0..1, rising with what is attained and with what remains, falling with the goal, certain at the ends;
// the chance of staying within a goal is the mirror of it.
func TestLawsOfProbability(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b, r := anyBelief.Draw(t, "belief"), rapid.Float64Range(0, 3).Draw(t, "remaining")
		goal := rapid.Float64Range(0, 3).Draw(t, "goal") * (b.Expected(1) + b.M0)
		more := rapid.Float64Range(0, 5).Draw(t, "more") * b.M0
		p := b.Probability(goal, r)
		if !(p >= 0 && p <= 1) {
			t.Fatalf("p = %v", p)
		}
		ahead := b
		ahead.S += more
		const slack = 1e-6 // of the incomplete beta where millions are counted
		if q := ahead.Probability(goal, r); q < p-slack {
			t.Fatalf("with %v more attained %v falls to %v", more, p, q)
		}
		if q := b.Probability(goal+more, r); q > p+slack {
			t.Fatalf("with a goal %v higher %v rises to %v", more, p, q)
		}
		if b.Probability(b.S, r) != 1 || b.Probability(b.S-more, r) != 1 || b.Probability(b.S+b.M0, 0) != 0 {
			t.Fatal("what is decided is not certain")
		}
		if goal > 0 && b.Variant != forecast.Counts && (p+b.Within(goal, r) < 1-slack || p+b.Within(goal, r) > 1+slack) {
			t.Fatalf("%v or above, %v within", p, b.Within(goal, r))
		}
	})
}

var anyPast = rapid.Custom(func(t *rapid.T) forecast.Past {
	n := rapid.Int64Range(0, 300).Draw(t, "n")
	x := float64(rapid.Int64Range(-1_000_000, 1e11).Draw(t, "ten-thousandths")) / 1e4
	return forecast.Past{
		Who: owner(rapid.IntRange(1, 5).Draw(t, "who")), Age: rapid.IntRange(0, 30).Draw(t, "age"), N: float64(n), X: x,
		Exposure: rapid.Float64Range(0, 2).Draw(t, "exposure"), Q: x * x / float64(max(n, 1)) * rapid.Float64Range(.5, 3).Draw(t, "q"),
		Spread: rapid.Float64Range(0, 1e9).Draw(t, "spread"), Parts: rapid.IntRange(0, 60).Draw(t, "parts"),
	}
})

// TestLawsOfLearning: whatever happened, what is learnt is finite and positive, and so is what is then believed of anybody.
func TestLawsOfLearning(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		history := rapid.SliceOfN(anyPast, 0, 30).Draw(t, "history")
		v := rapid.SampledFrom([]forecast.Variant{forecast.Deals, forecast.Counts, forecast.Amounts}).Draw(t, "variant")
		c, ok := forecast.Fit(v, history)
		if !ok {
			return
		}
		b := c.Start(history[:len(history)/2])
		for _, x := range []float64{c.Mu0, c.Shock, c.Tau2, c.M0, c.Ks, b.A, b.B} {
			if !(x > 0 && x < 1e300) {
				t.Fatalf("%+v %+v", c, b)
			}
		}
		if p := b.Probability(b.Expected(1), 1); !(p >= 0 && p <= 1) {
			t.Fatalf("p = %v", p)
		}
	})
}

func TestLawsOfLanding(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b, r := anyBelief.Draw(t, "belief"), rapid.Float64Range(0, 3).Draw(t, "remaining")
		b.S = rapid.Float64Range(-1e6, 1e6).Draw(t, "attained")
		low, mid, high := b.Landing(r)
		if !(b.S <= low && low <= mid && mid <= high) {
			t.Fatalf("%v: %v %v %v", b.S, low, mid, high)
		}
	})
}

// TestLawsOfProject: whatever is asked, the answer is a probability with an ordered landing, a known band, and shown as a multiple
// of 5 % only on enough evidence.
func TestLawsOfProject(t *testing.T) {
	whole := rapid.Int64Range(0, 1_000_000)
	rapid.Check(t, func(t *rapid.T) {
		q := forecast.Question{
			Variant:   rapid.SampledFrom([]forecast.Variant{forecast.Deals, forecast.Counts, forecast.Amounts, forecast.Rate, forecast.NoModel}).Draw(t, "variant"),
			Direction: rapid.SampledFrom([]measure.Direction{measure.Up, measure.Down, ""}).Draw(t, "direction"),
			Target:    measure.Whole(whole.Draw(t, "target")),
			Facts: forecast.Facts{
				N: rapid.Int64Range(0, 100).Draw(t, "n"), Total: measure.Whole(rapid.Int64Range(-1000, 1_000_000).Draw(t, "total")),
				Num: measure.Whole(rapid.Int64Range(0, 50).Draw(t, "num")), Den: measure.Whole(rapid.Int64Range(0, 100).Draw(t, "den")),
			},
			Exposure:   forecast.Exposure{Elapsed: rapid.Float64Range(0, 2).Draw(t, "elapsed"), Remaining: rapid.Float64Range(0, 2).Draw(t, "remaining")},
			RateCohort: forecast.ColdRate(rapid.Float64Range(0, 1).Draw(t, "rate")),
		}
		q.Cohort = forecast.ColdStart(q.Variant, float64(whole.Draw(t, "plan")), float64(rapid.Int64Range(0, 1000).Draw(t, "deal")))
		pr := forecast.Project(q)
		if !(pr.Raw >= 0 && pr.Raw <= 1) || pr.Low > pr.Mid || pr.Mid > pr.High {
			t.Fatalf("%+v", pr)
		}
		if pr.Chance%500 != 0 || pr.Chance < 0 || pr.Chance > measure.Hundred || !pr.Shown && (pr.Chance != 0 || pr.Band != goal.NoEvidence) {
			t.Fatalf("%+v", pr)
		}
	})
}

// TestLawsOfConversion: in 0..1, falling with the rate asked, mirrored by the chance of staying at or below the next lower one.
func TestLawsOfConversion(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		den := rapid.IntRange(0, 200).Draw(t, "tries")
		num := rapid.IntRange(0, den).Draw(t, "successes")
		b := forecast.ColdRate(rapid.Float64Range(0, 1).Draw(t, "mean")).Start(nil).Seen(float64(num), float64(den))
		more := rapid.IntRange(0, 300).Draw(t, "more")
		all := float64(max(den+more, 1))
		k := float64(rapid.IntRange(0, den+more).Draw(t, "asked"))
		p, harder, below := b.AtLeast(k/all, float64(more)), b.AtLeast((k+1)/all, float64(more)), b.AtMost((k-1)/all, float64(more))
		if !(p >= 0 && p <= 1) || harder > p+1e-9 {
			t.Fatalf("%v of %v: %v, one more: %v", k, all, p, harder)
		}
		if den+more > 0 && (p+below > 1+1e-9 || p+below < 1-1e-9) {
			t.Fatalf("%v or above %v, below %v", k, p, below)
		}
		if low, mid, high := b.Landing(float64(more)); !(0 <= low && low <= mid && mid <= high && high <= 1) {
			t.Fatalf("landing %v %v %v", low, mid, high)
		}
	})
}
