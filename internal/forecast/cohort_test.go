package forecast_test

import (
	"testing"

	"cordee/internal/forecast"
	"cordee/internal/org"
)

func owner(id int) org.Owner { return org.PersonOwner(org.ID(id)) }

// two people over two periods. Léa: 6 deals of 6,000 together, then 10 of 9,000; Karim: 4 of 6,000, then 3 of 4,500 in half the work.
var lea = []forecast.Past{
	{Who: owner(1), Age: 2, N: 6, Exposure: 1, X: 6000, Q: 7_000_000}, {Who: owner(1), Age: 1, N: 10, Exposure: 1, X: 9000, Q: 9_500_000},
}
var karim = []forecast.Past{
	{Who: owner(2), Age: 2, N: 4, Exposure: 1, X: 6000, Q: 10_000_000}, {Who: owner(2), Age: 1, N: 3, Exposure: .5, X: 4500, Q: 7_500_000},
}

// TestFitByHand: with the older period counting .9, 22 deals in 3.3 exposures and 24,300 in them. Their periods differ less than
// chance would, so the shock is the prior's 1.2 over 20 + 2, and so do they themselves: tau² is (.4·6.667)²·4/5. The rest was
// computed from the formulas by another program.
func TestFitByHand(t *testing.T) {
	c, ok := forecast.Fit(forecast.Deals, append(append([]forecast.Past{}, lea...), karim...))
	if !ok || c.People != 2 || c.Periods != 2 || c.Plan {
		t.Fatalf("%+v", c)
	}
	near(t, "mu0", c.Mu0, 22/3.3, 1e-12)
	near(t, "1/kappa", c.Shock, .06*20/22, 1e-12)
	near(t, "tau2", c.Tau2, .16*c.Mu0*c.Mu0*4/5, 1e-12)
	near(t, "m0", c.M0, 24300/22., 1e-9)
	near(t, "CV2", c.CV2, .325498859713, 1e-9)
	near(t, "Ks", c.Ks, 6.98353365251, 1e-9)
	b := c.Start(lea)
	near(t, "a", b.A, 8.63675447199, 1e-9)
	near(t, "b", b.B, 1.15889172583, 1e-9)
	near(t, "own deals", b.SN, 15.4, 1e-9)
	near(t, "own amounts", b.SX, 14400, 1e-9)
}

// TestColdStart: a plan of 80,000 and deals of 10,000 make a rate of 8 whose CV is sqrt(.06 + .16·1.06) = .48.
func TestColdStart(t *testing.T) {
	c := forecast.ColdStart(forecast.Deals, 80_000, 10_000)
	b := c.Start(nil)
	near(t, "rate", b.A/b.B, 8, 1e-12)
	near(t, "CV²", 1/b.A, .06+.16*1.06, 1e-12)
	near(t, "expected", b.Expected(1), 80_000, 1e-9)
	if !c.Plan {
		t.Error("it is not told that this rests on the plan")
	}
	near(t, "without a plan", forecast.ColdStart(forecast.Counts, 0, 0).Start(nil).Expected(1), 1, 1e-12)
}

func TestNothingIsLearntFromNothing(t *testing.T) {
	for _, history := range [][]forecast.Past{nil, {{Who: owner(1), Age: 1, N: 5, X: 5}}, {{Who: owner(1), Age: 1, Exposure: 1}}, {{Who: owner(1), Age: 1, Exposure: 1, N: 2, X: -5}}} {
		if c, ok := forecast.Fit(forecast.Deals, history); ok {
			t.Errorf("%v: %+v", history, c)
		}
	}
}

// TestOwnPastIsBelievedAsFarAsItIsCredible: many steady periods bring a person to their own rate, one barely moves them.
func TestOwnPastIsBelievedAsFarAsItIsCredible(t *testing.T) {
	var history, own []forecast.Past
	for who := 1; who <= 6; who++ {
		for age := 1; age <= 12; age++ {
			p := forecast.Past{Who: owner(who), Age: age, N: float64(4 * who), Exposure: 1, X: 1, Q: 1}
			history = append(history, p)
			if who == 6 {
				own = append(own, p)
			}
		}
	}
	c, ok := forecast.Fit(forecast.Counts, history)
	if !ok {
		t.Fatal("nothing learnt")
	}
	rate := func(own []forecast.Past) float64 { b := c.Start(own); return b.A / b.B }
	near(t, "a newcomer", rate(nil), 14, 1e-9)
	if long, short := rate(own), rate(own[:1]); !(14 < short && short < long && long < 24 && long > 22) {
		t.Errorf("after one period %v, after twelve %v", short, long)
	}
}
