package reward

import (
	"cmp"
	"maps"
	"slices"

	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

// Ends is the last days of a rule's parts: each time, what is obtained to date is given, less what was given before. The last is
// the rule's own.
func (r Rule) Ends() []period.Date {
	months := map[Cadence]int{Monthly: 1, Quarterly: 3}[r.Every]
	var list []period.Date
	if months > 0 {
		for n := months; ; n += months {
			last := r.Start.AddMonths(n).AddDays(-1)
			if last >= r.End {
				break
			}
			list = append(list, last)
		}
	}
	return append(list, r.End)
}

// Change is something tried: so much more, or less, on one objective, brought by a person if one is named.
type Change struct {
	Goal   org.ID
	Person org.ID
	By     measure.Amount // of the metric's own value: less of what should be less is negative
}

// Try is the facts as they would be after some changes; the facts given stay as they are. A change that does not fit an amount is
// left out. What was decided is tried as if it were not.
func Try(r Rule, f Facts, changes ...Change) Facts {
	f = f.clone()
	for _, c := range changes {
		for s, re := range f.Common {
			f.Common[s] = re.moved(c)
		}
		for i, m := range f.Members {
			for s, re := range m.Own {
				m.Own[s] = re.moved(c)
			}
			if c.Person == m.Person && r.pooled(c.Goal) {
				if sum, err := m.Brought.Add(c.By); err == nil {
					f.Members[i].Brought = sum
				}
			}
		}
	}
	return f
}

// pooled tells whether a pot is judged on an objective.
func (r Rule) pooled(g org.ID) bool {
	return r.Pot != nil && slices.ContainsFunc(r.Pot.Parts, func(p Part) bool { return p.Of.Goal == g })
}

func (f Facts) clone() Facts {
	f.Common = maps.Clone(f.Common)
	f.Members = slices.Clone(f.Members)
	for i := range f.Members {
		f.Members[i].Own = maps.Clone(f.Members[i].Own)
	}
	return f
}

func (r Reached) moved(c Change) Reached {
	if slices.Contains(r.Goals, c.Goal) {
		return r.by(c.By)
	}
	return r
}

// by is what would be reached with so much more of the value. Nothing measured counts as zero.
func (r Reached) by(more measure.Amount) Reached {
	value, err := r.Value.Amount.Add(more)
	way := more
	if r.Down {
		way = -more
	}
	num, err2 := r.Num.Add(way)
	if err != nil || err2 != nil {
		return r
	}
	r.Value, r.Closed = measure.Some(value), false
	if r.Den != 0 {
		r.Num = num
	}
	if r.Target.OK {
		r.Attained = value >= r.Target.Amount
		if r.Down {
			r.Attained = value <= r.Target.Amount
		}
	}
	return r
}

// Ahead is one thing that lies before a person: a bound of a curve, 100 %, or a condition that does not hold yet.
type Ahead struct {
	Of     Subject
	Gate   bool           // a condition, and not a bound of a curve
	Pot    bool           // it opens or enlarges what the group shares
	At     measure.Amount // in percent of attainment, or in the metric's unit where Axis is OnAmount
	Axis   Axis
	Need   measure.Amount // so much more, in the metric's unit; where less is better, so much less
	Down   bool           // Need is so much less
	Brings measure.Amount // what the person would obtain more, alone by this: it is also what is not obtained without it
}

// Next is what lies before one person, the nearest first: of each part the next bound, and every condition that does not hold. It
// is empty when nothing is left to reach, or when nothing has a target. Errors are those of Reckon.
func Next(r Rule, f Facts, person org.ID) ([]Ahead, error) {
	r = r.Norm()
	at := slices.IndexFunc(f.Members, func(m Member) bool { return m.Person == person })
	if at < 0 {
		return nil, nil
	}
	now, err := ReckonFor(r, f, person)
	if err != nil {
		return nil, err
	}
	list := r.bounds(f, f.Members[at])
	for i := range list {
		a := &list[i]
		then, err := ReckonFor(r, f.reaching(at, a.Of, a.signed()), person)
		if err != nil {
			return nil, err
		}
		if a.Brings, err = then.Shares[0].Entitled.Sub(now.Shares[0].Entitled); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(list, nearer)
	return list, nil
}

func (a Ahead) signed() measure.Amount {
	if a.Down {
		return -a.Need
	}
	return a.Need
}

// nearer puts first what brings something, then by how little of the way is left; a condition comes before what hangs on it.
func nearer(a, b Ahead) int {
	some := func(x Ahead) int {
		if x.Gate || x.Brings > 0 {
			return 0
		}
		return 1
	}
	return cmp.Or(cmp.Compare(some(a), some(b)), a.rest().Cmp(b.rest()))
}

// rest orders needs in different units by their share of the bound.
func (a Ahead) rest() Exact {
	if a.At == 0 {
		return Exact{}
	}
	return exactly(a.Need).over(exactly(a.At))
}

// bounds is the next bound of every part and every condition that does not hold.
func (r Rule) bounds(f Facts, m Member) []Ahead {
	var list []Ahead
	add := func(a Ahead, ok bool) {
		if ok && !slices.ContainsFunc(list, func(b Ahead) bool { return b.Of == a.Of && b.Axis == a.Axis && b.At == a.At && b.Gate == a.Gate }) {
			list = append(list, a)
		}
	}
	for _, g := range r.Gates {
		if h := hold(g.Of, g.At, f, m); h.Reached != nil && !h.Holds {
			a, ok := ahead(*h.Reached, g.Of, exactly(g.At.Or(measure.Whole(100))))
			a.Gate = true
			add(a, ok)
		}
	}
	parts := func(list []Part, pot bool) {
		for _, p := range list {
			a, ok := nextBound(p, f, m, r.Kind.Counted())
			a.Pot = pot
			add(a, ok)
		}
	}
	if r.Each != nil {
		parts(r.Each.Parts, false)
	}
	if r.Pot != nil {
		parts(r.Pot.Parts, true)
	}
	return list
}

// nextBound is the first bound of a part's curve above what is read. At 100 % there is always one, unless an amount is read.
func nextBound(p Part, f Facts, m Member, counted bool) (Ahead, bool) {
	re, set := f.of(p.Of, m)
	_, x := read(p, f, m)
	if !set || !re.Value.OK {
		return Ahead{}, false
	}
	var bounds []Exact
	if counted || p.Curve.Mode == Flat {
		for _, q := range p.Curve.pieces() {
			bounds = append(bounds, q.from)
		}
	}
	if p.Curve.Axis != OnAmount {
		bounds = append(bounds, hundred)
	}
	bounds = slices.DeleteFunc(bounds, func(b Exact) bool { return b.Cmp(x) <= 0 })
	if len(bounds) == 0 {
		return Ahead{}, false
	}
	bound := slices.MinFunc(bounds, Exact.Cmp)
	if p.Curve.Axis != OnAmount {
		return ahead(re, p.Of, bound)
	}
	need, err := bound.minus(x).up()
	return Ahead{Of: p.Of, Axis: OnAmount, At: bound.Amount(), Need: need}, err == nil
}

// ahead is the way to a percentage of attainment; ok is false without one, or when it is behind.
func ahead(re Reached, of Subject, percent Exact) (Ahead, bool) {
	if re.Den == 0 {
		return Ahead{}, false
	}
	want := percent.percent(exactly(re.Den))
	need, err := want.minus(exactly(re.Num)).up()
	if err != nil || need <= 0 {
		return Ahead{}, false
	}
	return Ahead{Of: of, Axis: OnAttainment, At: percent.Amount(), Need: need, Down: re.Down}, true
}

// reaching is the facts with so much more on one subject, for one member where it is their own.
func (f Facts) reaching(at int, of Subject, more measure.Amount) Facts {
	f = f.clone()
	if !of.Own() {
		f.Common[of] = f.Common[of].by(more)
		return f
	}
	f.Members[at].Own[of] = f.Members[at].Own[of].by(more)
	return f
}

// AtTarget is the statement of a rule with everything at 100 % and everybody where they are: what is at stake. What has no target
// or was never set stays as it is, and what is beyond stays beyond.
func AtTarget(r Rule, f Facts) (Statement, error) {
	f = f.clone()
	for s, re := range f.Common {
		f.Common[s] = re.full()
	}
	for i := range f.Members {
		for s, re := range f.Members[i].Own {
			f.Members[i].Own[s] = re.full()
		}
	}
	return Reckon(r, f)
}

func (r Reached) full() Reached {
	a, ok := ahead(r, Subject{}, hundred)
	if !ok {
		return r
	}
	return r.by(a.signed())
}
