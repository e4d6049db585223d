// Package insight is what an organisation's own past says of who does what best, which open task suits whom, and who might meet
// whom. It is arithmetic on what is handed in: the same in, the same out. Its figures are for the person; nothing here is an input
// of pay. Formulas: SCIENCE E1 and E2.
package insight

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"gonum.org/v1/gonum/mathext"

	"cordee/internal/org"
)

// Cell is what one person did in one segment. Tries and Wins may be fractions: older ones count less, shared ones by their share.
// LogSum and LogSquares are over the logarithms of the amounts of Priced won deals.
type Cell struct {
	Who                        org.ID
	Path                       []string // outer to inner value: merged from the end while there is too little
	Seen                       int      // tries as people count them
	Tries, Wins                float64
	Priced, LogSum, LogSquares float64
}

// Add takes another of the same person's cells into this one.
func (c *Cell) Add(x Cell) {
	c.Seen, c.Tries, c.Wins = c.Seen+x.Seen, c.Tries+x.Tries, c.Wins+x.Wins
	c.Priced, c.LogSum, c.LogSquares = c.Priced+x.Priced, c.LogSum+x.LogSum, c.LogSquares+x.LogSquares
}

// Dimension is one way of cutting the work into segments, declared beforehand.
type Dimension struct {
	Name  string
	Cells []Cell
}

// Measure is what someone may be better at.
type Measure string

// The two measures: winning, and how large the won deals are.
const (
	Winning Measure = "winning"
	Size    Measure = "size"
)

// Finding is what is known of one person in one segment. Own, Expected, Shrunk, Low and High are rates between 0 and 1 for Winning,
// ratios to what is usual there for Size. Low to High holds the truth four times in five. Wrong is the probability that the person
// does no better there than expected (the local false sign rate). Named tells that it may be said.
type Finding struct {
	Who                              org.ID
	Dimension                        string
	Values                           []string // one, or several small ones taken together
	Measure                          Measure
	N                                int     // tries seen
	Weight                           float64 // of them, with age taken off
	Own, Expected, Shrunk, Low, High float64
	Alpha, Beta                      float64 // of the rate's posterior, for Winning
	Wrong                            float64
	Named                            bool
}

// What the rule promises, from SCIENCE E1.
const (
	FewestTries = 10  // below, a segment is merged or silent
	MaxFalse    = .10 // of all claims, on average
	MaxWrong    = .20 // of any single claim
	prior       = 20. // tries that a rate is shrunk by
	pseudoTries = 500.
	pseudoRho   = .01
	leastRho    = .0005
	mostRho     = .2
	bandTail    = .1
)

// Strengths tells for every person and segment how they do against what is usual there and their own general level, and which of
// it may be named: over all dimensions together at most one claim in ten is false on average. Findings come by person, dimension,
// measure and values.
func Strengths(dims []Dimension) []Finding {
	var all []Finding
	for _, d := range dims {
		all = append(all, d.winning()...)
		all = append(all, d.sizes()...)
	}
	name(all)
	slices.SortFunc(all, func(x, y Finding) int {
		return cmp.Or(cmp.Compare(x.Who, y.Who), cmp.Compare(x.Dimension, y.Dimension), cmp.Compare(x.Measure, y.Measure), slices.Compare(x.Values, y.Values))
	})
	return all
}

// name marks the largest head of the list, the surest first, whose average chance of being wrong keeps the promise.
func name(all []Finding) {
	var order []int
	for i, f := range all {
		if f.Weight >= FewestTries && f.Wrong < MaxWrong {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(all[i].Wrong, all[j].Wrong) })
	sum := 0.0
	for n, i := range order {
		if sum += all[i].Wrong; sum/float64(n+1) > MaxFalse {
			return // the average only grows from here
		}
		all[i].Named = true
	}
}

// seen is a cell beside what was to be expected of its person there, per unit of n. What was expected is itself known from so many
// cells and deals only: peers and deals are one over each.
type seen struct {
	Cell
	n, got, expected float64
	peers, deals     float64
}

// winning judges how often each person wins in each segment.
func (d Dimension) winning() []Finding {
	cells := make([]seen, len(d.Cells))
	for i, c := range d.Cells {
		cells[i] = seen{Cell: c, n: c.Tries, got: c.Wins}
	}
	cells = slices.DeleteFunc(cells, func(c seen) bool { return c.n <= 0 })
	if certain(cells) {
		return nil
	}
	usual := ease(cells)
	expectRates(cells, usual)
	kappa := 1/overdispersion(cells) - 1
	var out []Finding
	for _, c := range merge(cells) {
		e := unit(c.expected)
		a, b := kappa*e+c.got, kappa*(1-e)+max(c.n-c.got, 0)
		out = append(out, Finding{
			Who: c.Who, Dimension: d.Name, Values: valuesOf(c.Path), Measure: Winning, N: c.Seen, Weight: c.n, Own: c.got / c.n, Expected: e,
			Shrunk: a / (a + b), Low: mathext.InvRegIncBeta(a, b, bandTail), High: mathext.InvRegIncBeta(a, b, 1-bandTail),
			Alpha: a, Beta: b, Wrong: doubt(a, b, e),
		})
	}
	return out
}

