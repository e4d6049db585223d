package measure

import (
	"strings"
	"testing"

	"cordee/internal/fault"
)

func TestNormFillsTheDefaults(t *testing.T) {
	got := Metric{Key: " calls ", Kind: Count}.Norm()
	want := Metric{Key: "calls", Name: "calls", Kind: Count, Unit: Unitless, Of: "amount", Direction: Up, Credit: Share}
	if got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestCheckTellsEveryProblem(t *testing.T) {
	err := Metric{Kind: Sum, Where: "kind ==", Direction: "sideways", Credit: "half", Unit: "eur"}.Check()
	for _, code := range []string{"metric.key_missing", "metric.unit_case", "metric.direction_unknown", "metric.credit_unknown", "filter.ends_early"} {
		if !fault.Is(err, code) {
			t.Errorf("%s is not told in %v", code, err)
		}
	}
	if n := len(fault.All(err)); n != 5 {
		t.Errorf("%d problems told, want 5", n)
	}
}

func TestCheckByKind(t *testing.T) {
	for _, c := range []struct {
		metric Metric
		code   string // "" = sound
	}{
		{Metric{Key: "revenue", Unit: "EUR", Kind: Sum}, ""},
		{Metric{Key: "pts", Unit: "pts", Kind: Sum}, ""},
		{Metric{Key: "steps", Kind: Steps}, ""},
		{Metric{Key: "r", Unit: Percent, Kind: Ratio, Numerator: "a", Denominator: "b"}, ""},
		{Metric{Key: "revenue", Kind: Sum}, "metric.unit_missing"},
		{Metric{Key: "r", Unit: Percent, Kind: Ratio, Denominator: "b"}, "metric.numerator_missing"},
		{Metric{Key: "r", Unit: Percent, Kind: Ratio, Numerator: "a"}, "metric.denominator_missing"},
		{Metric{Key: "r", Unit: Percent, Kind: Ratio, Numerator: "a", Denominator: "r"}, "metric.ratio_of_itself"},
		{Metric{Key: "r", Unit: Percent, Kind: Ratio, Numerator: "r", Denominator: "b"}, "metric.ratio_of_itself"},
		{Metric{Key: "r", Unit: Percent, Kind: Ratio, Numerator: "a", Denominator: "b", Where: "true"}, "metric.where_unused"},
		{Metric{Key: "s", Kind: Steps, Where: "true"}, "metric.where_unused"},
		{Metric{Key: "x", Unit: "EUR"}, "metric.kind_missing"},
		{Metric{Key: "x", Unit: "EUR", Kind: "average"}, "metric.kind_unknown"},
		{Metric{Key: strings.Repeat("x", 129), Kind: Count}, "metric.key_too_long"},
		{Metric{Key: "x", Kind: Sum, Unit: strings.Repeat("u", 33)}, "metric.unit_too_long"},
		{Metric{Key: "a\x00b", Kind: Count}, "metric.text_invalid"},
		{Metric{Key: "x", Kind: Latest, Unit: "kg", Of: strings.Repeat("o", 129)}, "metric.of_too_long"},
	} {
		err := c.metric.Check()
		if c.code == "" && err != nil || c.code != "" && !fault.Is(err, c.code) {
			t.Errorf("%+v: %v, want %q", c.metric, err, c.code)
		}
	}
}

func TestReadyMetricsAreSoundAndComplete(t *testing.T) {
	keys := map[string]bool{}
	for _, m := range Ready("EUR") {
		keys[m.Key] = true
		if err := m.Check(); err != nil {
			t.Errorf("%s: %v", m.Key, err)
		}
		if m.Kind == Ratio && (!keys[m.Numerator] || !keys[m.Denominator]) {
			t.Errorf("%s needs %s and %s before it", m.Key, m.Numerator, m.Denominator)
		}
	}
	for _, key := range strings.Fields("revenue deals calls meetings new_customers average_deal win_rate margin profit") {
		if !keys[key] {
			t.Errorf("%s is missing", key)
		}
	}
}

func TestReadyMetricsRead(t *testing.T) {
	won := Fact{Kind: "deal_won", Amount: Whole(15_000), Attrs: map[string]string{"margin": "4 200,50", "new_customer": "yes"}}
	read := map[string]string{}
	for _, m := range Ready("EUR") {
		g := must(NewGauge(m))
		if v, ok := g.Read(won); ok {
			read[m.Key] = v.String()
		}
	}
	want := map[string]string{"revenue": "15000", "deals": "1", "new_customers": "1", "deals_closed": "1", "margin": "4200.5"}
	if len(read) != len(want) {
		t.Errorf("read %v, want %v", read, want)
	}
	for key, v := range want {
		if read[key] != v {
			t.Errorf("%s = %q, want %q", key, read[key], v)
		}
	}
}

func TestGaugeReadsAttributesAsNumbers(t *testing.T) {
	for text, want := range map[string]Amount{
		"12.5": 125_000, "1 234,5": 12_345_000, "1,234,567.8": 12_345_678_000, "1,5": 15_000, "80 EUR": Whole(80), "-3": Whole(-3), "1.5e3": 0,
		"1,234": 0, "GTX 1080": 0, "none": 0, "": 0, "€": 0, strings.Repeat("1", 100): 0,
	} {
		g := must(NewGauge(Metric{Key: "m", Unit: "EUR", Kind: Sum, Of: "margin"}))
		if got, ok := g.Read(Fact{Attrs: map[string]string{"margin": text}}); got != want || !ok {
			t.Errorf("%q reads %s, %v; want %s", text, got, ok, want)
		}
	}
}

func TestLatestReadsNothingFromWhatIsNoNumber(t *testing.T) {
	g := must(NewGauge(Metric{Key: "nps", Unit: "pts", Kind: Latest, Of: "score"}))
	if v, ok := g.Read(Fact{Attrs: map[string]string{"score": "n/a"}}); ok {
		t.Errorf("n/a reads %s", v)
	}
	if v, ok := g.Read(Fact{Attrs: map[string]string{"score": "42"}}); !ok || v != Whole(42) {
		t.Errorf("42 reads %s, %v", v, ok)
	}
}

func TestNewGaugeRefusesAnUnsoundMetric(t *testing.T) {
	if _, err := NewGauge(Metric{Key: "x", Kind: Sum, Unit: "EUR", Where: "kind"}); !fault.Is(err, "filter.not_bool") {
		t.Errorf("got %v", err)
	}
}
