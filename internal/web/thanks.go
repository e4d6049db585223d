package web

import (
	"strconv"

	"cordee/internal/app"
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
	skill   ui.FieldProps // which one the word recognises; without options there are none to name
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
	f.skill = v.skillField(goalID, people)
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

// skillField offers the skills that a word can name. Parts that are drawn live hold no form, and a list that cannot be read leaves it out.
func (v *visit) skillField(about org.ID, people []org.Owner) ui.FieldProps {
	f := ui.FieldProps{Name: "skill", Label: v.T("recognition.skill"), Kind: ui.FieldSelect, Blank: v.T("recognition.skill_none"), Optional: v.T("web.optional")}
	if v.told != 0 || len(people) == 0 {
		return f
	}
	var to org.Owner
	if len(people) == 1 {
		to = people[0]
	}
	names, err := v.App.SkillsToName(v.ctx(), v.actor(), to, about)
	if err != nil {
		return f
	}
	for _, name := range names {
		f.Options = append(f.Options, ui.Option{Value: name, Label: name})
	}
	return f
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
	k := app.Kudos{To: to, Goal: goalID, Posting: posting, Skill: v.trimmed("skill"), Text: v.trimmed("text")}
	if err := v.App.GiveKudos(v.ctx(), v.actor(), k); err != nil {
		return err
	}
	v.flash("thanked", "")
	return v.redirect(v.back("/"))
}
