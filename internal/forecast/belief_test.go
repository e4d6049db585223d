package forecast_test

import (
	"math"
	"testing"

	"cordee/internal/forecast"
)

func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if !(math.Abs(got-want) <= within) {
		t.Errorf("%s: %.12g, want %.12g", what, got, want)
	}
}

// four is a belief of four deals a period, more or less two, of 1,000 each, more or less 1,000.
var four = forecast.Belief{A: 4, B: 1, M0: 1000, CV2: 1, Ks: 10, Variant: forecast.Deals}

// TestProbabilityByHand follows C2 step by step: E = 4,000, V = 4·10⁶ + 8·10⁶ + 24·10⁵ = 14.4·10⁶, p0 = 1/16; given that anything
// comes at all E1 = 4,266.67 and V1 = 14.2222·10⁶, so k = 1.28, scale = 3,333.33 and P(4,000) = .9375·Q(1.28, 1.2). The other rows
// were computed with thirty digits by another program.
func TestProbabilityByHand(t *testing.T) {
	for _, c := range []struct {
		what       string
		b          forecast.Belief
		goal, r, p float64
	}{
		{"four deals hoped for, four needed", four, 4000, 1, .384507070154},
		{"half a period left", four, 1000, .5, .546448794940},
		{"rare deals", forecast.Belief{A: .5, B: 2, M0: 250, CV2: 2.5, Ks: 10, Variant: forecast.Deals}, 100, .3, .033137339944},
		{"many small ones", forecast.Belief{A: 200, B: 1, M0: 10, CV2: .3, Ks: 10, SN: 50, SX: 500, Variant: forecast.Deals}, 480, .25, .559501108384},
		{"already there", four.Deal(5000), 4000, 1, 1},
		{"no day left", four, 4000, 0, 0},
	} {
		near(t, c.what, c.b.Probability(c.goal, c.r), c.p, 1e-9)
	}
}

// TestCountsAreExact compares with the negative binomial distribution added up term by term.
func TestCountsAreExact(t *testing.T) {
	for _, c := range []struct {
		a, b, r, goal float64
	}{{4, 1, 1, 5}, {2.5, .5, .25, 3}, {.3, 1, .1, 1}, {180, 1, 1, 200}, {40, 2, .01, 2}} {
		b := forecast.Belief{A: c.a, B: c.b, M0: 1, Ks: 1, Variant: forecast.Counts}
		near(t, "at least", b.Probability(c.goal, c.r), 1-negativeBinomial(c.a, c.b, c.r, c.goal-1), 1e-9)
		near(t, "at most", b.Within(c.goal, c.r), negativeBinomial(c.a, c.b, c.r, c.goal), 1e-9)
		near(t, "half a call above is a whole one", b.Probability(c.goal-.5, c.r), b.Probability(c.goal, c.r), 1e-12)
	}
}

// negativeBinomial is P(N <= n) by its own recursion: P(0) = (b/(b+r))^a, P(k) = P(k-1)·(a+k-1)/k·r/(b+r).
func negativeBinomial(a, b, r, n float64) float64 {
	term := math.Exp(-a * math.Log1p(r/b))
	sum := term
	for k := 1.; k <= n; k++ {
		term *= (a + k - 1) / k * r / (b + r)
		sum += term
	}
	return sum
}

func TestDealsAndDaysMoveABelief(t *testing.T) {
	b := four.Elapse(.25).Deal(2000).Elapse(.25).Deal(500)
	if want := four.Seen(2, 2500, .5); b != want {
		t.Errorf("one by one %+v, at once %+v", b, want)
	}
	near(t, "rate", b.A/b.B, 6/1.5, 1e-12)
	near(t, "size", b.Size(), (10*1000+2500)/12., 1e-9)
	near(t, "expected", b.Expected(.5), 2500+.5*4*b.Size(), 1e-9)
	back := b.Cancel(500)
	if back.S != 2000 || back.A != b.A || back.SN != 1 || back.SX != 2000 {
		t.Errorf("after a cancellation %+v", back)
	}
	calls := forecast.Belief{A: 4, B: 1, M0: 1, Ks: 1, Variant: forecast.Counts}.Deal(1).Deal(1).Cancel(1)
	if calls.S != 1 || calls.A != 6 || calls.Size() != 1 {
		t.Errorf("calls %+v", calls)
	}
}

