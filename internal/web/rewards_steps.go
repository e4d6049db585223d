package web

import (
	"strings"

	"cordee/internal/measure"
	"cordee/internal/reward"
	"cordee/internal/web/ui"
)

// steps puts an arithmetic into words, one line a step, with its figures.
func (t ruleTeller) steps(steps []reward.Step, l reward.Line) (lines []ui.ReckoningLine) {
	for _, s := range steps {
		lines = append(lines, t.step(s, l))
	}
	return lines
}

// about prints an exact number so that it can be reckoned with again: in full up to four decimals, a short fraction as it is; what
// is told only roughly says so.
func (t ruleTeller) about(e reward.Exact, unit string) string {
	figure := e.String()
	switch {
	case e.Shown(2):
		return t.Value(e.Amount(), unit)
	case e.Shown(4):
		figure = t.Number(e.Amount())
	case len(figure) > longestFraction:
		return t.T("web.reward.about", "figure", t.Value(e.Amount(), unit))
	}
	return strings.Replace(t.Value(0, unit), "0", figure, 1)
}

// longestFraction is the longest fraction that is still told as one: "1000/3".
const longestFraction = 7

func (t ruleTeller) inPercent(e reward.Exact) string { return t.about(e, measure.Percent) }
func (t ruleTeller) inUnit(e reward.Exact) string    { return t.about(e, t.unit()) }

// step is one step. On a line its curve reads percent, or an amount in the metric's unit; below a line everything is the reward's.
func (t ruleTeller) step(s reward.Step, l reward.Line) ui.ReckoningLine {
	say := func(key string, args ...any) string { return t.T("web.reward.step."+key, args...) }
	line := ui.ReckoningLine{Label: say(string(s.Kind)), Value: t.inUnit(s.Result)}
	percent := l.Curve.DrawsOnBase()
	read := func(e reward.Exact) string {
		if l.Curve.Axis == reward.OnAmount {
			return t.about(e, t.unitOf(l.Of))
		}
		return t.inPercent(e)
	}
	switch s.Kind {
	case reward.StepAttainment:
		line.How, line.Value = t.attainmentHow(s, l), t.inPercent(s.Result)
	case reward.StepAmount:
		line.Value = t.about(s.Result, t.unitOf(l.Of))
	case reward.StepStretch:
		line.Label = say("stretch", "from", read(s.From), "to", read(s.To))
		line.How = say("stretch_how", "from", read(s.From), "to", read(s.To), "rate", t.inPercent(s.Rate))
		if percent {
			line.Value = t.inPercent(s.Result)
		}
	case reward.StepLump:
		line.Label, line.Value = say("lump", "from", read(s.From)), t.inPercent(s.Result)
	case reward.StepNothing:
		line.Label, line.Value = say("nothing", "from", read(s.From)), t.inPercent(s.Result)
	case reward.StepCurve:
		if percent {
			line.Value = t.inPercent(s.Result)
		}
	case reward.StepCap:
		line.How = say("cap_how", "x", t.inUnit(s.X), "y", t.inUnit(s.Y))
		if percent {
			line.How, line.Value = say("cap_how", "x", t.inPercent(s.X), "y", t.inPercent(s.Y)), t.inPercent(s.Result)
		}
	case reward.StepPart, reward.StepBase:
		line.How = say("times", "x", t.inUnit(s.X), "rate", t.inPercent(s.Rate))
	case reward.StepTime:
		line.How = say("time_how", "base", t.inUnit(s.From), "x", t.Number(s.X.Amount()), "y", t.Number(s.Y.Amount()))
		if s.To.Sign() != 0 {
			line.How = say("time_how_rest", "base", t.inUnit(s.From), "x", t.Number(s.X.Amount()), "y", t.Number(s.Y.Amount()), "rest", t.inUnit(s.To))
		}
	case reward.StepEqual:
		line.How = say("equal_how", "x", t.inUnit(s.X), "n", s.Y.Amount())
	case reward.StepPresence, reward.StepBrought:
		line.How = say("part_how", "x", t.inUnit(s.X), "from", t.Number(s.From.Amount()), "to", t.Number(s.To.Amount()))
	case reward.StepDue:
		line.How, line.Total = say("due_how", "x", t.inUnit(s.X), "y", t.inUnit(s.Y)), true
	case reward.StepEntitled:
		line.Value, line.Total = t.gives(s.Result.Amount()), true
	case reward.StepSum, reward.StepRound, reward.StepGate, reward.StepPaid:
	}
	return line
}

// attainmentHow is "52 080 € ÷ 62 000 €"; where the way does not begin at nought it says so.
func (t ruleTeller) attainmentHow(s reward.Step, l reward.Line) string {
	unit := t.unitOf(l.Of)
	key := "web.reward.step.attainment_way"
	if l.Reached != nil && l.Reached.Value.OK && l.Reached.Target.OK && s.X.Amount() == l.Reached.Value.Amount && s.Y.Amount() == l.Reached.Target.Amount {
		key = "web.reward.step.attainment_how"
	}
	return t.T(key, "x", t.about(s.X, unit), "y", t.about(s.Y, unit))
}
