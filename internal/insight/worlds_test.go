package insight_test

import (
	"math"
	"math/rand/v2"
	"strconv"
	"testing"

	"cordee/internal/insight"
	"cordee/internal/org"
)

// world is E1's invented company: 24 reps, 12 segments, so many tries a cell, and what people really are better at as a spread on
// the logit (for amounts: logarithm) scale.
type world struct {
	tries, spread float64
}

const (
	reps     = 24
	segments = 12
	worlds   = 60
)

// truth tells what somebody adds in a segment beyond its ease and their own level.
type truth map[org.ID][segments]float64

func (w world) company(seed uint64) (insight.Dimension, truth) {
	r := rand.New(rand.NewPCG(seed, 11))
	dim, real := insight.Dimension{Name: "segment"}, truth{}
	var easy [segments]float64
	for s := range easy {
		easy[s] = -1.1 + .5*r.NormFloat64()
	}
	for i := range reps {
		who, level := org.ID(i+1), .3*r.NormFloat64()
		adds, mean := [segments]float64{}, 0.0
		for s := range adds {
			adds[s] = w.spread * r.NormFloat64()
			mean += adds[s] / segments
		}
		for s := range adds {
			adds[s] -= mean // what is added everywhere is a level, no strength
			n := 0
			for range int(2 * w.tries) {
				if r.Float64() < .5 {
					n++
				}
			}
			won, p := 0.0, 1/(1+math.Exp(-easy[s]-level-adds[s]))
			for range n {
				if r.Float64() < p {
					won++
				}
			}
			dim.Cells = append(dim.Cells, insight.Cell{Who: who, Path: []string{strconv.Itoa(s)}, Seen: n, Tries: float64(n), Wins: won})
		}
		real[who] = adds
	}
	return dim, real
}

// priced gives the won deals of a company amounts whose logarithms differ by noise, level and what the person adds there.
func (w world) priced(seed uint64) (insight.Dimension, truth) {
	dim, real := w.company(seed)
	r := rand.New(rand.NewPCG(seed, 13))
	level := map[org.ID]float64{}
	var usual [segments]float64
	for s := range usual {
		usual[s] = 8 + r.NormFloat64()
	}
	for i, c := range dim.Cells {
		s, _ := strconv.Atoi(c.Path[0])
		if _, ok := level[c.Who]; !ok {
			level[c.Who] = .2 * r.NormFloat64()
		}
		c.Wins, c.Priced = c.Tries/2, c.Tries
		for range c.Seen {
			x := usual[s] + level[c.Who] + real[c.Who][s] + .8*r.NormFloat64()
			c.LogSum, c.LogSquares = c.LogSum+x, c.LogSquares+x*x
		}
		dim.Cells[i] = c
	}
	return dim, real
}

// tally is what the rule claimed over many worlds.
type tally struct{ claims, wrong, naive, naiveWrong float64 }

func (t *tally) add(found []insight.Finding, real truth, m insight.Measure) {
	best := map[org.ID]insight.Finding{}
	for _, f := range found {
		if f.Measure != m {
			continue
		}
		s, err := strconv.Atoi(f.Values[0])
		if err != nil || len(f.Values) > 1 {
			continue
		}
		if f.Named {
			t.claims++
			if real[f.Who][s] <= 0 {
				t.wrong++
			}
		}
		if f.N >= 20 && f.Own > best[f.Who].Own {
			best[f.Who] = f
		}
	}
	for who, f := range best {
		s, _ := strconv.Atoi(f.Values[0])
		t.naive++
		if real[who][s] <= 0 {
			t.naiveWrong++
		}
	}
}

func (t tally) perRep() float64 { return t.claims / (worlds * reps) }

// share is the false ones among claims, and its standard error.
func (t tally) share() (share, err float64) {
	if t.claims == 0 {
		return 0, 0
	}
	share = t.wrong / t.claims
	return share, math.Sqrt(max(share*(1-share), .05) / t.claims)
}

