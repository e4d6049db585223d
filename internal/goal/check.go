package goal

import (
	"slices"
	"strings"
	"unicode/utf8"

	"cordee/internal/fault"
	"cordee/internal/measure"
	"cordee/internal/org"
)

// Bounds on what a person types, in characters, and on the length of a plan.
const (
	maxTitle   = 300
	maxWhy     = 4_000
	maxKey     = 128
	maxYears   = 30 // a plan for longer is a typing mistake
	daysInYear = 366
)

// Norm fills the defaults: draft, agreed between both, contributing to its parent, and all steps as the target of an objective
// measured by steps.
func (g Goal) Norm(m measure.Metric) Goal {
	if g.Status == noStatus {
		g.Status = Draft
	}
	if g.Origin == "" {
		g.Origin = OriginAgreed
	}
	if g.Relation == "" {
		g.Relation = ContributesTo
	}
	if kindOf(m) == measure.Steps && !g.Target.OK {
		g.Target = measure.Some(measure.Whole(100))
	}
	g.Title, g.Why = strings.TrimSpace(g.Title), strings.TrimSpace(g.Why)
	return g
}

// Check tells every problem that stands between this objective and being proposed or published: Shape's, and a target that is
// missing, trivial, or does not lie between floor and stretch. Codes goal.target_missing, goal.target_trivial, goal.floor_order,
// goal.stretch_order.
func (g Goal) Check(m measure.Metric) error {
	var list fault.List
	list.Add(g.Shape())
	if !g.Target.OK {
		list.Add(fault.Bad("target", "goal.target_missing"))
		return list.OrNil()
	}
	if g.Trivial(m) {
		list.Add(fault.Bad("target", "goal.target_trivial", "target", g.Target.Amount, "unit", m.Unit))
	}
	// Floor is the least that still counts and stretch what would be splendid: for "less is better" both lie the other way round.
	if g.Floor.OK && better(m, g.Floor.Amount, g.Target.Amount) {
		list.Add(fault.Bad("floor", "goal.floor_order", "floor", g.Floor.Amount, "target", g.Target.Amount, "unit", m.Unit))
	}
	if g.Stretch.OK && better(m, g.Target.Amount, g.Stretch.Amount) {
		list.Add(fault.Bad("stretch", "goal.stretch_order", "stretch", g.Stretch.Amount, "target", g.Target.Amount, "unit", m.Unit))
	}
	return list.OrNil()
}

// Trivial tells whether the target is met before anybody does anything: a growing total that wants nothing, or less than nothing
// without saying from where. A profit that climbs out of a loss says its baseline.
func (g Goal) Trivial(m measure.Metric) bool {
	grows := isTotal(m) && m.Direction != measure.Down && kindOf(m) != measure.Steps
	return grows && g.Target.OK && g.Target.Amount <= 0 && !(g.Baseline.OK && g.Baseline.Amount < g.Target.Amount)
}

// Shape tells the problems no objective may have, not even an imported one, whose quality is only commented on afterwards.
// Codes goal.title_missing, goal.text_too_long, goal.tier_unknown, goal.origin_unknown, goal.status_unknown,
// goal.relation_unknown, goal.owner_missing, goal.tier_owner, goal.period_invalid, goal.period_too_long, goal.own_parent; those of
// checkGiven.
func (g Goal) Shape() error {
	var list fault.List
	if strings.TrimSpace(g.Title) == "" {
		list.Add(fault.Bad("title", "goal.title_missing"))
	}
	list.Add(tooLong("title", g.Title, maxTitle))
	list.Add(tooLong("why", g.Why, maxWhy))
	list.Add(tooLong("key", g.Key, maxKey))
	list.Add(g.checkGiven())
	if g.Origin != "" && !slices.Contains(Origins(), g.Origin) {
		list.Add(fault.Bad("origin", "goal.origin_unknown", "value", string(g.Origin)))
	}
	if g.Status != noStatus && !slices.Contains(Statuses(), g.Status) {
		list.Add(fault.Bad("status", "goal.status_unknown", "value", string(g.Status)))
	}
	if g.Relation != "" && !slices.Contains(Relations(), g.Relation) {
		list.Add(fault.Bad("relation", "goal.relation_unknown", "value", string(g.Relation)))
	}
	if g.Parent != 0 && g.Parent == g.ID {
		list.Add(fault.Bad("parent", "goal.own_parent"))
	}
	list.Add(g.checkOwner())
	list.Add(g.checkPeriod())
	return list.OrNil()
}

