package insight

import (
	"maps"
	"math"
	"slices"

	"cordee/internal/org"
)

// sizes judges how large the deals are that each person wins in each segment: the logarithm of an amount is taken as normal, and
// what people add to what was expected as normal around nothing.
func (d Dimension) sizes() []Finding {
	var cells []seen
	for _, c := range d.Cells {
		if c.Priced > 0 {
			cells = append(cells, seen{Cell: c, n: c.Priced, got: c.LogSum})
		}
	}
	noise := noiseOf(cells)
	if noise <= 0 {
		return nil
	}
	cells = expectLogs(cells, noise)
	spread := spreadOf(cells, noise)
	var out []Finding
	for _, c := range merge(cells) {
		gap := c.got/c.n - c.expected
		chance := noise/c.n + spread*c.peers + noise*c.deals
		trust := spread / (spread + chance)
		mean, sd := trust*gap, math.Sqrt(spread*(1-trust))
		const tenth = 1.2815515655446004 // the normal quantile of .9
		out = append(out, Finding{
			Who: c.Who, Dimension: d.Name, Values: valuesOf(c.Path), Measure: Size, N: int(math.Round(c.n)), Weight: c.n, Own: math.Exp(gap), Expected: 1,
			Shrunk: math.Exp(mean), Low: math.Exp(mean - tenth*sd), High: math.Exp(mean + tenth*sd), Wrong: below(-mean / sd),
		})
	}
	return out
}

// expectLogs is what the segment usually brings, moved by how large the person's deals are everywhere. Segments that hardly anybody
// else knows are left out: nothing says what is usual there.
func expectLogs(cells []seen, noise float64) []seen {
	segments := segmentLogs(cells)
	pull := noise / between(segments)
	var mean, n float64
	for _, k := range slices.Sorted(maps.Keys(segments)) { // in one order, so that the last bit is always the same
		mean, n = mean+segments[k].sum, n+segments[k].n
	}
	mean /= n
	var kept []seen
	for _, c := range cells {
		s := segments[key(c.Path)]
		if s.n-c.n < FewestTries {
			continue
		}
		c.expected = (s.sum - c.got + pull*mean) / (s.n - c.n + pull)
		c.peers, c.deals = 1/max(s.cells-1, 1), 1/(s.n-c.n)
		kept = append(kept, c)
	}
	type level struct{ n, over, cells float64 }
	byWho := map[org.ID]level{}
	for _, c := range kept {
		l := byWho[c.Who]
		byWho[c.Who] = level{l.n + c.n, l.over + c.got - c.n*c.expected, l.cells + 1}
	}
	for i, c := range kept {
		l := byWho[c.Who]
		kept[i].expected += l.over / l.n
		kept[i].peers, kept[i].deals = c.peers+1/l.cells, c.deals+1/l.n
	}
	return kept
}

// logs is a segment's sum of logarithms over n deals in so many cells.
type logs struct{ n, sum, cells float64 }

func segmentLogs(cells []seen) map[string]logs {
	out := map[string]logs{}
	for _, c := range cells {
		s := out[key(c.Path)]
		out[key(c.Path)] = logs{s.n + c.n, s.sum + c.got, s.cells + 1}
	}
	return out
}

// between is the variance of segments' means: where they differ much, one segment says little of another.
func between(segments map[string]logs) float64 {
	var n, sum, squares float64
	for _, k := range slices.Sorted(maps.Keys(segments)) {
		m := segments[k].sum / segments[k].n
		n, sum, squares = n+1, sum+m, squares+m*m
	}
	return max(squares/n-sum*sum/(n*n), 1e-6)
}

// noiseOf is the variance of one deal's logarithm within cells, 0 when it cannot be known.
func noiseOf(cells []seen) float64 {
	var squares, n float64
	for _, c := range cells {
		if c.n > 1 {
			squares += max(c.LogSquares-c.LogSum*c.LogSum/c.n, 0)
			n += c.n - 1
		}
	}
	if n < FewestTries {
		return 0
	}
	return squares / n
}

// spreadOf is the variance of what people add to what was expected, kept from vanishing as rates are.
func spreadOf(cells []seen, noise float64) float64 {
	var more, n float64
	for _, c := range cells {
		gap := c.got - c.n*c.expected
		more += gap*gap/(c.n*noise) - 1
		n += c.n
	}
	ratio := (max(0, more) + pseudoRho*pseudoTries) / (n + pseudoTries)
	return min(max(ratio, leastRho), mostRho) * noise
}

// below is the normal distribution's share under z.
func below(z float64) float64 { return math.Erfc(-z/math.Sqrt2) / 2 }
