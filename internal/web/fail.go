package web

import (
	"errors"
	"slices"

	"github.com/a-h/templ"

	"cordee/internal/fault"
	"cordee/internal/web/ui"
)

// failProps says what happened and what to do next.
type failProps struct {
	heading string
	lines   []string // what went wrong, in words
	next    string
	links   []ui.Link
	retry   string // label of the button that tries again; "" for none
	here    string
}

// failPage is the page of an error. Someone signed in keeps the navigation; a stranger gets a small page.
func (v *visit) failPage(kind fault.Kind, err error) templ.Component {
	p := v.failWords(kind, err)
	if v.world != nil {
		if shell, err := v.shell(page{title: p.heading}); err == nil {
			return inShell(shell, failBody(p))
		}
	}
	small := ui.AuthProps{Words: v.words(), Lang: string(v.Lang()), Title: p.heading, Heading: p.heading, Theme: v.theme(), Links: p.links}
	return failSmall(small, p)
}

// failWords chooses the words for each kind of refusal. What is internal says nothing of its cause.
func (v *visit) failWords(kind fault.Kind, err error) failProps {
	p := failProps{heading: v.T("web.fail." + string(kind)), next: v.T("web.fail." + string(kind) + "_next"), here: v.here()}
	p.links = []ui.Link{{Text: v.T("web.fail.home"), Href: "/"}}
	if kind != fault.Internal && kind != fault.Unavailable {
		p.lines = v.Faults(err)
	}
	p.lines = slices.DeleteFunc(p.lines, func(s string) bool { return s == "" })
	if v.world != nil && kind == fault.NotFound {
		p.links = append(p.links, ui.Link{Text: v.T("web.fail.search"), Href: "/search"}, ui.Link{Text: v.T("web.nav.direction"), Href: "/direction"})
	}
	if kind == fault.Unavailable || kind == fault.Limited || kind == fault.Internal || kind == fault.Stale {
		p.retry = v.T("web.fail.retry")
	}
	return p
}

// fieldFaults gives each field its sentence, and the sentences that blame no field of the form.
func (v *visit) fieldFaults(err error, fields ...string) (byField map[string]string, rest []string) {
	byField = map[string]string{}
	if err == nil {
		return byField, nil
	}
	for _, e := range fault.All(err) {
		field := e.Field
		if field == "" && e.Where != nil {
			field = e.Where.Column
		}
		if slices.Contains(fields, field) {
			if byField[field] == "" {
				byField[field] = v.Fault(e)
			}
			continue
		}
		rest = append(rest, v.Fault(e))
	}
	return byField, rest
}

// complete tells whether an error is one that a person can put right in the form they just sent; otherwise it is for failPage.
func complete(err error) bool {
	var list fault.List
	var one *fault.Error
	if !errors.As(err, &list) && !errors.As(err, &one) {
		return false
	}
	switch fault.KindOf(err) {
	case fault.Invalid, fault.Conflict, fault.Stale:
		return true
	case fault.Unauthenticated, fault.Forbidden, fault.NotFound, fault.TooLarge, fault.Limited, fault.Unavailable, fault.Internal:
	}
	return false
}
