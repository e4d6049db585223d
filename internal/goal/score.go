package goal

import (
	"math/big"

	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

// Pace compares what is attained with what is expected by now. "" is silence: too early, not running, or nothing to compare.
type Pace string

// The closed list of paces.
const (
	Ahead   Pace = "ahead"
	OnTrack Pace = "on"
	Watch   Pace = "watch"
	Behind  Pace = "behind"
	NoPace  Pace = ""
)

// Level is the highest of the objective's own marks that is reached, by exact comparison.
type Level string

// The closed list of levels. An objective without a floor goes from Below to AtTarget.
const (
	Below     Level = "below"
	AtFloor   Level = "floor"
	AtTarget  Level = "target"
	AtStretch Level = "stretch"
	NoLevel   Level = "" // nothing measured, or no target
)

// Progress is where an objective stands on a date.
type Progress struct {
	Attained      measure.Maybe // in the metric's unit
	AttainmentBP  measure.BP    // uncapped; meaningful when HasAttainment
	HasAttainment bool
	Expected      measure.Maybe // to date, the day asked for included
	Gap           measure.Maybe // target - attained
	Adjustment    measure.Maybe // what arrived after closing, absent when nothing did
	Status        Status
	Pace          Pace
	Level         Level
	Reached       bool       // the target is met, by exact comparison
	Worked, Work  int64      // weight of the days up to the date, and of all days; remaining is the difference
	ElapsedBP     measure.BP // Worked / Work, 0 to 10,000
	DaysLeft      int        // calendar days after the date, up to the end
	N             int64      // live results behind the figure
}

// Over tells whether the outcome is known: attained or missed.
func (p Progress) Over() bool { return p.Status == Attained || p.Status == Missed }

// Score judges an objective on a date from facts measured between its start and the earlier of its end and that date. The
// profile weighs the days of its owner; where it knows none, or the objective is linear, calendar days count. Zero thresholds
// are the defaults.
//
// A closed objective keeps its figure and outcome on every date after its end; asked for an earlier date it is as it was then.
func Score(g Goal, m measure.Metric, f Facts, p period.Profile, on period.Date, th org.Thresholds) Progress {
	v := g.measured(m, f)
	pr := Progress{Status: g.On(on), N: f.N}
	over := g.live() && !g.End.IsZero() && on > g.End
	if over && g.Closed != nil {
		pr.Adjustment = adjustment(v.amount(), g.Closed.Attained)
		v = known(g.Closed.Attained)
	}
	pr.Attained = v.amount()
	pr.Worked, pr.Work = g.work(p, on)
	pr.ElapsedBP, _ = measure.RatioOf(measure.Amount(pr.Worked), measure.Amount(pr.Work))
	if left := min(g.Span().Len(), int(g.End-on)); !g.End.IsZero() && left > 0 {
		pr.DaysLeft = left
	}
	pr.judge(g, m, v)
	if over {
		pr.Status = outcome(g, pr.Reached)
	}
	if pr.Status == Running {
		pr.Pace = pr.pace(g, m, v, th)
	}
	return pr
}

// judge fills what compares the value with the target: attainment, expected, gap, level.
func (pr *Progress) judge(g Goal, m measure.Metric, v value) {
	if !g.Target.OK {
		return
	}
	target := g.Target.Amount
	if from, ok := attainedFrom(g, m); ok {
		pr.AttainmentBP, pr.HasAttainment = v.ratio(from, target)
	}
	if from, ok := expectedFrom(g, m); !ok {
		pr.Expected = g.Target
	} else if pr.Work > 0 {
		pr.Expected = between(from, target, pr.Worked, pr.Work)
	}
	if pr.Attained.OK {
		gap, err := target.Sub(pr.Attained.Amount)
		pr.Gap = measure.Maybe{Amount: gap, OK: err == nil}
	}
	pr.Level = levelOf(g, m, v)
	pr.Reached = v.ok() && meets(m, v, target)
}

// attainedFrom is where 0 % lies. A baseline is where the way begins for a latest or ratio metric and for everything that must
// come down; for growing totals it only informs. What must come down without a baseline has no 0 %.
func attainedFrom(g Goal, m measure.Metric) (from measure.Amount, ok bool) {
	down := m.Direction == measure.Down
	if g.Baseline.OK && (down || !isTotal(m)) {
		return g.Baseline.Amount, true
	}
	return 0, !down
}

// expectedFrom is what was expected before the first day: the baseline of a latest or ratio metric, nothing for a total. A latest
// or ratio metric without baseline is expected at its target from the first day on: ok is false.
func expectedFrom(g Goal, m measure.Metric) (from measure.Amount, ok bool) {
	if isTotal(m) {
		return 0, true
	}
	return g.Baseline.Amount, g.Baseline.OK
}

func isTotal(m measure.Metric) bool {
	k := kindOf(m)
	return k == measure.Sum || k == measure.Count || k == measure.Steps
}

// meets tells whether the value is at least as good as a mark.
func meets(m measure.Metric, v value, mark measure.Amount) bool {
	if m.Direction == measure.Down {
		return v.cmp(mark) <= 0
	}
	return v.cmp(mark) >= 0
}

func levelOf(g Goal, m measure.Metric, v value) Level {
	switch {
	case !v.ok():
		return NoLevel
	case g.Stretch.OK && meets(m, v, g.Stretch.Amount):
		return AtStretch
	case meets(m, v, g.Target.Amount):
		return AtTarget
	case g.Floor.OK && meets(m, v, g.Floor.Amount):
		return AtFloor
	}
	return Below
}

// outcome is the decision once the last day is over. It never depends on whether anything changed lately. An objective without a
// target, or about which nothing could be measured, cannot have been attained.
func outcome(g Goal, reached bool) Status {
	switch {
	case g.Closed != nil:
		return g.Closed.Status
	case reached:
		return Attained
	}
	return Missed
}

func adjustment(now, closed measure.Maybe) measure.Maybe {
	diff, err := now.Amount.Sub(closed.Amount) // an absent amount is zero
	return measure.Maybe{Amount: diff, OK: err == nil && diff != 0}
}

// work is the weight of the days up to a date, that day included, and of all days. All is 0 only without a period.
func (g Goal) work(p period.Profile, on period.Date) (worked, all int64) {
	s := g.Span()
	past := period.Span{From: s.From, To: min(max(on+1, s.From), s.To)}
	if !g.Linear {
		if all = p.Weight(s); all > 0 && past.Empty() {
			return 0, all
		}
		if all > 0 {
			return p.Weight(past), all
		}
	}
	return int64(past.Len()), int64(s.Len())
}

// pace compares distances, exactly. Progress made from a baseline is compared with the progress expected. A total or level that
// must stay down has no such way behind it: there, being below what was allowed so far is what is good.
func (pr *Progress) pace(g Goal, m measure.Metric, v value, th org.Thresholds) Pace {
	if th == (org.Thresholds{}) {
		th = org.DefaultThresholds
	}
	if !v.ok() || !g.Target.OK || pr.Work <= 0 || pr.quiet(th) {
		return NoPace
	}
	from, based := expectedFrom(g, m)
	way := new(big.Int).Sub(big.NewInt(int64(g.Target.Amount)), big.NewInt(int64(from)))
	done, whole := pr.Worked, pr.Work
	if !based {
		done, whole = 1, 1 // expected at the target from the first day on
	}
	gone := mul(mul(v.from(from), whole), int64(measure.Hundred))
	due := mul(mul(way, v.den), done) // gone/due is attained/expected in basis points
	down := m.Direction == measure.Down
	if down && g.Baseline.OK && !isTotal(m) {
		gone.Neg(gone)
		due.Neg(due)
		down = false
	}
	if due.Sign() <= 0 {
		return NoPace // nothing expected yet, or a target that lies on the wrong side of where it starts
	}
	return grade(gone, due, th, down)
}

// grade names the pace of gone/due; a total that must stay down mirrors the limits around 100 %.
func grade(gone, due *big.Int, th org.Thresholds, down bool) Pace {
	for _, limit := range []struct {
		at   measure.BP
		pace Pace
	}{{th.Ahead, Ahead}, {th.On, OnTrack}, {th.Watch, Watch}} {
		if down && gone.Cmp(mul(due, int64(2*measure.Hundred-limit.at))) <= 0 {
			return limit.pace
		}
		if !down && gone.Cmp(mul(due, int64(limit.at))) >= 0 {
			return limit.pace
		}
	}
	return Behind
}

// quiet tells whether the date still lies in the first part of the work, about which it is too early to speak.
func (pr *Progress) quiet(th org.Thresholds) bool {
	return times(pr.Worked, int64(measure.Hundred)).Cmp(times(pr.Work, int64(th.Quiet))) <= 0
}
