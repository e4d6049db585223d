package reward

import (
	"cmp"
	"slices"

	"cordee/internal/fault"
	"cordee/internal/measure"
	"cordee/internal/org"
)

// Reckon is what a rule gives each beneficiary on a day, with every step. A rule that Check accepts always reckons, whatever was
// reached. Codes reward.days_missing, amount.overflow.
//
// Nothing is rounded before the last step, where everything a person obtains on their own is rounded once, half away from zero;
// the pot is rounded once and then shared in the smallest unit, so that its shares sum to it.
func Reckon(r Rule, f Facts) (Statement, error) {
	return statement(r, f, func(Member) bool { return true })
}

// ReckonFor is Reckon for one person: the same pot, their share alone, and nothing that tells how a colleague stands.
func ReckonFor(r Rule, f Facts, person org.ID) (Statement, error) {
	st, err := statement(r, f, func(m Member) bool { return m.Person == person })
	return st.For(person), err
}

func statement(r Rule, f Facts, wanted func(Member) bool) (Statement, error) {
	if f.Full <= 0 {
		return Statement{}, fault.New(fault.Invalid, "reward.days_missing")
	}
	r = r.Norm()
	st := Statement{Rule: r.ID, Version: r.Version, Kind: r.Kind, Unit: r.Unit, On: f.On, Minor: f.Minor, Closed: true}
	members := slices.Clone(f.Members)
	slices.SortFunc(members, func(a, b Member) int { return cmp.Compare(a.Person, b.Person) })
	pooled, cuts, err := pool(r, f, members)
	if err != nil {
		return Statement{}, err
	}
	st.Pot = pooled
	for i, m := range members {
		if !wanted(m) {
			continue
		}
		share, err := shareOf(r, f, m, pooled, cuts, i)
		if err != nil {
			return Statement{}, err
		}
		st.Closed = st.Closed && share.Closed
		st.Shares = append(st.Shares, share)
	}
	return st, nil
}

// shareOf adds up what one member obtains on their own and from the pot.
func shareOf(r Rule, f Facts, m Member, pot *Pooled, cuts []cut, i int) (Share, error) {
	s := Share{Person: m.Person, Paid: m.Paid}
	s.Gates = held(r.Gates, f, m)
	if m.Present <= 0 {
		s.flag(Away, Subject{})
	}
	var own measure.Amount
	var err error
	if !r.Kind.Counted() {
		own = s.obtain(r, f, m)
	} else if r.Each != nil {
		if own, err = s.reckon(r, f, m); err != nil {
			return s, err
		}
	}
	s.Entitled = own
	if pot != nil {
		s.Steps = append(s.Steps, cuts[i].steps...)
		if s.Entitled, err = own.Add(cuts[i].total); err != nil {
			return s, err
		}
	}
	s.Closed = s.closed() && (pot == nil || pot.closed())
	return s, s.settle()
}

// settle compares what is obtained with what was given.
func (s *Share) settle() (err error) {
	if s.Due, err = s.Entitled.Sub(s.Paid); err != nil {
		return err
	}
	s.Obtained = s.Entitled > 0
	s.Steps = append(s.Steps, Step{Kind: StepEntitled, Result: exactly(s.Entitled)})
	if s.Paid != 0 {
		s.Steps = append(s.Steps,
			Step{Kind: StepPaid, Result: exactly(s.Paid)},
			Step{Kind: StepDue, X: exactly(s.Entitled), Y: exactly(s.Paid), Result: exactly(s.Due)})
	}
	if s.Due < 0 {
		s.flag(TakenBack, Subject{})
	}
	return nil
}

// reckon is what a member obtains on their own, rounded.
func (s *Share) reckon(r Rule, f Facts, m Member) (measure.Amount, error) {
	var based, rated Exact
	for _, p := range r.Each.Parts {
		l := line(p, r.Each.Base, f, m)
		if l.Flag != NoNote {
			s.flag(l.Flag, p.Of)
		}
		if p.Curve.DrawsOnBase() {
			based = based.plus(l.Brings)
		} else {
			rated = rated.plus(l.Brings)
		}
		s.Lines = append(s.Lines, l)
	}
	sum := based.plus(rated)
	if len(s.Lines) > 1 {
		s.Steps = append(s.Steps, Step{Kind: StepSum, Result: sum})
	}
	if !allHold(s.Gates) {
		s.Steps = append(s.Steps, Step{Kind: StepGate, X: sum})
		s.flag(GateShut, Subject{})
		return 0, nil
	}
	if there := min(max(m.Present, 0), f.Full); there < f.Full && based.Sign() != 0 {
		part := quotient(there, f.Full)
		sum = based.times(part).plus(rated)
		num, den := part.terms()
		s.Steps = append(s.Steps, Step{Kind: StepTime, X: num, Y: den, From: based, To: rated, Result: sum})
	}
	return s.round(sum, f.Minor)
}

