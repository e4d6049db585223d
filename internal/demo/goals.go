package demo

import (
	"fmt"
	"slices"

	"cordee/internal/measure"
	"cordee/internal/period"
	"cordee/internal/sheet"
)

// The tiers and origins as the tables write them.
const (
	strategic   = "strategic"
	operational = "operational"
	collective  = "collective"
	individual  = "individual"

	self     = "self"
	agreed   = "agreed"
	cascaded = "cascaded"
	assigned = "assigned"

	published = "published"
	proposed  = "proposed"
)

// knot is one objective. Numbers are in whole units of its metric, 0 for none.
type knot struct {
	key, title, tier, owner, metric  string
	parent, why, origin, status      string
	baseline, target, floor, stretch int64
	span                             period.Span
	paid                             bool
}

func (k knot) row() sheet.GoalRow {
	if k.status == "" {
		k.status = published
	}
	return sheet.GoalRow{
		Key: k.key, Title: sheet.Val(k.title), Tier: sheet.Val(k.tier), Owner: sheet.Val(k.owner), Metric: sheet.Val(k.metric),
		Baseline: figure(k.baseline), Target: figure(k.target), Floor: figure(k.floor), Stretch: figure(k.stretch),
		StartOn: sheet.Val(k.span.From), EndOn: sheet.Val(k.span.Last()), Parent: sheet.Val(k.parent), Why: sheet.Val(k.why),
		Origin: sheet.Val(k.origin), Paid: sheet.Val(k.paid), Status: sheet.Val(k.status),
	}
}

func figure(n int64) sheet.Opt[measure.Maybe] {
	if n == 0 {
		return sheet.Val(measure.Maybe{})
	}
	return sheet.Val(measure.Some(euros(n)))
}

// rope is all the objectives, those above before those below.
type rope struct {
	c     *company
	goals []sheet.GoalRow
	steps []sheet.StepRow
}

func (r *rope) add(k knot) { r.goals = append(r.goals, k.row()) }

// tie makes the rope: the quarters behind, then the year from the direction down to each person.
func (c *company) tie() *rope {
	r := &rope{c: c}
	var quotas []quota
	for _, q := range c.quarters() {
		quotas = append(quotas, c.quotaOf(q))
	}
	r.strategic(quotas)
	r.operational(quotas)
	for _, q := range quotas {
		r.teamRevenue(q)
		r.personRevenue(q)
	}
	r.collective()
	r.individual()
	r.desks()
	return r
}

func (c *company) yearCode(what string) string {
	return fmt.Sprintf("%d-%s", c.calendar.YearNumber(c.today), what)
}

func teamOwner(key string) string   { return "team:" + key }
func personOwner(key string) string { return "person:" + key }

func (r *rope) strategic(quotas []quota) {
	c := r.c
	year := c.calendar.YearNumber(c.today)
	revenue := roundTo(0.985*float64(c.yearTarget("ouest", quotas)+c.yearTarget("alpes", quotas)), 50_000)
	r.add(knot{key: c.yearCode(root), title: fmt.Sprintf("Chiffre d’affaires %d de la maison", year), tier: strategic, owner: teamOwner(root),
		metric: "revenue", target: revenue, floor: roundTo(float64(revenue)*0.93, 50_000), stretch: roundTo(float64(revenue)*1.06, 50_000),
		span: c.year, why: whyHouse, origin: agreed})
	profit := c.aim(c.year, float64(c.profit(period.Span{From: c.year.From, To: c.calendar.Month(c.today).From})), 0.11*float64(revenue), 1)
	r.add(knot{key: c.yearCode("resultat"), title: fmt.Sprintf("Résultat %d", year), tier: strategic, owner: teamOwner(root),
		metric: "profit", target: roundTo(float64(profit), 10_000), span: c.year, why: whyProfit, origin: agreed})
	r.add(knot{key: c.yearCode("satisfaction"), title: "Des clients très satisfaits", tier: strategic, owner: teamOwner(root),
		metric: satisfaction, baseline: 74, target: 84, floor: 78, span: c.year, why: whySatisfaction, origin: agreed})
}

