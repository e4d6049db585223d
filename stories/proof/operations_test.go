package proof

import (
	"fmt"
	"maps"
	"slices"
	"strconv"

	"cordee/internal/sheet"
)

// operate does n random operations on the company and on the model: what a year of CRM traffic, corrections and reorganisation
// does, and in a worse order.
func (c *alpina) operate(n int) {
	c.t.Helper()
	for done := 0; done < n; {
		c.model.op++
		switch x := c.rnd.IntN(100); {
		case x < 93:
			done += c.post(1 + c.rnd.IntN(40))
		case x < 98:
			done += c.importAndMaybeUndo()
		default:
			done += c.postSomethingWrong()
		}
		if c.rnd.IntN(n) < reorganisations*20 { // a turn is about twenty operations
			done += c.reorganise()
		}
	}
}

// reorganisations is how often people, teams or metrics change in a stretch of operations, however long: each counts part of the
// ledger anew, or all of it, so their cost grows with it.
const reorganisations = 12

func (c *alpina) reorganise() int {
	switch c.rnd.IntN(4) {
	case 0:
		return c.changeMetric()
	case 1:
		return c.moveTeam()
	case 2:
		return c.movePerson() + c.movePerson()
	default:
		return c.joinGroup() + c.joinGroup()
	}
}

// post sends a batch of results: new, again, corrected, cancelled, late, out of order.
func (c *alpina) post(n int) int {
	var rows []sheet.ResultRow
	for range n {
		rows = append(rows, c.someResult())
	}
	_, err := c.app.Record(c.t.Context(), c.actor(), rows)
	ok(c.t, err)
	return n
}

// someResult draws a row and tells the model. References of source "v" always carry versions, those of "u" never.
func (c *alpina) someResult() sheet.ResultRow {
	if c.rnd.IntN(2) == 0 {
		return c.someVersion()
	}
	r := c.someRef("u")
	f := c.model.results[r]
	switch x := c.rnd.IntN(10); {
	case f != nil && f.content != nil && x < 2: // the same again
		c.model.arrive(r, *f.content, 0)
		return f.content.row(r, 0)
	case f != nil && x < 5:
		on := c.cancelDay()
		c.model.cancel(r, on, 0)
		return sheet.ResultRow{Source: r.source, Ref: r.name, Kind: "cancelled", OccurredOn: date(on)}
	}
	x := c.someContent()
	c.model.arrive(r, x, 0)
	return x.row(r, 0)
}

// someVersion draws one of the messages of a versioned result. What version k says follows from the reference and k alone, so the
// same message may come twice, and in any order.
func (c *alpina) someVersion() sheet.ResultRow {
	r := c.someRef("v")
	version := int64(1 + c.rnd.IntN(9))
	was := c.rnd
	c.rnd = seeded(r.name, version)
	defer func() { c.rnd = was }()
	if c.rnd.IntN(4) == 0 {
		on := c.cancelDay()
		c.model.cancel(r, on, version)
		return sheet.ResultRow{Source: r.source, Ref: r.name, Kind: "cancelled", OccurredOn: date(on), Version: version, HasVersion: true}
	}
	x := c.someContent()
	c.model.arrive(r, x, version)
	return x.row(r, version)
}

// someRef is an old reference as often as a new one.
func (c *alpina) someRef(source string) ref {
	return ref{source, fmt.Sprint("r", c.rnd.IntN(200+2*len(c.model.results)))}
}

func (c *alpina) cancelDay() int {
	if c.rnd.IntN(2) == 0 {
		return -1
	}
	return c.rnd.IntN(days)
}

