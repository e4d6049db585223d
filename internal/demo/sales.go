package demo

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"

	"cordee/internal/measure"
	"cordee/internal/period"
)

// The kinds of results this company notes.
const (
	dealWon  = "deal_won"
	dealLost = "deal_lost"
	call     = "call"
	meeting  = "meeting"
)

// sale is a deal won or lost, as it really was.
type sale struct {
	ref          string
	kind         string
	on           period.Date
	member       int // first credited
	partner      int // also credited, -1 for none
	share        measure.BP
	helper       int   // assists, -1 for none
	price        int64 // in whole units of the currency
	francs       bool
	value        float64 // in euros
	margin       measure.Amount
	product      int
	customer     customer
	new          bool
	channel      string
	reason       string      // why it was lost
	known        period.Date // day it was entered
	misprice     int64       // first entered with this price, 0 when right at once
	cancelledOn  period.Date // entered then as cancelled, zero for live
	correctionOn period.Date
}

// seller is a member at work: the customers they have so far and the randomness they draw from.
type seller struct {
	*member
	r         *rand.Rand
	portfolio []customer
}

// sell plays every selling day of the history. Won and lost deals come at an uneven but not erratic pace, as appointments do.
func (c *company) sell() {
	c.customers = newCustomerBook(draws(c.seed, streamSales))
	for _, m := range c.cast {
		if m.level == 0 {
			continue
		}
		s := &seller{member: m, r: draws(c.seed, streamSales+1+uint64(m.index))}
		s.settle(c)
		won, lost := rhythm{r: s.r}, rhythm{r: s.r}
		for d := c.from; d <= c.today; d++ {
			day := m.presence(c, d) * m.ramp(d) * float64(c.season.Weight(d)) / period.FlatSeason
			deals := day * float64(m.level) / workDays / m.meanDeal(d >= c.launch)
			for range won.beats(deals) {
				c.sales = append(c.sales, s.deal(c, d, dealWon))
			}
			for range lost.beats(deals * 1.2) {
				c.sales = append(c.sales, s.deal(c, d, dealLost))
			}
		}
	}
	c.excel()
	slices.SortStableFunc(c.sales, func(a, b sale) int { return cmp.Or(cmp.Compare(a.on, b.on), cmp.Compare(a.member, b.member)) })
	for i := range c.sales {
		c.sales[i].ref = fmt.Sprintf("AF-%d-%05d", c.sales[i].on.Year(), i+1)
	}
}

// gifted are those who lose markedly less often in their segment than elsewhere: three of four deals they would lose there are lost
// elsewhere instead. Nothing is drawn for it.
var gifted = []string{"lea", "samira", "nicolas"}

func (c *company) excel() {
	for _, key := range gifted {
		m, seen, other := c.member(key), 0, customer{segment: -1}
		for i, d := range c.sales {
			if d.member != m.index || d.kind != dealLost {
				continue
			}
			if d.customer.segment != m.segment {
				other = d.customer
				continue
			}
			if seen++; seen%4 != 0 && other.segment >= 0 {
				c.sales[i].customer = other
			}
		}
	}
}

// settle gives a seller the customers they had before the history begins.
func (s *seller) settle(c *company) {
	for range 8 {
		if k, ok := c.customers.take(s.taste()); ok {
			s.portfolio = append(s.portfolio, k)
		}
	}
}

// taste draws a segment, the favourite one more often.
func (s *seller) taste() int {
	if s.r.IntN(10) < 3 {
		return s.segment
	}
	return s.r.IntN(len(segments))
}

// rhythm turns a daily rate into events, with gaps three times as regular as pure chance would make them.
type rhythm struct {
	r          *rand.Rand
	done, next float64
	started    bool
}

func (t *rhythm) beats(rate float64) (n int) {
	if !t.started {
		t.next, t.started = t.r.Float64(), true
	}
	for t.done += rate; t.done >= t.next; n++ {
		t.next += (t.r.ExpFloat64() + t.r.ExpFloat64() + t.r.ExpFloat64()) / 3
	}
	return n
}

// deal draws one deal of that day, its customer, and what happened to it afterwards.
func (s *seller) deal(c *company, on period.Date, kind string) sale {
	shares, total := s.mix(on >= c.launch)
	d := sale{kind: kind, on: on, known: on, member: s.index, partner: -1, helper: -1, product: pick(s.r, shares, total)}
	d.customer, d.new = s.visitor(c, kind)
	d.channel = channels[s.r.IntN(len(channels)-1)]
	if !d.new && s.r.IntN(3) > 0 {
		d.channel = channels[len(channels)-1]
	}
	p := products[d.product]
	d.price = p.size(s.r)
	d.francs = s.teamOn(on) == "annecy" && s.r.IntN(14) == 0
	d.value = float64(d.price)
	if d.francs {
		d.value = math.Round(d.value * float64(c.franc(on)) / float64(rateUnit))
	}
	if kind == dealLost {
		d.reason = reasons[s.r.IntN(len(reasons))]
		return d
	}
	d.margin = measure.Amount(math.Round(d.value*(p.margin+12*(s.r.Float64()-0.5)))) * (measure.One / 100)
	s.share(c, &d)
	s.mishap(c, &d)
	return d
}

