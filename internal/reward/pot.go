package reward

import (
	"slices"

	"cordee/internal/measure"
)

// cut is one member's share of a pot.
type cut struct {
	total measure.Amount
	steps []Step
}

// pool reckons the pot of a rule and cuts it; nil without one. Members come by person, so that whoever has the first person
// number takes the unit that cannot be divided, whatever the order of the facts.
func pool(r Rule, f Facts, members []Member) (*Pooled, []cut, error) {
	if r.Pot == nil || !r.Kind.Counted() {
		return nil, nil, nil
	}
	p := &Pooled{Gates: held(common(r.Gates), f, Member{})}
	var sum Exact
	for _, part := range r.Pot.Parts {
		l := line(part, r.Pot.Base, f, Member{})
		p.note(l.Flag, part.Of)
		sum = sum.plus(l.Brings)
		p.Lines = append(p.Lines, l)
	}
	if len(p.Lines) > 1 {
		p.Steps = append(p.Steps, Step{Kind: StepSum, Result: sum})
	}
	p.mind(r.Pot, f, members)
	if p.shut(members) {
		p.Steps = append(p.Steps, Step{Kind: StepGate, X: sum})
		return p, make([]cut, len(members)), nil
	}
	total, err := sum.Round(f.Minor)
	if err != nil {
		return nil, nil, err
	}
	if exactly(total).Cmp(sum) != 0 {
		p.Steps = append(p.Steps, Step{Kind: StepRound, X: sum, Result: exactly(total)})
	}
	p.Total = total
	return p, p.slice(r.Pot.Split, f.Minor, members), nil
}

// common is the gates on named objectives.
func common(gates []Gate) (list []Gate) {
	for _, g := range gates {
		if !g.Of.Own() {
			list = append(list, g)
		}
	}
	return list
}

// mind looks at how everybody stands where a pot waits until nobody is under its mark. Whoever has no objective to stand on, or
// was not there, keeps nobody waiting.
func (p *Pooled) mind(pot *Pot, f Facts, members []Member) {
	if !pot.Together.OK {
		return
	}
	for _, m := range members {
		if m.Present <= 0 {
			continue
		}
		h := hold(pot.Mind, pot.Together, f, m)
		switch {
		case h.Reached == nil:
			h.Holds = true
			p.note(NotSet, pot.Mind)
		case h.Reached.Den == 0:
			h.Holds = true
			p.note(NoTarget, pot.Mind)
		}
		p.Minded = append(p.Minded, Minded{m.Person, h})
	}
}

// shut tells whether the pot gives nothing, and says why.
func (p *Pooled) shut(members []Member) bool {
	there := slices.ContainsFunc(members, func(m Member) bool { return m.Present > 0 })
	waits := slices.ContainsFunc(p.Minded, func(m Minded) bool { return !m.Holds })
	switch {
	case !there:
		p.note(NobodyThere, Subject{})
	case !allHold(p.Gates):
		p.note(GateShut, Subject{})
	case waits:
		p.note(Waiting, Subject{})
	default:
		return false
	}
	return true
}

func (p *Pooled) note(n Note, of Subject) {
	if f := (Flag{n, of}); n != NoNote && !slices.Contains(p.Flags, f) {
		p.Flags = append(p.Flags, f)
	}
}

// slice cuts the pot in three and each third among the members, in the smallest unit.
func (p *Pooled) slice(by Split, minor int, members []Member) []cut {
	unit := smallest(minor)
	equal, days, brought := make([]int64, len(members)), make([]int64, len(members)), make([]int64, len(members))
	var people, worked int64
	var given Exact
	for i, m := range members {
		if m.Present <= 0 {
			continue
		}
		equal[i], days[i], brought[i] = 1, m.Present, max(int64(m.Brought), 0)
		people, worked, given = people+1, worked+days[i], given.plus(exactly(measure.Amount(brought[i])))
	}
	thirds := measure.Split(p.Total/unit, []int64{int64(by.Equal), int64(by.Time), int64(by.Contribution)})
	if given.Sign() == 0 {
		thirds[0], thirds[2] = thirds[0]+thirds[2], 0
		if by.Contribution > 0 {
			p.note(AsEqual, Subject{})
		}
	}
	cuts := make([]cut, len(members))
	deal(cuts, Step{Kind: StepEqual, Y: whole(people)}, thirds[0], unit, equal)
	deal(cuts, Step{Kind: StepPresence, To: whole(worked)}, thirds[1], unit, days)
	deal(cuts, Step{Kind: StepBrought, To: given}, thirds[2], unit, brought)
	return cuts
}

// deal shares so many units by weights and notes what everybody gets.
func deal(cuts []cut, s Step, units, unit measure.Amount, weights []int64) {
	if units == 0 {
		return
	}
	s.X = exactly(units * unit)
	for i, part := range measure.Split(units, weights) {
		if weights[i] == 0 {
			continue
		}
		mine := s
		switch s.Kind {
		case StepPresence:
			mine.From, mine.To = whole(weights[i]).over(s.To).terms()
		case StepBrought:
			mine.From = exactly(measure.Amount(weights[i]))
		}
		mine.Result = exactly(part * unit)
		cuts[i].total += part * unit
		cuts[i].steps = append(cuts[i].steps, mine)
	}
}

// smallest is the smallest unit with so many decimals.
func smallest(minor int) measure.Amount {
	unit := measure.One
	for range minor {
		unit /= 10
	}
	return unit
}
