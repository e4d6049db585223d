package web

import (
	"slices"
	"strconv"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/goal"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/web/ui"
)

// givenForm is what an objective says beyond its number, as typed.
type givenForm struct {
	Skills, Helping, Means, Guard, Mode, Difficulty, Instead string
	Learning, AskFirst                                       bool
}

func readGiven(v *visit) givenForm {
	return givenForm{
		Skills: v.trimmed("skills"), Helping: v.trimmed("helping"), Means: v.trimmed("means"), Guard: v.trimmed("guard"), Mode: v.trimmed("mode"),
		Difficulty: v.trimmed("difficulty"), Instead: v.trimmed("instead"), Learning: v.trimmed("learning") == "yes", AskFirst: v.trimmed("ask_first") == "yes",
	}
}

func givenOf(g goal.Goal, w *app.World) givenForm {
	f := givenForm{Skills: g.Skills, Helping: g.Helping, Means: g.Means, Mode: string(g.Mode), Learning: g.Learning}
	if m, ok := w.Metric(g.Guard); ok {
		f.Guard = m.Key
	}
	if g.Difficulty > 0 {
		f.Difficulty = strconv.Itoa(g.Difficulty)
	}
	if g.InsteadOf != 0 {
		f.Instead = g.InsteadOf.String()
	}
	return f
}

// into puts what was typed into an objective.
func (f givenForm) into(g *goal.Goal, w *app.World) error {
	var l fault.List
	g.Skills, g.Helping, g.Means, g.Mode, g.Learning = f.Skills, f.Helping, f.Means, goal.Mode(f.Mode), f.Learning
	g.Guard, g.Difficulty = 0, 0
	if f.Guard != "" {
		m, ok := w.MetricByKey(f.Guard)
		if !ok {
			l.Add(fault.Bad("guard", "metric.unknown", "key", f.Guard))
		}
		g.Guard = m.ID
	}
	if f.Difficulty != "" {
		n, err := strconv.Atoi(f.Difficulty)
		if err != nil {
			n = -1
		}
		g.Difficulty = n
	}
	if id, ok := org.ParseID(f.Instead); ok && g.ID == 0 {
		g.InsteadOf = id
	}
	return l.OrNil()
}

// givenProps are the fields of the fold « what it takes ».
type givenProps struct {
	title                                     string
	open                                      bool
	skills, helping, means, guard, difficulty ui.FieldProps
	mode, learning, askFirst, reason, cause   ui.FieldProps
	instead                                   string
}

// mayAsk tells whether there is anybody whose own number the reader may ask for: they lead a team, not only a project, and do not work
// in it alone.
func (v *visit) mayAsk() bool {
	me, today := v.me().ID, period.Days(v.today, v.today)
	if v.me().Role == org.Director {
		return true
	}
	return slices.ContainsFunc(v.world.Teams, func(t org.Team) bool {
		return t.Lead == me && t.Kind != org.Group && slices.ContainsFunc(v.world.MembersDuring(t.ID, today), func(m org.Stay) bool { return m.Person != me })
	})
}

func (v *visit) givenFields(f givenForm, s app.Standing, err error) givenProps {
	byField, _ := v.fieldFaults(err, goalFields...)
	field := func(name, value string, kind ui.FieldKind) ui.FieldProps {
		return ui.FieldProps{Name: name, Label: v.T("web.goal." + name), Kind: kind, Value: value, Error: byField[name], Optional: v.T("web.optional")}
	}
	p := givenProps{title: v.T("web.goal.given"), open: f.Skills+f.Helping+f.Means+f.Guard+f.Mode+f.Difficulty != "" || f.Learning}
	p.skills, p.helping, p.means = field("skills", f.Skills, ui.FieldText), field("helping", f.Helping, ui.FieldText), field("means", f.Means, ui.FieldArea)
	p.means.Rows = 2
	p.guard = field("guard", f.Guard, ui.FieldSelect)
	p.guard.Options, p.guard.Blank, p.guard.Hint = v.metricOptions(f.Guard)[1:], "–", v.T("web.goal.guard_hint")
	p.difficulty = field("difficulty", f.Difficulty, ui.FieldSelect)
	p.difficulty.Blank = "–"
	for n := 1; n <= goal.MaxDifficulty; n++ {
		word := strconv.Itoa(n)
		p.difficulty.Options = append(p.difficulty.Options, ui.Option{Value: word, Label: word, Selected: f.Difficulty == word})
	}
	p.mode = field("mode", f.Mode, ui.FieldSelect)
	p.mode.Blank = "–"
	for _, m := range goal.Modes() {
		p.mode.Options = append(p.mode.Options, ui.Option{Value: string(m), Label: v.T("web.mode." + string(m)), Selected: f.Mode == string(m)})
	}
	p.learning = ui.FieldProps{Name: "learning", Label: v.T("web.goal.learning"), Kind: ui.FieldCheckbox, Value: "yes", Checked: f.Learning}
	if s.ID == 0 && f.Instead == "" && v.mayAsk() {
		p.askFirst = ui.FieldProps{Name: "ask_first", Label: v.T("web.goal.ask_first"), Kind: ui.FieldCheckbox, Value: "yes", Checked: f.AskFirst, Error: byField["ask_first"]}
	}
	p.reason = ui.FieldProps{Name: "reason", Label: v.T("web.talk.reason"), Kind: ui.FieldArea, Rows: 2, Value: v.trimmed("reason"), Error: byField["reason"], Optional: v.T("web.optional")}
	p.cause = v.causeField(byField["cause"], false)
	p.instead = f.Instead
	return p
}
