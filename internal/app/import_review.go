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
	if b.Broken != nil { // what is still wrong with the broken rows, beside what could not be read
		whole, _ := a.Import(ctx, actor, "", b.Whole(), true)
		report.Errors = whole.Errors
	}
	report.Errors = further(b, found, report.Errors)
	return report, report.Errors
}

// further is everything that was found, then what else is wrong with the rows, in their order: without what only follows from cells that
// could not be read.
func further(b sheet.Batch, found error, more fault.List) fault.List {
	torn, blamed := tornTables(b, found), blamedCells(found)
	all := append(fault.List(fault.All(found)), drop(more, func(e *fault.Error) bool {
		table, refers := refersTo(e)
		return refers && (torn[table] || torn[""]) || blamed[cellOf(e)] || blamed[headerOf(e)]
	})...)
	sortByPlace(all)
	return all
}

// cell is one place in a file.
type cell struct {
	file, sheet, column string
	row                 int
}

func cellOf(e *fault.Error) cell {
	if e.Where == nil {
		return cell{}
	}
	return cell{e.Where.File, e.Where.Sheet, e.Field, e.Where.Row}
}

func headerOf(e *fault.Error) cell {
	if e.Where == nil {
		return cell{}
	}
	return cell{e.Where.File, e.Where.Sheet, e.Where.Column, e.Where.Row}
}

// blamedCells are the cells that could not be read: what else would be said of them only follows from that.
func blamedCells(found error) map[cell]bool {
	blamed := map[cell]bool{}
	for _, e := range fault.All(found) {
		if e.Where == nil {
			continue
		}
		for _, c := range []cell{cellOf(e), headerOf(e)} {
			blamed[c] = true
			if other := sameQuestion[c.column]; other != "" {
				c.column = other
				blamed[c] = true
			}
		}
	}
	return blamed
}

// sameQuestion are two columns that say the same thing: whose result it is.
var sameQuestion = map[string]string{"person": "credits", "credits": "person"}

// sortByPlace puts problems in the order of rows within each file, files as they came.
func sortByPlace(l fault.List) {
	first := map[[2]string]int{}
	for i, e := range l {
		if e.Where == nil {
			continue
		}
		if f := [2]string{e.Where.File, e.Where.Sheet}; first[f] == 0 {
			first[f] = i + 1
		}
	}
	slices.SortStableFunc(l, func(a, b *fault.Error) int {
		if a.Where == nil || b.Where == nil {
			return 0
		}
		fa, fb := first[[2]string{a.Where.File, a.Where.Sheet}], first[[2]string{b.Where.File, b.Where.Sheet}]
		if fa != fb {
			return fa - fb
		}
		return a.Where.Row - b.Where.Row
	})
}

// tornTables are the tables of which some rows could not be read: what they would have brought is unknown. "" stands for a file
// that could not even be recognised.
func tornTables(b sheet.Batch, found error) map[sheet.Kind]bool {
	torn, kept := map[sheet.Kind]bool{}, keptRows(b.Broken)
	for _, e := range fault.All(found) {
		if e.Where != nil && kept[cell{file: e.Where.File, sheet: e.Where.Sheet, row: e.Where.Row}] {
			continue // broken, and yet its key is known: others may refer to it
		}
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

// keptRows are the broken rows that still say who or what they are, and those of tables that nothing refers to.
func keptRows(b *sheet.Batch) map[cell]bool {
	kept := map[cell]bool{}
	if b == nil {
		return kept
	}
	keep := func(at fault.Where, key string) {
		kept[cell{file: at.File, sheet: at.Sheet, row: at.Row}] = key != ""
	}
	for _, r := range b.Teams {
		keep(r.At, r.Key)
	}
	for _, r := range b.People {
		keep(r.At, r.Key)
	}
	for _, r := range b.Metrics {
		keep(r.At, r.Key)
	}
	for _, r := range b.Goals {
		keep(r.At, r.Key)
	}
	for _, r := range b.Steps {
		keep(r.At, "step")
	}
	for _, r := range b.Results {
		keep(r.At, "result")
	}
	for _, r := range b.Memberships {
		keep(r.At, "membership")
	}
	for _, r := range b.Absences {
		keep(r.At, "absence")
	}
	for _, r := range b.Tasks {
		keep(r.At, "task")
	}
	return kept
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
