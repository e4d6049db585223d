package proof

import (
	"maps"
	"slices"
	"strconv"
)

// The model is what FORMATS promises, written a second time and as plainly as possible: everything is kept by name and by day,
// and every total is added up from nothing. It shares no code with the ledger.

const days = 90 // from 1 January 2026; results, cancellations and moves fall on these days

// content is what one result says. Amounts are ten-thousandths.
type content struct {
	day     int
	kind    string
	credits []credit
	assists []string
	amount  int64
	attrs   map[string]string
}

type credit struct {
	owner string // a person's key, or "team:KEY"
	bp    int64
}

func (c content) same(d content) bool {
	return c.day == d.day && c.kind == d.kind && slices.Equal(c.credits, d.credits) && slices.Equal(c.assists, d.assists) &&
		c.amount == d.amount && maps.Equal(c.attrs, d.attrs)
}

// fate is the present state of one reference.
type fate struct {
	content   *content
	version   int64 // of the content; 0 without versions
	cancelled bool
	cancelOn  int   // day, -1 for the content's own
	cancelVer int64 // of the highest cancellation that arrived
	touched   int   // number of the operation that last changed it
	brought   int   // number of the operation that brought the content
}

// model is a whole company.
type model struct {
	parent  map[string]string // team -> team above
	root    string
	groups  map[string]bool
	team    map[string]*[days]string          // person -> tree team per day, "" for none
	member  map[string]map[string]*[days]bool // person -> group -> per day
	metrics map[string]metric
	results map[ref]*fate
	op      int
}

type ref struct{ source, name string }

// metric is a rule for counting, by a Go function instead of an expression.
type metric struct {
	kind, of, where string
	full            bool
	match           func(c content) bool
}

func newModel(root string) *model {
	return &model{
		parent: map[string]string{}, root: root, groups: map[string]bool{}, team: map[string]*[days]string{},
		member: map[string]map[string]*[days]bool{}, metrics: map[string]metric{}, results: map[ref]*fate{},
	}
}

// arrive is a content that comes in, with a version or 0.
func (m *model) arrive(r ref, c content, version int64) {
	f, known := m.results[r]
	if !known {
		f = &fate{cancelOn: -1}
		m.results[r] = f
	}
	if version > 0 && f.content != nil && version < f.version {
		return
	}
	if known && f.content != nil && f.content.same(c) && !f.cancelled {
		f.version = max(f.version, version)
		return
	}
	f.content, f.version, f.touched, f.brought = &c, version, m.op, m.op
	if version == 0 || version > f.cancelVer {
		f.cancelled, f.cancelOn = false, -1
	}
}

// cancel takes a result back on a day, -1 for its own. It tells false when there is nothing to cancel.
func (m *model) cancel(r ref, on int, version int64) bool {
	f, known := m.results[r]
	if !known {
		if version == 0 {
			return false
		}
		f = &fate{cancelOn: -1}
		m.results[r] = f
	}
	if version > 0 && (version < f.version || version < f.cancelVer) {
		return true
	}
	if f.cancelled && f.cancelOn == on {
		f.cancelVer = max(f.cancelVer, version)
		return true
	}
	f.cancelled, f.cancelOn, f.cancelVer, f.touched = true, on, max(f.cancelVer, version), m.op
	return true
}

// teamsOf is every team a person's result counts for on a day.
func (m *model) teamsOf(person string, day int) []string {
	at := ""
	if ds := m.team[person]; ds != nil {
		at = ds[day]
	}
	if at == "" {
		at = m.root
	}
	teams := m.above(at)
	for g, on := range m.member[person] {
		if on[day] {
			teams = append(teams, g)
		}
	}
	return teams
}

func (m *model) above(team string) []string {
	if m.groups[team] {
		return []string{team, m.root}
	}
	var up []string
	for ; team != ""; team = m.parent[team] {
		up = append(up, team)
	}
	return up
}

// cell names a total, tot is its value and the number of live results.
type cell struct {
	metric, owner string // owner: "p:KEY" or "t:KEY"
	day           int
}

type tot struct{ value, n int64 }

