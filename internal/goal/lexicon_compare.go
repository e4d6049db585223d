package goal

import (
	"regexp"
	"slices"
	"strings"

	"cordee/internal/measure"
)

// What stands around a quantity and says which part it plays. On folded text.
var (
	fromBefore  = regexp.MustCompile(`\b(?:de|from|depuis) $`)
	betweenPair = regexp.MustCompile(`\b(?:entre|between) $`)
	toBehind    = regexp.MustCompile(`^[ ;]* (?:a|to|jusqu'a|up to|-|->) ?(?:€|\$|£)?$`)
	insteadOf   = regexp.MustCompile(`\b(?:au lieu de|contre|vs\.?|versus|instead of|up from|down from|rather than|plutot que) $`)
	rangeMiddle = regexp.MustCompile(`^ ?(?:-|a|to|et|and|ou|or) ?$`)
	limitBefore = regexp.MustCompile(`\b(?:moins (?:de|d')|sous|sans depasser|maximum(?: de)?|max\.?|au plus|less than|fewer than|under|below|at most|up to|no more than|within) ?$`)
	byBefore    = regexp.MustCompile(`(?:\b(?:de|d'|by|of)|\+) ?$`)
	levelBefore = regexp.MustCompile(`\b(?:taux|rate|objectif|target|montant|total|moins|plus|niveau|level|au moins|more than|at least) (?:de |d'|of )?$`)
	changeVerb  = regexp.MustCompile(`\b(?:augment|accroi|croi(?:tre|ssance)|progress|amelior|hausse|gagner|baiss|redui|dimin|increas|grow|rais|improv|reduc|cut\b|lower|decreas|boost)`)
	moreBehind  = regexp.MustCompile(`^(?: [a-z'-]+){0,3}? (?:de plus|de moins|en plus|en moins|supplementaires?|more|less|fewer|higher|lower)\b`)
	moreInside  = regexp.MustCompile(`\b(?:more|fewer|additional|extra)\b`)
	rateBehind  = regexp.MustCompile(`^(?: [a-z'-]+){0,4}? ?(?:/ ?|\b(?:par|per|a|each|every|chaque) )(jour|day|semaine|week|mois|month|trimestre|quarter|an|year)\b`)
	rateWord    = regexp.MustCompile(`^(?: [a-z'-]+){0,2}? (?:(hebdomadaires?|weekly)|(mensuel(?:le)?s?|monthly)|(quotidien(?:ne)?s?|daily))\b`)
)

// tail is what stands just before a place: more than the longest of the patterns that look back from it.
func tail(s string) string { return s[max(0, len(s)-40):] }

// role finds out which part a quantity plays from what stands around it; before is a number without unit in front of it, if any.
func (f *folded) role(q *quantity, before *numeral, previous int) {
	front, behind := tail(f.text[:q.at]), f.text[q.end:]
	if before != nil && before.at >= previous && rangeMiddle.MatchString(f.text[before.end:q.at]) && !fromBefore.MatchString(tail(f.text[:before.at])) && len(before.reads) > 0 {
		q.low = measure.Some(before.reads[0])
	}
	q.paired = betweenPair.MatchString(front)
	q.limit = limitBefore.MatchString(front)
	q.change = moreBehind.MatchString(behind) || moreInside.MatchString(f.text[q.at:q.end]) || strings.HasSuffix(front, "+") || strings.HasSuffix(front, "+ ") ||
		f.changes && byBefore.MatchString(front) && !levelBefore.MatchString(front)
	q.from = insteadOf.MatchString(front)
	if at := digitsOrWord.FindStringIndex(behind); at != nil && fromBefore.MatchString(front) && !levelBefore.MatchString(front) {
		q.from = toBehind.MatchString(behind[:at[0]])
	}
	q.rateDays = rateOf(behind)
}

// after finds out what a quantity makes of the one before it: "de 50 % à 63 %" begins with one of the same kind, and the two of
// "entre 10 k€ et 12 k€" are the ends of a range.
func (f *folded) after(q, before *quantity) {
	between := f.text[before.end:q.at]
	switch {
	case before.paired && before.family == q.family && rangeMiddle.MatchString(between):
		q.low, before.from = measure.Some(before.reads[0]), true
	case before.from && before.family != q.family && toBehind.MatchString(between):
		before.from = false
	}
}

// rateOf is the number of days that a rate counts in; 0 when none is told.
func rateOf(behind string) int {
	if m := rateWord.FindStringSubmatch(behind); m != nil {
		for i, days := range []int{7, 30, 1} {
			if m[i+1] != "" {
				return days
			}
		}
	}
	m := rateBehind.FindStringSubmatch(behind)
	if m == nil {
		return 0
	}
	switch m[1] {
	case "jour", "day":
		return 1
	case "semaine", "week":
		return 7
	case "mois", "month":
		return 30
	case "trimestre", "quarter":
		return 91
	}
	return 365
}

// joined is what makes two quantities two objectives; a comma or a long way behind it makes it something else.
var joined = regexp.MustCompile(`^(?:.*[ ;])?(?:et|and|ainsi que|as well as|&) ([^,.()]*)$`)

const nearby = 5 // words

// joins notes whether a quantity is joined to the one before, which ended at previous.
func (f *folded) joins(q *quantity, previous int) {
	if m := joined.FindStringSubmatch(f.text[previous:q.at]); previous > 0 && m != nil {
		q.joins = len(strings.Fields(m[1])) <= nearby
	}
}

// double tells whether the title asks for two things at once, and which.
func (t said) double() (first, second quantity, ok bool) {
	for i := 1; i < len(t.amounts); i++ {
		a, b := t.amounts[i-1], t.amounts[i]
		if !a.from && !a.paired && b.joins && !b.limit {
			return a, b, true
		}
	}
	return first, second, false
}

