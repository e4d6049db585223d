package web

import (
	"strings"

	"cordee/internal/app"
	"cordee/internal/goal"
	"cordee/internal/i18n"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/web/ui"
)

// teller is the one place that turns where an objective stands into words and drawings, in the reader's language.
type teller struct {
	*i18n.Printer
	today    period.Date
	calendar period.Calendar
	short    bool // amounts in few figures, for small places

	saw func(app.Standing) // is told whose figures are printed; nil where nobody is
}

// tell notes that an objective's figures are printed.
func (t teller) tell(s app.Standing) {
	if t.saw != nil {
		t.saw(s)
	}
}

// amount prints a value in its unit, short where there is little room.
func (t teller) amount(a measure.Amount, unit string) string {
	if t.short {
		return t.Compact(a, unit)
	}
	return t.Value(a, unit)
}

// about prints a computed value without false precision: whole units from one hundred up.
func (t teller) about(a measure.Amount, unit string) string {
	if a >= 100*measure.One {
		a = (a + measure.One/2) / measure.One * measure.One
	}
	return t.amount(a, unit)
}

// bar draws an objective's bar. mine is the part that the reader brought, absent for none.
func (t teller) bar(s app.Standing, mine measure.Maybe) ui.ObjectiveBarProps {
	pr := s.Progress
	p := ui.ObjectiveBarProps{
		ID: "bar-" + s.ID.String(), Reversed: s.Metric.Direction == measure.Down, Personal: s.Owner.Kind == org.OwnerPerson,
		Attained: t.mark(s, pr.Attained), Expected: t.expected(s), Floor: t.mark(s, s.Floor), Stretch: t.mark(s, s.Stretch),
		Percent: t.percent(pr), Value: t.attained(s), Gap: t.gap(s), Pace: paceOf(pr), PaceWord: t.pace(pr), Note: t.note(s),
	}
	if pr.Attained.OK {
		p.Number = pr.Attained.Amount.String()
	}
	if !p.Personal && adds(s.Metric) && s.Metric.Direction != measure.Down {
		p.Mine = t.mark(s, mine)
	}
	if o := s.Outlook; o != nil {
		p.LandLow, p.LandHigh = t.mark(s, measure.Some(o.Low)), t.mark(s, measure.Some(o.High))
	}
	p.Spoken = t.spoken(s, p)
	return p
}

// track is the bar for a place that has its own words: a tree, a rope, a table.
func (t teller) track(s app.Standing, mine measure.Maybe) ui.ObjectiveBarProps {
	p := t.bar(s, mine)
	p.ID, p.Size = "", ui.BarSmall
	return p
}

// adds tells whether results of a metric add up, so that a part of the total is someone's.
func adds(m measure.Metric) bool { return m.Kind == measure.Sum || m.Kind == measure.Count }

// mark places a value on the way to the target, in permille: from the baseline where the way begins there, else from nothing.
func (t teller) mark(s app.Standing, value measure.Maybe) ui.Mark {
	if !value.OK || !s.Target.OK {
		return ui.Mark{}
	}
	from := wayFrom(s)
	way, whole := value.Amount-from, s.Target.Amount-from
	if whole == 0 {
		return ui.Mark{}
	}
	n, err := measure.MulDiv(int64(way), 1000, int64(whole))
	if err != nil || n < 0 {
		n = 0
	}
	return ui.At(int(min(n, 100_000)))
}

// wayFrom is where the way to the target begins: the baseline for levels and for everything that should go down.
func wayFrom(s app.Standing) measure.Amount {
	level := s.Metric.Kind == measure.Latest || s.Metric.Kind == measure.Ratio || s.Metric.Direction == measure.Down
	if level && s.Baseline.OK && s.Baseline != s.Target {
		return s.Baseline.Amount
	}
	return 0
}

func (t teller) expected(s app.Standing) ui.Mark {
	if s.Progress.Status != goal.Running {
		return ui.Mark{}
	}
	return t.mark(s, s.Progress.Expected)
}

func paceOf(pr goal.Progress) ui.Pace { return ui.Pace(pr.Pace) }

func (t teller) pace(pr goal.Progress) string {
	if pr.Pace == goal.NoPace {
		return ""
	}
	return t.T("pace." + string(pr.Pace))
}

