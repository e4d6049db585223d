package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/schollz/progressbar/v3"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/org"
	"cordee/internal/sheet"
)

type importCmd struct {
	Org    string   `help:"cli.help.org_key" placeholder:"KEY"`
	DryRun bool     `help:"cli.help.dry_run"`
	Map    string   `help:"cli.help.map" placeholder:"FILE"`
	Format string   `help:"cli.help.format" enum:"text,json" default:"text"`
	Files  []string `arg:"" name:"file" help:"cli.help.files"`
}

func (c *importCmd) Run(r *run) error {
	return r.inOrg(c.Org, func(a *app.App, o org.Org, actor org.Actor) error {
		report := app.ImportReport{DryRun: c.DryRun}
		batch, err := c.read(r, app.ReadingFor(o, a.Now()))
		if r.Terminal && err == nil {
			fmt.Fprintln(r.Stderr, r.words.T("cli.import_saving", "n", rowsOf(batch)))
		}
		if err == nil {
			report, err = a.Import(r, actor, c.name(), batch, c.DryRun)
		} else { // the rows that could be read have their say too
			report, err = a.ReviewImport(r, actor, batch, err)
		}
		if k := fault.KindOf(err); k == fault.Unavailable || k == fault.Internal {
			return err
		}
		report.Errors = fault.All(err)
		if err := c.print(r, report); err != nil {
			return err
		}
		if len(report.Errors) > 0 {
			return errReported
		}
		return nil
	})
}

func rowsOf(b sheet.Batch) (n int) {
	for _, f := range b.Files {
		n += f.Rows
	}
	return n
}

func (c *importCmd) name() string {
	if len(c.Files) == 1 {
		return filepath.Base(c.Files[0])
	}
	return fmt.Sprintf("%s +%d", filepath.Base(c.Files[0]), len(c.Files)-1)
}

func (c *importCmd) read(r *run, options sheet.Options) (sheet.Batch, error) {
	if c.Map != "" {
		text, err := os.ReadFile(c.Map)
		if err != nil {
			return sheet.Batch{}, fault.New(fault.Invalid, "cli.file_unreadable", "file", c.Map).Because(err)
		}
		m, err := sheet.ParseMapping(text)
		if err != nil {
			return sheet.Batch{}, inMapping(filepath.Base(c.Map), err)
		}
		options.Mapping = &m
	}
	files, done, err := openFiles(c.Files)
	defer done()
	if err != nil {
		return sheet.Batch{}, err
	}
	if r.Terminal {
		bar := progressbar.NewOptions64(1, progressbar.OptionSetWriter(r.Stderr), progressbar.OptionClearOnFinish(), progressbar.OptionShowBytes(true))
		options.Progress = func(n, total int64) {
			bar.ChangeMax64(max(total, 1))
			_ = bar.Set64(n)
		}
		defer bar.Finish()
	}
	return sheet.Read(files, options)
}

// inMapping names the file that the problems of a mapping are in.
func inMapping(file string, err error) error {
	var l fault.List
	for _, e := range fault.All(err) {
		at := fault.Where{File: file}
		if e.Where != nil {
			at = *e.Where
			at.File = file
		}
		l.Add(e.At(at))
	}
	return l
}

func openFiles(names []string) (files []sheet.File, done func(), err error) {
	var opened []*os.File
	done = func() {
		for _, f := range opened {
			f.Close()
		}
	}
	var l fault.List
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			l.Add(fault.New(fault.Invalid, "cli.file_unreadable", "file", name).Because(err).At(fault.Where{File: name}))
			continue
		}
		opened = append(opened, f)
		info, err := f.Stat()
		if err != nil || info.IsDir() {
			l.Add(fault.New(fault.Invalid, "cli.file_unreadable", "file", name).Because(err).At(fault.Where{File: name}))
			continue
		}
		files = append(files, sheet.File{Name: filepath.Base(name), Data: f, Size: info.Size()})
	}
	return files, done, l.OrNil()
}

