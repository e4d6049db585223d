package web

import (
	"bytes"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"cordee/internal/fault"
	"cordee/internal/org"
	"cordee/internal/sheet"
	"cordee/internal/web/ui"
)

// exportLinks leads to every table, in the form in which it can be imported again.
func (v *visit) exportLinks() templ.Component {
	p := exportProps{all: ui.ButtonProps{Text: v.T("web.export.all"), Href: "/export.xlsx", Icon: "download", Plain: true}, each: v.T("web.export.each")}
	for _, k := range sheet.Kinds {
		p.tables = append(p.tables, ui.Link{Text: v.T("web.imports.table_" + string(k)), Href: "/export/" + string(k) + ".csv"})
	}
	return exportList(p)
}

// exportWorkbook writes everything into one file. It is made whole before the first byte leaves, so that a failure is told as one.
func (v *visit) exportWorkbook() error {
	b, err := v.App.Export(v.ctx(), v.actor())
	if err != nil {
		return err
	}
	v.saw("export", v.everybody()...)
	var buf bytes.Buffer
	if err := sheet.WriteXLSX(&buf, b); err != nil {
		return err
	}
	v.attachment("cordee.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
	_, err = buf.WriteTo(v.w)
	return err
}

// everybody is all people of the organisation: a file of its tables tells something of each.
func (v *visit) everybody() (list []org.ID) {
	for _, p := range v.world.People {
		list = append(list, p.ID)
	}
	return list
}

func (v *visit) exportTable() error {
	name, isCSV := strings.CutSuffix(v.r.PathValue("table"), ".csv")
	kind := sheet.Kind(name)
	if !isCSV || !slices.Contains(sheet.Kinds, kind) {
		return fault.New(fault.NotFound, "web.no_page")
	}
	b, err := v.App.Export(v.ctx(), v.actor())
	if err != nil {
		return err
	}
	v.saw("export", v.everybody()...)
	var buf bytes.Buffer
	if err := sheet.WriteCSV(&buf, kind, b); err != nil {
		return err
	}
	v.attachment(name+".csv", "text/csv; charset=utf-8")
	_, err = buf.WriteTo(v.w)
	return err
}
