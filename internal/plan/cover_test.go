package plan

import (
	"testing"

	"cordee/internal/measure"
)

func TestASumNeverGivesAwayANumberThatItsReaderMayNotSee(t *testing.T) {
	seen := Carried{Amount: measure.Whole(62_000), Seen: true}
	hidden := Carried{Amount: measure.Whole(45_500)}
	talked := Carried{Amount: measure.Whole(45_500), Talked: true}
	mine := Carried{Amount: measure.Whole(45_500), Talked: true, Seen: true}
	times := func(n int, c Carried) (list []Carried) {
		for range n {
			list = append(list, c)
		}
		return list
	}
	for _, c := range []struct {
		name     string
		parts    []Carried
		sum      measure.Maybe
		withheld bool
	}{
		{name: "no part"},
		{name: "every part in sight", parts: []Carried{seen, mine}, sum: measure.Some(measure.Whole(107_500))},
		{name: "one hidden: the difference would be its number", parts: []Carried{seen, hidden}, withheld: true},
		{name: "four hidden", parts: append(times(EnoughHidden-1, hidden), seen), withheld: true},
		{name: "all of a few hidden", parts: times(2, hidden), withheld: true},
		{name: "five hidden tell none of them apart", parts: append(times(EnoughHidden, hidden), seen), sum: measure.Some(measure.Whole(289_500))},
		{name: "one of many hidden is still discussed", parts: append(times(EnoughHidden, hidden), talked), withheld: true},
	} {
		sum, withheld := Covered(c.parts)
		if sum != c.sum || withheld != c.withheld {
			t.Errorf("%s: %v withheld %t, want %v withheld %t", c.name, sum, withheld, c.sum, c.withheld)
		}
	}
}
