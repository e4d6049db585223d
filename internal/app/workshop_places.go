package app

import (
	"slices"

	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/store"
)

// place sets the parts that exist beside the lines of the table: the main one of each owner on their line, all others outside it.
func (ws *Workshop) place(owners []org.Owner, parts []store.GoalRow) {
	main, more := mainParts(parts)
	for _, o := range owners {
		l := WorkshopLine{}
		l.Owner = o
		if c, ok := main[o]; ok {
			l.Sent = &c
		}
		ws.Lines = append(ws.Lines, l)
	}
	for _, c := range parts {
		at := slices.Index(owners, c.Owner)
		second := slices.ContainsFunc(more, func(x store.GoalRow) bool { return x.ID == c.ID })
		if at >= 0 && !second {
			continue
		}
		if at >= 0 {
			ws.Lines[at].Also += c.Target.Amount
		}
		ws.Elsewhere, ws.Outside = append(ws.Elsewhere, c), ws.Outside+c.Target.Amount
	}
}

// besides are those who carry a part outside the table and whom the table does not cover: not the people of a team that has a line, nor
// a team whose people have one.
func (ws *Workshop) besides() (list []org.Owner) {
	for _, c := range ws.Elsewhere {
		covered := slices.ContainsFunc(ws.Lines, func(l WorkshopLine) bool {
			return l.Owner == c.Owner || ws.within(c.Owner, l.Owner) || ws.within(l.Owner, c.Owner)
		})
		if !covered && !slices.Contains(list, c.Owner) {
			list = append(list, c.Owner)
		}
	}
	return list
}

// within tells whether a person or a team belongs to a team, over the days of the objective.
func (ws *Workshop) within(o, team org.Owner) bool {
	if team.Kind != org.OwnerTeam || o == team {
		return false
	}
	if o.Kind == org.OwnerTeam {
		return slices.Contains(ws.World.Children(team.ID), o.ID)
	}
	return slices.ContainsFunc(ws.World.MembersDuring(team.ID, ws.Top.Span()), func(s org.Stay) bool { return s.Person == o.ID })
}

// sentTo are those to whom a table was sent, by name.
func (w *World) sentTo(form WorkshopForm) (owners []org.Owner) {
	for id := range form.Sent {
		o := org.PersonOwner(id)
		if form.ByTeam {
			o = org.TeamOwner(id)
		}
		owners = append(owners, o)
	}
	slices.SortFunc(owners, func(a, b org.Owner) int { return compareFolded(w.OwnerName(a), w.OwnerName(b)) })
	return owners
}

// unfreeze shows as typed only what was typed: in a table that was sent, every figure stands as it was sent.
func (ws *Workshop) unfreeze() {
	if ws.Form.Sent == nil {
		return
	}
	for i, r := range ws.Table.Rows {
		_, ws.Table.Rows[i].Typed = ws.Form.Typed[r.Owner.ID]
	}
}

// freeze keeps what a table sends.
func (ws *Workshop) freeze() WorkshopForm {
	form := ws.Form
	form.Total, form.Sent = ws.Top.Target.Amount, map[org.ID]measure.Amount{}
	for _, l := range ws.Lines {
		if !l.Left {
			form.Sent[l.Owner.ID] = l.Amount
		}
	}
	return form
}
