package web

import (
	"slices"
	"strings"

	"cordee/internal/app"
	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/plan"
	"cordee/internal/web/ui"
)

// lineNotes say how much of the period somebody can work, where it is not all of it.
func (t teller) lineNotes(l app.WorkshopLine, unit string) (notes []string) {
	if here := presence(l); here < measure.Hundred {
		notes = append(notes, t.T("workshop.time", "share", here))
	}
	if l.Ramp < measure.Hundred {
		notes = append(notes, t.T("workshop.ramp", "share", l.Ramp))
	}
	if l.Also != 0 {
		notes = append(notes, t.T("workshop.also", "amount", t.Value(l.Also, unit), "sum", t.Value(l.Amount+l.Also, unit)))
	}
	return notes
}

// presence is the share of a full-time colleague's time, without the ramp.
func presence(l app.WorkshopLine) measure.BP {
	if l.Ramp <= 0 {
		return l.Time
	}
	here, err := measure.MulDiv(int64(l.Time), int64(measure.Hundred), int64(l.Ramp))
	if err != nil {
		return l.Time
	}
	return (measure.BP(here) + 50) / 100 * 100 // a calculation back: whole percents
}

// sentTag says what is on the table for somebody already.
func (t teller) sentTag(l app.WorkshopLine, unit string) ui.TagProps {
	if l.Sent == nil {
		return ui.TagProps{}
	}
	amount := t.Value(l.Sent.Target.Amount, unit)
	switch l.Sent.Status {
	case goal.Proposed, goal.Draft:
		return ui.TagProps{Text: t.T("workshop.sent.proposed", "amount", amount), Tone: ui.ToneViolet, Icon: "chat"}
	case goal.Countered:
		return ui.TagProps{Text: t.T("workshop.sent.countered", "amount", amount), Tone: ui.ToneViolet, Icon: "chat"}
	case goal.Agreed, goal.Published, goal.Running, goal.Attained, goal.Missed, goal.Cancelled:
	}
	return ui.TagProps{Text: t.T("workshop.sent.agreed", "amount", amount), Tone: ui.ToneGood, Icon: "check"}
}

func (t teller) gapWords(gap measure.Maybe, unit string) string {
	switch {
	case !gap.OK:
		return ""
	case gap.Amount > 0:
		return t.T("workshop.gap_more", "amount", t.Value(gap.Amount, unit))
	case gap.Amount < 0:
		return t.T("workshop.gap_less", "amount", t.Value(-gap.Amount, unit))
	}
	return t.T("workshop.gap_none")
}

func (t teller) notes(list []plan.Note, unit string) (lines []string) {
	for _, n := range list {
		lines = append(lines, t.T(n.Code, n.In(unit)...))
	}
	return lines
}

// fitWords says how many are expected to attain, and what the team can carry.
func (t teller) fitWords(ws app.Workshop) judgement {
	unit := ws.Top.Metric.Unit
	j := judgement{
		id: "workshop-fit", title: t.T("workshop.fit"),
		tag:   ui.TagProps{Text: t.T("plan.verdict." + string(ws.Fit.Verdict)), Tone: verdictTone(ws.Fit.Verdict)},
		lines: t.notes(ws.Fit.Notes, unit),
	}
	if ws.Running {
		j.lines = append(j.lines, t.T("workshop.so_far"))
	}
	if ws.Running && slices.ContainsFunc(ws.Lines, func(l app.WorkshopLine) bool { return l.Chance.Shown && !l.Issued }) {
		j.lines = append(j.lines, t.T("workshop.proposed_apart"))
	}
	for _, f := range ws.Feasible {
		j.lines = append(j.lines, t.T(f.Note.Code, f.Note.In(unit)...))
	}
	return j
}

