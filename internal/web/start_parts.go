package web

import (
	"slices"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/web/ui"
)

// partsAsk is what was typed on the page of parts.
type partsAsk struct {
	typed  map[org.ID]measure.Maybe // as written
	locked map[org.ID]bool          // to be kept when the rest is shared again: ticked, or written over what was shown
	also   []org.ID                 // take part although they do not sell
}

func (v *visit) startPartsPage() error {
	top, err := v.startedGoal()
	if err != nil {
		return err
	}
	parts, err := v.suggest(top, partsAsk{}, nil)
	if err != nil && len(parts) == 0 {
		return err
	}
	return v.startPartsForm(top, parts, partsAsk{}, nil)
}

// startedGoal is the common objective whose parts are shared; its target is what is left to share, without what is carried elsewhere.
func (v *visit) startedGoal() (app.Standing, error) {
	id, err := v.pathID("goal")
	if err != nil {
		return app.Standing{}, err
	}
	view, err := v.App.Goal(v.ctx(), v.actor(), id)
	if err != nil {
		return view.Standing, err
	}
	elsewhere, err := v.App.CarriedElsewhere(v.ctx(), v.actor(), id)
	if err != nil {
		return view.Standing, err
	}
	view.Standing.Target.Amount = max(view.Standing.Target.Amount-elsewhere, 0)
	return view.Standing, nil
}

func (v *visit) suggest(top app.Standing, ask partsAsk, typed map[org.ID]measure.Maybe) ([]app.Part, error) {
	return v.App.SuggestParts(v.ctx(), v.actor(), top.Target.Amount, period.Days(top.Start, top.End), typed, ask.also...)
}

func (v *visit) startParts() error {
	if err := v.parse(); err != nil {
		return err
	}
	top, err := v.startedGoal()
	if err != nil {
		return err
	}
	ask, err := v.readParts()
	if joined := v.trimmed("do") == "" && len(ask.also) > 0; err == nil && (joined || v.trimmed("do") == "share") {
		parts, err := v.suggest(top, ask, ask.kept())
		return v.startPartsForm(top, parts, partsAsk{locked: ask.locked, also: ask.also}, err)
	}
	if err == nil {
		err = v.App.SendParts(v.ctx(), v.actor(), top.ID, ask.amounts())
	}
	if err != nil {
		if !complete(err) {
			return err
		}
		parts, _ := v.suggest(top, ask, ask.typed)
		return v.startPartsForm(top, parts, ask, err)
	}
	v.flash("parts_sent", "")
	return v.redirect("/start/done")
}

// readParts reads what each person was given.
func (v *visit) readParts() (partsAsk, error) {
	ask := partsAsk{typed: map[org.ID]measure.Maybe{}, locked: map[org.ID]bool{}}
	var l fault.List
	for _, text := range v.r.PostForm["with"] {
		if id, ok := org.ParseID(text); ok {
			ask.also = append(ask.also, id)
		}
	}
	for _, p := range v.world.People {
		name := "part_" + p.ID.String()
		if !v.r.PostForm.Has(name) {
			continue
		}
		a := v.amount(name, &l)
		ask.typed[p.ID] = measure.Some(a.Amount)
		shown := shownPart(p.ID)
		changed := a.OK && v.r.PostForm.Has(shown) && v.trimmed(name) != v.trimmed(shown)
		ask.locked[p.ID] = changed || v.r.PostForm.Get("lock_"+p.ID.String()) == "yes"
	}
	return ask, l.OrNil()
}

// shownPart is the field that carries a part as the page showed it, so that what was written over it is known without JavaScript.
func shownPart(person org.ID) string { return "shown_" + person.String() }

func (a partsAsk) amounts() map[org.ID]measure.Amount {
	out := make(map[org.ID]measure.Amount, len(a.typed))
	for id, m := range a.typed {
		out[id] = m.Amount
	}
	return out
}

// kept are the amounts that stay when the rest is shared again.
func (a partsAsk) kept() map[org.ID]measure.Maybe {
	out := map[org.ID]measure.Maybe{}
	for id, m := range a.typed {
		if a.locked[id] {
			out[id] = m
		}
	}
	return out
}

