package app

import (
	"fmt"
	"slices"
	"strings"

	"cordee/internal/fault"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/sheet"
)

// Count is what became of the rows of one table.
type Count struct {
	Created   int `json:"created"`
	Updated   int `json:"updated"`
	Unchanged int `json:"unchanged"`
	Rejected  int `json:"rejected"`
}

// intake takes rows in: from a file, the API or a form, all the same. It keeps every problem, and what it takes to go back.
type intake struct {
	*Unit
	problems fault.List
	warnings fault.List
	counts   map[tableOf]*Count
	here     fault.Where          // the row at work
	bad      map[fault.Where]bool // rows with a problem
	undo     undo
	imported org.ID // the import these rows belong to, 0 for a form
	pace     pace
	refold   refold
	stays    map[org.ID][]org.Membership // as changed by this intake, before the next reload
	away     map[org.ID][]org.Absence

	foreign     map[string]*sheet.Foreign // goals of a CRM's export, by key
	foreignRows []sheet.GoalRow
}

func (u *Unit) intake() *intake {
	in := &intake{Unit: u, counts: map[tableOf]*Count{}, bad: map[fault.Where]bool{}, stays: map[org.ID][]org.Membership{}, away: map[org.ID][]org.Absence{}}
	in.refold.before = u.World
	return in
}

// tableOf is one table of one file.
type tableOf struct {
	kind        sheet.Kind
	file, sheet string
}

// count is the count of a table in the file of the row at work.
func (in *intake) count(k sheet.Kind) *Count {
	t := tableOf{k, in.here.File, in.here.Sheet}
	if in.counts[t] == nil {
		in.counts[t] = &Count{}
	}
	return in.counts[t]
}

// refused counts a row once, however many problems it has.
func (in *intake) refused(k sheet.Kind, at fault.Where) {
	in.here = at
	row := fault.Where{File: at.File, Sheet: at.Sheet, Row: at.Row}
	if !in.bad[row] {
		in.bad[row] = true
		in.count(k).Rejected++
	}
}

// maxShown is how much of a cell a report repeats, in characters.
const maxShown = 80

// reject records a problem of a row.
func (in *intake) reject(k sheet.Kind, at fault.Where, column, value string, e *fault.Error) {
	in.refused(k, at)
	if cut := []rune(value); len(cut) > maxShown {
		value = string(cut[:maxShown]) + "…"
	}
	at.Column, at.Value = column, value
	if e.Field == "" {
		e = e.On(column)
	}
	in.problems = append(in.problems, e.At(at))
}

// rejectAll records every problem in err against a row, whose cells are given by column.
func (in *intake) rejectAll(k sheet.Kind, at fault.Where, cells map[string]string, err error) {
	for _, e := range fault.All(err) {
		value := cells[e.Field]
		if value == "" {
			value = blamed(e)
		}
		in.reject(k, at, e.Field, value, e)
	}
}

// blamed is the value that an error says it is about, "" if it does not say.
func blamed(e *fault.Error) string {
	for _, name := range []string{"value", e.Field} {
		if v, ok := e.Args[name]; ok {
			return fmt.Sprint(v)
		}
	}
	return ""
}

// take applies a whole batch in the order in which tables refer to each other. Problems of all tables are gathered; the caller
// rolls back when there are any.
func (in *intake) take(b sheet.Batch) error {
	steps := []struct {
		rows int
		take func() error
	}{
		{len(b.Teams), func() error { return in.teams(b.Teams) }},
		{len(b.People), func() error { return in.people(b.People) }},
		{0, func() error { return in.leads(b.Teams) }},
		{len(b.Memberships), func() error { return in.memberships(b.Memberships) }},
		{len(b.Absences), func() error { return in.absences(b.Absences) }},
		{len(b.Metrics), func() error { return in.metrics(b.Metrics) }},
		{len(b.Rates), func() error { return in.rates(b.Rates) }},
		{0, in.refoldMoved},
		{len(b.Goals), func() error { return in.goalsFrom(b) }},
		{len(b.Steps), func() error { return in.steps(b.Steps) }},
		{len(b.Tasks), func() error { return in.tasks(b.Tasks) }},
		{0, func() error { return in.results(b.Results) }}, // tells by itself
	}
	for _, step := range steps {
		if err := step.take(); err != nil {
			return err
		}
		in.pace.on(step.rows)
	}
	return nil
}

// teams creates and updates teams, without their leads: those may be people of the same import.
func (in *intake) teams(rows []sheet.TeamRow) error {
	if len(rows) == 0 {
		return nil
	}
	all := map[string]org.Team{}
	for _, t := range in.World.Teams {
		all[t.Key] = t
	}
	if err := in.takeRoot(rows, all); err != nil {
		return err
	}
	ids := func(key string) org.ID { return all[key].ID }
	for _, r := range rows {
		if _, ok := all[r.Key]; !ok {
			all[r.Key] = org.Team{ID: newID(), Key: r.Key, Name: r.Key, Kind: org.TeamUnit}
		}
	}
	for _, r := range rows {
		t := all[r.Key]
		t.Name = orKey(r.Name.Or(t.Name), r.Key)
		t.Kind = org.TeamKind(orKey(r.Kind.Or(string(t.Kind)), string(org.TeamUnit)))
		if r.Parent.Set {
			if t.Parent = ids(r.Parent.V); r.Parent.V != "" && t.Parent == 0 {
				in.reject(sheet.Teams, r.At, "parent", r.Parent.V, fault.New(fault.Invalid, "team.unknown", "key", r.Parent.V))
			}
		}
		all[r.Key] = t
	}
	return in.saveTeams(rows, all)
}

