package web

import (
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/org"
	"cordee/internal/route"
	"cordee/internal/sheet"
	"cordee/internal/web/ui"
)

func (s *Server) importRoutes(g *route.Registry) {
	s.get(g, "/imports", org.Import, "", (*visit).importsPage)
	s.post(g, "/imports", org.Import, upload, (*visit).upload)
	s.get(g, "/uploads/{draft}", org.Import, "import", (*visit).draftPage)
	s.post(g, "/uploads/{draft}", org.Import, "import", (*visit).draftAnswer)
	s.get(g, "/uploads/{draft}/map", org.Import, "import", (*visit).mapPage)
	s.post(g, "/uploads/{draft}/map", org.Import, "import", (*visit).mapFile)
	s.get(g, "/uploads/{draft}/problems.csv", org.Import, "import", (*visit).problemsFile)
	s.post(g, "/imports/{import}/undo", org.Import, "import", (*visit).undoImport)
	s.get(g, "/export.xlsx", org.Export, "", (*visit).exportWorkbook)
	s.get(g, "/export/{table}", org.Export, "table", (*visit).exportTable)
}

func (v *visit) importsPage() error { return v.showImports(nil) }

func (v *visit) showImports(problem error) error {
	done, err := v.App.Imports(v.ctx(), v.actor())
	if err != nil {
		return err
	}
	kept, err := v.App.Mappings(v.ctx(), v.actor())
	if err != nil {
		return err
	}
	title := v.T("web.imports.heading")
	content := ui.Group(
		ui.PageHead(ui.PageHeadProps{Title: title, Lead: v.T("web.imports.lead")}),
		narrow(v.uploadForm(problem, kept)),
		part(ui.SectionProps{ID: "past", Title: v.T("web.imports.past")}, v.importsTable(done)),
		part(ui.SectionProps{ID: "export", Title: v.T("web.export.heading"), Lead: v.T("web.export.lead")}, v.exportLinks()),
	)
	return v.showAs(answerTo(problem), page{title: title, path: "/imports"}, content)
}

func (v *visit) uploadForm(problem error, kept []app.KeptMapping) templ.Component {
	file := ui.FieldProps{
		Name: "file", Label: v.T("web.imports.files"), Hint: v.T("web.imports.files_hint"), Kind: ui.FieldFile, Accept: ".csv,.tsv,.txt,.xlsx,.json",
		Multiple: true, Required: true, Error: strings.Join(v.Faults(problem), " "),
	}
	fields := []ui.FieldProps{file}
	if len(kept) > 0 {
		f := ui.FieldProps{Name: "mapping", Label: v.T("web.imports.mapping"), Hint: v.T("web.imports.mapping_hint"), Kind: ui.FieldSelect, Blank: v.T("web.imports.mapping_none")}
		for _, m := range kept {
			f.Options = append(f.Options, ui.Option{Value: m.ID.String(), Label: m.Name})
		}
		fields = append([]ui.FieldProps{f}, fields...) // before the files: the upload is read in order
	}
	return uploadView(uploadProps{
		form: ui.FormProps{Action: "/imports", Multipart: true}, fields: fields, working: v.working("reading"),
		submit: ui.ButtonProps{Text: v.T("web.imports.check"), Icon: "upload", Kind: ui.ButtonPrimary},
	})
}

// working says what takes its time.
func (v *visit) working(what string) ui.ImportProgressProps {
	return ui.ImportProgressProps{ID: "working", Label: v.T("web.imports." + what), Text: v.T("web.imports." + what + "_text"), Live: true}
}

// undoProps is the way back from an import; undoing thousands of results takes its time as well, so the form says that it is at work.
func (v *visit) undoProps(id org.ID, small bool) undoProps {
	working := v.working("undoing")
	working.ID += "-" + id.String()
	return undoProps{action: "/imports/" + id.String() + "/undo", working: working, button: ui.ButtonProps{Text: v.T("web.imports.undo"), Icon: "undo", Small: small}}
}

// importsTable lists what was taken in, each with its way back.
func (v *visit) importsTable(done []app.ImportDone) templ.Component {
	t := ui.TableProps{
		ID: "imports", Caption: v.T("web.imports.past"), HideCaption: true,
		Heads: []ui.Head{{Label: v.T("web.imports.files")}, {Label: v.T("web.imports.when")}, {Label: v.T("web.imports.by")}, {Label: v.T("web.imports.what")}, {Label: v.T("web.imports.undo"), Hidden: true}},
		Empty: ui.EmptyProps{Icon: "upload", Title: v.T("web.imports.none"), Sentence: v.T("web.imports.none_next")},
	}
	for _, x := range done {
		by, _ := v.world.Person(x.Actor)
		row := ui.Row{ID: "import-" + x.ID.String(), Muted: x.UndoneAt != 0, Cells: []ui.Cell{
			{Text: x.Name}, {Text: v.Instant(time.UnixMicro(x.At).In(v.world.Location()))}, {Text: by.Name}, {Text: v.importWords(x.Report)},
		}}
		undo := ui.Cell{Text: v.T("web.imports.undone")}
		if x.UndoneAt == 0 {
			undo = ui.Cell{Body: undoForm(v.undoProps(x.ID, true))}
		}
		row.Cells = append(row.Cells, undo)
		t.Rows = append(t.Rows, row)
	}
	return ui.Table(t)
}