func (c *alpina) someContent() content {
	x := content{day: c.rnd.IntN(days), amount: c.rnd.Int64N(10_000_000_000) - 1_000_000_000, attrs: map[string]string{}}
	x.kind = []string{"deal_won", "deal_won", "deal_won", "deal_lost", "call", "meeting", "profit", "visit"}[c.rnd.IntN(8)]
	switch c.rnd.IntN(10) {
	case 0:
		x.credits = []credit{{"team:" + c.teams[c.rnd.IntN(len(c.teams))], 10_000}}
	case 1:
		x.credits = []credit{{"team:" + c.groups[c.rnd.IntN(len(c.groups))], 10_000}}
	case 2, 3, 4:
		x.credits = c.shares()
	default:
		x.credits = []credit{{c.someone(), 10_000}}
	}
	if c.rnd.IntN(5) == 0 {
		x.assists = []string{c.someone()}
	}
	if c.rnd.IntN(2) == 0 {
		x.attrs["product"] = []string{"Skis", "Cordes"}[c.rnd.IntN(2)]
	}
	if c.rnd.IntN(2) == 0 {
		x.attrs["margin"] = strconv.Itoa(c.rnd.IntN(200) - 20)
	}
	if c.rnd.IntN(4) == 0 {
		x.attrs["new_customer"] = "yes"
	}
	return x
}

func (c *alpina) someone() string { return c.people[c.rnd.IntN(len(c.people))] }

// shares is two to five people whose shares sum to the whole, in odd parts.
func (c *alpina) shares() []credit {
	n, left := 2+c.rnd.IntN(4), int64(10_000)
	var list []credit
	for _, i := range c.rnd.Perm(len(c.people))[:n] {
		bp := min(left, 1+c.rnd.Int64N(6_000))
		if len(list) == n-1 {
			bp = left
		}
		if bp > 0 {
			list = append(list, credit{c.people[i], bp})
		}
		left -= bp
	}
	return list
}

// postSomethingWrong sends a batch with one impossible row: nothing of it may count.
func (c *alpina) postSomethingWrong() int {
	model := c.model
	c.model = newModel("nobody's")
	rows := []sheet.ResultRow{c.someContent().row(ref{"u", "wrong"}, 0), c.someContent().row(ref{"u", "r1"}, 0)}
	c.model = model
	rows[1].Credits = []sheet.CreditKey{{Owner: "nobody", BP: 10_000}}
	if _, err := c.app.Record(c.t.Context(), c.actor(), rows); err == nil {
		c.t.Fatal("a result of nobody was taken")
	}
	return 1
}

// importAndMaybeUndo imports results, lets some of them change, and takes the import back half of the time.
func (c *alpina) importAndMaybeUndo() int {
	before := map[ref]*fate{}
	var rows []sheet.ResultRow
	for range 1 + c.rnd.IntN(10) {
		r := c.someRef("u")
		if _, twice := before[r]; twice {
			continue
		}
		before[r] = clone(c.model.results[r])
		x := c.someContent()
		if f := c.model.results[r]; f != nil && c.rnd.IntN(3) == 0 {
			on := c.cancelDay()
			c.model.cancel(r, on, 0)
			rows = append(rows, sheet.ResultRow{Source: r.source, Ref: r.name, Kind: "cancelled", OccurredOn: date(on)})
			continue
		}
		c.model.arrive(r, x, 0)
		rows = append(rows, x.row(r, 0))
	}
	report, err := c.app.Import(c.t.Context(), c.actor(), "import", sheet.Batch{Results: rows}, false)
	ok(c.t, err)
	if c.rnd.IntN(2) == 0 {
		return len(rows)
	}
	own := c.model.op
	c.model.op++
	n := len(rows) + c.post(c.rnd.IntN(5)) + c.touchSome(before)
	ok(c.t, c.app.UndoImport(c.t.Context(), c.actor(), report.ID))
	for r, old := range before {
		c.model.takeBack(r, old, own)
	}
	return n + 1
}

