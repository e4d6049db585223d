package ledger

import (
	"cordee/internal/fault"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

// Key names a total: one metric of one owner on one day.
type Key struct {
	Metric org.ID
	Owner  org.Owner
	On     period.Date
}

// Delta is a change of a total. N counts live results, whole ones however they are shared.
type Delta struct {
	Value measure.Amount
	N     int64
}

// Tally is the total of one metric for one owner on one day.
type Tally struct {
	Key
	Delta
}

// TeamsFunc gives every team a person's result counts for on a day, AboveFunc a team and those above it; org.Roster has both.
type (
	TeamsFunc func(person org.ID, on period.Date) []org.ID
	AboveFunc func(team org.ID) []org.ID
)

// Fold tells add every change of a total that a posting makes, each total once. Metrics of kind latest do not add up: see Touch.
//
// A metric with credit share gives each credited owner their part (largest remainder, ties to the earlier listed) and each team
// the sum of the parts credited to it or below it. A metric with credit full gives the whole to each owner credited, and the whole
// once to each team above them. Teams are those of RosterOn; the value falls on OccurredOn, the count on RosterOn. An error of add ends the fold.
func Fold(p Posting, meters Meters, teams TeamsFunc, above AboveFunc, add func(Key, Delta) error) error {
	counting := meters.For(p.Kind)
	if len(counting) == 0 {
		return nil
	}
	if len(p.Credits) > MaxCredits {
		return fault.Bad("credits", "result.credits_too_many", "max", MaxCredits)
	}
	var room [16]reach
	var to []reach // worked out for the first metric that counts the result
	fact := p.Fact()
	for i := range counting {
		m := &counting[i]
		value, ok := m.Read(fact)
		if !ok {
			continue
		}
		if to == nil {
			to = p.reached(room[:0], teams, above)
		}
		if err := p.credit(m, value, to, add); err != nil {
			return err
		}
	}
	return nil
}

// reach is an owner a posting counts for, with the credits that lead to it, one bit each: a team with two credited members has
// two bits and is told once.
type reach struct {
	owner   org.Owner
	credits uint64
}

// reached appends everyone the posting counts for: the credited owners first, in their order.
func (p *Posting) reached(to []reach, teams TeamsFunc, above AboveFunc) []reach {
	for i, c := range p.Credits {
		to = join(to, c.Owner, i)
	}
	for i, c := range p.Credits {
		var chain []org.ID
		if c.Owner.Kind == org.OwnerPerson {
			chain = teams(c.Owner.ID, p.RosterOn)
		} else {
			chain = above(c.Owner.ID)
		}
		for _, team := range chain {
			to = join(to, org.TeamOwner(team), i)
		}
	}
	return to
}

func join(to []reach, owner org.Owner, credit int) []reach {
	for i := range to {
		if to[i].owner == owner {
			to[i].credits |= 1 << credit
			return to
		}
	}
	return append(to, reach{owner, 1 << credit})
}

// credit tells what one metric's reading brings to each owner reached.
func (p *Posting) credit(m *Meter, value measure.Amount, to []reach, add func(Key, Delta) error) error {
	whole := m.Credit == measure.Full || len(p.Credits) == 1
	var parts []measure.Amount
	if !whole {
		parts = p.parts(value)
	}
	for i := range to {
		v := value
		if !whole {
			v = to[i].sum(parts)
		}
		if p.Sign < 0 {
			taken, err := v.Neg()
			if err != nil {
				return err
			}
			v = taken
		}
		if err := p.tell(Key{Metric: m.ID, Owner: to[i].owner, On: p.OccurredOn}, Delta{Value: v, N: int64(p.Sign)}, add); err != nil {
			return err
		}
	}
	return nil
}

// tell adds a change on its day. A cancellation with a day of its own takes the value back on that day, and the result out of the
// count of the day it had: N is how many results of a day are live, and a day never has fewer than none.
func (p *Posting) tell(k Key, d Delta, add func(Key, Delta) error) error {
	if p.RosterOn == p.OccurredOn {
		return add(k, d)
	}
	if err := add(k, Delta{Value: d.Value}); err != nil {
		return err
	}
	k.On = p.RosterOn
	return add(k, Delta{N: d.N})
}

// parts splits a value by the credits.
func (p *Posting) parts(value measure.Amount) []measure.Amount {
	weights := make([]int64, len(p.Credits))
	for i, c := range p.Credits {
		weights[i] = int64(c.BP)
	}
	return measure.Split(value, weights)
}

// sum adds the parts that lead here. Parts have one sign and never sum to more than the whole, so this cannot overflow.
func (r reach) sum(parts []measure.Amount) (v measure.Amount) {
	for i, part := range parts {
		if r.credits&(1<<i) != 0 {
			v += part
		}
	}
	return v
}
