package app

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"cordee/internal/fault"
	"cordee/internal/goal"
	"cordee/internal/measure"
	"cordee/internal/org"
	"cordee/internal/plan"
	"cordee/internal/store"
)

// maxScenarios bounds what is kept beside one objective.
const maxScenarios = 20

// SaveScenario keeps a way of sharing an objective out under a name, and returns what it is kept as; one of the same name is
// replaced.
func (a *App) SaveScenario(ctx context.Context, actor org.Actor, id org.ID, name string, form WorkshopForm) (kept org.ID, err error) {
	err = a.write(ctx, actor, func(u *Unit) error {
		row, err := u.goalFor(id, org.EditGoal)
		if err != nil {
			return err
		}
		name = strings.TrimSpace(name)
		if name == "" || utf8.RuneCountInString(name) > org.MaxName {
			return fault.Bad("name", "scenario.name_missing", "max", org.MaxName)
		}
		if err := u.World.mayShareOut(row); err != nil {
			return err
		}
		if err := form.check(u.World.metricOf(row.Goal)); err != nil {
			return err
		}
		form.Sent, form.Total = nil, 0
		kept, err = u.keepScenario(id, name, form)
		return err
	})
	return kept, err
}

func (u *Unit) keepScenario(id org.ID, name string, form WorkshopForm) (org.ID, error) {
	body, err := json.Marshal(form)
	if err != nil {
		return 0, err
	}
	kept, err := u.tx.Scenarios(u.org(), id)
	if err != nil {
		return 0, err
	}
	s := store.Scenario{ID: newID(), Goal: id, Name: name, At: u.At.UnixMicro(), Actor: u.Actor.Person, Body: string(body), Version: 1}
	if i := slices.IndexFunc(kept, func(k store.Scenario) bool { return store.Fold(k.Name) == store.Fold(name) }); i >= 0 {
		if kept[i].Published > 0 {
			return 0, fault.New(fault.Conflict, "scenario.sent", "name", kept[i].Name).On("name")
		}
		s.ID, s.Version = kept[i].ID, kept[i].Version+1
		return s.ID, u.tx.UpdateScenario(u.org(), s)
	}
	if len(kept) >= maxScenarios {
		return 0, fault.New(fault.Conflict, "scenario.too_many", "max", maxScenarios)
	}
	return s.ID, u.tx.InsertScenario(u.org(), s)
}

// DropScenario forgets a scenario.
func (a *App) DropScenario(ctx context.Context, actor org.Actor, id org.ID) error {
	return a.write(ctx, actor, func(u *Unit) error {
		s, err := u.tx.Scenario(u.org(), id)
		if err != nil {
			return err
		}
		if _, err := u.goalFor(s.Goal, org.EditGoal); err != nil {
			return err
		}
		return u.tx.DeleteScenario(u.org(), id)
	})
}

// ScenarioForm is how a kept scenario shares out.
func ScenarioForm(s store.Scenario) (form WorkshopForm, err error) {
	return form, json.Unmarshal([]byte(s.Body), &form)
}

// Compared is two scenarios of one objective side by side.
type Compared struct {
	A, B         Workshop
	NameA, NameB string
	Moves        []plan.Moved
}

// CompareScenarios sets two kept scenarios of an objective side by side: one that was sent as it was sent, any other worked out with
// today's facts.
func (a *App) CompareScenarios(ctx context.Context, actor org.Actor, id, first, second org.ID) (Compared, error) {
	var c Compared
	err := a.read(ctx, actor, org.ReadOrg, func(r *Reading) error {
		row, err := r.tx.Goal(actor.Org, id)
		if err != nil {
			return err
		}
		if err := r.World.Can(actor, org.EditGoal, goalObject(row.Goal), r.Today); err != nil {
			return notFound("goal")
		}
		for _, x := range []struct {
			id   org.ID
			to   *Workshop
			name *string
		}{{first, &c.A, &c.NameA}, {second, &c.B, &c.NameB}} {
			s, err := r.tx.Scenario(actor.Org, x.id)
			if err != nil {
				return err
			}
			form, err := ScenarioForm(s)
			if err != nil || s.Goal != id {
				return notFound("scenario")
			}
			if *x.to, err = r.World.workshop(r.tx, row, form, r.Today); err != nil {
				return err
			}
			if err = r.reveal(x.to); err != nil {
				return err
			}
			*x.name = s.Name
		}
		c.Moves = plan.Compare(c.A.Table, c.B.Table)
		return nil
	})
	return c, err
}

// Sending is under which scenario parts are sent, and why.
type Sending struct {
	Scenario org.ID // the kept one, which then holds what was sent; 0 for none
	Name     string // what to keep it as when there is none; "" keeps nothing
	Why      Said
	Paid     bool // pay depends on the parts
}

// PublishParts puts the parts of an objective before those who would carry them, as proposals they agree to or counter, each with
// how its number came about. Sending again changes what is still only proposed.
//
// Refusals: goal.parts_sum while the parts and the total differ beyond a wanted padding; goal.padding_direction when the padding of
// all levels is for those who set the company's objectives to send, goal.padding_reason until they write why (SCIENCE B3); goal.part_agreed for a part that was agreed.
func (a *App) PublishParts(ctx context.Context, actor org.Actor, id org.ID, form WorkshopForm, how Sending) error {
	return a.write(ctx, actor, func(u *Unit) error {
		if err := how.Why.check(); err != nil {
			return err
		}
		row, err := u.goalFor(id, org.EditGoal)
		if err != nil {
			return err
		}
		if err := form.check(u.World.metricOf(row.Goal)); err != nil {
			return err
		}
		form.Sent, form.Total = nil, 0
		form.by = u.World.Name(org.PersonOwner(u.Actor.Person))
		ws, err := u.World.workshop(u.tx, row, form, u.World.Today(u.At))
		if err != nil {
			return err
		}
		switch {
		case ws.Table.Left != 0:
			return fault.Bad("parts", "goal.parts_sum", "difference", ws.Table.Left, "total", ws.Table.Assigned, "unit", ws.Top.Metric.Unit)
		case ws.Stack.NeedsReason && u.World.Can(actor, org.EditGoal, commonObject(u.World), u.World.Today(u.At)) != nil:
			return fault.Bad("padding", "goal.padding_direction", "padding", ws.Stack.Cumulated, "limit", plan.ReasonPadding)
		case ws.Stack.NeedsReason && how.Why.Reason == "":
			return fault.Bad("reason", "goal.padding_reason", "padding", ws.Stack.Cumulated)
		}
		if err := u.sendTable(row, ws, how); err != nil {
			return err
		}
		return u.keepSent(id, ws.freeze(), ws.Scenarios, how)
	})
}

