package insight

import (
	"math"

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
	expectLogs(cells, ease(cells))
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

// expectLogs is what the segment usually brings, moved by how large the person's deals are everywhere.
func expectLogs(cells []seen, usual []float64) {
	type sums struct{ n, over, cells float64 }
	byWho, bySegment := map[org.ID]sums{}, map[string]sums{}
	for i, c := range cells {
		s, k := byWho[c.Who], key(c.Path)
		byWho[c.Who] = sums{s.n + c.n, s.over + c.got - c.n*usual[i], s.cells + 1}
		bySegment[k] = sums{n: bySegment[k].n + c.n, cells: bySegment[k].cells + 1}
	}
	for i, c := range cells {
		s, others := byWho[c.Who], bySegment[key(c.Path)]
		cells[i].expected = usual[i] + s.over/(s.n+prior)
		cells[i].peers = 1/s.cells + 1/max(others.cells-1, 1)
		cells[i].deals = 1/(s.n+prior) + 1/(others.n-c.n+prior)
	}
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
