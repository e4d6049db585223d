package goal

import (
	"fmt"
	"testing"

	"cordee/internal/measure"
)

func TestOddsAreToldInTheirSmallestNumbers(t *testing.T) {
	for share, want := range map[measure.BP]string{
		500: "1 of 20", 1_000: "1 of 10", 2_500: "1 of 4", 4_000: "2 of 5", 5_000: "1 of 2", 6_500: "13 of 20", 7_000: "7 of 10", 7_500: "3 of 4",
		9_500: "19 of 20", 10_000: "1 of 1", 2_812: "3 of 10",
	} {
		if times, of := Odds(share); fmt.Sprintf("%d of %d", times, of) != want {
			t.Errorf("%d: %d of %d, want %s", share, times, of, want)
		}
	}
}
