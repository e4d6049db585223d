package plan

import (
	"slices"

	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
)

// lesson is a learning objective as written for a role: so many times something concrete, of a declared difficulty.
type lesson struct {
	key        string
	times      int
	difficulty int
}

// The lessons of each role, the easiest first. Their words are plan.starter.KEY, .why and .step in the catalogues.
var lessons = map[org.Role][]lesson{
	org.Rep: {
		{"rep.shadow", 3, 1}, {"rep.offers", 3, 2}, {"rep.calls", 5, 2}, {"rep.discovery", 4, 3}, {"rep.objections", 4, 4}, {"rep.account", 2, 5},
	},
	org.Manager: {
		{"manager.meet", 5, 1}, {"manager.figures", 3, 2}, {"manager.meeting", 4, 2}, {"manager.coach", 3, 3}, {"manager.agree", 3, 4}, {"manager.cascade", 2, 5},
	},
}

var genericLessons = []lesson{
	{"generic.meet", 5, 1}, {"generic.tools", 3, 2}, {"generic.first", 3, 2}, {"generic.alone", 3, 3}, {"generic.complex", 2, 4}, {"generic.share", 2, 5},
}

func lessonsOf(role org.Role) []lesson {
	if list, ok := lessons[role]; ok {
		return list
	}
	return genericLessons
}

// learning picks the lessons of a pack: the first two within easy reach. Whoever knows the work begins further up and needs fewer;
// whoever is declared able gets one hard lesson, never two.
func (w way) learning() []Draft {
	all := lessonsOf(w.Role)
	var chosen []lesson
	switch {
	case w.real < 3 && w.month < 3:
		chosen = slices.Clone(all[:3])
	case w.real < 3:
		chosen = slices.Clone(all[1:3])
	case w.month < Settling:
		chosen = slices.Clone(all[2:4])
	case w.Ability == hardest:
		return []Draft{w.lesson(all[5])}
	default:
		chosen = slices.Clone(all[3:4])
	}
	if last := len(chosen) - 1; w.Ability >= 4 && last != 1 {
		chosen[last] = all[4]
	}
	var pack []Draft
	for i, l := range chosen {
		d := w.lesson(l)
		d.Early = i < 2 && !Hard(l.difficulty) && w.month < Settling
		pack = append(pack, d)
	}
	return pack
}

func (w way) lesson(l lesson) Draft {
	code := "plan.starter." + l.key
	d := Draft{
		Key: l.key, Kind: Learning, Title: note(code, "n", l.times), Why: note(code + ".why"), Difficulty: l.difficulty, Start: w.span.From, End: w.span.Last(),
	}
	for i, due := range w.dates(l.times) {
		d.Steps = append(d.Steps, DraftStep{Title: note(code+".step", "n", i+1, "of", l.times), Due: due})
	}
	return d
}

// activities are what can be brought before the first sale, when it is measured, with how many a week to begin with. They are
// modest on purpose: they show the way and prove nothing.
var activities = []struct {
	metric string
	weekly int64
}{{"meetings", 2}, {"calls", 10}, {"visits", 2}, {"demos", 1}, {"quotes", 1}}

func (w way) activity(d Draft) (Draft, bool) {
	for _, a := range activities {
		if !slices.Contains(w.Metrics, a.metric) {
			continue
		}
		weeks := max(int64(w.span.Len()/7), 1)
		d.Key, d.Metric, d.Difficulty = "outcome.activity", a.metric, 2
		d.Target = measure.Some(measure.Whole(a.weekly * weeks))
		d.Title, d.Why = note("plan.starter.outcome.activity"), note("plan.starter.outcome.activity.why")
		d.Derivation = []Note{note("plan.how.weekly", "each", a.weekly, "n", weeks).at(d.Target.Amount)}
		d.Steps = w.marks(d.Target.Amount)
		return d, true
	}
	return Draft{}, false
}

// marks are what should be there on the way to a number: every week of a period of five weeks or less, else every quarter of it, as
// the profile weighs the days.
func (w way) marks(target measure.Amount) []DraftStep {
	times, whole := 4, w.grown.Weight(w.span)
	if w.span.Len() <= 35 {
		times = max(w.span.Len()/7, 1)
	}
	steps := make([]DraftStep, times)
	for i, due := range w.dates(times) {
		figure := target
		if i < times-1 {
			figure = nearest(Prorate(target, w.grown.Weight(period.Days(w.span.From, due)), whole), Friendly(target, 1))
		}
		steps[i] = DraftStep{Title: note("plan.starter.mark", "amount", figure).at(figure), Due: due}
	}
	return steps
}

// dates are so many days spread evenly over the span, the last one at its end, each brought back to a day that carries work if there
// is one within the week.
func (w way) dates(times int) []period.Date {
	list, length := make([]period.Date, times), w.span.Len()
	for i := range list {
		due := max(w.span.From+period.Date((i+1)*length/times)-1, w.span.From)
		list[i] = due
		for day := due; day > due-7 && day >= w.span.From; day-- {
			if w.full.Weight(period.Day(day)) > 0 {
				list[i] = day
				break
			}
		}
	}
	return list
}
