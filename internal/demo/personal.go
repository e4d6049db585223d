package demo

import (
	"fmt"
	"math"
	"strings"

	"cordee/internal/measure"
	"cordee/internal/period"
	"cordee/internal/sheet"
)

// first is the first name.
func (m *member) first() string {
	name, _, _ := strings.Cut(m.name, " ")
	return name
}

// teamDeals is how many deals a unit should win over a span.
func (c *company) teamDeals(unit string, s period.Span) (n float64) {
	for _, m := range c.cast {
		if under(m.team, unit) {
			n += m.planned(c, s.From, s.Last()) / m.meanDeal(true)
		}
	}
	return n
}

// collective are this quarter's common objectives beside revenue: margin, new customers, a tactic, fewer deals lost on price, a
// group's, and one that nobody has taken a part of yet.
func (r *rope) collective() {
	c, q := r.c, r.c.quarter
	code := c.code(q) + "-"
	nova := c.count(q, func(d sale) float64 { return one(d.product == nova) * c.inNova(d) })
	r.add(knot{key: code + "nova", title: "Installer Nova chez nos clients", tier: collective, owner: teamOwner(novaGroup), metric: novaDeals,
		parent: c.yearCode(root), target: c.aim(q, nova, 30, 1.1), span: q, why: whyNova, origin: agreed})
	margin := c.count(q, func(d sale) float64 { return c.inTeam(d, "lyon") * euroMargin(d) })
	r.add(knot{key: code + "lyon-marge", title: "Marge " + c.label(q) + ", Équipe Lyon", tier: collective, owner: teamOwner("lyon"), metric: "margin",
		parent: c.yearCode("alpes-marge"), target: roundTo(float64(c.aim(q, margin, 75_000, 1.04)), 1000), span: q, why: whyMarginLyon, origin: agreed})
	fresh := c.count(q, func(d sale) float64 { return c.inTeam(d, "bordeaux") * one(d.new) })
	r.add(knot{key: code + "bordeaux-nouveaux", title: "De nouvelles maisons autour de Bordeaux", tier: collective, owner: teamOwner("bordeaux"),
		metric: "new_customers", parent: c.yearCode("ouest-nouveaux"), target: c.aim(q, fresh, 0.19*c.teamDeals("bordeaux", q), 1.15), span: q,
		why: whyNewBordeaux, origin: cascaded})
	lost := c.lostOnPrice("annecy", q)
	r.add(knot{key: code + "annecy-prix", title: "Perdre moins d’affaires sur le prix", tier: collective, owner: teamOwner("annecy"), metric: lostOnPrice,
		parent: c.yearCode("alpes-marge"), target: c.aim(q, lost, 0.24*c.teamDeals("annecy", q), 1.06), span: q, why: whyPrice, origin: self})
	rooms := c.count(q, func(d sale) float64 { return c.inTeam(d, "rennes") * d.value * one(d.customer.segment == hotels) })
	r.add(knot{key: code + "rennes-hotels", title: "Les hôtels de la côte", tier: collective, owner: teamOwner("rennes"), metric: hotelRevenue,
		parent: c.yearCode("ouest"), target: roundTo(float64(c.aim(q, rooms, 60_000, 0.93)), 1000), span: q, why: whyHotels, origin: agreed})
	r.tactic(knot{key: code + "grenoble-refuges", title: "Goûter avec les gardiens de refuge", tier: collective, owner: teamOwner("grenoble"),
		parent: c.yearCode("alpes"), why: whyRefuges, origin: self}, refugeSteps)
}

// inNova is the share of a sale credited to the group that launches Nova.
func (c *company) inNova(d sale) (share float64) {
	for _, key := range novaTeam {
		share += d.credit(c.member(key).index)
	}
	return share
}

func (c *company) lostOnPrice(unit string, s period.Span) (n float64) {
	for _, d := range c.sales {
		if d.kind == dealLost && d.reason == "Prix" && s.Contains(d.on) && under(c.cast[d.member].teamOn(d.on), unit) {
			n++
		}
	}
	return n
}

// individual are personal objectives beside revenue. Each says which common one it serves.
func (r *rope) individual() {
	c, q := r.c, r.c.quarter
	code := c.code(q) + "-"
	r.tactic(knot{key: code + "lea-demo", title: "Maîtriser la démonstration de Nova", tier: individual, owner: personOwner("lea"), parent: code + "nova",
		why: whyLearn, origin: self}, demoSteps)
	r.tactic(knot{key: code + "fatou-depart", title: "Mes quatre-vingt-dix premiers jours", tier: individual, owner: personOwner("fatou"),
		parent: code + "rennes", why: whyStart, origin: agreed}, startSteps)
	r.tactic(knot{key: code + "karim-terrain", title: "Une demi-journée de terrain avec chacun", tier: individual, owner: personOwner("karim"),
		parent: code + "nantes", why: whyField, origin: self}, fieldSteps)
	hugo := c.member("hugo")
	r.add(knot{key: code + "hugo-rendez-vous", title: "Des rendez-vous, chaque semaine", tier: individual, owner: personOwner("hugo"), metric: "meetings",
		parent: code + "rennes", target: c.aim(q, c.met(hugo, q), 27, 1), span: q, why: whyMeetings, origin: self})
	r.add(knot{key: code + "juliette-conversion", title: "Gagner une affaire de plus sur vingt", tier: individual, owner: personOwner("juliette"),
		metric: "win_rate", parent: code + "grenoble", baseline: c.winRate("juliette", c.calendar.Prev(period.Quarter, q.From)),
		target: c.winRate("juliette", c.calendar.Prev(period.Quarter, q.From)) + 5, span: q, why: whyWinRate, origin: agreed})
	for i, key := range []string{"samira", "louis"} {
		m := c.member(key)
		fresh := c.count(q, func(d sale) float64 { return d.credit(m.index) * one(d.new) })
		r.add(knot{key: code + key + "-nouveaux", title: "Ouvrir de nouvelles maisons", tier: individual, owner: personOwner(key), metric: "new_customers",
			parent: code + "bordeaux-nouveaux", target: c.aim(q, fresh, 4, 1.05-0.15*float64(i)), span: q, why: whyNew[i], origin: []string{self, agreed}[i]})
	}
	for i, key := range []string{"manon", "pierre"} {
		m := c.member(key)
		margin := c.count(q, func(d sale) float64 { return d.credit(m.index) * euroMargin(d) })
		r.add(knot{key: code + key + "-marge", title: "Marge " + c.label(q) + ", " + m.first(), tier: individual, owner: personOwner(key), metric: "margin",
			parent: code + "lyon-marge", target: max(roundTo(float64(c.aim(q, margin, 13_000, 1.02)), 500), 500), span: q, why: whyMargin[i], origin: cascaded})
	}
	r.proposals(code)
}