// visitor is the customer of a deal: one in five is new, and a lost one stays a stranger.
func (s *seller) visitor(c *company, kind string) (k customer, isNew bool) {
	wanted := s.taste()
	if kind == dealWon && s.r.IntN(5) == 0 {
		if k, ok := c.customers.take(wanted); ok {
			s.portfolio = append(s.portfolio, k)
			return k, true
		}
	}
	k = s.portfolio[s.r.IntN(len(s.portfolio))]
	if kind == dealWon && k.segment != s.segment && s.r.IntN(3) == 0 { // what they are good at they also win more often
		k = s.portfolio[s.r.IntN(len(s.portfolio))]
	}
	return k, false
}

// share makes some deals a work of two, mostly within a team, and credits a hand given.
func (s *seller) share(c *company, d *sale) {
	switch x := s.r.IntN(100); {
	case x < 6:
		d.partner = s.mate(c, d.on, x < 4)
		d.share = []measure.BP{6000, 6000, 5000, 7000}[s.r.IntN(4)]
	case x < 12:
		d.helper = s.mate(c, d.on, x < 9)
	}
}

// mate is another seller at work that day, of the same team or of another one; -1 when nobody is.
func (s *seller) mate(c *company, on period.Date, sameTeam bool) int {
	var there []int
	for _, m := range c.cast {
		if m != s.member && m.level > 0 && m.presence(c, on) > 0 && (m.teamOn(on) == s.teamOn(on)) == sameTeam {
			there = append(there, m.index)
		}
	}
	if len(there) == 0 {
		return -1
	}
	return there[s.r.IntN(len(there))]
}

// mishap is what happens in real life: noted late, noted wrong and corrected, or called off.
func (s *seller) mishap(c *company, d *sale) {
	later := d.on.AddDays(2 + s.r.IntN(9))
	switch x := s.r.IntN(1000); {
	case later > c.today:
	case x < 20:
		d.known = later
	case x < 35:
		d.misprice, d.correctionOn = d.price+10*int64(1+s.r.IntN(30)), later
	case x < 45:
		d.cancelledOn = later
	}
}

// live tells whether the sale counts.
func (d sale) live() bool { return d.kind == dealWon && d.cancelledOn.IsZero() }

// credit is the member's share of the sale, 0 to 1.
func (d sale) credit(member int) float64 {
	first := 1.0
	if d.partner >= 0 {
		first = float64(d.share) / float64(measure.Hundred)
	}
	switch member {
	case d.member:
		return first
	case d.partner:
		return 1 - first
	}
	return 0
}

// attrs are the columns a CRM would export beside the amount.
func (d sale) attrs() map[string]string {
	a := map[string]string{
		"product": products[d.product].name, "segment": segments[d.customer.segment].name,
		"channel": d.channel, "customer": d.customer.name,
	}
	if d.kind == dealLost {
		a["reason"] = d.reason
		return a
	}
	a["margin"] = d.margin.String()
	a["new_customer"] = yesNo(d.new)
	return a
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

// visit is a call or a meeting.
type visit struct {
	ref      string
	kind     string
	on       period.Date
	member   int
	customer customer
}

// visit plays the calls and meetings, noted since the quarter before this one.
func (c *company) visit() {
	from := c.calendar.Quarter(c.quarter.From.AddDays(-1)).From
	for _, m := range c.cast {
		if m.level == 0 {
			continue
		}
		r := draws(c.seed, streamVisits+uint64(m.index))
		houses := c.housesOf(m.index)
		calls, meetings := rhythm{r: r}, rhythm{r: r}
		for d := from; d <= c.today && len(houses) > 0; d++ {
			day := m.presence(c, d) * (0.4 + 0.6*float64(c.season.Weight(d))/period.FlatSeason)
			for range calls.beats(day) {
				c.visits = append(c.visits, visit{kind: call, on: d, member: m.index, customer: houses[r.IntN(len(houses))]})
			}
			for range meetings.beats(day * 0.45) {
				c.visits = append(c.visits, visit{kind: meeting, on: d, member: m.index, customer: houses[r.IntN(len(houses))]})
			}
		}
	}
	slices.SortStableFunc(c.visits, func(a, b visit) int { return cmp.Or(cmp.Compare(a.on, b.on), cmp.Compare(a.member, b.member)) })
	for i := range c.visits {
		c.visits[i].ref = "AG-" + strconv.Itoa(100001+i)
	}
}

// housesOf are the customers a member dealt with, in the order of their first deal.
func (c *company) housesOf(member int) (houses []customer) {
	for _, d := range c.sales {
		if d.member == member && !slices.Contains(houses, d.customer) {
			houses = append(houses, d.customer)
		}
	}
	return houses
}
