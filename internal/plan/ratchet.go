package plan

import (
	"math/big"

	"cordee/internal/fault"
	"cordee/internal/measure"
	"cordee/internal/org"
)

// The revision rule: by how much of a surplus or a shortfall the next target moves. The same both ways, so that a good year is not
// punished more than a hard one is forgiven.
const (
	DefaultLambda measure.BP = 3_000
	MaxLambda     measure.BP = 5_000
)

// Rule is how targets are revised from one period to the next. Next is the index of the coming period for the whole group, Last
// the one that was observed in the period just over: 10,000 is an unchanged market. Zero indices count as unchanged.
type Rule struct {
	Lambda     measure.BP // 0 to MaxLambda; see WithDefaults
	Next, Last measure.BP
}

// WithDefaults fills in what was left empty.
func (r Rule) WithDefaults() Rule {
	if r.Lambda == 0 {
		r.Lambda = DefaultLambda
	}
	r.Lambda = min(max(r.Lambda, 0), MaxLambda)
	if r.Next <= 0 {
		r.Next = measure.Hundred
	}
	if r.Last <= 0 {
		r.Last = measure.Hundred
	}
	return r
}

// Note is the rule in words, printed before the period begins: nobody learns it afterwards.
func (r Rule) Note() Note {
	return note("plan.rule.revision", "lambda", r.Lambda, "next", r.Next, "last", r.Last)
}

// Next is the target of the coming period: q x m x (1 + lambda x (a / (mt x q) - 1)), that is m x (q x (1 - lambda) + lambda x
// a / mt), rounded once. Refusals: plan.lambda (outside 0 to 50 %), plan.index (an index that is not positive), amount.overflow.
func Next(q, a measure.Amount, m, mt, lambda measure.BP) (measure.Amount, error) {
	if lambda < 0 || lambda > MaxLambda {
		return 0, fault.Bad("lambda", "plan.lambda", "value", lambda, "max", MaxLambda)
	}
	if m <= 0 || mt <= 0 {
		return 0, fault.Bad("index", "plan.index", "value", min(m, mt))
	}
	whole := int64(measure.Hundred)
	kept := new(big.Rat).Mul(big.NewRat(int64(q), 1), big.NewRat(whole-int64(lambda), whole))
	moved := new(big.Rat).Mul(big.NewRat(int64(a), int64(mt)), big.NewRat(int64(lambda), 1)) // lambda and mt are both in basis points
	next, ok := round(kept.Add(kept, moved).Mul(kept, big.NewRat(int64(m), whole)))
	if !ok {
		return 0, fault.New(fault.Invalid, "amount.overflow")
	}
	return measure.Amount(next), nil
}

// Past is how one owner's last period ended.
type Past struct {
	Owner    org.Owner
	Target   measure.Amount
	Attained measure.Maybe // absent: nothing known, and the target only follows the market
}

// Copied is the target proposed to one owner for the next period, and how it came about.
type Copied struct {
	Owner      org.Owner
	Amount     measure.Amount
	Derivation []Note
}

// CopyLast proposes the next period from the last one by the rule, each figure to a unit of its own size. Refusals as Next.
func CopyLast(past []Past, r Rule) ([]Copied, error) {
	r = r.WithDefaults()
	list := make([]Copied, len(past))
	for i, p := range past {
		exact, err := Next(p.Target, p.Attained.Or(observed(p.Target, r)), r.Next, r.Last, r.Lambda)
		if err != nil {
			return nil, err
		}
		c := Copied{Owner: p.Owner, Amount: nearest(exact, Friendly(exact, 1))}
		c.Derivation = append(c.Derivation, note("plan.how.last_target", "amount", p.Target).at(p.Target))
		if p.Attained.OK {
			c.Derivation = append(c.Derivation, note("plan.how.last_attained", "amount", p.Attained.Amount))
		}
		next := note("plan.how.next", "amount", c.Amount)
		if c.Amount != exact {
			next = note("plan.how.next_rounded", "exact", exact, "amount", c.Amount)
		}
		c.Derivation = append(c.Derivation, r.Note(), next.at(c.Amount))
		list[i] = c
	}
	return list, nil
}

// observed is the result that leaves a target where the market alone puts it.
func observed(target measure.Amount, r Rule) measure.Amount {
	a, err := r.Last.Of(target)
	if err != nil {
		return target
	}
	return a
}

// nearest is an amount rounded to a unit, half away from zero; the amount itself when that does not fit.
func nearest(a, unit measure.Amount) measure.Amount {
	n, err := measure.MulDiv(int64(a), 1, int64(max(unit, 1)))
	if err != nil {
		return a
	}
	rounded, err := measure.Amount(n).Mul(int64(max(unit, 1)))
	if err != nil {
		return a
	}
	return rounded
}
