// Package fault is the one vocabulary of refusals: what went wrong, where, and with which facts. It holds no words for people:
// Code is a key of the catalogues, Args are what the sentence there needs.
package fault

import (
	"errors"
	"fmt"
	"strings"
)

// Kind says what a caller can do about a refusal; the doors turn it into a status.
type Kind string

// The closed list of kinds. Anything that is not an Error is Internal.
const (
	Invalid         Kind = "invalid"
	Unauthenticated Kind = "unauthenticated"
	Forbidden       Kind = "forbidden"
	NotFound        Kind = "not_found"
	Conflict        Kind = "conflict"
	Stale           Kind = "stale" // the object changed since it was read: a version (ETag, hidden field) no longer matches
	TooLarge        Kind = "too_large"
	Limited         Kind = "limited" // too many requests or attempts; try again later
	Unavailable     Kind = "unavailable"
	Internal        Kind = "internal"
)

// Where points into a file a person sent us. Row counts from 1 and includes the header, as a spreadsheet shows it.
type Where struct {
	File, Sheet string
	Row         int
	Column      string
	Value       string
}

// Error is one problem.
type Error struct {
	Kind  Kind
	Code  string         // "goal.target_missing": a key of the fault catalogue
	Args  map[string]any // facts for the sentence
	Field string         // the form or JSON field, if one is to blame
	Where *Where         // the place in a file, if one is to blame
	Err   error          // the cause, for the log only
}

// New builds an Error; args are name, value pairs.
func New(kind Kind, code string, args ...any) *Error {
	e := &Error{Kind: kind, Code: code}
	for i := 0; i+1 < len(args); i += 2 {
		if e.Args == nil {
			e.Args = make(map[string]any, len(args)/2)
		}
		e.Args[fmt.Sprint(args[i])] = args[i+1]
	}
	return e
}

// Bad is New with kind Invalid on a field, the most frequent refusal.
func Bad(field, code string, args ...any) *Error { return New(Invalid, code, args...).On(field) }

// On returns a copy that blames a field.
func (e *Error) On(field string) *Error { c := *e; c.Field = field; return &c }

// At returns a copy that blames a place in a file.
func (e *Error) At(w Where) *Error { c := *e; c.Where = &w; return &c }

// Because returns a copy that carries its cause.
func (e *Error) Because(err error) *Error { c := *e; c.Err = err; return &c }

func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Code)
	if e.Field != "" {
		b.WriteString(" (" + e.Field + ")")
	}
	if e.Err != nil {
		b.WriteString(": " + e.Err.Error())
	}
	return b.String()
}

func (e *Error) Unwrap() error { return e.Err }

// List is several problems told at once. A nil or empty List is no error: return it through OrNil.
type List []*Error

// Add appends the problems in err, whether one or many; anything else than a fault is kept as an Internal one.
func (l *List) Add(err error) {
	if err != nil {
		*l = append(*l, All(err)...)
	}
}

// OrNil returns the list as an error, or nil when it is empty.
func (l List) OrNil() error {
	if len(l) == 0 {
		return nil
	}
	return l
}

func (l List) Error() string {
	switch len(l) {
	case 0:
		return "no problem"
	case 1:
		return l[0].Error()
	}
	return fmt.Sprintf("%s (and %d more)", l[0].Error(), len(l)-1)
}

// Unwrap lets errors.Is and errors.As look into every problem.
func (l List) Unwrap() []error {
	errs := make([]error, len(l))
	for i, e := range l {
		errs[i] = e
	}
	return errs
}

// All returns every problem in err; an error that is no fault becomes one Internal fault. All(nil) is nil.
func All(err error) []*Error {
	if err == nil {
		return nil
	}
	var l List
	if errors.As(err, &l) {
		return l
	}
	var e *Error
	if errors.As(err, &e) {
		return []*Error{e}
	}
	return []*Error{{Kind: Internal, Code: "internal", Err: err}}
}

// KindOf returns the kind of the first problem in err, Internal for foreign errors, "" for nil.
func KindOf(err error) Kind {
	all := All(err)
	if len(all) == 0 {
		return ""
	}
	return all[0].Kind
}

// Is tells whether any problem in err has this code.
func Is(err error, code string) bool {
	for _, e := range All(err) {
		if e.Code == code {
			return true
		}
	}
	return false
}
