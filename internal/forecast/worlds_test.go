package forecast_test

import (
	"math"
	"testing"

	"cordee/internal/forecast"
)

// world is an invented company: so many deals expected per period of so many days. Its people differ (a factor of exp(±.35)), each
// period shakes everyone together and each alone, most of the work comes late, deals are log-normal, and a goal is the person's
// true expectation as seen through a fog of 25 %, times how much is asked.
type world struct {
	deals float64
	days  int
	ask   float64
}

const (
	sellers = 24
	seasons = 14
	scored  = 6 // the last ones
)

func (w world) company(d dice) company {
	c := company{variant: forecast.Deals, days: w.days, at: usual, periods: make([][]course, seasons), first: seasons - scored}
	rates, sizes := make([]float64, sellers), make([]float64, sellers)
	for i := range rates {
		rates[i], sizes[i] = w.deals*math.Exp(.35*d.NormFloat64()), 1000*math.Exp(.2*d.NormFloat64())
	}
	for p := range c.periods {
		together := math.Exp(.08 * d.NormFloat64())
		for i := range rates {
			c.periods[p] = append(c.periods[p], w.course(d, i+1, rates[i], sizes[i], together))
		}
	}
	return c
}

func (w world) course(d dice, who int, rate, size, together float64) course {
	const shake = .06 // 1/kappa
	one := course{who: who, goal: w.ask * rate * size * math.Exp(.25*d.NormFloat64())}
	for range d.poisson(rate * together * d.gamma(1/shake) * shake) {
		day := int(math.Pow(d.Float64(), .75) * float64(w.days))
		one.deals = append(one.deals, deal{day, size * math.Exp(.8*d.NormFloat64()-.32)})
	}
	return one
}

// TestRollingThroughWorlds is C3's experiment again, on worlds of our own: eight of each scenario, each forecast made from what was
// known then. The declared Brier scores of the last method and of B2 stand beside (other worlds, so compare the order of things).
func TestRollingThroughWorlds(t *testing.T) {
	for _, s := range []struct {
		name          string
		w             world
		method, pace2 float64
	}{
		{"A: 8 deals a month", world{8, 21, .95}, .1723, .1807},
		{"B: 2.5 deals a quarter", world{2.5, 63, .95}, .1741, .1769},
		{"C: 200 deals a month", world{200, 21, .95}, .0817, .1342},
	} {
		all := outcome{byMethod: map[string][]forecast.Issued{}, byAt: map[float64]map[string][]forecast.Issued{}}
		for seed := range uint64(8) {
			o := roll(s.w.company(throw(100 + seed)))
			for m, list := range o.byMethod {
				all.byMethod[m] = append(all.byMethod[m], list...)
			}
		}
		t.Logf("%s (declared: method %.4f, B2 %.4f)%s", s.name, s.method, s.pace2, all.table())
		all.mustBeat(t, s.name, 1, .04)
	}
}

// mustBeat holds the last method against both baselines and its calibration against a limit.
func (o outcome) mustBeat(t *testing.T, name string, pace, ece float64) {
	t.Helper()
	last := forecast.Judge(o.byMethod[methods[len(methods)-1]])
	if b1, b2 := o.brier("B1 base rate"), o.brier("B2 pace"); last.Brier >= b1 || last.Brier > pace*b2 {
		t.Errorf("%s: Brier %.4f against %.4f by base rate and %.4f by pace", name, last.Brier, b1, b2)
	}
	if last.ECE > ece {
		t.Errorf("%s: ECE %.3f", name, last.ECE)
	}
}
