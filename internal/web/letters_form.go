package web

import (
	"strings"

	"cordee/internal/app"
	"cordee/internal/goal"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/web/ui"
)

// letterFormProps is the form that gives somebody a letter, with what it would say.
type letterFormProps struct {
	head       ui.PageHeadProps
	choose     ui.FormProps
	choice     []ui.FieldProps
	show       ui.ButtonProps
	objectives ui.TableProps
	title      string
	alerts     []ui.AlertProps
	form       ui.FormProps
	fields     []ui.FieldProps
	give       ui.ButtonProps
	cancel     ui.Link
	ready      bool // there is something to give
}

// letterFields are the fields a problem may blame.
var letterFields = []string{"mode", "pay", "means", "contest", "registration", "establishment", "signatory", "cause", "reason", "change", "period"}

// spanValue is how a period stands in an address: both days included.
func spanValue(s period.Span) string { return s.From.String() + ".." + s.Last().String() }

func readSpan(text string) (s period.Span) {
	from, last, _ := strings.Cut(text, "..")
	a, err := period.ParseDate(from)
	b, err2 := period.ParseDate(last)
	if err != nil || err2 != nil || b < a {
		return period.Span{}
	}
	return period.Days(a, b)
}

func (v *visit) readLetterForm() app.LetterForm {
	return app.LetterForm{
		Mode: goal.Mode(v.trimmed("mode")), Pay: v.trimmed("pay"), Means: v.trimmed("means"), Contest: v.trimmed("contest"),
		Establishment: v.trimmed("establishment"), Registration: v.trimmed("registration"), Signatory: v.trimmed("signatory"), Late: v.said(), PayrollWarned: v.trimmed("payroll") == "yes",
		Unpaid: v.trimmed("unpaid") == "yes", Change: v.trimmed("change"),
	}
}

func (v *visit) newLetter() error {
	q := v.r.URL.Query()
	return v.showLetterForm(readSpan(q.Get("period")), app.LetterForm{Unpaid: q.Get("unpaid") == "yes"}, nil, known())
}

func (v *visit) issueLetter() error {
	if err := v.parse(); err != nil {
		return err
	}
	person, err := v.pathID(org.APerson)
	if err != nil {
		return err
	}
	span, form := readSpan(v.trimmed("period")), v.readLetterForm()
	id, err := v.App.IssueLetter(v.ctx(), v.actor(), person, span, form)
	if err == nil {
		v.flash("letter_issued", "")
		return v.redirect(letterPath(person, id))
	}
	if !complete(err) {
		return err
	}
	form.Late = app.Said{} // what was typed stands in the fields; the draft only says whether a cause is wanted
	return v.showLetterForm(span, form, err, v.retyped(err, letterFields...))
}

func (v *visit) showLetterForm(span period.Span, form app.LetterForm, problem error, t typed) error {
	person, err := v.pathID(org.APerson)
	if err != nil {
		return err
	}
	draft, err := v.App.DraftLetter(v.ctx(), v.actor(), person, span, v.draftable(form))
	if err != nil {
		return err
	}
	title := v.T("web.letter.new", "name", draft.Person.Name)
	p := letterFormProps{
		head: ui.PageHeadProps{Title: title, Lead: v.T("web.letter.new_lead"), CrumbsWord: v.T("web.crumbs"), Crumbs: []ui.Link{
			{Text: v.T("web.people.heading"), Href: "/people"}, {Text: draft.Person.Name, Href: personPath(person)}}},
		title: v.T("web.letter.says"), objectives: v.draftTable(draft), ready: len(draft.Objectives) > 0 && !draft.Unchanged,
		cancel: ui.Link{Text: v.T("web.form.cancel"), Href: personPath(person) + "#letters"},
	}
	v.letterChoice(&p, draft, form, person)
	if draft.Late != nil {
		p.alerts = append(p.alerts, v.lateAlert(*draft.Late))
	}
	if draft.Unchanged {
		p.alerts = append(p.alerts, ui.AlertProps{Tone: ui.ToneInfo, Title: v.T("web.letter.unchanged")})
	}
	p.form = v.form(t, ui.FormProps{Action: personPath(person) + "/letters", Hidden: []ui.Hidden{{Name: "period", Value: spanValue(draft.Span)}, {Name: "unpaid", Value: yesOr(form.Unpaid)}}})
	p.fields = v.letterFormFields(draft, t)
	p.give = ui.ButtonProps{Text: v.T("web.letter.give_button", "name", firstName(draft.Person.Name)), Icon: "check", Kind: ui.ButtonPrimary}
	return v.showAs(answerTo(problem), page{title: title, path: "/people"}, letterFormBody(p))
}

// draftable leaves out of a form what would be refused: its page is shown to put that right.
func (v *visit) draftable(form app.LetterForm) app.LetterForm {
	return app.LetterForm{Unpaid: form.Unpaid}
}

func yesOr(b bool) string {
	if b {
		return "yes"
	}
	return ""
}