// TestTheRuleKeepsItsPromise is the benchmark of SCIENCE E1 again, on worlds of our own: claims a person and the share of false ones,
// with the declared figures beside. The promise is one false claim in ten; the limit leaves three standard errors to chance.
func TestTheRuleKeepsItsPromise(t *testing.T) {
	for _, x := range []struct {
		name          string
		w             world
		claims, wrong float64
		least, most   float64
		talks         bool
	}{
		{"about 15 a cell, .3", world{15, .3}, .14, .099, .03, .5, true},
		{"about 40, .3", world{40, .3}, 1.08, .107, .8, 1.5, true},
		{"about 100, .4", world{100, .4}, 3.1, .094, 2.4, 4, true},
	} {
		var sum tally
		for seed := range uint64(worlds) {
			dim, real := x.w.company(seed)
			sum.add(insight.Strengths([]insight.Dimension{dim}), real, insight.Winning)
		}
		share, err := sum.share()
		t.Logf("%-20s claims %.2f (declared %.2f), false %.1f %% ± %.1f (declared %.1f); naive best cell: %.2f claims, %.0f %% false",
			x.name, sum.perRep(), x.claims, 100*share, 100*err, 100*x.wrong, sum.naive/(worlds*reps), 100*sum.naiveWrong/max(sum.naive, 1))
		if share > insight.MaxFalse+3*err {
			t.Errorf("%s: %.1f %% of the claims are false (± %.1f)", x.name, 100*share, 100*err)
		}
		if sum.perRep() < x.least || sum.perRep() > x.most {
			t.Errorf("%s: %.2f claims a person, declared %.2f", x.name, sum.perRep(), x.claims)
		}
	}
}

// TestNothingIsNamedWhereNothingIs: without true strengths the rule keeps silent, where the naive one always speaks.
func TestNothingIsNamedWhereNothingIs(t *testing.T) {
	var sum tally
	for seed := range uint64(worlds) {
		dim, real := world{40, 0}.company(seed)
		sum.add(insight.Strengths([]insight.Dimension{dim}), real, insight.Winning)
	}
	t.Logf("no real strengths: %.4f claims a person (declared .01), naive %.2f", sum.perRep(), sum.naive/(worlds*reps))
	if sum.perRep() > .02 {
		t.Errorf("%.3f claims a person where there is nothing to claim", sum.perRep())
	}
	if sum.naive < .9*worlds*reps {
		t.Error("the naive rule should have spoken: the worlds prove nothing")
	}
}

// TestTheRuleKeepsItsPromiseForAmounts: the same for how large deals are.
func TestTheRuleKeepsItsPromiseForAmounts(t *testing.T) {
	for _, w := range []world{{15, .2}, {40, .2}, {40, 0}} {
		var sum tally
		for seed := range uint64(worlds) {
			dim, real := w.priced(seed)
			sum.add(insight.Strengths([]insight.Dimension{dim}), real, insight.Size)
		}
		share, err := sum.share()
		t.Logf("amounts, about %.0f a cell, %.1f: claims %.2f a person, false %.1f %% ± %.1f", w.tries, w.spread, sum.perRep(), 100*share, 100*err)
		if w.spread > 0 && share > insight.MaxFalse+3*err {
			t.Errorf("%.1f %% of the claims are false (± %.1f)", 100*share, 100*err)
		}
		if w.spread == 0 && sum.perRep() > .02 {
			t.Errorf("%.3f claims a person where there is nothing to claim", sum.perRep())
		}
	}
}

// BenchmarkStrengths judges a company of 24 people and 12 segments, and reports claims a person and the share of false ones over all
// the worlds it made: go test ./internal/insight -run XXX -bench Strengths -benchtime 60x
func BenchmarkStrengths(b *testing.B) {
	for _, w := range []world{{15, .3}, {40, .3}, {100, .4}, {40, 0}} {
		b.Run(strconv.Itoa(int(w.tries))+"/"+strconv.FormatFloat(w.spread, 'f', 1, 64), func(b *testing.B) {
			var sum tally
			seed := uint64(0)
			for b.Loop() {
				b.StopTimer()
				dim, real := w.company(seed)
				b.StartTimer()
				found := insight.Strengths([]insight.Dimension{dim})
				b.StopTimer()
				sum.add(found, real, insight.Winning)
				seed++
				b.StartTimer()
			}
			share, _ := sum.share()
			b.ReportMetric(sum.claims/float64(seed*reps), "claims/rep")
			b.ReportMetric(100*share, "%false")
		})
	}
}
