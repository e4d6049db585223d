package forecast

import "math"

// Difference is how much a Brier score differs from another one on the same forecasts, below 0 where it is better, and the interval
// that holds it 95 times out of a hundred. Forecasts of one objective share its end, so each objective counts as one draw.
type Difference struct{ Mean, Low, High float64 }

// Paired compares forecasts one by one with those of another method. groups tells which of them belong together.
func Paired(list, than []Issued, groups []int) (d Difference) {
	if len(list) == 0 || len(than) != len(list) || len(groups) != len(list) {
		return d
	}
	n := float64(len(list))
	sums, sizes := map[int]float64{}, map[int]float64{}
	for i, f := range list {
		y := hit(f.Attained)
		x := (f.P-y)*(f.P-y) - (than[i].P-y)*(than[i].P-y)
		d.Mean += x / n
		sums[groups[i]] += x
		sizes[groups[i]]++
	}
	var squares float64
	for _, g := range groupsOf(groups) {
		left := sums[g] - sizes[g]*d.Mean
		squares += left * left
	}
	half := 1.96 * math.Sqrt(squares) / n
	d.Low, d.High = d.Mean-half, d.Mean+half
	return d
}

// groupsOf is each group once, in order of appearance, so that sums never depend on a map's order.
func groupsOf(groups []int) (list []int) {
	seen := map[int]bool{}
	for _, g := range groups {
		if !seen[g] {
			seen[g], list = true, append(list, g)
		}
	}
	return list
}