// touchSome changes some of what an import brought.
func (c *alpina) touchSome(refs map[ref]*fate) int {
	var rows []sheet.ResultRow
	for _, r := range slices.SortedFunc(maps.Keys(refs), func(a, b ref) int { return compare(a.name, b.name) }) {
		switch c.rnd.IntN(6) {
		case 0:
			on := c.cancelDay()
			c.model.cancel(r, on, 0)
			rows = append(rows, sheet.ResultRow{Source: r.source, Ref: r.name, Kind: "cancelled", OccurredOn: date(on)})
		case 1:
			x := c.someContent()
			c.model.arrive(r, x, 0)
			rows = append(rows, x.row(r, 0))
		}
	}
	if len(rows) == 0 {
		return 0
	}
	_, err := c.app.Record(c.t.Context(), c.actor(), rows)
	ok(c.t, err)
	return len(rows)
}

func clone(f *fate) *fate {
	if f == nil {
		return nil
	}
	g := *f
	return &g
}

// takeBack is the undoing of an import for one reference: what would stand if it had never come. A content brought since stays; a
// cancellation that came since stays too, on what was there before.
func (m *model) takeBack(r ref, old *fate, imported int) {
	f := m.results[r]
	switch {
	case f.touched != imported && f.brought != imported:
	case old == nil:
		delete(m.results, r)
	default:
		if f.touched != imported {
			old.cancelled, old.cancelOn = true, f.cancelOn
			if f.cancelOn == f.content.day {
				old.cancelOn = -1
			}
		}
		m.results[r] = old
		old.touched = m.op
	}
}

// movePerson corrects where someone belonged, also long ago.
func (c *alpina) movePerson() int {
	p, team := c.someone(), c.teams[c.rnd.IntN(len(c.teams))]
	from, to := c.someDays()
	row := sheet.MembershipRow{Person: p, Team: team, From: date(from), To: date(to)}
	ok(c.t, c.app.SaveMembership(c.t.Context(), c.actor(), row))
	for d := from; d < last(to); d++ {
		c.model.team[p][d] = team
	}
	return 1
}

// someDays is a first day and the day after the last, -1 for open.
func (c *alpina) someDays() (from, to int) {
	from = c.rnd.IntN(days)
	to = from + 1 + c.rnd.IntN(days)
	if to >= days {
		to = -1
	}
	return from, to
}

func last(to int) int {
	if to < 0 {
		return days
	}
	return to
}

// joinGroup adds days in a group; what was there stays.
func (c *alpina) joinGroup() int {
	p, g := c.someone(), c.groups[c.rnd.IntN(len(c.groups))]
	from, to := c.someDays()
	on := c.model.member[p][g]
	if on == nil {
		on = &[days]bool{}
		c.model.member[p][g] = on
	}
	if on[from] && (from == 0 || !on[from-1]) {
		return 0 // the same first day would be a change of that row: see the story of groups
	}
	ok(c.t, c.app.SaveMembership(c.t.Context(), c.actor(), sheet.MembershipRow{Person: p, Team: g, From: date(from), To: date(to)}))
	for d := from; d < last(to); d++ {
		on[d] = true
	}
	return 1
}

// changeMetric adds a metric of the company's own, or makes it count differently.
func (c *alpina) changeMetric() int {
	key, shape := fmt.Sprint("own", c.rnd.IntN(4)), shapes[c.rnd.IntN(len(shapes))]
	_, err := c.app.Import(c.t.Context(), c.actor(), "metric", sheet.Batch{Metrics: []sheet.MetricRow{shape.row(key)}}, false)
	ok(c.t, err)
	c.model.metrics[key] = shape
	return 1
}

// moveTeam hangs a team under another; a team that would come to stand under itself is refused.
func (c *alpina) moveTeam() int {
	team, under := c.teams[c.rnd.IntN(len(c.teams))], c.teams[c.rnd.IntN(len(c.teams))]
	cycle := slices.Contains(c.model.above(under), team)
	_, err := c.app.Import(c.t.Context(), c.actor(), "tree", sheet.Batch{Teams: []sheet.TeamRow{{Key: team, Parent: sheet.Val(under)}}}, false)
	if cycle != (err != nil) {
		c.t.Fatalf("team %s under %s: %v", team, under, err)
	}
	if err == nil {
		c.model.parent[team] = under
	}
	return 1
}
