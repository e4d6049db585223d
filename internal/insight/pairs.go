package insight

import (
	"math"

	"cordee/internal/org"
)

// Mate is somebody who may meet somebody. Months is how long they have done this work.
type Mate struct {
	ID     org.ID
	Months int
}

// How little two people should meet: meeting again costs three times as much as a week later, so that no two meetings of other people
// outweigh it; and what different experience is worth.
const (
	againWeeks  = 8
	againCost   = 3.
	apartMonths = 24
	apartWorth  = 1.
)

// Pairs puts people two by two, three together when their number is odd; nobody is alone unless there is only one, who gets nobody.
// since tells how many weeks ago two people met, 0 for never. Those who met lately are kept apart as far as possible, those of
// different experience brought together; the seed decides the rest.
func Pairs(list []Mate, since func(a, b org.ID) int, seed uint64) [][]org.ID {
	if len(list) < 2 {
		return nil
	}
	d := dice(seed)
	order := append([]Mate(nil), list...)
	for i := len(order) - 1; i > 0; i-- {
		j := d.below(i + 1)
		order[i], order[j] = order[j], order[i]
	}
	cost := func(a, b Mate) float64 {
		apart := min(max(a.Months-b.Months, b.Months-a.Months), apartMonths)
		c := -apartWorth * float64(apart) / apartMonths
		if w := since(a.ID, b.ID); w > 0 && w <= againWeeks {
			c += math.Pow(againCost, float64(againWeeks+1-w))
		}
		return c
	}
	even := len(order) / 2 * 2
	for better := true; better; {
		better = false
		for i := 0; i < even; i += 2 {
			for j := i + 2; j < even; j += 2 {
				better = swap(order[i:i+2], order[j:j+2], cost) || better
			}
		}
	}
	var out [][]org.ID
	for i := 0; i < even; i += 2 {
		out = append(out, []org.ID{order[i].ID, order[i+1].ID})
	}
	if even < len(order) {
		third, best := order[even], 0
		for i := range out {
			if both(third, order[2*i:2*i+2], cost) < both(third, order[2*best:2*best+2], cost) {
				best = i
			}
		}
		out[best] = append(out[best], third.ID)
	}
	return out
}

func both(m Mate, pair []Mate, cost func(a, b Mate) float64) float64 {
	return cost(m, pair[0]) + cost(m, pair[1])
}

// swap exchanges partners between two pairs when that costs less.
func swap(p, q []Mate, cost func(a, b Mate) float64) bool {
	const least = 1e-9 // so that rounding never makes two ways look better than each other in turn
	now := cost(p[0], p[1]) + cost(q[0], q[1]) - least
	switch across, straight := cost(p[0], q[1])+cost(q[0], p[1]), cost(p[0], q[0])+cost(p[1], q[1]); {
	case across < now && across <= straight:
		p[1], q[1] = q[1], p[1]
	case straight < now:
		p[1], q[0] = q[0], p[1]
	default:
		return false
	}
	return true
}
