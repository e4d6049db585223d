package app

import (
	"strings"
	"time"

	"cordee/internal/fault"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/sheet"
	"cordee/internal/store"
)

// ReadingFor says how files are read for an organisation: in its language, currency, zone and calendar.
func ReadingFor(o org.Org, now time.Time) sheet.Options {
	zone, err := time.LoadLocation(o.TimeZone)
	if err != nil { // an organisation is only made with a zone that exists
		zone = time.UTC
	}
	return sheet.Options{French: o.Locale == "fr", Currency: o.Currency, Calendar: o.Calendar, Zone: zone, Today: period.Today(now, zone)}
}

// goalsFrom takes the goals of a batch in, those of CRMs among them.
func (in *intake) goalsFrom(b sheet.Batch) error {
	in.foreign, in.foreignRows = b.Foreign, b.Goals
	before := len(in.problems)
	if err := in.goals(b.Goals); err != nil {
		return err
	}
	in.foreignProblems(before)
	return nil
}

// ownerOf finds who a row's goal is for.
func (in *intake) ownerOf(r sheet.GoalRow) (org.Owner, error) {
	if from := in.foreign[r.Key]; from != nil {
		return in.World.ForeignOwner(from)
	}
	return in.World.ownerRef(r.Owner.V)
}

// ForeignOwner finds who a goal of a CRM is for by all that its export tells of them, the surest way first. Somebody whom none
// of it finds is an error, never left out.
func (w *World) ForeignOwner(from *sheet.Foreign) (org.Owner, error) {
	var ambiguous error
	for _, ref := range from.Owners {
		owner, err := w.foreignRef(ref)
		if err == nil {
			return owner, nil
		}
		if fault.Is(err, "person.ambiguous") || fault.Is(err, "crm.team.ambiguous") {
			ambiguous = err
		}
	}
	if ambiguous != nil {
		return org.Owner{}, ambiguous
	}
	code := "crm.team.unknown"
	for _, ref := range from.Owners {
		if strings.HasPrefix(ref, "person:") {
			code = "crm.person.unknown"
		}
	}
	return org.Owner{}, fault.New(fault.Invalid, code, "key", from.Values["owner"], "value", from.Values["owner"], "crm", from.CRM)
}

func (w *World) foreignRef(ref string) (org.Owner, error) {
	if ref == sheet.CompanyOwner {
		if root := w.Root(); root.ID != 0 {
			return org.TeamOwner(root.ID), nil
		}
		return org.Owner{}, fault.New(fault.Invalid, "team.unknown", "key", ref)
	}
	name, byName := strings.CutPrefix(ref, "team:name:")
	if !byName {
		return w.ownerRef(ref)
	}
	var found []org.Owner
	for _, t := range w.Teams {
		if store.Fold(t.Name) == store.Fold(name) {
			found = append(found, org.TeamOwner(t.ID))
		}
	}
	switch len(found) {
	case 0:
		return org.Owner{}, fault.New(fault.Invalid, "team.unknown", "key", name)
	case 1:
		return found[0], nil
	}
	return org.Owner{}, fault.New(fault.Invalid, "crm.team.ambiguous", "name", name, "n", len(found))
}

// foreignProblems tells what is wrong with the goals of a CRM in that CRM's own words: its properties, what stood there, and what
// to do about it there or here.
func (in *intake) foreignProblems(from int) {
	if len(in.foreign) == 0 {
		return
	}
	type place struct {
		file, sheet string
		row         int
	}
	known := map[place]*sheet.Foreign{}
	for _, g := range in.foreignRows {
		known[place{g.At.File, g.At.Sheet, g.At.Row}] = in.foreign[g.Key]
	}
	for i, e := range in.problems[from:] {
		f := known[place{e.Where.File, e.Where.Sheet, e.Where.Row}]
		if f == nil {
			continue
		}
		at := *e.Where
		if path := f.Paths[at.Column]; path != "" {
			at.Value = f.Values[at.Column]
			at.Column = path
		}
		in.problems[from+i] = inForeignWords(e, f).At(at)
	}
}

// inForeignWords says what to do for the problems that exports of CRMs have of their own.
func inForeignWords(e *fault.Error, f *sheet.Foreign) *fault.Error {
	code := map[string]string{"metric.unknown": "crm.metric.unknown", "goal.unknown": "crm.parent.unknown"}[e.Code]
	if code == "" {
		return e
	}
	column := map[string]string{"metric.unknown": "metric", "goal.unknown": "parent"}[e.Code]
	said := fault.New(e.Kind, code, "key", e.Args["key"], "value", f.Values[column], "crm", f.CRM)
	said.Field = e.Field
	return said
}
