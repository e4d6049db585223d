package app

import (
	"testing"

	"cordee/internal/measure"
)

func TestABenchmarkSaysNothingAboutASmallGroup(t *testing.T) {
	row := func(bp measure.BP, has bool) BoardRow { return BoardRow{AttainmentBP: bp, HasGoal: has} }
	var rows []BoardRow
	for n := range 7 {
		rows = append(rows, row(measure.BP(1_000*(n+1)), true))
	}
	rows = append(rows, row(99_999, false))
	if _, ok := benchmark(rows); ok {
		t.Error("seven people with an objective are too few")
	}

	got, ok := benchmark(append(rows, row(8_000, true)))

	if !ok || got != 7_000 {
		t.Errorf("the best two of eight reach %d %v", got, ok)
	}
}
