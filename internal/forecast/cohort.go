package forecast

import (
	"math"

	"cordee/internal/org"
)

// Where nothing is known yet, and how much that counts against what is (SCIENCE C2).
const (
	forgetting   = .9  // each period back counts so much less
	priorShock   = .06 // 1/kappa: variance of a person's period around their own rate
	shockWeight  = 20
	priorSpread  = .4 // tau / mu0: how much people differ
	spreadWeight = 4
	priorCV2     = 1.0
	cv2Weight    = 5
	priorKs      = 10.0
	ksWeight     = 4
	maxKs        = 500

	// A period of which somebody worked less than a hundredth tells nothing about how they work.
	minExposure = .01
)

// Past is one closed period of one person, or of one team in a cohort of teams.
type Past struct {
	Who      org.Owner
	Age      int     // periods ago, 1 is the last closed one
	N        float64 // events
	Exposure float64 // see Work
	X, Q     float64 // sum of the amounts, and of their squares, in units
	Spread   float64 // Amounts only: see Spread
	Parts    int     // Amounts only: how many parts Spread was measured over
}

func (p Past) weight() float64 { return math.Pow(forgetting, float64(max(p.Age, 1)-1)) }

func (p Past) tells() bool { return p.Exposure >= minExposure }

// Spread is the sum of (x_d - f_d X)²/f_d over the parts of a period that brought x where a part f was expected: how uneven the
// amounts came. Parts where nothing is expected are left out.
func Spread(x, f []float64) float64 {
	var total, sum float64
	for _, v := range x {
		total += v
	}
	for d := range min(len(x), len(f)) {
		if f[d] > 0 {
			sum += (x[d] - f[d]*total) * (x[d] - f[d]*total) / f[d]
		}
	}
	return sum
}

// Cohort is what people who do the same work have in common: how often deals come (Mu0 per exposure of 1), how much that moves
// from period to period for one person (Shock, 1/kappa) and from person to person (Tau2), and how large deals are.
type Cohort struct {
	Variant          Variant
	Mu0, Shock, Tau2 float64
	M0, CV2, Ks      float64
	Periods, People  int  // how much was learnt from
	Plan             bool // learnt from nothing: based on the plan
}

// ColdStart is a cohort without history: a plan total per exposure of 1 and a typical deal, both in units and above zero. Counts
// take a deal as 1. Without a plan the rate is one deal.
func ColdStart(v Variant, total, deal float64) Cohort {
	if v == Counts || !(deal > 0) {
		deal = 1
	}
	mu0 := max(total, 0) / deal
	if mu0 == 0 {
		mu0 = 1
	}
	c := Cohort{
		Variant: v, Plan: true, Mu0: mu0, Shock: priorShock, Tau2: priorSpread * priorSpread * mu0 * mu0,
		M0: deal, CV2: priorCV2, Ks: priorKs,
	}
	return c.fixedSize()
}

// fixedSize makes the size certain where there are no deals to learn it from.
func (c Cohort) fixedSize() Cohort {
	if c.Variant != Deals {
		c.CV2, c.Ks = 0, 1
	}
	return c
}

// Fit learns a cohort from closed periods, older ones counting less, each figure drawn towards its prior as long as evidence is
// thin. Periods with less than a hundredth of exposure are left out. ok is false when no event was ever seen: use ColdStart.
func Fit(v Variant, history []Past) (c Cohort, ok bool) {
	c = Cohort{Variant: v, M0: 1}
	if v == Amounts {
		c.M0 = dispersion(history)
	}
	people := c.group(history)
	var n, e float64
	for _, p := range people {
		n, e = n+p.wn, e+p.we
	}
	if !(n > 0) || !(e > 0) {
		return Cohort{}, false
	}
	c.Mu0, c.People, c.Periods = n/e, len(people), periods(history)
	c.Shock = c.shock(people)
	c.Tau2 = c.spread(people)
	if v == Deals && !c.sizes(people) {
		return Cohort{}, false
	}
	return c.fixedSize(), true
}

// dispersion is the unit in which imported totals behave like counts: Pearson's, pooled; 1 when nothing was brought. However evenly
// they come, a period never counts as more than ten thousand events.
func dispersion(history []Past) float64 {
	const most = 10_000
	var spread, freedom, total, n float64
	for _, p := range history {
		if p.tells() && p.X > 0 && p.Parts > 1 {
			spread, freedom = spread+p.Spread, freedom+p.X*float64(p.Parts-1)
			total, n = total+p.X, n+1
		}
	}
	if !(total > 0) {
		return 1
	}
	return max(spread/freedom, total/n/most)
}

func periods(history []Past) int {
	seen := map[int]bool{}
	for _, p := range history {
		if p.tells() {
			seen[p.Age] = true
		}
	}
	return len(seen)
}

// member is one person's past, summed: w weighs with forgetting, the plain sums do not.
type member struct {
	who             org.Owner
	n, e            float64
	wn, we, w2e2    float64
	deals, x, q     float64
	periods, events []float64 // exposure and events of each period
}

// events is the number of events of a period; amounts alone are counted in the cohort's unit.
func (c Cohort) events(p Past) float64 {
	if c.Variant == Amounts {
		return max(p.X, 0) / c.M0
	}
	return p.N
}

