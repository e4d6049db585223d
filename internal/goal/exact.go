package goal

import "cordee/internal/measure"

// Fraction is attainment as an exact fraction of two amounts that anybody can read: the way gone from where 0 % lies, over the whole
// way to the target. den is positive, or 0 when there is no attainment: no target, a target where 0 % lies, or no place for 0 %.
func (g Goal) Fraction(m measure.Metric, attained measure.Amount) (num, den measure.Amount) {
	from, ok := attainedFrom(g, m)
	if !ok || !g.Target.OK {
		return 0, 0
	}
	num, err := attained.Sub(from)
	den, err2 := g.Target.Amount.Sub(from)
	if err != nil || err2 != nil {
		return 0, 0
	}
	if den < 0 {
		num, den = -num, -den
	}
	return num, den
}

// Meets tells whether a figure is at least as good as the target.
func (g Goal) Meets(m measure.Metric, attained measure.Amount) bool {
	return g.Target.OK && meets(m, exactly(attained), g.Target.Amount)
}
