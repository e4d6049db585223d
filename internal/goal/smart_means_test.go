package goal

import (
	"slices"
	"testing"

	"cordee/internal/measure"
)

// usualWeeks are ten weeks of four opportunities closed and one sale of 10 000 each.
func usualWeeks() []Week {
	return slices.Repeat([]Week{{Closed: measure.Whole(4), Won: measure.Whole(1), Value: measure.Whole(10_000)}}, 10)
}

func TestRequiredActivityBesideTheUsualWeek(t *testing.T) {
	got := MeansOf(measure.Whole(240_000), 12, usualWeeks()) // 24 sales of 10 000, one in four won: 96 opportunities in 12 weeks
	if want := (Means{measure.Whole(8), measure.Whole(4)}); got != want {
		t.Errorf("got %v, want %v", got, want)
	}
	holiday := usualWeeks()
	holiday[3] = Week{Closed: measure.Whole(40), Won: measure.Whole(10), Value: measure.Whole(100_000)}
	if got := MeansOf(measure.Whole(240_000), 12, holiday); got.CapacityPerWeek != measure.Whole(4) {
		t.Errorf("one great week is not the usual one: %v", got)
	}
}

func TestTooLittlePastSaysNothingOfMeans(t *testing.T) {
	noLoss := slices.Repeat([]Week{{Closed: measure.One, Won: measure.One, Value: measure.One}}, 20)
	mostlyNone := append(slices.Repeat([]Week{{}}, 20), usualWeeks()...)
	for name, past := range map[string][]Week{"nothing": nil, "seven weeks": usualWeeks()[:7], "nobody counts losses": noLoss, "a usual week closes none": mostlyNone} {
		if got := MeansOf(measure.Whole(100), 12, past); got != (Means{}) {
			t.Errorf("%s: %v", name, got)
		}
	}
	if got := MeansOf(measure.Whole(100), 0, usualWeeks()); got != (Means{}) {
		t.Errorf("no week ahead: %v", got)
	}
}
