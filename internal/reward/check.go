package reward

import "cordee/internal/measure"

// Norm fills the defaults: given at the end, judged by attainment on a straight line, no weight for what is a rate of an amount, a pot
// shared equally.
func (r Rule) Norm() Rule {
	if r.Every == "" {
		r.Every = AtEnd
	}
	if r.Each != nil {
		each := *r.Each
		each.Parts = normal(each.Parts)
		r.Each = &each
	}
	if r.Pot != nil {
		pot := *r.Pot
		pot.Parts = normal(pot.Parts)
		if pot.Split == (Split{}) {
			pot.Split.Equal = measure.Hundred
		}
		r.Pot = &pot
	}
	return r
}

func normal(parts []Part) []Part {
	list := make([]Part, len(parts))
	for i, p := range parts {
		if p.Curve.Axis == "" {
			p.Curve.Axis = OnAttainment
		}
		if p.Curve.Mode == "" {
			p.Curve.Mode = Linear
		}
		if !p.Curve.DrawsOnBase() {
			p.Weight = 0
		}
		list[i] = p
	}
	return list
}