// letterChoice is the period, and whether objectives that pay does not hang on come along.
func (v *visit) letterChoice(p *letterFormProps, draft app.LetterDraft, form app.LetterForm, person org.ID) {
	p.choose = ui.FormProps{Action: personPath(person) + "/letters/new", Method: "get", Inline: true}
	options := []ui.Option{}
	has := false
	for _, s := range draft.Periods {
		has = has || s == draft.Span
		options = append(options, ui.Option{Value: spanValue(s), Label: v.Span(s), Selected: s == draft.Span})
	}
	if !has {
		options = append(options, ui.Option{Value: spanValue(draft.Span), Label: v.Span(draft.Span), Selected: true})
	}
	p.choice = []ui.FieldProps{{Name: "period", Label: v.T("web.letter.period"), Kind: ui.FieldSelect, Options: options}}
	if draft.Unpaid > 0 || form.Unpaid {
		p.choice = append(p.choice, ui.FieldProps{Name: "unpaid", Label: v.T("web.letter.with_unpaid"), Kind: ui.FieldCheckbox, Value: "yes", Checked: form.Unpaid})
	}
	p.show = ui.ButtonProps{Text: v.T("web.show")}
}

func (v *visit) draftTable(draft app.LetterDraft) ui.TableProps {
	t := ui.TableProps{
		ID: "letter-objectives", Caption: v.T("web.letter.says"), HideCaption: true,
		Heads: []ui.Head{{Label: v.T("web.letter.objective")}, {Label: v.T("letter.target"), Numeric: true}, {Label: v.T("web.letter.period")}, {Label: v.T("letter.pay")}},
		Empty: ui.EmptyProps{Icon: "flag", Title: v.T("web.letter.empty"), Sentence: v.T("web.letter.empty_next")},
	}
	for _, o := range draft.Objectives {
		target := v.T("letter.all_steps")
		if o.Target.OK {
			target = v.Value(o.Target.Amount, o.Metric.Unit)
		}
		paid := v.T("letter.unpaid")
		if o.Paid {
			paid = v.T("letter.paid")
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []ui.Cell{{Text: o.Title.In(v.Lang())}, {Text: target}, {Text: v.Span(o.Span)}, {Text: paid}}})
	}
	return t
}

// letterFormFields ask for what objectives do not say. Where no pay hangs on them there is next to nothing to ask.
func (v *visit) letterFormFields(draft app.LetterDraft, t typed) (list []ui.FieldProps) {
	optional := v.T("web.optional")
	area := func(name string) ui.FieldProps {
		return t.field(ui.FieldProps{Name: name, Label: v.T("web.letter." + name), Hint: v.T("web.letter." + name + "_hint"), Kind: ui.FieldArea, Rows: 3, Optional: optional})
	}
	line := func(name string) ui.FieldProps {
		return t.field(ui.FieldProps{Name: name, Label: v.T("web.letter." + name), Hint: v.T("web.letter." + name + "_hint"), Optional: optional})
	}
	if draft.Version > 1 {
		list = append(list, line("change"))
	}
	if draft.Paid() {
		if draft.Late != nil {
			list = append(list, v.lateFields(t)...)
		}
		list = append(list, v.modeField(draft, t), area("pay"))
	}
	list = append(list, area("means"), line("contest"))
	if draft.Paid() {
		for name, before := range map[string]string{"registration": draft.Employer.Registration, "establishment": draft.Employer.Establishment} {
			if !t.Has(name) && before != "" {
				t.Set(name, before)
			}
		}
		list = append(list, line("signatory"), line("establishment"), line("registration"))
	}
	return list
}

// lateFields ask why, from the closed list, and whether the payroll knows.
func (v *visit) lateFields(t typed) []ui.FieldProps {
	options := make([]ui.Option, 0, len(goal.Reasons()))
	for _, r := range goal.Reasons() {
		options = append(options, ui.Option{Value: string(r), Label: v.T("letter.reason." + string(r))})
	}
	return []ui.FieldProps{
		t.field(ui.FieldProps{Name: "cause", Label: v.T("web.letter.cause"), Kind: ui.FieldSelect, Blank: v.T("web.letter.choose"), Options: options}),
		t.field(ui.FieldProps{Name: "reason", Label: v.T("web.letter.reason"), Kind: ui.FieldArea, Rows: 2, Optional: v.T("web.optional")}),
		t.field(ui.FieldProps{Name: "payroll", Label: v.T("web.letter.payroll"), Kind: ui.FieldCheckbox}),
	}
}

func (v *visit) modeField(draft app.LetterDraft, t typed) ui.FieldProps {
	if t.Get("mode") == "" {
		t.Set("mode", string(draft.Mode))
	}
	f := ui.FieldProps{Name: "mode", Label: v.T("letter.mode"), Hint: v.T("web.letter.mode_hint"), Kind: ui.FieldRadio}
	for _, m := range goal.Modes() {
		if draft.Contract && m == goal.Unilateral {
			continue
		}
		f.Options = append(f.Options, ui.Option{Value: string(m), Label: v.T("letter.mode." + string(m)), Hint: v.T("web.letter.mode_" + string(m))})
	}
	return t.field(f)
}
