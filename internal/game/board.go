package game

import (
	"slices"

	"cordee/internal/ledger"
	"cordee/internal/measure"
	"cordee/internal/org"
)

// Rules of a board (SCIENCE, leaderboards).
const (
	MinBenchmark = 8  // people of whom a benchmark line says nothing about one
	Near         = 2  // neighbours on each side
	Consult      = 50 // people from whom on the works council is heard first
)

// Place is one who stands on a board. Rank is 0 outside the top part: nobody is told that they are seventeenth.
type Place struct {
	Owner    org.Owner
	Num, Den measure.Amount // attainment of their own objective, exactly
	Rank     int
}

// Lines are benchmark lines: what the best quarter, and the better half, attain at least.
type Lines struct {
	Quarter, Half measure.BP
	OK            bool
}

// Benchmarks are the lines of a group, from MinBenchmark people on.
func Benchmarks(all []measure.BP) Lines {
	if len(all) < MinBenchmark {
		return Lines{}
	}
	list := slices.Clone(all)
	slices.Sort(list)
	return Lines{Quarter: list[len(list)-len(list)/4], Half: list[len(list)-len(list)/2], OK: true}
}

// Top ranks those who opted in and keeps the better half, ties of its last one included, the best first.
func Top(opted []Place) []Place {
	list := ranked(opted)
	half := (len(list) + 1) / 2
	return slices.DeleteFunc(list, func(p Place) bool { return p.Rank > half })
}

// Neighbours are the two before and the two after somebody among those who opted in, with themselves; ranks are kept in the better half
// alone. Who did not opt in has none.
func Neighbours(opted []Place, me org.Owner) []Place {
	list := ranked(opted)
	at := slices.IndexFunc(list, func(p Place) bool { return p.Owner == me })
	if at < 0 {
		return nil
	}
	half := (len(list) + 1) / 2
	near := slices.Clone(list[max(at-Near, 0):min(at+Near+1, len(list))])
	for i := range near {
		if near[i].Rank > half {
			near[i].Rank = 0
		}
	}
	return near
}

func ranked(places []Place) []Place {
	list := slices.Clone(places)
	before := func(a, b Place) int { return ledger.CompareRatios(b.Num, b.Den, a.Num, a.Den) }
	for i, rank := range ledger.Rank(len(list), func(i, j int) int { return before(list[i], list[j]) }) {
		list[i].Rank = rank
	}
	slices.SortStableFunc(list, before)
	return list
}
