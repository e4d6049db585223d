package goal

import (
	"cordee/internal/measure"
)

// realistic: the means, the room and the sense of it. Nothing here names a reason for working less, or another person.
func (g Goal) realistic(in Grounds) []Line {
	lines := g.means(in)
	lines = append(lines, g.load(in)...)
	lines = append(lines, g.sense(in)...)
	lines = append(lines, g.guarded(in)...)
	lines = append(lines, g.ramp(in)...)
	return append(lines, g.workTime(in)...)
}

// means compares the activity that is needed with what the owner usually manages; a plan in steps, or means that are promised in
// writing, will do where nobody counts. What is promised answers what is short: the figure is then shown as advice.
func (g Goal) means(in Grounds) []Line {
	need, can := in.Means.RequiredPerWeek, in.Means.CapacityPerWeek
	args := []any{"need", tenths(need), "can", tenths(can)}
	var lines []Line
	switch {
	case can > 0 && need <= can:
		lines = append(lines, proof("smart.r.means", args...).about(AboutPast, g.Owner.ID))
	case can > 0:
		lines = append(lines, gap(FixMeans, "smart.r.means_short", args...).about(AboutPast, g.Owner.ID).advice(g.promised()))
	case len(in.Steps) > 0:
		lines = append(lines, proof("smart.r.plan", "n", len(in.Steps)).about(AboutSteps, g.ID))
	case !g.promised():
		lines = append(lines, gap(FixMeans, "smart.r.means_missing"))
	}
	if g.promised() {
		lines = append(lines, proof("smart.r.means_promised"))
	}
	if !in.ChangedOn.IsZero() {
		lines = append(lines, clash(FixTarget, "smart.r.changed", "on", in.ChangedOn))
	}
	return lines
}

// promised tells whether the means that go with the objective are written.
func (g Goal) promised() bool { return !blank(g.Means) }

// tenths keeps one decimal, for the eye.
func tenths(a measure.Amount) measure.Amount {
	n, err := measure.MulDiv(int64(a), 10, int64(measure.One))
	if err != nil {
		return a
	}
	return measure.Amount(n) * measure.One / 10
}

func (g Goal) load(in Grounds) (lines []Line) {
	switch {
	case in.LiveGoals > maxLive:
		lines = append(lines, gap(FixMeans, "smart.r.many", "n", in.LiveGoals, "max", maxLive).about(AboutLoad, g.Owner.ID))
	case g.Paid && in.PaidGoals > maxPaid:
		lines = append(lines, gap(FixMeans, "smart.r.many_paid", "n", in.PaidGoals, "max", maxPaid).about(AboutLoad, g.Owner.ID))
	}
	return lines
}

// sense is what the objective serves and why. Above a strategic objective stands the company's direction, which is a text.
func (g Goal) sense(in Grounds) []Line {
	var lines []Line
	switch {
	case g.Parent != 0:
		lines = append(lines, proof("smart.r.parent").about(AboutParent, g.Parent))
	case g.Tier == Strategic:
	default:
		lines = append(lines, gap(FixParent, "smart.r.parent_missing"))
	}
	if !blank(g.Why) {
		return append(lines, proof("smart.r.why"))
	}
	return append(lines, gap(FixWhy, "smart.r.why_missing"))
}

// guarded wants something watched beside a paid volume, so that it is not reached at any price.
func (g Goal) guarded(in Grounds) []Line {
	volume := g.Metric != 0 && isTotal(in.Metric) && kindOf(in.Metric) != measure.Steps && in.Metric.Direction != measure.Down
	switch {
	case in.GuardRail:
		return []Line{proof("smart.r.guard_rail")}
	case g.Paid && volume:
		return []Line{gap(FixGuardRail, "smart.r.guard_rail_missing", "metric", metricName(in.Metric))}
	}
	return nil
}

// ramp compares what was taken into account with the month in the role: a k-th month of R asks for k/R of a full target.
func (g Goal) ramp(in Grounds) []Line {
	months := in.RampMonths
	if months <= 0 {
		months = DefaultRampMonths
	}
	if in.TenureMonths <= 0 || in.TenureMonths >= months {
		return nil
	}
	due, _ := measure.RatioOf(measure.Amount(in.TenureMonths), measure.Amount(months))
	args := []any{"month", in.TenureMonths, "months", months, "share", due}
	if in.RampStage > 0 && in.RampStage <= due {
		return []Line{proof("smart.r.ramp", "month", in.TenureMonths, "months", months, "share", in.RampStage)}
	}
	return []Line{gap(FixTarget, "smart.r.ramp_missing", args...)}
}

// given tells whether somebody else set the number, or pay depends on it: what one sets for oneself may be any number, any day.
func (g Goal) given() bool { return g.Paid || g.Origin == OriginAssigned || g.Origin == OriginCascaded }

// workTime wants the target to follow the working time, whatever the reason for it.
func (g Goal) workTime(in Grounds) []Line {
	var lines []Line
	switch {
	case in.WorkTimeBP <= 0 || in.WorkTimeBP >= measure.Hundred:
	case in.Prorated:
		lines = append(lines, proof("smart.r.work_time", "share", in.WorkTimeBP))
	default:
		lines = append(lines, clash(FixTarget, "smart.r.work_time_missing", "share", in.WorkTimeBP).advice(!g.given()))
	}
	if in.EqualForOther {
		lines = append(lines, clash(FixTarget, "smart.r.equal_target"))
	}
	return lines
}
