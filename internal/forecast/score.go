package forecast

import "math"

// Issued is a forecast that was given, and how it ended. Low and High are the 10 and 90 % of the landing and Total what came, all
// in units; they count only where HasBand is set.
type Issued struct {
	P              float64
	Attained       bool
	Low, Mid, High float64
	Total          float64
	HasBand        bool
}

// Scores is how good forecasts were. Lower is better for Brier, Log, ECE and Pinball. Coverage is the share of totals within the
// landing, which should be near .8. Rely - Resolve + Unsure is the Brier score taken apart (Murphy), by the table's rows.
type Scores struct {
	N                     int
	Brier, Log, ECE       float64
	Rely, Resolve, Unsure float64
	Coverage, Pinball     float64
	Bands                 int
	Table                 [10]Row
}

// Row is one tenth of the scale of probability: how many forecasts fell into it, what they said on average, and how often it came.
type Row struct {
	N    int
	Said float64
	Came float64
}

// Judge scores forecasts that have ended.
func Judge(list []Issued) Scores {
	s := Scores{N: len(list)}
	if len(list) == 0 {
		return s
	}
	n, came := float64(len(list)), 0.0
	for _, f := range list {
		y := hit(f.Attained)
		came += y
		s.Brier += (f.P - y) * (f.P - y) / n
		s.Log -= math.Log(1-math.Abs(clip(f.P)-y)) / n
		row := &s.Table[min(int(f.P*10), 9)]
		row.N, row.Said, row.Came = row.N+1, row.Said+f.P, row.Came+y
		s.band(f)
	}
	if s.Bands > 0 {
		s.Coverage, s.Pinball = s.Coverage/float64(s.Bands), s.Pinball/float64(s.Bands)
	}
	s.takeApart(n, came/n)
	return s
}

// takeApart turns the sums of the table's rows into means, and the rows into ECE, reliability and resolution.
func (s *Scores) takeApart(n, base float64) {
	s.Unsure = base * (1 - base)
	for i := range s.Table {
		row := &s.Table[i]
		if row.N == 0 {
			continue
		}
		k := float64(row.N)
		row.Said, row.Came = row.Said/k, row.Came/k
		s.ECE += k / n * math.Abs(row.Said-row.Came)
		s.Rely += k / n * (row.Said - row.Came) * (row.Said - row.Came)
		s.Resolve += k / n * (row.Came - base) * (row.Came - base)
	}
}

// band adds one landing: whether it held the total, and the pinball loss of its three figures, their mean.
func (s *Scores) band(f Issued) {
	if !f.HasBand {
		return
	}
	s.Bands++
	if f.Low <= f.Total && f.Total <= f.High {
		s.Coverage++
	}
	for _, at := range [3]struct{ q, x float64 }{{.1, f.Low}, {.5, f.Mid}, {.9, f.High}} {
		s.Pinball += max(at.q*(f.Total-at.x), (at.q-1)*(f.Total-at.x)) / 3
	}
}

// Skill is how much better a Brier score is than another one's, 1 at best, 0 when no better.
func (s Scores) Skill(than Scores) float64 {
	if than.Brier <= 0 {
		return 0
	}
	return 1 - s.Brier/than.Brier
}

// hideAfter is how many closed objectives it takes to call a forecast no better than the base rate.
const hideAfter = 50

// Trusted tells whether forecasts deserve to be shown: they are, until 50 closed objectives have told that they are no better than
// the base rate.
func (s Scores) Trusted(base Scores) bool { return s.N < hideAfter || s.Skill(base) > 0 }

func hit(attained bool) float64 {
	if attained {
		return 1
	}
	return 0
}
