package forecast_test

import (
	"fmt"
	"math"
	"strings"

	"cordee/internal/forecast"
	"cordee/internal/org"
)

// deal is an event of an invented or a real company: the working day of its period, from 0, and what it brought.
type deal struct {
	day int
	x   float64
}

// course is one owner's way through one period. A goal of 0 or less asks nothing and is not scored, but it is history.
type course struct {
	who   int
	goal  float64
	deals []deal
}

func (c course) until(day int) (n, x float64) {
	for _, d := range c.deals {
		if d.day < day {
			n, x = n+1, x+d.x
		}
	}
	return n, x
}

// company is what is rolled through: periods in order, each of so many days, looked at where the checkpoints say.
type company struct {
	variant forecast.Variant
	days    int
	at      []float64 // shares of the period, or days/len
	periods [][]course
	first   int // the first period that is scored
}

var usual = []float64{0, .1, .25, .5, .75, .9}

// outcome is the forecasts of each method, all issued before the period they judge ended, from earlier periods only.
type outcome struct {
	byMethod map[string][]forecast.Issued
	byAt     map[float64]map[string][]forecast.Issued
}

var methods = []string{"B1 base rate", "traffic light", "B2 pace", "model", "model+goal", "model+goal+stack"}

func (o outcome) add(at float64, method string, f forecast.Issued) {
	o.byMethod[method] = append(o.byMethod[method], f)
	if o.byAt[at] == nil {
		o.byAt[at] = map[string][]forecast.Issued{}
	}
	o.byAt[at][method] = append(o.byAt[at][method], f)
}

func (o outcome) brier(method string) float64 { return forecast.Judge(o.byMethod[method]).Brier }

func (o outcome) table() string {
	var b strings.Builder
	for _, m := range methods {
		s := forecast.Judge(o.byMethod[m])
		fmt.Fprintf(&b, "\n  %-17s n %5d  Brier %.4f  log %.4f  ECE %.3f", m, s.N, s.Brier, s.Log, s.ECE)
		if s.Bands > 0 {
			fmt.Fprintf(&b, "  80%% band holds %.3f", s.Coverage)
		}
	}
	return b.String()
}

// roller goes through a company period by period and knows, at each, only what came before.
type roller struct {
	company
	past             []forecast.Past // Age holds the period's number until it is asked for
	counts           [][]float64
	checks           []forecast.Check
	pairs            []forecast.Pair
	attained, closed int
	out              outcome
}

func roll(c company) outcome {
	r := &roller{company: c, out: outcome{byMethod: map[string][]forecast.Issued{}, byAt: map[float64]map[string][]forecast.Issued{}}}
	for p, courses := range c.periods {
		r.period(p, courses)
	}
	return r.out
}

// history is everything closed before a period, with its age as of then, by owner as well.
func (r *roller) history(p int) (all []forecast.Past, own map[int][]forecast.Past) {
	own = map[int][]forecast.Past{}
	for _, past := range r.past {
		past.Age = p - past.Age
		all = append(all, past)
		own[int(past.Who.ID)] = append(own[int(past.Who.ID)], past)
	}
	return all, own
}

func (r *roller) period(p int, courses []course) {
	history, own := r.history(p)
	cohort, known := forecast.Fit(r.variant, history)
	shape := forecast.LearnShape(r.days, r.counts...)
	pace, prior := forecast.FitPace(r.checks), forecast.FitGoalPrior(r.pairs)
	stack := forecast.FitStack(r.checks, pace)
	base := forecast.BaseRate(r.attained, r.closed)
	for _, c := range courses {
		if known && c.goal > 0 {
			start := cohort.Start(own[c.who])
			informed := start.Informed(c.goal, 1, prior)
			for _, at := range r.at {
				r.look(p, c, at, shape, base, pace, stack, start, informed)
			}
		}
	}
	for _, c := range courses {
		r.close(p, c, cohort.Start(own[c.who]), known, shape)
	}
}

// look issues every method's forecast of one course at one moment.
func (r *roller) look(p int, c course, at float64, shape forecast.Shape, base float64, pace forecast.Pace, stack forecast.Stack, start, informed forecast.Belief) {
	day := int(math.Round(at * float64(r.days)))
	n, x := c.until(day)
	_, total := c.until(r.days)
	var elapsed float64
	for _, f := range shape[:day] {
		elapsed += f
	}
	plain, goal := start.Seen(n, x, elapsed), informed.Seen(n, x, elapsed)
	if r.variant == forecast.Counts {
		total, _ = c.until(r.days)
		x = n
	}
	got := total >= c.goal-1e-9
	rest := 1 - elapsed
	b2, p0, p1 := pace.Probability(x/c.goal, at), plain.Probability(c.goal, rest), goal.Probability(c.goal, rest)
	already := x >= c.goal
	p2 := p1
	if !already {
		p2 = stack.Adjust(p1, b2)
	}
	r.checks = append(r.checks, forecast.Check{Period: p, At: at, Ratio: x / c.goal, P: p1, Attained: got, Already: already})
	if p < r.first {
		return
	}
	light := .05
	if x/c.goal >= at {
		light = .95
	}
	issued := forecast.Issued{Attained: got, Total: total, HasBand: true}
	alone, told := issued, issued
	alone.Low, alone.Mid, alone.High = plain.Landing(rest)
	told.Low, told.Mid, told.High = goal.Landing(rest)
	none := forecast.Issued{Attained: got}
	for i, f := range []forecast.Issued{none, none, none, alone, told, told} {
		f.P = []float64{base, light, b2, p0, p1, p2}[i]
		r.out.add(at, methods[i], f)
	}
}

// close turns a course into history.
func (r *roller) close(p int, c course, start forecast.Belief, known bool, shape forecast.Shape) {
	n, x := c.until(r.days)
	counts, amounts := make([]float64, r.days), make([]float64, r.days)
	past := forecast.Past{Who: org.PersonOwner(org.ID(c.who)), Age: p, N: n, X: x, Exposure: 1, Parts: r.days}
	for _, d := range c.deals {
		counts[d.day]++
		amounts[d.day] += d.x
		past.Q += d.x * d.x
	}
	past.Spread = forecast.Spread(amounts, shape)
	r.past, r.counts = append(r.past, past), append(r.counts, counts)
	if c.goal <= 0 {
		return
	}
	total := x
	if r.variant == forecast.Counts {
		total = n
	}
	r.closed++
	if total >= c.goal-1e-9 {
		r.attained++
	}
	if known {
		r.pairs = append(r.pairs, start.Paired(c.goal, total, n, 1))
	}
}