// warningWords says each thing once: the padding of all levels is told by the stack, not by the table as well.
func (t teller) warningWords(ws app.Workshop) judgement {
	unit := ws.Top.Metric.Unit
	j := judgement{id: "workshop-warnings", title: t.T("workshop.warnings")}
	for _, n := range ws.Table.Warnings {
		if !strings.HasPrefix(n.Code, "plan.warn.padding") {
			j.lines = append(j.lines, t.T(n.Code, n.In(unit)...))
		}
	}
	j.lines = append(j.lines, t.notes(ws.Stack.Warnings, unit)...)
	j.lines = append(j.lines, t.notes(ws.Ratchet.Warnings, unit)...)
	for _, u := range ws.Table.Unequal {
		j.lines = append(j.lines, t.T("workshop.about", "name", ws.World.OwnerName(u.Owner), "words", t.T(u.Note.Code, u.Note.In(unit)...)))
	}
	if n := len(ws.Elsewhere); n > 0 {
		var names []string
		for _, g := range ws.Elsewhere {
			names = append(names, ws.World.OwnerName(g.Owner))
		}
		j.lines = append(j.lines, t.T("workshop.elsewhere", "n", n, "names", t.List(names[:min(n, 5)]), "amount", t.Value(ws.Outside, unit)))
	}
	if ws.Shared && slices.ContainsFunc(ws.Lines, func(l app.WorkshopLine) bool { return l.Amount%measure.One != 0 }) {
		j.lines = append(j.lines, t.T("workshop.decimals_shared", "metric", t.metricName(ws.Top.Metric)))
	}
	if len(j.lines) == 0 {
		j.tag = ui.TagProps{Text: t.T("workshop.nothing_to_say"), Tone: ui.ToneGood, Icon: "check"}
	}
	return j
}

// marginWords is what is asked beyond the plan, level by level.
func (t teller) marginWords(ws app.Workshop) judgement {
	j := judgement{id: "workshop-margin", title: t.T("workshop.margin"), lines: []string{t.T("workshop.margin_lead")}}
	if ws.Justified > 0 {
		j.lines = append(j.lines, t.T("workshop.margin_vacant", "vacant", ws.Vacant, "padding", ws.Justified))
	}
	return j
}

func (t teller) levels(ws app.Workshop) (lines []ui.DefinitionLine) {
	for i, bp := range ws.Stack.Levels {
		name := ""
		if i < len(ws.Levels) {
			name = ws.Levels[i]
		}
		lines = append(lines, ui.DefinitionLine{Label: t.T("workshop.level", "level", i+1, "title", name), Value: t.signed(bp)})
	}
	return append(lines, ui.DefinitionLine{Label: t.T("workshop.cumulated"), Value: t.signed(ws.Stack.Cumulated), Total: true})
}

// ownWords compares with what the people themselves put forward.
func (t teller) ownWords(ws app.Workshop) judgement {
	j := judgement{id: "workshop-own", title: t.T("workshop.own")}
	j.lines = t.notes([]plan.Note{ws.BottomUp.Note}, ws.Top.Metric.Unit)
	return j
}

// askButton invites people to give their own number first.
func (v *visit) askButton(ws app.Workshop) ui.ActionProps {
	return ui.ActionProps{
		Action: goalPath(ws.Top.ID) + "/ask", Hidden: []ui.Hidden{{Name: "back", Value: partsPath(ws.Top.ID)}},
		Button: ui.ButtonProps{Text: v.T("workshop.ask.button"), Icon: "chat"},
	}
}

// shopEnding is what one does with the table: keep it, or send it.
func (v *visit) shopEnding(p *shopProps, ws app.Workshop, ask shopAsk, t typed) {
	p.name = ui.FieldProps{Name: "name", Label: v.T("workshop.name"), Value: ask.name, Error: t.wrong["name"], Hint: v.T("workshop.name_hint")}
	if s, ok := scenarioOf(ws.Scenarios, ask.scenario); ok && ask.name == "" {
		p.name.Value = s.Name
	}
	p.save = ui.ButtonProps{Text: v.T("workshop.save"), Name: "do", Value: "save", Icon: "copy"}
	p.reason = ui.FieldProps{Name: "reason", Label: v.T("workshop.reason"), Kind: ui.FieldArea, Rows: 2, Value: ask.reason, Error: t.wrong["reason"], Optional: v.T("web.optional")}
	if ws.Stack.NeedsReason {
		p.reason.Optional, p.reason.Hint = "", v.T("workshop.reason_needed", "padding", v.Percent(ws.Stack.Cumulated))
	}
	p.paid = ui.FieldProps{Name: "paid", Label: v.T("workshop.paid"), Kind: ui.FieldCheckbox, Checked: ask.paid, Hint: v.T("workshop.paid_hint")}
	if !ask.asked {
		p.paid.Checked = ws.Top.Paid
	}
	n := 0
	for _, l := range ws.Lines {
		if !l.Left && l.Amount != 0 {
			n++
		}
	}
	p.publishLead = v.T("workshop.publish.lead")
	p.publish = ui.ButtonProps{Text: v.T("workshop.publish.button", "n", n), Name: "do", Value: "publish", Icon: "share", Kind: ui.ButtonPrimary, Disabled: n == 0}
}
