package reward

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"cordee/internal/fault"
	"cordee/internal/measure"
	"cordee/internal/org"
)

// Bounds on what a person types: characters, and rows of a form that nobody would read to the end.
const (
	maxTitle = 300
	maxWhy   = 4_000
	maxKey   = 128
	maxParts = 20
	maxTiers = 30
	maxYears = 5
)

// Norm fills the defaults and forgets what is not read: given at the end, judged by attainment on a straight line, no weight for
// what is a rate of an amount, a pot shared equally, neither threshold nor accelerator where tiers decide.
func (r Rule) Norm() Rule {
	r.Title, r.Why, r.Label, r.Unit = strings.TrimSpace(r.Title), strings.TrimSpace(r.Why), strings.TrimSpace(r.Label), strings.TrimSpace(r.Unit)
	if r.Every == "" {
		r.Every = AtEnd
	}
	if r.Kind != Money {
		r.Unit = ""
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
		if !pot.Together.OK {
			pot.Mind = Subject{}
		}
		r.Pot = &pot
	}
	return r
}

func normal(parts []Part) []Part {
	list := make([]Part, len(parts))
	for i, p := range parts {
		p.Curve = p.Curve.norm()
		if !p.Curve.DrawsOnBase() {
			p.Weight = 0
		}
		list[i] = p
	}
	return list
}

func (c Curve) norm() Curve {
	if c.Axis == "" {
		c.Axis = OnAttainment
	}
	if c.Mode == "" {
		c.Mode = Linear
	}
	if c.Mode == Linear && c.Axis == OnAttainment {
		c.Tiers = nil
	} else {
		c.Threshold, c.Accelerator = 0, measure.Maybe{}
	}
	return c
}

// problems gathers refusals, each on the field of the form or of the JSON that is to blame: "each.parts.0.curve.tiers.1.from".
type problems struct{ list fault.List }

func (p *problems) when(bad bool, refusal *fault.Error) {
	if bad {
		p.list.Add(refusal)
	}
}

// Check tells every problem of a rule at once; what it accepts, Reckon reckons. Codes reward.title_missing, reward.text_too_long,
// reward.kind_unknown, reward.unit_missing, reward.label_missing, reward.to_missing, reward.days_invalid, reward.days_too_long,
// reward.every_unknown, reward.nothing_given, reward.gate_own_pot, and those of checkGates, checkParts, checkPot and Curve.check.
func Check(r Rule) error {
	r = r.Norm()
	var p problems
	p.when(r.Title == "", fault.Bad("title", "reward.title_missing"))
	p.long("title", r.Title, maxTitle)
	p.long("why", r.Why, maxWhy)
	p.long("key", r.Key, maxKey)
	p.long("label", r.Label, maxTitle)
	p.when(!slices.Contains(Kinds(), r.Kind), fault.Bad("kind", "reward.kind_unknown", "value", string(r.Kind)))
	p.when(r.Kind == Money && !currency(r.Unit), fault.Bad("unit", "reward.unit_missing"))
	p.when(r.Kind != "" && !r.Kind.Counted() && r.Label == "", fault.Bad("label", "reward.label_missing"))
	p.when(r.To.ID == 0, fault.Bad("to", "reward.to_missing"))
	p.when(r.Start.IsZero() || r.End < r.Start, fault.Bad("end_on", "reward.days_invalid"))
	p.when(!r.Start.IsZero() && r.End >= r.Start.AddMonths(12*maxYears), fault.Bad("end_on", "reward.days_too_long", "max", maxYears))
	p.when(!slices.Contains(Cadences(), r.Every), fault.Bad("every", "reward.every_unknown", "value", string(r.Every)))
	p.when(r.empty(), fault.Bad("each", "reward.nothing_given"))
	p.checkGates(r)
	if r.Each != nil {
		p.checkEach(r)
	}
	if r.Pot != nil {
		p.checkPot(r)
	}
	return p.list.OrNil()
}

// empty tells whether a rule says nothing of what is to be reached. What has no quantity may hang on gates alone.
func (r Rule) empty() bool {
	if r.Kind.Counted() {
		return r.Each == nil && r.Pot == nil
	}
	return len(r.Gates) == 0 && (r.Each == nil || len(r.Each.Parts) == 0)
}

func (p *problems) long(field, s string, limit int) {
	n := utf8.RuneCountInString(s)
	p.when(n > limit, fault.Bad(field, "reward.text_too_long", "length", n, "max", limit))
}

