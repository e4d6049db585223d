package app

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"cordee/internal/fault"
	"cordee/internal/goal"
	"cordee/internal/org"
	"cordee/internal/store"
)

// undo is what it takes to go back before an import: rows as they were, and the ids of rows that are new. Results need no image:
// they are reversed.
type undo struct {
	Teams          []org.Team       `json:",omitempty"`
	NewTeams       []org.ID         `json:",omitempty"`
	People         []org.Person     `json:",omitempty"`
	NewPeople      []org.ID         `json:",omitempty"`
	OldMemberships []org.Membership `json:",omitempty"`
	NewMemberships []org.Membership `json:",omitempty"`
	OldAbsences    []org.Absence    `json:",omitempty"`
	NewAbsences    []org.Absence    `json:",omitempty"`
	Metrics        []store.Metric   `json:",omitempty"`
	NewMetrics     []org.ID         `json:",omitempty"`
	OldRates       []store.Rate     `json:",omitempty"`
	NewRates       []store.Rate     `json:",omitempty"`
	Goals          []store.GoalRow  `json:",omitempty"`
	NewGoals       []org.ID         `json:",omitempty"`
	Steps          []goal.Step      `json:",omitempty"`
	NewSteps       []org.ID         `json:",omitempty"`
	Tasks          []store.Task     `json:",omitempty"`
	NewTasks       []org.ID         `json:",omitempty"`
}

// UndoImport takes an import back: its results are reversed, changed rows get their former values, new rows go. It is refused,
// with every reason, when something later depends on what would go.
func (a *App) UndoImport(ctx context.Context, actor org.Actor, id org.ID) error {
	return a.write(ctx, actor, func(u *Unit) error {
		if err := u.World.Can(actor, org.Import, org.Object{}, u.World.Today(u.At)); err != nil {
			return err
		}
		row, err := u.tx.Import(u.org(), id)
		if err != nil {
			return err
		}
		if row.UndoneAt != 0 {
			return fault.New(fault.Conflict, "import.undone")
		}
		var back undo
		if err := json.Unmarshal([]byte(row.Undo), &back); err != nil {
			return fmt.Errorf("import %s: %w", id, err)
		}
		if err := u.reverseImport(id); err != nil {
			return err
		}
		if err := u.refuseOrphans(back); err != nil {
			return err
		}
		if err := u.goBack(back); err != nil {
			return err
		}
		if err := u.tx.MarkImportUndone(u.org(), id, u.At.UnixMicro()); err != nil {
			return err
		}
		return u.note("import.undone", "import", id, nil)
	})
}

// goBack restores rows in the reverse order of intake, then folds again what moved.
func (u *Unit) goBack(b undo) error {
	in := u.intake()
	for _, step := range []func(undo) error{u.backTasks, u.backGoals, u.backMetrics, u.backPlaces, u.backPeople, u.backTeams} {
		if err := step(b); err != nil {
			return err
		}
	}
	if err := u.reload(); err != nil {
		return err
	}
	for _, m := range append(b.OldMemberships, b.NewMemberships...) {
		in.refold.person(m.Person)
	}
	for _, t := range b.Teams {
		if now, ok := in.refold.before.Team(t.ID); ok && now.Parent != t.Parent {
			in.refold.everyone = true
		}
	}
	for _, m := range b.Metrics {
		in.refold.metric(m.ID)
	}
	return in.refoldMoved()
}

func (u *Unit) backTasks(b undo) error {
	for _, t := range b.Tasks {
		if err := u.tx.UpdateTask(u.org(), t); err != nil {
			return err
		}
	}
	for _, id := range b.NewTasks {
		if err := u.tx.DeleteTask(u.org(), id); err != nil {
			return err
		}
	}
	for _, s := range b.Steps {
		if err := u.tx.UpdateStep(u.org(), s); err != nil {
			return err
		}
	}
	for _, id := range b.NewSteps {
		if err := u.tx.DeleteStep(u.org(), id); err != nil {
			return err
		}
	}
	return nil
}

// backGoals gives objectives their former content as a new version: what was once published stays in their history.
func (u *Unit) backGoals(b undo) error {
	for _, g := range b.Goals {
		now, err := u.tx.Goal(u.org(), g.ID)
		if err != nil {
			return err
		}
		g.Version = now.Version + 1
		if err := u.updateGoal(g, "goal.restored", Said{}); err != nil {
			return err
		}
	}
	for _, id := range b.NewGoals {
		children, err := u.tx.GoalChildren(u.org(), id)
		if err != nil {
			return err
		}
		for _, c := range children {
			if !slices.Contains(b.NewGoals, c.ID) {
				return fault.New(fault.Conflict, "import.still_needed", "table", "goals")
			}
		}
	}
	for i := len(b.NewGoals) - 1; i >= 0; i-- {
		if err := u.tx.DeleteGoal(u.org(), b.NewGoals[i]); err != nil {
			return needed(err, "goals")
		}
	}
	return nil
}