// importWords says in one line what an import brought.
func (v *visit) importWords(report string) string {
	var r app.ImportReport
	if err := json.Unmarshal([]byte(report), &r); err != nil {
		return ""
	}
	rows := map[string]int{}
	var tables []string
	for _, f := range r.Files {
		if rows[f.Table] == 0 && f.Rows > 0 {
			tables = append(tables, f.Table)
		}
		rows[f.Table] += f.Rows
	}
	words := make([]string, len(tables))
	for i, t := range tables {
		words[i] = v.T("web.imports.n_"+t, "n", rows[t])
	}
	return v.List(words)
}

// upload keeps the files and shows what taking them in would do.
func (v *visit) upload() error {
	v.r.Body = http.MaxBytesReader(v.w, v.r.Body, maxRequest)
	parts, err := v.r.MultipartReader()
	if err != nil {
		return fault.New(fault.Invalid, "web.form_unreadable").Because(err)
	}
	d, err := v.stash.hold(v.actor().Org, v.actor().Session)
	if err != nil {
		return err
	}
	var kept string
	for {
		p, err := parts.NextPart()
		if err == io.EOF {
			break
		}
		if err != nil {
			v.stash.forget(d.ID)
			return err
		}
		switch {
		case p.FormName() == "mapping":
			b, _ := io.ReadAll(io.LimitReader(p, 100))
			kept = string(b)
		case p.FormName() == "file" && p.FileName() != "":
			if err := v.stash.put(d, p.FileName(), p); err != nil {
				v.stash.forget(d.ID)
				return err
			}
		}
	}
	if len(d.Files) == 0 {
		v.stash.forget(d.ID)
		return v.showImports(fault.Bad("file", "import.no_file"))
	}
	return v.withProgress(func() error { return v.uploaded(d.ID, kept) })
}

// uploaded applies a kept mapping, if one was chosen, to every file that is no table of ours.
func (v *visit) uploaded(id, kept string) error {
	if mapping, ok := org.ParseID(kept); ok {
		m, err := v.keptMapping(mapping)
		if err != nil {
			return err
		}
		v.stash.change(id, func(d *draft) {
			for i := range d.Files {
				d.Files[i].Mapping = &m
			}
		})
	}
	return v.check(id)
}

func (v *visit) keptMapping(id org.ID) (sheet.Mapping, error) {
	all, err := v.App.Mappings(v.ctx(), v.actor())
	if err != nil {
		return sheet.Mapping{}, err
	}
	for _, m := range all {
		if m.ID == id {
			return sheet.ParseMapping([]byte(m.Body))
		}
	}
	return sheet.Mapping{}, fault.New(fault.NotFound, "not_found", "what", "mapping")
}

func draftPath(id string) string { return "/uploads/" + id }

func (v *visit) draft() (draft, error) {
	return v.stash.find(v.actor().Org, v.actor().Session, v.r.PathValue("draft"))
}

// reading is a draft as it was read: its rows, and what cannot be.
type reading struct {
	draft   draft
	batch   sheet.Batch
	wrong   error
	missing []sheet.PersonRow // people to add, or to offer to add
}

// readDraft reads the files of a draft and, when asked, adds the people nobody knows yet.
func (v *visit) readDraft(d draft) (reading, error) {
	files, closeAll, err := d.open()
	if err != nil {
		return reading{}, err
	}
	defer closeAll()
	o := v.world.Org()
	r := reading{draft: d}
	options := app.ReadingFor(o, v.App.Now())
	options.Mapping = d.mapping()
	options.Progress = func(done, total int64) { v.progress.set("reading", done, total) }
	r.batch, r.wrong = sheet.Read(files, options)
	r.missing = v.world.MissingPeople(r.batch)
	if d.People && len(r.missing) > 0 {
		r.batch.People = append(r.batch.People, r.missing...)
		r.batch.Files = append(r.batch.Files, sheet.FileCount{File: v.T("web.imports.added_people"), Kind: sheet.People, Rows: len(r.missing)})
	}
	return r, nil
}

