package forecast

import (
	"sort"

	"cordee/internal/measure"
	"cordee/internal/period"
)

// Track is what one owner brought, day by day: running sums, so that any span is read by two searches. Days come in order.
type Track struct {
	days []period.Date
	n    []int64          // results up to and with each day
	x    []measure.Amount // what they brought
	q    []float64        // sum of the days' squares over their numbers of results, in units
	busy []int            // days with more than one result
}

// Add is the track with one more day of n results worth x together. Days must be added in order.
func (t Track) Add(on period.Date, n int64, x measure.Amount) Track {
	last := len(t.days) - 1
	var q float64
	busy := 0
	if last >= 0 {
		n, x, q, busy = n+t.n[last], x+t.x[last], t.q[last], t.busy[last]
	}
	alone, brought := n, x
	if last >= 0 {
		alone, brought = n-t.n[last], x-t.x[last]
	}
	if alone > 1 {
		busy++
	}
	q += Units(brought) * Units(brought) / float64(max(alone, 1))
	t.days, t.n, t.x, t.q, t.busy = append(t.days, on), append(t.n, n), append(t.x, x), append(t.q, q), append(t.busy, busy)
	return t
}

// brought is what a track holds within some days.
type brought struct {
	n    int64
	x    measure.Amount
	q    float64 // see Track
	days int
	busy int
}

// between is what falls into a span.
func (t Track) between(s period.Span) (b brought) {
	from, to := t.before(s.From), t.before(s.To)
	if from >= to {
		return b
	}
	b = brought{n: t.n[to-1], x: t.x[to-1], q: t.q[to-1], days: to - from, busy: t.busy[to-1]}
	if from > 0 {
		b.n, b.x, b.q, b.busy = b.n-t.n[from-1], b.x-t.x[from-1], b.q-t.q[from-1], b.busy-t.busy[from-1]
	}
	return b
}

// before is how many of the track's days come before one.
func (t Track) before(on period.Date) int {
	return sort.Search(len(t.days), func(i int) bool { return t.days[i] >= on })
}