func (t teller) percent(pr goal.Progress) string {
	if !pr.HasAttainment {
		return ""
	}
	return t.Percent(pr.AttainmentBP)
}

// attained says how far it is, of what: "44 600 € sur 62 000 €".
func (t teller) attained(s app.Standing) string {
	t.tell(s)
	unit := s.Metric.Unit
	if s.Metric.Kind == measure.Steps {
		done, all := stepsDone(s.Steps, t.today)
		return t.T("web.bar.steps", "n", done, "all", all)
	}
	value := t.T("web.bar.nothing")
	if s.Progress.Attained.OK {
		value = t.amount(s.Progress.Attained.Amount, unit)
	}
	key := "web.bar.of"
	switch {
	case !s.Target.OK:
		return value
	case s.Metric.Direction == measure.Down:
		key = "web.bar.of_most"
	case !adds(s.Metric):
		key = "web.bar.of_level"
	}
	return t.T(key, "value", value, "target", t.amount(s.Target.Amount, unit))
}

func stepsDone(steps []goal.Step, on period.Date) (done, all int) {
	for _, s := range steps {
		all++
		if !s.Done.IsZero() && s.Done <= on {
			done++
		}
	}
	return done, all
}

// gap says what is left, with the working days that remain.
func (t teller) gap(s app.Standing) string {
	pr := s.Progress
	switch {
	case pr.Status == goal.Attained:
		return t.T("web.bar.over_attained")
	case pr.Status == goal.Missed:
		return t.T("web.bar.over_missed")
	case pr.Status != goal.Running:
		return ""
	case !pr.Gap.OK || s.Metric.Kind == measure.Steps:
		return t.daysLeft(s.WorkLeft)
	}
	return t.gapLeft(s, pr.Gap.Amount)
}

func (t teller) gapLeft(s app.Standing, gap measure.Amount) string {
	unit := s.Metric.Unit
	down := s.Metric.Direction == measure.Down
	switch {
	case down && gap >= 0:
		return t.T("web.bar.room", "gap", t.between(gap, unit))
	case down:
		return t.T("web.bar.beyond", "gap", t.between(-gap, unit))
	case gap == 0:
		return t.T("web.bar.reached")
	case gap < 0:
		return t.T("web.bar.exceeded", "gap", t.between(-gap, unit))
	}
	if days := s.WorkLeft; days > 0 {
		return t.T("web.bar.left_days", "gap", t.between(gap, unit), "n", days)
	}
	return t.T("web.bar.left", "gap", t.between(gap, unit))
}

// between prints how far two values of a unit lie apart: two rates differ by points, not by a rate.
func (t teller) between(a measure.Amount, unit string) string {
	if unit == measure.Percent {
		unit = "points"
	}
	return t.amount(a, unit)
}

func (t teller) daysLeft(days int) string {
	if days > 0 {
		return t.T("web.bar.days", "n", days)
	}
	return ""
}

// note says what the drawing alone would not.
func (t teller) note(s app.Standing) string {
	pr := s.Progress
	var notes []string
	if s.Metric.Direction == measure.Down {
		notes = append(notes, t.T("web.bar.less_is_better"))
	}
	if pr.Status == goal.Running && pr.Pace == goal.NoPace && pr.Attained.OK && pr.Expected.OK && !pr.Reached {
		notes = append(notes, t.T("web.bar.too_early"))
	}
	if pr.Adjustment.OK && pr.Adjustment.Amount != 0 {
		notes = append(notes, t.T("web.bar.adjusted", "amount", t.amount(pr.Adjustment.Amount, s.Metric.Unit)))
	}
	return strings.Join(notes, " · ")
}

// spoken is the whole bar in one sentence.
func (t teller) spoken(s app.Standing, p ui.ObjectiveBarProps) string {
	parts := []string{p.Value}
	if p.Percent != "" {
		parts = append(parts, p.Percent)
	}
	if s.Progress.Status == goal.Running && s.Progress.Expected.OK && s.Metric.Kind != measure.Steps {
		parts = append(parts, t.T("web.bar.expected", "value", t.about(s.Progress.Expected.Amount, s.Metric.Unit)))
	}
	for _, words := range []string{p.Gap, p.Note, p.PaceWord} {
		if words != "" {
			parts = append(parts, words)
		}
	}
	return t.T("web.bar.spoken", "title", s.Title, "words", strings.Join(parts, ", "))
}

