package game

import (
	"cordee/internal/ledger"
	"cordee/internal/measure"
	"cordee/internal/org"
)

// Score is where one side stands: exactly Num/Den, where Den is measure.One times the people of the side for Value, what was to be brought for
// the other measures. Without OK there is nothing fair to compare with: the side plays along, unranked.
type Score struct {
	Side     org.Owner
	Num, Den measure.Amount
	OK       bool
}

// Compare is negative when a is ahead of b; a score that cannot be compared stands behind.
func Compare(a, b Score) int {
	switch {
	case a.OK && b.OK:
		return ledger.CompareRatios(b.Num, b.Den, a.Num, a.Den)
	case a.OK:
		return -1
	case b.OK:
		return 1
	}
	return 0
}

// Add puts a member's score into their side's: amounts add up, percentages are never averaged.
func (s Score) Add(member Score) Score {
	if !member.OK {
		return s
	}
	num, err := s.Num.Add(member.Num)
	den, err2 := s.Den.Add(member.Den)
	if err != nil || err2 != nil {
		return s
	}
	s.Num, s.Den, s.OK = num, den, den > 0
	return s
}

// BP is the score in basis points, rounded half away from zero; 0 when there is none.
func (s Score) BP() measure.BP {
	if !s.OK || s.Den <= 0 {
		return 0
	}
	n, err := measure.MulDiv(int64(s.Num), int64(measure.Hundred), int64(s.Den))
	if err != nil {
		return 0
	}
	return measure.BP(n)
}

// Reaches tells whether a score attains a target: an amount for each person when Value counts, basis points otherwise.
func (s Score) Reaches(target measure.Amount, m Measure) bool {
	if !s.OK {
		return false
	}
	whole := measure.Amount(measure.Hundred)
	if m == Value {
		whole = measure.One
	}
	return ledger.CompareRatios(s.Num, s.Den, target, whole) >= 0
}

// Ranks are competition ranks, 1, 2, 2, 4, in the order of the scores; 0 for those that cannot be compared.
func Ranks(scores []Score) []int {
	ranks := ledger.Rank(len(scores), func(i, j int) int { return Compare(scores[i], scores[j]) })
	for i, s := range scores {
		if !s.OK {
			ranks[i] = 0
		}
	}
	return ranks
}

// Winners are those in front, all of them when they are level. Where nobody brought anything, or only one side can be compared, nobody won.
func Winners(scores []Score) []org.Owner {
	comparable := 0
	for _, s := range scores {
		if s.OK {
			comparable++
		}
	}
	if comparable < 2 {
		return nil
	}
	var list []org.Owner
	for i, rank := range Ranks(scores) {
		if rank == 1 && scores[i].Num > 0 {
			list = append(list, scores[i].Side)
		}
	}
	return list
}

// Level tells whether a contest between these ended level: more than one in front.
func Level(scores []Score) bool { return len(Winners(scores)) > 1 }

// Eliminate plays the rounds that are over, in their order, each with the scores of all: it says after which round, from 1, each side left, 0 while
// it goes on. After each round but the last of all, the `leave` lowest of those still climbing leave; who is level with somebody who stays
// stays, and at least two go on.
func Eliminate(rounds [][]Score, of, leave int) map[org.Owner]int {
	left := map[org.Owner]int{}
	for n, scores := range rounds {
		if n+1 >= of {
			break
		}
		var in []Score
		for _, s := range scores {
			if left[s.Side] == 0 {
				in = append(in, s)
			}
		}
		stay := max(len(in)-leave, 2)
		for i, s := range in {
			if stay < len(in) && ahead(in, i) >= stay {
				left[s.Side] = n + 1
			}
		}
	}
	return left
}

// ahead is how many stand before i, those level with it not counted.
func ahead(list []Score, i int) (n int) {
	for j := range list {
		if Compare(list[j], list[i]) < 0 {
			n++
		}
	}
	return n
}