// group sums the history by person, in order of first appearance, so that results never depend on a map's order.
func (c Cohort) group(history []Past) []member {
	var list []member
	at := map[org.Owner]int{}
	for _, p := range history {
		if !p.tells() {
			continue
		}
		i, known := at[p.Who]
		if !known {
			i = len(list)
			at[p.Who] = i
			list = append(list, member{who: p.Who})
		}
		list[i].add(p, c.events(p))
	}
	return list
}

func (m *member) add(p Past, n float64) {
	w := p.weight()
	m.n, m.e = m.n+n, m.e+p.Exposure
	m.wn, m.we, m.w2e2 = m.wn+w*n, m.we+w*p.Exposure, m.w2e2+w*w*p.Exposure*p.Exposure
	m.deals, m.x, m.q = m.deals+w*p.N, m.x+w*p.X, m.q+w*p.Q
	m.periods, m.events = append(m.periods, p.Exposure), append(m.events, n)
}

// shock is 1/kappa: how much more a person's periods vary than chance alone, drawn to .06 with the weight of 20 periods.
func (c Cohort) shock(people []member) float64 {
	var squares, chance, scale, dof float64
	for _, m := range people {
		rho := m.n / m.e
		for i, e := range m.periods {
			free := 1 - e/m.e
			squares += (m.events[i] - e*rho) * (m.events[i] - e*rho)
			chance += e * rho * free
			scale += e * e * rho * rho * free
			dof += free
		}
	}
	raw := 0.0
	if scale > 0 {
		raw = max(0, (squares-chance)/scale)
	}
	return (raw*dof + priorShock*shockWeight) / (dof + shockWeight)
}

// noise is v_i: the variance of a person's own rate around their true one.
func (c Cohort) noise(m member) float64 {
	return c.Mu0/m.we + c.Mu0*c.Mu0*c.Shock*m.w2e2/(m.we*m.we)
}

// spread is tau²: how much people's true rates differ (Bühlmann-Straub), drawn to (.4 mu0)² with the weight of 4 people.
func (c Cohort) spread(people []member) float64 {
	var between, noise, all, squares float64
	for _, m := range people {
		d := m.wn/m.we - c.Mu0
		between += m.we * d * d
		noise += m.we * c.noise(m)
		all, squares = all+m.we, squares+m.we*m.we
	}
	raw, n := 0.0, float64(len(people))
	if room := all - squares/all; room > 1e-9*all {
		raw = max(0, (between-noise)/room)
	}
	prior := priorSpread * c.Mu0
	return (raw*(n-1) + prior*prior*spreadWeight) / (n - 1 + spreadWeight)
}

// sizes learns what a deal is worth: its mean, how much deals of one person vary, and how much people differ. It tells whether
// the mean is above zero.
func (c *Cohort) sizes(people []member) bool {
	var n, x, within, scale, free float64
	for _, m := range people {
		n, x = n+m.deals, x+m.x
		if m.deals > 1 {
			mean := m.x / m.deals
			within += max(m.q-m.x*mean, 0) * m.deals / (m.deals - 1)
			scale += m.deals * mean * mean
			free += m.deals - 1
		}
	}
	if !(n > 0) || !(x > 0) {
		return false
	}
	c.M0 = x / n
	c.CV2 = priorCV2
	if scale > 0 {
		c.CV2 = (free*within/scale + cv2Weight*priorCV2) / (free + cv2Weight)
	}
	c.Ks = c.credibility(people, n)
	return true
}

// credibility is K_s, how many own deals weigh as much as the cohort's mean: the variance within over the variance between, drawn
// to 10 on a log scale with the weight of 4 people, at most 500.
func (c Cohort) credibility(people []member, n float64) float64 {
	s2 := c.CV2 * c.M0 * c.M0
	var between, squares, sellers float64
	for _, m := range people {
		if m.deals > 0 {
			d := m.x/m.deals - c.M0
			between, squares, sellers = between+m.deals*d*d, squares+m.deals*m.deals, sellers+1
		}
	}
	raw := float64(maxKs)
	if room := n - squares/n; room > 1e-9*n && between > s2*(sellers-1) {
		raw = min(s2*room/(between-s2*(sellers-1)), maxKs)
	}
	logs := sellers*math.Log(max(raw, .1)) + ksWeight*math.Log(priorKs)
	return min(math.Exp(logs/(sellers+ksWeight)), maxKs)
}

// Start is what is believed of a person at the beginning of a period: their own rate as far as their past makes it credible, the
// cohort's beyond that.
func (c Cohort) Start(own []Past) Belief {
	var m member
	for _, p := range own {
		if p.tells() {
			m.add(p, c.events(p))
		}
	}
	z, mu := 0.0, c.Mu0
	if m.we > 0 && c.Tau2 > 0 {
		z = c.Tau2 / (c.Tau2 + c.noise(m))
		mu = max(z*m.wn/m.we+(1-z)*c.Mu0, 1e-9*c.Mu0)
	}
	b := Belief{M0: c.M0, CV2: c.CV2, Ks: c.Ks, Variant: c.Variant}
	if !(mu > 0) {
		return b
	}
	ratio := mu / c.Mu0
	variance := mu*mu*c.Shock + c.Tau2*(1-z)*ratio*ratio*(1+c.Shock)
	b.A, b.B = mu*mu/variance, mu/variance
	if c.Variant == Deals {
		b.SN, b.SX = m.deals, m.x
	}
	return b
}