// beads draws an objective made of steps.
func (t teller) beads(s app.Standing, me org.ID, list bool) ui.BeadsProps {
	done, all := stepsDone(s.Steps, t.today)
	b := ui.BeadsProps{
		ID: "beads-" + s.ID.String(), Text: t.T("web.bar.steps", "n", done, "all", all), List: list,
		Pace: paceOf(s.Progress), PaceWord: t.pace(s.Progress),
	}
	b.Spoken = t.T("web.bar.spoken", "title", s.Title, "words", b.Text)
	next := true
	for _, step := range s.Steps {
		bead := ui.Bead{Title: step.Title, Done: !step.Done.IsZero(), Mine: step.Owner == me && me != 0}
		if !step.Due.IsZero() {
			bead.Due = t.DayMonth(step.Due)
		}
		if !bead.Done && next {
			bead.Next, next = true, false
		}
		b.Steps = append(b.Steps, bead)
	}
	return b
}

// status is the state in a word, where it says something that the bar does not.
func (t teller) status(s app.Standing) ui.TagProps {
	st := s.Progress.Status
	switch st {
	case goal.Running:
		if s.Progress.Reached {
			return ui.TagProps{Text: t.T("web.reached_already"), Tone: ui.ToneGood, Icon: "check"}
		}
		return ui.TagProps{}
	case goal.Attained:
		return ui.TagProps{Text: t.T("status.attained"), Tone: ui.ToneGood, Icon: "check"}
	case goal.Proposed, goal.Countered:
		return ui.TagProps{Text: t.T("status." + string(st)), Tone: ui.ToneViolet, Icon: "chat"}
	case goal.Published:
		return ui.TagProps{Text: t.T("web.starts", "on", t.DayMonth(s.Start)), Icon: "calendar"}
	case goal.Draft, goal.Agreed, goal.Missed, goal.Cancelled:
	}
	return ui.TagProps{Text: t.T("status." + string(st))}
}

// due is when it ends, or when it ended; this year needs no year.
func (t teller) due(s app.Standing) string {
	day := t.Date(s.End)
	if s.End.Year() == t.today.Year() {
		day = t.DayMonth(s.End)
	}
	if s.End < t.today {
		return t.T("web.ended", "on", day)
	}
	return t.T("web.until", "on", day)
}

// card is an objective in a list.
func (t teller) card(s app.Standing, me org.ID, mine measure.Maybe) ui.GoalCardProps {
	c := ui.GoalCardProps{
		ID: "goal-" + s.ID.String(), Href: goalPath(s.ID), Title: s.Title, Tier: ui.Tier(s.Tier), TierWord: t.tierWord(s.Tier),
		Due: t.due(s), Status: t.status(s), NextWord: t.T("web.next"), ServesWord: t.T("web.serves"),
	}
	if s.Metric.Kind == measure.Steps && len(s.Steps) > 0 {
		c.Beads = t.beads(s, me, false)
		if step, ok := nextStep(s.Steps); ok {
			c.Next = t.stepWords(step)
		}
		return c
	}
	c.Bar = t.bar(s, mine)
	c.Bar.ID = ""
	return c
}

func nextStep(steps []goal.Step) (goal.Step, bool) {
	for _, s := range steps {
		if s.Done.IsZero() {
			return s, true
		}
	}
	return goal.Step{}, false
}

func (t teller) stepWords(s goal.Step) string {
	if s.Due.IsZero() {
		return t.T("web.step_next", "title", s.Title)
	}
	return t.T("web.step_next_due", "title", s.Title, "due", t.DayMonth(s.Due))
}

// metricName is what people call a metric; the ready ones are named by the catalogue, and a key that nobody gave a name to is read as
// words: "units_sold" is "Units sold".
func (t teller) metricName(m measure.Metric) string {
	if key := "metric." + m.Key; (m.Name == "" || m.Name == m.Key) && t.Has(key) {
		return t.T(key)
	}
	if m.Name == "" {
		return t.T("web.metric.steps")
	}
	if m.Name == m.Key {
		return capital(strings.ReplaceAll(m.Name, "_", " "))
	}
	return m.Name
}

func goalPath(id org.ID) string   { return "/goals/" + id.String() }
func teamPath(id org.ID) string   { return "/teams/" + id.String() }
func personPath(id org.ID) string { return "/people/" + id.String() }