// proposals wait for an answer: one from Nantes, one from Grenoble.
func (r *rope) proposals(code string) {
	c, q := r.c, r.c.quarter
	yann := c.member("yann")
	rooms := c.count(q, func(d sale) float64 { return d.credit(yann.index) * d.value * one(d.customer.segment == hotels) })
	r.add(knot{key: code + "yann-hotels", title: "Un premier hôtel par semaine", tier: individual, owner: personOwner("yann"), metric: hotelRevenue,
		parent: code + "nantes", target: max(roundTo(float64(c.aim(q, rooms, 12_000, 1.15)), 500), 6000), span: q, why: whyYann, origin: self, status: proposed})
	r.add(knot{key: code + "mehdi-refuges", title: "Une offre d’été pour les refuges", tier: individual, owner: personOwner("mehdi"), metric: "new_customers",
		parent: code + "grenoble-refuges", target: 4, span: q, why: whyMehdi, origin: self, status: proposed})
}

// desks are the objectives of those who do not sell.
func (r *rope) desks() {
	code := r.c.code(r.c.quarter) + "-"
	r.tactic(knot{key: code + "mathilde-equipes", title: "Une journée avec chaque équipe", tier: individual, owner: personOwner("mathilde"),
		parent: r.c.yearCode("satisfaction"), why: whyVisit, origin: self}, visitSteps)
	r.tactic(knot{key: code + "gwenael-affaires", title: "Apprendre des affaires perdues", tier: individual, owner: personOwner("gwenael"),
		parent: r.c.yearCode("ouest"), why: whyLostDeals, origin: self}, lostSteps)
	r.tactic(knot{key: code + "solene-binomes", title: "Des binômes d’une région à l’autre", tier: individual, owner: personOwner("solene"),
		parent: r.c.yearCode("alpes"), why: whyBridges, origin: agreed}, bridgeSteps)
	r.tactic(knot{key: code + "noemie-fichier", title: "Un fichier client que l’on croit", tier: individual, owner: personOwner("noemie"),
		parent: r.c.yearCode("satisfaction"), why: whyData, origin: agreed}, dataSteps)
	r.tactic(knot{key: code + "helene-accueil", title: "Bien accueillir les prochains arrivés", tier: individual, owner: personOwner("helene"),
		why: whyWelcome, origin: self}, welcomeSteps)
}

// met is how many meetings a member has had in a span.
func (c *company) met(m *member, s period.Span) (n float64) {
	for _, v := range c.visits {
		if v.kind == meeting && v.member == m.index && s.Contains(v.on) {
			n++
		}
	}
	return n
}

// winRate is the share of a member's deals that were won in a span, in whole points.
func (c *company) winRate(key string, s period.Span) int64 {
	i := c.member(key).index
	won, all := 0.0, 0.0
	for _, d := range c.sales {
		if !s.Contains(d.on) || d.credit(i) == 0 || d.kind == dealWon && !d.live() {
			continue
		}
		all += d.credit(i)
		if d.kind == dealWon {
			won += d.credit(i)
		}
	}
	if all == 0 {
		return 45
	}
	return int64(math.Round(100 * won / all))
}

// step is one thing to do: at which share of the quarter it is due, in percent, and who sees to it ("" for the owner).
type step struct {
	title string
	due   int
	owner string
	late  bool // still to do, whatever the day
}

// tactic is an objective made of steps. Those due well before today are done, a little before their day.
func (r *rope) tactic(k knot, steps []step) {
	c := r.c
	k.metric, k.target, k.span = stepsDone, 100, c.quarter
	r.add(k)
	for i, s := range steps {
		due := c.workday(c.quarter.From.AddDays(c.quarter.Len() * s.due / 100))
		done := max(c.workday(due.AddDays(-5)), c.quarter.From)
		if s.late || done > c.today {
			done = 0
		}
		r.steps = append(r.steps, sheet.StepRow{Goal: k.key, Key: fmt.Sprintf("etape-%d", i+1), Title: sheet.Val(s.title), Owner: sheet.Val(s.owner),
			DueOn: sheet.Val(due), Weight: sheet.Val(measure.One), DoneOn: sheet.Val(done)})
	}
}

// workday is the day, or the next one people work.
func (c *company) workday(d period.Date) period.Date {
	for !c.calendar.Working(d) {
		d++
	}
	return d
}
