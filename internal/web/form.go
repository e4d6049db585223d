package web

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"cordee/internal/fault"
	"cordee/internal/web/ui"
)

// typed is a form as it was sent: what was typed, and what is wrong with it, field by field. Before it is sent it holds what is
// already known.
type typed struct {
	url.Values
	wrong map[string]string
	rest  []string // what is wrong with no field in particular
	final bool     // refused whatever is filled in: nothing here is nearly done
}

// known is a form before anybody typed: name, value pairs.
func known(pairs ...string) typed {
	t := typed{Values: url.Values{}}
	for i := 0; i+1 < len(pairs); i += 2 {
		t.Set(pairs[i], pairs[i+1])
	}
	return t
}

// retyped keeps what was typed and gives each problem to its field.
func (v *visit) retyped(err error, fields ...string) typed {
	t := typed{Values: v.r.PostForm}
	t.wrong, t.rest = v.fieldFaults(err, fields...)
	all := fault.All(err)
	t.final = len(all) > 0 && !slices.ContainsFunc(all, func(e *fault.Error) bool { return e.Kind != fault.Conflict })
	return t
}

// parse reads a form. One that cannot be read is the sender's mistake.
func (v *visit) parse() error {
	err := v.r.ParseForm()
	var tooLarge *http.MaxBytesError
	if err == nil || errors.As(err, &tooLarge) {
		return err
	}
	return fault.New(fault.Invalid, "web.form_unreadable").Because(err)
}

// field fills a question with what was typed and what is wrong.
func (t typed) field(p ui.FieldProps) ui.FieldProps {
	if p.Kind != ui.FieldPassword {
		p.Value = t.Get(p.Name)
	}
	p.Error = t.wrong[p.Name]
	switch p.Kind {
	case ui.FieldCheckbox:
		p.Value, p.Checked = "yes", t.Get(p.Name) == "yes"
	case ui.FieldSelect, ui.FieldRadio, ui.FieldChecks:
		for i, o := range p.Options {
			p.Options[i].Selected = t.has(p.Name, o.Value)
		}
	case ui.FieldText, ui.FieldNumber, ui.FieldDate, ui.FieldEmail, ui.FieldPassword, ui.FieldSearch, ui.FieldFile, ui.FieldArea, ui.FieldHidden, ui.FieldPerson:
	}
	return p
}

// has tells whether a value was given among several of one name.
func (t typed) has(name, value string) bool {
	for _, v := range t.Values[name] {
		if v == value {
			return true
		}
	}
	return false
}

// text is a value without the spaces around it.
func (t typed) text(name string) string { return strings.TrimSpace(t.Get(name)) }

// form is a form's frame with the problems that belong to no field.
func (v *visit) form(t typed, p ui.FormProps) ui.FormProps {
	p.Errors = append(p.Errors, t.rest...)
	if len(p.Errors) > 0 && p.ErrorTitle == "" {
		p.ErrorTitle = v.T("web.form.problems")
		if t.final {
			p.ErrorTitle = v.T("web.form.refused")
		}
	}
	return p
}

// answerTo decides how a form's page comes back: 200 when it is asked for, the status of the fault when something is to be put right.
func answerTo(err error) int {
	if err == nil {
		return http.StatusOK
	}
	return status(fault.KindOf(err))
}
