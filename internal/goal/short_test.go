package goal

import (
	"testing"

	"cordee/internal/measure"
)

func TestFallsShort(t *testing.T) {
	for name, x := range map[string]struct {
		behind, back int
		chance       Chance
		want         Shortfall
	}{
		"behind since this morning":         {1, 0, Chance{}, ""},
		"behind for five working days":      {5, 0, Chance{}, ShortOfPace},
		"unlikely":                          {0, 0, Chance{Known: true, BP: 3_499}, ShortOfChance},
		"just likely enough":                {0, 0, Chance{Known: true, BP: 3_500}, ""},
		"nobody knows how likely":           {4, 0, Chance{BP: measure.BP(0)}, ""},
		"back since Monday":                 {5, 1, Chance{Known: true, BP: 100}, ""},
		"back for six days":                 {5, 6, Chance{}, ShortOfPace},
		"behind and unlikely is about pace": {9, 0, Chance{Known: true, BP: 100}, ShortOfPace},
	} {
		if got := FallsShort(x.behind, x.back, x.chance); got != x.want {
			t.Errorf("%s: %q, want %q", name, got, x.want)
		}
	}
}

func TestALeadKnowsOnceTheOwnerHasHadTheirDays(t *testing.T) {
	for worked, want := range map[int]bool{0: false, 5: false, 6: true} {
		if got := LeadMayKnow(worked); got != want {
			t.Errorf("after %d: %v", worked, got)
		}
	}
}
