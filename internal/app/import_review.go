package app

import (
	"context"
	"slices"
	"strings"

	"cordee/internal/fault"
	"cordee/internal/org"
	"cordee/internal/sheet"
)

// ReviewImport looks further into files that could not be read completely, so that a person corrects once: b holds the rows that
// are right, found is what sheet.Read said about the others. Nothing is ever written; the report's Errors begin with what was
// found and are never empty.
func (a *App) ReviewImport(ctx context.Context, actor org.Actor, b sheet.Batch, found error) (ImportReport, error) {
	report, err := a.Import(ctx, actor, "", b, true)
	if k := fault.KindOf(err); k != "" && len(report.Errors) == 0 { // not allowed, or no answer: the rows have nothing to do with it
		return ImportReport{}, err
	}
	torn := tornTables(b, found)
	report.Errors = append(fault.List(fault.All(found)), drop(report.Errors, func(e *fault.Error) bool {
		table, refers := refersTo(e)
		return refers && (torn[table] || torn[""])
	})...)
	return report, report.Errors
}

// tornTables are the tables of which some rows could not be read: what they would have brought is unknown. "" stands for a file
// that could not even be recognised.
func tornTables(b sheet.Batch, found error) map[sheet.Kind]bool {
	torn := map[sheet.Kind]bool{}
	for _, e := range fault.All(found) {
		known := false
		for _, f := range b.Files {
			if e.Where != nil && f.File == e.Where.File && f.Sheet == e.Where.Sheet {
				torn[f.Kind], known = true, true
			}
		}
		if !known {
			torn[""] = true
		}
	}
	return torn
}

// refersTo tells which table should have held what a problem misses.
func refersTo(e *fault.Error) (sheet.Kind, bool) {
	switch e.Code {
	case "person.unknown", "crm.person.unknown":
		return sheet.People, true
	case "metric.unknown", "crm.metric.unknown":
		return sheet.Metrics, true
	case "goal.unknown", "crm.parent.unknown":
		return sheet.Goals, true
	case "result.rate_missing":
		return sheet.Rates, true
	case "team.unknown", "crm.team.unknown", "org.parent_unknown", "org.root_missing", "org.root_many", "org.root_other":
		return sheet.Teams, true
	}
	return "", false
}

// ownProblems leaves out what only follows from another problem: a reference to a row of these very files that was refused itself.
func ownProblems(l fault.List, b sheet.Batch) fault.List {
	if len(l) == 0 {
		return nil
	}
	offered := map[sheet.Kind]map[string]bool{sheet.Teams: {}, sheet.People: {}, sheet.Metrics: {}, sheet.Goals: {}}
	for _, r := range b.Teams {
		offered[sheet.Teams][r.Key] = true
	}
	for _, r := range b.People {
		for _, name := range []string{r.Key, r.Name.V, r.Email.V, r.ExternalID.V} {
			offered[sheet.People][name] = true
		}
	}
	for _, r := range b.Metrics {
		offered[sheet.Metrics][r.Key] = true
	}
	for _, r := range b.Goals {
		offered[sheet.Goals][r.Key] = true
	}
	own := drop(l, func(e *fault.Error) bool {
		table, _ := refersTo(e)
		key, _ := e.Args["key"].(string)
		return strings.HasSuffix(e.Code, ".unknown") && offered[table][key]
	})
	if len(own) == 0 {
		return l
	}
	return own
}

func drop(l fault.List, gone func(*fault.Error) bool) fault.List {
	return slices.DeleteFunc(slices.Clone(l), gone)
}