func (c *importCmd) print(r *run, report app.ImportReport) error {
	if c.Format == "json" {
		if n := len(report.Errors); n > 0 { // the reason of a refusal is on stderr, whatever reads stdout
			fmt.Fprintln(r.Stderr, r.words.T("cli.import_refused", "n", n))
		}
		return writeJSON(r.Stdout, reportJSON{
			Import: idText(report), DryRun: report.DryRun, Files: noNil(report.Files),
			Errors: r.problems(report.Errors), Warnings: r.problems(report.Warnings),
		})
	}
	if len(report.Errors) == 0 {
		for _, f := range report.Files {
			fmt.Fprintln(r.Stdout, r.words.T("cli.import_file", "file", f.File+sheetName(f.Sheet), "table", f.Table, "rows", f.Rows, "created", f.Created,
				"updated", f.Updated, "unchanged", f.Unchanged))
		}
	}
	for _, w := range report.Warnings {
		fmt.Fprintf(r.Stderr, "%s %s\n", r.words.T("cli.warning"), r.where(w)+r.words.Fault(w))
	}
	for _, e := range report.Errors {
		fmt.Fprintln(r.Stderr, r.where(e)+r.words.Fault(e))
	}
	switch {
	case len(report.Errors) > 0:
		fmt.Fprintln(r.Stderr, r.words.T("cli.import_refused", "n", len(report.Errors)))
	case report.DryRun:
		fmt.Fprintln(r.Stdout, r.words.T("cli.import_dry"))
	default:
		fmt.Fprintln(r.Stdout, r.words.T("cli.import_done", "id", report.ID.String()))
	}
	return nil
}

func sheetName(s string) string {
	if s == "" {
		return ""
	}
	return "/" + s
}

func (r *run) where(e *fault.Error) string {
	if e.Where == nil || e.Where.File == "" {
		return ""
	}
	w := e.Where
	place := w.File + sheetName(w.Sheet)
	if w.Row > 0 {
		place += ":" + fmt.Sprint(w.Row)
	}
	if w.Column != "" {
		place += " " + w.Column
	}
	if w.Value != "" {
		place += fmt.Sprintf(" %q", w.Value)
	}
	return place + ": "
}

type reportJSON struct {
	Import   string           `json:"import,omitempty"`
	DryRun   bool             `json:"dry_run"`
	Files    []app.FileReport `json:"files"`
	Errors   []problemJSON    `json:"errors"`
	Warnings []problemJSON    `json:"warnings"`
}

type problemJSON struct {
	File    string `json:"file"`
	Sheet   string `json:"sheet"`
	Row     int    `json:"row"`
	Column  string `json:"column"`
	Value   string `json:"value"`
	Code    string `json:"code"`
	Message string `json:"message"`
}

func (r *run) problems(list fault.List) []problemJSON {
	out := make([]problemJSON, 0, len(list))
	for _, e := range list {
		p := problemJSON{Code: e.Code, Message: r.words.Fault(e), Column: e.Field}
		if w := e.Where; w != nil {
			p.File, p.Sheet, p.Row, p.Value = w.File, w.Sheet, w.Row, w.Value
			if w.Column != "" {
				p.Column = w.Column
			}
		}
		out = append(out, p)
	}
	return out
}

func idText(report app.ImportReport) string {
	if report.ID == 0 || report.DryRun || len(report.Errors) > 0 {
		return ""
	}
	return report.ID.String()
}

func noNil[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}

func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

type importsCmd struct {
	List importsListCmd `cmd:"" default:"withargs" help:"cli.help.imports_list"`
	Undo importsUndoCmd `cmd:"" help:"cli.help.imports_undo"`
}

type importsListCmd struct {
	Org string `help:"cli.help.org_key" placeholder:"KEY"`
}

func (c *importsListCmd) Run(r *run) error {
	return r.inOrg(c.Org, func(a *app.App, _ org.Org, actor org.Actor) error {
		list, err := a.Imports(r, actor)
		for _, i := range list {
			undone := ""
			if i.UndoneAt != 0 {
				undone = "  " + r.words.T("cli.undone")
			}
			fmt.Fprintf(r.Stdout, "%s  %s  %s%s\n", i.ID, micros(i.At), i.Name, undone)
		}
		return err
	})
}

type importsUndoCmd struct {
	Org string `help:"cli.help.org_key" placeholder:"KEY"`
	ID  string `arg:"" help:"cli.help.import_id"`
}

func (c *importsUndoCmd) Run(r *run) error {
	id, ok := org.ParseID(c.ID)
	if !ok {
		return fault.New(fault.NotFound, "not_found", "what", "import")
	}
	return r.inOrg(c.Org, func(a *app.App, _ org.Org, actor org.Actor) error {
		if err := a.UndoImport(r, actor, id); err != nil {
			return err
		}
		fmt.Fprintln(r.Stdout, r.words.T("cli.import_undone", "id", c.ID))
		return nil
	})
}
