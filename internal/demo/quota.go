package demo

import (
	"fmt"
	"math"
	"slices"

	"cordee/internal/period"
)

// sold is the revenue credited to a member over a span, in euros, up to the company's today.
func (c *company) sold(member int, s period.Span) (sum float64) {
	return c.count(s, func(d sale) float64 { return d.value * d.credit(member) })
}

// count adds up something of every live sale of a span.
func (c *company) count(s period.Span, of func(sale) float64) (sum float64) {
	for _, d := range c.sales {
		if d.live() && s.Contains(d.on) {
			sum += of(d)
		}
	}
	return sum
}

// quarters are the ones the history holds whole, oldest first, and the current one last.
func (c *company) quarters() (list []period.Span) {
	q := c.calendar.Quarter(c.from)
	if q.From < c.from {
		q = c.calendar.Next(period.Quarter, q.From)
	}
	for ; q.From < c.quarter.From; q = c.calendar.Next(period.Quarter, q.From) {
		list = append(list, q)
	}
	return append(list, c.quarter)
}

// quota is what a quarter asks of everybody: euros by member (0 for no objective) and by team, in the order of salesTeams.
type quota struct {
	span   period.Span
	person []int64
	team   []int64
}

// coverage is what a team is asked for beside the sum of what its people took on. Above one, part of it is nobody's yet.
var coverage = map[string]float64{"nantes": 0.98, "rennes": 1.03, "bordeaux": 1.15, "annecy": 1.00, "lyon": 1.02, "grenoble": 1.09}

// quotaOf sets a quarter's objectives: what each should sell, times one difficulty for all, so that a little more than half of the
// people reach it or are in the rhythm of it, as a well-set plan does.
func (c *company) quotaOf(q period.Span) quota {
	plan := make([]float64, len(c.cast))
	for i, m := range c.cast {
		if c.hasQuota(m, q) {
			plan[i] = m.planned(c, q.From, q.Last()) * (0.95 + 0.11*draws(c.seed, streamStory+1+uint64(i)).Float64())
		}
	}
	hard := c.difficulty(q, plan)
	out := quota{span: q, person: make([]int64, len(plan))}
	for i, p := range plan {
		out.person[i] = roundTo(c.told(i, q, p*hard), 500)
	}
	for _, u := range salesTeams() {
		sum := int64(0)
		for i, m := range c.cast {
			if m.teamOn(q.From) == u.key {
				sum += out.person[i]
			}
		}
		out.team = append(out.team, roundTo(float64(sum)*coverage[u.key], 5000))
	}
	return out
}

// told is the objective of a member for whom it would be target. Léa's current one is nudged towards where she will be at this pace: the
// first page a visitor opens is the one of somebody in the rhythm.
func (c *company) told(member int, q period.Span, target float64) float64 {
	m := c.cast[member]
	done := ratio(m.worked(c, q.From, c.today), m.worked(c, q.From, q.Last()))
	if m.key != "lea" || q != c.quarter || done < 0.15 {
		return target
	}
	return min(max(c.sold(member, q)/done, 0.75*target), 1.25*target)
}

// hasQuota tells whom a revenue objective is planned for: those who sell and are here for enough of the quarter. Whoever arrived
// this month is not asked for a number yet.
func (c *company) hasQuota(m *member, q period.Span) bool {
	if m.level == 0 || m.start > c.today.AddDays(-30) {
		return false
	}
	return m.planned(c, q.From, q.Last()) > 0.2*float64(m.level)/4
}

// onTarget is the share of people meant to reach their objective.
const onTarget = 0.54

// difficulty is the factor on the plan that leaves onTarget of the people at or above it. While a quarter is too young to tell, it
// is the one of experience.
func (c *company) difficulty(q period.Span, plan []float64) float64 {
	const usual, lowest, highest = 0.96, 0.75, 1.25
	if c.elapsed(q) < 0.15 {
		return usual
	}
	last := min(q.Last(), c.today)
	var reached []float64
	for i, m := range c.cast {
		due := plan[i] * ratio(m.worked(c, q.From, last), m.worked(c, q.From, q.Last()))
		if due > 0 {
			reached = append(reached, c.sold(i, q)/due)
		}
	}
	if len(reached) == 0 {
		return usual
	}
	slices.Sort(reached)
	at := reached[int(float64(len(reached))*(1-onTarget))]
	if c.today < q.Last() {
		at /= 0.96 // in the rhythm begins a little under what is due today
	}
	return min(max(at, lowest), highest)
}

// elapsed is the share of a span's season and working days that lie behind, today included.
func (c *company) elapsed(s period.Span) float64 {
	done, all := 0.0, 0.0
	for d := s.From; d < s.To; d++ {
		if !c.calendar.Working(d) {
			continue
		}
		w := float64(c.season.Weight(d))
		all += w
		if d <= c.today {
			done += w
		}
	}
	return ratio(done, all)
}

// yearTarget is what the year asks of a region: its quarters as they were and are asked, and the coming ones as they are planned.
func (c *company) yearTarget(region string, quotas []quota) int64 {
	sum := 0.0
	for _, q := range quotas {
		if q.span.From < c.year.From {
			continue
		}
		for i, u := range salesTeams() {
			if u.parent == region {
				sum += float64(q.team[i])
			}
		}
	}
	for q := c.calendar.Next(period.Quarter, c.quarter.From); q.From < c.year.To; q = c.calendar.Next(period.Quarter, q.From) {
		for _, m := range c.cast {
			if under(m.team, region) {
				sum += 0.96 * m.planned(c, q.From, q.Last())
			}
		}
	}
	return roundTo(sum*0.99, 10_000)
}

// aim is a target for something counted: what the pace so far would bring by the end, or the plan while it is too early to tell,
// times how bold it should be.
func (c *company) aim(s period.Span, soFar, plan, bold float64) int64 {
	if e := c.elapsed(s); e >= 0.2 {
		plan = soFar / e
	}
	return max(int64(math.Round(plan*bold)), 1)
}

// label is "T4 2026" and code "2026-t4".
func (c *company) label(q period.Span) string {
	y, n := c.calendar.QuarterNumber(q.From)
	return fmt.Sprintf("T%d %d", n, y)
}

func (c *company) code(q period.Span) string {
	y, n := c.calendar.QuarterNumber(q.From)
	return fmt.Sprintf("%d-t%d", y, n)
}

func roundTo(x float64, step int64) int64 { return int64(math.Round(x/float64(step))) * step }

func ratio(a, b float64) float64 {
	if b == 0 {
		return 0
	}
	return a / b
}