// keepSent keeps what was sent as a scenario: the table opens with it next time. What was sent before stays as it was: sending again
// is another scenario.
func (u *Unit) keepSent(id org.ID, form WorkshopForm, kept []store.Scenario, how Sending) error {
	at := slices.IndexFunc(kept, func(k store.Scenario) bool { return k.ID == how.Scenario })
	full := how.Scenario == 0 && len(kept) >= maxScenarios
	switch {
	case how.Scenario != 0 && at < 0:
		return notFound("scenario")
	case how.Scenario == 0 && (how.Name == "" || full):
		return nil
	case at >= 0 && kept[at].Published == 0:
		how.Name = kept[at].Name
	case at >= 0 && len(kept) >= maxScenarios:
		return nil
	case at >= 0:
		how.Name = unusedName(kept[at].Name, kept)
	default:
		how.Name = unusedName(how.Name, kept)
	}
	sent, err := u.keepScenario(id, how.Name, form)
	if err != nil {
		return err
	}
	s, err := u.tx.Scenario(u.org(), sent)
	if err != nil {
		return err
	}
	s.Published, s.Version = u.At.UnixMicro(), s.Version+1
	return u.tx.UpdateScenario(u.org(), s)
}

// unusedName is a name, or the name with the first number that makes it one that no sent scenario has.
func unusedName(name string, kept []store.Scenario) string {
	sent := func(name string) bool {
		return slices.ContainsFunc(kept, func(k store.Scenario) bool { return k.Published > 0 && store.Fold(k.Name) == store.Fold(name) })
	}
	for n, next := 2, name; ; n++ {
		if !sent(next) {
			return next
		}
		next = fmt.Sprintf("%s (%d)", name, n)
	}
}

// sendTable sends each line its part, and takes back what was only proposed to those who are no longer asked for anything.
func (u *Unit) sendTable(top store.GoalRow, ws Workshop, how Sending) error {
	top.Paid = how.Paid
	sent, parts := map[org.ID]store.GoalRow{}, map[org.ID]measure.Amount{}
	for _, l := range ws.Lines {
		if l.Sent != nil {
			sent[l.Owner.ID] = *l.Sent
		}
		if l.Left || l.Amount == 0 {
			continue
		}
		parts[l.Owner.ID] = l.Amount
		row, err := u.sendPart(top.Goal, l.Owner, l.Amount, sent[l.Owner.ID], how.Why)
		if err != nil {
			return err
		}
		if l.Sent != nil && l.Sent.Version == row.Version && settled(*l.Sent) {
			continue // agreed as it is: what was said of it then stays
		}
		if err := u.freezeHow(row, l, ws.Top.Metric.Unit); err != nil {
			return err
		}
	}
	return u.withdrawParts(sent, parts)
}

// freezeHow keeps how a number came about beside the version that carries it.
func (u *Unit) freezeHow(row store.GoalRow, l WorkshopLine, unit string) error {
	how := Derivation{Unit: unit, Ramp: l.Ramp}
	for _, n := range l.Derivation {
		how.Lines = append(how.Lines, newSaying(n.Code, n.Args, n.Amount))
	}
	body, err := json.Marshal(how)
	if err != nil {
		return err
	}
	return u.tx.PutGround(u.org(), store.Ground{Goal: row.ID, Version: row.Version, Kind: groundDerivation, At: u.At.UnixMicro(), Body: string(body)})
}

// AskOwnNumbers invites those who will carry a part of a team's objective to give their own number before it is shared out: a note in
// its conversation, in words that the caller chose.
func (a *App) AskOwnNumbers(ctx context.Context, actor org.Actor, id org.ID, words string) error {
	return a.write(ctx, actor, func(u *Unit) error {
		row, err := u.goalFor(id, org.EditGoal)
		if err != nil {
			return err
		}
		if err := u.World.mayShareOut(row); err != nil {
			return err
		}
		return u.addNote(row, NoteComment, words)
	})
}

// howAbove is how the total itself came about: each objective above it, the company's first.
func (w *World) howAbove(tx *store.Tx, g store.GoalRow) ([]plan.Note, error) {
	var notes []plan.Note
	for range goal.Tiers() {
		if g.Parent == 0 {
			break
		}
		up, err := tx.Goal(w.Org().ID, g.Parent)
		if err != nil {
			return nil, err
		}
		if up.Target.OK {
			notes = append([]plan.Note{w.aboveNote(up)}, notes...)
		}
		g = up
	}
	return notes, nil
}

// aboveNote says an objective on the way down to a number.
func (w *World) aboveNote(g store.GoalRow) plan.Note {
	return plan.Note{Code: "workshop.above", Args: []any{"title", g.Title, "owner", w.OwnerName(g.Owner), "amount", g.Target.Amount}, Amount: g.Target}
}
