package goal

import (
	"cordee/internal/measure"
)

// attainable: is it within reach of this person? Its chance says so when it is known; comparable people, the owner's own past or a
// ground that somebody wrote down say so when it is not.
func (g Goal) attainable(in Grounds) []Line {
	if g.bySteps(in) {
		return g.stepsInReach(in)
	}
	if g.Trivial(in.Metric) {
		return []Line{gap(FixTarget, "smart.a.trivial")}
	}
	lines := g.chance(in.Chance)
	grounds, proven := g.experience(in)
	lines = append(lines, grounds...)
	if !in.Chance.Known && !proven {
		lines = append(lines, gap(FixExperience, "smart.a.unknown"))
	}
	return append(lines, g.beyond(in)...)
}

// stepsInReach: what is done step by step has no probability; what can be planned day by day can be reached.
func (g Goal) stepsInReach(in Grounds) []Line {
	dated := 0
	for _, s := range in.Steps {
		if !s.Due.IsZero() && (g.End.IsZero() || s.Due <= g.End) {
			dated++
		}
	}
	if dated == len(in.Steps) {
		return []Line{proof("smart.a.steps", "n", dated).about(AboutSteps, g.ID)}
	}
	return []Line{gap(FixSteps, "smart.a.steps_undated", "n", len(in.Steps)-dated).about(AboutSteps, g.ID)}
}

func (g Goal) chance(c Chance) []Line {
	if !c.Known {
		return nil
	}
	args := []any{"chance", roughly(c.BP)}
	var l Line
	switch BandOf(c.BP) {
	case Accessible:
		l = proof("smart.a.accessible", args...)
	case Reachable:
		l = proof("smart.a.reachable", args...)
	case Ambitious:
		l = proof("smart.a.ambitious", args...)
	case VeryAmbitious:
		l = gap(FixMeans, "smart.a.very_ambitious", args...)
	case OutOfReach:
		l = clash(FixTarget, "smart.a.out_of_reach", args...)
	}
	if c.Veiled {
		l = veiled(BandOf(c.BP))
	}
	lines := []Line{l.about(AboutPast, g.Owner.ID)}
	if c.Periods > 0 {
		lines = append(lines, proof("smart.a.basis", "n", c.Periods).about(AboutPast, g.Owner.ID).advice(true))
	}
	return lines
}

// veiled says the band without its figure.
func veiled(b Band) Line {
	switch b {
	case Accessible:
		return proof("smart.a.veiled_accessible")
	case Reachable:
		return proof("smart.a.veiled_reachable")
	case Ambitious:
		return proof("smart.a.veiled_ambitious")
	case VeryAmbitious:
		return gap(FixMeans, "smart.a.veiled_very_ambitious")
	}
	return clash(FixTarget, "smart.a.veiled_out_of_reach")
}

// roughly rounds a chance to five percent, and never says never or always: a forecast knows no better.
func roughly(chance measure.BP) measure.BP {
	const step = measure.Hundred / 20
	return min(max((chance+step/2)/step*step, step), measure.Hundred-step)
}

// experience lists the other grounds; proven tells whether one of them stands by itself.
func (g Goal) experience(in Grounds) (lines []Line, proven bool) {
	c := in.Comparable
	switch {
	case c.People < minPeople:
	case 2*c.Attained >= c.People:
		lines, proven = append(lines, proof("smart.a.comparable", "n", c.Attained, "people", c.People).about(AboutPeers, 0)), true
	default:
		few := gap(FixMeans, "smart.a.comparable_few", "n", c.Attained, "people", c.People).about(AboutPeers, 0)
		lines = append(lines, few.advice(true))
	}
	if n := g.reachedBefore(in); n >= provenTimes {
		lines, proven = append(lines, proof("smart.a.own_best", "n", n).about(AboutPast, g.Owner.ID)), true
	} else if n > 0 {
		lines = append(lines, proof("smart.a.own_once", "n", n).about(AboutPast, g.Owner.ID).advice(true))
	}
	if in.Experience {
		lines, proven = append(lines, proof("smart.a.experience")), true
	}
	return lines, proven
}

// reachedBefore counts the owner's best periods that reached the target.
func (g Goal) reachedBefore(in Grounds) (n int) {
	for _, best := range in.OwnBest {
		if g.Target.OK && meets(in.Metric, exactly(best), g.Target.Amount) {
			n++
		}
	}
	return n
}

// beyond tells when the target is half as much again as the owner's best ever, with the same means: none promised in writing.
func (g Goal) beyond(in Grounds) []Line {
	if !g.Target.OK || !in.OwnMax.OK || in.OwnMax.Amount <= 0 || in.Metric.Direction == measure.Down {
		return nil
	}
	if times(int64(g.Target.Amount), 2).Cmp(times(int64(in.OwnMax.Amount), 3)) <= 0 {
		return nil
	}
	args := []any{"target", g.Target.Amount, "best", in.OwnMax.Amount, "unit", in.Metric.Unit}
	if g.promised() {
		return []Line{proof("smart.a.new_means", args...).about(AboutPast, g.Owner.ID).advice(true)}
	}
	return []Line{clash(FixMeans, "smart.a.beyond_best", args...).about(AboutPast, g.Owner.ID)}
}