// check goes through the whole import, takes it back, and keeps what it would do for the page that shows it. A file that is no
// table of ours is asked about first.
func (v *visit) check(id string) error {
	d, err := v.stash.find(v.actor().Org, v.actor().Session, id)
	if err != nil {
		return err
	}
	r, err := v.readDraft(d)
	if err != nil {
		return err
	}
	if i, ok := r.foreign(); ok {
		v.stash.change(id, func(d *draft) { d.Outcome = nil })
		return v.redirect(draftPath(id) + "/map?file=" + strconv.Itoa(i))
	}
	report, err := v.App.ImportTelling(v.ctx(), v.actor(), d.name(), r.batch, true, v.progress.of("checking"))
	if err != nil && !rowsOnly(err) {
		return err
	}
	v.keepOutcome(r, report, err)
	return v.redirect(draftPath(id))
}

// keepOutcome remembers what is wrong with a draft, the first problems of very many.
func (v *visit) keepOutcome(r reading, report app.ImportReport, err error) {
	var all fault.List
	all.Add(r.wrong)
	all.Add(err)
	o := outcome{report: report, wrong: all, total: len(all), missing: r.missing, crm: exportsIn(r.batch), fits: r.draft.fits(v.world.Org().Locale == "fr")}
	o.report.Errors = nil
	if len(all) > keptProblems {
		o.wrong = slices.Clone(all[:keptProblems])
	}
	v.stash.change(r.draft.ID, func(d *draft) { d.Outcome = &o })
}

// draftPage tells everything that an import would do, and everything that stands in its way.
func (v *visit) draftPage() error {
	d, err := v.draft()
	if err != nil {
		return err
	}
	if d.Outcome == nil {
		return v.redirect(draftPath(d.ID) + "/map?file=" + strconv.Itoa(d.unread()))
	}
	return v.show(page{title: v.T("web.imports.report"), path: "/imports"}, v.reportPage(d))
}

// unread is the first file that has no mapping.
func (d draft) unread() int {
	return max(slices.IndexFunc(d.Files, func(f stashed) bool { return f.Mapping == nil }), 0)
}

// rowsOnly tells whether an error blames rows of the files, and not the moment or the person who asks.
func rowsOnly(err error) bool {
	for _, e := range fault.All(err) {
		if e.Where == nil {
			return false
		}
	}
	return len(fault.All(err)) > 0
}

// foreign finds the first file that is no table of ours and has no mapping yet.
func (r reading) foreign() (int, bool) {
	for _, e := range fault.All(r.wrong) {
		if e.Where == nil || (e.Code != "import.unknown_table" && e.Code != "import.missing_column") {
			continue
		}
		for i, f := range r.draft.Files {
			if f.Name == e.Where.File && f.Mapping == nil {
				return i, true
			}
		}
	}
	return 0, false
}

// name is what an import is called afterwards: its files, the first ones when they are many.
func (d draft) name() string {
	var names []string
	for _, f := range d.Files[:min(len(d.Files), 5)] {
		names = append(names, f.Name)
	}
	if more := len(d.Files) - len(names); more > 0 {
		names = append(names, "+"+strconv.Itoa(more))
	}
	return strings.Join(names, ", ")
}

// draftAnswer is what was pressed under the report: import, add people, or leave it.
func (v *visit) draftAnswer() error {
	if err := v.parse(); err != nil {
		return err
	}
	d, err := v.draft()
	if err != nil {
		return err
	}
	switch v.trimmed("do") {
	case "people":
		v.stash.change(d.ID, func(d *draft) { d.People = true })
		return v.withProgress(func() error { return v.check(d.ID) })
	case "drop":
		v.stash.forget(d.ID)
		return v.redirect("/imports")
	}
	return v.withProgress(func() error { return v.confirmImport(d) })
}

func (v *visit) confirmImport(d draft) error {
	r, err := v.readDraft(d)
	if err != nil {
		return err
	}
	if r.wrong != nil {
		return v.check(d.ID)
	}
	report, err := v.App.ImportTelling(v.ctx(), v.actor(), d.name(), r.batch, false, v.progress.of("writing"))
	if err != nil {
		if !rowsOnly(err) {
			return err
		}
		v.keepOutcome(r, report, err) // something changed since the check
		return v.redirect(draftPath(d.ID))
	}
	v.stash.forget(d.ID)
	return v.show(page{title: v.T("web.imports.done"), path: "/imports"}, v.donePage(report))
}

func (v *visit) undoImport() error {
	id, err := v.pathID("import")
	if err != nil {
		return err
	}
	if err := v.App.UndoImport(v.ctx(), v.actor(), id); err != nil {
		return err
	}
	v.flash("import_undone", "")
	return v.redirect("/imports")
}