func (r *rope) operational(quotas []quota) {
	c := r.c
	year := c.calendar.YearNumber(c.today)
	for i, region := range []string{"ouest", "alpes"} {
		target := c.yearTarget(region, quotas)
		r.add(knot{key: c.yearCode(region), title: fmt.Sprintf("Chiffre d’affaires %d, %s", year, unitName(region)), tier: operational,
			owner: teamOwner(region), metric: "revenue", parent: c.yearCode(root), target: target,
			stretch: roundTo(float64(target)*1.05, 10_000), span: c.year, why: whyRegions[i], origin: cascaded})
	}
	fresh := c.count(c.year, func(d sale) float64 { return c.inTeam(d, "ouest") * one(d.new) })
	r.add(knot{key: c.yearCode("ouest-nouveaux"), title: "De nouvelles maisons à l’Ouest", tier: operational, owner: teamOwner("ouest"),
		metric: "new_customers", parent: c.yearCode(root), target: c.aim(c.year, fresh, 190, 1.02), span: c.year, why: whyNewWest, origin: agreed})
	margin := c.count(c.year, func(d sale) float64 { return c.inTeam(d, "alpes") * euroMargin(d) })
	r.add(knot{key: c.yearCode("alpes-marge"), title: fmt.Sprintf("Marge %d, Région Alpes", year), tier: operational, owner: teamOwner("alpes"),
		metric: "margin", parent: c.yearCode("resultat"), target: roundTo(float64(c.aim(c.year, margin, 700_000, 1.01)), 10_000),
		span: c.year, why: whyMarginAlps, origin: cascaded})
}

// inTeam is the share of a sale that counts for a unit of the tree.
func (c *company) inTeam(d sale, unit string) (share float64) {
	for _, i := range []int{d.member, d.partner} {
		if i >= 0 && under(c.cast[i].teamOn(d.on), unit) {
			share += d.credit(i)
		}
	}
	return share
}

func one(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

func euroMargin(d sale) float64 { return float64(d.margin) / float64(measure.One) }

func unitName(key string) string {
	return units[slices.IndexFunc(units, func(u unit) bool { return u.key == key })].name
}

// teamRevenue asks each team for its quarter. Quarters of an earlier year hang on nothing: that year's rope was never written.
func (r *rope) teamRevenue(q quota) {
	c := r.c
	for i, u := range salesTeams() {
		k := knot{key: c.code(q.span) + "-" + u.key, title: fmt.Sprintf("Chiffre d’affaires %s, %s", c.label(q.span), u.name), tier: collective,
			owner: teamOwner(u.key), metric: "revenue", target: q.team[i], span: q.span, why: whyTeams[i], origin: []string{cascaded, agreed}[i%2]}
		if q.span.From >= c.year.From {
			k.parent = c.yearCode(u.parent)
		}
		if q.span != c.quarter {
			k.why = whyThen[(i+int(q.span.From)/91)%len(whyThen)]
		}
		if i%2 == 0 {
			k.stretch, k.floor = roundTo(float64(k.target)*1.1, 5000), roundTo(float64(k.target)*0.85, 5000)
		}
		if k.target > 0 {
			r.add(k)
		}
	}
}

// personRevenue asks each seller for their part. Two gaps this quarter for the direction to see: Antoine's hangs on nothing, and
// nobody thought of writing Émile's.
func (r *rope) personRevenue(q quota) {
	c := r.c
	for i, m := range c.cast {
		if q.person[i] == 0 || m.key == "emile" && q.span == c.quarter {
			continue
		}
		n := (i + int(q.span.From)) % len(whyRevenue)
		k := knot{key: c.code(q.span) + "-" + m.key, title: fmt.Sprintf("Chiffre d’affaires %s, %s", c.label(q.span), m.first()), tier: individual,
			owner: personOwner(m.key), metric: "revenue", parent: c.code(q.span) + "-" + m.teamOn(q.span.From), target: q.person[i],
			span: q.span, why: whyRevenue[n], origin: []string{agreed, cascaded, agreed, assigned, cascaded}[i%5], paid: m.team == "lyon"}
		if i%3 == 1 {
			k.stretch = roundTo(float64(k.target)*1.12, 500)
		}
		if i%4 == 1 {
			k.floor = roundTo(float64(k.target)*0.8, 500)
		}
		if m.key == "antoine" && q.span == c.quarter {
			k.parent = ""
		}
		r.add(k)
	}
}
