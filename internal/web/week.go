package web

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"cordee/internal/app"
	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/plan"
)

// week is what the days to come ask: of this week while work is left in it, else of the next.
type week struct {
	sentence string
	asks     map[int]string // by position of the objective: its own part in words
}

// weekOf says in one sentence what the week asks for objectives to be met.
func (t teller) weekOf(goals []app.Standing, weeks []plan.Week) week {
	key := t.weekKey()
	out := week{asks: map[int]string{}}
	var parts []string
	late, running, settled := false, 0, true
	step := ""
	for i, s := range goals {
		if s.Progress.Status != goal.Running {
			continue
		}
		running++
		settled = settled && (s.Progress.Reached || s.Progress.Pace == goal.Ahead)
		if next, ok := nextStep(s.Steps); ok && step == "" && s.Metric.Kind == measure.Steps {
			step = t.T("web.week.step", "step", t.stepWords(next))
		}
		left := weeks[i].Left
		if key == "next" {
			left = weeks[i].Next.Or(0)
		}
		if left <= 0 {
			continue
		}
		words := t.askWords(s, left)
		out.asks[i] = t.T("web.week.card_"+key, "ask", words)
		parts = append(parts, words)
		late = late || s.Progress.Pace == goal.Behind || s.Progress.Pace == goal.Watch
	}
	if out.sentence = t.weekSentence(key, parts, running, late); running > 0 && len(parts) == 0 && !settled {
		out.sentence = cmp.Or(step, t.T("web.week.under_way"))
	}
	return out
}

// weekKey says which days are spoken of: the week, what is left of it, or the next one when no working day is left.
func (t teller) weekKey() string {
	this := t.calendar.Week(t.today)
	switch left := t.calendar.WorkingDays(period.Span{From: t.today, To: this.To}); {
	case left == 0:
		return "next"
	case left < t.calendar.WorkingDays(this):
		return "rest"
	default:
		return "this"
	}
}

func (t teller) weekSentence(key string, parts []string, running int, late bool) string {
	switch {
	case running == 0:
		return t.T("web.week.none")
	case len(parts) == 0:
		return t.T("web.week.clear")
	case late:
		return t.T("web.week.back_"+key, "asks", t.List(parts))
	default:
		return t.T("web.week.keep_"+key, "asks", t.List(parts))
	}
}

// headline is the sentence above the rope. A proposal that waits for the reader comes before what the week asks of nothing.
func (t teller) headline(wk week, v app.MyRope, me org.ID) string {
	waiting := len(v.Awaiting)
	for _, s := range v.Proposals {
		if s.Status == goal.Proposed && s.CreatedBy != me {
			waiting++
		}
	}
	running := slices.ContainsFunc(v.Goals, func(s app.Standing) bool { return s.Progress.Status == goal.Running })
	if waiting == 0 || running {
		return wk.sentence
	}
	return t.T("web.week.proposals", "n", waiting)
}

// askWords names an amount so that nobody has to guess of what: "2 rendez-vous", "5 400 €".
func (t teller) askWords(s app.Standing, a measure.Amount) string {
	name := t.metricName(s.Metric)
	switch {
	case s.Metric.Key == "revenue":
		return t.Value(a, s.Metric.Unit)
	case s.Metric.Unit == measure.Unitless:
		return t.T("web.week.count", "count", t.Number(a), "name", lowerFirst(name))
	default:
		return t.T("web.week.amount", "amount", t.Value(a, s.Metric.Unit), "name", lowerFirst(name))
	}
}

func lowerFirst(s string) string {
	_, size := utf8.DecodeRuneInString(s)
	return strings.ToLower(s[:size]) + s[size:]
}