func (s *Share) round(sum Exact, minor int) (measure.Amount, error) {
	a, err := sum.Round(minor)
	if err == nil && exactly(a).Cmp(sum) != 0 {
		s.Steps = append(s.Steps, Step{Kind: StepRound, X: sum, Result: exactly(a)})
	}
	return a, err
}

// obtain is one when a member obtains what has no quantity: every gate holds and every part is attained, or, where a part has flat
// tiers, one of them is reached.
func (s *Share) obtain(r Rule, f Facts, m Member) measure.Amount {
	all := m.Present > 0
	if r.Each != nil {
		for _, p := range r.Each.Parts {
			l := judged(p, f, m)
			if l.Flag != NoNote {
				s.flag(l.Flag, p.Of)
			}
			all = all && l.Brings.Sign() > 0
			s.Lines = append(s.Lines, l)
		}
	}
	if !allHold(s.Gates) {
		s.flag(GateShut, Subject{})
		s.Steps = append(s.Steps, Step{Kind: StepGate})
		return 0
	}
	if !all {
		return 0
	}
	return measure.One
}

// judged is a part of what is obtained or not.
func judged(p Part, f Facts, m Member) Line {
	l, x := read(p, f, m)
	if l.Flag != NoNote {
		return l
	}
	won := l.Reached.Attained
	if p.Curve.Mode == Flat {
		steps, pays := p.Curve.reckon(x)
		l.Steps = append(l.Steps, steps...)
		won = pays.Sign() > 0
	}
	if won {
		l.Brings = whole(1)
	}
	return l
}

// line is a part of what has a quantity, before presence and rounding.
func line(p Part, base measure.Amount, f Facts, m Member) Line {
	l, x := read(p, f, m)
	if l.Flag != NoNote {
		return l
	}
	steps, pays := p.Curve.reckon(x)
	l.Steps = append(l.Steps, steps...)
	l.Brings = pays
	if !p.Curve.DrawsOnBase() {
		return l
	}
	share := exactly(base)
	if p.Weight != measure.Hundred {
		of := bps(p.Weight).times(hundred)
		l.Steps = append(l.Steps, Step{Kind: StepBase, X: share, Rate: of, Result: of.percent(share)})
		share = of.percent(share)
	}
	l.Brings = pays.percent(share)
	l.Steps = append(l.Steps, Step{Kind: StepPart, X: share, Rate: pays, Result: l.Brings})
	return l
}

// read starts a line with what its curve reads, or says why there is nothing to read.
func read(p Part, f Facts, m Member) (l Line, x Exact) {
	l = Line{Of: p.Of, Weight: p.Weight, Curve: p.Curve}
	r, set := f.of(p.Of, m)
	if !set {
		l.Flag = NotSet
		return l, x
	}
	l.Reached = &r
	if !r.Value.OK {
		l.Flag = NotMeasured
		return l, x
	}
	if p.Curve.Axis == OnAmount {
		x = exactly(r.Value.Amount)
		l.Steps = []Step{{Kind: StepAmount, Result: x}}
		return l, x
	}
	x, ok := r.Attainment()
	if !ok {
		l.Flag = NoTarget
		return l, x
	}
	l.Steps = []Step{{Kind: StepAttainment, X: exactly(r.Num), Y: exactly(r.Den), Result: x}}
	return l, x
}

// held looks at every gate for a member. What was never set or has no attainment does not hold.
func held(gates []Gate, f Facts, m Member) []Held {
	var list []Held
	for _, g := range gates {
		list = append(list, hold(g.Of, g.At, f, m))
	}
	return list
}

func hold(of Subject, at measure.Maybe, f Facts, m Member) Held {
	h := Held{Of: of, At: at}
	r, set := f.of(of, m)
	if !set {
		return h
	}
	h.Reached, h.Holds = &r, r.Attained
	if at.OK {
		x, ok := r.Attainment()
		h.Holds = ok && x.Cmp(exactly(at.Amount)) >= 0
	}
	return h
}

func allHold(list []Held) bool {
	return !slices.ContainsFunc(list, func(h Held) bool { return !h.Holds })
}

func (s *Share) flag(n Note, of Subject) {
	if f := (Flag{n, of}); !slices.Contains(s.Flags, f) {
		s.Flags = append(s.Flags, f)
	}
}

// closed tells whether everything looked at is decided. What was never set cannot change any more by itself.
func (s *Share) closed() bool { return settled(s.Gates) && decided(s.Lines) }

func (p *Pooled) closed() bool {
	for _, m := range p.Minded {
		if m.Reached != nil && !m.Reached.Closed {
			return false
		}
	}
	return settled(p.Gates) && decided(p.Lines)
}

func settled(gates []Held) bool {
	return !slices.ContainsFunc(gates, func(h Held) bool { return h.Reached != nil && !h.Reached.Closed })
}

func decided(lines []Line) bool {
	return !slices.ContainsFunc(lines, func(l Line) bool { return l.Reached != nil && !l.Reached.Closed })
}
