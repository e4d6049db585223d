package i18n

import (
	"cordee/internal/measure"
	"cordee/internal/reward"
)

// Reckoned is one step of a statement in words: what it is, how it is worked out, and what comes of it. How may be empty.
type Reckoned struct{ Label, How, Value string }

// Reckoner puts the arithmetic of a statement into words, the same on a page, in a file and in a letter. A number that its
// decimals do not tell in full is told with "≈"; how it is worked out then says it exactly.
type Reckoner struct {
	p     *Printer
	unit  string // of the reward; "" for what is obtained or not
	minor int    // decimals of what is given
}

// Reckoner is the teller of one statement.
func (p *Printer) Reckoner(st reward.Statement) Reckoner {
	return Reckoner{p, RewardUnit(st.Kind, st.Unit), st.Minor}
}

// RewardUnit is the unit in which a kind of reward is told: its currency, points, days, or "" for what is obtained or not.
func RewardUnit(k reward.Kind, currency string) string {
	switch k {
	case reward.Money:
		return currency
	case reward.Points:
		return "points"
	case reward.TimeOff:
		return "days"
	case reward.Badge, reward.Training, reward.Career:
	}
	return ""
}

// Line is the steps of one part; reads is the unit of the metric it is judged on.
func (r Reckoner) Line(l reward.Line, reads string) (list []Reckoned) {
	axis, paid := r.percent, r.percent
	if l.Curve.Axis == reward.OnAmount {
		axis = func(e reward.Exact) string { return r.number(e, reads, 4) }
	}
	if !l.Curve.DrawsOnBase() {
		paid = r.given
	}
	for _, s := range l.Steps {
		list = append(list, r.step(s, reads, axis, paid))
	}
	return list
}

// Steps is what comes after the parts: of a share, or of a pot.
func (r Reckoner) Steps(steps []reward.Step) (list []Reckoned) {
	for _, s := range steps {
		list = append(list, r.after(s))
	}
	return list
}

// Given is an amount of the reward: "1 140,00 €", "3 points", "obtained".
func (r Reckoner) Given(a measure.Amount) string {
	switch {
	case r.unit != "":
		return r.p.Value(a, r.unit)
	case a > 0:
		return r.p.T("reckon.obtained")
	case a < 0:
		return r.p.T("reckon.taken_back")
	}
	return r.p.T("reckon.not_obtained")
}

// Note is what no figure tells.
func (r Reckoner) Note(n reward.Note) string { return r.p.T("reckon.note." + string(n)) }

// step is a step within a part.
func (r Reckoner) step(s reward.Step, reads string, axis, paid func(reward.Exact) string) Reckoned {
	p := r.p
	switch s.Kind {
	case reward.StepAttainment:
		how := p.T("reckon.attainment_how", "way", r.number(s.X, reads, 4), "whole", r.number(s.Y, reads, 4))
		return Reckoned{p.T("reckon.attainment"), how, r.percent(s.Result)}
	case reward.StepAmount:
		return Reckoned{Label: p.T("reckon.amount"), Value: r.number(s.Result, reads, 4)}
	case reward.StepStretch:
		return Reckoned{p.T("reckon.stretch", "from", axis(s.From), "to", axis(s.To)), r.stretch(s, axis), paid(s.Result)}
	case reward.StepLump:
		return Reckoned{p.T("reckon.lump", "from", axis(s.From)), "", paid(s.Result)}
	case reward.StepNothing:
		return Reckoned{p.T("reckon.nothing", "from", axis(s.From)), "", paid(s.Result)}
	case reward.StepCurve:
		return Reckoned{Label: p.T("reckon.curve"), Value: paid(s.Result)}
	case reward.StepCap:
		return Reckoned{p.T("reckon.cap"), p.T("reckon.cap_how", "without", paid(s.X)), paid(s.Result)}
	case reward.StepBase:
		return Reckoned{p.T("reckon.base"), p.T("reckon.times", "amount", r.given(s.X), "rate", r.percent(s.Rate)), r.given(s.Result)}
	case reward.StepPart:
		return Reckoned{p.T("reckon.part"), p.T("reckon.times", "amount", r.given(s.X), "rate", r.percent(s.Rate)), r.given(s.Result)}
	}
	return r.after(s)
}

// stretch works out one stretch of a curve. The rise from a threshold has a rate that no decimals tell: it is told as the part of
// the way from there to 100 %.
func (r Reckoner) stretch(s reward.Step, axis func(reward.Exact) string) string {
	if s.Rate.Shown(4) {
		return r.p.T("reckon.stretch_how", "from", axis(s.From), "to", axis(s.To), "rate", r.percent(s.Rate))
	}
	return r.p.T("reckon.stretch_rise", "from", axis(s.From), "to", axis(s.To))
}

// after is a step after the parts.
func (r Reckoner) after(s reward.Step) Reckoned {
	p := r.p
	out := Reckoned{Label: p.T("reckon." + string(s.Kind)), Value: r.given(s.Result)}
	switch s.Kind {
	case reward.StepTime:
		out.How = r.time(s)
	case reward.StepRound:
		out.How = p.T("reckon.round_how", "n", r.minor)
	case reward.StepEqual:
		out.How = p.T("reckon.equal_how", "amount", r.given(s.X), "people", p.group(s.Y.String()))
	case reward.StepPresence, reward.StepBrought:
		out.How = p.T("reckon.part_of_how", "amount", r.given(s.X), "part", r.number(s.From, "", 4), "whole", r.number(s.To, "", 4))
	case reward.StepDue:
		out.How = p.T("reckon.due_how", "entitled", r.given(s.X), "paid", r.given(s.Y))
		if s.Result.Sign() < 0 {
			out.Label = p.T("reckon.due_back")
		}
	}
	return out
}

// time says the presence as a fraction; what is a rate of an amount stands beside it, untouched.
func (r Reckoner) time(s reward.Step) string {
	args := []any{"amount", r.given(s.From), "part", r.p.group(s.X.String()), "whole", r.p.group(s.Y.String()), "rest", r.given(s.To)}
	if s.To.Sign() != 0 {
		return r.p.T("reckon.time_how_both", args...)
	}
	return r.p.T("reckon.part_of_how", args...)
}

// given is a number in the unit of the reward, whole or before rounding.
func (r Reckoner) given(e reward.Exact) string {
	if r.unit == "" {
		return r.Given(e.Amount())
	}
	return r.number(e, r.unit, r.minor)
}

func (r Reckoner) percent(e reward.Exact) string {
	if !e.Shown(4) {
		return r.p.about(r.p.Value(e.Amount(), measure.Percent))
	}
	return r.p.Number(e.Amount()) + r.p.style.percentSpace + "%"
}

// number is told with as many decimals as its unit has on a page.
func (r Reckoner) number(e reward.Exact, unit string, decimals int) string {
	if unit == measure.Percent {
		return r.percent(e)
	}
	text := r.p.Value(e.Amount(), unit)
	if !e.Shown(min(decimals, 2)) {
		return r.p.about(text)
	}
	return text
}

// about is a number that was rounded for the eye.
func (p *Printer) about(text string) string { return "≈" + narrow + text }