func (v *visit) startPartsForm(top app.Standing, parts []app.Part, ask partsAsk, err error) error {
	unit := top.Metric.Unit
	t := v.retyped(err)
	names := make([]string, len(parts))
	for i, p := range parts {
		names[i] = "part_" + p.Person.ID.String()
	}
	t.wrong, t.rest = v.fieldFaults(err, names...)
	p := partsProps{
		head: v.startHead("parts", top.ID), form: v.form(t, ui.FormProps{Action: "/start/parts/" + top.ID.String()}),
		shares: v.sharesProps(top, parts, ask, t), empty: v.T("web.start.parts.alone"), outLead: v.T("web.start.parts.out"),
		send:  ui.ButtonProps{Text: v.T("web.start.parts.submit"), Kind: ui.ButtonPrimary, Name: "do", Value: "send"},
		again: ui.ButtonProps{Text: v.T("web.start.parts.again"), Name: "do", Value: "share", Icon: "share"},
		skip:  ui.Link{Text: v.T("web.start.skip"), Href: "/start/done"},
	}
	for i, row := range p.shares.Rows {
		p.form.Hidden = append(p.form.Hidden, ui.Hidden{Name: shownPart(parts[i].Person.ID), Value: row.Value})
	}
	for _, id := range ask.also {
		p.form.Hidden = append(p.form.Hidden, ui.Hidden{Name: "with", Value: id.String()})
	}
	p.out = v.leftOut(top, parts)
	p.head.head.Lead = v.T("web.start.parts.lead", "title", top.Title, "target", v.Value(top.Target.Amount, unit), "span", v.Span(period.Days(top.Start, top.End)))
	return v.showAs(answerTo(err), page{title: p.head.head.Title, path: "/start"}, startPartsView(p))
}

// maxLeftOut is how many people outside the table are named: in a small company the founder sells too.
const maxLeftOut = 6

// leftOut offers to share with those who are not in the table because their role is not to sell.
func (v *visit) leftOut(top app.Standing, parts []app.Part) (list []ui.ButtonProps) {
	for _, p := range v.world.People {
		in := slices.ContainsFunc(parts, func(x app.Part) bool { return x.Person.ID == p.ID })
		if in || p.Erased || !p.Employed().Overlaps(period.Days(top.Start, top.End)) {
			continue
		}
		list = append(list, ui.ButtonProps{Text: v.T("web.start.parts.with", "name", p.Name), Name: "with", Value: p.ID.String(), Icon: "plus", Small: true})
	}
	if len(list) > maxLeftOut {
		return nil
	}
	return list
}

// sharesProps is the table of parts: what is proposed or typed, and the live sum.
func (v *visit) sharesProps(top app.Standing, parts []app.Part, ask partsAsk, t typed) ui.SharesProps {
	unit := top.Metric.Unit
	sum := measure.Amount(0)
	p := ui.SharesProps{
		ID: "parts", Caption: v.T("web.start.parts.caption"), NameHead: v.T("web.start.parts.who"), ValueHead: v.T("web.start.parts.part"),
		LockHead: v.T("web.start.parts.keep"), TotalWord: v.T("web.start.parts.total"), TotalText: v.Value(top.Target.Amount, unit),
	}
	for _, part := range parts {
		id := part.Person.ID
		name := "part_" + id.String()
		amount := part.Amount
		if m, typed := ask.typed[id]; typed && m.OK {
			amount = m.Amount
		}
		sum += amount
		row := ui.ShareRow{Name: name, Label: part.Person.Name, Value: v.Number(amount), Unit: v.currencySign(), Locked: ask.locked[id], LockName: "lock_" + id.String(), Error: t.wrong[name]}
		if row.Error != "" {
			row.Value = t.Get(name)
		}
		if v.actor().Is(id) {
			row.Hint = v.T("web.start.parts.you")
		}
		p.Rows = append(p.Rows, row)
	}
	p.Balance = ui.BalanceProps{
		Total: top.Target.Amount.String(), Even: v.T("web.start.parts.even"), Under: v.T("web.start.parts.under"), Over: v.T("web.start.parts.over"),
		Unit: "\u00a0" + v.currencySign(),
	}
	p.Balance.Now = v.balanceNow(top.Target.Amount-sum, unit, p.Balance)
	return p
}

// balanceNow says in words what is left to share.
func (v *visit) balanceNow(left measure.Amount, unit string, b ui.BalanceProps) string {
	switch {
	case left > 0:
		return replaceN(b.Under, v.Value(left, unit))
	case left < 0:
		return replaceN(b.Over, v.Value(-left, unit))
	}
	return b.Even
}