func tooLong(field, s string, limit int) error {
	if n := utf8.RuneCountInString(s); n > limit {
		return fault.Bad(field, "goal.text_too_long", "field", field, "length", n, "max", limit)
	}
	return nil
}

// checkOwner wants a team above and a person below: a company's direction is no one's personal task, and a personal objective
// belongs to one person. Operational objectives may be either's.
func (g Goal) checkOwner() error {
	if g.Owner.ID == 0 {
		return fault.Bad("owner", "goal.owner_missing")
	}
	switch g.Tier {
	case Individual:
		if g.Owner.Kind != org.OwnerPerson {
			return fault.Bad("owner", "goal.tier_owner", "tier", string(g.Tier), "want", string(org.OwnerPerson))
		}
	case Strategic, Collective:
		if g.Owner.Kind != org.OwnerTeam {
			return fault.Bad("owner", "goal.tier_owner", "tier", string(g.Tier), "want", string(org.OwnerTeam))
		}
	case Operational:
	default:
		return fault.Bad("tier", "goal.tier_unknown", "value", string(g.Tier))
	}
	return nil
}

func (g Goal) checkPeriod() error {
	field := "end_on"
	if g.Start.IsZero() {
		field = "start_on"
	}
	if g.Start.IsZero() || g.End < g.Start {
		return fault.Bad(field, "goal.period_invalid", "start", g.Start.String(), "end", g.End.String())
	}
	if g.Span().Len() > maxYears*daysInYear {
		return fault.Bad(field, "goal.period_too_long", "years", maxYears)
	}
	return nil
}

// maxWeight bounds a step's weight, in units, so that any number of steps can be added up.
const maxWeight = 1_000_000

// Check tells the problems of a step: step.title_missing, goal.text_too_long, step.weight_invalid (0 to a million).
func (s Step) Check() error {
	var list fault.List
	if strings.TrimSpace(s.Title) == "" {
		list.Add(fault.Bad("title", "step.title_missing"))
	}
	list.Add(tooLong("title", s.Title, maxTitle))
	list.Add(tooLong("key", s.Key, maxKey))
	if s.Weight < 0 || s.Weight > maxWeight*measure.One {
		list.Add(fault.Bad("weight", "step.weight_invalid", "value", s.Weight, "max", maxWeight))
	}
	return list.OrNil()
}

// better tells whether a is strictly better than b in the direction of the metric.
func better(m measure.Metric, a, b measure.Amount) bool {
	if m.Direction == measure.Down {
		return a < b
	}
	return a > b
}

// kindOf is the kind of the metric; an objective without one is measured by its steps.
func kindOf(m measure.Metric) measure.Kind {
	if m.Kind == "" {
		return measure.Steps
	}
	return m.Kind
}

// checkGiven looks at what an objective says beyond its number. Codes goal.text_too_long, goal.mode_unknown, goal.difficulty_range.
func (g Goal) checkGiven() error {
	var list fault.List
	list.Add(tooLong("skills", g.Skills, maxWhy))
	list.Add(tooLong("helping", g.Helping, maxWhy))
	list.Add(tooLong("means", g.Means, maxWhy))
	if g.Mode != "" && !slices.Contains(Modes(), g.Mode) {
		list.Add(fault.Bad("mode", "goal.mode_unknown", "value", string(g.Mode)))
	}
	if g.Difficulty < 0 || g.Difficulty > MaxDifficulty {
		list.Add(fault.Bad("difficulty", "goal.difficulty_range", "value", g.Difficulty, "max", MaxDifficulty))
	}
	return list.OrNil()
}

// MaxDifficulty is the hardest a task or an objective can be declared; 0 is not said.
const MaxDifficulty = 5
