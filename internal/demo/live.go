package demo

import (
	"fmt"
	"math"
	"math/rand/v2"

	"cordee/internal/measure"
	"cordee/internal/period"
	"cordee/internal/sheet"
)

// Next is the result that arrives at a tick, counted from 0, dated on the world's today. The same tick is always the same
// result, so a demonstration can be played again. It may be called from several goroutines.
func (w World) Next(tick uint64) sheet.ResultRow {
	c := w.company
	r := draws(c.seed, streamLive+tick)
	m := c.seller(r)
	row := sheet.ResultRow{
		Source: "direct", Ref: fmt.Sprintf("%s-%06d", w.Today, tick+1), OccurredOn: w.Today, Kind: kindOf(r, tick),
		Credits: []sheet.CreditKey{{Owner: m.key, BP: measure.Hundred}},
	}
	k, stranger := c.caller(r, m), r.IntN(6) == 0
	if stranger && row.Kind == dealWon {
		k = c.stranger(r)
	}
	row.Attrs = map[string]string{"customer": k.name, "segment": segments[k.segment].name}
	if row.Kind == call || row.Kind == meeting {
		return row
	}
	d := c.fresh(r, m, k)
	d.new = stranger
	d.kind, d.on = row.Kind, w.Today
	if d.kind == dealWon {
		full := d.price
		d.price = delivered(full, tick)
		d.margin = d.margin / measure.Amount(full) * measure.Amount(d.price)
	}
	if d.kind == dealLost {
		d.reason = reasons[r.IntN(len(reasons))]
	}
	row.Amount, row.Attrs = measure.Some(euros(d.price)), d.attrs()
	if d.kind == dealWon {
		c.together(r, m, &row)
	}
	return row
}

// How often a sale arrives: the second row shows the rope move, then one row in saleEvery is one, on average.
const (
	firstSale = 1
	saleEvery = 10
	halfLife  = 20 // rows after which a sale weighs half, twice as many a third, and so on: an evening adds no more than a day's work
)

// kindOf makes most rows calls and meetings, which move nothing much, and a sale now and then.
func kindOf(r *rand.Rand, tick uint64) string {
	x := r.IntN(saleEvery * 2)
	switch {
	case tick == firstSale || x < 2:
		return dealWon
	case x < 8:
		return meeting
	case x < 19:
		return call
	}
	return dealLost
}

// delivered is what of a full order arrives at a tick, in whole euros like the order, at least one. The sum over a day grows as
// a logarithm, so watching for long does not fill the quarter.
func delivered(full int64, tick uint64) int64 {
	x := full / int64(1+tick/halfLife)
	if x > 100 {
		x -= x % 10
	}
	return max(x, 1)
}

// seller draws who it comes from, those at work today first, each as often as they usually sell. On a day when nobody works, a
// customer may still order from anyone.
func (c *company) seller(r *rand.Rand) *member {
	weights := make([]float64, len(c.cast))
	total := 0.0
	for i, m := range c.cast {
		if c.sells(m) && !m.awayOn(c.today) {
			weights[i] = float64(m.level) * m.ramp(c.today)
			total += weights[i]
		}
	}
	return c.cast[pick(r, weights, total)]
}

func (m *member) awayOn(d period.Date) bool {
	for _, a := range m.away {
		if a.span.Contains(d) && a.share == measure.Hundred {
			return true
		}
	}
	return false
}

// caller is one of the houses the member knows, or one of the street for somebody who knows none yet.
func (c *company) caller(r *rand.Rand, m *member) customer {
	houses := c.housesOf(m.index)
	if len(houses) == 0 {
		return c.sales[r.IntN(len(c.sales))].customer
	}
	return houses[r.IntN(len(houses))]
}

// stranger is a house nobody has dealt with yet. It is not taken off the book: an evening's watching never uses it up.
func (c *company) stranger(r *rand.Rand) customer {
	segment := r.IntN(len(segments))
	left := c.customers.fresh[segment]
	if len(left) == 0 {
		return c.sales[r.IntN(len(c.sales))].customer
	}
	return customer{left[r.IntN(len(left))], segment}
}

// fresh is a deal of today: its product, price and margin.
func (c *company) fresh(r *rand.Rand, m *member, k customer) sale {
	shares, total := m.mix(true)
	d := sale{product: pick(r, shares, total), customer: k, channel: channels[r.IntN(len(channels))]}
	p := products[d.product]
	d.price = p.size(r)
	d.margin = measure.Amount(math.Round(float64(d.price)*(p.margin+12*(r.Float64()-0.5)))) * (measure.One / 100)
	return d
}

// together makes one deal in eight a work of two and credits a hand given on another.
func (c *company) together(r *rand.Rand, m *member, row *sheet.ResultRow) {
	x := r.IntN(8)
	if x > 1 {
		return
	}
	mate := c.seller(r)
	switch {
	case mate == m:
	case x == 0:
		row.Credits = []sheet.CreditKey{{Owner: m.key, BP: 6000}, {Owner: mate.key, BP: 4000}}
	default:
		row.Assists = []string{mate.key}
	}
}