// TestAmountsAlone: without deals, amounts count in the unit in which they scatter like events.
func TestAmountsAlone(t *testing.T) {
	x := []float64{10, 30, 20, 40}
	even := []float64{.25, .25, .25, .25}
	near(t, "spread", forecast.Spread(x, even), (15*15+5*5+5*5+15*15)/.25, 1e-9)
	c, ok := forecast.Fit(forecast.Amounts, []forecast.Past{{Age: 1, X: 100, Exposure: 1, Spread: forecast.Spread(x, even), Parts: 4}})
	if !ok {
		t.Fatal("nothing learnt")
	}
	near(t, "unit", c.M0, 2000./300, 1e-9)
	near(t, "rate", c.Mu0, 100/(2000./300), 1e-9)
	b := c.Start(nil)
	near(t, "expected", b.Expected(1), 100, 1e-9)
	near(t, "after 50", b.Seen(3, 50, .5).A-b.A, 50/(2000./300), 1e-9)
	returns := b.Seen(1, -1e6, .1)
	if !(returns.A > 0) || returns.Probability(10, .5) != 0 {
		t.Errorf("after large returns %+v: %v", returns, returns.Probability(10, .5))
	}
}

func TestLandingHoldsWhatItSays(t *testing.T) {
	for _, b := range []forecast.Belief{four, four.Seen(3, 5000, .4), {A: 200, B: 1, M0: 3, CV2: .2, Ks: 50, Variant: forecast.Deals}} {
		for _, q := range []float64{.3, .5, .9} {
			near(t, "below the quantile", 1-b.Probability(b.Quantile(q, .6), .6), q, 1e-6)
		}
	}
	calls := forecast.Belief{A: 4, B: 1, M0: 1, Ks: 1, Variant: forecast.Counts}
	for _, q := range []float64{.1, .5, .9} {
		n := calls.Quantile(q, 1)
		if n != math.Trunc(n) || calls.Within(n, 1) < q || n > 0 && calls.Within(n-1, 1) >= q {
			t.Errorf("%v of calls: %v", q, n)
		}
	}
	rare := forecast.Belief{A: .2, B: 2, M0: 100, CV2: 1, Ks: 10, Variant: forecast.Deals}
	if low, mid, _ := rare.Landing(.5); low != 0 || mid != 0 {
		t.Errorf("where most likely nothing comes, the landing is where one stands: %v %v", low, mid)
	}
}

// TestConversion compares with the Beta-Binomial computed with thirty digits: 20 more tries, 13 of them needed, from Beta(30, 20).
func TestConversion(t *testing.T) {
	b := forecast.RateBelief{Alpha: 20, Beta: 20}.Seen(10, 10)
	near(t, "23 of 30", b.AtLeast(23./30, 20), .433083379441, 1e-9)
	near(t, "the other way", b.AtMost(22./30, 20), 1-.433083379441, 1e-9)
	near(t, "no more tries, attained", b.AtLeast(1, 0), 1, 0)
	near(t, "all of them, one lost", b.Seen(0, 1).AtLeast(1, 20), 0, 0)
	many, some := b.AtLeast(.7, 2001), b.AtLeast(.7, 1999)
	near(t, "added up or by a Beta", many, some, 2e-3)
	low, mid, high := b.Landing(20)
	if !(low < mid && mid < high && mid > .6 && mid < .8) {
		t.Errorf("landing %v %v %v", low, mid, high)
	}
}

func TestConversionIsLearnt(t *testing.T) {
	c, ok := forecast.FitRate([]forecast.PastRate{{Who: owner(1), Age: 1, Num: 30, Den: 100}, {Who: owner(2), Age: 1, Num: 50, Den: 100}, {Who: owner(2), Age: 2, Num: 7, Den: 3}})
	if !ok || c.People != 2 || c.Periods != 1 {
		t.Fatalf("%+v", c)
	}
	near(t, "mean", c.Mean, 80.5/201, 1e-12)
	better := c.Start([]forecast.PastRate{{Who: owner(2), Age: 1, Num: 50, Den: 100}})
	if own := better.Alpha / (better.Alpha + better.Beta); own <= c.Mean || own >= .5 {
		t.Errorf("own rate %v", own)
	}
	if _, ok := forecast.FitRate(nil); ok {
		t.Error("a rate was learnt from nothing")
	}
}