func (in *intake) saveTeams(rows []sheet.TeamRow, all map[string]org.Team) error {
	adoptRoot(rows, all)
	if err := org.CheckTeams(in.inOrder(rows, all)); err != nil {
		in.rejectTeams(rows, all, err)
		return nil
	}
	for _, r := range topDown(rows, all) {
		in.here = r.At
		if err := in.saveTeam(all[r.Key]); err != nil {
			return err
		}
	}
	return in.reload()
}

// inOrder lists the whole tree: teams that the file does not touch, then those of the file as it names them.
func (in *intake) inOrder(rows []sheet.TeamRow, all map[string]org.Team) []org.Team {
	touched := make(map[org.ID]bool, len(rows))
	for _, r := range rows {
		touched[all[r.Key].ID] = true
	}
	list := make([]org.Team, 0, len(all))
	for _, t := range in.World.Teams {
		if !touched[t.ID] {
			list = append(list, t)
		}
	}
	for _, r := range rows {
		if t := all[r.Key]; touched[t.ID] {
			list, touched[t.ID] = append(list, t), false
		}
	}
	return list
}

// rejectTeams blames the rows that an error of the whole tree names, or the first one.
func (in *intake) rejectTeams(rows []sheet.TeamRow, all map[string]org.Team, err error) {
	ring := fault.Is(err, "org.team_cycle")
	for _, e := range fault.All(err) {
		if e.Code == "org.root_missing" && ring {
			continue // the company is in the ring: that says it better
		}
		if e.Code == "org.root_many" && in.rejectOtherRoots(rows, all) {
			continue
		}
		blame := rows[0]
		for _, r := range rows {
			if e.Args["team"] == r.Key {
				blame = r
			}
		}
		in.rejectAll(sheet.Teams, blame.At, map[string]string{"key": blame.Key, "name": blame.Name.V, "kind": blame.Kind.V, "parent": blame.Parent.V}, e)
	}
}

// adoptRoot hangs teams without a parent under the company that already exists, so that a list of bare team names just works.
func adoptRoot(rows []sheet.TeamRow, all map[string]org.Team) {
	var root org.ID
	for _, t := range all {
		if t.Kind == org.Company && t.Parent == 0 {
			root = t.ID
		}
	}
	for _, r := range rows {
		t := all[r.Key]
		if t.Parent == 0 && t.Kind != org.Company && t.Kind != org.Group && t.ID != root {
			t.Parent = root
			all[r.Key] = t
		}
	}
}

// topDown orders rows so that a parent is written before its children.
func topDown(rows []sheet.TeamRow, all map[string]org.Team) []sheet.TeamRow {
	pending := make(map[org.ID]bool, len(rows))
	for _, r := range rows {
		pending[all[r.Key].ID] = true
	}
	ordered := make([]sheet.TeamRow, 0, len(rows))
	for len(ordered) < len(rows) {
		before := len(ordered)
		for _, r := range rows {
			t := all[r.Key]
			if pending[t.ID] && !pending[t.Parent] {
				ordered = append(ordered, r)
				delete(pending, t.ID)
			}
		}
		if len(ordered) == before {
			return rows // a cycle: CheckTeams refuses it
		}
	}
	return ordered
}

func (in *intake) saveTeam(t org.Team) error {
	old, existed := in.World.Team(t.ID)
	t.Lead = old.Lead
	switch {
	case !existed:
		t.Version = 1
		in.count(sheet.Teams).Created++
		in.undo.NewTeams = append(in.undo.NewTeams, t.ID)
		return in.tx.InsertTeam(in.org(), t)
	case t == old:
		in.count(sheet.Teams).Unchanged++
		return nil
	}
	if old.Parent != t.Parent {
		in.refold.everyone = true
		in.warnings = append(in.warnings, fault.New(fault.Invalid, "team.parent_changed", "name", t.Name))
	}
	t.Version = old.Version + 1
	in.count(sheet.Teams).Updated++
	in.undo.Teams = append(in.undo.Teams, old)
	return in.tx.UpdateTeam(in.org(), t)
}

// leads sets who leads each team, once all people are known.
func (in *intake) leads(rows []sheet.TeamRow) error {
	changed := false
	for _, r := range rows {
		in.here = r.At
		if !r.Lead.Set {
			continue
		}
		lead, err := in.World.personRef(r.Lead.V)
		if err != nil && r.Lead.V != "" {
			in.reject(sheet.Teams, r.At, "lead", r.Lead.V, fault.All(err)[0])
			continue
		}
		t, ok := in.World.TeamByKey(r.Key)
		if !ok || t.Lead == lead { // refused above, or as it was
			continue
		}
		if !slices.Contains(in.undo.NewTeams, t.ID) && !slices.ContainsFunc(in.undo.Teams, func(o org.Team) bool { return o.ID == t.ID }) {
			in.undo.Teams = append(in.undo.Teams, t)
			c := in.count(sheet.Teams)
			c.Unchanged, c.Updated = c.Unchanged-1, c.Updated+1 // its row said something new after all
		}
		t.Lead, t.Version = lead, t.Version+1
		if err := in.tx.UpdateTeam(in.org(), t); err != nil {
			return err
		}
		changed = true
	}
	if !changed {
		return nil
	}
	return in.reload()
}

func orKey(s, fallback string) string {
	if strings.TrimSpace(s) == "" {
		return fallback
	}
	return s
}

// always is the first day of a membership whose start nobody gave: people without an entry date have always been there.
var always = period.On(1900, 1, 1)