func currency(s string) bool {
	return len(s) == 3 && strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// checkGates refuses reward.subject_missing, reward.gate_range, and reward.gate_own_pot: a pot is everybody's, so that a condition
// on each one's own objective has nothing to hold back there.
func (p *problems) checkGates(r Rule) {
	for i, g := range r.Gates {
		field := "gates." + strconv.Itoa(i)
		p.subject(field+".of", g.Of)
		p.when(g.At.OK && g.At.Amount <= 0, fault.Bad(field+".at", "reward.gate_range"))
		p.when(g.Of.Own() && r.Each == nil && r.Pot != nil, fault.Bad(field+".of", "reward.gate_own_pot"))
	}
}

func (p *problems) subject(field string, s Subject) {
	p.when((s.Goal == 0) == (s.Metric == 0), fault.Bad(field, "reward.subject_missing"))
}

func (p *problems) checkEach(r Rule) {
	if !r.Kind.Counted() {
		for i, part := range r.Each.Parts {
			field := "each.parts." + strconv.Itoa(i)
			p.subject(field+".of", part.Of)
			part.Curve.check(p, field+".curve")
		}
		return
	}
	p.checkParts("each", r.Each.Parts, r.Each.Base)
}

// checkParts refuses reward.parts_missing, reward.parts_too_many, reward.weight_range, reward.weights_total, reward.base_missing,
// reward.base_negative.
func (p *problems) checkParts(field string, parts []Part, base measure.Amount) {
	p.when(len(parts) == 0, fault.Bad(field+".parts", "reward.parts_missing"))
	p.when(len(parts) > maxParts, fault.Bad(field+".parts", "reward.parts_too_many", "max", maxParts))
	var sum measure.BP
	drawing := false
	for i, part := range parts {
		at := field + ".parts." + strconv.Itoa(i)
		p.subject(at+".of", part.Of)
		part.Curve.check(p, at+".curve")
		if !part.Curve.DrawsOnBase() {
			continue
		}
		drawing = true
		p.when(part.Weight <= 0 || part.Weight > measure.Hundred, fault.Bad(at+".weight", "reward.weight_range"))
		sum += max(0, min(part.Weight, measure.Hundred+1))
	}
	p.when(drawing && sum != measure.Hundred, fault.Bad(field+".parts", "reward.weights_total", "total", sum))
	p.when(drawing && base == 0, fault.Bad(field+".base", "reward.base_missing"))
	p.when(base < 0, fault.Bad(field+".base", "reward.base_negative"))
}

// checkPot refuses reward.pot_not_counted, reward.pot_alone, reward.pot_own, reward.split_total, reward.together_range,
// reward.mind_missing, and what checkParts does.
func (p *problems) checkPot(r Rule) {
	p.when(r.Kind != "" && !r.Kind.Counted(), fault.Bad("pot", "reward.pot_not_counted"))
	p.when(r.To.ID != 0 && r.To.Kind == org.OwnerPerson, fault.Bad("pot", "reward.pot_alone"))
	p.checkParts("pot", r.Pot.Parts, r.Pot.Base)
	for i, part := range r.Pot.Parts {
		p.when(part.Of.Own(), fault.Bad("pot.parts."+strconv.Itoa(i)+".of", "reward.pot_own"))
	}
	s := r.Pot.Split
	shares := []measure.BP{s.Equal, s.Time, s.Contribution}
	outside := slices.ContainsFunc(shares, func(b measure.BP) bool { return b < 0 || b > measure.Hundred })
	p.when(outside || s.Equal+s.Time+s.Contribution != measure.Hundred, fault.Bad("pot.split", "reward.split_total"))
	if r.Pot.Together.OK {
		p.when(r.Pot.Together.Amount <= 0, fault.Bad("pot.together", "reward.together_range"))
		p.when(!r.Pot.Mind.Own() || r.Pot.Mind.Goal != 0, fault.Bad("pot.mind", "reward.mind_missing"))
	}
}

// check refuses reward.axis_unknown, reward.mode_unknown, reward.threshold_range, reward.accelerator_negative, reward.cap_range,
// reward.overage_on_amount, reward.rate_single, and what checkTiers does.
func (c Curve) check(p *problems, field string) {
	p.when(c.Axis != OnAttainment && c.Axis != OnAmount, fault.Bad(field+".axis", "reward.axis_unknown", "value", string(c.Axis)))
	p.when(!slices.Contains(Modes(), c.Mode), fault.Bad(field+".mode", "reward.mode_unknown", "value", string(c.Mode)))
	p.when(c.Cap.OK && c.Cap.Amount <= 0, fault.Bad(field+".cap", "reward.cap_range"))
	p.when(c.Mode == Overage && c.Axis == OnAmount, fault.Bad(field+".mode", "reward.overage_on_amount"))
	if c.Mode != Linear {
		c.checkTiers(p, field+".tiers")
		return
	}
	if c.Axis == OnAmount {
		single := len(c.Tiers) == 1 && c.Tiers[0].From == 0 && c.Tiers[0].Rate > 0
		p.when(!single, fault.Bad(field+".tiers", "reward.rate_single"))
		return
	}
	p.when(c.Threshold < 0 || c.Threshold >= measure.Whole(100), fault.Bad(field+".threshold", "reward.threshold_range"))
	p.when(c.Accelerator.OK && c.Accelerator.Amount < 0, fault.Bad(field+".accelerator", "reward.accelerator_negative"))
}

// checkTiers refuses reward.tiers_missing, reward.tiers_too_many, reward.tier_negative, reward.tiers_order, reward.tiers_nothing.
func (c Curve) checkTiers(p *problems, field string) {
	if len(c.Tiers) == 0 {
		p.list.Add(fault.Bad(field, "reward.tiers_missing"))
		return
	}
	p.when(len(c.Tiers) > maxTiers, fault.Bad(field, "reward.tiers_too_many", "max", maxTiers))
	something := false
	for i, t := range c.Tiers {
		at := field + "." + strconv.Itoa(i)
		p.when(t.From < 0, fault.Bad(at+".from", "reward.tier_negative"))
		p.when(t.Rate < 0, fault.Bad(at+".rate", "reward.tier_negative"))
		p.when(i > 0 && t.From <= c.Tiers[max(i-1, 0)].From, fault.Bad(at+".from", "reward.tiers_order"))
		something = something || t.Rate > 0
	}
	p.when(!something, fault.Bad(field, "reward.tiers_nothing"))
}