func (u *Unit) backMetrics(b undo) error {
	for _, m := range b.Metrics {
		now, ok := u.World.Metric(m.ID)
		if !ok {
			continue
		}
		m.Version = now.Version + 1
		if err := u.tx.UpdateMetric(u.org(), m); err != nil {
			return err
		}
	}
	for _, id := range b.NewMetrics {
		if err := u.tx.DeleteTallies(u.org(), id); err != nil {
			return err
		}
		if err := u.tx.DeleteMetric(u.org(), id); err != nil {
			return needed(err, "metrics")
		}
	}
	if err := u.tx.DeleteRates(u.org(), b.NewRates); err != nil {
		return err
	}
	return u.tx.PutRates(u.org(), b.OldRates)
}

// backPlaces swaps memberships and absences back. A row that the import both made and replaced cancels out.
func (u *Unit) backPlaces(b undo) error {
	if err := u.placesStand(b); err != nil {
		return err
	}
	if err := u.tx.DeleteMemberships(u.org(), b.NewMemberships); err != nil {
		return err
	}
	if err := u.tx.InsertMemberships(u.org(), without(b.OldMemberships, b.NewMemberships)); err != nil {
		return err
	}
	if err := u.tx.DeleteAbsences(u.org(), b.NewAbsences); err != nil {
		return err
	}
	return u.tx.InsertAbsences(u.org(), without(b.OldAbsences, b.NewAbsences))
}

// placesStand refuses to take back places that somebody has changed since: the former ones would overlap what was said later.
func (u *Unit) placesStand(b undo) error {
	for _, m := range without(b.NewMemberships, b.OldMemberships) {
		if !slices.Contains(u.World.stays[m.Person], m) {
			return fault.New(fault.Conflict, "import.still_needed", "table", "memberships")
		}
	}
	for _, x := range without(b.NewAbsences, b.OldAbsences) {
		if !slices.Contains(u.World.away[x.Person], x) {
			return fault.New(fault.Conflict, "import.still_needed", "table", "absences")
		}
	}
	return nil
}

func without[T comparable](rows, gone []T) []T {
	skip := make(map[T]bool, len(gone))
	for _, g := range gone {
		skip[g] = true
	}
	var kept []T
	for _, r := range rows {
		if !skip[r] {
			kept = append(kept, r)
		}
	}
	return kept
}

func (u *Unit) backPeople(b undo) error {
	for _, p := range b.People {
		now, ok := u.World.Person(p.ID)
		if !ok {
			continue
		}
		p.Version = now.Version + 1
		if err := u.tx.UpdatePerson(u.org(), p); err != nil {
			return err
		}
	}
	restored := func(t org.Team) bool {
		return slices.Contains(b.NewTeams, t.ID) || slices.ContainsFunc(b.Teams, func(o org.Team) bool { return o.ID == t.ID })
	}
	for _, t := range u.World.Teams {
		if slices.Contains(b.NewPeople, t.Lead) && !restored(t) { // the others get their former lead with all the rest
			t.Lead, t.Version = 0, t.Version+1
			if err := u.tx.UpdateTeam(u.org(), t); err != nil {
				return err
			}
		}
	}
	for _, id := range b.NewPeople {
		if err := u.tx.DeletePerson(u.org(), id); err != nil {
			return needed(err, "people")
		}
	}
	return nil
}

func (u *Unit) backTeams(b undo) error {
	for _, t := range b.Teams {
		now, ok := u.World.Team(t.ID)
		if !ok {
			continue
		}
		t.Version = now.Version + 1
		if err := u.tx.UpdateTeam(u.org(), t); err != nil {
			return err
		}
	}
	for _, t := range u.World.Teams {
		if slices.Contains(b.NewTeams, t.Parent) && !slices.Contains(b.NewTeams, t.ID) {
			return fault.New(fault.Conflict, "import.still_needed", "table", "teams")
		}
	}
	for i := len(b.NewTeams) - 1; i >= 0; i-- {
		if err := u.tx.DeleteTeam(u.org(), b.NewTeams[i]); err != nil {
			return needed(err, "teams")
		}
	}
	return nil
}

// needed says that a row cannot go because something that came later refers to it.
func needed(err error, table string) error {
	if fault.KindOf(err) == fault.Invalid {
		return fault.New(fault.Conflict, "import.still_needed", "table", table).Because(err)
	}
	return err
}
