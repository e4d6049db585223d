package app

import (
	"context"
	"encoding/json"
	"errors"

	"cordee/internal/fault"
	"cordee/internal/org"
	"cordee/internal/sheet"
	"cordee/internal/store"
)

// FileReport is what became of one file of an import.
type FileReport struct {
	File  string `json:"file"`
	Sheet string `json:"sheet,omitempty"`
	Table string `json:"table"`
	Rows  int    `json:"rows"`
	Count
}

// ImportReport is the whole answer to an import. With Errors nothing was changed.
type ImportReport struct {
	ID       org.ID       `json:"-"`
	Files    []FileReport `json:"files"`
	Errors   fault.List   `json:"-"`
	Warnings fault.List   `json:"-"`
	DryRun   bool         `json:"-"`
}

// Import takes a batch of rows in, all or nothing. With dryRun everything is tried and nothing is kept. Problems of the rows are
// in the report's Errors, and the error is then that list too.
func (a *App) Import(ctx context.Context, actor org.Actor, name string, b sheet.Batch, dryRun bool) (ImportReport, error) {
	return a.ImportTelling(ctx, actor, name, b, dryRun, nil)
}

// ImportTelling is Import that tells how far it is: done of total, rising, in turns of work of about the same length (a result is two:
// understood, written). It tells from the writer, so that tell must return at once. All is done only when Import has returned.
func (a *App) ImportTelling(ctx context.Context, actor org.Actor, name string, b sheet.Batch, dryRun bool, tell func(done, total int)) (ImportReport, error) {
	var report ImportReport
	err := a.write(ctx, actor, func(u *Unit) error {
		if err := u.World.Can(actor, org.Import, org.Object{}, u.World.Today(u.At)); err != nil {
			return err
		}
		in := u.intake()
		in.imported, in.pace = newID(), newPace(b, tell)
		if err := in.take(b); err != nil {
			return err
		}
		in.problems = asWritten(ownProblems(in.problems, b), b)
		report = in.report(b, dryRun)
		switch {
		case len(in.problems) > 0:
			return in.problems
		case dryRun:
			return errRollback
		}
		return in.keepImport(name, report)
	})
	if dryRun && errors.Is(err, errRollback) {
		err = nil
	}
	return report, err
}

// pace counts how far an import is. The zero value counts for nobody.
type pace struct {
	done, total int
	tell        func(done, total int)
}

func newPace(b sheet.Batch, tell func(done, total int)) pace {
	rows := len(b.Teams) + len(b.People) + len(b.Memberships) + len(b.Absences) + len(b.Metrics) + len(b.Rates) + len(b.Goals) + len(b.Steps) + len(b.Tasks)
	return pace{total: rows + 2*len(b.Results), tell: tell}
}

func (p *pace) on(n int) {
	if p.tell == nil || n == 0 {
		return
	}
	p.done = min(p.done+n, p.total)
	p.tell(p.done, p.total)
}

func (in *intake) report(b sheet.Batch, dryRun bool) ImportReport {
	r := ImportReport{ID: in.imported, Errors: in.problems, Warnings: append(b.Warnings, in.warnings...), DryRun: dryRun}
	for _, f := range b.Files {
		fr := FileReport{File: f.File, Sheet: f.Sheet, Table: string(f.Kind), Rows: f.Rows}
		if c := in.counts[tableOf{f.Kind, f.File, f.Sheet}]; c != nil {
			fr.Count = *c
		}
		fr.Rejected += f.Rejected
		r.Files = append(r.Files, fr)
	}
	return r
}

func (in *intake) keepImport(name string, r ImportReport) error {
	report, err := json.Marshal(r)
	if err != nil {
		return err
	}
	back, err := json.Marshal(in.undo)
	if err != nil {
		return err
	}
	row := store.Import{ID: in.imported, At: in.At.UnixMicro(), Actor: in.Actor.Person, Name: name, Report: string(report), Undo: string(back)}
	if err := in.tx.InsertImport(in.org(), row); err != nil {
		return err
	}
	return in.note("import.done", "import", in.imported, map[string]any{"files": len(r.Files)})
}

// Imports lists what was imported, the newest first.
func (a *App) Imports(ctx context.Context, actor org.Actor) ([]store.Import, error) {
	var out []store.Import
	err := a.read(ctx, actor, org.Import, func(r *Reading) (err error) {
		out, err = r.tx.Imports(actor.Org, 100)
		return err
	})
	return out, err
}

// asWritten names the columns that problems are in as the file itself does.
func asWritten(l fault.List, b sheet.Batch) fault.List {
	if len(l) == 0 {
		return nil
	}
	out := make(fault.List, len(l))
	for i, e := range l {
		out[i] = e
		for _, f := range b.Files {
			if e.Where == nil || e.Where.File != f.File || e.Where.Sheet != f.Sheet {
				continue
			}
			if header := f.Header[e.Where.Column]; header != "" {
				at := *e.Where
				at.Column = header
				out[i] = e.At(at)
				break
			}
		}
	}
	return out
}
