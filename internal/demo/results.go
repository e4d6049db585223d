package demo

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"cordee/internal/measure"
	"cordee/internal/period"
	"cordee/internal/sheet"
)

// The sources results come from.
const (
	fromCRM   = "crm"
	fromDiary = "agenda"
	fromBooks = "compta"
	fromPoll  = "enquete"
)

// arrival is a row and the day it was entered.
type arrival struct {
	on  period.Date
	row sheet.ResultRow
}

// resultRows are all the results in the order they were entered.
func (c *company) resultRows() []sheet.ResultRow {
	var all []arrival
	for _, d := range c.sales {
		all = append(all, c.entries(d)...)
	}
	for _, v := range c.visits {
		all = append(all, arrival{v.on, c.visitRow(v)})
	}
	all = append(all, c.monthly()...)
	slices.SortStableFunc(all, func(a, b arrival) int { return cmp.Compare(a.on, b.on) })
	rows := make([]sheet.ResultRow, len(all))
	for i, a := range all {
		rows[i] = a.row
	}
	return rows
}

// entries are the rows of one sale: noted, then perhaps corrected or called off.
func (c *company) entries(d sale) []arrival {
	row := c.saleRow(d)
	if d.misprice == 0 && d.cancelledOn.IsZero() {
		return []arrival{{d.known, row}}
	}
	again := row
	again.Version = 2
	if d.misprice > 0 {
		row.Amount = measure.Some(euros(d.misprice))
		return []arrival{{d.known, row}, {d.correctionOn, again}}
	}
	gone := sheet.ResultRow{Source: row.Source, Ref: row.Ref, Version: 2, HasVersion: true, Kind: "cancelled"}
	return []arrival{{d.known, row}, {d.cancelledOn, gone}}
}

func (c *company) saleRow(d sale) sheet.ResultRow {
	row := sheet.ResultRow{
		Source: fromCRM, Ref: d.ref, Version: 1, HasVersion: true, OccurredOn: d.on, Kind: d.kind,
		Credits: []sheet.CreditKey{{Owner: c.cast[d.member].key, BP: measure.Hundred}},
		Amount:  measure.Some(euros(d.price)), Attrs: d.attrs(),
	}
	if d.partner >= 0 {
		row.Credits[0].BP = d.share
		row.Credits = append(row.Credits, sheet.CreditKey{Owner: c.cast[d.partner].key, BP: measure.Hundred - d.share})
	}
	if d.helper >= 0 {
		row.Assists = []string{c.cast[d.helper].key}
	}
	if d.francs {
		row.Currency = "CHF"
	}
	return row
}

func (c *company) visitRow(v visit) sheet.ResultRow {
	return sheet.ResultRow{
		Source: fromDiary, Ref: v.ref, OccurredOn: v.on, Kind: v.kind,
		Credits: []sheet.CreditKey{{Owner: c.cast[v.member].key, BP: measure.Hundred}},
		Attrs:   map[string]string{"customer": v.customer.name, "segment": segments[v.customer.segment].name},
	}
}

// booksDelay is how many days after the end of a month its profit is known.
const booksDelay = 8

// monthly are the company's own figures: the profit the accountant sends, and how many customers are very satisfied.
func (c *company) monthly() (rows []arrival) {
	r := draws(c.seed, streamStory)
	happy := int64(740) // tenths of a point
	for m := c.calendar.Month(c.from); m.Last().AddDays(booksDelay) <= c.today; m = c.calendar.Next(period.Month, m.From) {
		happy = min(happy+int64(r.IntN(18))-5, 900)
		last := m.Last()
		rows = append(rows,
			arrival{last.AddDays(booksDelay), c.companyRow(fromBooks, "resultat", "profit", last, euros(c.profit(m)))},
			arrival{last.AddDays(booksDelay), c.companyRow(fromPoll, "satisfaction", "survey", last, measure.Amount(happy)*(measure.One/10))})
	}
	return rows
}

func (c *company) companyRow(source, what, kind string, on period.Date, amount measure.Amount) sheet.ResultRow {
	return sheet.ResultRow{
		Source: source, Ref: fmt.Sprintf("%s-%d-%02d", what, on.Year(), int(on.Month())), OccurredOn: on, Kind: kind,
		Credits: []sheet.CreditKey{{Owner: "team:" + root, BP: measure.Hundred}},
		Amount:  measure.Some(amount), Attrs: map[string]string{},
	}
}

// profit is what is left of a span's margin once the house is paid, in whole euros: a share of it, less the fixed costs.
func (c *company) profit(s period.Span) int64 {
	const fixed = 38_000
	margin := 0.0
	for _, d := range c.sales {
		if d.live() && s.Contains(d.on) {
			margin += float64(d.margin) / float64(measure.One)
		}
	}
	return int64(math.Round((margin*0.62-fixed*float64(s.Len())/30.4)/100)) * 100
}
