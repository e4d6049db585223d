package web

import (
	"encoding/csv"
	"net/http"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"cordee/internal/app"
	"cordee/internal/fault"
	"cordee/internal/measure"
	"cordee/internal/sheet"
	"cordee/internal/web/ui"
)

const shownProblems = 50 // on the page; the file has all

// reportPage is what an import would do, what is wrong, and what to press next.
func (v *visit) reportPage(d draft) templ.Component {
	o := d.Outcome
	lead := v.T("web.imports.ready")
	if o.total > 0 {
		lead = v.T("web.imports.not_ready", "n", o.total)
	}
	parts := []templ.Component{
		ui.PageHead(ui.PageHeadProps{Title: v.T("web.imports.report"), Lead: lead, CrumbsWord: v.T("web.crumbs"), Crumbs: []ui.Link{{Text: v.T("web.imports.heading"), Href: "/imports"}}}),
	}
	if o.total > 0 {
		parts = append(parts, v.missingOffer(d), ui.Problems(v.problemsProps(d)))
	}
	parts = append(parts, v.chooseFirst(d))
	parts = append(parts, part(ui.SectionProps{Title: v.T("web.imports.what")}, v.countsTable(d, o.report)), v.exportedGoals(o.crm))
	if n := len(o.report.Warnings); n > 0 {
		p := v.problemList(o.report.Warnings, n)
		p.Title, p.Tone = v.T("web.imports.warnings", "n", n), ui.ToneWarn
		parts = append(parts, ui.Problems(p))
	}
	return ui.Group(append(parts, draftButtons(v.draftButtonsProps(d)))...)
}

// draftButtonsProps are the ways on from the report.
func (v *visit) draftButtonsProps(d draft) draftButtonsProps {
	p := draftButtonsProps{action: draftPath(d.ID), working: v.working("writing"), drop: ui.ButtonProps{Text: v.T("web.imports.drop"), Kind: ui.ButtonQuiet, Name: "do", Value: "drop"}}
	if d.Outcome.total == 0 {
		p.confirm = ui.ButtonProps{Text: v.T("web.imports.confirm"), Icon: "check", Kind: ui.ButtonPrimary, Name: "do", Value: "import"}
	} else {
		p.again = ui.ButtonProps{Text: v.T("web.imports.again"), Icon: "upload", Href: "/imports"}
	}
	return p
}

// missingOffer offers to add the people nobody knows, when results name some.
func (v *visit) missingOffer(d draft) templ.Component {
	missing := d.Outcome.missing
	if d.People || len(missing) == 0 {
		return ui.Group()
	}
	names := app.MissingNames(missing)
	if len(names) > 8 {
		names = append(names[:8:8], v.T("web.imports.and_more", "n", len(missing)-8))
	}
	return missingPeople(missingProps{
		alert:  ui.AlertProps{Tone: ui.ToneInfo, Title: v.T("web.imports.missing", "n", len(missing)), Text: v.List(names)},
		action: ui.ActionProps{Action: draftPath(d.ID), Hidden: []ui.Hidden{{Name: "do", Value: "people"}}, Button: ui.ButtonProps{Text: v.T("web.imports.add_missing"), Icon: "plus"}},
	})
}

func (v *visit) problemsProps(d draft) ui.ProblemsProps {
	p := v.problemList(d.Outcome.wrong, d.Outcome.total)
	p.Title = v.T("web.imports.problems", "n", d.Outcome.total)
	p.Export = ui.Link{Text: v.T("web.imports.problems_file"), Href: draftPath(d.ID) + "/problems.csv"}
	return p
}

// problemList is the first of so many problems.
func (v *visit) problemList(all []*fault.Error, total int) ui.ProblemsProps {
	p := ui.ProblemsProps{
		FileHead: v.T("web.imports.file"), RowHead: v.T("web.imports.row"), ColumnHead: v.T("web.imports.column"), ValueHead: v.T("web.imports.value"),
		MessageHead: v.T("web.imports.message"),
	}
	for i, e := range all {
		if i == shownProblems {
			p.More = v.T("web.imports.more", "n", total-shownProblems)
			break
		}
		x := ui.Problem{Message: v.Fault(e)}
		if e.Where != nil {
			x.File, x.Sheet, x.Row, x.Column, x.Value = e.Where.File, e.Where.Sheet, e.Where.Row, e.Where.Column, asWritten(e.Where.Value)
		}
		p.List = append(p.List, x)
	}
	return p
}

