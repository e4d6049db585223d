package game

import (
	"slices"

	"cordee/internal/goal"
	"cordee/internal/measure"
)

// Marks are the milestones of an objective, in basis points and rising.
func Marks() []measure.BP { return []measure.BP{2_500, 5_000, 7_500, 10_000} }

// Passed are the milestones that an objective stands above. The last one is reached exactly or not at all: rounding brings nobody there.
func Passed(p goal.Progress) []measure.BP {
	if !p.HasAttainment {
		return nil
	}
	passed := goal.Crossed(0, p.AttainmentBP, Marks()...)
	return slices.DeleteFunc(passed, func(m measure.BP) bool { return m == measure.Hundred && !p.Reached })
}

// Held tells, from the number of times something was given and taken back, whether it is held: given, taken back, given again.
func Held(times int) bool { return times%2 == 1 }

// Move is one thing to give or to take back. First is the only time that is celebrated: what comes back comes back quietly.
type Move[K comparable] struct {
	Of    K
	Seq   int // number of the line, 0 first; even gives, odd takes back
	First bool
}

// Given tells whether the move gives.
func (m Move[K]) Given() bool { return m.Seq%2 == 0 }

// Moves are what has to be given and taken back so that exactly what is due is held. times tells how often each was given or taken back so far; due is
// in the order in which it is to be given. Done twice, the second time has nothing left.
func Moves[K comparable](due []K, times map[K]int, order []K) (list []Move[K]) {
	for _, k := range due {
		if !Held(times[k]) {
			list = append(list, Move[K]{k, times[k], times[k] == 0})
		}
	}
	for _, k := range order {
		if Held(times[k]) && !slices.Contains(due, k) {
			list = append(list, Move[K]{Of: k, Seq: times[k]})
		}
	}
	return list
}

// What each thing held is worth towards a level.
const (
	stepWorth  = 1 // a milestone below the summit
	topWorth   = 2
	badgeWorth = 3
)

// Worth adds up what milestones and badges are worth.
func Worth(milestones []measure.BP, badges int) int {
	sum := badges * badgeWorth
	for _, m := range milestones {
		if m >= measure.Hundred {
			sum += topWorth
		} else {
			sum += stepWorth
		}
	}
	return sum
}

// Rung is a level: the first needs nothing, the second 3, the third 9 in all, then 18, 30: each one more step of three. Need is what is missing to
// the next one.
type Rung struct {
	Number, Worth, Need int
}

// RungOf is the level that something worth so much brings.
func RungOf(worth int) Rung {
	n, at := 1, 0
	for worth >= at+3*n {
		at += 3 * n
		n++
	}
	return Rung{Number: n, Worth: worth, Need: at + 3*n - worth}
}
