package plan

import (
	"math/big"
	"time"

	"cordee/internal/measure"
	"cordee/internal/period"
)

// MonthTotal is what a whole organisation, or a cohort, brought in one past month, and the working days it had for it.
type MonthTotal struct {
	Year  int
	Month time.Month
	Total measure.Amount // below zero counts as zero
	Days  int
}

// flatYears is how many years of an ordinary season the past is averaged with, so that one odd month does not make a season.
const flatYears = 2

// Season reads the weight of each month from the past: total per working day against that of its own year, averaged over the years
// and with flatYears flat ones. Years are runs of twelve months counted back from the last one; fewer than twelve months in a row
// cannot tell a season from growth, and the season is then flat. Months may come in any order; of one told twice the last counts.
func Season(history []MonthTotal) period.Season {
	runs := years(history)
	if len(runs) == 0 {
		return period.Season{}
	}
	var sn period.Season
	for m := range sn.Month {
		sum := new(big.Rat).SetInt64(flatYears * period.FlatSeason)
		for _, year := range runs {
			sum.Add(sum, year.index(m))
		}
		n, _ := round(sum.Quo(sum, big.NewRat(int64(len(runs)+flatYears), 1)))
		sn.Month[m] = n
	}
	return sn
}

// run is twelve months in a row, January first.
type run [12]MonthTotal

// years cuts the past into runs of twelve months that have both results and working days, the latest first.
func years(history []MonthTotal) (runs []run) {
	known, last := map[int]MonthTotal{}, 0
	for _, h := range history {
		h.Total = max(h.Total, 0)
		at := h.Year*12 + int(h.Month) - 1
		known[at] = h
		last = max(last, at)
	}
	for {
		var r run
		var total measure.Amount
		for i := range 12 {
			h, ok := known[last-i]
			if !ok || h.Days <= 0 {
				return runs
			}
			r[h.Month-1] = h
			total = max(total, h.Total)
		}
		if total > 0 {
			runs = append(runs, r)
		}
		last -= 12
	}
}

// index is a month's total per working day against its year's, times FlatSeason, no more than ten ordinary months.
func (r run) index(m int) *big.Rat {
	total, days := new(big.Int), int64(0)
	for _, h := range r {
		total.Add(total, big.NewInt(int64(h.Total)))
		days += int64(h.Days)
	}
	num := new(big.Int).Mul(big.NewInt(int64(r[m].Total)), big.NewInt(days*period.FlatSeason))
	index := new(big.Rat).SetFrac(num, total.Mul(total, big.NewInt(int64(r[m].Days))))
	if most := big.NewRat(10*period.FlatSeason, 1); index.Cmp(most) > 0 {
		return most
	}
	return index
}
