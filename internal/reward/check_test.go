package reward

import (
	"slices"
	"strings"
	"testing"

	"cordee/internal/fault"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

// A form sent empty is told everything that is missing at once.
func TestAnEmptyRuleIsToldEverythingAtOnce(t *testing.T) {
	err := Check(Rule{})
	for _, code := range []string{"reward.title_missing", "reward.kind_unknown", "reward.to_missing", "reward.days_invalid", "reward.nothing_given"} {
		if !fault.Is(err, code) {
			t.Errorf("%s is not told: %v", code, err)
		}
	}
}

func TestWhatARuleMayNotSay(t *testing.T) {
	w, some := measure.Whole, measure.Some(measure.Whole(1))
	negative := measure.Some(-measure.One)
	for _, x := range []struct {
		code, field string
		spoil       func(*Rule)
	}{
		{"reward.text_too_long", "why", func(r *Rule) { r.Why = strings.Repeat("é", maxWhy+1) }},
		{"reward.kind_unknown", "kind", func(r *Rule) { r.Kind = "shares" }},
		{"reward.unit_missing", "unit", func(r *Rule) { r.Unit = "euro" }},
		{"reward.label_missing", "label", func(r *Rule) { r.Kind, r.Pot = Badge, nil }},
		{"reward.days_invalid", "end_on", func(r *Rule) { r.End = r.Start - 1 }},
		{"reward.days_too_long", "end_on", func(r *Rule) { r.End = r.Start.AddMonths(61) }},
		{"reward.every_unknown", "every", func(r *Rule) { r.Every = "week" }},
		{"reward.subject_missing", "gates.0.of", func(r *Rule) { r.Gates = []Gate{{}} }},
		{"reward.subject_missing", "each.parts.0.of", func(r *Rule) { r.Each.Parts[0].Of = Subject{Goal: 1, Metric: 2} }},
		{"reward.gate_range", "gates.0.at", func(r *Rule) { r.Gates = []Gate{{Of: teamSales, At: measure.Some(0)}} }},
		{"reward.gate_own_pot", "gates.0.of", func(r *Rule) { r.Each, r.Gates = nil, []Gate{{Of: ownSales}} }},
		{"reward.parts_missing", "each.parts", func(r *Rule) { r.Each.Parts = nil }},
		{"reward.parts_too_many", "each.parts", func(r *Rule) { r.Each.Parts = make([]Part, maxParts+1) }},
		{"reward.weight_range", "each.parts.0.weight", func(r *Rule) { r.Each.Parts[0].Weight = -1 }},
		{"reward.weights_total", "each.parts", func(r *Rule) { r.Each.Parts[0].Weight = 9_999 }},
		{"reward.base_missing", "each.base", func(r *Rule) { r.Each.Base = 0 }},
		{"reward.base_negative", "pot.base", func(r *Rule) { r.Pot.Base = -1 }},
		{"reward.pot_not_counted", "pot", func(r *Rule) { r.Kind, r.Label = Training, "Négocier" }},
		{"reward.pot_alone", "pot", func(r *Rule) { r.To = org.PersonOwner(léa) }},
		{"reward.pot_own", "pot.parts.0.of", func(r *Rule) { r.Pot.Parts[0].Of = ownSales }},
		{"reward.split_total", "pot.split", func(r *Rule) { r.Pot.Split = Split{Equal: 12_000, Time: -2_000} }},
		{"reward.together_range", "pot.together", func(r *Rule) { r.Pot.Together, r.Pot.Mind = negative, ownSales }},
		{"reward.mind_missing", "pot.mind", func(r *Rule) { r.Pot.Together = some }},
		{"reward.axis_unknown", "each.parts.0.curve.axis", func(r *Rule) { r.Each.Parts[0].Curve.Axis = "rank" }},
		{"reward.mode_unknown", "each.parts.0.curve.mode", func(r *Rule) { r.Each.Parts[0].Curve.Mode = "forced" }},
		{"reward.cap_range", "each.parts.0.curve.cap", func(r *Rule) { r.Each.Parts[0].Curve.Cap = measure.Some(0) }},
		{"reward.overage_on_amount", "each.parts.0.curve.mode", func(r *Rule) {
			r.Each.Parts[0].Curve = Curve{Axis: OnAmount, Mode: Overage, Tiers: []Tier{{0, w(1)}}}
		}},
		{"reward.rate_single", "each.parts.0.curve.tiers", func(r *Rule) { r.Each.Parts[0].Curve = Curve{Axis: OnAmount} }},
		{"reward.threshold_range", "each.parts.0.curve.threshold", func(r *Rule) { r.Each.Parts[0].Curve.Threshold = w(100) }},
		{"reward.accelerator_negative", "each.parts.0.curve.accelerator", func(r *Rule) { r.Each.Parts[0].Curve.Accelerator = negative }},
		{"reward.tiers_missing", "pot.parts.0.curve.tiers", func(r *Rule) { r.Pot.Parts[0].Curve.Mode = Whole }},
		{"reward.tiers_too_many", "pot.parts.0.curve.tiers", func(r *Rule) {
			r.Pot.Parts[0].Curve = Curve{Mode: Whole, Tiers: make([]Tier, maxTiers+1)}
		}},
		{"reward.tier_negative", "pot.parts.0.curve.tiers.0.rate", func(r *Rule) {
			r.Pot.Parts[0].Curve = Curve{Mode: Whole, Tiers: []Tier{{0, w(-1)}, {w(5), w(5)}}}
		}},
		{"reward.tiers_order", "pot.parts.0.curve.tiers.1.from", func(r *Rule) {
			r.Pot.Parts[0].Curve = Curve{Mode: Flat, Tiers: []Tier{{w(5), w(1)}, {w(5), w(5)}}}
		}},
		{"reward.tiers_nothing", "pot.parts.0.curve.tiers", func(r *Rule) {
			r.Pot.Parts[0].Curve = Curve{Mode: Flat, Tiers: []Tier{{w(5), 0}}}
		}},
	} {
		r := pot(t, Split{})
		r.Each = bonus(t, "1000", Curve{Mode: Linear}).Each
		if err := Check(r); err != nil {
			t.Fatalf("good before it is spoilt: %v", err)
		}
		x.spoil(&r)
		found := slices.ContainsFunc(fault.All(Check(r)), func(e *fault.Error) bool { return e.Code == x.code && e.Field == x.field })
		if !found {
			t.Errorf("%s on %s is not told: %v", x.code, x.field, Check(r))
		}
	}
}

// What a mode does not read is forgotten, so that tiers left over in a form change nothing.
func TestWhatIsNotReadIsForgotten(t *testing.T) {
	c := Curve{Mode: Linear, Tiers: []Tier{{9, 9}}, Accelerator: measure.Some(measure.Whole(150))}
	if c = c.norm(); c.Tiers != nil || !c.Accelerator.OK || c.Axis != OnAttainment {
		t.Errorf("%+v", c)
	}
	c.Mode, c.Tiers, c.Threshold = Flat, []Tier{{0, 1}}, measure.Whole(70)
	if c = c.norm(); c.Accelerator.OK || c.Threshold != 0 || len(c.Tiers) != 1 {
		t.Errorf("%+v", c)
	}
	r := bonus(t, "0", Curve{Axis: OnAmount, Tiers: []Tier{{0, 1}}})
	if r = r.Norm(); r.Each.Parts[0].Weight != 0 || r.Every != AtEnd {
		t.Errorf("%+v", r.Each.Parts[0])
	}
}

func TestWarnings(t *testing.T) {
	w := measure.Whole
	for _, x := range []struct {
		name  string
		c     Curve
		base  string
		codes []WarningCode
		at    measure.Amount
	}{
		{"a line, a little steeper beyond", Curve{Mode: Linear, Accelerator: measure.Some(w(200))}, "1000", nil, 0},
		{"a threshold without a cliff", Curve{Mode: Linear, Threshold: w(70)}, "1000", nil, 0},
		{"a cap", Curve{Mode: Linear, Cap: measure.Some(w(120))}, "1000", []WarningCode{Capped}, w(120)},
		{"a cap never met", Curve{Mode: Flat, Tiers: tiers(t, "0", "5"), Cap: measure.Some(w(120))}, "1000", nil, 0},
		{"nothing beyond 100 %", Curve{Mode: Linear, Accelerator: measure.Some(0)}, "1000", []WarningCode{Capped}, w(100)},
		{"all or nothing", Curve{Mode: Flat, Tiers: tiers(t, "100", "100")}, "1000", []WarningCode{Cliff}, w(100)},
		{"steps of ten", Curve{Mode: Flat, Tiers: tiers(t, "0", "80", "90", "90", "100", "100")}, "1000", nil, 0},
		{"a fall", Curve{Mode: Whole, Tiers: tiers(t, "0", "140", "100", "100")}, "1000", []WarningCode{Falls}, w(100)},
		{"steep", Curve{Mode: Marginal, Tiers: tiers(t, "0", "100", "110", "201")}, "1000", []WarningCode{Accelerator2x}, w(110)},
		{"twice is not steep", Curve{Mode: Marginal, Tiers: tiers(t, "0", "100", "110", "200")}, "1000", nil, 0},
		{"steep on an amount", Curve{Axis: OnAmount, Mode: Marginal, Tiers: tiers(t, "0", "5", "10000", "11")}, "0", []WarningCode{Accelerator2x}, w(10_000)},
		{"a cliff on an amount", Curve{Axis: OnAmount, Mode: Whole, Tiers: tiers(t, "0", "5", "10000", "6")}, "0", []WarningCode{Cliff}, w(10_000)},
	} {
		t.Run(x.name, func(t *testing.T) {
			r := bonus(t, x.base, x.c)
			if err := Check(r); err != nil {
				t.Fatal(err)
			}
			var codes []WarningCode
			for _, warning := range Warnings(r, About{}) {
				codes = append(codes, warning.Code)
				if warning.At != x.at || warning.Place != "each.parts.0.curve" {
					t.Errorf("%+v", warning)
				}
			}
			if !slices.Equal(codes, x.codes) {
				t.Errorf("warned %v, want %v", codes, x.codes)
			}
		})
	}
}

func TestWarningsAboutAWholeRule(t *testing.T) {
	r := pot(t, Split{})
	r.Each = bonus(t, "1000", Curve{}).Each
	r.Each.Parts = []Part{{Of: ownSales, Weight: 7_500}, {Of: ownMargin, Weight: 1_600}, {Of: Subject{Metric: 13}, Weight: 900}}
	r.End = period.On(2026, 1, 30)
	codes := func(about About) (list []string) {
		for _, w := range Warnings(r, about) {
			list = append(list, string(w.Code)+" "+w.Place+" "+w.By.String())
		}
		return list
	}
	want := []string{"weight_light each.parts.1.weight 16", "weight_low each.parts.2.weight 9", "large_pot pot 11", "many_measures each.parts 4",
		"short_period end_on 0", "unguarded gates 0"}
	if got := codes(About{Members: 11, Unguarded: []Subject{ownSales}}); !slices.Equal(got, want) {
		t.Errorf("warned %q", got)
	}
	r.End = period.On(2026, 1, 31)
	if got := codes(About{Members: 10}); !slices.Equal(got, []string{want[0], want[1], want[3]}) {
		t.Errorf("a month, ten people and a guard-rail: warned %q", got)
	}
}