func (t said) asksTwice() bool {
	_, _, twice := t.double()
	return twice
}

// telling is what the numbers of a title say about the target.
type telling int

const (
	tellsNothing telling = iota
	tellsSame
	tellsRelative    // "+10 %", and nothing to count from
	tellsRate        // "20 appels par semaine" does not obviously make the target
	tellsOtherNumber // none is the target
	tellsOtherUnit   // none is in its unit
)

// compare looks for the target among the numbers of the title. One that says it is enough; the others may be anything.
func (t said) compare(g Goal, m measure.Metric) (telling, quantity) {
	var same, other, relative, rate []quantity
	for _, q := range append(t.amounts[:len(t.amounts):len(t.amounts)], t.times...) {
		fits := q.fits(m)
		switch {
		case q.from:
		case fits && q.says(g.Target.Amount):
			return tellsSame, q
		case q.change && (fits || q.family == ofShares):
			if q.leadsTo(g) {
				return tellsSame, q
			}
			relative = append(relative, q)
		case fits && q.rateDays > 0:
			if q.adds(g) {
				return tellsSame, q
			}
			rate = append(rate, q)
		case fits:
			same = append(same, q)
		case q.family != ofTime && !q.limit:
			other = append(other, q)
		}
	}
	switch {
	case t.product(g.Target.Amount):
		return tellsSame, quantity{}
	case len(same) > 0:
		return tellsOtherNumber, same[0]
	case len(relative) > 0 && g.Baseline.OK:
		return tellsOtherNumber, relative[0]
	case len(relative) > 0:
		return tellsRelative, relative[0]
	case len(rate) > 0:
		return tellsRate, rate[0]
	case len(other) > 0:
		return tellsOtherUnit, other[0]
	}
	return tellsNothing, quantity{}
}

// counts are what the ready metrics count, in words.
var counts = map[string][]family{
	"calls": {ofCalls}, "meetings": {ofMeetings}, "deals": {ofDeals, ofClients}, "new_customers": {ofDeals, ofClients},
	"visits": {ofMeetings}, "customers": {ofClients, ofDeals},
}

// fits tells whether the unit of a quantity is, or may be, that of the metric.
func (q quantity) fits(m measure.Metric) bool {
	unit := m.Unit
	switch {
	case q.family == ofUnnamed:
		return true
	case measure.IsCurrency(unit):
		return q.family == ofMoney && sameCurrency(q.unit, unit)
	case unit == measure.Percent:
		return q.family == ofShares || q.family == ofPoints
	case unit == "hours" || unit == "days" || unit == "minutes" || unit == "weeks" || unit == "months":
		return q.family == ofTime && q.unit == unit
	case unit == "points" || unit == "pts":
		return q.family == ofPoints
	}
	if !q.isThing() {
		return false
	}
	known := append(append([]family(nil), counts[m.Key]...), counts[unit]...)
	return len(known) == 0 || slices.Contains(known, q.family) || slices.Contains(known, q.also)
}

// says tells whether one reading is the target within half a percent, or a range holds it.
func (q quantity) says(target measure.Amount) bool {
	for _, r := range q.reads {
		if near(r, target, 200) || q.low.OK && q.low.Amount <= target && target <= r {
			return true
		}
	}
	return false
}

// near tells whether two amounts differ by no more than the target's n-th part.
func near(a, target measure.Amount, n int64) bool {
	diff := times(int64(a), 1)
	diff.Sub(diff, times(int64(target), 1))
	return diff.Abs(diff).Mul(diff, times(n, 1)).CmpAbs(times(int64(target), 1)) <= 0
}

// leadsTo tells whether the change, counted from the baseline, leads to the target: so much more or less, or such a share of it.
func (q quantity) leadsTo(g Goal) bool {
	if !g.Baseline.OK {
		return false
	}
	for _, r := range q.reads {
		steps := []measure.Amount{r}
		if share, err := measure.MulDiv(int64(g.Baseline.Amount), int64(r), int64(100*measure.One)); err == nil && q.family == ofShares {
			steps = append(steps, measure.Amount(share))
		}
		for _, step := range steps {
			up, errUp := g.Baseline.Amount.Add(step)
			down, errDown := g.Baseline.Amount.Sub(step)
			if errUp == nil && near(up, g.Target.Amount, 200) || errDown == nil && near(down, g.Target.Amount, 200) {
				return true
			}
		}
	}
	return false
}

// adds tells whether a rate makes about the target over the period; days off make it at most a third less.
func (q quantity) adds(g Goal) bool {
	for _, r := range q.reads {
		total, err := measure.MulDiv(int64(r), int64(g.Span().Len()), int64(q.rateDays))
		if err != nil {
			continue
		}
		least, errLeast := measure.MulDiv(total, 2, 3)
		most, errMost := measure.MulDiv(total, 11, 10)
		if a := int64(g.Target.Amount); errLeast == nil && errMost == nil && least <= a && a <= most {
			return true
		}
	}
	return false
}

// product tells whether the title counts things at a price each which make the target: "12 contrats à 10 k€".
func (t said) product(target measure.Amount) bool {
	var count, price []quantity
	for _, q := range t.amounts {
		switch {
		case q.isThing():
			count = append(count, q)
		case q.family == ofMoney:
			price = append(price, q)
		}
	}
	if len(count) != 1 || len(price) != 1 {
		return false
	}
	whole, err := measure.MulDiv(int64(count[0].reads[0]), int64(price[0].reads[0]), int64(measure.One))
	return err == nil && near(measure.Amount(whole), target, 200)
}