// surest is the rate from which on a success says nothing: whoever writes down what was won and not what was lost wins always.
const surest = .98

func certain(cells []seen) bool {
	var n, got float64
	for _, c := range cells {
		n, got = n+c.n, got+c.got
	}
	return got >= surest*n || got <= (1-surest)*n
}

// doubt is the probability that somebody does no better than expected; where next to everything succeeds, nobody can.
func doubt(a, b, expected float64) float64 {
	if expected >= surest {
		return 1
	}
	return mathext.RegIncBeta(a, b, expected)
}

// ease is how much each cell's segment yields to all the others, without the person judged, shrunk towards everything.
func ease(cells []seen) []float64 {
	type sums struct{ n, got float64 }
	bySegment := map[string]sums{}
	var all sums
	for _, c := range cells {
		k := key(c.Path)
		s := bySegment[k]
		bySegment[k] = sums{s.n + c.n, s.got + c.got}
		all = sums{all.n + c.n, all.got + c.got}
	}
	mean := all.got / max(all.n, 1e-9)
	out := make([]float64, len(cells))
	for i, c := range cells {
		s := bySegment[key(c.Path)]
		out[i] = (s.got - c.got + prior*mean) / (s.n - c.n + prior)
	}
	return out
}

// expectRates is the segment's ease moved by the person's own level, on the logit scale.
func expectRates(cells []seen, usual []float64) {
	type sums struct{ n, got, usual float64 }
	byWho := map[org.ID]sums{}
	var all sums
	for i, c := range cells {
		s := byWho[c.Who]
		byWho[c.Who] = sums{s.n + c.n, s.got + c.got, s.usual + c.n*usual[i]}
		all = sums{n: all.n + c.n, got: all.got + c.got}
	}
	mean := all.got / max(all.n, 1e-9)
	for i, c := range cells {
		s := byWho[c.Who]
		level := logit((s.got+prior*mean)/(s.n+prior)) - logit((s.usual+prior*mean)/(s.n+prior))
		cells[i].expected = sigma(logit(usual[i]) + level)
	}
}

// overdispersion is how much more cells differ from what was expected than chance alone makes them.
func overdispersion(cells []seen) float64 {
	var more, n float64
	for _, c := range cells {
		if e := unit(c.expected); c.n > 0 {
			gap := c.got - c.n*e
			more += gap*gap/(c.n*e*(1-e)) - 1
			n += max(c.n-1, 0)
		}
	}
	return min(max((max(0, more)+pseudoRho*pseudoTries)/(n+pseudoTries), leastRho), mostRho)
}

// merge takes a person's segments of too few tries together with their neighbours, from the innermost value outwards. What is
// expected of several is the average of what is expected of each.
func merge(cells []seen) []seen {
	depth := 0
	for _, c := range cells {
		depth = max(depth, len(c.Path))
	}
	for ; depth > 0; depth-- {
		type group struct {
			who  org.ID
			path string
		}
		small := map[group][]seen{}
		var kept []seen
		var order []group
		for _, c := range cells {
			if len(c.Path) < depth || c.n >= FewestTries {
				kept = append(kept, c)
				continue
			}
			g := group{c.Who, key(c.Path[:depth-1])}
			if small[g] == nil {
				order = append(order, g)
			}
			small[g] = append(small[g], c)
		}
		for _, g := range order {
			kept = append(kept, together(small[g], depth)...)
		}
		cells = kept
	}
	return cells
}

// together is one cell for several, whose last value names them all; they stay apart when there is too little even so.
func together(list []seen, depth int) []seen {
	if len(list) == 1 && depth == 1 {
		return list
	}
	sum := seen{}
	var names []string
	for _, c := range list {
		sum.Seen += c.Seen
		sum.n, sum.got, sum.expected = sum.n+c.n, sum.got+c.got, sum.expected+c.n*c.expected
		sum.peers, sum.deals = max(sum.peers, c.peers), max(sum.deals, c.deals)
		names = append(names, c.Path[len(c.Path)-1])
	}
	if depth == 1 && sum.n < FewestTries {
		return list
	}
	slices.Sort(names)
	sum.Who, sum.expected = list[0].Who, sum.expected/sum.n
	if sum.Path = slices.Clone(list[0].Path[:depth-1]); depth == 1 {
		sum.Path = []string{strings.Join(names, several)}
	}
	return []seen{sum}
}

// several stands between values that were taken together; no attribute holds it.
const several = "\x1f"

func key(path []string) string { return strings.Join(path, "\x00") }

func valuesOf(path []string) []string {
	return strings.Split(path[len(path)-1], several)
}

func logit(p float64) float64 { p = unit(p); return math.Log(p / (1 - p)) }

func sigma(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

// unit keeps a rate off the ends, where no logit exists.
func unit(p float64) float64 { return min(max(p, 1e-6), 1-1e-6) }