// asWritten takes off what a mapping put before the name of a person.
func asWritten(value string) string {
	for _, how := range []string{"name:", "email:", "external:"} {
		if rest, ok := strings.CutPrefix(value, how); ok {
			return rest
		}
	}
	return value
}

// countsTable says per file and table how many rows are new, changed or as they were.
func (v *visit) countsTable(d draft, report app.ImportReport) templ.Component {
	t := ui.TableProps{
		ID: "counts", Caption: v.T("web.imports.what"), HideCaption: true,
		Heads: []ui.Head{
			{Label: v.T("web.imports.file")}, {Label: v.T("web.imports.table")}, {Label: v.T("web.imports.rows"), Numeric: true}, {Label: v.T("web.imports.created"), Numeric: true},
			{Label: v.T("web.imports.updated"), Numeric: true}, {Label: v.T("web.imports.unchanged"), Numeric: true}, {Label: v.T("web.imports.columns"), Hidden: true},
		},
	}
	mapped := map[string]bool{}
	for _, f := range report.Files {
		row := ui.Row{Cells: []ui.Cell{
			{Text: f.File, Small: f.Sheet}, {Text: v.T("web.imports.table_" + f.Table)}, {Text: v.Number(measure.Whole(int64(f.Rows)))}, {Text: v.Number(measure.Whole(int64(f.Created)))},
			{Text: v.Number(measure.Whole(int64(f.Updated)))}, {Text: v.Number(measure.Whole(int64(f.Unchanged)))}, {},
		}}
		if i := d.index(f.File); i >= 0 && !mapped[f.File] && !d.known(f.File) {
			mapped[f.File] = true
			row.Cells[6] = ui.Cell{Text: v.T("web.imports.columns"), Href: draftPath(d.ID) + "/map?file=" + strconv.Itoa(i)}
		}
		t.Rows = append(t.Rows, row)
	}
	return ui.Table(t)
}

// known tells a file that is the export of a CRM: its columns need no choosing.
func (d draft) known(name string) bool { return d.Outcome != nil && d.Outcome.crm.files[name] != "" }

// index is the place of a file in the draft, -1 when it is not there.
func (d draft) index(name string) int {
	for i, f := range d.Files {
		if f.Name == name {
			return i
		}
	}
	return -1
}

// donePage is the report after the fact, with the way back.
func (v *visit) donePage(report app.ImportReport) templ.Component {
	return ui.Group(
		ui.PageHead(ui.PageHeadProps{Title: v.T("web.imports.done"), Lead: v.T("web.imports.done_lead"), Actions: ui.Group(
			ui.LinkButton(ui.ButtonProps{Text: v.T("web.nav.direction"), Href: "/direction", Icon: "compass", Kind: ui.ButtonPrimary}),
			ui.LinkButton(ui.ButtonProps{Text: v.T("web.nav.people"), Href: "/people", Icon: "people"}),
			undoForm(v.undoProps(report.ID, false)),
		)}),
		v.countsTable(draft{}, report),
	)
}

// problemsFile is every problem as a table to work through, with the cells guarded for spreadsheets.
func (v *visit) problemsFile() error {
	d, err := v.draft()
	if err != nil {
		return err
	}
	if d.Outcome == nil {
		return fault.New(fault.NotFound, "import.draft_gone")
	}
	v.attachment("problems.csv", "text/csv; charset=utf-8")
	w := csv.NewWriter(v.w)
	rows := [][]string{{v.T("web.imports.file"), v.T("web.imports.sheet"), v.T("web.imports.row"), v.T("web.imports.column"), v.T("web.imports.value"), v.T("web.imports.message")}}
	for _, e := range d.Outcome.wrong {
		row := []string{"", "", "", "", "", v.Fault(e)}
		if x := e.Where; x != nil {
			row = []string{sheet.Guarded(x.File), sheet.Guarded(x.Sheet), strconv.Itoa(x.Row), sheet.Guarded(x.Column), sheet.Guarded(asWritten(x.Value)), v.Fault(e)}
		}
		rows = append(rows, row)
	}
	return w.WriteAll(rows)
}

// attachment makes the answer a file to save.
func (v *visit) attachment(name, kind string) {
	h := v.w.Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Disposition", `attachment; filename="`+name+`"`)
	h.Set("Cache-Control", "no-store")
	v.w.WriteHeader(http.StatusOK)
}