// brings adds what a content brings to each owner, on a day and with a sign; the teams are those of the content's own day.
func (m *model) brings(to map[cell]tot, c content, day int, sign int64) {
	var reached map[string][]bool
	for key, rule := range m.metrics {
		if rule.kind == "latest" || !rule.match(c) {
			continue
		}
		if reached == nil {
			reached = m.reach(c)
		}
		value := rule.read(c)
		for owner, via := range reached {
			x := to[cell{key, owner, day}]
			x.value += sign * rule.part(c, value, via)
			to[cell{key, owner, day}] = x
			x = to[cell{key, owner, c.day}] // the day of a result says how many of it are live
			x.n += sign
			to[cell{key, owner, c.day}] = x
		}
	}
}

// reach is every owner a content counts for, with the credits that lead there.
func (m *model) reach(c content) map[string][]bool {
	reached := map[string][]bool{}
	mark := func(owner string, i int) {
		if reached[owner] == nil {
			reached[owner] = make([]bool, len(c.credits))
		}
		reached[owner][i] = true
	}
	for i, x := range c.credits {
		if team, ok := cutTeam(x.owner); ok {
			for _, t := range m.above(team) {
				mark("t:"+t, i)
			}
			continue
		}
		mark("p:"+x.owner, i)
		for _, t := range m.teamsOf(x.owner, c.day) {
			mark("t:"+t, i)
		}
	}
	return reached
}

func cutTeam(owner string) (string, bool) {
	if len(owner) > 5 && owner[:5] == "team:" {
		return owner[5:], true
	}
	return owner, false
}

func (r metric) read(c content) int64 {
	switch {
	case r.kind == "count":
		return 10_000
	case r.of == "" || r.of == "amount":
		return c.amount
	}
	n, _ := strconv.ParseInt(c.attrs[r.of], 10, 64)
	return n * 10_000
}

// part is what an owner gets of a value: the whole with full credit, else the parts of the credits that lead there.
func (r metric) part(c content, value int64, via []bool) int64 {
	if r.full {
		return value
	}
	var sum int64
	for i, p := range split(value, c.credits) {
		if via[i] {
			sum += p
		}
	}
	return sum
}

// split shares a value: everyone gets the part cut off at the last digit, and what is left goes, one by one, to the largest
// rests, the earlier listed first. Negative values mirror positive ones.
func split(value int64, credits []credit) []int64 {
	sign := int64(1)
	if value < 0 {
		sign, value = -1, -value
	}
	parts, order, left := make([]int64, len(credits)), make([]int, len(credits)), value
	for i, c := range credits {
		parts[i], order[i] = value*c.bp/10_000, i
		left -= parts[i]
	}
	slices.SortStableFunc(order, func(a, b int) int { return int(value*credits[b].bp%10_000 - value*credits[a].bp%10_000) })
	for _, i := range order[:left] {
		parts[i]++
	}
	for i := range parts {
		parts[i] *= sign
	}
	return parts
}

// totals adds everything up from nothing.
func (m *model) totals() map[cell]tot {
	all := map[cell]tot{}
	for _, f := range m.results {
		if f.content == nil {
			continue
		}
		m.brings(all, *f.content, f.content.day, 1)
		if f.cancelled {
			on := f.cancelOn
			if on < 0 {
				on = f.content.day
			}
			m.brings(all, *f.content, on, -1)
		}
	}
	m.latest(all)
	maps.DeleteFunc(all, func(_ cell, x tot) bool { return x == tot{} })
	return all
}

// latest is, per owner and day, what the last of the results that stand brings.
func (m *model) latest(all map[cell]tot) {
	refs := slices.SortedFunc(maps.Keys(m.results), func(a, b ref) int {
		if a.source != b.source {
			return compare(a.source, b.source)
		}
		return compare(a.name, b.name)
	})
	for _, r := range refs {
		f := m.results[r]
		if f.content != nil && !f.cancelled {
			m.shows(all, *f.content)
		}
	}
}

// shows puts a content's value as the latest of its day.
func (m *model) shows(all map[cell]tot, c content) {
	for key, rule := range m.metrics {
		if rule.kind != "latest" || !rule.match(c) {
			continue
		}
		for owner, via := range m.reach(c) {
			all[cell{key, owner, c.day}] = tot{rule.part(c, rule.read(c), via), 1}
		}
	}
}

func compare(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
