package web

import (
	"strconv"

	"cordee/internal/fault"
	"cordee/internal/org"
	"cordee/internal/web/ui"
)

// thanksForm is a small form to thank someone, about an objective, a result, or just so.
type thanksForm struct {
	to      []ui.Option // whom; one is sent as it is
	title   string
	label   string
	toLabel string
	submit  string
	goal    string
	posting string
	back    string
	anyone  ui.FieldProps // typed, where those to thank are too many for a list; without a name otherwise
}

// thanksForm offers to thank those named; nobody to thank, no form.
func (v *visit) thanksForm(goalID org.ID, posting int64, people []org.Owner) thanksForm {
	f := thanksForm{title: v.T("web.thanks.title"), label: v.T("web.thanks.text"), toLabel: v.T("web.thanks.to"), submit: v.T("web.thanks.submit"), back: v.here()}
	if goalID != 0 {
		f.goal = goalID.String()
	}
	if posting != 0 {
		f.posting = strconv.FormatInt(posting, 10)
	}
	for _, o := range people {
		if name := v.world.Name(o); name != "" {
			f.to = append(f.to, ui.Option{Value: v.world.Ref(o), Label: name})
		}
	}
	return f
}

func (f thanksForm) hidden() []ui.Hidden {
	h := []ui.Hidden{{Name: "back", Value: f.back}, {Name: "goal", Value: f.goal}, {Name: "posting", Value: f.posting}}
	if len(f.to) == 1 && f.anyone.Name == "" {
		h = append(h, ui.Hidden{Name: "to", Value: f.to[0].Value})
	}
	return h
}

func (v *visit) thank() error {
	if v.trimmed("to") == "" {
		return fault.New(fault.NotFound, "not_found", "what", "person")
	}
	to, err := ownerNamed(v.world, "to", v.trimmed("to"), v.today)
	if err != nil {
		return err
	}
	goalID, _ := org.ParseID(v.trimmed("goal"))
	posting, _ := strconv.ParseInt(v.trimmed("posting"), 10, 64)
	if err := v.App.Thank(v.ctx(), v.actor(), to, goalID, posting, v.trimmed("text")); err != nil {
		return err
	}
	v.flash("thanked", "")
	return v.redirect(v.back("/"))
}
