package reward

import (
	"fmt"
	"slices"
	"testing"

	"cordee/internal/measure"
)

// One base of 1,000 and the same two tiers, 100 % from 0 and 140 % from 100: each mode gives its own figure, as its comment says.
func TestEachModeReadsTheSameTiersInItsOwnWay(t *testing.T) {
	two := tiers(t, "0", "100", "100", "140")
	for _, x := range []struct {
		mode       Mode
		attainment string
		want       string
	}{
		{Marginal, "110", "1140"},
		{Overage, "110", "1140"},
		{Whole, "110", "1540"},
		{Flat, "110", "1400"},
		{Linear, "110", "1100"},
		{Marginal, "63.15", "631.50"},
		{Overage, "63.15", "631.50"},
		{Whole, "63.15", "631.50"},
		{Flat, "63.15", "1000"},
		{Linear, "63.15", "631.50"},
		{Whole, "100", "1400"}, // a bound belongs to the tier above it
		{Whole, "99.99", "999.90"},
		{Flat, "100", "1400"},
		{Marginal, "100", "1000"},
	} {
		t.Run(fmt.Sprint(x.mode, " at ", x.attainment), func(t *testing.T) {
			c := Curve{Axis: OnAttainment, Mode: x.mode, Tiers: two}
			entitled(t, bonus(t, "1000", c), alone(of(t, x.attainment, "100")), x.want)
		})
	}
}

// With three tiers marginal and overage part ways: overage pays all over 100 % at the rate of the tier reached.
func TestMarginalAndOverageDifferFromTheThirdTierOn(t *testing.T) {
	three := tiers(t, "0", "100", "100", "150", "125", "200")
	at130 := alone(of(t, "130", "100"))
	entitled(t, bonus(t, "1000", Curve{Mode: Marginal, Tiers: three}), at130, "1475") // 1000 + 25 % x 1.5 + 5 % x 2
	entitled(t, bonus(t, "1000", Curve{Mode: Overage, Tiers: three}), at130, "1600")  // 1000 + 30 % x 2
}

// Overage with tiers below 100 %: each stretch up to 100 % at its own rate, a tier across 100 % pays on at its rate.
func TestOverageBelowFullAttainment(t *testing.T) {
	c := Curve{Mode: Overage, Tiers: tiers(t, "50", "80", "80", "120", "120", "200")}
	for attainment, want := range map[string]string{
		"49": "0", "60": "80", "80": "240", "90": "360", "100": "480", "110": "600", "119.99": "719.88", "120": "880", "130": "1080",
	} {
		entitled(t, bonus(t, "1000", c), alone(of(t, attainment, "100")), want)
	}
}

func TestAThresholdPaysNothingUpToItAndAllAtFullAttainment(t *testing.T) {
	c := Curve{Mode: Linear, Threshold: measure.Whole(70), Accelerator: measure.Some(measure.Whole(150))}
	for attainment, want := range map[string]string{"0": "0", "69.99": "0", "70": "0", "70.01": "0.33", "85": "500", "100": "1000", "120": "1300"} {
		entitled(t, bonus(t, "1000", c), alone(of(t, attainment, "100")), want)
	}
}

func TestACapIsSaidInTheSteps(t *testing.T) {
	c := Curve{Mode: Linear, Cap: measure.Some(measure.Whole(120))}
	s := entitled(t, bonus(t, "1000", c), alone(of(t, "150", "100")), "1200")
	i := slices.IndexFunc(s.Lines[0].Steps, func(s Step) bool { return s.Kind == StepCap })
	if i < 0 || s.Lines[0].Steps[i].X.String() != "150" || s.Lines[0].Steps[i].Result.String() != "120" {
		t.Errorf("the cap is not told: %+v", s.Lines[0].Steps)
	}
	entitled(t, bonus(t, "1000", c), alone(of(t, "120", "100")), "1200")
}

// Revenue of 15,000 with 5 % up to 5,000, 7 % up to 10,000 and 10 % beyond, and other rates of an amount.
func TestRatesOfAnAmount(t *testing.T) {
	three := tiers(t, "0", "5", "5000", "7", "10000", "10")
	for _, x := range []struct {
		name string
		c    Curve
		want string
	}{
		{"each stretch at its own rate", Curve{Axis: OnAmount, Mode: Marginal, Tiers: three}, "1100"},
		{"all at the rate reached", Curve{Axis: OnAmount, Mode: Whole, Tiers: three}, "1500"},
		{"one rate", Curve{Axis: OnAmount, Mode: Linear, Tiers: tiers(t, "0", "1.5")}, "225"},
		{"one rate and a cap", Curve{Axis: OnAmount, Mode: Linear, Tiers: tiers(t, "0", "1.5"), Cap: maybe(t, "200")}, "200"},
		{"a lump of the base once an amount is reached", Curve{Axis: OnAmount, Mode: Flat, Tiers: tiers(t, "10000", "50", "20000", "100")}, "500"},
	} {
		t.Run(x.name, func(t *testing.T) {
			f := alone(of(t, "15000", "")) // no target is needed
			entitled(t, bonus(t, "1000", x.c), f, x.want)
		})
	}
}

// Less than nothing was reached: cancelled more than sold. Nothing is obtained, and nothing is owed.
func TestNothingIsEverPaidBelowZero(t *testing.T) {
	for _, c := range []Curve{
		{Mode: Linear}, {Mode: Whole, Tiers: tiers(t, "0", "100")}, {Mode: Flat, Tiers: tiers(t, "0", "100")},
		{Mode: Marginal, Tiers: tiers(t, "0", "100")}, {Axis: OnAmount, Mode: Linear, Tiers: tiers(t, "0", "5")},
	} {
		entitled(t, bonus(t, "1000", c), alone(of(t, "-20", "100")), "0")
	}
}

func TestACurveIsDrawnByItsCorners(t *testing.T) {
	w := measure.Whole
	for _, x := range []struct {
		name string
		c    Curve
		want []Point
	}{
		{"threshold, accelerator and cap", Curve{Axis: OnAttainment, Mode: Linear, Threshold: w(70), Accelerator: measure.Some(w(200)), Cap: measure.Some(w(150))},
			[]Point{{0, 0}, {w(70), 0}, {w(100), w(100)}, {w(125), w(150)}, {w(150), w(150)}}},
		{"whole jumps at its bounds", Curve{Axis: OnAttainment, Mode: Whole, Tiers: tiers(t, "0", "100", "100", "140")},
			[]Point{{0, 0}, {w(100), w(100)}, {w(100), w(140)}, {w(150), w(210)}}},
		{"flat is a stair", Curve{Axis: OnAttainment, Mode: Flat, Tiers: tiers(t, "80", "50", "100", "100")},
			[]Point{{0, 0}, {w(80), 0}, {w(80), w(50)}, {w(100), w(50)}, {w(100), w(100)}, {w(150), w(100)}}},
		{"an amount reaches a fifth beyond its last bound", Curve{Axis: OnAmount, Mode: Marginal, Tiers: tiers(t, "0", "5", "5000", "10")},
			[]Point{{0, 0}, {w(5000), w(250)}, {w(6000), w(350)}}},
	} {
		t.Run(x.name, func(t *testing.T) {
			if got := Samples(x.c); !slices.Equal(got, x.want) {
				t.Errorf("drawn %v, want %v", got, x.want)
			}
		})
	}
}
