package web

import (
	"strconv"

	"github.com/a-h/templ"

	"cordee/internal/sheet"
	"cordee/internal/web/ui"
)

// fitted is how a file of a draft is read before anybody was asked: as which table, guessed or said, and what it holds beyond it.
type fitted struct {
	index   int
	name    string
	kind    sheet.Kind
	named   bool
	unknown []string
}

// fits looks at the names of the columns of each file that has no mapping, where there is something to choose: a table guessed from
// its columns, or columns that mean nothing to us. Only results and people are mapped by hand.
func (d draft) fits(french bool) []fitted {
	files, closeAll, err := d.open()
	if err != nil {
		return nil // the reading has told
	}
	defer closeAll()
	var list []fitted
	for i, f := range d.Files {
		if f.Mapping != nil {
			continue
		}
		columns, _, err := sheet.Preview(files[i], sheet.Options{French: french}, 0)
		if err != nil {
			continue
		}
		x := fitted{index: i, name: f.Name}
		x.kind, x.named, x.unknown = sheet.Fit(f.Name, columns)
		if (x.kind == sheet.Results || x.kind == sheet.People) && (!x.named || len(x.unknown) > 0) {
			list = append(list, x)
		}
	}
	return list
}

// maxColumnsSaid is how many columns a sentence names.
const maxColumnsSaid = 8

// chooseFirst offers to choose the columns before anything is taken in.
func (v *visit) chooseFirst(d draft) templ.Component {
	var parts []templ.Component
	for _, x := range d.Outcome.fits {
		how := "guessed"
		if x.named {
			how = "named"
		}
		a := ui.AlertProps{Title: v.T("web.columns."+how, "file", x.name, "table", v.T("web.imports.table_"+string(x.kind)))}
		a.Action = ui.Link{Text: v.T("web.columns.choose"), Href: draftPath(d.ID) + "/map?file=" + strconv.Itoa(x.index) + "&table=" + string(x.kind)}
		if n := len(x.unknown); n > 0 {
			said := x.unknown[:min(n, maxColumnsSaid)]
			a.Text = v.T("web.columns.unknown_"+string(x.kind), "n", n, "columns", v.List(said))
			if n > len(said) {
				a.Text = v.T("web.columns.unknown_"+string(x.kind), "n", n, "columns", v.List(append(append([]string(nil), said...), "…")))
			}
		}
		parts = append(parts, ui.Alert(a))
	}
	return ui.Group(parts...)
}
