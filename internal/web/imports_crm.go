package web

import (
	"github.com/a-h/templ"

	"cordee/internal/period"
	"cordee/internal/sheet"
	"cordee/internal/web/ui"
)

// readGoals are how many goals of an export are shown before it is taken in, so that a person sees how it is understood.
const readGoals = 8

// exported is what was read from the exports of CRMs in a draft.
type exported struct {
	n     int
	goals []sheet.GoalRow // the first of each file
	from  map[string]*sheet.Foreign
	files map[string]string // file -> CRM
}

// exportsIn gathers what a batch holds of CRMs.
func exportsIn(b sheet.Batch) exported {
	x := exported{from: map[string]*sheet.Foreign{}, files: map[string]string{}}
	shown := map[string]int{}
	for _, g := range b.Goals {
		from := b.Foreign[g.Key]
		if from == nil {
			continue
		}
		x.n++
		x.files[g.At.File] = from.CRM
		if shown[g.At.File]++; shown[g.At.File] <= readGoals {
			x.goals, x.from[g.Key] = append(x.goals, g), from
		}
	}
	return x
}

// exportedGoals shows the first goals of the exports of CRMs as they are understood; nothing when there are none.
func (v *visit) exportedGoals(x exported) templ.Component {
	if len(x.goals) == 0 {
		return ui.Group()
	}
	title := v.T("web.imports.crm_read", "n", x.n)
	t := ui.TableProps{
		ID: "crm-goals", Caption: title, HideCaption: true,
		Heads: []ui.Head{
			{Label: v.T("web.imports.crm_goal")}, {Label: v.T("web.imports.crm_owner")}, {Label: v.T("web.imports.crm_metric")},
			{Label: v.T("web.imports.crm_target"), Numeric: true}, {Label: v.T("web.imports.crm_days")},
		},
	}
	for _, g := range x.goals {
		t.Rows = append(t.Rows, v.exportedGoal(g, x.from[g.Key]))
	}
	return part(ui.SectionProps{Title: title, Lead: v.T("web.imports.crm_lead")}, ui.Table(t))
}

func (v *visit) exportedGoal(g sheet.GoalRow, from *sheet.Foreign) ui.Row {
	owner := from.Values["owner"]
	if o, err := v.world.ForeignOwner(from); err == nil {
		owner = v.world.OwnerName(o)
	}
	metric, target := g.Metric.V, v.Number(g.Target.V.Amount)
	if m, ok := v.world.MetricByKey(g.Metric.V); ok {
		metric, target = v.teller().metricName(m.Metric), v.Value(g.Target.V.Amount, m.Unit)
	}
	return ui.Row{Cells: []ui.Cell{
		{Text: g.Title.V, Small: from.CRM}, {Text: owner}, {Text: metric}, {Text: target}, {Text: v.Span(period.Days(g.StartOn.V, g.EndOn.V))},
	}}
}
