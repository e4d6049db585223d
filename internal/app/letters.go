package app

import (
	"context"
	"errors"
	"slices"
	"unicode/utf8"

	"cordee/internal/fault"
	"cordee/internal/goal"
	"cordee/internal/letter"
	"cordee/internal/org"
	"cordee/internal/period"
	"cordee/internal/store"
)

// LetterForm is what whoever issues a letter adds to what the objectives already say. Its zero value is a letter.
type LetterForm struct {
	Mode          goal.Mode // "": contractual when one of the objectives is, else unilateral
	Pay           string    // how the objectives add up to pay
	Means         string    // promised for the whole period, one a line
	Contest       string    // whom to write to; "": whoever leads the person, else human resources
	Establishment string
	Registration  string // of the employer: SIRET or the like
	Signatory     string // "": who issues it
	Late          Said   // why pay-linked objectives are communicated after their period began
	PayrollWarned bool
	Unpaid        bool   // also the objectives that no pay hangs on
	Change        string // what a new version changes, in one sentence
}

// maxLetterText bounds each text of the form, in characters.
const maxLetterText = 2_000

func (f LetterForm) check() error {
	var l fault.List
	if f.Mode != "" && !slices.Contains(goal.Modes(), f.Mode) {
		l.Add(fault.Bad("mode", "letter.mode_missing"))
	}
	for _, x := range []struct{ field, text string }{
		{"pay", f.Pay}, {"means", f.Means}, {"contest", f.Contest}, {"establishment", f.Establishment}, {"registration", f.Registration}, {"signatory", f.Signatory}, {"change", f.Change},
	} {
		if utf8.RuneCountInString(x.text) > maxLetterText {
			l.Add(fault.Bad(x.field, "letter.text_too_long", "max", maxLetterText))
		}
	}
	l.Add(f.Late.check())
	return l.OrNil()
}

// mayIssueLetter is for whoever may edit what someone is paid for, and for human resources. Nobody issues their own.
func (w *World) mayIssueLetter(actor org.Actor, person org.ID, on period.Date) error {
	if actor.Is(person) {
		return fault.New(fault.Forbidden, "letter.own")
	}
	object := org.Object{Kind: org.AGoal, Owner: org.PersonOwner(person), Paid: true}
	err := w.Can(actor, org.EditGoal, object, on)
	if err != nil && actor.Kind == org.ByPerson && actor.Role == org.HR {
		return w.Can(actor, org.ReadPersonPrivate, org.PersonObject(person), on)
	}
	if fault.KindOf(err) == fault.NotFound {
		return notFound("person")
	}
	return err
}

// IssueLetter makes the letter of someone's published objectives for a period, keeps it for good and puts it before them. The same
// days again make the next version; the former ones stay. Refusals: letter.objectives_missing, letter.unchanged,
// letter.late_cause_missing (pay hangs on it and its period has begun), letter.contract (an objective fixed by contract cannot go
// in a unilateral letter).
func (a *App) IssueLetter(ctx context.Context, actor org.Actor, person org.ID, span period.Span, form LetterForm) (org.ID, error) {
	var id org.ID
	err := a.write(ctx, actor, func(u *Unit) (err error) {
		id, err = u.issueLetter(person, span, form)
		return err
	})
	return id, err
}

func (u *Unit) issueLetter(person org.ID, span period.Span, form LetterForm) (org.ID, error) {
	p, ok := u.World.Person(person)
	if !ok || p.Erased {
		return 0, notFound("person")
	}
	if err := u.World.mayIssueLetter(u.Actor, person, u.World.Today(u.At)); err != nil {
		return 0, err
	}
	if span.Empty() || span.Open() {
		return 0, fault.Bad("period", "letter.period_missing")
	}
	if err := form.check(); err != nil {
		return 0, err
	}
	d := drafter{tx: u.tx, w: u.World, at: u.At, actor: u.Actor, form: form}
	terms, rows, err := d.terms(p, span)
	if err != nil {
		return 0, err
	}
	if terms.Late != nil && terms.Late.Reason == (letter.Text{}) {
		return 0, fault.Bad("cause", "letter.late_cause_missing", "start", span.From)
	}
	if err := (letter.Letter{Terms: terms}).Check(); err != nil {
		return 0, err
	}
	for _, g := range rows {
		if err := u.freezeRealism(g, u.Actor.Kind); err != nil {
			return 0, err
		}
	}
	return u.keepLetter(p, span, terms)
}

// keepLetter stores the text that the hash is made of, after reading it back: what is printed later must be the very same.
func (u *Unit) keepLetter(p org.Person, span period.Span, terms letter.Terms) (org.ID, error) {
	text, hash, err := terms.Canonical()
	if err != nil {
		return 0, err
	}
	if again, err := letter.Read(string(text)); err != nil {
		return 0, err
	} else if _, same, err := again.Canonical(); err != nil || same != hash {
		return 0, errors.Join(errors.New("a letter does not read back as it was written"), err)
	}
	x := store.Letter{
		ID: newID(), Person: p.ID, From: span.From, To: span.Last(), Version: terms.Version, At: u.At.UnixMicro(), Actor: u.Actor.Person, Hash: hash, Body: string(text),
	}
	if err := u.tx.InsertLetter(u.org(), x); err != nil {
		return 0, err
	}
	return x.ID, u.note("letter.issued", "letter", x.ID, map[string]any{"person": p.ID.String(), "version": x.Version, "hash": hash})
}

// latestLetter is the last version of someone's letter for exactly these days.
func latestLetter(tx *store.Tx, o, person org.ID, span period.Span) (x store.Letter, found bool, err error) {
	list, err := tx.LettersOf(o, person)
	for _, l := range list {
		if l.From == span.From && l.To == span.Last() && l.Version > x.Version {
			x, found = l, true
		}
	}
	return x, found, err
}
